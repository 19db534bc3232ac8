"""The layer of votes: of one year that was read, and who voted otherwise than in another."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.layers.votes import (
    COMPARED_YEAR,
    LABELS,
    LOOKS,
    NO_VOTE,
    SAME,
    class_of,
    has_changed,
    vote_in,
    years,
    years_not_read,
    years_read,
)
from dashboard.maps.view import View
from geodata.model import AreaKind, Vote
from tests.properties import examples
from tests.shipped_views import SHIPPED, TODAY, context_of, dataset, shown

ON = ("votes",)


@pytest.mark.parametrize(
    ("area", "day", "expected"),
    [
        ("UKR", "2026-11-21", Vote.ABSTAIN),
        ("UKR", "2025-11-21", Vote.YES),
        ("RUS", "2026-11-21", Vote.NO),
        ("USA", "2026-11-21", Vote.ABSTAIN),
        ("FRA", "1998-01-01", Vote.YES),
        ("PSE", "2026-11-21", NO_VOTE),  # no member
        ("FRA", "1996-12-31", NO_VOTE),
    ],
)
def test_a_state_has_the_class_of_its_vote(area: str, day: str, expected: str) -> None:
    ctx = context_of(View(day=date.fromisoformat(day), layers=ON))
    assert class_of(ctx, ctx.rows[area]) == expected


@examples(40)
@given(st.dates(date(1992, 1, 1), date(2033, 12, 31)), st.none() | st.dates(date(1992, 1, 1), date(2033, 12, 31)))
def test_both_years_had_ended_and_were_read(day: date, since: date | None) -> None:
    ctx = context_of(View(day=day, layers=ON, since=since))
    now, before = years(ctx)
    assert {now, before} <= {None, *years_read(dataset())}
    assert now is None or now < day.year
    assert before is None or (now is not None and before <= now)
    for area, row in ctx.rows.items():
        vote = vote_in(ctx, area, now)
        cls = class_of(ctx, row)
        assert (cls == NO_VOTE) == (vote is None)
        assert cls in (NO_VOTE, SAME) or (vote is not None and cls == vote.vote)
        assert not (cls == SAME and has_changed(ctx, area))


def test_a_year_that_was_not_read_gives_way_to_the_one_before() -> None:
    assert years(context_of(View(day=date(2022, 6, 1), layers=ON)))[0] == 2019
    gap = "The votes of 2020 and 2021 were not read."
    assert [gap in shown(View(day=date(year, 6, 1), layers=ON)).notes for year in (2020, 2022)] == [False, True]


def test_only_those_that_voted_otherwise_are_coloured_where_changes_are_picked_out() -> None:
    view = View(day=TODAY, layers=ON, since=date(2014, 3, 1))
    spec, ctx = shown(view), context_of(view)
    counts = {cls.class_id: cls.count for cls in spec.legends[0].classes}
    members = [state.area for state in dataset().countries if state.kind is AreaKind.UN_MEMBER]
    changed = sum(has_changed(ctx, area) for area in members)
    assert spec.headline.text.startswith(f"{changed} of {len(members)} states in the United Nations voted otherwise ")
    assert counts[SAME] == sum(class_of(ctx, ctx.rows[area]) == SAME for area in members)
    assert spec.legends[0].title.endswith(", where it was another in 2013")
    assert not spec.history
    assert shown(View(day=TODAY, layers=ON)).history
    assert not any("comparison is of treaty status" in note for note in spec.notes)


def test_the_menu_of_years_is_the_other_day_of_the_view() -> None:
    view = View(day=date(2010, 6, 1), layers=ON)
    options = COMPARED_YEAR.options(context_of(view))
    assert [*options] == [str(year) for year in range(2008, 1995, -1)]
    for year in options:
        chosen = COMPARED_YEAR.edit(view, year)
        assert COMPARED_YEAR.value(chosen) == year
        assert years(context_of(chosen)) == (2009, int(year))
    assert COMPARED_YEAR.edit(COMPARED_YEAR.edit(view, "1999"), "") == view


def test_the_card_names_the_resolution_and_the_vote_before() -> None:
    cards = {card.area: card.lines[0] for card in SHIPPED.cards(View(day=TODAY, layers=ON)).areas}
    assert cards["UKR"].text == "Abstained in 2025, resolution 80/35; in favour in 2024"
    assert cards["USA"].text == "Abstained in 2025, resolution 80/35; as in 2024"
    assert cards["GRL"].text == "No vote in 2025 recorded"
    assert len(cards["UKR"].sources) == 2


def test_before_the_first_vote_the_map_leads_to_it() -> None:
    spec = shown(View(day=date(1996, 6, 1), layers=ON))
    assert spec.empty is not None
    assert spec.empty.act == ("day", "1997-01-01")


def test_every_class_has_a_label_and_a_look() -> None:
    assert [*LABELS] == [*LOOKS]


@pytest.mark.parametrize(
    ("before", "missing"),
    [(1996, []), (2020, []), (2021, ["2020"]), (2026, ["2020", "2021"]), (2033, ["2020", "2021"])],
)
def test_a_year_counts_as_not_read_between_those_that_were_alone(before: int, missing: list[str]) -> None:
    assert years_not_read(dataset(), before) == missing
