"""A story as a file, JSON to be read and written by hand too, and as a parameter of a link."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from dashboard.maps.link import link_of, shown_value
from dashboard.maps.story.model import MOST_CITATIONS, Catalogue, Step, Story, faults_of, too_many
from dashboard.maps.view import View
from geodata import nearest
from geodata.own_figures import OwnFigures, OwnFiguresError
from geodata.wording import enumeration

# -- A story as a small file: JSON to be read and written by hand too; its problems are sentences.

MARK = "mine-ban-atlas-story"  # the key by which the file says what it is; its value is the version
VERSION = 1
LONGEST_FILE = 1_000_000  # bytes: a full story in a script of four bytes a letter has 0.6 MB
MOST_KEYS_NAMED = 10  # of a story or a step, that mean nothing there
LONGEST_LINK = 2000  # characters; a link with every parameter set has about 400
FILE_NAME = "story.mine-ban-atlas.json"
OWN_KEY = "own"  # figures of own data, as their reader lets them leave
_STORY_KEYS = (MARK, "title", "steps", OWN_KEY)
_STEP_KEYS = ("link", "title", "caption", "notes", "rests_on")


class StoryError(Exception):
    """A story that cannot be read: `reasons` says why, a sentence for each."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


@dataclass(frozen=True, slots=True)
class OpenedStory:
    """A story that was read, and a sentence for each value replaced and each reference without a target.

    `own` are the own figures that its file carries.
    """

    story: Story
    problems: tuple[str, ...]
    own: OwnFigures | None = None


def story_file(story: Story, own: OwnFigures | None = None) -> str:
    """Return the text of the file that holds a story, and from which it can be read again.

    Parameters
    ----------
    own
        Own figures as they may leave; they go along where a step shows them.
    """
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
    document: dict[str, object] = {MARK: VERSION, "title": story.title, "steps": steps}
    if own is not None and own.content_id in story.own_ids:
        document[OWN_KEY] = json.loads(own.to_json())
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def read_story_file(data: bytes, catalogue: Catalogue) -> OpenedStory:
    """Read a file that holds a story.

    Parameters
    ----------
    catalogue
        What steps may name; anything else becomes a problem, and the nearest view is taken.

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
    opened = read_story(parsed(text, "The file"), catalogue)
    carried = {opened.own.content_id} if opened.own is not None else set()
    lacking = tuple(
        f"Step {number} shows own data that are not in the file: they stay with the reader who opened them."
        for number, step in enumerate(opened.story.steps, 1)
        if step.view.own_ids - carried
    )
    return replace(opened, problems=(*opened.problems, *lacking))


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


def read_story(document: object, catalogue: Catalogue) -> OpenedStory:
    """Return the story that parsed JSON holds.

    Raises
    ------
    StoryError
        When it holds none, or more than a story may.
    """
    if not isinstance(document, dict) or MARK not in document:
        raise StoryError(f"This is no story of the atlas: such a file begins with “{MARK}” and its version.")
    if document[MARK] is True or document[MARK] != VERSION:
        raise StoryError(
            f"The story is of version {shown_value(str(document[MARK]))}; this atlas reads version {VERSION}."
        )
    steps = document.get("steps", [])
    if not isinstance(steps, list):
        raise StoryError("“steps” is no list.")
    if refused := too_many(len(steps)):
        raise StoryError(refused)
    reader = _Reader(catalogue)
    reader.only(document, _STORY_KEYS, "The story")
    title = reader.text(document, "title", "The story")
    story = Story(title, tuple(reader.step(step, f"Step {number}") for number, step in enumerate(steps, 1)))
    own = reader.own(document)
    if reasons := (*reader.refused, *faults_of(story)):
        raise StoryError(*reasons)
    return OpenedStory(story, tuple(reader.problems), own)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the parts of a story; `refused` collects why it cannot be taken, `problems` what it was taken without."""

    catalogue: Catalogue
    refused: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def step(self, entry: object, where: str) -> Step:
        """Return a step of the file; what cannot be read of it is added to `refused`, what is ignored to `problems`."""
        if not isinstance(entry, dict):
            self.refused.append(f"{where} is no step: it has neither link nor title.")
            return Step(View(), "")
        self.only(entry, _STEP_KEYS, where)
        title, caption, notes = (self.text(entry, key, where) for key in ("title", "caption", "notes"))
        return Step(self._view(entry, where), title, caption, notes, self._citations(entry, where))

    def own(self, document: Mapping[str, object]) -> OwnFigures | None:
        """Return the own figures that a story carries; what was said of them has to be complete, as it was written."""
        if OWN_KEY not in document:
            return None
        try:
            figures = OwnFigures.from_json(json.dumps(document[OWN_KEY]))
        except OwnFiguresError as error:
            self.refused.append(f"Its own data cannot be read: {error}")
            return None
        if not figures.is_complete:
            self.refused.append(f"Its own data lack what has to be said of them: {enumeration(figures.missing)}.")
        return figures

    def text(self, entry: Mapping[str, object], key: str, where: str) -> str:
        """Return a text, empty where there is none."""
        value = entry.get(key, "")
        if isinstance(value, str):
            return value.replace("\r\n", "\n")
        self.refused.append(f"{where}: “{key}” is no text.")
        return ""

    def only(self, entry: Mapping[str, object], known: tuple[str, ...], where: str) -> None:
        """Name the keys that mean nothing here."""
        unknown = [key for key in entry if key not in known]
        for key in unknown[:MOST_KEYS_NAMED]:
            near = nearest(key, known, 1)
            tail = f"; did you mean “{near[0]}”" if near else ""
            self.problems.append(f"{where}: “{shown_value(key)}” means nothing here and was left out{tail}.")
        if others := len(unknown[MOST_KEYS_NAMED:]):
            self.problems.append(f"{where}: {others:,} more keys mean nothing here and were left out.")

    def _view(self, entry: Mapping[str, object], where: str) -> View:
        link = self.text(entry, "link", where)
        if len(link) > LONGEST_LINK:
            self.refused.append(f"{where}: its link has {len(link):,} characters; {LONGEST_LINK:,} at most are read.")
            return View()
        if "link" not in entry:
            self.problems.append(f"{where} has no link; it shows the world of today.")
        view, problems = self.catalogue.view_of(link)
        self.problems.extend(f"{where}: {problem}" for problem in problems)
        return view

    def _citations(self, entry: Mapping[str, object], where: str) -> tuple[str, ...]:
        """Return the references; one that leads nowhere keeps its place, or the marks would count wrongly."""
        references = entry.get("rests_on", [])
        if not isinstance(references, list) or not all(isinstance(item, str) for item in references):
            self.refused.append(f"{where}: “rests_on” is no list of texts.")
            return ()
        for reference in references[:MOST_CITATIONS]:  # a step with more is refused
            if self.catalogue.facts and not self.catalogue.has(reference):
                self.problems.append(f"{where} rests on “{_named(reference)}”, which this atlas does not have.")
        return tuple(references)


