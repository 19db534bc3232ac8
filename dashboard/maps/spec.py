"""The map specification: everything that will be seen, as frozen data that any renderer can draw.

Looks are those of looks.py; positions are longitude and latitude in degrees (EPSG:4326).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.maps.looks import Look


@dataclass(frozen=True, slots=True)
class LegendClass:
    """One class of a legend; `count` counts states, never polygons; `is_selected` says if the filter keeps it."""

    class_id: str
    label: str
    meaning: str
    look: Look
    count: int
    is_selected: bool


@dataclass(frozen=True, slots=True)
class Legend:
    """All classes of one layer, whether or not any state is in them; `symbol` is fill, circle, line or shape."""

    layer: str
    title: str
    symbol: str
    classes: tuple[LegendClass, ...]
    note: str


@dataclass(frozen=True, slots=True)
class AreaFeature:
    """One area: the class that fills it, the sentence a reader hovers, whether the filter mutes it."""

    area: str
    name: str
    class_id: str
    sentence: str
    is_muted: bool
    follows: str  # the state that administers a territory, which is drawn lighter


@dataclass(frozen=True, slots=True)
class Symbol:
    """A point symbol: a graduated circle of the contamination layer, or an event; `radius` is in pixels."""

    symbol_id: str
    layer: str
    lon: float
    lat: float
    radius: float
    class_id: str
    sentence: str
    area: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A polygon of the view and not of the boundaries: the footprint, as a ring of (lon, lat) that is not closed."""

    shape_id: str
    layer: str
    ring: tuple[tuple[float, float], ...]
    class_id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A numbered source: [3] is [3] everywhere in one specification.

    `standing` says how strong the document is; `address` what a reader should know of its address before opening it.
    """

    number: int
    source_id: str
    text: str
    locator: str
    url: str
    archived: str
    accessed_on: date | None
    standing: str = ""
    address: str = ""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of a panel: figure, qualifiers, numbers of its sources, and the class whose look stands before it.

    `is_computed` marks counts and shares that the atlas computes itself and that therefore carry no citation.
    """

    figure: str
    text: str
    sources: tuple[int, ...]
    is_computed: bool = False
    swatch: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One point of a panel's chart: a figure on a day; `when` is the day it was said."""

    when: date
    value: float
    label: str
    is_lead: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Claims through time as points, never joined by a line."""

    title: str
    unit: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a panel; `empty` says in words why there is nothing in it."""

    title: str
    lines: tuple[Line, ...]
    empty: str = ""
    chart: Chart | None = None
    open_count: int = 3


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands beside the map: the summary of the view, or one country."""

    title: str
    subtitle: str
    area: str
    lead: tuple[Line, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One state of the table: what its columns say.

    `marks` says which of status and claim is relayed or not confirmed by the depositary; `sources` are full citations
    with their addresses, the strongest document first; `published` are publisher and day of the documents of the
    status, and `claim_published` of those of the claim.
    """

    name: str
    status: str
    since: str
    claim: str
    value_km2: float | None
    claimant: str
    claim_date: str
    basis: str
    marks: tuple[str, ...]
    sources: tuple[str, ...]
    published: tuple[str, ...]
    claim_published: tuple[str, ...]
    region: str
    area: str


@dataclass(frozen=True, slots=True)
class Headline:
    """The sentence over the map, with the numbers of its sources."""

    text: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """The second map of a comparison, always of treaty status; the titles say in what the two differ."""

    title: str
    main_title: str
    day: date
    treaty: str
    note: str  # why there may be nothing to see
    is_before: bool  # an earlier day stands first
    is_following: bool  # it has no day of its own, and goes with that of the first
    areas: tuple[AreaFeature, ...]
    counts: tuple[int, ...]  # of the classes of the legend, in its order


@dataclass(frozen=True, slots=True)
class Empty:
    """Why a map has nothing to show, and the nearest way back: a label, and the act it stands for (kind, value)."""

    text: str
    label: str
    act: tuple[str, str]


@dataclass(frozen=True, slots=True)
class MapSpec:
    """Everything that will be seen; equal views and data give equal specifications."""

    headline: Headline
    subtitle: str
    day: date
    treaty: str
    extent: str
    fill_layer: str
    legends: tuple[Legend, ...]
    areas: tuple[AreaFeature, ...]
    out: tuple[str, ...]  # areas that a filter leaves out, whatever class the legend of the fill keeps
    symbols: tuple[Symbol, ...]
    shapes: tuple[Shape, ...]
    overlays: tuple[str, ...]
    chosen: str
    notes: tuple[str, ...]
    boundary_note: str
    sources: tuple[SourceNote, ...]
    panel: Panel
    rows: tuple[TableRow, ...]
    text_alternative: str
    release: str
    depositary_read: date  # as of when the status page was last read; of two treaties, the older reading
    link: str
    beside: Beside | None = None
    empty: Empty | None = None
    streets: str = ""  # id of the street map beneath
    names: str = ""  # the one kind of names that texts and labels use; empty where they differ
