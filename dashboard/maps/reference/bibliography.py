"""The bibliography: every source with what cites it, in words a reader recognises; pure, built once from the data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dashboard.maps.wording import Noun, counted
from geodata.collation import fold
from geodata.dataset import Dataset
from geodata.geo.boundaries import boundary_notes, disputed_lines
from geodata.model import WORLD_AREA, Citation, Fact, PublisherRole, Source
from geodata.own.names import aliases
from geodata.sources import citation_text, standing_of, with_mark
from geodata.wording import capitalized, claim_figure, membership_text, number

FACTS_SHOWN = 8  # of each table; a page of votes backs 4,998 of them

ROLE_LABELS = {
    PublisherRole.DEPOSITARY: "Depositary",
    PublisherRole.GOVERNMENT: "Government",
    PublisherRole.UN: "United Nations",
    PublisherRole.INTERNATIONAL: "International body",
    PublisherRole.NGO: "Non-governmental",
    PublisherRole.MEDIA: "Media",
    PublisherRole.ACADEMIC: "Academic",
    PublisherRole.OTHER: "Other",
}
_FACTS = Noun("fact", "facts")


@dataclass(frozen=True, slots=True)
class CitedFact:
    """A fact that rests on a source: its words, then the place in the source, and the id of its row if it has one."""

    text: str
    record: str = ""


@dataclass(frozen=True, slots=True)
class CitedBy:
    """The facts of one table that rest on a source: how many, and the first of them."""

    table: str
    count: int
    facts: tuple[CitedFact, ...]


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One source of the bibliography; `haystack` is what a search looks through."""

    source: Source
    text: str
    cited_by: tuple[CitedBy, ...]
    haystack: str

    @property
    def count(self) -> int:
        """How many facts rest on it."""
        return sum(group.count for group in self.cited_by)

    @property
    def count_text(self) -> str:
        """How many facts rest on it, over their list: Cited by one fact, Cited by 12 facts."""
        return f"Cited by {counted(self.count, _FACTS)}"


def bibliography(dataset: Dataset) -> tuple[SourceEntry, ...]:
    """Return every source with the facts that cite it: by standing, then by publisher, then newest first."""
    facts: dict[str, dict[str, list[CitedFact]]] = defaultdict(lambda: defaultdict(list))
    for table, fact, citations in (*_facts(dataset), *_drawn(dataset)):
        for citation in citations:
            place = f" ({citation.locator})" if citation.locator else ""
            facts[citation.source_id][table].append(CitedFact(fact.text + place, fact.record))
    entries = [_entry(source, facts[source.source_id]) for source in dataset.sources.values()]
    return tuple(sorted(entries, key=_order))


def matching(
    entries: Iterable[SourceEntry], words: str, roles: Iterable[PublisherRole] = ()
) -> tuple[SourceEntry, ...]:
    """Return the entries that hold every word and were published by one of the roles, all roles when none is named."""
    wanted, allowed = fold(words).split(), set(roles) or set(PublisherRole)
    return tuple(
        entry
        for entry in entries
        if entry.source.publisher_role in allowed and all(word in entry.haystack for word in wanted)
    )


def _entry(source: Source, groups: dict[str, list[CitedFact]]) -> SourceEntry:
    cited = tuple(CitedBy(table, len(facts), tuple(facts[:FACTS_SHOWN])) for table, facts in groups.items())
    text = citation_text(source)
    facts = " ".join(fact.text for group in groups.values() for fact in group)
    haystack = fold(f"{source.source_id} {text} {source.url} {source.note} {facts}")
    return SourceEntry(source, text, cited, haystack)


def _order(entry: SourceEntry) -> tuple[int, str, int, str]:
    when = entry.source.published
    return (
        standing_of(entry.source),
        entry.source.publisher.casefold(),
        -when.latest.toordinal() if when else 0,
        entry.source.source_id,
    )


def _facts(dataset: Dataset) -> Iterator[tuple[str, CitedFact, tuple[Citation, ...]]]:
    """Every fact of the data: its table, what it says in a few words with the id of its row, its citations."""
    for table, fact, words, record in (*_law(dataset), *_claimed(dataset), *_context(dataset)):
        yield table, CitedFact(with_mark(fact, words), record), fact.citations


