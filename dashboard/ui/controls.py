"""The widgets of the sidebar: ready views, treaty, day, comparison, country search, layers, extent, filters, names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Unpack

import streamlit as st

from dashboard.maps.context import Choices, ComposeContext, Layer, Layers
from dashboard.maps.street_maps import street_maps
from dashboard.maps.view import FIRST_DAY, LAST_DAY, PRESETS, REGIONS, TREATIES, Other, View, compared, under
from dashboard.render.assets import ASSETS, script_text
from dashboard.render.search_index import names_url
from dashboard.ui import state
from dashboard.ui.service import ATLAS
from dashboard.ui.widget_values import Days, Flag, OneOf, OneOrNone, SomeOf
from geodata import day_label, extent, is_close_up, is_extent
from geodata.geo.projections import WORLD_EXTENT
from geodata.model import Naming

# -- The sidebar. The View in the query string is the only store of values: a widget shows one field and edits it.

NAMING_LABELS = {
    "": "United Nations’ in texts, common on the map",
    Naming.COMMON: "Common names",
    Naming.UN: "Short names of the United Nations",
}
PARTS = (WORLD_EXTENT, *REGIONS, "korea")


def questions(view: View) -> None:
    """Draw all widgets of the sidebar."""
    ready_views()
    treaty(view)
    day(view)
    comparison(view)
    country()
    ctx = ATLAS.context(view)
    layers(ctx)
    place(view)
    if is_close_up(view.extent) and view.beside is None:
        streets(view)
    titled_layer_controls(ctx)
    names(view)
    st.button(
        "Start again",
        key="reset",
        width="stretch",
        on_click=state.change,
        args=(lambda _: View(),),
    )


def ready_views() -> None:
    """Draw the menu of ready views, which shows its placeholder after a choice: later edits change the view."""
    titles = {preset.preset_id: preset.title for preset in PRESETS}
    views = {preset.preset_id: preset.view for preset in PRESETS}
    st.selectbox(
        "Ready views",
        list(titles),
        format_func=titles.__getitem__,
        index=None,
        placeholder="Open a ready view",
        **state.editor(
            "ready",
            None,
            lambda old, new: views[new] if new else old,
            OneOrNone(titles, titles.__getitem__),
        ),
    )


def treaty(view: View) -> None:
    """Draw the radio buttons of the treaty."""
    names = {treaty_id: ATLAS.dataset().treaty(treaty_id).short_name for treaty_id in TREATIES}
    st.radio(
        "Treaty",
        TREATIES,
        format_func=names.__getitem__,
        **state.editor("treaty", view.treaty, under, OneOf(TREATIES, names.__getitem__)),
    )


def day(view: View) -> None:
    """Draw the calendar of the day, and a menu of the key days of the treaty."""
    state.forget_former_today(("day", "beside-day"), "key-day", _today_label)
    shown = view.on(ATLAS.today())
    st.date_input(
        "Day",
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="YYYY-MM-DD",
        **state.editor("day", shown, _jump, Days(FIRST_DAY, LAST_DAY)),
    )
    captions = {key.day: f"{key.day.year} · {key.caption}" for key in ATLAS.key_days(view.treaty)}
    captions[ATLAS.today()] = _today_label(ATLAS.today())
    st.selectbox(
        "Key days",
        list(captions),
        format_func=captions.__getitem__,
        index=None,
        placeholder="Jump to a key day",
        label_visibility="collapsed",
        **state.editor(
            "key-day", shown if shown in captions else None, _jump, OneOrNone(captions, captions.__getitem__)
        ),
    )


def _today_label(today: date) -> str:
    """The option of the key days that stands for today: 1 Dec · Today (UTC), which has room on one line."""
    number, month, _ = day_label(today).split()
    return f"{number} {month[:3]} · Today (UTC)"


def _jump(view: View, chosen: date | None) -> View:
    return replace(view, day=on_day(chosen))


def on_day(chosen: date | None) -> date | None:
    """Return a day as `View.day`: None for today, so that the link shows the current day whenever it is opened."""
    return None if chosen == ATLAS.today() else chosen


def country(shown: str | None = None) -> None:
    """Draw the country search; a choice also sets the extent to the country where there is a close-up of it.

    Parameters
    ----------
    shown
        Area code of the page's subject, the value of the field; clearing it sets the extent to the world. None where
        the panel names the chosen country: there the field is empty after a choice.
    """
    country_search(shown, _visit)


def _visit(view: View, area: str | None) -> View:
    if area is None:
        return replace(view, country=None, extent=WORLD_EXTENT)
    return replace(view, country=area, extent=area if is_extent(area) else view.extent)


def layers(ctx: ComposeContext) -> None:
    """Draw a checkbox for each main layer, the others in one widget, then the controls of those without a title.

    The others share a widget, because every widget takes its part of each run; they stand under a heading that folds
    them, and atlas.css keeps those in sight that are on.
    """
    offered = [layer for layer in ctx.layers if layer.is_offered(ctx.view)]
    with st.container(key="layers", gap=None):
        st.html('<p class="kicker">Layers</p>')
        for layer in offered:
            if layer.is_main:
                name, is_on = f"layer-{layer.layer_id}", ctx.has(layer.layer_id)
                st.checkbox(layer.label, **state.editor(name, is_on, _layer_switch(ctx.layers, layer), Flag()))
    others = {layer.layer_id: layer.label for layer in offered if not layer.is_main}
    with st.container(key="more-layers", gap=None):
        st.html("<details><summary>More layers</summary></details>")
        st.pills(
            "More layers",
            others,
            selection_mode="multi",
            format_func=others.__getitem__,
            label_visibility="collapsed",
            **state.editor(
                "other-layers",
                [layer_id for layer_id in others if ctx.has(layer_id)],
                _other_layers(ctx.layers, others),
                SomeOf(others, others.__getitem__),
            ),
        )
    for layer in ctx.on:
        if not layer.controls_title:
            layer_controls(ctx, layer)


def _layer_switch(offered: Layers, layer: Layer) -> Callable[[View, bool], View]:
    return lambda view, is_on: offered.toggled(view, layer.layer_id, is_on=is_on)


def _other_layers(offered: Layers, others: Iterable[str]) -> Callable[[View, list[str]], View]:
    def edit(view: View, chosen: list[str]) -> View:
        for layer_id in others:
            view = offered.toggled(view, layer_id, is_on=layer_id in chosen)
        return view

    return edit


def regions(view: View) -> None:
    """Draw the filter by region."""
    st.pills(
        "Region: which states count",
        REGIONS,
        selection_mode="multi",
        format_func=str.title,
        **state.editor(
            "regions", list(view.regions), lambda old, new: replace(old, regions=tuple(new)), SomeOf(REGIONS, str.title)
        ),
    )


def place(view: View) -> None:
    """Draw the filter by region and the menu of extents."""
    regions(view)
    parts = [*PARTS, *(part for part in dict.fromkeys([view.country, view.extent]) if part and part not in PARTS)]
    parts = [part for part in parts if is_extent(part)]
    st.selectbox(
        "Map shows",
        parts,
        format_func=lambda part: extent(part).title,
        **state.editor(
            "extent",
            view.extent,
            lambda old, new: replace(old, extent=new),
            OneOf(parts, lambda part: extent(part).title),
        ),
    )


def names(view: View) -> None:
    """Draw the menu of naming conventions."""
    kinds = tuple(NAMING_LABELS)
    st.selectbox(
        "Names of states",
        kinds,
        format_func=NAMING_LABELS.__getitem__,
        **state.editor(
            "names",
            view.names or "",
            lambda old, new: replace(old, names=Naming(new) if new else None),
            OneOf(kinds, NAMING_LABELS.__getitem__),
        ),
    )


def streets(view: View) -> None:
    """Draw the menu of street maps of a close-up, with a caption: the tile server sees the IP address of the reader."""
    offered = street_maps()
    st.selectbox(
        "Street map underneath",
        list(offered),
        format_func=lambda street_id: offered[street_id].name,
        index=None,
        placeholder="Off",
        **state.editor(
            "streets",
            view.streets,
            lambda old, new: replace(old, streets=new),
            OneOrNone(offered, lambda street_id: offered[street_id].name),
        ),
    )
    shown = offered.get(view.streets or "")
    if shown is None:
        st.caption("Its pictures come from a provider outside, who then sees your network address.")
    else:
        st.caption(f"Pictures come from {shown.owner}, who sees your network address. [Its terms]({shown.terms})")


def titled_layer_controls(ctx: ComposeContext) -> None:
    """Draw the controls of the layers that have a title over them, in an expander each, whether on or off."""
    for layer in ctx.layers:
        if layer.controls_title:
            with st.expander(layer.controls_title, expanded=ctx.has(layer.layer_id)):
                layer_controls(ctx, layer)


def layer_controls(ctx: ComposeContext, layer: Layer) -> None:
    """Draw the controls that a layer declares."""
    for control in layer.controls:
        texts = control.options(ctx)
        label = texts.__getitem__
        if isinstance(control, Choices):
            st.multiselect(
                control.label,
                list(texts),
                format_func=label,
                max_selections=control.most,
                placeholder=control.placeholder if texts else control.if_none or control.placeholder,
                **state.editor(
                    control.key,
                    [value for value in control.value(ctx.view) if value in texts],
                    control.edit,
                    SomeOf(texts, label),
                ),
            )
            continue
        value = control.value(ctx.view)
        if control.placeholder:
            st.selectbox(
                control.label,
                list(texts),
                index=None,
                format_func=label,
                placeholder=control.placeholder if texts else control.if_none or control.placeholder,
                **state.editor(
                    control.key, value if value in texts else None, _optional(control.edit), OneOrNone(texts, label)
                ),
            )
        else:
            st.selectbox(
                control.label,
                list(texts),
                format_func=label,
                **state.editor(control.key, value, control.edit, OneOf(texts, label)),
            )


def _optional(edit: Callable[[View, str], View]) -> Callable[[View, str | None], View]:
    return lambda view, value: edit(view, value or "")


# -- Comparison: off, a second map beside the first (`View.beside`), or changes since an earlier day (`View.since`).

OFF, BESIDE, CHANGES = "Off", "Beside", "Changes"
WAYS = (OFF, BESIDE, CHANGES)
DAYS = Days(FIRST_DAY, LAST_DAY)
YEARS_BACK = 5  # from review conference to review conference, in which parties take stock (Mine Ban Convention Art. 12)


def comparison(view: View) -> None:
    """Draw the kind of comparison, then day and treaty of the second map, or the earlier day."""
    with st.container(key="compare", gap="small"):
        st.segmented_control(
            "Compare",
            WAYS,
            required=True,
            width="stretch",
            **state.editor("compare-how", _kind(view), _with_comparison, OneOf(WAYS)),
        )
        if view.beside is not None:
            _other_side(view, view.beside)
        elif view.since is not None:
            _day(
                "Changes since",
                **state.editor("since", view.since, lambda old, new: compared(old, since=new), DAYS),
            )
        if (view.beside or view.since) and "status" not in view.layers:
            st.caption("It compares treaty status: switch that layer on to see it.")


def default_day(view: View) -> date:
    """Return the day that a comparison begins with.

    It is YEARS_BACK years before the day shown, but not before the treaty was in force; where it was not yet in force,
    not before its adoption.
    """
    shown = view.on(ATLAS.today())
    treaty = ATLAS.dataset().treaty(view.treaty)
    first = next((day for day in (treaty.in_force, treaty.adopted) if day < shown), FIRST_DAY)
    return max(_years_before(shown), first, FIRST_DAY)


def _years_before(day: date) -> date:
    year = day.year - YEARS_BACK
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def _kind(view: View) -> str:
    return BESIDE if view.beside else CHANGES if view.since else OFF


def _with_comparison(view: View, kind: str) -> View:
    if kind == BESIDE:
        return compared(view, beside=Other(day=default_day(view)))
    return compared(view, since=default_day(view) if kind == CHANGES else None)


def _other_side(view: View, other: Other) -> None:
    names = {treaty_id: ATLAS.dataset().treaty(treaty_id).short_name for treaty_id in TREATIES}
    _day(
        "Other day",
        **state.editor(
            "beside-day",
            other.day or view.on(ATLAS.today()),
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
    """Return the second map on a day; the day of the first is left out, so that it follows the first."""
    treaty = view.beside.treaty if view.beside else None
    return Other(treaty, None if treaty and day == view.on(ATLAS.today()) else day)


def _under(view: View, treaty: str) -> Other:
    """Return the second map under a treaty; under that of the first it gets another day, else both would be equal."""
    day = view.beside.day if view.beside else None
    return Other(day=day or default_day(view)) if treaty == view.treaty else Other(treaty, day)


# -- Country search: a combobox (Streamlit component) whose script ranks the names in the browser.

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
    """Draw the combobox that searches a country or area.

    Parameters
    ----------
    shown
        Area code of the value of the field; None for an empty field.
    visit
        Returns the view with the chosen area, or without one (None) when the field is cleared.
    """
    dataset = ATLAS.dataset()

    def apply_choice() -> bool:
        choice = state.trigger_value(KEY, "chosen")
        if not isinstance(choice, dict):
            return False
        area = choice.get("area")
        if area not in dataset.states and (area or not shown):
            return False
        return state.change_once(str(choice.get("mark")), lambda view: visit(view, area or None))

    def on_choice() -> None:
        apply_choice()

    label = dataset.state(shown).common_name if shown else ""
    _FIELD(key=KEY, data={"names": names_url(dataset), "shown": label}, on_chosen_change=on_choice)
    if apply_choice():
        st.rerun()
