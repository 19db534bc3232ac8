"""The colours of pictures beside those of classes: the same as the live map has, in its light and its dark theme."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.maps.palette import MUTED, SEA, UNKNOWN_LOOK, WHITE
from dashboard.maps.spec import Paint, PictureTheme


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour and how much of it covers what lies below."""

    colour: str
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme; tests/test_svg_theme.py keeps them equal to those of assets/map/live-map.css."""

    theme: PictureTheme
    page: str
    sea: str
    ink: str
    quiet: str
    hairline: str
    edge: str  # of the sheet of a close-up, and of swatches
    border: Ink
    faint_edge: str
    pale_border: Ink
    muted: str
    muted_edge: str
    unknown: str
    chosen: str
    casing: str
    dispute: str
    zone: str
    name: str
    halo: Ink

    def of(self, paint: Paint) -> str:
        """Return a colour of this theme."""
        return paint.of(self.theme)


LIGHT = Colours(
    theme="light",
    page=WHITE.light,
    sea=SEA.light,
    ink="#1D2329",
    quiet="#5B6670",
    hairline="#DCE2E7",
    edge="#D5DBE0",
    border=Ink("#FFFFFF"),
    faint_edge="#555555",
    pale_border=Ink("#8A949C"),
    muted=MUTED.light,
    muted_edge="#C4CBD1",
    unknown=UNKNOWN_LOOK.fill.light,
    chosen="#14181C",
    casing="#FFFFFF",
    dispute="#3A424A",
    zone="#9B1C31",
    name="#14181C",
    halo=Ink("#FFFFFF", 0.86),
)
DARK = Colours(
    theme="dark",
    page="#0E1117",
    sea=SEA.dark,
    ink="#EEF2F5",
    quiet="#A9B4BE",
    hairline="#24323D",
    edge="#3A4854",
    border=Ink("#E2EAF0", 0.62),
    faint_edge="#9AA7B0",
    pale_border=Ink("#080D12", 0.6),
    muted=MUTED.dark,
    muted_edge="#3C4A56",
    unknown=UNKNOWN_LOOK.fill.dark,
    chosen="#FFFFFF",
    casing="#0B1116",
    dispute="#C6D0D8",
    zone="#FF8A9B",
    name="#F4F7F9",
    halo=Ink("#080D12", 0.86),
)


def colours_of(theme: PictureTheme) -> Colours:
    """Return the colours of a theme."""
    return DARK if theme == "dark" else LIGHT
