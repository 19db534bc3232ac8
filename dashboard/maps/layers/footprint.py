"""The footprint layer: figures of area as circles or squares of exactly that area. Same area as, not location of.

A figure is a claim of an area, or the area cleared in a year as one claimant states it. Several are drawn side by side,
each with its own sentence; they measure different things and are never added up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from dashboard.maps.as_of import marked_fact
from dashboard.maps.context import Choice, Choices, ComposeContext, Layer, Picture
from dashboard.maps.layers import contamination
from dashboard.maps.spec import NO_TEXT, Chapter, CitedText, Headline, Line, Section, Shape
from dashboard.maps.view import FURTHEST_LATITUDE, MOST_FOOTPRINTS, PLACE_DECIMALS, Footprint, View
from dashboard.maps.wording import paragraphs, spelled_at_start
from geodata.claims import SURVEY_BASES
from geodata.collation import name_key
from geodata.dataset import Dataset
from geodata.dataset_cache import kept_with_dataset
from geodata.geo.extent_geometry import STREET_SUFFIX, frame_extent
from geodata.geo.projections import equal_area_circle, equal_area_square, point_at, polygon_km2, project, unproject
from geodata.model import Claim, ClearanceResult, Confidence, CountryArea, State
from geodata.sources import with_mark
from geodata.wording import (
    claim_date_text,
    claim_figure,
    claimant_text,
    definition_heading,
    definition_in_sentence,
    enumeration,
    name_in_sentence,
    number,
    uncapitalized,
)

ID = "footprint"

CAPTION = "same area as, not location of"  # inside a sentence
CAPTION_SENTENCE = "Same area as, not location of."
_VERTICES = 96
_GAP = 0.08  # between shapes side by side, in terms of the widest
_DECIMALS = 4  # of a degree: 11 m, enough for the area of a large shape
_LARGEST_ERROR = 0.0005  # of the area of the ring as it is sent


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of area on record: its id, the area that it is about, km², the last day of when it was stated."""

    figure_id: str
    area: str
    km2: float
    stated: date
    fact: Claim | ClearanceResult

    @property
    def text(self) -> str:
        """The figure in words."""
        if isinstance(self.fact, Claim):
            return claim_figure(self.fact)
        return f"{number(self.km2)} km² cleared in {self.fact.year}"

    @property
    def who(self) -> str:
        """Who states it, and when that is on record."""
        if isinstance(self.fact, Claim):
            return f"{claimant_text(self.fact)}, {claim_date_text(self.fact)}"
        return self.fact.claimant

    @property
    def measures(self) -> str:
        """What it measures."""
        if isinstance(self.fact, Claim):
            return definition_heading(self.fact.definition)
        return "Land cleared in the year"

    def marked(self, text: str) -> str:
        """Return a sentence on the figure with the mark of its sources."""
        return with_mark(self.fact, text) if isinstance(self.fact, Claim) else marked_fact(self.fact, text)


@kept_with_dataset(4)
def figures(dataset: Dataset) -> Mapping[str, Figure]:
    """Return what can be drawn to scale, by id: verified claims of an area, and areas cleared in a year.

    A result of clearance counts from the day after its year, as in the layer of clearance.
    """
    claims = (
        Figure(claim.claim_id, claim.area, claim.value, claim.date_said.latest, claim)
        for claim in dataset.claim_by_id.values()
        if claim.unit == "km2" and claim.value is not None and claim.value > 0
    )
    results = (
        Figure(result.clearance_id, result.area, result.cleared_km2, date(result.year + 1, 1, 1), result)
        for rows in dataset.clearance.values()
        for result in rows
        if result.cleared_km2
    )
    known = [figure for figure in (*claims, *results) if figure.area in dataset.states]
    return {figure.figure_id: figure for figure in known if figure.fact.confidence is not Confidence.UNVERIFIED}


@kept_with_dataset(4)
def drawable(dataset: Dataset) -> frozenset[str]:
    """Return what a link can name as a figure, whatever the day."""
    return frozenset(figures(dataset))


def days(ctx: ComposeContext) -> set[date]:
    """Return the days from which on a figure of the view is drawn."""
    known = figures(ctx.dataset)
    return {known[footprint.figure].stated for footprint in ctx.view.footprints if footprint.figure in known}


