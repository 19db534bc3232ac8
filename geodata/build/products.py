"""The derived files: their writers, the extent, size and label point of each area, and the disputed lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build import inputs
from geodata.build.territories import DMZ_LABEL, Pieces, read_oblast_table
from geodata.errors import BoundaryError
from geodata.geo.boundaries import read_citations, shared_edges
from geodata.geo.coverage import Geometries
from geodata.geo.projections import GEOD, MAP_ASPECT, METRES_PER_UNIT, MIN_MAP_WIDTH, Coordinates, Extent, laea
from geodata.model import AreaGeometry, DisputedLine, Level, LineStyle

# --- Writers: order, decimals and line ends are fixed, so that equal inputs give equal bytes

# Packages whose version can change the result, as manifest.json records them; GEOS is added to them.
TOOL_PACKAGES = ("geopandas", "numpy", "pyproj", "shapely")
# Files of data/boundaries that are written by hand and not listed among the outputs of manifest.json.
HANDWRITTEN_FILES = ("README.md", "boundary_notes.csv", "manifest.json")
# The first-level areas, which no map of a frozen link draws, have a record of their own.
FIRST_LEVEL_FILES = ("first_level.csv", "first_level.json", "first_level.topojson")


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 with line feeds and a final line feed; create the folder where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8", newline="\n")


def write_table(path: Path, header: Iterable[str], rows: Iterable[Iterable[str | float]]) -> None:
    """Write a CSV file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    write_text(path, out.getvalue())


