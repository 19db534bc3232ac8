"""The present day, the same one for every reader: that of UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime


def present_day() -> date:
    """Return the day (UTC) that it is now."""
    return datetime.now(UTC).date()
