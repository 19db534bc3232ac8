"""The kernel of measuring: laws of sums and unions, equal bits whatever order and engine, one fate for each row."""

import os
import signal
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise, permutations, product
from pathlib import Path
from types import ModuleType

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from geodata.dates import DateSpan
from geodata.errors import GeodataError
from geodata.first_level import first_level_areas
from geodata.geo.boundaries import read_level
from geodata.model import Level
from geodata.own.engines import LocalEngine, portions
from geodata.own.kernel import Cut, Rules
from geodata.own.measuring import measure_jobs
from geodata.own.record_versions import NewestVersions
from geodata.own.records import HazardBatch
from geodata.own.repair import Ledger, Repair, prepare, to_degrees
from geodata.own.result import MeasuredRow, Measurement
from geodata.own.scratch import remove_abandoned, scratch_folder
from geodata.own.shares import NEAR_KM, OUTSIDE, Areas, are_near_country
from geodata.own.sizes import area_m2
from geodata.own.squares import Grid, cut, polygons_only
from tests.own_hazards import AREAS, EAST, PROVENANCE, WEST, Hazards, batch, hazard, measured, polygon, wkb_of
from tests.properties import examples

STAGED = LocalEngine(workers=1, in_memory_rows=0)
hazards = st.lists(hazard, min_size=1, max_size=12)
SPANS = ("2022", "2023", "2023-05", "2023-05-17", "2024-06-30", "2024-07-01", "2025")


def near(size: float) -> object:
    """Equal to a billionth, or to a hundredth of a square metre where cuts leave less."""
    return pytest.approx(size, rel=1e-9, abs=1e-8)


def sizes(result: Measurement, cut: Cut = Cut.ALL) -> dict[str, float]:
    """The union by area, added up over classes, in km²."""
    out: dict[str, float] = {}
    for row in result.rows:
        if row.cut is cut:
            out[row.area] = out.get(row.area, 0.0) + row.union_km2
    return out


# --- What every measurement obeys


@pytest.mark.slow
@given(hazards)
@examples(10)
def test_sums_and_unions_are_those_of_shapely_in_every_row(made: Hazards) -> None:
    prepared, _ = prepare(batch(made))
    classes = [made[row][1:] for row in prepared.polygon_rows]
    places = {"EEE": EAST, "WWW": WEST}
    rest = shapely.box(-1, -1, 3, 3) - shapely.union_all([EAST, WEST])
    for row in measured(batch(made)).rows:
        place = places.get(row.area, rest)
        chosen = [
            shape
            for shape, (kind, state) in zip(prepared.polygons, classes, strict=True)
            if row.hazard_type in {"", kind} and row.status in {"", state}
        ]
        parts = np.array([shapely.intersection(shape, place) for shape in chosen], object)
        united = shapely.intersection(shapely.union_all(chosen), place)
        assert row.sum_km2 * 1e6 == pytest.approx(polygonal_m2(parts), rel=1e-9, abs=0.01)
        assert row.union_km2 * 1e6 == pytest.approx(polygonal_m2(np.array([united], object)), rel=1e-9, abs=0.01)


def polygonal_m2(shapes: NDArray[np.object_]) -> float:
    """The size of the polygons among shapes and their parts."""
    return float(area_m2(polygons_only(shapes)).sum())


@pytest.mark.slow
@given(hazards)
@examples(12)
def test_the_laws_of_sums_unions_areas_copies_and_ledger_hold(made: Hazards) -> None:
    result = measured(batch(made))
    for row in result.rows:
        assert row.union_km2 <= row.sum_km2 * (1 + 1e-9) + 1e-8
    for kind in Cut:
        for area, union in sizes(result, kind).items():
            assert sizes(result)[area] <= union * (1 + 1e-9) + 1e-8
    prepared, _ = prepare(batch(made))
    assert result.total()["sum_km2"] == near(float(prepared.drawn_m2.sum()) / 1e6)
    doubled = measured(batch(made), batch(made, first=len(made)))
    assert sizes(doubled) == pytest.approx(sizes(result), rel=1e-9, abs=1e-8)
    assert doubled.total()["sum_km2"] == near(2 * result.total()["sum_km2"])
    assert sum(row.copies for row in doubled.rows) >= sum(row.features for row in result.rows)
    ledger = result.ledger
    assert ledger.read == len(made) == ledger.polygons + ledger.points + ledger.lines + sum(ledger.dropped.values())


