"""What changed around a day: acts grouped by day and kind, and the entries into force that follow from deposits."""

from datetime import date

import pytest

from dashboard.maps.layers.treaty_status import WINDOW, acts_around
from dashboard.maps.spec import Line, Section
from dashboard.maps.view import TREATIES, View
from geodata.dates import DateSpan
from geodata.model import ActionKind
from geodata.wording import capitalized
from tests.shipped_views import DAYS, context_of, dataset


def around(day: str, **chosen: object) -> Section:
    return acts_around(context_of(View(day=date.fromisoformat(day), **chosen)))  # type: ignore[arg-type]


def line_of(section: Section, figure: str, verb: str) -> Line:
    return next(line for line in section.lines if line.figure == figure and line.text.endswith(verb))


def test_acts_of_one_day_and_kind_are_one_line() -> None:
    section = around("1997-12-03")
    assert line_of(section, "3 December 1997", "ratify").text == "Canada, Ireland and Mauritius ratify"
    assert section.title == "What changed around this day under the Mine Ban Convention"


def test_many_states_are_a_number_and_their_names_are_in_the_note() -> None:
    signed = line_of(around("1997-12-03"), "3 December 1997", "sign")
    assert signed.text == "82 states sign"
    assert signed.detail.startswith("Algeria, Andorra, ")
    assert signed.detail.count(",") == 80  # 82 names, the last two joined by "and"


def test_one_state_takes_the_singular() -> None:
    assert line_of(around("1997-12-04"), "5 December 1997", "signs").text == "Kenya signs"
    assert line_of(around("2026-02-20"), "20 February 2026", "leaves").text == "Poland leaves"


def test_entry_into_force_by_rule_is_a_change_cited_as_the_deposit() -> None:
    bound = line_of(around("1999-03-01"), "1 March 1999", "become bound")
    assert bound.text == "45 states become bound"
    assert bound.sources
    assert line_of(around("2010-08-01", treaty="ccm"), "1 August 2010", "become bound").text.startswith("30 states")


def test_an_act_on_an_unknown_day_shows_while_it_may_be_near() -> None:
    figure = "Between 3 February 2026 and 21 November 2026"
    for day in ("2025-12-25", "2026-07-01", "2026-11-21", "2027-01-04"):
        assert line_of(around(day), figure, "accedes").text == "Lebanon (not confirmed by the depositary) accedes"
    assert not any(line.figure == figure for line in around("2027-01-06").lines)


def test_without_a_change_near_the_nearest_before_and_after_are_named() -> None:
    section = around("2022-06-22")
    assert section.title.startswith("Nothing changed within 45 days under the Mine Ban Convention")
    assert [line.figure for line in section.lines] == ["9 January 2020", "12 March 2025"]


def test_the_region_filter_holds_for_changes_too() -> None:
    assert not any("Lebanon" in line.text for line in around("2026-06-01", regions=("europe",)).lines)
    assert any("Lebanon" in line.text for line in around("2026-06-01", regions=("asia",)).lines)


@pytest.mark.parametrize("treaty", TREATIES)
@pytest.mark.parametrize("day", DAYS)
def test_changes_are_in_order_cited_and_within_the_window_or_nearest(day: date, treaty: str) -> None:
    section = around(day.isoformat(), treaty=treaty)
    assert section.lines
    assert all(line.sources and line.text for line in section.lines)
    exact = [day_of(line.figure) for line in section.lines if not line.figure.startswith("Between")]
    assert exact == sorted(exact)
    if section.title.startswith("What changed"):
        assert all(abs(when - day) <= WINDOW for when in exact)
    else:
        assert all(abs(when - day) > WINDOW for when in exact)
        assert len(set(exact)) <= 2


def day_of(label: str) -> date:
    """The day that a label in words stands for."""
    acts = [act for group in dataset().actions.values() for act in group]
    known = {capitalized(act.when.label): act.when.earliest for act in acts}
    if label in known:
        return known[label]
    number, month, year = label.split()
    return DateSpan.parse(f"{year}-{MONTHS.index(month) + 1:02}-{int(number):02}").earliest


MONTHS = tuple(f"{date(2000, month, 1):%B}" for month in range(1, 13))


@pytest.mark.slow
def test_every_kind_of_act_has_a_verb() -> None:
    kinds = {act.kind for group in dataset().actions.values() for act in group}
    assert kinds <= set(ActionKind)
    for (treaty, area), acts in dataset().actions.items():
        for act in acts[:1]:
            lines = around(act.when.earliest.isoformat(), treaty=treaty).lines
            name = dataset().state(area).name
            assert any(name in line.text + line.detail for line in lines), (treaty, area)
