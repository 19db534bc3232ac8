"""Whatever a browser hands over for a widget, only a value that the widget has now changes anything."""

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from dashboard.ui.widget_values import (
    Days,
    Flag,
    ForeignValueError,
    Labels,
    OneOf,
    OneOrNone,
    SomeOf,
    Text,
    Values,
    Whole,
)
from tests.properties import examples
from tests.test_app import SCREENS, opened, run
from tests.test_story_screen import IN_LINK


class Fruit(StrEnum):
    APPLE = "apple"
    PEAR = "pear"


FIRST, LAST = date(1992, 1, 1), date(2033, 12, 31)
KINDS: dict[str, tuple[Values[Any], Callable[[object], bool]]] = {
    "one": (OneOf(Fruit), lambda value: isinstance(value, Fruit)),
    "one or none": (OneOrNone((1, 2)), lambda value: value is None or (type(value) is int and value in (1, 2))),
    "some": (SomeOf(("a", "b")), lambda value: isinstance(value, list) and set(value) <= {"a", "b"}),
    "a day": (Days(FIRST, LAST), lambda value: type(value) is date and FIRST <= value <= LAST),
    "a whole number": (Whole(1, 2), lambda value: type(value) is int and value in (1, 2)),
    "on or off": (Flag(), lambda value: isinstance(value, bool)),
    "text": (Text(3), lambda value: isinstance(value, str) and len(value) <= 3),
}
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(0, 3)
    | st.dates()
    | st.datetimes()
    | st.text(max_size=5)
    | st.sampled_from(["a", "b", "apple", *Fruit]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.tuples(inner) | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=4,
)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@given(ANYTHING)
def test_a_value_is_read_as_one_of_those_that_there_are_or_not_at_all(kind: str, value: object) -> None:
    values, is_one = KINDS[kind]
    try:
        choice = values.read(value)
    except ForeignValueError:
        assert not is_one(value)
    else:
        assert is_one(choice)


def test_a_label_is_no_member_of_an_enum_though_it_equals_its_value() -> None:
    with pytest.raises(ForeignValueError, match="'apple' is no option"):
        OneOf(Fruit).read("apple")


def test_an_earlier_label_of_an_option_that_is_still_there_is_that_option() -> None:
    labels = Labels()
    for count in (197, 30):
        values = OneOf(("Table", "Words"), lambda name, count=count: f"{name} ({count})")
        labels.draw(values.names())
    assert labels.read("Table (197)", values) == "Table"
    with pytest.raises(ForeignValueError):
        labels.read("Table (5)", values)
    with pytest.raises(ForeignValueError):
        labels.read("Table (197)", OneOf(("Words",)))


PAGES: dict[str, tuple[str, dict[str, str]]] = {
    "the map": ("", {"v": "1", "day": "1999-03-01"}),
    "two maps": ("", {"v": "1", "beside": "ccm.2010-08-01"}),
    "a map of changes": ("", {"v": "1", "since": "2010-08-01"}),
    "a close-up with everything on it": (
        "",
        {"v": "1", "layers": "status.contamination.footprint.borders", "extent": "UKR", "country": "UKR"},
    ),
    "a country": ("country", {"v": "1", "country": "FIN"}),
    "the story": ("story", {"v": "1", "step": "2"}),
    "a story of one's own": ("story", {"v": "1", "story": IN_LINK, "step": "2"}),
    "the sources": ("sources", {"v": "1"}),
    "the treaties": ("treaties", {"v": "1", "day": "1999-03-01"}),
    "the questions": ("questions", {"v": "1", "question": "km2~least~35~ap-mines~latest"}),
    "the policy": ("policy", {"v": "1", "day": "2015-01-01"}),
}


LATER = {"treaty": "ccw-p5", "story-step": 0}


def holds(at: AppTest) -> dict[str, Any]:
    """What the widgets of a page hold, by their keys, and the link."""
    lists = (
        at.radio,
        at.selectbox,
        at.button_group,
        at.date_input,
        at.number_input,
        at.checkbox,
        at.text_input,
        at.text_area,
        at.toggle,
    )
    items: dict[str, Any] = {str(widget.key): widget.value for widgets in lists for widget in widgets}
    return {**items, "link": dict(at.query_params)}


def spoil(state: WidgetState, text: str) -> Iterator[WidgetState]:
    """What a widget cannot mean, in the form in which its kind sends what it holds."""
    kind = state.WhichOneof("value")
    if kind == "string_value":
        yield WidgetState(id=state.id, string_value=text)
    elif kind == "string_array_value":
        spoilt = WidgetState(id=state.id)
        spoilt.string_array_value.data.append(text)
        yield spoilt


def is_foreign(at: AppTest, text: str) -> bool:
    """Whether no widget of the page has an option of that name, or one whose value is that text."""
    options = {option for box in (*at.radio, *at.selectbox, *at.button_group) for option in box.options}
    drawn = [names for labels in at.session_state["atlas"].labels.values() for names in labels.drawings]
    return text not in options and not any(text == value for names in drawn for value in names.values())


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_a_value_that_is_no_option_changes_nothing_and_every_later_act_works(page: str) -> None:
    screen, link = PAGES[page]
    at = opened(screen, **link)
    before = holds(at)
    assert len(before) > 2

    @example("1999 · The Convention enters into force")
    @example("Finland")
    @example("2200-01-01")
    @settings(examples(8), derandomize=True)
    @given(st.text(min_size=1, max_size=30))
    def every_widget_says(text: str) -> None:
        if not is_foreign(at, text):
            return
        states = at._tree.get_widget_states()
        spoilt = {item.id: item for state in states.widgets for item in spoil(state, text) if not is_free(at, state)}
        assert spoilt or screen == "sources"
        for index, state in enumerate(states.widgets):
            if state.id in spoilt:
                states.widgets[index].CopyFrom(spoilt[state.id])
        at._run(states)
        assert not at.exception
        assert not at.error
        assert holds(at) == before

    every_widget_says()
    if at.radio:
        later = LATER[str(at.radio[0].key)]
        at.radio[0].set_value(later)
        assert run(at).radio[0].value == later


def is_free(at: AppTest, state: WidgetState) -> bool:
    """Whether a widget takes any text."""
    return any(field.id == state.id for field in (*at.text_input, *at.text_area))


def test_every_screen_of_the_atlas_is_among_the_pages_or_has_no_widget() -> None:
    assert set(SCREENS) - {screen for screen, _ in PAGES.values()} == {
        "about",
        "own",
    }  # which have no widget before a file is open
