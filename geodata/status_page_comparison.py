"""What a saved status page says and our tables do not, and the other way round, as of the page's own day."""

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
from geodata.table_edit import Change, row_line, with_cells, with_row
from geodata.treaties import CONSENT

# Names that the Collection prints today and names.csv has as former ones: no change of a name.
DEPOSITARY_NAMES: Mapping[str, str] = {"Czech Republic": "CZE"}
# A name that pages of earlier years print, and names.csv does not have.
FORMER_NAMES: Mapping[str, str] = {"Libyan Arab Jamahiriya": "LBY"}
_SUSPECT = re.compile(r"\b(?:withdraw\w*|denounc\w*|denunciation|suspen\w+)\b", re.IGNORECASE)
_EXITS = (ActionKind.WITHDRAWAL_NOTIFIED, ActionKind.WITHDRAWAL_EFFECTIVE)


class DifferenceKind(StrEnum):
    """What is to be done about a difference."""

    ADD = "add"  # the page has an act that no row has; `row` is ready to add
    CONTRADICT = "contradict"  # a row says otherwise than the page; a person decides
    NAME = "name"  # the page names a state otherwise than states.csv
    READ = "read"  # a note that has to be read by a person


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; `action_id` names our row where one is concerned, `row` holds the cells of a row to add."""

    kind: DifferenceKind
    area: str
    message: str
    action_id: str = ""
    row: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A page beside our table of its treaty.

    Attributes
    ----------
    until
        The day to which acts were compared: that of the page, or the last one that its table names.
    source_id
        The document that rows to add cite; `source_row` proposes it where sources.csv has no row for this page.
    not_compared
        What the page holds beside its table, in words.
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
        return tuple(found.row for found in self.differences if found.row)

    @property
    def is_newer(self) -> bool:
        """Whether the page is of a later day than the last one that the table of treaties names."""
        return self.page.day is not None and self.page.day > self.treaty.data_until


def compare_page(
    page: StatusPage, dataset: Dataset, *, today: date, treaty_id: str = "", day: date | None = None
) -> Comparison:
    """Compare a status page with our acts under its treaty.

    Parameters
    ----------
    today
        The day on which the page is read; it goes into the proposed row of sources.csv.
    treaty_id
        The treaty of a table that does not say which it is of; a page of another one is refused.
    day
        The day of the status of a page that does not say it (the XML edition and tables).

    Raises
    ------
    StatusPageError
        When the page is of a treaty that the atlas does not have, or of another day or treaty than is asked for.
    """
    treaty = _treaty_of(page, dataset, treaty_id)
    if page.day and day and page.day != day:
        raise StatusPageError(f"{page.file} says itself that it is of {page.day}; leave out --day {day}")
    stated = page.day or day
    if stated and stated < page.last_day:
        raise StatusPageError(f"{page.file} lists an act of {page.last_day}, after the day of its status, {stated}")
    if stated and stated > today:
        raise StatusPageError(f"{page.file} is of {stated}, which lies in the future; today is {today}")
    until = stated or page.last_day
    source_id, source_row = _source(page, treaty, dataset, stated, today)
    found = _Finding(page, treaty, dataset, until, source_id)
    return Comparison(page, treaty, until, tuple(found.differences()), source_id, source_row, _not_compared(page))


def _treaty_of(page: StatusPage, dataset: Dataset, treaty_id: str) -> Treaty:
    by_reference = {t.depositary_reference.removeprefix("UNTC ").strip(): t for t in dataset.treaties.values()}
    wanted = dataset.treaty(treaty_id) if treaty_id else None
    if not page.reference:
        if wanted is None:
            ids = ", ".join(dataset.treaties)
            raise StatusPageError(f"{page.file} is a table and does not name its treaty; say which: --treaty {ids}")
        return wanted
    if page.reference not in by_reference:
        named = ", ".join(f"{reference} ({treaty.short_name})" for reference, treaty in by_reference.items())
        own = [reference for reference in by_reference if reference.startswith(f"{page.reference}-")]
        protocols = f"; save the pages of its protocols, {' and '.join(own)}" if own else f"; the atlas has {named}"
        raise StatusPageError(f"{page.file} is the page of {page.reference}, {page.title}{protocols}")
    treaty = by_reference[page.reference]
    if wanted is not None and wanted is not treaty:
        raise StatusPageError(f"{page.file} is the page of {page.reference}, {treaty.treaty_id}, not of {treaty_id}")
    return treaty


class AreaNames:
    """Finds the area that a text names in English: by its names of today, or by one that it had earlier."""

    def __init__(self, dataset: Dataset) -> None:
        self.states = dataset.states
        self._present = {_folded(name): area for name, area in DEPOSITARY_NAMES.items() if area in self.states}
        former = {_folded(name): area for name, area in FORMER_NAMES.items() if area in self.states}
        for area, names in dataset.names.items():
            for found in names:
                if found.language == "en":
                    kind = former if found.kind is NameKind.FORMER else self._present
                    kind.setdefault(_folded(found.name), area)
        for state in self.states.values():
            self._present |= {_folded(name): state.area for name in (state.name, state.common_name) if name}
        self._areas = former | self._present

    def area(self, name: str) -> str | None:
        """Return the code of an area, or None when no name is like it but for case, marks and punctuation."""
        return self._areas.get(_folded(name))

    def is_present(self, name: str) -> bool:
        """Whether an area is named so today, by states.csv, names.csv or the Collection."""
        return _folded(name) in self._present

    def near(self, name: str) -> tuple[str, ...]:
        """Return the names of today that look most like this one."""
        return nearest(name, (state.name for state in self.states.values() if state.is_state), 2)


def _folded(name: str) -> str:
    """Return a name without case, marks, punctuation and the article, so that two spellings of it are equal."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(" " if not c.isalnum() else c for c in plain if not unicodedata.combining(c))
    words = ("saint" if word == "st" else word for word in letters.split())
    return " ".join(word for word in words if word not in {"the", "of", "and"})


