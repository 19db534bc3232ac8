"""The switch of the street map: offered for close-ups only, off by default, and open about who learns of it."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.maps.street_maps import street_maps
from tests.test_app import opened, run

KEY = "streets"


def is_offered(at: AppTest) -> bool:
    return any(box.key == KEY for box in at.selectbox)


def caption_of(at: AppTest) -> str:
    return " ".join(caption.value for caption in at.caption)


def map_arguments(at: AppTest) -> Any:
    return json.loads(at.get("component_instance")[0].proto.json_args)


def test_a_close_up_offers_street_maps_and_shows_none() -> None:
    at = opened(v="1", extent="UKR")
    assert at.selectbox(key=KEY).value is None
    assert at.selectbox(key=KEY).options == [item.name for item in street_maps().values()]
    assert "who then sees your network address" in caption_of(at)
    assert "'streets'" not in map_arguments(at)["feature_group"]


def test_other_maps_offer_none() -> None:
    assert not is_offered(opened())
    assert not is_offered(opened(v="1", extent="europe"))


@pytest.mark.slow
def test_switching_one_on_is_in_the_link_and_names_who_sees_the_reader() -> None:
    at = opened(v="1", extent="UKR")
    at.selectbox(key=KEY).set_value("openstreetmap")
    assert run(at).query_params == {"v": "1", "extent": "UKR", "streets": "openstreetmap"}
    assert "https://tile.openstreetmap.org/" in map_arguments(at)["feature_group"]
    assert "the OpenStreetMap Foundation, who sees your network address" in caption_of(at)
    assert street_maps()["openstreetmap"].terms in caption_of(at)
    at.selectbox(key=KEY).set_value(None)
    assert run(at).query_params == {"v": "1", "extent": "UKR"}


@pytest.mark.slow
def test_going_back_to_the_world_switches_it_off() -> None:
    at = opened(v="1", extent="UKR", streets="openstreetmap")
    at.selectbox(key="extent").set_value("world")
    assert run(at).query_params == {"v": "1"}
    assert not is_offered(at)


@pytest.mark.slow
def test_another_close_up_keeps_it() -> None:
    at = opened(v="1", extent="UKR", streets="openstreetmap-de")
    at.selectbox(key="extent").set_value("korea")
    assert run(at).query_params == {"v": "1", "extent": "korea", "streets": "openstreetmap-de"}


@pytest.mark.slow
def test_the_base_of_the_map_stays_the_same_with_and_without() -> None:
    off, on = (map_arguments(opened(v="1", extent="UKR", **query)) for query in ({}, {KEY: "openstreetmap"}))
    assert off["script"] == on["script"]
