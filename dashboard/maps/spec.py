"""The map specification: everything that will be seen, as frozen data that any renderer can draw, and its JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal, TypeAlias

from dashboard.maps.view import View
from dashboard.maps.wording import Noun
from geodata import Freshness
from geodata.geo.extent_geometry import FIRST_LEVEL_SUFFIX, areas_in_view
from geodata.source_numbers import source_numbers

# -- Positions are longitude and latitude in degrees (EPSG:4326).


@dataclass(frozen=True, slots=True)
class CitedText:
    """A piece of text and the numbers of the sources that it rests on, which each writer places behind it."""

    text: str
    sources: tuple[int, ...] = ()

    @property
    def printed(self) -> str:
        """The text with the numbers in brackets behind it, where there are any: Left on 1 March 2026 [2,5]."""
        return f"{self.text} {source_numbers(self.sources)}" if self.sources else self.text

    def renumbered(self, numbers: Mapping[int, int]) -> CitedText:
        """Return the text with the numbers that its sources have in another list; their order stays.

        Parameters
        ----------
        numbers
            The numbers in the other list by those in this one.

        Raises
        ------
        KeyError
            When the other list lacks one of its sources.
        """
        return replace(self, sources=tuple(numbers[number] for number in self.sources)) if self.sources else self


NO_TEXT = CitedText("")


@dataclass(frozen=True, slots=True)
class LegendClass:
    """One class of a legend; `count` counts states, never polygons; `is_selected` says if the filter keeps it."""

    class_id: str
    label: str
    meaning: str
    look: Look
    count: int
    is_selected: bool


# What a click on a class of a legend changes: the classes kept (of a layer that fills the areas, or of circles), the
# least class of claims, or nothing.
LegendEdit: TypeAlias = Literal["keep", "circles", "least", ""]


@dataclass(frozen=True, slots=True)
class Legend:
    """All classes of one layer, whether or not any state is in them; `symbol` is fill, circle, line or shape.

    `edit` is what a click on one of them changes on the live map. `counted` is what the classes count where that is
    other than the layer counts, such as own areas: no part of the JSON, where it stands in words.
    """

    layer: str
    title: str
    symbol: str
    classes: tuple[LegendClass, ...]
    note: str
    edit: LegendEdit = ""
    counted: Noun | None = None


@dataclass(frozen=True, slots=True)
class AreaFeature:
    """One area: the class that fills it, the sentence a reader hovers, whether the filter mutes it."""

    area: str
    name: str
    class_id: str
    sentence: CitedText
    is_muted: bool
    follows: str  # the state that administers a territory, which is drawn lighter


@dataclass(frozen=True, slots=True)
class Symbol:
    """A point symbol: a graduated circle of the contamination layer, or an event; `radius` is in pixels.

    Where there are `rings`, closed and filled by the even-odd rule, an area is drawn in its place. They are outlines of
    a reader: no part of the JSON.
    """

    symbol_id: str
    layer: str
    lon: float
    lat: float
    radius: float
    class_id: str
    sentence: CitedText
    area: str
    rings: tuple[tuple[tuple[float, float], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A polygon of the view and not of the boundaries: the footprint, as a ring of (lon, lat) that is not closed.

    `sentence` says what it is, `size` how large that is where there is something to compare it with. Where time is
    played back to before `stated`, it is not shown.
    """

    shape_id: str
    layer: str
    ring: tuple[tuple[float, float], ...]
    class_id: str
    sentence: CitedText
    size: CitedText = NO_TEXT
    stated: date | None = None

    @property
    def printed(self) -> str:
        """Both sentences with the numbers of their sources, for readers who cannot see the shape."""
        return ". ".join(text.printed for text in (self.sentence, self.size) if text.text)

    @property
    def sources(self) -> tuple[int, ...]:
        """The numbers of the sources of both sentences, in their order."""
        return (*self.sentence.sources, *self.size.sources)

    def renumbered(self, numbers: Mapping[int, int]) -> Shape:
        """Return the shape with the numbers that its sources have in another list (`CitedText.renumbered`).

        How large it is is left out where the list lacks the source of that, as in a step of a story.
        """
        size = self.size.renumbered(numbers) if numbers.keys() >= {*self.size.sources} else NO_TEXT
        return replace(self, sentence=self.sentence.renumbered(numbers), size=size)


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

    `is_computed` marks counts and shares that the atlas computes itself and that therefore carry no citation. `records`
    are the ids of the rows of the tables that the line states, by which a reader reports it: no part of the JSON, of a
    content id, or of what makes two lines equal.
    """

    figure: str
    text: str
    sources: tuple[int, ...]
    is_computed: bool = False
    swatch: str = ""
    detail: str = ""
    records: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Listing:
    """The states of a class that a reader asked for, one a line: its name is the figure, what decides it the text."""

    title: str
    lines: tuple[Line, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names in their order."""
        return tuple(line.figure for line in self.lines)

    def renumbered(self, numbers: Mapping[int, int]) -> Listing:
        """Return the listing with the numbers that its sources have in another list, without those that it lacks."""
        known = (tuple(numbers[number] for number in line.sources if number in numbers) for line in self.lines)
        lines = (replace(line, sources=sources) for line, sources in zip(self.lines, known, strict=True))
        return replace(self, lines=tuple(lines))


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


