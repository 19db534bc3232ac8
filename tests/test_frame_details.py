"""The details of a frame: small, and in the order of the frame."""

import gzip
import json
from typing import Any

import pytest

from dashboard.render.live_map.geometry import frame_details
from geodata.geo.frames import frame_areas, tiers
from tests.shipped_views import dataset


def details(frame_id: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(frame_details(frame_id, dataset().sources))
    return found


@pytest.mark.slow
def test_labels_stand_in_the_order_of_the_frame() -> None:
    found = details("world")
    order = frame_areas("world")
    assert len(found["labels"]) == len(order)
    assert found["labels"][order.index("VAT")] is None
    x, y, width = found["labels"][order.index("AUS")]
    assert 90 < x < 140
    assert y < 0 < width


@pytest.mark.slow
def test_the_grid_of_cells_is_told() -> None:
    found = details("world")
    assert len(found["tiers"]) == len(tiers("world"))
    scale, size, west, south, columns, rows = found["tiers"][0]
    assert (west, south) == pytest.approx((-172.44, -83.93))
    assert columns * size > 344
    assert rows * size > 167
    assert scale < found["tiers"][1][0] < found["closest"]
    assert details("VAT")["tiers"] == details("UKR~streets")["tiers"] == []


def test_notes_come_with_the_part_of_the_map_where_they_apply() -> None:
    found = details("korea")["notes"]
    assert len(found) == 1
    west, south, east, north, text = found[0]
    assert west < east
    assert south < north
    assert "Military Demarcation Line" in text


def test_the_details_of_the_world_are_small() -> None:
    assert len(gzip.compress(frame_details("world", dataset().sources), 9)) < 10_000
