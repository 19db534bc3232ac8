"""The details of a frame: small, and in the order of the frame."""

import gzip
import json
from typing import Any

import pytest

from dashboard.render.live_map.geometry import frame_details
from geodata.geo.frames import frame_areas, tiers
from tests.shipped_views import dataset


def details(frame_id: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(frame_details(frame_id, dataset().sources))
    return document


@pytest.mark.slow
def test_labels_stand_in_the_order_of_the_frame() -> None:
    document = details("world")
    order = frame_areas("world")
    assert len(document["labels"]) == len(order)
    assert document["labels"][order.index("VAT")] is None
    x, y, width = document["labels"][order.index("AUS")]
    assert 90 < x < 140
    assert y < 0 < width


@pytest.mark.slow
def test_the_grid_of_cells_is_told() -> None:
    document = details("world")
    assert len(document["tiers"]) == len(tiers("world"))
    scale, size, west, south, columns, rows = document["tiers"][0]
    assert (west, south) == pytest.approx((-172.44, -83.93))
    assert columns * size > 344
    assert rows * size > 167
    assert scale < document["tiers"][1][0] < document["closest"]
    assert details("VAT")["tiers"] == details("UKR~streets")["tiers"] == []


def test_notes_come_with_the_part_of_the_map_where_they_apply() -> None:
    document = details("korea")["notes"]
    assert len(document) == 1
    west, south, east, north, text = document[0]
    assert west < east
    assert south < north
    assert "Military Demarcation Line" in text


@pytest.mark.slow
def test_the_details_of_the_world_are_small() -> None:
    assert len(gzip.compress(frame_details("world", dataset().sources), 9)) < 10_000
