"""The boundary files: the shipped ones follow UN practice; missing and damaged ones are named in an error."""

import csv
from pathlib import Path

import geopandas as gpd
import pyproj
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import BoundaryError
from geodata.geo import boundaries
from geodata.geo.boundaries import (
    BOUNDARIES_FOLDER,
    areas,
    boundary_notes,
    disputed_lines,
    korea_dmz,
    read_level,
    read_pieces,
    ukraine_oblasts,
)
from geodata.model import Level

GEOD = pyproj.Geod(ellps="WGS84")
# The finer ones take a second to read.
EVERY_LEVEL = [pytest.param(level, marks=[] if level is Level.OVERVIEW else [pytest.mark.slow]) for level in Level]
LEVELS = pytest.mark.parametrize("level", EVERY_LEVEL)


def area_km2(geometry: BaseGeometry) -> float:
    # Borders along a parallel are straight in degrees, not on the globe.
    return abs(float(GEOD.geometry_area_perimeter(shapely.segmentize(geometry, 0.1))[0])) / 1e6


def states(kind: str) -> set[str]:
    with (BOUNDARIES_FOLDER.parent / "states.csv").open(encoding="utf-8", newline="") as file:
        return {row["area"] for row in csv.DictReader(file) if row["kind"] == kind}


@pytest.fixture(scope="module", params=EVERY_LEVEL)
def level(request: pytest.FixtureRequest) -> gpd.GeoDataFrame:
    chosen: Level = request.param
    return read_level(chosen)


@pytest.fixture(scope="module")
def detail() -> gpd.GeoDataFrame:
    return read_level(Level.DETAIL)


def area_at(frame: gpd.GeoDataFrame, lon: float, lat: float) -> list[str]:
    return [str(area) for area in frame.loc[frame.contains(shapely.Point(lon, lat)), "area"]]


def test_every_un_member_has_a_polygon_at_every_level(level: gpd.GeoDataFrame) -> None:
    members = states("un_member")
    assert len(members) == 193
    assert members <= set(level["area"])


def test_the_codes_are_those_of_the_table_of_states_except_the_holy_see_which_has_a_point(
    level: gpd.GeoDataFrame,
) -> None:
    with (BOUNDARIES_FOLDER.parent / "states.csv").open(encoding="utf-8", newline="") as file:
        known = {row["area"] for row in csv.DictReader(file)}
    assert known - set(level["area"]) == {"VAT"}
    assert set(level["area"]) < known
    assert {row.area for row in areas()} == known


def test_each_level_is_a_coverage_without_gaps_or_overlaps(level: gpd.GeoDataFrame) -> None:
    assert level.crs == "EPSG:4326"
    assert list(level["area"]) == sorted(set(level["area"]))
    assert level.geometry.is_valid.all()
    assert shapely.coverage_is_valid(level.geometry.to_numpy())


def test_the_holes_between_areas_are_the_caspian_sea_and_a_few_specks(level: gpd.GeoDataFrame) -> None:
    land = shapely.get_parts(shapely.coverage_union_all(level.geometry.to_numpy()))
    holes = sorted((shapely.Polygon(ring).area for part in land for ring in part.interiors), reverse=True)
    assert len(holes) <= 10
    assert 42 < holes[0] < 44  # the Caspian Sea, in square degrees
    assert all(hole < 0.01 for hole in holes[1:])  # lakes and inlets, 120 km2 at most


def test_nothing_runs_beyond_the_antimeridian_or_across_the_world(level: gpd.GeoDataFrame) -> None:
    assert tuple(level.total_bounds) == pytest.approx((-180, -90, 180, 83.6), abs=0.1)
    parts = level.explode(index_parts=False)
    widths = (parts.bounds["maxx"] - parts.bounds["minx"]).groupby(parts["area"]).max()
    assert sorted(widths[widths > 120].index) == ["ATA", "RUS"]
    assert widths["RUS"] < 153
    assert widths["FJI"] < 2


def test_coordinates_have_three_decimals(level: gpd.GeoDataFrame) -> None:
    coordinates = shapely.get_coordinates(level.geometry.to_numpy())
    assert (coordinates == coordinates.round(3)).all()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "lon", "lat", "area"),
    [
        ("Simferopol", 34.1, 44.95, "UKR"),
        ("Sevastopol", 33.58, 44.58, "UKR"),
        ("Donetsk", 37.8, 48.0, "UKR"),
        ("Golan", 35.8, 33.0, "SYR"),
        ("Laayoune", -13.15, 27.1, "ESH"),
        ("Tifariti, east of the berm", -10.57, 26.16, "ESH"),
        ("Hargeisa", 44.06, 9.56, "SOM"),
        ("Kyrenia", 33.3, 35.31, "CYP"),
        ("Dhekelia", 33.76, 35.0, "CYP"),
        ("Nicosia, buffer zone", 33.3, 35.16, "CYP"),
        ("Ramallah", 35.2, 31.9, "PSE"),
        ("Gaza", 34.45, 31.48, "PSE"),
        ("Pristina", 21.16, 42.66, "XKX"),
        ("Taipei", 121.5, 25.0, "TWN"),
        ("Siachen", 77.2, 35.35, "KAS"),
        ("Baykonur", 63.3, 45.95, "KAZ"),
        ("Guantanamo Bay", -75.1, 19.97, "CUB"),
        ("Sukhumi", 41.05, 43.0, "GEO"),
        ("Tiraspol", 29.6, 46.85, "MDA"),
        ("Abyei", 28.4, 9.6, "SDN"),
        ("Canberra", 149.1, -35.3, "AUS"),
        ("Christmas Island", 105.64, -10.48, "CXR"),
    ],
)
def test_places_lie_where_united_nations_practice_puts_them(
    detail: gpd.GeoDataFrame, place: str, lon: float, lat: float, area: str
) -> None:
    assert area_at(detail, lon, lat) == [area], place


