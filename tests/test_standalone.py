"""A view as one page: the words of the specification in text and cards, few bytes, no request, in every sandbox."""

import gzip
import http.server
import re
import threading
from collections.abc import Iterator
from datetime import date
from functools import partial
from html import escape as escaped_string
from html import unescape
from pathlib import Path

import pytest
from markupsafe import escape
from playwright.sync_api import Browser, Frame, Page, expect

from dashboard.maps.view import PRESETS, Preset, View
from dashboard.render.formats import FORMATS, Options, file_bytes
from dashboard.render.html.share import light_code
from dashboard.render.html.standalone import LEFT_OUT, card_texts, standalone_policy
from dashboard.render.picture_text import DISCLAIMER, PictureText
from dashboard.render.scene import scenes_of
from geodata import StatusKind
from tests.browser.serving import RunningServer
from tests.browser.watching import Watch
from tests.shipped_views import TODAY, shown

BASE = "https://atlas.example.org/"
MOST_BYTES = 120_000  # compressed


def leaf(view: View, format_id: str, theme: str = "light") -> str:
    options = Options(BASE, TODAY, theme="dark" if theme == "dark" else "light")
    return file_bytes(FORMATS[format_id], shown(view), options).decode()


@pytest.mark.slow
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_a_page_says_what_the_specification_says_and_is_light(preset: Preset) -> None:
    words = PictureText(shown(preset.view), base=BASE, made_on=TODAY)
    light, whole = leaf(preset.view, "embed"), leaf(preset.view, "html")
    for page in (light, whole):
        assert escape(words.spec.headline.text) in page
        assert escape(words.spec.subtitle) in page
        assert escape(words.spec.boundary_note) in page
        assert escape(DISCLAIMER) in page
        assert escape(words.link) in page
        assert words.release in page
        for legend in words.legends:
            for item in legend.items:
                counts = " · ".join(map(str, item.counts or (item.count,)))
                assert f"{escape(item.label)} <b>{counts}</b>" in page
        for source in words.spec.sources:
            assert f'<li id="source-{source.number}" value="{source.number}">{escaped_string(source.text)}' in page
    assert escape(words.spec.in_words) in whole
    assert len(gzip.compress(light.encode(), 9)) <= MOST_BYTES


@pytest.mark.parametrize("ending", ["html", "embed"])
def test_a_page_names_no_address_that_a_browser_would_fetch(ending: str) -> None:
    page = leaf(View(), ending)
    fetched = re.findall(r'<(?:script|link|img|iframe|use|image)\b[^>]*?\b(?:src|href)="(?!data:|#)([^"]*)"', page)
    assert fetched == []
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)


