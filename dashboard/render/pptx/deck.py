"""PowerPoint decks: one view, or a story with a title slide before its steps and the sources of all after them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dashboard.maps.spec import MapSpec, PictureTheme, SourceNote
from dashboard.maps.story.model import StepText
from dashboard.render.formats import Options, StoryJob
from dashboard.render.picture_text import DISCLAIMER, PictureText, SlideOf, numbered_across, printed, source_line
from dashboard.render.png import png
from dashboard.render.pptx.drawing import in_points, link_colour
from dashboard.render.pptx.package import (
    INNER,
    MARGIN,
    OPENING,
    TITLE_ONLY,
    Part,
    Relation,
    SlideDraft,
    base_parts,
    package,
    presentation_part,
    property_parts,
    slide_name,
    slide_parts,
)
from dashboard.render.pptx.slide import BOTTOM, PictureOf, SlideStyle, picture_slide, put_title, view_slide
from dashboard.render.pptx.text import Paragraph, Run, height, lines_of, placeholder, text_box
from dashboard.render.scene import Scene, scenes_of
from dashboard.render.svg.conversion import view_drawing
from dashboard.render.theme import Colours, colours_of
from geodata.wording import ATLAS_NAME

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
    """Return a story as a PowerPoint file: a title slide, a slide a step, the sources of all.

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
    colours = colours_of(theme)
    draft = view_slide(SlideOf(tuple(scenes), words), SlideStyle(colours))
    return _file([draft], title=words.spec.headline.text, words=words, colours=colours)


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
    colours = colours_of(theme)
    style = SlideStyle(colours, rest=ON_LAST_SLIDES)
    numbered, sources = numbered_across(slides)
    drafts = [
        _opening(title, subtitle, slides[0].words, colours=colours),
        *(view_slide(slide, style) for slide in numbered),
        *source_slides(sources, colours=colours),
    ]
    return _file(drafts, title=title, words=slides[0].words, colours=colours)


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
    colours = colours_of(theme)
    names = [f"ppt/media/image{number}.png" for number, _ in enumerate(slides, 1)]
    drafts = [_opening(title, subtitle, slides[0].words, colours=colours)] if title else []
    drafts += [picture_slide(slide, name, colours=colours) for slide, name in zip(slides, names, strict=True)]
    if title:
        for slide in slides:
            of = f"Sources: {slide.heading or slide.words.spec.headline.text}"
            drafts += source_slides(slide.words.spec.all_sources, colours=colours, of=of)
    pictures = [Part(name, "", slide.png) for slide, name in zip(slides, names, strict=True)]
    first = slides[0].words
    return _file(drafts, title=title or first.spec.headline.text, words=first, colours=colours, more=pictures)


def _opening(title: str, subtitle: str, words: PictureText, *, colours: Colours) -> SlideDraft:
    """Return the title slide."""
    draft = SlideDraft(OPENING)
    (title_kind, _), (subtitle_kind, _) = OPENING.places
    head = Paragraph((Run(title, 36, colours.ink, is_bold=True),))
    below = [Paragraph((Run(subtitle, 18, colours.ink),), after=8)] if subtitle else []
    below.append(Paragraph((Run(f"{ATLAS_NAME} · {words.release}", 14, colours.quiet),)))
    draft.put(placeholder(draft.ids, "Title", kind=title_kind, box=None, paragraphs=[head], place="b"))
    draft.put(placeholder(draft.ids, "Subtitle", kind=subtitle_kind, box=None, paragraphs=below))
    draft.notes += [title, *([subtitle] if subtitle else []), f"{ATLAS_NAME}, {words.release}", DISCLAIMER]
    return draft


def _file(
    drafts: Sequence[SlideDraft], *, title: str, words: PictureText, colours: Colours, more: Sequence[Part] = ()
) -> bytes:
    names = [slide_name(number) for number, _ in enumerate(drafts, 1)]
    dated = _RELEASE_DAY.search(words.release)
    properties = property_parts(
        title=title,
        subject=words.spec.subtitle,
        description="\n".join(filter(None, (words.link, words.release, words.spec.boundary_note, DISCLAIMER))),
        keywords="anti-personnel mines; Mine Ban Convention; map",
        day="-".join(dated.groups()) if dated else "",
    )
    parts = [presentation_part(names), *base_parts(colours), *slide_parts(drafts), *properties, *more]
    relations = [
        Relation("officeDocument", "ppt/presentation.xml"),
        Relation(_CORE, "docProps/core.xml"),
        Relation("extended-properties", "docProps/app.xml"),
    ]
    return package(parts, relations)


# -- Steps of a story as slides: their title, their caption and their notes with the numbers of their sources.


def step_slide(step: StepText, scenes: Sequence[Scene], words: PictureText) -> SlideOf:
    """Return a step of a story, with title, caption, speaker notes and map, as a slide of a deck."""
    caption, notes = (pieces if printed(pieces) else () for pieces in (step.caption, step.notes))
    return SlideOf(tuple(scenes), words, heading=step.title, caption=caption, notes=notes, step_sources=step.sources)


# -- The last slides of a deck: every source by the number that it has on the slides, on as many slides as they need.

_SIZE = 9.5  # points
_MAX_PLACES = 4  # of a source; the speaker notes list all
_AFTER, _GAP, _BELOW_TITLE = 4.0, 24.0, 12.0  # points
_WIDTH = (INNER - _GAP) / 2


def source_slides(sources: Sequence[SourceNote], *, colours: Colours, of: str = "Sources") -> list[SlideDraft]:
    """Return slides with all sources in full, in two columns each; none when there are no sources.

    Parameters
    ----------
    of
        Their title.
    """
    room = BOTTOM - 80
    columns = list(_columns(sources, room=room))
    pairs = [columns[at : at + 2] for at in range(0, len(columns), 2)]
    drafts = []
    for number, pair in enumerate(pairs, 1):
        draft = SlideDraft(TITLE_ONLY)
        title = of if len(pairs) == 1 else f"{of} ({number} of {len(pairs)})"
        y = put_title(draft, title, marks=(), colours=colours) + _BELOW_TITLE
        for place, column in enumerate(pair):
            box = in_points(MARGIN + place * (_WIDTH + _GAP), y, _WIDTH, room)
            lines = [_paragraph(draft, source, colours=colours) for source in column]
            name = "Sources" if place == 0 else "Sources, continued"
            draft.put(text_box(draft.ids, name, box=box, paragraphs=lines))
            draft.notes += [source_line(source) for source in column]
        drafts.append(draft)
    return drafts


def _columns(sources: Sequence[SourceNote], *, room: float) -> Iterator[list[SourceNote]]:
    """Yield the sources of one column after the other, as many as fit into each."""
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


def _paragraph(draft: SlideDraft, source: SourceNote, *, colours: Colours) -> Paragraph:
    head = Run(f"[{source.number}] ", _SIZE, colours.quiet, is_bold=True)
    runs = [head, Run(_source_text(source), _SIZE, colours.ink)]
    if source.url:
        runs.append(Run(f" {source.url}", _SIZE, link_colour(colours), link=draft.link(source.url)))
    return Paragraph(tuple(runs), after=_AFTER)


def _source_text(source: SourceNote) -> str:
    """Return a source with the places in it, the first ones alone where there are many."""
    places = source.locator.split("; ") if source.locator else []
    if not places:
        return source.text
    more = f" and {len(places) - _MAX_PLACES} more places" if len(places) > _MAX_PLACES else ""
    return f"{source.text} Place: {'; '.join(places[:_MAX_PLACES])}{more}."
