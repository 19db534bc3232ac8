"""The message that restyles the live map, and the tables that its browser asks for: cards, status periods."""

from __future__ import annotations

import hashlib
import json
import string
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from urllib.parse import quote

import numpy as np

from dashboard.maps.coast_and_border_lines import dark_edges
from dashboard.maps.compose.cards import Cards
from dashboard.maps.compose.layer_history import (
    SymbolHistory,
    has_filter_over_status,
    has_shapes_to_play,
    history_view,
    symbol_view,
)
from dashboard.maps.compose.timeline import History, Period
from dashboard.maps.layers import treaty_status
from dashboard.maps.link import link_of
from dashboard.maps.markers import CORNERS
from dashboard.maps.palette import UNLISTED_LOOKS
from dashboard.maps.spec import THEMES, AreaFeature, Empty, Legend, Look, MapSpec, Shape, Symbol
from dashboard.maps.street_maps import StreetMap, street_maps
from dashboard.maps.view import FIRST_DAY
from dashboard.render.live_map.geometry import frame_url
from dashboard.render.wire import (
    BesidePart,
    CardLine,
    CardTable,
    CitedRow,
    ClassRow,
    CountsRow,
    CreditRow,
    DayShapesRow,
    DrawnPart,
    EmptyPart,
    KeyDayRow,
    LegendItem,
    LegendRow,
    MapMessage,
    MarkerClassRow,
    OwnAreaRow,
    PeriodTable,
    PeriodTextRow,
    ShapeRow,
    StatusChangeRow,
    StreetPart,
    SymbolPeriodRow,
    SymbolRow,
    SymbolTable,
    TitleRow,
)
from geodata import day_label
from geodata.errors import UnknownKeyError
from geodata.geo.extent_geometry import STREET_SUFFIX, extent_outline, frame_extent, is_street_map
from geodata.geo.frames import frame_areas
from geodata.geo.projections import Extent, points_in_box, project

# -- The message that restyles the living map: the whole of one specification, small enough to send at every change.

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"  # one character for each class of the filled layer
THOUSANDTHS = 1000  # of a map unit of 100 km: the step of a shape's corners
NOTHING = "."  # an area of the frame that the specification does not know
# Which edges of a class are dark (`coast_and_border_lines`): the bits of the light theme; those of the dark are next.
EDGE_BITS = {"coast": 1, "border": 4, "dot": 16}


def message(spec: MapSpec) -> MapMessage:
    """Return everything the map shows, complete and idempotent: whatever came before, this message is enough.

    What a card says is not in it: the browser asks for that when it is first needed. Text is sent as it is, never as
    HTML: the map's scripts put it into text nodes.
    """
    keys = _class_keys(spec)
    codes = {feature.area for feature in spec.areas}
    return {
        "extent": spec.extent,
        **_on(drawn_frame(spec), spec, keys=keys),
        "title": spec.headline.text,
        "day": spec.day.isoformat(),
        "classes": _classes(spec, keys),
        "out": " ".join(code for code in spec.out if code in codes),
        "keep": _kept(spec, keys),
        "follows": any(feature.follows for feature in spec.areas),
        "cards": cards_url(spec),
        "periods": history_url(spec),
        "legends": [_legend(legend, keys) for legend in spec.legends],
        "overlays": ["oblasts" if name == "parts" else name for name in spec.overlays],  # as the object of the frame
        "chosen": spec.chosen,
        "streets": street_part(street_maps()[spec.streets], _on(spec.frame, spec, keys=keys)) if spec.streets else None,
        "beside": _beside(spec, keys),
        "empty": _empty(spec.empty) if spec.empty else None,
        "mark": spec.mark,
        "symbolTable": symbols_url(spec),
    }


def with_key(shown: MapMessage, key: str) -> MapMessage:
    """Return a message whose addresses of views carry one more parameter, `name=value`; unchanged for none."""
    if not key:
        return shown
    cards, periods, symbols = (
        f"{address}&{key}" if "?" in address else address
        for address in (shown["cards"], shown["periods"], shown["symbolTable"])
    )
    return {**shown, "cards": cards, "periods": periods, "symbolTable": symbols}