def test_measured_areas_are_plausible() -> None:
    measured = {row.area: row.area_km2 for row in areas()}
    # Published land and inland water, in km2; the source is generalised at 1:10 million.
    published = {"AUS": 7_692_000, "UKR": 603_550, "COD": 2_345_000, "FRA": 643_800, "NOR": 385_200, "ESH": 266_000}
    for area, expected in published.items():
        assert measured[area] == pytest.approx(expected, rel=0.02), area
    assert sum(measured.values()) == pytest.approx(147.4e6, rel=0.01)
    members = states("un_member")
    assert min(members, key=measured.__getitem__) == "MCO"
    assert max(members, key=measured.__getitem__) == "RUS"


@pytest.mark.slow
@LEVELS
def test_no_un_member_loses_its_size_at_a_level(level: Level) -> None:
    frame = read_level(level)
    drawn = {str(area): area_km2(shape) for area, shape in zip(frame["area"], frame.geometry, strict=True)}
    members = states("un_member")
    # At 0.1 degrees islands become triangles: only what is larger than 20,000 km2 keeps its size there.
    least, tolerance = {Level.OVERVIEW: (20_000, 0.1), Level.MEDIUM: (3000, 0.02), Level.DETAIL: (3000, 0.005)}[level]
    for row in areas():
        if row.area in members and row.area_km2 > least:
            assert drawn[row.area] == pytest.approx(row.area_km2, rel=tolerance), row.area


@pytest.mark.slow
def test_label_points_lie_in_their_areas(detail: gpd.GeoDataFrame) -> None:
    polygons = detail.set_index("area").geometry
    for row in areas():
        if not row.is_small:
            assert polygons[row.area].contains(shapely.Point(row.label_lon, row.label_lat)), row.area


def test_small_areas_are_those_under_three_thousand_square_kilometres_and_the_holy_see() -> None:
    rows = {row.area: row for row in areas()}
    assert {row.area for row in rows.values() if row.area_km2 < 3000} - {a for a, r in rows.items() if r.is_small} == {
        "KAS"
    }
    assert all(row.area_km2 < 3000 for row in rows.values() if row.is_small)
    assert rows["VAT"].is_small
    assert len([area for area in states("un_member") if rows[area].is_small]) == 28


@pytest.mark.slow
def test_pieces_together_are_the_areas() -> None:
    whole = read_level(Level.MEDIUM).set_index("area").geometry
    items: dict[str, list[BaseGeometry]] = {}
    for piece in read_pieces(Level.MEDIUM):
        items.setdefault(piece.key.partition("-")[0], []).append(piece.geometry)
    assert set(items) == set(whole.index)
    assert {area for area, pieces in items.items() if len(pieces) > 1} >= {"CYP", "ESH", "IND", "PAK", "SYR", "UKR"}
    for area, pieces in items.items():
        assert sum(piece.area for piece in pieces) == pytest.approx(whole[area].area, rel=1e-9), area


def test_the_korean_zone_has_the_size_of_two_kilometres_each_side() -> None:
    north, south = korea_dmz()
    assert (north.key, south.key) == ("north", "south")
    assert 800 < area_km2(north.geometry) + area_km2(south.geometry) < 830
    assert shapely.intersection(north.geometry, south.geometry).area < 1e-6
    assert all("schematic" in (part.properties or {})["label"] for part in (north, south))


@pytest.mark.slow
def test_ukraine_has_27_units_that_are_its_polygon(detail: gpd.GeoDataFrame) -> None:
    units = ukraine_oblasts()
    assert len(units) == 27
    assert units["oblast"].is_unique
    assert {"UA-43", "UA-40", "UA-30"} < set(units["oblast"])
    assert shapely.coverage_is_valid(units.geometry.to_numpy())
    ukraine = detail.set_index("area").geometry["UKR"]
    assert shapely.coverage_union_all(units.geometry.to_numpy()).equals(ukraine)
    places = {"UA-43": (34.1, 44.95), "UA-40": (33.58, 44.58), "UA-14": (37.8, 48.0), "UA-30": (30.52, 50.45)}
    for oblast, place in places.items():
        assert list(units.loc[units.contains(shapely.Point(place)), "oblast"]) == [oblast]


