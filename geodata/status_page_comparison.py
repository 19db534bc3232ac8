"""Comparison of a saved status page with the tables as of the page's day, as differences and rows to add."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from geodata.dataset import Dataset
from geodata.dates import DateSpan, day_label
from geodata.errors import GeodataError, did_you_mean, nearest
from geodata.model import ActionKind, NameKind, Treaty, TreatyAction
from geodata.status_pages import Participant, StatusPage, StatusPageError
from geodata.table_edit import Change, row_line, table_text, with_cells, with_row
from geodata.treaties import CONSENT_KINDS

# Names that the Collection still prints and names.csv has as former.
DEPOSITARY_NAMES: Mapping[str, str] = {"Czech Republic": "CZE"}
# Names on pages of earlier years that names.csv lacks.
FORMER_NAMES: Mapping[str, str] = {"Libyan Arab Jamahiriya": "LBY"}
_EXIT_WORDS = re.compile(r"\b(?:withdraw\w*|denounc\w*|denunciation|suspen\w+)\b", re.IGNORECASE)
_EXIT_KINDS = (ActionKind.WITHDRAWAL_NOTIFIED, ActionKind.WITHDRAWAL_EFFECTIVE)


class DifferenceKind(StrEnum):
    """What a difference requires."""

    ADD = "add"  # a row for an act that only the page has; it is in `row`
    CONTRADICT = "contradict"  # a decision by a person: a row contradicts the page
    NAME = "name"  # a look at a name that is not that of states.csv
    READ = "read"  # an end note to be read by a person


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference; `action_id` is that of the row concerned, if any, `row` the cells of a row to add."""

    kind: DifferenceKind
    area: str
    message: str
    action_id: str = ""
    row: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of comparing a page with the acts of its treaty.

    Attributes
    ----------
    until
        The last day that was compared: the day of the page, or the last day in its table.
    source_id, source_row
        The source that rows to add cite, and a row for it where sources.csv lacks the page.
    not_compared
        Descriptions of the parts of the page that were not compared.
    """

    page: StatusPage
    treaty: Treaty
    until: date
    differences: tuple[Difference, ...]
    source_id: str
    source_row: Mapping[str, str] | None
    not_compared: tuple[str, ...]

    @property
    def rows(self) -> tuple[Mapping[str, str], ...]:
        """The rows of actions.csv that are ready to add."""
        return tuple(difference.row for difference in self.differences if difference.row)

    @property
    def is_newer(self) -> bool:
        """Whether the page is of a later day than `data_until` of its treaty."""
        return self.page.day is not None and self.page.day > self.treaty.data_until


def compare_page(
    page: StatusPage, dataset: Dataset, *, today: date, treaty_id: str = "", day: date | None = None
) -> Comparison:
    """Compare a status page with the acts of its treaty in the dataset.

    Parameters
    ----------
    today
        The day on which the page is read, for the proposed row of sources.csv; no page may be of a later day.
    treaty_id
        The treaty of a CSV, which does not name it; a page of another treaty raises.
    day
        The day of the status of an XML edition or a CSV, which do not name it.

    Raises
    ------
    StatusPageError
        When the page is of a treaty that the dataset lacks, of another day or treaty than given, or of the future.
    """
    treaty = _treaty_of(page, dataset, treaty_id)
    if page.day and day and page.day != day:
        raise StatusPageError(f"{page.file} says itself that it is of {page.day}; leave out --day {day}")
    page_day = page.day or day
    if page_day and page_day < page.last_day:
        raise StatusPageError(f"{page.file} lists an act of {page.last_day}, after the day of its status, {page_day}")
    if page_day and page_day > today:
        raise StatusPageError(f"{page.file} is of {page_day}, which lies in the future; today is {today}")
    until = page_day or page.last_day
    source_id, source_row = _source(page, treaty, dataset, page_day, today)
    differences = _PageDifferences(page, treaty, dataset, until, source_id)
    return Comparison(page, treaty, until, tuple(differences.differences()), source_id, source_row, _not_compared(page))


def _treaty_of(page: StatusPage, dataset: Dataset, treaty_id: str) -> Treaty:
    by_reference = {t.depositary_reference.removeprefix("UNTC ").strip(): t for t in dataset.treaties.values()}
    requested = dataset.treaty(treaty_id) if treaty_id else None
    if not page.reference:
        if requested is None:
            ids = ", ".join(dataset.treaties)
            raise StatusPageError(f"{page.file} is a table and does not name its treaty; say which: --treaty {ids}")
        return requested
    if page.reference not in by_reference:
        known = ", ".join(f"{reference} ({treaty.short_name})" for reference, treaty in by_reference.items())
        protocol_references = [reference for reference in by_reference if reference.startswith(f"{page.reference}-")]
        protocols = (
            f"; save the pages of its protocols, {' and '.join(protocol_references)}"
            if protocol_references
            else f"; the atlas has {known}"
        )
        raise StatusPageError(f"{page.file} is the page of {page.reference}, {page.title}{protocols}")
    treaty = by_reference[page.reference]
    if requested is not None and requested is not treaty:
        raise StatusPageError(f"{page.file} is the page of {page.reference}, {treaty.treaty_id}, not of {treaty_id}")
    return treaty


class AreaNames:
    """Lookup of areas by their English names, present or former."""

    def __init__(self, dataset: Dataset) -> None:
        self.states = dataset.states
        self._present = {_name_key(name): area for name, area in DEPOSITARY_NAMES.items() if area in self.states}
        former = {_name_key(name): area for name, area in FORMER_NAMES.items() if area in self.states}
        for area, names in dataset.names.items():
            for area_name in names:
                if area_name.language == "en":
                    kind = former if area_name.kind is NameKind.FORMER else self._present
                    kind.setdefault(_name_key(area_name.name), area)
        for state in self.states.values():
            self._present |= {_name_key(name): state.area for name in (state.name, state.common_name) if name}
        self._areas = former | self._present

    def area(self, name: str) -> str | None:
        """Return the code of the area with a name, ignoring case, diacritics, punctuation and articles; else None."""
        return self._areas.get(_name_key(name))

    def is_present(self, name: str) -> bool:
        """Whether it is a present name of an area in states.csv, names.csv or the Collection."""
        return _name_key(name) in self._present

    def near(self, name: str) -> tuple[str, ...]:
        """Return the names of states that are most similar."""
        return nearest(name, (state.name for state in self.states.values() if state.is_state), 2)


def _name_key(name: str) -> str:
    """Return the lookup key of a name: lower case, without diacritics, punctuation and articles."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(" " if not c.isalnum() else c for c in plain if not unicodedata.combining(c))
    words = ("saint" if word == "st" else word for word in letters.split())
    return " ".join(word for word in words if word not in {"the", "of", "and"})


