"""The story that the atlas ships, read and checked, and the references by which it names the facts it rests on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geodata.checks import RecordsByTable
from geodata.dataset import DATA_FOLDER, Dataset
from geodata.errors import TableError, UnknownKeyError
from geodata.model import Citation, Fact
from geodata.sources import numbers_in_match, source_numbers_pattern
from geodata.tables import MAX_QUOTED_LENGTH, TABLES, Report, Table, quoted_cell

# -- The story that the atlas ships, as it is kept: steps in order, each a link, words, and the facts they rest on.

FILE = "story.toml"
MOST_BYTES = 200_000  # the shipped story has ten thousand
STEP = "step"
WORDS = ("link", "title", "caption", "notes")
REFERENCES = "rests_on"
_MARK = re.compile(rf"\s*{source_numbers_pattern('[1-9][0-9]?')}")  # a longer number is text, such as a year
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")
Known = Mapping[str, Collection[str]]  # table -> the ids of its rows


@dataclass(frozen=True, slots=True)
class StoryStep:
    """One step: a link of the atlas, words with marks such as [1], and the references that the marks count."""

    link: str
    title: str
    caption: str
    notes: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryText:
    """A story as it is kept; what its links show is decided where maps are composed."""

    title: str
    steps: tuple[StoryStep, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a text and the references that it rests on, counted from 1; none where no mark stands behind it."""

    text: str
    marks: tuple[int, ...]


def passages(text: str, count: int) -> tuple[Passage, ...]:
    """Return a text cut behind each mark.

    Parameters
    ----------
    count
        How many references there are; a mark that counts beyond them is no mark but text.

    Examples
    --------
    >>> [(piece.text, piece.marks) for piece in passages("Adopted in Oslo [2]. Signed later [1, 2].", 2)]
    [('Adopted in Oslo', (2,)), ('. Signed later', (1, 2)), ('.', ())]
    """
    found: list[Passage] = []
    start = 0
    for mark in _MARK.finditer(text):
        numbers = numbers_in_match(mark)
        if max(numbers) <= count:
            found.append(Passage(text[start : mark.start()], numbers))
            start = mark.end()
    if start < len(text):
        found.append(Passage(text[start:], ()))
    return tuple(found)


@cache
def shipped_story() -> StoryText:
    """Return the story of this release, read once.

    Raises
    ------
    TableError
        With everything that is wrong with its file, as file:line:column.
    """
    report = Report()
    story = read_story(DATA_FOLDER, report)
    if report.problems:
        raise TableError(report.problems)
    return story


def check_story(tables: RecordsByTable, folder: Path, report: Report) -> None:
    """Report what is wrong with a folder's story: its form, and references that lead nowhere."""
    known = {table.name: {row.identity(table.key) for row, _ in tables[table.name]} for table in CITED_TABLES}
    known[SOURCES_TABLE] = {source.source_id for _, source in tables[SOURCES_TABLE]}
    whole = {table: ids for table, ids in known.items() if f"{table}.csv" not in report.incomplete}
    read_story(folder, report, whole)


def read_story(folder: Path, report: Report, known: Known | None = None) -> StoryText:
    """Read the story of a folder; problems go to the report.

    White space is set right: a text may run over several lines.

    Parameters
    ----------
    known
        The ids that references may name; None: they are not looked up.
    """
    text = _text_of(folder / FILE, report)
    if text is None:
        return StoryText("", ())
    try:
        whole = _Part(tomllib.loads(text), 1, text, report)
    except RecursionError:
        report.add(FILE, 0, 0, "is nested too deep to be read")
        return StoryText("", ())
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (0, 0)
        report.add(FILE, line, column, f"is not well-formed TOML: {_PLACE.sub('', str(error))}")
        return StoryText("", ())
    steps = whole.given.get(STEP)
    if not isinstance(steps, list) or not steps or not all(isinstance(step, dict) for step in steps):
        whole.add_problem(STEP, "is missing, expected at least one [[step]]")
        return StoryText(whole.one_line("title"), ())
    whole.only(("title", STEP))
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == f"[[{STEP}]]"]
    if len(lines) != len(steps):
        whole.add_problem(STEP, f"stands {len(steps)} times, of which {len(lines)} on a line of its own as [[step]]")
        return StoryText(whole.one_line("title"), ())
    parts = [_Part(step, line, text, report) for step, line in zip(steps, lines, strict=True)]
    return StoryText(whole.one_line("title"), tuple(_step(part, known) for part in parts))


def _step(part: _Part, known: Known | None) -> StoryStep:
    part.only((*WORDS, REFERENCES))
    link, title, caption, notes = (part.one_line(key, required=key != "notes") for key in WORDS)
    references = tuple(part.references(known))
    for key, text in (("caption", caption), ("notes", notes)):
        used = [number for mark in _MARK.finditer(text) for number in numbers_in_match(mark)]
        for number in used:
            if number > len(references):
                part.add_problem(key, f"has a mark [{number}], but {REFERENCES} names {len(references)}")
    return StoryStep(link, title, caption, notes, references)


