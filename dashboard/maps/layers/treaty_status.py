"""The treaty status layer: every area filled by the status of its state on the day."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.maps.palette import STATUS_LOOKS
from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import AreaFeature, Legend, LegendClass
from dashboard.maps.view import LayerId
from dashboard.maps.wording import status_name, status_words
from geodata import StatusKind
from geodata.joins import StatusRow
from geodata.model import State, Treaty
from geodata.wording import named, sentence

MEANINGS = {
    StatusKind.PARTY: "consent deposited and entry into force reached: legally bound",
    StatusKind.JOINED: "consent deposited, entry into force still ahead",
    StatusKind.SIGNED: "signed, no consent to be bound",
    StatusKind.LEAVING: "withdrawal notified, still bound until its day",
    StatusKind.SUSPENSION_CLAIMED: "bound; has notified a suspension that other parties say the treaty does not allow",
    StatusKind.LEFT: "withdrawal in effect",
    StatusKind.NOT_SIGNED: "may join, no act by that day",
    StatusKind.UNCERTAIN: "a date is known only to a range, so more than one status is possible",
    StatusKind.NOT_ELIGIBLE: "cannot join, or has no separate status in the practice of the United Nations",
}
NOTE = (
    "Counts are of states and are computed by the atlas; “not eligible” counts areas. Territories follow the state "
    "that administers them, are drawn lighter and are not counted."
)


def legend(sheet: Sheet) -> Legend:
    """Return all classes with the number of states in each, whether or not the filter keeps them."""
    chosen = sheet.view.statuses
    counted = counts(sheet, sheet.statuses)
    classes = tuple(
        LegendClass(
            class_id=kind.value,
            label=sentence(status_name(kind, sheet.treaty)),
            meaning=MEANINGS[kind],
            look=STATUS_LOOKS[kind],
            count=counted[kind],
            is_selected=not chosen or kind in chosen,
        )
        for kind in StatusKind
    )
    return Legend(LayerId.TREATY_STATUS, f"Status under the {sheet.treaty.short_name}", "fill", classes, NOTE)


def counts(sheet: Sheet, rows: Mapping[str, StatusRow]) -> dict[StatusKind, int]:
    """Return the number of states of each kind that all filters but the one by status keep; not eligible are areas."""
    found = [rows[s.area].kind for s in sheet.dataset.countries if sheet.passes(s, status=False)]
    others = sum(
        not s.is_state and not sheet.dataset.administrator(s) and sheet.passes(s, status=False)
        for s in sheet.dataset.states.values()
    )
    return {kind: others if kind is StatusKind.NOT_ELIGIBLE else found.count(kind) for kind in StatusKind}


def areas(sheet: Sheet) -> tuple[AreaFeature, ...]:
    """Return every area with its status class, by code."""
    return tuple(
        feature(row, sheet.treaty, is_muted=sheet.is_filtered and not sheet.passes(row.state))
        for row in sheet.statuses.values()
    )


def feature(row: StatusRow, treaty: Treaty, *, is_muted: bool) -> AreaFeature:
    """Return one area with its status class; what its class does not say stands in the sentence."""
    words = sentence(status_words(row.status, treaty))
    says = words if row.kind is StatusKind.UNCERTAIN else ""
    if row.follows:
        says = following(words, row.follows)
    return AreaFeature(
        area=row.state.area,
        name=row.state.common_name,
        class_id=row.kind.value,
        sentence=says,
        is_muted=is_muted,
        follows=row.follows.area if row.follows else "",
    )


def following(words: str, administrator: State) -> str:
    """Return what is said of a territory that follows its state."""
    return f"{words}, as {named(administrator.name)}, which administers it"
