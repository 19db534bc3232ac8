"""What a national policy allowed on a day, and where; the Korean exception is a dated rule like any other."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.model import PolicyAction
from geodata.policies import USE_LABELS, PolicyOnDay, UseRule, acts_until, policy_on
from tests.builders import on, policy

SMART = "self_destructing_ap"
KOREA = [
    policy("2004-02-27", "2014-09-23", mines=SMART),
    policy("2014-09-23", "2020-01-31", mines=SMART, allowed_in="KOR;PRK"),
    policy("2011-01-01", "2020-01-31", allowed_in="NONE"),
]


def use(policies: list[PolicyAction], day: str, place: str = "KOR") -> UseRule:
    return policy_on(policies, on(day)).use_rule(place)


def test_a_period_runs_from_its_first_day_until_the_day_it_ends() -> None:
    assert use(KOREA, "2014-09-22", "AFG") is UseRule.SELF_DESTRUCTING
    assert use(KOREA, "2014-09-23", "AFG") is UseRule.NONE
    assert use(KOREA, "2014-09-23") is UseRule.SELF_DESTRUCTING
    assert use(KOREA, "2020-01-30") is UseRule.SELF_DESTRUCTING
    assert use(KOREA, "2020-01-31") is UseRule.UNKNOWN


@pytest.mark.parametrize(
    ("persistent", "smart", "expected"),
    [
        ("WLD", "WLD", UseRule.BOTH),
        ("KOR", "NONE", UseRule.PERSISTENT),
        ("NONE", "KOR;PRK", UseRule.SELF_DESTRUCTING),
        ("NONE", "PRK", UseRule.NONE),
        ("UNKNOWN", "UNKNOWN", UseRule.UNKNOWN),
        ("UNKNOWN", "WLD", UseRule.SELF_DESTRUCTING),
    ],
)
def test_the_two_kinds_of_mine_are_taken_together(persistent: str, smart: str, expected: UseRule) -> None:
    periods = [policy("2000-01-01", allowed_in=persistent), policy("2000-01-01", mines=SMART, allowed_in=smart)]
    assert use(periods, "2001-01-01") is expected


def test_a_place_that_no_period_names_has_the_rule_for_the_world() -> None:
    assert use([policy("2000-01-01", allowed_in="WLD")], "2001-01-01", "") is UseRule.PERSISTENT
    assert use([policy("2000-01-01", allowed_in="KOR")], "2001-01-01", "") is UseRule.NONE


def test_a_rule_read_in_one_report_and_still_running_says_so() -> None:
    reported = policy("2025-12-02", mines=SMART, confidence="one_source")
    assert use([reported], "2026-03-01") is UseRule.REPORTED
    closed = policy("1998-05-15", "2003", mines=SMART, confidence="one_source")
    assert use([closed], "2000-01-01") is UseRule.SELF_DESTRUCTING


def test_an_unverified_rule_is_not_drawn() -> None:
    assert use([policy("2025-12-02", confidence="unverified")], "2026-03-01") is UseRule.UNKNOWN


def test_rules_on_other_activities_say_nothing_about_use() -> None:
    rules = policy_on([policy("2000-01-01", activity="production")], on("2001-01-01"))
    assert (rules.use_rule("KOR"), rules.use_periods, len(rules.periods)) == (UseRule.UNKNOWN, (), 1)


def test_a_limit_known_only_to_a_year_keeps_the_period_on_every_day_it_may_cover() -> None:
    period = policy("1998", "2003")
    assert use([period], "1998-01-01") is UseRule.PERSISTENT
    assert use([period], "2003-12-30") is UseRule.PERSISTENT
    assert use([period], "2003-12-31") is UseRule.UNKNOWN


def test_acts_and_other_states_are_not_periods_of_this_state() -> None:
    others = [policy("2000-01-01", record="act"), policy("2000-01-01", area="FIN")]
    assert policy_on(others, on("2001-01-01")) == PolicyOnDay("USA", ())
    assert policy_on(others, on("2001-01-01"), area="FIN").periods == (others[1],)


def test_acts_stand_newest_first_and_only_once_made() -> None:
    acts = [policy(day, record="act", area="FIN") for day in ("2025-04", "2025-07-10", "2026-01-14", "2024")]
    past_acts = acts_until([*acts, policy("2020-01-01", area="FIN")], on("2025-12-31"), area="FIN")
    assert [str(a.start.latest) for a in past_acts] == ["2025-07-10", "2025-04-30", "2024-12-31"]


@given(st.permutations(KOREA), st.dates(date(2000, 1, 1), date(2025, 1, 1)))
def test_the_order_of_rows_never_matters(periods: list[PolicyAction], day: date) -> None:
    assert policy_on(periods, day) == policy_on(KOREA, day)


def test_every_rule_has_a_label() -> None:
    assert set(USE_LABELS) == set(UseRule)
