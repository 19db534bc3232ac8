"""The share dialog: files, live and frozen link, embed code and citations of a view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from dashboard.maps.citations import STYLES, quote, source_references, view_reference
from dashboard.maps.link import link_of
from dashboard.maps.permalinks import frozen_parameters
from dashboard.maps.previews import COUNTRY
from dashboard.maps.spec import THEMES, MapSpec
from dashboard.render.formats import FORMATS, Formats
from dashboard.render.html.share import brief_files_html, files_html, light_code, live_code, preview_html
from dashboard.render.picture_text import file_stem
from dashboard.ui import state
from dashboard.ui.own_exports import own_refusal
from dashboard.ui.service import ATLAS, file_link
from dashboard.ui.widget_values import Flag, OneOrNone
from geodata import is_extent

NOT_IN_A_LINK = (
    "No link carries own data: whoever opens it sees that they did not travel. Take a file, or save the view with its "
    "own data on the page “Own data”."
)
FILES, LINK, EMBED, CITE = "Files", "Link", "Embed", "Cite"
WIDTHS = (800, 1600, 3200)  # pixels of a PNG: for a page of text, a slide, a poster


@st.fragment
def share_part(formats: Formats = FORMATS, *, of_country: bool = False) -> None:
    """Draw the button of the dialog, as a fragment of its own: a rerun of the map's fragment leaves it out.

    Parameters
    ----------
    of_country
        Whether it stands on the page of a country: files then show the country close up, and the live link leads to
        that page.
    """
    view = state.arrive_in_part(read_view=ATLAS.view)
    if of_country and view.country is not None and is_extent(view.country):
        view = replace(view, extent=view.country)
    if st.button("Share, cite, download", key="share", icon=":material/ios_share:"):
        _dialog(ATLAS.spec(view), formats, page=COUNTRY if of_country else "")


@st.dialog("Take this view with you", width="medium")
def _dialog(spec: MapSpec, formats: Formats, *, page: str) -> None:
    parts: dict[str, Callable[[MapSpec], None]] = {
        FILES: partial(_files, formats=formats),
        LINK: partial(_link, page=page),
        EMBED: _embed,
        CITE: _cite,
    }
    chosen = st.segmented_control(
        "What to take",
        list(parts),
        label_visibility="collapsed",
        **state.choice("share-part", FILES, OneOrNone(parts)),
    )
    parts[chosen or FILES](spec)


def _files(spec: MapSpec, *, formats: Formats) -> None:
    with st.container(horizontal=True):
        theme = st.segmented_control(
            "Colours",
            THEMES,
            format_func=str.capitalize,
            **state.choice("share-theme", THEMES[0], OneOrNone(THEMES, str.capitalize)),
        )
        width = st.segmented_control(
            "Width of pictures (pixels)",
            WIDTHS,
            **state.choice("share-width", 1600, OneOrNone(WIDTHS)),
        )
    options = {"theme": theme or THEMES[0], "width": str(width or 1600)}
    if spec.view.has_own and (reason := own_refusal()):
        st.info(reason)
        return
    query = file_link(spec.view)
    st.html(preview_html(query, spec.headline.text, theme=options["theme"]))
    st.html(files_html(formats, query, options))
    if spec.chosen:
        st.html(brief_files_html(formats, query))


def _link(spec: MapSpec, *, page: str) -> None:
    what = "page" if page else "view"
    st.markdown(f"**Live**: this {what} on the day it shows, with whatever the atlas knows when the link is opened")
    link = f"{address()}{page}{link_of(spec.view)}"
    st.code(link, language=None, wrap_lines=True)
    if spec.view.has_own:
        st.markdown(NOT_IN_A_LINK)
        return
    st.markdown(f"**Frozen**: a page that keeps showing data release {spec.release}, and lists what has changed since")
    st.code(f"{address()}frozen?{urlencode(frozen_parameters(spec))}", language=None, wrap_lines=True)
    st.markdown("**A line to quote**, with who said it and when")
    line = quote(state.current(), ATLAS.dataset(), today=ATLAS.today(), link=link)
    st.code(line.text, language=None, wrap_lines=True)


def _embed(spec: MapSpec) -> None:
    if spec.view.has_own:
        st.markdown(NOT_IN_A_LINK)
        return
    query, title = link_of(spec.view), spec.headline.text
    st.markdown("**Light**: map, legend and sources as one small page; works everywhere, in slides and in sandboxes")
    st.code(light_code(address(), query, title), language=None, wrap_lines=True)
    st.markdown(
        "**Live**: the whole atlas with its questions; about 25 times as heavy, and needs a connection that stays"
    )
    st.code(live_code(address(), query, title), language=None, wrap_lines=True)


def _cite(spec: MapSpec) -> None:
    with st.container(horizontal=True):
        style = st.segmented_control(
            "Form",
            list(STYLES),
            format_func=_style,
            **state.choice("share-style", "plain", OneOrNone(STYLES, _style)),
        )
        with_sources = st.toggle(
            "With its source" if len(spec.sources) == 1 else f"With its {len(spec.sources)} sources",
            **state.choice("share-sources", default=False, values=Flag()),
        )
    chosen = STYLES[style or "plain"]
    cited = [view_reference(spec, url=address() + link_of(spec.view), accessed=ATLAS.today())]
    if with_sources:
        cited += source_references(spec, ATLAS.dataset().sources)
    text = chosen.write(cited)
    st.code(text, language=None, wrap_lines=True)
    st.download_button(
        f"Download .{chosen.ending}", text, file_name=f"{file_stem(spec)}.{chosen.ending}", mime=chosen.media_type
    )


def _style(key: str) -> str:
    return STYLES[key].label


def address() -> str:
    """Return the URL of the atlas in the reader's browser, with a slash at its end; links and embed code begin so."""
    return address_of(st.context.url or "")


def address_of(url: str) -> str:
    """Return the URL of the atlas, with a slash at its end, from that of the map or of a country's page.

    Examples
    --------
    >>> address_of("https://example.org/atlas/country?v=1&country=UKR")
    'https://example.org/atlas/'
    """
    return url.partition("?")[0].rstrip("/").removesuffix(f"/{COUNTRY}") + "/"
