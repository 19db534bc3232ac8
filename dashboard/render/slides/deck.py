"""PowerPoint decks: one view, or several with a title slide before them and the sources of all after them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dashboard.maps.spec import MapSpec, PictureTheme
from dashboard.maps.story.model import Told
from dashboard.render.scene import Scene, scenes_of
from dashboard.render.slides.deck_base import OPENING, base_parts, presentation_part, property_parts
from dashboard.render.slides.opc import Part, Relation, package
from dashboard.render.slides.picture_slide import PictureOf, picture_slide
from dashboard.render.slides.slide_parts import Sheet, sheet_name, sheet_parts
from dashboard.render.slides.slide_words import SlideOf, numbered_across
from dashboard.render.slides.source_slides import source_slides
from dashboard.render.slides.story_slides import step_slide
from dashboard.render.slides.text_shapes import Paragraph, Run, placeholder
from dashboard.render.slides.view_slide import Kit, view_slide
from dashboard.render.svg_theme import Paper, paper
from dashboard.render.words import Words, words_of

ON_LAST_SLIDES = "all are on the last slides, by their numbers"
_RELEASE_DAY = re.compile(r"(\d{4})\.(\d{2})\.(\d{2})")
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def spec_pptx(spec: MapSpec, *, base: str, made_on: date, theme: PictureTheme = "light") -> bytes:
    """Return the slide of a specification; `base` is the public address of the atlas."""
    return one_slide(scenes_of(spec), words_of(spec, base=base, made_on=made_on), theme=theme)


def story_pptx(
    title: str, steps: Sequence[tuple[Told, MapSpec]], *, base: str, made_on: date, theme: PictureTheme = "light"
) -> bytes:
    """Return the deck of a story: what is told and seen at each step, a slide a step.

    Raises
    ------
    ValueError
        When there are no steps.
    """
    slides = [step_slide(told, scenes_of(spec), words_of(spec, base=base, made_on=made_on)) for told, spec in steps]
    return slide_deck(slides, title=title, theme=theme)


def one_slide(scenes: Sequence[Scene], words: Words, *, theme: PictureTheme = "light") -> bytes:
    """Return a view as a PowerPoint file of one slide, whose shapes can be edited; equal views give equal bytes.

    Parameters
    ----------
    scenes
        As `scenes_of` gives them: one, or two of a comparison.
    """
    found = paper(theme)
    sheet = view_slide(SlideOf(tuple(scenes), words), Kit(found))
    return _file([sheet], title=words.title, words=words, paper=found)


def slide_deck(slides: Sequence[SlideOf], *, title: str, subtitle: str = "", theme: PictureTheme = "light") -> bytes:
    """Return views as a PowerPoint file: a title slide, a slide a view, the sources of all.

    Sources are numbered across the deck.

    Parameters
    ----------
    title
        Of the deck, on its first slide and in its properties.
    subtitle
        Below the title, such as an author or an occasion.

    Raises
    ------
    ValueError
        When there are no slides.
    """
    if not slides:
        raise ValueError("a deck needs at least one view")
    found = paper(theme)
    kit = Kit(found, rest=ON_LAST_SLIDES)
    numbered, sources = numbered_across(slides)
    sheets = [
        _opening(title, subtitle, slides[0].words, paper=found),
        *(view_slide(slide, kit) for slide in numbered),
        *source_slides(sources, paper=found),
    ]
    return _file(sheets, title=title, words=slides[0].words, paper=found)


def picture_deck(
    slides: Sequence[PictureOf], *, title: str = "", subtitle: str = "", theme: PictureTheme = "light"
) -> bytes:
    """Return pictures of views as a PowerPoint file, one filling each slide; sources keep the numbers on the picture.

    Parameters
    ----------
    title
        Of the deck; without one there is no title slide, and one view is all there is.

    Raises
    ------
    ValueError
        When there are no slides, or a picture is no PNG.
    """
    if not slides:
        raise ValueError("a deck needs at least one view")
    found = paper(theme)
    names = [f"ppt/media/image{number}.png" for number, _ in enumerate(slides, 1)]
    sheets = [_opening(title, subtitle, slides[0].words, paper=found)] if title else []
    sheets += [picture_slide(slide, name, paper=found) for slide, name in zip(slides, names, strict=True)]
    if title:
        for slide in slides:
            of = f"Sources: {slide.heading or slide.words.title}"
            sheets += source_slides(slide.words.sources, paper=found, of=of)
    pictures = [Part(name, "", slide.png) for slide, name in zip(slides, names, strict=True)]
    first = slides[0].words
    return _file(sheets, title=title or first.title, words=first, paper=found, more=pictures)


def _opening(title: str, subtitle: str, words: Words, *, paper: Paper) -> Sheet:
    """Return the title slide."""
    sheet = Sheet(OPENING)
    (title_kind, _), (subtitle_kind, _) = OPENING.places
    head = Paragraph((Run(title, 36, paper.ink, is_bold=True),))
    below = [Paragraph((Run(subtitle, 18, paper.ink),), after=8)] if subtitle else []
    below.append(Paragraph((Run(f"Mine Ban Atlas · {words.release}", 14, paper.quiet),)))
    sheet.put(placeholder(sheet.ids, "Title", kind=title_kind, box=None, paragraphs=[head], place="b"))
    sheet.put(placeholder(sheet.ids, "Subtitle", kind=subtitle_kind, box=None, paragraphs=below))
    sheet.notes += [title, *([subtitle] if subtitle else []), f"Mine Ban Atlas, {words.release}", words.disclaimer]
    return sheet


def _file(sheets: Sequence[Sheet], *, title: str, words: Words, paper: Paper, more: Sequence[Part] = ()) -> bytes:
    names = [sheet_name(number) for number, _ in enumerate(sheets, 1)]
    dated = _RELEASE_DAY.search(words.release)
    properties = property_parts(
        title=title,
        subject=words.subtitle,
        description=f"{words.link}\n{words.release}\n{words.boundary_note}\n{words.disclaimer}",
        keywords="anti-personnel mines; Mine Ban Convention; map",
        day="-".join(dated.groups()) if dated else "",
    )
    parts = [presentation_part(names), *base_parts(paper), *sheet_parts(sheets), *properties, *more]
    relations = [
        Relation("officeDocument", "ppt/presentation.xml"),
        Relation(_CORE, "docProps/core.xml"),
        Relation("extended-properties", "docProps/app.xml"),
    ]
    return package(parts, relations)
