"""What the atlas says about itself: rules of law, definitions, boundaries, limits, licences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.maps import boundary_notes as borders
from dashboard.maps.layers.treaty_status import MEANINGS
from dashboard.maps.palette import CLAIM_LOOKS, STATUS_LOOKS
from dashboard.maps.spec import Look
from dashboard.maps.view import TREATIES
from dashboard.maps.wording import counted
from geodata import (
    CLASS_LABELS,
    GROUP_LABELS,
    RULE_LABELS,
    STATUS_LABELS,
    ClaimClass,
    ComparableGroup,
    Freshness,
    day_label,
)
from geodata.dataset import Dataset
from geodata.freshness import AMBER_FROM, RED_FROM
from geodata.geo.boundaries import boundary_notes, disputed_lines
from geodata.model import Definition, Omission, Treaty
from geodata.wording import capitalized, print_form


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means here; `look` is how the map shows it, `url` where it comes from.

    `items` are single cases of it, folded under `folded`.
    """

    word: str
    text: str
    look: Look | None = None
    url: str = ""
    items: tuple[str, ...] = ()
    folded: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A titled part: sentences first, then terms; long lists of terms are folded under `folded`."""

    title: str
    sentences: tuple[str, ...]
    terms: tuple[Term, ...] = ()
    folded: str = ""


def chapters(dataset: Dataset, *, today: date) -> tuple[Chapter, ...]:
    """Return the chapters in reading order.

    Parameters
    ----------
    today
        The day (UTC) from which the age of the depositary reading is counted.
    """
    return (
        Chapter("Status on a day", _STATUS, tuple(_statuses())),
        Chapter("The treaties and their rules", _RULES, tuple(_treaty(dataset.treaty(name)) for name in TREATIES)),
        Chapter("Claims about contamination", _CLAIMS, tuple(_classes())),
        *(_definitions(dataset, group) for group in ComparableGroup),
        Chapter("Boundaries and names", _BOUNDARIES, tuple(_boundaries(dataset))),
        Chapter("Limits", _limits(dataset, today)),
        _left_out(dataset),
        Chapter("Licences and release", (*_LICENCES, f"This is data release {dataset.release}.")),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text as single lines."""
    return tuple(" ".join(part.split()) for part in text.split("\n\n"))


_STATUS = _paragraphs("""
The status of a state is never typed in. It is computed for the day shown from the dated acts of that state:
signature, consent to be bound, entry into force, notice of withdrawal, withdrawal. Today is the day of UTC, for every
reader.

Joined counts deposits, as depositaries count: a state has joined from the day its consent is deposited until the
day its withdrawal takes effect. Bound counts from the day the treaty enters into force for the state. Both numbers
are given; in the months after a deposit they differ.

An act whose day is known only to a month or a range makes the status uncertain on the days in question.

Territories follow the state that administers them (Vienna Convention on the Law of Treaties, Article 29) unless an
act says otherwise; they are drawn lighter and are not counted.
""")
_RULES = _paragraphs("""
Where no act states the day on which a state became bound, it is computed by the article named here.
""")
_CLAIMS = _paragraphs(f"""
A claim is one figure that somebody stated on a day about an area. The atlas keeps every claim as stated, with who
said it, when, on what basis and by what definition; it never averages claims and never adds them up.

A map needs one figure for each country. The reader chooses the rule: {", ".join(RULE_LABELS.values())}. Only claims
of one comparable group share a legend, and only totals for the whole country colour it.

Classes of area are those of the Landmine Monitor, read as half-open intervals: 19.5 km² is medium.

No claim recorded is not the same as no mines. A country's colour never means that the whole country is mined.
""")
_BOUNDARIES = _paragraphs("""
Boundaries and names are based on United Nations practice where it is known: the map of UN Geospatial, whose latest
public tile is of 25 January 2023 and of the smallest scale, resolutions, and the short names in the terminology
database of the United Nations. They imply no opinion on the legal status of any territory, and are those of the
present, whatever day the map shows.

Where they depart from it is listed here; of what no document of the United Nations was read, nothing is claimed.
""")
_LICENCES = _paragraphs("""
The code is under the MIT licence. The tables are under CC BY 4.0; the documents they cite stay under the terms of
their publishers. Boundaries: made with Natural Earth, public domain. Fonts: Noto, SIL Open Font License. The map is
drawn with Leaflet, BSD 2-Clause.
""")