# Members that are not sent where they say this, which they do at most changes: 110 bytes of a change of the filter.
UNSENT: dict[str, object] = {
    "out": "",
    "chosen": "",
    "symbols": [],
    "shapes": [],
    "streets": None,
    "beside": None,
    "empty": None,
    "mark": "",
    "symbolTable": "",
}


def _on(frame_id: str, spec: MapSpec, *, keys: dict[tuple[str, str], int]) -> DrawnPart:
    """Return what depends on the shapes drawn: their address, the classes in their order, and what lies over them."""
    place = frame_extent(frame_id)
    return {
        "url": frame_url(frame_id, spec.release, spec.names),
        "fill": _fill(spec.areas, frame_id, keys=_of_layer(spec.fill_layer, keys)),
        "symbols": [
            _symbol(s, at, keys[s.layer, s.class_id], place) for s, at in _symbols_in_reach(spec.symbols, place)
        ],
        "shapes": [_shape(shape, place, keys[shape.layer, shape.class_id]) for shape in spec.shapes],
    }


def _fill(areas: tuple[AreaFeature, ...], frame_id: str, *, keys: dict[str, int]) -> str:
    """Return one digit for each area of a frame: the number of its class."""
    classes = {feature.area: feature.class_id for feature in areas}
    return "".join(DIGITS[keys[classes[code]]] if code in classes else NOTHING for code in frame_areas(frame_id))


def _of_layer(wanted: str, keys: dict[tuple[str, str], int]) -> dict[str, int]:
    return {class_id: number for (layer, class_id), number in keys.items() if layer == wanted}


def _beside(spec: MapSpec, keys: dict[tuple[str, str], int]) -> BesidePart | None:
    """Return the second map of a comparison, in the classes and the order of the first."""
    second = spec.beside
    if second is None:
        return None
    return {
        "title": second.title,
        "mainTitle": second.main_title,
        "note": second.note,
        "isFirst": second.is_before,
        "fill": _fill(second.areas, spec.extent, keys=_of_layer(spec.fill_layer, keys)),
        "counts": list(second.counts),
        "periods": periods_url(second.treaty, spec.release) if second.is_following else "",
    }


def _empty(empty: Empty) -> EmptyPart:
    """Return why the map is empty, and the act of the button that leads back."""
    return {"text": empty.text, "label": empty.label, "act": empty.act}


def _class_keys(spec: MapSpec) -> dict[tuple[str, str], int]:
    """Return the number of each class by layer and class id: those of the legends, then those that need no legend.

    The shapes of the view have theirs on every day, drawn or not, because they come into sight while time is played.
    """
    listed = [(legend.layer, item.class_id) for legend in spec.legends for item in legend.classes]
    used = [(spec.fill_layer, area.class_id) for area in spec.areas] + [(s.layer, s.class_id) for s in spec.shapes]
    return {key: number for number, key in enumerate(dict.fromkeys([*listed, *spec.shape_classes, *used]))}


def _kept(spec: MapSpec, keys: dict[tuple[str, str], int]) -> list[int]:
    """Return the numbers of the classes of the fill that its filter keeps, or nothing when it keeps all."""
    fill = (legend for legend in spec.legends if (legend.layer, legend.symbol) == (spec.fill_layer, "fill"))
    classes = [item for legend in fill for item in legend.classes]
    if all(item.is_selected for item in classes):
        return []
    return [keys[spec.fill_layer, item.class_id] for item in classes if item.is_selected]


def _legend(legend: Legend, keys: dict[tuple[str, str], int]) -> LegendRow:
    """Return a legend with its classes and what a click on one of them does."""
    items = [
        LegendItem(keys[legend.layer, item.class_id], item.count, 1 if item.is_selected else 0)
        for item in legend.classes
    ]
    return LegendRow(legend.layer, legend.title, legend.symbol, items, legend.edit)