@dataclass(frozen=True, slots=True)
class _PageDifferences:
    """Computes the differences between a page and the acts of its treaty."""

    page: StatusPage
    treaty: Treaty
    dataset: Dataset
    until: date
    source_id: str

    def differences(self) -> Iterator[Difference]:
        names = AreaNames(self.dataset)
        listed: dict[str, Participant] = {}
        unknown: list[Participant] = []
        for participant in self.page.participants:
            area = names.area(participant.name)
            if area is None:
                unknown.append(participant)
            elif area in listed:
                message = (
                    f"{participant.name!r} and {listed[area].name!r} both name {area}; only the first was compared"
                )
                yield Difference(DifferenceKind.READ, area, message)
            else:
                listed[area] = participant
                if not names.is_present(participant.name):
                    yield self._name_difference(participant.name, area)
        missing = [area for area in self.dataset.states if area not in listed and self._is_ours(area)]
        for participant in unknown:
            area = self._area_with_acts(participant, missing)
            if area is None:
                near = did_you_mean(names.near(participant.name))
                dates = ", ".join(
                    f"{printed_date.kind.value.replace('_', ' ')} {printed_date.day}"
                    for printed_date in participant.dates
                )
                message = f"{participant.name!r} is no name of states.csv{near}; the page gives it {dates}"
                yield Difference(DifferenceKind.NAME, "", message)
            else:
                missing.remove(area)
                listed[area] = participant
                yield self._name_difference(participant.name, area)
        for area in sorted(listed):
            yield from self._acts(area, listed[area])
            yield from self._withdrawals(area, listed[area])
            yield from self._notes(area, listed[area])
        for area in missing:
            acts = "; ".join(
                f"{_act_text(act)} ({act.action_id})"
                for act in self._ours(area, {ActionKind.SIGNATURE, *CONSENT_KINDS})
            )
            message = f"the page does not list {self._name(area)}; our table has {acts}"
            yield Difference(DifferenceKind.CONTRADICT, area, message)

    def _name(self, area: str) -> str:
        return self.dataset.states[area].name

    def _name_difference(self, name: str, area: str) -> Difference:
        message = f"the page names {area} {name!r}, states.csv {self._name(area)!r}"
        return Difference(DifferenceKind.NAME, area, message)

    def _ours(self, area: str, kinds: Iterable[ActionKind]) -> list[TreatyAction]:
        """Return the recorded acts of some kinds that may have happened by the day of the page."""
        wanted_kinds = set(kinds)
        acts = self.dataset.actions.get((self.treaty.treaty_id, area), ())
        return [act for act in acts if act.kind in wanted_kinds and act.when.earliest <= self.until]

    def _is_ours(self, area: str) -> bool:
        """Whether a signature or consent is recorded that certainly happened by the day of the page."""
        acts = self._ours(area, {ActionKind.SIGNATURE, *CONSENT_KINDS})
        return any(act.when.latest <= self.until for act in acts)

    def _area_with_acts(self, participant: Participant, areas: Sequence[str]) -> str | None:
        """Return the only one of `areas` with exactly the acts of a participant of unknown name, or None."""
        page_acts = {(printed_date.kind, printed_date.day) for printed_date in participant.dates}
        matching = [
            area
            for area in areas
            if page_acts
            == {(act.kind, act.when.earliest) for act in self._ours(area, {ActionKind.SIGNATURE, *CONSENT_KINDS})}
        ]
        if len(matching) > 1:  # several states signed and joined on the same days
            near = set(nearest(participant.name, map(self._name, matching), 1))
            matching = [area for area in matching if self._name(area) in near]
        return matching[0] if len(matching) == 1 else None

    def _acts(self, area: str, participant: Participant) -> Iterator[Difference]:
        for kinds in (frozenset({ActionKind.SIGNATURE}), CONSENT_KINDS):
            printed = [
                (printed_date.kind, printed_date.day)
                for printed_date in participant.dates
                if printed_date.kind in kinds
            ]
            yield from self._unmatched(
                area, printed, self._ours(area, kinds), f"participants table, {participant.name}"
            )

    def _unmatched(
        self, area: str, printed: list[tuple[ActionKind, date]], ours: list[TreatyAction], place: str
    ) -> Iterator[Difference]:
        """Yield the differences between printed and recorded acts; equal ones are paired first, then the nearest."""
        for kind, day in [*printed]:
            same = next((act for act in ours if act.kind is kind and act.when == DateSpan.on(day)), None)
            if same:
                printed.remove((kind, day))
                ours.remove(same)
        for kind, day in [*printed]:
            other = _nearest_act(ours, kind, day)
            if other is None:
                yield self._missing_act(area, kind, day, place)
            else:
                ours.remove(other)
                page_text = f"the page gives {self._name(area)} {_kind_text(kind)} on {day_label(day)}"
                message = f"{page_text}, our row {_act_text(other)}"
                yield Difference(DifferenceKind.CONTRADICT, area, message, other.action_id)
        for act in ours:
            if act.when.latest <= self.until:
                message = f"the page does not give {self._name(area)} the {_act_text(act)} that our row has"
                yield Difference(DifferenceKind.CONTRADICT, area, message, act.action_id)

    def _missing_act(
        self, area: str, kind: ActionKind, day: date, place: str, *, effective: date | None = None, note: str = ""
    ) -> Difference:
        message = f"{self._name(area)}: {_kind_text(kind)} on {day_label(day)}"
        if effective:
            message += f", to take effect on {day_label(effective)}"
        cells = {
            "action_id": f"{self.treaty.treaty_id}-{area.lower()}-{kind.value.replace('_', '-')}-{day}",
            "treaty": self.treaty.treaty_id,
            "area": area,
            "kind": kind.value,
            "date_earliest": day.isoformat(),
            "date_latest": day.isoformat(),
            "date_effective": effective.isoformat() if effective else "",
            "contested": "false",
            "citations": f"{self.source_id}: {place}" if self.source_id else "",
            "confidence": "one_source",
            "note": note,
        }
        return Difference(DifferenceKind.ADD, area, message, row=cells)

    def _withdrawals(self, area: str, participant: Participant) -> Iterator[Difference]:
        withdrawal = self.page.withdrawal_of(participant)
        notices, effects = (self._ours(area, {kind}) for kind in _EXIT_KINDS)
        name = self._name(area)
        if withdrawal is None:
            # A page without a day may be later than its last act, so any recorded withdrawal explains the brackets.
            acts = self.dataset.actions.get((self.treaty.treaty_id, area), ()) if not self.page.day else effects
            if participant.is_bracketed and not any(act.kind is _EXIT_KINDS[1] for act in acts):
                why = (
                    "none of its end notes gives the day of a withdrawal" if self.page.notes else "a table has no notes"
                )
                message = f"{name} stands in brackets, as a state that has left, and {why}; our table has no exit"
                yield Difference(DifferenceKind.READ, area, message)
            for act in effects if not participant.is_bracketed else ():
                message = f"the page does not bracket {name}; our row says that it left on {act.when.label}"
                yield Difference(DifferenceKind.CONTRADICT, area, message, act.action_id)
            for act in notices if self.page.form != "table" and not participant.is_bracketed else ():
                message = f"no end note of {name} gives the {_act_text(act)} that our row has"
                yield Difference(DifferenceKind.CONTRADICT, area, message, act.action_id)
            return
        place = f"end note {withdrawal.note}"
        if withdrawal.notified:
            kind = ActionKind.WITHDRAWAL_NOTIFIED
            same = next((act for act in notices if act.when == DateSpan.on(withdrawal.notified)), None)
            if same is None and not notices:
                yield self._missing_act(area, kind, withdrawal.notified, place, effective=withdrawal.effective)
            else:
                yield from self._unmatched(area, [(kind, withdrawal.notified)], [*notices], place)
            if same and withdrawal.effective and same.date_effective != withdrawal.effective:
                ours = day_label(same.date_effective) if same.date_effective else "no day"
                effective = day_label(withdrawal.effective)
                message = f"{place} lets the withdrawal of {name} take effect on {effective}, our row {ours}"
                yield Difference(DifferenceKind.CONTRADICT, area, message, same.action_id)
        if withdrawal.effective and withdrawal.effective <= self.until:
            yield from self._unmatched(
                area, [(ActionKind.WITHDRAWAL_EFFECTIVE, withdrawal.effective)], [*effects], place
            )
        elif withdrawal.effective is None and not effects and participant.is_bracketed:
            message = f"{place} of {name} gives no day on which its withdrawal took effect"
            yield Difference(DifferenceKind.READ, area, message)

    def _notes(self, area: str, participant: Participant) -> Iterator[Difference]:
        """Compare territorial extensions, and report notes that mention a withdrawal but could not be parsed."""
        if self.page.form == "table":
            return
        kind = ActionKind.TERRITORIAL_EXTENSION
        ours = self._ours(area, {kind})
        for day, number, sentence in self.page.extensions_of(participant):
            same = next((act for act in ours if act.when == DateSpan.on(day)), None)
            if same:
                ours.remove(same)
            elif day <= self.until:
                yield self._missing_act(area, kind, day, f"end note {number}", note=f"“{_excerpt(sentence, 200)}”")
        for act in ours:
            message = f"no end note of {self._name(area)} gives the {_act_text(act)} that our row has"
            yield Difference(DifferenceKind.CONTRADICT, area, message, act.action_id)
        withdrawal = self.page.withdrawal_of(participant)
        for number in participant.notes:
            text = self.page.notes.get(number, "")
            if _EXIT_WORDS.search(text) and (withdrawal is None or withdrawal.note != number):
                message = f"end note {number} of {self._name(area)} has to be read: {_excerpt(text)}"
                yield Difference(DifferenceKind.READ, area, message)


