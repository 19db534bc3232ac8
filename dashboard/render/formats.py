"""The files that can be had of a view or a story: which kinds there are, and what each can be asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TypeAlias

from dashboard.maps.spec import MapSpec, PictureTheme, spec_json
from dashboard.maps.story.model import Story, Told
from dashboard.render.typesetting import script_of, undrawable_letters
from geodata.geo.boundaries import boundaries_fingerprint

# -- Files of a view: which kinds there are and what each can be asked for; render/writers.py has how they are made.

# Part of every tag: raise it when the same specification is to give other bytes.
FORM = "3"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
NONE: frozenset[str] = frozenset()
LEAST_WIDTH, WIDTH, MOST_WIDTH = 400, 1600, 4000  # pixels of a picture


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader may choose of a file.

    `base` is the public address of the atlas, which links inside the file begin with; `made_on` the day (UTC) from
    which the age of the depositary reading is counted; `width` is in pixels and counts for pictures made of pixels
    alone.
    """

    base: str
    made_on: date
    width: int = WIDTH
    theme: PictureTheme = "light"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its media type, what readers call it, what it is good for, and which options change it."""

    ending: str
    media_type: str
    label: str
    purpose: str
    options: frozenset[str] = frozenset({"theme"})
    is_active: bool = False  # a browser runs what is in it
    has_own_fonts: bool = False  # it shows no letter that our fonts lack


@dataclass(frozen=True, slots=True)
class StoryJob:
    """A story to be written as one file: its title, and what is told and seen at each step."""

    title: str
    steps: tuple[tuple[Told, MapSpec], ...]


Payload: TypeAlias = "MapSpec | StoryJob | FrozenJob"


def story_tag(ending: str, job: StoryJob, options: Options) -> str:
    """Return what stands for the bytes of a story's file before they are made."""
    told = json.dumps([repr(said) for said, _ in job.steps])
    maps = "".join(tag(ending, spec, options) for _, spec in job.steps)
    return hashlib.sha256(f"{job.title}\n{told}\n{maps}".encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class FrozenJob:
    """What a frozen link shows, what to tell of that, and what has changed since, a sentence each."""

    spec: MapSpec
    notice: str
    changes: tuple[str, ...]


def frozen_tag(job: FrozenJob, options: Options) -> str:
    """Return what stands for the bytes of a frozen page before they are made."""
    said = "\n".join([tag(FROZEN, job.spec, options), job.notice, *job.changes])
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def tag(ending: str, spec: MapSpec, options: Options) -> str:
    """Return what stands for the bytes of a file before they are made: equal tags, equal bytes."""
    counted = {"base": options.base, "made_on": options.made_on.isoformat()} | {
        key: value for key, value in asdict(options).items() if key in EVERY[ending].options
    }
    text = json.dumps([FORM, ending, counted, boundaries_fingerprint()], sort_keys=True) + spec_json(spec)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


KINDS: Mapping[str, Kind] = {
    kind.ending: kind
    for kind in (
        Kind("png", "image/png", "PNG", "a picture for documents and messages", frozenset({"theme", "width"})),
        Kind("svg", "image/svg+xml", "SVG", "a picture that stays sharp at every size and can be edited"),
        Kind("pdf", "application/pdf", "PDF", "a page to print, its text as text"),
        Kind("pptx", PPTX, "PowerPoint", "a slide of shapes: every state can be recoloured, with alt text and notes"),
        Kind(
            "picture.pptx", PPTX, "PowerPoint, picture", "the same slide as one picture, for Google Slides and Keynote"
        ),
        Kind(
            "html",
            "text/html; charset=utf-8",
            "Web page",
            "one file with map, table and sources that needs no network",
            is_active=True,
        ),
        Kind(
            "csv",
            "text/csv; charset=utf-8",
            "CSV",
            "the table, for programs; where a comma is the decimal mark, take the workbook: it opens with every figure "
            "and column in place",
            NONE,
        ),
        Kind(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "Excel workbook",
            "the table with sheets for legend, sources and what the file is",
            NONE,
        ),
        Kind(
            "geojson",
            "application/geo+json",
            "GeoJSON",
            "the areas with what is said of each, for maps of your own",
            NONE,
        ),
        Kind("json", "application/json", "JSON", "all that the map shows, for programs", NONE),
    )
}
# The light page that other sites embed: no file to take away.
EMBED = "embed"
PAGE = Kind(EMBED, "text/html; charset=utf-8", "Embed", "one light page", is_active=True)
# Files of a story, by the ending behind STORY.
STORY = "story."
STORY_KINDS: Mapping[str, Kind] = {
    kind.ending: kind
    for kind in (
        Kind(
            "html",
            "text/html; charset=utf-8",
            "Web page",
            "the whole story in one file that needs no network; arrow keys go from step to step",
            is_active=True,
        ),
        Kind("pptx", PPTX, "PowerPoint", "a slide for each step, of shapes that can be edited, with the speaker notes"),
        Kind("pdf", "application/pdf", "PDF", "a page for each step, to print or hand out", has_own_fonts=True),
    )
}
FROZEN = "frozen"
EVERY: Mapping[str, Kind] = {
    FROZEN: Kind(
        FROZEN, PAGE.media_type, "Frozen page", "one page that shows what it showed when cited", is_active=True
    ),
    **KINDS,
    EMBED: PAGE,
    **{f"{STORY}{ending}": kind for ending, kind in STORY_KINDS.items()},
}


# -- Which letters of a story a PDF cannot draw, told before it is made: its fonts travel inside it, and are ours.

_SHOWN = 3  # letters of one script that are named


def undrawable_in_pdf(story: Story) -> str:
    """Return a sentence on the letters of a story that no font of its PDF has, by script and step; nothing without any.

    Slides and pages are drawn with the fonts of the device that opens them, so they show every script it knows.
    """
    found: dict[str, tuple[dict[str, None], dict[int, None]]] = {}
    for number, step in enumerate(story.steps, 1):
        for letter in undrawable_letters(f"{step.title} {step.caption}"):
            letters, steps = found.setdefault(script_of(letter), ({}, {}))
            letters[letter] = steps[number] = None
    if not found:
        return ""
    named = "; ".join(_named(script, [*letters], [*steps]) for script, (letters, steps) in found.items())
    return (
        "A PDF of this story cannot be made: its fonts have Latin, Greek and Cyrillic letters, and the story also has "
        f"{named}. The slides and the web page show them, in the fonts of the device that opens them; "
        "the web page can be printed."
    )


def _named(script: str, letters: list[str], steps: list[int]) -> str:
    shown = " ".join(letters[:_SHOWN]) + (" …" if len(letters) > _SHOWN else "")
    what = script if script == "symbols" else f"{script} letters"
    where = "step" if len(steps) == 1 else "steps"
    return f"{what} ({shown}) in {where} {', '.join(map(str, steps))}"
