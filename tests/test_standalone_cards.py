"""The card of a light page: what it says of an area is what table, legend and both maps of a comparison say."""

import pytest

from dashboard.maps.view import PRESETS, Preset, View
from dashboard.render.html.standalone import LEFT_OUT, card_texts
from dashboard.render.scene import scenes_of
from geodata import StatusKind
from tests.shipped_views import shown


@pytest.mark.slow
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_every_area_has_a_card_with_its_class_and_its_claim(preset: Preset) -> None:
    spec = shown(preset.view)
    cards = card_texts(spec)
    assert len(cards) == len(scenes_of(spec))
    shown_first = cards[-1] if spec.beside and spec.beside.is_before else cards[0]
    labels = {found.class_id: found.label for found in spec.legends[0].classes}
    for area in spec.areas:
        name, text, _ = shown_first[area.area]
        assert name == area.name
        assert text.startswith(area.sentence.printed or labels[area.class_id])
    for row in spec.rows:
        _, text, documents = shown_first[row.area]
        assert (row.text("claim") in text) == bool(row["claimant"])
        assert all(row.text(column) in text for column in ("claimant", "claim_date", "basis"))
        assert documents.removeprefix("Sources: ") == "; ".join(row.documents)
        assert bool(documents) == (bool(row["claimant"]) or spec.fill_layer == "status")
        assert LEFT_OUT not in text


def test_a_card_says_since_when_and_who_says_so() -> None:
    (cards,) = card_texts(shown(View()))
    assert cards["BRA"][1].split("\n")[0] == "Party, since 1 October 1999"
    assert "Mine Action Review, 1 November 2025" in cards["UKR"][1]
    assert cards["EST"][2].startswith("Sources: United Nations Treaty Collection, 3 February 2026")


def test_the_cards_of_two_treaties_say_the_status_under_each() -> None:
    spec = shown(next(found.view for found in PRESETS if found.preset_id == "two-treaties"))
    first, second = card_texts(spec)
    assert first["BRA"][1].startswith("Party, since 1 October 1999")
    assert second["BRA"][1:] == ("Not signed", "")  # the table and its documents are those of the first map


def test_what_the_filter_leaves_out_is_said_to_be() -> None:
    (cards,) = card_texts(shown(View(statuses=(StatusKind.LEFT,))))
    assert cards["BRA"][1] == f"Party\n{LEFT_OUT}"
    assert LEFT_OUT not in cards["EST"][1]