def _nearest_act(acts: Sequence[TreatyAction], kind: ActionKind, day: date) -> TreatyAction | None:
    """Return the act that a printed one may correspond to: one of its day, else of its kind, else the first."""
    return min(
        acts,
        key=lambda act: (not act.when.earliest <= day <= act.when.latest, act.kind is not kind, act.action_id),
        default=None,
    )


def _kind_text(kind: ActionKind) -> str:
    return kind.value.replace("_", " ")


def _act_text(act: TreatyAction) -> str:
    return f"{_kind_text(act.kind)} {'on' if act.when.is_exact else 'at some time'} {act.when.label}"


def _excerpt(text: str, most: int = 300) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]} …"


def _source(
    page: StatusPage, treaty: Treaty, dataset: Dataset, day: date | None, today: date
) -> tuple[str, Mapping[str, str] | None]:
    """Return the id of the source that a page is, and a row for it where sources.csv lacks it; none for a CSV."""
    if page.form == "table":
        return "", None
    if day:
        for source in dataset.sources.values():
            if source.url == treaty.url and source.published == DateSpan.on(day):
                return source.source_id, None
    source_id = f"untc-{treaty.treaty_id}-{day or f'after-{page.last_day}'}"
    if source_id in dataset.sources:
        return source_id, None
    status = f", status as at {day_label(day)}" if day else ""
    row = {
        "source_id": source_id,
        "csl_type": "webpage",
        "title": f"Status of treaties: {page.reference} {treaty.short_name}{status}",
        "publisher": "United Nations Treaty Collection",
        "publisher_role": "depositary",
        "published": day.isoformat() if day else "",
        "language": "en",
        "url": treaty.url,
        "accessed_on": today.isoformat(),
        "note": "" if day else f"XML edition, which gives no day; its table goes to {day_label(page.last_day)}.",
    }
    return source_id, row


