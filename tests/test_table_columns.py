"""The table as columns, for the screen and for every file."""

from dashboard.maps.compose.table import table_columns
from tests.small_tables import ROW, TITLES, sheet_spec, with_cells

SPEC = sheet_spec(ROW, with_cells(ROW, area="FJI", name="Fiji", value_km2=None))


def test_the_screen_shows_every_column_under_its_title() -> None:
    columns = table_columns(SPEC)
    assert list(columns) == list(TITLES.values())
    assert columns["State"] == ["Ukraine", "Fiji"]
    assert columns["km²"] == [138503.0, None]  # numbers, so that the table sorts by size and not by first digit
    assert columns["Sources"][0] == "United Nations, 2026; Mine Action Review, 2025"


def test_a_cell_shows_a_figure_as_it_is_known() -> None:
    figures = (138503.0, 0.000123, 17.041562, None)
    shown = [with_cells(ROW, value_km2=figure).text("value_km2") for figure in figures]
    assert shown == ["138503", "0.000123", "17.041562", ""]
