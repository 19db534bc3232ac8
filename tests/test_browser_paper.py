"""What is printed, and a capture of the whole page: the map fits, all is read in one column, dark ink on white."""

import re
from functools import partial
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Frame, Page, expect
from pypdf import PdfReader

from tests.browser.driving import drawn_map, open_atlas, wait_until, wait_until_idle
from tests.browser.room import resize, too_wide
from tests.browser.serving import RunningServer

pytestmark = pytest.mark.browser

# Pixels of CSS between the margins of 12 mm: A4 upright and landscape, Letter.
PAPERS = {"A4": 702, "A4 landscape": 1031, "Letter": 725}
WINDOWS = (1400, 1920, 2560)
# Zooms to a ten thousandth and places to 100 km: what the map is fitted to is rounded to whole pixels.
STATE = """() => { const a = __atlas, m = a.map, c = m.getCenter(); return JSON.stringify([
  [m.getZoom(), m.getMinZoom(), m.getMaxZoom()].map(zoom => zoom.toFixed(4)), Math.abs(Math.round(c.lat)),
  Math.abs(Math.round(c.lng)), a.isHome, m.getSize(), m.options.maxBounds.toBBoxString(),
  document.documentElement.dataset.theme, document.body.className, document.querySelectorAll("path, text").length])}"""
# Where the edges of the drawn sea are in the picture that is printed, and how large that is.
EDGES = """() => { const svg = document.querySelector('.paper svg').getBoundingClientRect();
  const land = [...document.querySelectorAll('.paper path[data-code]')].map(path => path.getBoundingClientRect());
  return {svg: [svg.left, svg.right, svg.width], lands: land.length,
    land: [Math.min(...land.map(box => box.left)), Math.max(...land.map(box => box.right)),
           Math.min(...land.map(box => box.top)) - svg.top, svg.bottom - Math.max(...land.map(box => box.bottom))]}}"""
SIZED = """() => { const wide = parent.document.querySelector('iframe[title*="st_folium"]').clientWidth;
  return innerWidth === wide && __atlas.map.getSize().x === wide && __atlas.details &&
    !document.querySelector('.is-loading'); }"""
AGES = {"amber": "rgb(138, 83, 0)", "red": "rgb(179, 38, 30)"}
INKS = """selector => [...document.querySelectorAll(selector)].filter(element => element.checkVisibility())
  .flatMap(element => { const style = getComputedStyle(element); return [style.color, style.backgroundColor]; })"""


@pytest.fixture
def dark(page: Page) -> Page:
    """A page of a reader who likes it dark, 1,920 pixels wide."""
    page.set_viewport_size({"width": 1920, "height": 1000})
    page.emulate_media(color_scheme="dark")
    return page


def texts(page: Page, *, landscape: bool = False, paper: str = "A4") -> list[str]:
    """Print a page as a reader does, and return what stands on each sheet."""
    pdf = page.pdf(format=paper, landscape=landscape, print_background=True)
    return [re.sub(r"\s+", " ", sheet.extract_text()) for sheet in PdfReader(BytesIO(pdf)).pages]


def brightness(colour: str) -> float:
    """How bright a colour of CSS is, from 0 to 255; what lets all through is as bright as paper."""
    red, green, blue, *alpha = map(float, re.findall(r"[\d.]+", colour))
    return 255 if alpha == [0] else 0.3 * red + 0.59 * green + 0.11 * blue


def assert_light(page: Page) -> None:
    colours = page.evaluate(INKS, ":root, body, .stApp, main :is(h1, h2, h3), .panel, .panel p, .line, .sources li")
    assert all(brightness(ground) > 200 for ground in colours[1::2])
    assert all(brightness(ink) < 140 for ink in colours[::2])


def ready_for_paper(page: Page) -> None:
    """Lay a page out as its browser does for print, so that it can be measured."""
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")


def back_to_the_screen(page: Page) -> None:
    page.emulate_media(media="null")  # "screen" would hold for what is printed later, too
    page.evaluate("dispatchEvent(new Event('afterprint'))")


def is_as(frame: Frame, state: str) -> bool:
    return bool(frame.evaluate(STATE) == state)


