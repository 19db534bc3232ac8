"""Marks of campaigns and senders: dropped in silence wherever a link is read, and never what could be meant for us."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from dashboard.maps.link import FROZEN_KEYS, LINK_KEYS, is_tracking_parameter, read_link
from dashboard.maps.permalinks import frozen_parameters
from dashboard.maps.story.model import Catalogue
from dashboard.maps.story.session import KEYS, StorySession, read_story_session
from dashboard.maps.view import View
from dashboard.notebook import show
from dashboard.render.live_map.message import cards_name
from dashboard.ui.service import ATLAS
from dashboard.web import turns
from dashboard.web.embed import embed_routes
from dashboard.web.export import FILE_PARAMS, STORY_PARAMS, export_routes, story_routes
from dashboard.web.export_queue import ExportQueue
from dashboard.web.params import read_params
from dashboard.web.routes import card_routes
from dashboard.web.workers import ExportError
from tests.asgi_client import ask
from tests.shipped_views import dataset, shown
from tests.test_app import html_of, opened

LISTED = (
    "utm_source utm_medium utm_campaign fbclid gclid dclid msclkid mc_cid mc_eid igshid yclid twclid ttclid _ga _gl "
    "ref gbraid wbraid srsltid mkt_tok _hsenc pk_campaign mtm_source li_fat_id ref_src __cft__[0] UTM_Source FBCLID"
)
MARKS = LISTED.split()
OURS = {
    *LINK_KEYS,
    *FROZEN_KEYS,
    *KEYS,
    *FILE_PARAMS,
    *STORY_PARAMS,
    "url",
    "maxwidth",
    "maxheight",
    "format",
    "embed",
}
LETTERS = "abcdefghijklmnopqrstuvwxyz_"


def one_slip(word: str) -> Iterator[str]:
    """Every word that is one letter left out, doubled, exchanged or swapped away from another."""
    for at in range(len(word) + 1):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
        for letter in LETTERS:
            yield word[:at] + letter + word[at:]
            yield word[:at] + letter + word[at + 1 :]


def test_no_mark_is_a_parameter_of_ours_or_one_slip_of_the_hand_away_from_one() -> None:
    assert [key for key in OURS if is_tracking_parameter(key)] == []
    assert [slip for key in OURS for slip in one_slip(key) if is_tracking_parameter(slip)] == []


@pytest.mark.parametrize(
    "word", ["dya", "contry", "from", "source", "id", "lang", "s", "t", "utm", "utmsource", "clid"]
)
def test_what_could_be_meant_for_the_atlas_is_no_mark(word: str) -> None:
    assert not is_tracking_parameter(word)


@given(st.dictionaries(st.sampled_from(MARKS), st.text(max_size=300), min_size=1))
def test_a_view_with_marks_is_the_view_without_them_and_nothing_is_said_of_it(marks: dict[str, str]) -> None:
    assert read_link({"v": "1", "country": "UKR", **marks}, areas=("UKR",)) == (View(country="UKR"), ())


@pytest.mark.slow
@pytest.mark.parametrize("mark", MARKS)
def test_every_reader_of_links_drops_a_mark_in_silence(mark: str) -> None:
    more = f"{quote(mark)}=x&v=1"
    assert read_params(more, ATLAS, extra=()).view == View()
    assert show(f"?{more}").spec.link == "?v=1"
    story = ATLAS.story()
    outcome = read_story_session(
        {mark: ["x"], "step": ["4"]}, StorySession(), shipped=story, catalogue=Catalogue.of(dataset())
    )
    assert outcome == (StorySession(at=3), ())


@pytest.mark.slow
def test_every_route_that_takes_a_link_drops_marks_and_still_refuses_a_slip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "RETRY_SECONDS", (5, 5))  # drawn at random, and named by the page of a busy server

    class Idle(ExportQueue):
        """Says what it was asked to make instead of making it."""

        async def get(self, key: str, *_: object, **_more: object) -> object:  # type: ignore[override]
            raise ExportError(key, 503)

    idle = Idle()
    app = Starlette(
        routes=[
            *export_routes(ATLAS, idle),
            *embed_routes(ATLAS, idle),
            *story_routes(ATLAS, idle),
            *card_routes(ATLAS),
        ]
    )
    for address in (
        "/embed?v=1&day=2014-09-24",
        f"/frozen?{urlencode(frozen_parameters(shown(View(day=date(2014, 9, 24)))))}",
        "/export/map.png?v=1&width=400&day=2014-09-24",
        "/export/story.html?theme=dark",
        f"/cards/{cards_name(shown(View()).release, date(2014, 9, 24))}.json?v=1",
        f"/oembed?url={quote('http://127.0.0.1:80/?v=1&day=2014-09-24', safe='')}",
    ):
        plain = ask(app, address)
        assert plain.status in {200, 503}, plain.text
        inside, outside = quote("&gclid=y&_ga=1.2", safe=""), "&utm_source=x&fbclid=y"
        marked = address + (inside if "oembed" in address else "") + outside
        assert ask(app, marked).body == plain.body, marked
        if "oembed" in address:
            assert "did you mean day" in ask(app, address + quote("&dya=2014-01-01", safe="")).text
        else:
            assert ask(app, f"{address}&dya=2014-01-01").status == 400


@pytest.mark.slow
@pytest.mark.parametrize("screen", ["", "story", "country", "sources", "about"])
def test_the_page_says_nothing_of_a_mark_and_its_link_is_without_it(screen: str) -> None:
    at = opened(screen, v="1", fbclid="x", utm_source="y")
    assert {"fbclid", "utm_source"}.isdisjoint(at.query_params)
    assert "was ignored" not in html_of(at)
