"""A step as HTML: escaped once, its numbers as links, and the ways that its buttons offer."""

import re
from html import unescape

import pytest

from dashboard.maps.compose.compose import compose
from dashboard.maps.story.model import Step, StepText, step_text
from dashboard.maps.view import View
from dashboard.render.html.story import draft_html, drafts_html, map_sentence_html, sources_html, step_html
from geodata import Freshness
from tests.builders import on
from tests.shipped_views import TODAY, dataset
from tests.stories import shipped

HOSTILE = '<script>alert(1)</script>"'


def of(step: Step) -> StepText:
    return step_text(step, compose(step.view, dataset(), today=on("2026-11-21")), dataset())


def html_of(step: Step, *, number: int = 1, count: int = 7, story: str = "A story") -> str:
    return step_html(of(step), story=story, number=number, count=count)


def shown(html: str) -> str:
    """What a reader sees of HTML, without the numbers of sources."""
    return re.sub(r"<[^>]+>", "", re.sub(r"<sup.*?</sup>", "", html)).replace("\u00a0", " ")


@pytest.mark.parametrize("at", range(len(shipped().steps)))
def test_title_caption_and_notes_are_there_without_their_marks(at: int) -> None:
    step = shipped().steps[at]
    text = unescape(shown(html_of(step)))
    for words in (step.title, step.caption, step.notes):
        assert re.sub(r" \[[\d, ]+\]", "", words) in text


@pytest.mark.parametrize("at", range(len(shipped().steps)))
def test_every_number_leads_to_a_source_in_the_list(at: int) -> None:
    words = of(shipped().steps[at])
    wanted = set(
        re.findall(
            r'href="#(source-\d+)"', html_of(shipped().steps[at]) + map_sentence_html(words, Freshness(TODAY, TODAY))
        )
    )
    assert wanted <= set(re.findall(r'<li id="(source-\d+)"', sources_html(words)))


def test_what_a_reader_writes_is_text_and_never_a_tag() -> None:
    step = Step(View(), HOSTILE, HOSTILE, HOSTILE)
    pieces = (html_of(step, story=HOSTILE), draft_html(HOSTILE, HOSTILE), drafts_html(HOSTILE))
    for html in pieces:
        assert "<script" not in html
        assert 'alert(1)"' not in html.replace("&quot;", "").replace("&#34;", "")


def test_the_ways_lead_to_the_steps_beside_and_end_at_the_ends() -> None:
    ways = r'class="story-go" data-go="(\d+)"( aria-disabled="true")?'
    step = shipped().steps[0]
    assert re.findall(ways, html_of(step, number=3)) == [("2", ""), ("4", "")]
    assert [bool(closed) for _, closed in re.findall(ways, html_of(step, number=1))] == [True, False]
    assert [bool(closed) for _, closed in re.findall(ways, html_of(step, number=7))] == [False, True]


def test_figures_stay_with_their_units_and_days_with_their_months() -> None:
    html = html_of(Step(View(), "A", "On 7 January 2023 it had 250,000 km² and 3 marks"))
    assert "7\u00a0January 2023" in html
    assert "250,000\u00a0km²" in html
    assert "3 marks" in html


def test_on_the_stage_the_sources_of_the_caption_are_named_in_short() -> None:
    html = html_of(shipped().steps[3])
    (short,) = re.findall(r'<p class="story-short">(.*?)</p>', html)
    assert short.startswith("<b>1</b> Euromaidan Press, 8 January 2023 · <b>2</b> ")
    notes = {number for piece in of(shipped().steps[3]).notes for number in piece.sources}
    caption = {number for piece in of(shipped().steps[3]).caption for number in piece.sources}
    named = set(map(int, re.findall(r"<b>(\d+)</b>", short)))
    assert caption <= named
    assert not (notes - caption) & named


def test_a_step_without_words_has_no_empty_notes() -> None:
    assert "story-notes" not in html_of(Step(View(), "A"))
