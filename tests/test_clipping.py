"""Rings and lines cut to a rectangle: the same land as shapely finds, nothing beside it."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from dashboard.render.pptx.map import clipped_line, clipped_ring
from geodata.geo.projections import box_contains

BOUNDS = (0.0, 0.0, 10.0, 8.0)
NUMBERS = st.integers(-5, 15).map(float)


@st.composite
def rings(draw: st.DrawFn) -> np.ndarray:
    """Closed rings around a point, which never cross themselves."""
    x, y, count = draw(NUMBERS), draw(NUMBERS), draw(st.integers(3, 12))
    radii = np.array(draw(st.lists(st.floats(0.5, 9), min_size=count, max_size=count)))
    turns = np.linspace(0, 2 * np.pi, count, endpoint=False)
    ring: np.ndarray = np.column_stack([x + radii * np.cos(turns), y + radii * np.sin(turns)])
    return np.concatenate([ring, ring[:1]])


@given(rings())
def test_a_ring_keeps_what_lies_in_the_rectangle_and_no_more(ring: np.ndarray) -> None:
    cut = clipped_ring(ring, BOUNDS)
    wanted = shapely.intersection(shapely.Polygon(ring), shapely.box(*BOUNDS)).area
    if len(cut) == 0:
        assert wanted == pytest.approx(0, abs=1e-9)
        return
    assert (cut[0] == cut[-1]).all()
    assert all(box_contains((-1e-9, -1e-9, 10 + 1e-9, 8 + 1e-9), x, y) for x, y in cut)
    x, y = cut[:, 0], cut[:, 1]
    area = abs(float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))) / 2
    assert area == pytest.approx(wanted, abs=1e-6)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=8, unique=True))
def test_a_line_keeps_the_stretches_in_the_rectangle(points: list[tuple[float, float]]) -> None:
    line = np.array(points)
    parts = clipped_line(line, BOUNDS)
    wanted = shapely.intersection(shapely.LineString(line), shapely.box(*BOUNDS))
    length = sum(float(np.hypot(*np.diff(part, axis=0).T).sum()) for part in parts)
    # A stretch along the very edge is in the intersection and may be left out.
    assert length <= sum(float(np.hypot(*np.diff(line, axis=0).T).sum()) for line in [line]) + 1e-9
    inner = shapely.intersection(shapely.LineString(line), shapely.box(0.001, 0.001, 9.999, 7.999))
    assert length == pytest.approx(wanted.length, abs=1e-6) or length >= inner.length - 1e-6
    assert all(len(part) >= 2 for part in parts)


def test_what_lies_inside_is_left_as_it_is() -> None:
    ring = np.array([[1.0, 1.0], [2.0, 1.0], [2.0, 2.0], [1.0, 1.0]])
    assert clipped_ring(ring, BOUNDS) is ring
    assert clipped_line(ring, BOUNDS)[0] is ring


def test_a_ring_around_the_rectangle_becomes_the_rectangle() -> None:
    ring = np.array([[-9.0, -9.0], [30.0, -9.0], [30.0, 30.0], [-9.0, 30.0], [-9.0, -9.0]])
    cut = shapely.Polygon(clipped_ring(ring, BOUNDS))
    assert cut.equals(shapely.box(*BOUNDS))
