"""The CSV of a view: what stands on the screen, whole, safe in a spreadsheet, and telling what it is."""

import csv
import io
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.compose.table import table_columns
from dashboard.maps.spec import MapSpec
from dashboard.maps.view import PRESETS, Preset, View
from dashboard.render.picture_text import DISCLAIMER
from dashboard.render.tables import FORMULA_STARTS, FRAME_COLUMNS, figure, guarded, unguarded, view_csv
from tests.properties import examples
from tests.shipped_views import common_views, shown
from tests.small_tables import BASE, OPTIONS, ROW, TITLES, sheet_spec, with_cells

SPEC = sheet_spec(ROW, with_cells(ROW, area="FJI", name="Fiji", value_km2=None))
# Any text that a cell may hold; surrogates are no text.
TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
STARTS = st.sampled_from(["", "=", "+", "-", "@", "'", " =", "'=", "\t", "\r", "\n", "＝", '"', ",", ";"])


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def written(spec: MapSpec) -> list[dict[str, str]]:
    return rows_of(view_csv(spec, OPTIONS))


def test_each_row_says_of_which_day_treaty_release_and_view_it_is() -> None:
    rows = written(SPEC)
    assert [row["Day"] for row in rows] == ["2026-03-01"] * 2
    assert rows[0]["Link"] == f"{BASE}?v=1&day=2026-03-01"
    assert rows[0]["Treaty"] == SPEC.treaty
    assert rows[0]["Data release"] == SPEC.release
    assert rows[0]["Disclaimer"] == f"{SPEC.boundary_note} {DISCLAIMER}".strip()


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_the_file_of_a_ready_view_has_the_table_of_the_screen(preset: Preset) -> None:
    spec = shown(preset.view)
    rows, columns = written(spec), table_columns(spec)
    assert list(rows[0]) == [*columns, *FRAME_COLUMNS]
    assert [row["State"] for row in rows] == columns["State"]
    figures = {column.title for column in spec.columns if column.is_figure} & {*columns}
    for title in figures:
        assert [float(row[title]) if row[title] else None for row in rows] == columns[title]
    for title in set(columns) - figures:
        assert [unguarded(row[title]) for row in rows] == columns[title]


@given(st.decimals(0, 10**9, places=6).map(float) | st.floats(0, 1e9) | st.integers(0, 10**9).map(float))
def test_no_figure_can_be_misread_where_a_comma_is_the_decimal_mark(value: float) -> None:
    text = figure(value)
    # Without a mark, none can be taken for one of thousands, or for the point of a date.
    assert re.fullmatch(r"\d+(E-\d+)?", text)
    assert float(text) == float(f"{value:.15g}")


def test_the_figure_of_zimbabwe_is_the_same_number_in_every_spreadsheet() -> None:
    rows = {row["Code"]: row for row in written(shown(View(layers=("contamination",), day=date(2026, 11, 21))))}
    assert rows["ZWE"]["km²"] == "11999499E-6"
    assert rows["ZWE"]["Claimed contamination"] == "11.999 km²"


@examples(20)
@given(common_views())
def test_a_row_of_the_file_is_a_state_that_the_filter_keeps(view: View) -> None:
    spec = shown(view)
    assert [row["Code"] for row in written(spec)] == [row.area for row in spec.rows]


def test_a_view_without_rows_still_has_a_header() -> None:
    titles = ",".join(f'"{title}"' if "," in title else title for title in (*TITLES.values(), *FRAME_COLUMNS))
    assert view_csv(replace(SPEC, rows=()), OPTIONS).decode("utf-8-sig") == titles + "\r\n"


def test_spreadsheets_are_told_the_encoding_by_the_first_bytes_and_only_there() -> None:
    data = view_csv(SPEC, OPTIONS)
    assert data.startswith("\N{ZERO WIDTH NO-BREAK SPACE}State,".encode())
    assert data.count("\N{ZERO WIDTH NO-BREAK SPACE}".encode()) == 1


@given(st.builds("".join, st.tuples(STARTS, TEXT)))
def test_no_text_of_the_file_is_a_formula_and_each_can_be_had_back(text: str) -> None:
    spec = sheet_spec(with_cells(ROW, name=text, claimant=text, sources=(text, text)))
    (row,) = written(spec)
    for name, title in TITLES.items():
        assert not row[title].startswith(FORMULA_STARTS)
        assert unguarded(row[title]) == spec.rows[0].text(name)


@given(st.builds("".join, st.tuples(STARTS, TEXT)))
def test_guarding_is_undone_by_its_opposite(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_every_column_of_the_table_is_written() -> None:
    assert len(written(SPEC)[0]) == len(TITLES) + len(FRAME_COLUMNS)
