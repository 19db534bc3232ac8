"""Stories: what they may hold, how they are edited, and what is seen of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.link import link_of
from dashboard.maps.story.model import (
    LONGEST_CAPTION,
    MOST_STEPS,
    Step,
    Story,
    added,
    faults_of,
    moved,
    printable,
    removed,
    with_step,
)
from dashboard.maps.view import View
from geodata.dataset import VERSION
from tests.builders import on
from tests.shipped_views import dataset, views
from tests.stories import catalogue, shipped, specs_of, texts

TODAY = on("2026-11-21")


def numbered(count: int) -> Story:
    return Story("Numbers", tuple(Step(View(), str(number)) for number in range(count)))


def titles(story: Story) -> str:
    return "".join(step.title for step in story.steps)


def test_the_shipped_story_may_be_taken_by_whoever_takes_stories() -> None:
    assert faults_of(shipped()) == ()
    assert len(shipped().steps) == 8
    assert all(catalogue().has(reference) for step in shipped().steps for reference in step.citations)


@pytest.mark.slow
def test_a_story_is_seen_as_its_views_are() -> None:
    specs = specs_of(shipped(), dataset(), today=TODAY)
    assert [spec.link for spec in specs] == [link_of(step.view) for step in shipped().steps]
    assert [spec.empty for spec in specs] == [None] * len(shipped().steps)
    assert specs[-1].day == on(VERSION.replace(".", "-"))  # the day of the data


@given(views())
def test_the_link_of_a_step_leads_back_to_its_view(view: View) -> None:
    assert catalogue().view_of(link_of(view)) == (view, ())
    assert catalogue().view_of(f"https://atlas.example.org/{link_of(view)}#notes") == (view, ())


@pytest.mark.parametrize(
    ("story", "sentence"),
    [
        (numbered(500), "The story has 500 steps; the atlas takes 40 at most."),
        (Story("x" * 121), "The title of the story has 121 characters; 120 at most fit."),
        (Story("", (Step(View(), "x" * 121),)), "The title of step 1 has 121 characters; 120 at most fit."),
        (Story("", (Step(View(), "", "x" * 701),)), "The caption of step 1 has 701 characters; 700 at most fit."),
        (
            Story("", (Step(View(), "", "", "x" * 2001),)),
            "The notes of step 1 has 2,001 characters; 2,000 at most fit.",
        ),
        (Story("a\x00b"), "The title of the story holds a character that cannot be printed."),
        (Story("", (Step(View(), "", "\ud800"),)), "The caption of step 1 holds a character that cannot be printed."),
        (
            Story("", (Step(View(), "", citations=("sources/a: b",) * 21),)),
            "Step 1 rests on 21 sources; 20 at most are kept.",
        ),
    ],
)
def test_what_a_story_may_not_hold_is_refused_in_a_sentence(story: Story, sentence: str) -> None:
    assert faults_of(story) == (sentence,)


@given(st.text())
def test_what_cannot_be_printed_is_taken_out_and_nothing_else(text: str) -> None:
    clean = printable(text)
    assert faults_of(Story("", (Step(View(), "", clean[:LONGEST_CAPTION]),))) == ()
    assert printable(clean) == clean


@given(texts(400))
def test_a_text_that_can_be_printed_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


@given(st.integers(1, MOST_STEPS), st.data())
def test_moving_a_step_loses_none_and_keeps_the_order_of_the_others(count: int, data: st.DataObject) -> None:
    story = numbered(count)
    at, to = data.draw(st.integers(0, count - 1)), data.draw(st.integers(-3, count + 3))
    new_story = moved(story, at, to)
    assert new_story.steps[min(max(to, 0), count - 1)] == story.steps[at]
    assert removed(new_story, new_story.steps.index(story.steps[at])) == removed(story, at)


def test_edits_change_the_step_that_they_name() -> None:
    story = numbered(3)
    assert titles(moved(story, 0, 1)) == "102"
    assert titles(removed(story, 1)) == "02"
    assert titles(with_step(story, 2, Step(View(), "x"))) == "01x"
    assert titles(added(story, Step(View(), "3"))) == "0123"
    assert added(numbered(MOST_STEPS), Step(View(), "x")) == numbered(MOST_STEPS)