@pytest.mark.slow
@given(hazards, st.randoms(use_true_random=False), st.integers(1, 5))
@examples(8)
def test_the_bits_are_those_whatever_order_batches_files_and_engine(made: Hazards, random: object, length: int) -> None:
    shuffled = [*made]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    parts = [batch(shuffled[at : at + length], file=at % 2, first=at) for at in range(0, len(made), length)]
    result = measured(*parts)
    assert result.rows == measured(batch(made)).rows
    for engine in (LocalEngine(), STAGED):
        again = measured(*reversed(parts), engine=engine)
        assert again.rows == result.rows
        assert again.ledger == result.ledger
        assert again.content_id == result.content_id


@pytest.mark.slow
@given(hazards, st.sampled_from([0.1, 0.5, 1.0]))
@examples(5)
def test_the_width_of_the_squares_moves_nothing(made: Hazards, step: float) -> None:
    grid = Grid(step)
    other = Areas(["EEE", "WWW"], np.array([EAST, WEST], object), countries=["EEE", "WWW"], grid=grid)
    result, again = measured(batch(made)), measured(batch(made), areas=other, rules=Rules(grid=grid))
    for row, same in zip(result.rows, again.rows, strict=True):
        assert (same.area, same.cut, same.features, same.copies) == (row.area, row.cut, row.features, row.copies)
        assert same.sum_km2 == pytest.approx(row.sum_km2, rel=1e-10, abs=1e-8)
        assert same.union_km2 == pytest.approx(row.union_km2, rel=1e-10, abs=1e-8)


@pytest.mark.slow
@given(st.lists(polygon, min_size=1, max_size=8))
@examples(5)
def test_parts_add_up_to_their_country(shapes: list[shapely.Polygon]) -> None:
    pieces = np.array([WEST - shapely.box(0, 0, 0.47, 2), WEST & shapely.box(0, 0, 0.47, 2)], object)
    made: Hazards = [(shape, "minefield", "open") for shape in shapes]
    by_part = sizes(measured(batch(made), areas=Areas(["W.1", "W.2"], pieces)))
    whole = sizes(measured(batch(made)))
    assert by_part.get("W.1", 0) + by_part.get("W.2", 0) == near(whole.get("WWW", 0))


@pytest.mark.slow
def test_the_first_level_areas_of_a_country_add_up_to_it() -> None:
    units, level = first_level_areas("UKR"), read_level(Level.DETAIL)
    rng = np.random.default_rng(1)
    at = np.column_stack([rng.uniform(28, 40, 400), rng.uniform(46, 51, 400)])
    made: Hazards = [(shape, "minefield", "open") for shape in np.asarray(shapely.buffer(shapely.points(at), 0.05))]
    country = level[level["area"] == "UKR"]
    whole = sizes(measured(batch(made), areas=Areas(["UKR"], np.asarray(country.geometry.values, object))))
    by_unit = measured(batch(made), areas=Areas(list(units["code"]), np.asarray(units.geometry.values, object)))
    assert sum(size for area, size in sizes(by_unit).items() if area != OUTSIDE) == pytest.approx(
        whole["UKR"], rel=1e-9
    )


record = st.tuples(st.sampled_from(["", "a", "b"]), st.sampled_from([None, *SPANS]), st.integers(0, 1))


