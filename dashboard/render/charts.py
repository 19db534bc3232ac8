"""Charts in Vega-Lite, drawn by the browser: claims about one area, its timeline, and parties to four treaties.

They are written as Vega-Lite's JSON, because Altair takes a hundred times as long to build one and 24 MB of memory;
`tests/test_claims_comparison.py` checks them against Altair's schema.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from dashboard.maps.compose.claims_comparison import ClaimPanel, ClaimPoint
from dashboard.maps.compose.country_timeline import CountryTimeline, TimelineItem, TimelineRow
from dashboard.maps.palette import CLAIMANT_PAINTS, INK, OUTLINE, POLICY_PAINTS, TREATY_PAINTS, WHITE
from dashboard.maps.reference.policy_history import RULES, PolicyBar
from dashboard.maps.reference.treaty_matrix import TreatyCount
from dashboard.maps.spec import Hatch, Look, Marker, Paint, PictureTheme
from geodata.model import Basis
from geodata.wording import BASIS_LABELS, CLAIMANT_LABELS, capitalized, unit_text

Spec: TypeAlias = "dict[str, Any]"  # a part of a chart in Vega-Lite's JSON
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
HEIGHT, _LEGEND = 260, 100  # px of a plot with its axis, and of the legend under it where it has one
_MOST_YEARS = 8  # labels that fit under the plot on a phone
_SHAPES = {
    capitalized(BASIS_LABELS[Basis.DECLARATION]): "square",
    capitalized(BASIS_LABELS[Basis.DESK_ESTIMATE]): "diamond",
    capitalized(BASIS_LABELS[Basis.NON_TECHNICAL_SURVEY]): "circle",
    capitalized(BASIS_LABELS[Basis.TECHNICAL_SURVEY]): "triangle-up",
    capitalized(BASIS_LABELS[Basis.MODEL]): "triangle-down",
    capitalized(BASIS_LABELS[Basis.UNKNOWN]): "cross",
    "Cleared": "circle",
    "Reduced by survey": "triangle-down",
    "Cancelled by survey": "cross",
}
_MARKERS = {
    "square": Marker.SQUARE,
    "diamond": Marker.DIAMOND,
    "triangle-up": Marker.TRIANGLE,
    "triangle-down": Marker.DOWNWARD,
    "cross": Marker.PLUS,
}  # the form in a key of each shape of a plot; a circle needs none
_COLOURS = {label: CLAIMANT_PAINTS[role] for role, label in CLAIMANT_LABELS.items()}
_LINE, _LABEL = Paint("#E6E8EB", "#2B333B"), Paint("#5B6670", "#9AA6B0")
_ONE_SIZE = 100.0  # largest figure over the smallest up to which an axis in equal steps still shows the smallest
_FIGURE: Spec = {"type": "text", "align": "right", "dx": 10, "fontSize": 13, "fontWeight": "bold"}
_ABOVE, _BELOW = -20, 22  # px from the point of a figure to the figure in words
_WORDS_WIDE, _WORDS_HIGH = 0.25, 0.16  # shares of the plot that the figure in words takes, left of its point
_ARROW: Spec = {"type": "text", "dy": -13, "fontSize": 13, "fontWeight": "bold"}
_TOOLTIP = {
    "figure": "Figure",
    "claimant": "Claimant",
    "dated": "Stated",
    "definition": "Measures",
    "kind": "Basis",
    "remarks": "Remark",
    "documents": "Source",
}


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One colour or form of a chart in its key; `symbol` is that of a legend, a look with a marker has its form."""

    label: str
    look: Look
    symbol: str = "circle"


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """What one property of the marks says: its title, "" where none is needed, and its entries."""

    title: str
    entries: tuple[KeyEntry, ...]


def claim_key(panel: ClaimPanel) -> tuple[KeyGroup, ...]:
    """Return the key of a panel's chart: colours of the claimants' roles, and forms of what a figure rests on.

    It stands beside the chart, because a legend that Vega draws is cut off where a phone has no room for it.
    """
    roles = _in_order(_COLOURS, (point.role for point in panel.points))
    kinds = _in_order(_SHAPES, (point.kind for point in panel.points))
    colours = tuple(KeyEntry(role, _plain(_COLOURS[role])) for role in roles)
    forms = tuple(KeyEntry(kind, _plain(_LABEL, _MARKERS.get(_SHAPES[kind]))) for kind in kinds)
    groups = (KeyGroup("Claimant", colours), KeyGroup("Rests on" if roles else "Released", forms))
    return tuple(group for group in groups if group.entries)


