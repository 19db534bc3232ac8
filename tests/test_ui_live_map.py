"""What the reader does in the frame of the map: acts in their order, each of which edits the view."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.link import query_of, read_link
from dashboard.maps.view import FIRST_DAY, LAST_DAY, View
from dashboard.ui.live_map import Act, acted, acts_of
from dashboard.ui.service import ATLAS
from geodata import ClaimClass, StatusKind

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
KINDS = st.sampled_from(["choose", "keep", "least", "day", "since", "reset", "no such kind"])


def sent(acts: object) -> dict[str, object]:
    return {"acts": acts, "session": "a"}


def test_acts_come_in_the_order_of_their_numbers() -> None:
    assert acts_of(sent([[2, "keep", []], [1, "choose", "UKR"]]), session="a") == (
        Act(1, "choose", "UKR"),
        Act(2, "keep", []),
    )


@given(ANYTHING)
def test_what_is_no_act_is_left_out(value: object) -> None:
    assert acts_of(value, session="a") == ()
    assert acts_of(sent(value), session="a") == () or isinstance(value, list)


def test_acts_that_another_session_was_told_are_left_to_that_one() -> None:
    assert acts_of(sent([[1, "choose", "UKR"]]), session="b") == ()


@given(KINDS, ANYTHING)
def test_whatever_a_frame_sends_the_view_stays_one_that_a_link_can_say(kind: str, value: object) -> None:
    view = acted(View(), Act(1, kind, value))
    assert read_link(query_of(view)) == (view, ())


@pytest.mark.parametrize(
    ("kind", "value", "view"),
    [
        ("choose", "UKR", View(country="UKR")),
        ("choose", None, View()),
        ("choose", "ATLANTIS", View()),
        ("keep", ["left", "signed"], View(statuses=(StatusKind.SIGNED, StatusKind.LEFT))),
        ("keep", [kind.value for kind in StatusKind], View()),
        ("least", "heavy", View(claim_least=ClaimClass.HEAVY)),
        ("least", None, View()),
        ("day", "2014-09-23", View(day=date(2014, 9, 23))),
        ("day", "1066-10-14", View(day=FIRST_DAY)),
        ("day", "2200-01-01", View(day=LAST_DAY)),
        ("day", "tomorrow", View()),
        ("day", None, View()),
        ("since", "2020-01-01", View(since=date(2020, 1, 1))),
        ("since", "1066-10-14", View(since=FIRST_DAY)),
        ("since", None, View()),
    ],
)
def test_each_act_edits_the_view(kind: str, value: object, view: View) -> None:
    assert acted(View(), Act(1, kind, value)) == view


def test_today_is_no_day_so_that_the_link_stays_at_today() -> None:
    assert acted(View(day=FIRST_DAY), Act(1, "day", ATLAS.today().isoformat())) == View()


def test_a_reset_takes_every_filter_away_and_nothing_else() -> None:
    view = View(statuses=(StatusKind.LEFT,), regions=("asia",), claim_least=ClaimClass.HEAVY, country="UKR")
    assert acted(view, Act(1, "reset", "filters")) == View(country="UKR")


def test_a_reset_of_the_comparison_takes_it_away_and_nothing_else() -> None:
    view = View(statuses=(StatusKind.LEFT,), since=date(2020, 1, 1))
    assert acted(view, Act(1, "reset", "compare")) == View(statuses=(StatusKind.LEFT,))
