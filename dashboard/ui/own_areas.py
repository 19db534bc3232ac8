"""A file of own areas on the screen of own data: which columns have codes and names, and whose areas they are.

The page holds simplified outlines for its map, and nothing else of the file; a child process reads it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.maps.story.model import printable
from dashboard.ui import hazard_areas, session_files, state
from dashboard.ui.hazard_areas import on_screen
from dashboard.ui.measuring_job import Child, JobKind, JobState, PrivateFile
from dashboard.ui.service import ATLAS
from dashboard.ui.widget_values import OneOf, OneOrNone, Text
from geodata import GeodataError
from geodata.own_figures import MOST_FIGURES
from geodata.own_outlines import OwnArea, areas_of_json
from geodata.wording import count_text

ENDINGS = (".zip", ".gpkg", ".geojson", ".json", ".kml", ".kmz", ".fgb", ".parquet", ".geoparquet")
MOST_MEGABYTES = 50
WHAT_IT_IS = (
    "A file of the areas themselves, such as districts: a shapefile in a .zip, GeoPackage, GeoJSON, KML, FlatGeobuf or "
    f"GeoParquet of at most {MOST_MEGABYTES}\u00a0MB and {MOST_FIGURES:,} areas. It is read and deleted as "
    "hazard areas are; the map has its outlines, simplified, and a picture or slide made of it shows them."
)
NOT_TAKEN = "No file of areas is taken here, because an upload to another machine is already leaving."
LONGEST = 300  # characters of source and licence
MOST_COLUMNS = 1_000  # that a menu offers
_NONE = "-"


@dataclass(eq=False)
class AreaChoice:
    """A file of areas that is open: where it lies, what was found in it, and what the reader says of it."""

    file: PrivateFile | None = None
    problem: str = ""
    layer: str = ""
    code: str = ""
    name: str = ""
    source: str = ""
    findings: dict[str, Any] = field(default_factory=dict)  # by the last scan that succeeded, without its areas
    areas: tuple[OwnArea, ...] = ()
    read_from: Child | None = None  # the child whose findings these are

    @property
    def is_kept(self) -> bool:
        """Whether its areas are here though its file has been deleted, as when hazard areas were measured by it."""
        return bool(self.areas) and self.file is not None and self.file.is_closed

    @property
    def by(self) -> str:
        """The areas as the command takes them to measure by."""
        if self.file is None or not self.findings:
            return ""
        columns = [self.findings["code"], *([self.findings["name"]] if self.findings["name"] else [])]
        return ":".join([str(self.file.path), *columns])

    def draw(self, key: str) -> bool:
        """Draw its controls (`areas_part`)."""
        return areas_part(self, key)

    def close(self) -> None:
        """Delete the file."""
        if self.file is not None:
            self.file.close()


def areas_part(choice: AreaChoice, key: str) -> bool:
    """Draw the place for a file of areas, and what is found and said of the one that lies there.

    Returns
    -------
    Whether its areas can be used.
    """
    st.html(f"<h3>Own areas</h3><p>{escape(WHAT_IT_IS)}</p>")
    place = f"own-areas-{key}"
    session_files.uploader(
        "File of areas",
        type=[*ENDINGS],
        key=place,
        megabytes=MOST_MEGABYTES,
        on_change=_take,
        args=(choice, place),
    )
    child = choice.file.child if choice.file is not None else None
    if child is not None:
        if child.state is JobState.RUNNING:
            _looking(child)
        elif child.state is JobState.FAILED:
            choice.problem = child.problem
        elif child.state is JobState.DONE and choice.read_from is not child:
            _read(choice, child)
    if choice.problem:
        st.error(on_screen(choice.problem))
    if child is not None and (choice.findings or choice.problem):
        _columns(choice, child, place)
    if not choice.areas or choice.problem or (child is not None and child.state is not JobState.DONE):
        return False
    st.html(f"<p>{escape(_summary(choice))}</p>")
    choice.source = source_field(f"{place}-source", choice.source)
    return True


def source_field(key: str, source: str) -> str:
    """Draw the field for source and licence of areas, and return what stands in it."""
    text = st.text_input(
        "Source and licence of the areas",
        max_chars=LONGEST,
        placeholder="geoBoundaries 2024, CC BY 4.0",
        help="Printed with every picture of the map; no file can be made without it.",
        **state.choice(key, source, Text(LONGEST)),
    )
    return printable(text).strip()


def _take(choice: AreaChoice, place: str) -> None:
    """Put the uploaded file into its folder and have it read; the server's memory lets go of it."""
    uploaded = state.upload(place)
    if uploaded is None:  # also once the server has let go of it
        return
    choice.close()
    choice.file, choice.findings, choice.areas = None, {}, ()
    choice.problem = choice.layer = choice.code = choice.name = ""
    if not hazard_areas.are_taken():
        choice.problem = NOT_TAKEN
        return
    try:
        context = get_script_run_ctx()
        session = context.session_id if context else ""
        is_wanted = _still_open(session)
        # Its own name would stand in the provenance of what is measured by it.
        choice.file = PrivateFile(f"areas{Path(uploaded.name).suffix.lower()}", uploaded.getvalue(), is_wanted)
        session_files.remove_file(session, uploaded.file_id)
        choice.file.start(JobKind.AREAS)
    except GeodataError as error:
        choice.problem = str(error)


