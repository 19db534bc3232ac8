"""Tables of a reader by country or first-level area: names joined to areas, units, numbers and dates read as stated.

Nothing is decided silently: what the table does not state becomes a question, what does not match stays unmatched with
what is similar, and every row is accounted for in the join report, which can be corrected as a file and read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import islice
from pathlib import Path

from geodata.collation import fold
from geodata.dates import DateSpan
from geodata.errors import did_you_mean, nearest
from geodata.own.encodings import encoding_label
from geodata.own.join_report import JOINED_KINDS, JoinCorrections, JoinReport, JoinRow, RowKind, listed
from geodata.own.names import AreaIndex, AreaMatch, MatchKind, area_index, without_marks
from geodata.own.quantities import (
    OTHER_DUNAMS,
    DayOrder,
    Measure,
    NumberStyle,
    Sign,
    date_of,
    day_order,
    figure,
    figure_text,
    is_no_value,
    is_year,
    measure_of,
    measures_in,
    number_style,
)
from geodata.own.spreadsheets import (
    LARGE_TABLE,
    CellValue,
    Sheet,
    TableFileError,
    TableLimits,
    cell_text,
    read_sheet,
)
from geodata.own.vocabulary import Unit

MAX_SAMPLE = 1_000  # first texts of a column by which its role is found
LEAST_SHARE = 0.2  # of the texts of a column that must name areas, so that it is taken for the column of areas


class TwoAreaColumnsError(TableFileError):
    """A table with two columns that could name the area, `columns`; `TableColumns.area` states which one it is."""

    def __init__(self, message: str, columns: tuple[str, str]) -> None:
        super().__init__(message)
        self.columns = columns


# --- What a reader may state about a table, and what is still to be stated


@dataclass(frozen=True, slots=True)
class TableColumns:
    """What a reader states about a table; what is left empty is read from the table.

    Attributes
    ----------
    area
        Header of the column with codes or names.
    parent
        For areas within countries: header of the column with the country, where the table is of several.
    values
        Headers of the columns with figures; empty: every column that holds figures.
    units
        Unit (`vocabulary.Unit`) by header; that of the key "" is for all others.
    date
        Header of the column with the date of a row.
    day
        Date of all figures that have none in the table.
    decimal
        Decimal sign, "." or ",".
    order
        Order of day and month in dates such as 03/04/2024.
    details
        Headers of columns with text to keep beside the figures; no other text is kept.
    encoding
        Encoding of a CSV file.
    """

    area: str = ""
    parent: str = ""
    values: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    date: str = ""
    day: DateSpan | None = None
    decimal: Sign | None = None
    order: DayOrder | None = None
    details: tuple[str, ...] = ()
    encoding: str | None = None


class QuestionSubject(StrEnum):
    """What a question is about; also the field of `TableColumns` that answers it."""

    UNIT = "units"
    DECIMAL = "decimal"
    ORDER = "order"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class TableQuestion:
    """What the table does not state and a reader must, before its figures can be used.

    Attributes
    ----------
    column
        Header of the column that it is about, the first of several; "" where it is about the table.
    columns
        Headers of all columns that one answer is for, such as those of one figure in several years.
    choices
        Headers of the columns of which one is the answer; empty where the answer is none.
    """

    subject: QuestionSubject
    column: str
    text: str
    choices: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


# --- The table

_UNKNOWN_STYLE = NumberStyle()


class ColumnRole(StrEnum):
    """What a column is for."""

    AREA = "area"
    OTHER_AREA = "other area"  # the same areas once more, as code or name
    PARENT = "parent"
    VALUE = "value"
    DATE = "date"  # of the row
    DATES = "dates"  # dates as values, such as days of ratification
    UNIT = "unit"
    TEXT = "text"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """A column of the table.

    Attributes
    ----------
    place
        From 0.
    header, label
        The header as written, its rows joined by " – "; the same without unit and year.
    measure, stated_in
        Unit of its figures, and where it is stated: "header", "row of units", "title", "column", "by the reader".
    when
        The date that the header states, of a table with one column for each year.
    style
        How its numbers are written.
    """

    place: int
    header: str
    role: ColumnRole
    label: str = ""
    measure: Measure | None = None
    stated_in: str = ""
    when: DateSpan | None = None
    style: NumberStyle = _UNKNOWN_STYLE


@dataclass(frozen=True, slots=True)
class OwnValue:
    """A figure or date about an area, as the table states it.

    Attributes
    ----------
    line, column
        Number of the row from 1, and header.
    text
        The cell as written.
    value
        The figure in `measure`; None for a date.
    date
        The date, of a column of dates.
    when
        What day or period the figure is of; None where the table does not state it.
    km2
        The figure in square kilometres; None where the unit is not known or none of area.
    details
        (header, text) of the columns that the reader named.
    """

    area: str
    line: int
    column: str
    label: str
    text: str
    value: float | None
    date: DateSpan | None
    measure: Measure | None
    when: DateSpan | None
    details: tuple[tuple[str, str], ...] = ()

    @property
    def km2(self) -> float | None:
        """The figure in square kilometres; None where the unit is not known or none of area."""
        return self.measure.km2(self.value) if self.measure and self.value is not None else None


@dataclass(frozen=True, eq=False)
class OwnTable:
    """A table joined to areas.

    Attributes
    ----------
    values
        In the order of the rows, then of the columns.
    questions
        What must be stated before the figures can be used.
    notes
        What was read from the file and how, in sentences.
    unread
        (line, header, text) of cells in columns of figures or dates that are neither.
    is_wide
        Whether years stand in the header.
    """

    file: str
    sheet: str
    sheets: tuple[str, ...]
    columns: tuple[OwnColumn, ...]
    values: tuple[OwnValue, ...]
    report: JoinReport
    questions: tuple[TableQuestion, ...]
    notes: tuple[str, ...]
    unread: tuple[tuple[int, str, str], ...]
    is_wide: bool
    stated: TableColumns
    _source: Sheet = field(repr=False)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to be stated."""
        return not self.questions

    def corrected(self, corrections: JoinCorrections) -> OwnTable:
        """Return the table with the choices of a reader instead of its own matches."""
        return _read(self._source, self.stated, self.report.index, corrections)

    def with_columns(self, columns: TableColumns, corrections: JoinCorrections | None = None) -> OwnTable:
        """Return the table read anew with other statements, and with these corrections alone."""
        return _read(self._source, columns, self.report.index, corrections or JoinCorrections())