def test_oblasts_have_about_their_published_size() -> None:
    published = {"UA-51": 33_310, "UA-14": 26_517, "UA-63": 31_415, "UA-65": 28_461, "UA-43": 26_081, "UA-32": 28_131}
    units = ukraine_oblasts().set_index("oblast").geometry
    for oblast, expected in published.items():
        assert area_km2(units[oblast]) == pytest.approx(expected, rel=0.09), oblast


@pytest.mark.slow
def test_disputed_lines_run_along_the_pieces_they_name() -> None:
    lines = disputed_lines()
    assert [line.line_id for line in lines] == sorted({line.line_id for line in lines})
    assert {line.style for line in lines} == {"solid", "dashed", "dotted"}
    pieces = {piece.key for piece in read_pieces(Level.DETAIL)}
    for line in lines:
        assert line.geometry.geom_type in ("LineString", "MultiLineString"), line.line_id
        assert {piece for edge in line.edges for piece in edge} <= pieces, line.line_id
        assert {piece.partition("-")[0] for edge in line.edges for piece in edge} <= {*line.areas, "KAS"}, line.line_id
    by_id = {line.line_id: line for line in lines}
    assert by_id["kashmir-line-of-control"].style == "dotted"
    assert 600 < GEOD.geometry_length(by_id["kashmir-line-of-control"].geometry) / 1000 < 740
    assert 195 < GEOD.geometry_length(by_id["korea-military-demarcation-line"].geometry) / 1000 < 210


def test_notes_start_with_the_disclaimer_and_name_known_areas() -> None:
    notes = boundary_notes()
    known = {row.area for row in areas()}
    assert (notes[0].note_id, notes[0].areas) == ("general", ())
    assert "Made with Natural Earth" in notes[0].text
    for note in notes:
        assert set(note.areas) <= known, note.note_id
        assert -180 <= note.west < note.east <= 180, note.note_id
        assert -90 <= note.south < note.north <= 90, note.note_id
        assert note.text.endswith("."), note.note_id


def test_every_disputed_line_has_a_note_where_it_runs() -> None:
    boxes = [shapely.box(note.west, note.south, note.east, note.north) for note in boundary_notes()[1:]]
    for line in disputed_lines():
        assert any(box.buffer(0.15).contains(line.geometry) for box in boxes), line.line_id


def test_the_boundary_files_stay_within_their_budget() -> None:
    sizes = {
        path.relative_to(BOUNDARIES_FOLDER).as_posix(): path.stat().st_size
        for path in BOUNDARIES_FOLDER.rglob("*")
        if path.is_file() and path.stem != "first_level"  # which no map loads
    }
    assert sum(sizes.values()) < 7_500_000
    assert sizes["overview.topojson"] < 400_000
    assert sizes["medium.topojson"] < 1_700_000
    assert sizes["detail.topojson"] < 3_500_000
    assert all(size < 220_000 for name, size in sizes.items() if name.startswith("frames/"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BoundaryError) as caught:
        read_level(Level.OVERVIEW, tmp_path)
    expected = "overview.topojson: cannot be read (No such file or directory); run python -m geodata.build"
    assert str(caught.value) == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"garbage,x\n", "boundary_notes.csv: has no notes; install the atlas anew"),
        (b"", "boundary_notes.csv: has no notes; install the atlas anew"),
        (b"garbage,x\n1,2\n", "boundary_notes.csv:2: is no row of a note; python -m geodata check says why"),
        (b"\xff\xfe", "boundary_notes.csv: is not UTF-8; run python -m geodata.build"),
    ],
)
def test_no_map_is_drawn_without_the_notes_on_its_boundaries(
    content: bytes, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "boundary_notes.csv").write_bytes(content)
    monkeypatch.setattr(boundaries, "BOUNDARIES_FOLDER", tmp_path)
    with pytest.raises(BoundaryError) as caught:
        boundaries.boundary_notes.__wrapped__()
    assert str(caught.value) == message


def damaged(ring: str, *codes: str) -> str:
    """Return a level file whose areas all have the ring given."""
    geometries = ",".join(
        f'{{"type":"Polygon","id":"{code}","arcs":[[0]],"properties":{{"area":"{code}"}}}}' for code in codes
    )
    return f'{{"transform":{{"scale":[1,1]}},"arcs":[{ring}],"objects":{{"areas":{{"geometries":[{geometries}]}}}}}}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("{}", "not a topology: KeyError 'objects'"),
        ("[]", "not a topology: TypeError list indices must be integers or slices, not str"),
        (damaged("[[0,0],[1,0],[0,1],[-1,-1]]", "AAA", "AAA"), "more than one row for AAA"),
        (damaged("[[0,0],[2,2],[0,-2],[-2,2],[0,-2]]", "AAA"), "no valid polygon for AAA"),
        (damaged(""), "no valid polygon for any area"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "overview.topojson").write_text(text, encoding="utf-8")
    with pytest.raises(BoundaryError) as caught:
        read_level(Level.OVERVIEW, tmp_path)
    assert str(caught.value) == f"overview.topojson: {message}"
