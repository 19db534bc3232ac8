"""A layer through time: the table that the browser plays says of every day what a view of that day says."""

import gzip
import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.compose.layer_history import MOST_LETTERS, history, history_view, layer_history
from dashboard.maps.compose.timeline import History
from dashboard.maps.layers import contamination, policy
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.layers.treaty_status import ID as STATUS
from dashboard.maps.link import link_of
from dashboard.maps.view import FIRST_DAY, LAST_DAY, ClassFilter, Other, View
from dashboard.render.live_map.message import history_url, message, period_table
from geodata import ClaimClass, ClaimRule, ComparableGroup
from geodata.geo.frames import frame_areas
from geodata.questions import AllowedClause, GroupClause, simple
from tests.properties import examples
from tests.shipped_views import context_of, dataset, shown

PLAYED = tuple(layer.layer_id for layer in LAYERS if layer.has_days and layer.can_fill and layer.layer_id != STATUS)
OF_FEW_DAYS = simple(GroupClause("nato"), AllowedClause())  # of few days; every clause is asked in test_questions.py
VIEWS = (
    *(View(layers=(name, "borders"), question=OF_FEW_DAYS) for name in PLAYED),
    View(layers=(policy.ID,), regions=("asia", "europe")),
    View(layers=(policy.ID,), claim_least=ClaimClass.MASSIVE),
    View(layers=(contamination.ID,), claim_least=ClaimClass.LIGHT, claim_rule=ClaimRule.HIGHEST),
    View(layers=(contamination.ID,), claim_group=ComparableGroup.CLUSTER_REMNANTS),
    View(layers=("deadlines",), class_filter=ClassFilter("deadlines", ("met", "passed"))),
    View(layers=("votes", "oblasts"), class_filter=ClassFilter("oblasts", ("heavy",))),
)
BUDGET = 20_000  # bytes of one table on the wire, as for a treaty


@cache
def played(view: View) -> History:
    """The history that a map of a view plays, as it is asked for by its address."""
    film = history(history_view(view, view.layers[0]), dataset())
    assert film is not None
    return film


@cache
def table_of(view: View) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(period_table(played(view)))
    return table


def number_of(day: date) -> int:
    return (day - FIRST_DAY).days


def classes_on(table: dict[str, Any], day: date) -> dict[str, str]:
    """What the browser fills each area with."""
    classes = {}
    for area, line in table["areas"].items():
        pairs = zip(line[::2], line[1::2], strict=True)
        text = [text for start, text in pairs if start <= number_of(day)][-1]
        classes[area] = table["classes"][table["texts"][text][0]]
    return classes


def counts_on(table: dict[str, Any], day: date) -> dict[str, int]:
    row = [counts for start, counts in table["counts"] if start <= number_of(day)][-1]
    return dict(zip(table["classes"], row, strict=True))


def out_on(table: dict[str, Any], day: date) -> set[str]:
    turns = table.get("out", {})
    return {area for area, days in turns.items() if sum(turn <= number_of(day) for turn in days) % 2}


@st.composite
def view_and_day(draw: st.DrawFn) -> tuple[View, date]:
    """A view, and a day on which something changed, one beside it, or any other."""
    view = draw(st.sampled_from(VIEWS))
    near = st.builds(
        lambda change, shift: min(max(change.day + timedelta(days=shift), FIRST_DAY), LAST_DAY),
        st.sampled_from(played(view).changes),
        st.integers(-1, 1),
    )
    return view, draw(near | st.dates(FIRST_DAY, LAST_DAY))


@pytest.mark.slow
@examples(20)
@given(view_and_day())
def test_the_table_has_classes_counts_and_filters_of_a_view_of_the_day(chosen: tuple[View, date]) -> None:
    view, day = chosen
    table = table_of(view)
    spec = shown(replace(view, day=day))
    assert classes_on(table, day) == {area.area: area.class_id for area in spec.areas}
    assert out_on(table, day) == set(spec.out)
    legend = spec.legends[0]
    titles = [title for start, title in table.get("titles", [[0, legend.title]]) if start <= number_of(day)]
    assert titles[-1] == legend.title
    assert counts_on(table, day) == {item.class_id: item.count for item in legend.classes}


