"""The map's script and message: always the same script, one small message a change, and bundles of shipped files."""

import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit_folium import _get_feature_group_string, generate_js_hash, generate_leaflet_string

from dashboard.maps.compose.compose import compose
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.spec import NO_TEXT, CitedText, Hatch, Shape, Symbol
from dashboard.maps.view import View
from dashboard.render.assets import ASSETS, asset_path, bundle, bundle_version
from dashboard.render.live_map.component import (
    BUNDLES,
    MAP_CSS,
    MAP_JS,
    SCRIPT,
    STYLE,
    StyleUpdate,
    base_map,
    bundle_url,
    early_files,
    script_literal,
    update_script,
)
from dashboard.render.live_map.geometry import frame_answer, frame_url
from dashboard.render.live_map.message import DIGITS, UNSENT, message
from dashboard.render.wire import ClassRow
from geodata import StatusKind
from geodata.errors import UnknownKeyError
from geodata.geo.frames import frame_areas
from tests.bench.legend import message_in
from tests.map_specs import legend, map_spec
from tests.shipped_views import dataset

BUDGET = 8000  # bytes of one change of the world's treaty status, all arguments of the component together
TODAY = date(2026, 11, 21)


def links() -> list[str]:
    drawn = base_map()
    elements = [drawn, *drawn._children.values()]
    return [
        url for element in elements for name in ("default_js", "default_css") for _, url in getattr(element, name, [])
    ]


def identity(script: str) -> str:
    return str(generate_js_hash(script, "map"))


def test_the_script_of_the_base_map_is_always_the_same() -> None:
    scripts = {generate_leaflet_string(base_map()) for _ in range(3)}
    assert len(scripts) == 1
    script = scripts.pop()
    assert "window.atlasStart" in script
    assert len(script) < 1000


def test_an_update_leaves_the_identity_of_the_map_alone() -> None:
    drawn = base_map()
    before = identity(generate_leaflet_string(drawn))
    _get_feature_group_string(StyleUpdate(map_spec(shift=1), today=TODAY), map=drawn)
    assert identity(generate_leaflet_string(base_map())) == before


def test_the_map_itself_asks_for_no_file_and_the_bundles_hold_files_that_we_ship() -> None:
    assert links() == []  # the document of the frame names them
    for name in BUNDLES:
        url = bundle_url(name)
        assert url == f"../../assets/{name}?v={bundle_version(name, BUNDLES[name])}"
    assert all(asset_path(part) for parts in BUNDLES.values() for part in parts)


def test_every_style_sheet_of_the_map_is_in_its_bundle() -> None:
    ours = [f"map/{path.name}" for path in (ASSETS / "map").glob("*.css")]
    assert sorted(ours) == sorted(part for part in MAP_CSS if part.startswith("map/"))


def test_the_script_of_the_map_holds_every_part_in_its_order_as_it_is() -> None:
    script = bundle(SCRIPT, MAP_JS)
    places = [script.index((ASSETS / part).read_bytes()) for part in MAP_JS]  # those of others with their licences
    assert places == sorted(places)


def test_what_a_style_sheet_fetches_is_found_from_the_bundle_too() -> None:
    style = bundle(STYLE, MAP_CSS).decode()
    urls = re.findall(r'url\("?([^")]+)', style)
    items = {(ASSETS / STYLE).parent.joinpath(url).resolve() for url in urls if not url.startswith("#")}
    assert len(items) >= 7
    assert all(path.is_file() for path in items)


def test_the_page_fetches_the_files_of_the_map_early() -> None:
    names = {bundle_url(name).removeprefix("../../assets/") for name in BUNDLES}
    hints = "".join(early_files())
    assert all(f'href="./assets/{name}"' in hints for name in names)


def test_an_update_sends_the_message_and_empties_the_list_of_groups() -> None:
    text = _get_feature_group_string(StyleUpdate(map_spec(), today=TODAY, last_act=7), map=base_map())
    assert text.startswith(update_script(map_spec(), "feature_group_feature_group_0", today=TODAY, last_act=7))
    assert "window.feature_group = [];" in text
    sent = {**message(map_spec()), "today": TODAY.isoformat(), "lastAct": 7, "session": ""}
    assert UNSENT | message_in(text) == json.loads(json.dumps(sent))
    assert not [key for key in UNSENT if message_in(text).get(key, ()) == UNSENT[key]]
    assert ",'isStory':true}" in update_script(map_spec(), "group", today=TODAY, is_story=True)


QUOTES = st.text(alphabet=["'", '"', chr(92), "a", ")", ";", "]"])  # what could end a literal too early


@given(st.dictionaries(QUOTES, st.text() | st.lists(QUOTES), max_size=4))
def test_a_message_in_single_quotes_is_the_same_message(document: dict[str, str | list[str]]) -> None:
    script = f"window.__atlas.set({script_literal(json.dumps(document, ensure_ascii=False))});"
    assert message_in(script) == document


def test_equal_specifications_give_equal_messages() -> None:
    assert message(map_spec(chosen="UKR")) == message(map_spec(chosen="UKR"))
    assert message(map_spec(shift=1)) != message(map_spec(shift=2))


