"""The story of a release (story.toml): its reader and checks, and references from its text to facts."""

from __future__ import annotations

import logging
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geodata.checks import RecordsByTable
from geodata.dataset import DATA_FOLDER, Dataset
from geodata.dataset_cache import kept_with_dataset
from geodata.errors import TableError, UnknownKeyError
from geodata.model import Citation, Fact
from geodata.tables import MAX_QUOTED_LENGTH, TABLES, Report, Table, quoted_cell, regular_file_size, text_fault

# --- The story file: steps in order, each with a link, texts, and references to facts

LOG = logging.getLogger("atlas.story")
STORY_FILE = "story.toml"
MAX_STORY_BYTES = 200_000  # the shipped story has 10,000
STEP_KEY = "step"
TEXT_KEYS = ("link", "title", "caption", "notes")
REFERENCES_KEY = "rests_on"
# Marks such as [2] and [1, 3] in the texts of a story, as authors write them; a longer number, such as a year, is text.
_MARK = re.compile(r"\s*\[([1-9][0-9]?(?:, ?[1-9][0-9]?)*)\]")
# Texts and comments of TOML; an open one ends with the file, so that each sign is looked at once.
_TOML_TEXTS = re.compile(
    r'''"""(?:[^\\]|\\.)*?(?:"""|\Z)|\'\'\'.*?(?:\'\'\'|\Z)|"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|#[^\n]*''', re.DOTALL
)
MAX_KEY_PARTS = 8  # the reader of TOML takes time and memory that grow with the square of their number
_DEEP_KEY = re.compile(r"[\w-]*(?:[ \t]*\.[ \t]*[\w-]*){8}")
_BARE_KEY = re.compile(r"[\w-]{1,40}", re.ASCII)
_TOML_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")
IdsByTable = Mapping[str, Collection[str]]  # table -> the ids of its rows


