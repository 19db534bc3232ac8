"""Report this figure: each line of a panel has the ids of its rows, and the page the address that reports go to."""

import csv
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path

import pytest
import yaml

from dashboard.maps.compose.claims_comparison import claim_panels
from dashboard.maps.layers import question
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.permalinks import content_id
from dashboard.maps.ready_questions import READY_QUESTIONS
from dashboard.maps.reference.bibliography import bibliography
from dashboard.maps.reference.policy_history import policy_history
from dashboard.maps.spec import Line, MapSpec, Panel, Section, spec_json
from dashboard.maps.view import TREATIES, View
from dashboard.render.html.country import figures_alone_html
from dashboard.render.html.panel import panel_html
from dashboard.render.html.reference import bibliography_html
from dashboard.render.treaty_matrix import matrix_row_html
from dashboard.web.page_head import report_tag
from dashboard.web.settings import REPORT_FIELDS, Settings
from geodata.dataset import DATA_FOLDER
from tests.map_specs import map_spec
from tests.shipped_views import SHIPPED, TODAY, context_of, dataset, lines_of, panel_of, shown

ROOT = Path(__file__).parents[1]
HOSTILE = 'a"><script>&'


@cache
def ids_of_rows() -> frozenset[str]:
    """The ids in the files of the tables; votes have a key of two columns in place of one."""
    ids = set()
    for path in DATA_FOLDER.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            (key, *_) = rows.fieldnames or [""]
            ids |= {row[key] for row in rows if key.endswith("_id")}
    with (DATA_FOLDER / "votes.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(ids | {f"{row['area']}-{row['year']}" for row in csv.DictReader(file)})


def assert_reportable(panel: Panel) -> None:
    for line in lines_of(panel):
        assert bool(line.records) is not line.is_computed, line
        assert line.records or not line.sources, line
        assert set(line.records) <= ids_of_rows(), line


@pytest.mark.slow
def test_every_line_that_states_a_row_in_the_panel_of_every_area_names_it_by_an_id_of_the_tables() -> None:
    for area in dataset().states:
        assert_reportable(panel_of(area, TODAY))


@pytest.mark.slow
@pytest.mark.parametrize("layer", [layer.layer_id for layer in LAYERS])
def test_so_do_the_lines_of_every_layer(layer: str) -> None:
    for treaty in TREATIES:
        assert_reportable(shown(View(layers=(layer,), treaty=treaty)).panel)


@pytest.mark.slow
def test_so_do_those_of_a_change_of_the_ready_questions_and_of_the_policy_screen() -> None:
    assert_reportable(shown(View(since=TODAY.replace(year=2020))).panel)
    assert_reportable(policy_history(context_of(View())))
    for ready in READY_QUESTIONS:
        assert_reportable(shown(View(layers=(question.ID,), question=ready.question)).panel)


def test_the_rows_of_a_line_are_no_part_of_the_json_of_a_content_id_or_of_what_is_equal() -> None:
    spec = shown(View(country="UKR"))
    sections = tuple(
        replace(section, lines=tuple(replace(line, records=()) for line in section.lines))
        for section in spec.panel.sections
    )
    lead = tuple(replace(line, records=()) for line in spec.panel.lead)
    plain = replace(spec, panel=replace(spec.panel, sections=sections, lead=lead))
    assert next(iter(lines_of(spec.panel))).records
    assert not any(line.records for line in lines_of(plain.panel))
    assert (spec_json(plain), content_id(plain), plain) == (spec_json(spec), content_id(spec), spec)


def spec_with(*lines: Line, lead: tuple[Line, ...] = ()) -> MapSpec:
    return replace(map_spec(), panel=Panel("Ukraine", "", "UKR", lead, (Section("Claims", lines),)))


def test_the_ids_of_a_line_stand_once_in_its_note_and_are_escaped() -> None:
    line = Line("5 km²", "Ministry", (), detail="Why", records=("a", HOSTILE))
    html = panel_html(spec_with(line, lead=(line,)))
    assert html.count('data-record="a a&quot;&gt;&lt;script&gt;&amp;"><summary>') == 2
    assert "<script" not in html
    bare = panel_html(spec_with(Line("5 km²", "Ministry", (), records=("a",))))
    assert '<details class="note" data-record="a"><summary>record</summary></details>' in bare


def test_a_computed_line_has_nothing_to_report() -> None:
    html = panel_html(spec_with(Line("5", "states", (), is_computed=True)))
    assert "data-record" not in html
    assert "<details" not in html


@pytest.mark.slow
def test_each_document_of_the_bibliography_names_its_row() -> None:
    entries = bibliography(dataset())
    html = bibliography_html(entries, HOSTILE)
    assert html.count('data-release="a&#34;&gt;&lt;script&gt;&amp;"') == 1
    assert {entry.source.source_id for entry in entries} <= ids_of_rows()
    for entry in entries:
        assert html.count(f'<details class="note" data-record="{entry.source.source_id}">') == 1


@pytest.mark.slow
def test_each_fact_under_a_document_names_its_row() -> None:
    groups = [group for entry in bibliography(dataset()) for group in entry.cited_by]
    records = {(group.table, fact.record) for group in groups for fact in group.facts}
    bare = {"Names", "Names in other tables", "Land areas"}  # rows without an id
    assert {table for table, record in records if not record} <= bare
    drawn = {"Lines on the map", "Notes on boundaries"}  # of tables of their own
    assert {record for table, record in records if record and table not in drawn} <= ids_of_rows()


def test_a_row_of_the_matrix_names_the_act_that_decided_each_status() -> None:
    (row,) = (row for row in SHIPPED.treaty_matrix(TODAY) if row.area == "FIN")
    html = matrix_row_html(row, SHIPPED.treaty_names(), day=TODAY, release=dataset().release)
    records = [cell.record for cell in row.cells.values() if cell.act]
    assert records
    assert {*records} <= ids_of_rows()
    assert all(html.count(f'data-record="{record}"') == 1 for record in records)
    assert html.count("<details") == len(records)
    assert f'data-release="{dataset().release}" data-day="{TODAY.isoformat()}"' in html


def test_figures_that_stand_alone_name_their_claims() -> None:
    panels = claim_panels(context_of(View(day=TODAY, country="UKR")), dataset().state("UKR"))
    points = [panel.points[0] for panel in panels if len(panel.points) == 1]
    html = figures_alone_html(points)
    assert points
    assert {point.claim_id for point in points} <= ids_of_rows()
    assert all(html.count(f'data-record="{point.claim_id}"') == 1 for point in points)


def test_a_page_names_the_address_of_reports_only_where_one_is_set() -> None:
    assert report_tag(Settings().report_template) == ""
    template = Settings(report_to="https://example.org/new?a=1").report_template
    tag = report_tag(template)
    assert tag == f'<meta name="atlas-report" content="{template.replace("&", "&amp;")}">'
    assert template in unescape(tag)
    assert report_tag(HOSTILE) == '<meta name="atlas-report" content="a&quot;&gt;&lt;script&gt;&amp;">'


def test_the_fields_of_a_report_are_those_of_the_form_for_a_wrong_fact() -> None:
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/wrong-fact.yml").read_text(encoding="utf-8"))
    assert {*REPORT_FIELDS} - {"title"} <= {item.get("id") for item in form["body"]}
