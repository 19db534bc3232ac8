"""How classes look: fills for both themes, the hatch over them, and the marker of what is a place and no area."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

from dashboard.maps.markers import Marker

PictureTheme: TypeAlias = Literal["light", "dark"]
THEMES: tuple[PictureTheme, ...] = ("light", "dark")


class Hatch(StrEnum):
    """The pattern drawn over a fill, so that meaning never rests on colour alone."""

    NONE = "none"
    DOTS = "dots"
    DIAGONAL = "diagonal"
    BACK_DIAGONAL = "back-diagonal"
    CROSS = "cross"
    VERTICAL = "vertical"
    HORIZONTAL = "horizontal"


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour in the light and in the dark theme, as #RRGGBB."""

    light: str
    dark: str

    def of(self, theme: PictureTheme) -> str:
        """Return the colour of a theme."""
        return self.dark if theme == "dark" else self.light


@dataclass(frozen=True, slots=True)
class Look:
    """How a class is drawn: fill, hatch over it, ink of the hatch; events have a marker instead."""

    fill: Paint
    hatch: Hatch
    ink: Paint
    marker: Marker | None = None