@dataclass(frozen=True, slots=True)
class StoryStep:
    """One step: a link of the atlas, texts with marks such as [1], and the references that the marks number."""

    link: str
    title: str
    caption: str
    notes: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryText:
    """A story as it is stored; its links are not resolved."""

    title: str
    steps: tuple[StoryStep, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a text and the numbers (from 1) of its references; none where no mark follows it."""

    text: str
    marks: tuple[int, ...]


def passages(text: str, count: int) -> tuple[Passage, ...]:
    """Return a text split after each mark.

    Parameters
    ----------
    count
        Number of references; a mark with a greater number is text.

    Examples
    --------
    >>> [(piece.text, piece.marks) for piece in passages("Adopted in Oslo [2]. Signed later [1, 2].", 2)]
    [('Adopted in Oslo', (2,)), ('. Signed later', (1, 2)), ('.', ())]
    """
    passages: list[Passage] = []
    start = 0
    for match in _MARK.finditer(text):
        numbers = _mark_numbers(match)
        if max(numbers) <= count:
            passages.append(Passage(text[start : match.start()], numbers))
            start = match.end()
    if start < len(text):
        passages.append(Passage(text[start:], ()))
    return tuple(passages)


def _mark_numbers(match: re.Match[str]) -> tuple[int, ...]:
    return tuple(int(number) for number in match[1].split(","))


@cache
def shipped_story() -> StoryText:
    """Return the story of the present release; cached.

    Raises
    ------
    TableError
        With every problem of its file, as file:line:column.
    """
    report = Report()
    story = read_story(DATA_FOLDER, report)
    if report.problems:
        LOG.error("the story breaks its own rules, %s problem(s): %s", len(report.problems), report.problems[0])
        raise TableError(report.problems)
    return story


def check_story(tables: RecordsByTable, folder: Path, report: Report) -> None:
    """Report problems of a folder's story: its form, and references to rows that do not exist."""
    known = {table.name: {row.identity(table.key) for row, _ in tables[table.name]} for table in CITED_TABLES}
    known[SOURCES_TABLE] = {source.source_id for _, source in tables[SOURCES_TABLE]}
    complete = {table: ids for table, ids in known.items() if f"{table}.csv" not in report.incomplete}
    read_story(folder, report, complete)


def read_story(folder: Path, report: Report, known: IdsByTable | None = None) -> StoryText:
    """Return the story of a folder; problems go to the report.

    White space of texts, line breaks included, is collapsed.

    Parameters
    ----------
    known
        The ids that references may name; None skips the check.

    Returns
    -------
    StoryText
        Without steps where the file cannot be read.
    """
    text = _decoded_text(folder / STORY_FILE, report)
    if text is None:
        return StoryText("", ())
    values = _toml_values(text, report)
    if values is None:
        return StoryText("", ())
    lines = text.split("\n")  # not splitlines(), which also divides at signs that TOML takes for text
    starts = [number for number, line in enumerate(lines) if line.strip() == f"[[{STEP_KEY}]]"]
    head = next((number for number, line in enumerate(lines) if line.startswith("[")), len(lines))
    document = _TomlTable(values, 1, _key_lines(lines[:head]), report)
    steps = values.get(STEP_KEY)
    if not isinstance(steps, list) or not steps or not all(isinstance(step, dict) for step in steps):
        document.add_problem(STEP_KEY, "is missing, expected at least one [[step]]")
        return StoryText(document.one_line("title"), ())
    document.check_keys(("title", STEP_KEY))
    if len(starts) != len(steps):
        document.add_problem(
            STEP_KEY, f"stands {len(steps)} times, of which {len(starts)} on a line of its own as [[step]]"
        )
        return StoryText(document.one_line("title"), ())
    parts = [
        _TomlTable(step, start + 1, _key_lines(lines[start:end]), report)
        for step, start, end in zip(steps, starts, [*starts[1:], len(lines)], strict=True)
    ]
    return StoryText(document.one_line("title"), tuple(_step(part, known) for part in parts))


def _toml_values(text: str, report: Report) -> Mapping[str, Any] | None:
    """Return the values of a TOML text; None where it is not well-formed, which goes to the report."""
    bare = _TOML_TEXTS.sub(lambda match: "\n" * match[0].count("\n"), text)
    if deep := _DEEP_KEY.search(bare):
        line = bare[: deep.start()].count("\n") + 1
        report.add(STORY_FILE, line, 1, f"has a key of more than {MAX_KEY_PARTS} parts, expected one such as title")
        return None
    try:
        return tomllib.loads(text)
    except RecursionError:
        report.add(STORY_FILE, 0, 0, "is nested too deep to be read")
    except ValueError as error:  # of the form, or a number of too many digits
        place = _TOML_PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (0, 0)
        message = _TOML_PLACE.sub("", str(error))[:MAX_QUOTED_LENGTH]
        report.add(STORY_FILE, line, column, f"is not well-formed TOML: {message}")
    return None


def _key_lines(lines: Sequence[str]) -> Mapping[str, int]:
    """Return the index of the first line on which each key is set."""
    by_key: dict[str, int] = {}
    for number, line in enumerate(lines):
        by_key.setdefault(line.partition("=")[0].strip(), number)
    return by_key


def _step(part: _TomlTable, known: IdsByTable | None) -> StoryStep:
    part.check_keys((*TEXT_KEYS, REFERENCES_KEY))
    link, title, caption, notes = (part.one_line(key, required=key != "notes") for key in TEXT_KEYS)
    references = tuple(part.references(known))
    for key, text in (("caption", caption), ("notes", notes)):
        numbers = [number for mark in _MARK.finditer(text) for number in _mark_numbers(mark)]
        for number in numbers:
            if number > len(references):
                part.add_problem(key, f"has a mark [{number}], but {REFERENCES_KEY} names {len(references)}")
    return StoryStep(link, title, caption, notes, references)


@dataclass(frozen=True, slots=True)
class _TomlTable:
    """The TOML table of the story or of one step: its values, its first line, and the place of each key after it."""

    values: Mapping[str, Any]
    line: int
    key_lines: Mapping[str, int]
    report: Report

    def add_problem(self, key: str, message: str) -> None:
        """Report a problem with a key, at its line where this table has the key, else at the table's first line."""
        name = key if _BARE_KEY.fullmatch(key) else quoted_cell(key)
        self.report.add(STORY_FILE, self.line + self.key_lines.get(key, 0), 1, f"{name}: {message}")

    def check_keys(self, allowed: Collection[str]) -> None:
        """Report keys other than the allowed ones."""
        for key in self.values:
            if key not in allowed:
                self.add_problem(key, f"no such key{self.report.suggestion(key, allowed, 1)}")

    def one_line(self, key: str, *, required: bool = True) -> str:
        """Return a text with white space collapsed; a missing one is reported where it is required."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.add_problem(key, f"{repr(value)[:MAX_QUOTED_LENGTH]} is no text")
            return ""
        if required and not value.strip():
            self.add_problem(key, "is missing, expected text")
        text = " ".join(value.split())
        if fault := text_fault(text):
            self.add_problem(key, fault)
        return text

    def references(self, known: IdsByTable | None) -> Iterator[str]:
        """Yield the references, and report each that names no row."""
        value = self.values.get(REFERENCES_KEY)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
            self.add_problem(REFERENCES_KEY, "expected a list of at least one reference such as 'claims/id'")
            return
        for reference in value:
            if fault := text_fault(reference):
                self.add_problem(REFERENCES_KEY, fault)
            table, key, place = reference_parts(reference)
            tables = (SOURCES_TABLE, *(cited.name for cited in CITED_TABLES))
            if table not in tables:
                text = quoted_cell(reference)
                self.add_problem(
                    REFERENCES_KEY, f"{text} names no table of facts{self.report.suggestion(table, tables, 1)}"
                )
            elif table == SOURCES_TABLE and not place:
                self.add_problem(
                    REFERENCES_KEY,
                    f"{quoted_cell(reference)} has no place in the document, expected 'sources/id: place'",
                )
            elif known is not None and table in known and key not in known[table]:
                near = self.report.suggestion(key, known[table])
                self.add_problem(REFERENCES_KEY, f"{quoted_cell(reference)} names no row of {table}.csv{near}")
            yield reference


def _decoded_text(path: Path, report: Report) -> str | None:
    try:
        if regular_file_size(path) > MAX_STORY_BYTES:
            report.add(STORY_FILE, 0, 0, f"is longer than a story can be: expected at most {MAX_STORY_BYTES:,} bytes")
            return None
        return path.read_text(encoding="utf-8")
    except OSError as error:
        report.add(STORY_FILE, 0, 0, f"cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        report.add(
            STORY_FILE, 0, 0, f"byte 0x{error.object[error.start]:02x} is not UTF-8, the encoding every file uses"
        )
    return None


# --- References: table/id for a fact, or sources/id: locator for a document

SOURCES_TABLE = "sources"
# Tables of facts; names and definitions cannot be referred to.
CITED_TABLES = tuple(table for table in TABLES if issubclass(table.record, Fact))


@kept_with_dataset(2)
def facts_by_reference(dataset: Dataset) -> Mapping[str, Fact]:
    """Return every fact by its reference, such as `claims/ukr-...`, `policies/usa-...` or `votes/2024+USA`."""
    return MappingProxyType(
        {
            f"{table.name}/{'+'.join(str(getattr(fact, name)) for name in table.key)}": fact
            for table in CITED_TABLES
            for fact in _facts_of_table(dataset, table)
        }
    )


def is_reference(reference: str, dataset: Dataset) -> bool:
    """Whether a reference names a fact or a document of a dataset."""
    table, key, _ = reference_parts(reference)
    return key in dataset.sources if table == SOURCES_TABLE else reference in facts_by_reference(dataset)


def citations_of(reference: str, dataset: Dataset) -> tuple[Citation, ...]:
    """Return the citations of a reference: those of the fact, or one of the document with its locator.

    Raises
    ------
    UnknownKeyError
        When no table has it; it offers the nearest references.
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
    """Return table, id and, for a document, the locator of a reference.

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


def _facts_of_table(dataset: Dataset, table: Table) -> Iterator[Fact]:
    records: Any = getattr(dataset, table.name)
    for item in records.values() if isinstance(records, Mapping) else records:
        yield from item if isinstance(item, tuple) else (item,)