def drawn(ctx: ComposeContext) -> list[tuple[Footprint, Figure]]:
    """Return the figures to draw, in the order of the view: those that were on record by the day."""
    known = figures(ctx.dataset)
    shown = [(footprint, known[footprint.figure]) for footprint in ctx.view.footprints if footprint.figure in known]
    return [(footprint, figure) for footprint, figure in shown if figure.stated <= ctx.day]


def claim(ctx: ComposeContext) -> Claim | None:
    """Return the claim that is drawn, where it is the first figure."""
    first = next((figure.fact for _, figure in drawn(ctx)), None)
    return first if isinstance(first, Claim) else None


def _half_width(figure: Figure, *, is_square: bool) -> float:
    """Return half the width of a shape, in km."""
    return math.sqrt(figure.km2 / (4 if is_square else math.pi))


def places(ctx: ComposeContext) -> list[tuple[float, float]]:
    """Return the middle of each shape, in degrees: those on one area stand side by side about its label point."""
    drawn_figures = drawn(ctx)
    rows: dict[str, list[int]] = {}
    at: list[tuple[float, float]] = []
    for i, (footprint, figure) in enumerate(drawn_figures):
        place = footprint.place or figure.area
        at.append(place if isinstance(place, tuple) else (0.0, 0.0))
        if isinstance(place, str):
            rows.setdefault(place, []).append(i)
    for area, members in rows.items():
        state = ctx.dataset.state(area)
        halves = [_half_width(drawn_figures[i][1], is_square=drawn_figures[i][0].is_square) for i in members]
        gap = 2 * max(halves) * _GAP
        west = -(2 * sum(halves) + gap * (len(members) - 1)) / 2
        for i, half in zip(members, halves, strict=True):
            at[i] = (state.label_lon, state.label_lat)
            if len(members) > 1:
                at[i] = point_at(*at[i], east_km=west + half)
            west += 2 * half + gap
    return at


def _ring(lon: float, lat: float, km2: float, *, is_square: bool) -> tuple[tuple[float, float], ...]:
    """Return the corners, rounded to as few decimals as leave the area right."""
    make = equal_area_square if is_square else equal_area_circle
    corners = np.asarray(make(lon, lat, km2, vertices=_VERTICES).exterior.coords[:-1])
    for decimals in range(_DECIMALS, 9):
        ring = np.round(corners, decimals)
        error = polygon_km2(ring) / km2 - 1
        if abs(error) <= _LARGEST_ERROR:
            break
    return tuple((lon, lat) for lon, lat in ring.tolist())


def _place_text(ctx: ComposeContext, footprint: Footprint, figure: Figure) -> str:
    """Return where a shape stands, where that is not the area that its figure is about."""
    if isinstance(footprint.place, tuple):
        (lon, lat), of = footprint.place, "drawn at {:g}° {}, {:g}° {}"
        return of.format(abs(lat), "S" if lat < 0 else "N", abs(lon), "W" if lon < 0 else "E")
    if footprint.place and footprint.place != figure.area:
        return f"drawn on {name_in_sentence(ctx.dataset.state(footprint.place).name)}"
    return ""


def _part(figure: Figure) -> str:
    return f" ({figure.fact.part})" if figure.fact.part else ""


def _name(ctx: ComposeContext, figure: Figure) -> str:
    return name_in_sentence(ctx.dataset.state(figure.area).name) + _part(figure)


def _sentence(ctx: ComposeContext, footprint: Footprint, figure: Figure, *, is_alone: bool) -> str:
    """Return whose figure a shape has, when it was stated, and what it measures where there are several."""
    where = _place_text(ctx, footprint, figure)
    if is_alone and not where and isinstance(figure.fact, Claim):
        return figure.marked(f"{figure.text} ({CAPTION}): {figure.who}")
    caption = "; ".join(filter(None, [CAPTION, where]))
    about = f"{ctx.dataset.state(figure.area).name}{_part(figure)}"
    return figure.marked(f"{about}, {figure.text} ({caption}): {figure.who}. {figure.measures}")


def shape_classes(view: View) -> tuple[str, ...]:
    """Return the class of the shape of each figure of a view: the first is that of a map with one alone."""
    return (ID, *(f"{ID}-{place + 1}" for place in range(1, len(view.footprints))))


