"""Asks for the fields of one new claim, act or policy, checks each, and puts the row in its place in the table.

Questions and answers are two functions, so that a terminal, a script and a test can hold the conversation. Nothing is
written before the last answer; an interruption before or while writing leaves the tables as they were.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from geodata.checks import RecordsByTable, cross_check, read_tables
from geodata.dataset import Dataset, load
from geodata.errors import GeodataError, Problem, TableError, nearest
from geodata.model import ComparableGroup
from geodata.status_page_comparison import AreaNames
from geodata.table_edit import Change, header_of, problems_after, row_line, with_cells, with_row
from geodata.tables import TABLES, KnownIds, Report, Row, Table, record_of

FACTS: Mapping[str, str] = {"claim": "claims", "act": "actions", "policy": "policies"}
# The order of questions: what later offers depend on comes first, the identifier last; other columns follow the file.
_ORDER: Mapping[str, tuple[str, ...]] = {
    "claims": (
        *("area", "part", "definition_id", "value", "low", "high", "unit", "band", "as_stated", "claimant"),
        *("claimant_role", "basis", "date_said", "date_meant", "relayed_by", "status", "superseded_by", "continued_by"),
        *("disputed_by", "citations", "confidence", "note", "claim_id"),
    ),
    "actions": (
        *("treaty", "area", "kind", "date_earliest", "date_latest", "date_effective", "contested", "contested_by"),
        *("citations", "confidence", "note", "action_id"),
    ),
    "policies": (
        *("area", "record", "kind", "title", "start", "until", "mine_kind", "activity", "allowed_in", "allowed_where"),
        *("forbidden_where", "korea_rule", "authority", "direction", "paraphrase", "citations", "confidence", "note"),
        "policy_id",
    ),
    "sources": ("csl_type", "title", "author", "publisher", "publisher_role", "published", "language", "url"),
}
_LAST = {"claims": "claim_id", "actions": "action_id", "policies": "policy_id", "sources": "source_id"}
OFFERED = 8  # definitions, documents or claimants that a question lists
NEW = "new"

Ask = Callable[[str], str]
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is given before any question: cells of the row, of a new document, and the claim that it replaces."""

    fact: str
    cells: Mapping[str, str] = field(default_factory=dict)
    source: Mapping[str, str] = field(default_factory=dict)
    replaces: str = ""