@pytest.mark.slow
@given(st.lists(record, max_size=14), st.randoms(use_true_random=False), st.integers(1, 5))
@examples(15)
def test_of_the_versions_of_a_record_the_newest_up_to_the_day_counts_whatever_the_order(
    made: list[tuple[str, str | None, int]], random: object, length: int
) -> None:
    day = date(2024, 6, 30)
    square = shapely.box(0.1, 0.1, 0.2, 0.2)

    def batch_of(rows: list[tuple[str, str | None, int]]) -> list[HazardBatch]:
        dated = np.array([DateSpan.parse(text) if text else None for _, text, _ in rows], object)
        records, shapes = np.array([name for name, _, _ in rows], object), wkb_of([square] * len(rows))
        files = np.array([file for _, _, file in rows])
        return [
            HazardBatch.of(
                shapes[files == file], file=file, first=at, record=records[files == file], dated=dated[files == file]
            )
            for at, file in enumerate((0, 1))
            if (files == file).any()
        ]

    shuffled = [*made]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    parts = [part for at in range(0, len(made), length) for part in batch_of(shuffled[at : at + length])]
    ledgers = []
    for batches in (batch_of(made), parts):
        newest = NewestVersions.of(batches, day)
        ledgers.append(sum((prepare(one, on_day=day, newest=newest)[1] for one in batches), Ledger()))
    assert ledgers[0] == ledgers[1]
    spans = [(name, file, DateSpan.parse(text) if text else None) for name, text, file in made]
    later = sum(span is not None and span.earliest > day for _, _, span in spans)
    older = sum(
        bool(name)
        and span is not None
        and any(
            (other, of) == (name, file) and one is not None and span.latest < one.earliest <= day
            for other, of, one in spans
        )
        for name, file, span in spans
    )
    assert (ledgers[0].later, ledgers[0].older, ledgers[0].polygons) == (later, older, len(made) - later - older)


# --- Single cases


def only(shape: shapely.Geometry, crs: str = "", step: float = 0.25) -> tuple[Measurement, MeasuredRow]:
    """What is measured of one shape, and its one row over all classes."""
    grid = Grid(step)
    areas = Areas(["EEE", "WWW"], np.array([EAST, WEST], object), grid=grid)
    result = measured(replace(batch([(shape, "minefield", "cleared")]), crs=crs), areas=areas, rules=Rules(grid=grid))
    rows = [row for row in result.rows if row.cut is Cut.ALL]
    assert len(rows) == 1
    return result, rows[0]


def test_a_record_over_squares_and_a_border_counts_once_an_area() -> None:
    shape = shapely.box(0.3, 0.2, 1.8, 0.8)
    rows = [row for row in measured(batch([(shape, "minefield", "open")] * 3)).rows if row.cut is Cut.ALL]
    assert [(row.area, row.features, row.copies) for row in rows] == [("EEE", 3, 2), ("WWW", 3, 2)]
    assert [row.elsewhere for row in rows] == [0, 3]  # declared in EEE
    assert sum(row.sum_km2 for row in rows) * 1e6 == near(3 * area_m2(np.array([shape]))[0])
    assert sum(row.reported_km2 for row in rows) == near(27)  # each states 9 km²


@pytest.mark.slow
def test_a_copy_is_a_copy_of_a_whole_polygon_whatever_the_order() -> None:
    strip, other, part = (
        shapely.box(0.1, 0.1, 0.4, 0.2),
        shapely.box(0.1, 0.1, 0.45, 0.2),
        shapely.box(0.1, 0.1, 0.25, 0.2),
    )
    for shapes, copies in (
        ([strip, part], 0),  # alike in one square
        ([strip, other, shapely.box(0.05, 0.1, 0.4, 0.2)], 0),  # in each of its squares like another one
        ([strip, other, strip], 1),
    ):
        for order in permutations(shapes):
            made: Hazards = [(shape, "minefield", "cleared") for shape in order]
            assert [row.copies for row in measured(batch(made)).rows if row.cut is Cut.ALL] == [copies]


@pytest.mark.parametrize("engine", [LocalEngine(), STAGED])
def test_files_of_one_row_of_points_alone_and_of_nothing_are_measured(engine: LocalEngine) -> None:
    nothing = HazardBatch.of(np.array([], object))
    pole: list[shapely.Geometry | None] = [shapely.Point(180, 90), shapely.Point(-180, -90), shapely.Point(180, 0)]
    points = HazardBatch.of(wkb_of(pole), stated_m2=np.array([1e6, np.nan, 2e6]))
    twice = shapely.Polygon([(0, 0)] * 3 + [(0.1, 0)] * 2 + [(0.1, 0.1), (0.1, 0.1), (0, 0)])  # repeated corners
    assert measured(nothing, engine=engine).rows == ()
    row = measured(points, nothing, engine=engine).rows[0]
    assert (row.area, row.points, row.points_reported_km2, row.features, row.sum_km2) == (OUTSIDE, 3, 3, 0, 0)
    row = measured(nothing, batch([(twice, "minefield", "open")]), engine=engine).rows[0]
    assert row.sum_km2 == row.union_km2 == near(area_m2(np.array([shapely.remove_repeated_points(twice)]))[0] / 1e6)


