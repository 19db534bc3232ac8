"""Text on a slide as DrawingML: runs, paragraphs, boxes and the title placeholder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dashboard.render.slides.drawing import Box, Drawn, Ids, named, solid, transform
from dashboard.render.svg_values import escaped, quoted

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


def text_box(ids: Ids, name: str, *, box: Box, paragraphs: Sequence[Paragraph], place: Place = "t") -> Drawn:
    """Return a box of text without margins that wraps its lines."""
    fixed = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
    return Drawn(
        f'<p:sp><p:nvSpPr>{named(ids, name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f"<p:spPr>{transform(box)}{fixed}</p:spPr>{body(paragraphs, place=place)}</p:sp>",
        box,
    )


def placeholder(
    ids: Ids, name: str, *, kind: str, box: Box | None, paragraphs: Sequence[Paragraph], place: Place = "t"
) -> str:
    """Return the text of a placeholder of the slide's layout, such as its title: outlines and readers find it there.

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
