"""Own data in a story: its file carries them when their reader says so, and its links never do."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard.maps.atlas import Atlas
from dashboard.maps.own_data import KEY, OwnData, dataset_of_request
from dashboard.maps.story.codec import (
    MARK,
    StoryError,
    read_story_file,
    read_story_parameter,
    story_file,
    story_parameter,
)
from dashboard.maps.story.model import Step, Story, with_own_of_story
from dashboard.maps.view import AFFECTED_OUTSIDE, View, with_own_of
from dashboard.ui.own_exports import refusal_to_add
from dashboard.web.export import story_routes
from dashboard.web.export_queue import ExportQueue
from dashboard.web.http import MAY_NOT_LEAVE, OwnDataKey
from geodata.own_figures import OwnFigures
from geodata.questions import OwnClause, OwnTest, RegionClause, simple
from tests.asgi_client import ask
from tests.own_data import BY_COUNTRY, BY_FIRST_LEVEL
from tests.shipped_views import TODAY, dataset
from tests.stories import catalogue
from tests.test_own_purge import SameProcess

OWN = View(day=TODAY, layers=("own", "borders"), own=BY_COUNTRY.content_id)
STORY = Story("Where we stand", (Step(View(), "The world"), Step(OWN, "Our register", "What is left [1].")))
LEAVING = BY_COUNTRY.without_small()
hex_ids = st.text("0123456789abcdef", min_size=16, max_size=16)


def test_a_story_file_carries_own_figures_and_opens_elsewhere_with_them() -> None:
    opened = read_story_file(story_file(STORY, LEAVING).encode(), catalogue())
    assert (opened.story, opened.problems) == (STORY, ())
    assert opened.own is not None
    assert opened.own.to_json() == LEAVING.to_json()
    assert "2.7182818" not in story_file(STORY, LEAVING)
    spec = Atlas(lambda: dataset().with_own(opened.own or LEAVING), today=lambda: TODAY).spec(
        opened.story.steps[1].view
    )
    assert spec.headline.text.endswith("own data")
    assert any("not checked by the atlas" in source.text for source in spec.sources)


def test_without_the_word_of_the_reader_a_file_says_that_its_own_data_are_not_in_it() -> None:
    text = story_file(STORY)
    assert "806.9" not in text
    opened = read_story_file(text.encode(), catalogue())
    assert (opened.story, opened.own) == (STORY, None)
    assert opened.problems == (
        "Step 2 shows own data that are not in the file: they stay with the reader who opened them.",
    )
    assert "own" not in json.loads(story_file(Story("", STORY.steps[:1]), LEAVING))  # no step shows them


@given(hex_ids, st.sampled_from([BY_COUNTRY, BY_FIRST_LEVEL]))
def test_a_link_keeps_which_data_a_step_shows_and_never_a_figure(own_id: str, figures: OwnFigures) -> None:
    question = simple(OwnClause(own_id, OwnTest.LEAST, 20), RegionClause("asia"))
    steps = (Step(replace(OWN, own=own_id), "One"), Step(View(question=question), "Two"))
    story = Story("", (*steps, Step(replace(OWN, own=figures.content_id), "Three")))
    opened = read_story_parameter(story_parameter(story) or "", catalogue())
    assert (opened.story, opened.problems, opened.own) == (story, (), None)
    shown = with_own_of_story(story, figures.content_id)
    assert [step.view.own for step in shown.steps] == [None, None, figures.content_id]
    assert shown.steps[1].view.question == simple(RegionClause("asia"))
    assert with_own_of_story(story, own_id).own_ids == {own_id}


def test_a_question_about_nothing_but_closed_data_becomes_the_first_one() -> None:
    view = View(question=simple(OwnClause("0" * 16, OwnTest.NAMED)))
    assert with_own_of(view, None) == View(question=AFFECTED_OUTSIDE)
    assert with_own_of(view, "0" * 16) is view


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"own": {"format": "mine-ban-atlas-own-figures-7"}}, "Its own data cannot be read: “format” is"),
        ({"own": [1]}, "Its own data cannot be read"),
        ({"own": json.loads(replace(LEAVING, claimant="").to_json())}, "lack what has to be said of them: claimant"),
    ],
)
def test_a_file_with_own_data_that_cannot_be_used_is_refused(change: dict[str, object], message: str) -> None:
    text = json.dumps(json.loads(story_file(STORY, LEAVING)) | change)
    with pytest.raises(StoryError) as refused:
        read_story_file(text.encode(), catalogue())
    assert any(message in reason for reason in refused.value.reasons)
    assert json.loads(text)[MARK] == 1


def test_a_story_holds_own_data_of_one_file() -> None:
    assert refusal_to_add(STORY, OWN) == refusal_to_add(STORY, View()) == refusal_to_add(Story(), OWN) == ""
    assert "those of one file" in refusal_to_add(STORY, replace(OWN, own="0" * 16))


@pytest.mark.slow
def test_slides_of_a_story_have_own_data_with_a_key_that_may_let_them_leave_and_else_say_that_they_are_not_there() -> (
    None
):
    atlas = Atlas(lambda: dataset_of_request(dataset()), today=lambda: TODAY)
    routes = story_routes(atlas, ExportQueue(SameProcess()))  # type: ignore[arg-type]
    app = Starlette(routes=routes, middleware=[Middleware(OwnDataKey)])
    address = f"/export/story.html?story={story_parameter(STORY)}"
    without = ask(app, address)
    assert (without.status, "806.9" in without.text) == (200, False)
    assert "did not travel with the link" in without.text
    data = OwnData(BY_COUNTRY)
    assert ask(app, f"{address}&{KEY}={data.key}").text.strip() == MAY_NOT_LEAVE
    data.may_leave = True
    with_own = ask(app, f"{address}&{KEY}={data.key}")
    assert (with_own.status, "806.9" in with_own.text, "2.718" in with_own.text) == (200, True, False)
    assert data.key not in with_own.text
