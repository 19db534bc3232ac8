"""Spoilt story files and story links through their readers; what is accepted is shown as HTML."""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from random import Random
from typing import Any

from dashboard.maps.link import link_of
from dashboard.maps.story.codec import (
    OpenedStory,
    StoryError,
    read_story_file,
    read_story_parameter,
    story_file,
    story_parameter,
)
from dashboard.render.html.story import step_html
from tests.fuzz import links
from tests.fuzz.cases import HOSTILE, MARKUP, Fault, Outcome, check_markup, check_sentence, edited
from tests.shipped_views import SHIPPED
from tests.stories import catalogue, shipped


@cache
def base() -> str:
    """The text of the file of the shipped story."""
    return story_file(shipped())


@cache
def parameter() -> str:
    """The shipped story as the value of a link's parameter, its notes left out where it would be too long."""
    return story_parameter(shipped()) or "1"


def case(rng: Random) -> Outcome:
    """Spoil the file of the shipped story, or its link, and open it."""
    kind = rng.randrange(4)
    document: Any = None
    try:
        if kind == 0:
            opened = read_story_parameter(edited(parameter(), rng), catalogue())
        elif kind == 1:
            text = base()
            for _ in range(rng.randint(1, 4)):
                text = edited(text, rng)
            data = bytearray(text.encode("utf-8", "surrogatepass"))
            if rng.random() < 0.3:
                data[rng.randrange(len(data) or 1) : 0] = rng.randbytes(rng.choice((1, 4)))
            opened = read_story_file(bytes(data), catalogue())
        else:
            document = _spoilt(json.loads(base()), rng)
            text = json.dumps(document, ensure_ascii=rng.random() < 0.5)
            opened = read_story_file(text.encode("utf-8", "surrogatepass"), catalogue())
    except StoryError as refused:
        for reason in refused.reasons:
            check_sentence(reason)
        return Outcome.REFUSED
    return _hold(opened, document)


def _spoilt(document: dict[str, Any], rng: Random) -> dict[str, Any]:
    """Return a parsed story with some of its values replaced, repeated, moved or removed."""
    for _ in range(rng.randint(1, 4)):
        step = rng.choice([document, *[one for one in document.get("steps", []) if isinstance(one, dict)]])
        key = rng.choice([*step, "steps", "link", "title", "caption", "notes", "rests_on"])
        value = step.get(key)
        kind = rng.randrange(7)
        if kind == 0:
            step.pop(key, None)
        elif kind == 1:
            step[key] = rng.choice((None, True, 7, -1.5, [], {}, [[]], "", 10**40, ["x"] * 50, {"link": "?v=1"}))
        elif kind == 2:
            step[edited(key, rng)] = value
        elif kind == 3 and isinstance(value, list) and value:
            step[key] = value * rng.choice((2, 60))
        elif key == "link":
            step[key] = "?" + links.spoilt(rng.choice(links.bases()), rng)
        elif isinstance(value, str):
            step[key] = rng.choice((edited(value, rng), value[:40] + rng.choice(MARKUP), rng.choice(HOSTILE)))
        elif key == "rests_on" and isinstance(value, list):
            step[key] = [edited(item, rng) if isinstance(item, str) else item for item in value]
        if not isinstance(document.get("steps"), list):
            break
    return document


def _hold(opened: OpenedStory, document: Any) -> Outcome:
    """Hold a story that was opened to what its file says, and to be shown without the markup in it."""
    for problem in opened.problems:
        check_sentence(problem)
    story = opened.story
    if read_story_file(story_file(story).encode(), catalogue()).story != story:
        raise Fault(f"a story of {len(story.steps)} steps is not read as it is written")
    for number, step in enumerate(story.steps, 1):
        for text in (step.title, step.caption, step.notes, *step.citations):
            if hidden := [
                sign
                for sign in text
                if unicodedata.bidirectional(sign) in _TURNS or (sign < " " and sign not in "\n\t\r")
            ]:
                raise Fault(f"{hidden!r} stands in a text of step {number}")
        check_markup(step_html(SHIPPED.step_text(step), story=story.title, number=number, count=len(story.steps)))
    if opened.problems:
        return Outcome.REFUSED
    if story == shipped():
        return Outcome.UNCHANGED
    if document is not None:
        _hold_to_the_file(opened, document)
    return Outcome.LEGAL


_TURNS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def _hold_to_the_file(opened: OpenedStory, document: dict[str, Any]) -> None:
    """Hold each value of a file that was read without a problem to be in the story."""
    story = opened.story
    keys = ("title", "caption", "notes")
    steps = document.get("steps", [])
    given = [(*(step.get(key, "") for key in keys), tuple(step.get("rests_on", ()))) for step in steps]
    taken = [(step.title, step.caption, step.notes, step.citations) for step in story.steps]
    if story.title != document.get("title", "") or repr(given).replace("\\r\\n", "\\n") != repr(taken):
        raise Fault(f"a story was taken for another in silence: {given!r:.300} for {taken!r:.300}")
    for step, entry in zip(story.steps, steps, strict=True):
        links.hold_to_what_was_given(entry["link"].rpartition("?")[2].partition("#")[0], step.view)
        link_of(step.view)
