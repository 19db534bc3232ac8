import ast
import json
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.maps.view import View
from dashboard.render.folium_map import update_script
from dashboard.render.slides.deck import one_slide
from dashboard.render.slides.drawing import in_points
from dashboard.render.slides.placing import placing_of
from geodata import StatusKind
from tests.bench.contestants import CONTESTANTS, PEERS
from tests.bench.figures import Floor, median, percentile, ratio, written
from tests.bench.legend import filter_classes
from tests.bench.peers.slide_builder import built
from tests.bench.pictures import Picture, Shot, coloured, difference, painted_at, timing
from tests.reading import TODAY, shown
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


def test_every_contestant_has_an_entry_and_a_name_of_its_own() -> None:
    assert len({one.name for one in CONTESTANTS}) == len(CONTESTANTS)
    assert all((ROOT / one.entry).is_file() for one in CONTESTANTS)


def test_the_builder_of_slides_draws_each_area_and_each_dot_that_ours_draws() -> None:
    slide = slide_of(View(extent="korea"))
    placing = placing_of(slide.scenes[0], in_points(30, 96, 660, 330))
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
    found = timing(before, shots, pressed=10.0)
    assert found is not None
    assert found.first_ms == pytest.approx(200)
    assert found.done_ms == pytest.approx(800)
    assert found.blank_ms == pytest.approx(200)
    assert found.dim_ms == pytest.approx(300)


def test_a_filter_that_takes_colour_away_is_no_blank_and_none_that_changes_nothing_is_timed() -> None:
    before, after = picture(BLUE, BLUE, BLUE, BLUE), picture(BLUE, GREY, GREY, GREY)
    found = timing(before, [Shot(0.1, before), Shot(0.2, after)], pressed=0.0)
    assert found is not None
    assert found.done_ms == pytest.approx(200)
    assert found.blank_ms == found.dim_ms == 0
    assert timing(before, [Shot(0.1, before)], pressed=0.0) is None
    assert timing(before, [Shot(0.1, after)], pressed=0.5) is None
