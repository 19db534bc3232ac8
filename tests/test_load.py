"""The measuring of load: addresses that are new each time, and limits that say when they are not kept."""

from collections import Counter
from itertools import islice

from tests.load.addresses import DAYS, addresses, new_queries
from tests.load.outcome import Outcome, counted
from tests.load.scenarios import ATTACKS, KINDS


def test_no_address_of_a_client_comes_twice_and_every_kind_has_one() -> None:
    assert len(set(new_queries(1))) == DAYS
    assert len({*islice(new_queries(1), 50), *islice(new_queries(2), 50)}) > 90
    assert {*KINDS, *ATTACKS} <= set(addresses("2026.11.30-0123abcd"))


def test_a_limit_that_is_not_kept_and_a_figure_that_is_missing_are_said() -> None:
    outcome = Outcome("one")
    outcome.hold("kept", 2.9, 3)
    assert outcome.is_met
    outcome.hold("lost", 1, 0)
    assert not outcome.is_met
    assert "met   kept: 2.90 (at most 3)" in outcome.text()
    assert "MISS  lost: 1 (at most 0)" in outcome.text()
    missing = Outcome("two")
    missing.hold("times", None, 3)
    assert not missing.is_met
    assert counted(Counter({"200": 2, "503": 1})) == "2 x 200, 1 x 503"
