"""The live map on the page: one component that stays, whatever the reader asks; clicks come back as area codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

import streamlit_folium

from dashboard.maps.spec import MapSpec
from dashboard.render.folium_map import StyleUpdate, base_map, update_script

KEY = "map"
GROUP = "feature_group_feature_group_0"  # the variable in which st_folium expects the first group


@dataclass(frozen=True, slots=True)
class Click:
    """One click on the map: the area, or None for the sea; `count` differs between any two clicks.

    The component keeps its value, so every later run sees the same click again: a caller acts when `count` is
    new to it.
    """

    area: str | None
    count: int


def live_map(spec: MapSpec, *, height: int) -> Click | None:
    """Show `spec` on the living map and return the last click, or None when there was none yet.

    Parameters
    ----------
    spec
        What to show. Everything in it may differ from the last run; the map itself is never loaded again.
    height
        Height in pixels; on a narrow page the map makes itself lower.
    """
    arguments = _constant_arguments()
    if arguments is None:
        value = _plain_call(spec, height)
    else:
        # Constant arguments are replayed: streamlit-folium would compile about 13 templates for them at every run.
        value = streamlit_folium._component_func(
            **{**arguments, "height": height, "feature_group": update_script(spec, GROUP)}
        )
    return _click(value)


def _plain_call(spec: MapSpec, height: int) -> object:
    """Show the map by streamlit-folium's public function alone."""
    return streamlit_folium.st_folium(
        base_map(),
        key=KEY,
        height=height,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=StyleUpdate(spec),
    )


def _click(value: object) -> Click | None:
    """Return what the map's script sent, if it sent anything yet."""
    if not isinstance(value, Mapping) or not isinstance(value.get("n"), int):
        return None
    clicked = value.get("clicked")
    return Click(clicked if isinstance(clicked, str) else None, value["n"])


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
    recorded.pop("on_change", None)  # it would copy the value into the session under our key; we return it instead
    return recorded if {"script", "key", "feature_group"} <= recorded.keys() else None