def _plain(paint: Paint, marker: Marker | None = None) -> Look:
    return Look(paint, Hatch.NONE, paint, marker)


def claim_chart(panel: ClaimPanel, *, theme: PictureTheme) -> Spec:
    """Return the chart of a panel with at least one point; nothing is joined by a line.

    The shape of a point tells the basis of a figure, its colour the role of the claimant, a hollow point that the
    figure was superseded. A bar spans a range, or the time in which a figure was stated; an arrow marks a minimum or a
    maximum. A ring marks the figure that the rule of the view picks. Where figures differ by more than 100 times, the
    axis is logarithmic and says so.
    """
    rows = [_row(point) for point in panel.points]
    colour, ink = _colour(panel.points, theme), INK.of(theme)
    halo = {"color": WHITE.of(theme), "stroke": WHITE.of(theme), "strokeWidth": 4}
    by_rule = [row for row in rows if row["ring"]]
    words = _FIGURE | {"dy": _words_side(rows, _x_ends(panel.points), _y(panel.points)["scale"])}
    ranges = [row for row in rows if row["low"] is not None and row["high"] is not None]
    spans = [row for row in rows if row["first"] < row["last"]]
    layers = [
        *_layer(
            ranges,
            {"type": "rule", "strokeWidth": 3, "opacity": 0.5},
            y={"field": "low", "type": "quantitative"},
            y2={"field": "high"},
            color=colour,
        ),
        *_layer(
            spans,
            {"type": "rule", "opacity": 0.6},
            x={"field": "first", "type": "temporal"},
            x2={"field": "last"},
            color=colour,
        ),
        *_layer(by_rule, words | halo, text={"field": "figure"}),
        *_layer(by_rule, {"type": "point", "size": 330, "strokeWidth": 2, "color": ink}),
        *_layer(
            rows,
            {"type": "point", "strokeWidth": 1.8, "opacity": 1},
            stroke=colour,
            fill=colour,
            fillOpacity={"condition": {"test": "datum.old", "value": 0}, "value": 1},
            shape=_shape(panel.points),
            size={"condition": {"test": "datum.total", "value": 80}, "value": 34},
            tooltip=[{"field": name, "type": "nominal", "title": title} for name, title in _TOOLTIP.items()],
        ),
        *_layer([row for row in rows if row["arrow"]], _ARROW, text={"field": "arrow"}, color=colour),
        *_layer(by_rule, words | {"color": ink}, text={"field": "figure"}),
    ]
    return {
        "$schema": SCHEMA,
        "width": "container",
        "height": HEIGHT,
        "padding": {"left": 4, "right": 16, "top": 8, "bottom": 4},
        "encoding": {"x": _x(panel.points), "y": _y(panel.points)},
        "layer": layers,
        "config": _config(theme),
    }


def _words_side(rows: Sequence[Spec], ends: tuple[date, date], scale: Spec) -> int:
    """Return how far under its point the figure by the rule is written: on the side where it covers fewer points."""
    chosen = next((row for row in rows if row["ring"]), None)
    if chosen is None:
        return _ABOVE
    x, y = _place(chosen, ends, scale)
    others = [_place(row, ends, scale) for row in rows if row is not chosen]
    beside = [up - y for across, up in others if -_WORDS_WIDE < across - x < _WORDS_WIDE / 4]
    over = sum(0 < up < _WORDS_HIGH for up in beside)
    under = sum(-_WORDS_HIGH < up < 0 for up in beside) if y > _WORDS_HIGH else math.inf
    return _BELOW if under < over else _ABOVE


def _place(row: Spec, ends: tuple[date, date], scale: Spec) -> tuple[float, float]:
    """Return where a point lies in the plot, from 0 to 1, to the right and up."""
    first, last = ends
    low, high = scale["domain"]
    across = (date.fromisoformat(row["last"][:10]) - first).days / max((last - first).days, 1)
    if "type" not in scale:
        return across, row["at"] / high
    least = scale.get("constant", low)
    return across, math.log(max(row["at"], least) / least) / math.log(high / least)


