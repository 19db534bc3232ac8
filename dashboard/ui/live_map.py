"""The live map on the page: one component that stays, whatever the reader asks, and sends back what the reader does."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any

import streamlit as st
import streamlit_folium

from dashboard.maps.spec import MapSpec
from dashboard.render.live_map.component import StyleUpdate, base_map, update_script
from dashboard.ui import cache

KEY = "map"
GROUP = "feature_group_feature_group_0"  # the variable in which st_folium expects the first group


def live_map(
    spec: MapSpec, *, height: int, heard: int, session: str, on_acts: Callable[[object], None], is_story: bool = False
) -> None:
    """Show `spec` on the living map.

    Parameters
    ----------
    spec
        What to show. Everything in it may differ from the last run; the map itself is never loaded again.
    height
        Height in pixels where the frame cannot ask how high the window is.
    heard
        The number of the reader's last act that `spec` answers.
    session
        The name of the session that answers.
    on_acts
        Called before the next run with what the frame sent, for `map_acts.acts_of`.
    is_story
        Whether it is the map of a story, whose steps and not the time line lead through time.
    """
    arguments = _constant_arguments()
    if arguments is None:
        _plain_call(spec, height, heard, session, on_acts, is_story=is_story)
        return
    key = arguments["key"]
    # Constant arguments are replayed: streamlit-folium would compile about 13 templates for them at every run.
    streamlit_folium._component_func(
        **{
            **arguments,
            "height": height,
            "feature_group": update_script(
                spec, GROUP, today=cache.today(), heard=heard, session=session, is_story=is_story
            ),
        },
        on_change=lambda: on_acts(st.session_state.get(key)),
    )


def _plain_call(
    spec: MapSpec, height: int, heard: int, session: str, on_acts: Callable[[object], None], *, is_story: bool
) -> None:
    """Show the map by streamlit-folium's public function alone."""
    streamlit_folium.st_folium(
        base_map(),
        key=KEY,
        height=height,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=StyleUpdate(spec, today=cache.today(), heard=heard, session=session, is_story=is_story),
        on_change=lambda: on_acts(st.session_state.get(KEY)),
    )


_captured: list[dict[str, Any] | None] = []
_capturing = Lock()


def _constant_arguments() -> dict[str, Any] | None:
    """Return the arguments of st_folium's component that never change, or None when it is not built as we know it.

    They are taken from one ordinary call whose component is replaced by a recorder. That uses a private name of
    streamlit-folium, hence the fallback.
    """
    with _capturing:
        if not _captured:
            _captured.append(_capture())
        return _captured[0]


def _capture() -> dict[str, Any] | None:
    recorded: dict[str, Any] = {}
    real = getattr(streamlit_folium, "_component_func", None)
    if real is None:
        return None
    streamlit_folium._component_func = recorded.update
    try:
        streamlit_folium.st_folium(base_map(), key=KEY, use_container_width=True, returned_objects=[])
    finally:
        streamlit_folium._component_func = real
    recorded.pop("on_change", None)  # it would copy the value into the session under our key; ours reads it
    if not {"script", "key", "feature_group"} <= recorded.keys():
        return None
    lines = (line.strip() for line in recorded["script"].splitlines())
    return {**recorded, "script": "\n".join(filter(None, lines))}  # indented by folium's templates, sent at every run
