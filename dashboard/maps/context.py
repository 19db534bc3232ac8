"""What a layer is given and what it answers: the context in which a view is composed, and the parts of a layer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from dashboard.maps.spec import (
    NO_TEXT,
    AreaFeature,
    Beside,
    Cell,
    Chapter,
    CitedText,
    Column,
    Empty,
    Headline,
    Legend,
    Listing,
    Section,
    Shape,
    Symbol,
)
from dashboard.maps.view import ClassFilter, View
from dashboard.maps.wording import STATES, Noun
from geodata.claims import ClaimRule, claims_on
from geodata.dataset import Dataset
from geodata.dataset_cache import kept_with_dataset
from geodata.errors import UnknownKeyError
from geodata.joins import ClaimRow, StatusRow, claim_rows, status_rows
from geodata.model import Citation, Claim, ComparableGroup, Fact, State, Treaty
from geodata.source_numbers import Numbering
from geodata.wording import ATLAS_NAME

T = TypeVar("T")

# Days of which the rows are kept, about 0.1 MB each: a filter changes what is kept of a day, never the day itself.
DAYS_KEPT = 48
REGION = "region"  # the filter that belongs to no layer

# -- The context in which one view is composed: its data as one row an area, computed once for all layers.


class DayRecords:
    """Status and claim of every area on one day, by code; each of the two is computed when it is first asked for.

    A layer that hangs on neither does without the fold over the acts, which takes most of the time of a day.
    """

    def __init__(self, dataset: Dataset, view: View, day: date) -> None:
        self._dataset, self._view, self._day = dataset, view, day

    @cached_property
    def statuses(self) -> Mapping[str, StatusRow]:
        """The status of every area under the view's treaty."""
        return _statuses(self._dataset, self._view.treaty, self._day)

    @cached_property
    def claims(self) -> Mapping[str, ClaimRow]:
        """The claim about every area that the view's rule picks of its group."""
        return _claims(self._dataset, self._day, self._view.claim_rule, self._view.claim_group)


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One state or area on the day of the view.

    `fails` names the filters that it fails: `REGION`, or the id of the layer whose filter it is.
    """

    state: State
    records: DayRecords
    fails: frozenset[str] = frozenset()

    @property
    def status(self) -> StatusRow:
        """Its status under the view's treaty."""
        return self.records.statuses[self.state.area]

    @property
    def claim(self) -> ClaimRow:
        """The claim about it that the view's rule picks."""
        return self.records.claims[self.state.area]

    def passes(self, but: Collection[str] = ()) -> bool:
        """Whether the area passes every filter but those named; a legend leaves its own filter out."""
        return not self.fails or self.fails.issubset(but)