def _x_ends(points: Sequence[ClaimPoint]) -> tuple[date, date]:
    """Return the first day of the axis of time and its last: whole years."""
    years = [day.year for point in points for day in (point.first, point.last)]
    return date(min(years), 1, 1), date(max(years) + 1, 1, 1)


def _layer(rows: Sequence[Spec], mark: Spec, **encoding: object) -> Iterable[Spec]:
    """The rows as one layer; none without rows, because a layer without data has no extent, of which Vega warns."""
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding}] if rows else []


def _row(point: ClaimPoint) -> Spec:
    """The point as a row of the chart's data; days as times in UTC, an empty value for what is not given."""
    low, high = point.low, point.high
    at = point.value if point.value is not None else low if high is None else high if low is None else (low + high) / 2
    arrow = "↑" if low is not None and high is None else "↓" if high is not None and low is None else None
    return {
        "first": _utc(point.first),
        "last": _utc(point.last),
        "at": at,
        "low": low,
        "high": high,
        "arrow": arrow,
        "ring": point.is_by_rule,
        "old": point.is_superseded,
        "total": point.is_total,
        **{name: getattr(point, name) for name in _TOOLTIP},
        "role": point.role,
    }


def _x(points: Sequence[ClaimPoint]) -> Spec:
    """Time from the first year to the end of the last, with as many labels as fit."""
    first, last = min(point.first for point in points).year, max(point.last for point in points).year
    step = math.ceil((last - first + 1) / _MOST_YEARS)
    return {
        "field": "last",
        "type": "temporal",
        "axis": {
            "title": None,
            "format": "%Y",
            "tickCount": {"interval": "year", "step": step},
            "labelFlush": False,
            "grid": False,
        },
        "scale": {"type": "utc", "nice": {"interval": "year", "step": 1}},
    }


def axis_text(panel: ClaimPanel) -> str:
    """Return the unit of a panel's axis, and that it rises in tenfold steps where it does."""
    unit = unit_text(panel.unit)
    return f"{unit}, axis in tenfold steps" if _is_tenfold(panel.points) else unit


def _figures(points: Sequence[ClaimPoint]) -> list[float]:
    return [figure for point in points for figure in (point.value, point.low, point.high) if figure is not None]


def _is_tenfold(points: Sequence[ClaimPoint]) -> bool:
    """Whether the smallest figure would else lie on the axis."""
    positive = [figure for figure in _figures(points) if figure > 0]
    return bool(positive) and max(positive) / min(positive) > _ONE_SIZE


def _y(points: Sequence[ClaimPoint]) -> Spec:
    """The figures in equal steps from zero, or in tenfold steps; zero has its place on both."""
    figures = _figures(points)
    if not _is_tenfold(points):
        power = 10.0 ** math.floor(math.log10(max(*figures, 0.001)))
        top = math.ceil(2 * max(figures) / power) / 2 * power
        axis: Spec = {"title": None, "tickCount": 4, "format": ",~f"}
        return {"field": "at", "type": "quantitative", "axis": axis, "scale": {"domain": [0, top or 1], "nice": False}}
    positive = [figure for figure in figures if figure > 0]
    least, most = math.floor(math.log10(min(positive))), math.ceil(math.log10(max(positive)))
    steps = [10.0**power for power in range(least, most + 1)]
    scale: Spec = {"type": "log", "domain": [steps[0], steps[-1]], "nice": False}
    if len(positive) < len(figures):
        steps = [0.0, *steps]
        scale = {"type": "symlog", "constant": steps[1], "domain": [0, steps[-1]], "nice": False}
    axis = {"title": None, "values": steps, "format": ",~r"}
    return {"field": "at", "type": "quantitative", "axis": axis, "scale": scale}


def _colour(points: Sequence[ClaimPoint], theme: PictureTheme) -> Spec:
    """The colour of the claimant's role; one quiet colour where no role is known, as of land released."""
    roles = _in_order(_COLOURS, (point.role for point in points))
    if not roles:
        return {"value": _LABEL.of(theme)}
    return {
        "field": "role",
        "type": "nominal",
        "scale": {"domain": roles, "range": [_COLOURS[role].of(theme) for role in roles]},
        "legend": None,
    }


