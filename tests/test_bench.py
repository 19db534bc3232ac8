"""The benchmarks: their contestants are complete, their figures are computed right, and their limits are kept."""

import ast
import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.maps.view import View
from dashboard.render.live_map.component import update_script
from dashboard.render.pptx.deck import one_slide
from dashboard.render.pptx.drawing import in_points
from dashboard.render.pptx.map import placement_of
from geodata import StatusKind
from tests.bench import __main__ as bench
from tests.bench import processes, report
from tests.bench.contestants import ATLAS, BEFORE, CONTESTANTS, PEERS, STREAMLIT, older_atlas
from tests.bench.figures import Floor, median, percentile, ratio, written
from tests.bench.legend import filter_classes
from tests.bench.peers.slide_builder import built
from tests.bench.pictures import Picture, Shot, Timing, coloured, difference, painted_at, timing
from tests.bench.screen import Screen
from tests.bench.visits import Change, Heap, Load, Record
from tests.browser.driving import NotInTimeError, Traffic
from tests.browser.serving import ServerDiedError
from tests.shipped_views import TODAY, shown
from tests.slide_reading import inside, shape, slide_of, slides_of

ROOT = Path(__file__).parents[1]
BENCH = sorted((ROOT / "tests/bench").rglob("*.py"))
BLUE, GREY, PLUM, WHITE = (27, 109, 196), (233, 236, 239), (89, 11, 71), (255, 255, 255)


