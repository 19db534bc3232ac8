"""What a step takes that no server is asked for: a day of the atlas while it plays, and a plain Leaflet restyle."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Frame, Page

from tests.bench.figures import median
from tests.bench.screen import Screen

# From an act to the second frame after it, when its picture is on the screen; in the page itself, because a
# screencast delays frames by more than a step takes.
TIMED = """async act => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    const start = performance.now();
    act();
    await frame();
    await frame();
    return performance.now() - start;
}"""
DAYS = f"""async count => {{
    const timed = {TIMED}, slider = document.querySelector(".atlas-time-slider"), times = [];
    for (let n = 0; n < count; n += 1) times.push(await timed(() => {{
        slider.value = 2827 + 365 * n;  // from the end of 1999 on, a year a step
        slider.dispatchEvent(new Event("input", {{ bubbles: true }}));
    }}));
    return times;
}}"""
RESTYLES = f"""async count => {{
    const timed = {TIMED}, buttons = document.querySelectorAll(".st-key-statuses button"), times = [];
    for (let n = 0; n < count; n += 1) times.push(await timed(() => buttons[n % 2].click()));
    return times;
}}"""
STEPS = 15
PLAYED_MS = 3000
SHOWN = "document.querySelector('.atlas-time-slider').value"


@dataclass(frozen=True, slots=True)
class Steps:
    """How long a step takes, and what the server was asked for while the map played."""

    step_ms: float | None
    days_played: int
    messages: int  # over HTTP and the websocket, both ways that reach us


def steps_of_time(screen: Screen, frame: Frame) -> Steps:
    """Step through the days of the atlas, then let it play for a while."""
    frame.wait_for_selector(".atlas-changes li", state="attached")
    frame.evaluate(DAYS, 1)
    step_ms = median(frame.evaluate(DAYS, STEPS))
    frame.locator(".atlas-time-play").click()
    screen.forget()
    before, played = frame.evaluate(SHOWN), 0
    for _ in range(PLAYED_MS // 100):
        screen.page.wait_for_timeout(100)
        now = frame.evaluate(SHOWN)
        played, before = played + (now != before), now
    messages = screen.traffic.http_requests + screen.traffic.web_socket_frames
    frame.locator(".atlas-time-play").click()
    return Steps(step_ms, played, messages)


def steps_of_leaflet(page: Page) -> Steps:
    """Restyle a page that has Leaflet and no server behind it."""
    page.evaluate(RESTYLES, 1)
    return Steps(median(page.evaluate(RESTYLES, STEPS)), 0, 0)
