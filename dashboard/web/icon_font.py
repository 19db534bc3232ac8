"""Streamlit's icon font, cut to the icons that a page can show: 8 kB of 375, which were a quarter of a first visit.

An icon is a ligature: the letters of its name, such as `chevron_right`, become one glyph. Kept are the icons that the
scripts of Streamlit name as `:material/chevron_right:`, and those of the atlas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

FONT_NAME = re.compile(r"static/media/MaterialSymbols-[\w.-]+\.woff2")
OWN_ICONS = frozenset({"ios_share"})
_NAMED = re.compile(r":material/([a-z0-9_]+)")
_LIGATURES = 4  # type of a lookup of OpenType's GSUB that substitutes several glyphs by one


@cache
def icon_font(font: Path, scripts: Path) -> bytes:
    """Return a font with the icons that the scripts of a folder name and those of the atlas.

    It takes a second. A font without ligatures for the icons of the atlas is returned whole: it is another one.
    """
    whole = font.read_bytes()
    texts = (path.read_text(encoding="utf-8") for path in sorted(scripts.glob("*.js")))
    cut = _cut(whole, OWN_ICONS.union(*map(_NAMED.findall, texts)))
    return cut if cut is not None else whole


def _cut(font: bytes, names: frozenset[str]) -> bytes | None:
    """Return a font with the icons of some names alone; None where no icon of the atlas is among its ligatures."""
    parsed = TTFont(BytesIO(font), recalcTimestamp=False)
    letters = {glyph: chr(code).lower() for code, glyph in parsed.getBestCmap().items() if code < 128}
    kept = set[str]()
    for ligatures in _ligatures(parsed):
        for first, of_first in list(ligatures.items()):
            named = [
                ("".join(letters.get(glyph, "?") for glyph in (first, *ligature.Component)), ligature)
                for ligature in of_first
            ]
            ligatures[first] = [ligature for name, ligature in named if name in names]
            kept |= names.intersection(name for name, _ in named)
            if not ligatures[first]:
                del ligatures[first]
    if OWN_ICONS - kept:
        return None
    options = subset.Options(layout_features=["*"], flavor="woff2", notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(letter) for letter in set("".join(kept))])
    subsetter.subset(parsed)
    parsed.flavor = "woff2"
    out = BytesIO()
    parsed.save(out)
    return out.getvalue()


def _ligatures(font: TTFont) -> Iterator[dict[str, list[Any]]]:
    """The tables of ligatures of a font, by the first glyph of each; they can be changed in place."""
    for lookup in font["GSUB"].table.LookupList.Lookup if "GSUB" in font else ():
        for table in lookup.SubTable:
            plain = getattr(table, "ExtSubTable", table)
            if plain.LookupType == _LIGATURES:
                yield plain.ligatures
