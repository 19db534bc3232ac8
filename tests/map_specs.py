"""Small specifications for the tests of the live map: every area of an extent in one of three made-up classes."""

from datetime import date

from dashboard.maps.spec import (
    AreaFeature,
    CitedText,
    Hatch,
    Headline,
    Legend,
    LegendClass,
    Look,
    MapSpec,
    Paint,
    Panel,
    Shape,
    SourceNote,
    Symbol,
)
from dashboard.maps.view import View
from geodata.geo.frames import frame_areas

RELEASE = "test"


def legend(*fills: str, layer: str = "status") -> Legend:
    """A legend with one class a colour, in turn plain and hatched."""
    classes = tuple(
        LegendClass(
            class_id=f"class-{number}",
            label=f"Class {number}",
            meaning="",
            look=Look(Paint(fill, fill), (Hatch.NONE, Hatch.CROSS)[number % 2], Paint("#000000", "#000000")),
            count=0,
            is_selected=True,
        )
        for number, fill in enumerate(fills)
    )
    return Legend(layer, "A legend", "fill", classes, "")


def source_note(number: int, text: str, locator: str = "", url: str = "") -> SourceNote:
    """A numbered source, known by its text."""
    return SourceNote(number, text, text, locator, url, "", None)


def map_spec(
    extent: str = "world",
    *,
    fills: tuple[str, ...] = ("#1B6DC4", "#F9C329", "#590B47"),
    names: dict[str, str] | None = None,
    sentences: dict[str, str] | None = None,
    shift: int = 0,
    chosen: str = "",
    muted: tuple[str, ...] = (),
    follows: dict[str, str] | None = None,
    shapes: tuple[Shape, ...] = (),
    symbols: tuple[Symbol, ...] = (),
    legends: tuple[Legend, ...] = (),
    title: str = "A title",
) -> MapSpec:
    """A specification whose areas take the classes in turn, beginning with class number `shift`."""
    areas = tuple(
        AreaFeature(
            area=code,
            name=(names or {}).get(code, code),
            class_id=f"class-{(number + shift) % len(fills)}",
            sentence=CitedText((sentences or {}).get(code, "")),
            is_muted=code in muted,
            follows=(follows or {}).get(code, ""),
        )
        for number, code in enumerate(frame_areas(extent))
    )
    return MapSpec(
        headline=Headline(title, ()),
        subtitle="",
        day=date(2026, 11, 21),
        treaty="apmbc",
        extent=extent,
        fill_layer="status",
        legends=(legend(*fills), *legends),
        areas=areas,
        out=muted,
        symbols=symbols,
        shapes=shapes,
        overlays=("lines",),
        chosen=chosen,
        notes=(),
        boundary_note="",
        sources=(),
        panel=Panel("", "", "", (), ()),
        columns=(),
        rows=(),
        text_alternative="",
        release=RELEASE,
        depositary_read=date(2026, 2, 3),
        link="",
        view=View(day=date(2026, 11, 21), extent=extent, country=chosen or None),
    )
