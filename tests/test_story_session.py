"""What the story screen is asked for: a link and back, the nearest step, and nothing lost without a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.story.codec import story_parameter
from dashboard.maps.story.model import Step, Story
from dashboard.maps.story.session import MINE, StorySession, at_step, read_story_session, writing
from dashboard.maps.view import View
from tests.stories import catalogue, shipped, stories

SMALL = Story("Small", (Step(View(), "One"), Step(View(treaty="ccm"), "Two")))


def session_after(
    query: dict[str, str | list[str]],
    now: StorySession = StorySession(),  # noqa: B008 - frozen
) -> tuple[StorySession, list[str]]:
    session, problems = read_story_session(query, now, shipped=shipped(), catalogue=catalogue())
    return session, [str(problem) for problem in problems]


@pytest.mark.slow
@given(stories(), st.booleans(), st.integers(0, 6))
def test_the_link_of_a_telling_leads_back_to_it(mine: Story, is_mine: bool, at: int) -> None:  # noqa: FBT001 - drawn
    last = max(len(mine.steps if is_mine else shipped().steps) - 1, 0)
    story_session = StorySession(mine=mine, is_mine=is_mine, at=min(at, last))
    assert session_after(dict(story_session.to_query()), StorySession(mine=mine)) == (story_session, [])


@given(
    st.dictionaries(st.sampled_from(["v", "story", "step"]) | st.text(max_size=5), st.text(max_size=30) | st.just(MINE))
)
def test_any_link_leads_to_a_step_that_there_is(query: dict[str, str]) -> None:
    session, _ = session_after(dict(query))
    assert session.step(shipped()) is not None or session.mine == Story()


def test_without_a_story_the_shipped_one_is_told_from_its_beginning() -> None:
    session, problems = session_after({"v": "1"})
    assert (session.story(shipped()), session.at, problems) == (shipped(), 0, [])
    assert session.view(shipped()) == shipped().steps[0].view


def test_the_link_of_the_shipped_story_names_only_the_step() -> None:
    assert StorySession(at=2).to_query() == {"v": "1", "step": "3"}


def test_a_story_in_the_link_needs_nothing_of_the_tab_it_was_written_in() -> None:
    query = writing(StorySession(), SMALL, at=1).to_query()
    assert session_after(dict(query))[0] == StorySession(mine=SMALL, is_mine=True, at=1)


def test_a_story_too_long_for_a_link_is_named_and_stays_with_the_tab() -> None:
    letters = "".join(chr(0x4E00 + number) for number in range(2000))
    long = Story("", tuple(Step(View(), "", "", letters[n:] + letters[:n][::-1]) for n in range(0, 2000, 60)))
    assert story_parameter(long) is None
    story_session = StorySession(mine=long, is_mine=True, at=3)
    assert story_session.to_query() == {"v": "1", "story": MINE, "step": "4"}
    assert session_after(dict(story_session.to_query()), story_session) == (story_session, [])


def test_the_readers_own_story_is_kept_while_the_shipped_one_is_told() -> None:
    session, _ = session_after({"v": "1", "step": "2"}, StorySession(mine=SMALL, is_mine=True))
    assert session == StorySession(mine=SMALL, at=1)


@pytest.mark.parametrize(
    ("query", "at", "sentence"),
    [
        (
            {"step": "9"},
            7,
            "The link's “step” was ignored: there is no step 9, the story has 8 steps; step 8 is shown.",
        ),
        ({"step": "0"}, 0, "there is no step 0, the story has 8 steps; step 1 is shown."),
        ({"step": "-1"}, 0, "-1 is not the number of a step."),
        ({"step": "9" * 5000}, 0, "is not the number of a step."),
        (
            {"step": ["2", "3"]},
            2,
            "The link's “step” was ignored, but for its last value: it was given more than once.",
        ),
        ({"stap": "3"}, 0, "The link's “stap” was ignored: no such parameter of a story; did you mean step."),
        ({"v": "2"}, 0, "this atlas reads version 1 of its links."),
        ({"story": "1abc"}, 0, "The link's “story” was ignored: the story in it is incomplete"),
        ({"story": MINE, "step": "2"}, 0, "there is no step 2, the story has no step yet; step 1 is shown."),
    ],
)
def test_what_a_link_says_wrongly_is_named_and_the_nearest_shown(
    query: dict[str, str | list[str]], at: int, sentence: str
) -> None:
    session, (problem,) = session_after(query)
    assert session.at == at
    assert sentence in problem


def test_a_view_in_the_story_of_a_link_that_was_mended_is_named() -> None:
    story = Story("", (Step(View(country="UKR"), "A"),))
    text = (story_parameter(story) or "").replace("", "")
    session, problems = read_story_session(
        {"story": text}, StorySession(), shipped=shipped(), catalogue=type(catalogue())(areas={"LAO"}, claims={"x"})
    )
    assert session.mine.steps[0].view == View()
    assert "but for all else of it: step 1: The link's “country” was ignored" in str(problems[0])


def test_stepping_on_leaves_a_detour() -> None:
    story_session = StorySession(detour=View(treaty="ccm"))
    assert story_session.view(shipped()) == View(treaty="ccm")
    assert at_step(story_session, 1).view(shipped()) == shipped().steps[1].view


def test_after_an_edit_the_reader_stands_on_a_step_that_there_is() -> None:
    assert writing(StorySession(at=5), SMALL).at == 1
    assert writing(StorySession(at=5), Story()).at == 0