@dataclass
class ComposeContext:
    """One view being composed; `numbering` gives a source its number when it is first cited."""

    view: View
    day: date
    dataset: Dataset
    numbering: Numbering
    layers: Layers

    _made: dict[Callable[[ComposeContext], Any], Any] = field(default_factory=dict, init=False, repr=False)

    def once(self, make: Callable[[ComposeContext], T]) -> T:
        """Return what a function makes of this context, and call it once: for what is looked up area by area."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    def cite(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """Return the numbers of citations."""
        return self.numbering.cite(citations)

    def numbered_apart(self) -> ComposeContext:
        """Return this context with a numbering that goes on from here, and leaves this one as it is."""
        apart = copy(self)
        apart.numbering, apart._made = self.numbering.copy(), dict(self._made)
        return apart

    @cached_property
    def treaty(self) -> Treaty:
        """The treaty of the view."""
        return self.dataset.treaty(self.view.treaty)

    @cached_property
    def on(self) -> tuple[Layer, ...]:
        """The layers that are switched on, in drawing order."""
        return self.layers.on(self.view)

    @cached_property
    def listed(self) -> tuple[Layer, ...]:
        """The layers with columns in the table and lines in the cards, in drawing order."""
        return tuple(layer for layer in self.layers if layer.is_listed_when_off or layer in self.on)

    @cached_property
    def fill(self) -> Layer | None:
        """The layer that fills the areas."""
        return self.layers.fill(self.view)

    def has(self, layer_id: str) -> bool:
        """Whether a layer is switched on."""
        return layer_id in self.view.layers

    def is_filled_by(self, layer_id: str) -> bool:
        """Whether a layer fills the areas."""
        return self.fill is not None and self.fill.layer_id == layer_id

    @cached_property
    def rows(self) -> Mapping[str, AreaRow]:
        """Every state and area with its data and the filters that it fails, by code, in the order of the codes."""
        plain = {code: AreaRow(state, self.records) for code, state in sorted(self.dataset.states.items())}
        if not self.is_filtered:
            return plain
        filters = [layer for layer in self.layers if layer.is_filtered(self.view)]
        return {code: replace(row, fails=self._fails(row, filters)) for code, row in plain.items()}

    def _fails(self, row: AreaRow, filters: Iterable[Layer]) -> frozenset[str]:
        regions, kept = self.view.regions, self.view.class_filter
        failed = [REGION] if regions and row.state.region.casefold() not in regions else []
        if kept is not None and self.has_kept_classes and self._shown_classes(kept.layer, row).isdisjoint(kept.classes):
            failed.append(kept.layer)
        return frozenset([*failed, *(layer.layer_id for layer in filters if not layer.passes(self, row))])

    def _shown_classes(self, layer_id: str, row: AreaRow) -> set[str]:
        """Return the classes of an area in a layer: of its fill, where the layer fills, and of its circles."""
        layer = next(layer for layer in self.on if layer.layer_id == layer_id)
        own = {layer.class_of(self, row)} if layer is self.fill else set()
        return own.union(layer.circle_classes(self, row))

    @cached_property
    def has_kept_classes(self) -> bool:
        """Whether the view is kept to classes of a legend that it shows."""
        return self.view.class_filter is not None and self.layers.with_filter_in_sight(self.view) == self.view

    @cached_property
    def kept_classes(self) -> tuple[str, ...]:
        """The classes of the layer that fills to which the view is kept by `View.class_filter`; empty: all."""
        kept = self.view.class_filter
        return kept.classes if kept is not None and self.is_filled_by(kept.layer) else ()

    def kept_circles(self, layer_id: str, classes: Collection[str]) -> set[str]:
        """Return which classes of the circles of a layer the view is kept to; all where it is kept to none of them."""
        kept = self.view.class_filter
        return {*classes}.intersection(kept.classes if kept and kept.layer == layer_id else ()) or {*classes}

    @cached_property
    def countries(self) -> tuple[AreaRow, ...]:
        """The rows of the states that can join treaties, by name: those that legends count."""
        return tuple(self.rows[state.area] for state in self.dataset.countries)

    @cached_property
    def kept(self) -> tuple[State, ...]:
        """The states that pass every filter, by name."""
        return tuple(row.state for row in self.countries if row.passes())

    def passing(self, *but: str) -> list[AreaRow]:
        """Return the rows of the states that pass every filter but those named, by name."""
        return [row for row in self.countries if row.passes(but)]

    def in_regions(self) -> list[AreaRow]:
        """Return the rows of the states of the view's regions, by name."""
        return [row for row in self.countries if REGION not in row.fails]

    @cached_property
    def is_filtered(self) -> bool:
        """Whether any filter is set."""
        own = (layer.is_filtered(self.view) for layer in self.layers)
        return bool(self.view.regions) or self.has_kept_classes or any(own)

    @cached_property
    def records(self) -> DayRecords:
        """Status and claim of every area on the day."""
        return DayRecords(self.dataset, self.view, self.day)

    @property
    def statuses(self) -> Mapping[str, StatusRow]:
        """Every area's status row, by code."""
        return self.records.statuses

    @property
    def claims(self) -> Mapping[str, ClaimRow]:
        """Every area's claim row under the view's rule and group, by code."""
        return self.records.claims

    def claims_by(self, rule: ClaimRule) -> Mapping[str, ClaimRow]:
        """Return every area's claim row under a rule and the view's group, by code."""
        return _claims(self.dataset, self.day, rule, self.view.claim_group)

    @cached_property
    def _is_compared(self) -> bool:
        """Whether the layer is on whose days a view can compare."""
        return any(layer.is_comparable for layer in self.on)

    @cached_property
    def since(self) -> date | None:
        """The day from which on changes are picked out; None: none are, or no layer is on that could show them."""
        return self.view.since if self._is_compared else None

    @cached_property
    def shows_changes(self) -> bool:
        """Whether the layer that fills picks out what changed since the other day of the view."""
        return self.view.since is not None and self.fill is not None and self.fill.shows_changes

    @cached_property
    def second(self) -> ComposeContext | None:
        """The context of the second map of a comparison; None where there is none, or no layer could show it."""
        wanted = self.view.beside
        if wanted is None or not self._is_compared:
            return None
        day, treaty = wanted.day or self.day, wanted.treaty or self.view.treaty
        view = replace(self.view, treaty=treaty, day=day, beside=None, since=None)
        return ComposeContext(view, day, self.dataset, self.numbering, self.layers)

    @cached_property
    def before(self) -> Mapping[str, StatusRow]:
        """Every area's status row on the day from which on changes are picked out; on no day after the map's own."""
        return _statuses(self.dataset, self.view.treaty, min(self.since or self.day, self.day))

    def has_changed(self, area: str) -> bool:
        """Whether an area's status is another than on the day from which on changes are picked out."""
        one, two = self.before[area].status, self.statuses[area].status
        return (one.kind, one.possible) != (two.kind, two.possible)

    @cached_property
    def drawn_claim(self) -> Claim | None:
        """The one claim that a layer draws, if any does."""
        return next((claim for layer in self.on if (claim := layer.drawn_claim(self)) is not None), None)

    def claims_about(self, area: str) -> tuple[Claim, ...]:
        """Return all claims about an area made by the day, newest first."""
        return claims_on(self.dataset.claims.get(area, ()), self.day)