def test_a_record_declared_in_a_country_close_by_is_told_apart_and_counts_where_it_lies() -> None:
    strip = shapely.box(0.2, 0.4, 0.9, 0.6)  # three squares wide; the border is at 0.94 there
    close, far = shapely.box(0.85, 0.62, 0.89, 0.64), shapely.box(0.8, 0.62, 0.85, 0.64)
    for shape, is_near in ((strip, True), (close, True), (far, False), (shapely.Point(0.89, 0.64), True)):
        row = next(row for row in measured(batch([(shape, "minefield", "open")])).rows if row.cut is Cut.ALL)
        assert (row.area, row.elsewhere, row.near_declared) == ("WWW", 1, int(is_near))
        assert row.elsewhere_km2 == near(row.sum_km2)
        assert row.near_declared_km2 == near(row.elsewhere_km2 if is_near else 0)


@pytest.mark.slow
@given(st.floats(9.8, 10), st.floats(-70, 70))
@examples(10)
def test_five_kilometres_are_those_of_the_ellipsoid(east: float, north: float) -> None:
    country = shapely.box(10, north - 0.5, 10.5, north + 0.5)
    areas = Areas(["AAA"], np.array([country], object), countries=["AAA"])
    spot = np.array([shapely.Point(east, north)], object)
    square = areas.grid.at(np.array([east]), np.array([north]))
    plane = pyproj.Transformer.from_crs("EPSG:4326", f"+proj=aeqd +lon_0={east} +lat_0={north}", always_xy=True)
    edge = np.column_stack(plane.transform(np.full(999, 10.0), np.linspace(north - 0.5, north + 0.5, 999)))
    away = np.hypot(*edge.T).min() / 1000
    assume(abs(away - NEAR_KM) > 0.01 * NEAR_KM)
    assert are_near_country(spot, square, np.array(["AAA"], object), areas)[0] == (away < NEAR_KM)


def test_polygons_across_the_antimeridian_or_about_a_pole_have_their_size() -> None:
    strip = area_m2(np.array([shapely.box(0, 65, 0.2, 65.1)]))[0] / 1e6
    cap = area_m2(np.array([shapely.box(-180, 80, 180, 90)]))[0] / 1e6
    long_way = shapely.Polygon([(179.9, 65), (-179.9, 65), (-179.9, 65.1), (179.9, 65.1)])
    beyond = shapely.box(179.9, 65, 180.1, 65.1)
    about_a_pole = shapely.Polygon([(at, 80) for at in range(-170, 180, 20)])
    for shape, size in ((long_way, strip), (beyond, strip), (about_a_pole, cap)):
        result, row = only(shape, step=10)
        assert (result.ledger.antimeridian, row.area, row.features) == (1, OUTSIDE, 1)
        assert row.sum_km2 == near(size)


def test_every_row_has_one_fate() -> None:
    square = shapely.box(0.1, 0.1, 0.2, 0.2)
    bow = shapely.Polygon([(0, 0), (0.1, 0.1), (0.1, 0), (0, 0.1)])
    open_ring = bytearray(shapely.to_wkb(square))
    open_ring[-16:] = np.array([0.11, 0.12]).tobytes()
    wkb = np.array(
        [
            None,
            b"",
            shapely.to_wkb(shapely.Polygon()),
            shapely.to_wkb(square)[:-9],
            b"no shape at all",
            bytes(open_ring),
            *wkb_of(
                [
                    square,
                    bow,
                    shapely.force_3d(square),
                    shapely.box(500, 0, 501, 1),
                    shapely.Polygon([(0, 0), (1, 1), (0, 0)]),
                ]
            ),
            *wkb_of([shapely.Point(0.5, 0.5), shapely.LineString([(0.1, 0.1), (0.2, 0.3)]), shapely.Point(np.nan, 3)]),
            *wkb_of([shapely.GeometryCollection([square, shapely.Point(9, 9)]), square]),
        ],
        object,
    )
    day = np.full(len(wkb), None, object)
    day[-1] = DateSpan.parse("2021-03")
    stated = np.full(len(wkb), np.nan)
    stated[11] = 5e4
    result = measured(HazardBatch.of(wkb, dated=day, stated_m2=stated), rules=Rules(on_day=date(2021, 2, 28)))
    ledger = result.ledger
    assert ledger.dropped == {"no_shape": 3, "unreadable": 2, "out_of_range": 1, "collapsed": 1, "later": 1} | {
        "unreadable": ledger.unreadable,
        "no_shape": ledger.no_shape,
    }
    assert (ledger.read, ledger.polygons, ledger.points, ledger.lines) == (16, 5, 1, 1)
    assert ledger.repaired_by_reason == {"Ring not closed": 1, "Self-intersection": 1}
    row = result.rows[0]
    assert (row.area, row.features, row.points, row.lines, row.points_reported_km2) == ("WWW", 5, 1, 1, 0.05)
    assert "coordinates" not in result.to_json()


