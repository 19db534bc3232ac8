"""Sizes of polygons on the WGS 84 ellipsoid, whose edges are straight in longitude and latitude (RFC 7946).

Between a parallel and the equator lies, per radian of longitude, an area that the authalic northing gives in closed
form; the size of a polygon is its integral along the rings. No plane distorts it, and no geodesic replaces its edges.
"""

from __future__ import annotations

import math

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Geometries = NDArray[np.object_]

_A = 6_378_137.0  # equatorial radius of WGS 84 in metres (NGA.STND.0036, table 3.1)
_F = 1 / 298.257223563  # its flattening (the same)
_E2 = _F * (2 - _F)  # first eccentricity squared
_LONGEST_STEP = 0.25  # degrees of latitude; Simpson's rule is then right to 1e-13 of an edge's integral
_BLOCK = 8_192  # corners whose intermediate values fit a processor's cache together

# Additions and multiplications alone are rounded alike on each processor, which library sines are not; so that workers
# on unlike machines answer with equal bits, sine and northing are polynomials. Sine: Taylor to x^23, 1e-19 at 90°.
_SINE = tuple((-1.0) ** k / math.factorial(2 * k + 1) for k in range(12))
# Northing (Snyder, Map Projections: A Working Manual, 1987, equation 3-12), in powers of sin²: the series of
# s / (1 - e²s²) and of atanh(es) / e together have the coefficients e^2k (1 + 1 / (2k + 1)).
_NORTHING = tuple(_A / 2 * (1 - _E2) * _E2**k * (1 + 1 / (2 * k + 1)) for k in range(9))


def authalic_northing(latitude: Floats) -> Floats:
    """Return the northing of the cylindrical equal-area projection of WGS 84, in metres, of latitudes in degrees."""
    out = np.empty(len(latitude))
    for start in range(0, len(latitude), _BLOCK):
        angle = latitude[start : start + _BLOCK] * (math.pi / 180)
        sine = angle * _horner(_SINE, angle * angle)
        out[start : start + _BLOCK] = sine * _horner(_NORTHING, sine * sine)
    return out


def _horner(coefficients: tuple[float, ...], at: Floats) -> Floats:
    value = np.full(len(at), coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        value *= at
        value += coefficient
    return value


def area_m2(shapes: Geometries) -> Floats:
    """Return the sizes of polygons in square metres, right to 1e-9 of each.

    Parameters
    ----------
    shapes
        Polygons and multipolygons of n shapes, WGS 84 longitude and latitude in degrees; not None. Holes are taken
        off whichever way their rings turn; parts of an invalid polygon that lie on one another count twice.

    Returns
    -------
    ndarray
        (n,) square metres, 0 for an empty shape. The value of a shape does not depend on the others.
    """
    out = np.zeros(len(shapes))
    # Most polygons are one ring: those are measured without asking GEOS for rings and parts, which costs as much again.
    is_ring = (shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON) & (
        shapely.get_num_interior_rings(shapes) == 0
    )
    rings = shapes[is_ring]
    offsets = np.concatenate([[0], np.cumsum(shapely.get_num_coordinates(rings))])
    out[is_ring] = np.abs(_ring_integrals(shapely.get_coordinates(rings), offsets))
    others = np.flatnonzero(~is_ring)
    if len(others):
        parts, of_shape = shapely.get_parts(shapes[others], return_index=True)
        rings, of_part = shapely.get_rings(parts, return_index=True)
        offsets = np.concatenate([[0], np.cumsum(shapely.get_num_coordinates(rings))])
        sizes = np.abs(_ring_integrals(shapely.get_coordinates(rings), offsets))
        is_hole = np.diff(of_part, prepend=-1) == 0
        sizes[is_hole] *= -1
        np.add.at(out, others[of_shape[of_part]], sizes)  # in the order of the rings of each shape
    return out * (math.pi / 180 * _A)


def _ring_integrals(corners: Floats, rings: NDArray[np.int64]) -> Floats:
    """Return the integral of the northing over longitude along each ring, in metres times degrees.

    The northing counts from the first corner of its ring: from the equator, the last digits of small rings would go.
    """
    if not len(corners):
        return np.zeros(len(rings) - 1)
    longitude, latitude = np.ascontiguousarray(corners[:, 0]), np.ascontiguousarray(corners[:, 1])
    at_corner = authalic_northing(latitude)
    at_middle = authalic_northing((latitude[1:] + latitude[:-1]) / 2)
    base = np.repeat(at_corner[np.minimum(rings[:-1], len(corners) - 1)], np.diff(rings))[:-1]
    mean = (at_corner[1:] + at_corner[:-1] + 4 * at_middle) / 6 - base
    east = np.append(np.diff(longitude), 0)
    east[rings[1:] - 1] = 0  # from the end of one ring to the start of the next
    for edge in np.flatnonzero((np.abs(np.diff(latitude)) > _LONGEST_STEP) & (east[:-1] != 0)):
        mean[edge] = _mean_northing(float(latitude[edge]), float(latitude[edge + 1])) - base[edge]
    turn = east
    turn[:-1] *= mean
    filled = np.diff(rings) > 0
    out = np.zeros(len(rings) - 1)
    out[filled] = np.add.reduceat(turn, rings[:-1][filled])
    return out


def _mean_northing(south: float, north: float) -> float:
    """Return the mean northing along an edge that spans much latitude, by Simpson's rule in steps."""
    steps = math.ceil(abs(north - south) / _LONGEST_STEP)
    at = authalic_northing(np.linspace(south, north, 2 * steps + 1))
    return float(at[0] + at[-1] + 4 * at[1::2].sum() + 2 * at[2:-1:2].sum()) / (6 * steps)
