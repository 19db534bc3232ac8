"""The cards of a view as the document that the map asks for when the first area is pointed at, and its address."""

from __future__ import annotations

import json
from datetime import date
from html import escape
from urllib.parse import quote

from dashboard.maps.compose.cards import Cards
from dashboard.maps.spec import MapSpec
from dashboard.render.phrases import Phrases
from dashboard.render.wire import CardTable

# Part of the address: raise it when the form of the document or its wording changes, or browsers keep the old one.
FORM = "1"


def cards_name(release: str, day: date) -> str:
    """Return what the address of the cards carries beside the link: data release, the day opened, form."""
    return f"{release}-{day.isoformat()}-{FORM}"


def cards_url(spec: MapSpec) -> str:
    """Return the address of the cards of a view as the map's iframe writes it.

    It carries the day shown. For a link that names no day that is the day it was opened on; for any other link it
    changes nothing.
    """
    return f"../../cards/{quote(cards_name(spec.release, spec.day), safe='')}.json{spec.link}"


def card_table(found: Cards) -> bytes:
    """Return cards as JSON, all text HTML-escaped for use between tags.

    It holds, by code, the status and the claim of each area; by symbol id, what each symbol says; by number, a few
    words on each source. A sentence is a text, or texts and numbers of phrases in turn.
    """
    areas = found.areas
    said = [text for card in areas for text in (card.status, card.claim)] + [text for _, text in found.symbols]
    phrases = Phrases(said)
    document: CardTable = {
        "treaty": escape(found.treaty, quote=False),
        "claimed": escape(found.claimed, quote=False),
        "phrases": phrases.table,
        "areas": {card.area: (phrases.refer(card.status), phrases.refer(card.claim)) for card in areas},
        "symbols": {symbol_id: phrases.refer(text) for symbol_id, text in found.symbols},
        "sources": {number: escape(text, quote=False) for number, text in found.short},
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
