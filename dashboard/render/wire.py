"""The JSON that server and scripts exchange: one type for each document and for each row in it.

`python -m tests.wire_types` writes them for the scripts (assets/types/wire.d.ts). A `NamedTuple` is a JSON array whose
places have the names of its fields, and a `TypedDict` a JSON object; keys are spelled as the scripts spell theirs.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, NotRequired, TypedDict

from dashboard.maps.spec import Hatch

# What a click on a class of a legend changes: the classes kept of the fill or of circles, the least class of claims, or
# nothing.
LegendAct = Literal["keep", "circles", "least", ""]
# What a reader can do inside the frame of the map.
ActKind = Literal["choose", "keep", "circles", "least", "day", "since", "reset", "midnight", "move"]


class ClassRow(NamedTuple):
    """Label and look of a class.

    A message names a class by its place in the list of them.

    `flags` are bits that say which of its edges are dark (`message.EDGE_BITS`), one for the light theme and the
    next one for the dark.
    """

    label: str
    fill_light: str
    fill_dark: str
    hatch: Hatch
    ink_light: str
    ink_dark: str
    flags: int
    class_id: str


class MarkerClassRow(NamedTuple):
    """A class whose symbols are markers: x and y of each corner in turn, in hundredths of the marker's radius."""

    label: str
    fill_light: str
    fill_dark: str
    hatch: Hatch
    ink_light: str
    ink_dark: str
    flags: int
    class_id: str
    corners: list[int]


class LegendItem(NamedTuple):
    """A class in a legend: its number, how many states are in it, and 1 where the filter keeps it, else 0."""

    number: int
    states: int
    is_kept: Literal[0, 1]


class LegendRow(NamedTuple):
    """A legend; its symbol is fill, circle, line or shape."""

    layer: str
    title: str
    symbol: str
    items: list[LegendItem]
    act: LegendAct


class SymbolRow(NamedTuple):
    """A symbol: position in map units of 100 km, radius in pixels, number of its class."""

    x: float
    y: float
    radius: float
    number: int
    area: str
    symbol_id: str


class OwnAreaRow(NamedTuple):
    """A symbol that is an area of a reader: as `SymbolRow`, and its rings as `ShapeRow` has one."""

    x: float
    y: float
    radius: float
    number: int
    area: str
    symbol_id: str
    rings: list[str]


class ShapeRow(NamedTuple):
    """A polygon of the view: number of its class, caption, ring, how large it is, or "", and since when.

    It is not shown before `stated`, counted in days from the first day, to which a reader can play without an answer.
    The ring is base64 VLQ, x and y in turn, in whole thousandths of a map unit: by how much each way from corner to
    corner differs from the one before it.
    """

    number: int
    caption: str
    turns: str
    size: str
    stated: int


class DrawnPart(TypedDict):
    """What of a message depends on the shapes drawn: their address, one base-36 digit an area, what lies over them."""

    url: str
    fill: str
    symbols: list[SymbolRow | OwnAreaRow]
    shapes: list[ShapeRow]


class CreditRow(NamedTuple):
    """A piece of the attribution of a street map: text, and the address that it links to, or ""."""

    text: str
    url: str


class StreetPart(TypedDict):
    """A street map beneath a close-up; `plain` is what the equal-area map has instead."""

    tiles: str
    subdomains: str
    maxZoom: int
    credits: list[CreditRow]
    plain: DrawnPart


class BesidePart(TypedDict):
    """The second map of a comparison, in the classes and the order of the first."""

    title: str
    mainTitle: str
    note: str
    isFirst: bool
    fill: str
    counts: list[int]
    periods: str


class EmptyPart(TypedDict):
    """Why a map is empty, and the act of the button that leads back."""

    text: str
    label: str
    act: tuple[str, str]


class MapMessage(DrawnPart):
    """All that the live map shows of a view; it is the same for every session."""

    extent: str
    title: str
    day: str
    classes: list[ClassRow | MarkerClassRow]
    out: str
    keep: list[int]
    follows: bool
    cards: str
    periods: str
    legends: list[LegendRow]
    overlays: list[str]
    chosen: str
    streets: StreetPart | None
    beside: BesidePart | None
    empty: EmptyPart | None
    mark: str
    symbolTable: str


class AnswerPart(TypedDict):
    """The session that a message answers: the present day, the number of the last act answered, its name."""

    today: str
    lastAct: int
    session: str
    isStory: NotRequired[Literal[True]]


class SentMessage(MapMessage, AnswerPart):
    """The message as it is sent, with the members that are left out in transit (`message.UNSENT`)."""


class ActRow(NamedTuple):
    """What the reader did in the frame; numbers grow."""

    number: int
    kind: ActKind
    value: object


class ActsSent(TypedDict):
    """The acts that no answer has confirmed yet, and the session that they are sent to."""

    acts: list[ActRow]
    session: str