Cell: TypeAlias = "str | float | tuple[str, ...] | None"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: the key of its cells, its title, the layer whose cells they are, and how it is set.

    `width` is in characters of a workbook, `pixels` that of the screen, 0 as wide as its text. Cells of figures are
    numbers, cells of days ISO 8601 dates or empty. A property stands in GeoJSON too.
    """

    column_id: str
    title: str
    layer: str = ""
    width: int = 24
    pixels: int = 0
    is_figure: bool = False
    is_day: bool = False
    is_property: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One state of the table: what its columns say, in their order.

    `detail` stands behind the label of its class on the card of a light page, `card` are further lines of that card,
    and `documents` publisher and day of the documents behind both, the strongest of each layer first.
    """

    area: str
    columns: tuple[Column, ...]
    cells: tuple[Cell, ...]
    detail: str = ""
    card: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    def __getitem__(self, column_id: str) -> Cell:
        """The cell of a column.

        Raises
        ------
        KeyError
            When the table has no such column.
        """
        for column, cell in zip(self.columns, self.cells, strict=True):
            if column.column_id == column_id:
                return cell
        raise KeyError(column_id)

    def text(self, column_id: str) -> str:
        """Return a cell as text."""
        return cell_text(self[column_id])


def cell_text(cell: Cell) -> str:
    """Return a cell as text: a figure without needless decimals, several sources joined by semicolons.

    Examples
    --------
    >>> cell_text(17.041562), cell_text(None), cell_text(("UN, 2026", "Monitor, 2025"))
    ('17.041562', '', 'UN, 2026; Monitor, 2025')
    """
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return "; ".join(cell) if isinstance(cell, tuple) else cell


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
    """Everything that will be seen; equal views and data give equal specifications.

    `text_alternative` says the headline and the legends in words, `spoken` what is drawn and has no legend, a sentence
    each without its final stop; `in_words` is both.

    `view` is the view composed, with `day` spelled out, so that its link shows the same day whenever it is opened.
    `link` is the link of the view as it was asked for, which names no day where it asked for today.
    """

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
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    text_alternative: str
    release: str
    depositary_read: date  # as of when the status page was last read; of two treaties, the older reading
    link: str
    view: View
    beside: Beside | None = None
    empty: Empty | None = None
    history: bool = False  # whether what fills the areas can be played through time
    streets: str = ""  # id of the street map beneath
    mark: str = ""  # words across the whole picture, which keep it from being taken for a finished one
    names: str = ""  # the one kind of names that texts and labels use; empty where they differ
    spoken: tuple[CitedText, ...] = ()
    listings: tuple[Listing, ...] = ()
    shape_classes: tuple[tuple[str, str], ...] = ()  # layer and class of each shape that some day of the view can have
    # `sources` with the places of the listings too, then those that these alone cite; empty without listings.
    listing_sources: tuple[SourceNote, ...] = ()

    @property
    def all_sources(self) -> tuple[SourceNote, ...]:
        """Every source by its number, for outputs that print the listings: beside a country, the panel cites others."""
        return self.listing_sources or self.sources

    @property
    def frame(self) -> str:
        """The id of the frame whose shapes are drawn: with first-level areas where the overlay `parts` is."""
        return self.extent + FIRST_LEVEL_SUFFIX if "parts" in self.overlays else self.extent

    @property
    def classes_in_view(self) -> frozenset[str]:
        """The classes of the fill that its map shows, for a legend that counts nothing."""
        in_view = areas_in_view(self.extent)
        return frozenset(area.class_id for area in self.areas if area.area in in_view)

    @property
    def in_words(self) -> str:
        """The map in words, for readers who cannot see it, with the numbers of sources as they are printed."""
        return " ".join([self.text_alternative, *(f"{sentence.printed}." for sentence in self.spoken)])

    def renumbered(self, numbers: Mapping[int, int]) -> MapSpec:
        """Return the specification with other numbers in the sentences that a picture prints or is described by.

        What is only described is left out where `numbers` lacks a source of it.

        Raises
        ------
        KeyError
            When `numbers` lacks a source of what is printed on a shape.
        """
        return replace(
            self,
            shapes=tuple(shape.renumbered(numbers) for shape in self.shapes),
            listings=tuple(listing.renumbered(numbers) for listing in self.listings),
            spoken=tuple(one.renumbered(numbers) for one in self.spoken if numbers.keys() >= {*one.sources}),
        )


