"""The registry of formats: every file and page that is written of a view or a story, with the function that writes it.

A new format is one `Format` in `FORMATS` and the module that its `write` names. Share dialog, download routes, worker
process, notebook and README follow from the registry.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from importlib import import_module
from types import MappingProxyType
from typing import TypeAlias, cast

from dashboard.maps.compose.brief import Brief
from dashboard.maps.context import RegistryError
from dashboard.maps.spec import MapSpec, PictureTheme, as_json, spec_json
from dashboard.maps.story.model import StepText, Story
from dashboard.render.typesetting import script_of, undrawable_letters
from geodata.geo.boundaries import boundaries_fingerprint

# -- The arguments of a writer: a view, a story or a frozen view, and the options of the reader.

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
class StoryJob:
    """A story to be written as one file: its title, and the texts and the specification of each step.

    What a page of the frozen copy has beside: `ways` are labels and relative addresses of other pages of it, and
    `has_both_themes` says that the page has the theme that its reader prefers.
    """

    title: str
    steps: tuple[tuple[StepText, MapSpec], ...]
    ways: tuple[tuple[str, str], ...] = ()
    has_both_themes: bool = False


@dataclass(frozen=True, slots=True)
class FrozenJob:
    """What a frozen link shows, the notice above it, and what has changed since, a sentence each.

    A page that is served has nothing of the rest. `ways` are labels and relative addresses of other pages and files
    beside it, `title` stands above the headline, `in_table` are the codes of the areas of which the table has rows (all
    without it), and `has_both_themes` says that the page has the theme that its reader prefers.
    """

    spec: MapSpec
    notice: str
    changes: tuple[str, ...] = ()
    ways: tuple[tuple[str, str], ...] = ()
    title: str = ""
    in_table: frozenset[str] | None = None
    has_both_themes: bool = False


@dataclass(frozen=True, slots=True)
class BriefJob:
    """The brief of a country, and the specification of its map."""

    brief: Brief
    spec: MapSpec


Payload: TypeAlias = MapSpec | StoryJob | FrozenJob | BriefJob
Writer: TypeAlias = Callable[[Payload, Options], bytes]


# -- A format, and the registry of formats.


def has_own_data(payload: Payload) -> bool:
    """Return whether own data of a reader stand in what is written."""
    match payload:
        case StoryJob(steps=steps):
            return any(spec.view.has_own for _, spec in steps)
        case MapSpec() | BriefJob():
            return (payload.spec if isinstance(payload, BriefJob) else payload).view.has_own
        case _:
            return False


class FormatError(RegistryError):
    """A format cannot be registered or written; the message is a sentence that says which, and what to do."""


class Subject(StrEnum):
    """What a format is written of, and whether it is offered as a file: a page is only served at its own address."""

    VIEW = "view"
    STORY = "story"
    BRIEF = "brief"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files.

    Parameters
    ----------
    ending
        What file names end in, without the first dot: png, picture.pptx. No other format of the subject has it.
    label, purpose
        What readers call it, and what it is good for.
    write
        The function that writes it, as "module:function". It is called with a `MapSpec`, a `StoryJob`, a `BriefJob` or
        a `FrozenJob` (by `subject`) and `Options`, returns bytes, and is pure: equal arguments give equal bytes. Its
        module is imported when the first file is written, in the worker process or a notebook, so that the server loads
        no drawing library.
    options
        Names of the fields of `Options` that change the file; `base` and `made_on` always count.
    is_active
        Whether a browser runs scripts in it. It then states its own Content-Security-Policy.
    has_own_fonts
        Whether it shows no letter that the fonts of the atlas lack.
    is_for_answers
        Whether the screen of questions offers it beside an answer.
    """

    ending: str
    media_type: str
    label: str
    purpose: str
    write: str
    options: frozenset[str] = frozenset({"theme"})
    subject: Subject = Subject.VIEW
    is_active: bool = False
    has_own_fonts: bool = False
    is_for_answers: bool = False

    @property
    def id(self) -> str:
        """The name in the registry, such as png, story.pdf, brief.pdf or embed."""
        return f"{self.subject}.{self.ending}" if self.subject in {Subject.STORY, Subject.BRIEF} else self.ending


