"""Text on a slide: runs, paragraphs and boxes as DrawingML, and their measured size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dashboard.render.markup import escaped, quoted
from dashboard.render.pptx.drawing import Box, Ids, ShapeXml, named, solid, transform
from dashboard.render.typesetting import Face, wrapped

LANGUAGE = "en-GB"
Side: TypeAlias = Literal["l", "r", "ctr"]
Place: TypeAlias = Literal["t", "ctr", "b"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look; `size` is in points, `link` the id of the slide's relation to an address."""

    text: str
    size: float
    colour: str
    is_bold: bool = False
    is_raised: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs in a row; `after` is the space below in points."""

    runs: tuple[Run, ...]
    after: float = 0.0
    side: Side = "l"


def text_box(ids: Ids, name: str, *, box: Box, paragraphs: Sequence[Paragraph], place: Place = "t") -> ShapeXml:
    """Return a box of text without margins that wraps its lines."""
    fixed = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
    return ShapeXml(
        f'<p:sp><p:nvSpPr>{named(ids, name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f"<p:spPr>{transform(box)}{fixed}</p:spPr>{body(paragraphs, place=place)}</p:sp>",
        box,
    )


def placeholder(
    ids: Ids, name: str, *, kind: str, box: Box | None, paragraphs: Sequence[Paragraph], place: Place = "t"
) -> str:
    """Return the text of a placeholder of the slide's layout, such as its title, for outlines and screen readers.

    Parameters
    ----------
    kind
        The attributes that name the placeholder, such as `type="title"`.
    box
        Where it is; where the layout has it when None.
    """
    where = f"<p:spPr>{transform(box)}</p:spPr>" if box else "<p:spPr/>"
    return (
        f'<p:sp><p:nvSpPr>{named(ids, name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>{where}{body(paragraphs, place=place)}</p:sp>"
    )


def body(paragraphs: Sequence[Paragraph], *, place: Place = "t") -> str:
    """Return the text of a shape, without margins; a program that finds it too large may shrink it."""
    inner = "".join(_paragraph(paragraph) for paragraph in paragraphs) or "<a:p/>"
    return (
        f'<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{place}"><a:normAutofit/>'
        f"</a:bodyPr><a:lstStyle/>{inner}</p:txBody>"
    )


def plain_body(lines: Sequence[str]) -> str:
    """Return text as its placeholder shows it, a paragraph a line."""
    inner = "".join(
        f'<a:p><a:r><a:rPr lang="{LANGUAGE}"/><a:t>{escaped(text)}</a:t></a:r></a:p>' if text else "<a:p/>"
        for text in lines
    )
    return f"<p:txBody><a:bodyPr/><a:lstStyle/>{inner or '<a:p/>'}</p:txBody>"


def _paragraph(paragraph: Paragraph) -> str:
    space = f'<a:spcAft><a:spcPts val="{round(paragraph.after * 100)}"/></a:spcAft>'
    properties = (
        f'<a:pPr marL="0" indent="0" algn="{paragraph.side}"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef>{space}<a:buNone/></a:pPr>'
    )
    return f"<a:p>{properties}{''.join(_run(run) for run in paragraph.runs)}</a:p>"


def _run(run: Run) -> str:
    raised = ' baseline="30000"' if run.is_raised else ""
    link = f"<a:hlinkClick r:id={quoted(run.link)}/>" if run.link else ""
    return (
        f'<a:r><a:rPr lang="{LANGUAGE}" sz="{round(run.size * 100)}" b="{int(run.is_bold)}"{raised} dirty="0">'
        f"{solid(run.colour)}{link}</a:rPr><a:t>{escaped(run.text)}</a:t></a:r>"
    )


# -- How much room a text takes: lines when it wraps, height, and the largest size at which it fits.
#
# Programs set text in typefaces of their own, so every width is taken with slack; what is measured is Noto Sans and
# Noto Serif.

# Over the words of the ready views Arial is 0.95 times as wide as Noto Sans, 0.98 when bold, and at most 0.97 and 1.01:
# in either, 15 % stay free. DejaVu, which stands in on some Linux systems, still fits.
SLACK = {Face.REGULAR: 1.12, Face.BOLD: 1.15, Face.TITLE: 1.15}
LINE = 1.22  # of a line to the size of its letters, in the tallest of the typefaces that may stand in
LEAST = 8.0  # points: smaller text is not read on a slide


def lines_of(text: str, width: float, *, size: float, face: Face = Face.REGULAR) -> int:
    """Return how many lines a text takes at most when it wraps at spaces; a word wider than the box is broken.

    Parameters
    ----------
    width
        Of the box, in points, as `size` is.
    """
    # A word that only just fits has a line of its own; in a narrower box it is broken and may take fewer in all.
    widths = (width / SLACK[face], width)
    return max(1, *(len(wrapped(text, wide, face=face, size=size)) for wide in widths))


def height(lines: int, size: float) -> float:
    """Return the height of some lines in points."""
    return lines * size * LINE


def fitting_size(text: str, width: float, *, sizes: Sequence[float], lines: int, face: Face) -> float:
    """Return the first of some sizes at which a text takes at most so many lines, or the last one."""
    fits = (size for size in sizes if lines_of(text, width, size=size, face=face) <= lines)
    return next(fits, sizes[-1])
