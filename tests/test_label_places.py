"""Names lie within what is seen of their areas, where there is most room."""

import pytest
import shapely

from geodata.geo.boundaries import extent
from geodata.geo.frames import LABEL_ASPECT, frame, label_places
from geodata.geo.topojson import decode


@pytest.mark.slow
@pytest.mark.parametrize("extent_id", ["world", "europe", "korea", "FJI", "UKR~streets"])
def test_the_ellipse_of_a_name_lies_within_its_area(extent_id: str) -> None:
    shapes = {shape.key: shape.geometry for shape in decode(frame(extent_id).topology_json) if shape.layer == "areas"}
    found = label_places(extent_id)
    assert found
    for code, place in found.items():
        circle = shapely.Point(0, 0).buffer(place.width / 2)
        ellipse = shapely.affinity.translate(shapely.affinity.scale(circle, 1, 1 / LABEL_ASPECT), place.x, place.y)
        outside = ellipse.difference(shapes[code]).area
        assert outside <= 0.02 * ellipse.area + 1e-9, code


def test_a_name_stays_within_the_bounds_of_the_map() -> None:
    west, south, east, north = extent("europe").bounds
    russia = label_places("europe")["RUS"]
    assert west < russia.x - russia.width / 2
    assert russia.x + russia.width / 2 < east
    assert south < russia.y < north


def test_large_states_have_room_and_what_is_out_of_view_has_no_place() -> None:
    world = label_places("world")
    assert world["RUS"].width > world["CHN"].width > world["FRA"].width > world["BEL"].width
    assert "VAT" not in world
    assert "AUS" not in label_places("europe")
