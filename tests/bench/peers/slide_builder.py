"""The world as a slide by python-pptx's documented way: a freeform builder for each area, in a group for each class."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Emu

from dashboard.maps.spec import Look
from dashboard.render.pptx.drawing import STEP
from dashboard.render.pptx.map import Placement
from dashboard.render.scene import Scene


def built(scene: Scene, placement: Placement, *, title: str) -> bytes:
    """Return the areas and dots of a scene as a slide; it has no lines, legend, sources or notes, which ours has.

    Its fills are plain and its shapes keep the style of the theme: both would only take it longer.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(12_192_000), Emu(6_858_000)
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = title
    classes = [area.class_id for area in scene.areas] + [point.class_id for point in scene.points]
    for class_id in dict.fromkeys(classes):
        group = slide.shapes.add_group_shape()
        look = scene.looks[scene.fill_layer, class_id]
        for area in (area for area in scene.areas if area.class_id == class_id):
            rings = [ring * STEP for ring in placement.rings(area.rings)]
            if rings:
                _dress(_freeform(group, [ring.tolist() for ring in rings]), area.name, look)
        for point in (point for point in scene.points if point.class_id == class_id):
            box = placement.dot(point)
            if box:
                oval = group.shapes.add_shape(MSO_SHAPE.OVAL, *(Emu(n) for n in (box.x, box.y, box.width, box.height)))
                _dress(oval, point.name, look)
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def _freeform(group, rings: Sequence[Sequence[Sequence[int]]]):  # type: ignore[no-untyped-def] # as python-pptx has it
    builder = group.shapes.build_freeform(*rings[0][0])
    for number, ring in enumerate(rings):
        if number:
            builder.move_to(*ring[0])
        builder.add_line_segments([(x, y) for x, y in ring[1:]], close=True)
    return builder.convert_to_shape()


def _dress(shape, name: str, look: Look) -> None:  # type: ignore[no-untyped-def] # as python-pptx has it
    shape.name = name
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(look.fill.light[1:])  # type: ignore[no-untyped-call]
    shape.line.fill.background()
