"""`python -m tests.bench.slides`: the slide of the world beside python-pptx's freeform builder, in one run.

Both draw the same rings of the same specification. What is compared is the time of the processor, because the builder
runs for so long that a busy machine would tell more about itself. Ours makes the whole slide; the builder the areas.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from dashboard.maps.compose.compose import compose
from dashboard.maps.view import View
from dashboard.render.picture_text import PictureText
from dashboard.render.pptx.deck import one_slide
from dashboard.render.pptx.drawing import in_points
from dashboard.render.pptx.map import placement_of
from dashboard.render.scene import scenes_of
from geodata import load
from tests.bench import report
from tests.bench.figures import MEDIAN_OF, Floor, median, ratio, written
from tests.bench.peers.around import BUILT
from tests.bench.peers.slide_builder import built
from tests.bench.surroundings import load_average, surroundings
from tests.shipped_views import TODAY

BUILDER_RUNS = 3  # each takes as long as a hundred of ours
LEAST_TIMES, MOST_KB = 10, 400


@dataclass(frozen=True, slots=True)
class Making:
    """How long a file took to make, in milliseconds of the processor by the run, and how large it is."""

    name: str
    cpu_ms: list[float]
    kb: float


def making_of(name: str, make: Callable[[], bytes], *, runs: int) -> Making:
    """Make a file `runs` times, at least once."""
    size, times = 0, []
    for _ in range(runs):
        began = time.process_time()
        size = len(make())
        times.append(1000 * (time.process_time() - began))
    return Making(name, times, size / 1000)


def main() -> int:
    """Measure, print the table and write build/bench/."""
    spec = compose(View(), load(), today=TODAY)
    scenes, words = scenes_of(spec), PictureText(spec, base="https://atlas.example.org/", made_on=TODAY)
    placing = placement_of(scenes[0], in_points(30, 96, 660, 330))
    ours = making_of("atlas: a slide", lambda: one_slide(scenes, words), runs=MEDIAN_OF)
    theirs = making_of(
        "python-pptx: areas", lambda: built(scenes[0], placing, title=spec.headline.text), runs=BUILDER_RUNS
    )
    items = [
        Floor("slide, times faster than the builder", _times(ours, theirs), LEAST_TIMES, "x", is_least=True),
        Floor("slide of the world", ours.kb, MOST_KB, "kB"),
    ]
    rows = [["", "cpu ms", "of runs", "kB"]]
    rows += [[one.name, written(median(one.cpu_ms)), str(len(one.cpu_ms)), written(one.kb)] for one in (ours, theirs)]
    print(f"{report.aligned(rows)}\n\n{report.promises(items)}")
    BUILT.mkdir(parents=True, exist_ok=True)
    path = BUILT / f"slides-{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    measurement = {
        "ran_on": surroundings(""),
        "load_after": load_average(),
        "makings": [asdict(one) for one in (ours, theirs)],
        "promises": [{**asdict(floor), "is_met": floor.is_met} for floor in items],
    }
    path.write_text(json.dumps(measurement, indent=1), encoding="utf-8")
    print(f"\nWritten to build/bench/{path.name}")
    return 0


def _times(ours: Making, theirs: Making) -> float | None:
    return ratio(median(theirs.cpu_ms), median(ours.cpu_ms))


if __name__ == "__main__":
    sys.exit(main())
