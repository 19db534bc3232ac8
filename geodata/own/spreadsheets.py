"""Sheets of cells from CSV, XLSX and ODS; what the cells mean is the subject of `tables.py`.

Texts of CSV files are decoded and split as they are found, and how is said. Workbooks are read from their XML, so that
"NA" stays text, dates stay dates, merged cells are known and a superscript is a mark and no part of a name.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import IO, Any, TypeAlias, TypeVar

from geodata.errors import GeodataError, did_you_mean, nearest
from geodata.own.encodings import MAX_SAMPLE_BYTES, likely_encoding

CellValue: TypeAlias = str | float | date | None
Answer = TypeVar("Answer")
MAX_FILE_BYTES = 50_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 400  # a table of years of several measures has under 200
TABLE_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods")


@dataclass(frozen=True, slots=True)
class TableLimits:
    """How large a table may be.

    Attributes
    ----------
    cells
        Rows times columns. A figure takes half a kilobyte of memory and 20 µs.
    xml_bytes
        Of the parts of a workbook that are read, unpacked; a sheet of 100,000 rows and 20 columns has 80 million. Their
        elements take up to 30 times as much memory as a row, or the content of an ODS file, is read.
    """

    cells: int = 2_000_000
    xml_bytes: int = 300_000_000


LARGE_TABLE = TableLimits()
SENT_TABLE = TableLimits(200_000, 12_000_000)  # of a file that any client may upload
MAX_HEAD_BYTES = 64_000  # of a text file that is looked at for its first row
MAX_HEAD_XML_BYTES = 2_000_000  # unpacked for the first row of a workbook: that row, and shared texts up to its own


class TableFileError(GeodataError):
    """A file that is no table which can be read; the message is one sentence with the name of the file.

    Attributes
    ----------
    sheets
        Of a workbook that was opened: the names of its sheets, another of which may be the table.
    """

    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet; `rows[0][0]` is cell A1, and rows end at their last filled cell.

    Attributes
    ----------
    name, names
        Of the sheet, empty for a CSV file, and of all sheets that are not hidden.
    encoding, delimiter
        How a CSV file was read; empty for a workbook.
    merged
        Ranges of merged cells as (first row, first column, last row, last column), from 0, inclusive.
    """

    file: str
    rows: tuple[tuple[CellValue, ...], ...]
    name: str = ""
    names: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    merged: tuple[tuple[int, int, int, int], ...] = ()


