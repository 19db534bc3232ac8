"""The small chart of claims: points without a line, round axes, and a text alternative."""

from datetime import date
from xml.etree import ElementTree

import pytest

from dashboard.maps.spec import Chart, Mark
from dashboard.render.html.panel import BOTTOM, LEFT, RIGHT, TOP, alternative, claim_chart

SVG = "{http://www.w3.org/2000/svg}"
CHART = Chart(
    "As stated",
    "km²",
    (
        Mark(date(2022, 4, 4), 80_000.0, "80,000 km², Ministry", is_lead=False),
        Mark(date(2023, 1, 7), 250_000.0, "250,000 km², <Prime> Minister", is_lead=True),
        Mark(date(2025, 6, 24), 137_000.0, "137,000 km², Prime Minister", is_lead=False),
    ),
)


def drawn(chart: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(claim_chart(chart, "light"))  # noqa: S314 - our own text


def test_claims_are_points_and_no_line_joins_them() -> None:
    root = drawn(CHART)
    assert len(root.findall(f"{SVG}circle")) == 3
    assert root.findall(f"{SVG}polyline") == []


def test_points_lie_inside_the_plot_in_the_order_of_their_days() -> None:
    by_title = {c.findtext(f"{SVG}title") or "": c for c in drawn(CHART).findall(f"{SVG}circle")}
    points = [
        (float(c.get("cx", "")), float(c.get("cy", ""))) for _, c in sorted(by_title.items(), key=lambda i: i[0][-10:])
    ]
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    assert all(LEFT <= x <= RIGHT and TOP <= y <= BOTTOM for x, y in points)


def test_the_lead_point_is_larger_drawn_last_and_says_its_figure() -> None:
    root = drawn(CHART)
    assert [c.get("r") for c in root.findall(f"{SVG}circle")] == ["3.5", "3.5", "5.0"]
    assert root.findall(f"{SVG}text")[-1].text == "250,000 km²"


def test_the_figure_of_the_lead_point_stands_clear_of_points_beside_it() -> None:
    close = Mark(date(2023, 6, 1), 250_000.0, "250,000 km²", is_lead=False)
    root = drawn(Chart("c", "km²", (*CHART.marks[:2], close, CHART.marks[2])))
    last, lead = root.findall(f"{SVG}text")[-1], root.findall(f"{SVG}circle")[-1]
    assert abs(float(last.get("y", "")) - float(lead.get("cy", ""))) > 9


def test_the_axes_say_years_and_round_figures() -> None:
    texts = [t.text for t in drawn(CHART).findall(f"{SVG}text")]
    assert texts[:3] == ["0", "150,000", "300,000"]
    assert texts[3:7] == ["2022", "2023", "2024", "2025"]


def test_a_label_from_the_data_cannot_become_markup() -> None:
    assert "<Prime>" not in claim_chart(CHART)
    assert "&lt;Prime&gt;" in claim_chart(CHART)


def test_the_alternative_says_how_many_claims_when_and_between_which_figures() -> None:
    assert alternative(CHART) == (
        "As stated: three claims from 2022 to 2025; lowest 80,000 km², Ministry, highest 250,000 km², <Prime> Minister."
    )


@pytest.mark.parametrize(
    ("highest", "top"), [(0.03, "0.1"), (0.5, "0.5"), (1.0, "1"), (7.2, "8"), (76.72, "80"), (1640.0, "2,000")]
)
def test_the_axis_ends_at_a_round_figure_that_holds_every_claim(highest: float, top: str) -> None:
    chart = Chart("c", "km²", tuple(Mark(date(2020 + n, 1, 1), highest, "", is_lead=False) for n in range(3)))
    assert [t.text for t in drawn(chart).findall(f"{SVG}text")][2] == top


def test_claims_of_one_day_still_make_a_chart() -> None:
    chart = Chart("c", "km²", tuple(Mark(date(2020, 1, 1), 5.0, "", is_lead=False) for _ in range(3)))
    assert len(drawn(chart).findall(f"{SVG}circle")) == 3


def test_over_many_years_only_some_are_named() -> None:
    chart = Chart("c", "km²", tuple(Mark(date(year, 1, 1), 5.0, "", is_lead=False) for year in range(1999, 2026)))
    years = [t.text for t in drawn(chart).findall(f"{SVG}text")][3:]
    assert len(years) <= 7
    assert years[0] == "1999"
