"""Text set in the fonts of pictures: widths, kerning, letters that lack, and lines broken where they fit."""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from io import BytesIO
from itertools import pairwise
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

from dashboard.render.assets import ASSETS

# -- The fonts of pictures: how wide a text is in them, which letters they lack, and the fonts themselves.
#
# Widths are those of the letters one by one. Kerning, which every renderer applies, only brings letters closer: a
# text is never wider than measured here by more than a hair.

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


ALL = "all"  # Latin, Greek and Cyrillic with all combining marks and the places of these over letters
SUBSETS = ("latin", "latin-ext")  # what a picture embeds of them, as long as its text needs no more; the first always
_FAMILIES = (1, 16)  # records of a font's names: its family, as programs and as typographers call it
_FEATURES = ("kern", "mark", "mkmk", "ccmp", "locl")  # of GPOS and GSUB: what every renderer applies by itself


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
    return _opened(font_file(face, subset))


def _opened(file: bytes) -> TTFont:
    """Return a font that keeps its time of change when it is written: files made of it are the same each time."""
    return TTFont(BytesIO(file), recalcTimestamp=False)


@cache
def whole(face: Face) -> TTFont:
    """Return a font with all its letters, taken apart once; tables are read when they are asked for."""
    return opened(face, ALL)


@cache
def basic(face: Face) -> TTFont:
    """Return the part of a font that most text needs, taken apart once; its outlines open at once."""
    return opened(face, SUBSETS[0])


def font_for(face: Face, letters: str) -> TTFont:
    """Return `basic` where it has all of the letters, and else `whole`."""
    return basic(face) if opened_letters(SUBSETS[0]).issuperset(letters) else whole(face)


