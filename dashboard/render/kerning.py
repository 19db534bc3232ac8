"""By how much two letters stand closer together than their widths say, as a font's table of pairs (GPOS) tells."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from dashboard.render.fonts import Face, basic, font_for, whole

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
