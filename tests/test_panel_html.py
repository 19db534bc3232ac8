"""Panels as HTML: escaped, in their order, folded where they are long, and cited."""

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from dashboard.maps.spec import Chart, Line, MapSpec, Mark, Panel, Section, SourceNote
from dashboard.render.html.panel import COMPUTED, WHY_SHOWN, numbers_of, panel_html
from tests.map_specs import map_spec

HOSTILE = '<img src=x onerror="alert(1)">&'
SOURCES = tuple(
    SourceNote(number, f"s-{number}", f"“Title {number}”. Publisher.", "p. 1", "https://example.org/", "", None)
    for number in (1, 2, 3)
)
STATUS = Line("Party", "Mine Ban Convention, since 1 June 2006", (1,), swatch="party")


def spec_with(*sections: Section, lead: tuple[Line, ...] = (), title: str = "Ukraine") -> MapSpec:
    return replace(map_spec(), panel=Panel(title, "Eastern Europe", "UKR", lead, sections), sources=SOURCES)


def claims(count: int, *, open_count: int = 3) -> Section:
    lines = tuple(Line(f"{number} km²", "Ministry, 2023.", (2,)) for number in range(count))
    return Section("Claims", lines, open_count=open_count)


class Text(HTMLParser):
    """Gathers what stands between tags."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def text_of(html: str) -> str:
    """The text a reader sees, tags taken out."""
    parser = Text()
    parser.feed(html)
    return " ".join(" ".join(parser.texts).split())


def test_text_from_the_data_is_escaped_once_wherever_it_stands() -> None:
    line = Line(HOSTILE, HOSTILE, (1,), detail=HOSTILE)
    section = Section(
        HOSTILE, (line,), chart=Chart(HOSTILE, "km²", (Mark(date(2023, 1, 7), 5.0, HOSTILE, is_lead=True),))
    )
    html = panel_html(spec_with(section, Section(HOSTILE, (), HOSTILE), lead=(line, line), title=HOSTILE))
    assert "<img src=x" not in html
    assert "&amp;lt;" not in html
    assert text_of(html).count(HOSTILE) >= 9


def test_status_comes_first_in_its_colour_with_its_swatch_and_sources() -> None:
    html = panel_html(spec_with(lead=(STATUS,)))
    assert 'style="--tint:light-dark(#1B6DC4,' in html
    assert html.index("swatch") < html.index("<strong>Party</strong>")
    assert '<a href="#source-1"' in html


def test_a_long_reason_begins_in_sight_and_loses_nothing() -> None:
    sentences = [f"This is sentence number {number} of the reason why." for number in range(20)]
    html = panel_html(spec_with(lead=(replace(STATUS, detail=" ".join(sentences)),)))
    shown, _, rest = html.partition("<summary>more</summary>")
    assert sentences[0] in shown
    assert len(text_of(shown.partition('class="why">')[2])) <= WHY_SHOWN
    assert sentences[-1] in rest
    assert all(one in text_of(html) for one in sentences)


def test_only_the_first_lines_of_a_section_are_open() -> None:
    shown, _, hidden = panel_html(spec_with(claims(5))).partition("<summary>2 more</summary>")
    assert "2 km²" in shown
    assert "3 km²" not in shown
    assert "4 km²" in hidden


def test_on_a_page_of_its_own_everything_is_open() -> None:
    assert "more</summary>" not in panel_html(spec_with(claims(50)), is_open=True)


def test_what_the_atlas_computed_says_so_instead_of_a_number() -> None:
    computed = Line("160", "Party", (), is_computed=True)
    html = panel_html(spec_with(Section("Mixed", (computed, Line("5 km²", "Ministry", (2,))))))
    assert f"</span>{COMPUTED}" in html
    assert html.count(COMPUTED) == 1


def test_where_everything_is_computed_it_is_said_once() -> None:
    computed = Line("160", "Party", (), is_computed=True)
    assert panel_html(spec_with(Section("Status", (computed, computed)))).count(COMPUTED) == 1
    assert COMPUTED not in panel_html(spec_with(Section("Status (counts computed)", (computed, computed))))


def test_sections_without_facts_stand_together_at_the_end_each_with_its_reason() -> None:
    html = panel_html(
        spec_with(Section("Clearance", (), "No result."), claims(1), Section("Votes", (), "Members only."))
    )
    assert html.index("Claims") < html.index("Not recorded by this day")
    assert "<li><b>Clearance.</b> No result.</li><li><b>Votes.</b> Members only.</li>" in html


def test_a_chart_is_a_picture_with_an_alternative() -> None:
    marks = tuple(Mark(date(2020 + year, 1, 1), 5.0, "5 km², Ministry", is_lead=False) for year in range(3))
    html = panel_html(spec_with(replace(claims(3), chart=Chart("As stated", "km²", marks))))
    assert 'alt="As stated: three claims from 2020 to 2022;' in html
    assert 'src="data:image/svg+xml;base64,' in html


@pytest.mark.parametrize("is_open", [False, True])
def test_every_number_leads_to_its_source_and_no_other_source_is_listed(is_open: bool) -> None:  # noqa: FBT001
    spec = spec_with(claims(5), lead=(STATUS,))
    html = panel_html(spec, is_open=is_open)
    assert numbers_of(spec.panel) == {1, 2}
    assert ['id="source-1"' in html, 'id="source-2"' in html, 'id="source-3"' in html] == [True, True, False]
