"""Typesetting in the fonts of pictures: text widths, kerning, missing glyphs, embedded fonts and line breaking."""

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

# -- Fonts: text widths, missing glyphs, and the font files.
#
# Widths are sums of advances without kerning, which renderers apply and which mostly brings letters closer: a text is
# wider than measured here by less than SLACK.

SANS, SERIF = "Atlas Sans", "Atlas Serif"  # names of our own: a font called Noto elsewhere may be another version
_BEHIND = {SANS: "'Noto Sans','Source Sans 3',Arial,sans-serif", SERIF: "'Noto Serif',Georgia,serif"}
# Advance in font sizes of a letter without glyph; `drawable` replaces such letters before they are drawn.
_MISSING_ADVANCE = 1.0


class Face(StrEnum):
    """A font of pictures: text, emphasised text, titles."""

    REGULAR = "noto-sans-{}-400-normal"
    BOLD = "noto-sans-{}-600-normal"
    TITLE = "noto-serif-{}-700-normal"

    @property
    def family(self) -> str:
        """The font family, as pictures name it."""
        return SERIF if self is Face.TITLE else SANS

    @property
    def weight(self) -> int:
        """The CSS font weight."""
        return {Face.REGULAR: 400, Face.BOLD: 600, Face.TITLE: 700}[self]

    @property
    def stack(self) -> str:
        """The font family with its fallbacks, as the value of `font-family`."""
        return f"'{self.family}',{_BEHIND[self.family]}"


@dataclass(frozen=True, slots=True)
class Metrics:
    """Advances by character, ascent, descent and height of a capital, all in font sizes."""

    advances: Mapping[str, float]
    ascent: float
    descent: float
    capital: float


ALL = "all"  # Latin, Greek and Cyrillic with all combining marks and their anchors on letters
SUBSETS = ("latin", "latin-ext")  # embedded in pictures: the first always, the second where the text needs it
_FAMILIES = (1, 16)  # ids in the name table: font family, typographic family
_FEATURES = ("kern", "mark", "mkmk", "ccmp", "locl")  # of GPOS and GSUB: those that renderers apply by default


def font_file(face: Face, subset: str) -> bytes:
    """Return a font as WOFF2.

    Raises
    ------
    FileNotFoundError
        When the package was built without its fonts.
    """
    return (ASSETS / "fonts" / f"{face.value.format(subset)}.woff2").read_bytes()


def opened(face: Face, subset: str) -> TTFont:
    """Return a font, parsed."""
    return _opened(font_file(face, subset))


def _opened(file: bytes) -> TTFont:
    """Return a font that keeps its modification time when it is saved, so that equal fonts give equal bytes."""
    return TTFont(BytesIO(file), recalcTimestamp=False)


@cache
def whole(face: Face) -> TTFont:
    """Return a font with all its glyphs, parsed once; its tables are read lazily."""
    return opened(face, ALL)


@cache
def basic(face: Face) -> TTFont:
    """Return the Latin subset of a font, which most text needs, parsed once; its outlines load faster."""
    return opened(face, SUBSETS[0])


def font_for(face: Face, letters: str) -> TTFont:
    """Return `basic` where it has all of the letters, else `whole`."""
    return basic(face) if opened_letters(SUBSETS[0]).issuperset(letters) else whole(face)


@cache
def metrics(face: Face) -> Metrics:
    """Return the metrics of a font."""
    font = whole(face)
    size, glyphs = font["head"].unitsPerEm, font["hmtx"].metrics
    advances = {chr(code): glyphs[name][0] / size for code, name in font.getBestCmap().items()}
    heights = (font["hhea"].ascent, -font["hhea"].descent, font["OS/2"].sCapHeight)
    ascent, descent, capital = (height / size for height in heights)
    return Metrics(advances, ascent, descent, capital)


@lru_cache(maxsize=65536)
def text_width(text: str, face: Face, size: float) -> float:
    """Return the width of a text without kerning, in the unit of `size`, the font size."""
    advances = metrics(face).advances
    return size * sum(advances.get(letter, _MISSING_ADVANCE) for letter in text)


@cache
def _known() -> frozenset[str]:
    return frozenset(metrics(Face.REGULAR).advances) | {"\n", "\t"}


def missing_letters(text: str) -> str:
    """Return the characters of a text for which the fonts have no glyph, each once, in order of appearance.

    Examples
    --------
    >>> missing_letters("km² of Côte d'Ivoire, Київ, 地")
    '地'
    """
    known = _known()
    return "" if known.issuperset(text) else "".join(dict.fromkeys(letter for letter in text if letter not in known))


def drawable(text: str) -> str:
    """Return a text in letters for which the fonts have glyphs.

    The text is normalised to NFC, because precomposed letters are drawn best. A letter without glyph is replaced by its
    compatibility decomposition (NFKD: 𝟓 becomes 5), or else by its code point in brackets.

    Examples
    --------
    >>> drawable("𝟓 地")
    '5 [U+5730]'
    """
    text = unicodedata.normalize("NFC", text)
    if not missing_letters(text):
        return text
    return "".join(letter if not missing_letters(letter) else _replacement(letter) for letter in text)


