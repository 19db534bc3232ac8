"""The legend under the map, which is also the status filter: one control for one thing."""

from __future__ import annotations

import re
from dataclasses import replace

import streamlit as st

from dashboard.maps.spec import Legend, LegendClass, MapSpec
from dashboard.maps.view import LayerId, View
from dashboard.render.legend_html import legend_html
from dashboard.render.swatch import swatch_address
from dashboard.ui import state
from geodata import StatusKind


def legends(spec: MapSpec, view: View) -> None:
    """Draw every legend of a specification; the one of treaty status can be clicked."""
    with st.container(key="legends", gap="small"):
        for legend in spec.legends:
            if legend.layer == LayerId.TREATY_STATUS:
                _filter(legend, view)
            else:
                st.html(legend_html(legend))


def _filter(legend: Legend, view: View) -> None:
    classes = {StatusKind(item.class_id): item for item in legend.classes}
    meanings = [f"- **{item.label}**: {item.meaning}" for item in legend.classes if item.meaning]
    st.pills(
        legend.title,
        list(classes),
        selection_mode="multi",
        format_func=lambda kind: _label(classes[kind]),
        help="\n".join(["Choose classes to keep only their states; choose none to keep all.", "", *meanings]),
        **state.editor("statuses", list(view.statuses), lambda old, new: replace(old, statuses=_ordered(new))),
    )


def _ordered(kinds: list[StatusKind]) -> tuple[StatusKind, ...]:
    """Chosen classes in the order of the legend; all of them together are no filter."""
    kept = tuple(kind for kind in StatusKind if kind in kinds)
    return () if len(kept) == len(StatusKind) else kept


def _label(item: LegendClass) -> str:
    """The swatch as a picture, then label and count; text from data is shielded from Markdown."""
    words = re.sub(r"([\\`*_{}\[\]<>()#+!$:~|-])", r"\\\1", item.label)
    return f"![]({swatch_address(item.look)}) {words} **{item.count}**"