def _shape_id(footprint: Footprint, drawn_figures: Sequence[tuple[Footprint, Figure]], i: int) -> str:
    """Return the id of the figure, with a number where it is drawn a second time."""
    before = sum(one.figure == footprint.figure for one, _ in drawn_figures[:i])
    return f"{footprint.figure}-{before + 1}" if before else footprint.figure


def shapes(ctx: ComposeContext) -> tuple[Shape, ...]:
    """Return a shape of the area of each figure; nothing where none was on record yet."""
    drawn_figures = drawn(ctx)
    classes = dict(zip(ctx.view.footprints, shape_classes(ctx.view), strict=True))
    return tuple(
        Shape(
            _shape_id(footprint, drawn_figures, i),
            ID,
            _ring(lon, lat, figure.km2, is_square=footprint.is_square),
            classes[footprint],
            CitedText(
                _sentence(ctx, footprint, figure, is_alone=len(drawn_figures) == 1), ctx.cite(figure.fact.citations)
            ),
            size_of(ctx, figure),
            figure.stated,
        )
        for i, ((footprint, figure), (lon, lat)) in enumerate(zip(drawn_figures, places(ctx), strict=True))
    )


def stated_later(ctx: ComposeContext) -> str:
    """Return why nothing is drawn: other figures of an area may have been on record by the day."""
    return f"{'The figure' if len(ctx.view.footprints) == 1 else 'Every figure'} chosen was stated after this day."


def note(ctx: ComposeContext) -> str:
    """Return the sentences that go with the layer."""
    drawn_figures = drawn(ctx)
    if not drawn_figures:
        return f"Footprint: {uncapitalized(stated_later(ctx))}"
    later = len(ctx.view.footprints) - len(drawn_figures)
    rest = f" {spelled_at_start(later)} more {'was' if later == 1 else 'were'} stated after this day." if later else ""
    if len(drawn_figures) == 1:
        form = "square" if drawn_figures[0][0].is_square else "circle"
        return f"The {form} of the footprint has exactly the area that was claimed: {CAPTION}.{rest}"
    return (
        f"Each shape drawn to scale has exactly the area of its own figure: {CAPTION}. They are never added up.{rest}"
    )


def _claim_sentence(ctx: ComposeContext, claim: Claim) -> str:
    """A survey reports; anything else puts a figure on something."""
    when = f"on {claim.date_said.label}" if claim.date_said.is_exact else f"({claim.date_said.label})"
    about = definition_in_sentence(claim.definition)
    name = name_in_sentence(ctx.dataset.state(claim.area).name) + (f" ({claim.part})" if claim.part else "")
    claimant = claim.claimant + ("," if "," in claim.claimant else "")
    if claim.basis in SURVEY_BASES:
        return f"{claimant} reported {claim_figure(claim)} in {name} {when}: {about}"
    return f"{claimant} put the figure for {name} at {claim_figure(claim)} {when}: {about}"


def section(ctx: ComposeContext) -> Section:
    """Return the figures that are drawn with their sizes, and that their shapes say how large and not where."""
    drawn_figures = drawn(ctx)
    if not drawn_figures:
        return Section("Footprint", (), stated_later(ctx))
    is_alone = len(drawn_figures) == 1
    lines = [line for _, figure in drawn_figures for line in _figure_lines(ctx, figure, is_alone=is_alone)]
    lines.append(Line("", CAPTION_SENTENCE, (), is_computed=True))
    if not is_alone:
        lines.append(Line("", "Figures of different things: never added up.", (), is_computed=True))
    return Section("Footprint, drawn to scale", tuple(lines), open_count=max(3, len(lines)))


def _figure_lines(ctx: ComposeContext, figure: Figure, *, is_alone: bool) -> Iterator[Line]:
    """Yield a figure with who states it, and how large it is."""
    if is_alone and isinstance(figure.fact, Claim):
        text = figure.marked(figure.who)
    else:
        text = figure.marked(". ".join(filter(None, [f"{_name(ctx, figure)}: {figure.who}", figure.measures]))) + "."
    yield Line(figure.text, text, ctx.cite(figure.fact.citations), records=(figure.figure_id,))
    size = size_of(ctx, figure)
    if size.text:
        yield Line("", f"{size.text}.", size.sources, records=(figure.figure_id,))


