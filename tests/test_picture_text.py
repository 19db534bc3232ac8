"""The words of a picture: those of the specification, all of them, and a link to the same day."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given

from dashboard.maps.link import read_link
from dashboard.maps.view import PRESETS, Preset, View
from dashboard.render.picture_text import PictureText, file_stem
from tests.properties import examples
from tests.shipped_views import TODAY, common_views, shown

BASE = "https://atlas.example.org/"


@pytest.mark.slow
@examples(40)
@given(common_views())
def test_the_words_are_those_of_the_specification(view: View) -> None:
    spec = shown(view)
    words = PictureText(spec, base=BASE, made_on=TODAY)
    assert (words.spec.headline.text, words.spec.headline.sources, words.spec.subtitle) == (
        spec.headline.text,
        spec.headline.sources,
        spec.subtitle,
    )
    assert [legend.title for legend in words.legends] == [legend.title for legend in spec.legends]
    for item, legend in zip(words.legends, spec.legends, strict=True):
        assert [(i.label, i.count, i.is_selected) for i in item.items] == [
            (c.label, c.count, c.is_selected) for c in legend.classes
        ]
    assert [source.number for source in words.spec.sources] == [source.number for source in spec.sources]
    assert set(words.notes) == {*spec.notes, *(legend.note for legend in spec.legends if legend.note)}
    assert len(set(words.notes)) == len(words.notes)
    assert (words.spec.boundary_note, words.spec.in_words) == (spec.boundary_note, spec.in_words)
    assert spec.release in words.release


@pytest.mark.slow
@examples(40)
@given(common_views())
def test_the_link_opens_the_same_view_on_the_day_shown(view: View) -> None:
    spec = shown(view)
    link = PictureText(spec, base=BASE, made_on=TODAY).link
    assert link.startswith(BASE + "?")
    linked, problems = read_link(parse_qs(urlsplit(link).query, keep_blank_values=True))
    assert not problems
    assert linked == replace(view, day=view.on(TODAY))


@pytest.mark.parametrize("base", [BASE, "https://atlas.example.org/index.html"])
def test_the_link_begins_with_the_address_of_the_atlas(base: str) -> None:
    link = PictureText(shown(View()), base=base, made_on=TODAY).link
    assert link == "https://atlas.example.org/?v=1&day=2026-11-21"


@pytest.mark.slow
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_two_maps_have_titles_and_counts_in_the_order_in_which_they_stand(preset: Preset) -> None:
    spec = shown(preset.view)
    words = PictureText(spec, base=BASE, made_on=TODAY)
    counts = [item.counts for item in words.legends[0].items]
    if spec.beside is None:
        assert words.map_titles == ()
        assert counts == [(item.count,) for item in spec.legends[0].classes]
        return
    assert words.map_titles == (spec.beside.main_title, spec.beside.title)
    assert counts == list(zip([c.count for c in spec.legends[0].classes], spec.beside.counts, strict=True))


def test_the_earlier_day_of_two_stands_first() -> None:
    view, _ = read_link({"day": "2026-03-01", "beside": "2014-01-01"})
    words = PictureText(shown(view), base=BASE, made_on=TODAY)
    assert words.map_titles == ("1 January 2014", "1 March 2026")
    item = words.legends[0].items[0]
    assert item.counts[1] == item.count


def test_what_is_drawn_over_the_areas_is_explained() -> None:
    views = {preset.preset_id: preset.view for preset in PRESETS}
    (claim,) = PictureText(shown(views["ukraine-claim"]), base=BASE, made_on=TODAY).keys
    assert claim.text.startswith("250,000 km² (same area as, not location of)")
    assert claim.look is not None
    (zone,) = PictureText(shown(views["korea-2020"]), base=BASE, made_on=TODAY).keys
    assert (zone.style, zone.look) == ("dmz", None)
    assert zone.text.startswith("Demilitarized zone, schematic")


def test_a_file_is_named_after_treaty_extent_and_day() -> None:
    views = {preset.preset_id: preset.view for preset in PRESETS}
    assert file_stem(shown(views["ukraine-claim"])) == "mine-ban-atlas_apmbc_UKR_2023-01-08"
