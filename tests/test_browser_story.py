"""The story in a real browser: one map from step to step, the stage and its keys, a story of one's own."""

from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from dashboard.maps.story.codec import read_story_file, story_parameter
from dashboard.maps.story.model import Step, Story
from dashboard.maps.view import View
from tests.browser.axe import violations
from tests.browser.driving import drawn_map, open_atlas, wait_until, wait_until_idle
from tests.browser.room import resize, too_small, too_wide
from tests.browser.serving import RunningServer
from tests.stories import catalogue

pytestmark = pytest.mark.browser

STEP, AT = ".story-step", ".story-at"
STAGE = (1920, 1080)
ON_STAGE = "document.documentElement.classList.contains('is-on-stage')"
# What of the stage reaches over the screen, or over the room that its text has.
OVERFLOWS = """() => {
  const step = document.querySelector('.story-step');
  const wide = [...document.querySelectorAll('.st-key-story *')].filter(element => element.checkVisibility()
    && element.tagName !== 'IFRAME' && (element.getBoundingClientRect().right > innerWidth + 1
    || element.getBoundingClientRect().bottom > innerHeight + 1));
  return [...wide.map(element => element.outerHTML.slice(0, 120)),
    ...(step.scrollHeight > step.clientHeight + 1 ? ['what the step says is cut'] : [])];
}"""


def stand_at(page: Page, number: int) -> None:
    """Wait until a step is shown and the link names it."""
    page.wait_for_selector(f'{STEP}[data-step="{number}"]')
    wait_until(page, lambda: f"step={number}" in page.url, what=f"the link to name step {number}")


def opened(page: Page, server: RunningServer, query: str = "v=1") -> Frame:
    open_atlas(page, f"{server.url}/story?{query}")
    frame = drawn_map(page)
    frame.evaluate("window.isTheSame = true")
    return frame


def test_the_stage_is_led_by_keys_and_its_map_is_never_loaded_again(page: Page, server: RunningServer) -> None:
    page.set_viewport_size({"width": STAGE[0], "height": STAGE[1]})
    frame = opened(page, server)
    page.get_by_role("button", name="Present").click()
    wait_until(page, lambda: page.evaluate(ON_STAGE), what="the stage")
    expect(page.get_by_role("link", name="Sources")).to_be_hidden()
    for key, number in (("ArrowRight", 2), ("PageDown", 3), ("ArrowLeft", 2), ("PageUp", 1), ("End", 8)):
        page.keyboard.press(key)
        stand_at(page, number)
        wait_until_idle(page)
        wait_until(page, lambda: page.evaluate(OVERFLOWS) == [], what=f"step {number} to fit")
    page.keyboard.press("PageDown")  # there is no step after the last
    page.keyboard.press("Home")
    stand_at(page, 1)
    for _ in range(3):  # in a hurry
        page.keyboard.press("ArrowRight")
    stand_at(page, 4)
    frame.locator("#map_div").focus()
    page.keyboard.press("ArrowRight")  # the map has arrow keys of its own, but not on the stage
    stand_at(page, 5)
    page.keyboard.press("n")
    expect(page.locator(".story-notes p")).to_be_visible()
    wait_until_idle(page)
    assert page.evaluate(OVERFLOWS) == []
    assert violations(page) == []
    assert frame.evaluate("window.isTheSame")
    frame.locator("#map_div").focus()
    page.keyboard.press("Escape")
    wait_until(page, lambda: not page.evaluate(ON_STAGE), what="the page again")
    expect(page.get_by_role("link", name="Sources")).to_be_visible()
    expect(page.get_by_role("button", name="Present")).to_be_focused()
    page.keyboard.press("PageDown")  # scrolls, as on any page
    expect(page.locator(STEP)).to_have_attribute("data-step", "5")