@cache
def metrics(face: Face) -> Metrics:
    """Return what a font measures."""
    font = whole(face)
    size, glyphs = font["head"].unitsPerEm, font["hmtx"].metrics
    advances = {chr(code): glyphs[name][0] / size for code, name in font.getBestCmap().items()}
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
    >>> missing_letters("km² of Côte d'Ivoire, Київ, 地")
    '地'
    """
    known = _known()
    return "" if known.issuperset(text) else "".join(dict.fromkeys(letter for letter in text if letter not in known))


def drawable(text: str) -> str:
    """Return a text in letters that the fonts have.

    Letters and their marks are put together (NFC of Unicode), which a font draws best. A letter that the fonts lack is
    taken apart (𝟓 becomes 5); where that does not help its code stands for it, so that no empty box does.

    Examples
    --------
    >>> drawable("𝟓 地")
    '5 [U+5730]'
    """
    text = unicodedata.normalize("NFC", text)
    if not missing_letters(text):
        return text
    return "".join(letter if not missing_letters(letter) else _in_place_of(letter) for letter in text)


def undrawable_letters(text: str) -> str:
    """Return the letters of a text for which `drawable` could only write their codes, each once, as they come.

    Examples
    --------
    >>> undrawable_letters("Київ 𝟓 地")
    '地'
    """
    lacking = missing_letters(unicodedata.normalize("NFC", text))
    return "".join(letter for letter in lacking if _in_place_of(letter) == _code(letter))


def script_of(letter: str) -> str:
    """Return what the script of a letter is called in English, such as Arabic, or “symbols” for what is no letter.

    It is the first word of the letter's name in Unicode, which begins with the script; Chinese is CJK there.

    Examples
    --------
    >>> script_of("س"), script_of("ក"), script_of("地"), script_of("→")
    ('Arabic', 'Khmer', 'Chinese', 'symbols')
    """
    name = unicodedata.name(letter, "")
    if not name or unicodedata.category(letter)[0] not in "LMN":
        return "symbols"
    return "Chinese" if name.startswith("CJK") else name.split(" ")[0].capitalize()


def has_loose_marks(text: str) -> bool:
    """Return whether marks follow letters of a text as characters of their own, as in g̃: only shaping places them."""
    return not text.isascii() and any(unicodedata.category(letter) == "Mn" for letter in text)


def _in_place_of(letter: str) -> str:
    if not letter.isprintable():
        return " " if letter.isspace() else ""
    apart = unicodedata.normalize("NFKD", letter)
    bare = "".join(part for part in apart if not unicodedata.combining(part))
    return bare if bare and not missing_letters(bare) else _code(letter)


def _code(letter: str) -> str:
    return f"[U+{ord(letter):04X}]"


@cache
def _rule(face: Face, subset: str) -> str:
    return _face_rule(face, font_file(face, subset))


@lru_cache(maxsize=64)
def _rule_of(face: Face, codes: frozenset[int]) -> str:
    """Return the rule of a font with these letters alone, and where their marks go."""
    return _face_rule(face, cut(face, codes))


def _face_rule(face: Face, font: bytes) -> str:
    data = b64encode(font).decode("ascii")
    return (
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')"
    )


def plain_font(face: Face) -> bytes:
    """Return a font with all its letters as TTF, under the name that pictures use; it takes a third of a second.

    What draws PNG and PDF reads no WOFF2.
    """
    font = _opened(_plain(face))
    for record in font["name"].names:
        if record.nameID in _FAMILIES:
            record.string = face.family
    out = BytesIO()
    font.save(out)
    return out.getvalue()


@cache
def _plain(face: Face) -> bytes:
    """Return a font with all its letters as TTF: taking WOFF2 apart is half of the time of cutting a font."""
    font = opened(face, ALL)
    font.flavor = None
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def cut(face: Face, codes: frozenset[int]) -> bytes:
    """Return a font with some of its letters as WOFF2."""
    font = _opened(_plain(face))
    font.flavor = "woff2"
    options = subset.Options(layout_features=_FEATURES, hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def font_rules(text: str) -> str:
    """Return the style rules that embed every font a picture with this text needs.

    Most text needs the first of SUBSETS alone. Letters that none of them has, and those under loose marks with their
    marks, come in a font cut for them: a browser places a mark only over a letter of the same font.
    """
    basic, extended = (opened_letters(subset) for subset in SUBSETS)
    loose = _under_loose_marks(text)
    letters = {letter for letter in text if letter not in basic} - loose
    further = sorted(ord(letter) for letter in letters if letter in extended)
    rest = {ord(letter) for letter in (letters - extended) | loose if letter in _known()}
    rules = [_rule(face, SUBSETS[0]) + "}" for face in Face]
    if further:
        rules += [f"{_rule(face, SUBSETS[1])};{_range(further)}}}" for face in Face]
    if rest:
        rules += [f"{_rule_of(face, frozenset(rest))};{_range(sorted(rest))}}}" for face in Face]
    return "".join(rules)


def _range(codes: Iterable[int]) -> str:
    return f"unicode-range:{','.join(f'U+{code:04X}' for code in codes)}"


def _under_loose_marks(text: str) -> set[str]:
    """Return the letters of a text that are followed by loose marks, and those marks."""
    if not has_loose_marks(text):
        return set()
    found: set[str] = set()
    for before, mark in pairwise(text):
        if unicodedata.category(mark) == "Mn":
            found |= {before, mark}
    return found


@cache
def opened_letters(subset: str) -> frozenset[str]:
    """Return the letters of a subset."""
    return frozenset(chr(code) for code in opened(Face.REGULAR, subset).getBestCmap())


# -- By how much two letters stand closer together than their widths say, as a font's table of pairs (GPOS) tells.

_PAIRS, _EXTENSION = 2, 9  # kinds of lookups
_BY_GLYPH, _BY_CLASS = 1, 2  # formats of a table of pairs


@lru_cache(maxsize=16384)
def kern(one: str, two: str, face: Face) -> float:
    """Return what is added to the advance of a letter before another, in font sizes; mostly 0 or less."""
    glyphs, size, tables = _pairs(face, is_basic=font_for(face, one + two) is basic(face))
    left, right = glyphs.get(ord(one)), glyphs.get(ord(two))
    if left is None or right is None:
        return 0.0
    for table in tables:
        if left not in table.Coverage.glyphs:
            continue
        if table.Format == _BY_CLASS:
            first, second = table.ClassDef1.classDefs.get(left, 0), table.ClassDef2.classDefs.get(right, 0)
            return _advance(table.Class1Record[first].Class2Record[second].Value1) / size
        pairs = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
        for pair in pairs:
            if pair.SecondGlyph == right:
                return _advance(pair.Value1) / size
    return 0.0


def _advance(value: Any) -> float:
    return float(getattr(value, "XAdvance", 0) or 0)


@cache
def _pairs(face: Face, *, is_basic: bool) -> tuple[dict[int, str], float, tuple[Any, ...]]:
    """Return the glyphs of a font by code, its units in a font size, and its tables of pairs."""
    font = basic(face) if is_basic else whole(face)
    return font.getBestCmap(), float(font["head"].unitsPerEm), tuple(_tables(font["GPOS"].table))


def _tables(gpos: Any) -> Iterator[Any]:
    numbers = {
        n
        for found in gpos.FeatureList.FeatureRecord
        if found.FeatureTag == "kern"
        for n in found.Feature.LookupListIndex
    }
    for number in sorted(numbers):
        for table in gpos.LookupList.Lookup[number].SubTable:
            inner = table.ExtSubTable if table.LookupType == _EXTENSION else table
            if inner.LookupType == _PAIRS:
                yield inner


# -- Text broken into lines that fit, by real widths; nothing is ever cut and nothing runs over.

# Kerning apart, renderers differ by less than this share of a line.
SLACK = 0.01
# Where an address may be broken, which has no spaces: behind these, and where that is not enough, behind those too.
_SEAMS, _FINER = re.compile(r"(?<=[/?&])"), re.compile(r"(?<=[=.,_-])")
_LETTERS = re.compile(
    r"(?s:.)[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u2de0-\u2dff\ufe20-\ufe2f]*"
)  # with their marks
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# A number stays with its unit, and a day with its month.
_GLUED = re.compile(rf"(?<=\d) (?=(?:km²|{_MONTHS})(?!\w))")
_GLUE = "\u00a0"


@lru_cache(maxsize=4096)  # the same paragraph is tried beside the map at several widths and below it again and again
def wrapped(text: str, width: float, *, face: Face, size: float, indent: float = 0.0) -> tuple[str, ...]:
    """Return the lines of a text, none wider than `width`; a word that is too long is broken where it must be.

    Parameters
    ----------
    text
        One paragraph; runs of white space count as one space.
    indent
        What the first line leaves free at its start.
    """
    room = width * (1 - SLACK)
    lines: list[str] = []
    line, used, free = "", 0.0, max(room - indent, 0.0)
    space = text_width(" ", face, size)
    for piece, is_word in _pieces(text, room, face=face, size=size):
        wide, between = text_width(piece, face, size), space if is_word and line else 0.0
        if used + between + wide > free and (line or free < room):
            lines.append(line)
            line, used, between, free = "", 0.0, 0.0, room
        line += f" {piece}" if between else piece
        used += between + wide
    return (*lines, line) if line or not lines else tuple(lines)


def _pieces(text: str, room: float, *, face: Face, size: float) -> Iterator[tuple[str, bool]]:
    """Yield what must not be broken, and whether a space stands before it: words, and parts of those too long."""
    for word in _GLUED.sub(_GLUE, " ".join(text.split())).split(" "):
        if "://" not in word and text_width(word, face, size) <= room:
            yield word, True
            continue
        is_word = True
        for part in _SEAMS.split(word):
            for piece in _parts(part, room, face=face, size=size):
                yield piece, is_word
                is_word = False


def _parts(part: str, room: float, *, face: Face, size: float) -> list[str]:
    """Return a part of a word whole if it fits, or else broken at its finer seams, or anywhere."""
    if text_width(part, face, size) <= room:
        return [part]
    found: list[str] = []
    for bit in _FINER.split(part):
        found += [bit] if text_width(bit, face, size) <= room else _LETTERS.findall(bit)
    return found


def balanced(text: str, width: float, *, face: Face, size: float) -> tuple[str, ...]:
    """Return the lines of a title: as few as `wrapped` needs, and about equally long."""
    lines = wrapped(text, width, face=face, size=size)
    low, high = width / max(len(lines), 1) / 2, width
    for _ in range(8):  # narrows the width down to less than a letter
        middle = (low + high) / 2
        if len(wrapped(text, middle, face=face, size=size)) > len(lines):
            low = middle
        else:
            high = middle
    return wrapped(text, high, face=face, size=size)