def test_the_method_of_repair_is_chosen_and_recorded() -> None:
    star = shapely.Polygon([(0.5 + 0.2 * np.sin(at), 0.5 + 0.2 * np.cos(at)) for at in np.arange(5) * 0.8 * np.pi])
    by_method = {kind: measured(batch([(star, "a", "b")]), rules=Rules(repair=kind)) for kind in Repair}
    assert [result.provenance.repair for result in by_method.values()] == [*Repair]
    whole, without_middle = (result.total()["sum_km2"] for result in by_method.values())
    outline = shapely.make_valid(star, method="structure")
    assert whole == near(area_m2(np.array([outline], object))[0] / 1e6)
    assert without_middle < 0.8 * whole  # its middle is drawn twice


def test_shapes_in_a_plane_are_brought_to_degrees_with_their_edges() -> None:
    square = shapely.box(500_000, 40_000, 540_000, 80_000)  # UTM zone 31 north, whose middle is 3° east
    result, _ = only(square, crs="EPSG:32631")
    to_plane = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:6933", always_xy=True)
    to_degrees = pyproj.Transformer.from_crs("EPSG:32631", "EPSG:4326", always_xy=True)
    fine = shapely.segmentize(square, 50)
    equal_area = shapely.transform(fine, lambda at: np.column_stack(to_plane.transform(*to_degrees.transform(*at.T))))
    assert result.total()["sum_km2"] * 1e6 == pytest.approx(shapely.area(equal_area), rel=1e-6)
    bow = shapely.Polygon([(500_000, 40_000), (540_000, 80_000), (540_000, 40_000), (500_000, 80_000)])
    repaired, _ = only(bow, crs="EPSG:32631")
    assert repaired.ledger.repaired_by_reason == {"Self-intersection": 1}
    assert repaired.total()["sum_km2"] == pytest.approx(result.total()["sum_km2"] / 2, rel=1e-3)


def test_an_invalid_polygon_of_a_plane_keeps_its_edges_too() -> None:
    bow_tie = shapely.Polygon([(100_000, 5e6), (900_000, 5.8e6), (900_000, 5e6), (100_000, 5.8e6)])
    halves = shapely.get_parts(shapely.make_valid(bow_tie, method="structure"))
    far = shapely.Polygon([(0, 0), (1e300, 1e300), (1e300, 0), (0, 1e300)])
    shapes: NDArray[np.object_] = np.array([bow_tie, shapely.MultiPolygon([bow_tie, bow_tie]), *halves], object)
    drawn = to_degrees(shapes, "EPSG:32633")
    mended, _, *parts = area_m2(shapely.make_valid(drawn, method="structure"))
    assert mended == pytest.approx(sum(parts), rel=1e-8)
    assert shapely.get_num_coordinates(drawn[1]) == 2 * shapely.get_num_coordinates(drawn[0]) > 1000
    assert shapely.get_num_coordinates(to_degrees(np.array([far], object), "EPSG:32633"))[0] == 5


def test_areas_that_overlap_count_what_they_share_once() -> None:
    areas = Areas(
        ["b", "a"], np.array([shapely.box(0.5, 0, 1.5, 1), shapely.box(0, 0, 1, 1)], object), is_coverage=False
    )
    result = measured(batch([(shapely.box(0.25, 0.25, 1.25, 0.75), "minefield", "open")]), areas=areas)
    first, second = (row for row in result.rows if row.cut is Cut.ALL)
    assert (first.area, second.area) == ("a", "b")
    assert first.sum_km2 == pytest.approx(3 * second.sum_km2, rel=1e-3)
    assert result.provenance.overlap_of_areas_km2 == near(area_m2(np.array([shapely.box(0.5, 0, 1, 1)]))[0] / 1e6)
    for codes, reason in ((["a", "a"], "more than one has a"), ([OUTSIDE, "a"], "no area may have"), ([], "no area")):
        with pytest.raises(GeodataError, match=reason):
            Areas(codes, np.array([EAST] * len(codes), object))