@dataclass(frozen=True, slots=True)
class _Finding:
    """Finds the differences between one page and the acts of one treaty."""

    page: StatusPage
    treaty: Treaty
    dataset: Dataset
    until: date
    source_id: str

    def differences(self) -> Iterator[Difference]:
        names = AreaNames(self.dataset)
        listed: dict[str, Participant] = {}
        strange: list[Participant] = []
        for participant in self.page.participants:
            area = names.area(participant.name)
            if area is None:
                strange.append(participant)
            elif area in listed:
                message = (
                    f"{participant.name!r} and {listed[area].name!r} both name {area}; only the first was compared"
                )
                yield Difference(DifferenceKind.READ, area, message)
            else:
                listed[area] = participant
                if not names.is_present(participant.name):
                    yield self._renamed(participant.name, area)
        missing = [area for area in self.dataset.states if area not in listed and self._is_ours(area)]
        for participant in strange:
            area = self._same_acts(participant, missing)
            if area is None:
                near = did_you_mean(names.near(participant.name))
                dates = ", ".join(f"{found.kind.value.replace('_', ' ')} {found.day}" for found in participant.dates)
                message = f"{participant.name!r} is no name of states.csv{near}; the page gives it {dates}"
                yield Difference(DifferenceKind.NAME, "", message)
            else:
                missing.remove(area)
                listed[area] = participant
                yield self._renamed(participant.name, area)
        for area in sorted(listed):
            yield from self._acts(area, listed[area])
            yield from self._exits(area, listed[area])
            yield from self._notes(area, listed[area])
        for area in missing:
            acts = "; ".join(
                f"{_said(act)} ({act.action_id})" for act in self._ours(area, {ActionKind.SIGNATURE, *CONSENT})
            )
            message = f"the page does not list {self._name(area)}; our table has {acts}"
            yield Difference(DifferenceKind.CONTRADICT, area, message)

    def _name(self, area: str) -> str:
        return self.dataset.states[area].name

    def _renamed(self, name: str, area: str) -> Difference:
        message = f"the page names {area} {name!r}, states.csv {self._name(area)!r}"
        return Difference(DifferenceKind.NAME, area, message)

    def _ours(self, area: str, kinds: Iterable[ActionKind]) -> list[TreatyAction]:
        """Return our acts of some kinds that can have happened by the day of the page."""
        wanted = set(kinds)
        acts = self.dataset.actions.get((self.treaty.treaty_id, area), ())
        return [act for act in acts if act.kind in wanted and act.when.earliest <= self.until]

    def _is_ours(self, area: str) -> bool:
        """Whether our table has a signature or consent that must have happened by the day of the page."""
        acts = self._ours(area, {ActionKind.SIGNATURE, *CONSENT})
        return any(act.when.latest <= self.until for act in acts)

    def _same_acts(self, participant: Participant, areas: Sequence[str]) -> str | None:
        """Return the only area with exactly the acts of a participant whose name is not known."""
        wanted = {(found.kind, found.day) for found in participant.dates}
        same = [
            area
            for area in areas
            if wanted == {(act.kind, act.when.earliest) for act in self._ours(area, {ActionKind.SIGNATURE, *CONSENT})}
        ]
        if len(same) > 1:  # several states signed and joined on the same days
            near = set(nearest(participant.name, map(self._name, same), 1))
            same = [area for area in same if self._name(area) in near]
        return same[0] if len(same) == 1 else None

    def _acts(self, area: str, participant: Participant) -> Iterator[Difference]:
        for kinds in (frozenset({ActionKind.SIGNATURE}), CONSENT):
            printed = [(found.kind, found.day) for found in participant.dates if found.kind in kinds]
            yield from self._unlike(area, printed, self._ours(area, kinds), f"participants table, {participant.name}")

    def _unlike(
        self, area: str, printed: list[tuple[ActionKind, date]], ours: list[TreatyAction], place: str
    ) -> Iterator[Difference]:
        """Pair what is printed with our acts, equal ones first; what is left over stands on one side only."""
        for kind, day in [*printed]:
            same = next((act for act in ours if act.kind is kind and act.when == DateSpan.on(day)), None)
            if same:
                printed.remove((kind, day))
                ours.remove(same)
        for kind, day in [*printed]:
            other = _nearest_act(ours, kind, day)
            if other is None:
                yield self._missing(area, kind, day, place)
            else:
                ours.remove(other)
                told = f"the page gives {self._name(area)} {_words(kind)} on {day_label(day)}"
                message = f"{told}, our row {_said(other)}"
                yield Difference(DifferenceKind.CONTRADICT, area, message, other.action_id)
        for act in ours:
            if act.when.latest <= self.until:
                message = f"the page does not give {self._name(area)} the {_said(act)} that our row has"
                yield Difference(DifferenceKind.CONTRADICT, area, message, act.action_id)

    def _missing(
        self, area: str, kind: ActionKind, day: date, place: str, *, effective: date | None = None, note: str = ""
    ) -> Difference:
        message = f"{self._name(area)}: {_words(kind)} on {day_label(day)}"
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

    def _exits(self, area: str, participant: Participant) -> Iterator[Difference]:
        told = self.page.exit_of(participant)
        notices, effects = (self._ours(area, {kind}) for kind in _EXITS)
        name = self._name(area)
        if told is None:
            # A page without a day can be later than the last act that it lists, so any exit of ours explains brackets.
            acts = self.dataset.actions.get((self.treaty.treaty_id, area), ()) if not self.page.day else effects
            if participant.is_bracketed and not any(act.kind is _EXITS[1] for act in acts):
                why = (
                    "none of its end notes gives the day of a withdrawal" if self.page.notes else "a table has no notes"
                )
                message = f"{name} stands in brackets, as a state that has left, and {why}; our table has no exit"
                yield Difference(DifferenceKind.READ, area, message)
            for act in effects if not participant.is_bracketed else ():
                message = f"the page does not bracket {name}; our row says that it left on {act.when.label}"
                yield Difference(DifferenceKind.CONTRADICT, area, message, act.action_id)
            for act in notices if self.page.form != "table" and not participant.is_bracketed else ():
                message = f"no end note of {name} gives the {_said(act)} that our row has"
                yield Difference(DifferenceKind.CONTRADICT, area, message, act.action_id)
            return
        place = f"end note {told.note}"
        if told.notified:
            kind = ActionKind.WITHDRAWAL_NOTIFIED
            same = next((act for act in notices if act.when == DateSpan.on(told.notified)), None)
            if same is None and not notices:
                yield self._missing(area, kind, told.notified, place, effective=told.effective)
            else:
                yield from self._unlike(area, [(kind, told.notified)], [*notices], place)
            if same and told.effective and same.date_effective != told.effective:
                ours = day_label(same.date_effective) if same.date_effective else "no day"
                message = (
                    f"{place} lets the withdrawal of {name} take effect on {day_label(told.effective)}, our row {ours}"
                )
                yield Difference(DifferenceKind.CONTRADICT, area, message, same.action_id)
        if told.effective and told.effective <= self.until:
            yield from self._unlike(area, [(ActionKind.WITHDRAWAL_EFFECTIVE, told.effective)], [*effects], place)
        elif told.effective is None and not effects and participant.is_bracketed:
            message = f"{place} of {name} gives no day on which its withdrawal took effect"
            yield Difference(DifferenceKind.READ, area, message)

    def _notes(self, area: str, participant: Participant) -> Iterator[Difference]:
        """Compare territorial extensions, and name notes that speak of an exit in words that were not understood."""
        if self.page.form == "table":
            return
        kind = ActionKind.TERRITORIAL_EXTENSION
        ours = self._ours(area, {kind})
        for day, number, sentence in self.page.extensions_of(participant):
            same = next((act for act in ours if act.when == DateSpan.on(day)), None)
            if same:
                ours.remove(same)
            elif day <= self.until:
                yield self._missing(area, kind, day, f"end note {number}", note=f"“{_shortened(sentence, 200)}”")
        for act in ours:
            message = f"no end note of {self._name(area)} gives the {_said(act)} that our row has"
            yield Difference(DifferenceKind.CONTRADICT, area, message, act.action_id)
        told = self.page.exit_of(participant)
        for number in participant.notes:
            text = self.page.notes.get(number, "")
            if _SUSPECT.search(text) and (told is None or told.note != number):
                message = f"end note {number} of {self._name(area)} has to be read: {_shortened(text)}"
                yield Difference(DifferenceKind.READ, area, message)


