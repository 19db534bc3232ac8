"""The controls of a comparison: none, a second map beside the first, or only what changed since an earlier day."""

from __future__ import annotations

from datetime import date
from typing import Unpack

import streamlit as st

from dashboard.maps.view import FIRST_DAY, LAST_DAY, TREATIES, Other, View, compared
from dashboard.ui import cache, state
from dashboard.ui.widget_values import Days, OneOf

OFF, BESIDE, CHANGES = "Off", "Beside", "Changes"
WAYS = (OFF, BESIDE, CHANGES)
DAYS = Days(FIRST_DAY, LAST_DAY)
YEARS_BACK = 5  # from review conference to review conference, in which parties take stock (Mine Ban Convention Art. 12)


def comparison(view: View) -> None:
    """Choose what the map is compared with, and then the day and the treaty of the other side."""
    with st.container(key="compare", gap="small"):
        st.segmented_control(
            "Compare",
            WAYS,
            required=True,
            width="stretch",
            **state.editor("compare-how", _kind(view), _switch, OneOf(WAYS)),
        )
        if view.beside is not None:
            _other_side(view, view.beside)
        elif view.since is not None:
            _day(
                "Changes since",
                **state.editor("since", view.since, lambda old, new: compared(old, since=new), DAYS),
            )


def default_day(view: View) -> date:
    """Return a day worth comparing with: some years before the day shown, but not before the treaty was in force."""
    shown = view.on(cache.today())
    treaty = cache.dataset().treaty(view.treaty)
    first = next((day for day in (treaty.in_force, treaty.adopted) if day < shown), FIRST_DAY)
    return max(_years_before(shown), first, FIRST_DAY)


def _years_before(day: date) -> date:
    year = day.year - YEARS_BACK
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def _kind(view: View) -> str:
    return BESIDE if view.beside else CHANGES if view.since else OFF


def _switch(view: View, kind: str) -> View:
    if kind == BESIDE:
        return compared(view, beside=Other(day=default_day(view)))
    return compared(view, since=default_day(view) if kind == CHANGES else None)


def _other_side(view: View, other: Other) -> None:
    names = {treaty_id: cache.dataset().treaty(treaty_id).short_name for treaty_id in TREATIES}
    _day(
        "Other day",
        **state.editor(
            "beside-day",
            other.day or view.on(cache.today()),
            lambda old, new: compared(old, beside=_on(old, new)),
            DAYS,
        ),
    )
    st.selectbox(
        "Other treaty",
        TREATIES,
        format_func=names.__getitem__,
        **state.editor(
            "beside-treaty",
            other.treaty or view.treaty,
            lambda old, new: compared(old, beside=_under(old, new)),
            OneOf(TREATIES, names.__getitem__),
        ),
    )


def _day(label: str, **editor: Unpack[state.Editor]) -> None:
    st.date_input(label, min_value=FIRST_DAY, max_value=LAST_DAY, format="YYYY-MM-DD", **editor)


def _on(view: View, day: date) -> Other:
    """The other side on a day; the day that the map shows is not named, so that both move together."""
    treaty = view.beside.treaty if view.beside else None
    return Other(treaty, None if treaty and day == view.on(cache.today()) else day)


def _under(view: View, treaty: str) -> Other:
    """The other side under a treaty; under that of the map only another day makes a difference."""
    day = view.beside.day if view.beside else None
    return Other(day=day or default_day(view)) if treaty == view.treaty else Other(treaty, day)
