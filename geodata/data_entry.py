"""Data entry of one claim, act or policy: questions for its cells, checks of each answer, the resulting changes.

Input and output are two functions, so that a terminal, a script or a test can supply them. Nothing is written here;
`table_edit.write_checked` writes the changes.
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
from geodata.data_package import PACKAGE
from geodata.dataset import Dataset, load
from geodata.errors import GeodataError, Problem, TableError, nearest
from geodata.model import ComparableGroup
from geodata.status_page_comparison import AreaNames
from geodata.table_edit import Change, header_of, problems_after, row_line, table_text, with_cells, with_row
from geodata.tables import TABLES, KnownIds, Report, Row, Table, record_reader

TABLE_BY_FACT: Mapping[str, str] = {"claim": "claims", "act": "actions", "policy": "policies"}
# Order of the questions: columns on which later suggestions depend come first, the id last, others as in the file.
_QUESTION_ORDER: Mapping[str, tuple[str, ...]] = {
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
_ID_COLUMN = {"claims": "claim_id", "actions": "action_id", "policies": "policy_id", "sources": "source_id"}
MAX_OFFERS = 8  # definitions, documents or claimants listed with a question
NEW_SOURCE = "new"

Prompt = Callable[[str], str]
Output = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """The values given beforehand: cells of the row, cells of a new source, and the id of the claim it supersedes."""

    fact: str
    cells: Mapping[str, str] = field(default_factory=dict)
    source: Mapping[str, str] = field(default_factory=dict)
    replaces: str = ""


@dataclass(slots=True)
class Form:
    """The dialog for one row.

    Attributes
    ----------
    ask
        Returns the answer to a question. With None no question is asked, and cells not given stay empty.
    say
        Shows a line.

    Raises
    ------
    TableError
        When the tables of the folder have problems before the entry.
    """

    folder: Path
    today: date
    ask: Prompt | None
    say: Output
    dataset: Dataset = field(init=False)
    known: KnownIds = field(init=False)
    names: AreaNames = field(init=False)
    column_descriptions: Mapping[str, Mapping[str, str]] = field(init=False)
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
        self.column_descriptions = _column_descriptions(self.folder)

    def changes(self, entry: Entry) -> tuple[Change, ...]:
        """Ask for the cells that are not given, and return the changes that insert the row.

        Raises
        ------
        TableError
            When given cells break a rule and `ask` is None.
        GeodataError
            When a given column does not exist, or the final confirmation is declined.
        """
        name = TABLE_BY_FACT[entry.fact]
        if entry.source:
            self.new_source = self._row_cells("sources", entry.source)
            self._add_known_source(self.new_source)
        cells = self._row_cells(name, entry.cells)
        while True:
            changes = self._table_changes(name, cells, entry.replaces)
            problems = problems_after(changes, self.folder, today=self.today)
            if not problems:
                break
            if self.ask is None:
                raise TableError(problems)
            self._ask_again(name, cells, problems)
        columns = header_of(self.folder / f"{name}.csv")
        if self.new_source:
            self.say(f"sources.csv: {row_line(header_of(self.folder / 'sources.csv'), self.new_source).rstrip()}")
        self.say(f"{name}.csv: {row_line(columns, cells).rstrip()}")
        if self.ask is not None and not self.ask("Write it? [y/N] ").strip().casefold().startswith("y"):
            raise GeodataError("nothing was written")
        return changes

    def _row_cells(self, name: str, answers: Mapping[str, str]) -> dict[str, str]:
        columns = header_of(self.folder / f"{name}.csv")
        for column in answers:
            if column not in columns:
                near = Report().suggestion(column, columns, 1)
                raise GeodataError(f"{name}.csv has no column {column!r}{near}")
        order = [column for column in _QUESTION_ORDER[name] if column in columns]
        order = [c for c in order if c != _ID_COLUMN[name]] + [
            c for c in columns if c not in order and c != _ID_COLUMN[name]
        ]
        cells = dict.fromkeys(columns, "")
        problems: list[Problem] = []
        for column in [*order, _ID_COLUMN[name]]:
            if column in answers:
                cells[column] = self._cell_of_answer(column, answers[column])
                problems += self._cell_problems(name, cells, column)
            elif self.ask is None or (name == "sources" and column not in (*_QUESTION_ORDER[name], _ID_COLUMN[name])):
                cells[column] = self._default(name, cells, column)
            else:
                self._question(name, cells, column)
        if problems and self.ask is None:
            raise TableError(problems)
        for column in dict.fromkeys(_column_of(problem) for problem in problems):
            self.say(next(problem.message for problem in problems if _column_of(problem) == column))
            self._question(name, cells, column)
        return cells

    def _question(self, name: str, cells: dict[str, str], column: str) -> None:
        """Ask for a cell until the answer is valid for its column."""
        if self.ask is None:
            return
        default = self._default(name, cells, column)
        for line in self._offers(name, cells, column):
            self.say(f"  {line}")
        description = self.column_descriptions.get(name, {}).get(column, "")
        while True:
            if column == "citations":
                cells[column] = self._citations()
            else:
                default_text = f" [{default}]" if default else ""
                answer = self.ask(f"{column}{f' ({description})' if description else ''}{default_text}: ")
                cells[column] = self._cell_of_answer(column, answer) or default
            problems = self._cell_problems(name, cells, column)
            if not problems:
                return
            for problem in problems:
                self.say(problem.message)

    def _citations(self) -> str:
        """Ask for sources with a locator in each, until an empty answer; return the cell."""
        citations: list[str] = []
        ask = self.ask
        while ask is not None:
            text = " ".join(ask(f"document (its id, words of it, or '{NEW_SOURCE}'; empty: no more): ").split())
            if not text:
                break
            if text == NEW_SOURCE:
                self.new_source = self._row_cells("sources", {})
                self._add_known_source(self.new_source)
                source_id = self.new_source["source_id"]
            else:
                source_id, _, place = text.partition(":")
                matches = self._documents(source_id.strip())
                if len(matches) != 1:
                    self.say(
                        f"{len(matches) or 'no'} documents are like {source_id!r}; say more of one, or '{NEW_SOURCE}'"
                    )
                    for match in matches[:MAX_OFFERS]:
                        self.say(f"  {match}: {self.dataset.sources[match].title}")
                    continue
                source_id = matches[0]
                if place.strip():
                    citations.append(f"{source_id}: {place.strip()}")
                    continue
            place = " ".join(ask(f"place in {source_id} (page, table, section): ").replace(";", ",").split())
            citations.append(f"{source_id}: {place}")
        return "; ".join(citations)

    def _documents(self, text: str) -> list[str]:
        """Return the ids of the sources that match a text: by id, else by all its words, else the nearest ids."""
        if text in self.known.sources:
            return [text]
        words = text.casefold().split()
        source_ids = []
        for source in self.dataset.sources.values():
            source_text = (
                f"{source.source_id} {source.title} {source.author} {source.publisher} {source.published or ''}"
            )
            if all(word in source_text.casefold() for word in words):
                source_ids.append(source.source_id)
        return source_ids or list(nearest(text, self.dataset.sources))

    def _add_known_source(self, cells: Mapping[str, str]) -> None:
        """Add a new source to the known ones, so that the row may cite it."""
        row = _row_of("sources", cells, Report())
        source = record_reader(_table("sources"))(row, self.known)
        self.known.sources = {**self.known.sources, source.source_id: source}

    def _cell_problems(self, name: str, cells: Mapping[str, str], column: str) -> list[Problem]:
        """Return the problems of one cell, as `tables.record_reader` reports them."""
        report = Report()
        record_reader(_table(name))(_row_of(name, cells, report), self.known)
        problems = [problem for problem in report.problems if _column_of(problem) == column]
        if column == _ID_COLUMN[name] and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9.]+)*", cells[column]):
            message = f"{column}: {cells[column]!r} is no identifier, expected small letters and digits joined by '-'"
            problems.append(Problem(f"{name}.csv", 0, 0, message))
        return problems

    def _ask_again(self, name: str, cells: dict[str, str], problems: Sequence[Problem]) -> None:
        """Show the problems of the row, and ask again for the columns that they name."""
        columns = []
        for problem in problems:
            self.say(problem.message)
            columns.append(_column_of(problem))
        for column in dict.fromkeys(columns):
            if column in cells:
                self._question(name, cells, column)
            else:
                raise TableError(problems)

    def _cell_of_answer(self, column: str, answer: str) -> str:
        """Return the cell for an answer: names of areas, labels of definitions and "today" are replaced."""
        text = " ".join(answer.split())
        if column == "area":
            area = self.names.area(text)
            return area or (text.upper() if re.fullmatch(r"[A-Za-z]{3}", text) else text)
        if column == "definition_id":
            by_label = {definition.label.casefold(): key for key, definition in self.dataset.definitions.items()}
            return by_label.get(text.casefold(), text)
        if column.startswith("date") or column in {"start", "until", "published", "accessed_on"}:
            return self.today.isoformat() if text.casefold() == "today" else text
        return text

    def _default(self, name: str, cells: Mapping[str, str], column: str) -> str:
        if column == _ID_COLUMN[name]:
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
        """Return an unused id made of the row's cells, with a number where needed."""
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
        used = self._used_ids(name)
        return next(
            candidate
            for candidate in (base, *(f"{base}-{n}" for n in range(2, len(used) + 3)))
            if candidate not in used
        )

    def _used_ids(self, name: str) -> set[str]:
        if name == "claims":
            return set(self.dataset.claim_by_id)
        if name == "sources":
            return set(self.known.sources)
        if name == "policies":
            return {policy.policy_id for policy in self.dataset.policies}
        return {act.action_id for acts in self.dataset.actions.values() for act in acts}

    def _offers(self, name: str, cells: Mapping[str, str], column: str) -> Iterable[str]:
        """Yield suggestions for a column from the tables."""
        claims = self.dataset.claims.get(cells.get("area", ""), ())
        if column == "definition_id":
            used = list(dict.fromkeys(claim.definition.definition_id for claim in claims))
            rest = [key for key in self.dataset.definitions if key not in used]
            for key in [*used, *rest][:MAX_OFFERS]:
                yield f"{key}: {self.dataset.definitions[key].label}"
        elif column == "claimant" and name == "claims":
            yield from list(dict.fromkeys(claim.claimant for claim in claims))[:MAX_OFFERS]
        elif column == "treaty":
            yield from (f"{key}: {treaty.short_name}" for key, treaty in self.dataset.treaties.items())

    def _table_changes(self, name: str, cells: Mapping[str, str], replaces: str) -> tuple[Change, ...]:
        texts = {f"{name}.csv": table_text(self.folder / f"{name}.csv")}
        new_texts = {f"{name}.csv": with_row(texts[f"{name}.csv"], name, cells)}
        if self.new_source:
            texts["sources.csv"] = table_text(self.folder / "sources.csv")
            new_texts["sources.csv"] = with_row(texts["sources.csv"], "sources", self.new_source)
        if replaces and name == "claims":
            new_texts["claims.csv"] = self._with_successor(new_texts["claims.csv"], cells, replaces)
        # sources.csv first: if writing stops between the two, an uncited source is valid and a fact without one is not.
        return tuple(
            Change(self.folder / file, texts[file].encode("utf-8"), new_texts[file].encode("utf-8"))
            for file in sorted(new_texts, key=lambda file: file != "sources.csv")
        )

    def _with_successor(self, text: str, cells: Mapping[str, str], replaces: str) -> str:
        predecessor = self.dataset.claim(replaces)
        definition = self.dataset.definitions.get(cells["definition_id"])
        is_alike = definition is not None and definition.comparable_group is predecessor.definition.comparable_group
        if definition is not None and definition.comparable_group is ComparableGroup.NONE:
            is_alike = definition.definition_id == predecessor.definition.definition_id
        column = "superseded_by" if is_alike else "continued_by"
        return with_cells(text, ("claim_id", replaces), {"status": "superseded", column: cells["claim_id"]})


def _table(name: str) -> Table:
    return next(table for table in TABLES if table.name == name)


def _row_of(name: str, cells: Mapping[str, str], report: Report) -> Row:
    return Row(f"{name}.csv", 0, dict(cells), tuple(cells), report)


def _column_of(problem: Problem) -> str:
    """Return the column of a problem of a row, with which its message begins."""
    return problem.message.partition(":")[0]


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("_", "-")
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return "-".join(re.findall(r"[a-z0-9]+", letters))


def _column_descriptions(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """Return the description of each column by table, from datapackage.json; empty where that cannot be read."""
    try:
        package: dict[str, Any] = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    descriptions: dict[str, dict[str, str]] = {}
    for resource in package.get("resources", []):
        fields = resource.get("schema", {}).get("fields", [])
        descriptions[resource.get("name", "")] = {column["name"]: _column_description(column) for column in fields}
    return descriptions


def _column_description(column: Mapping[str, Any]) -> str:
    values = column.get("constraints", {}).get("enum", [])
    return f"{column.get('description', '')}{'; ' + ', '.join(values) if values else ''}"
