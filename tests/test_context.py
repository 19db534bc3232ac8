"""The context that layers are given: rows are computed once for a day, and never taken for those of other data."""

from dataclasses import replace
from datetime import date

from dashboard.maps.context import ComposeContext
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.view import View
from geodata import ClaimRule, StatusKind
from geodata.source_numbers import Numbering
from tests.shipped_views import TODAY, context_of, dataset

DAY = date(2026, 3, 1)


def test_a_filter_computes_no_row_anew() -> None:
    all_states, parties = context_of(View(day=DAY)), context_of(View(day=DAY, statuses=(StatusKind.PARTY,)))
    assert parties.statuses is all_states.statuses
    assert parties.claims is all_states.claims
    assert len(parties.kept) < len(all_states.kept)


def test_another_day_treaty_or_rule_has_rows_of_its_own() -> None:
    ctx = context_of(View(day=DAY))
    assert context_of(View(day=date(1998, 1, 1))).statuses["FRA"] != ctx.statuses["FRA"]
    assert context_of(View(day=DAY, treaty="ccm")).statuses["VUT"] != ctx.statuses["VUT"]
    assert context_of(View(day=DAY, claim_rule=ClaimRule.HIGHEST)).claims is not ctx.claims


def test_rows_of_one_dataset_are_never_those_of_another() -> None:
    other = replace(dataset(), actions={})
    ctx = ComposeContext(View(day=DAY), DAY, other, Numbering(other.sources), LAYERS)
    assert context_of(View(day=DAY)).statuses["FRA"].kind is StatusKind.PARTY
    assert ctx.statuses["FRA"].kind is not StatusKind.PARTY


def test_nobody_can_change_rows_that_others_see() -> None:
    ctx = context_of(View(day=TODAY))
    assert not hasattr(ctx.statuses, "__setitem__")
    assert not hasattr(ctx.claims, "__setitem__")
