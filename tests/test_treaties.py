"""Status of a state on a day: the rules of law one by one; properties are in test_treaties_properties.py."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.dates import add_months
from geodata.model import TreatyAction
from geodata.treaties import StatusKind, TreatyStatus, entry_into_force, status_on, timeline
from tests.builders import act, on, treaty

APMBC = treaty()
CCW = treaty(rule="six_months_after", in_force="1998-12-03")
ACCEDED = act("accession", "2005-03-15")
NOTICE = act("withdrawal_notified", "2025-06-27", effective="2025-12-27")
SUSPENDED = act("suspension_notified", "2025-07-18", contested_by="States Parties", note="Both positions.")
ANY_DAY = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def status(day: str, *acts: TreatyAction) -> TreatyStatus:
    return status_on(acts, on(day), treaty=APMBC)


def kind(day: str, *acts: TreatyAction) -> StatusKind:
    return status(day, *acts).kind


@given(ANY_DAY)
def test_entry_into_force_is_the_first_day_of_the_sixth_month_and_never_before_the_treaty(deposited: date) -> None:
    day = entry_into_force(APMBC, deposited)
    assert day.day == 1
    assert day == max(add_months(deposited.replace(day=1), 6), APMBC.in_force)


@given(ANY_DAY, ANY_DAY)
def test_a_later_deposit_never_binds_earlier(one: date, other: date) -> None:
    first, second = sorted((one, other))
    for rules in (APMBC, CCW):
        assert entry_into_force(rules, first) <= entry_into_force(rules, second)
        assert entry_into_force(rules, first) >= rules.in_force


@pytest.mark.parametrize(
    ("deposited", "expected"),
    [
        ("1998-09-16", "1999-03-01"),  # Burkina Faso, the fortieth deposit
        ("1998-10-01", "1999-04-01"),
        ("2005-12-27", "2006-06-01"),  # Ukraine
        ("2025-06-25", "2025-12-01"),  # Tonga
    ],
)
def test_entry_into_force_is_what_the_depositary_prints(deposited: str, expected: str) -> None:
    assert entry_into_force(APMBC, on(deposited)) == on(expected)


def test_a_protocol_binds_six_months_after_consent_clipped_to_the_end_of_the_month() -> None:
    assert entry_into_force(CCW, on("2006-10-31")) == on("2007-04-30")  # France, as the Dutch treaty database prints it
    assert entry_into_force(CCW, on("1998-01-01")) == on("1998-12-03")


def test_a_state_without_acts_has_not_signed() -> None:
    treaty_status = status("2024-11-26")
    assert (treaty_status.kind, treaty_status.since, treaty_status.actions, treaty_status.reason) == (
        StatusKind.NOT_SIGNED,
        None,
        (),
        "",
    )


def test_a_state_signs_then_joins_then_is_bound() -> None:
    acts = (act("signature", "1997-12-03"), act("ratification", "2005-03-15"))
    assert kind("1997-12-02", *acts) is StatusKind.NOT_SIGNED
    assert kind("1997-12-03", *acts) is StatusKind.SIGNED
    assert kind("2005-03-15", *acts) is StatusKind.JOINED
    assert kind("2005-08-31", *acts) is StatusKind.JOINED
    assert kind("2005-09-01", *acts) is StatusKind.PARTY
    assert status("2006-01-01", *acts).since == on("2005-09-01")


@pytest.mark.parametrize(
    "consent", ["ratification", "acceptance", "approval", "accession", "succession", "consent_to_be_bound"]
)
def test_every_form_of_consent_joins(consent: str) -> None:
    assert status("2005-03-15", act(consent, "2005-03-15")).has_joined


def test_a_stated_entry_into_force_goes_before_the_rule() -> None:
    acts = (ACCEDED, act("entry_into_force", "2005-06-01"))
    assert kind("2005-05-31", *acts) is StatusKind.JOINED
    assert status("2005-06-01", *acts).since == on("2005-06-01")


def test_a_successor_bound_from_independence_is_a_party_from_its_notice() -> None:
    acts = (act("succession", "2011-11-11"), act("entry_into_force", "2011-07-09"))  # South Sudan
    assert kind("2011-11-10", *acts) is StatusKind.NOT_SIGNED
    assert (kind("2011-11-11", *acts), status("2012-01-01", *acts).since) == (StatusKind.PARTY, on("2011-11-11"))


def test_acts_that_change_nothing_are_shown_all_the_same() -> None:
    treaty_status = status("2026-01-01", ACCEDED, act("objection", "2025-10-17"))
    assert treaty_status.kind is StatusKind.PARTY
    assert [a.kind for a in treaty_status.actions] == ["accession", "objection"]


def test_a_withdrawal_ends_membership_on_its_day() -> None:
    assert kind("2025-06-26", ACCEDED, NOTICE) is StatusKind.PARTY
    assert kind("2025-06-27", ACCEDED, NOTICE) is StatusKind.LEAVING
    assert status("2025-12-26", ACCEDED, NOTICE).is_bound
    assert kind("2025-12-27", ACCEDED, NOTICE) is StatusKind.LEFT
    assert not status("2025-12-27", ACCEDED, NOTICE).has_joined


@pytest.mark.parametrize("is_stated", [False, True], ids=["announced only", "announced and stated"])
@given(joined=ANY_DAY, wait=st.integers(0, 900), notice=st.integers(1, 900))
def test_a_withdrawal_ends_membership_neither_sooner_nor_later(
    *, is_stated: bool, joined: date, wait: int, notice: int
) -> None:
    noticed = joined + timedelta(days=wait)
    leaves = noticed + timedelta(days=notice)
    acts = [act("accession", str(joined)), act("withdrawal_notified", str(noticed), effective=str(leaves))]
    if is_stated:
        acts.append(act("withdrawal_effective", str(leaves)))
    assert status_on(acts, leaves - timedelta(days=1), treaty=APMBC).has_joined
    left = status_on(acts, leaves, treaty=APMBC)
    assert (left.kind, left.since) == (StatusKind.LEFT, leaves)


@pytest.mark.parametrize("announced", ["", "2025-12-27"])
def test_a_state_that_left_joins_again(announced: str) -> None:
    ways_out = (
        act("withdrawal_notified", "2025-06-27", effective=announced),
        act("withdrawal_effective", "2025-12-27"),
    )
    for out in (ways_out, (NOTICE,)):
        acts = (ACCEDED, *out, act("accession", "2030-02-10"))
        assert kind("2030-02-09", *acts) is StatusKind.LEFT
        assert kind("2030-02-10", *acts) is StatusKind.JOINED
        assert kind("2030-08-01", *acts) is StatusKind.PARTY


def test_a_state_that_rejoined_is_not_under_its_old_suspension() -> None:
    acts = (ACCEDED, SUSPENDED, act("withdrawal_effective", "2026-01-01"), act("accession", "2027-01-01"))
    assert kind("2027-07-01", *acts) is StatusKind.PARTY


def test_a_signatory_cannot_withdraw() -> None:
    assert kind("2026-01-01", act("signature", "1997-12-03"), NOTICE) is StatusKind.SIGNED


def test_a_withdrawal_before_entry_into_force_does_not_make_a_state_bound() -> None:
    acts = (act("accession", "2025-06-10"), act("withdrawal_notified", "2025-06-27"))
    assert kind("2025-11-30", *acts) is StatusKind.JOINED
    assert kind("2025-12-01", *acts) is StatusKind.LEAVING


def test_a_claimed_suspension_leaves_the_state_bound_and_says_who_contests_it() -> None:
    treaty_status = status("2026-11-21", ACCEDED, SUSPENDED)
    assert (treaty_status.kind, treaty_status.since, treaty_status.reason) == (
        StatusKind.SUSPENSION_CLAIMED,
        on("2025-07-18"),
        "Both positions.",
    )
    assert treaty_status.is_bound
    assert treaty_status.actions[-1].contested_by == "States Parties"


def test_a_claimed_suspension_does_not_stop_a_withdrawal() -> None:
    for suspended in (SUSPENDED, act("suspension_notified", "2025-06-01")):
        acts = (ACCEDED, NOTICE, suspended)
        assert kind("2025-12-26", *acts) is StatusKind.LEAVING
        assert kind("2025-12-27", *acts) is StatusKind.LEFT


def test_a_suspension_claimed_before_entry_into_force_does_not_bind() -> None:
    acts = (act("accession", "2025-07-01"), SUSPENDED)
    assert kind("2025-12-31", *acts) is StatusKind.JOINED
    assert kind("2026-01-01", *acts) is StatusKind.SUSPENSION_CLAIMED


def test_the_acts_of_one_day_apply_in_legal_order() -> None:
    day = "2005-03-15"
    assert kind(day, act("ratification", day), act("signature", day)) is StatusKind.JOINED
    assert kind(day, act("entry_into_force", day), act("accession", day)) is StatusKind.PARTY
    withdrawn = (act("withdrawal_effective", day), act("withdrawal_notified", day), act("accession", day))
    assert kind(day, *withdrawn) is StatusKind.LEFT
    suspended = (act("withdrawal_notified", "2025-07-18"), SUSPENDED, ACCEDED)
    assert kind("2025-07-18", *suspended) is StatusKind.LEAVING


def test_a_date_known_only_to_a_range_makes_the_status_uncertain_inside_it() -> None:
    vague = act("accession", "2026-02-03/2026-11-21")  # Lebanon
    assert status("2026-02-02", vague).kind is StatusKind.NOT_SIGNED
    inside = status("2026-02-03", vague)
    assert (inside.kind, inside.possible) == (StatusKind.UNCERTAIN, (StatusKind.JOINED, StatusKind.NOT_SIGNED))
    assert inside.label == "uncertain: joined, not yet bound or not signed"
    assert inside.reason == (
        "On 3 February 2026 more than one reading is possible: the day of its accession is not known, only that it "
        "lies between 3 February 2026 and 21 November 2026."
    )
    assert status("2026-08-01", vague).possible == (StatusKind.PARTY, StatusKind.JOINED, StatusKind.NOT_SIGNED)
    last = status("2026-11-21", vague)
    assert last.possible == (StatusKind.PARTY, StatusKind.JOINED)
    assert (last.has_joined, last.is_bound, last.may_be_bound) == (True, False, True)
    assert last.reason.endswith("lies between 3 February 2026 and 21 November 2026 and has passed.")
    assert (kind("2027-05-01", vague), status("2027-05-01", vague).since) == (StatusKind.PARTY, None)


def test_the_reason_of_an_uncertain_status_reads_as_a_sentence() -> None:
    treaty_status = status("2026-02-10", act("ratification", "2026-02"))
    assert treaty_status.reason == (
        "On 10 February 2026 more than one reading is possible: the day of its ratification is not known, only that it "
        "lies in February 2026."
    )


def test_a_range_inside_one_month_leaves_entry_into_force_certain() -> None:
    treaty_status = status("2026-08-01", act("accession", "2026-02-03/2026-02-27"))
    assert (treaty_status.kind, treaty_status.since) == (StatusKind.PARTY, on("2026-08-01"))


def test_an_area_that_cannot_join_is_not_eligible_whatever_it_does() -> None:
    status = status_on([ACCEDED], on("2026-01-01"), treaty=APMBC, is_eligible=False)
    assert status.kind is StatusKind.NOT_ELIGIBLE
    assert not status.has_joined
    periods = timeline([ACCEDED], treaty=APMBC, is_eligible=False)
    assert [(p.start, p.until, p.status.kind) for p in periods] == [(APMBC.adopted, None, StatusKind.NOT_ELIGIBLE)]


def test_a_timeline_shows_each_period_and_what_is_announced() -> None:
    periods = timeline([NOTICE, ACCEDED], treaty=APMBC)
    assert [(str(p.start), p.status.kind.value) for p in periods] == [
        ("1997-09-18", "not-signed"),
        ("2005-03-15", "joined"),
        ("2005-09-01", "party"),
        ("2025-06-27", "leaving"),
        ("2025-12-27", "left"),
    ]