@kept_with_dataset(DAYS_KEPT)
def _statuses(dataset: Dataset, treaty: str, day: date) -> Mapping[str, StatusRow]:
    return MappingProxyType({row.state.area: row for row in status_rows(dataset, treaty, day)})


@kept_with_dataset(DAYS_KEPT)
def _claims(dataset: Dataset, day: date, rule: ClaimRule, group: ComparableGroup) -> Mapping[str, ClaimRow]:
    return MappingProxyType({row.state.area: row for row in claim_rows(dataset, day, rule=rule, group=group)})


# -- A layer: what it draws and says of a context, each part a function; a part that a layer does not have is empty.


@dataclass(frozen=True, slots=True)
class Picture:
    """What a layer that is on adds to the map.

    `areas` are those of the layer that fills, one feature for each area; `overlays` names fixed lines of the basemap
    (`OVERLAYS`); `spoken` are sentences on what no legend says, each without its final stop (`MapSpec.spoken`);
    `beside` is the second map of a comparison.
    """

    legends: tuple[Legend, ...] = ()
    areas: tuple[AreaFeature, ...] | None = None
    symbols: tuple[Symbol, ...] = ()
    shapes: tuple[Shape, ...] = ()
    overlays: tuple[str, ...] = ()
    spoken: tuple[CitedText, ...] = ()
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What a layer states of one state in the table.

    `cells` are those of its columns, in their order; `marks` say what of it is relayed or not confirmed; `citations`
    name the documents behind it. `detail` stands behind the label of the class where the layer fills the areas, `card`
    is a line of its own on the card of a light page.
    """

    cells: tuple[Cell, ...] = ()
    marks: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    detail: str = ""
    card: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A control of a layer: one value of several, each with the text that a reader sees.

    Attributes
    ----------
    key, label
        The id of the widget, which no other control has, and the words over it.
    options
        The values with their texts, in order. It may cite nothing.
    value, edit
        The value of a view, and the view with another one. "" is no value.
    placeholder, if_none
        What stands in the field where no value is chosen, and where there is none to choose. Without a placeholder
        one value is chosen always.
    """

    key: str
    label: str
    options: Callable[[ComposeContext], Mapping[str, str]]
    value: Callable[[View], str]
    edit: Callable[[View, str], View]
    placeholder: str = ""
    if_none: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """A control of a layer: several values, at most `most` of them; the other attributes are as of `Choice`.

    `edit` is handed the values in the order in which they were chosen, and never more than `most`.
    """

    key: str
    label: str
    options: Callable[[ComposeContext], Mapping[str, str]]
    value: Callable[[View], Sequence[str]]
    edit: Callable[[View, Sequence[str]], View]
    most: int
    placeholder: str = ""
    if_none: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the tables: its id, the area that it is about, a few words on it, and the fact itself."""

    record_id: str
    area: str
    text: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Records:
    """The records of one kind, compared between two data releases: what one of them is called, and all of a dataset."""

    noun: Noun
    of: Callable[[Dataset], Iterable[Record]]


COUNTED_BY = f"counted by the {ATLAS_NAME}"
OVERLAYS = (
    "lines",
    "dmz",
    "oblasts",
    "parts",
)  # the fixed lines that every renderer knows, in the order in which it is told


def _nothing(*_of: object) -> tuple[()]:
    return ()


def _none(*_of: object) -> None:
    return None


def _no_cited_text(*_of: object) -> CitedText:
    return NO_TEXT


def _no_text(*_of: object) -> str:
    return ""


def _not_filtered(_view: View) -> bool:
    return False


def _not_moved(ctx: ComposeContext, _shape: str, _right: float, _up: float) -> View:
    return ctx.view


def _offered_always(_view: View) -> bool:
    return True


def _every_area(_ctx: ComposeContext, _row: AreaRow) -> bool:
    return True


def _is_state(_ctx: ComposeContext, state: State) -> bool:
    return state.is_state


def _no_picture(_ctx: ComposeContext) -> Picture:
    return Picture()


def _no_class(_ctx: ComposeContext, _row: AreaRow) -> str:
    return ""


def _no_labels(_ctx: ComposeContext) -> Mapping[str, str]:
    return {}


def _no_facts(_ctx: ComposeContext, _row: AreaRow) -> RowFacts:
    return RowFacts()


Sentences = Callable[[ComposeContext], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One layer of the map; its functions are called while the layer is on, but where they say otherwise.

    Attributes
    ----------
    layer_id, label, is_main
        The id in links, lower-kebab and never reused; what readers call it; whether its switch is always in sight, or
        while the layer is off under “More layers”.
    can_fill, is_counted
        Whether it can fill the areas: of the layers that are on, the first in drawing order that can does. Whether its
        legend counts a state or area; states alone unless told otherwise.
    is_comparable
        Whether it shows the comparison of a view with another day or treaty.
    shows_changes
        Whether it picks out by itself what changed since the other day of a view (`View.since`), where it fills the
        areas; such a map is not played through time.
    days, caption
        The days on which the class of an area, a symbol, or what passes its filter can change: from the first to the
        last of them the live map plays the layer through time. What happened on such a day, for the list
        of changes; without it, the areas that changed and the label of their new class.
    classes, class_of
        The labels of the classes of its legend by id, in the order of the legend, and the class of an area. A layer
        that has them and fills the areas is filtered by a click on its legend, and by `class=` in a link: it keeps the
        areas of some classes, which its `picture` and its counts take from `passing` and need not know. Without them a
        click does nothing, or what the legend itself says (`LegendEdit`).
    shape_classes, move
        The classes of the shapes that it draws for a view, on whichever days. The view with the shape of a class moved
        by so many map units of 100 km to the right and up; as it was where it cannot be.
    circle_classes, view_labels
        The classes of the circles that it draws in an area: by a click on their legend, and by `class=`, it keeps the
        areas that have a circle of some classes, and draws those circles alone (`ComposeContext.kept_circles`). The
        labels of classes that depend on the view, by id.
    is_offered
        Whether the sidebar of a view has a switch for it.
    controls, controls_title
        Its controls in the sidebar. They stand under the switches of the layers while the layer is on; with a title in
        a part of their own, folded while the layer is off.
    view_fields
        The fields of a view that it alone reads: what is drawn while it is off does not hang on them.
    redraws_page
        The fields of a view that the rest of the page follows, beside map and panel, while the layer is on: of those
        that change without it, `statuses`, `class_filter` and `country`.
    noun, nouns
        What its legend counts; by class id where a class counts something else.
    picture, mark, notes, weak_sources
        What it adds to the map. Words across the whole picture where it cannot be used as it is. The notes under the
        map, asked of every layer, on or off. The notes on weak documents behind what it shows in some areas, by code.
    is_filtered, passes
        Whether a view sets the layer's own filter, and whether an area passes it; asked of every layer, on or off.
    headline, how_counted, caveat
        The sentence over the map: of the layers that are on, the topmost that has one says it. How the layer that fills
        counts, for the line under the headline; what stands there instead when this layer says the headline over
        another's fill.
    empty
        Why the map shows nothing of what was asked; asked of the layer that fills.
    panel_title, subject, listings, sections, panel_order, state_sections, state_order
        The title of the panel of a view, where it has one of its own. What its subtitle names. The states that a slide
        names, where the layer fills the areas. The sections of the
        panel of a view, and their place: a lower order stands first, equal ones in drawing order. The sections of the
        panel of one country, asked whether on or off, and their place among those that no layer has
        (`dashboard/maps/compose/country_panel.py`).
    is_listed_when_off
        Whether its columns of the table and its lines on cards stand while it is off as well.
    columns, view_columns, facts
        Its columns of the table, behind them those that depend on the view, and what it states in both of one state.
    card, card_heading, is_class_text
        What the card of an area says, with the numbers of its sources, and the heading over it. A line that cites
        nothing stands without the heading. Whether the line says the class as well, and so takes the place of its label
        where the layer fills the areas.
    named_records
        The ids of the records that a view names for it to draw.
    drawn_claim
        The one claim that it draws, which goes before the claim that the view's rule picks.
    quote, quote_order, view_quote, counted_by
        What a quote says of the chosen country, lower orders first. What it says of the whole view in place of the
        headline; the topmost layer that is on says it. Whom a quoted headline names for the counts, where the layer
        fills the areas.
    records
        The records that it draws. What changed of them between two data releases is listed where a frozen link is
        opened: of all areas while the layer is on, of the chosen country also while it is off.
    about
        Its chapters on the page about the atlas; asked whether on or off.
    """

    layer_id: str
    label: str
    is_main: bool = False
    can_fill: bool = False
    is_counted: Callable[[ComposeContext, State], bool] = _is_state
    is_comparable: bool = False
    shows_changes: bool = False
    days: Callable[[ComposeContext], Iterable[date]] = _nothing
    caption: Callable[[ComposeContext], str] = _no_text
    classes: Mapping[str, str] = field(default_factory=dict)
    class_of: Callable[[ComposeContext, AreaRow], str] = _no_class
    shape_classes: Callable[[View], Sequence[str]] = _nothing
    move: Callable[[ComposeContext, str, float, float], View] = _not_moved
    circle_classes: Callable[[ComposeContext, AreaRow], Collection[str]] = _nothing
    view_labels: Callable[[ComposeContext], Mapping[str, str]] = _no_labels
    is_offered: Callable[[View], bool] = _offered_always
    controls: tuple[Choice | Choices, ...] = ()
    controls_title: str = ""
    view_fields: frozenset[str] = frozenset()
    redraws_page: frozenset[str] = frozenset()
    noun: Noun = STATES
    nouns: Mapping[str, Noun] = field(default_factory=dict)
    picture: Callable[[ComposeContext], Picture] = _no_picture
    mark: Callable[[ComposeContext], str] = _no_text
    notes: Sentences = _nothing
    weak_sources: Callable[[ComposeContext, Collection[str]], Sequence[str]] = _nothing
    is_filtered: Callable[[View], bool] = _not_filtered
    passes: Callable[[ComposeContext, AreaRow], bool] = _every_area
    headline: Callable[[ComposeContext], Headline | None] = _none
    how_counted: Callable[[ComposeContext], str] = _no_text
    caveat: str = ""
    empty: Callable[[ComposeContext], Empty | None] = _none
    panel_title: Callable[[ComposeContext], str] = _no_text
    subject: Callable[[ComposeContext], str] = _no_text
    listings: Callable[[ComposeContext], Sequence[Listing]] = _nothing
    sections: Callable[[ComposeContext], Sequence[Section]] = _nothing
    panel_order: int = 9
    state_sections: Callable[[ComposeContext, State], Sequence[Section]] = _nothing
    state_order: int = 8
    is_listed_when_off: bool = False
    columns: tuple[Column, ...] = ()
    view_columns: Callable[[ComposeContext], tuple[Column, ...]] = _nothing
    facts: Callable[[ComposeContext, AreaRow], RowFacts] = _no_facts
    card: Callable[[ComposeContext, AreaRow], CitedText] = _no_cited_text
    card_heading: Callable[[ComposeContext], str] = _no_text
    is_class_text: bool = False
    named_records: Callable[[View], Collection[str]] = _nothing
    drawn_claim: Callable[[ComposeContext], Claim | None] = _none
    quote: Callable[[ComposeContext, State], str] = _no_text
    quote_order: int = 0
    view_quote: Callable[[ComposeContext], str] = _no_text
    counted_by: str = COUNTED_BY
    records: tuple[Records, ...] = ()
    about: Callable[[Dataset], Sequence[Chapter]] = _nothing

    @property
    def has_days(self) -> bool:
        """Whether the live map can play it through time."""
        return self.days is not _nothing

    @property
    def has_kept_circles(self) -> bool:
        """Whether a view can be kept to classes of its circles."""
        return self.circle_classes is not _nothing


