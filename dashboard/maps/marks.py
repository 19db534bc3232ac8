"""What a view says of the weak documents behind it: a note that every output prints, with the names of those concerned.

A mark stands beside each statement as well (`geodata.sources.marked`); a picture or a slide shows only some of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.maps.layers import events, policy
from dashboard.maps.sheet import Sheet
from dashboard.maps.view import LayerId
from geodata.model import Cited, Mark, TreatyAction
from geodata.sources import mark_of
from geodata.treaties import LEGAL_KINDS
from geodata.wording import listed

_MOST_NAMES = 8


def notes(sheet: Sheet) -> tuple[str, ...]:
    """Return a sentence for each layer of which something shown is relayed or not confirmed by the depositary."""
    return tuple(_notes(sheet))


def _notes(sheet: Sheet) -> Iterator[str]:
    if sheet.has(LayerId.TREATY_STATUS):
        names = [s.name for s in sheet.kept if any(map(_is_unconfirmed, sheet.statuses[s.area].status.actions))]
        if names:
            yield f"Not confirmed by a document of the depositary: an act behind the status of {_named(names)}."
    if sheet.has(LayerId.CONTAMINATION) or sheet.has(LayerId.FOOTPRINT):
        claims = {s.name: sheet.claims[s.area].claim for s in sheet.kept}
        names = [name for name, claim in claims.items() if claim is not None and _is_relayed(claim)]
        if names:
            yield f"Relayed, the document of the claimant was not read: the claim about {_named(names)}."
    if sheet.has(LayerId.POLICY) and any(map(_is_relayed, policy.running(sheet).periods)):
        yield "Relayed, no text of the United States was read: the rules of its policy that are marked so."
    if sheet.has(LayerId.EVENTS):
        found = [f"{event.place} ({event.when.label})" for event in events.happened(sheet) if _is_relayed(event)]
        if found:
            yield f"Relayed, the first report was not read: the events {_named(found)}."


def _named(names: list[str]) -> str:
    return listed(names, _MOST_NAMES)


def _is_unconfirmed(act: TreatyAction) -> bool:
    return act.kind in LEGAL_KINDS and mark_of(act) is Mark.UNCONFIRMED


def _is_relayed(fact: Cited) -> bool:
    return mark_of(fact) is Mark.RELAYED
