"""The table of a specification as CSV, which can be read on its own."""

from __future__ import annotations

import csv
import io

from dashboard.maps.rows import COLUMNS
from dashboard.maps.spec import MapSpec
from dashboard.render.sheets.table_columns import cell
from dashboard.render.words import Words

# What every row repeats behind the columns of the table, so that a row copied out of the file still says what it is.
FRAME_COLUMNS = ("Shown as", "View", "Legend", "Day", "Treaty", "Data release", "Depositary read", "Link", "Disclaimer")
# Spreadsheets take a cell that begins so for a formula, and some run what it says. The wide forms count in East Asia.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def table_csv(spec: MapSpec, words: Words) -> bytes:
    """Return the rows as CSV: every column of the table under its title on the screen, then `FRAME_COLUMNS`.

    RFC 4180 in UTF-8 with a byte order mark, without which Excel takes the file for one of an older encoding and spoils
    km² and the names of states; pandas and R's readr skip it. A text that a spreadsheet would take for a formula begins
    with an apostrophe; `unguarded` takes it away.
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
        texts = (*(cell(row, name) for name in COLUMNS), shown.get(row.area, ""), *frame)
        writer.writerow([guarded(text) for text in texts])
    return out.getvalue().encode("utf-8-sig")


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
