"""Slides drawn as SVG, roughly, so that two decks can be compared as pictures without an office program.

Shapes lie exactly where the deck has them, with their fills and lines; what office programs lay out themselves is
approximate: lines of text are as wide as half their letters are high, a pattern is stripes at an angle of its own, and
forms known by name are an ellipse, a polygon or a rectangle. Standard: ISO/IEC 29500-1, DrawingML.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from io import BytesIO
from posixpath import join, normpath

from lxml import etree

POINT = 12_700  # EMU
WIDTH, HEIGHT = 960, 540  # points of a slide
LETTER = 0.5  # of the size: the mean width of a letter in Arial
LINE = 1.2  # of the size: from line to line
NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
EMBED = f"{{{NAMES['r']}}}embed"
# Corners in shares of the box.
POLYGONS = {
    "diamond": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    "triangle": ((0.5, 0), (1, 1), (0, 1)),
    "flowChartMerge": ((0, 0), (1, 0), (0.5, 1)),
}
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
Box = tuple[float, float, float, float]  # x, y, width and height in points


def slides(deck: bytes) -> Iterator[str]:
    """Yield each slide of a deck as an SVG picture of 960 by 540."""
    with zipfile.ZipFile(BytesIO(deck)) as parts:
        names = [name for name in parts.namelist() if _SLIDE.fullmatch(name)]
        masters = [parts.read(name) for name in parts.namelist() if "/slideMaster" in name and name.endswith(".xml")]
        paper = next(filter(None, (_colour(etree.fromstring(part).find(".//p:bg", NAMES)) for part in masters)), "#FFF")
        for name in sorted(names, key=lambda name: int(_SLIDE.sub(r"\1", name))):
            yield _slide(etree.fromstring(parts.read(name)), _pictures(parts, name), paper)


def _slide(slide: etree._Element, pictures: dict[str, bytes], paper: str) -> str:
    drawn = "".join(
        _picture(item, pictures) if item.tag.endswith("}pic") else _shape(item)
        for item in slide.iterfind(".//p:spTree//*", NAMES)
        if item.tag in (f"{{{NAMES['p']}}}sp", f"{{{NAMES['p']}}}pic")
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<title>Slide</title><desc>Slide</desc><rect width="{WIDTH}" height="{HEIGHT}" fill="{paper}"/>{drawn}</svg>'
    )


def _pictures(parts: zipfile.ZipFile, slide: str) -> dict[str, bytes]:
    """Return the files of a slide's pictures by the id of their relation."""
    folder, _, name = slide.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in parts.namelist():
        return {}
    relationships = etree.fromstring(parts.read(relations))
    return {
        str(item.get("Id")): parts.read(normpath(join(folder, str(item.get("Target")))))
        for item in relationships
        if str(item.get("Type")).endswith("/image")
    }


def _box(item: etree._Element) -> Box | None:
    """Return where a shape is, through the groups that it lies in; None where its layout has the place."""
    place = item.find("p:spPr/a:xfrm", NAMES)
    if place is None:
        return None
    x, y, width, height = _rectangle(place, "off", "ext")
    for above in item.iterancestors(f"{{{NAMES['p']}}}grpSp"):
        frame = above.find("p:grpSpPr/a:xfrm", NAMES)
        if frame is None:
            continue
        outer, inner = _rectangle(frame, "off", "ext"), _rectangle(frame, "chOff", "chExt")
        across, down = outer[2] / (inner[2] or 1), outer[3] / (inner[3] or 1)
        x, y = outer[0] + (x - inner[0]) * across, outer[1] + (y - inner[1]) * down
        width, height = width * across, height * down
    return x, y, width, height


def _rectangle(place: etree._Element, at: str, size: str) -> Box:
    corner, extent = place.find(f"a:{at}", NAMES), place.find(f"a:{size}", NAMES)
    if corner is None or extent is None:
        return 0, 0, 0, 0
    values = [corner.get("x"), corner.get("y"), extent.get("cx"), extent.get("cy")]
    x, y, width, height = (int(str(value)) / POINT for value in values)
    return x, y, width, height


def _shape(item: etree._Element) -> str:
    box, look = _box(item), item.find("p:spPr", NAMES)
    if box is None or look is None:
        return ""
    return _form(look, box) + "".join(_text(item, box))


