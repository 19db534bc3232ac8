"""The matrix of states and treaties as files and tables: CSV with every deciding act, and columns for a grid."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from datetime import date
from html import escape
from itertools import groupby

from markupsafe import Markup

from dashboard.maps.reference.treaty_matrix import MatrixCell, MatrixRow
from dashboard.maps.view import TREATIES
from dashboard.render.column_widths import WIDEST, text_pixels
from dashboard.render.html.fragments import origin_attributes
from dashboard.render.html.panel import note_html

STATE, STATUS, SINCE, REGION = "State", "Status", "Since", "Region"  # titles of columns


def matrix_csv(
    rows: Collection[MatrixRow], names: Mapping[str, str], *, day: date, release: str, depositary: str
) -> bytes:
    """Return the matrix as CSV (RFC 4180, UTF-8 with a byte order mark): four columns a treaty, then those of the file.

    Parameters
    ----------
    names
        Short names of the treaties by id.
    release, depositary
        The data release, and how old the reading of the depositary is, equal in every row.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    parts = ("status", "since", "deciding act", "documents")
    writer.writerow(
        ["Code", "State", "Region"]
        + [f"{names[treaty]}: {part}" for treaty in TREATIES for part in parts]
        + ["Day", "Data release", "Depositary read"]
    )
    for row in rows:
        cells = [row.cells[treaty] for treaty in TREATIES]
        texts = [text for cell in cells for text in (cell.text, _day(cell.since), cell.act, cell.documents)]
        writer.writerow([row.area, row.name, row.region, *texts, day.isoformat(), release, depositary])
    return out.getvalue().encode("utf-8-sig")


def matrix_columns(rows: Collection[MatrixRow], names: Mapping[str, str]) -> dict[tuple[str, str], list[str]]:
    """Return the matrix as columns by the heading above them and their own: the state, then two under each treaty.

    Days are texts in ISO 8601, so that they sort and an unknown one is empty.
    """
    columns = {("", STATE): [row.name for row in rows]}
    for treaty in TREATIES:
        columns[names[treaty], STATUS] = [row.cells[treaty].text for row in rows]
        columns[names[treaty], SINCE] = [_day(row.cells[treaty].since) for row in rows]
    columns["", REGION] = [row.region for row in rows]
    return columns


def column_pixels(columns: Mapping[tuple[str, str], Collection[str]]) -> list[int]:
    """Return how wide each column has to be in a grid of 14 px, so that headings and cells are whole up to a limit."""
    widths = [text_pixels([title, *cells]) for (_, title), cells in columns.items()]
    for number, (treaty, title) in enumerate(columns):
        if title == STATUS:  # the heading above stands over two columns
            widths[number] = max(widths[number], text_pixels([treaty]) - widths[number + 1])
    return [min(width, WIDEST) for width in widths]


def matrix_row_html(row: MatrixRow, names: Mapping[str, str], *, day: date, release: str) -> str:
    """Return a row in words: under each treaty the status, its act and documents, and the record to report."""
    lines = "".join(
        f'<div class="line"><b>{escape(names[treaty])}</b> <span>{escape(_cell_text(row.cells[treaty]))}</span>'
        f"{note_html('', tuple(filter(None, [row.cells[treaty].record])))}</div>"
        for treaty in TREATIES
    )
    return f'<section class="panel"{origin_attributes(release, day)}><h2>{escape(row.name)}</h2>{lines}</section>'


def _cell_text(cell: MatrixCell) -> str:
    return f"{cell.text}. {cell.act}: {cell.documents}" if cell.act else cell.text


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def matrix_html(rows: Collection[MatrixRow], names: Mapping[str, str]) -> str:
    """Return the matrix as an HTML table, for paper and screen readers."""
    columns = matrix_columns(rows, names)
    above = Markup("").join(
        Markup('<th colspan="{}" scope="colgroup">{}</th>').format(len(list(under)), heading)
        if heading
        else Markup("<td></td>")
        for heading, under in groupby(columns, key=lambda column: column[0])
    )
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(title) for _, title in columns)
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in cells))
        for cells in zip(*columns.values(), strict=True)
    )
    return str(
        Markup("<table><thead><tr>{}</tr><tr>{}</tr></thead><tbody>{}</tbody></table>").format(above, head, body)
    )