def _classes(spec: MapSpec, keys: dict[tuple[str, str], int]) -> list[ClassRow | MarkerClassRow]:
    """Return label and look of every class in the order of its number.

    A shape is explained by its own caption and a plain area by its name: their classes have a look and no label.

    Raises
    ------
    UnknownKeyError
        When an area has a class that neither its legend nor the palette knows.
    """
    known = {(g.layer, item.class_id): (item.label, item.look) for g in spec.legends for item in g.classes}
    classes = {**{key: ("", UNLISTED_LOOKS[key[1]]) for key in keys if key[1] in UNLISTED_LOOKS}, **known}
    for key in keys:
        if key not in classes:
            raise UnknownKeyError("class", key[1], [class_id for _, class_id in classes])
    return [_class(*classes[key], key[1]) for key in keys]


@lru_cache(maxsize=256)  # there are fewer looks
def _edge_flags(look: Look) -> int:
    edges = [asdict(dark_edges(look, theme)) for theme in THEMES]
    return sum(bit << t for t, dark in enumerate(edges) for name, bit in EDGE_BITS.items() if dark[name])


def _class(label: str, look: Look, class_id: str) -> ClassRow | MarkerClassRow:
    flags = _edge_flags(look)
    fill, ink = look.fill, look.ink
    row = ClassRow(label, fill.light, fill.dark, look.hatch, ink.light, ink.dark, flags, class_id)
    if look.marker is None:
        return row
    return MarkerClassRow(*row, [round(100 * value) for corner in CORNERS[look.marker] for value in corner])


def _symbols_in_reach(symbols: Sequence[Symbol], place: Extent) -> list[tuple[Symbol, list[float]]]:
    """Return the symbols that the map of the extent can bring into sight, with their positions.

    These are in map units, to 1 km on maps wider than 10,000 km and to 100 m on others.
    """
    if not symbols:
        return []
    left, bottom, right, top = place.bounds
    reach, decimals = (right - left) / 4, 2 if right - left > 100 else 3
    if is_street_map(place):  # it may show its close-up at half the size, so all that the frame holds counts
        (left, bottom, right, top), reach = extent_outline(place).bounds, 0.0
    box = (left - reach, bottom - reach, right + reach, top + reach)
    places, rings = [(symbol.lon, symbol.lat) for symbol in symbols], [symbol.rings for symbol in symbols]
    inside = points_in_box(place, places, box, rings)
    return [(symbols[number], np.round([x, y], decimals).tolist()) for number, x, y in inside]


def _symbol(symbol: Symbol, at: list[float], number: int, place: Extent) -> SymbolRow | OwnAreaRow:
    """Return a symbol; its class says whether it is a circle."""
    x, y = at
    row = SymbolRow(x, y, round(symbol.radius, 1), number, symbol.area, symbol.symbol_id)
    return OwnAreaRow(*row, [_turns(ring, place) for ring in symbol.rings]) if symbol.rings else row


def _shape(shape: Shape, place: Extent, number: int) -> ShapeRow:
    """Return a polygon of the view: class, caption, ring, size, and since when."""
    stated = _number(shape.stated) if shape.stated is not None else 0
    return ShapeRow(number, shape.sentence.printed, _turns(shape.ring, place), shape.size.printed, stated)


def _turns(ring: Sequence[tuple[float, float]], place: Extent) -> str:
    """Return a ring of longitudes and latitudes on the map of an extent.

    It is one list of x and y in turn, in whole thousandths of a map unit: by how much each way from corner to
    corner differs from the one before it. That is a tenth as long as the corners themselves.
    """
    opened = ring[:-1] if ring[0] == ring[-1] else ring  # the map closes it
    corners = np.rint(project(place, np.array(opened, np.float64)) * THOUSANDTHS).astype(np.int64)
    ways = np.diff(corners, axis=0, prepend=np.zeros((1, 2), np.int64))
    turns: list[int] = np.diff(ways, axis=0, prepend=np.zeros((1, 2), np.int64)).ravel().tolist()
    return base64_vlq(turns)


BASE64 = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"


def base64_vlq(numbers: Iterable[int]) -> str:
    """Return integers as base64 VLQ, the variable-length quantity of source maps (ECMA-426).

    A number is its size with the sign in the lowest bit, in groups of five bits, the lowest first; each group but the
    last of a number has the sixth bit set, and each is one character.
    """
    characters: list[str] = []
    for number in numbers:
        rest = abs(number) << 1 | (number < 0)
        while rest > 31:
            characters.append(BASE64[rest & 31 | 32])
            rest >>= 5
        characters.append(BASE64[rest])
    return "".join(characters)


