"""A story in a link: what is written is read again, short enough for every server, and never trusted."""

import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.story import codec
from dashboard.maps.story.codec import LONGEST, StoryError, read_story_parameter, story_parameter
from dashboard.maps.story.model import LONGEST_CAPTION, LONGEST_NOTES, Step, Story
from dashboard.maps.view import View
from tests.builders import on
from tests.stories import catalogue, shipped, stories

# Written once and never again: links of version 1 lie in mails and slides.
OLD = (
    "1ePmUDhKLi1YKKc8HxmRqQTFQGkkObJKhka6BCVBncGY6MO7ToSxgHCdVKhgCIyDaMFYPYrASPJeAM48SwiKkkIR638fRHx54QDb"
    "QAJ_E_GIkN8bGAgBjoC2n"
)
OLD_STORY = Story(
    "Two steps",
    (
        Step(View(day=on("1997-12-04")), "Signing", "Signed by 122 [1].", "", ("treaties/apmbc",)),
        Step(View(treaty="ccm", country="LAO", extent="LAO"), "Laos"),
    ),
)


def squeezed(text: str) -> str:
    """A value as `story_parameter` writes it, of any text."""
    squeezer = zlib.compressobj(level=9, zdict=codec._WORDS)
    return "1" + base64.urlsafe_b64encode(squeezer.compress(text.encode()) + squeezer.flush()).decode().rstrip("=")


@pytest.mark.slow
@given(stories())
def test_a_story_is_read_as_it_was_written(story: Story) -> None:
    written = story_parameter(story)
    if written is not None:
        assert len(written) <= LONGEST
        opened = read_story_parameter(written, catalogue())
        assert opened.story == story
        assert opened.problems == ()


def test_a_link_written_long_ago_is_still_read() -> None:
    assert read_story_parameter(OLD, catalogue()).story == OLD_STORY


def test_ten_steps_with_captions_fit() -> None:
    steps = tuple(Step(step.view, step.title, step.caption) for step in (*shipped().steps, *shipped().steps[:3]))
    assert len(story_parameter(Story("Ten", steps)) or "") in range(500, LONGEST)


def test_a_story_that_is_too_long_for_a_link_has_none() -> None:
    letters = "".join(chr(0x4E00 + number) for number in range(LONGEST_NOTES))
    assert story_parameter(Story("", (Step(View(), "", letters[:LONGEST_CAPTION], letters),) * 3)) is not None
    different = tuple(Step(View(), "", "", letters[number:] + letters[:number]) for number in range(0, 2000, 50))
    assert story_parameter(Story("", (Step(View(), "", "", letters[::-1]), *different[:39]))) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2abc", "it holds no story that this atlas has written"),
        ("1<script>", "it holds no story that this atlas has written"),
        ("1" + "a" * 20, "the story in it is incomplete: the link was cut off or changed on its way"),
        ("1" * 7001, "it has 7,001 characters, and a story in a link has 7,000 at most"),
        (squeezed("[" * 5_000), "it is no story: it is nested too deeply"),
        (squeezed("{}"), "it holds no story"),
        (squeezed('["A", 3]'), "it holds no story"),
        (squeezed(json.dumps(["A", [["?v=1"]] * 500])), "The story has 500 steps; the atlas takes 40 at most"),
        (squeezed(" " * 3_000_000), "the story in it has more than 1,000,000 bytes"),
    ],
)
def test_what_is_no_story_is_refused_in_words(text: str, sentence: str) -> None:
    with pytest.raises(StoryError) as refused:
        read_story_parameter(text, catalogue())
    assert refused.value.reasons == (sentence,)


@pytest.mark.slow
@given(stories(least=1), st.data())
def test_a_link_that_was_cut_off_or_changed_is_recognised(story: Story, data: st.DataObject) -> None:
    written = story_parameter(story) or ""
    cut = written[: data.draw(st.integers(0, max(len(written) - 2, 0)))]
    at = data.draw(st.integers(1, max(len(written) - 2, 1)))
    for wrong in (cut, written[:at] + written[at + 1 :]):
        with pytest.raises(StoryError):
            read_story_parameter(wrong, catalogue())


@given(st.text(max_size=40) | st.from_regex(r"1[A-Za-z0-9_-]{1,60}", fullmatch=True))
def test_any_text_is_refused_in_words(text: str) -> None:
    with pytest.raises(StoryError):
        read_story_parameter(text, catalogue())
