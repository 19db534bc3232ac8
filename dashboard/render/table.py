"""The table of a specification: columns for the screen, and a CSV that can be read on its own."""

from __future__ import annotations

import csv
import io
from dataclasses import fields

from dashboard.maps.rows import COLUMNS
from dashboard.maps.spec import MapSpec, TableRow

# What every row of the file repeats, so that a row copied out of it still says what it is.
FRAME_COLUMNS = ("day", "treaty", "release", "link")


def table_columns(spec: MapSpec) -> dict[str, list[str] | list[float | None]]:
    """Return the rows as columns by their titles, in the order of the table; areas are numbers, so that they sort."""
    columns: dict[str, list[str] | list[float | None]] = {
        title: [_cell(row, name) for row in spec.rows] for name, title in COLUMNS.items()
    }
    columns[COLUMNS["value_km2"]] = [row.value_km2 for row in spec.rows]
    return columns


def table_csv(spec: MapSpec, *, address: str = "") -> str:
    """Return the rows as CSV: day, treaty, release and link of the view, then every column of the table.

    Parameters
    ----------
    address
        Where the atlas is served, put before the link.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")  # RFC 4180
    names = [field.name for field in fields(TableRow)]
    writer.writerow([*FRAME_COLUMNS, *names])
    frame = [spec.day.isoformat(), spec.treaty, spec.release, address + spec.link]
    writer.writerows([*frame, *(_cell(row, name) for name in names)] for row in spec.rows)
    return out.getvalue()


def _cell(row: TableRow, name: str) -> str:
    value = getattr(row, name)
    if value is None:
        return ""
    return "; ".join(value) if isinstance(value, tuple) else str(value)