def test_the_policy_lets_its_own_script_run_and_no_other() -> None:
    assert "script-src 'sha256-" in standalone_policy()
    assert standalone_policy().startswith("default-src 'none'")
    assert standalone_policy() in unescape(leaf(View(), "html"))


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Another site, and the folder that it serves."""
    folder = tmp_path_factory.mktemp("elsewhere")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", folder
        server.shutdown()


@pytest.mark.browser
def test_a_page_kept_as_a_file_works_without_any_network(browser: Browser, tmp_path: Path, watch: Watch) -> None:
    kept = tmp_path / "view.html"
    kept.write_text(leaf(View(country="UKR", extent="UKR"), "html"), encoding="utf-8")
    with browser.new_context(viewport={"width": 1280, "height": 900}, offline=True) as context:
        page, items = context.new_page(), []
        watch.attach(page)
        page.on("request", lambda request: items.append(request.url))
        page.goto(kept.as_uri())
        page.locator(".map svg").focus()
        page.keyboard.press("u")
        expect(page.locator(".card")).to_contain_text("Ukraine")
        page.keyboard.press("ArrowLeft")
        expect(page.locator(".card")).not_to_contain_text("Ukraine")
        before = page.locator(".map svg").get_attribute("viewBox")
        page.keyboard.press("+")
        assert page.locator(".map svg").get_attribute("viewBox") != before
        page.keyboard.press("0")
        assert page.locator(".map svg").get_attribute("viewBox") == before
        page.locator(".classes button", has_text="Not signed").click()
        picked = page.locator("[data-area].is-picked")
        assert picked.count() > 0
        assert page.evaluate("getComputedStyle(document.querySelector('[data-area=UKR]')).opacity") == "0.18"
        assert items == [kept.as_uri()]
        assert not watch.problems


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1600])
def test_an_embed_works_in_a_sandbox_of_another_site_with_one_request(
    page: Page, server: RunningServer, elsewhere: tuple[str, Path], width: int
) -> None:
    address, folder = elsewhere
    code = light_code(f"{server.url}/", "?v=1&day=2014-09-24", "A map")
    host = f'<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,">{code}'
    (folder / f"{width}.html").write_text(host, encoding="utf-8")
    items: list[str] = []
    page.on("request", lambda request: items.append(request.url))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/{width}.html")
    frame = _frame(page)
    frame.locator(".map svg").focus()
    frame.locator(".map svg").press("b")
    expect(frame.locator(".card")).to_be_visible()
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert frame.evaluate("self.origin") == "null"
    assert [url for url in items if url.startswith(server.url)] == [f"{server.url}/embed?v=1&day=2014-09-24"]


@pytest.mark.browser
def test_where_the_system_imposes_its_colours_what_is_chosen_has_a_line(browser: Browser) -> None:
    lined = "element => ['outlineStyle', 'outlineWidth'].map(name => getComputedStyle(element)[name]).join(' ')"
    with browser.new_context(viewport={"width": 1280, "height": 900}, forced_colors="active") as context:
        page = context.new_page()
        page.set_content(leaf(View(day=date(2026, 11, 21)), "embed"))
        left, party = (page.locator(f".classes button[data-class$={name}]") for name in ("left", "party"))
        assert left.evaluate(lined).startswith("none")
        left.click()
        page.mouse.move(0, 0)
        expect(left).to_have_attribute("aria-pressed", "true")
        page.evaluate("document.activeElement.blur()")  # the line of the focus is another one
        assert left.evaluate(lined) == "solid 2px"
        assert party.evaluate(lined).startswith("none")
        stroke = "element => getComputedStyle(element).stroke"
        area = page.locator("[data-area=BRA]").first
        before = area.evaluate(stroke)
        area.hover()
        assert area.evaluate(stroke) != before


@pytest.mark.browser
def test_an_embed_in_a_slide_shows_map_and_legend_and_knows_what_is_pointed_at(
    page: Page, server: RunningServer, elsewhere: tuple[str, Path]
) -> None:
    address, folder = elsewhere
    wide, high, scale = 960, 700, 1.25  # as reveal.js has it: slides of one size, scaled to the window
    code = re.sub(
        r"height:\d+px", f"height:{high}px", light_code(f"{server.url}/", "?v=1&day=2014-09-24&extent=europe", "A map")
    )
    slide = f'<div style="width:{wide}px;height:{high}px;transform:scale({scale});transform-origin:0 0">{code}</div>'
    host = f'<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,">{slide}'
    (folder / "slide.html").write_text(host, encoding="utf-8")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}/slide.html")
    frame = _frame(page)
    assert frame.evaluate("document.querySelector('.legends').getBoundingClientRect().bottom <= innerHeight")
    # By hand: Playwright's own hover leaves out the scale where a sandboxed frame is a process of its own.
    frame_box = page.locator("iframe").bounding_box()
    box = frame.locator("[data-area=UKR]").first.evaluate("area => area.getBoundingClientRect().toJSON()")
    assert frame_box is not None
    page.mouse.move(
        frame_box["x"] + scale * (box["x"] + box["width"] / 2), frame_box["y"] + scale * (box["y"] + box["height"] / 2)
    )
    expect(frame.locator(".card")).to_contain_text("Ukraine")
    expect(frame.locator(".card")).to_contain_text("Party, since 1 June 2006")


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1000])
def test_the_card_of_what_a_circle_stands_on_names_its_documents_and_can_be_pointed_at(
    page: Page, tmp_path: Path, width: int
) -> None:
    kept = tmp_path / "view.html"
    layers = ("status", "contamination")
    kept.write_text(leaf(View(day=date(2026, 11, 21), layers=layers), "embed"), encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(kept.as_uri())
    circle = page.locator("circle[data-of=AGO]").bounding_box()
    assert circle is not None
    page.mouse.move(circle["x"] + circle["width"] / 2, circle["y"] + circle["height"] / 2)
    card = page.locator(".card")
    expect(card).to_contain_text("Angola")
    expect(card).to_contain_text("Mine Action Review, 1 November 2025 (desk estimate)")
    expect(card.locator("small")).to_contain_text("Mine Action Review (Norwegian People's Aid), 1 November 2025")
    place, land = card.bounding_box(), page.locator(".map svg").bounding_box()
    assert place is not None
    assert land is not None
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= width
    assert (place["y"] >= land["y"] + land["height"] - 1) == (width < 480)
    page.mouse.move(place["x"] + 30, place["y"] + 30, steps=6)
    page.wait_for_timeout(400)  # longer than a card stays of what is no longer pointed at
    assert page.evaluate("document.querySelector('.card').matches(':hover')")
    expect(card).to_contain_text("Angola")
    page.mouse.move(width - 5, 5)
    expect(card).to_be_hidden()


def _frame(page: Page) -> Frame:
    handle = page.wait_for_selector("iframe")
    frame = handle.content_frame() if handle else None
    assert frame is not None
    frame.wait_for_selector(".map [data-area]", state="attached")
    return frame


@pytest.mark.slow
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_every_area_has_a_card_with_its_class_and_its_claim(preset: Preset) -> None:
    spec = shown(preset.view)
    cards = card_texts(spec)
    assert len(cards) == len(scenes_of(spec))
    shown_first = cards[-1] if spec.beside and spec.beside.is_before else cards[0]
    labels = {item.class_id: item.label for item in spec.legends[0].classes}
    for area in spec.areas:
        name, text, _ = shown_first[area.area]
        assert name == area.name
        assert text.startswith(area.sentence.printed or labels[area.class_id])
    for row in spec.rows:
        _, text, documents = shown_first[row.area]
        assert (row.text("claim") in text) == bool(row["claimant"]) or text in labels.values()
        assert all(row.text(column) in text for column in ("claimant", "claim_date", "basis"))
        assert documents.removeprefix("Sources: ") == "; ".join(row.documents)
        has_own = spec.fill_layer not in ("status", "policy") and bool(documents)  # of the records of another layer
        assert bool(documents) == (bool(row["claimant"]) or spec.fill_layer == "status" or has_own)
        assert LEFT_OUT not in text


def test_a_card_says_since_when_and_who_says_so() -> None:
    (cards,) = card_texts(shown(View()))
    assert cards["BRA"][1].split("\n")[0] == "Party, since 1 October 1999"
    assert "Mine Action Review, 1 November 2025" in cards["UKR"][1]
    assert cards["EST"][2].startswith("Sources: United Nations Treaty Collection, 3 February 2026")


def test_the_cards_of_two_treaties_say_the_status_under_each() -> None:
    spec = shown(next(preset.view for preset in PRESETS if preset.preset_id == "two-treaties"))
    first, second = card_texts(spec)
    assert first["BRA"][1].startswith("Party, since 1 October 1999")
    assert second["BRA"][1:] == ("Not signed", "")  # the table and its documents are those of the first map


def test_what_the_filter_leaves_out_is_said_to_be() -> None:
    (cards,) = card_texts(shown(View(statuses=(StatusKind.LEFT,))))
    assert cards["BRA"][1] == f"Party\n{LEFT_OUT}"
    assert LEFT_OUT not in cards["EST"][1]