def _nearest_act(acts: Sequence[TreatyAction], kind: ActionKind, day: date) -> TreatyAction | None:
    """Return the act that an act of the page stands for if it is not missing: of its day, of its kind, or the first."""
    return min(
        acts,
        key=lambda act: (not act.when.earliest <= day <= act.when.latest, act.kind is not kind, act.action_id),
        default=None,
    )


def _words(kind: ActionKind) -> str:
    return kind.value.replace("_", " ")


def _said(act: TreatyAction) -> str:
    return f"{_words(act.kind)} {'on' if act.when.is_exact else 'at some time'} {act.when.label}"


def _shortened(text: str, most: int = 300) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]} …"


def _source(
    page: StatusPage, treaty: Treaty, dataset: Dataset, day: date | None, today: date
) -> tuple[str, Mapping[str, str] | None]:
    """Return the id of the document that a page is, and a row for sources.csv where that has none of it."""
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
    left_out = sum(len(participant.left_out) for participant in page.participants)
    found = (
        [f"{left_out} dates of provisional application, formal confirmation or definitive signature"]
        if left_out
        else []
    )
    return tuple(found + [f"{name} of {count} states" for name, count in page.sections.items()])


def comparison_text(comparison: Comparison, columns: Mapping[str, Sequence[str]]) -> str:
    """Return a comparison for reading: a line of what was compared, then rows to add, contradictions, names, notes.

    Parameters
    ----------
    columns
        The columns of `actions` and `sources` in the order of their files, in which rows to add are written.
    """
    page, treaty = comparison.page, comparison.treaty
    status = f"status as at {day_label(page.day)}" if page.day else f"compared to {day_label(comparison.until)}"
    head = f"{page.file}: {page.form} of {treaty.short_name}, {status}, {len(page.participants)} participants"
    found = {kind: [d for d in comparison.differences if d.kind is kind] for kind in DifferenceKind}
    lines = [f"{head}: {'nothing differs' if not comparison.differences else _counted(found)}"]
    if comparison.page.day and comparison.page.day < treaty.data_until:
        lines.append(f"  older than the last page read ({treaty.data_until}): acts after its day were not compared")
    if comparison.not_compared:
        lines.append(f"  not compared: {'; '.join(comparison.not_compared)}")
    if comparison.is_newer:
        lines.append(
            f"  treaties.csv: data_until of {treaty.treaty_id} may move from {treaty.data_until} to {page.day}"
        )
    if comparison.source_row:
        lines += ["  row for sources.csv:", _indented(columns["sources"], comparison.source_row)]
    titles = {
        DifferenceKind.ADD: "rows to add to actions.csv:",
        DifferenceKind.CONTRADICT: "rows that the page contradicts:",
        DifferenceKind.NAME: "states that the page names otherwise:",
        DifferenceKind.READ: "to be read by a person:",
    }
    for kind, title in titles.items():
        if found[kind]:
            lines.append(f"  {title}")
        for difference in found[kind]:
            lines.append(f"    {difference.message}{f' ({difference.action_id})' if difference.action_id else ''}")
            if difference.row:
                lines.append(f"  {_indented(columns['actions'], difference.row)}")
    return "\n".join(lines)


