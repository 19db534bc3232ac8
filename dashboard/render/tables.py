"""The table of a specification as files: CSV whose rows name their view, and an Excel workbook."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, TypeAlias

import xlsxwriter

from dashboard.maps.spec import Cell, Column, Look, MapSpec, cell_text
from dashboard.render.formats import Options
from dashboard.render.picture_text import DISCLAIMER, PictureText
from geodata import day_label
from geodata.wording import ATLAS_NAME

# -- CSV.

# Columns behind those of the table, equal in every row, so that a row copied out of the file still names its view.
FRAME_COLUMNS = ("Shown as", "View", "Legend", "Day", "Treaty", "Data release", "Depositary read", "Link", "Disclaimer")
# Spreadsheets evaluate a cell that begins with one of these as a formula (CSV injection); East Asian input methods
# write the full-width ones.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def view_csv(spec: MapSpec, options: Options) -> bytes:
    """Return the rows as CSV: every column of the table under its title on the screen, then `FRAME_COLUMNS`.

    The form is RFC 4180 in UTF-8 with a byte order mark. Without the mark Excel reads an older encoding and garbles km²
    and the names of states; pandas and R's readr skip it. A text that a spreadsheet would evaluate as a formula gets an
    apostrophe in front, which `unguarded` removes. Areas are written by `figure`.
    """
    words = PictureText(spec, base=options.base, made_on=options.made_on)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(column.title for column in spec.columns), *FRAME_COLUMNS])
    disclaimer = f"{spec.boundary_note} {DISCLAIMER}".strip()
    frame = [words.spec.headline.text, legend_line(words), spec.day.isoformat(), spec.treaty, spec.release]
    frame += [words.freshness.dated_sentence, words.link, disclaimer]
    labels = {cls.class_id: cls.label for legend in spec.legends[:1] for cls in legend.classes}
    fill_labels = {area.area: labels.get(area.class_id, "") for area in spec.areas}
    for row in spec.rows:
        cells = map(_csv_cell, spec.columns, row.cells)
        texts = (*cells, fill_labels.get(row.area, ""), *frame)
        writer.writerow([guarded(text) for text in texts])
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(column: Column, cell: Cell) -> str:
    if column.is_figure:
        return figure(cell if isinstance(cell, float) else None)
    return cell_text(cell)


def figure(value: float | None) -> str:
    """Return a figure that every program reads as the same number, whatever its decimal mark; "" for None.

    Where a comma is the decimal mark, spreadsheets read 57.016 as 57,016 and 9.10 as a date. So a figure with decimals
    is written as a whole number and a power of ten.

    Examples
    --------
    >>> figure(57.016), figure(174000.0), figure(0.009964), figure(None)
    ('57016E-3', '174000', '9964E-6', '')
    """
    if value is None:
        return ""
    whole, _, decimals = f"{Decimal(f'{value:.15g}'):f}".partition(".")
    digits = f"{whole}{decimals}".lstrip("0") or "0"
    return f"{digits}E-{len(decimals)}" if decimals else whole


def legend_line(words: PictureText) -> str:
    """Return the legends of a view with their counts in one line, those of two maps one after the other."""
    return " | ".join(
        f"{legend.title}: {'; '.join(f'{item.label} {item.counted}' for item in legend.items)}"
        for legend in words.legends
    )


def guarded(text: str) -> str:
    """Return a text that no spreadsheet evaluates as a formula: with an apostrophe in front where one would.

    Examples
    --------
    >>> guarded("=1+1"), guarded("'=1+1"), guarded("Ukraine")
    ("'=1+1", "''=1+1", 'Ukraine')
    """
    return f"'{text}" if text.lstrip("' ").startswith(FORMULA_STARTS) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("' ").startswith(FORMULA_STARTS) else text


# -- Excel workbook: the table, its legend, its sources, and a sheet about the file.

TABLE, LEGEND, SOURCES, ABOUT = "Table", "Legend", "Sources", "About this file"
LICENCE = f"Data of the {ATLAS_NAME}: CC BY 4.0. The documents named as sources keep their own licences."
_LONGEST_TEXT, _LONGEST_ADDRESS = 32_767, 2_079  # what a cell and a link of the format can hold
_LINE, _MOST_LINES = 15, 27  # points; a row of the format is 409 points high at most


@dataclass(frozen=True, slots=True)
class _Link:
    """An address that becomes a hyperlink where the format can hold it."""

    url: str


Value: TypeAlias = "str | float | date | Look | _Link | None"


def view_xlsx(spec: MapSpec, options: Options) -> bytes:
    """Return a workbook of four sheets: the table, the legend with its counts, the sources, and what the file is.

    Figures are numbers and full days are dates, both as the table has them; no cell is a formula. Equal arguments give
    equal bytes.
    """
    words = PictureText(spec, base=options.base, made_on=options.made_on)
    out = io.BytesIO()
    book = _Book(xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False}))
    # The present would change the bytes with each run.
    created = datetime.combine(spec.day, time(), tzinfo=UTC).replace(tzinfo=None)
    book.file.set_properties(
        {
            "title": words.spec.headline.text,
            "subject": day_label(words.spec.day),
            "author": ATLAS_NAME,
            "comments": words.release,
        }
        | {"created": created}
    )
    table = ([*map(_of_cell, spec.columns, row.cells)] for row in spec.rows)
    book.add(TABLE, {column.title: column.width for column in spec.columns}, table)
    counts = words.map_titles or ("Count",)
    book.add(LEGEND, {"Legend": 40, "Class": 30, **dict.fromkeys(counts, 14), **_LEGEND_TAIL}, _classes(spec, words))
    book.add(SOURCES, _SOURCES, _sources(spec))
    book.add(ABOUT, {"What": 18, "This file": 110}, _about(spec, words))
    book.file.close()
    return out.getvalue()


_LEGEND_TAIL = {"Kept by the filter": 20, "Colour": 9, "As hexadecimal": 18, "Hatch": 14, "Meaning": 70}
_SOURCES = {"No.": 6, "Source": 80, "Place in it": 60, "Address": 60, "Archived copy": 40, "Read on": 12}
_SOURCES |= {"Standing": 30, "About the address": 30, "Address opened on": 12}


class _Book:
    """A workbook being written; equal cell formats are registered once."""

    def __init__(self, file: Any) -> None:
        self.file = file
        self._formats: dict[str, Any] = {}
        self._header = file.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})

    def add(self, name: str, columns: Mapping[str, int], rows: Iterable[Sequence[Value]]) -> None:
        """Add a sheet with a header that stays in view and can filter; `columns` are titles with their widths."""
        sheet = self.file.add_worksheet(name)
        for place, (title, width) in enumerate(columns.items()):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, title, self._header)
        sheet.set_row(0, _LINE * max(map(_lines, columns, columns.values())))
        number = 0
        for number, row in enumerate(rows, 1):
            sheet.set_row(number, _LINE * min(max(map(_lines, row, columns.values())), _MOST_LINES))
            for place, value in enumerate(row):
                self._write(sheet, number, place, value)
        sheet.freeze_panes(1, 1 if name == TABLE else 0)
        if name != ABOUT:
            sheet.autofilter(0, 0, number, len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _write(self, sheet: Any, row: int, column: int, value: Value) -> None:
        match value:
            case None | "":
                pass
            case Look():  # the fill alone: some programs mix a pattern's colours into one that is in no legend
                fill = value.fill.light
                sheet.write_blank(row, column, None, self._format(bg_color=fill, border=1, border_color="#808080"))
            case _Link(url) if _is_address(url):
                sheet.write_url(row, column, url, self._format(font_color="#0B4F8A", underline=1, text_wrap=True), url)
            case _Link(url):
                sheet.write_string(row, column, url[:_LONGEST_TEXT], self._format(text_wrap=True))
            case date():
                sheet.write_datetime(row, column, value, self._format(num_format="yyyy-mm-dd", align="left"))
            case float() | int():
                shown = "#,##0" if value == int(value) else "#,##0.###"
                sheet.write_number(row, column, value, self._format(num_format=shown, align="right", indent=1))
            case str():
                sheet.write_string(row, column, value[:_LONGEST_TEXT], self._format(text_wrap=True))

    def _format(self, **properties: Any) -> Any:
        key = repr(properties)
        if key not in self._formats:
            self._formats[key] = self.file.add_format({"valign": "top", **properties})
        return self._formats[key]


def _lines(value: Value, width: int) -> int:
    """Return how many lines a cell needs in a column; not every program computes the height of a row itself."""
    text = value.url if isinstance(value, _Link) else value
    # A width counts digits, and the letters of a text are narrower on average.
    return len(textwrap.wrap(text, int(width * 1.1))) or 1 if isinstance(text, str) else 1


def _is_address(url: str) -> bool:
    return url.startswith(("https://", "http://")) and len(url) <= _LONGEST_ADDRESS


def _of_cell(column: Column, cell: Cell) -> Value:
    if column.is_figure:
        return cell if isinstance(cell, float) else None
    text = cell_text(cell)
    return date.fromisoformat(text) if column.is_day and text else text


def _classes(spec: MapSpec, words: PictureText) -> Iterable[Sequence[Value]]:
    maps = len(words.map_titles) or 1
    for legend, legend_words in zip(spec.legends, words.legends, strict=True):
        for cls, item in zip(legend.classes, legend_words.items, strict=True):
            counts = (*item.counts, None)[:maps] if item.counts else (item.count, None)[:maps]
            kept = "yes" if item.is_selected else "no"
            yield [legend_words.title, item.label, *counts, kept, *_look_cells(item.look), cls.meaning]
    for key in words.keys:
        yield ["Drawn over the areas", key.text, *[None] * maps, "yes", *(_look_cells(key.look) if key.look else ())]


def _look_cells(look: Look) -> tuple[Value, ...]:
    return look, look.fill.light, str(look.hatch)


def _sources(spec: MapSpec) -> Iterable[Sequence[Value]]:
    for note in spec.sources:
        first: list[Value] = [note.number, note.text, note.locator, _Link(note.url), _Link(note.archived)]
        yield [*first, note.accessed_on, note.standing, note.address, note.checked_on]


def _about(spec: MapSpec, words: PictureText) -> Iterable[Sequence[Value]]:
    yield ["Title", words.spec.headline.text]
    yield ["Counted", words.spec.subtitle]
    yield ["Day", spec.day]
    rows = "1 state, the one that" if len(spec.rows) == 1 else f"{len(spec.rows)} states, those that"
    yield ["Rows", f"{rows} the filters of the view keep; each row names its sources."]
    if words.empty:
        yield ["Empty", words.empty]
    for note in words.notes:
        yield ["Note", note]
    yield ["Boundaries", words.spec.boundary_note]
    yield ["Disclaimer", DISCLAIMER]
    yield ["Data release", spec.release]
    yield ["Depositary", words.freshness.dated_sentence]
    if words.link:
        yield ["Link", _Link(words.link)]
    yield ["Licence", LICENCE]
