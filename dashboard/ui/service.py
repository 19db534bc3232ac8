"""The Atlas that the pages and routes of this server share: the shipped data, and today as the page calls it."""

from __future__ import annotations

from datetime import date

from dashboard.maps.atlas import Atlas
from dashboard.maps.link import link_of
from dashboard.maps.own_data import KEY, dataset_of_request
from dashboard.maps.view import View
from dashboard.ui import state
from geodata.dataset import Dataset, DatasetReader

_READER = DatasetReader()


def today() -> date:
    """Return the day (UTC) that counts as today: in a run of a page that on which it was opened, else the present."""
    return state.page_day() or state.present_day()


def dataset() -> Dataset:
    """Return everything that is known, with the own data that the session or the request has open."""
    base = _READER.dataset()
    own = state.own_data()
    return own.on_screen(base) if own is not None else dataset_of_request(base)


ATLAS = Atlas(dataset, today=today)


def file_link(view: View) -> str:
    """Return the link of a view for the address of a file, from its "?" on, with the key of the own data it shows."""
    return link_of(view) + own_key(view, "&")


def own_key(view: View, joint: str = "") -> str:
    """Return the parameter that opens the own data of a view in an address; empty where it shows none."""
    own = state.own_data()
    return f"{joint}{KEY}={own.key}" if own is not None and view.has_own else ""
