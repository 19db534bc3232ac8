"""Close-ups in Web Mercator: the same part of the world, in the coordinates of street maps, without tears."""

import numpy as np
import pyproj
import pytest
import shapely

from geodata.errors import UnknownKeyError
from geodata.geo.boundaries import areas, extent
from geodata.geo.extent_geometry import (
    MAX_LATITUDE,
    STREET_SUFFIX,
    WEB_MERCATOR_RADIUS_M,
    extent_outline,
    frame_extent,
    is_close_up,
    street_extent,
)
from geodata.geo.frames import frame
from geodata.geo.projections import METRES_PER_UNIT, project, unproject
from geodata.geo.topojson import Shape, decode

WORLD = 2 * np.pi * WEB_MERCATOR_RADIUS_M / METRES_PER_UNIT
# Across the antimeridian, tall, far north, tiny, without polygon, wide, in two states.
AWKWARD = ("FJI", "NZL", "VNM", "FIN", "ISL", "VAT", "KIR", "AUS", "IND", "korea")


def layer(extent_id: str, name: str) -> dict[str, Shape]:
    return {shape.key: shape for shape in decode(frame(extent_id + STREET_SUFFIX).topology_json) if shape.layer == name}


def test_continents_polar_and_very_wide_countries_are_no_close_ups() -> None:
    wide = ("world", "africa", "americas", "asia", "europe", "oceania", "RUS", "USA", "CAN", "CHN", "ATA", "GRL", "NOR")
    assert not any(is_close_up(extent_id) for extent_id in wide)
    assert all(is_close_up(extent_id) for extent_id in ("UKR", *AWKWARD))
    assert not is_close_up("atlantis")


@pytest.mark.slow
def test_most_countries_are_close_ups() -> None:
    assert sum(is_close_up(row.area) for row in areas()) > 0.9 * len(areas())


@pytest.mark.parametrize("extent_id", ["UKR", "korea"])
def test_its_coordinates_are_those_of_street_maps(extent_id: str) -> None:
    place = street_extent(extent_id)
    corner = unproject(place, np.array([place.bounds[:2], place.bounds[2:]]))
    x, y = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True).transform(corner[:, 0], corner[:, 1])
    assert np.column_stack([x, y]) / METRES_PER_UNIT == pytest.approx(np.array([place.bounds[:2], place.bounds[2:]]))


def test_across_the_antimeridian_coordinates_run_on() -> None:
    here, there = project(street_extent("FJI"), np.array([[179.5, -17.0], [-179.5, -17.0]]))
    assert there[0] - here[0] == pytest.approx(WORLD / 360, abs=1e-6)
    assert here[0] == pytest.approx(179.5 / 360 * WORLD, abs=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("extent_id", ["UKR", *AWKWARD])
def test_a_street_map_shows_its_subject_whole_and_ends_before_the_pole(extent_id: str) -> None:
    place = street_extent(extent_id)
    west, south, east, north = place.bounds
    assert (east - west) / (north - south) == pytest.approx(16 / 9, rel=0.01)
    assert extent_outline(place).bounds[2] - extent_outline(place).bounds[0] < WORLD
    latitudes = unproject(place, np.array([[west, south], [west, north]]))[:, 1]
    assert np.abs(latitudes).max() < MAX_LATITUDE
    if extent_id in layer(extent_id, "areas"):
        shown = layer(extent_id, "areas")[extent_id].geometry
        assert (
            shown.intersection(shapely.box(*place.bounds)).area > 0.99 * shown.intersection(extent_outline(place)).area
        )


@pytest.mark.slow
@pytest.mark.parametrize("extent_id", ["UKR", *AWKWARD])
def test_its_frame_is_a_valid_coverage_without_a_band_across_the_map(extent_id: str) -> None:
    place, shapes = street_extent(extent_id), layer(extent_id, "areas")
    land = np.array([shape.geometry for shape in shapes.values()], dtype=object)
    assert shapely.coverage_is_valid(land)
    # A torn area would be counted as land of what lies between its ends: every drawn area holds no more than it has.
    size = {row.area: row.area_km2 for row in areas()}
    for code, shape in shapes.items():
        middle = shapely.get_coordinates(shape.geometry)
        latitude = np.radians(np.abs(unproject(place, middle)[:, 1]).min())
        assert shape.geometry.area * 10_000 * np.cos(latitude) ** 2 < 3 * size[code] + 1_000, code


@pytest.mark.slow
def test_the_frame_has_what_its_equal_area_frame_has_but_no_sea() -> None:
    assert len(layer("UKR", "oblasts")) == 27
    assert set(layer("korea", "dmz")) == {"north", "south"}
    assert layer("UKR", "sea") == layer("UKR", "graticule") == {}
    assert {"KOR", "PRK"} <= set(layer("korea", "areas"))
    assert frame("FJI" + STREET_SUFFIX).points


def test_it_holds_enough_for_a_window_three_times_as_wide_as_high_at_half_the_size() -> None:
    _, south, _, north = street_extent("UKR").bounds
    held = extent_outline(street_extent("UKR")).bounds
    assert held[3] - held[1] >= 2 * (north - south)
    assert held[2] - held[0] >= 2 * 3 * (north - south)


def test_an_id_without_mark_is_that_of_an_ordinary_extent() -> None:
    assert frame_extent("UKR") == extent("UKR")
    assert frame_extent("UKR" + STREET_SUFFIX) == street_extent("UKR")


@pytest.mark.parametrize("frame_id", ["world~streets", "UKR~streetsx", "UKR~", "~streets", "UKR~streets~streets"])
def test_there_is_no_street_map_of_anything_else(frame_id: str) -> None:
    with pytest.raises(UnknownKeyError):
        frame_extent(frame_id)
