"""The table of a specification as columns: the same titles, cells and order on the screen and in every file."""

from __future__ import annotations

from dashboard.maps.rows import COLUMNS
from dashboard.maps.spec import MapSpec, TableRow

SOURCES, AREA_KM2 = COLUMNS["sources"], COLUMNS["value_km2"]


def table_columns(spec: MapSpec) -> dict[str, list[str] | list[float | None]]:
    """Return the rows as columns by their titles, in the order of the table; areas are numbers, so that they sort."""
    columns: dict[str, list[str] | list[float | None]] = {
        title: [cell(row, name) for row in spec.rows] for name, title in COLUMNS.items()
    }
    columns[AREA_KM2] = [row.value_km2 for row in spec.rows]
    return columns


def cell(row: TableRow, name: str) -> str:
    """Return one cell as text: a figure without needless decimals, several sources joined by semicolons."""
    value = getattr(row, name)
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return "; ".join(value) if isinstance(value, tuple) else str(value)