def _counted(found: Mapping[DifferenceKind, Sequence[Difference]]) -> str:
    words = {
        DifferenceKind.ADD: "to add",
        DifferenceKind.CONTRADICT: "contradicted",
        DifferenceKind.NAME: "named otherwise",
        DifferenceKind.READ: "to be read",
    }
    return ", ".join(f"{len(found[kind])} {words[kind]}" for kind in DifferenceKind if found[kind])


def _indented(columns: Sequence[str], row: Mapping[str, str]) -> str:
    return "    " + row_line(columns, row).rstrip("\n")


def comparison_entries(comparison: Comparison) -> list[dict[str, object]]:
    """Return the differences as plain rows for a program: file, treaty, kind, area, message, our row, row to add."""
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
    """Return the changes of the tables that take in what the pages have and the tables do not.

    Rows to add go to actions.csv and cite the page, which gets a row in sources.csv; `data_until` of the treaty moves
    to the day of a newer page, which its citations then name. What contradicts a row is left to a person.

    Raises
    ------
    GeodataError
        When a page is a table, which is no document of the depositary, or gives no day.
    """
    texts = {name: _read(folder / f"{name}.csv") for name in ("sources", "treaties", "actions")}
    after = dict(texts)
    added: set[str] = set()
    for comparison in comparisons:
        if not (comparison.rows or comparison.is_newer):
            continue
        if comparison.page.form == "table":
            raise GeodataError(f"{comparison.page.file} is a table made by others; add from the page of the depositary")
        if comparison.source_row:
            if not comparison.source_row["published"]:
                raise GeodataError(f"{comparison.page.file} does not say of which day it is; give it with --day")
            if comparison.source_id not in added:
                after["sources"] = with_row(after["sources"], "sources", comparison.source_row)
        added.add(comparison.source_id)
        for row in comparison.rows:
            if row["action_id"] not in added:
                after["actions"] = with_row(after["actions"], "actions", row)
            added.add(row["action_id"])
        if comparison.is_newer:
            after["treaties"] = _moved(after["treaties"], comparison)
    return tuple(
        Change(folder / f"{name}.csv", before.encode("utf-8"), after[name].encode("utf-8"))
        for name, before in texts.items()
        if before != after[name]
    )


def _moved(text: str, comparison: Comparison) -> str:
    treaty = comparison.treaty
    cited = "; ".join(f"{citation.source_id}: {citation.locator}" for citation in treaty.citations)
    cells = {
        "data_until": str(comparison.page.day),
        "citations": f"{comparison.source_id}: head of the page; {cited}",
    }
    return with_cells(text, ("treaty_id", treaty.treaty_id), cells)


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise GeodataError(f"{path} cannot be read: {error.strerror}") from error