def state_sections(ctx: ComposeContext, state: State) -> Sequence[Section]:
    """Return how large the figures drawn of a state are, while the layer is on; the claims stand in other sections."""
    if not ctx.has(ID):
        return ()
    sizes: dict[CitedText, tuple[str, ...]] = {}
    for _, figure in drawn(ctx):
        if figure.area == state.area:
            size = size_of(ctx, figure)
            sizes[size] = (*sizes.get(size, ()), figure.figure_id)
    lines = tuple(Line("", f"{size.text}.", size.sources, records=ids) for size, ids in sizes.items() if size.text)
    return (Section("Drawn to scale", lines, open_count=len(lines)),) if lines else ()


def headline(ctx: ComposeContext) -> Headline | None:
    """Return the figures that are drawn in a sentence; nothing on a map that filters or compares states."""
    figures = [figure for _, figure in drawn(ctx)]
    if not figures or ctx.is_filtered or ctx.second is not None or ctx.since is not None:
        return None
    first, *others = figures
    text = first.marked(_figure_sentence(ctx, first))
    if len(others) == 1:
        beside = f"{others[0].text} ({others[0].who})"
        text += f". Beside it, to scale and never added up: {others[0].marked(beside)}"
    elif others:
        text += f". {spelled_at_start(len(others))} more are drawn to scale"
    return Headline(text, ctx.cite(cited for figure in figures for cited in figure.fact.citations))


def _figure_sentence(ctx: ComposeContext, figure: Figure) -> str:
    if isinstance(figure.fact, Claim):
        return _claim_sentence(ctx, figure.fact)
    return f"{figure.who} reported {figure.text} in {_name(ctx, figure)}"


def picture(ctx: ComposeContext) -> Picture:
    """Return the shapes of the figures."""
    placed = shapes(ctx)
    drawn_to_scale = (CitedText(f"Drawn to scale: {shape.sentence.text}", shape.sentence.sources) for shape in placed)
    sizes = (shape.size for shape in placed)
    spoken = (text for pair in zip(drawn_to_scale, sizes, strict=True) for text in pair if text.text)
    return Picture(shapes=placed, spoken=tuple(spoken))


def quote(ctx: ComposeContext, state: State) -> str:
    """Return the claim about a state, unless the layer of claims says it, and how large the figures drawn of it are."""
    claim_text = "" if ctx.has(contamination.ID) else contamination.quote(ctx, state)
    sizes = (size_of(ctx, figure).text for _, figure in drawn(ctx) if figure.area == state.area)
    return ". ".join(dict.fromkeys(filter(None, [claim_text, *sizes])))


def view_quote(ctx: ComposeContext) -> str:
    """Return the figures that are drawn; nothing on a map that filters or compares states, whose headline counts."""
    figures = [figure for _, figure in drawn(ctx)]
    if not figures or ctx.is_filtered or ctx.view.beside or ctx.since:
        return ""
    texts = [text for figure in figures for text in (_figure_quote(ctx, figure), size_of(ctx, figure).text)]
    return "; ".join(dict.fromkeys(filter(None, texts)))


def _figure_quote(ctx: ComposeContext, figure: Figure) -> str:
    if isinstance(figure.fact, Claim):
        return contamination.claim_quote(ctx, figure.fact)
    ctx.cite(figure.fact.citations)
    return figure.marked(_figure_sentence(ctx, figure))


# -- How large a figure is, in words: its share of its country, and a country that is as large. Both rest on published
# land areas (country_areas.csv); what has none there is not compared.

CLOSEST, NOTHING = "", "none"  # values of `View.scale` beside the codes of areas
LEAST_SHARE = 0.0001  # of a country's land; a smaller one is only said to be smaller
ALIKE = 0.05  # by how much two areas may differ and still be called about as large as one another
MOST_UNLIKE = 1.5  # a country that is further off by this factor says nothing of an area unless a reader asks for it