def _named(reference: str) -> str:
    """A reference, short and harmless enough to be quoted back."""
    return re.sub(r"[^\w.,:;+/ -]", "�", reference[:80])


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    by_key = dict(pairs)
    if len(by_key) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise ValueError(f"“{shown_value(twice)}” stands twice in one part of it")
    return by_key


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no number")


# -- A story inside a link: compressed, bounded, and with a sum by which a link that was cut off is recognised.

# Web servers and what stands before them take 8,000 characters for a whole address, as RFC 9110 (4.1) asks of them.
LONGEST = 7000
# What stories are full of, the most frequent last; it is part of the form, and may never change under this version.
_WORDS = (
    b"actions/apmbc-sources/treaties/votes/events/claims/policies/usa-ukr-kor-prk-rus-withdrawal-suspension-"
    b"entry-into-force-potentially-contaminated-land-self-destructing-ap-use-persistent-ap-use- anti-personnel mines "
    b"cluster munitions Convention States Parties United States Ukraine Korean Peninsula treaty status claims surveyed "
    b"January February March April May June July August September October November December "
    b"1997 2014 2020 2022 2023 2024 &group=&rule=latest&least=&footprint=&beside=&since=20&region=europe&status=left"
    b"&treaty=ccm&treaty=ccw-&country=USA&country=UKR&extent=korea&extent=asia&extent=europe&extent=UKR"
    b"&layers=status.contamination.policy.footprint.borders.events&layers=policy.borders&day=1997-&day=2014-&day=202"
    b'","","",[]],["?v=1&day=202'
)
_FORM = re.compile(r"1[A-Za-z0-9_-]+")
_KEYS = ("link", "title", "caption", "notes", "rests_on")
_CUT = "the story in it is incomplete: the link was cut off or changed on its way"


@lru_cache(maxsize=64)  # a run of the page asks more than once, and again when it ends
def story_parameter(story: Story) -> str | None:
    """Return a story as the value of a link's parameter, or None when it is too long for a link."""
    steps = [[link_of(step.view), step.title, step.caption, step.notes, [*step.citations]] for step in story.steps]
    text = json.dumps([story.title, steps], ensure_ascii=False, separators=(",", ":"))
    squeezer = zlib.compressobj(level=9, zdict=_WORDS)
    body = squeezer.compress(text.encode()) + squeezer.flush()
    parameter = "1" + base64.urlsafe_b64encode(body).decode().rstrip("=")
    return parameter if len(parameter) <= LONGEST else None


def read_story_parameter(text: str, catalogue: Catalogue) -> OpenedStory:
    """Read what `story_parameter` wrote.

    Raises
    ------
    StoryError
        When it holds no story, or more than a story may; each reason ends without a full stop, as a link's do.
    """
    if len(text) > LONGEST:
        raise StoryError(f"it has {len(text):,} characters, and a story in a link has {LONGEST:,} at most")
    if not _FORM.fullmatch(text):
        raise StoryError("it holds no story that this atlas has written")
    try:
        return read_story(_with_keys(parsed(_text_in(text), "it")), catalogue)
    except StoryError as error:
        raise StoryError(*(reason.removesuffix(".") for reason in error.reasons)) from None


def _with_keys(document: object) -> dict[str, object]:
    """Return what a link holds without keys as a file holds it."""
    title, steps = document if isinstance(document, list) and len(document) == 2 else (None, None)
    if not isinstance(steps, list):
        raise StoryError("it holds no story")
    whole = [dict(zip(_KEYS, step, strict=False)) if isinstance(step, list) else step for step in steps]
    return {MARK: VERSION, "title": title, "steps": whole}


def _text_in(text: str) -> str:
    filler = zlib.decompressobj(zdict=_WORDS)
    try:
        body = base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
        # A gigabyte can be squeezed into a few thousand letters.
        text_in_link = filler.decompress(body, LONGEST_FILE).decode()
    except (ValueError, zlib.error):  # binascii and Unicode errors are ValueErrors
        raise StoryError(_CUT) from None
    if filler.unconsumed_tail:
        raise StoryError(f"the story in it has more than {LONGEST_FILE:,} bytes")
    if not filler.eof or filler.unused_data:
        raise StoryError(_CUT)
    return text_in_link
