"""Four treaties at a glance: the status of one country under each, since when, and the act that decided it."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.maps.compose.country_panel import OTHER_TREATIES
from dashboard.maps.reference.treaty_matrix import matrix_cell
from dashboard.maps.spec import Line, MapSpec
from dashboard.maps.view import TREATIES
from geodata import Dataset, day_label


@dataclass(frozen=True, slots=True)
class TreatyCard:
    """The status under one treaty.

    `line` is that of the panel, with the numbers of its sources. `since` and `act` are empty where a status began with
    no day, as “not signed”, or where no act brought it about.
    """

    treaty_id: str
    treaty: str
    line: Line
    since: str
    act: str


def treaty_cards(spec: MapSpec, dataset: Dataset) -> tuple[TreatyCard, ...]:
    """Return a card for each treaty, in the order of `TREATIES`, of the country of a panel.

    A territory has the cards of the state that administers it, which their lines name.
    """
    panel = spec.panel
    state = dataset.state(panel.area)
    holder = dataset.administrator(state) or state
    others = next(section.lines for section in panel.sections if section.title == OTHER_TREATIES)
    lines = dict(zip([treaty for treaty in TREATIES if treaty != spec.view.treaty], others, strict=True))
    lines[spec.view.treaty] = panel.lead[0]
    cards = []
    for treaty in TREATIES:
        cell = matrix_cell(dataset, holder.area, treaty, spec.day)
        since = f"since {day_label(cell.since)}" if cell.since else ""
        cards.append(TreatyCard(treaty, dataset.treaty(treaty).short_name, lines[treaty], since, cell.act))
    return tuple(cards)