def _still_open(session: str) -> Callable[[], bool]:
    return lambda: not runtime.exists() or runtime.get_instance().is_active_session(session)


@st.fragment(run_every=hazard_areas.SCAN_SECONDS)
def _looking(child: Child) -> None:
    """Say that the file is read, and have the page run when it has been."""
    if child.state is not JobState.RUNNING:
        st.rerun()
    st.html('<p class="quiet" role="status">Looking at the areas …</p>')


def _read(choice: AreaChoice, child: Child) -> None:
    findings = json.loads(child.output)
    choice.read_from, choice.problem, choice.areas = child, "", ()
    try:
        choice.areas = areas_of_json(json.dumps(findings.pop("areas")))
    except GeodataError as error:
        choice.problem = str(error)
    choice.findings = findings


def _columns(choice: AreaChoice, child: Child, place: str) -> None:
    """Draw the menus of layer and columns; another choice has the file read again."""
    findings = choice.findings
    if not findings:
        return
    if len(findings["layers"]) > 1:
        layers = findings["layers"]
        chosen = st.selectbox(
            "Layer of the areas", layers, **state.choice(f"{place}-layer", findings["layer"], OneOf(layers, str))
        )
        if chosen != findings["layer"]:
            choice.layer, choice.code, choice.name = chosen, "", ""
    columns = findings["columns"][:MOST_COLUMNS]
    left, right = st.columns(2, gap="medium")
    with left:
        code = st.selectbox(
            "Column with the codes of the areas",
            columns,
            index=None,
            placeholder="Choose the column",
            **state.choice(f"{place}-code-{findings['layer']}", findings["code"] or None, OneOrNone(columns, str)),
        )
    with right:
        options = [_NONE, *columns]
        name = st.selectbox(
            "Column with their names",
            options,
            format_func=_name_label,
            **state.choice(f"{place}-name-{findings['layer']}", findings["name"] or _NONE, OneOf(options, _name_label)),
        )
    if not findings["code"] and not code:
        st.warning("Say which column has the codes of the areas: a text that no two areas share.")
    if choice.layer == findings["layer"] or not choice.layer:
        if code and code != findings["code"]:
            choice.code = code
        if name != (findings["name"] or _NONE):
            choice.name = name
    wanted = [
        f"--{option}={value}"
        for option, value in (("layer", choice.layer), ("code", choice.code), ("name", choice.name))
        if value
    ]
    if wanted != list(child.arguments) and choice.file is not None:
        try:
            choice.problem = ""
            choice.file.start(JobKind.AREAS, wanted)
            st.rerun()
        except GeodataError as error:
            choice.problem = str(error)
            st.warning(choice.problem)


def _name_label(column: str) -> str:
    return "No names: show the codes" if column == _NONE else column


def _summary(choice: AreaChoice) -> str:
    """Return how many areas there are, and in which countries."""
    states = ATLAS.dataset().states
    counts = Counter(area.country for area in choice.areas if area.country in states)
    names = [f"{states[code].common_name} {count:,}" for code, count in counts.most_common(4)]
    more = f" and {len(counts) - 4} more" if len(counts) > 4 else ""
    outside = len(choice.areas) - counts.total()
    lost = f" {count_text(outside, 'area')} in no country of the atlas cannot be shown." if outside else ""
    first = choice.areas[0]
    example = f"{first.name} ({first.code})" if first.name != first.code else first.code
    return (
        f"{count_text(len(choice.areas), 'area')}, in {', '.join(names) or 'no country'}{more}; one is {example}.{lost}"
    )