def _form(look: etree._Element, box: Box) -> str:
    pattern, fill = _fill(look)
    edge = look.find("a:ln", NAMES)
    stroke = _colour(edge) or "none" if edge is not None and edge.find("a:noFill", NAMES) is None else "none"
    width = int(edge.get("w", POINT)) / POINT if edge is not None else 0
    dash = edge.find("a:prstDash", NAMES) if edge is not None else None
    dashes = f' stroke-dasharray="{3 * width:g} {2 * width:g}"' if dash is not None else ""
    manner = f'fill="{fill}" fill-rule="evenodd" stroke="{stroke}" stroke-width="{width:g}"{dashes}{_opacity(look)}'
    return f'{pattern}<path d="{"".join(_outline(look, box))}" {manner}/>'


def _outline(look: etree._Element, box: Box) -> Iterator[str]:
    x, y, width, height = box
    paths = look.findall("a:custGeom/a:pathLst/a:path", NAMES)
    for path in paths:
        across, down = width / int(path.get("w", "1")), height / int(path.get("h", "1"))
        for step in path:
            point = step.find("a:pt", NAMES)
            if point is None:
                yield "Z"
                continue
            at = f"{x + int(str(point.get('x'))) * across:.2f} {y + int(str(point.get('y'))) * down:.2f}"
            yield ("M" if step.tag.endswith("}moveTo") else "L") + at
    named = look.find("a:prstGeom", NAMES)
    if paths or named is None:
        return
    if named.get("prst") == "ellipse":
        right, low = width / 2, height / 2
        half = f"A{right:.2f} {low:.2f} 0 1 0 "
        yield f"M{x:.2f} {y + low:.2f}{half}{x + width:.2f} {y + low:.2f}{half}{x:.2f} {y + low:.2f}Z"
        return
    corners = POLYGONS.get(str(named.get("prst")), ((0, 0), (1, 0), (1, 1), (0, 1)))
    yield "M" + "L".join(f"{x + right * width:.2f} {y + down * height:.2f}" for right, down in corners) + "Z"


def _fill(look: etree._Element) -> tuple[str, str]:
    """Return the definition that a fill needs, if any, and the fill."""
    hatch = look.find("a:pattFill", NAMES)
    if hatch is None:
        solid = look.find("a:solidFill", NAMES)
        return "", _colour(solid) or "none"
    ink, paper = _colour(hatch.find("a:fgClr", NAMES)), _colour(hatch.find("a:bgClr", NAMES))
    angle = zlib.crc32(str(hatch.get("prst")).encode()) % 180
    key = f"p{angle}{ink}{paper}".replace("#", "-")
    stripes = f'<rect width="4" height="4" fill="{paper}"/><rect width="4" height="1" fill="{ink}"/>'
    where = f'width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate({angle})"'
    return f'<pattern id="{key}" {where}>{stripes}</pattern>', f"url(#{key})"


def _colour(item: etree._Element | None) -> str:
    colour = None if item is None else item.find(".//a:srgbClr", NAMES)
    return "" if colour is None else f"#{colour.get('val')}"


def _opacity(look: etree._Element) -> str:
    alpha = look.find("a:solidFill/a:srgbClr/a:alpha", NAMES)
    return "" if alpha is None else f' fill-opacity="{int(str(alpha.get("val"))) / 100_000:g}"'


def _text(item: etree._Element, box: Box) -> Iterator[str]:
    x, base, width, _ = box
    for paragraph in item.iterfind("p:txBody/a:p", NAMES):
        runs = paragraph.findall("a:r", NAMES)
        if not runs:
            continue
        look = runs[0].find("a:rPr", NAMES)
        size = int(look.get("sz", "1800")) / 100 if look is not None else 18
        colour = _colour(look) or "#000"
        weight = ' font-weight="600"' if look is not None and look.get("b") == "1" else ""
        text = "".join(run.findtext("a:t", "", NAMES) for run in runs)
        room = max(int(width / (size * LETTER)), 1)
        for at in range(0, len(text), room):
            base += size * LINE
            line = escape(text[at : at + room], quote=False)
            yield f'<text x="{x:.2f}" y="{base:.2f}" font-size="{size:g}"{weight} fill="{colour}">{line}</text>'


def _picture(item: etree._Element, pictures: dict[str, bytes]) -> str:
    box, blip = _box(item), item.find("p:blipFill/a:blip", NAMES)
    data = b"" if blip is None else pictures.get(str(blip.get(EMBED)), b"")
    if box is None or not data:
        return ""
    x, y, width, height = box
    return (
        f'<image x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" preserveAspectRatio="none" '
        f'href="data:image/png;base64,{b64encode(data).decode()}"/>'
    )
