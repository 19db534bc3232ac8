"""The ready views: links that say what the atlas knows, which can be drawn and differ from one another."""

from datetime import date

import pytest

from dashboard.maps.compose.compose import compose
from dashboard.maps.link import query_of, read_link
from dashboard.maps.view import PRESETS, Preset
from geodata import Dataset

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_a_ready_view_is_a_link_that_says_nothing_the_atlas_does_not_know(preset: Preset, dataset: Dataset) -> None:
    query = query_of(preset.view)
    view = read_link(query, areas=dataset.states, claims=dataset.claim_by_id)
    assert view == (preset.view, ())


@pytest.mark.slow
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_a_ready_view_can_be_drawn_and_keeps_states(preset: Preset, dataset: Dataset) -> None:
    assert compose(preset.view, dataset, today=TODAY).rows


def test_ready_views_differ_in_view_and_id() -> None:
    assert len({preset.view for preset in PRESETS}) == len(PRESETS) == len({preset.preset_id for preset in PRESETS})
