"""The workbook of a view, read back by another library: sheets, cells of the right kind, the same bytes each time."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.maps.compose.table import table_columns
from dashboard.maps.spec import MapSpec
from dashboard.maps.view import PRESETS, Preset, View
from dashboard.render.tables import view_xlsx
from tests.shipped_views import shown
from tests.small_tables import BASE, NOTE, OPTIONS, ROW, TITLES, sheet_spec, with_cells

SHEETS = ["Table", "Legend", "Sources", "About this file"]


def written(spec: MapSpec) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(view_xlsx(spec, OPTIONS)))


def cells(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def about(book: Workbook, what: str) -> list[object]:
    return [row[1] for row in cells(book["About this file"]) if row[0] == what]


@pytest.mark.slow
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_the_table_of_a_ready_view_is_that_of_the_screen(preset: Preset) -> None:
    spec = shown(preset.view)
    book = written(spec)
    assert book.sheetnames == SHEETS
    header, *rows = cells(book["Table"])
    columns = table_columns(spec)
    assert header == list(columns)
    for place, title in enumerate(columns):
        items = [row[place] for row in rows]
        if title in {column.title for column in spec.columns if column.is_day}:
            items = [day.date().isoformat() if isinstance(day, datetime) else day for day in items]
        assert items == [value if value != "" else None for value in columns[title]]


@pytest.mark.slow
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_legend_counts_and_sources_are_those_of_the_view(preset: Preset) -> None:
    spec = shown(preset.view)
    book = written(spec)
    classes = [cls for legend in spec.legends for cls in legend.classes]
    _, *rows = cells(book["Legend"])
    assert [(row[1], row[2]) for row in rows[: len(classes)]] == [(cls.label, cls.count) for cls in classes]
    assert [row[1] for row in rows[len(classes) :]][: len(spec.shapes)] == [
        shape.sentence.printed for shape in spec.shapes
    ]
    _, *sources = cells(book["Sources"])
    assert [(row[0], row[1], row[2]) for row in sources] == [(s.number, s.text, s.locator) for s in spec.sources]
    assert about(book, "Title") == [spec.headline.text]
    assert about(book, "Data release") == [spec.release]


@pytest.mark.slow
def test_the_two_maps_of_a_comparison_have_a_column_of_counts_each() -> None:
    (view,) = (preset.view for preset in PRESETS if preset.preset_id == "two-treaties")
    spec = shown(view)
    header, *rows = cells(written(spec)["Legend"])
    assert spec.beside is not None
    assert header[2:4] == [spec.beside.main_title, spec.beside.title]
    assert [row[3] for row in rows] == list(spec.beside.counts)


def test_a_colour_is_that_of_its_class() -> None:
    spec = shown(View())
    sheet = written(spec)["Legend"]
    fills = [f"#{row[4].fill.fgColor.rgb[2:]}" for row in sheet.iter_rows(min_row=2)]
    assert fills == [cls.look.fill.light for legend in spec.legends for cls in legend.classes]


def test_days_are_dates_and_figures_are_numbers() -> None:
    book = written(sheet_spec(ROW))
    row = dict(zip(TITLES.values(), book["Table"][2], strict=True))
    assert row["Since"].is_date
    assert row["Since"].value == datetime(2025, 7, 18)  # noqa: DTZ001 - the format knows no zones
    assert (row["km²"].data_type, row["km²"].value) == ("n", 138503)
    assert book["Sources"][2][5].is_date
    assert about(book, "Day")[0] == datetime(2026, 3, 1)  # noqa: DTZ001 - the same


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("https://example.org")', "+1", "@SUM(A1)", "{=1}", "https://x.org/"]
)
def test_nothing_is_a_formula_and_no_text_becomes_a_link(text: str) -> None:
    content = written(sheet_spec(with_cells(ROW, name=text)))["Table"]["A2"]
    assert (content.data_type, content.value, content.hyperlink) == ("s", text, None)


def test_addresses_can_be_followed_and_only_those_of_the_web() -> None:
    notes = (
        NOTE,
        replace(NOTE, number=2, url="javascript:alert(1)"),
        replace(NOTE, number=3, url="https://x.org/" + "a" * 3000),
    )
    book = written(replace(sheet_spec(ROW), sources=notes))
    links = [row[3].hyperlink for row in book["Sources"].iter_rows(min_row=2)]
    assert [link.target if link else None for link in links] == ["https://treaties.un.org/", None, None]
    assert cells(book["Sources"])[2][3] == "javascript:alert(1)"
    (link,) = (row[1].hyperlink.target for row in book["About this file"].iter_rows() if row[0].value == "Link")
    assert link == f"{BASE}?v=1&day=2026-03-01"


def test_the_header_stays_in_view_and_columns_have_widths() -> None:
    sheet = written(sheet_spec(ROW))["Table"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:L2"
    assert all(sheet.column_dimensions[letter].width >= 7 for letter in "ABCDEFGHIJK")


def test_a_row_is_as_high_as_its_longest_cell_and_no_higher_than_a_row_can_be() -> None:
    spec = sheet_spec(ROW, with_cells(ROW, sources=("word " * 60,)), with_cells(ROW, sources=("word " * 9000,)))
    sheet = written(spec)["Table"]
    heights = [sheet.row_dimensions[number].height for number in (2, 3, 4)]
    assert heights[0] in (15, None)  # the height of a row that says none
    assert 45 <= heights[1] <= 75
    assert heights[2] == 405
    assert len(sheet["J4"].value) == 32_767


def test_a_view_without_rows_has_its_header_and_says_why() -> None:
    spec = shown(View(day=date(1997, 1, 1)))
    assert spec.empty is not None
    assert about(written(spec), "Empty") == [spec.empty.text]
    assert cells(written(sheet_spec())["Table"]) == [list(TITLES.values())]


def test_equal_views_give_equal_bytes_that_do_not_tell_when_they_were_made() -> None:
    spec = sheet_spec(ROW)
    data = view_xlsx(spec, OPTIONS)
    assert data == view_xlsx(spec, OPTIONS)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = written(spec).properties
    assert properties.created == properties.modified == datetime(2026, 3, 1)  # noqa: DTZ001 - the same
    assert (properties.title, properties.creator) == (spec.headline.text, "Mine Ban Atlas")


def test_letters_of_every_alphabet_and_signs_of_none_can_be_written() -> None:
    strange = "Côte d’Ivoire 朝鲜 اليمن \x00\x0b\x1f <&> \ud7ff"
    content = written(sheet_spec(with_cells(ROW, name=strange)))["Table"]["A2"].value
    assert "Côte d’Ivoire 朝鲜 اليمن" in content
    assert "<&>" in content
