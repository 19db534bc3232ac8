"""How long a picture of a view takes, beside matplotlib drawing the same map in the same run.

`python -m tests.bench.rasters` prints medians, turn by turn so that both meet the same neighbours on the machine.
matplotlib draws the same rings, borders, dots and hatches with a title and a legend; it gets its paths ready made and
none of the notes, sources and names of ours, which flatters it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.path import Path

from dashboard.maps.spec import Hatch, MapSpec
from dashboard.maps.view import View
from dashboard.render.pdf import pdf
from dashboard.render.png import png
from dashboard.render.scene import Scene, scene_of
from dashboard.render.svg.picture import spec_svg
from tests.bench.figures import MEDIAN_OF, median
from tests.shipped_views import TODAY, shown

BASE = "https://atlas.example.org/"
WIDTH, HEIGHT, DPI = 1600, 900, 100
HATCHES = {
    Hatch.NONE: "",
    Hatch.DOTS: "..",
    Hatch.DIAGONAL: "////",
    Hatch.BACK_DIAGONAL: "\\\\\\\\",
    Hatch.CROSS: "xxxx",
    Hatch.VERTICAL: "||||",
    Hatch.HORIZONTAL: "----",
}


def area_paths(scene: Scene) -> dict[str, Path]:
    """The rings of each area as one compound path."""
    items = {}
    for area in scene.areas:
        codes = np.concatenate([[Path.MOVETO, *[Path.LINETO] * (len(r) - 2), Path.CLOSEPOLY] for r in area.rings])
        items[area.area] = Path(np.concatenate(area.rings), codes)
    return items


def with_matplotlib(spec: MapSpec, scene: Scene, paths: dict[str, Path]) -> bytes:
    """The map of a scene as PNG, with title and legend."""
    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI)
    FigureCanvasAgg(figure)  # which the figure keeps
    axes = figure.add_axes((0.03, 0.05, 0.72, 0.8))
    west, south, east, north = scene.bounds
    axes.set(xlim=(west, east), ylim=(south, north), aspect="equal")
    axes.axis("off")
    classes = dict.fromkeys(area.class_id for area in scene.areas)
    for class_id in classes:
        look = scene.looks[scene.fill_layer, class_id]
        items = [paths[area.area] for area in scene.areas if area.class_id == class_id]
        axes.add_collection(
            PathCollection(
                items,
                facecolor=look.fill.light,
                hatch=HATCHES[look.hatch],
                edgecolor=look.ink.light,
                linewidth=0,
                transform=axes.transData,
            )
        )
    for line in scene.lines:
        if line.style in ("border", "coast"):
            axes.add_collection(LineCollection(line.parts, colors="white", linewidths=0.6))
    colours = [scene.looks[scene.fill_layer, point.class_id].fill.light for point in scene.points]
    axes.scatter([p.x for p in scene.points], [p.y for p in scene.points], s=30, c=colours, edgecolors="white")
    keys = [
        Patch(facecolor=item.look.fill.light, hatch=HATCHES[item.look.hatch], edgecolor=item.look.ink.light)
        for item in spec.legends[0].classes
    ]
    words = [f"{item.label}  {item.count}" for item in spec.legends[0].classes]
    figure.legend(keys, words, loc="center right", title=spec.legends[0].title)
    figure.suptitle(spec.headline.text)
    out = BytesIO()
    figure.savefig(out, format="png", dpi=DPI)
    return out.getvalue()


def timed(make: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of processor and of clock that a call takes."""
    cpu, clock = time.process_time(), time.perf_counter()
    make()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - clock) * 1000


def main() -> None:
    """Measure and print."""
    spec = shown(View())
    scene = scene_of(spec)
    paths, svg = area_paths(scene), spec_svg(spec, base=BASE, made_on=TODAY)
    makers: dict[str, Callable[[], object]] = {
        "SVG, again on the same extent": lambda: spec_svg(spec, base=BASE, made_on=TODAY),
        "PNG 1600 px of that SVG": lambda: png(svg, WIDTH),
        "PNG 1600 px from the specification": lambda: png(spec_svg(spec, base=BASE, made_on=TODAY), WIDTH),
        "PNG 1600 px by matplotlib": lambda: with_matplotlib(spec, scene, paths),
        "PNG 3200 px of that SVG": lambda: png(svg, 2 * WIDTH),
        "PDF of that SVG": lambda: pdf(svg),
    }
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in makers}
    for make in makers.values():
        make()
    for _ in range(MEDIAN_OF):
        for name, make in makers.items():
            took[name].append(timed(make))
    print(f"World, {spec.day}, median of {MEDIAN_OF}, in milliseconds   processor    clock")
    for name, item in took.items():
        cpu, clock = (median(values) or 0.0 for values in zip(*item, strict=True))
        print(f"{name:<52}{cpu:>10.1f}{clock:>10.1f}")


if __name__ == "__main__":
    main()
