"""Slides read back: opened with python-pptx, walked shape by shape, and measured text by text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO

import numpy as np
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.group import GroupShape
from pptx.slide import Slide
from pptx.text.text import TextFrame

from dashboard.maps.view import View
from dashboard.render import typesetting
from dashboard.render.picture_text import PictureText, SlideOf
from dashboard.render.pptx.drawing import POINT
from dashboard.render.scene import Scene, SceneArea, ScenePoint, scenes_of
from dashboard.render.typesetting import Face
from tests.shipped_views import TODAY, shown

BASE = "https://atlas.example.org/"
# A line is this much higher than its letters in Arial; Noto Sans is wider than that, so no further slack is needed.
LINE_OF_ARIAL = 1.15


@cache
def slide_of(view: View) -> SlideOf:
    """A view of the shipped data as a slide."""
    spec = shown(view)
    return SlideOf(scenes_of(spec), PictureText(spec, base=BASE, made_on=TODAY))


@cache
def small_scene() -> Scene:
    """A scene with a handful of simple areas and dots, quick to draw and to check."""
    scene = slide_of(View(extent="korea")).scenes[0]
    square = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]])
    areas = tuple(replace(area, rings=(square + at, square / 2 + at)) for at, area in enumerate(scene.areas[:4]))
    return replace(scene, areas=areas, points=scene.points[:2], lines=())


def opened(file: bytes) -> Deck:
    """A file as python-pptx reads it."""
    return Presentation(BytesIO(file))


def slides_of(file: bytes) -> list[Slide]:
    """The slides of a file."""
    return list(opened(file).slides)


def frame_of(item: BaseShape) -> TextFrame:
    """The text of a shape, with its paragraphs."""
    assert isinstance(item, Shape)
    frame: TextFrame = item.text_frame
    return frame


def text_of(item: BaseShape) -> str:
    """The text of a shape; of one that cannot have any, nothing."""
    return frame_of(item).text if item.has_text_frame else ""


def title_of(slide: Slide) -> str:
    """The title of a slide."""
    assert slide.shapes.title is not None
    return text_of(slide.shapes.title)


def features_of(scene: Scene) -> list[SceneArea | ScenePoint]:
    """The areas and the dots of a scene."""
    return [*scene.areas, *scene.points]


def shape(shapes: Sequence[BaseShape], name: str) -> BaseShape:
    """The one shape of a name."""
    (entry,) = [item for item in shapes if item.name == name]
    return entry


def inside(item: BaseShape) -> list[BaseShape]:
    """The shapes of a group."""
    assert isinstance(item, GroupShape)
    return list(item.shapes)


def all_shapes(shapes: Sequence[BaseShape]) -> Iterator[BaseShape]:
    """Shapes and what is in their groups, in reading order."""
    for item in shapes:
        yield item
        if isinstance(item, GroupShape):
            yield from all_shapes(list(item.shapes))


def description(item: BaseShape) -> str:
    """The alternative text of a shape."""
    return str(item._element.xpath("./*/p:cNvPr")[0].get("descr") or "")


def overflows(slide: Slide) -> list[str]:
    """What is wrong with the room on a slide: text higher than its box, boxes over one another or over the edge."""
    texts = [f"{item.name}: {text_of(item)[:60]!r}" for item in all_shapes(list(slide.shapes)) if _is_over(item)]
    boxes = [
        (item.name, (item.left, item.top, item.left + item.width, item.top + item.height)) for item in slide.shapes
    ]
    texts += [f"{name} leaves the slide" for name, box in boxes if box[0] < 0 or box[1] < 0 or not _fits(box)]
    for place, (name, one) in enumerate(boxes):
        for other_name, other in boxes[place + 1 :]:
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            if across > POINT and down > POINT:
                texts.append(f"{name} lies over {other_name} by {across / POINT:.0f} by {down / POINT:.0f} points")
    return texts


def _fits(box: tuple[int, int, int, int]) -> bool:
    return box[2] <= 12_192_000 and box[3] <= 6_858_000


def _is_over(item: BaseShape) -> bool:
    """Whether the text of a shape is higher than the shape, set in the wider letters of pictures."""
    if not item.has_text_frame or not item.width:
        return False
    high = 0.0
    for paragraph in frame_of(item).paragraphs:
        if not paragraph.runs:
            continue
        size = max(run.font.size.pt for run in paragraph.runs)
        face = Face.BOLD if paragraph.runs[0].font.bold else Face.REGULAR
        lines = typesetting.wrapped(paragraph.text, item.width / POINT, face=face, size=size)
        high += max(len(lines), 1) * size * LINE_OF_ARIAL + (paragraph.space_after.pt if paragraph.space_after else 0)
    return high > item.height / POINT + 3.1  # the space below the last paragraph does not count
