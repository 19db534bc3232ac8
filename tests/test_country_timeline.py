"""The timeline of a country: each record of its panel once, nothing after the day, and a chart that says it all."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.compose.compose import new_context
from dashboard.maps.compose.country_timeline import CountryTimeline, TimelineItem, country_timeline, timeline_text
from dashboard.maps.context import ComposeContext
from dashboard.maps.spec import PictureTheme
from dashboard.maps.view import TREATIES, View
from dashboard.render.charts import lanes, timeline_chart
from geodata.policies import acts_until, ended_by, policy_on
from tests.properties import examples
from tests.shipped_views import DAYS, TODAY, dataset
from tests.vega_lite import chart_faults

LOOKED_AT = ("UKR", "BIH", "TUV", "XKX", "ESH", "LTU", "USA", "GRL")
ROWS = [*TREATIES, "claims", "policy", "events", "deadlines"]


def context(area: str, day: date = TODAY) -> ComposeContext:
    return new_context(View(day=day, country=area), dataset(), today=TODAY)


def timeline_of(area: str, day: date = TODAY) -> CountryTimeline:
    return country_timeline(context(area, day), dataset().state(area))


def row_of(timeline: CountryTimeline, row_id: str) -> list[str]:
    """The ids of the records of a row; an entry into force that is computed is no record."""
    (row,) = (row for row in timeline.rows if row.row_id == row_id)
    return [item.item_id for item in row.items if item.item_id != f"{row_id}-computed"]


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS)
def test_every_act_claim_policy_and_event_of_the_panel_stands_once_in_its_row(day: date) -> None:
    data = dataset()
    for area, state in data.states.items():
        timeline, ctx = timeline_of(area, day), context(area, day)
        assert [row.row_id for row in timeline.rows] == ROWS
        holder = (data.administrator(state) or state).area
        for treaty in TREATIES:
            acts = Counter(act.action_id for act in data.status(holder, treaty, day).actions)
            assert Counter(row_of(timeline, treaty)) == acts, (area, treaty)
        assert Counter(row_of(timeline, "claims")) == Counter(claim.claim_id for claim in ctx.claims_about(area))
        policies = [*policy_on(data.policies, day, area=area).periods, *acts_until(data.policies, day, area=area)]
        policies += ended_by(data.policies, day, area=area)
        assert Counter(policy.policy_id for policy in policies) == Counter(row_of(timeline, "policy"))
        events = Counter(e.event_id for e in data.events if e.area == area and e.when.latest <= day)
        assert Counter(row_of(timeline, "events")) == events
        assert max(Counter(item.item_id for item in timeline.items).values(), default=1) == 1
        assert all(item.first <= item.last <= day for item in timeline.items), area
        assert timeline_text(timeline).endswith(".")


def test_a_period_that_runs_ends_at_the_day_and_says_no_later_end() -> None:
    timeline = timeline_of("USA", date(1998, 1, 1))
    (rule,) = (item for item in timeline.items if item.item_id == "usa-persistent-ap-use-1996-05-16")
    assert (rule.first, rule.last, rule.when) == (date(1996, 5, 16), date(1998, 1, 1), "From 16 May 1996")
    (ended,) = (item for item in timeline_of("USA").items if item.item_id == rule.item_id)
    assert (ended.last, ended.when) == (date(2004, 2, 27), "From 16 May 1996 to 27 February 2004")


def test_a_deadline_that_is_ahead_is_said_in_words_and_drawn_when_it_has_passed() -> None:
    def words(day: date) -> tuple[str, int]:
        row = timeline_of("BIH", day).rows[-1]
        return row.words, len(row.items)

    assert words(date(2025, 1, 1)) == ("recorded from November 2025 on", 0)
    assert words(TODAY) == ("1 March 2027 is ahead", 0)
    assert words(date(2027, 3, 1)) == ("1", 1)


def test_a_territory_has_the_acts_of_the_state_that_it_follows_and_names_it() -> None:
    greenland, denmark = timeline_of("GRL"), timeline_of("DNK")
    assert greenland.note == "The acts are those of Denmark, which administers Greenland."
    assert greenland.rows[0].items == denmark.rows[0].items
    assert not denmark.note


def test_where_nothing_is_recorded_the_words_say_so() -> None:
    words = {row.row_id: row.words for row in timeline_of("TUV").rows if not row.items}
    assert words.keys() == {"ccm", "ccw-ap2", "ccw-p5", "claims", "policy", "events", "deadlines"}
    assert {words[row_id] for row_id in ("claims", "policy", "events")} == {"nothing recorded by this day"}
    assert timeline_of("TUV", date(1996, 1, 1)).rows[0].words == "not yet adopted"
    assert timeline_text(timeline_of("TUV", date(1996, 1, 1))).endswith("nothing is recorded by 1 January 1996.")


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("area", LOOKED_AT)
def test_the_chart_holds_every_item_with_its_words_and_no_row_over_another(area: str, theme: PictureTheme) -> None:
    timeline = timeline_of(area)
    spec = timeline_chart(timeline, theme=theme)
    assert chart_faults(spec) == []
    drawn = [row for layer in spec["layer"] if "tooltip" in layer["encoding"] for row in layer["data"]["values"]]
    assert Counter((row["heading"], row["when"], row["text"]) for row in drawn) == Counter(
        (item.heading, item.when, item.text) for item in timeline.items
    )
    assert all(row["documents"] or row["faint"] for row in drawn)
    assert all(0 < row["at"] < spec["height"] for row in drawn)
    assert len({(row["at"], row["first"]) for row in drawn}) == len(drawn) or area == "USA"


@examples(40)
@given(
    starts=st.lists(st.integers(0, 400), max_size=30),
    length=st.integers(0, 60),
    apart=st.floats(1, 30),
)
def test_what_shares_a_lane_is_apart_unless_all_lanes_are_taken(starts: list[int], length: int, apart: float) -> None:
    first = date(2000, 1, 1).toordinal()
    items = [
        TimelineItem(str(n), date.fromordinal(first + at), date.fromordinal(first + at + length), "", "", "", "")
        for n, at in enumerate(sorted(starts))
    ]
    numbers = lanes(items, apart=apart, most=1000)
    for lane in set(numbers):
        inside = [item for item, its in zip(items, numbers, strict=True) if its == lane]
        for before, after in pairwise(inside):
            assert (after.first - before.first).days >= length + apart
    assert max(lanes(items, apart=apart, most=3), default=0) < 3
