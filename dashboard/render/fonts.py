"""The fonts of pictures: how wide a text is in them, which letters they lack, and the fonts themselves.

Widths are those of the letters one by one. Kerning, which every renderer applies, only brings letters closer: a text is
never wider than measured here by more than a hair.
"""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from io import BytesIO

from fontTools.ttLib import TTFont

from dashboard.render.asset_files import ASSETS

SANS, SERIF = "Atlas Sans", "Atlas Serif"  # names of our own: a font called Noto elsewhere may be another version
_BEHIND = {SANS: "'Noto Sans','Source Sans 3',Arial,sans-serif", SERIF: "'Noto Serif',Georgia,serif"}
# Advance of a letter that no font has, in font sizes: it is written as its code instead (`drawable`).
_WIDEST = 1.0


class Face(StrEnum):
    """A font of pictures: text, text that stands out, titles."""

    REGULAR = "noto-sans-{}-400-normal"
    BOLD = "noto-sans-{}-600-normal"
    TITLE = "noto-serif-{}-700-normal"

    @property
    def family(self) -> str:
        """The family as pictures call it."""
        return SERIF if self is Face.TITLE else SANS

    @property
    def weight(self) -> int:
        """The weight as CSS counts it."""
        return {Face.REGULAR: 400, Face.BOLD: 600, Face.TITLE: 700}[self]

    @property
    def stack(self) -> str:
        """The family and what stands in for it, as an attribute of SVG takes it."""
        return f"'{self.family}',{_BEHIND[self.family]}"


@dataclass(frozen=True, slots=True)
class Metrics:
    """Advances by character, ascent, descent and height of a capital, all in font sizes."""

    advances: Mapping[str, float]
    ascent: float
    descent: float
    capital: float


SUBSETS = ("latin", "latin-ext")  # every letter of the first is drawn from it


def font_file(face: Face, subset: str) -> bytes:
    """Return a font as WOFF2.

    Raises
    ------
    FileNotFoundError
        When the package was built without its fonts.
    """
    return (ASSETS / "fonts" / f"{face.value.format(subset)}.woff2").read_bytes()


def opened(face: Face, subset: str) -> TTFont:
    """Return a font taken apart."""
    return TTFont(BytesIO(font_file(face, subset)))


@cache
def metrics(face: Face) -> Metrics:
    """Return what a font measures."""
    advances: dict[str, float] = {}
    for subset in SUBSETS:
        font = opened(face, subset)
        size, glyphs = font["head"].unitsPerEm, font["hmtx"].metrics
        found = {chr(code): glyphs[name][0] / size for code, name in font.getBestCmap().items()}
        advances = found | advances
    heights = (font["hhea"].ascent, -font["hhea"].descent, font["OS/2"].sCapHeight)
    ascent, descent, capital = (height / size for height in heights)
    return Metrics(advances, ascent, descent, capital)


@lru_cache(maxsize=65536)
def text_width(text: str, face: Face, size: float) -> float:
    """Return how wide a text is, in the unit of `size`, the font size."""
    advances = metrics(face).advances
    return size * sum(advances.get(letter, _WIDEST) for letter in text)


@cache
def _known() -> frozenset[str]:
    return frozenset(metrics(Face.REGULAR).advances) | {"\n", "\t"}


def missing_letters(text: str) -> str:
    """Return the characters of a text that the fonts of pictures lack, each once, in the order in which they come.

    Examples
    --------
    >>> missing_letters("km² of Côte d'Ivoire, 地")
    '地'
    """
    known = _known()
    return "" if known.issuperset(text) else "".join(dict.fromkeys(letter for letter in text if letter not in known))


def drawable(text: str) -> str:
    """Return a text in letters that the fonts have.

    A letter that they lack is taken apart (ﬁ becomes fi, a letter loses a mark); where that does not help its code
    stands for it, so that no empty box does.

    Examples
    --------
    >>> drawable("ﬁve 地")
    'five [U+5730]'
    """
    if not missing_letters(text):
        return text
    return "".join(letter if not missing_letters(letter) else _in_place_of(letter) for letter in text)


def _in_place_of(letter: str) -> str:
    if not letter.isprintable():
        return " " if letter.isspace() else ""
    apart = unicodedata.normalize("NFKD", letter)
    bare = "".join(part for part in apart if not unicodedata.combining(part))
    return bare if bare and not missing_letters(bare) else f"[U+{ord(letter):04X}]"


@cache
def _rule(face: Face, subset: str) -> str:
    data = b64encode(font_file(face, subset)).decode("ascii")
    return (
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')"
    )


def font_rules(text: str) -> str:
    """Return the style rules that embed every font a picture with this text needs."""
    basic, extended = (set(opened_letters(subset)) for subset in SUBSETS)
    further = sorted({ord(letter) for letter in text if letter not in basic and letter in extended})
    rules = [_rule(face, SUBSETS[0]) + "}" for face in Face]
    if further:
        span = ",".join(f"U+{code:04X}" for code in further)
        rules += [f"{_rule(face, SUBSETS[1])};unicode-range:{span}}}" for face in Face]
    return "".join(rules)


@cache
def opened_letters(subset: str) -> frozenset[str]:
    """Return the letters of a subset."""
    return frozenset(chr(code) for code in opened(Face.REGULAR, subset).getBestCmap())
