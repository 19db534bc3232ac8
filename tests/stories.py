"""Stories to test with: one as the data keep it, the shipped one, and any that the atlas takes."""

from datetime import date
from functools import cache

from hypothesis import strategies as st

from dashboard.maps.compose.compose import compose
from dashboard.maps.spec import MapSpec
from dashboard.maps.story.model import LONGEST_CAPTION, LONGEST_NOTES, LONGEST_TITLE, Catalogue, Step, Story, story_of
from geodata import Dataset
from geodata.story import facts_by_reference, shipped_story
from tests.shipped_views import dataset, views

# It fits the tables of builders.py.
STORY = """title = "A story"

[[step]]
link = "?v=1&day=2005-03-15"
title = "Aland joins"
caption = "Aland ratified on 15 March 2005 [1]."
rests_on = ["actions/apmbc-aaa-ratification-2005-03-15", "sources/un-page: table of parties"]
"""


def texts(most: int) -> st.SearchStrategy[str]:
    """Texts that a story may hold, up to `most` characters: of every script, with marks, quotes and tags among them."""
    letters = st.characters(
        codec="utf-8",
        exclude_categories=("Cc", "Cs"),
        exclude_characters="\ufffe\uffff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    )
    words = st.sampled_from(["[1]", " [2, 1].", "<b>", '"', "km²", "\n\n", "\t", "&amp;", "Ukraine "])
    return st.lists(st.text(letters, max_size=12) | words, max_size=8).map(lambda parts: "".join(parts)[:most])


@cache
def references() -> tuple[str, ...]:
    """Some references, and a document with its place."""
    return (*sorted(facts_by_reference(dataset()))[::97], "sources/seed-000: first paragraphs")


def steps() -> st.SearchStrategy[Step]:
    """Any step that a story may have."""
    return st.builds(
        Step,
        view=views(),
        title=texts(LONGEST_TITLE),
        caption=texts(LONGEST_CAPTION),
        notes=texts(LONGEST_NOTES),
        citations=st.lists(st.sampled_from(references()), max_size=4, unique=True).map(tuple),
    )


def stories(least: int = 0) -> st.SearchStrategy[Story]:
    """Any story that the atlas takes."""
    return st.builds(Story, title=texts(LONGEST_TITLE), steps=st.lists(steps(), min_size=least, max_size=5).map(tuple))


@cache
def catalogue() -> Catalogue:
    """What the steps of stories may name."""
    return Catalogue.of(dataset())


@cache
def shipped() -> Story:
    """The story that the atlas ships."""
    return story_of(shipped_story(), catalogue())


def specs_of(story: Story, data: Dataset, *, today: date) -> tuple[MapSpec, ...]:
    """What is seen at each step, composed anew."""
    return tuple(compose(step.view, data, today=today) for step in story.steps)