@dataclass(frozen=True, slots=True)
class _Part:
    """The story or one step as TOML has it, with the line on which it begins, so that a problem has a place."""

    given: Mapping[str, Any]
    line: int
    text: str
    report: Report

    def add_problem(self, key: str, message: str) -> None:
        """Report a problem with one key, on the line where it stands if it stands in this part."""
        if self.report.is_full(FILE):
            return
        lines = self.text.splitlines()[self.line - 1 :]
        end = next((n for n, line in enumerate(lines[1:], 1) if line.startswith("[")), len(lines))
        found = next((n for n, line in enumerate(lines[:end]) if line.split("=")[0].strip() == key), 0)
        self.report.add(FILE, self.line + found, 1, f"{key}: {message}")

    def only(self, allowed: Collection[str]) -> None:
        """Report keys that mean nothing."""
        for key in self.given:
            if key not in allowed:
                self.add_problem(key, f"no such key{self.report.suggestion(key, allowed, 1)}")

    def one_line(self, key: str, *, required: bool = True) -> str:
        """Return a text on one line."""
        value = self.given.get(key, "")
        if not isinstance(value, str):
            self.add_problem(key, f"{repr(value)[:MAX_QUOTED_LENGTH]} is no text")
            return ""
        if required and not value.strip():
            self.add_problem(key, "is missing, expected text")
        return " ".join(value.split())

    def references(self, known: Known | None) -> Iterator[str]:
        """Yield the references, and report each that leads nowhere."""
        value = self.given.get(REFERENCES)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
            self.add_problem(REFERENCES, "expected a list of at least one reference such as 'claims/id'")
            return
        for reference in value:
            table, key, place = reference_parts(reference)
            tables = (SOURCES_TABLE, *(cited.name for cited in CITED_TABLES))
            if table not in tables:
                shown = quoted_cell(reference)
                self.add_problem(
                    REFERENCES, f"{shown} names no table of facts{self.report.suggestion(table, tables, 1)}"
                )
            elif table == SOURCES_TABLE and not place:
                self.add_problem(
                    REFERENCES, f"{reference!r} has no place in the document, expected 'sources/id: place'"
                )
            elif known is not None and table in known and key not in known[table]:
                near = self.report.suggestion(key, known[table])
                self.add_problem(REFERENCES, f"{quoted_cell(reference)} names no row of {table}.csv{near}")
            yield reference


def _text_of(path: Path, report: Report) -> str | None:
    try:
        if path.stat().st_size > MOST_BYTES:
            report.add(FILE, 0, 0, f"is longer than {MOST_BYTES:,} bytes, as no story is that somebody tells")
            return None
        return path.read_text(encoding="utf-8")
    except OSError as error:
        report.add(FILE, 0, 0, f"cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        report.add(FILE, 0, 0, f"byte 0x{error.object[error.start]:02x} is not UTF-8, the encoding every file uses")
    return None


# -- References: how a text names the facts it rests on, as table/id, or as sources/id: place in the document.

SOURCES_TABLE = "sources"
# A text may rest on what somebody stated or did, not on a name or a definition.
CITED_TABLES = tuple(table for table in TABLES if issubclass(table.record, Fact))


@lru_cache(maxsize=2)
def facts_by_reference(dataset: Dataset) -> Mapping[str, Fact]:
    """Return every fact by its reference: `claims/ukr-...`, `policies/usa-...`, `votes/2024+USA`."""
    return MappingProxyType(
        {
            f"{table.name}/{'+'.join(str(getattr(fact, name)) for name in table.key)}": fact
            for table in CITED_TABLES
            for fact in _facts(dataset, table)
        }
    )


def citations_of(reference: str, dataset: Dataset) -> tuple[Citation, ...]:
    """Return the citations behind a reference: those of the fact, or the one of a document named with its place.

    Raises
    ------
    UnknownKeyError
        When no table has it; names the nearest references known.
    """
    table, source_id, place = reference_parts(reference)
    if table == SOURCES_TABLE:
        if source_id not in dataset.sources:
            raise UnknownKeyError("source", source_id, dataset.sources)
        return (Citation(source_id, place),)
    facts = facts_by_reference(dataset)
    if reference not in facts:
        raise UnknownKeyError("reference", reference, facts)
    return facts[reference].citations


def reference_parts(reference: str) -> tuple[str, str, str]:
    """Return table, id and, for a document, the place in it.

    Examples
    --------
    >>> reference_parts("sources/un-page: table of parties, note 3: end")
    ('sources', 'un-page', 'table of parties, note 3: end')
    >>> reference_parts("votes/2024+USA")
    ('votes', '2024+USA', '')
    """
    table, _, rest = reference.partition("/")
    if table != SOURCES_TABLE:
        return table, rest, ""
    source_id, _, place = rest.partition(":")
    return table, source_id.strip(), place.strip()


def _facts(dataset: Dataset, table: Table) -> Iterator[Fact]:
    found: Any = getattr(dataset, table.name)
    for item in found.values() if isinstance(found, Mapping) else found:
        yield from item if isinstance(item, tuple) else (item,)