def _not_compared(page: StatusPage) -> tuple[str, ...]:
    count = sum(len(participant.other_dates) for participant in page.participants)
    dates = "1 date" if count == 1 else f"{count} dates"
    texts = [f"{dates} of provisional application, formal confirmation or definitive signature"] if count else []
    return tuple(
        texts + [f"{name} of {states} {'state' if states == 1 else 'states'}" for name, states in page.sections.items()]
    )


def comparison_text(comparison: Comparison, columns: Mapping[str, Sequence[str]]) -> str:
    """Return a comparison as text: a line on what was compared, then rows to add, contradictions, names, notes.

    Parameters
    ----------
    columns
        The columns of `actions` and `sources` in the order of their files, for the rows to add.
    """
    page, treaty = comparison.page, comparison.treaty
    status = f"status as at {day_label(page.day)}" if page.day else f"compared to {day_label(comparison.until)}"
    head = f"{page.file}: {page.form} of {treaty.short_name}, {status}, {len(page.participants)} participants"
    by_kind = {kind: [d for d in comparison.differences if d.kind is kind] for kind in DifferenceKind}
    lines = [f"{head}: {'nothing differs' if not comparison.differences else _counts_text(by_kind)}"]
    if comparison.page.day and comparison.page.day < treaty.data_until:
        lines.append(f"  older than the last page read ({treaty.data_until}): acts after its day were not compared")
    if comparison.not_compared:
        lines.append(f"  not compared: {'; '.join(comparison.not_compared)}")
    if comparison.is_newer:
        lines.append(
            f"  treaties.csv: data_until of {treaty.treaty_id} may move from {treaty.data_until} to {page.day}"
        )
    if comparison.source_row:
        lines += ["  row for sources.csv:", _indented_row(columns["sources"], comparison.source_row)]
    titles = {
        DifferenceKind.ADD: "rows to add to actions.csv:",
        DifferenceKind.CONTRADICT: "rows that the page contradicts:",
        DifferenceKind.NAME: "states that the page names otherwise:",
        DifferenceKind.READ: "to be read by a person:",
    }
    for kind, title in titles.items():
        if by_kind[kind]:
            lines.append(f"  {title}")
        for difference in by_kind[kind]:
            lines.append(f"    {difference.message}{f' ({difference.action_id})' if difference.action_id else ''}")
            if difference.row:
                lines.append(f"  {_indented_row(columns['actions'], difference.row)}")
    return "\n".join(lines)


