"""Markers of events: told apart by form alone, of about the same ink, the same in the message as in pictures."""

from itertools import combinations

import pytest
from shapely import Polygon

from dashboard.maps.markers import CORNERS, placed, reach
from dashboard.maps.palette import EVENT_LOOKS
from dashboard.maps.spec import Marker
from dashboard.maps.view import View
from dashboard.render.live_map.message import message
from dashboard.render.wire import MarkerClassRow
from dashboard.ui.service import ATLAS

LEAST_APART = 0.2  # of the area of two markers laid upon one another, which only one of them covers
MOST_INK = 1.6  # times that of the smallest


def test_every_kind_of_event_has_a_mark_of_its_own() -> None:
    markers = [look.marker for look in EVENT_LOOKS.values()]
    assert set(markers) == set(Marker)
    assert len(markers) == len(set(markers))


@pytest.mark.parametrize(("one", "other"), [*combinations(Marker, 2)])
def test_no_two_marks_are_of_one_form(one: Marker, other: Marker) -> None:
    first, second = Polygon(CORNERS[one]), Polygon(CORNERS[other])
    assert first.symmetric_difference(second).area / first.union(second).area >= LEAST_APART


def test_no_mark_shouts_and_each_keeps_within_its_radius() -> None:
    areas = [Polygon(corners).area for corners in CORNERS.values()]
    assert max(areas) <= MOST_INK * min(areas)
    for marker, corners in CORNERS.items():
        assert Polygon(corners).is_valid
        assert reach(marker) <= 1
        assert Polygon(placed(marker, 5, -3, 2)).area == pytest.approx(4 * Polygon(corners).area)


def test_the_live_map_gets_the_corners_that_pictures_draw() -> None:
    classes = message(ATLAS.spec(View(layers=("status", "events"))))["classes"]
    sent = {row.class_id: row.corners if isinstance(row, MarkerClassRow) else [] for row in classes}
    for kind, look in EVENT_LOOKS.items():
        assert look.marker is not None
        assert sent[kind] == [round(100 * value) for corner in CORNERS[look.marker] for value in corner]
    assert sent["party"] == []