@dataclass(slots=True)
class Form:
    """One conversation about one row.

    Attributes
    ----------
    ask
        Returns the answer to a question; None asks nothing and leaves what is not given empty.
    say
        Shows a sentence.
    """

    folder: Path
    today: date
    ask: Ask | None
    say: Say
    dataset: Dataset = field(init=False)
    known: KnownIds = field(init=False)
    names: AreaNames = field(init=False)
    about: Mapping[str, Mapping[str, str]] = field(init=False)
    new_source: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        report = Report()
        tables: RecordsByTable = read_tables(self.folder, report)
        cross_check(tables, report)
        if report.problems:
            raise TableError(report.problems)
        self.dataset = load(self.folder)
        self.names = AreaNames(self.dataset)
        self.known = KnownIds(
            dict(self.dataset.sources),
            dict(self.dataset.states),
            dict(self.dataset.treaties),
            dict(self.dataset.definitions),
        )
        self.about = _meanings(self.folder)

    def changes(self, entry: Entry) -> tuple[Change, ...]:
        """Return the changes that put the row in its place, once every answer is given and nothing is wrong.

        Raises
        ------
        TableError
            When what is given breaks a rule and nobody can be asked again.
        GeodataError
            When a column is given that the table does not have, or the last question is answered with no.
        """
        name = FACTS[entry.fact]
        if entry.source:
            self.new_source = self._row("sources", entry.source)
            self._take(self.new_source)
        cells = self._row(name, entry.cells)
        while True:
            changes = self._written(name, cells, entry.replaces)
            problems = problems_after(changes, self.folder, today=self.today)
            if not problems:
                break
            if self.ask is None:
                raise TableError(problems)
            self._mend(name, cells, problems)
        columns = header_of(self.folder / f"{name}.csv")
        if self.new_source:
            self.say(f"sources.csv: {row_line(header_of(self.folder / 'sources.csv'), self.new_source).rstrip()}")
        self.say(f"{name}.csv: {row_line(columns, cells).rstrip()}")
        if self.ask is not None and not self.ask("Write it? [y/N] ").strip().casefold().startswith("y"):
            raise GeodataError("nothing was written")
        return changes

    def _row(self, name: str, given: Mapping[str, str]) -> dict[str, str]:
        columns = header_of(self.folder / f"{name}.csv")
        for column in given:
            if column not in columns:
                near = Report().suggestion(column, columns, 1)
                raise GeodataError(f"{name}.csv has no column {column!r}{near}")
        order = [column for column in _ORDER[name] if column in columns]
        order = [c for c in order if c != _LAST[name]] + [c for c in columns if c not in order and c != _LAST[name]]
        cells = dict.fromkeys(columns, "")
        wrong: list[Problem] = []
        for column in [*order, _LAST[name]]:
            if column in given:
                cells[column] = self._meant(column, given[column])
                wrong += self._faults(name, cells, column)
            elif self.ask is None or (name == "sources" and column not in (*_ORDER[name], _LAST[name])):
                cells[column] = self._default(name, cells, column)
            else:
                self._question(name, cells, column)
        if wrong and self.ask is None:
            raise TableError(wrong)
        for column in dict.fromkeys(_column_of(problem) for problem in wrong):
            self.say(next(problem.message for problem in wrong if _column_of(problem) == column))
            self._question(name, cells, column)
        return cells

    def _question(self, name: str, cells: dict[str, str], column: str) -> None:
        """Ask for one cell until its answer is one that the column can hold."""
        if self.ask is None:
            return
        default = self._default(name, cells, column)
        for line in self._offers(name, cells, column):
            self.say(f"  {line}")
        meaning = self.about.get(name, {}).get(column, "")
        while True:
            if column == "citations":
                cells[column] = self._citations()
            else:
                shown = f" [{default}]" if default else ""
                answer = self.ask(f"{column}{f' ({meaning})' if meaning else ''}{shown}: ")
                cells[column] = self._meant(column, answer) or default
            problems = self._faults(name, cells, column)
            if not problems:
                return
            for problem in problems:
                self.say(problem.message)

    def _citations(self) -> str:
        """Ask for documents and the place in each, until an empty answer."""
        found: list[str] = []
        ask = self.ask
        while ask is not None:
            text = " ".join(ask(f"document (its id, words of it, or '{NEW}'; empty: no more): ").split())
            if not text:
                break
            if text == NEW:
                self.new_source = self._row("sources", {})
                self._take(self.new_source)
                source_id = self.new_source["source_id"]
            else:
                source_id, _, place = text.partition(":")
                matches = self._documents(source_id.strip())
                if len(matches) != 1:
                    self.say(f"{len(matches) or 'no'} documents are like {source_id!r}; say more of one, or '{NEW}'")
                    for match in matches[:OFFERED]:
                        self.say(f"  {match}: {self.dataset.sources[match].title}")
                    continue
                source_id = matches[0]
                if place.strip():
                    found.append(f"{source_id}: {place.strip()}")
                    continue
            place = " ".join(ask(f"place in {source_id} (page, table, section): ").replace(";", ",").split())
            found.append(f"{source_id}: {place}")
        return "; ".join(found)

    def _documents(self, text: str) -> list[str]:
        """Return the ids of documents: the one of that id, else those whose words hold each word of a text."""
        if text in self.known.sources:
            return [text]
        words = text.casefold().split()
        found = []
        for source in self.dataset.sources.values():
            whole = f"{source.source_id} {source.title} {source.author} {source.publisher} {source.published or ''}"
            if all(word in whole.casefold() for word in words):
                found.append(source.source_id)
        return found or list(nearest(text, self.dataset.sources))

    def _take(self, cells: Mapping[str, str]) -> None:
        """Take a new document as known, so that the row may cite it."""
        row = _row_of("sources", cells, Report())
        source = record_of(_table("sources"), row, self.known)
        self.known.sources = {**self.known.sources, source.source_id: source}

    def _faults(self, name: str, cells: Mapping[str, str], column: str) -> list[Problem]:
        """Return what is wrong with one cell, as the reader of the table says it."""
        report = Report()
        record_of(_table(name), _row_of(name, cells, report), self.known)
        found = [problem for problem in report.problems if _column_of(problem) == column]
        if column == _LAST[name] and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9.]+)*", cells[column]):
            message = f"{column}: {cells[column]!r} is no identifier, expected small letters and digits joined by '-'"
            found.append(Problem(f"{name}.csv", 0, 0, message))
        return found

    def _mend(self, name: str, cells: dict[str, str], problems: Sequence[Problem]) -> None:
        """Say what the whole row breaks, and ask again for the columns that the problems name."""
        columns = []
        for problem in problems:
            self.say(problem.message)
            columns.append(_column_of(problem))
        for column in dict.fromkeys(columns):
            if column in cells:
                self._question(name, cells, column)
            else:
                raise TableError(problems)

    def _meant(self, column: str, answer: str) -> str:
        """Return the cell that an answer means: a state by its name, a definition by its label, today by its word."""
        text = " ".join(answer.split())
        if column == "area":
            area = self.names.area(text)
            return area or (text.upper() if re.fullmatch(r"[A-Za-z]{3}", text) else text)
        if column == "definition_id":
            by_label = {found.label.casefold(): key for key, found in self.dataset.definitions.items()}
            return by_label.get(text.casefold(), text)
        if column.startswith("date") or column in {"start", "until", "published", "accessed_on"}:
            return self.today.isoformat() if text.casefold() == "today" else text
        return text

    def _default(self, name: str, cells: Mapping[str, str], column: str) -> str:
        if column == _LAST[name]:
            return self._identifier(name, cells)
        has_figure = any(cells.get(one) for one in ("value", "low", "high"))
        defaults: dict[tuple[str, str], str] = {
            ("claims", "unit"): "km2" if has_figure else "",
            ("claims", "status"): "current",
            ("actions", "date_latest"): cells.get("date_earliest", ""),
            ("actions", "contested"): "false",
            ("sources", "accessed_on"): self.today.isoformat(),
            ("sources", "address_state"): "" if cells.get("url") else "none",
            ("sources", "csl_type"): "webpage",
            ("sources", "language"): "en",
        }
        confidence = "one_source" if column == "confidence" else ""
        return defaults.get((name, column), confidence)

    def _identifier(self, name: str, cells: Mapping[str, str]) -> str:
        """Return an identifier made of what the row says; a number is added where it is taken."""
        parts = {
            "claims": (
                cells.get("area"),
                cells.get("definition_id"),
                cells.get("date_meant") or cells.get("date_said"),
            ),
            "actions": (cells.get("treaty"), cells.get("area"), cells.get("kind"), cells.get("date_earliest")),
            "policies": (cells.get("area"), cells.get("start"), cells.get("title")),
            "sources": (cells.get("publisher"), cells.get("published"), cells.get("title")),
        }[name]
        base = _slug(" ".join(part or "" for part in parts))[:80].strip("-")
        taken = self._taken(name)
        return next(one for one in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)

    def _taken(self, name: str) -> set[str]:
        if name == "claims":
            return set(self.dataset.claim_by_id)
        if name == "sources":
            return set(self.known.sources)
        if name == "policies":
            return {policy.policy_id for policy in self.dataset.policies}
        return {act.action_id for acts in self.dataset.actions.values() for act in acts}

    def _offers(self, name: str, cells: Mapping[str, str], column: str) -> Iterable[str]:
        """Yield what the tables have that fits the question."""
        own = self.dataset.claims.get(cells.get("area", ""), ())
        if column == "definition_id":
            used = list(dict.fromkeys(claim.definition.definition_id for claim in own))
            rest = [key for key in self.dataset.definitions if key not in used]
            for key in [*used, *rest][:OFFERED]:
                yield f"{key}: {self.dataset.definitions[key].label}"
        elif column == "claimant" and name == "claims":
            yield from list(dict.fromkeys(claim.claimant for claim in own))[:OFFERED]
        elif column == "treaty":
            yield from (f"{key}: {treaty.short_name}" for key, treaty in self.dataset.treaties.items())

    def _written(self, name: str, cells: Mapping[str, str], replaces: str) -> tuple[Change, ...]:
        texts = {f"{name}.csv": _text(self.folder / f"{name}.csv")}
        after = {f"{name}.csv": with_row(texts[f"{name}.csv"], name, cells)}
        if self.new_source:
            texts["sources.csv"] = _text(self.folder / "sources.csv")
            after["sources.csv"] = with_row(texts["sources.csv"], "sources", self.new_source)
        if replaces and name == "claims":
            after["claims.csv"] = self._replaced(after["claims.csv"], cells, replaces)
        # The document first: a fact without its document is refused by the reader, a document without a fact only told.
        return tuple(
            Change(self.folder / file, texts[file].encode("utf-8"), after[file].encode("utf-8"))
            for file in sorted(after, key=lambda file: file != "sources.csv")
        )

    def _replaced(self, text: str, cells: Mapping[str, str], replaces: str) -> str:
        old = self.dataset.claim(replaces)
        new = self.dataset.definitions.get(cells["definition_id"])
        is_alike = new is not None and new.comparable_group is old.definition.comparable_group
        if new is not None and new.comparable_group is ComparableGroup.NONE:
            is_alike = new.definition_id == old.definition.definition_id
        column = "superseded_by" if is_alike else "continued_by"
        return with_cells(text, ("claim_id", replaces), {"status": "superseded", column: cells["claim_id"]})


def _table(name: str) -> Table:
    return next(table for table in TABLES if table.name == name)


def _row_of(name: str, cells: Mapping[str, str], report: Report) -> Row:
    return Row(f"{name}.csv", 0, dict(cells), tuple(cells), report)


def _column_of(problem: Problem) -> str:
    """Return the column that a problem of a row is about: its message begins with it."""
    return problem.message.partition(":")[0]


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("_", "-")
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return "-".join(re.findall(r"[a-z0-9]+", letters))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise GeodataError(f"{path} cannot be read: {error.strerror}") from error


def _meanings(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """Return what each column means and which values it takes, as the data package describes them."""
    try:
        package: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    found: dict[str, dict[str, str]] = {}
    for resource in package.get("resources", []):
        fields = resource.get("schema", {}).get("fields", [])
        found[resource.get("name", "")] = {one["name"]: _meaning(one) for one in fields}
    return found


def _meaning(one: Mapping[str, Any]) -> str:
    values = one.get("constraints", {}).get("enum", [])
    return f"{one.get('description', '')}{'; ' + ', '.join(values) if values else ''}"
