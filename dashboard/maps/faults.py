"""A fault in the data as a reader is told of it: one sentence, and the places that break a rule."""

from __future__ import annotations

from geodata import BoundaryError, GeodataError, TableError


def fault_sentence(error: GeodataError) -> str:
    """Return what cannot be shown and why, in one sentence."""
    what = "boundaries" if isinstance(error, BoundaryError) else "data"
    return f"The atlas cannot be shown because its {what} break their own rules."


def fault_lines(error: GeodataError) -> tuple[str, ...]:
    """Return every problem as file:line:column and what is wrong there."""
    return tuple(map(str, error.problems)) if isinstance(error, TableError) else (str(error),)