def undrawable_letters(text: str) -> str:
    """Return the letters of a text that `drawable` replaces by code points, each once, in order of appearance.

    Examples
    --------
    >>> undrawable_letters("Київ 𝟓 地")
    '地'
    """
    lacking = missing_letters(unicodedata.normalize("NFC", text))
    return "".join(letter for letter in lacking if _replacement(letter) == _code(letter))


def script_of(letter: str) -> str:
    """Return the English name of the script of a letter, such as Arabic; “symbols” for a character that is no letter.

    It is the first word of the Unicode name of the letter; CJK is called Chinese.

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
    """Return whether a text has combining marks as separate characters, as in g̃, which only text shaping can place."""
    return not text.isascii() and any(unicodedata.category(letter) == "Mn" for letter in text)


def _replacement(letter: str) -> str:
    if not letter.isprintable():
        return " " if letter.isspace() else ""
    decomposed = unicodedata.normalize("NFKD", letter)
    base = "".join(part for part in decomposed if not unicodedata.combining(part))
    return base if base and not missing_letters(base) else _code(letter)


def _code(letter: str) -> str:
    return f"[U+{ord(letter):04X}]"


@cache
def _rule(face: Face, subset: str) -> str:
    return _face_rule(face, font_file(face, subset))


@lru_cache(maxsize=64)
def _rule_of(face: Face, codes: frozenset[int]) -> str:
    """Return the @font-face rule of a font with the glyphs of these code points alone."""
    return _face_rule(face, cut(face, codes))


def _face_rule(face: Face, font: bytes) -> str:
    data = b64encode(font).decode("ascii")
    return (
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')"
    )


def plain_font(face: Face) -> bytes:
    """Return a font with all its glyphs as TrueType under the family name of pictures; takes a third of a second.

    vl-convert, which draws PNG and PDF, reads no WOFF2.
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
    """Return a font with all its glyphs as TrueType; decompressing WOFF2 takes half of the time of subsetting."""
    font = opened(face, ALL)
    font.flavor = None
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def cut(face: Face, codes: frozenset[int]) -> bytes:
    """Return a subset of a font, with the glyphs of these code points, as WOFF2."""
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
    """Return the @font-face rules of every font that a picture with this text needs, as `data:` URLs.

    Most text needs the first of SUBSETS alone. Letters outside SUBSETS, and letters with separate combining marks, come
    in a font subset of their own, because a browser places a mark only over a letter of the same font.
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
    """Return the letters of a text that separate combining marks follow, and those marks."""
    if not has_loose_marks(text):
        return set()
    letters: set[str] = set()
    for before, mark in pairwise(text):
        if unicodedata.category(mark) == "Mn":
            letters |= {before, mark}
    return letters


@cache
def opened_letters(subset: str) -> frozenset[str]:
    """Return the letters for which a subset has glyphs."""
    return frozenset(chr(code) for code in opened(Face.REGULAR, subset).getBestCmap())


# -- Kerning: pair adjustments of the GPOS table.

_PAIRS, _EXTENSION = 2, 9  # GPOS lookup types
_BY_GLYPH, _BY_CLASS = 1, 2  # formats of a pair adjustment subtable


@lru_cache(maxsize=16384)
def kern(one: str, two: str, face: Face) -> float:
    """Return the kerning of a pair of letters, added to the advance of the first, in font sizes; mostly 0 or less."""
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
    """Return the glyph names of a font by code point, its units per em, and its pair adjustment subtables."""
    font = basic(face) if is_basic else whole(face)
    return font.getBestCmap(), float(font["head"].unitsPerEm), tuple(_tables(font["GPOS"].table))


def _tables(gpos: Any) -> Iterator[Any]:
    numbers = {
        n
        for feature in gpos.FeatureList.FeatureRecord
        if feature.FeatureTag == "kern"
        for n in feature.Feature.LookupListIndex
    }
    for number in sorted(numbers):
        for table in gpos.LookupList.Lookup[number].SubTable:
            inner = table.ExtSubTable if table.LookupType == _EXTENSION else table
            if inner.LookupType == _PAIRS:
                yield inner


# -- Line breaking by text widths; no text is cut off and no line is too wide.

# Kerning apart, renderers differ by less than this share of a line.
SLACK = 0.01
# Break opportunities in an address: behind these characters, and where parts are still too long, behind those too.
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
    """Return the lines of a text, none wider than `width`; a word wider than that is broken.

    Parameters
    ----------
    text
        One paragraph; runs of white space count as one space.
    indent
        Free width at the start of the first line.
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
    """Yield unbreakable pieces, words and parts of words that are too long, and whether a space precedes each."""
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
    """Return a part of a word in one piece if it fits, else broken behind _FINER characters, else anywhere."""
    if text_width(part, face, size) <= room:
        return [part]
    pieces: list[str] = []
    for piece in _FINER.split(part):
        pieces += [piece] if text_width(piece, face, size) <= room else _LETTERS.findall(piece)
    return pieces


def balanced(text: str, width: float, *, face: Face, size: float) -> tuple[str, ...]:
    """Return the lines of a title, as few as those of `wrapped` and about equally long."""
    lines = wrapped(text, width, face=face, size=size)
    low, high = width / max(len(lines), 1) / 2, width
    for _ in range(8):  # bisection, to less than the width of a letter
        middle = (low + high) / 2
        if len(wrapped(text, middle, face=face, size=size)) > len(lines):
            low = middle
        else:
            high = middle
    return wrapped(text, high, face=face, size=size)
