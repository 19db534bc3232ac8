"""Steps of a story as slides: their title, their caption and their notes with the numbers of their sources."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.maps.story.model import Said, Told
from dashboard.render.scene import Scene
from dashboard.render.slides.slide_words import SlideOf, marks
from dashboard.render.words import SourceWords, Words


def step_slide(told: Told, scenes: Sequence[Scene], words: Words) -> SlideOf:
    """Return a step as it is told, with what is seen of its view, as a slide of a deck."""
    sources = tuple(SourceWords(s.number, s.text, s.locator, s.url) for s in told.sources)
    caption, notes = _text(told.caption), _text(told.notes)
    return SlideOf(tuple(scenes), words, heading=told.title, caption=caption, notes=notes, said=sources)


def _text(said: Sequence[Said]) -> str:
    return "".join(f"{piece.text}{marks(piece.sources)}" for piece in said).strip()