def test_the_film_of_united_states_policy_begins_with_its_table_and_says_the_headline_of_each_step() -> None:
    view = View(layers=(policy.ID, "borders"))
    film = played(view)
    assert film.start == date(1992, 1, 1)
    assert [change.day.isoformat() for change in film.changes] == [
        "1992-01-01",
        "1996-05-16",
        "2003-12-31",
        "2004-02-27",
        "2011-01-01",
        "2014-09-23",
        "2020-01-31",
        "2022-06-21",
        "2025-12-02",
    ]
    for change in film.changes:
        headline = policy.headline(context_of(replace(view, day=change.day)))
        assert headline is not None
        assert change.text == headline.text
    assert {"2014-09-23", "2020-01-31", "2022-06-21"} < {key.day.isoformat() for key in film.key_days}


@pytest.mark.slow
def test_a_step_without_words_of_its_layer_names_the_areas_and_their_new_class() -> None:
    texts = {
        change.day.isoformat(): change.text for change in played(View(layers=(contamination.ID, "borders"))).changes
    }
    assert texts["2026-02-27"] == "Croatia: “Declared complete”"
    assert texts["2025-11-01"].endswith("six areas: “Heavy: 20 to 99 km²”; 29 areas: other classes")


@pytest.mark.slow
def test_the_words_of_a_day_on_which_much_changes_count_areas_and_fit_the_list() -> None:
    texts = {change.day: change.text for change in played(View(layers=("clearance", "borders"))).changes}
    assert texts[date(2024, 1, 1)].endswith(" areas: other classes")
    assert max(map(len, texts.values())) < MOST_LETTERS + 40


@pytest.mark.slow
def test_a_layer_is_played_from_its_first_change_on() -> None:
    film = played(View(layers=(contamination.ID, "borders")))
    assert film.start == film.changes[0].day == date(2008, 12, 31)
    assert all(key.day >= film.start for key in film.key_days)


@pytest.mark.slow
def test_a_step_says_what_a_filter_leaves_out_and_lets_pass_again() -> None:
    changes = played(View(layers=(policy.ID,), claim_least=ClaimClass.MASSIVE)).changes
    texts = {change.day.isoformat(): change.text for change in changes}
    assert texts["2015-11-23"] == "Kept by the filter: Croatia"
    assert texts["2015-11-29"] == "Left out by the filter: Zimbabwe; kept by the filter: South Sudan"


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS, ids=link_of)
def test_a_table_is_small_on_the_wire(view: View) -> None:
    assert len(gzip.compress(period_table(played(view)), 9)) <= BUDGET


def test_views_that_differ_in_nothing_that_is_played_share_one_address() -> None:
    base = View(layers=(policy.ID, "borders"))
    others = (
        View(layers=(policy.ID,), day=date(2014, 9, 24)),
        View(layers=(policy.ID, "events"), extent="korea", country="KOR", beside=Other("ccm")),
    )
    assert {history_url(shown(view)) for view in (base, *others)} == {history_url(shown(base))}
    assert history_url(shown(base)).endswith(".json?v=1&layers=policy")
    filtered = history_url(shown(replace(base, regions=("asia",))))
    assert filtered.endswith(".json?v=1&layers=policy&region=asia")


def test_a_map_plays_the_table_of_its_fill_and_one_without_a_fill_plays_none() -> None:
    assert "/periods/apmbc-" in message(shown(View()))["periods"]
    assert "/periods/contamination-" in message(shown(View(layers=("contamination",))))["periods"]
    assert message(shown(View(layers=("borders",))))["periods"] == ""
    assert history(View(layers=("borders",)), dataset()) is None
    assert layer_history(View(layers=("borders",)), dataset()) is None


def test_a_history_knows_every_area_that_a_map_can_show() -> None:
    view = history_view(View(layers=(policy.ID,)), policy.ID)
    assert set(frame_areas("world")) <= set(table_of(view)["areas"])