class Formats:
    """Formats in the order in which they are offered.

    Raises
    ------
    FormatError
        When two of them have one id.
    """

    def __init__(self, *formats: Format) -> None:
        self._by_id: dict[str, Format] = {}
        for added in formats:
            first = self._by_id.setdefault(added.id, added)
            if first is not added:
                raise FormatError(
                    f"The formats “{first.label}” and “{added.label}” both have the id “{added.id}”. "
                    "Give one of them another ending."
                )

    def __iter__(self) -> Iterator[Format]:
        return iter(self._by_id.values())

    def __getitem__(self, format_id: str) -> Format:
        return self._by_id[format_id]

    def of(self, subject: Subject) -> Mapping[str, Format]:
        """Return the formats of a subject by their endings."""
        return MappingProxyType({entry.ending: entry for entry in self if entry.subject is subject})


SLIDE_PICTURE = "picture.pptx"  # ending of the slide that is its PNG
_LARGE = frozenset({"pdf", "pptx", SLIDE_PICTURE, "docx"})  # endings


def is_large(file_format: Format, options: Options) -> bool:
    """Return whether a file takes a third of a second or more: a document, a story, or a picture of many pixels."""
    has_many_pixels = file_format.ending == "png" and options.width > WIDTH
    return file_format.subject is Subject.STORY or file_format.ending in _LARGE or has_many_pixels


def writer_of(file_format: Format) -> Writer:
    """Return the function that writes a format; its module is imported now.

    Raises
    ------
    FormatError
        When the module cannot be imported, or has no such function.
    """
    module, _, name = file_format.write.partition(":")
    try:
        return cast("Writer", getattr(import_module(module), name))
    except Exception as error:
        raise FormatError(
            f"The atlas cannot write the format “{file_format.label}” (.{file_format.ending}): its writer "
            f"{file_format.write} cannot be imported ({error}). Install or mend what that names, or take the format "
            "out of dashboard/render/formats.py. The other formats can be had."
        ) from error


def file_bytes(file_format: Format, payload: Payload, options: Options) -> bytes:
    """Return a file; equal arguments give equal bytes.

    Raises
    ------
    FormatError
        When the writer of the format cannot be imported.
    GeodataError
        When the writer refuses what it is given.
    """
    return writer_of(file_format)(payload, options)


_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HTML = "text/html; charset=utf-8"
_NO_OPTIONS: frozenset[str] = frozenset()

FORMATS = Formats(
    Format(
        "png",
        "image/png",
        "PNG",
        "a picture for documents and messages",
        write="dashboard.render.png:view_png",
        is_for_answers=True,
        options=frozenset({"theme", "width"}),
    ),
    Format(
        "svg",
        "image/svg+xml",
        "SVG",
        "a picture that stays sharp at every size and can be edited",
        write="dashboard.render.svg.picture:view_svg",
    ),
    Format(
        "pdf",
        "application/pdf",
        "PDF",
        "a page to print, its text as text",
        write="dashboard.render.pdf:view_pdf",
    ),
    Format(
        "pptx",
        _PPTX,
        "PowerPoint",
        "a slide of shapes: every state can be recoloured, with alt text and notes",
        write="dashboard.render.pptx.deck:view_pptx",
        is_for_answers=True,
    ),
    Format(
        SLIDE_PICTURE,
        _PPTX,
        "PowerPoint, picture",
        "the same slide as one picture, for Google Slides and Keynote",
        write="dashboard.render.pptx.deck:view_picture_pptx",
    ),
    Format(
        "html",
        _HTML,
        "Web page",
        "one file with map, table and sources that needs no network",
        write="dashboard.render.html.standalone:view_html",
        is_active=True,
    ),
    Format(
        "csv",
        "text/csv; charset=utf-8",
        "CSV",
        "the table, for programs; where a comma is the decimal mark, take the workbook: it opens with every figure "
        "and column in place",
        write="dashboard.render.tables:view_csv",
        is_for_answers=True,
        options=_NO_OPTIONS,
    ),
    Format(
        "xlsx",
        _XLSX,
        "Excel workbook",
        "the table with sheets for legend, sources and what the file is",
        write="dashboard.render.tables:view_xlsx",
        is_for_answers=True,
        options=_NO_OPTIONS,
    ),
    Format(
        "geojson",
        "application/geo+json",
        "GeoJSON",
        "the areas with what is said of each, for maps of your own",
        write="dashboard.render.geojson:view_geojson",
        options=_NO_OPTIONS,
    ),
    Format(
        "json",
        "application/json",
        "JSON",
        "all that the map shows, for programs",
        write="dashboard.render.geojson:view_json",
        options=_NO_OPTIONS,
    ),
    Format(
        "html",
        _HTML,
        "Web page",
        "the whole story in one file that needs no network; arrow keys go from step to step",
        write="dashboard.render.html.story:story_html",
        subject=Subject.STORY,
        is_active=True,
    ),
    Format(
        "pptx",
        _PPTX,
        "PowerPoint",
        "a slide for each step, of shapes that can be edited, with the speaker notes",
        write="dashboard.render.pptx.deck:story_pptx",
        subject=Subject.STORY,
    ),
    Format(
        "pdf",
        "application/pdf",
        "PDF",
        "a page for each step, to print or hand out",
        write="dashboard.render.pdf:story_pdf",
        subject=Subject.STORY,
        has_own_fonts=True,
    ),
    Format(
        "pdf",
        "application/pdf",
        "Country brief, PDF",
        "a country in at most two pages, each figure with a footnote that names its source; tagged for screen readers",
        write="dashboard.render.brief_pdf:brief_pdf",
        options=_NO_OPTIONS,
        subject=Subject.BRIEF,
    ),
    Format(
        "docx",
        _DOCX,
        "Country brief, Word",
        "the same brief as text to edit, with footnotes that a word processor numbers",
        write="dashboard.render.brief_docx:brief_docx",
        options=_NO_OPTIONS,
        subject=Subject.BRIEF,
    ),
    Format(
        "picture",
        "image/svg+xml",
        "Map alone",
        "the map without words, for the page of a country",
        write="dashboard.render.svg.picture:map_alone_svg",
        options=frozenset({"theme", "width"}),
        subject=Subject.PAGE,
    ),
    Format(
        "embed",
        _HTML,
        "Embed",
        "one light page for other sites",
        write="dashboard.render.html.standalone:embed_html",
        subject=Subject.PAGE,
        is_active=True,
    ),
    Format(
        "frozen",
        _HTML,
        "Frozen page",
        "one page that shows what it showed when cited",
        write="dashboard.render.html.standalone:frozen_html",
        subject=Subject.PAGE,
        is_active=True,
    ),
)


