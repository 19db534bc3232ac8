"""The lines of a map and what lies under its areas: sea, graticule, coasts, borders, disputed lines, a zone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from dashboard.maps.palette import EdgeLine, edge_line
from dashboard.render.ground import Ring, ground
from dashboard.render.scene import Scene
from dashboard.render.slides.drawing import NO_FILL, STEP, Box, Drawn, Ids, Steps, freeform, line, preset, solid
from dashboard.render.slides.placing import Placing
from dashboard.render.svg_theme import Ink, Paper


@dataclass(frozen=True, slots=True)
class Stroke:
    """How the lines of a style look: name of the shape, its ink, its width in points in a map of the world."""

    name: str
    ink: Callable[[Paper], Ink]
    width: float
    dash: str = ""
    casing: float = 0.0  # width of a casing beneath, in points
    is_filled: bool = False


STROKES: dict[str, Stroke] = {
    EdgeLine.LEFT_OUT: Stroke("Borders and coasts of what the filter leaves out", lambda p: Ink(p.muted_edge), 0.4),
    EdgeLine.FAINT_COAST: Stroke("Coasts of pale areas", lambda p: Ink(p.faint_edge), 0.5),
    EdgeLine.BORDER: Stroke("Borders", lambda p: p.border, 0.5),
    EdgeLine.PALE_BORDER: Stroke("Borders between pale areas", lambda p: p.pale_border, 0.5),
    "oblast": Stroke("Borders of oblasts", lambda p: p.border, 0.9),
    "solid": Stroke("Disputed borders, solid", lambda p: Ink(p.dispute), 0.75, casing=1.5),
    "dashed": Stroke("Disputed borders, dashed", lambda p: Ink(p.dispute), 0.75, dash="dash", casing=1.5),
    "dotted": Stroke("Disputed borders, dotted", lambda p: Ink(p.dispute), 0.9, dash="sysDot", casing=1.6),
    "dmz": Stroke("Demilitarized zone", lambda p: Ink(p.zone), 0.8, casing=3.2, is_filled=True),
    "chosen": Stroke("Outline of the chosen country", lambda p: Ink(p.chosen), 1.5, casing=3.4),
}
CLOSER = 1.4  # times as wide are lines in what is no map of the world
RINGS = frozenset({"dmz", "chosen"})
EDGES = frozenset(EdgeLine)


def ground_shapes(ids: Ids, scene: Scene, placing: Placing, paper: Paper) -> Iterator[Drawn]:
    """Yield the sea and the graticule."""
    told = "Sea, the ground of the map"
    rings = placing.rings(scene.sea)
    if rings:
        yield freeform(ids, "Sea", told, paths=rings, fill=solid(paper.sea), outline=line(paper.hairline, 0.75))
    lines = [part for item in scene.lines if item.style == "graticule" for part in placing.lines(item.parts)]
    if lines:
        yield freeform(
            ids, "Graticule", "Lines of longitude and latitude", paths=lines, fill=NO_FILL,
            outline=line(paper.hairline, 0.5), is_open=True,
        )  # fmt: skip


def line_shapes(ids: Ids, scene: Scene, placing: Placing, paper: Paper) -> Iterator[Drawn]:
    """Yield one shape for the lines of each style, and one for the casing beneath where a style has one."""
    closer = 1.0 if scene.is_world else CLOSER
    dots = [box for point in scene.points if (box := placing.dot(point)) is not None]
    edges = edges_of(scene, paper)
    for style, stroke in STROKES.items():
        is_ring, lines = style in RINGS, edges.get(style, ())
        if style not in EDGES:
            lines = tuple(part for item in scene.lines if item.style == style for part in item.parts)
        paths = placing.rings(lines) if is_ring else placing.lines(lines)
        if style in EDGES:
            paths = _beside(paths, dots)
        if not paths:
            continue
        ink = stroke.ink(paper)
        if stroke.casing:
            yield freeform(
                ids, f"{stroke.name}: casing", f"{stroke.name}: casing", paths=paths, fill=NO_FILL,
                outline=line(paper.casing, closer * stroke.casing, opacity=0.85), is_open=not is_ring,
            )  # fmt: skip
        yield freeform(
            ids, stroke.name, stroke.name, paths=paths, fill=solid(ink.colour) if stroke.is_filled else NO_FILL,
            outline=line(ink.colour, closer * stroke.width, dash=stroke.dash, opacity=ink.opacity), is_open=not is_ring,
        )  # fmt: skip


def edges_of(scene: Scene, paper: Paper) -> dict[str, tuple[Ring, ...]]:
    """Return each border of a scene once, and the coasts that need a line, by the line that they need."""
    dark = scene.dark_edges(paper.theme)
    found: dict[str, list[Ring]] = {style: [] for style in EDGES}
    for arc in ground(scene.extent).borders:
        style = edge_line([dark.get(key) for key in arc.keys])
        if style is not None:
            found[style].append(arc.line)
    return {style: tuple(lines) for style, lines in found.items()}


def frame_lines(ids: Ids, scene: Scene, placing: Placing, paper: Paper) -> Iterator[Drawn]:
    """Yield the edge of a map that goes on beyond it; the world has its own."""
    if not scene.is_world:
        yield preset(
            ids, "Frame", "Edge of the map", form="rect", box=placing.box, fill=NO_FILL,
            outline=line(paper.muted_edge, 0.75),
        )  # fmt: skip


def _beside(paths: list[Steps], dots: list[Box]) -> list[Steps]:
    """Return the paths that no dot hides: the shore of an island would look like a hole in the dot on it."""
    if not dots or not paths:
        return paths
    low = np.array([path.min(axis=0) for path in paths]) * STEP
    high = np.array([path.max(axis=0) for path in paths]) * STEP
    corner = np.array([(dot.x, dot.y) for dot in dots])
    side = np.array([dot.width for dot in dots])[:, None]
    is_in = (low[:, None] >= corner).all(axis=2) & (high[:, None] <= corner + side).all(axis=2)
    return [path for path, is_hidden in zip(paths, is_in.any(axis=1), strict=True) if not is_hidden]
