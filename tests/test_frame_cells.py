"""Cells: the finer frame cut into squares, without gaps between them and without drawing the cuts."""

import gzip
import itertools
import json

import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import UnknownKeyError
from geodata.geo.boundaries import extent
from geodata.geo.extent_geometry import extent_land, extent_outline
from geodata.geo.frames import MAX_SCALE, cell_topology, simplified_land, tiers
from geodata.geo.projections import EXTENTS, Extent
from geodata.geo.topojson import decode
from geodata.model import Level

pytestmark = pytest.mark.slow  # the finest level of the boundaries takes a second to read

HEAVY = ("0-3-2", "0-4-2", "1-10-7")  # Europe, Siberia and the fjords of Norway on the map of the world


def objects(text: str, name: str) -> dict[str, BaseGeometry]:
    """Return the geometries of an object on the whole numbers of its grid: shapes that touch there still do."""
    step = json.loads(text)["transform"]["scale"][0]
    return {
        shape.key: shapely.transform(shape.geometry, lambda c: np.rint(c / step))
        for shape in decode(text)
        if shape.layer == name
    }


@pytest.mark.parametrize("extent_id", [row.extent_id for row in EXTENTS])
def test_each_tier_is_finer_than_the_one_before_and_covers_what_the_frame_draws(extent_id: str) -> None:
    levels = tiers(extent_id)
    assert levels
    for coarse, fine in itertools.pairwise(levels):
        assert fine.tolerance < coarse.tolerance
        assert fine.from_scale > coarse.from_scale
        assert fine.from_scale * coarse.tolerance == pytest.approx(1.2, rel=0.01)
    for tier in levels:
        sheet = shapely.box(*extent_outline(extent(extent_id)).bounds)
        last = tier.box(tier.columns - 1, tier.rows - 1)
        grid = shapely.box(tier.west, tier.south, last[2], last[3])
        assert sheet.difference(grid.buffer(1e-6)).is_empty
    assert levels[-1].level is Level.DETAIL
    assert levels[-1].from_scale < MAX_SCALE


def test_a_frame_that_is_as_fine_as_the_boundaries_has_no_cells() -> None:
    assert tiers("VAT") == ()
    with pytest.raises(UnknownKeyError):
        cell_topology("VAT", "0-0-0")


@pytest.mark.parametrize("name", ["", "0", "0-0", "0-0-0-0", "9-0-0", "-1-0-0", "0-99-0", "0-0--1", "a-b-c", "0-1e9-0"])
def test_a_cell_that_is_not_there_is_refused_in_words(name: str) -> None:
    with pytest.raises(UnknownKeyError, match="cell"):
        cell_topology("world", name)


@pytest.mark.parametrize(
    ("extent_id", "number", "column", "row"),
    [
        ("world", 0, 2, 1),
        ("world", 1, 9, 6),
        ("europe", 0, 1, 1),
        ("asia", 1, 5, 4),
        ("UKR", 0, 1, 1),
        ("oceania", 0, 2, 1),
    ],
)
def test_four_neighbours_make_up_the_finer_frame_without_gap_or_overlap(
    extent_id: str, number: int, column: int, row: int
) -> None:
    view, tier = extent(extent_id), tiers(extent_id)[number]
    west, south, *_ = tier.box(column, row)
    together = shapely.box(west, south, west + 2 * tier.size, south + 2 * tier.size)
    around = shapely.Polygon(shapely.get_coordinates(extent_outline(view).intersection(together.buffer(tier.size / 2))))
    whole = extent_land(Extent("test", "", view.projection, together.bounds, tier.level), around)
    land = simplified_land(whole, tier.tolerance, around.exterior)
    wanted: dict[str, BaseGeometry] = {}
    for name, piece in zip(whole.names, land, strict=True):
        code = name.partition("-")[0]
        wanted[code] = wanted.get(code, shapely.Polygon()).union(piece.intersection(together))
    cells = (cell_topology(extent_id, f"{number}-{c}-{r}") for c in (column, column + 1) for r in (row, row + 1))
    parts = [objects(text, "areas") for text in cells]
    drawn = sum(shape.area for part in parts for shape in part.values())
    for code in {code for part in parts for code in part}:
        union = shapely.union_all([part[code] for part in parts if code in part])
        smooth = shapely.transform(wanted[code], lambda c: c / tier.step)
        # No more than a step of the grid on both sides of the outline may differ.
        assert union.symmetric_difference(smooth).area < 2 * union.length, code
    everything = shapely.union_all([shape for part in parts for shape in part.values()])
    assert everything.area == pytest.approx(drawn, rel=1e-9)
    seams = shapely.LineString([(west + tier.size, south), (west + tier.size, south + 2 * tier.size)])
    seam = shapely.transform(seams, lambda c: np.rint(c / tier.step))
    on_land = seam.intersection(shapely.transform(shapely.union_all(list(wanted.values())), lambda c: c / tier.step))
    # Both neighbours reach their common edge: nothing of the land along it is left uncovered.
    assert on_land.difference(everything).length <= 4 * len(shapely.get_parts(on_land))


@pytest.mark.parametrize(
    ("extent_id", "name"), [("world", "0-3-2"), ("europe", "0-2-1"), ("UKR", "0-1-1"), ("oceania", "0-2-1")]
)
def test_a_cell_is_a_valid_coverage_within_its_box(extent_id: str, name: str) -> None:
    number, column, row = (int(part) for part in name.split("-"))
    land = np.array(list(objects(cell_topology(extent_id, name), "areas").values()), dtype=object)
    assert shapely.is_valid(land).all()
    assert shapely.coverage_is_valid(land)
    tier = tiers(extent_id)[number]
    west, south, east, north = np.array(tier.box(column, row)) / tier.step
    assert shapely.box(west - 1e-6, south - 1e-6, east + 1e-6, north + 1e-6).contains(
        shapely.box(*shapely.total_bounds(land))
    )


def test_the_arcs_of_the_cut_are_told_apart_and_no_coast_or_border_lies_on_it() -> None:
    text = cell_topology("europe", "0-2-1")
    box = shapely.box(*tiers("europe")[0].box(2, 1))
    document = json.loads(text)
    cut = {
        arc if arc >= 0 else ~arc for item in document["objects"]["edge"]["geometries"] for arc in _flat(item["arcs"])
    }
    step = document["transform"]["scale"][0]
    on_edge = 0
    for number, arc in enumerate(document["arcs"]):
        line = shapely.LineString(np.cumsum(arc, axis=0) * step)
        lies = box.exterior.buffer(step / 10).contains(line)
        assert lies == (number in cut)
        on_edge += lies
    assert on_edge > 4


def _flat(nested: object) -> list[int]:
    if isinstance(nested, list):
        return [number for item in nested for number in _flat(item)]
    return [nested] if isinstance(nested, int) else []


def test_disputed_lines_and_oblasts_are_in_the_cells_too() -> None:
    lines = objects(cell_topology("IND", "0-1-2"), "lines")
    assert "kashmir-line-of-control" in lines
    assert len(objects(cell_topology("UKR", "0-2-1"), "oblasts")) > 4


@pytest.mark.parametrize("name", HEAVY)
def test_the_heaviest_cells_are_light_and_equal_calls_give_equal_texts(name: str) -> None:
    first = cell_topology("world", name)
    assert first == cell_topology("world", name)
    assert 2_000 < len(gzip.compress(first.encode(), 9)) <= 40_000


def test_the_open_sea_is_an_empty_cell() -> None:
    assert json.loads(cell_topology("world", "2-2-20"))["arcs"] == []