def _shape(points: Sequence[ClaimPoint]) -> Spec:
    kinds = _in_order(_SHAPES, (point.kind for point in points))
    return {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": kinds, "range": [_SHAPES[kind] for kind in kinds]},
        "legend": None,
    }


def _in_order(known: Iterable[str], present: Iterable[str]) -> list[str]:
    here = set(present)
    return [label for label in known if label in here]


def _config(theme: PictureTheme) -> Spec:
    """The type, inks and lines of the page; a legend stands under the plot and takes none of its width."""
    quiet, ink, outline = _LABEL.of(theme), INK.of(theme), OUTLINE.of(theme)
    text = {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "titleColor": quiet}
    return {
        "font": "Noto Sans, sans-serif",
        "background": "transparent",
        "view": {"stroke": None},
        "axis": text
        | {"labelColor": quiet, "gridColor": _LINE.of(theme), "domainColor": outline, "tickColor": outline},
        "legend": text
        | {
            "orient": "bottom",
            "offset": 20,
            "direction": "horizontal",
            "columns": 1,
            "symbolType": "stroke",
            "symbolSize": 500,
            "symbolStrokeWidth": 2.5,
            "labelColor": ink,
            "labelLimit": 240,
        },
    }


# -- The timeline of a country: a row for each kind of record, each of as many lanes as keep its items apart.

_ROW_TITLE, _LANE, _ROW_END = 24, 12, 10  # px: height of a row's title, of a lane of items, and of the air below
_APART = 1 / 60  # share of the axis that a point takes: 12 px of a plot of 700
_MOST_LANES = 9  # a row with more items at one time than that lays them over one another
_TIMELINE_TOOLTIP = {"heading": "What", "when": "When", "text": "Words", "documents": "Source"}


def timeline_chart(timeline: CountryTimeline, *, theme: PictureTheme) -> Spec:
    """Return the chart of a timeline with at least one item, from the year of the first to the day of the view.

    A point is a day, a bar a span; hollow or pale is what is superseded, unverified or computed. The title of a row
    stands inside the plot, above its items, so that a phone keeps the width.
    """
    first, until = date(min(item.first for item in timeline.items).year, 1, 1), timeline.day
    quiet, ink, page = _LABEL.of(theme), INK.of(theme), WHITE.of(theme)
    titles: list[Spec] = []
    rows: list[Spec] = []
    top = 0.0
    for row in timeline.rows:
        of_items = lanes(row.items, apart=(until - first).days * _APART)
        paint = TREATY_PAINTS[row.row_id].of(theme) if row.row_id in TREATY_PAINTS else ink
        titles.append(
            {"row": f"{row.title}: {row.words}", "at": top + _ROW_TITLE / 2, "line": top, "any": bool(of_items)}
        )
        rows += [
            {
                "first": _utc(item.first),
                "last": _utc(item.last),
                "at": top + _ROW_TITLE + (lane + 0.5) * _LANE,
                "paint": paint,
                "faint": item.is_faint,
                "span": item.is_span,
                **{name: getattr(item, name) for name in _TIMELINE_TOOLTIP},
            }
            for item, lane in zip(row.items, of_items, strict=True)
        ]
        top += _ROW_TITLE + (max(of_items) + 1) * _LANE + _ROW_END if of_items else _ROW_TITLE
    colour: Spec = {"field": "paint", "type": "nominal", "scale": None, "legend": None}
    tooltip = [{"field": name, "type": "nominal", "title": title} for name, title in _TIMELINE_TOOLTIP.items()]
    faint: Spec = {"condition": {"test": "datum.faint", "value": 0.45}, "value": 1}
    step = math.ceil((until.year - first.year + 1) / _MOST_YEARS)
    layers = [
        # Both ends of the axis as data: Vega warns of a domain that is given where a layer has a second x.
        *_layer([{"first": _utc(end), "at": 0} for end in (first, until)], {"type": "point", "opacity": 0}),
        *_layer(
            titles,
            {"type": "rule", "color": _LINE.of(theme)},
            x={"value": 0},
            x2={"value": "width"},
            y={"field": "line", "type": "quantitative"},
        ),
        *_layer(
            [row for row in rows if row["span"]],
            {"type": "rule", "strokeWidth": 6, "strokeCap": "round"},
            x2={"field": "last"},
            color=colour,
            opacity=faint,
            tooltip=tooltip,
        ),
        *_layer(
            [row for row in rows if not row["span"]],
            {"type": "point", "size": 60, "strokeWidth": 1.8, "opacity": 1},
            stroke=colour,
            fill=colour,
            fillOpacity={"condition": {"test": "datum.faint", "value": 0}, "value": 0.75},
            tooltip=tooltip,
        ),
        *_row_titles(titles, {"color": page, "stroke": page, "strokeWidth": 4}),
        *_row_titles([title for title in titles if title["any"]], {"color": ink}),
        *_row_titles([title for title in titles if not title["any"]], {"color": quiet}),
    ]
    return _rows_over_years(layers, ("first", "at"), top, step=step, theme=theme)


