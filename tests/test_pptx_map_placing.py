"""Where a map lies on a slide: in its room, in the right proportions, points where they belong."""

import numpy as np
import pytest

from dashboard.maps.view import View
from dashboard.render.pptx.drawing import STEP, in_points
from dashboard.render.pptx.map import LEAST_DOT, placement_of
from tests.slide_reading import slide_of

ROOM = in_points(30, 100, 660, 350)


@pytest.mark.slow
@pytest.mark.parametrize("extent", ["world", "europe", "americas", "korea", "CHL", "KIR", "VAT"])
def test_a_map_is_as_large_as_its_room_lets_it_be_and_keeps_its_proportions(extent: str) -> None:
    scene = slide_of(View(extent=extent)).scenes[0]
    placing = placement_of(scene, ROOM)
    box, (west, south, east, north) = placing.box, placing.bounds
    assert (box.x, box.y) == (ROOM.x, ROOM.y)
    assert box.width <= ROOM.width
    assert box.height <= ROOM.height + 1
    assert box.width == ROOM.width or box.height == pytest.approx(ROOM.height, abs=2)
    assert box.width / box.height == pytest.approx((east - west) / (north - south), rel=1e-4)
    assert west <= scene.bounds[0] + 1e-9
    assert north >= scene.bounds[3] - 1e-9


def test_places_on_the_map_become_places_on_the_slide() -> None:
    scene = slide_of(View()).scenes[0]
    placing = placement_of(scene, ROOM)
    west, south, east, north = placing.bounds
    ring = np.array([[west, north], [east, north], [east, south], [west, south], [west, north]])
    found = placing.ring(ring)
    assert found is not None
    corners = found * STEP
    assert corners.min(axis=0) == pytest.approx([placing.box.x, placing.box.y], abs=STEP)
    assert corners.max(axis=0) == pytest.approx([placing.box.right, placing.box.bottom], abs=STEP)
    middle = placing.around((west + east) / 2, (south + north) / 2, 3)
    assert middle is not None
    assert middle.x + middle.width / 2 == pytest.approx((placing.box.x + placing.box.right) / 2, abs=2)


def test_what_is_out_of_sight_has_no_place() -> None:
    scene = slide_of(View(extent="korea")).scenes[0]
    placing = placement_of(scene, ROOM)
    far = placing.bounds[2] + 1
    assert placing.around(far, 0, 3) is None
    assert placing.ring(np.array([[far, 0], [far + 1, 0], [far + 1, 1], [far, 0]])) is None


def test_a_dot_never_becomes_too_small_to_see() -> None:
    scene = slide_of(View()).scenes[0]
    dot = placement_of(scene, in_points(0, 0, 200, 100)).dot(scene.points[0])
    assert dot is not None
    assert dot.width >= 2 * LEAST_DOT * 12_700 - 1