def _statuses() -> Iterable[Term]:
    for kind, meaning in MEANINGS.items():
        yield Term(capitalized(STATUS_LABELS[kind]), capitalized(meaning) + ".", STATUS_LOOKS[kind])


def _classes() -> Iterable[Term]:
    for cls in ClaimClass:
        word, _, rest = CLASS_LABELS[cls].partition(": ")
        yield Term(capitalized(word), capitalized(rest) + "." if rest else "", CLAIM_LOOKS[cls])


def _treaty(treaty: Treaty) -> Term:
    opened = f", opened for signature on {day_label(treaty.opened)}" if treaty.opened else ""
    text = (
        f"{treaty.title}. Adopted on {day_label(treaty.adopted)}{opened}, in force since {day_label(treaty.in_force)}. "
        f"Entry into force for a state: {treaty.entry_article}; withdrawal: {treaty.exit_article}. "
        f"{treaty.note} Depositary ({treaty.depositary_reference}) read as of {day_label(treaty.data_until)}."
    )
    return Term(capitalized(treaty.short_name), text, url=treaty.url)


def _definitions(dataset: Dataset, group: ComparableGroup) -> Chapter:
    found = [item for item in dataset.definitions.values() if item.comparable_group is group]
    title = f"Definitions: {GROUP_LABELS[group]}"
    folded = f"{len(found)} definitions"
    return Chapter(title, (), tuple(_definition(item) for item in found), folded)


def _definition(item: Definition) -> Term:
    parts = [item.text]
    if item.includes:
        parts.append(f"Includes {item.includes}.")
    if item.excludes:
        parts.append(f"Excludes {item.excludes}.")
    if item.standard:
        parts.append(f"Standard: {item.standard}.")
    if not item.is_total:
        parts.append("Not a total: it never colours a map.")
    return Term(item.label, " ".join(parts))


def _boundaries(dataset: Dataset) -> Iterable[Term]:
    """Yield the departures, and folded the notes and the lines with the documents that each rests on."""
    departing = borders.departures()
    notes = tuple(borders.note_text(note, dataset.sources) for note in boundary_notes())
    lines = tuple(borders.line_text(line, dataset.sources) for line in disputed_lines())
    yield Term("Departures from United Nations practice", "", items=departing, folded=f"{len(departing)} departures")
    yield Term("Notes on single boundaries", "", items=notes, folded=f"{len(notes)} notes and their documents")
    yield Term(
        "Lines that are no ordinary boundaries", "", items=lines, folded=f"{len(lines)} lines and their documents"
    )


def _limits(dataset: Dataset, today: date) -> tuple[str, ...]:
    oldest = Freshness(min(treaty.data_until for treaty in dataset.treaties.values()), today)
    years = {vote.year for votes in dataset.votes.values() for vote in votes}
    gaps = [str(year) for year in range(min(years), max(years)) if year not in years]
    missing = f" The votes of {' and '.join(gaps)} are missing." if gaps else ""
    age = oldest.live_sentence
    return _paragraphs(f"""
{age} After about June 2026 coverage is thin: silence is not evidence that nothing changed. Every output says
how old the reading is, in amber from {AMBER_FROM} days on and in red from {RED_FROM}.

Votes on the yearly resolution run from {min(years)} to {max(years)}.{missing}

A fact has two sources where texts of two independent origins agree. What several publishers take from one
newspaper, agency, report or office is one source, and so is a document with its mirror or translation.

Most sources were read in archived copies. Facts that rest on a single unverified report are shown as unverified and
stay out of maps and counts.

Recorded casualties are a lower bound, and places of events are approximate.
""")


def _left_out(dataset: Dataset) -> Chapter:
    found = [item for group in dataset.omissions.values() for item in group]
    number = counted(len(found), "statement")
    sentences = _paragraphs(f"""
The atlas leaves out {number} that a reader may look for, and gives the reason of each. They drive no map and no count;
those about a country stand on its page too.

Mistakes found in sources are listed in corrections.csv, with the value that was expected.
""")
    return Chapter(
        "What was left out, and why", sentences, tuple(_omission(item, dataset) for item in found), capitalized(number)
    )


def _omission(item: Omission, dataset: Dataset) -> Term:
    name = dataset.states[item.area].name if item.area in dataset.states else "World"
    sources = borders.documents(item.citations, dataset.sources)
    return Term(print_form(f"{name}: {item.statement}"), print_form(f"{capitalized(item.reason)}. {sources}").rstrip())
