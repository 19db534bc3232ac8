"""Build of the first-level areas of the world: `python -m geodata.build.first_level`, after `geodata.build`.

The provinces of Natural Earth, as Debian's qgis-common has them, are fitted into the countries at the level of detail.
A unit belongs to the area that holds most of its land, so that Crimea lies in Ukraine whatever the source says. Ukraine
has the units that `geodata.build` has made parts of its polygon. Each is then matched with ISO 3166-2 and named in
English by CLDR.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build import inputs, products
from geodata.build.territories import GROWTH_STEPS, read_oblast_table
from geodata.collation import name_key
from geodata.dataset import load
from geodata.errors import BoundaryError, GeodataError
from geodata.first_level import (
    GRID_STEP,
    POLYGONS_FILE,
    RECORD_FILE,
    TABLE_FILE,
    grid_keys,
    in_two,
    on_outline,
    segments,
)
from geodata.geo.boundaries import BOUNDARIES_FOLDER, read_level, ukraine_oblasts
from geodata.geo.coverage import Geometries, coverage_on_grid, polygonal_parts
from geodata.geo.topojson import Shape, encode
from geodata.model import Level

CACHE = Path(__file__).parents[2] / ".cache" / "boundaries"
UKRAINE = "UKR"
LAYER = "states_provinces"
MAX_BYTES = 6_000_000  # of both files together


def main() -> None:
    """Fetch the inputs and write polygons, table and record.

    Raises
    ------
    BoundaryError
        When an input cannot be fetched or is not the one that was pinned, or when units do not fill their country.
    """
    CACHE.mkdir(parents=True, exist_ok=True)
    qgis, names = inputs.fetch_qgis(CACHE), fetch_names(CACHE)
    states = load().states
    countries: dict[str, BaseGeometry] = dict(read_level(Level.DETAIL)[["area", "geometry"]].itertuples(index=False))
    units = [*source_units(qgis, countries, {area: state.iso2 for area, state in states.items()}), *ukraine_units()]
    shown, polygons = fitted(units, countries)
    titles = {area: state.common_name for area, state in states.items()}
    named = named_units(shown, read_subdivisions(*names), titles)
    write(shown, named, polygons)


# -- Units of the source, each with the area that holds most of it; what is changed of them by hand.

EDITS_TABLE = Path(__file__).with_name("first_level_edits.csv")


@dataclass(frozen=True, slots=True)
class SourceUnit:
    """A unit of the source: the area that it lies in, that area's ISO 3166-1 alpha-2 code, and its names.

    `name` is the one that the source shows, `geonames` that of GeoNames with the word for its kind, `label` another;
    `fips` its code in FIPS 10-4. A unit with a `code` of ISO 3166-2 keeps its name.
    """

    area: str
    iso_a2: str
    name: str
    geonames: str
    label: str
    fips: str = ""
    code: str = ""


Units = list[tuple[SourceUnit, BaseGeometry]]


@dataclass(frozen=True, slots=True)
class Edit:
    """A line of EDITS_TABLE: code, name or parent that a unit gets, or the name of the unit whose part it becomes."""

    code: str
    name: str
    parent: str
    into: str


NO_EDIT = Edit("", "", "", "")


def read_edits() -> dict[tuple[str, str, str], Edit]:
    """Return the edits by area, name, and name in GeoNames or FIPS code of a unit.

    The third is empty for any unit of that name, and `-` for one without a name in GeoNames.
    """
    with EDITS_TABLE.open(encoding="utf-8", newline="") as file:
        return {
            (row["area"], row["name"], row["geonames"]): Edit(row["code"], row["new_name"], row["parent"], row["into"])
            for row in csv.DictReader(file)
        }


def edit_of(unit: SourceUnit, edits: Mapping[tuple[str, str, str], Edit]) -> Edit | None:
    """Return the edit of a unit, or None."""
    keys = ((unit.area, unit.name, mark) for mark in (unit.geonames or "-", unit.fips, ""))
    return next((edits[key] for key in keys if key in edits), None)


def source_units(qgis: Path, countries: Mapping[str, BaseGeometry], iso_a2: Mapping[str, str]) -> Units:
    """Return the units of the source, but for Ukraine's, each with the area that holds most of it.

    Units without a name, or without land in any area, are left out: their land goes to the nearest unit. Those that
    first_level_edits.csv makes part of another are united with it, and so are two units whose names are all the same.

    Raises
    ------
    BoundaryError
        When the edits join a unit to one that the source does not have.
    """
    layer = gpd.read_file(qgis, layer=LAYER)
    geometries = np.asarray(layer.geometry, dtype=object)
    owners = _owners(geometries, countries)
    edits = read_edits()
    units: Units = []
    joined: dict[tuple[str, str], list[BaseGeometry]] = {}
    columns = [
        layer[column].fillna("").astype(str).map(_mended).tolist()
        for column in ("name", "gn_name", "woe_label", "fips")
    ]
    for name, geonames, label, fips, geometry, owner in zip(*columns, geometries, owners, strict=True):
        if owner in ("", UKRAINE) or not name:
            continue
        unit = SourceUnit(owner, iso_a2.get(owner, ""), name, geonames, label.split(",")[0], fips)
        edit = edit_of(unit, edits)
        into = edit.into if edit else ""
        if into or (edit is None and any(other == unit for other, _ in units)):
            joined.setdefault((owner, into or name), []).append(geometry)
        else:
            units.append((unit, geometry))
    whole: Units = []
    for unit, geometry in units:
        parts = joined.pop((unit.area, unit.name), [])
        whole.append((unit, shapely.union_all([geometry, *parts]) if parts else geometry))
    if joined:
        raise BoundaryError(f"{EDITS_TABLE.name}: no unit {sorted(joined)} to join others to")
    return whole


def _mended(text: str) -> str:
    """Return a text of the source that is UTF-8 read as Windows-1252 as it was meant."""
    try:
        return b"".join(_byte(letter) for letter in text).decode("utf-8")
    except UnicodeError:
        return text


def _byte(letter: str) -> bytes:
    # Five bytes have no letter in Windows-1252; they were read as control characters.
    return letter.encode("latin-1" if "\x80" <= letter <= "\x9f" else "cp1252")


def _owners(geometries: Geometries, countries: Mapping[str, BaseGeometry]) -> list[str]:
    """Return the code of the area that holds most of each geometry; empty where none holds any."""
    codes, polygons = list(countries), np.array(list(countries.values()), dtype=object)
    unit, country = shapely.STRtree(polygons).query(geometries, predicate="intersects")
    most = [("", 0.0)] * len(geometries)
    alone = np.bincount(unit, minlength=len(geometries)) == 1
    for u, c in zip(unit.tolist(), country.tolist(), strict=True):
        size = 1.0 if alone[u] else float(shapely.area(shapely.intersection(geometries[u], polygons[c])))
        most[u] = max(most[u], (codes[c], size), key=lambda pair: pair[1])
    return [code for code, _ in most]


def ukraine_units() -> Units:
    """Return the units of Ukraine, which are parts of its polygon already."""
    _, names = read_oblast_table()
    oblasts = ukraine_oblasts()
    return [
        (SourceUnit(UKRAINE, "UA", names[code], _with_kind(names[code]), "", code=code), geometry)
        for code, geometry in zip(oblasts["oblast"], oblasts.geometry, strict=True)
    ]


def _with_kind(name: str) -> str:
    return name if "city" in name or "Republic" in name else f"{name} Oblast"


# -- Units fitted into the polygon of their country: clipped, grown into what is left, simplified, written on the grid.

# Degrees. The units of a country are noded on this grid (10 cm) before their borders are simplified.
FINE_STEP = 1e-6
# The tolerance of the level of detail, whose outline the units get.
TOLERANCE = 0.005
# Degrees. A border that comes this close to the outline touches it; an open end of a border may be farther away. A
# vertex of the outline within two steps takes the border over, so that no outer segment is shorter than the grid.
TOUCHING, REACH, AT_VERTEX = 1.1 * GRID_STEP, 10 * GRID_STEP, 2 * GRID_STEP
# Square degrees (1 km2 at the equator), below which a face that folds on the grid is given away.
SLIVER = 1e-4
# The units add up to their country but for this share of it.
MAX_DEVIATION = 1e-12


def fitted(units: Units, countries: Mapping[str, BaseGeometry]) -> tuple[list[SourceUnit], Geometries]:
    """Return the units that fill their countries and their polygons on the grid, ordered by area.

    A country of which the source has no unit is one of its own; a unit that vanishes on the grid is left out.
    """
    shown: list[SourceUnit] = []
    polygons: list[BaseGeometry] = []
    for area, country in sorted(countries.items()):
        own = [pair for pair in units if pair[0].area == area] or [(SourceUnit(area, "", area, "", ""), country)]
        sources = np.array([geometry for _, geometry in own], dtype=object)
        for (unit, _), polygon in zip(
            own, sources if area == UKRAINE else fitted_units(area, country, sources), strict=True
        ):
            if not polygon.is_empty:
                shown.append(unit)
                polygons.append(polygon)
    return shown, np.array(polygons, dtype=object)


def fitted_units(area: str, country: BaseGeometry, source: Geometries) -> Geometries:
    """Return the units of a country on the grid of `GRID_STEP`, made to fill its polygon.

    Parameters
    ----------
    area, country
        Code of the country, and its polygon at the level of detail (EPSG:4326).
    source
        The units as the source draws them; where two overlap, the first has the land.

    Returns
    -------
    ndarray
        One geometry for each of `source`. Their outer vertices are those of `country` and, rounded to the grid, the
        points where a border meets its outline (`first_level.on_outline` takes the rounding back). A unit that is
        smaller than the grid is empty.

    Raises
    ------
    BoundaryError
        When the units do not add up to the country.
    """
    if len(source) == 1:
        return np.array([country], dtype=object)
    grown = _grown(country, source)
    noded = shapely.transform(coverage_on_grid(grown, FINE_STEP), lambda c: np.round(c * FINE_STEP, 6))
    simple = shapely.coverage_simplify(noded, TOLERANCE, simplify_boundary=False)
    units = _faces_by_unit(country, simple)
    rounded = shapely.transform(units, lambda c: np.round(grid_keys(c) * GRID_STEP, 9))
    exact = on_outline(rounded, country)
    deviation = abs(shapely.area(exact).sum() / shapely.area(country) - 1)
    if deviation > MAX_DEVIATION or not shapely.is_valid(exact).all() or not shapely.coverage_is_valid(exact):
        raise BoundaryError(f"{area}: its units deviate from it by {deviation:.1e} of it, or are invalid")
    return rounded


# -- Growth: the source was simplified apart from the countries, so its units leave strips and islands


def _grown(country: BaseGeometry, source: Geometries) -> Geometries:
    """Return the units clipped to the country and grown in turn, by ever larger steps, until they fill it."""
    shapely.prepare(country)
    units = np.array([polygonal_parts(shapely.intersection(unit, country)) for unit in source], dtype=object)
    rest = _parts(shapely.difference(country, shapely.union_all(units)))
    for step in GROWTH_STEPS:
        if not len(rest):
            break
        rest = _grown_by(units, rest, step)
    for part in rest:  # islands that the source does not have
        nearest = int(np.argmin(np.where(shapely.is_empty(units), np.inf, shapely.distance(units, part))))
        units[nearest] = polygonal_parts(shapely.union(units[nearest], part))
    return units


def _grown_by(units: Geometries, rest: Geometries, step: float) -> Geometries:
    """Give each unit the parts of `rest` within `step` of it; return what is left."""
    tree = shapely.STRtree(rest)
    left: dict[int, BaseGeometry] = dict(enumerate(rest))
    for number, unit in enumerate(units):
        parts = _parts(unit)
        part_index, rest_index = tree.query(parts, predicate="dwithin", distance=step)
        if not len(rest_index):
            continue
        gained = [unit]
        for index in np.unique(rest_index).tolist():
            west, south, east, north = rest[index].bounds
            around = (west - step, south - step, east + step, north + step)
            near = shapely.intersection(parts[part_index[rest_index == index]], shapely.box(*around))
            reach = shapely.union_all(shapely.buffer(near, step, quad_segs=4))
            part = polygonal_parts(shapely.intersection(reach, left[index]))
            if not part.is_empty:
                gained.append(part)
                left[index] = shapely.difference(left[index], part)
        if len(gained) > 1:
            units[number] = polygonal_parts(shapely.union_all(gained))
    return np.concatenate([_parts(part) for part in left.values()]) if left else rest


def _parts(geometry: BaseGeometry) -> Geometries:
    parts: Geometries = shapely.get_parts(polygonal_parts(geometry))
    return parts[~shapely.is_empty(parts)]


# -- The outline of the country and the borders between units, noded with each other


def _faces_by_unit(country: BaseGeometry, units: Geometries) -> Geometries:
    """Return the faces into which the borders of `units`, on the grid, divide the country, united by unit."""
    lines = _inner_borders(units)
    outline, lines = (
        _joined_to_outline(country, lines) if len(lines) else (shapely.get_parts(shapely.boundary(country)), lines)
    )
    network = shapely.union_all(np.concatenate([outline, lines]))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(network)))
    points = shapely.point_on_surface(faces)
    shapely.prepare(country)
    is_land = shapely.contains(country, points)
    faces, points = faces[is_land], points[is_land]
    owner = _unit_at(points, units)
    _give_slivers(faces, owner)
    united = np.empty(len(units), dtype=object)
    for number in range(len(units)):
        own = faces[owner == number]
        united[number] = polygonal_parts(shapely.coverage_union_all(own)) if len(own) else shapely.MultiPolygon()
    return united


def _inner_borders(units: Geometries) -> Geometries:
    """Return the segments that two units share, rounded to the grid, noded there and merged to lines."""
    pairs, _ = segments(units)
    rows = pairs.reshape(-1, 4)
    shared = np.unique(rows[in_two(rows)], axis=0).reshape(-1, 2, 2)
    if not len(shared):
        return np.empty(0, dtype=object)
    rounded = shapely.linestrings(np.round(grid_keys(shared.reshape(-1, 2)).reshape(-1, 2, 2) * GRID_STEP, 9))
    lines: Geometries = shapely.get_parts(shapely.line_merge(shapely.union_all(rounded, grid_size=GRID_STEP)))
    return lines[~shapely.is_empty(lines)]


def _joined_to_outline(country: BaseGeometry, lines: Geometries) -> tuple[Geometries, Geometries]:
    """Return the outline as lines, and `lines` with what comes near it moved onto it.

    A vertex near a vertex of the outline is moved there; else it becomes a vertex of the outline.
    """
    vertices, line = shapely.get_coordinates(lines, return_index=True)
    keys, place = np.unique(grid_keys(vertices), axis=0, return_inverse=True)
    place = place.reshape(-1)
    is_end = np.concatenate([[True], line[1:] != line[:-1]]) | np.concatenate([line[1:] != line[:-1], [True]])
    is_open = np.bincount(place[is_end], minlength=len(keys)) == 1
    points = np.asarray(shapely.points(keys * GRID_STEP), dtype=object)
    outline, _ = segments(np.array([country], dtype=object))
    edges = np.asarray(shapely.linestrings(outline), dtype=object)
    corners = np.asarray(shapely.points(outline[:, 0]), dtype=object)
    edge = np.asarray(shapely.STRtree(edges).nearest(points), np.intp)
    corner = np.asarray(shapely.STRtree(corners).nearest(points), np.intp)
    distance = shapely.distance(points, edges[edge])
    touches = (distance <= TOUCHING) | (is_open & (distance <= REACH))
    to_corner = touches & (shapely.distance(points, corners[corner]) <= AT_VERTEX)
    to_edge = touches & ~to_corner
    places = np.round(keys * GRID_STEP, 9)
    places[to_corner] = outline[corner[to_corner], 0]
    near = edges[edge[to_edge]]
    places[to_edge] = shapely.get_coordinates(
        shapely.line_interpolate_point(near, shapely.line_locate_point(near, points[to_edge]))
    )
    moved = np.asarray(shapely.linestrings(places[place], indices=line), dtype=object)
    new_edges = list(edges)
    for number in np.unique(edge[to_edge]).tolist():
        on_edge = places[to_edge & (edge == number)]
        start, end = outline[number]
        order = np.argsort(np.hypot(*(on_edge - start).T))
        new_edges[number] = shapely.LineString(np.vstack([start, on_edge[order], end]))
    return np.array(new_edges, dtype=object), moved[shapely.length(moved) > 0]


def _unit_at(points: Geometries, units: Geometries) -> npt.NDArray[np.intp]:
    """Return the index of the unit that holds each point, or of the nearest."""
    tree = shapely.STRtree(units)
    owner = np.full(len(points), -1, dtype=np.intp)
    point, unit = tree.query(points, predicate="intersects")
    owner[point[::-1]] = unit[::-1]
    lost = owner < 0
    if lost.any():
        owner[lost] = tree.nearest(points[lost])
    return owner


def _give_slivers(faces: Geometries, owner: npt.NDArray[np.intp]) -> None:
    """Give each face that the grid cannot show to the owner of the neighbour with the longest common border."""
    rounded = shapely.transform(faces, lambda c: np.round(grid_keys(c) * GRID_STEP, 9))
    is_sliver = (~shapely.is_valid(rounded) & (shapely.area(faces) < SLIVER)) | (shapely.area(rounded) <= GRID_STEP**2)
    tree = shapely.STRtree(faces)
    for number in np.flatnonzero(is_sliver):
        around = tree.query(faces[number], predicate="intersects")
        around = around[~is_sliver[around]]
        if not len(around):
            continue
        border = shapely.boundary(faces[number])
        common = shapely.length(shapely.intersection(border, shapely.boundary(faces[around])))
        if common.max() > 0:
            owner[number] = owner[around[int(np.argmax(common))]]


# -- Codes and names: units matched with ISO 3166-2, named in English by CLDR.
#
# The source has names and no ISO 3166-2 codes. A unit gets the code of a subdivision whose name, in ISO 3166-2 or in
# CLDR, is one of its names; what this leaves open, and what the source draws in a way that the atlas does not follow,
# is in first_level_edits.csv, by hand.

CODES_PACKAGE = "iso-3166@4.4.0"  # MIT licence: codes, names and levels of ISO 3166-2
CODES_SHA256 = "56adf22007b3a466c4381efcfaf0310b5d9186c2423cf386b85e04baae12e5bc"
CLDR_PACKAGE = "cldr-subdivisions-full@48.2.0"
CLDR_SHA256 = "f27f24be40f4a76f025e909ff0f277a58ebb39236e7d9692b43722e4c2b8126a"
KINDS_TABLE = Path(__file__).with_name("first_level_kinds.csv")
# Words without which a name is compared too, beside those of KINDS_TABLE.
SMALL_WORDS = frozenset(["of", "de", "du", "del", "do", "des", "di", "the", "la", "e", "union", "autonomous", "krong"])
# CLDR names the subdivisions of a country by codes that ISO has since given to others when this many names disagree.
OUTDATED_NAMES = 3


@dataclass(frozen=True, slots=True)
class Subdivision:
    """A subdivision of ISO 3166-2: its name there, its English name in CLDR if of use, and what it is a part of."""

    code: str
    name: str
    english: str
    parent: str


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """Code, name and level of a unit, as `first_level.FirstLevelArea`."""

    code: str
    name: str
    kind: str
    level: str
    parent: str
    names: tuple[str, ...]


def read_kinds() -> dict[str, str]:
    """Return the kind of unit by the word for it, folded, as names of the source have it."""
    with KINDS_TABLE.open(encoding="utf-8", newline="") as file:
        return {name_key(row["word"]): row["kind"] for row in csv.DictReader(file)}


def read_subdivisions(codes: Path, cldr: Path) -> dict[str, Subdivision]:
    """Return the subdivisions by code.

    Parameters
    ----------
    codes
        The module 2.js of iso-3166, a list of literals.
    cldr
        subdivisions/en/en.json of cldr-subdivisions-full.

    Raises
    ------
    BoundaryError
        When an entry of the module is written in another form.
    """
    literal = re.compile(r"code: '([^']+)',\s*name:\s*(?:'([^']*)'|\"([^\"]*)\"),\s*parent: '([^']+)'")
    text = codes.read_text(encoding="utf-8")
    listed = {code: (single or double, parent) for code, single, double, parent in literal.findall(text)}
    if len(listed) != text.count("code: '"):
        raise BoundaryError(f"{codes.name}: {text.count('code: ') - len(listed)} entries cannot be read")
    english = json.loads(cldr.read_text(encoding="utf-8"))["subdivisions"]["localeDisplayNames"]["subdivisions"]
    owners: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for code, (name, _) in listed.items():
        owners[code[:2], name_key(_without_brackets(name))].add(code)
    disagreeing: defaultdict[str, set[str]] = defaultdict(set)
    for code in listed:
        others = owners[code[:2], name_key(_cldr_name(english, code))]
        if others and code not in others:
            disagreeing[code[:2]].add(code)
    return {
        code: Subdivision(
            code,
            _without_brackets(name),
            ""
            if code in disagreeing[code[:2]] or len(disagreeing[code[:2]]) >= OUTDATED_NAMES
            else _cldr_name(english, code),
            parent,
        )
        for code, (name, parent) in listed.items()
    }


def _cldr_name(english: Mapping[str, str], code: str) -> str:
    return english.get(code.replace("-", "").lower(), "")


def _without_brackets(name: str) -> str:
    return re.sub(r"\s*[\[(].*?[\])]", "", name).strip()


def fetch_names(cache: Path) -> tuple[Path, Path]:
    """Return the checked files of both packages; only those that the folder `cache` lacks are fetched.

    Raises
    ------
    BoundaryError
        When a package cannot be fetched, or a file has another hash than the one pinned here.
    """
    codes, cldr = cache / "iso-3166-2.js", cache / "cldr-subdivisions-en.json"
    if not codes.exists():
        inputs.fetch_npm_file(cache, CODES_PACKAGE, "package/2.js", codes)
    if not cldr.exists():
        inputs.fetch_npm_file(cache, CLDR_PACKAGE, "package/subdivisions/en/en.json", cldr)
    inputs.check_sha256(codes, CODES_SHA256)
    inputs.check_sha256(cldr, CLDR_SHA256)
    return codes, cldr


def named_units(
    units: list[SourceUnit], subdivisions: Mapping[str, Subdivision], titles: Mapping[str, str]
) -> list[NamedUnit]:
    """Return code and names of each unit, in the order of `units`; no two have the same code.

    A country that the source does not divide has its own code and its name in `titles`.
    """
    edits, kinds = read_edits(), read_kinds()
    codes = _codes(units, subdivisions, edits, kinds)
    count_by_area = Counter(unit.area for unit in units)
    shared = {key for key, count in Counter((unit.area, unit.name) for unit in units).items() if count > 1}
    named: list[NamedUnit] = []
    taken: set[str] = set()
    for number, unit in enumerate(units):
        edit = edit_of(unit, edits) or NO_EDIT
        subdivision = None if count_by_area[unit.area] == 1 else subdivisions.get(codes.get(number, ""))
        english = subdivision.english if subdivision and not unit.code else ""
        own = unit.geonames if (unit.area, unit.name) in shared and unit.geonames else unit.name
        name = edit.name or english or own
        code = subdivision.code if subdivision else _own_code(unit, name, taken)
        taken.add(code)
        parent = edit.parent
        if count_by_area[unit.area] == 1:
            named.append(NamedUnit(unit.area, titles[unit.area], "", "whole", "", ()))
            continue
        if subdivision is None:
            level = "second" if parent else "unmatched"
        else:
            is_first = subdivision.parent == code[:2]
            level, parent = ("first", "") if is_first else ("second", subdivision.parent)
        others = [unit.name, unit.geonames, unit.label, *([subdivision.name] if subdivision else [])]
        variants = tuple(dict.fromkeys(o for o in others if o and o != name))
        named.append(NamedUnit(code, name, _kind(unit, kinds), level, parent, variants))
    return named


def _codes(
    units: list[SourceUnit],
    subdivisions: Mapping[str, Subdivision],
    edits: Mapping[tuple[str, str, str], Edit],
    kinds: Mapping[str, str],
) -> dict[int, str]:
    """Return the code of each unit (by its index) of which one subdivision has a name that no other unit has."""
    edited = ((number, unit.code or (edit_of(unit, edits) or NO_EDIT).code) for number, unit in enumerate(units))
    codes = {number: code for number, code in edited if code}
    by_key: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for subdivision in subdivisions.values():
        for name in (subdivision.name, subdivision.english, *re.split(r"[,/]", subdivision.name)):
            for key in _keys(name, kinds):
                by_key[subdivision.code[:2], key].add(subdivision.code)
    # The name that the source shows is the better one; that of GeoNames tells the province from its town.
    for field in ("name", "geonames"):
        taken = set(codes.values())
        claims: defaultdict[str, list[int]] = defaultdict(list)
        for number, unit in enumerate(units):
            keys = () if number in codes else _keys(getattr(unit, field), kinds)
            candidates = next((codes_of for key in keys if (codes_of := by_key[unit.iso_a2, key] - taken)), set[str]())
            if len(candidates) == 1:
                claims[next(iter(candidates))].append(number)
        codes |= {numbers[0]: code for code, numbers in claims.items() if len(numbers) == 1}
    return codes


def _keys(name: str, kinds: Mapping[str, str]) -> tuple[str, ...]:
    """Return the folded name, and the same without words for kinds of units."""
    whole = name_key(name)
    if not whole:
        return ()
    bare = " ".join(word for word in whole.split() if word not in kinds and word not in SMALL_WORDS)
    return (whole, bare) if bare and bare != whole else (whole,)


def _kind(unit: SourceUnit, kinds: Mapping[str, str]) -> str:
    words = name_key(unit.geonames).split()
    return next((kinds[word] for word in words if word in kinds), "")


def _own_code(unit: SourceUnit, name: str, taken: set[str]) -> str:
    word = name_key(name).replace(" ", "-")
    code = f"{unit.area}.{word}"
    number = 2
    while code in taken:
        code, number = f"{unit.area}.{word}-{number}", number + 1
    return code


# -- The files.


def write(shown: list[SourceUnit], named: list[NamedUnit], polygons: Geometries) -> None:
    """Write polygons, table and record, ordered by area and code.

    Raises
    ------
    BoundaryError
        When polygons and table together are larger than they may be.
    """
    order = sorted(range(len(shown)), key=lambda number: (shown[number].area, named[number].code))
    steps = shapely.transform(polygons, lambda c: np.rint(c / GRID_STEP))
    shapes = [Shape("units", named[n].code, steps[n], {"area": shown[n].area}) for n in order]
    topology, table = BOUNDARIES_FOLDER / POLYGONS_FILE, BOUNDARIES_FOLDER / TABLE_FILE
    products.write_text(topology, encode(shapes, step=GRID_STEP))
    header = ("code", "country", "name", "kind", "level", "parent", "names")
    rows = (
        (u.code, shown[n].area, u.name, u.kind, u.level, u.parent, ";".join(v.replace(";", ",") for v in u.names))
        for n, u in ((n, named[n]) for n in order)
    )
    products.write_table(table, header, rows)
    size = topology.stat().st_size + table.stat().st_size
    if size > MAX_BYTES:
        raise BoundaryError(f"{POLYGONS_FILE} and {TABLE_FILE} have {size:,} bytes, more than {MAX_BYTES:,}")
    detail = BOUNDARIES_FOLDER / f"{Level.DETAIL}.topojson"
    record = {
        "inputs": {
            f"Debian {inputs.QGIS_PACKAGE} resources/data/world_map.gpkg": inputs.QGIS_SHA256,
            f"npm {CODES_PACKAGE} 2.js": CODES_SHA256,
            f"npm {CLDR_PACKAGE} subdivisions/en/en.json": CLDR_SHA256,
            detail.name: inputs.sha256(detail),
        },
        "outputs": {path.name: inputs.sha256(path) for path in (topology, table)},
    }
    products.write_text(BOUNDARIES_FOLDER / RECORD_FILE, json.dumps(record, indent=1))


if __name__ == "__main__":
    try:
        main()
    except GeodataError as error:
        sys.exit(str(error))
