"""The table beside the map: its columns, and one row for each state that the filter keeps."""

from datetime import date

import pytest
from hypothesis import given

from dashboard.maps.compose.table import columns_of, rows, table_columns
from dashboard.maps.spec import TableRow
from dashboard.maps.view import View
from geodata import ClaimClass, StatusKind
from geodata.collation import name_key
from tests.properties import examples
from tests.shipped_views import TODAY, context_of, views
from tests.small_tables import ROW, TITLES, sheet_spec, with_cells

PROPERTY = examples(40)


def row_of(area: str, view: View) -> TableRow:
    return next(row for row in rows(context_of(view)) if row.area == area)


@PROPERTY
@given(views())
def test_the_table_has_one_row_a_state_that_every_filter_keeps_by_name(view: View) -> None:
    ctx = context_of(view)
    lines = rows(ctx)
    kept = [row.state.area for row in ctx.passing()]
    assert [row.area for row in lines] == [area for area in kept if ctx.since is None or ctx.has_changed(area)]
    assert [row.text("name") for row in lines] == sorted((row.text("name") for row in lines), key=name_key)


@PROPERTY
@given(views())
def test_every_row_says_status_claim_and_sources(view: View) -> None:
    for row in rows(context_of(view)):
        sources = row["sources"]
        assert row["status"]
        assert row["claim"]
        assert isinstance(sources, tuple)
        assert 0 < len(sources) == len(set(sources))
        assert bool(row["claimant"]) == bool(row["claim_date"]) == bool(row["basis"])


@PROPERTY
@given(views())
def test_no_row_knows_of_a_later_day(view: View) -> None:
    ctx = context_of(view)
    for row in rows(ctx):
        assert row.text("since") <= ctx.day.isoformat()


def test_the_columns_of_the_layers_stand_between_the_name_and_what_they_share() -> None:
    keys = [column.column_id for column in columns_of(context_of(View()).listed)]
    of_status, of_claims = ["status", "since"], ["claim", "value_km2", "claimant", "claim_date", "basis"]
    assert keys == ["name", *of_status, *of_claims, "marks", "sources", "region", "area"]


def test_a_row_has_a_cell_for_each_column_and_knows_no_other() -> None:
    row = row_of("ZWE", View(day=TODAY))
    assert [row[column.column_id] for column in row.columns] == list(row.cells)
    with pytest.raises(KeyError, match="schools"):
        row["schools"]


def test_a_row_reads_like_the_panel() -> None:
    row = row_of("ZWE", View(day=TODAY))
    assert (row["name"], row["region"], row["status"]) == ("Zimbabwe", "Eastern Africa", "Party")
    assert row.text("claim").endswith(" km²")
    assert ", via Mine Action Review" in row.text("claimant")
    assert row["basis"] == "hazardous areas on record"
    assert row_of("UKR", View(day=TODAY))["status"] == "Party, suspension claimed"


def test_a_row_without_a_claim_says_so() -> None:
    row = row_of("AND", View(day=TODAY))
    assert (row["claim"], row["claimant"], row["claim_date"], row["basis"]) == ("No claim recorded", "", "", "")


def test_an_uncertain_status_names_its_readings_in_the_table() -> None:
    row = row_of("LBN", View(day=date(2026, 3, 1)))
    assert (row["status"], row["since"]) == ("Uncertain: joined but not yet bound, or not signed", "")


def test_the_protocols_have_no_signatures_in_the_table() -> None:
    assert row_of("LBN", View(day=TODAY, treaty="ccw-p5"))["status"] == "Not party"


def test_filters_add_up() -> None:
    view = View(day=TODAY, statuses=(StatusKind.LEFT,), regions=("europe",), claim_least=ClaimClass.NO_FIGURE)
    left = View(day=TODAY, statuses=(StatusKind.LEFT,))
    assert {row.area for row in rows(context_of(left))} == {"EST", "FIN", "LVA", "LTU", "POL"}
    assert {row.area for row in rows(context_of(view))} <= {row.area for row in rows(context_of(left))}


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