def _rows_over_years(
    layers: list[Spec], fields: tuple[str, str], height: float, *, step: int, theme: PictureTheme
) -> Spec:
    """A chart of layers whose two fields are a day and the height of a row in pixels."""
    x, y = fields
    return {
        "$schema": SCHEMA,
        "width": "container",
        "height": height,
        "padding": {"left": 4, "right": 16, "top": 4, "bottom": 4},
        "encoding": {
            "x": {"field": x, **_years_axis(step)},
            "y": {"field": y, **_rows_axis(height)},
        },
        "layer": layers,
        "config": _config(theme),
    }


def _years_axis(step: int) -> Spec:
    """The axis of time under rows, with a year every `step` years."""
    ticks = {"interval": "year", "step": step}
    axis = {"title": None, "format": "%Y", "tickCount": ticks, "labelFlush": False, "grid": True}
    return {"type": "temporal", "axis": axis, "scale": {"type": "utc", "nice": False}}


def _rows_axis(height: float) -> Spec:
    """The places of rows from the top down, in px."""
    return {"type": "quantitative", "axis": None, "scale": {"domain": [0, height], "reverse": True, "nice": False}}


def _row_titles(titles: Sequence[Spec], paint: Spec) -> Iterable[Spec]:
    """The titles of rows at the left edge of the plot."""
    mark = {"type": "text", "align": "left", "baseline": "middle", "fontSize": 12}
    place = {"field": "at", "type": "quantitative"}
    return _layer(titles, mark | paint, x={"value": 0}, y=place, text={"field": "row"})


def lanes(items: Sequence[TimelineItem], *, apart: float, most: int = _MOST_LANES) -> list[int]:
    """Return the lane of each item, by day: the first that is free from `apart` days before it.

    Where `most` lanes are taken, items lie over one another in the last.
    """
    ends: list[float] = []
    chosen = []
    for item in items:
        start, end = item.first.toordinal(), item.last.toordinal() + apart
        free = next((lane for lane, until in enumerate(ends) if until <= start), len(ends))
        lane = min(free, most - 1)
        if lane == len(ends):
            ends.append(end)
        ends[lane] = max(end, ends[lane])
        chosen.append(lane)
    return chosen


# -- The number of states under each treaty through time.

_LABEL_SHARE = 0.07  # of the plot's height that a line of text takes
_DASHES: Mapping[str, list[int]] = {"apmbc": [1, 0], "ccm": [8, 4], "ccw-ap2": [2, 3], "ccw-p5": [8, 3, 2, 3]}


