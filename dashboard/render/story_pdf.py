"""A story as PDF: a page for each step, with what is told over the map and the sources of both beneath."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO

from pypdf import PdfReader, PdfWriter

from dashboard.maps.spec import MapSpec
from dashboard.maps.story.model import Said, Told
from dashboard.render.formats import Options, StoryJob
from dashboard.render.picture_text import SourceWords, Words, renumbered, words_of
from dashboard.render.raster import pdf
from dashboard.render.scene import scenes_of
from dashboard.render.svg.picture import map_svg
from geodata.sources import numbers_at_end, source_numbers


def story_pdf(job: StoryJob, options: Options) -> bytes:
    """Return a story as PDF; equal stories give equal bytes."""
    writer = PdfWriter()
    for told, spec in job.steps:
        words = told_words(told, spec, words_of(spec, base=options.base, made_on=options.made_on))
        page = pdf(map_svg(scenes_of(spec), words, theme=options.theme, has_fonts=False))
        writer.append(PdfReader(BytesIO(page)))
    writer.add_metadata({"/Title": job.title, "/Producer": "Mine Ban Atlas"})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def told_words(told: Told, spec: MapSpec, words: Words) -> Words:
    """Return the words of a step's picture: its title, what is told, what the map says; sources by its numbers."""
    seen = _marked([told.seen])
    parts = [_marked(told.caption), f"On the map: {seen}." if seen else ""]
    numbers = {source.source_id: source.number for source in told.sources}
    sources = list(told.sources)
    for number in dict.fromkeys(number for key in words.keys for number in numbers_at_end(key.text)):
        cited = spec.sources[number - 1]
        if cited.source_id not in numbers:  # a shape of the map rests on what the step does not cite itself
            numbers[cited.source_id] = len(sources) + 1
            sources.append(replace(cited, number=len(sources) + 1))
    renamed = {source.number: numbers[source.source_id] for source in spec.sources if source.source_id in numbers}
    return replace(
        words,
        title=told.title,
        title_marks=(),
        subtitle=" ".join(filter(None, parts)),
        keys=tuple(replace(key, text=renumbered(key.text, renamed)) for key in words.keys),
        sources=tuple(SourceWords(s.number, s.text, s.locator, s.url) for s in sources),
    )


def _marked(pieces: Iterable[Said]) -> str:
    return "".join(f"{piece.text} {source_numbers(piece.sources)}" if piece.sources else piece.text for piece in pieces)