class RegistryError(ValueError):
    """Two layers, or two formats, have one id; the message says which, and what to do."""


class Layers:
    """The layers that a reader can switch on, in drawing order from the ground up."""

    def __init__(self, *layers: Layer) -> None:
        """Keep layers in this order.

        Raises
        ------
        RegistryError
            When two layers have one id, or a column or control with one id.
        """
        self._by_id: dict[str, Layer] = {}
        owners: dict[tuple[str, str], Layer] = {}
        for layer in layers:
            other = self._by_id.setdefault(layer.layer_id, layer)
            if other is not layer:
                raise RegistryError(
                    f"two layers have the id {layer.layer_id!r}, “{other.label}” and “{layer.label}”; "
                    "give the newer one an id that no layer has had"
                )
            parts = [("column", column.column_id) for column in layer.columns]
            parts += [("control", control.key) for control in layer.controls]
            for part in parts:
                other = owners.setdefault(part, layer)
                if other is not layer:
                    kind, part_id = part
                    raise RegistryError(
                        f"two layers have a {kind} {part_id!r}, “{other.label}” and “{layer.label}”; "
                        "give that of the newer one another id"
                    )

    def __iter__(self) -> Iterator[Layer]:
        return iter(self._by_id.values())

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids in drawing order."""
        return tuple(self._by_id)

    def on(self, view: View) -> tuple[Layer, ...]:
        """Return the layers that a view has switched on, in drawing order.

        Raises
        ------
        UnknownKeyError
            When the view names a layer that is not among these.
        """
        for layer_id in view.layers:
            if layer_id not in self._by_id:
                raise UnknownKeyError("layer", layer_id, self.ids)
        return tuple(layer for layer in self if layer.layer_id in view.layers)

    def fill(self, view: View) -> Layer | None:
        """Return the layer that fills the areas of a view: the first in drawing order that can."""
        return next((layer for layer in self.on(view) if layer.can_fill), None)

    def with_fields_of(self, view: View, layer_ids: Collection[str]) -> View:
        """Return a view without what other layers than these alone read; views that show the same are then equal."""
        others = (layer for layer in self if layer.layer_id not in layer_ids)
        plain = View()
        return replace(view, **{name: getattr(plain, name) for layer in others for name in layer.view_fields})

    def toggled(self, view: View, layer_id: str, *, is_on: bool) -> View:
        """Return a view with one layer switched on or off, its layers in drawing order."""
        kept = {*view.layers, layer_id} if is_on else {*view.layers} - {layer_id}
        return self.with_filter_in_sight(replace(view, layers=tuple(known for known in self.ids if known in kept)))

    def with_filter_in_sight(self, view: View) -> View:
        """Return a view without the classes that it is kept to, where their layer neither fills nor has circles."""
        if view.class_filter is None:
            return view
        layer = next((layer for layer in self.on(view) if layer.layer_id == view.class_filter.layer), None)
        is_in_sight = layer is not None and (layer is self.fill(view) or layer.has_kept_circles)
        return view if is_in_sight else replace(view, class_filter=None)

    def kept_to(self, view: View, classes: Collection[str], layer_id: str = "") -> View:
        """Return a view kept to some classes of a legend; all of them are no filter.

        Classes that the legend does not have are left out. Where none is left, and where the layer has no such filter,
        the view stays as it is.

        Parameters
        ----------
        layer_id
            The layer whose circles are kept; "" for the layer that fills the view.
        """
        circles = (layer for layer in self.on(view) if layer.layer_id == layer_id and layer.has_kept_circles)
        layer = next(circles, None) if layer_id else self.fill(view)
        kept = tuple(class_id for class_id in layer.classes if class_id in classes) if layer is not None else ()
        if layer is None or not layer.classes or (classes and not kept):
            return view
        is_all = not kept or len(kept) == len(layer.classes)
        return replace(view, class_filter=None if is_all else ClassFilter(layer.layer_id, kept))
