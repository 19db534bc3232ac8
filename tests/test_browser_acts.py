"""Acts in a hurry, lost connections, and parts of the page that do not come, in a real browser."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.view import View
from dashboard.render.formats import FORMATS, Subject
from dashboard.ui import state
from tests.browser.acts import MIDDLE, Act, Acts, Drive, Reader, reader_at
from tests.browser.driving import drawn_map, open_atlas, wait_until, wait_until_idle
from tests.browser.line import Line, opened_line
from tests.browser.serving import RunningServer, checkout_without, running_server
from tests.browser.watching import Watch

pytestmark = pytest.mark.browser

SEQUENCES, SEED = 3, 11  # ten acts; `make acts` drives more, from another seed each time
SLOW = 2_000  # milliseconds: whatever a list takes to open, the answer to the act before is not there yet
HEADLINE = "main .headline h1"
LEGEND = ".atlas-legend li button"
TROUBLE = ".atlas-trouble"
OF_A_CUT = re.compile(r"Failed to load resource|WebSocket|disconnected from server")
OF_A_MISSING_PART = re.compile(r"Failed to load resource|Failed to fetch dynamically imported module")


@pytest.fixture
def reader(browser: Browser, server: RunningServer) -> Iterator[Reader]:
    with reader_at(browser, server.url) as visitor:
        yield visitor


@pytest.fixture
def line(page: Page, server: RunningServer) -> Iterator[Line]:
    """A line to the server that can be cut; the page leaves it before it goes, or its last requests would fail."""
    with opened_line(server.url) as connection:
        yield connection
        page.goto("about:blank")


def forgive(watch: Watch, expected: re.Pattern[str]) -> None:
    """Leave out of what went wrong on a page what a test has broken itself."""
    watch.problems[:] = [problem for problem in watch.problems if not expected.search(problem)]


def test_whatever_a_reader_does_in_a_hurry_the_page_tells_one_truth(reader: Reader) -> None:
    # Key days differ from treaty to treaty, and the browser still holds one of the first when it goes to the third.
    hurry = (Act("next treaty", pause=120), Act("next treaty"))
    reader.do(Acts(hurry, round_trip=300))
    assert reader.query() == "v=1&day=1999-03-01&treaty=ccw-ap2"
    # "Map shows" offers the country that is looked at, which is another one when the second act arrives.
    reader.do(Acts((Act("search", "Finland"),)))
    reader.do(Acts((Act("search", "Iraq"), Act("map shows", "Asia")), round_trip=SLOW))
    assert reader.query() == "v=1&day=1999-03-01&treaty=ccw-ap2&extent=asia&country=IRQ"
    # The claims to choose from are those of the country.
    listed = sorted((layer for layer in LAYERS if layer.is_offered(View())), key=lambda layer: not layer.is_main)
    reader.do(Acts((Act("layer", [layer.layer_id for layer in listed].index("footprint")),)))
    assert "layers=status.footprint.borders" in reader.query()
    reader.do(Acts((Act("search", "Finland"), Act("map shows", "Europe")), round_trip=SLOW))
    assert re.search(r"extent=europe&country=FIN$", reader.query())
    # A change that is taken back before the browser heard of it.
    reader.do(Acts((Act("layer", 0, 80), Act("layer", 0)), round_trip=300))
    # The count in the name of the table changes with the filter.
    reader.do(Acts((Act("status", 6, 60), Act("table")), round_trip=300))
    drive = Drive(reader)
    drive.run(SEQUENCES, SEED)
    assert not drive.failed, "\n".join(drive.failed)


def answers(page: Page, frame: Frame, link: str, headline: str) -> None:
    """Wait until link, headline, legend and map say the same."""
    expect(page.locator(HEADLINE)).to_contain_text(headline, timeout=20_000)
    wait_until(page, lambda: page.url.endswith(link), what=f"the link {link}")
    at_rest = "__atlas.acts.length === 0 && '' + __atlas.picture.keep === '' + __atlas.message.keep"
    wait_until(page, lambda: frame.evaluate(at_rest), what="the map to show what the server says")


def lose(page: Page, line: Line) -> None:
    """Cut the line and wait until the page has noticed."""
    line.cut()
    page.wait_for_selector('[data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])')


@pytest.mark.new_page
def test_frame_and_server_agree_again_after_the_connection_was_lost(page: Page, line: Line, watch: Watch) -> None:
    open_atlas(page, f"{line.url}/?v=1")
    frame = drawn_map(page)
    lose(page, line)
    frame.locator(LEGEND, has_text="Not signed").click()
    expect(page.locator(TROUBLE)).to_contain_text("The connection to the atlas is lost, and the page tries to get it")
    expect(page.get_by_role("dialog")).to_have_count(0)  # Streamlit's own, over the page
    line.mend()  # within the two minutes for which the server keeps a session
    answers(page, frame, "/?v=1&status=not-signed", "30 of 197 states have not signed")
    lose(page, line)
    frame.locator(LEGEND, has_text="Left").click()
    # A server that was started anew knows no session, and has other scripts: it gets what was done on the map, and then
    # the page is loaded anew, once for each version.
    other_scripts = "document.querySelector('.brand').dataset.scripts = 'other'; window.__isOld = true"
    page.evaluate(other_scripts)
    line.forgets = True
    with page.expect_event("load"):
        line.mend()
    frame = drawn_map(page)
    answers(page, frame, "/?v=1&status=left", "5 of 197 states have left")
    expect(page.locator(TROUBLE)).to_have_count(0)
    asia = page.locator(".st-key-regions button", has_text="Asia")
    page.evaluate(other_scripts)
    asia.click()
    answers(page, frame, "/?v=1&status=left&region=asia", "states of Asia have left")
    wait_until_idle(page)
    assert page.evaluate("window.__isOld")
    forgive(watch, OF_A_CUT)


def release_that_shows(page: Page, frame: Frame, headline: str, count: int, *, look: str, card: str) -> str | None:
    """Wait until each part says the same of those that have left, and of Finland; returns the release that is named."""
    outer, middle = page.locator("iframe[title*=st_folium]").bounding_box(), frame.evaluate(MIDDLE, "FIN")
    assert outer is not None
    page.mouse.move(outer["x"] + middle[0], outer["y"] + middle[1])
    expect(page.locator(HEADLINE)).to_contain_text(headline)
    expect(frame.locator(LEGEND, has_text="Left").locator("> :last-child")).to_have_text(str(count))
    expect(page.locator(".st-key-below-map button").first).to_have_text(f"Table ({count})")
    expect(frame.locator("path.atlas-area[data-code=FIN]")).to_contain_class(look)
    expect(frame.locator(".atlas-card-class")).to_contain_text(card)
    return page.locator("main [data-release]").first.get_attribute("data-release")


@pytest.mark.new_page
def test_a_page_that_is_open_at_a_restart_shows_data_and_day_of_the_new_server_in_every_part(
    page: Page, line: Line, watch: Watch, tmp_path: Path
) -> None:
    older = checkout_without("apmbc-fin-withdrawal", tmp_path)
    with running_server(log=tmp_path / "server.log", root=older, days_later=1) as newer:
        open_atlas(page, f"{line.url}/?v=1&status=left")
        frame = drawn_map(page)
        card = "Left on 10 January 2026"
        release = release_that_shows(page, frame, "5 of 197 states have left", 5, look="atlas-k5", card=card)
        lose(page, line)
        line.target = "127.0.0.1", int(newer.url.rpartition(":")[2])
        line.mend()
        # What is clicked first, as soon as the page is connected, counts.
        page.wait_for_selector('[data-testid="stApp"][data-test-connection-state="CONNECTED"]', timeout=20_000)
        page.locator(".st-key-regions button", has_text="Europe").evaluate("button => button.click()")
        headline, card = "4 of 44 states of Europe have left", "State party since 1 July 2012"
        answers(page, frame, "/?v=1&status=left&region=europe", headline)
        # Today is that of the new server too, though the page brings the day that it called so.
        today = state.present_day() + timedelta(days=1)
        expect(page.locator(".st-key-day input").first).to_have_value(today.isoformat())
        expect(page.locator(".st-key-key-day input")).to_have_value(f"{today.day} {today:%b} · Today (UTC)")
        assert frame.evaluate("[__atlas.message.today, __atlas.message.day]") == [today.isoformat()] * 2
        expect(page.locator(".st-key-day-passed")).to_have_count(0)
        newer_release = release_that_shows(page, frame, headline, 4, look="is-muted", card=card)
        page.goto("about:blank")  # or what it still asks for at leisure would fail
    assert release
    assert newer_release not in {release, None}
    forgive(watch, OF_A_CUT)


@pytest.mark.new_page
@pytest.mark.parametrize(
    ("path", "count"),
    [("?v=1&status=left", len(FORMATS.of(Subject.VIEW)) + 1), ("story?v=1&step=4", len(FORMATS.of(Subject.STORY)))],
)
def test_without_web_sockets_a_sentence_leads_to_what_needs_none(
    page: Page, line: Line, watch: Watch, path: str, count: int
) -> None:
    line.has_sockets = False
    page.clock.install()
    page.goto(f"{line.url}/{path}")
    page.wait_for_selector('[data-testid="stApp"]', state="attached")
    page.clock.run_for(10_000)
    trouble = page.locator(TROUBLE)
    expect(trouble).to_contain_text("a connection that stays open (a WebSocket)")
    ways = trouble.locator("a")
    assert ways.count() == count
    if path.startswith("?"):
        for way in ways.all()[:2]:  # the light page and the picture; all of them are files of the dialog too
            answer = page.request.get(way.evaluate("way => way.href"))
            assert answer.status == 200
            assert "status=left" in answer.url
    line.has_sockets = True  # the way is free now, and the page finds it
    page.clock.resume()
    page.wait_for_selector(".stApp[data-test-connection-state='CONNECTED']", timeout=30_000)
    expect(trouble).to_have_count(0)
    forgive(watch, OF_A_CUT)


@pytest.mark.parametrize("part", ["static/js/Radio.*", "assets/page-scripts.js*", "static/js/index.*.js"])
def test_a_part_of_the_page_that_is_gone_is_told_in_a_sentence_with_a_way_out(
    page: Page, server: RunningServer, watch: Watch, part: str
) -> None:
    page.route(f"**/{part}", lambda route: route.fulfill(status=404, body="no such file"))
    page.goto(f"{server.url}/?v=1")
    trouble = page.locator(TROUBLE)
    expect(trouble).to_contain_text("A part of this page could not be loaded", timeout=20_000)
    expect(page.get_by_text("TypeError").locator("visible=true")).to_have_count(0)
    page.unroute_all()
    trouble.get_by_role("button", name="Reload").click()
    drawn_map(page)
    expect(trouble).to_have_count(0)
    forgive(watch, OF_A_MISSING_PART)
