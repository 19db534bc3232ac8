import csv
import io
from dataclasses import fields, replace
from datetime import date

from dashboard.maps.rows import COLUMNS
from dashboard.maps.spec import TableRow
from dashboard.render.table import FRAME_COLUMNS, table_columns, table_csv
from tests.map_specs import map_spec

ROW = TableRow(
    name="Ukraine",
    status="Party, suspension claimed",
    since="2025-07-18",
    claim="138,503 km²",
    value_km2=138503.0,
    claimant='Government of "Ukraine"',
    claim_date="9 September 2025",
    basis="declaration, no survey",
    sources=("United Nations, 2026", "Mine Action Review, 2025"),
    region="Eastern Europe",
    area="UKR",
)
SPEC = replace(
    map_spec(),
    rows=(ROW, replace(ROW, area="FJI", name="Fiji", value_km2=None)),
    day=date(2026, 3, 1),
    link="?v=1&day=2026-03-01",
)


def test_the_screen_shows_every_column_under_its_title() -> None:
    columns = table_columns(SPEC)
    assert list(columns) == list(COLUMNS.values())
    assert columns["State"] == ["Ukraine", "Fiji"]
    assert columns["km²"] == [138503.0, None]  # numbers, so that the table sorts by size and not by first digit
    assert columns["Sources"][0] == "United Nations, 2026; Mine Action Review, 2025"


def test_each_row_of_the_file_says_of_which_day_treaty_release_and_view_it_is() -> None:
    rows = list(csv.DictReader(io.StringIO(table_csv(SPEC, address="https://atlas.example/"))))
    assert [row["day"] for row in rows] == ["2026-03-01"] * 2
    assert rows[0]["link"] == "https://atlas.example/?v=1&day=2026-03-01"
    assert rows[0]["treaty"] == SPEC.treaty
    assert rows[0]["release"] == SPEC.release


def test_the_file_holds_every_field_of_a_row_as_the_screen_shows_it() -> None:
    rows = list(csv.DictReader(io.StringIO(table_csv(SPEC))))
    assert list(rows[0]) == [*FRAME_COLUMNS, *(field.name for field in fields(TableRow))]
    assert rows[0]["claimant"] == 'Government of "Ukraine"'
    assert rows[0]["sources"] == "United Nations, 2026; Mine Action Review, 2025"


def test_a_view_without_rows_still_has_a_header() -> None:
    assert table_csv(replace(SPEC, rows=())).startswith("day,treaty,release,link,name,")
