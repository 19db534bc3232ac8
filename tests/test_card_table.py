"""Cards as the browser gets them: status and claim of each area, escaped and small."""

import gzip
import json
from datetime import date
from typing import Any

import pytest

from dashboard.maps.compose.cards import Card, Cards, LineKind, cards
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.spec import CitedText
from dashboard.maps.view import View
from dashboard.render.live_map.message import card_table, cards_url
from tests.map_specs import map_spec
from tests.shipped_views import TODAY, dataset, shown

FIRST_LAYERS = ("status", "contamination", "policy", "footprint", "events", "borders")
BUDGET = 12_000  # bytes of a first hover on the world, compressed; a layer where more than twelve are on:
FOR_EACH_LAYER = 1_000
STATUS_LINE = CitedText("State party since 1 March 1999, as Denmark, which administers it", (2,))
HOSTILE = CitedText("<b>4 km²</b> — Smith & Co, via <i>", (1,))


def document(view_cards: Cards) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(card_table(view_cards))
    return read


def test_a_document_has_a_status_and_a_claim_for_each_area_as_escaped_text() -> None:
    areas = (
        Card("FRO", "Faroe Islands", (STATUS_LINE, CitedText("No claim recorded", ()))),
        Card("GRL", "Greenland", (STATUS_LINE, HOSTILE)),
    )
    kinds = (LineKind("A treaty", is_class=True), LineKind("Mines", is_class=False))
    card_document = document(Cards(kinds, areas, (("event", HOSTILE),), ((1, "Smith & Co"), (2, "UN")), ()))

    assert card_document["lines"] == [["A treaty", True], ["Mines", False]]
    assert card_document["sources"] == {"1": "Smith & Co", "2": "UN"}
    assert card_document["areas"] == {
        "FRO": [
            ["State party since 1 March 1999, as Denmark, which administers it", [2]],
            ["No claim recorded", []],
        ],
        "GRL": [
            ["State party since 1 March 1999, as Denmark, which administers it", [2]],
            ["<b>4 km²</b> — Smith & Co, via <i>", [1]],
        ],
    }
    assert card_document["symbols"] == {"event": ["<b>4 km²</b> — Smith & Co, via <i>", [1]]}


@pytest.mark.slow
@pytest.mark.parametrize("layers", [("status",), FIRST_LAYERS, LAYERS.ids], ids=["status", "six", "all"])
def test_the_cards_of_the_world_cost_little(layers: tuple[str, ...]) -> None:
    body = card_table(cards(View(layers=layers), dataset(), today=TODAY))
    assert len(gzip.compress(body, 9)) <= max(BUDGET, FOR_EACH_LAYER * len(layers))


def test_the_address_names_release_and_day_and_repeats_the_link() -> None:
    assert cards_url(map_spec()) == "../../cards/test-2026-11-21-3.json"
    view = View(day=date(2023, 1, 8), treaty="ccm")
    release = dataset().release
    assert cards_url(shown(view)) == f"../../cards/{release}-2023-01-08-3.json?v=1&day=2023-01-08&treaty=ccm"