def size_of(ctx: ComposeContext, figure: Figure) -> CitedText:
    """Return how large a figure is, in terms of the land areas of countries; no text where there is nothing to say.

    Of a figure about a part of a country no share is said.
    """
    own = ctx.dataset.country_areas.get(figure.area)
    other = _compared_country(ctx, figure)
    parts = []
    if own is not None and not figure.fact.part and figure.km2 <= own.land_km2:
        parts.append((own, share_text(figure.km2, own, _country_name(ctx, own))))
    if other is not None:
        parts.append((other, likeness_text(figure.km2, other, _country_name(ctx, other))))
    if not parts:
        return NO_TEXT
    text = f"{number(figure.km2)} km² is {enumeration([words for _, words in parts])}"
    return CitedText(text, ctx.cite(citation for country, _ in parts for citation in country.citations))


def _compared_country(ctx: ComposeContext, figure: Figure) -> CountryArea | None:
    """Return the country with which a figure is compared: the one that the view names, else the closest.

    A figure is never compared with the country that it is about, and a view can ask for no comparison.
    """
    scale = ctx.view.scale
    if scale == NOTHING:
        return None
    if scale in (CLOSEST, figure.area):
        return closest_country(ctx.dataset, figure.km2, but=figure.area)
    return ctx.dataset.country_areas.get(scale)


def _country_name(ctx: ComposeContext, country: CountryArea) -> str:
    return name_in_sentence(ctx.dataset.state(country.area).name)


def missing_note(ctx: ComposeContext) -> str:
    """Return that the country that the view names has no published land area; empty where it has one."""
    scale = ctx.view.scale
    if scale in (CLOSEST, NOTHING) or scale in ctx.dataset.country_areas:
        return ""
    name = name_in_sentence(ctx.dataset.state(scale).name)
    return f"Nothing is compared with {name}: the table of land areas that the atlas uses has no figure for it."


def comparable_countries(dataset: Dataset) -> Mapping[str, CountryArea]:
    """Return the land areas of the states that can join treaties, by code; no state without a figure."""
    published = dataset.country_areas
    return {state.area: published[state.area] for state in dataset.countries if state.area in published}


def closest_country(dataset: Dataset, km2: float, *, but: str = "") -> CountryArea | None:
    """Return the state whose land area differs from an area by the smallest factor; None where none is near.

    Parameters
    ----------
    km2
        The area, more than 0.
    but
        The code of a state that is left out: the one that the area is about. Of two as close, the first code is taken.
    """
    others = [(factor(km2, one), one.area, one) for area, one in comparable_countries(dataset).items() if area != but]
    best = min(others, key=lambda item: item[:2], default=None)
    return best[2] if best is not None and best[0] <= MOST_UNLIKE else None


def factor(km2: float, country: CountryArea) -> float:
    """Return the larger of an area and a land area in terms of the smaller: 1 or more."""
    return max(km2 / country.land_km2, country.land_km2 / km2)


def is_alike(km2: float, country: CountryArea) -> bool:
    """Whether an area differs from a land area by no more than `ALIKE` of the land area."""
    return abs(km2 / country.land_km2 - 1) <= ALIKE


def share_text(km2: float, country: CountryArea, name: str) -> str:
    """Return which share of a country's land an area would be.

    Examples
    --------
    >>> from geodata.model import Citation
    >>> ukraine = CountryArea((Citation("wb", "row UKR"),), "one_source", "", "UKR", 579400.0, 2023)
    >>> share_text(250_000, ukraine, "Ukraine")
    'about 43% of the land area of Ukraine (579,400 km²)'
    >>> share_text(2.1, ukraine, "Ukraine")
    'less than 0.01% of the land area of Ukraine (579,400 km²)'
    """
    share = km2 / country.land_km2
    of = f"of the land area of {name} ({number(country.land_km2)} km²)"
    return f"about {_rounded(share * 100)}% {of}" if share >= LEAST_SHARE else f"less than {LEAST_SHARE:.2%} {of}"


