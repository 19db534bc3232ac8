"""The Atlas that the pages and routes of this server share: the shipped data, and today as the page calls it."""

from __future__ import annotations

from datetime import date

from dashboard.maps.atlas import Atlas
from dashboard.ui import state
from geodata.dataset import DatasetReader


def today() -> date:
    """Return the day (UTC) that counts as today: in a run of a page that on which it was opened, else the present."""
    return state.page_day() or state.present_day()


ATLAS = Atlas(DatasetReader().dataset, today=today)
