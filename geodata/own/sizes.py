"""Sizes of polygons on the WGS 84 ellipsoid: of each, and of what several cover together.

Edges are straight in longitude and latitude (RFC 7946). Between a parallel and the equator lies, per radian of
longitude, an area that the authalic northing gives in closed form; the size of a polygon is its integral along the
rings. No plane distorts it, and no geodesic replaces its edges.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.own.squares import object_array, polygons_only

Floats = NDArray[np.float64]
Geometries = NDArray[np.object_]
Integers = NDArray[np.int64]

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


# -- What polygons cover together: most meet no other, pairs lose what they have in common, only the rest is united.

_CHUNK = 256  # polygons whose neighbours are sought at once: 20,000 on one another then give 5 million pairs at a time
_PILE = 40  # neighbours of one polygon from which its square is united whole; pairs would grow with their square


@dataclass(frozen=True, slots=True)
class Meetings:
    """Which parts meet.

    Attributes
    ----------
    first, second
        Pairs of parts of one place that meet, first < second, ordered; without those in piles.
    in_pile
        (n,) whether a part lies in a place where parts lie on one another by dozens.
    """

    first: Integers
    second: Integers
    in_pile: NDArray[np.bool_]


def meetings(parts: Geometries, place: Integers) -> Meetings:
    """Return the pairs of parts of the same place that meet.

    Parameters
    ----------
    place
        (n,) number of the square and area of each part, from 0: parts of two places have nothing in common.
    """
    is_piled = np.zeros(int(place.max(initial=-1)) + 1, bool)
    tree = shapely.STRtree(parts)
    firsts, seconds = [], []
    for start in range(0, len(parts), _CHUNK):
        some = np.arange(start, min(start + _CHUNK, len(parts)))
        some = some[~is_piled[place[some]]]
        near, other = tree.query(parts[some])  # boxes alone: five times cheaper than with a predicate
        near = some[near]
        is_pair = (near < other) & (place[near] == place[other])
        near, other = near[is_pair], other[is_pair]
        neighbours = np.bincount(near - start, minlength=1)
        is_piled[place[start + np.flatnonzero(neighbours > _PILE)]] = True
        is_open = ~is_piled[place[near]]
        near, other = near[is_open], other[is_open]
        meets = shapely.intersects(parts[near], parts[other])
        firsts.append(near[meets])
        seconds.append(other[meets])
    first = np.concatenate([np.zeros(0, np.int64), *firsts])
    second = np.concatenate([np.zeros(0, np.int64), *seconds])
    in_pile = is_piled[place]
    first, second = first[~in_pile[first]], second[~in_pile[first]]
    order = np.lexsort([second, first])
    return Meetings(first[order], second[order], in_pile)


def components(count: int, first: Integers, second: Integers) -> Integers:
    """Return a label for each of `count` nodes, equal within a connected component: its lowest node."""
    label = np.arange(count)
    while True:
        low = np.minimum(label[first], label[second])
        before = label.copy()
        np.minimum.at(label, first, low)
        np.minimum.at(label, second, low)
        label = label[label]
        if (label == before).all():
            return label


@dataclass(frozen=True, slots=True)
class Grouping:
    """One way to put parts into groups.

    Attributes
    ----------
    group, part
        Memberships, without repeats, ordered by both.
    groups
        Number of groups.
    of_finest
        For each group of the finest grouping the group of this one that holds it.
    """

    group: Integers
    part: Integers
    groups: int
    of_finest: Integers


def union_sizes(parts: Geometries, sizes: Floats, met: Meetings, groupings: Sequence[Grouping]) -> list[Floats]:
    """Return the size that each group covers, in square metres, for each way of grouping.

    The first grouping must be the finest: each group of another is made of whole groups of the first.

    Parameters
    ----------
    parts, sizes
        (n,) polygons and their sizes in square metres.
    """
    plans = [_plan(grouping, met, len(parts)) for grouping in groupings]
    wanted = np.unique(np.concatenate([np.zeros(0, np.int64), *(plan.pair for plan in plans)]))
    common = np.zeros(len(met.first))
    first, second = parts[met.first[wanted]], parts[met.second[wanted]]
    common[wanted] = area_m2(polygons_only(shapely.intersection(first, second)))
    united = _united_sizes(parts, [members for plan in plans for members in plan.sets])
    piles = _piles(parts, met.in_pile, groupings)
    out = []
    for grouping, plan, pile in zip(groupings, plans, piles, strict=True):
        total = np.bincount(plan.single_group, weights=sizes[plan.single], minlength=grouping.groups).astype(float)
        total -= np.bincount(plan.pair_group, weights=common[plan.pair], minlength=grouping.groups)
        of_sets = [united[members.tobytes()] for members in plan.sets]
        total += np.bincount(plan.set_group, weights=np.array(of_sets, float), minlength=grouping.groups)
        out.append(total + pile)
    return out


@dataclass(frozen=True, slots=True)
class _Plan:
    """What has to be computed for one grouping: single parts, pairs to take off, sets to unite."""

    single: Integers
    single_group: Integers
    pair: Integers
    pair_group: Integers
    sets: list[Integers]
    set_group: Integers


def _plan(grouping: Grouping, met: Meetings, count: int) -> _Plan:
    group, part = grouping.group, grouping.part
    key = group * count + part  # ascending
    by_part = np.argsort(part, kind="stable")
    lowest = np.searchsorted(part[by_part], met.first, "left")
    repeats = np.searchsorted(part[by_part], met.first, "right") - lowest
    pair = np.repeat(np.arange(len(met.first)), repeats)
    step = np.arange(len(pair)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    node = by_part[np.repeat(lowest, repeats) + step]
    wanted = group[node] * count + met.second[pair]
    other = np.searchsorted(key, wanted)
    is_there = (other < len(key)) & (key[np.minimum(other, len(key) - 1)] == wanted)
    pair, node, other = pair[is_there], node[is_there], other[is_there]
    label = components(len(key), node, other)
    members = np.bincount(label, minlength=len(key))[label]
    is_pile = met.in_pile[part]
    is_single = (members <= 2) & ~is_pile
    is_two = members[node] == 2
    several = np.flatnonzero((members > 2) & ~is_pile)
    several = several[np.argsort(label[several], kind="stable")]
    sets = np.split(several, np.flatnonzero(np.diff(label[several])) + 1) if len(several) else []
    return _Plan(
        part[is_single],
        group[is_single],
        pair[is_two],
        group[node[is_two]],
        [part[nodes] for nodes in sets],
        np.array([group[nodes[0]] for nodes in sets], np.int64),
    )


def _united_sizes(parts: Geometries, sets: list[Integers]) -> dict[bytes, float]:
    """Return the size of the union of each set, by its bytes; many groupings have the same sets."""
    by_key = {members.tobytes(): members for members in sets}
    united = object_array([shapely.union_all(parts[members]) for members in by_key.values()])
    return dict(zip(by_key, area_m2(polygons_only(united)).tolist(), strict=True))


def _piles(parts: Geometries, in_pile: NDArray[np.bool_], groupings: Sequence[Grouping]) -> list[Floats]:
    """Return the size of what lies in piles, by group: parts are united in the finest groups, and those in the others.

    `union_all` is the right one here; the union of disjoint subsets is quadratic in piles.
    """
    out = [np.zeros(grouping.groups) for grouping in groupings]
    if not in_pile.any():
        return out
    finest = groupings[0]
    here = np.flatnonzero(in_pile[finest.part])
    starts = np.flatnonzero(np.diff(finest.group[here], prepend=-1))
    sets = np.split(finest.part[here], starts[1:])
    number = finest.group[here][starts]
    shapes = object_array([shapely.union_all(parts[members]) for members in sets])
    for grouping, sizes in zip(groupings, out, strict=True):
        group = grouping.of_finest[number]
        order = np.argsort(group, kind="stable")
        at = np.flatnonzero(np.diff(group[order], prepend=-1))
        united = object_array([_united(shapes[members]) for members in np.split(order, at[1:])])
        sizes[group[order][at]] = area_m2(polygons_only(united))
    return out


def _united(shapes: Geometries) -> shapely.Geometry:
    return shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)