def read_sheet(
    path: Path, *, sheet: str | None = None, encoding: str | None = None, limits: TableLimits = LARGE_TABLE
) -> Sheet:
    """Read a sheet of a file.

    Parameters
    ----------
    sheet
        Name of the sheet; None: the first that is not hidden and not empty.
    encoding
        Encoding of a CSV file; None: UTF-8 or UTF-16 where the bytes are, else the most plausible code page.

    Raises
    ------
    TableFileError
        With one sentence: no file, too large, protected by a password, of another kind, damaged, empty, no such sheet.
    """
    file = path.name
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_FILE_BYTES else b""
    except OSError as error:
        raise TableFileError(f"{file} cannot be read: {error.strerror or 'there is no such file'}") from error
    if size > MAX_FILE_BYTES:
        raise TableFileError(
            f"{file} has {size / 1e6:,.0f} MB, expected a table by country or area of at most "
            f"{MAX_FILE_BYTES / 1e6:.0f} MB"
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableFileError(_ole_fault(file, data))
    if data.startswith(b"PK"):
        read = _in_workbook(file, data, limits.xml_bytes, lambda parts: _read_workbook(parts, sheet))
    else:
        read = _read_csv(file, data, encoding)
        if sheet:
            raise TableFileError(f"{file} is a text file and has no sheet {sheet!r}; leave the sheet out")
    if not any(value is not None for row in read.rows for value in row):
        what = f"the sheet {read.name!r} of {file}" if read.name else file
        raise TableFileError(f"{what} is empty, expected a header and at least one row")
    _check_columns(file, columns := max(map(len, read.rows)))
    if columns * len(read.rows) > limits.cells:
        raise TableFileError(
            f"{file} has {len(read.rows):,} rows of {columns:,} columns, expected at most {limits.cells:,} cells: "
            f"leave out the columns that are not needed"
        )
    return read


def first_row(file: str, data: bytes) -> tuple[str, ...]:
    """Return the cells of the first filled row of a CSV file or XLSX workbook as texts; () where none is filled.

    No more is read than that takes, `MAX_HEAD_BYTES` or `MAX_HEAD_XML_BYTES` at most, whatever the rest holds.

    Raises
    ------
    TableFileError
        With one sentence: damaged, or of another kind.
    """
    if data.startswith(b"PK"):
        cells = _in_workbook(file, data, MAX_HEAD_XML_BYTES, _first_xlsx_row, is_head=True)
    else:
        cells = next(filter(None, _read_csv(file, data[:MAX_HEAD_BYTES], None).rows), ())
    return tuple(map(cell_text, cells))


def _check_columns(file: str, columns: int) -> None:
    if columns > MAX_COLUMNS:
        raise TableFileError(
            f"{file} has {columns:,} columns, expected at most {MAX_COLUMNS}: the area and its figures"
        )


def cell_text(value: CellValue) -> str:
    """Return a cell as text: a whole number without a decimal sign, a date as YYYY-MM-DD, an empty cell as ""."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
    return value.isoformat() if isinstance(value, date) else value


def _ole_fault(file: str, data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return f"{file} is protected by a password; save it without one (File, Info, Protect Workbook) and try again"
    return f"{file} is in the format of Excel 97–2003; save it as .xlsx or .csv and try again"


# --- CSV

_DELIMITERS = ",;\t|"


def _read_csv(file: str, data: bytes, encoding: str | None) -> Sheet:
    text, name = _decoded(file, data, encoding)
    if "\0" in text:
        raise TableFileError(f"{file} is no table, expected one of {', '.join(TABLE_ENDINGS)}")
    sep = re.match(r"sep=(.)\r?\n", text)  # a line that Excel reads and writes
    delimiter = sep[1] if sep else _delimiter(text)
    reader = csv.reader(io.StringIO(text[sep.end() :] if sep else text, newline=""), delimiter=delimiter)
    rows: list[tuple[CellValue, ...]] = [()] if sep else []
    try:
        for cells in reader:
            if len(rows) == MAX_ROWS:
                raise TableFileError(f"{file} has more than {MAX_ROWS:,} rows, expected one for each area and date")
            rows.append(_trimmed([cell.strip() or None for cell in cells]))
    except csv.Error as error:
        raise TableFileError(f"{file} is not well-formed from line {reader.line_num} on: {error}") from error
    return Sheet(file, tuple(rows), encoding=name, delimiter=delimiter)


def _decoded(file: str, data: bytes, encoding: str | None) -> tuple[str, str]:
    """Return the text of a file and its encoding."""
    if encoding:
        try:
            return data.decode(encoding), encoding
        except LookupError:
            raise TableFileError(f"{encoding!r} is no encoding, expected one such as utf-8 or cp1251") from None
        except UnicodeDecodeError as error:
            raise TableFileError(
                f"byte 0x{data[error.start]:02x} of {file} is not {encoding}, expected another encoding"
            ) from error
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                return data.decode(name), name.removesuffix("-sig")
            except UnicodeDecodeError:
                break
    name, _ = likely_encoding(data if len(data) <= MAX_SAMPLE_BYTES else data[: data.rfind(b"\n", 0, MAX_SAMPLE_BYTES)])
    try:
        return data.decode(name), name
    except UnicodeDecodeError:  # beyond the sample, or in no code page: a sign stands for what cannot be read
        return data.decode(name, errors="replace"), name


def _delimiter(text: str) -> str:
    """Return the sign that splits most lines into the same number of cells, of several the one with most cells."""
    sample = text[:100_000]
    best = ",", 0.0
    for sign in _DELIMITERS:
        try:
            counts = [len(cells) for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=sign) if cells]
        except csv.Error:
            continue
        width, lines = (
            Counter(count for count in counts if count > 1).most_common(1)[0] if max(counts, default=0) > 1 else (1, 0)
        )
        score = lines / len(counts) + min(width, 20) / 1000 if counts and width > 1 else 0.0
        if score > best[1]:
            best = sign, score
    return best[0]


def _trimmed(cells: list[CellValue]) -> tuple[CellValue, ...]:
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


# --- Workbooks: a zip with XML parts


# What zipfile, zlib and the reading of a part raise for bytes that are not as the format says.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ArithmeticError, LookupError, RuntimeError, ValueError)


def _in_workbook(
    file: str, data: bytes, most: int, read: Callable[[_Parts], Answer], *, is_head: bool = False
) -> Answer:
    """Return what `read` makes of the parts of a workbook, of which at most so many bytes are unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return read(_Parts(file, archive, most, is_head))
    except _DAMAGE as error:
        raise TableFileError(f"{file} is damaged and cannot be read: open it and save it again") from error


def _read_workbook(parts: _Parts, sheet: str | None) -> Sheet:
    if any(name.startswith("xl/") for name in parts.names):
        return _read_xlsx(parts, sheet)
    if "content.xml" in parts.names:
        return _read_ods(parts, sheet)
    raise TableFileError(f"{parts.file} is a zip archive and no workbook, expected one of {', '.join(TABLE_ENDINGS)}")


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a workbook, parsed without entities, network or nesting beyond the limit of libxml2.

    Attributes
    ----------
    most, sizes
        Bytes that may be unpacked, and those of the parts so far.
    is_head
        Whether only the beginning of parts is needed, so that what was read of them counts and not what they hold.
    """

    file: str
    archive: zipfile.ZipFile
    most: int
    is_head: bool = False
    sizes: list[int] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        return set(self.archive.namelist())

    def events(self, name: str, *tags: str) -> Iterator[Any]:
        """Yield the elements of a part with one of the tags, namespace ignored, each cleared after use."""
        from lxml import etree  # noqa: PLC0415  # read on use

        if not self.is_head:
            self.count(self.archive.getinfo(name).file_size)
        try:
            with self.archive.open(name) as part:
                source = _Counted(part, self.count) if self.is_head else part
                for _, element in etree.iterparse(
                    source, tag=[f"{{*}}{tag}" for tag in tags], resolve_entities=False, no_network=True
                ):
                    yield element
                    element.clear()
        except etree.XMLSyntaxError as error:
            raise ValueError(name) from error

    def count(self, size: int) -> None:
        """Raise an error if with these bytes more are unpacked than may be."""
        self.sizes.append(size)
        if sum(self.sizes) > self.most:
            raise TableFileError(
                f"{self.file} unpacks to more than {self.most / 1e6:.0f} MB and is not read: leave out the columns "
                f"that are not needed, or save it as CSV"
            )


@dataclass(frozen=True, slots=True)
class _Counted:
    """A part that counts what is read of it."""

    part: IO[bytes]
    count: Callable[[int], None]

    def read(self, size: int = -1) -> bytes:
        data = self.part.read(size)
        self.count(len(data))
        return data


def _chosen(file: str, sheet: str | None, names: list[str]) -> str:
    if not names:
        raise TableFileError(f"{file} has no sheet that is shown, expected one with the table")
    if sheet is None:
        return names[0]
    if sheet not in names:
        near = did_you_mean(nearest(sheet, names)) or f"; it has {', '.join(map(repr, names[:8]))}"
        raise TableFileError(f"{file} has no sheet {sheet!r}{near}")
    return sheet


def _first_filled(file: str, sheet: str | None, names: list[str], read: Callable[[str], Sheet]) -> Sheet:
    """Return the sheet asked for, or the first with cells."""
    chosen = read(_chosen(file, sheet, names))
    for name in names[1:] if sheet is None else ():
        if any(chosen.rows):
            break
        chosen = read(name)
    return chosen


# --- XLSX (ECMA-376, Office Open XML)

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DATE_FORMATS = frozenset({*range(14, 18), 22, *range(27, 32), *range(34, 37), *range(50, 59)})  # ECMA-376 18.8.30
_NO_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DAY_ZERO = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001  # days of a calendar


def _xlsx_sheets(parts: _Parts) -> tuple[dict[str, str], datetime]:
    """Return the parts of the sheets that are shown, by name, and the day from which days count."""
    workbook = next((name for name in sorted(parts.names) if re.fullmatch(r"xl/workbook[0-9]*\.xml", name)), "")
    relations = {
        one.get("Id"): str(one.get("Target")).removeprefix("/xl/").removeprefix("xl/")
        for one in parts.events(f"xl/_rels/{workbook.removeprefix('xl/')}.rels", "Relationship")
    }
    sheets: dict[str, str] = {}
    is_1904 = False
    for element in parts.events(workbook, "workbookPr", "sheet"):
        if element.tag.endswith("}workbookPr"):
            is_1904 = element.get("date1904") in ("1", "true")
        elif element.get("state", "visible") == "visible":
            relation = next((value for key, value in element.items() if key.endswith("}id")), "")
            if relations.get(relation, "").startswith("worksheets/"):
                sheets[str(element.get("name"))] = f"xl/{relations[relation]}"
    return sheets, _DAY_ZERO[is_1904]


def _read_xlsx(parts: _Parts, sheet: str | None) -> Sheet:
    sheets, day_zero = _xlsx_sheets(parts)
    texts = [*_shared_texts(parts)]
    kinds = _number_kinds(parts)

    def read(name: str) -> Sheet:
        rows, merged = _xlsx_cells(parts, sheets[name], texts=texts, kinds=kinds, day_zero=day_zero)
        return Sheet(parts.file, rows, name, tuple(sheets), merged=merged)

    return _first_filled(parts.file, sheet, [*sheets], read)


def _first_xlsx_row(parts: _Parts) -> tuple[CellValue, ...]:
    sheets, day_zero = _xlsx_sheets(parts)
    for part in sheets.values():
        for row in filter(len, parts.events(part, "row")):
            shared = [int(cell.findtext("{*}v") or 0) for cell in row.iterfind("{*}c[@t='s']")]
            texts = [*islice(_shared_texts(parts), max(shared, default=-1) + 1)]
            if cells := _xlsx_row(row, texts=texts, kinds=[], day_zero=day_zero):
                return tuple(cells.values())
    return ()


def _shared_texts(parts: _Parts) -> Iterator[str]:
    name = "xl/sharedStrings.xml"
    if name in parts.names:
        yield from map(_rich_text, parts.events(name, "si"))


def _rich_text(element: Any) -> str:
    """Return the text of a string item: a superscript is a mark in square brackets, but for that of "km²"."""
    text = ""
    for node in element.iter("{*}t"):
        parent = node.getparent()
        kind = parent.tag.rpartition("}")[2]
        if kind == "rPh":  # how an East Asian word is read
            continue
        raised = parent.find("{*}rPr/{*}vertAlign")
        run = node.text or ""
        if kind == "r" and raised is not None and raised.get("val") == "superscript" and run.strip():
            text += _superscript(text, run)
        else:
            text += run
    return text


def _superscript(before: str, run: str) -> str:
    if run.strip() == "2" and re.search(r"[mм]\s*$", before, re.IGNORECASE):
        return "²"
    return f"[{run.strip().strip('[]()')}]"


def _number_kinds(parts: _Parts) -> list[str]:
    """Return for each cell style what its number format shows: "date", "percent" or "" for a plain number."""
    name = "xl/styles.xml"
    if name not in parts.names:
        return []
    custom: dict[int, str] = dict.fromkeys(_DATE_FORMATS, "date") | dict.fromkeys((9, 10), "percent")
    styles: list[str] = []
    for element in parts.events(name, "numFmt", "cellXfs"):
        if element.tag.endswith("}numFmt"):
            code = _NO_DATE.sub("", str(element.get("formatCode", ""))).casefold()
            is_date = re.search(r"[yd]|mmm", code) and "general" not in code
            custom[int(element.get("numFmtId", 0))] = "date" if is_date else "percent" if "%" in code else ""
        else:
            styles = [custom.get(int(one.get("numFmtId", 0)), "") for one in element.iterfind("{*}xf")]
    return styles


def _xlsx_cells(
    parts: _Parts, part: str, *, texts: list[str], kinds: list[str], day_zero: datetime
) -> tuple[tuple[tuple[CellValue, ...], ...], tuple[tuple[int, int, int, int], ...]]:
    rows: list[tuple[CellValue, ...]] = []
    merged: list[tuple[int, int, int, int]] = []
    for element in parts.events(part, "row", "mergeCell"):
        if element.tag.endswith("}mergeCell"):
            corners = [_place(corner) for corner in str(element.get("ref", "")).split(":")]
            if len(corners) == 2:
                merged.append((*corners[0], *corners[1]))
            continue
        number = int(element.get("r", len(rows) + 1)) - 1
        if cells := _xlsx_row(element, texts=texts, kinds=kinds, day_zero=day_zero):
            width = max(cells) + 1
            _check_rows(parts.file, number)
            _check_columns(parts.file, width)
            rows += [()] * (number - len(rows))
            rows.append(tuple(cells.get(column) for column in range(width)))
    return tuple(rows), tuple(merged)


def _xlsx_row(row: Any, *, texts: list[str], kinds: list[str], day_zero: datetime) -> dict[int, CellValue]:
    """Return the filled cells of a row by column, from 0."""
    cells: dict[int, CellValue] = {}
    for cell in row.iterfind("{*}c"):
        column = _place(cell.get("r"))[1] if cell.get("r") else max(cells, default=-1) + 1
        value = _xlsx_value(cell, texts=texts, kinds=kinds, day_zero=day_zero)
        if value is not None:
            cells[column] = value
    return cells


def _check_rows(file: str, number: int) -> None:
    if number >= MAX_ROWS:
        raise TableFileError(f"{file} has more than {MAX_ROWS:,} rows, expected one for each area and date")


def _place(reference: str) -> tuple[int, int]:
    """Return (row, column) of a cell such as B7, from 0."""
    match = _REFERENCE.fullmatch(reference.replace("$", ""))
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _xlsx_value(cell: Any, *, texts: list[str], kinds: list[str], day_zero: datetime) -> CellValue:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        element = cell.find("{*}is")
        return _text_or_none(_rich_text(element)) if element is not None else None
    value = cell.find("{*}v")
    if value is None or value.text is None:
        return None
    text: str = value.text
    if kind == "s":
        return _text_or_none(texts[int(text)])
    if kind in ("str", "e"):
        return _text_or_none(text)
    if kind == "b":
        return "true" if text == "1" else "false"
    if kind == "d":
        return date.fromisoformat(text[:10])
    number = float(text)
    if not isfinite(number):
        return text
    style = int(cell.get("s", 0))
    shown = kinds[style] if style < len(kinds) else ""
    if shown == "date" and 1 <= number < 2_958_466:  # 31 December 9999
        return (day_zero + timedelta(days=int(number))).date()
    return _percent(number) if shown == "percent" else number


def _percent(value: float) -> str:
    return f"{value * 100:.12g}%"


def _text_or_none(text: str) -> str | None:
    return text.strip() or None


# --- ODS (OASIS OpenDocument 1.3)

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


def _read_ods(parts: _Parts, sheet: str | None) -> Sheet:
    manifest = "META-INF/manifest.xml"
    if manifest in parts.names and any(True for _ in parts.events(manifest, "encryption-data")):
        raise TableFileError(f"{parts.file} is protected by a password; save it without one and try again")
    raised: set[str] = set()
    hidden: set[str] = set()
    sheets: dict[str, Sheet] = {}
    for element in parts.events("content.xml", "style", "table"):
        if element.tag == f"{_STYLE}style":
            _note_style(element, raised, hidden)
        elif element.tag == f"{_TABLE}table" and element.getparent().tag == f"{_OFFICE}spreadsheet":
            name = str(element.get(f"{_TABLE}name"))
            if element.get(f"{_TABLE}style-name") not in hidden:
                rows, merged = _ods_cells(parts.file, element, raised)
                sheets[name] = Sheet(parts.file, rows, name, merged=merged)
    named = {name: Sheet(one.file, one.rows, name, tuple(sheets), merged=one.merged) for name, one in sheets.items()}
    return _first_filled(parts.file, sheet, [*named], named.__getitem__)


def _note_style(element: Any, raised: set[str], hidden: set[str]) -> None:
    name = str(element.get(f"{_STYLE}name"))
    for properties in element:
        if str(properties.get(f"{_STYLE}text-position", "")).startswith(("super", "33%")):
            raised.add(name)
        if properties.get(f"{_TABLE}display") == "false":
            hidden.add(name)


def _ods_cells(
    file: str, table: Any, raised: set[str]
) -> tuple[tuple[tuple[CellValue, ...], ...], tuple[tuple[int, int, int, int], ...]]:
    rows: list[tuple[CellValue, ...]] = []
    merged: list[tuple[int, int, int, int]] = []
    number = 0
    for element in table.iter(f"{_TABLE}table-row"):
        cells: list[CellValue] = []
        column = 0
        for cell in element.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            count = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
            wide, high = (int(cell.get(f"{_TABLE}number-{what}-spanned", 1)) for what in ("columns", "rows"))
            if wide > 1 or high > 1:
                merged.append((number, column, number + high - 1, column + wide - 1))
            value = _ods_value(cell, raised)
            if value is not None:
                _check_columns(file, column + count)
                cells += [None] * (column - len(cells)) + [value] * count
            column += count
        count = int(element.get(f"{_TABLE}number-rows-repeated", 1))
        if cells:
            _check_rows(file, number + count - 1)
            rows += [()] * (number - len(rows))
            rows += [tuple(cells)] * count
        number += count
    return tuple(rows), tuple(merged)


def _ods_value(cell: Any, raised: set[str]) -> CellValue:
    kind = cell.get(f"{_OFFICE}value-type", "")
    stated = cell.get(f"{_OFFICE}date-value" if kind == "date" else f"{_OFFICE}value", "")
    if kind in ("float", "currency", "percentage") and stated and isfinite(value := float(stated)):
        return _percent(value) if kind == "percentage" else value
    if kind == "date" and stated:
        return date.fromisoformat(stated[:10])
    paragraphs = [_ods_text(paragraph, raised) for paragraph in cell.iterchildren(f"{_TEXT}p")]
    return _text_or_none(" ".join(paragraphs))


def _ods_text(element: Any, raised: set[str]) -> str:
    text = element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            text += " " * int(child.get(f"{_TEXT}c", 1))
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            text += " "
        elif child.tag not in (f"{_OFFICE}annotation", f"{_TEXT}note"):
            run = _ods_text(child, raised)
            is_raised = child.get(f"{_TEXT}style-name") in raised and run.strip()
            text += _superscript(text, run) if is_raised else run
        text += child.tail or ""
    return text