def picture(*colours: tuple[int, int, int]) -> Picture:
    """Columns of colour, each a share of the picture."""
    columns = [np.full((10, 100 // len(colours), 3), colour, np.int16) for colour in colours]
    return np.concatenate(columns, axis=1)


@pytest.mark.parametrize("path", BENCH, ids=lambda path: str(path.relative_to(ROOT / "tests/bench")))
def test_every_file_of_the_bench_compiles(path: Path) -> None:
    compile(path.read_text(encoding="utf-8"), path.name, "exec", flags=ast.PyCF_ONLY_AST)


def test_a_process_that_has_ended_keeps_its_processor_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def process(pid: int, seconds: float) -> Any:
        return SimpleNamespace(pid=pid, create_time=lambda: 1.0, cpu_times=lambda: (seconds, 0.0, 9.0))

    one = processes.Measured(CONTESTANTS[0], SimpleNamespace())  # type: ignore[arg-type]
    readings = iter([[process(1, 1.0), process(2, 0.5)], [process(1, 1.25)], [process(1, 1.25), process(3, 0.25)]])
    monkeypatch.setattr(processes.Measured, "_processes", lambda _: next(readings))
    assert [one.cpu_ms() for _ in range(3)] == [1500, 1750, 2000]


def test_every_contestant_has_an_entry_and_a_name_of_its_own() -> None:
    assert len({one.name for one in CONTESTANTS}) == len(CONTESTANTS)
    assert all((ROOT / one.entry).is_file() for one in CONTESTANTS)


@pytest.mark.slow
def test_the_builder_of_slides_draws_each_area_and_each_dot_that_ours_draws() -> None:
    slide = slide_of(View(extent="korea"))
    placing = placement_of(slide.scenes[0], in_points(30, 96, 660, 330))
    (theirs,) = slides_of(built(slide.scenes[0], placing, title="A title"))
    (ours,) = slides_of(one_slide(slide.scenes, slide.words))
    names = [item.name for group in theirs.shapes if "Group" in group.name for item in inside(group)]
    classes = [group for group in inside(shape(list(ours.shapes), "Map")) if group.name.startswith("Class")]
    assert sorted(names) == sorted(item.name for group in classes for item in inside(group))


def test_the_floor_changes_colour_with_the_filter() -> None:
    page = AppTest.from_file(str(ROOT / PEERS / "floor_page.py")).run()
    before = page.main.children[0].proto.body
    page.button_group(key="statuses").set_value(["Party"]).run()
    assert not page.exception
    assert page.main.children[0].proto.body != before


def test_a_viewer_finds_the_filter_in_what_the_frame_of_the_map_is_sent() -> None:
    sent = update_script(shown(View()), "group", today=TODAY)
    assert filter_classes(json.dumps({"feature_group": sent})) == [kind.value for kind in StatusKind]
    without = update_script(shown(View(layers=())), "group", today=TODAY)
    assert filter_classes(json.dumps({"feature_group": without})) == []


def test_medians_and_percentiles_are_those_of_the_textbook() -> None:
    assert median([5.0, None, 1.0, 3.0]) == 3
    assert median([]) is None
    hundred = [float(value) for value in range(100, 0, -1)]
    assert [percentile(hundred, share) for share in (0.01, 0.5, 0.95, 1)] == [1, 50, 95, 100]
    assert percentile([7.0], 0.95) == 7
    assert percentile([], 0.5) is None
    assert ratio(None, 2) is ratio(2, None) is ratio(2, 0) is None


def test_a_promise_is_kept_at_its_limit_and_unknown_without_a_measurement() -> None:
    assert Floor("most", 6, 6).is_met
    assert not Floor("most", 6.1, 6).is_met
    assert Floor("least", 30, 30, is_least=True).is_met
    assert not Floor("least", 29, 30, is_least=True).is_met
    assert Floor("unknown", None, 1).is_met is None
    assert [written(value) for value in (0.0, 0.126, 12.34, 123.4)] == ["0", "0.13", "12.3", "123"]


def test_beside_an_older_checkout_no_figure_may_be_worse_by_more_than_a_twentieth(tmp_path: Path) -> None:
    ours: report.Figures = {"change_ms": 105.0, "load_kb": 106.0, "memory_mb": 90.0}
    before: report.Figures = {"change_ms": 100.0, "load_kb": 100.0}
    floors = report.floors({ATLAS: ours, BEFORE: before}, None)
    kept = {floor.name: floor.is_met for floor in floors if floor.is_met is not None and "before" in floor.name}
    assert kept == {"change_ms, times before": True, "load_kb, times before": False}  # memory was not measured there
    older = older_atlas(tmp_path)
    assert (older.name, older.root, older.is_atlas) == (BEFORE, tmp_path, True)
    assert not any(one.is_atlas for one in CONTESTANTS if one.name != ATLAS)


def test_a_difference_is_the_share_of_pixels_that_look_different() -> None:
    assert difference(picture(BLUE, WHITE), picture(PLUM, WHITE)) == pytest.approx(0.5)
    assert difference(picture(BLUE), picture(BLUE)) == 0
    assert difference(picture(BLUE), picture(BLUE)[:5]) == 1
    assert coloured(picture(BLUE, GREY, WHITE, WHITE)) == pytest.approx(0.25)


def test_a_page_is_painted_at_its_first_frame_that_is_like_the_last() -> None:
    shots = [Shot(1.0, picture(WHITE)), Shot(2.0, picture(BLUE, WHITE)), Shot(3.0, picture(BLUE, WHITE))]
    assert painted_at(shots) == 2
    assert painted_at([]) is None


def test_a_change_is_timed_from_the_press_to_the_picture_that_stays() -> None:
    before, after = picture(BLUE, PLUM), picture(BLUE, GREY)
    shots = [
        Shot(9.0, picture(PLUM, PLUM)),  # before the press, and nothing to do with it
        Shot(10.1, before),
        Shot(10.2, picture(BLUE, GREY)),  # there, but it does not stay
        Shot(10.3, picture(WHITE, WHITE)),
        Shot(10.5, picture(GREY, PLUM)),
        Shot(10.8, after),
        Shot(10.9, after),
    ]
    times = timing(before, shots, pressed=10.0)
    assert times is not None
    assert times.first_ms == pytest.approx(200)
    assert times.done_ms == pytest.approx(800)
    assert times.blank_ms == pytest.approx(200)
    assert times.dim_ms == pytest.approx(300)


def test_a_filter_that_takes_colour_away_is_no_blank_and_none_that_changes_nothing_is_timed() -> None:
    before, after = picture(BLUE, BLUE, BLUE, BLUE), picture(BLUE, GREY, GREY, GREY)
    times = timing(before, [Shot(0.1, before), Shot(0.2, after)], pressed=0.0)
    assert times is not None
    assert times.done_ms == pytest.approx(200)
    assert times.blank_ms == times.dim_ms == 0
    assert timing(before, [Shot(0.1, before)], pressed=0.0) is None
    assert timing(before, [Shot(0.1, after)], pressed=0.5) is None


class FakePage:
    """A page that never shows a frame."""

    def __init__(self) -> None:
        self.context = SimpleNamespace(new_cdp_session=lambda _: SimpleNamespace(on=self.ignore, send=self.ignore))

    def ignore(self, *_: object) -> None:
        """Do nothing."""

    add_init_script = ignore


def test_a_page_without_a_first_frame_says_so_and_the_last_one_outlives_what_is_forgotten() -> None:
    screen = Screen(FakePage())  # type: ignore[arg-type]
    with pytest.raises(NotInTimeError, match="no first frame"):
        screen.now((0, 0, 1, 1))
    picture = Path(ROOT / "dashboard/assets/vendor/leaflet/images/layers.png").read_bytes()
    screen.last = picture
    screen.forget()
    assert screen.now((0, 0, 4, 4)).shape == (4, 4, 3)
    assert screen.shots((0, 0, 4, 4)) == []
    assert screen.traffic == Traffic()


BROKEN = {
    "naive": IndexError("list index out of range"),  # as a page without a first frame used to fail
    "plotly": NotInTimeError("15 s after the page came to rest it showed no map"),
}


@pytest.fixture
def measuring(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The bench with visitors that measure nothing, but for those of BROKEN, who fail."""

    @contextmanager
    def visit(_: object, server: Any) -> Iterator[tuple[Any, Load]]:
        if server.contestant.name in BROKEN:
            raise BROKEN[server.contestant.name]
        page = SimpleNamespace(screenshot=lambda **_: None)
        yield SimpleNamespace(page=page, map_frame=lambda: None), Load(100.0, 200.0, 1000, 10, 500, 20.0)

    change = Change(Timing(5.0, 10.0, 0.0, 0.0), None, 900, 0, 3.0, is_remounted=False)
    monkeypatch.setattr(bench, "visit", visit)
    monkeypatch.setattr(bench, "sync_playwright", lambda: nullcontext(None))
    monkeypatch.setattr(bench._Browsers, "get", lambda _, **__: None)
    monkeypatch.setattr(bench, "filter_once", lambda *_: change)
    monkeypatch.setattr(bench, "click_country", lambda *_: change)
    monkeypatch.setattr(bench, "weigh_heap", lambda *_, **__: Heap(1.0, 1.0, 20))
    monkeypatch.setattr(bench, "steps_of_leaflet", lambda _: None)
    monkeypatch.setattr(bench, "BUILT", tmp_path)
    return tmp_path


def test_a_contestant_that_fails_is_told_as_failed_and_the_rest_is_measured_and_written(
    measuring: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    servers: list[Any] = [SimpleNamespace(contestant=one, memory_mb=lambda: 50.0) for one in CONTESTANTS]
    records = {one.name: Record() for one in CONTESTANTS}
    bench.measure(servers, records, bench.QUICK, Path("chromium"))
    bench.write_report(records, None, {"cores": 2}, bench.QUICK)
    out = capsys.readouterr().out
    (file,) = measuring.glob("*.json")
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert kept["failed"] == [*BROKEN]
    for name, error in BROKEN.items():
        assert f"FAILED {name}" in out
        assert f"{name}: {type(error).__name__}: {error}" in out
    for one in CONTESTANTS:
        assert kept["figures"][one.name]["change_ms"] == (None if one.name in BROKEN else 10)
    assert kept["raw"][ATLAS]["clicks"]


def test_a_server_that_does_not_start_leaves_the_others_running(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    @contextmanager
    def running_server(*, log: Path, entry: Path, root: Path) -> Iterator[str]:
        assert root == ROOT
        if "floor" in entry.name:
            raise ServerDiedError("The server ended with code 1.")
        yield log.name

    monkeypatch.setattr(processes, "running_server", running_server)
    with processes.all_running(CONTESTANTS, folder=tmp_path) as (running, failed):
        assert [one.contestant.name for one in running] == [c.name for c in CONTESTANTS if c.name != STREAMLIT]
        assert failed == {STREAMLIT: "its server did not start: The server ended with code 1."}


def test_the_table_of_measuring_says_what_is_met_missed_and_not_measured(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("resource", reason="processor time of other processes is measured on Unix alone")
    from tests.bench.measure.__main__ import ROWS, print_table  # noqa: PLC0415 - which needs it

    now, before = "2026-11-30 12:00", "2026-11-29 09:00"
    kept = {"pile": (3.1, now), "copies": (11.0, now), "workers": (0.6, before)}
    assert not print_table(kept, ["pile", "copies"])
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines() if line}
    ends = {"pile": "met", "copies": "MISSED", "workers": f"met  ({before} UTC)", "corners": "not measured"}
    assert [key for key, end in ends.items() if not lines[key].endswith(f"  {end}")] == []
    assert print_table(kept, ["pile", "workers"])
    assert len({row.key for row in ROWS}) == len(ROWS)
