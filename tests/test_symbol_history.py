"""Symbols through time: the table that the browser plays has of every day the symbols of a view of that day."""

import gzip
import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from dashboard.maps.compose.layer_history import SymbolHistory, symbol_history, symbol_view
from dashboard.maps.link import link_of
from dashboard.maps.view import FIRST_DAY, LAST_DAY, ClassFilter, Footprint, View
from dashboard.render.live_map.message import message, symbol_table, symbols_url, symbols_version
from dashboard.web.http_cache import IMMUTABLE
from dashboard.web.routes import symbol_routes
from geodata import ClaimClass
from tests.asgi_client import ask
from tests.properties import examples
from tests.shipped_views import SHIPPED, dataset, shown

NEWEST = "ukr-potentially-contaminated-2025-09-09"
VIEWS = (
    View(layers=("status", "borders", "events")),
    View(layers=("status", "contamination"), regions=("africa", "asia")),
    View(layers=("policy", "events"), extent="korea"),
    View(claim_least=ClaimClass.MASSIVE, treaty="ccm"),
    View(layers=("status", "contamination", "events"), extent="europe", claim_least=ClaimClass.MASSIVE),
    View(layers=("status", "footprint"), extent="UKR", footprints=(Footprint("ukr-2024"), Footprint(NEWEST))),
    View(layers=("status", "oblasts"), extent="UKR", class_filter=ClassFilter("oblasts", ("heavy", "light"))),
)
BUDGET = 20_000  # bytes of one table on the wire, as for a history


@cache
def played(view: View) -> SymbolHistory:
    return symbol_history(symbol_view(view), dataset())


@cache
def table_of(view: View) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(symbol_table(played(view)))
    return table


@st.composite
def view_and_day(draw: st.DrawFn) -> tuple[View, date]:
    """A view, and a day on which a symbol came, one beside it, or any other."""
    view = draw(st.sampled_from(VIEWS))
    history = played(view)
    turns = [*(period.start for period in history.symbols), *(day for days in history.out.values() for day in days)]
    turns += [item.day for item in history.shapes]
    near = st.builds(
        lambda turn, shift: max(turn + timedelta(days=shift), FIRST_DAY), st.sampled_from(turns), st.integers(-1, 1)
    )
    return view, draw(near | st.dates(FIRST_DAY, LAST_DAY))


@pytest.mark.slow
@examples(20)
@given(view_and_day())
def test_the_table_has_symbols_and_counts_of_a_view_of_the_day(chosen: tuple[View, date]) -> None:
    view, day = chosen
    number, table, sent = (day - FIRST_DAY).days, table_of(view), message(shown(replace(view, day=day)))
    drawn = [row for start, until, row in table["symbols"] if start <= number and (until is None or number < until)]
    assert sorted(drawn) == sorted(list(row) for row in sent["symbols"])
    if "out" in table:
        turns = table["out"].items()
        assert {area for area, days in turns if sum(turn <= number for turn in days) % 2} == {*sent["out"].split()}
    if "shapes" in table:  # beside the numbers of sources, which are those of a day
        ((_, shapes),) = [item for item in table["shapes"] if item[0] <= number][-1:] or [(0, [])]
        assert [[row[0], row[2], row[4]] for row in shapes] == [[row[0], row[2], row[4]] for row in sent["shapes"]]
        for row, other in zip(shapes, sent["shapes"], strict=True):
            assert other.caption.startswith(row[1])
            assert other.size.startswith(row[3])
    for layer, rows in table["counts"].items():
        legend = next(one for one in sent["legends"] if one.layer == layer)
        assert [counts for start, counts in rows if start <= number][-1] == [item.states for item in legend.items]


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS, ids=link_of)
def test_a_table_is_small_on_the_wire(view: View) -> None:
    assert len(gzip.compress(symbol_table(played(view)), 9)) <= BUDGET


@pytest.mark.slow
def test_a_filter_by_claims_moves_over_a_map_of_treaty_status() -> None:
    table = table_of(View(claim_least=ClaimClass.MASSIVE, treaty="ccm"))
    croatia = [(FIRST_DAY + timedelta(days=turn)).isoformat() for turn in table["out"]["HRV"]]
    assert croatia[:2] == ["1992-01-01", "2015-11-23"]
    assert "out" not in table_of(View(layers=("policy", "events"), extent="korea"))
    assert message(shown(View(claim_least=ClaimClass.MASSIVE)))["symbolTable"] != ""


def test_a_map_without_symbols_over_what_it_plays_has_no_table() -> None:
    assert message(shown(View()))["symbolTable"] == ""
    assert message(shown(View(layers=("borders", "events"))))["symbolTable"] == ""
    assert message(shown(View(layers=("contamination",))))["symbolTable"] == ""
    events = View(layers=("status", "events"))
    same = symbols_url(shown(replace(events, day=date(2014, 1, 1), country="UKR", since=date(2010, 1, 1))))
    assert message(shown(events))["symbolTable"] == same == symbols_url(shown(events))
    assert symbols_url(shown(replace(events, extent="europe"))) != same


@pytest.mark.slow
def test_the_route_serves_the_symbols_of_a_view_for_ever_and_refuses_in_a_sentence() -> None:
    app = Starlette(routes=symbol_routes(SHIPPED, "/atlas/"))
    url = symbols_url(shown(VIEWS[0])).removeprefix("../..")
    answer = ask(app, f"/atlas{url}")
    assert (answer.status, answer.headers["cache-control"]) == (200, IMMUTABLE)
    assert json.loads(answer.text) == table_of(VIEWS[0])
    older = url.replace(symbols_version(dataset().release), symbols_version("older"))
    for path, status, sentence in (
        (older, 404, "These symbols belong to another release of the atlas."),
        (f"{url}&region=atlantis", 400, "The atlas plays no symbols of this link. The link's “region”"),
        (f"{url}&country={'A' * 2000}", 414, "A link of the atlas has no more than 2000"),
    ):
        refused = ask(app, f"/atlas{path}")
        assert refused.status == status
        assert refused.text.startswith(sentence)
