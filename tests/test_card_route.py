"""The route of cards: kept for ever under release, day and link, and refused in a sentence."""

import json
from datetime import date
from urllib.parse import quote, urlencode

import pytest
from starlette.applications import Starlette

from dashboard.maps.compose.cards import cards
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.link import query_of
from dashboard.maps.view import MATRIX_ORDERS, MOST_FOOTPRINTS, REGIONS, Footprint, View
from dashboard.render.live_map.message import card_table, cards_url
from dashboard.web.http_cache import IMMUTABLE
from dashboard.web.routes import LONGEST_LINK, card_routes
from geodata import ClaimClass, ClaimRule, ComparableGroup, StatusKind
from geodata.geo.frames import frame_areas
from tests.asgi_client import ask
from tests.shipped_views import SHIPPED, TODAY, dataset, shown

UKRAINE = View(day=date(2023, 1, 8), country="UKR", extent="UKR")


def address(view: View) -> str:
    return cards_url(shown(view)).removeprefix("../..")


@pytest.fixture(scope="module")
def app() -> Starlette:
    return Starlette(routes=card_routes(SHIPPED))


@pytest.mark.slow
@pytest.mark.parametrize("view", [View(), UKRAINE], ids=["world", "Ukraine"])
def test_the_address_of_a_view_answers_with_its_cards_for_ever(app: Starlette, view: View) -> None:
    answer = ask(app, address(view), accept_encoding="gzip")
    assert (answer.status, answer.headers["cache-control"]) == (200, IMMUTABLE)
    assert answer.headers["content-type"] == "application/json"
    areas = frame_areas(view.extent)
    assert answer.text.encode() == card_table(cards(view, dataset(), today=TODAY, areas=areas))
    assert set(json.loads(answer.text)["areas"]) == set(areas) & set(dataset().states)
    assert ask(app, address(view), accept_encoding="gzip", if_none_match=answer.headers["etag"]).status == 304


def test_a_page_left_open_overnight_gets_the_cards_of_its_own_day(app: Starlette) -> None:
    yesterday = address(View()).replace(TODAY.isoformat(), "2026-11-20")
    assert json.loads(ask(app, yesterday).text) == json.loads(
        card_table(cards(View(), dataset(), today=date(2026, 11, 20)))
    )


@pytest.mark.parametrize(
    "name",
    [
        "x",
        "2020.01.01-00000000-2026-11-21-1",
        "RELEASE-2026-13-45-1",
        "RELEASE-9999-01-01-1",
        "RELEASE-2026-11-21-0",
    ],
)
def test_cards_of_another_release_or_day_are_refused_in_a_sentence(app: Starlette, name: str) -> None:
    answer = ask(app, f"/cards/{name.replace('RELEASE', dataset().release)}.json?v=1")
    assert answer.status == 404
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.startswith("These cards belong to another release of the atlas.")


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("v=1&day=2026-13-45", "The link's “day” was ignored: 2026-13-45 is not a day of the calendar"),
        (f"v=1&country={quote('<script>')}", "The link's “country” was ignored: �script� is not the code of a country"),
        ("v=1&treaty=ccm&treaty=ccm", "The link's “treaty” was ignored, but for its last value"),
        ("v=2", "The link's “v” was ignored: this atlas reads version 1 of its links"),
    ],
)
def test_a_link_that_cannot_be_read_in_full_is_refused_with_the_reason(app: Starlette, query: str, reason: str) -> None:
    answer = ask(app, f"{address(View()).partition('?')[0]}?{query}")
    assert (answer.status, answer.headers["cache-control"]) == (400, "no-store")
    assert answer.text.startswith(f"The atlas makes no cards for this link. {reason}")


def test_an_overlong_link_is_refused_in_a_sentence(app: Starlette) -> None:
    answer = ask(app, address(View()) + "&status=" + "a" * LONGEST_LINK)
    assert (answer.status, answer.text) == (414, "A link of the atlas has no more than 2000 characters.")


def test_the_longest_link_of_a_view_is_not_too_long() -> None:
    longest = View(
        day=date(2023, 1, 8),
        layers=LAYERS.ids[1:],
        statuses=tuple(StatusKind),
        regions=REGIONS,
        claim_rule=ClaimRule.LATEST_OFFICIAL,
        claim_group=ComparableGroup.CLUSTER_REMNANTS,
        claim_least=ClaimClass.NO_FIGURE,
        country="UKR",
        extent="UKR",
        footprints=tuple(
            Footprint(figure, (-123.45, -12.34), is_square=True)
            for figure in sorted(dataset().claim_by_id, key=len)[-MOST_FOOTPRINTS:]
        ),
        matrix_group=max(dataset().groups, key=len),
        matrix_order=max(MATRIX_ORDERS, key=len),
    )
    assert len(urlencode(query_of(longest))) * 2 < LONGEST_LINK


def test_the_cards_lie_under_the_base_path() -> None:
    app = Starlette(routes=card_routes(SHIPPED, "/atlas/"))
    assert ask(app, f"/atlas{address(UKRAINE)}").status == 200
    assert ask(app, address(UKRAINE)).status == 404
