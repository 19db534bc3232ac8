"""The legend of a slide: a key, a label and a count for every class, of the form that the map draws."""

from datetime import date
from itertools import count

import pytest

from dashboard.maps.spec import Marker
from dashboard.maps.view import Other, View
from dashboard.render.pptx.deck import one_slide
from dashboard.render.pptx.slide import SIZES, blocks_of, legend_shapes, setting_of
from dashboard.render.theme import LIGHT
from geodata import StatusKind
from tests.slide_reading import inside, shape, slide_of, slides_of, text_of

LAYERS = View(layers=("status", "contamination", "footprint", "events"))


@pytest.mark.slow
def test_every_layer_has_a_legend_with_all_its_classes_in_their_order() -> None:
    words = slide_of(LAYERS).words
    blocks = blocks_of(words)
    for block, legend in zip(blocks, words.legends, strict=False):
        assert block.title == legend.title
        assert [(entry.label, entry.count) for entry in block.entries] == [
            (i.label, str(i.count)) for i in legend.items
        ]
        assert all(f"{item.label} {item.count}" in block.alt_text for item in legend.items)
    assert [entry.label for entry in blocks[-1].entries] == [key.text for key in words.keys]


@pytest.mark.slow
def test_keys_have_the_form_that_the_map_draws() -> None:
    status, claims, events, shapes = blocks_of(slide_of(LAYERS).words)
    assert {entry.form for entry in status.entries} == {"rect"}
    assert {entry.form for entry in claims.entries} == {"ellipse"}
    assert {entry.form for entry in events.entries} == set(Marker)
    assert {entry.form for entry in shapes.entries} == {"shape"}


def test_two_maps_have_both_counts_in_the_order_in_which_they_stand() -> None:
    slide = slide_of(View(beside=Other(None, date(2010, 1, 1))))
    (block,) = blocks_of(slide.words)
    party = block.entries[0]
    assert party.count == " · ".join(str(number) for number in slide.words.legends[0].items[0].counts)
    assert slide.words.map_titles[0] == "1 January 2010"


@pytest.mark.slow
def test_a_class_that_the_filter_leaves_out_is_muted_in_the_legend_too() -> None:
    slide = slide_of(View(statuses=(StatusKind.LEFT,)))
    (page,) = slides_of(one_slide(slide.scenes, slide.words))
    legend = inside(shape(list(page.shapes), f"Legend: {slide.words.legends[0].title}"))
    keys = {item.name: item._element.xml for item in legend if item.name.startswith("Key: ")}
    assert f'val="{LIGHT.muted[1:]}"' in keys["Key: Party"]
    assert f'val="{LIGHT.muted[1:]}"' not in keys["Key: Left"]
    assert "pattFill" in keys["Key: Left"]
    assert text_of(shape(legend, "Count: Left")) == "5"


def test_letters_are_as_large_as_the_room_lets_them_be() -> None:
    blocks = blocks_of(slide_of(LAYERS).words)
    large = setting_of(blocks, width=210, room=900, columns=1)
    small = setting_of(blocks, width=210, room=330, columns=1)
    assert SIZES[0] >= large.size > small.size >= SIZES[-1]
    assert large.total_height(blocks) <= 900
    assert setting_of(blocks, width=210, room=10, columns=1).size == SIZES[-1]


def test_a_legend_is_as_high_as_it_was_said_to_be() -> None:
    blocks = blocks_of(slide_of(LAYERS).words)
    for columns in (1, 2, 4):
        setting = setting_of(blocks, width=210.0 * columns, room=900, columns=columns)
        drawn = list(legend_shapes(count(2), blocks, setting, x=0, y=0, colours=LIGHT))
        assert len(drawn) == len(blocks)
        assert max(item.box.bottom for item in drawn) <= setting.total_height(blocks) * 12_700
        assert max(item.box.right for item in drawn) <= setting.width * 12_700 + 1
        assert setting.rows(blocks[0])[0][0][0].label == "Party"
