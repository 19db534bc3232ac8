"""A story as a file: one page that makes no request, and sentences for stories that cannot be read."""

import io
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect
from pptx import Presentation
from pypdf import PdfReader
from starlette.applications import Starlette

from dashboard.maps.story.codec import story_parameter
from dashboard.maps.story.model import Catalogue, Step, Story, step_text, story_of
from dashboard.maps.view import View
from dashboard.render.formats import Options, StoryJob
from dashboard.render.html.story import story_html, story_policy
from dashboard.render.pdf import story_pdf
from dashboard.web.export import story_routes
from dashboard.web.export_queue import ExportQueue
from geodata.story import shipped_story
from tests.asgi_client import ask
from tests.browser.watching import Watch
from tests.shipped_views import SHIPPED, TODAY, dataset
from tests.stories import specs_of

OURS = story_of(shipped_story(), Catalogue.of(dataset()))
MINE = Story("My <own> story", (Step(View(), "One & only", "A caption."), Step(View(extent="korea"), "Two", "And on.")))


@pytest.fixture(scope="module")
def app() -> Iterator[Starlette]:
    queue = ExportQueue()
    yield Starlette(routes=story_routes(SHIPPED, queue))
    queue.close()


OPTIONS = Options("https://atlas.example.org/", TODAY)


def job_of(story: Story) -> StoryJob:
    """A story with what is told and seen at each step."""
    specs = specs_of(story, dataset(), today=TODAY)
    steps = ((step_text(step, spec, dataset()), spec) for step, spec in zip(story.steps, specs, strict=True))
    return StoryJob(story.title, tuple(steps))


def deck(story: Story) -> str:
    return story_html(job_of(story), OPTIONS).decode()


@pytest.mark.slow
def test_the_story_that_an_address_holds_is_answered_as_a_file(app: Starlette) -> None:
    parameter = story_parameter(MINE)
    assert parameter is not None
    answer = ask(app, f"/export/story.html?story={parameter}")
    assert answer.status == 200
    assert "My &lt;own&gt; story" in answer.text
    assert "One &amp; only" in answer.text
    assert ask(app, f"/export/story.html?story={parameter}", if_none_match=answer.headers["etag"]).status == 304
    assert OURS.title in ask(app, "/export/story.html").text


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("story.doc", 404, "expected one of “.html”, “.pptx”, “.pdf”"),
        ("story.html?story=xyz", 400, "cannot be read"),
        ("story.html?story=1" + "A" * 9000, 414, "longer than"),
        ("story.html?stroy=1", 400, "Did you mean story"),
        (f"story.html?story={quote(story_parameter(Story('Empty')) or '')}", 400, "no steps yet"),
    ],
)
def test_a_story_that_cannot_be_written_is_refused_in_a_sentence(
    app: Starlette, address: str, status: int, says: str
) -> None:
    answer = ask(app, f"/export/{address}")
    assert (answer.status, says in answer.text) == (status, True), answer.text


@pytest.mark.slow
def test_a_deck_holds_every_word_and_every_map_of_its_story() -> None:
    page = deck(OURS)
    (data,) = re.findall(r'<script type="application/json" id="pages">(.*?)</script>', page, re.DOTALL)
    assert len(json.loads(data)) == len(OURS.steps) == page.count('<section class="step"')
    assert "script-src 'sha256-" in story_policy()


@pytest.mark.slow
def test_a_story_is_a_page_a_step_in_pdf_and_a_slide_a_step_in_powerpoint(app: Starlette) -> None:
    parameter = story_parameter(MINE)
    book = PdfReader(io.BytesIO(ask(app, f"/export/story.pdf?story={parameter}").body))
    assert len(book.pages) == len(MINE.steps)
    assert book.metadata is not None
    assert book.metadata.title == MINE.title
    assert "One & only" in book.pages[0].extract_text()
    deck = Presentation(io.BytesIO(ask(app, f"/export/story.pptx?story={parameter}").body))
    assert [slide.shapes.title.text_frame.text for slide in deck.slides][:3] == [MINE.title, "One & only", "Two"]


SPOKEN = {
    "Міни на сході України": "За\u0301мок, Ґанок, Їжак, Європа",
    "Η Ελλάδα και οι νάρκες": "Ἐν ἀρχῇ ἦν ὁ λόγος, ΐ",
    "Bom mìn còn sót lại": "Quảng Trị, những vùng đất; ữ ẵ ệ",
    "Guaraní g\u0303uahẽ": "Yorùbá ẹ\u0300kọ\u0301, Łódź, ǅ",
}


@pytest.mark.slow
def test_a_pdf_has_every_letter_of_latin_greek_and_cyrillic() -> None:
    story = Story("Spoken", tuple(Step(View(extent="korea"), title, caption) for title, caption in SPOKEN.items()))
    pdf = story_pdf(job_of(story), OPTIONS)
    pages = PdfReader(io.BytesIO(pdf)).pages
    for page, title, caption in zip(pages, SPOKEN, SPOKEN.values(), strict=True):
        read = page.extract_text()
        assert "[U+" not in read
        letters = {letter for letter in title + caption if not unicodedata.combining(letter)}
        assert letters <= set(read) | {" "}


@pytest.mark.slow
def test_a_pdf_of_other_scripts_is_refused_with_the_way_to_slides_and_page(app: Starlette) -> None:
    story = Story("Other", (Step(View(), "ألغام", "Plain"), Step(View(), "Two", "មីន 🚩"), Step(View(), "Three", "لغم")))
    parameter = story_parameter(story)
    answer = ask(app, f"/export/story.pdf?story={parameter}")
    assert answer.status == 422
    for words in (
        "Arabic letters (",
        ") in steps 1, 3",
        "Khmer letters (",
        "symbols (🚩) in step 2",
        "slides and the web",
    ):
        assert words in answer.text
    for ending in ("html", "pptx"):
        assert ask(app, f"/export/story.{ending}?story={parameter}").status == 200


@pytest.mark.browser
def test_a_deck_is_presented_without_any_network(browser: Browser, tmp_path: Path, watch: Watch) -> None:
    kept = tmp_path / "story.html"
    kept.write_text(deck(OURS), encoding="utf-8")
    items: list[str] = []
    with browser.new_context(viewport={"width": 1600, "height": 900}, offline=True) as context:
        page = context.new_page()
        watch.attach(page)
        page.on("request", lambda request: items.append(request.url))
        page.goto(kept.as_uri())
        where = page.locator(".where")
        expect(where).to_have_text("1 of 8")
        for key, expected in (("ArrowRight", "2"), ("PageDown", "3"), ("End", "8"), ("ArrowRight", "8"), ("Home", "1")):
            page.keyboard.press(key)
            expect(where).to_have_text(f"{expected} of 8")
        shown = page.frame_locator(".step:not([hidden]) iframe")
        expect(shown.locator("h1")).not_to_be_empty()
        shown.locator("h1").click()
        page.keyboard.press("PageDown")  # the map has the keyboard, and passes on what it does not use
        expect(where).to_have_text("2 of 8")
        page.keyboard.press("n")
        expect(page.locator(".step:not([hidden]) .notes")).to_be_visible()
    assert items == [kept.as_uri()]
    assert not watch.problems
