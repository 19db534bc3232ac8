"""The table of a specification as CSV, which can be read on its own."""

from __future__ import annotations

import csv
import io

from dashboard.maps.rows import COLUMNS
from dashboard.maps.spec import MapSpec
from dashboard.render.sheets.table_columns import cell
from dashboard.render.words import Words

# What every row repeats behind the columns of the table, so that a row copied out of the file still says what it is.
FRAME_COLUMNS = ("Day", "Treaty", "Data release", "Link")
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
    frame = [spec.day.isoformat(), spec.treaty, spec.release, words.link]
    writer.writerows([guarded(text) for text in (*(cell(row, name) for name in COLUMNS), *frame)] for row in spec.rows)
    return out.getvalue().encode("utf-8-sig")


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
