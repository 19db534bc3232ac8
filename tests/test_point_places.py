"""Points of small states: apart from one another, near their homes, the same every time."""

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.render.scene import GAP, LESSER_RADIUS, MAX_SHIFT, RADIUS, spread

places = st.lists(
    st.tuples(st.floats(0, 900), st.floats(0, 450), st.sampled_from((RADIUS, LESSER_RADIUS))), max_size=30
)


@given(places)
def test_no_point_leaves_the_reach_of_its_home_and_those_alone_stay(points: list[tuple[float, float, float]]) -> None:
    homes, radii = tuple((x, y) for x, y, _ in points), tuple(radius for *_, radius in points)
    positions = spread(homes, radii).tolist()
    assert len(positions) == len(homes)
    for number, ((x, y), (at_x, at_y)) in enumerate(zip(homes, positions, strict=True)):
        assert math.hypot(at_x - x, at_y - y) <= MAX_SHIFT + 1e-9
        others = [math.dist(homes[number], home) for other, home in enumerate(homes) if other != number]
        if min(others, default=math.inf) > 2 * (MAX_SHIFT + RADIUS) + GAP:
            assert (at_x, at_y) == (x, y)


def test_a_few_points_in_one_place_come_apart() -> None:
    radii = (RADIUS, RADIUS, LESSER_RADIUS)
    positions = spread(((10.0, 10.0), (10.0, 10.0), (11.0, 10.5)), radii).tolist()
    for (one, first), (two, second) in combinations(zip(positions, radii, strict=True), 2):
        assert math.dist(one, two) >= first + second + GAP - 0.1


def test_a_state_moves_less_than_a_territory() -> None:
    positions = spread(((0.0, 0.0), (3.0, 0.0)), (RADIUS, LESSER_RADIUS)).tolist()
    assert abs(positions[0][0]) < abs(positions[1][0] - 3.0)


def test_the_places_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        spread(((0.0, 0.0),), (RADIUS,))[0, 0] = 5.0