def likeness_text(km2: float, country: CountryArea, name: str) -> str:
    """Return how an area compares with a country's land: as large, or larger or smaller by a factor of two digits.

    Examples
    --------
    >>> from geodata.model import Citation
    >>> kuwait = CountryArea((Citation("wb", "row KWT"),), "one_source", "", "KWT", 17820.0, 2023)
    >>> likeness_text(17_500, kuwait, "Kuwait")
    'about as large as Kuwait (17,820 km² of land)'
    >>> likeness_text(25_000, kuwait, "Kuwait"), likeness_text(12_000, kuwait, "Kuwait")
    ('about 1.4 times as large as Kuwait (17,820 km² of land)', 'about 67% as large as Kuwait (17,820 km² of land)')
    """
    land = f"{name} ({number(country.land_km2)} km² of land)"
    ratio = km2 / country.land_km2
    if is_alike(km2, country):
        return f"about as large as {land}"
    if ratio > 1:
        return f"about {_rounded(ratio)} times as large as {land}"
    return f"about {_rounded(ratio * 100)}% as large as {land}" if ratio >= LEAST_SHARE else f"far smaller than {land}"


def _rounded(value: float) -> str:
    """Return a number with two digits that count, as two areas are rarely known better."""
    return number(float(f"{value:.2g}"))


# -- Its controls: which figures, on which area, in which form; and the move of one shape.


def figures_to_draw(ctx: ComposeContext) -> dict[str, str]:
    """Return the figures on record by the day, about the chosen country or else about the area of the first one drawn.

    Each is an id with the figure, its day or year, and who states it; those drawn come first, whatever they are about.
    """
    known = figures(ctx.dataset)
    shown = [known[one.figure] for one in ctx.view.footprints if one.figure in known]
    area = ctx.view.country or next((figure.area for figure in shown), "")
    past = [figure for figure in known.values() if figure.area == area and figure.stated <= ctx.day]
    return {figure.figure_id: _option(figure) for figure in dict.fromkeys([*shown, *past])}


def _option(figure: Figure) -> str:
    if isinstance(figure.fact, Claim):
        return f"{figure.text}, {figure.fact.date_said.label}, {figure.fact.claimant}"
    return f"{figure.text}, {figure.who}"


def with_figures(view: View, chosen: Sequence[str]) -> View:
    """Return the view with other figures drawn; one that was drawn before stays as it was, a new one stands with it."""
    before = {one.figure: one for one in view.footprints}
    last = view.footprints[-1]
    place = last.place if isinstance(last.place, str) else None
    drawn_now = tuple(
        before.get(figure, Footprint(figure, place, is_square=last.is_square)) for figure in dict.fromkeys(chosen)
    )
    return replace(view, footprints=drawn_now[:MOST_FOOTPRINTS] or view.footprints)


def moved(ctx: ComposeContext, shape: str, right: float, up: float) -> View:
    """Return the view with one shape moved on the map that is drawn, and the others kept where they stand.

    Parameters
    ----------
    shape
        The class of the shape; a view that does not draw it on its day is returned as it was.
    right, up
        By how much its middle is moved, in map units of 100 km; a place that no shape can have changes nothing.
    """
    drawn_figures, at = drawn(ctx), places(ctx)
    figures_by_class = dict(zip(shape_classes(ctx.view), ctx.view.footprints, strict=True))
    index = next((i for i, (one, _) in enumerate(drawn_figures) if one == figures_by_class.get(shape)), None)
    if index is None or not math.isfinite(right) or not math.isfinite(up):
        return ctx.view
    extent = frame_extent(ctx.view.extent + (STREET_SUFFIX if ctx.view.streets else ""))
    ((lon, lat),) = unproject(extent, project(extent, np.array([at[index]])) + np.array([right, up])).tolist()
    if not math.isfinite(lon + lat) or abs(lat) > FURTHEST_LATITUDE:
        return ctx.view
    row = drawn_figures[index][0].place or drawn_figures[index][1].area
    stand = {
        footprint: at[i]
        for i, (footprint, figure) in enumerate(drawn_figures)
        if isinstance(row, str) and (footprint.place or figure.area) == row
    } | {drawn_figures[index][0]: (lon, lat)}
    placed = {
        footprint: (round(x, PLACE_DECIMALS) + 0.0, round(y, PLACE_DECIMALS) + 0.0)
        for footprint, (x, y) in stand.items()
    }
    changed = (replace(one, place=placed.get(one, one.place)) for one in ctx.view.footprints)
    return replace(ctx.view, footprints=tuple(dict.fromkeys(changed)))