class PointRow(NamedTuple):
    """The point of a small area, in map units."""

    area: str
    x: float
    y: float


class FrameHead(TypedDict):
    """The geometry answer of an extent but for its topology; bounds are xmin, ymin, xmax, ymax."""

    extent: str
    title: str
    bounds: list[float]
    isWorld: bool
    isStreetMap: bool
    order: list[str]
    names: list[str]
    follows: dict[str, str]
    points: list[PointRow]


class TierRow(NamedTuple):
    """A grid of cells: the scale from which it is fetched, the side of a cell, its west and south edge, its size."""

    from_scale: float
    size: float
    west: float
    south: float
    columns: int
    rows: int


class LabelPlace(NamedTuple):
    """The ellipse in which the name of an area fits: its middle and its width in map units."""

    x: float
    y: float
    width: float


class NoteRow(NamedTuple):
    """A note on a boundary, and the box in map units in which it is of use."""

    xmin: float
    ymin: float
    xmax: float
    ymax: float
    text: str


class FrameDetails(TypedDict):
    """What a browser fetches behind the geometry answer; `labels` are in its order."""

    closest: float
    tiers: list[TierRow]
    aspect: float
    labels: list[LabelPlace | None]
    notes: list[NoteRow]
    lines: list[NoteRow]


class PeriodTextRow(NamedTuple):
    """The text of a period: the number of its class among those of the table, and a sentence with {} for a day."""

    class_number: int
    sentence: str


class StatusChangeRow(NamedTuple):
    """What happened on a day, as a number of days since the first."""

    day: int
    text: str


class KeyDayRow(NamedTuple):
    """A day that explains many changes."""

    day: int
    caption: str
    mark: str


class CountsRow(NamedTuple):
    """The counts of a legend from a day on, in the order of the table's classes."""

    day: int
    counts: list[int]


class TitleRow(NamedTuple):
    """The title of a legend from a day on."""

    day: int
    title: str


class PeriodTable(TypedDict):
    """The periods of a treaty, or of a layer that fills the areas.

    `areas` holds, by code, the first day of each period and the place of its text in `texts`, in turn. `start` is
    the day from which on they are played.
    """

    name: str
    title: str
    first: str
    start: int
    before: str
    classes: list[str]
    areas: dict[str, list[int]]
    texts: list[PeriodTextRow]
    follows: dict[str, str]
    tails: dict[str, str]
    changes: list[StatusChangeRow]
    keys: list[KeyDayRow]
    counts: NotRequired[list[CountsRow]]
    titles: NotRequired[list[TitleRow]]
    out: NotRequired[dict[str, list[int]]]


class SymbolPeriodRow(NamedTuple):
    """A symbol from a day on, until the day on which it is not drawn any more; null where it stays."""

    start: int
    until: int | None
    symbol: SymbolRow | OwnAreaRow


class DayShapesRow(NamedTuple):
    """The figures that are drawn to scale from a day on."""

    start: int
    shapes: list[ShapeRow]


class SymbolTable(TypedDict):
    """The symbols of a view on every day, the counts of their legends by layer, and what a filter leaves out.

    `shapes` is there where the view draws figures to scale.
    """

    symbols: list[SymbolPeriodRow]
    counts: dict[str, list[CountsRow]]
    out: NotRequired[dict[str, list[int]]]
    shapes: NotRequired[list[DayShapesRow]]


class CardLine(NamedTuple):
    """What the lines at one place of all cards have in common.

    A line with `is_class` says the class as well, and stands in place of its label.
    """

    heading: str
    is_class: bool


class CitedRow(NamedTuple):
    """A text and the numbers of the sources that it rests on; no text stands where there is nothing to say."""

    text: str
    sources: tuple[int, ...]


class CardTable(TypedDict):
    """What the cards of a view say: the lines of each area in order, symbols, a few words on each source."""

    lines: list[CardLine]
    areas: dict[str, list[CitedRow]]
    symbols: dict[str, CitedRow]
    sources: dict[int, str]


class NameRow(NamedTuple):
    """The names by which an area is found: those that rank first, and others."""

    area: str
    label: str
    codes: tuple[str, ...]
    first: tuple[str, ...]
    others: tuple[str, ...]


class FirstPicture(TypedDict):
    """What the page paints while Streamlit starts; without classes it only fetches the shapes."""

    url: str
    fill: NotRequired[str]
    classes: NotRequired[list[ClassRow | MarkerClassRow]]
    keep: NotRequired[list[int]]
    follows: NotRequired[bool]
    out: NotRequired[list[str]]


class WayRow(NamedTuple):
    """An output that needs no live connection: an address that takes the query of the link, and what it is called."""

    address: str
    label: str


class Ways(TypedDict):
    """The ways of a view and of a story."""

    map: list[WayRow]
    story: list[WayRow]


class CardText(NamedTuple):
    """The card of an area on a page that stands alone, as plain text."""

    name: str
    text: str
    documents: str
