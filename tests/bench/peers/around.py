"""What every peer has around its map: the same page, the same filter, the same data, so that only the map differs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from dashboard.maps.palette import MUTED, STATUS_LOOKS
from geodata import STATUS_LABELS, Dataset, StatusKind, load
from geodata.geo.boundaries import read_level
from geodata.joins import StatusRow, status_rows
from geodata.model import Level

DAY = date(2026, 3, 1)
TREATY = "apmbc"
HEIGHT = 384  # pixels, as the map of the atlas
BUILT = Path(__file__).parents[3] / "build" / "bench"
LABELS = {kind: label[0].upper() + label[1:] for kind, label in STATUS_LABELS.items()}
FILLS = {kind: STATUS_LOOKS[kind].fill.light for kind in StatusKind}
LINE = "#555555"


@dataclass(frozen=True, slots=True)
class Area:
    """What a peer shows of one area."""

    code: str
    name: str
    label: str
    fill: str


@st.cache_resource(show_spinner=False)
def dataset() -> Dataset:
    """Return everything that is known, loaded once a server."""
    return load()


def shapes_path(level: Level) -> Path:
    """Return the GeoJSON file of a level: the download of an author of such a map. Written on first use."""
    path = BUILT / f"{level}.geojson"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")  # another server may look for the file while it is written
        part.write_text(read_level(level).to_json(), encoding="utf-8")
        part.replace(path)
    return path


@st.cache_resource(show_spinner=False)
def shapes(level: Level) -> list[dict[str, object]]:
    """Return the features of a level, read once a server."""
    document: list[dict[str, object]] = json.loads(shapes_path(level).read_text(encoding="utf-8"))["features"]
    return document


def begin(title: str) -> None:
    """Set up the page."""
    st.set_page_config(title, layout="wide", initial_sidebar_state=272)
    with st.sidebar:
        st.markdown(f"**{title}**")


def chosen() -> tuple[StatusKind, ...]:
    """Return the classes that the filter under the map keeps; none chosen means all."""
    return tuple(st.session_state.get("statuses", ())) or tuple(StatusKind)


def status_filter() -> None:
    """Draw the filter by status, which is the legend of the atlas."""
    st.pills("Status", list(StatusKind), selection_mode="multi", format_func=LABELS.__getitem__, key="statuses")


def rows() -> tuple[StatusRow, ...]:
    """Return every area with its status."""
    return status_rows(dataset(), TREATY, DAY)


def areas() -> dict[str, Area]:
    """Return what is shown of every area under the filter, by code."""
    kept = chosen()
    return {
        row.state.area: Area(
            row.state.area, row.state.name, row.status.label, FILLS[row.kind] if row.kind in kept else MUTED.light
        )
        for row in rows()
    }


def panel() -> None:
    """Draw the counts beside the map."""
    counts = Counter(row.kind for row in rows())
    st.markdown(f"**{TREATY}, {DAY}**")
    st.markdown("\n".join(f"- {LABELS[kind]}: {counts[kind]}" for kind in StatusKind))