def _drawn(dataset: Dataset) -> Iterator[tuple[str, CitedFact, tuple[Citation, ...]]]:
    """Names, lines and notes on boundaries: no facts that a statement rests on, and each with its documents."""
    for area, names in dataset.names.items():
        for name in names:
            words = f"{_name(dataset, area)}: {name.name} ({_words(name.kind)}, {name.language})"
            yield "Names", CitedFact(words), name.citations
    for alias in aliases(dataset):
        yield "Names in other tables", CitedFact(f"{_name(dataset, alias.area)}: {alias.alias}"), alias.citations
    for line in disputed_lines():
        yield "Lines on the map", CitedFact(f"{line.name}: {line.style}", line.line_id), line.citations
    for note in boundary_notes():
        yield "Notes on boundaries", CitedFact(note.title, note.note_id), note.citations


def _law(dataset: Dataset) -> Iterator[tuple[str, Fact, str, str]]:
    for treaty in dataset.treaties.values():
        yield "Treaties", treaty, treaty.title, treaty.treaty_id
    for (treaty_id, area), acts in dataset.actions.items():
        name, short = _name(dataset, area), dataset.treaty(treaty_id).short_name
        for act in acts:
            yield "Acts under treaties", act, f"{name}: {_words(act.kind)}, {act.when.label}, {short}", act.action_id
    for policy in dataset.policies:
        text = f"{_name(dataset, policy.area)}: {policy.title}, {policy.start.label}"
        yield "National policy", policy, text, policy.policy_id
    for area, votes in dataset.votes.items():
        for vote in votes:
            yield "Votes", vote, f"{_name(dataset, area)}: {_words(vote.vote)}, {vote.year}", f"{area}-{vote.year}"
    for group in dataset.groups.values():
        yield "Groups of states", group, group.name, group.group_id
        for period in dataset.memberships.get(group.group_id, ()):
            days = membership_text(period, group.data_until)
            text = f"{_name(dataset, period.area)}: {days}, {group.short_name}"
            yield "Members of groups", period, text, period.membership_id


def _claimed(dataset: Dataset) -> Iterator[tuple[str, Fact, str, str]]:
    for area, claims in dataset.claims.items():
        for claim in claims:
            figure = claim_figure(claim) or claim.band or claim.definition.label
            text = f"{_name(dataset, area)}: {figure}, {claim.claimant}, {claim.date_said.label}"
            yield "Claims", claim, text, claim.claim_id
    for figure_of in dataset.oblasts:
        text = f"{figure_of.name}: {_words(figure_of.measure)}, {figure_of.date_meant.label}"
        yield "Figures for oblasts", figure_of, text, figure_of.figure_id
    for area, results in dataset.clearance.items():
        for result in results:
            yield "Clearance", result, f"{_name(dataset, area)}: {result.claimant}, {result.year}", result.clearance_id


def _context(dataset: Dataset) -> Iterator[tuple[str, Fact, str, str]]:
    for event in dataset.events:
        yield "Events", event, f"{event.place}, {event.when.label}: {event.text}", event.event_id
    for area, deadlines in dataset.deadlines.items():
        for deadline in deadlines:
            yield "Deadlines", deadline, f"{_name(dataset, area)}: {_words(deadline.status)}", deadline.deadline_id
    for area, counts in dataset.casualties.items():
        for count in counts:
            yield "Casualties", count, f"{_name(dataset, area)}: {count.year.label}, {count.edition}", count.casualty_id
    for area, stocks in dataset.stockpiles.items():
        for stock in stocks:
            where = _name(dataset, area) if area else stock.name
            yield (
                "Stockpiles, production, use",
                stock,
                f"{where}: {_words(stock.kind)}, {stock.when.label}",
                stock.stockpile_id,
            )
    for area, extent in dataset.country_areas.items():
        yield "Land areas", extent, f"{_name(dataset, area)}: {number(extent.land_km2)} km², {extent.year}", ""


def _name(dataset: Dataset, area: str) -> str:
    """The name of an area; WLD stands for the world and has no row of its own."""
    state = dataset.states.get(area)
    return state.name if state else "World" if area == WORLD_AREA else area


def _words(code: str) -> str:
    return capitalized(code.replace("_", " "))