def read_table(
    path: Path,
    *,
    sheet: str | None = None,
    columns: TableColumns | None = None,
    corrections: JoinCorrections | None = None,
    index: AreaIndex | None = None,
    limits: TableLimits = LARGE_TABLE,
) -> OwnTable:
    """Read a CSV, XLSX or ODS table by country or area.

    Parameters
    ----------
    sheet
        Name of the sheet of a workbook; None: the first with cells.
    columns
        What the reader states; the rest is read from the table.
    corrections
        Choices of the reader for texts that name no area, or another (`read_corrections`).
    index
        The areas; None: countries and areas of the atlas.
    limits
        How large the table may be.

    Raises
    ------
    TableFileError
        With one sentence: the file cannot be read, no column or more than one can be that of the areas, a stated column
        is missing.
    """
    stated = columns or TableColumns()
    source = read_sheet(path, sheet=sheet, encoding=stated.encoding, limits=limits)
    return _read(source, stated, index or area_index(), corrections or JoinCorrections())


def _read(source: Sheet, stated: TableColumns, index: AreaIndex, corrections: JoinCorrections) -> OwnTable:
    try:
        return _Reading(source, stated, index, corrections).table()
    except TableFileError as error:
        error.sheets = source.names
        raise


# --- Reading, in steps: column of areas, header, kinds of rows, roles of columns, values

_M49_HEADER = re.compile(r"m49|numeric|\bun\b.*code|code.*\bun\b|\bunsd\b|\biso\b")
_DATE_HEADER = re.compile(
    r"(?:reporting |report |calendar |survey |as of |data )?(?:year|date|day|as of|period|month|annee|ano|fecha|data"
    r"|год|дата|рік|рiк|السنة|التاريخ|سنة|تاريخ)(?: of (?:report|survey|data))?"
)
_UNIT_HEADER = re.compile(
    r"units?|unite|unidad|unidade|единица|одиниця|ед\.? изм\.?|الوحدة|unit of measure(?:ment)?|uom"
)
_SERIAL_HEADER = re.compile(r"no\.?|nr\.?|#|№|n°|s\.?/?n\.?|sl\.? ?no\.?|id|rank|row|line|п/п|№ п/п|object ?id|fid")
_TOTAL = re.compile(
    r"(?:grand |sub ?|world |global |overall |regional )?totals?\b|world\b|global\b|all countries"
    r"|rest of (?:the )?world|sum\b|monde\b|mundo\b|весь мир|мир\b|итого|всего|усього|разом|всього|світ\b"
    r"|العالم|المجموع|اجمالي"
)
_GROUPS = frozenset({"european union", "eu", "asean", "african union", "nato", "oecd", "oecd members", "euro area",
                     "arab world", "sub saharan africa", "middle east and north africa", "latin america and caribbean",
                     "east asia and pacific", "europe and central asia", "south asia", "north america",
                     "middle east", "africa", "asia", "europe", "americas", "oceania", "the americas",
                     "least developed countries", "ldcs"})  # fmt: skip
MAX_HEADER_ROWS = 4
# Letters of a cell that are looked at: to find names, units and dates takes time that grows with the square of them.
LONGEST_TEXT = 400


def _cut(text: str) -> str:
    """Return what is looked at of a text; the sign at its end keeps the beginning of a long one from being a figure."""
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


MAX_CATEGORIES = 30  # texts of a column that tells rows of one area apart; a column of remarks has more