# -- The part of a message that lays a street map beneath a close-up, and what the map goes back to without it.


def drawn_frame(spec: MapSpec) -> str:
    """Return the id of the frame whose shapes are drawn: over a street map they have its projection."""
    return spec.frame.replace(spec.extent, spec.extent + STREET_SUFFIX) if spec.streets else spec.frame


def street_part(streets: StreetMap, plain: DrawnPart) -> StreetPart:
    """Return what the map's script needs to show a street map.

    Parameters
    ----------
    plain
        The parts of the message that the equal-area map has instead: the browser shows it when the provider cannot be
        reached, without another request.
    """
    return {
        "tiles": streets.url,
        "subdomains": streets.subdomains,
        "maxZoom": streets.max_zoom,
        "credits": [CreditRow(credit.text, credit.url) for credit in streets.credits],
        "plain": plain,
    }


# -- The table of periods that the browser plays: classes, sentences and changes of a treaty or a layer on every day.
#
# The browser only looks up and puts days into the sentences written here; what a class is, and how it is worded, is
# decided in maps/compose/timeline.py and maps/compose/layer_history.py.

# Part of the address: raise it when the form or the wording of the table changes, or browsers keep the old for a year.
PERIODS_FORM = "7"
DAY = "{}"  # where a sentence names the day on which its period begins


def periods_version(release: str) -> str:
    """Return what the address of a table carries instead of a date: the hash of the data release and of our form."""
    return hashlib.sha256(f"{release} {PERIODS_FORM}".encode()).hexdigest()[:12]


def periods_url(name: str, release: str) -> str:
    """Return the address of the table of a treaty, or of a layer, as the map's iframe writes it."""
    return f"../../periods/{quote(name, safe='')}-{periods_version(release)}.json"


def history_url(spec: MapSpec) -> str:
    """Return the address of the table that a map plays, "" where it plays none; views that share one share it."""
    if not spec.history:
        return ""
    if spec.fill_layer == treaty_status.ID:
        return periods_url(spec.treaty, spec.release)
    return periods_url(spec.fill_layer, spec.release) + link_of(history_view(spec.view, spec.fill_layer))


def period_table(history: History) -> bytes:
    """Return the table as JSON; every day is a number of days since `first`.

    Time is played from `start` on. `texts` holds [class, sentence], {} in place of a day; `areas` holds, by code, the
    first day of each period and the place of its text in `texts`, in turn. An area in `follows` shares the periods of
    its state; `tails` has the end of its sentence. `counts` and `titles` hold those of the legend from a day on.
    `out` holds, by code, the days on which a filter leaves an area out and lets it pass again, in turn.
    """
    texts = _PeriodTexts(history.classes)
    follows = {item.area: item.follows for item in history.areas if item.follows}
    table: PeriodTable = {
        "name": history.name,
        "title": history.title,
        "first": FIRST_DAY.isoformat(),
        "start": _number(history.start),
        "before": history.before,
        "classes": list(history.classes),
        "areas": {item.area: texts.refer(item.periods) for item in history.areas if not item.follows},
        "texts": texts.table,
        "follows": dict(follows),
        "tails": {item.follows: item.tail for item in history.areas if item.follows},
        "changes": [StatusChangeRow(_number(change.day), change.text) for change in history.changes],
        "keys": [KeyDayRow(_number(key.day), key.caption, key.mark) for key in history.key_days],
    }
    if history.counts:
        table["counts"] = [CountsRow(_number(item.day), [*item.counts]) for item in history.counts]
    if history.legend_titles:
        table["titles"] = [TitleRow(_number(item.day), item.title) for item in history.legend_titles]
    if history.out:
        table["out"] = {area: [_number(day) for day in days] for area, days in history.out.items()}
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()