@pytest.mark.new_page
def test_a_long_step_is_told_on_the_stage_and_nothing_of_it_is_cut(page: Page, server: RunningServer) -> None:
    words = ("Bosnia and Herzegovina, Saint Vincent and the Grenadines, " * 20)[:700]
    facts = (
        "treaties/apmbc",
        "treaties/ccm",
        "actions/apmbc-lbn-accession-2026",
        "claims/wld-casualties-per-year-1997-09-18",
    )
    story = Story("A story " * 15, (Step(View(country="VCT"), "A title " * 15, words, words[:500], facts),))
    # A window that fills the screen cannot be resized; where that is refused, the stage fills the window.
    page.add_init_script("Element.prototype.requestFullscreen = () => Promise.reject(new Error('refused'))")
    opened(page, server, f"v=1&story={story_parameter(story)}")
    page.get_by_role("button", name="Present").click()
    for size in ((1280, 720), STAGE, (1024, 768)):
        resize(page, *size)
        wait_until_idle(page)
        assert page.evaluate(OVERFLOWS) == [], size


def test_a_reader_goes_through_a_story_by_its_buttons_and_keeps_the_focus(page: Page, server: RunningServer) -> None:
    frame = opened(page, server, "v=1&step=7")
    following = page.get_by_role("button", name="Next")
    following.focus()
    page.keyboard.press("Enter")
    stand_at(page, 8)
    expect(following).to_be_focused()
    page.keyboard.press("Enter")
    wait_until_idle(page)
    stand_at(page, 8)
    page.get_by_role("button", name="Previous").click()
    stand_at(page, 7)
    expect(page.locator("body > [role=status]")).to_have_text(
        "Step 7 of 8: The Convention's community answers from Siem Reap"
    )
    page.get_by_text("2. Korea becomes the one exception").click()
    stand_at(page, 2)
    assert frame.evaluate("window.isTheSame")
    page.go_back()
    stand_at(page, 7)
    frame.get_by_role("button", name="Not signed").click()
    page.get_by_role("button", name="Back to the map of the step").click()
    expect(page.get_by_role("button", name="Back to the map of the step")).to_be_hidden()
    assert frame.evaluate("window.isTheSame")


@pytest.mark.new_page
def test_a_reader_assembles_a_story_takes_it_away_and_brings_it_back(
    page: Page, server: RunningServer, tmp_path: Path
) -> None:
    open_atlas(page, f"{server.url}/?v=1&status=left")
    drawn_map(page)
    page.get_by_role("button", name="Add to my story").click()
    expect(page.get_by_role("link", name="My story (1)")).to_be_visible()
    # The page is left before the story was looked at: the browser has kept it.
    open_atlas(page, f"{server.url}/story?v=1")
    page.get_by_role("link", name="My story, ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("have left the Mine Ban Convention")
    wait_until_idle(page)
    page.get_by_role("link", name="Open this map in the atlas").click()
    page.get_by_role("button", name="Start again").click()
    wait_until(page, lambda: page.url.endswith("/?v=1"), what="the default view")
    wait_until_idle(page)
    page.get_by_role("button", name="Add to my story").click()
    page.get_by_role("link", name="My story (2)").click()
    page.get_by_text("2. 162 of 197").click()
    stand_at(page, 2)
    page.get_by_label("Title", exact=True).fill("Today <b>")
    page.get_by_label("Caption").fill("In my words")
    page.get_by_role("button", name="Move up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today <b>")
    stand_at(page, 1)
    expect(page.locator(".story-caption")).to_have_text("In my words")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download the story").click()
    kept = tmp_path / taken.value.suggested_filename
    taken.value.save_as(kept)
    story = read_story_file(kept.read_bytes(), catalogue()).story
    assert [step.title for step in story.steps] == ["Today <b>", "5 of 197 states have left the Mine Ban Convention"]
    link = page.url
    page.get_by_role("button", name="Remove this step").click()
    expect(page.locator(AT)).to_have_text("1 of 1")
    wait_until_idle(page)
    upload = page.locator('input[type="file"]')
    upload.set_input_files({"name": "broken.json", "mimeType": "application/json", "buffer": b'{"steps": ['})
    expect(page.get_by_text("The file is no JSON: line 1, column 12")).to_be_visible()
    expect(page.locator(AT)).to_have_text("1 of 1")
    upload.set_input_files(kept)
    expect(page.locator(AT)).to_have_text("1 of 2")
    expect(page.get_by_role("button", name="Take back “My story” (one step)")).to_be_visible()
    wait_until_idle(page)
    open_atlas(page, link)
    expect(page.locator(".story-caption")).to_have_text("In my words")
    items = [*violations(page), *too_small([page])]
    resize(page, 390, 844)
    items += too_wide([page, drawn_map(page)])
    assert not items, "\n".join(items)