def _counts_text(by_kind: Mapping[DifferenceKind, Sequence[Difference]]) -> str:
    words = {
        DifferenceKind.ADD: "to add",
        DifferenceKind.CONTRADICT: "contradicted",
        DifferenceKind.NAME: "named otherwise",
        DifferenceKind.READ: "to be read",
    }
    return ", ".join(f"{len(by_kind[kind])} {words[kind]}" for kind in DifferenceKind if by_kind[kind])


def _indented_row(columns: Sequence[str], row: Mapping[str, str]) -> str:
    return "    " + row_line(columns, row).rstrip("\n")


def comparison_entries(comparison: Comparison) -> list[dict[str, object]]:
    """Return the differences as rows for JSON: file, treaty, until, kind, area, message, action_id, row to add."""
    return [
        {
            "file": comparison.page.file,
            "treaty": comparison.treaty.treaty_id,
            "until": comparison.until.isoformat(),
            "kind": difference.kind.value,
            "area": difference.area,
            "message": difference.message,
            "action_id": difference.action_id,
            "row": dict(difference.row) if difference.row else None,
        }
        for difference in comparison.differences
    ]


def changes_of(comparisons: Sequence[Comparison], folder: Path) -> tuple[Change, ...]:
    """Return the changes of the tables that add what only the pages have.

    Rows to add go to actions.csv and cite the page, which gets a row in sources.csv. A newer page sets `data_until` of
    its treaty and is added to the treaty's citations. Contradictions are not resolved.

    Raises
    ------
    GeodataError
        When a page is a CSV, which is no document of the depositary, or has no day.
    """
    texts = {name: table_text(folder / f"{name}.csv") for name in ("sources", "treaties", "actions")}
    after = dict(texts)
    written_ids: set[str] = set()
    for comparison in comparisons:
        if not (comparison.rows or comparison.is_newer):
            continue
        if comparison.page.form == "table":
            raise GeodataError(f"{comparison.page.file} is a table made by others; add from the page of the depositary")
        if comparison.source_row:
            if not comparison.source_row["published"]:
                raise GeodataError(f"{comparison.page.file} does not say of which day it is; give it with --day")
            if comparison.source_id not in written_ids:
                after["sources"] = with_row(after["sources"], "sources", comparison.source_row)
        written_ids.add(comparison.source_id)
        for row in comparison.rows:
            if row["action_id"] not in written_ids:
                after["actions"] = with_row(after["actions"], "actions", row)
            written_ids.add(row["action_id"])
        if comparison.is_newer:
            after["treaties"] = _with_data_until(after["treaties"], comparison)
    return tuple(
        Change(folder / f"{name}.csv", before.encode("utf-8"), after[name].encode("utf-8"))
        for name, before in texts.items()
        if before != after[name]
    )


def _with_data_until(text: str, comparison: Comparison) -> str:
    treaty = comparison.treaty
    cited = "; ".join(f"{citation.source_id}: {citation.locator}" for citation in treaty.citations)
    cells = {
        "data_until": str(comparison.page.day),
        "citations": f"{comparison.source_id}: head of the page; {cited}",
    }
    return with_cells(text, ("treaty_id", treaty.treaty_id), cells)