def write_features(path: Path, features: Iterable[tuple[Mapping[str, str], BaseGeometry]], decimals: int) -> None:
    """Write GeoJSON with one feature per line, coordinates rounded to `decimals`."""
    lines: list[str] = []
    for properties, geometry in features:
        rounded = shapely.transform(geometry, lambda c: np.round(c, decimals))
        shape = json.loads(shapely.to_geojson(rounded))
        feature = {"type": "Feature", "properties": dict(properties), "geometry": shape}
        lines.append(json.dumps(feature, separators=(",", ":"), ensure_ascii=False))
    write_text(path, '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}")


def write_areas(folder: Path, rows: Iterable[AreaGeometry]) -> None:
    """Write areas.csv."""
    header = ("area", "name_in_source", "label_lon", "label_lat", "area_km2", "is_small")
    write_table(
        folder / "areas.csv",
        header,
        (
            (r.area, r.name_in_source, r.label_lon, r.label_lat, r.area_km2, "true" if r.is_small else "false")
            for r in rows
        ),
    )


def write_extents(folder: Path, extents: Iterable[Extent]) -> None:
    """Write extents.csv."""
    header = ("area", "title", "projection", "xmin", "ymin", "xmax", "ymax", "level")
    write_table(
        folder / "extents.csv", header, ((e.extent_id, e.title, e.projection, *e.bounds, e.level) for e in extents)
    )


def write_lines(folder: Path, lines: Iterable[DisputedLine]) -> None:
    """Write disputed_lines.geojson."""
    write_features(
        folder / "disputed_lines.geojson",
        (
            (
                {
                    "id": line.line_id,
                    "name": line.name,
                    "areas": ";".join(line.areas),
                    "style": line.style,
                    "un_style": line.un_style,
                    "edges": ";".join("|".join(edge) for edge in line.edges),
                    "basis": line.basis,
                    "citations": "; ".join(f"{c.source_id}: {c.locator}" for c in line.citations),
                },
                line.geometry,
            )
            for line in lines
        ),
        3,
    )


def write_oblasts(folder: Path, pieces: Pieces) -> None:
    """Write ukraine_oblasts.geojson."""
    _, names = read_oblast_table()
    units = (
        (n.removeprefix("UKR-"), g)
        for n, g in zip(pieces.names, pieces.geometries, strict=True)
        if n.startswith("UKR-")
    )
    features = (({"oblast": code, "name": names[code]}, geometry) for code, geometry in units)
    write_features(folder / "ukraine_oblasts.geojson", features, 3)


def write_zone(folder: Path, zone: Mapping[str, BaseGeometry]) -> None:
    """Write korea_dmz.geojson with five decimals of a degree, because the zone is only 4 km wide."""
    features = (({"part": part, "label": DMZ_LABEL}, geometry) for part, geometry in zone.items())
    write_features(folder / "korea_dmz.geojson", features, 5)


def write_manifest(folder: Path) -> None:
    """Write manifest.json: hashes of the inputs, versions of the tools, hashes and sizes of the outputs."""
    derived = sorted(
        p for p in folder.rglob("*") if p.is_file() and p.name not in HANDWRITTEN_FILES + FIRST_LEVEL_FILES
    )
    manifest = {
        "inputs": {
            f"npm {inputs.ATLAS_PACKAGE} countries-10m.json": {
                "integrity": inputs.ATLAS_INTEGRITY,
                "sha256": inputs.ATLAS_SHA256,
            },
            f"Debian {inputs.QGIS_PACKAGE} resources/data/world_map.gpkg": {"sha256": inputs.QGIS_SHA256},
        },
        "tools": {
            **{name: version(name) for name in TOOL_PACKAGES},
            "geos": shapely.geos_version_string,
        },
        "outputs": {
            p.relative_to(folder).as_posix(): {"sha256": inputs.sha256(p), "bytes": p.stat().st_size} for p in derived
        },
    }
    write_text(folder / "manifest.json", json.dumps(manifest, indent=1))


# --- Extents: which parts of an area its map shows, in which projection and bounds

MARGIN = 0.06  # on each side of the shown parts, as a share of their width or height
# An area smaller than this is shown whole (Kiribati, Maldives). Of a larger one its map shows the parts near the
# largest: within NEAR_KM; or, if a part has LEAST_SHARE of the area, within FAR_KM or FAR_SHARE_OF_SIZE times the
# square root of the area, whichever is more (Svalbard and Bioko, not Chatham).
SHOWN_WHOLE_KM2 = 5000.0
NEAR_KM = 150.0
FAR_KM, FAR_SHARE_OF_SIZE, LEAST_SHARE = 700.0, 0.75, 0.005
# Widths (units of 100 km) below which the finer levels are used: at 1,500 pixels, a map 3,000 km wide has 2 km in a
# pixel, which is 0.02 degrees, the tolerance of the level medium.
MAX_DETAIL_WIDTH, MAX_MEDIUM_WIDTH = 30.0, 120.0


def extents(
    areas: dict[str, BaseGeometry], rows: Iterable[AreaGeometry], titles: Mapping[str, str]
) -> tuple[Extent, ...]:
    """Return one extent for each of `rows`, in their order.

    Parameters
    ----------
    areas
        Polygon by code, EPSG:4326; an area without one is shown about its label point.
    titles
        Common name by code, from states.csv: names in the source are abbreviated, and some are former.
    """
    extents_of_areas: list[Extent] = []
    for row in rows:
        geometry = areas.get(row.area, shapely.Point(row.label_lon, row.label_lat))
        extents_of_areas.append(_extent(row, titles[row.area], main_parts(shapely.get_parts(geometry), row.area_km2)))
    return tuple(extents_of_areas)


def main_parts(parts: Geometries, size_km2: float) -> Geometries:
    """Return the parts (polygons, EPSG:4326) of an area that its map shows, by the rules above."""
    if len(parts) == 1 or size_km2 < SHOWN_WHOLE_KM2:
        return parts
    size = np.array([area_km2(part) for part in parts])
    largest = int(size.argmax())
    centre = shapely.centroid(parts[largest])
    projected = _projected(shapely.simplify(parts, 0.02), laea(round(centre.y, 1), round(centre.x, 1)))
    is_shown = np.zeros(len(parts), np.bool_)
    is_new = is_shown.copy()
    is_new[largest] = True
    distance = np.full(len(parts), np.inf)
    reach = max(FAR_KM, FAR_SHARE_OF_SIZE * size_km2**0.5)
    while is_new.any():
        is_shown |= is_new
        for number in np.flatnonzero(is_new):
            distance = np.minimum(distance, shapely.distance(projected, projected[number]) * METRES_PER_UNIT / 1000)
        is_near = (distance <= NEAR_KM) | ((distance <= reach) & (size >= LEAST_SHARE * size_km2))
        is_new = is_near & ~is_shown
    return parts[is_shown]


def _projected(geometries: Geometries, projection: str) -> Geometries:
    transformer = pyproj.Transformer.from_crs("EPSG:4326", projection, always_xy=True)

    def units(lonlat: Coordinates) -> Coordinates:
        return np.column_stack(transformer.transform(lonlat[:, 0], lonlat[:, 1])) / METRES_PER_UNIT

    return shapely.transform(geometries, units)


def _extent(row: AreaGeometry, title: str, parts: Geometries) -> Extent:
    largest = max(parts, key=shapely.area)
    centre = shapely.centroid(largest)
    lat, lon = centre.y, centre.x
    for _ in range(3):  # the centre of the box depends on the projection: three rounds converge
        projection = laea(round(lat, 2), round(lon, 2))
        west, south, east, north = shapely.total_bounds(_projected(parts, projection))
        to_degrees = pyproj.Transformer.from_crs(projection, "EPSG:4326", always_xy=True)
        lon, lat = to_degrees.transform((west + east) / 2 * METRES_PER_UNIT, (south + north) / 2 * METRES_PER_UNIT)
    projection = laea(-90, 0) if row.area == "ATA" else laea(round(lat, 1), round(lon, 1))
    west, south, east, north = shapely.total_bounds(_projected(parts, projection))
    width, height = (east - west) * (1 + 2 * MARGIN), (north - south) * (1 + 2 * MARGIN)
    width = max(width, height * MAP_ASPECT, MIN_MAP_WIDTH)
    height = width / MAP_ASPECT
    x, y = (west + east) / 2, (south + north) / 2
    level = Level.DETAIL if width < MAX_DETAIL_WIDTH else Level.MEDIUM if width < MAX_MEDIUM_WIDTH else Level.OVERVIEW
    box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    bounds = (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
    return Extent(row.area, title, projection, bounds, level)


# --- areas.csv: size and label point of every area, from the full-resolution coverage

# An area below this size, 55 km across, covers less than a dot on a map of the world and gets a point symbol.
MAX_SYMBOL_KM2 = 3000.0
# The polygon of the Holy See is degenerate in the source. Point: St Peter's Square. Size: Vatican City State, 44 ha.
HOLY_SEE = AreaGeometry(
    area="VAT", name_in_source="Holy See", label_lon=12.4534, label_lat=41.9033, area_km2=0.44, is_small=True
)
# The Siachen area is assigned to no state in UN practice. It is hatched, and a symbol would present it as a country.
WITHOUT_SYMBOL = ("KAS",)


def area_km2(geometry: BaseGeometry) -> float:
    """Return the area of a geometry (EPSG:4326) on the WGS 84 ellipsoid in square kilometres.

    Segments are divided first: a border along a parallel is straight in degrees and no geodesic. Without the vertices
    the United States would gain 120,000 km2 from Canada at the level of detail.
    """
    return abs(float(GEOD.geometry_area_perimeter(shapely.segmentize(geometry, 0.05))[0])) / 1e6


def area_rows(areas: dict[str, BaseGeometry], names: dict[str, str]) -> tuple[AreaGeometry, ...]:
    """Return one row per area and one for the Holy See, ordered by code."""
    rows = [_area_row(code, geometry, names[code]) for code, geometry in areas.items()]
    return tuple(sorted([*rows, HOLY_SEE], key=lambda row: row.area))


def _area_row(code: str, geometry: BaseGeometry, name: str) -> AreaGeometry:
    parts = shapely.get_parts(geometry)
    largest = max(parts, key=area_km2)
    # The label point is the centre of the largest circle inside, found on a coarse outline.
    coarse = shapely.simplify(largest, 0.01)
    point = shapely.get_point(shapely.maximum_inscribed_circle(coarse, tolerance=0.01), 0)
    rounded = shapely.Point(round(point.x, 3), round(point.y, 3))
    if not largest.contains(rounded):
        inner = largest.representative_point()
        rounded = shapely.Point(round(inner.x, 4), round(inner.y, 4))
    size = sum(area_km2(part) for part in parts)
    return AreaGeometry(
        area=code,
        name_in_source=name,
        label_lon=rounded.x,
        label_lat=rounded.y,
        area_km2=round(size, 2),
        is_small=size < MAX_SYMBOL_KM2 and code not in WITHOUT_SYMBOL,
    )


# --- Disputed lines: those whose status is not that of an ordinary boundary, on the edges of the pieces
#
# disputes.csv has the style of each and the document it rests on: `un_style` is the style on the map of UN Geospatial
# (source un-cartotile-2023, decoded; ClearMap for Abyei), `none` where that map has no such line, and `style` the one
# drawn here. All 46 lines of the source layer were examined, by row. Left out are those that the map of UN Geospatial
# does not show, and those that a geometry of ours replaces:
#
# 0: Kuril Islands, a line in the sea; a note says it instead.
# 1, 2, 28, 36, 37, 39-42, 45: Nagorno-Karabakh, lines of 1991 and 1994. Azerbaijan is undivided there.
# 3, 38: Shaba'a Farms, 13 km; part of the Golan here, a note says it instead.
# 4, 33: Bhutan and China; the boundary there is an ordinary one.
# 5: Bolivian claim to the sea. 31: Olivenza. No line there.
# 6, 7, 8: Transnistria, Abkhazia, South Ossetia. 44: Donetsk and Luhansk. Moldova, Georgia and Ukraine are undivided
#     there, and this atlas draws no front lines.
# 9, 10: Suriname's claims. 29: Guatemala and Belize. 30: Venezuela and Guyana. The boundaries there are ordinary ones;
#     the last two are before the International Court of Justice.
# 11, 12, 13, 34, 43: small sectors of the boundary of China and India, under 90 km each; not shown there.
# 14: Shaksgam; the limit of Jammu and Kashmir with China is drawn once.
# 16, 18: ends of the Ilemi parallel, 10 and 20 km, that the border of the source runs along.
# 32: Western Sahara, the same parallel as ours, ragged.
#
# That map has one more line, the administrative line of Egypt and the Sudan, which no input contains.

DISPUTES_TABLE = Path(__file__).with_name("disputes.csv")


def disputed_lines(pieces: Pieces) -> tuple[DisputedLine, ...]:
    """Return the lines of disputes.csv along the edges of `pieces`, ordered by id; geometry in EPSG:4326.

    Raises
    ------
    BoundaryError
        When the two sides of a line do not meet.
    """
    by_name = dict(zip(pieces.names, pieces.geometries, strict=True))
    lines: list[DisputedLine] = []
    with DISPUTES_TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            edges = tuple((left, right) for left, _, right in (edge.partition("|") for edge in row["edges"].split(";")))
            geometry = shared_edges(by_name, edges)
            if shapely.is_empty(geometry):
                raise BoundaryError(f"{DISPUTES_TABLE.name}: the sides of {row['line_id']} do not meet")
            lines.append(
                DisputedLine(
                    line_id=row["line_id"],
                    name=row["name"],
                    areas=tuple(row["areas"].split(";")),
                    style=LineStyle(row["style"]),
                    un_style=row["un_style"],
                    edges=edges,
                    basis=row["basis"],
                    citations=read_citations(row["citations"]),
                    geometry=geometry,
                )
            )
    return tuple(sorted(lines, key=lambda line: line.line_id))