@pytest.mark.slow
def test_piles_are_united_whole_and_large_shapes_are_halved() -> None:
    made: Hazards = [
        (shapely.Point(0.5 + at / 5000, 0.5).buffer(0.01), kind, state)
        for at, kind, state in product(range(30), ("minefield", "suspected"), ("open", "cleared"))
    ]
    shapes = [shape for shape, _, _ in made if shape is not None]
    result = measured(batch(made))
    size = area_m2(np.array([shapely.union_all(shapes)], object))[0] / 1e6
    assert [near(row.union_km2) for row in result.rows] == [size] * 9
    parts = cut(np.array([shapely.Point(1, 1).buffer(4)], object), Grid())[2]
    assert len(parts) > 800
    assert area_m2(parts).sum() == pytest.approx(
        area_m2(np.array([shapely.Point(1, 1).buffer(4)], object))[0], rel=1e-12
    )


# --- Engines


@dataclass(frozen=True)
class Murderous:
    """A job whose process is ended from outside while it is read the first time."""

    batch: HazardBatch
    mark: Path
    rows: int = 1

    def batches(self) -> Iterator[HazardBatch]:
        if not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        yield self.batch


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system ends processes in another way")
def test_a_worker_that_is_killed_changes_no_bit_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    made: Hazards = [(shapely.box(at / 10, 0.1, at / 10 + 0.15, 0.3), "minefield", "open") for at in range(12)]
    parts = [batch(made[at : at + 4], first=at) for at in range(0, 12, 4)]
    jobs = [Murderous(part, tmp_path / "mark") for part in parts]
    steps: list[tuple[int, int]] = []
    engine = LocalEngine(workers=2, in_memory_rows=0, scratch=scratch)
    main = ModuleType("__main__")
    main.__file__ = str(tmp_path / "main.py")  # a script that a new process must not run again
    (tmp_path / "main.py").write_text("raise SystemExit(1)")
    monkeypatch.setitem(sys.modules, "__main__", main)
    result = measure_jobs(jobs, AREAS, provenance=PROVENANCE, engine=engine, progress=lambda *step: steps.append(step))
    assert (tmp_path / "mark").exists()
    assert result.content_id == measured(batch(made)).content_id
    assert list(scratch.iterdir()) == []
    assert steps[-1][0] == steps[-1][1]


@given(st.lists(st.integers(0, 9), max_size=60))
@examples(30)
def test_portions_are_whole_squares_and_no_larger_than_they_must_be(squares: list[int]) -> None:
    given_squares = np.array(squares, np.int64)
    parts = [given_squares[some].tolist() for some in portions(given_squares, 10)]
    assert sorted(square for part in parts for square in part) == sorted(squares)
    for part, following in pairwise(parts):
        assert not {*part} & {*following}
        assert len(part) + following.count(following[0]) > 10  # another square would not have fitted
    assert all(len(part) <= 10 or len({*part}) == 1 for part in parts)


def test_scratch_is_private_and_deleted_at_the_end_or_at_the_next_start(tmp_path: Path) -> None:
    with scratch_folder(tmp_path) as folder:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        remove_abandoned(tmp_path)
        assert folder.exists()  # in use
    assert not folder.exists()
    folder.mkdir()  # as if its process had been killed
    (folder / "lock").touch()
    (folder / "0-0.arrow").touch()
    (tmp_path / "mine-ban-atlas-own-file").touch()
    remove_abandoned(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine-ban-atlas-own-file"]
    with pytest.raises(GeodataError, match="--scratch"), scratch_folder(tmp_path / "missing"):
        pass


def test_nothing_to_measure_is_a_result_without_rows() -> None:
    assert measured().rows == measured(batch([(None, "a", "b")])).rows == ()
    assert measured(batch([(None, "a", "b")])).headline == "No area to measure in 1 record; 1 has no shape."