def treaty_count_chart(
    counts: Mapping[str, Sequence[TreatyCount]],
    names: Mapping[str, str],
    *,
    number_of: Callable[[TreatyCount], int],
    day: date,
    until: date,
    theme: PictureTheme,
) -> Spec:
    """Return the chart of a number of states under each treaty: steps, because a number holds until the next change.

    Parameters
    ----------
    counts
        By treaty, oldest first.
    names
        Short names of the treaties, in the order of the legend.
    number_of
        Picks the number of a count.
    day
        Marked by an upright line, with the numbers of that day.
    until
        The last day drawn.
    """
    rows: list[Spec] = []
    on_day: list[Spec] = []
    for treaty, name in names.items():
        steps = [(count.day, number_of(count)) for count in counts[treaty] if count.day <= until]
        at_end = [(until, steps[-1][1])] if steps else []
        rows += [{"day": _utc(when), "count": number, "treaty": name} for when, number in (*steps, *at_end)]
        on_day += [{"day": _utc(day), "count": n, "treaty": name} for when, n in reversed(steps) if when <= day][:1]
    for row, place in zip(on_day, _spread([row["count"] for row in on_day], rows), strict=True):
        row["place"] = place
    present = [treaty for treaty, name in names.items() if any(row["treaty"] == name for row in rows)]
    domain = [names[treaty] for treaty in present]
    colour = {
        "field": "treaty",
        "type": "nominal",
        "title": None,
        "scale": {"domain": domain, "range": [TREATY_PAINTS[treaty].of(theme) for treaty in present]},
    }
    dash = {
        "field": "treaty",
        "type": "nominal",
        "title": None,
        "scale": {"domain": domain, "range": [_DASHES[treaty] for treaty in present]},
    }
    ink = INK.of(theme)
    # At the end of the lines numbers stand beside them, where they cross none.
    is_end = day >= until
    side: Spec = {"align": "left", "dx": 8, "dy": 0} if is_end else {"align": "right", "dx": -6, "dy": -8}
    label: Spec = {"type": "text", "fontSize": 12, "fontWeight": "bold"} | side
    beside = {"field": "place", "type": "quantitative"}
    halo: Spec = {"color": WHITE.of(theme), "stroke": WHITE.of(theme), "strokeWidth": 4}
    layers = [
        *_layer(
            rows,
            {"type": "line", "interpolate": "step-after", "strokeWidth": 2.5},
            color=colour,
            strokeDash=dash,
            tooltip=[
                {"field": "treaty", "type": "nominal", "title": "Treaty"},
                {"field": "day", "type": "temporal", "title": "From", "format": "%-d %B %Y", "formatType": "utc"},
                {"field": "count", "type": "quantitative", "title": "States"},
            ],
        ),
        *_layer(
            [{"day": _utc(day)}],
            {"type": "rule", "color": ink, "strokeWidth": 1},
            y={"value": 0},
            y2={"value": "height"},
        ),
        *_layer(on_day, {"type": "point", "filled": True, "size": 70, "opacity": 1}, color=colour),
        *_layer(on_day, label | halo, y=beside, text={"field": "count"}),
        *_layer(on_day, label | {"color": ink}, y=beside, text={"field": "count"}),
    ]
    return {
        "$schema": SCHEMA,
        "width": "container",
        "height": HEIGHT + _LEGEND,
        "padding": {"left": 4, "right": 36 if is_end else 16, "top": 8, "bottom": 4},
        "encoding": {
            "x": {
                "field": "day",
                "type": "temporal",
                "axis": {"title": None, "format": "%Y", "tickCount": 8, "grid": False},
                "scale": {"type": "utc"},
            },
            "y": {"field": "count", "type": "quantitative", "axis": {"title": None, "tickCount": 5, "format": "d"}},
        },
        "layer": layers,
        "config": _config(theme),
    }


def _spread(numbers: Sequence[int], rows: Sequence[Spec]) -> list[float]:
    """Return where the labels of numbers stand on the axis: at their number, but a line of text apart."""
    apart = max((row["count"] for row in rows), default=0) * _LABEL_SHARE
    places, least = [0.0] * len(numbers), -math.inf
    for index in sorted(range(len(numbers)), key=lambda index: numbers[index]):
        places[index] = least = max(float(numbers[index]), least + apart)
    return places


# -- The periods of a policy as bars.

_RULES = dict(zip(RULES, ("anywhere", "korea", "ukraine", "kept", "nowhere", "unknown"), strict=True))
_BAR = 20  # px
_BAR_TOOLTIP = {"where": "Rule", "dates": "In effect", "authority": "By", "paraphrase": "The text"}


def policy_key(bars: Sequence[PolicyBar]) -> tuple[KeyGroup, ...]:
    """Return the key of the chart of a policy: the colour of each rule that it shows."""
    rules = _in_order(_RULES, (bar.rule for bar in bars))
    return (KeyGroup("", tuple(KeyEntry(rule, _plain(POLICY_PAINTS[_RULES[rule]]), "fill") for rule in rules)),)


