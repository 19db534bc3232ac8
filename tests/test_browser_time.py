"""Time that plays in the browser: nothing is asked of the server until the reader lets go."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.driving import Traffic, drawn_map, open_atlas, wait_until, wait_until_idle
from tests.browser.serving import RunningServer
from tests.test_browser_map import IFRAME

pytestmark = pytest.mark.browser

CURRENT = ".atlas-changes [aria-current]"
LEAVE = "Estonia, Latvia and Lithuania leave"
CLASS_OF = """code => {
    const name = document.querySelector(`path.atlas-area[data-code=${code}]`).getAttribute('class');
    return __atlas.message.classes[/atlas-k(\\d+)/.exec(name)[1]][7];
}"""
PLAY_AND_LOOK = """current => {
    document.querySelector('.atlas-time-play').click();
    return document.querySelector(current).innerText;
}"""
# Notes each class that an area comes to have; some last less than the time between two of our looks.
NOTE_CLASSES = f"""code => {{
    const look = {CLASS_OF}, noted = window.noted = [look(code)];
    const note = () => {{ if (look(code) !== noted[noted.length - 1]) noted.push(look(code)); }};
    const path = document.querySelector(`path.atlas-area[data-code=${{code}}]`);
    new MutationObserver(note).observe(path, {{attributes: true, attributeFilter: ['class']}});
}}"""


def open_on(page: Page, server: RunningServer, query: str) -> Frame:
    """Open the atlas and wait until its history has come."""
    open_atlas(page, f"{server.url}/?v=1&{query}")
    frame = drawn_map(page)
    frame.wait_for_selector(".atlas-changes li", state="attached")
    wait_until_idle(page)
    return frame


def press(frame: Frame, name: str) -> None:
    frame.get_by_role("button", name=name, exact=True).click()


def class_of(frame: Frame, code: str) -> str:
    """The id of the class that fills an area, as the last message names it."""
    value: str = frame.evaluate(CLASS_OF, code)
    return value


def count_of(frame: Frame, class_id: str) -> str:
    return frame.locator(f".atlas-legend-item[data-class={class_id}] b").inner_text()


@pytest.mark.new_page
def test_playing_changes_the_map_and_asks_the_server_nothing(page: Page, server: RunningServer) -> None:
    traffic = Traffic.of(page)
    frame = open_on(page, server, "day=2017-12-12")
    wait_until(page, lambda: frame.evaluate("!!__atlas.details"), what="the details that come behind the map")
    before = int(count_of(frame, "party"))
    frame.evaluate(NOTE_CLASSES, "LKA")
    press(frame, "Speed 1")
    press(frame, "Speed 2")
    traffic.reset()
    press(frame, "Play")
    wait_until(page, lambda: class_of(frame, "LKA") == "party", what="Sri Lanka to be bound")
    assert frame.evaluate("noted") == ["not-signed", "joined", "party"]
    assert int(count_of(frame, "party")) > before
    assert frame.evaluate("__atlas.time.sentence('LKA')") == "State party since 1 June 2018"
    wait_until(page, lambda: frame.evaluate("__atlas.picture.day") > "2025", what="the play to go on")
    assert (traffic.web_socket_frames, traffic.http_requests) == (0, 0)
    assert "day=2017-12-12" in page.url
    press(frame, "Pause")
    day = frame.evaluate("__atlas.picture.day")
    wait_until(page, lambda: f"day={day}" in page.url, what="the link to take the day")
    assert frame.evaluate("__atlas.picture.day") == day


@pytest.mark.new_page
def test_united_states_policy_plays_as_a_film_from_where_its_table_begins(page: Page, server: RunningServer) -> None:
    traffic = Traffic.of(page)
    frame = open_on(page, server, "layers=policy.borders&day=2014-09-23")
    wait_until(page, lambda: frame.evaluate("!!__atlas.details"), what="the details that come behind the map")
    assert frame.get_by_role("slider", name="Day shown").get_attribute("min") == "0"
    assert (class_of(frame, "KOR"), class_of(frame, "BRA")) == ("self-destructing", "none")
    frame.evaluate(NOTE_CLASSES, "BRA")
    traffic.reset()
    press(frame, "Play")
    wait_until(page, lambda: frame.evaluate("noted.length") == 3, what="the limits to return")
    assert (class_of(frame, "KOR"), count_of(frame, "none")) == ("self-destructing", "195")
    assert (traffic.web_socket_frames, traffic.http_requests) == (0, 0)
    wait_until(page, lambda: "day=2025-12-02" in page.url, what="the link to take the last day of the film")
    assert frame.evaluate("noted") == ["none", "self-destructing", "none", "reported"]
    step = frame.locator(CURRENT).inner_text().split("\n")[1]
    expect(page.get_by_role("heading", level=1)).to_contain_text(step)


def test_the_server_is_told_when_the_reader_lets_go_of_the_slider(page: Page, server: RunningServer) -> None:
    frame = open_on(page, server, "day=2000-01-01")
    outer, box = page.locator(IFRAME).bounding_box(), frame.get_by_role("slider", name="Day shown").bounding_box()
    assert outer is not None
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.1, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, y, steps=4)
    wait_until(page, lambda: frame.evaluate("__atlas.picture.day") > "2010", what="the map to follow")
    assert frame.evaluate("__atlas.message.day") == "2000-01-01"
    page.mouse.up()
    day = frame.evaluate("__atlas.picture.day")
    wait_until(page, lambda: f"day={day}" in page.url, what="the link to take the day")
    wait_until(page, lambda: frame.evaluate("__atlas.message.day") == day, what="the answer")


@pytest.mark.new_page
def test_a_step_goes_to_the_next_change_and_says_it_and_today_is_that_of_utc_everywhere(
    page: Page, server: RunningServer
) -> None:
    # It is the next day already where the reader is, and will be by UTC in three seconds.
    sent: list[str | bytes] = []

    def note(frame: str | bytes) -> None:
        sent.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", note))
    page.context.new_cdp_session(page).send("Emulation.setTimezoneOverride", {"timezoneId": "Pacific/Kiritimati"})
    today = datetime.now(UTC).date()
    page.clock.set_fixed_time(datetime(today.year, today.month, today.day, 23, 59, 59, tzinfo=UTC))
    page.emulate_media(reduced_motion="reduce")
    frame = open_on(page, server, "day=2025-12-20")
    assert frame.locator(".atlas-time-play").is_hidden()
    press(frame, "Next change")
    assert frame.locator(CURRENT).inner_text().split("\n") == ["27 Dec 2025", LEAVE]
    slider = frame.get_by_role("slider", name="Day shown")
    assert slider.get_attribute("aria-valuetext") == f"27 December 2025: {LEAVE}"
    assert (class_of(frame, "EST"), count_of(frame, "left")) == ("left", "3")
    page.get_by_role("heading", name="three have left it").wait_for()
    assert (class_of(frame, "EST"), count_of(frame, "left")) == ("left", "3")
    slider.press("PageUp")
    assert "Finland leaves" in frame.locator(CURRENT).inner_text()
    press(frame, "Previous change")
    press(frame, "Previous change")
    assert "Tonga becomes bound" in frame.locator(CURRENT).inner_text()
    frame.get_by_role("button", name="Poland leaves").click()
    wait_until(page, lambda: "day=2026-02-20" in page.url, what="the link to take the day")
    press(frame, "Today")
    wait_until(page, lambda: "day=" not in page.url, what="the link to be that of today")
    wait_until_idle(page)
    assert page.evaluate("new Date().getDate()") != today.day
    assert frame.evaluate("__atlas.message.today") == today.isoformat()
    wait_until(page, lambda: any(b"midnight" in frame for frame in sent if isinstance(frame, bytes)), what="midnight")
    page.get_by_test_id("stDateInputCalendarButton").first.click()
    marked = page.locator("[data-today=true]")
    expect(marked).to_have_count(1)
    expect(marked).to_have_attribute("aria-label", f"Today, {today:%A, %B} {today.day}, {today.year} selected")


def test_another_treaty_brings_its_own_changes_and_a_play_of_all_it_knows(page: Page, server: RunningServer) -> None:
    frame = open_on(page, server, "day=2010-08-01")
    page.locator("label:has-text('Convention on Cluster Munitions')").last.click()
    wait_until(
        page,
        lambda: "The treaty enters into force" in frame.locator(CURRENT).inner_text(),
        what="the changes of the other treaty",
    )
    assert "day=2010-08-01" in page.url
    press(frame, "Today")
    wait_until(page, lambda: "day=" not in page.url, what="the link to be that of today")
    wait_until_idle(page)
    # The first picture of a play stands half a second, which is less than a busy machine may need to look at it.
    first = frame.evaluate(PLAY_AND_LOOK, CURRENT)
    assert first.split("\n")[1] == "The Convention on Cluster Munitions did not exist yet"
    press(frame, "Pause")
    frame.get_by_role("button", name="Vanuatu becomes bound").evaluate("button => button.click()")
    assert frame.locator(".atlas-time-next").get_attribute("aria-disabled") == "true"
    assert count_of(frame, "party") == "112"


def test_playing_stops_and_nothing_moves_by_itself_for_who_asks_for_less_motion(
    page: Page, server: RunningServer
) -> None:
    frame = open_on(page, server, "day=1999-01-01")
    press(frame, "Play")
    page.emulate_media(reduced_motion="reduce")
    frame.locator(".atlas-time-play").wait_for(state="hidden")
    stopped = frame.evaluate("__atlas.picture.day")
    wait_until(page, lambda: f"day={stopped}" in page.url, what="the link to take the day it stopped on")
    assert stopped != "1999-01-01"
    assert "less motion" in str(frame.locator(".atlas-time-next").get_attribute("title"))
    press(frame, "Next change")
    day = frame.evaluate("__atlas.picture.day")
    assert day > stopped
    wait_until(page, lambda: f"day={day}" in page.url, what="the link to take the day")
    assert frame.evaluate("__atlas.picture.day") == day


def test_a_history_that_does_not_come_says_so_and_is_asked_for_again(page: Page, server: RunningServer) -> None:
    page.route("**/periods/**", lambda route: route.fulfill(body="no history"))
    open_atlas(page, f"{server.url}/?v=1")
    frame = drawn_map(page)
    frame.get_by_text("The history of this map could not be loaded.").wait_for()
    page.unroute("**/periods/**")
    frame.get_by_role("button", name="Try again").last.click()
    frame.wait_for_selector(".atlas-changes li", state="attached")
    expect(frame.get_by_text("The history of this map could not be loaded.")).to_have_count(0)


def test_a_map_of_what_changed_is_stepped_and_not_played(page: Page, server: RunningServer) -> None:
    frame = open_on(page, server, "day=2025-12-20&since=2025-01-01")
    assert frame.locator(".atlas-time-play").get_attribute("aria-disabled") == "true"
    assert "what changed" in str(frame.locator(".atlas-time-play").get_attribute("title"))
    press(frame, "Next change")
    wait_until(page, lambda: "day=2025-12-27" in page.url, what="the link to take the day")
    wait_until(page, lambda: class_of(frame, "EST") == "left", what="Estonia to have left")
    assert class_of(frame, "BRA") == "no-change"
