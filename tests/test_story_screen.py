"""The story screen from the entry script: a step by its link, a story of one's own, what the map's frame sends."""

from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.maps.link import link_of
from dashboard.maps.story.codec import story_parameter
from dashboard.maps.story.model import Step, Story
from dashboard.maps.story.session import MINE, StorySession, read_story_session
from dashboard.maps.view import View
from dashboard.ui import state
from dashboard.ui.live_map import Act
from dashboard.ui.page_shell import NOT_IN_A_FRAME
from dashboard.ui.service import ATLAS
from dashboard.ui.story import detoured, shortened
from dashboard.web.page_head import preview_of
from tests.stories import catalogue, shipped
from tests.test_app import SCREENS, html_of, opened, run, shown_on_map

MY = Story("Mine", (Step(View(treaty="ccm"), "One", "First"), Step(View(), "Two"), Step(View(country="UKR"), "Three")))
IN_LINK = story_parameter(MY) or ""


def story_of(at: AppTest) -> StorySession:
    """What the link of the page says is told."""
    return read_story_session(dict(at.query_params), StorySession(), shipped=shipped(), catalogue=catalogue())[0]


def titles(at: AppTest) -> list[str]:
    return [step.title for step in story_of(at).mine.steps]


def my_story(step: int = 1) -> AppTest:
    return opened("story", v="1", story=IN_LINK, step=str(step))


def ways(at: AppTest) -> dict[str, str]:
    """The labels of the ways to other screens, with what each says."""
    protos: list[Any] = [link.proto for link in at.get("page_link")]
    return {proto.label: str(proto) for proto in protos}


def pressed(at: AppTest, key: str) -> AppTest:
    at.button(key=f"story-{key}").click()
    return run(at)


@pytest.mark.parametrize("number", range(1, len(shipped().steps) + 1))
def test_a_step_opens_by_its_link_with_its_words_and_its_map(number: int) -> None:
    at = opened("story", v="1", step=str(number))
    step = shipped().steps[number - 1]
    assert f'data-step="{number}" data-count="{len(shipped().steps)}"' in html_of(at)
    spec = ATLAS.spec(step.view)
    sent = shown_on_map(at)
    assert (sent["day"], sent["extent"], sent["isStory"]) == (spec.day.isoformat(), spec.extent, True)
    assert at.query_params == {"v": "1", "step": str(number)}


def test_choosing_a_step_changes_words_map_and_link_together() -> None:
    at = opened("story", v="1")
    at.radio(key="story-step").set_value(3)
    assert run(at).query_params == {"v": "1", "step": "4"}
    assert 'data-step="4"' in html_of(at)
    assert shown_on_map(at)["extent"] == "UKR"


def test_the_way_back_to_an_earlier_step_is_followed() -> None:
    at = opened("story", v="1")
    at.radio(key="story-step").set_value(3)
    run(at)
    at.query_params["step"] = "1"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(state, "is_history_navigation", lambda: True)
        run(at)
    assert 'data-step="1"' in html_of(at)
    assert at.radio(key="story-step").value == 0


def test_the_story_and_the_view_keep_their_places_when_the_reader_changes_screens() -> None:
    at = opened("story", v="1", step="5")
    at.switch_page(SCREENS["about"])
    at.query_params.clear()
    assert run(at).query_params == {"v": "1"}
    at.switch_page(SCREENS["story"])
    at.query_params.clear()
    assert run(at).query_params == {"v": "1", "step": "5"}


def test_what_a_link_says_wrongly_is_named_and_the_nearest_step_shown() -> None:
    at = opened("story", v="1", step="12", stage="on")
    assert at.query_params == {"v": "1", "step": "8"}
    assert "there is no step 12, the story has 8 steps; step 8 is shown" in html_of(at)
    assert "“stage” was ignored" in html_of(at)


def test_a_broken_story_in_a_link_leads_to_the_shipped_one_and_says_why() -> None:
    at = opened("story", v="1", story=IN_LINK[:-9])
    assert "the link was cut off or changed on its way" in html_of(at)
    assert shipped().steps[0].title in html_of(at)


def test_a_view_is_added_in_the_atlas_and_opens_as_a_step() -> None:
    at = opened(v="1", status="left")
    run(pressed(at, "add"))
    assert at.query_params == {"v": "1", "status": "left"}
    assert "My story (1)" in ways(at)
    assert "story-draft" in html_of(at)
    at.switch_page(SCREENS["story"])
    at.query_params.clear()
    at.query_params.update({"v": "1", "story": MINE})
    run(at)
    (step,) = story_of(at).mine.steps
    assert link_of(step.view) == "?v=1&status=left"
    assert step.title == "5 of 197 states have left the Mine Ban Convention"


def test_a_story_of_ones_own_that_has_no_step_says_how_it_begins() -> None:
    at = opened("story", v="1", story=MINE)
    assert "Open a view in the atlas and choose “Add to my story” under its map." in html_of(at)
    assert not at.get("component_instance")


def test_the_words_of_a_step_are_changed() -> None:
    at = my_story(2)
    at.text_input(key="story-title").set_value("Second")
    at.text_area(key="story-caption").set_value("New words")
    at.text_input(key="story-name").set_value("Ours")
    run(at)
    assert story_of(at).mine.title == "Ours"
    assert story_of(at).mine.steps[1] == Step(View(), "Second", "New words")
    assert "<h1>Second</h1>" in html_of(at)
    assert story_of(at).at == 1


