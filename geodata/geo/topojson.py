"""Encoder and decoder of TopoJSON: geometries on an integer grid as arcs that neighbours share; lossless."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shape:
    """One geometry of a topology: the object it belongs to (`layer`), its id (`key`), its properties.

    Coordinates of `geometry` are integers (grid steps) for `encode`, and map units from `decode`.
    """

    layer: str
    key: str
    geometry: BaseGeometry
    properties: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Border:
    """An arc and the keys of the shapes that use it: two on a border, one on a coast.

    `line` has one row of x and y for each vertex, in map units.
    """

    line: npt.NDArray[np.float64]
    keys: tuple[str, ...]


class _Arcs:
    """The arcs collected so far; the same arc in the other direction gets the same number, complemented."""

    def __init__(self, junction: npt.NDArray[np.bool_]) -> None:
        self.junction = junction
        self.index: dict[bytes, int] = {}
        self.paths: list[Integers] = []

    def cut(self, path: Integers, *, is_ring: bool) -> list[Json]:
        """Return the numbers of the arcs that make up `path`, a sequence of vertex numbers."""
        stops = np.flatnonzero(self.junction[path])
        if is_ring and (len(stops) == 0 or path[0] not in path[stops]):
            # The start must not depend on where the ring begins, or two equal rings would become two arcs.
            start = int(stops[0]) if len(stops) else int(np.argmin(path[:-1]))
            path = np.concatenate([path[start:-1], path[: start + 1]])
            stops = np.flatnonzero(self.junction[path])
        ends = np.unique(np.concatenate([stops, [0, len(path) - 1]]))
        return [self._number(path[a : b + 1]) for a, b in pairwise(ends)]

    def _number(self, arc: Integers) -> int:
        other = arc[::-1]
        is_reversed = tuple(other[:2]) < tuple(arc[:2]) if arc[0] == arc[-1] else bool(other[0] < arc[0])
        key = (other if is_reversed else arc).tobytes()
        if key not in self.index:
            self.index[key] = len(self.paths)
            self.paths.append(other if is_reversed else arc)
        number = self.index[key]
        return ~number if is_reversed else number


def _integer_paths(geometry: BaseGeometry) -> tuple[bool, list[list[Integers]]]:
    """Return whether `geometry` is areal, and the integer paths of each of its parts, shell first.

    Lines without length and rings without area on the grid are left out.
    """
    parts = shapely.get_parts(geometry)
    is_areal = len(parts) > 0 and shapely.get_dimensions(parts[0]) == 2
    min_vertices = 4 if is_areal else 2
    paths_by_part: list[list[Integers]] = []
    for part in parts:
        lines = [_distinct(line) for line in (shapely.get_rings(part) if is_areal else [part])]
        if lines and len(lines[0]) >= min_vertices:
            paths_by_part.append([line for line in lines if len(line) >= min_vertices])
    return is_areal, paths_by_part


def _distinct(line: BaseGeometry) -> Integers:
    path = np.rint(shapely.get_coordinates(line)).astype(np.int64)
    return path[np.concatenate([[True], (np.diff(path, axis=0) != 0).any(axis=1)])] if len(path) else path


def _junctions(paths: list[Integers], is_ring: list[bool], count: int) -> npt.NDArray[np.bool_]:
    """Return one flag a vertex: whether it ends an arc, having other than two neighbours or ending an open line."""
    ahead = np.concatenate([path[:-1] for path in paths])
    behind = np.concatenate([path[1:] for path in paths])
    pairs = np.unique(np.concatenate([ahead * count + behind, behind * count + ahead]))
    junction: npt.NDArray[np.bool_] = np.bincount(pairs // count, minlength=count) != 2
    for path, ring in zip(paths, is_ring, strict=True):
        if not ring:
            junction[path[[0, -1]]] = True
    return junction


def encode(shapes: Iterable[Shape], *, step: float) -> str:
    """Return `shapes` as one TopoJSON document.

    Parameters
    ----------
    shapes
        Polygons and lines with integer coordinates, in grid steps. Shapes that run through the same vertices share
        arcs, by which a browser tells borders from coasts.
    step
        Size of a grid step in map units; it becomes the scale of the document.

    Returns
    -------
    str
        Objects in the order in which their first shape comes; arcs numbered in the order of the shapes.
    """
    shape_list = list(shapes)
    paths_by_shape = [_integer_paths(shape.geometry) for shape in shape_list]
    paths = [path for _, parts in paths_by_shape for part in parts for path in part]
    rings = [areal for areal, parts in paths_by_shape for part in parts for _ in part]
    if not paths:
        points, numbered = np.empty((0, 2), np.int64), []
        arcs = _Arcs(np.empty(0, np.bool_))
    else:
        points, inverse = np.unique(np.concatenate(paths), axis=0, return_inverse=True)
        numbered = np.split(inverse.reshape(-1).astype(np.int64), np.cumsum([len(path) for path in paths])[:-1])
        arcs = _Arcs(_junctions(numbered, rings, len(points)))
    objects: dict[str, list[Json]] = {}
    remaining = iter(numbered)
    for shape, (areal, parts) in zip(shape_list, paths_by_shape, strict=True):
        arc_numbers = [[arcs.cut(next(remaining), is_ring=areal) for _ in part] for part in parts]
        objects.setdefault(shape.layer, []).append(_geometry(shape, arc_numbers, is_areal=areal))
    document: dict[str, Json] = {
        "type": "Topology",
        "transform": {"scale": [step, step], "translate": [0, 0]},
        "objects": {
            name: {"type": "GeometryCollection", "geometries": geometries} for name, geometries in objects.items()
        },
        "arcs": [_deltas(points[arc]) for arc in arcs.paths],
    }
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


def _geometry(shape: Shape, arc_numbers: list[list[list[Json]]], *, is_areal: bool) -> Json:
    geometry: dict[str, Json] = {}
    if not arc_numbers:
        geometry["type"] = None
    elif is_areal:
        geometry["type"] = "Polygon" if len(arc_numbers) == 1 else "MultiPolygon"
        polygons: list[Json] = [list(part) for part in arc_numbers]
        geometry["arcs"] = polygons[0] if len(arc_numbers) == 1 else polygons
    else:
        geometry["type"] = "LineString" if len(arc_numbers) == 1 else "MultiLineString"
        lines: list[Json] = [part[0] for part in arc_numbers]
        geometry["arcs"] = lines[0] if len(arc_numbers) == 1 else lines
    geometry["id"] = shape.key
    if shape.properties:
        geometry["properties"] = dict(shape.properties)
    return geometry


def _deltas(arc: Integers) -> Json:
    moved: list[Json] = np.concatenate([arc[:1], np.diff(arc, axis=0)]).tolist()
    return moved


def decode(text: str, *, layer: str | None = None, keys: Container[str] | None = None) -> tuple[Shape, ...]:
    """Return the shapes of a TopoJSON document that `encode` wrote, in its order; coordinates are in map units.

    Parameters
    ----------
    layer, keys
        Name of the only object, and ids of the only shapes, to be decoded; all if left out.

    Raises
    ------
    ValueError
        When the text is no TopoJSON document of that form.
    """
    try:
        document = json.loads(text)
        chosen = [
            (name, item)
            for name, collection in document["objects"].items()
            if layer in (None, name)
            for item in collection["geometries"]
            if keys is None or str(item["id"]) in keys
        ]
        if layer is not None or keys is not None:
            used = {number for _, item in chosen for number in _arc_numbers(item.get("arcs", []))}
            document["arcs"] = [arc if number in used else [] for number, arc in enumerate(document["arcs"])]
        arcs = _arcs_in_map_units(document)
        return tuple(
            Shape(name, str(item["id"]), _decoded_geometry(item, arcs), item.get("properties")) for name, item in chosen
        )
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise ValueError(f"not a topology: {type(error).__name__} {error}") from error


def borders(text: str, layer: str) -> tuple[Border, ...]:
    """Return every arc of a layer once, with the sorted keys of the shapes that use it.

    Parameters
    ----------
    text
        A document that `encode` wrote.
    layer
        Name of its object, such as `areas`. A document without it gives no border.

    Raises
    ------
    ValueError
        When the text is no TopoJSON document of that form.
    """
    try:
        document = json.loads(text)
        arcs, users = _arcs_in_map_units(document), defaultdict[int, set[str]](set)
        for item in document["objects"].get(layer, {"geometries": ()})["geometries"]:
            for number in _arc_numbers(item.get("arcs", [])):
                users[number].add(str(item["id"]))
        return tuple(Border(arcs[number], tuple(sorted(keys))) for number, keys in sorted(users.items()))
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise ValueError(f"not a topology: {type(error).__name__} {error}") from error


def _arc_numbers(nested: Json) -> Iterator[int]:
    """Yield the arc numbers of a geometry, without their direction."""
    if isinstance(nested, list):
        for item in nested:
            yield from _arc_numbers(item)
    elif isinstance(nested, int):
        yield nested if nested >= 0 else ~nested


def _arcs_in_map_units(document: dict[str, Any]) -> list[npt.NDArray[np.float64]]:
    """Return the arcs of a document in map units."""
    step = float(document["transform"]["scale"][0])
    # Rounding gives the double nearest to the decimal number, so that decoded equals computed.
    return [np.round(np.cumsum(np.asarray(arc, np.int64), axis=0) * step, 9) for arc in document["arcs"]]


def _joined(numbers: list[int], arcs: list[npt.NDArray[np.float64]]) -> npt.NDArray[np.float64]:
    runs = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
    return np.concatenate([runs[0], *(run[1:] for run in runs[1:])])


def _decoded_geometry(geometry: dict[str, list[list[int]] | str], arcs: list[npt.NDArray[np.float64]]) -> BaseGeometry:
    kind, numbers = geometry.get("type"), geometry.get("arcs")
    match kind, numbers:
        case "Polygon", list():
            return _polygon(numbers, arcs)
        case "MultiPolygon", list():
            return shapely.MultiPolygon([_polygon(part, arcs) for part in numbers])  # type: ignore[arg-type]
        case "LineString", list():
            return shapely.LineString(_joined(numbers, arcs))  # type: ignore[arg-type]
        case "MultiLineString", list():
            return shapely.MultiLineString([_joined(part, arcs) for part in numbers])
        case None, None:
            return shapely.Polygon()
        case _:
            raise ValueError(f"not a topology: unknown geometry type {kind!r}")


def _polygon(rings: list[list[int]], arcs: list[npt.NDArray[np.float64]]) -> shapely.Polygon:
    return shapely.Polygon(_joined(rings[0], arcs), [_joined(ring, arcs) for ring in rings[1:]])
