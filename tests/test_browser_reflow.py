"""Room for every reader: a phone, a window enlarged to 400 %, a finger that needs 24 px."""

import pytest
from playwright.sync_api import Frame, Page

from tests.browser.driving import drawn_map, open_atlas
from tests.browser.serving import RunningServer

pytestmark = pytest.mark.browser

SCREENS = {
    "atlas": "/?v=1&country=UKR",
    "countries": "/country?v=1",
    "one country": "/country?v=1&country=UKR",
    "sources": "/sources?v=1",
    "about": "/about?v=1",
}
# A window of 1280 by 1024 at 400 % (WCAG 2.2, 1.4.10), and a phone.
SIZES = {"400 %": (320, 256), "phone": (390, 844)}
# What reaches over the right edge and would have to be scrolled to; what an element between cuts or scrolls does not.
TOO_WIDE = """() => {
  const edge = innerWidth + 1, page = ['HTML', 'BODY', 'MAIN'];
  const isHeld = found => {
    for (let box = found.parentElement; box; box = box.parentElement) {
      if (!page.includes(box.tagName) && getComputedStyle(box).overflowX !== 'visible'
          && box.getBoundingClientRect().right <= edge) return !box.querySelector('main');
    }
    return false;
  };
  const wide = [...document.querySelectorAll('body *')].filter(found =>
    found.checkVisibility({visibilityProperty: true}) && found.getBoundingClientRect().width > 1
    && found.getBoundingClientRect().right > edge && !isHeld(found));
  const main = document.querySelector('main');
  if (main && main.scrollWidth > main.clientWidth + 1) wide.push(main);
  return wide.map(found => `${found.outerHTML.slice(0, 150)} ends at ${found.getBoundingClientRect().right}`);
}"""
# Links in sentences are exempt (WCAG 2.2, 2.5.8), and so are the shapes of the map, which the keyboard reaches as well.
# What has a label is as large as its label.
TOO_SMALL = """() => [...document.querySelectorAll(
    'button, input, select, textarea, summary, nav a, [data-testid="stPageLink"] a, [role="button"], [role="checkbox"],'
    + '[role="combobox"], [role="radio"], [role="slider"], [role="spinbutton"], [role="switch"]')]
  .filter(found => found.checkVisibility({visibilityProperty: true}) && !found.closest('[aria-hidden="true"]'))
  .map(found => [found, (found.closest('label') || found).getBoundingClientRect()])
  .filter(([found, box]) => box.width < 23.99 || box.height < 23.99)
  .map(([found, box]) => `${box.width.toFixed(1)} x ${box.height.toFixed(1)}: ${found.outerHTML.slice(0, 200)}`)"""


def frames_of(page: Page, server: RunningServer, screen: str) -> list[Page | Frame]:
    """A screen, opened, and the frame of its map, if it has one."""
    page.emulate_media(reduced_motion="reduce")  # or the menu would be measured while it slides in
    open_atlas(page, server.url + SCREENS[screen])
    return [page, drawn_map(page)] if screen == "atlas" else [page]


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_wider_than_a_narrow_window(page: Page, server: RunningServer, screen: str) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    parts = frames_of(page, server, screen)
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function("width => innerWidth === width", arg=width)
        for part in parts:
            assert part.evaluate(TOO_WIDE) == [], size


@pytest.mark.parametrize(("screen", "width"), [*((screen, 1440) for screen in SCREENS), ("atlas", 390)])
def test_every_control_has_room_for_a_finger(page: Page, server: RunningServer, screen: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    parts = frames_of(page, server, screen)
    if width == 390:
        page.get_by_role("button", name="Menu").click()
        page.get_by_role("button", name="Collapse sidebar").wait_for()
    for part in parts:
        assert part.evaluate(TOO_SMALL) == []