class _PeriodTexts:
    """The sentences of all periods, each once, in the order of their first use."""

    def __init__(self, classes: tuple[str, ...]) -> None:
        self._classes = classes
        self._number: dict[tuple[int, str], int] = {}

    @property
    def table(self) -> list[PeriodTextRow]:
        return [PeriodTextRow(number, text) for number, text in self._number]

    def refer(self, periods: Iterable[Period]) -> list[int]:
        out: list[int] = []
        for period in periods:
            # The browser knows the day on which the period begins and no other.
            text = period.sentence.replace(day_label(period.start), DAY)
            key = (self._classes.index(period.class_id), text)
            out += [_number(period.start), self._number.setdefault(key, len(self._number))]
        return out


def _number(day: date) -> int:
    return (day - FIRST_DAY).days


# -- The table of the symbols that are drawn over what is played, and of the counts of their legends.

# Part of the address: raise it when the form of the table changes, or browsers keep the old for a year.
SYMBOLS_FORM = "2"
CIRCLE = "circle"  # the legends of symbols


def symbols_version(release: str) -> str:
    """Return what the address of a table carries: the hash of the data release and of our form."""
    return hashlib.sha256(f"{release} symbols {SYMBOLS_FORM}".encode()).hexdigest()[:12]


def symbols_url(spec: MapSpec) -> str:
    """Return the address of the table of symbols of a view as the map's iframe writes it, "" where it plays none."""
    has_symbols = any(legend.symbol == CIRCLE for legend in spec.legends)
    is_moved = spec.fill_layer == treaty_status.ID and has_filter_over_status(spec.view)
    if not spec.history or not (has_symbols or is_moved or has_shapes_to_play(spec)):
        return ""
    return f"../../symbols/{symbols_version(spec.release)}.json{link_of(symbol_view(spec.view))}"


def symbol_table(history: SymbolHistory) -> bytes:
    """Return the symbols that the map of a view can bring into sight, and the counts of their legends, as JSON.

    Every day is a number of days since the first day of a view. The numbers of classes are those of a message.
    """
    first = history.first
    keys = _class_keys(first)
    place = frame_extent(drawn_frame(first))
    placed = _symbols_in_reach([period.symbol for period in history.symbols], place)
    rows = {symbol: _symbol(symbol, at, keys[symbol.layer, symbol.class_id], place) for symbol, at in placed}
    table: SymbolTable = {
        "symbols": [
            SymbolPeriodRow(_number(item.start), _number(item.until) if item.until else None, rows[item.symbol])
            for item in history.symbols
            if item.symbol in rows
        ],
        "counts": {
            layer: [CountsRow(_number(item.day), [*item.counts]) for item in counts]
            for layer, counts in history.counts.items()
        },
    }
    if history.out:
        table["out"] = {area: [_number(day) for day in days] for area, days in history.out.items()}
    if history.shapes:
        table["shapes"] = [
            DayShapesRow(
                _number(item.day),
                [_shape(shape, place, keys[shape.layer, shape.class_id]) for shape in item.shapes],
            )
            for item in history.shapes
        ]
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()


# -- The cards of a view as the document that the map asks for when the first area is pointed at, and its address.

# Part of the address: raise it when the form of the document or its wording changes, or browsers keep the old one.
CARDS_FORM = "3"


def cards_name(release: str, day: date) -> str:
    """Return what the address of the cards carries beside the link: data release, the day opened, form."""
    return f"{release}-{day.isoformat()}-{CARDS_FORM}"


def cards_url(spec: MapSpec) -> str:
    """Return the address of the cards of a view as the map's iframe writes it.

    It carries the day shown. For a link that names no day that is the day it was opened on; for any other link it
    changes nothing.
    """
    return f"../../cards/{quote(cards_name(spec.release, spec.day), safe='')}.json{spec.link}"


def card_table(view_cards: Cards) -> bytes:
    """Return cards as JSON.

    It holds the kinds of lines; by code, the lines of each area in that order; by symbol id, what each symbol says; by
    number, a few words on each source.
    """
    document: CardTable = {
        "lines": [CardLine(kind.heading, kind.is_class) for kind in view_cards.kinds],
        "areas": {card.area: [CitedRow(line.text, line.sources) for line in card.lines] for card in view_cards.areas},
        "symbols": {key: CitedRow(sentence.text, sentence.sources) for key, sentence in view_cards.symbols},
        "sources": dict(view_cards.short),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