FIGURES = Choices(
    key="footprint",
    label="Drawn to scale",
    options=figures_to_draw,
    value=lambda view: tuple(one.figure for one in view.footprints),
    edit=with_figures,
    most=MOST_FOOTPRINTS,
    placeholder="Choose figures",
    if_none="No figure of an area by this day",
)
_HOME, _MOVED = "", "-"


def _places_to_draw(ctx: ComposeContext) -> dict[str, str]:
    """Return where the shapes can stand: where they were moved to, the areas of the figures, any state or area."""
    is_moved = any(isinstance(one.place, tuple) for one in ctx.view.footprints)
    states = sorted(ctx.dataset.states.values(), key=lambda state: state.name)
    held = {_MOVED: "Where they were moved to"} if is_moved else {}
    return {**held, _HOME: "What each figure is about", **{state.area: state.name for state in states}}


def _place(view: View) -> str:
    placed = {one.place for one in view.footprints}
    if any(isinstance(place, tuple) for place in placed) or len(placed) > 1:
        return _MOVED
    return str(placed.pop() or _HOME)


def _placed(view: View, place: str) -> View:
    if place == _MOVED:
        return view
    return replace(view, footprints=tuple(replace(one, place=place or None) for one in view.footprints))


PLACE = Choice(key="footprint-place", label="Drawn on", options=_places_to_draw, value=_place, edit=_placed)
_FORMS = {"circle": "Circles", "square": "Squares"}


def _countries_to_compare(ctx: ComposeContext) -> dict[str, str]:
    """Return with what a figure can be compared: the closest country, each that has a land area, none."""
    known = comparable_countries(ctx.dataset)
    names = {area: ctx.dataset.state(area).name for area in {*known, ctx.view.scale} - {CLOSEST, NOTHING}}
    ordered = sorted(names, key=lambda area: name_key(names[area]))
    texts = {
        area: f"{names[area]}, {number(known[area].land_km2)} km²" if area in known else names[area] for area in ordered
    }
    return {CLOSEST: "The country closest in size", NOTHING: "Nothing", **texts}


SCALE = Choice(
    key="footprint-scale",
    label="Compared in size with",
    options=_countries_to_compare,
    value=lambda view: view.scale,
    edit=lambda view, scale: replace(view, scale=scale),
)
FORM = Choice(
    key="footprint-form",
    label="Drawn as",
    options=lambda _ctx: _FORMS,
    value=lambda view: "square" if view.footprints[0].is_square else "circle",
    edit=lambda view, form: replace(
        view, footprints=tuple(replace(one, is_square=form == "square") for one in view.footprints)
    ),
)


_ABOUT = paragraphs("""
A figure of area is drawn as a circle or a square of exactly that area, so that its size can be seen on any country. The
shape says nothing of where the land lies; several figures measure different things and are never added up.

Its size is also said in words: as a share of the land of the country that it is about, and beside the country closest
in size or one that the reader chooses. Land areas are those of the World Bank for the last year of its table, without
inland waters such as large rivers and lakes; the territory that they cover is the publisher's reading. A figure that
differs by more than 5% is said to be larger or smaller, with two digits, and where no country differs by less than half
none is named. What has no published land area is not compared.
""")


def about(_dataset: Dataset) -> Sequence[Chapter]:
    """Return what a figure drawn to scale is, and on what the words about its size rest."""
    return (Chapter("Figures drawn to scale", _ABOUT),)


LAYER = Layer(
    layer_id=ID,
    label="Footprint, to scale",
    is_main=True,
    controls=(FIGURES, PLACE, FORM, SCALE),
    days=days,
    shape_classes=shape_classes,
    move=moved,
    view_fields=frozenset({"footprints", "scale"}),
    redraws_page=frozenset({"country"}),  # the figures to choose from are those about the country
    picture=picture,
    notes=lambda ctx: tuple(filter(None, (note(ctx), missing_note(ctx)))) if ctx.has(ID) else (),
    weak_sources=contamination.weak_sources,
    headline=headline,
    named_records=lambda view: {one.figure for one in view.footprints},
    drawn_claim=claim,
    quote=quote,
    view_quote=view_quote,
    caveat="a claim as stated, not a finding of the atlas",
    sections=lambda ctx: (section(ctx),),
    panel_order=0,
    state_sections=state_sections,
    state_order=-1,
    about=about,
)