def test_a_message_says_everything_whatever_came_before() -> None:
    plain, full = message(map_spec()), message(map_spec(chosen="UKR", muted=("FRA",), follows={"GRL": "DNK"}))
    assert plain.keys() == full.keys()
    assert (plain["chosen"], plain["out"], plain["keep"], plain["follows"]) == ("", "", [], False)
    assert (full["chosen"], full["out"], full["keep"], full["follows"]) == ("UKR", "FRA", [], True)


@pytest.mark.slow
def test_a_filter_names_the_classes_that_it_keeps_and_the_legend_what_a_click_does() -> None:
    spec = compose(View(statuses=(StatusKind.LEFT,), regions=("europe",)), dataset(), today=TODAY)
    sent = message(spec)
    legend = sent["legends"][0]
    assert [sent["classes"][number].class_id for number in sent["keep"]] == ["left"]
    assert (legend.layer, legend.act) == ("status", "keep")
    out = sent["out"].split()
    assert "KEN" in out  # another region
    assert "FRA" not in out  # left out by the class alone, which the map knows itself


def test_every_area_of_the_frame_has_a_class_of_the_palette() -> None:
    sent = message(map_spec())
    fill, classes = sent["fill"], sent["classes"]
    assert len(fill) == len(frame_areas("world"))
    assert {DIGITS.index(digit) for digit in fill} == set(range(len(classes)))


def test_every_class_travels_with_both_themes_and_its_hatch() -> None:
    classes = message(map_spec(fills=("#1B6DC4", "#F9C329")))["classes"]
    black = ("#000000", "#000000")
    dark = 1 + 2 + 4 + 8 + 16  # coasts and borders in both themes, dots on the light sea
    assert classes == [
        ClassRow("Class 0", "#1B6DC4", "#1B6DC4", Hatch.NONE, *black, 0, "class-0"),
        ClassRow("Class 1", "#F9C329", "#F9C329", Hatch.CROSS, *black, dark, "class-1"),
    ]


def test_a_class_that_nobody_knows_is_refused() -> None:
    spec = map_spec(shapes=(Shape("s", "footprint", ((0, 0), (1, 0), (0, 1)), "no-such-class", NO_TEXT),))
    with pytest.raises(UnknownKeyError, match=r"^unknown class 'no-such-class'"):
        message(spec)


@pytest.mark.slow
def test_the_geometry_names_the_state_that_a_territory_follows() -> None:
    answer = json.loads(frame_answer("world", {}, {"GRL": "DNK", "QQQ": "DNK"}))
    assert answer["follows"] == {"GRL": "DNK"}


def test_text_from_data_is_sent_as_it_is_and_ends_no_script() -> None:
    evil = "<script>alert('x')</script> & co"
    ring = ((30.0, 48.0), (32.0, 48.0), (31.0, 50.0))
    spec = map_spec(
        "UKR",
        title=evil,
        legends=(legend("#000000", layer="events"),),
        symbols=(Symbol("e", "events", 30.5, 50.4, 5, "class-0", CitedText(evil), "UKR"),),
        shapes=(Shape("s", "footprint", ring, "footprint", CitedText(evil)),),
    )
    sent = message(spec)
    assert (sent["title"], sent["shapes"][0].caption) == (evil, evil)
    assert evil in json.loads(frame_answer("UKR", {"UKR": evil}, {}))["names"]
    assert "</" not in update_script(spec, "group", today=TODAY)


def test_symbols_out_of_reach_of_the_extent_are_not_sent() -> None:
    places = {"near": (30.5, 50.4), "far": (-60.0, -10.0), "antipode": (-148.5, -49.0)}
    symbols = tuple(Symbol(name, "events", *at, 5, "class-0", CitedText(name), "") for name, at in places.items())
    sent = message(map_spec("UKR", legends=(legend("#000000", layer="events"),), symbols=symbols))["symbols"]
    assert [row.symbol_id for row in sent] == ["near"]


def test_the_frame_and_the_message_list_areas_in_the_same_order() -> None:
    answer = json.loads(frame_answer("korea", {"KOR": "Republic of Korea"}, {}))
    assert answer["order"] == list(frame_areas("korea"))
    assert dict(zip(answer["order"], answer["names"], strict=True))["KOR"] == "Republic of Korea"
    assert answer["names"][answer["order"].index("PRK")] == "PRK"  # no name given: the code, never nothing


def test_the_address_of_the_geometry_changes_with_extent_and_release() -> None:
    addresses = {frame_url("world", "1"), frame_url("world", "2"), frame_url("korea", "1")}
    assert len(addresses) == 3
    assert frame_url("world", "a b&c").endswith("?r=a%20b%26c")


@pytest.mark.slow
def test_a_change_of_the_worlds_treaty_status_stays_within_its_budget() -> None:
    script = update_script(compose(View(), dataset(), today=TODAY), "feature_group_feature_group_0", today=TODAY)
    constant = len(generate_leaflet_string(base_map())) + sum(len(url) for url in links())
    assert len(json.dumps(script)) + constant < BUDGET


@pytest.mark.slow
def test_the_shipped_data_fill_the_map_in_every_combination_of_layers() -> None:
    data = dataset()
    for layers in ((), ("contamination",), ("policy",), LAYERS.ids):
        for extent in ("world", "UKR"):
            sent = message(compose(View(layers=layers, extent=extent), data, today=TODAY))
            fill = sent["fill"]
            assert isinstance(fill, str)
            assert "." not in fill
