"""What is said of boundaries and names on every map, whatever layers are on: notes, lines, departures, credit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.maps.context import ComposeContext
from geodata.geo.boundaries import boundary_notes
from geodata.geo.extent_geometry import areas_in_view, notes_in_view
from geodata.geo.projections import WORLD_EXTENT
from geodata.model import BoundaryNote, Citation, DisputedLine, Source
from geodata.sources import CitationStyle, citation_text

DISCLAIMER = (
    "Boundaries and names are based on United Nations practice where it is known; About lists departures. They imply "
    "no official endorsement or acceptance."
)
CREDIT = "Made with Natural Earth."
NOT_DRAWN = "none"
NAMES_DEPART = "Names: maps and lists to choose from call states by common names."
BORDERS_SINCE = 2018  # the boundary files show the borders of Natural Earth 4.1, of that year


def boundary_note(ctx: ComposeContext) -> str:
    """Return the note on boundaries that every output prints."""
    present = " Borders are those of the present, not of the day shown." if ctx.day.year < BORDERS_SINCE else ""
    return f"{DISCLAIMER}{present} {CREDIT}"


def notes(ctx: ComposeContext) -> tuple[str, ...]:
    """Return the notes on boundaries of the country chosen and, in close-ups, of all that the map shows."""
    view = ctx.view
    # The world shows every area there is: its map says the notes of the country chosen only.
    shown = set() if view.extent == WORLD_EXTENT else {placed.note.note_id for placed in notes_in_view(view.extent)}
    # The box of a note reaches over the sea: without land of its areas the map shows nothing that it speaks of.
    land = areas_in_view(view.extent) if shown else frozenset[str]()
    about = {view.country, view.extent}
    return tuple(
        note.full_text
        for note in boundary_notes()
        if (note.note_id in shown and not land.isdisjoint(note.areas)) or not about.isdisjoint(note.areas)
    )


def without_notes(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return `texts` without the notes on boundaries, for a page whose map says them itself while they are in view."""
    known = {note.full_text for note in boundary_notes()}
    return tuple(text for text in texts if text not in known)


def departures() -> tuple[str, ...]:
    """Return in sentences where boundaries and names depart from what the United Nations draws and writes."""
    return (NAMES_DEPART, *(f"{note.title}: {note.departure}" for note in boundary_notes() if note.departure))


def line_text(line: DisputedLine, sources: Mapping[str, Source]) -> str:
    """Return in a sentence what a line is, how it is drawn here and by UN Geospatial, and what it rests on."""
    if line.un_style == NOT_DRAWN:
        theirs = "not on the map of UN Geospatial"
    else:
        theirs = f"{line.un_style} on the map of UN Geospatial" if line.departs else "as on the map of UN Geospatial"
    return f"{line.name}: {line.style}, {theirs}. {documents(line.citations, sources)}"


def note_text(note: BoundaryNote, sources: Mapping[str, Source]) -> str:
    """Return a note with its departure and the documents that it rests on."""
    return f"{note.full_text} {documents(note.citations, sources)}"


def documents(citations: Iterable[Citation], sources: Mapping[str, Source]) -> str:
    """Return the documents of citations in a few words, each with its places; an unknown one goes by its id."""
    places: dict[str, list[str]] = {}
    for citation in citations:
        places.setdefault(citation.source_id, []).append(citation.locator)
    texts = [
        f"{citation_text(sources[key], style=CitationStyle.SHORT) if key in sources else key} ({', '.join(where)})"
        for key, where in places.items()
    ]
    return f"Documents: {'; '.join(texts)}." if texts else ""