@pytest.mark.slow
def test_words_that_arrive_with_the_step_after_belong_to_the_step_they_were_written_for() -> None:
    at = my_story(1)
    at.text_area(key="story-caption").set_value("Written for the first")
    at.radio(key="story-step").set_value(1)
    run(at)
    assert [step.caption for step in story_of(at).mine.steps] == ["Written for the first", "", ""]
    assert story_of(at).at == 1
    assert at.text_area(key="story-caption").value == ""


def test_a_step_that_the_browser_names_by_its_last_title_is_that_step() -> None:
    at = my_story(step=2)
    at.text_input(key="story-title").set_value("Another title")
    run(at)
    states = at._tree.get_widget_states()
    state = next(state for state in states.widgets if state.id.endswith("-story-step"))
    state.string_value = "1. One"
    at._run(states)
    assert at.radio(key="story-step").value == 0
    states = at._tree.get_widget_states()
    state = next(state for state in states.widgets if state.id.endswith("-story-step"))
    state.string_value = "2. Two"  # what the second step was called before
    at._run(states)
    assert at.radio(key="story-step").value == 1
    assert titles(at) == ["One", "Another title", "Three"]


def test_words_that_arrive_with_a_button_belong_to_the_step_they_were_written_for() -> None:
    at = my_story(1)
    at.text_area(key="story-caption").set_value("Written for One")
    pressed(at, "down")
    assert [(step.title, step.caption) for step in story_of(at).mine.steps[:2]] == [
        ("Two", ""),
        ("One", "Written for One"),
    ]


def test_steps_are_moved_and_removed() -> None:
    at = my_story(1)
    assert at.button(key="story-up").disabled
    assert titles(pressed(at, "down")) == ["Two", "One", "Three"]
    assert story_of(at).at == 1
    assert titles(pressed(at, "remove")) == ["Two", "Three"]
    assert titles(pressed(at, "up")) == ["Three", "Two"]
    pressed(at, "remove")
    assert titles(pressed(at, "remove")) == []
    assert "Your story has no step yet" in html_of(at)


def test_the_shipped_story_is_copied_and_stays_as_it_is() -> None:
    at = pressed(opened("story", v="1", step="3"), "copy")
    assert story_of(at).mine == shipped()
    assert story_of(at).at == 2
    at.text_input(key="story-title").set_value("Another title")
    assert "Another title" in titles(run(at))
    at.radio(key="story-choice").set_value("shipped")
    assert shipped().steps[0].title in html_of(run(at))


def test_a_step_of_the_shipped_story_is_added_with_its_words() -> None:
    at = pressed(opened("story", v="1", step="2"), "add")
    assert at.query_params == {"v": "1", "step": "2"}
    at.radio(key="story-choice").set_value("own")
    assert story_of(run(at)).mine.steps == (shipped().steps[1],)


def act(at: AppTest, kind: str, value: object) -> AppTest:
    """Do what an act in the map's frame does."""
    session: Any = at.session_state["atlas"]
    session.story_session = detoured(session.story_session, Act(1, kind, value))
    return run(at)


@pytest.mark.slow
def test_what_the_reader_does_in_the_map_is_a_detour_that_the_link_does_not_name() -> None:
    at = opened("story", v="1", step="5")
    act(at, "keep", ["left"])
    assert at.query_params == {"v": "1", "step": "5"}
    assert len(shown_on_map(at)["keep"]) == 1
    assert "status=left" in ways(at)["Open this map in the atlas"]
    assert shown_on_map(pressed(at, "back"))["keep"] == []


def test_a_detour_is_kept_in_a_step_of_ones_own() -> None:
    at = act(my_story(2), "choose", "KHM")
    pressed(at, "keep")
    assert story_of(at).mine.steps[1].view == View(country="KHM")


def test_a_full_story_takes_no_further_step_and_says_why() -> None:
    full = Story("Full", tuple(Step(View(), str(number)) for number in range(40)))
    at = opened("story", v="1", story=story_parameter(full) or "")
    assert "The story has 40 steps, the most it can have." in [text.value for text in at.caption]
    at.radio(key="story-choice").set_value("shipped")
    assert run(at).button(key="story-add").disabled


def test_a_headline_becomes_a_title_that_fits() -> None:
    assert shortened("short") == "short"
    long = "United States policy allowed mines, " * 9
    assert len(shortened(long)) <= 120
    assert shortened(long).endswith("…")
    assert long.startswith(shortened(long)[:-1])


def test_the_first_hint_of_a_link_is_of_the_map_of_its_step() -> None:
    assert preview_of("story", "v=1&step=4", ATLAS)[1].extent == "UKR"
    assert preview_of("story", f"v=1&story={IN_LINK}", ATLAS)[1] == MY.steps[0].view
    assert preview_of("story", "step=%FF&story=1", ATLAS)[1] == shipped().steps[0].view


@pytest.mark.slow
@pytest.mark.parametrize(("screen", "href"), [("story", "story?v=1"), ("own", "own?v=1&amp;treaty=ccm")])
def test_within_a_page_of_another_site_no_file_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, screen: str, href: str
) -> None:
    assert NOT_IN_A_FRAME not in html_of(opened(screen, v="1", treaty="ccm"))
    monkeypatch.setattr(type(st.context), "is_embedded", True)
    at = opened(screen, v="1", treaty="ccm")
    assert f'{NOT_IN_A_FRAME} <a href="{href}" target="_blank"' in html_of(at)
    assert not at.get("file_uploader")
