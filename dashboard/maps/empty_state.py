"""Why a map has nothing to show, and the nearest way back: what layers share of it."""

from __future__ import annotations

from datetime import date

from dashboard.maps.context import ComposeContext
from dashboard.maps.spec import Empty
from geodata import day_label

RESET, DAY, SINCE = "reset", "day", "since"  # kinds of acts


def no_state_passes(ctx: ComposeContext) -> Empty | None:
    """Return that the filters leave every area out, if they do."""
    if not ctx.is_filtered or any(row.passes() for row in ctx.rows.values()):
        return None
    return Empty(f"No state passes this filter on {day_label(ctx.day)}.", "Show all states", (RESET, "filters"))


def go_to(text: str, day: date) -> Empty:
    """Return a reason whose way back is another day."""
    return Empty(text, f"Go to {day_label(day)}", (DAY, day.isoformat()))
