"""Pictures of views: well formed, complete, readable, and nothing runs over, whatever the words."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.link import read_link
from dashboard.maps.spec import CitedText, MapSpec, PictureTheme, Symbol
from dashboard.maps.view import PRESETS, Preset, View
from dashboard.render.picture_text import DISCLAIMER, PictureText
from dashboard.render.scene import scenes_of
from dashboard.render.svg.picture import MAX_SOURCES, map_svg, source_line, spec_svg
from dashboard.render.theme import colours_of
from tests.map_specs import map_spec
from tests.picture_texts import SVG, difficult, in_words, overflowing, overlapping, root_of, size_of, texts
from tests.properties import examples
from tests.shipped_views import TODAY, shown, views

BASE = "https://atlas.example.org/"
ready = pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)


def picture(spec: MapSpec, width: float = 1600, theme: PictureTheme = "light") -> str:
    return spec_svg(spec, base=BASE, made_on=TODAY, width=width, theme=theme)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.slow
@ready
@pytest.mark.parametrize("width", [400, 760, 1600])
def test_a_picture_says_all_its_words_and_nothing_runs_over(preset: Preset, width: int) -> None:
    spec = shown(preset.view)
    svg, words = picture(spec, width), PictureText(spec, base=BASE, made_on=TODAY)
    assert overflowing(svg) == []
    assert overlapping(svg) == []
    sentence = squeezed(in_words(svg))
    for text in (
        words.spec.headline.text,
        words.spec.subtitle,
        words.spec.boundary_note,
        DISCLAIMER,
        words.release,
        words.link,
    ):
        assert squeezed(text) in sentence
    for text in (*words.map_titles, *(key.text for key in words.keys), *words.notes):
        assert squeezed(text) in sentence
    for legend in words.legends:
        assert squeezed(legend.title) in sentence
        for item in legend.items:
            assert squeezed(item.label) in sentence
            assert re.search(rf"\b{' · '.join(map(str, item.counts))}\b", in_words(svg))
    printed = [source for source in words.spec.sources if squeezed(source_line(source)) in sentence]
    left = len(words.spec.sources) - len(printed)
    assert printed == list(words.spec.sources[: len(printed)])
    assert len(printed) >= min(len(words.spec.headline.sources), MAX_SOURCES)
    assert (f"And{left}moresource" in sentence) == (left > 0)


@pytest.mark.slow
@ready
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_is_well_formed_named_and_described(preset: Preset, theme: PictureTheme) -> None:
    spec = shown(preset.view)
    svg = picture(spec, theme=theme)
    root = root_of(svg)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    names = {element.get("id"): element.text for element in root.iter()}
    title, text = root.get("aria-labelledby", "").split()
    assert (names[title], names[text]) == (spec.headline.text, spec.in_words)
    assert root.get("role") == "img"
    assert size_of(svg) == (1600, 900)
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids)
    assert "clip-path" not in svg
    assert f'fill="{colours_of(theme).page}"' in svg
    assert picture(spec, theme=theme) == svg


@pytest.mark.slow
@ready
def test_every_area_is_a_path_with_its_name_in_the_group_of_its_class(preset: Preset) -> None:
    spec = shown(preset.view)
    scenes = scenes_of(spec)
    root = root_of(map_svg(scenes, PictureText(spec, base=BASE, made_on=TODAY), is_map_only=True))
    groups = {group.get("id", ""): group for group in root.iter(f"{SVG}g")}
    for place, scene in enumerate(scenes):
        prefix = "second-" if place else ""
        items: dict[str, str] = {}
        for group_id, group in groups.items():
            if group_id.startswith(f"{prefix}class-"):
                for path in group:
                    assert path.get("stroke") is None
                    name = (path.findtext(f"{SVG}title") or "").partition(": ")[0]
                    assert name not in items
                    items[name] = group_id.removeprefix(f"{prefix}class-")
        kinds = {area.name: "left-out" if area.is_muted else area.class_id for area in scene.areas}
        assert {name: kinds[name] for name in items} == items
        if spec.extent == "world":
            assert set(items) == set(kinds)


@pytest.mark.slow
def test_the_hardest_words_run_over_nothing() -> None:
    spec = shown(View())
    words = difficult(PictureText(spec, base=BASE, made_on=TODAY))
    for width in (320, 400, 700, 1600):
        svg = map_svg(scenes_of(spec), words, width=width)
        assert overflowing(svg) == []
        assert overlapping(svg) == []
        text = squeezed(in_words(svg))
        assert squeezed(words.spec.headline.text) in text
        assert all(squeezed(item.label) in text for legend in words.legends for item in legend.items)
        assert squeezed(words.link) in text


@pytest.mark.slow
def test_what_gives_way_is_counted() -> None:
    spec = shown(View())
    words = PictureText(spec, base=BASE, made_on=TODAY)
    more = replace(
        spec,
        headline=replace(spec.headline, sources=(1,)),
        notes=tuple(f"Note {number}: " + "boundaries as they are drawn " * 9 for number in range(30)),
        sources=tuple(replace(spec.sources[0], number=number) for number in range(1, 21)),
    )
    many = replace(words, spec=more)
    text = in_words(map_svg(scenes_of(spec), many))
    printed = len(set(re.findall(r"Note \d+:", text)))
    assert spec.legends[0].note in text
    assert 0 < printed < 30
    assert f"And {30 - printed} more notes: see the live view." in text
    assert re.search(r"And 1\d more sources: see the live view\.", text)
    assert size_of(map_svg(scenes_of(spec), many)) == (1600, 900)


@pytest.mark.slow
@examples(25)
@given(
    views(extent=st.sampled_from(("world", "africa", "korea", "UKR", "VAT", "FJI"))),
    st.sampled_from((400.0, 1600.0)),
)
def test_no_view_runs_over(view: View, width: float) -> None:
    svg = picture(shown(view), width)
    assert overflowing(svg) == []
    assert overlapping(svg) == []


@examples(20)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=80))
def test_any_name_can_be_written(name: str) -> None:
    spec = map_spec("VAT", names={"VAT": name, "ITA": name}, title=name)
    svg = picture(replace(spec, link="?v=1"))
    root_of(svg)
    assert overflowing(svg) == []


def test_letters_that_the_fonts_lack_are_named_and_said() -> None:
    spec = replace(map_spec("VAT", title="Mines in 地雷"), link="?v=1")
    text = in_words(picture(spec))
    assert "Mines in [U+5730][U+96F7]" in text
    assert "Letters that the fonts of this picture lack are given by their code (2 in all)." in text
    assert "are given by their code" not in in_words(picture(replace(map_spec("VAT"), link="?v=1")))


def test_text_from_data_cannot_become_markup() -> None:
    evil = '<script>alert(1)</script>"&'
    symbols = (Symbol("s", "status", 12.45, 41.9, 9.0, "class-0", CitedText(evil), "VAT"),)
    spec = map_spec("VAT", names={"VAT": evil}, sentences={"ITA": evil}, title=evil, symbols=symbols)
    svg = picture(replace(spec, link="?v=1"))
    assert "<script" not in svg
    assert not [element for element in root_of(svg).iter() if element.tag.endswith("script")]


def test_only_addresses_of_the_web_become_links() -> None:
    words = PictureText(shown(View()), base=BASE, made_on=TODAY)
    source = replace(words.spec.sources[0], url="javascript:alert(1)")
    bad = replace(words, spec=replace(words.spec, sources=(source,)))
    svg = map_svg(scenes_of(shown(View())), bad)
    assert {a.get("href") for a in root_of(svg).iter(f"{SVG}a")} == {words.link}


@pytest.mark.slow
def test_a_map_alone_has_no_words_but_the_names_on_it() -> None:
    spec = shown(View(extent="europe"))
    svg = map_svg(
        scenes_of(spec), PictureText(spec, base=BASE, made_on=TODAY), width=800, is_map_only=True, prefix="a-"
    )
    assert texts(svg) == []
    assert {"Ukraine", "France"} <= {text.words for text in texts(svg, is_map=True)}
    assert all(e.get("id", "a-").startswith("a-") for e in root_of(svg).iter())
    assert size_of(svg) == (800, 450)


@pytest.mark.parametrize("code", ["TUV", "NRU"])  # a dot, and an area too narrow for its name
def test_a_close_up_names_a_country_that_has_no_room_for_its_name_beside_it(code: str) -> None:
    view = View(extent=code, country=code)
    spec = shown(view)
    names = [text.words for text in texts(picture(spec), is_map=True) if not text.words.endswith(" km")]
    assert names == [area.name for area in spec.areas if area.area == code]


def test_a_wide_picture_is_scaled_and_a_narrow_one_laid_out_anew() -> None:
    spec = shown(View())
    wide, half, narrow = (root_of(picture(spec, width)) for width in (3200, 1000, 400))
    assert (wide.get("width"), wide.get("height"), wide.get("viewBox")) == ("3200", "1800", "0 0 1600 900")
    assert (half.get("width"), half.get("height"), half.get("viewBox")) == ("1000", "562.5", "0 0 1600 900")
    assert narrow.get("width") == "400"
    assert narrow.get("viewBox", "").startswith("0 0 400 ")


@pytest.mark.slow
def test_the_smallest_letters_are_those_that_are_promised() -> None:
    for preset in PRESETS:
        spec = shown(preset.view)
        assert min(text.size for text in texts(picture(spec))) >= 13
        assert min(text.size for text in texts(picture(spec, 400)) if not text.words.replace(",", "").isdigit()) >= 12


def test_an_empty_map_says_why() -> None:
    view, _ = read_link({"day": "1997-01-02", "status": "party"})
    spec = shown(view)
    assert spec.empty is not None
    assert squeezed(spec.empty.text) in squeezed(in_words(picture(spec)))
    assert overflowing(picture(spec)) == []


@pytest.mark.slow
def test_shapes_drawn_to_scale_keep_their_order_in_the_key() -> None:
    figures = "ukr-potentially-contaminated-2025-09-09~ukr-2024"  # the longer line first, which has to go below the map
    layers = "status.contamination.footprint.events"
    view, _ = read_link(
        {"day": "2026-01-01", "layers": layers, "extent": "UKR", "country": "UKR", "footprint": figures}
    )
    words = squeezed(in_words(picture(shown(view))))
    first, second = (words.index(squeezed(line)) for line in ("138,503 km² (same", "2.074 km² cleared in 2024 (same"))
    assert first < second
