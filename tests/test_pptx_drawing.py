"""Shapes as DrawingML: fills in sRGB, freeforms on the grid, groups around what they hold."""

from itertools import count
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from dashboard.maps.spec import Hatch
from dashboard.render.pptx.drawing import (
    NO_FILL,
    NO_LINE,
    PATTERNS,
    STEP,
    Box,
    ShapeXml,
    freeform,
    group,
    hatched,
    line,
    mixed,
    preset,
    solid,
)
from dashboard.render.pptx.package import NAMESPACES

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SQUARE = np.array([[10, 20], [30, 20], [30, 50], [10, 50], [10, 20]])


def _tree(drawn: ShapeXml) -> ET.Element:
    return ET.fromstring(f"<r {NAMESPACES}>{drawn.xml}</r>")[0]  # noqa: S314 - our own text


def test_a_freeform_keeps_its_corners_and_closes_its_rings() -> None:
    hole = SQUARE // 2 + np.array([10, 15])
    drawn = freeform(count(2), "Aland", "told", paths=[SQUARE, hole], fill=solid("#1b6dc4"), outline=NO_LINE)
    assert drawn.box == Box(10 * STEP, 20 * STEP, 20 * STEP, 30 * STEP)
    path = _tree(drawn).find(f".//{A}path")
    assert path is not None
    assert (path.get("w"), path.get("h"), path.get("fill")) == ("20", "30", None)
    assert [step.tag.removeprefix(A) for step in path].count("close") == 2
    points = [(int(p.get("x", "")) + 10, int(p.get("y", "")) + 20) for p in path.iter(f"{A}pt")]
    assert points == [tuple(corner) for ring in (SQUARE, hole) for corner in ring[:-1].tolist()]


def test_an_open_line_has_no_inside_and_all_its_points() -> None:
    straight = np.array([[5, 7], [90, 7]])
    drawn = freeform(
        count(2), "Border", "Border", paths=[straight], fill=NO_FILL, outline=line("#FFFFFF", 1), is_open=True
    )
    path = _tree(drawn).find(f".//{A}path")
    assert path is not None
    assert path.get("fill") == "none"
    assert path.find(f"{A}close") is None
    assert len(list(path.iter(f"{A}pt"))) == 2
    assert drawn.box.height == STEP  # a size of nothing would not be drawn


def test_no_shape_takes_a_style_or_a_colour_of_the_theme() -> None:
    drawn = preset(count(2), "n", "d", form="ellipse", box=Box(0, 0, 9, 9), fill=solid("#123456"), outline=NO_LINE)
    assert "style" not in drawn.xml
    assert "schemeClr" not in drawn.xml


@pytest.mark.parametrize("hatch", list(Hatch))
def test_every_hatch_is_a_pattern_of_its_own_in_the_two_colours(hatch: Hatch) -> None:
    fill = hatched("#F9C329", hatch, "#5A4A00")
    assert 'val="F9C329"' in fill
    assert ("pattFill" in fill and 'val="5A4A00"' in fill) == (hatch != Hatch.NONE)
    assert len(set(PATTERNS.values())) == len(PATTERNS) == len(Hatch) - 1


def test_a_group_holds_its_shapes_where_they_are() -> None:
    ids = count(2)
    one = preset(ids, "one", "d", form="rect", box=Box(10, 10, 20, 20), fill=NO_FILL, outline=NO_LINE)
    two = preset(ids, "two", "d", form="rect", box=Box(5, 40, 10, 10), fill=NO_FILL, outline=NO_LINE)
    pair = group(ids, "both", "d", [one, two])
    assert pair.box == Box(5, 10, 25, 40)
    frame = _tree(pair).find(f".//{A}xfrm")
    assert frame is not None
    places = {part.tag.removeprefix(A): tuple(part.attrib.values()) for part in frame}
    assert places["off"] == places["chOff"] == ("5", "10")
    assert places["ext"] == places["chExt"] == ("25", "40")


def test_a_mixed_colour_lies_between_the_two() -> None:
    assert mixed("#000000", "#FFFFFF", 0.0) == "#FFFFFF"
    assert mixed("#102030", "#FFFFFF", 1.0) == "#102030"
    assert mixed("#1B6DC4", "#F4F8FA", 0.55) == "#7DACDC"
