"""The field that searches a country by any of its names: a component whose script ranks them in the browser."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.maps.view import View
from dashboard.render.assets import ASSETS, script_text
from dashboard.render.search_index import names_url
from dashboard.ui import cache, state

KEY = "country"
_HTML = """
<div class="country-search">
  <label class="kicker">Country</label>
  <div class="field">
    <input type="text" role="combobox" aria-autocomplete="list" aria-expanded="false" autocomplete="off"
      autocapitalize="off" spellcheck="false" placeholder="Search a country">
    <button type="button" aria-label="Clear the country" hidden>×</button>
    <ul role="listbox" aria-label="Countries and areas" hidden></ul>
  </div>
  <div role="status"></div>
</div>
"""
_FIELD = st.components.v2.component(
    "country_search",
    html=_HTML,
    css=(ASSETS / "country-search.css").read_text(encoding="utf-8"),
    js=script_text("country-search"),
    isolate_styles=False,
)


def country_search(shown: str | None, visit: Callable[[View, str | None], View]) -> None:
    """Draw the field; `visit` returns the view with the area that the reader chose, or without one when it is cleared.

    Parameters
    ----------
    shown
        The country that the page is about and the field names; None where another part of the page names it.
    """
    dataset = cache.dataset()

    def chosen() -> bool:
        told = state.triggered(KEY, "chosen")
        if not isinstance(told, dict):
            return False
        area = told.get("area")
        if area not in dataset.states and (area or not shown):
            return False
        return state.change_once(str(told.get("mark")), lambda view: visit(view, area or None))

    def hear() -> None:
        chosen()

    label = dataset.state(shown).common_name if shown else ""
    _FIELD(key=KEY, data={"names": names_url(dataset), "shown": label}, on_chosen_change=hear)
    if chosen():
        st.rerun()
