"""A view as a slide: head, map or two maps, legend, notes and foot, arranged so that nothing runs over its place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.render.slides.deck_base import INNER, MARGIN, TITLE_ONLY
from dashboard.render.slides.drawing import POINT, Box, in_points
from dashboard.render.slides.fitting import LEAST, height
from dashboard.render.slides.legend_shapes import SIZES, blocks_of, legend_shapes, setting_of
from dashboard.render.slides.map_shapes import Pen, map_shapes
from dashboard.render.slides.placing import Placing, placing_of
from dashboard.render.slides.side_column import (
    MORE_NOTES,
    Column,
    caption_height,
    caption_runs,
    column_of,
    column_shapes,
    note_shapes,
    notes_height,
    notes_of,
)
from dashboard.render.slides.slide_foot import foot_of, put_foot
from dashboard.render.slides.slide_head import put_head
from dashboard.render.slides.slide_parts import Sheet
from dashboard.render.slides.slide_words import SlideOf, speaker_notes
from dashboard.render.slides.text_shapes import Paragraph, Run, text_box
from dashboard.render.svg_theme import Paper

_GAP = 22.0  # points between map and legend, and between two maps
_WIDEST = 440.0  # points: of the column beside a map that is narrow itself
_ABOVE, _BELOW = 10.0, 10.0  # points over and under the map
# Points that sources may take: eight of them, most of which take more than a line; fewer where two maps or a caption
# need the room, fewer yet where the longest legends do.
_SOURCES = (84.0, 52.0, 28.0, 12.0)
_MAP_TITLE, _CAPTION = 12.0, 12.0
_COLUMNS = 4  # of the legend below two maps
IN_NOTES = "all are in the speaker notes of this slide"


@dataclass(frozen=True, slots=True)
class Kit:
    """What every slide of a deck is made with."""

    paper: Paper
    rest: str = IN_NOTES  # where sources are that have no room on a slide


def view_slide(slide: SlideOf, kit: Kit) -> Sheet:
    """Return a view as a slide of shapes that can be edited."""
    sheet, is_single = Sheet(TITLE_ONLY), len(slide.scenes) == 1
    top = put_head(sheet, slide, paper=kit.paper) + _ABOVE
    for room in _SOURCES if is_single and not slide.caption else _SOURCES[1:]:
        foot = foot_of(slide.words, room=room, rest=kit.rest, first=slide.first_sources)
        bottom = foot.top - _BELOW
        column = column_of(slide.words, slide.caption, blocks_of(slide.words), room=bottom - top) if is_single else None
        if column is None or column.least_height <= bottom - top:
            break
    if is_single:
        _put_one_map(sheet, slide, kit, column, top=top, bottom=bottom)
    else:
        _put_two_maps(sheet, slide, kit, top=top, bottom=bottom)
    put_foot(sheet, foot, paper=kit.paper)
    sheet.notes += speaker_notes(slide)
    return sheet


def _put_map(sheet: Sheet, slide: SlideOf, kit: Kit, placing: Placing, *, which: int = 0) -> None:
    pen = Pen(sheet.ids, placing, kit.paper)
    sheet.put(map_shapes(pen, slide.scenes[which], slide.words, which=which))


def _put_one_map(sheet: Sheet, slide: SlideOf, kit: Kit, column: Column | None, *, top: float, bottom: float) -> None:
    """Put the map to the left, and what explains it beside it."""
    if column is None:
        _put_map(sheet, slide, kit, _centred(slide, in_points(MARGIN, top, INNER, bottom - top)))
        return
    placing = placing_of(slide.scenes[0], in_points(MARGIN, top, INNER - column.width - _GAP, bottom - top))
    _put_map(sheet, slide, kit, placing)
    x = placing.box.right / POINT + _GAP
    box = (x, top, max(column.width, min(MARGIN + INNER - x, _WIDEST)), bottom - top)
    sheet.put(*column_shapes(sheet.ids, column, box=box, paper=kit.paper))


def _put_two_maps(sheet: Sheet, slide: SlideOf, kit: Kit, *, top: float, bottom: float) -> None:
    """Put two maps beside each other and their common legend below them."""
    if slide.caption:
        high = caption_height(slide.caption, INNER, size=_CAPTION)
        box = in_points(MARGIN, top, INNER, high)
        text = Paragraph(caption_runs(slide.caption, size=_CAPTION, colour=kit.paper.ink))
        sheet.put(text_box(sheet.ids, "Caption", box=box, paragraphs=[text]))
        top += high + _ABOVE
    blocks, wide = blocks_of(slide.words), (INNER - _GAP) / 2
    title = height(1, _MAP_TITLE) + 4
    least = notes_height([MORE_NOTES], width=INNER, size=LEAST) if notes_of(slide.words) else 0.0
    natural = placing_of(slide.scenes[0], in_points(0, 0, wide, 540)).box.height / POINT
    room = bottom - top - title - _BELOW - least
    setting = setting_of(blocks, width=INNER, room=room - natural, columns=_COLUMNS, sizes=SIZES[1:])
    high = min(natural, room - setting.total_height(blocks))
    for which, name in enumerate(slide.words.map_titles):
        x = MARGIN + which * (wide + _GAP)
        text = Paragraph((Run(name, _MAP_TITLE, kit.paper.ink, is_bold=True),))
        sheet.put(
            text_box(sheet.ids, f"Title of map {which + 1}", box=in_points(x, top, wide, title), paragraphs=[text])
        )
        _put_map(sheet, slide, kit, _centred(slide, in_points(x, top + title, wide, high), which), which=which)
    y = top + title + high + _BELOW
    sheet.put(*legend_shapes(sheet.ids, blocks, setting, x=MARGIN, y=y, paper=kit.paper))
    y += setting.total_height(blocks)
    sheet.put(*note_shapes(sheet.ids, slide.words, box=(MARGIN, y, INNER, bottom - y), paper=kit.paper))


def _centred(slide: SlideOf, room: Box, which: int = 0) -> Placing:
    found = placing_of(slide.scenes[which], room)
    return replace(found, box=replace(found.box, x=room.x + (room.width - found.box.width) // 2))
