"""The fonts of pictures as TTF, both subsets of each in one file: what draws PNG and PDF reads no WOFF2."""

from __future__ import annotations

import logging
from io import BytesIO

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

from dashboard.render.fonts import SUBSETS, Face, opened

_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16  # records of a font's names
_UNMERGED = ("GDEF", "GSUB", "STAT")  # ligatures and the like; kerning is in GPOS


def joined_font(face: Face) -> bytes:
    """Return both subsets of a font as one TTF, under the name that pictures use; it takes a third of a second."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it tells of each table it leaves alone
    parts = [_bare(opened(face, subset), has_kerning=subset == SUBSETS[0]) for subset in SUBSETS]
    font = Merger().merge(parts)
    for record in font["name"].names:
        if record.nameID in (_FAMILY, _TYPOGRAPHIC_FAMILY):
            record.string = face.family
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _bare(font: TTFont, *, has_kerning: bool) -> BytesIO:
    """Return a font as TTF with no tables but those that survive a merge."""
    font.flavor = None
    for name in (*_UNMERGED, *(() if has_kerning else ("GPOS",))):
        if name in font:
            del font[name]
    out = BytesIO()
    font.save(out)
    out.seek(0)
    return out