# -- How classes look: fills for both themes, the hatch over them, and the marker of what is no area. The tiles of
# hatches and the forms of markers are in palette.py.

PictureTheme: TypeAlias = Literal["light", "dark"]
THEMES: tuple[PictureTheme, ...] = ("light", "dark")


class Hatch(StrEnum):
    """The pattern drawn over a fill, so that meaning never rests on colour alone."""

    NONE = "none"
    DOTS = "dots"
    DIAGONAL = "diagonal"
    BACK_DIAGONAL = "back-diagonal"
    CROSS = "cross"
    VERTICAL = "vertical"
    HORIZONTAL = "horizontal"


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour in the light and in the dark theme, as #RRGGBB."""

    light: str
    dark: str

    def of(self, theme: PictureTheme) -> str:
        """Return the colour of a theme."""
        return self.dark if theme == "dark" else self.light


@dataclass(frozen=True, slots=True)
class Look:
    """How a class is drawn: fill, hatch over it, ink of the hatch; events have a marker instead."""

    fill: Paint
    hatch: Hatch
    ink: Paint
    marker: Marker | None = None


class Marker(StrEnum):
    """The form in which a place is marked."""

    DIAMOND = "diamond"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DOWNWARD = "downward"
    PLUS = "plus"
    STAR = "star"
    CROSS = "cross"


# -- What the page about the atlas says of a layer: no part of a specification.


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means here; `look` is how the map shows it, `url` where it comes from.

    `items` are single cases of it, folded under `folded`.
    """

    word: str
    text: str
    look: Look | None = None
    url: str = ""
    items: tuple[str, ...] = ()
    folded: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A titled part: sentences first, then terms; long lists of terms are folded under `folded`."""

    title: str
    sentences: tuple[str, ...]
    terms: tuple[Term, ...] = ()
    folded: str = ""


# -- A specification as JSON: every field of it under its own name, nothing that is seen left out, so that equal maps
# give equal text.
#
# It is what readers download for a machine to read, and what the content id of a frozen link is the hash of.

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
FORMAT = "mine-ban-atlas-map-2"  # another number when a field changes its name or its meaning
# `link` and `day` say the same as the view, panel and table as the listings; the ids of rows are no words of a view.
_NOT_IN_JSON = frozenset({"view", "records", "rings", "counted", "listings", "listing_sources", "shape_classes"})


def spec_json(spec: MapSpec, *, freshness: Freshness | None = None) -> str:
    """Return a specification as JSON text that ends with a line break.

    `format` comes first, then the fields of `MapSpec` but for some of the atlas' own, in their order; days are ISO
    8601, positions longitude and latitude in degrees, colours #RRGGBB, a value that there is not is null.

    Parameters
    ----------
    freshness
        For a file: adds `freshness` at the end, an object with the day on which the file was made, the age of the
        depositary reading in days, whether that is fresh, amber or red, and a sentence. Never part of a content id.
    """
    parts: dict[str, Json] = {"format": FORMAT}
    parts |= {part.name: as_json(getattr(spec, part.name)) for part in fields(spec) if part.name not in _NOT_IN_JSON}
    if not spec.mark:
        del parts["mark"]  # few pictures have one, and the content ids of the others are older than it
    if freshness is not None:
        parts["freshness"] = {
            "made_on": freshness.on.isoformat(),
            "age_days": freshness.days,
            "age": freshness.age.value,
            "sentence": freshness.dated_sentence,
        }
    return json.dumps(parts, ensure_ascii=False, indent=1) + "\n"


def as_json(value: object) -> Json:
    """Return a part of a specification as what JSON can hold; a record becomes an object with its fields.

    A text with sources becomes one string, as it is printed. A row of the table becomes an object with its cells by the
    ids of their columns.

    Raises
    ------
    TypeError
        When a value is of a kind that no field of a specification has.
    """
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [as_json(item) for item in value]
    if isinstance(value, CitedText):
        return value.printed
    if isinstance(value, TableRow):
        cells = {column.column_id: as_json(cell) for column, cell in zip(value.columns, value.cells, strict=True)}
        return {**cells, "detail": value.detail, "card": as_json(value.card), "documents": as_json(value.documents)}
    if is_dataclass(value):
        return {
            part.name: as_json(getattr(value, part.name)) for part in fields(value) if part.name not in _NOT_IN_JSON
        }
    raise TypeError(f"a {type(value).__name__} has no form in the JSON of a specification")