def settled(page: Page, frame: Frame) -> None:
    """Wait until the map has taken the size of its window, and its names."""
    frame.wait_for_function(SIZED)
    last = [""]

    def is_still() -> bool:
        before, last[0] = last[0], frame.evaluate(STATE)
        return before == last[0]

    wait_until(page, is_still, what="the map to rest")


def test_the_printed_map_fits_every_paper_from_every_window_and_is_put_back(dark: Page, server: RunningServer) -> None:
    open_atlas(dark, f"{server.url}/?v=1&country=UKR")
    frame = drawn_map(dark)
    drawings = set()
    for window in WINDOWS:
        resize(dark, window, 1000)
        settled(dark, frame)
        before = frame.evaluate(STATE)
        ready_for_paper(dark)
        drawings.add(dark.locator(".paper svg").first.evaluate("svg => svg.outerHTML"))
        back_to_the_screen(dark)
        wait_until(dark, partial(is_as, frame, before), what="the map to be as it was")
    assert len(drawings) == 1  # the window has no say in what is printed
    sheets = texts(dark, landscape=True)
    labels = frame.locator(".atlas-legend-item > span").all_text_contents()
    assert labels
    assert all(label in sheets[0] for label in labels)
    whole = " ".join(sheets)
    for part in dark.locator(".panel h3").all_text_contents():
        assert part.upper() in whole
    last = dark.locator(".panel .sources li").last.inner_text()
    assert re.sub(r"\s+", " ", last)[:60] in whole
    folded = dark.locator(".panel details.note p").last.text_content()
    assert folded is not None
    assert folded[:40] in whole
    for control in ("Share, cite", "Add to my story", "Full page", "Ready views", "Copy link", "Zoom to"):
        assert control not in whole
    assert "data release" in sheets[-1]
    assert "country=UKR" in sheets[-1].replace(" ", "")
    assert dark.locator(".paper, .paper-origin").count() == 0
    assert dark.locator("main details[open]").count() == 0
    ready_for_paper(dark)
    for width in PAPERS.values():
        resize(dark, width, 1000)
        edges = dark.evaluate(EDGES)
        assert edges["lands"] > 190
        assert 0 <= edges["svg"][0] <= edges["land"][0]
        assert edges["land"][1] <= edges["svg"][1] <= width
        assert min(edges["land"][2:]) >= 0
        assert not too_wide([dark])
    assert_light(dark)
    # The age of the depositary reading keeps its colour, that of the light palette.
    aged = dark.locator(".headline .age")
    for name, ink in AGES.items():
        aged.evaluate("(line, name) => { line.className = `age ${name}`; }", name)
        assert aged.evaluate("line => getComputedStyle(line).color") == ink


def test_a_country_is_printed_light_and_captured_whole(dark: Page, server: RunningServer) -> None:
    open_atlas(dark, f"{server.url}/country?v=1&country=UKR")
    expect(dark.locator('[data-testid="stSkeleton"]')).to_have_count(0)  # what a part of Streamlit still has to draw
    captured = Image.open(BytesIO(dark.screenshot(full_page=True))).height
    assert captured == dark.evaluate("document.documentElement.scrollHeight")
    assert captured > 3000
    ready_for_paper(dark)
    resize(dark, PAPERS["Letter"], 1000)
    assert not too_wide([dark])
    assert_light(dark)
    back_to_the_screen(dark)
    resize(dark, 1400, 900)
    sheets = texts(dark, paper="Letter")
    assert "Ukraine" in sheets[0]
    assert all(len(sheet) > 200 for sheet in sheets[:-1])
    assert not any(word in " ".join(sheets) for word in ("On the live map", "Search a country", "Ready views"))
    # What follows begins at its head, wherever the reader was.
    dark.evaluate("scrollTo(0, 2000)")
    dark.get_by_role("link", name="Sources", exact=True).click()
    expect(dark.get_by_role("heading", level=1)).to_have_text("Sources")
    wait_until_idle(dark)
    wait_until(dark, lambda: dark.evaluate("scrollY") == 0, what="the head of the next screen")
    assert any("Page 1 of" in sheet for sheet in texts(dark))
