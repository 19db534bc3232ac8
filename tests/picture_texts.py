"""Texts of an SVG picture, read back: what they say, where they stand, and what is asked of a difficult picture."""

import re
from dataclasses import dataclass, replace
from itertools import combinations
from xml.etree import ElementTree as ET

from dashboard.maps.palette import FOOTPRINT_LOOK, STATUS_LOOKS
from dashboard.maps.spec import Headline, Legend, LegendClass
from dashboard.render.picture_text import PictureText
from dashboard.render.typesetting import Face, text_width
from tests.map_specs import source_note

_LOOKS = (*STATUS_LOOKS.values(), FOOTPRINT_LOOK)
SVG = "{http://www.w3.org/2000/svg}"
_ANCHORS = {"": 0.0, "start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True)
class Text:
    """One line and the box around its letters: left, top, right, bottom in units of the picture."""

    words: str
    size: float
    box: tuple[float, float, float, float]


def root_of(svg: str) -> ET.Element:
    """The picture as a tree; only our own pictures are read."""
    return ET.fromstring(svg)  # noqa: S314


def texts(svg: str, *, is_map: bool = False) -> list[Text]:
    """The lines around the maps of a picture, or with `is_map` those on them."""
    root = root_of(svg)
    on_maps = {
        id(text) for group in root.iter(f"{SVG}g") if group.get("id", "").endswith("map") for text in group.iter()
    }
    out = []
    for element in root.iter(f"{SVG}text"):
        if (id(element) in on_maps) != is_map:
            continue
        # In files a line with raised numbers holds both as parts of it; its own words come first.
        words = element.text or next((part.text for part in element if part.text), "") or ""
        size = float(element.get("font-size", "0"))
        is_title = "Serif" in element.get("font-family", "")
        face = Face.TITLE if is_title else Face.BOLD if element.get("font-weight") else Face.REGULAR
        wide = text_width(words, face, size)
        left = float(element.get("x", "0")) - _ANCHORS[element.get("text-anchor", "")] * wide
        base = float(element.get("y", "0"))
        out.append(Text(words, size, (left, base - 0.75 * size, left + wide, base + 0.2 * size)))
    return out


def in_words(svg: str) -> str:
    """All that a picture says around its maps, lines joined."""
    return re.sub(r"\s+", " ", " ".join(text.words for text in texts(svg)))


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of the picture in its own units."""
    _, _, width, height = map(float, root_of(svg).get("viewBox", "").split())
    return width, height


def overflowing(svg: str) -> list[str]:
    """Lines that leave the picture."""
    width, height = size_of(svg)
    items = [*texts(svg), *texts(svg, is_map=True)]
    return [t.words for t in items if t.box[0] < 0 or t.box[1] < 0 or t.box[2] > width or t.box[3] > height]


def overlapping(svg: str) -> list[tuple[str, str]]:
    """Pairs of lines that lie over one another."""
    return [
        (one.words, two.words)
        for one, two in combinations(texts(svg), 2)
        if one.box[0] < two.box[2] and two.box[0] < one.box[2] and one.box[1] < two.box[3] and two.box[1] < one.box[3]
    ]


def difficult(words: PictureText) -> PictureText:
    """Words that ask for more room than any view does: long titles, long labels, long sources, a long link."""
    long = "anti-personnel mines other than those that were laid before the day of the notification "
    legends = tuple(
        Legend(
            f"layer-{number}",
            f"Legend number {number}: {long}",
            symbol,
            tuple(_class(place, f"Class {place}: {long * 2}") for place in range(9)),
            f"A note of legend {number} about {long}",
        )
        for number, symbol in enumerate(("fill", "circle", "circle"))
    )
    title = f"Saint Vincent and the Grenadines and the United Kingdom of Great Britain and {long * 3}"
    spec = replace(
        words.spec,
        headline=Headline(title, tuple(range(1, 9))),
        subtitle=long * 3,
        legends=legends,
        notes=tuple(f"Note {number}: {long * 2}" for number in range(20)),
        sources=tuple(
            source_note(n, f"“Source {n}: {long * 2}”. {long}, 2026.", f"{long}; {long}; p. 4", "https://x.example/")
            for n in range(1, 12)
        ),
    )
    return replace(words, spec=spec, base=words.base + "a-long-path/" * 45)


def _class(place: int, label: str) -> LegendClass:
    look = _LOOKS[place % len(_LOOKS)]
    return LegendClass(f"class-{place}", label, "", look, 10**place, is_selected=place % 3 > 0)
