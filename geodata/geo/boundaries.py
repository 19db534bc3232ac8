"""Readers of the files of data/boundaries: polygons at three levels of detail, extents, notes, disputed lines."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import BoundaryError, UnknownKeyError
from geodata.geo.projections import EXTENTS, Extent
from geodata.geo.topojson import Shape, decode
from geodata.model import AreaGeometry, BoundaryNote, Citation, DisputedLine, Level, LineStyle

if TYPE_CHECKING:  # GeoPandas takes 70 MB, and what draws has no use for its tables: imported on use
    import geopandas as gpd

__all__ = [
    "BOUNDARIES_FOLDER",
    "CRS",
    "EXTENTS",
    "FIRST_LEVEL_FILE",
    "AreaGeometry",
    "BoundaryNote",
    "DisputedLine",
    "Extent",
    "Level",
    "LineStyle",
    "area_polygons",
    "areas",
    "boundaries_fingerprint",
    "boundary_notes",
    "disputed_lines",
    "extent",
    "is_extent",
    "korea_dmz",
    "read_citations",
    "read_frame",
    "read_level",
    "read_pieces",
    "ukraine_oblasts",
]

BOUNDARIES_FOLDER = Path(__file__).parents[1] / "data" / "boundaries"
FIRST_LEVEL_FILE = "first_level.topojson"
CRS = "EPSG:4326"


def read_level(level: Level, folder: Path = BOUNDARIES_FOLDER) -> gpd.GeoDataFrame:
    """Return the polygons of every area at one level of detail.

    Returns
    -------
    GeoDataFrame
        One row per area, ordered by code, EPSG:4326. `area` (str): ISO 3166-1 alpha-3 code, or XKX or KAS.
        `geometry`: a valid Polygon or MultiPolygon; all together are a coverage, without gaps or overlaps.
        The Holy See has no polygon but a point in `areas`.

    Raises
    ------
    BoundaryError
        When the file is missing, damaged or names an area twice.
    """
    polygons = area_polygons(level, folder)
    return _frame({"area": [*polygons]}, [*polygons.values()])


def area_polygons(level: Level, folder: Path = BOUNDARIES_FOLDER) -> dict[str, BaseGeometry]:
    """Return the polygon of each area by its code, in the order of codes, as `read_level` has them.

    Raises
    ------
    BoundaryError
        When the file is missing, damaged or names an area twice.
    """
    return {shape.key: shape.geometry for shape in _topology(level, folder) if shape.layer == "areas"}


def _frame(data: Mapping[str, Sequence[str]], geometries: Sequence[BaseGeometry]) -> gpd.GeoDataFrame:
    import geopandas as gpd  # noqa: PLC0415 - on use

    return gpd.GeoDataFrame(data, geometry=geometries, crs=CRS)


def read_pieces(level: Level) -> tuple[Shape, ...]:
    """Return the coverage of a level of detail with the areas that disputed lines divide as their pieces.

    Returns
    -------
    tuple of Shape
        Ordered by key: an area's code, and for a piece of it a hyphen and a word after the code. EPSG:4326.

    Raises
    ------
    BoundaryError
        When the file is missing, damaged or names an area twice.
    """
    shapes = _topology(level, BOUNDARIES_FOLDER)
    divided = {_area(shape) for shape in shapes if shape.layer == "pieces"}
    whole = [shape for shape in shapes if shape.layer == "areas" and shape.key not in divided]
    return tuple(sorted([*whole, *(piece for piece in shapes if piece.layer == "pieces")], key=lambda shape: shape.key))


def _area(shape: Shape) -> str:
    return (shape.properties or {})["area"]


def _topology(level: Level, folder: Path) -> tuple[Shape, ...]:
    path = folder / f"{level}.topojson"
    try:
        shapes = decode(_text(path))
        codes = [_area(shape) for shape in shapes if shape.layer == "areas"]
    except (ValueError, KeyError) as error:
        raise BoundaryError(f"{path.name}: {error}") from error
    _check_unique(path, codes)
    invalid = [shape.key for shape in shapes if shape.geometry.is_empty or not shape.geometry.is_valid]
    if not codes or invalid:
        raise BoundaryError(f"{path.name}: no valid polygon for {', '.join(invalid) or 'any area'}")
    return shapes


def extent(extent_id: str) -> Extent:
    """Return an extent by its id: one of `EXTENTS`, or the code of an area.

    Raises
    ------
    UnknownKeyError
        When there is no such extent; the error offers the nearest ids.
    """
    extents = _extents()
    if extent_id not in extents:
        raise UnknownKeyError("extent", extent_id, extents)
    return extents[extent_id]


def is_extent(extent_id: str) -> bool:
    """Whether there is an extent of that id."""
    return extent_id in _extents()


@cache
def _extents() -> dict[str, Extent]:
    extents = {row.extent_id: row for row in EXTENTS}
    for row in _rows(BOUNDARIES_FOLDER / "extents.csv"):
        west, south, east, north = (float(row[side]) for side in ("xmin", "ymin", "xmax", "ymax"))
        bounds = (west, south, east, north)
        extents[row["area"]] = Extent(row["area"], row["title"], row["projection"], bounds, Level(row["level"]))
    return extents


def read_frame(extent_id: str) -> str | None:
    """Return the TopoJSON of an extent that the build has written, or None for an extent projected on request.

    Raises
    ------
    BoundaryError
        When the file is damaged.
    """
    path = BOUNDARIES_FOLDER / "frames" / f"{extent_id}.topojson"
    if not path.is_file():
        return None
    try:
        text = _text(path).rstrip("\n")
        _ = json.loads(text)["objects"]["areas"]["geometries"][0]["id"]
    except (ValueError, LookupError, TypeError) as error:
        raise BoundaryError(f"frames/{path.name}: is damaged ({error}); run python -m geodata.build") from error
    return text


@cache
def boundaries_fingerprint() -> str:
    """Return the SHA-256 (hexadecimal) of all boundary files, for the URLs that browsers cache without expiry."""
    # The manifest holds the hash of every derived file, so only the table written by hand is read beside it.
    content = "".join(_text(BOUNDARIES_FOLDER / name) for name in ("manifest.json", "boundary_notes.csv"))
    return hashlib.sha256(content.encode()).hexdigest()


@cache
def areas() -> tuple[AreaGeometry, ...]:
    """Return size and label point of every area that has a polygon or a point symbol, ordered by code."""
    rows = [
        AreaGeometry(
            row["area"],
            row["name_in_source"],
            float(row["label_lon"]),
            float(row["label_lat"]),
            float(row["area_km2"]),
            row["is_small"] == "true",
        )
        for row in _rows(BOUNDARIES_FOLDER / "areas.csv")
    ]
    _check_unique(BOUNDARIES_FOLDER / "areas.csv", [row.area for row in rows])
    return tuple(rows)


@cache
def boundary_notes() -> tuple[BoundaryNote, ...]:
    """Return the notes on boundaries, the general disclaimer first.

    Raises
    ------
    BoundaryError
        When a row is no note, or there is none.
    """
    path = BOUNDARIES_FOLDER / "boundary_notes.csv"
    rows = []
    for line, row in enumerate(_rows(path), 2):  # a line each
        try:
            note = BoundaryNote(
                row["note_id"],
                tuple(filter(None, row["areas"].split(";"))),
                float(row["west"]),
                float(row["south"]),
                float(row["east"]),
                float(row["north"]),
                row["text"],
                row["departure"],
                read_citations(row["citations"]),
            )
        except (KeyError, ValueError, TypeError, AttributeError) as error:  # fewer cells than columns are None
            raise BoundaryError(f"{path.name}:{line}: is no row of a note; python -m geodata check says why") from error
        rows.append(note)
    if not rows:  # a map without its disclaimer would be wrong
        raise BoundaryError(f"{path.name}: has no notes; install the atlas anew")
    _check_unique(path, [row.note_id for row in rows])
    return tuple(rows)


@cache
def disputed_lines() -> tuple[DisputedLine, ...]:
    """Return the lines whose status is not that of an ordinary boundary, ordered by id."""
    return tuple(
        DisputedLine(
            line_id=row["id"],
            name=row["name"],
            areas=tuple(row["areas"].split(";")),
            style=LineStyle(row["style"]),
            un_style=row["un_style"],
            edges=tuple((left, right) for left, _, right in (edge.partition("|") for edge in row["edges"].split(";"))),
            basis=row["basis"],
            citations=read_citations(row["citations"]),
            geometry=geometry,
        )
        for row, geometry in _features("disputed_lines.geojson")
    )


@cache
def korea_dmz() -> tuple[Shape, ...]:
    """Return the parts `north` and `south` of the Korean demilitarized zone, schematic, EPSG:4326.

    Property `label` says of what the zone is made.
    """
    return tuple(
        Shape("dmz", row["part"], geometry, {"label": row["label"]}) for row, geometry in _features("korea_dmz.geojson")
    )


def read_citations(text: str) -> tuple[Citation, ...]:
    """Return the citations of a cell written `source-id: locator; ...`, unchecked."""
    parts = (part.partition(":") for part in text.split(";") if part.strip())
    return tuple(Citation(source_id.strip(), place.strip()) for source_id, _, place in parts)


def ukraine_oblasts() -> gpd.GeoDataFrame:
    """Return the first-level administrative units of Ukraine.

    Returns
    -------
    GeoDataFrame
        One row per unit (24 oblasts, Crimea, Kyiv and Sevastopol), ordered by code, EPSG:4326. `oblast` (str): its
        ISO 3166-2 code. `name` (str): in English. `geometry`: parts of the polygon of Ukraine at the level of detail.
    """
    rows = _features("ukraine_oblasts.geojson")
    data = {key: [row[key] for row, _ in rows] for key in ("oblast", "name")}
    return _frame(data, [geometry for _, geometry in rows])


def first_level_polygons(country: str) -> dict[str, BaseGeometry]:
    """Return the polygons of the first-level areas of a country by code, as their file has them, in its order.

    Borders between them are drawn by these; `geodata.first_level` fits them into the outline of their country.

    Raises
    ------
    UnknownKeyError
        When no such area belongs to the country.
    BoundaryError
        When the file is missing or damaged.
    """
    text = _text(BOUNDARIES_FOLDER / FIRST_LEVEL_FILE)
    try:
        items = json.loads(text)["objects"]["units"]["geometries"]
        owners = {str(item["id"]): str(item["properties"]["area"]) for item in items}
        codes = {code for code, owner in owners.items() if owner == country}
        if not codes:
            raise UnknownKeyError("country", country, {*owners.values()})
        return {shape.key: shape.geometry for shape in decode(text, layer="units", keys=codes)}
    except (ValueError, KeyError, TypeError) as error:
        raise BoundaryError(f"{FIRST_LEVEL_FILE}: {type(error).__name__} {error}") from error


def _features(name: str) -> list[tuple[dict[str, str], BaseGeometry]]:
    try:
        features = json.loads(_text(BOUNDARIES_FOLDER / name))["features"]
        return [(dict(item["properties"]), shapely.from_geojson(json.dumps(item["geometry"]))) for item in features]
    except (ValueError, KeyError, TypeError, shapely.errors.GEOSException) as error:
        raise BoundaryError(f"{name}: {type(error).__name__} {error}") from error


def _rows(path: Path) -> Iterable[Mapping[str, str]]:
    return csv.DictReader(_text(path).splitlines())


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BoundaryError(f"{path.name}: cannot be read ({error.strerror}); run python -m geodata.build") from error
    except UnicodeError as error:
        raise BoundaryError(f"{path.name}: is not UTF-8; run python -m geodata.build") from error


def _check_unique(path: Path, keys: Iterable[str]) -> None:
    repeated = sorted(key for key, count in Counter(keys).items() if count > 1)
    if repeated:
        raise BoundaryError(f"{path.name}: more than one row for {', '.join(repeated)}")


def shared_edges(pieces: Mapping[str, BaseGeometry], edges: Iterable[tuple[str, str]]) -> BaseGeometry:
    """Return the edges that pairs of pieces share, merged into one geometry.

    The pieces form a coverage, so the line has exactly their vertices.

    Parameters
    ----------
    pieces
        Polygons by key, in any coordinate system.
    edges
        Pairs of keys; a pair of which one is missing is skipped.

    Returns
    -------
    LineString or MultiLineString
        In the coordinates of `pieces`; empty where no pair meets.
    """
    lines: list[shapely.LineString] = []
    for left, right in edges:
        if left not in pieces or right not in pieces:
            continue
        shared = shapely.intersection(shapely.boundary(pieces[left]), shapely.boundary(pieces[right]))
        lines += [
            part for part in shapely.get_parts(shared) if isinstance(part, shapely.LineString) and not part.is_empty
        ]
    return shapely.line_merge(shapely.MultiLineString(lines))