def policy_chart(bars: Sequence[PolicyBar], events: Sequence[TimelineRow], *, day: date, theme: PictureTheme) -> Spec:
    """Return the chart of a policy up to a day: a bar for each period, a row an activity; under them acts as points.

    The title of a row stands inside the plot, above its marks, so that a phone keeps the width.
    """
    first = date(min(bar.start for bar in bars).year, 1, 1)
    titles: list[Spec] = []
    periods: list[Spec] = []
    acts: list[Spec] = []
    top = 0.0
    for name in dict.fromkeys(bar.row for bar in bars):
        titles.append({"row": name, "at": top + _ROW_TITLE / 2, "line": top, "any": True})
        periods += [
            {
                "start": _utc(bar.start),
                "until": _utc(bar.until),
                "top": top + _ROW_TITLE,
                "bottom": top + _ROW_TITLE + _BAR,
                "paint": POLICY_PAINTS[_RULES[bar.rule]].of(theme),
                "weak": bar.is_weak,
                **{field: getattr(bar, field) for field in _BAR_TOOLTIP},
            }
            for bar in bars
            if bar.row == name
        ]
        top += _ROW_TITLE + _BAR + _ROW_END
    ink, page, quiet = INK.of(theme), WHITE.of(theme), _LABEL.of(theme)
    for row in events:
        of_items = lanes(row.items, apart=(day - first).days * _APART)
        titles.append(
            {"row": f"{row.title}: {row.words}", "at": top + _ROW_TITLE / 2, "line": top, "any": bool(of_items)}
        )
        acts += [
            {
                "start": _utc(item.first),
                "until": _utc(item.last),
                "top": top + _ROW_TITLE + (lane + 0.5) * _LANE,
                "span": item.is_span,
                "weak": item.is_faint,
                **{field: getattr(item, field) for field in _TIMELINE_TOOLTIP},
            }
            for item, lane in zip(row.items, of_items, strict=True)
        ]
        top += _ROW_TITLE + (max(of_items, default=-1) + 1) * _LANE + (_ROW_END if of_items else 0)
    bar_tooltip, act_tooltip = (
        [{"field": field, "type": "nominal", "title": title} for field, title in texts.items()]
        for texts in (_BAR_TOOLTIP, _TIMELINE_TOOLTIP)
    )
    faint: Spec = {"condition": {"test": "datum.weak", "value": 0.45}, "value": 1}
    step = math.ceil((day.year - first.year + 1) / _MOST_YEARS)
    layers = [
        # Both ends of the axis as data: Vega warns of a domain that is given where a layer has a second x.
        *_layer([{"start": _utc(end), "top": 0} for end in (first, day)], {"type": "point", "opacity": 0}),
        *_layer(
            titles,
            {"type": "rule", "color": _LINE.of(theme)},
            x={"value": 0},
            x2={"value": "width"},
            y={"field": "line", "type": "quantitative"},
        ),
        *_layer(
            periods,
            {"type": "rect", "stroke": page, "strokeWidth": 1.5},
            x2={"field": "until"},
            y2={"field": "bottom"},
            color={"field": "paint", "type": "nominal", "scale": None, "legend": None},
            opacity=faint,
            tooltip=bar_tooltip,
        ),
        *_layer(
            [row for row in acts if row["span"]],
            {"type": "rule", "strokeWidth": 6, "strokeCap": "round", "color": ink},
            x2={"field": "until"},
            opacity=faint,
            tooltip=act_tooltip,
        ),
        *_layer(
            [row for row in acts if not row["span"]],
            {"type": "point", "size": 60, "strokeWidth": 1.8, "opacity": 1, "stroke": ink, "fill": ink},
            fillOpacity={"condition": {"test": "datum.weak", "value": 0}, "value": 0.75},
            tooltip=act_tooltip,
        ),
        *_row_titles(titles, {"color": page, "stroke": page, "strokeWidth": 4}),
        *_row_titles([title for title in titles if title["any"]], {"color": ink}),
        *_row_titles([title for title in titles if not title["any"]], {"color": quiet}),
    ]
    return _rows_over_years(layers, ("start", "top"), top, step=step, theme=theme)


def _utc(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
