"""The file of a story: what is written is read again, and what cannot be read is refused in words."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.story.codec import LONGEST_FILE, MARK, StoryError, read_story_file, story_file
from dashboard.maps.story.model import Step, Story
from dashboard.maps.view import View
from tests.builders import on
from tests.stories import catalogue, shipped, stories

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([MARK, "title", "steps", "link", "caption", "notes", "rests_on"]) | st.text(max_size=4),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


def of(**story: Any) -> bytes:
    return json.dumps({MARK: 1, **story}).encode()


def problems_of(data: bytes) -> tuple[str, ...]:
    return read_story_file(data, catalogue()).problems


@pytest.mark.slow
@given(stories())
def test_a_story_is_read_as_it_was_written(story: Story) -> None:
    opened = read_story_file(story_file(story).encode(), catalogue())
    assert opened.story == story
    assert opened.problems == ()


def test_the_shipped_story_goes_through_a_file_unchanged() -> None:
    opened = read_story_file(story_file(shipped()).encode(), catalogue())
    assert opened.story == shipped()
    assert opened.problems == ()


def test_a_file_says_first_what_it_is() -> None:
    assert story_file(Story("A")).startswith('{\n  "mine-ban-atlas-story": 1,\n  "title": "A",')


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is no JSON: line 1, column 1: expecting value."),
        (b'{"title": "A",\n "steps": [}', "The file is no JSON: line 2, column 12: expecting value."),
        (b"\xff\xfe", "The file is no text in UTF-8, as a story is."),
        (b"[" * 100_000, "The file is no story: it is nested too deeply."),
        (b'{"steps": NaN}', "The file is no story: NaN is no number."),
        (b'{"a": 1, "a": 2}', "The file is no story: “a” stands twice in one part of it."),
        (b" " * (LONGEST_FILE + 1), "The file has 1,000,001 bytes; a story has 1,000,000 at most."),
        (b"[]", "This is no story of the atlas: such a file begins with “mine-ban-atlas-story” and its version."),
        (b'{"mine-ban-atlas-story": 2}', "The story is of version 2; this atlas reads version 1."),
        (b'{"mine-ban-atlas-story": "<b>"}', "The story is of version �b�; this atlas reads version 1."),
        (of(steps={}), "“steps” is no list."),
        (of(steps=[{}] * 500), "The story has 500 steps; the atlas takes 40 at most."),
        (of(steps=[3]), "Step 1 is no step: it has neither link nor title."),
        (of(title=7), "The story: “title” is no text."),
        (of(steps=[{"link": "?v=1", "caption": None}]), "Step 1: “caption” is no text."),
        (of(steps=[{"link": "?v=1", "rests_on": "x"}]), "Step 1: “rests_on” is no list of texts."),
        (of(steps=[{"link": "x" * 2001}]), "Step 1: its link has 2,001 characters; 2,000 at most are read."),
        (
            of(steps=[{"link": "?v=1", "caption": "x" * 701}]),
            "The caption of step 1 has 701 characters; 700 at most fit.",
        ),
    ],
)
def test_what_is_no_story_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(StoryError) as refused:
        read_story_file(data, catalogue())
    assert refused.value.reasons == (sentence,)


def test_everything_that_stands_against_a_story_is_told_at_once() -> None:
    with pytest.raises(StoryError) as refused:
        read_story_file(of(title=1, steps=[3, {"link": "?v=1", "notes": "x" * 3000}]), catalogue())
    assert len(refused.value.reasons) == 3


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ({"link": "?v=1&treaty=apmbd"}, "Step 1: The link's “treaty” was ignored: apmbd is not a treaty of the atlas"),
        ({"link": "?v=1&day=2050-01-01"}, "lies outside 1992-01-01 to 2033-12-31; 2033-12-31 is shown."),
        ({"link": "?v=1&country=UKX"}, "UKX is not the code of a country; did you mean UKR."),
        ({"title": "A"}, "Step 1 has no link; it shows the world of today."),
        ({"link": "?v=1", "titel": "A"}, "Step 1: “titel” means nothing here and was left out; did you mean “title”."),
        (
            {"link": "?v=1", "rests_on": ["claims/nothing"]},
            "Step 1 rests on “claims/nothing”, which this atlas does not have.",
        ),
    ],
)
def test_what_had_to_be_mended_is_told(step: dict[str, object], sentence: str) -> None:
    (problem,) = problems_of(of(steps=[step]))
    assert sentence in problem


def test_the_nearest_view_is_taken_and_the_rest_of_a_step_kept() -> None:
    step = {"link": "?v=1&day=2050-01-01&treaty=ccm", "title": "A", "rests_on": ["claims/nothing"]}
    opened = read_story_file(of(steps=[step]), catalogue())
    view = View(day=on("2033-12-31"), treaty="ccm")
    assert opened.story.steps == (Step(view, "A", citations=("claims/nothing",)),)


def test_a_file_written_on_another_system_is_read() -> None:
    text = story_file(Story("A", (Step(View(), "B", "one\ntwo"),)))
    data = b"\xef\xbb\xbf" + text.replace("\\n", "\\r\\n").replace("\n", "\r\n").encode()
    assert read_story_file(data, catalogue()).story.steps[0].caption == "one\ntwo"


@given(JSON, st.booleans())
def test_any_json_is_read_or_refused_in_words(given_: object, is_marked: bool) -> None:  # noqa: FBT001 - drawn
    whole = {MARK: 1, "steps": [given_]} if is_marked else given_
    try:
        opened = read_story_file(json.dumps(whole).encode(), catalogue())
    except StoryError as refused:
        reasons = refused.reasons
    else:
        reasons = ("It was read.",)
        assert read_story_file(story_file(opened.story).encode(), catalogue()).story == opened.story
    assert reasons
    assert all(reason.endswith(".") for reason in reasons)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    with pytest.raises(StoryError):
        read_story_file(data, catalogue())


def test_a_story_of_the_most_steps_is_taken() -> None:
    step = replace(shipped().steps[0], title="x")
    full = Story("Full", (step,) * 40)
    assert read_story_file(story_file(full).encode(), catalogue()).story == full
