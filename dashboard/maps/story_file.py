"""A story as a small file: JSON that anybody can read and write; whatever is wrong with one is told in sentences."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.maps.link_values import shown
from dashboard.maps.story import Catalogue, Step, Story, faults_of, link_of, too_many
from dashboard.maps.view import View
from geodata import nearest

MARK = "mine-ban-atlas-story"  # the key by which the file says what it is; its value is the version
VERSION = 1
LONGEST_FILE = 1_000_000  # bytes: a full story in a script of four bytes a letter has 0.6 MB
LONGEST_LINK = 2000  # characters; a link with every parameter set has about 400
FILE_NAME = "story.mine-ban-atlas.json"
_STORY_KEYS = (MARK, "title", "steps")
_STEP_KEYS = ("link", "title", "caption", "notes", "rests_on")


class StoryError(Exception):
    """A story that cannot be read: `reasons` says why, a sentence for each."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


@dataclass(frozen=True, slots=True)
class Opened:
    """A story that was read, and what had to be mended or will not be found, a sentence for each."""

    story: Story
    problems: tuple[str, ...]


def story_file(story: Story) -> str:
    """Return the text of the file that holds a story, and from which it can be read again."""
    steps = [
        {
            "link": link_of(step.view),
            "title": step.title,
            "caption": step.caption,
            "notes": step.notes,
            "rests_on": [*step.citations],
        }
        for step in story.steps
    ]
    return json.dumps({MARK: VERSION, "title": story.title, "steps": steps}, ensure_ascii=False, indent=2) + "\n"


def read_story_file(data: bytes, catalogue: Catalogue) -> Opened:
    """Read a file that holds a story.

    Parameters
    ----------
    catalogue
        What steps may name; what they name beyond it is told, and the nearest view taken.

    Raises
    ------
    StoryError
        When it is no such file, or holds more than a story may.
    """
    if len(data) > LONGEST_FILE:
        raise StoryError(f"The file has {len(data):,} bytes; a story has {LONGEST_FILE:,} at most.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise StoryError("The file is no text in UTF-8, as a story is.") from None
    return read_story(parsed(text, "The file"), catalogue)


def parsed(text: str, what: str) -> object:
    """Return what a JSON text holds.

    Raises
    ------
    StoryError
        When it is no JSON, naming the place.
    """
    try:
        return json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        fault = error.msg[:1].lower() + error.msg[1:]
        raise StoryError(f"{what} is no JSON: line {error.lineno}, column {error.colno}: {fault}.") from None
    except RecursionError:
        raise StoryError(f"{what} is no story: it is nested too deeply.") from None
    except ValueError as error:  # a key that stands twice, or a number with thousands of digits
        raise StoryError(f"{what} is no story: {error}.") from None


def read_story(given: object, catalogue: Catalogue) -> Opened:
    """Return the story that parsed JSON holds.

    Raises
    ------
    StoryError
        When it holds none, or more than a story may.
    """
    if not isinstance(given, dict) or MARK not in given:
        raise StoryError(f"This is no story of the atlas: such a file begins with “{MARK}” and its version.")
    if given[MARK] is True or given[MARK] != VERSION:
        raise StoryError(f"The story is of version {shown(str(given[MARK]))}; this atlas reads version {VERSION}.")
    steps = given.get("steps", [])
    if not isinstance(steps, list):
        raise StoryError("“steps” is no list.")
    if refused := too_many(len(steps)):
        raise StoryError(refused)
    reader = _Reader(catalogue)
    reader.only(given, _STORY_KEYS, "The story")
    title = reader.text(given, "title", "The story")
    story = Story(title, tuple(reader.step(step, f"Step {number}") for number, step in enumerate(steps, 1)))
    if found := (*reader.refused, *faults_of(story)):
        raise StoryError(*found)
    return Opened(story, tuple(reader.problems))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the parts of a story; `refused` collects why it cannot be taken, `problems` what it was taken without."""

    catalogue: Catalogue
    refused: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def step(self, given: object, where: str) -> Step:
        """Return one step."""
        if not isinstance(given, dict):
            self.refused.append(f"{where} is no step: it has neither link nor title.")
            return Step(View(), "")
        self.only(given, _STEP_KEYS, where)
        title, caption, notes = (self.text(given, key, where) for key in ("title", "caption", "notes"))
        return Step(self._view(given, where), title, caption, notes, self._citations(given, where))

    def text(self, given: Mapping[str, object], key: str, where: str) -> str:
        """Return a text, empty where there is none."""
        value = given.get(key, "")
        if isinstance(value, str):
            return value.replace("\r\n", "\n")
        self.refused.append(f"{where}: “{key}” is no text.")
        return ""

    def only(self, given: Mapping[str, object], known: tuple[str, ...], where: str) -> None:
        """Name the keys that mean nothing here."""
        for key in given:
            if key not in known:
                near = nearest(key, known, 1)
                tail = f"; did you mean “{near[0]}”" if near else ""
                self.problems.append(f"{where}: “{shown(key)}” means nothing here and was left out{tail}.")

    def _view(self, given: Mapping[str, object], where: str) -> View:
        link = self.text(given, "link", where)
        if len(link) > LONGEST_LINK:
            self.refused.append(f"{where}: its link has {len(link):,} characters; {LONGEST_LINK:,} at most are read.")
            return View()
        if "link" not in given:
            self.problems.append(f"{where} has no link; it shows the world of today.")
        view, problems = self.catalogue.view_of(link)
        self.problems.extend(f"{where}: {problem}" for problem in problems)
        return view

    def _citations(self, given: Mapping[str, object], where: str) -> tuple[str, ...]:
        """Return the references; one that leads nowhere keeps its place, or the marks would count wrongly."""
        found = given.get("rests_on", [])
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            self.refused.append(f"{where}: “rests_on” is no list of texts.")
            return ()
        for reference in found:
            if self.catalogue.facts and not self.catalogue.has(reference):
                self.problems.append(f"{where} rests on “{_named(reference)}”, which this atlas does not have.")
        return tuple(found)


def _named(reference: str) -> str:
    """A reference, short and harmless enough to be quoted back."""
    return re.sub(r"[^\w.,:;+/ -]", "�", reference[:80])


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"“{shown(twice)}” stands twice in one part of it")
    return found


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no number")
