from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.driving import Traffic, drawn_map, open_atlas, wait_until, wait_until_idle
from tests.browser.serving import RunningServer, running_server

pytestmark = pytest.mark.browser

BUDGET = 10_000  # bytes of websocket messages that one change of the map may cost
IFRAME = "iframe[title='streamlit_folium.st_folium']"


@pytest.fixture(scope="module")
def harness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    log = tmp_path_factory.mktemp("harness") / "server.log"
    with running_server(log=log, entry=Path("tests/browser/map_server.py")) as server:
        yield server


def undrawn_map(page: Page) -> Frame:
    """The frame of a map that may not get its shapes."""

    def found() -> Frame | None:
        return next((frame for frame in page.frames if "streamlit_folium" in frame.url), None)

    frame = wait_until(page, found, what="the frame of the map")
    assert frame is not None
    return frame


def choose(page: Page, name: str) -> None:
    page.locator(f"label:has-text('{name}')").last.click()


def fill_of(frame: Frame, code: str) -> str:
    fill: str = frame.evaluate("code => getComputedStyle(document.querySelector(`[data-code=${code}]`)).fill", code)
    return fill


def wait_for_fill(page: Page, frame: Frame, code: str, fill: str) -> None:
    wait_until(page, lambda: fill_of(frame, code) == fill, what=f"{code} to be filled with {fill}")


def click_area(page: Page, frame: Frame, code: str) -> None:
    """Click into the middle of an area, wherever the page shows it."""
    box = frame.evaluate(
        "code => { const b = document.querySelector(`[data-code=${code}]`).getBoundingClientRect();"
        " return [b.x + b.width / 2, b.y + b.height / 2]; }",
        code,
    )
    outer = page.locator(IFRAME).bounding_box()
    assert outer is not None
    page.mouse.click(outer["x"] + box[0], outer["y"] + box[1])


def test_a_change_restyles_the_living_map_for_few_bytes_and_another_extent_is_fetched_once(
    page: Page, harness: RunningServer
) -> None:
    traffic = Traffic.of(page)
    asked: list[str] = []
    page.on(
        "request",
        lambda request: (
            asked.append(request.url) if "/geometry/" in request.url and "/details" not in request.url else None
        ),
    )
    open_atlas(page, harness.url)
    frame = drawn_map(page)
    wait_until(page, lambda: frame.evaluate("!!window.__atlas.details"), what="the details that come behind the map")
    frame.evaluate("window.mark = 'the same page'")
    page.evaluate(f"document.querySelector(\"{IFRAME}\").mark = 'the same element'")
    assert fill_of(frame, "BRA") == "rgb(27, 109, 196)"
    for name, code, fill in (("mixed", "FRA", "rgb(236, 238, 240)"), ("blue", "FRA", "rgb(27, 109, 196)")):
        traffic.reset()
        choose(page, name)
        wait_for_fill(page, frame, code, fill)
        wait_until_idle(page)
        assert traffic.web_socket_bytes <= BUDGET
        assert traffic.http_requests == 0
    brazil = frame.locator("path[data-code=BRA]")
    for name, brazils in (("korea", 0), ("blue", 1), ("korea", 0)):
        choose(page, name)
        expect(brazil).to_have_count(brazils)  # Korea is on both maps
        wait_until_idle(page)
    assert frame.evaluate("window.mark") == "the same page"
    assert page.evaluate(f'document.querySelector("{IFRAME}").mark') == "the same element"
    assert len(asked) == 2
    heights = (
        "['.leaflet-container', '[data-code=KOR]'].map(x => document.querySelector(x).getBoundingClientRect().height)"
    )
    whole, shown = frame.evaluate(heights)
    assert whole / 3 < shown < whole  # of the map alone: notes under it take what they need of the frame


def test_the_map_follows_the_theme_its_card_says_what_is_pointed_at_and_a_click_sends_the_code_alone(
    page: Page, harness: RunningServer
) -> None:
    page.emulate_media(color_scheme="dark")
    open_atlas(page, harness.url)
    frame = drawn_map(page)
    assert frame.evaluate("document.documentElement.dataset.theme") == "dark"
    assert frame.evaluate("getComputedStyle(document.querySelector('.atlas-sea')).fill") == "rgb(15, 26, 34)"
    box, outer = frame.locator("path[data-code=BRA]").bounding_box(), page.locator(IFRAME).bounding_box()
    assert box is not None
    assert outer is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    card = frame.locator(".atlas-card.is-shown")
    card.wait_for()
    card.locator("sup").wait_for()
    assert card.inner_text().splitlines() == ["Brazil <&>", "<i> since 19991", "No claim", "1\xa0A <b>"]
    page.mouse.move(outer["x"] + 5, outer["y"] + outer["height"] - 5)
    card.wait_for(state="detached")  # of a card that is shown: the card itself stays
    frame.evaluate(
        "() => { window.sent = []; const real = Streamlit.setComponentValue;"
        " Streamlit.setComponentValue = value => { window.sent.push(value); real(value); }; }"
    )
    click_area(page, frame, "BRA")
    page.get_by_text("1 acts, the last choose BRA").wait_for()
    click_area(page, frame, "BRA")
    page.get_by_text("2 acts, the last choose BRA").wait_for()
    sent = frame.evaluate("window.sent")
    assert [[act[1:] for act in value["acts"]] for value in sent] == [[["choose", "BRA"]]] * 2
    assert sent[0]["acts"][0][0] < sent[1]["acts"][0][0]


def test_a_map_whose_shapes_do_not_come_says_so_and_tries_again(page: Page, harness: RunningServer) -> None:
    page.route("**/geometry/**", lambda route: route.fulfill(body="no shapes"))
    open_atlas(page, harness.url)
    frame = undrawn_map(page)
    notice = frame.get_by_role("alert")
    notice.wait_for()
    assert "could not be loaded" in notice.inner_text()
    page.unroute("**/geometry/**")
    notice.get_by_role("button", name="Try again").click()
    frame.wait_for_selector("path.atlas-area", state="attached")
    notice.wait_for(state="hidden")
