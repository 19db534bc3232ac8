"""A story as PDF: a page for each step, with title and caption over the map and the sources of both below."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from pypdf import PdfReader, PdfWriter

from dashboard.maps.spec import Headline
from dashboard.maps.story.model import StepText
from dashboard.render.formats import Options, StoryJob
from dashboard.render.pdf import pdf
from dashboard.render.picture_text import PictureText, printed
from dashboard.render.scene import scenes_of
from dashboard.render.svg.picture import map_svg


def story_pdf(job: StoryJob, options: Options) -> bytes:
    """Return a story as PDF; equal stories give equal bytes."""
    writer = PdfWriter()
    for step, spec in job.steps:
        words = step_words(step, PictureText(spec, base=options.base, made_on=options.made_on))
        page = pdf(map_svg(scenes_of(spec), words, theme=options.theme, has_fonts=False))
        writer.append(PdfReader(BytesIO(page)))
    writer.add_metadata({"/Title": job.title, "/Producer": "Mine Ban Atlas"})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def step_words(step: StepText, words: PictureText) -> PictureText:
    """Return the words of a step's picture: its title, its caption, the headline of the map, and the sources of all.

    Parameters
    ----------
    words
        Of the picture of the view, numbered as the view numbers its sources.

    Returns
    -------
    Words whose source numbers are those of the step. Sources that only a shape of the map cites follow them.
    """
    spec, headline = words.spec, step.seen.printed
    parts = [printed(step.caption), f"On the map: {headline}." if headline else ""]
    numbers = {source.source_id: source.number for source in step.sources}
    sources = list(step.sources)
    for number in dict.fromkeys(number for shape in spec.shapes for number in shape.sentence.sources):
        cited = spec.sources[number - 1]
        if cited.source_id not in numbers:
            numbers[cited.source_id] = len(sources) + 1
            sources.append(replace(cited, number=len(sources) + 1))
    renumbering = {source.number: numbers[source.source_id] for source in spec.sources if source.source_id in numbers}
    return replace(
        words,
        spec=replace(
            spec.renumbered(renumbering),
            headline=Headline(step.title, ()),
            subtitle=" ".join(filter(None, parts)),
            sources=tuple(sources),
        ),
    )
