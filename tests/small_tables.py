"""A small table for the tests of CSV, XLSX and GeoJSON, with the texts that are hard to write in each of them."""

from dataclasses import replace
from datetime import date

from dashboard.maps.compose.table import columns_of
from dashboard.maps.spec import Cell, MapSpec, SourceNote, TableRow
from dashboard.maps.view import View
from dashboard.render.formats import Options
from dashboard.render.picture_text import PictureText
from tests.map_specs import map_spec
from tests.shipped_views import TODAY, context_of

BASE = "https://atlas.example.org/"
OPTIONS = Options(BASE, TODAY)
COLUMNS = columns_of(context_of(View()).listed)
TITLES = {column.column_id: column.title for column in COLUMNS}


def table_row(**cells: Cell) -> TableRow:
    """The row of a state with these cells by the ids of their columns."""
    return TableRow(str(cells["area"]), COLUMNS, tuple(cells[column.column_id] for column in COLUMNS))


ROW = table_row(
    name="Ukraine",
    status="Party, suspension claimed",
    since="2025-07-18",
    claim="138,503 km²",
    value_km2=138503.0,
    claimant='Government of "Ukraine"',
    claim_date="9 September 2025",
    basis="declaration alone",
    marks=("claim relayed",),
    sources=("United Nations, 2026", "Mine Action Review, 2025"),
    region="Eastern Europe",
    area="UKR",
)


def with_cells(row: TableRow, **cells: Cell) -> TableRow:
    """The row with other cells."""
    return table_row(**{column_id: cells.get(column_id, row[column_id]) for column_id in TITLES})


NOTE = SourceNote(
    1, "un-page", "A page", "table; note 2", "https://treaties.un.org/", "https://web.archive.org/x", date(2026, 11, 21)
)


def sheet_spec(*rows: TableRow) -> MapSpec:
    """A specification with these rows and one source, of 1 March 2026."""
    changed = replace(map_spec(), columns=COLUMNS, rows=rows, sources=(NOTE,), day=date(2026, 3, 1))
    changed = replace(changed, link="?v=1&day=2026-03-01", view=View(day=date(2026, 3, 1)))
    return replace(changed, subtitle="On 1 March 2026", boundary_note="As the UN draws them.")


def words_for(spec: MapSpec) -> PictureText:
    """The words of a specification, on an atlas with an address."""
    return PictureText(spec, base=BASE, made_on=TODAY)