# -- The ETag of a file, known before the file is made, so that a browser that has it is answered with 304 at once.

ETAG_VERSION = "3"  # raise it when equal specifications are to give other bytes
_TAG_LENGTH = 24  # hexadecimal digits, 96 bits: no two files meet


def etag(file_format: Format, payload: Payload, options: Options) -> str:
    """Return the ETag: SHA-256 of format, options, boundary fingerprint and spec JSON, as 24 hexadecimal digits.

    That of a story covers its title, the words of its steps and the ETags of their maps; that of a brief its
    statements; that of a frozen page its notice and the changes listed.
    """
    match payload:
        case StoryJob(title, steps, ways, has_both_themes):
            texts = json.dumps([repr(step) for step, _ in steps])
            maps = "".join(_view_etag(file_format, spec, options) for _, spec in steps)
            of_a_copy = [*map(" ".join, ways), str(has_both_themes)] if ways or has_both_themes else []
            return _digest("\n".join([title, texts, maps, *of_a_copy]))
        case BriefJob(brief, spec):
            return _digest("\n".join([_view_etag(file_format, spec, options), json.dumps(as_json(brief))]))
        case FrozenJob(spec, notice, changes, ways, title, in_table, has_both_themes):
            words = [title, notice, *changes, *map(" ".join, ways), *sorted(in_table or ()), str(has_both_themes)]
            return _digest("\n".join([_view_etag(file_format, spec, options), *words]))
        case MapSpec():
            return _view_etag(file_format, payload, options)


def _view_etag(file_format: Format, spec: MapSpec, options: Options) -> str:
    counted = {"base": options.base, "made_on": options.made_on.isoformat()} | {
        key: value for key, value in asdict(options).items() if key in file_format.options
    }
    text = json.dumps([ETAG_VERSION, file_format.id, counted, boundaries_fingerprint()], sort_keys=True)
    return _digest(text + spec_json(spec))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_TAG_LENGTH]


# -- Which letters of a story a PDF cannot draw, told before it is made: its fonts travel inside it, and are ours.

_SHOWN = 3  # letters of one script that are named


def undrawable_in_pdf(story: Story) -> str:
    """Return a sentence on the letters of a story that no font of its PDF has, by script and step; nothing without any.

    Slides and pages are drawn with the fonts of the device that opens them, so they show every script it knows.
    """
    letters_and_steps: dict[str, tuple[dict[str, None], dict[int, None]]] = {}
    for number, step in enumerate(story.steps, 1):
        for letter in undrawable_letters(f"{step.title} {step.caption}"):
            letters, steps = letters_and_steps.setdefault(script_of(letter), ({}, {}))
            letters[letter] = steps[number] = None
    if not letters_and_steps:
        return ""
    named = "; ".join(_named(script, [*letters], [*steps]) for script, (letters, steps) in letters_and_steps.items())
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
