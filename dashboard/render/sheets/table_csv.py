"""The table of a specification as CSV, which can be read on its own."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from dashboard.maps.compose.table import COLUMNS, cell
from dashboard.maps.spec import MapSpec
from dashboard.render.words import Words

# What every row repeats behind the columns of the table, so that a row copied out of the file still says what it is.
FRAME_COLUMNS = ("Shown as", "View", "Legend", "Day", "Treaty", "Data release", "Depositary read", "Link", "Disclaimer")
AREA = "value_km2"  # the one column of figures
# Spreadsheets take a cell that begins so for a formula, and some run what it says. The wide forms count in East Asia.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def table_csv(spec: MapSpec, words: Words) -> bytes:
    """Return the rows as CSV: every column of the table under its title on the screen, then `FRAME_COLUMNS`.

    RFC 4180 in UTF-8 with a byte order mark, without which Excel takes the file for one of an older encoding and spoils
    km² and the names of states; pandas and R's readr skip it. A text that a spreadsheet would take for a formula begins
    with an apostrophe; `unguarded` takes it away. Areas are written by `figure`.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*COLUMNS.values(), *FRAME_COLUMNS])
    disclaimer = f"{spec.boundary_note} {words.disclaimer}".strip()
    frame = [words.title, legend_line(words), spec.day.isoformat(), spec.treaty, spec.release]
    frame += [words.freshness.kept, words.link, disclaimer]
    labels = {found.class_id: found.label for legend in spec.legends[:1] for found in legend.classes}
    shown = {area.area: labels.get(area.class_id, "") for area in spec.areas}
    for row in spec.rows:
        cells = (figure(row.value_km2) if name == AREA else cell(row, name) for name in COLUMNS)
        texts = (*cells, shown.get(row.area, ""), *frame)
        writer.writerow([guarded(text) for text in texts])
    return out.getvalue().encode("utf-8-sig")


def figure(value: float | None) -> str:
    """Return a figure that every program reads as the same number, whatever its decimal mark; nothing for None.

    A point would be misread where a comma is that mark: spreadsheets there take 57.016 for 57,016 and 9.10 for a date.
    So a figure with decimals is written as a whole number and a power of ten.

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


def legend_line(words: Words) -> str:
    """Return the legends of a view with their counts in one line; those of two maps stand after one another."""
    return " | ".join(
        f"{legend.title}: {'; '.join(f'{item.label} {item.counted}' for item in legend.items)}"
        for legend in words.legends
    )


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded("'=1+1"), guarded("Ukraine")
    ("'=1+1", "''=1+1", 'Ukraine')
    """
    return f"'{text}" if text.lstrip("' ").startswith(FORMULA_STARTS) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("' ").startswith(FORMULA_STARTS) else text
