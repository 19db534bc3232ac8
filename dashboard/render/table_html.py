"""The table of a specification as HTML: on pages kept as a file, and where the atlas is printed."""

from __future__ import annotations

from html import escape

from dashboard.maps.compose.table import COLUMNS
from dashboard.maps.spec import MapSpec, TableRow


def table_html(spec: MapSpec) -> str:
    """Return the rows as one table element, every column under its title on the screen."""
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in COLUMNS.values())
    body = "".join(f"<tr>{''.join(_cell(row, name) for name in COLUMNS)}</tr>" for row in spec.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(row: TableRow, name: str) -> str:
    value = getattr(row, name)
    if name == "value_km2":
        return f'<td class="number">{"" if value is None else f"{value:,.6g}"}</td>'
    if isinstance(value, tuple):
        return f'<td class="sources-of">{escape("; ".join(value))}</td>'
    return f"<td>{escape(str(value))}</td>"
