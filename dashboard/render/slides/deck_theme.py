"""The theme of a deck: colours and typefaces that its own text takes; no shape of a map takes any of them."""

from __future__ import annotations

from dashboard.render.slides.drawing import mixed
from dashboard.render.slides.inks import link_colour
from dashboard.render.svg_theme import Paper
from dashboard.render.svg_values import quoted

MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
# Both come with Windows, macOS and office programs on the web; where they do not, narrower ones take their place.
TITLE_FACE, TEXT_FACE = "Georgia", "Arial"
_ACCENTS = ("#1B6DC4", "#D26400", "#590B47", "#3F7F6A", "#7A4B1E", "#8A8F94")


def theme(name: str, paper: Paper) -> str:
    """Return the part that describes a theme."""
    return (
        f'<a:theme xmlns:a="{MAIN}" name={quoted(name)}><a:themeElements>{_colours(name, paper)}{_fonts(name)}'
        f"{_effects(name)}</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def _colours(name: str, paper: Paper) -> str:
    # A theme calls the colour of text dark 1 and that of paper light 1, whichever is darker.
    slots = {
        "dk1": paper.ink,
        "lt1": paper.page,
        "dk2": paper.quiet,
        "lt2": mixed(paper.quiet, paper.page, 0.12),
        **{f"accent{number}": colour for number, colour in enumerate(_ACCENTS, 1)},
        "hlink": link_colour(paper),
        "folHlink": link_colour(paper),
    }
    listed = "".join(f'<a:{slot}><a:srgbClr val="{colour[1:]}"/></a:{slot}>' for slot, colour in slots.items())
    return f"<a:clrScheme name={quoted(name)}>{listed}</a:clrScheme>"


def _fonts(name: str) -> str:
    faces = "".join(
        f'<a:{kind}Font><a:latin typeface={quoted(face)}/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}Font>'
        for kind, face in (("major", TITLE_FACE), ("minor", TEXT_FACE))
    )
    return f"<a:fontScheme name={quoted(name)}>{faces}</a:fontScheme>"


def _effects(name: str) -> str:
    """Return three of each, as the standard asks, all plain."""
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{fill}<a:prstDash val="solid"/></a:ln>' for width in (6350, 12700, 19050))
    return (
        f"<a:fmtScheme name={quoted(name)}><a:fillStyleLst>{fill * 3}</a:fillStyleLst>"
        f"<a:lnStyleLst>{lines}</a:lnStyleLst>"
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
    )
