"""Where a map lies on a slide: the part of the plane that a rectangle shows, and the step from map units to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.render.scene import WIDTH, Scene, ScenePoint
from dashboard.render.slides.clipping import Bounds, Ring, clipped_line, clipped_ring
from dashboard.render.slides.drawing import POINT, STEP, Box, Steps
from dashboard.render.svg_paths import fitted_box
from geodata.geo.projections import contains

LEAST_DOT = 2.2  # points: a dot with a smaller radius loses its hatch and its colour on a projector


@dataclass(frozen=True, slots=True)
class Placing:
    """A rectangle of a slide and the bounds, in map units, that it shows; both have the same proportions.

    `pixel` is the length in points of a pixel of a map 900 pixels wide, in which a scene gives radii.
    """

    box: Box
    bounds: Bounds
    pixel: float

    @property
    def scale(self) -> float:
        """Steps of the slide in a map unit."""
        return self.box.width / STEP / (self.bounds[2] - self.bounds[0])

    def ring(self, ring: Ring) -> Steps | None:
        """Return a closed ring on the slide, or None when nothing of it is seen."""
        return self._steps(clipped_ring(ring, self.bounds), least=4)

    def rings(self, rings: tuple[Ring, ...]) -> list[Steps]:
        """Return those of some closed rings that are seen."""
        return [found for ring in rings if (found := self.ring(ring)) is not None]

    def lines(self, lines: tuple[Ring, ...]) -> list[Steps]:
        """Return what is seen of some lines."""
        cut = (part for line in lines for part in clipped_line(line, self.bounds))
        return [found for part in cut if (found := self._steps(part, least=2)) is not None]

    def around(self, x: float, y: float, radius: float) -> Box | None:
        """Return the square about a point, or None when it is out of sight; the radius is in points."""
        if not contains(self.bounds, x, y):
            return None
        centre = self._flat(np.array([[x, y]]))[0] * STEP
        side = round(2 * radius * POINT)
        return Box(round(centre[0] - side / 2), round(centre[1] - side / 2), side, side)

    def dot(self, point: ScenePoint) -> Box | None:
        """Return the square that the dot of a small state fills, or None when it is out of sight."""
        return self.around(point.x, point.y, max(point.radius * self.pixel, LEAST_DOT))

    def _flat(self, xy: Ring) -> Ring:
        west, _, _, north = self.bounds
        flat: Ring = (xy - (west, north)) * (self.scale, -self.scale) + (self.box.x / STEP, self.box.y / STEP)
        return flat

    def _steps(self, xy: Ring, *, least: int) -> Steps | None:
        """Return corners on the grid of the slide, each different from the one before it."""
        if len(xy) < least:
            return None
        steps = np.rint(self._flat(xy)).astype(np.int64)
        steps = steps[np.concatenate([[True], (np.diff(steps, axis=0) != 0).any(axis=1)])]
        return steps if len(steps) >= least else None


def placing_of(scene: Scene, room: Box) -> Placing:
    """Return how a scene lies in a room: as large as possible, at its upper left corner, showing more where it can."""
    bounds = fitted_box(scene.extent, scene.bounds, room.width / room.height)
    wide, high = bounds[2] - bounds[0], bounds[3] - bounds[1]
    across = min(room.width, round(room.height * wide / high))
    box = Box(room.x, room.y, across, round(across * high / wide))
    pixel = across / POINT * (scene.bounds[2] - scene.bounds[0]) / wide / WIDTH
    return Placing(box, bounds, pixel)
