"""PowerPoint decks: one view, or a story with a title slide before its steps and the sources of all after them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dashboard.maps.spec import MapSpec, PictureTheme, SourceNote
from dashboard.maps.story.model import Said, Told
from dashboard.render.formats import Options, StoryJob
from dashboard.render.picture_text import DISCLAIMER, PictureText, SlideOf, marks, numbered_across, source_line
from dashboard.render.pptx.drawing import in_points, link_colour
from dashboard.render.pptx.package import (
    INNER,
    MARGIN,
    OPENING,
    TITLE_ONLY,
    Part,
    Relation,
    Sheet,
    base_parts,
    package,
    presentation_part,
    property_parts,
    sheet_name,
    sheet_parts,
)
from dashboard.render.pptx.slide import BOTTOM, Kit, PictureOf, picture_slide, put_title, view_slide
from dashboard.render.pptx.text import Paragraph, Run, height, lines_of, placeholder, text_box
from dashboard.render.raster import png, view_drawing
from dashboard.render.scene import Scene, scenes_of
from dashboard.render.theme import Colours, colours_of

ON_LAST_SLIDES = "all are on the last slides, by their numbers"
_PICTURE_WIDTH = 2667  # pixels of a picture that fills a slide: twice a projector's 1,333 points
_RELEASE_DAY = re.compile(r"(\d{4})\.(\d{2})\.(\d{2})")
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def view_pptx(spec: MapSpec, options: Options) -> bytes:
    """Return a view as a PowerPoint file of one slide, whose shapes can be edited."""
    return one_slide(scenes_of(spec), _words(spec, options), theme=options.theme)


def view_picture_pptx(spec: MapSpec, options: Options) -> bytes:
    """Return a view as a PowerPoint file of one slide, which is a PNG 2,667 pixels wide."""
    picture = png(view_drawing(spec, options), _PICTURE_WIDTH)
    return picture_deck([PictureOf(picture, _words(spec, options))], theme=options.theme)


def story_pptx(job: StoryJob, options: Options) -> bytes:
    """Return the deck of a story: what is told and seen at each step, a slide a step.

    Raises
    ------
    ValueError
        When there are no steps.
    """
    slides = [step_slide(step, scenes_of(spec), _words(spec, options)) for step, spec in job.steps]
    return slide_deck(slides, title=job.title, theme=options.theme)


def _words(spec: MapSpec, options: Options) -> PictureText:
    return PictureText(spec, base=options.base, made_on=options.made_on)


def one_slide(scenes: Sequence[Scene], words: PictureText, *, theme: PictureTheme = "light") -> bytes:
    """Return a view as a PowerPoint file of one slide, whose shapes can be edited; equal views give equal bytes.

    Parameters
    ----------
    scenes
        As `scenes_of` gives them: one, or two of a comparison.
    """
    found = colours_of(theme)
    sheet = view_slide(SlideOf(tuple(scenes), words), Kit(found))
    return _file([sheet], title=words.spec.headline.text, words=words, colours=found)


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
    found = colours_of(theme)
    kit = Kit(found, rest=ON_LAST_SLIDES)
    numbered, sources = numbered_across(slides)
    sheets = [
        _opening(title, subtitle, slides[0].words, colours=found),
        *(view_slide(slide, kit) for slide in numbered),
        *source_slides(sources, colours=found),
    ]
    return _file(sheets, title=title, words=slides[0].words, colours=found)


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
    found = colours_of(theme)
    names = [f"ppt/media/image{number}.png" for number, _ in enumerate(slides, 1)]
    sheets = [_opening(title, subtitle, slides[0].words, colours=found)] if title else []
    sheets += [picture_slide(slide, name, colours=found) for slide, name in zip(slides, names, strict=True)]
    if title:
        for slide in slides:
            of = f"Sources: {slide.heading or slide.words.spec.headline.text}"
            sheets += source_slides(slide.words.spec.sources, colours=found, of=of)
    pictures = [Part(name, "", slide.png) for slide, name in zip(slides, names, strict=True)]
    first = slides[0].words
    return _file(sheets, title=title or first.spec.headline.text, words=first, colours=found, more=pictures)


def _opening(title: str, subtitle: str, words: PictureText, *, colours: Colours) -> Sheet:
    """Return the title slide."""
    sheet = Sheet(OPENING)
    (title_kind, _), (subtitle_kind, _) = OPENING.places
    head = Paragraph((Run(title, 36, colours.ink, is_bold=True),))
    below = [Paragraph((Run(subtitle, 18, colours.ink),), after=8)] if subtitle else []
    below.append(Paragraph((Run(f"Mine Ban Atlas · {words.release}", 14, colours.quiet),)))
    sheet.put(placeholder(sheet.ids, "Title", kind=title_kind, box=None, paragraphs=[head], place="b"))
    sheet.put(placeholder(sheet.ids, "Subtitle", kind=subtitle_kind, box=None, paragraphs=below))
    sheet.notes += [title, *([subtitle] if subtitle else []), f"Mine Ban Atlas, {words.release}", DISCLAIMER]
    return sheet


def _file(
    sheets: Sequence[Sheet], *, title: str, words: PictureText, colours: Colours, more: Sequence[Part] = ()
) -> bytes:
    names = [sheet_name(number) for number, _ in enumerate(sheets, 1)]
    dated = _RELEASE_DAY.search(words.release)
    properties = property_parts(
        title=title,
        subject=words.spec.subtitle,
        description=f"{words.link}\n{words.release}\n{words.spec.boundary_note}\n{DISCLAIMER}",
        keywords="anti-personnel mines; Mine Ban Convention; map",
        day="-".join(dated.groups()) if dated else "",
    )
    parts = [presentation_part(names), *base_parts(colours), *sheet_parts(sheets), *properties, *more]
    relations = [
        Relation("officeDocument", "ppt/presentation.xml"),
        Relation(_CORE, "docProps/core.xml"),
        Relation("extended-properties", "docProps/app.xml"),
    ]
    return package(parts, relations)


# -- Steps of a story as slides: their title, their caption and their notes with the numbers of their sources.


def step_slide(told: Told, scenes: Sequence[Scene], words: PictureText) -> SlideOf:
    """Return a step as it is told, with what is seen of its view, as a slide of a deck."""
    caption, notes = _step_text(told.caption), _step_text(told.notes)
    return SlideOf(tuple(scenes), words, heading=told.title, caption=caption, notes=notes, said=told.sources)


def _step_text(said: Sequence[Said]) -> str:
    return "".join(f"{piece.text}{marks(piece.sources)}" for piece in said).strip()


# -- The last slides of a deck: every source by the number that it has on the slides, on as many slides as they need.

_SIZE = 9.5  # points
_MOST_PLACES = 4  # of a source that are told; the speaker notes have all of them
_AFTER, _GAP, _BELOW_TITLE = 4.0, 24.0, 12.0  # points
_WIDTH = (INNER - _GAP) / 2


def source_slides(sources: Sequence[SourceNote], *, colours: Colours, of: str = "Sources") -> list[Sheet]:
    """Return slides with all sources in full, in two columns each; none when there are no sources.

    Parameters
    ----------
    of
        Their title.
    """
    room = BOTTOM - 80
    columns = list(_columns(sources, room=room))
    pairs = [columns[at : at + 2] for at in range(0, len(columns), 2)]
    sheets = []
    for number, pair in enumerate(pairs, 1):
        sheet = Sheet(TITLE_ONLY)
        title = of if len(pairs) == 1 else f"{of} ({number} of {len(pairs)})"
        y = put_title(sheet, title, marks=(), colours=colours) + _BELOW_TITLE
        for place, column in enumerate(pair):
            box = in_points(MARGIN + place * (_WIDTH + _GAP), y, _WIDTH, room)
            lines = [_paragraph(sheet, source, colours=colours) for source in column]
            name = "Sources" if place == 0 else "Sources, continued"
            sheet.put(text_box(sheet.ids, name, box=box, paragraphs=lines))
            sheet.notes += [source_line(source) for source in column]
        sheets.append(sheet)
    return sheets


def _columns(sources: Sequence[SourceNote], *, room: float) -> Iterator[list[SourceNote]]:
    """Yield as many sources as there is room for in a column, until all are told."""
    column: list[SourceNote] = []
    used = 0.0
    for source in sources:
        text = f"[{source.number}] {_source_text(source)} {source.url}"
        high = height(lines_of(text, _WIDTH, size=_SIZE), _SIZE) + _AFTER
        if column and used + high > room:
            yield column
            column, used = [], 0.0
        column.append(source)
        used += high
    if column:
        yield column


def _paragraph(sheet: Sheet, source: SourceNote, *, colours: Colours) -> Paragraph:
    head = Run(f"[{source.number}] ", _SIZE, colours.quiet, is_bold=True)
    runs = [head, Run(_source_text(source), _SIZE, colours.ink)]
    if source.url:
        runs.append(Run(f" {source.url}", _SIZE, link_colour(colours), link=sheet.link(source.url)))
    return Paragraph(tuple(runs), after=_AFTER)


def _source_text(source: SourceNote) -> str:
    """Return a source with the places in it, the first ones alone where there are many."""
    places = source.locator.split("; ") if source.locator else []
    if not places:
        return source.text
    more = f" and {len(places) - _MOST_PLACES} more places" if len(places) > _MOST_PLACES else ""
    return f"{source.text} Place: {'; '.join(places[:_MOST_PLACES])}{more}."