class _Reading:
    """Reads one sheet; the steps are called in order by `table`."""

    def __init__(self, source: Sheet, stated: TableColumns, index: AreaIndex, corrections: JoinCorrections) -> None:
        self.source, self.stated, self.index, self.corrections = source, stated, index, corrections
        self.file = f"{source.file}, sheet {source.name!r}" if len(source.names) > 1 else source.file
        self.width = max(map(len, source.rows))
        self.cells: list[list[CellValue]] = [[*row, *[None] * (self.width - len(row))] for row in source.rows]
        self.texts = [[_cut(cell_text(cell)) for cell in row] for row in self.cells]
        self.questions: list[TableQuestion] = []
        self.notes: list[str] = []
        self.unread: list[tuple[int, str, str]] = []
        self.without_unit: set[str] = set()  # headers of columns of figures that state none
        self._matches: dict[tuple[str, str], tuple[AreaMatch, str]] = {}

    def table(self) -> OwnTable:
        header_guess = self._header_rows_by_name()
        area, others = self._area_columns(header_guess)
        first = self._first_area_row(area, others)
        headers, units_row, self.kinds = self._header_block(first, area)
        self.plain_headers = self._joined_headers(headers)
        self.headers = _distinct(self.plain_headers)
        self._check_stated()
        self._fill_merged(area, first)
        rows = self._join_rows(area, others)
        columns = self._columns(area, others, units_row, rows)
        rows = self._with_repeats(rows, columns)
        values = tuple(self._values(rows, columns))
        self._ask_dates(values, columns)
        self._ask_dunams(values)
        self._note_file()
        return OwnTable(
            self.source.file,
            self.source.name,
            self.source.names,
            columns,
            values,
            JoinReport(self.file, tuple(rows), self.index),
            tuple(self.questions),
            tuple(self.notes),
            tuple(self.unread),
            any(column.when for column in columns),
            self.stated,
            self.source,
        )

    # - Areas

    def _match(self, text: str, parent: str = "") -> tuple[AreaMatch, str]:
        """Return the match of a text, with the marks that had to be taken off it."""
        if (text, parent) not in self._matches:
            match, marks = self.index.match(text, parent=parent), ""
            if match.kind is MatchKind.NONE:
                plain, marks = without_marks(text)
                without = self.index.match(plain, parent=parent) if marks else match
                if without.kind is not MatchKind.NONE and not without.is_short_code:
                    match = without
                else:
                    marks = ""
            self._matches[text, parent] = match, marks
        return self._matches[text, parent]

    def _header_rows_by_name(self) -> int | None:
        """Return the row of the header that the reader named a column of; None where none is named."""
        named = self.stated.area
        if not named:
            return None
        for number, row in enumerate(self.texts[:50]):
            if named in row:
                return number
        known = dict.fromkeys(text for row in self.texts[:10] for text in row if text)
        raise TableFileError(f"{self.file} has no column {named!r}{did_you_mean(nearest(named, known))}")

    def _area_columns(self, header: int | None) -> tuple[int, tuple[int, ...]]:
        """Return the column of the areas and those that give the same areas once more."""
        scores = {place: self._score(place) for place in range(self.width)}
        if header is not None:
            area = self.texts[header].index(self.stated.area)
        else:
            best = max(scores.values(), key=lambda score: score.match_count)
            self._refuse_transposed(best.match_count)
            candidates = [p for p, s in scores.items() if s.is_candidate and s.match_count * 2 >= best.match_count]
            if not candidates:
                self._refuse(scores)
            area = min(candidates, key=lambda place: (-scores[place].match_count, place))
            for place in candidates:
                if place != area and not self._agree(area, place):
                    self._refuse_two(area, place, scores)
        others = tuple(
            place
            for place, score in scores.items()
            if place != area
            and score.is_candidate
            and self._agree(area, place)
            and self._name_of(place) != self.stated.parent
        )
        return area, others

    def _score(self, place: int) -> _Score:
        filled = [row[place] for row in self.texts if row[place]]
        first = filled[:1] if filled and not self._match(filled[0])[0].is_found else []  # the header, or a title
        texts = [*dict.fromkeys(filled[len(first) :])][:MAX_SAMPLE]
        words = [text for text in texts if not is_no_value(text) or text == "NA"]
        header_says_m49 = any(_M49_HEADER.search(fold(row[place])) for row in self.texts[:10] if row[place])
        plain, short = 0, 0
        for text in words:
            match, _ = self._match(text)
            if match.kind is MatchKind.NONE:
                continue
            if figure_text(text):
                short += text.isdigit() and header_says_m49
            elif match.is_short_code:
                short += 1
            else:
                plain += 1
        has_short = short > 0 and short * 2 >= len(words)
        return _Score(plain + (short if has_short else 0), len(words), has_short)

    def _agree(self, one: int, other: int) -> bool:
        """Whether two columns give the same area in at least half of the rows in which both give one."""
        pairs = [
            (self._match(row[one])[0], self._match(row[other])[0]) for row in self.texts if row[one] and row[other]
        ]
        both = [first.area == second.area for first, second in pairs if first.is_found and second.is_found]
        return bool(both) and sum(both) * 2 >= len(both)

    def _name_of(self, place: int) -> str:
        return next((row[place] for row in self.texts[:20] if row[place]), f"column {place + 1}")

    def _refuse(self, scores: Mapping[int, _Score]) -> None:
        place, score = max(
            scores.items(), key=lambda item: (item[1].match_count, item[1].texts * (not self._is_figures(item[0])))
        )
        if len(self.texts) < 2:
            raise TableFileError(
                f"{self.file} has one row, expected a header and rows with {self.index.what}{self._other_sheets}"
            )
        column, count = self._name_of(place), score.match_count or "none"
        verb = "is" if score.match_count < 2 else "are"
        seen = f"of {score.texts} texts in its column {column!r} {count} {verb} a code or name"
        raise TableFileError(
            f"{self.file} is no table by {self.index.what}: {seen} of one, expected such as {self.index.example}; "
            f"if its rows are other areas, say which{self._other_sheets}"
        )

    @property
    def _other_sheets(self) -> str:
        """The end of a refusal that names the other sheets of a workbook, one of which may be the table."""
        others = [name for name in self.source.names if name != self.source.name]
        return f", or name another sheet: {listed(map(repr, others))}" if others else ""

    def _refuse_transposed(self, area_count: int) -> None:
        """Refuse a table with areas in its header and dates or measures below."""
        for number, row in enumerate(self.texts[:10], 1):
            matches = [match for match in (self._match(text)[0] for text in row if text) if not match.is_short_code]
            areas = {match.area for match in matches if match.is_found}
            if len(areas) > max(2, area_count):
                raise TableFileError(
                    f"{self.file} has {len(areas)} areas side by side in row {number}, expected a row for each area; "
                    f"transpose it (copy, then paste special, transpose) and try again"
                )

    def _is_figures(self, place: int) -> bool:
        filled = [row[place] for row in self.texts if row[place]]
        return sum(bool(figure_text(text)) for text in filled) * 2 > len(filled)

    def _refuse_two(self, one: int, other: int, scores: Mapping[int, _Score]) -> None:
        names = [
            f"{self._name_of(place)!r} ({scores[place].match_count} of {scores[place].texts})" for place in (one, other)
        ]
        raise TwoAreaColumnsError(
            f"{self.file} has two columns that could name the area, {names[0]} and {names[1]}; state which one it is",
            (self._name_of(one), self._name_of(other)),
        )

    # - Header

    def _first_area_row(self, area: int, others: Sequence[int]) -> int:
        header = self._header_rows_by_name()
        for number, row in enumerate(self.texts):
            if header is not None and number <= header:
                continue
            if any(row[place] and self._match(row[place])[0].is_found for place in (area, *others)):
                return number
        raise TableFileError(
            f"{self.file}: none of the texts in its column {self.stated.area or self._name_of(area)!r} is a code or "
            f"name of one of the {self.index.what}, expected such as {self.index.example}"
        )

    def _has_figures(self, number: int, area: int) -> bool:
        """Whether a row has a number that is no year beside the column of areas, as rows of a table have."""
        row = self.texts[number]
        return any(
            place != area and figure_text(text) and not is_year(text) and measure_of(text) is None
            for place, text in enumerate(row)
        )

    def _header_block(self, first: int, area: int) -> tuple[list[int], int | None, list[RowKind | None]]:
        """Return the rows of the header, that of the units, and the kinds of all rows up to the first of the body."""
        kinds: list[RowKind | None] = [None] * len(self.texts)
        start = first
        while start and self._is_body(start - 1, area):
            start -= 1
        headers: list[int] = []
        units: int | None = None
        for number in range(start - 1, -1, -1):
            filled = [place for place, text in enumerate(self.texts[number]) if text]
            if not filled:
                kinds[number] = RowKind.BLANK
            elif headers and (kinds[number + 1] is RowKind.BLANK or len(headers) == MAX_HEADER_ROWS):
                kinds[number] = RowKind.TITLE
            elif units is None and not headers and self._is_units(number, area):
                units, kinds[number] = number, RowKind.UNITS
            elif len(filled) > 1 or (filled[0] > area and self.width > 2) or (self.width == 1 and not headers):
                headers.insert(0, number)
                kinds[number] = RowKind.HEADER
            else:
                kinds[number] = RowKind.TITLE
        for number in range(start - 1):  # what stands above a title is no header
            if kinds[number] is RowKind.HEADER and RowKind.TITLE in kinds[number + 1 : headers[-1]]:
                kinds[number] = RowKind.TITLE
                headers.remove(number)
        return headers, units, kinds

    def _is_body(self, number: int, area: int) -> bool:
        text = self.texts[number][area]
        return (
            bool(text)
            and (self._has_figures(number, area) or self._is_total(text))
            and not self._is_units(number, area)
        )

    def _is_units(self, number: int, area: int) -> bool:
        """Whether all filled cells of a row beside the column of areas are units, in brackets or not."""
        row = self.texts[number]
        cells = [text.strip("()[] ") for place, text in enumerate(row) if text and place != area]
        is_named = row[area] and not _UNIT_HEADER.fullmatch(fold(row[area]))
        return (
            bool(cells)
            and not is_named
            and all(measure_of(text) for text in cells)
            and not any(text.isdigit() for text in cells)
        )

    def _joined_headers(self, rows: Sequence[int]) -> list[str]:
        """Return the header of each column: its rows joined, merged cells and groups of columns filled."""
        parts: list[list[str]] = [[] for _ in range(self.width)]
        for level, number in enumerate(rows):
            texts = [*self.texts[number]]
            for top, left, bottom, right in self.source.merged:
                if top <= number <= bottom:
                    for place in range(left, min(right + 1, self.width)):
                        texts[place] = self.texts[top][left]
            if level < len(rows) - 1 and not any(top <= number <= bottom for top, _, bottom, _ in self.source.merged):
                below = self.texts[rows[level + 1]]
                for place in range(1, self.width):  # a group of columns has its name above its first one
                    texts[place] = texts[place] or (texts[place - 1] if below[place] else "")
            for place, text in enumerate(texts):
                if text and text not in parts[place]:
                    parts[place].append(re.sub(r"\s+", " ", text))
        return [_cut(" – ".join(part)) or f"column {place + 1}" for place, part in enumerate(parts)]

    def _check_stated(self) -> None:
        stated = self.stated
        for header in (stated.parent, stated.date, *stated.values, *stated.details, *stated.units):
            if header and header not in self.headers:
                raise TableFileError(
                    f"{self.file} has no column {header!r}{did_you_mean(nearest(header, self.headers))}"
                )
        for header, unit in stated.units.items():
            if measure_of(unit) is None:
                units = ", ".join(unit.value for unit in Unit)
                raise TableFileError(
                    f"{unit!r} is no unit{f' of {header!r}' if header else ''}, expected one of {units}"
                )

    def _fill_merged(self, area: int, first: int) -> None:
        """Give a name that is merged over several rows to each of them."""
        for top, left, bottom, right in self.source.merged:
            if left <= area <= right and top >= first and bottom > top:
                for number in range(top + 1, min(bottom + 1, len(self.texts))):
                    self.texts[number][area] = self.texts[top][left]

    # - Rows

    def _is_total(self, text: str) -> bool:
        key = re.sub(r"[\W_]+", " ", fold(without_marks(text)[0])).strip()
        return not self._match(text)[0].is_found and (bool(_TOTAL.match(key)) or key in _GROUPS)

    def _join_rows(self, area: int, others: Sequence[int]) -> list[JoinRow]:
        has_short = {place: self._score(place).has_short for place in (area, *others)}
        parent_place = self.headers.index(self.stated.parent) if self.stated.parent else None
        rows: list[JoinRow] = []
        for number, texts in enumerate(self.texts):
            kind = self.kinds[number]
            parent = ""
            if parent_place is not None and texts[parent_place]:
                parent = area_index().match(texts[parent_place]).area
            rows.append(
                JoinRow(number + 1, kind, " ".join(filter(None, texts))[:200])
                if kind
                else self._join_row(number, (area, *others), has_short, parent)
            )
        last = max((row.line for row in rows if row.kind is RowKind.AREA), default=0)
        return [self._trailing(row) if row.line > last else row for row in rows]

    def _join_row(self, number: int, places: Sequence[int], has_short: Mapping[int, bool], parent: str) -> JoinRow:
        line, texts = number + 1, self.texts[number]
        filled = [place for place in places if texts[place] and (texts[place] == "NA" or not is_no_value(texts[place]))]
        if not filled:
            kind = RowKind.NO_AREA if self._has_figures(number, places[0]) else RowKind.NOTE
            return JoinRow(line, kind if any(texts) else RowKind.BLANK, "")
        matches: list[tuple[str, AreaMatch, str]] = []
        for place in filled:
            text = texts[place]
            if text in self.corrections.areas:
                chosen = self.corrections.areas[text]
                if not chosen:
                    return JoinRow(line, RowKind.LEFT_OUT, text, AreaMatch(text, MatchKind.CORRECTION))
                name = self.index.label(chosen)
                return JoinRow(line, RowKind.AREA, text, AreaMatch(text, MatchKind.CORRECTION, chosen, name))
            match, marks = self._match(text, parent)
            if match.is_short_code and not has_short[place]:
                match = AreaMatch(text, MatchKind.NONE)
            matches.append((text, match, marks))
        sure = [one for one in matches if one[1].is_found]
        if len({match.area for _, match, _ in sure}) > 1:
            (text, match, marks), (other_text, other, _) = sure[:2]
            return JoinRow(line, RowKind.CONFLICT, text, match, marks, other_text, other)
        if sure:
            text, match, marks = sure[0]
            return JoinRow(line, RowKind.AREA, text, match, marks)
        text, match, _ = matches[0]
        kind = RowKind.AGGREGATE if self._is_total(text) else RowKind.UNMATCHED
        return JoinRow(line, kind, text, match)

    def _trailing(self, row: JoinRow) -> JoinRow:
        """Return a row after the last area as a note where it has nothing but a text."""
        filled = [text for text in self.texts[row.line - 1] if text]
        if row.kind is RowKind.UNMATCHED and len(filled) == 1 and row.text not in self.corrections.areas:
            return JoinRow(row.line, RowKind.NOTE, filled[0][:200])
        return row

    def _with_repeats(self, rows: Sequence[JoinRow], columns: Sequence[OwnColumn]) -> list[JoinRow]:
        """Return the rows with the lines of others of the same area, date and category."""
        body = [row for row in rows if row.kind is RowKind.AREA]
        telling = [column.place for column in columns if column.role is ColumnRole.DATE]
        for column in columns:
            if column.role is ColumnRole.TEXT:
                texts = [self.texts[row.line - 1][column.place] for row in body]
                if len(set(texts)) <= min(MAX_CATEGORIES, len(texts) / 2):
                    telling.append(column.place)
        lines: dict[tuple[str, ...], list[int]] = {}
        for row in body:
            lines.setdefault(self._identity(row, telling), []).append(row.line)
        groups = {line: group for group in map(tuple, lines.values()) if len(group) > 1 for line in group}
        return [replace(row, group=groups[row.line]) if row.line in groups else row for row in rows]

    def _identity(self, row: JoinRow, places: Sequence[int]) -> tuple[str, ...]:
        texts = self.texts[row.line - 1]
        return (row.match.area if row.match else "", *(texts[place] for place in places))

    # - Columns

    def _columns(
        self, area: int, others: Sequence[int], units_row: int | None, rows: Sequence[JoinRow]
    ) -> tuple[OwnColumn, ...]:
        body = [row.line - 1 for row in rows if row.kind in JOINED_KINDS]
        columns: list[OwnColumn] = []
        for place, header in enumerate(self.headers):
            filled = (self.texts[number][place] for number in body if not is_no_value(self.texts[number][place]))
            texts = [*islice(filled, MAX_SAMPLE)]
            role = self._role(place, header, texts, area=area, others=others)
            columns.append(OwnColumn(place, header, role))
        dates = [column for column in columns if column.role is ColumnRole.DATE]
        if len(dates) > 1:
            headers = tuple(column.header for column in dates)
            text = f"{listed(map(repr, headers), 'and')} could each be the date of a row; state which one it is."
            self.questions.append(TableQuestion(QuestionSubject.DATE, "", text, headers))
        order, style = self._order(columns, body), self._style(columns, body)
        self.order = order
        unit_places = [column.place for column in columns if column.role is ColumnRole.UNIT]
        read = tuple(
            self._value_column(column, units_row, style, body, has_unit_column=bool(unit_places))
            if column.role is ColumnRole.VALUE
            else column
            for column in columns
        )
        self._ask_units(read)
        return read

    def _ask_units(self, columns: Sequence[OwnColumn]) -> None:
        """Ask for the unit of columns that state none, once for those of one figure in several years."""
        alike: dict[tuple[str, str], list[str]] = {}
        for column in columns:
            if column.header in self.without_unit:
                alike.setdefault((column.label, "" if column.when else column.header), []).append(column.header)
        units = ", ".join(unit.value for unit in Unit)
        for headers in alike.values():
            first, last = headers[0], headers[-1]
            which = f"the column {first!r}" if first == last else f"the {len(headers):,} columns {first!r} to {last!r}"
            text = f"The unit of {which} is not stated; state one of {units}."
            self.questions.append(TableQuestion(QuestionSubject.UNIT, first, text, columns=(*headers,)))

    def _role(self, place: int, header: str, texts: Sequence[str], *, area: int, others: Sequence[int]) -> ColumnRole:
        if place == area:
            return ColumnRole.AREA
        if place in others:
            return ColumnRole.OTHER_AREA
        plain = self.plain_headers[place]
        role = self._stated_role(header) or (self._role_by_texts(plain, texts) if texts else ColumnRole.EMPTY)
        if not self.stated.values or role not in (ColumnRole.VALUE, ColumnRole.DATES, ColumnRole.TEXT):
            return role
        if header not in self.stated.values:
            return ColumnRole.TEXT
        return ColumnRole.VALUE if role is ColumnRole.TEXT else role

    def _stated_role(self, header: str) -> ColumnRole | None:
        """Return the role that the reader gave a column; None where the texts decide."""
        if header == self.stated.parent:
            return ColumnRole.PARENT
        if header == self.stated.date:
            return ColumnRole.DATE
        return None

    def _role_by_texts(self, header: str, texts: Sequence[str]) -> ColumnRole:
        folded = fold(re.sub(r"[_\s]+", " ", header))
        if _SERIAL_HEADER.fullmatch(folded):
            return ColumnRole.TEXT
        if _UNIT_HEADER.fullmatch(folded) and all(measure_of(text) for text in texts):
            return ColumnRole.UNIT
        dates = sum(self._is_date(text) for text in texts)
        if not self.stated.date and _DATE_HEADER.fullmatch(folded) and dates * 2 > len(texts):
            return ColumnRole.DATE
        if dates * 2 > len(texts) and self._header_date(header) is None and not self._are_figures(header, texts):
            return ColumnRole.DATES
        figures = sum(bool(figure_text(text)) for text in texts)
        return ColumnRole.VALUE if figures * 2 >= len(texts) else ColumnRole.TEXT

    def _is_date(self, text: str) -> bool:
        return date_of(text, self.stated.order or DayOrder.DAY_FIRST) is not None or (
            date_of(text, DayOrder.MONTH_FIRST) is not None
        )

    def _are_figures(self, header: str, texts: Sequence[str]) -> bool:
        """Whether numbers that could be years are figures: the header states a unit, or not all of them are years."""
        return bool(measures_in(header)) or (
            all(figure_text(text) for text in texts) and "year" not in fold(header) and not all(map(is_year, texts))
        )

    @staticmethod
    def _header_date(header: str) -> DateSpan | None:
        """Return the date that a header states: "2023", "Mined area – 2023", "2023 (km²)", "31/12/2023"."""
        for part in (header, *reversed(header.split(" – "))):
            plain = re.sub(r"[(\[][^)\]]*[)\]]", "", part).strip()
            if (span := date_of(plain)) is not None:
                return span
        years = set(re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", header))
        return DateSpan.parse(years.pop()) if len(years) == 1 else None

    def _order(self, columns: Sequence[OwnColumn], body: Sequence[int]) -> DayOrder | None:
        if self.stated.order:
            return self.stated.order
        texts = [
            self.texts[number][column.place]
            for column in columns
            if column.role in (ColumnRole.DATE, ColumnRole.DATES)
            for number in body
        ]
        try:
            order, doubtful = day_order(texts)
        except ValueError as error:
            self.questions.append(TableQuestion(QuestionSubject.ORDER, "", f"{str(error).capitalize()}."))
            return None
        if order is None and doubtful:
            text = f"{doubtful!r} can mean two days; state whether the day or the month comes first."
            self.questions.append(TableQuestion(QuestionSubject.ORDER, "", text))
        return order

    def _style(self, columns: Sequence[OwnColumn], body: Sequence[int]) -> NumberStyle:
        """Return the style of the table, from all its numbers, for columns whose own do not tell."""
        if self.stated.decimal:
            return NumberStyle(self.stated.decimal)
        try:
            style, _ = number_style(
                self.texts[number][column.place]
                for column in columns
                if column.role is ColumnRole.VALUE
                for number in body
                if isinstance(self.cells[number][column.place], str)
            )
        except ValueError:
            return NumberStyle()
        return style

    def _value_column(
        self,
        column: OwnColumn,
        units_row: int | None,
        style: NumberStyle,
        body: Sequence[int],
        *,
        has_unit_column: bool,
    ) -> OwnColumn:
        header = column.header
        measure, stated_in, label = self._measure(column, units_row, has_unit_column=has_unit_column)
        when = self._header_date(header)
        if when is not None:
            label = re.sub(r"(?<!\d)(?:19|20)\d{2}(?!\d)", "", label).strip(" –-,:_()/")
        own = self._column_style(column, style, body)
        return OwnColumn(column.place, header, column.role, label, measure, stated_in, when, own)

    def _column_style(self, column: OwnColumn, style: NumberStyle, body: Sequence[int]) -> NumberStyle:
        if self.stated.decimal:
            return style
        texts = [self.texts[n][column.place] for n in body if isinstance(self.cells[n][column.place], str)]
        try:
            own, doubtful = number_style(texts)
        except ValueError as error:
            text = f"In the column {column.header!r} {error}; state the decimal sign."
            self.questions.append(TableQuestion(QuestionSubject.DECIMAL, column.header, text))
            return NumberStyle()
        if own.decimal is None and style.decimal is None and doubtful:
            values = [figure(doubtful, NumberStyle(sign)) for sign in Sign]
            text = (
                f"{doubtful!r} in the column {column.header!r} can be {_plain(values[0])} or {_plain(values[1])}; "
                f"state whether the decimal sign is a dot or a comma."
            )
            self.questions.append(TableQuestion(QuestionSubject.DECIMAL, column.header, text))
        return own if own.decimal else style

    @cached_property
    def _title_measures(self) -> dict[str, tuple[Measure, str]]:
        """The units that titles above the header state, by their text."""
        titles = (
            _cut(" ".join(filter(None, texts)))
            for texts, kind in zip(self.texts, self.kinds, strict=True)
            if kind is RowKind.TITLE
        )
        return {str(one): (one, "title") for title in titles for one, _ in measures_in(title)}

    def _measure(
        self, column: OwnColumn, units_row: int | None, *, has_unit_column: bool
    ) -> tuple[Measure | None, str, str]:
        """Return the unit of a column, where it is stated, and the header without it; asks for one where none is."""
        header, plain = column.header, self.plain_headers[column.place]
        in_header = measures_in(plain) or _first_measures(plain.split(" – "))
        label = in_header[0][1] if in_header else plain
        if unit := self.stated.units.get(header, self.stated.units.get("", "")):
            return measure_of(unit), "by the reader", label
        measures: dict[str, tuple[Measure, str]] = {str(one): (one, "header") for one, _ in in_header}
        if units_row is not None and (one := measure_of(self.texts[units_row][column.place].strip("()[] "))):
            measures.setdefault(str(one), (one, "row of units"))
        if not measures and self._are_percent(column.place):
            return Measure(Unit.PERCENT), "cells", label
        if len(measures) > 1:
            names = listed(measures, "and")
            text = f"The column {header!r} states more than one unit, {names}; state which one it is in."
            self.questions.append(TableQuestion(QuestionSubject.UNIT, header, text))
            return None, "", label
        if not measures and not has_unit_column:
            measures |= self._title_measures
        if len(measures) == 1:
            measure, where = next(iter(measures.values()))
            return measure, where, label
        if has_unit_column:
            return None, "column", label
        self.without_unit.add(header)
        return None, "", label

    def _are_percent(self, place: int) -> bool:
        figures = [row[place] for row in self.texts if figure_text(row[place])]
        return bool(figures) and all(text.endswith("%") for text in figures)

    # - Values

    def _values(self, rows: Sequence[JoinRow], columns: Sequence[OwnColumn]) -> Iterator[OwnValue]:
        dates = [column for column in columns if column.role is ColumnRole.DATE]
        units = [column for column in columns if column.role is ColumnRole.UNIT]
        details = [column for column in columns if column.header in self.stated.details]
        for row in rows:
            if row.kind is not RowKind.AREA or row.match is None:
                continue
            texts, number_ = self.texts[row.line - 1], row.line - 1
            when = date_of(texts[dates[0].place], self.order) if len(dates) == 1 else None
            kept = tuple((column.header, cell_text(self.cells[number_][column.place])) for column in details)
            for column in columns:
                text = texts[column.place]
                if column.role not in (ColumnRole.VALUE, ColumnRole.DATES) or is_no_value(text):
                    continue
                cell = self.cells[number_][column.place]
                value = span = None
                if column.role is ColumnRole.VALUE:
                    value = cell if isinstance(cell, float) else figure(text, column.style)
                else:
                    span = date_of(text, self.order)
                if value is None and span is None:
                    self.unread.append((row.line, column.header, text))
                    continue
                measure = column.measure
                if column.stated_in == "column" and units:
                    measure = measure_of(texts[units[0].place])
                yield OwnValue(
                    row.match.area,
                    row.line,
                    column.header,
                    column.label or column.header,
                    text,
                    value,
                    span,
                    measure,
                    column.when or when or self.stated.day,
                    kept,
                )

    def _ask_dates(self, values: Sequence[OwnValue], columns: Sequence[OwnColumn]) -> None:
        undated = [value for value in values if value.when is None and value.value is not None]
        subjects = {question.subject for question in self.questions}
        if QuestionSubject.ORDER in subjects and any(column.role is ColumnRole.DATE for column in columns):
            return  # rows have dates, which can be read once that is answered
        if undated and QuestionSubject.DATE not in subjects:
            text = (
                f"No date is stated for {len(undated):,} of {len(values):,} figures; state the day, month or year that "
                f"they are of."
            )
            self.questions.append(TableQuestion(QuestionSubject.DATE, "", text))

    def _ask_dunams(self, values: Sequence[OwnValue]) -> None:
        """Ask what a dunam is where the table has areas in which it is not 1,000 m²."""
        for header in dict.fromkeys(
            value.column for value in values if value.measure and value.measure.unit is Unit.DUNAM
        ):
            areas = {value.area for value in values if value.column == header} & set(OTHER_DUNAMS)
            if areas and header not in self.stated.units and "" not in self.stated.units:
                sizes = listed((OTHER_DUNAMS[area] for area in sorted(areas)), "and")
                text = f"The column {header!r} is in dunams of 1,000 m², but a dunam is {sizes}; state its unit."
                self.questions.append(TableQuestion(QuestionSubject.UNIT, header, text))

    def _note_file(self) -> None:
        source = self.source
        if source.encoding:
            label = encoding_label(source.encoding)
            name = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}.get(
                source.delimiter, source.delimiter
            )
            self.notes.append(f"Read as {label}, cells separated by a {name}.")
        elif len(source.names) > 1:
            others = listed((repr(name) for name in source.names if name != source.name), "and")
            self.notes.append(f"Read from the sheet {source.name!r}; the workbook also has {others}.")


def _distinct(headers: Sequence[str]) -> list[str]:
    """Return headers of which each is another one: the second of two equal ones has a (2) behind it."""
    return [
        f"{header} ({headers[:place].count(header) + 1})" if header in headers[:place] else header
        for place, header in enumerate(headers)
    ]


@dataclass(frozen=True, slots=True)
class _Score:
    """How many different texts of a column there are, and how many of them name areas."""

    match_count: int
    texts: int
    has_short: bool  # whether most are codes of two letters or digits

    @property
    def is_candidate(self) -> bool:
        return self.match_count > 0 and self.match_count >= LEAST_SHARE * self.texts


def _first_measures(parts: Sequence[str]) -> tuple[tuple[Measure, str], ...]:
    """Return the units that the rows of a header state, each with all of the header but the unit."""
    candidates: list[tuple[Measure, str]] = []
    for number, part in enumerate(parts):
        for measure, rest in measures_in(part):
            others = [*parts[:number], rest, *parts[number + 1 :]]
            candidates.append((measure, " – ".join(filter(None, others))))
    by_name = {str(measure): (measure, label) for measure, label in candidates}
    return tuple(by_name.values())


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"
