"""The treaty status layer: every area filled by the status of its state on the day."""

from __future__ import annotations

from dashboard.maps.palette import STATUS_LOOKS
from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import AreaFeature, Legend, LegendClass
from dashboard.maps.view import LayerId
from dashboard.maps.wording import sentence
from geodata import STATUS_LABELS, StatusKind
from geodata.joins import StatusRow

MEANINGS = {
    StatusKind.PARTY: "consent deposited and entry into force reached: legally bound",
    StatusKind.JOINED: "consent deposited, entry into force still ahead",
    StatusKind.SIGNED: "signed, no consent to be bound",
    StatusKind.LEAVING: "withdrawal notified, still bound until its day",
    StatusKind.SUSPENSION_CLAIMED: "bound; it has notified a suspension that other parties say the treaty does not allow",
    StatusKind.LEFT: "withdrawal in effect",
    StatusKind.NOT_SIGNED: "may join, no act by that day",
    StatusKind.UNCERTAIN: "a date is known only to a range, so more than one status is possible",
    StatusKind.NOT_ELIGIBLE: "cannot join, or has no separate status in the practice of the United Nations",
}


def legend(sheet: Sheet) -> Legend:
    """Return all classes with the number of states in each, whether or not the filter keeps them."""
    chosen = sheet.view.statuses
    counted = [sheet.statuses[s.area].kind for s in sheet.dataset.countries if sheet.passes(s, status=False)]
    others = sum(not s.is_state and not sheet.dataset.administrator(s) for s in sheet.dataset.states.values())
    classes = tuple(
        LegendClass(
            class_id=kind.value,
            label=sentence(STATUS_LABELS[kind]),
            meaning=MEANINGS[kind],
            look=STATUS_LOOKS[kind],
            count=others if kind is StatusKind.NOT_ELIGIBLE else counted.count(kind),
            is_selected=not chosen or kind in chosen,
        )
        for kind in StatusKind
    )
    note = (
        "Counts are of states and are computed by the atlas; “not eligible” counts areas. Territories follow the state "
        "that administers them, are drawn lighter and are not counted."
    )
    return Legend(LayerId.TREATY_STATUS, f"Status under the {sheet.treaty.short_name}", "fill", classes, note)


def areas(sheet: Sheet) -> tuple[AreaFeature, ...]:
    """Return every area with its status class, by code."""
    return tuple(_feature(sheet, row) for row in sheet.statuses.values())


def _feature(sheet: Sheet, row: StatusRow) -> AreaFeature:
    says = ""
    if row.kind is StatusKind.UNCERTAIN:
        says = sentence(row.status.label)
    if row.follows:
        says = f"{says or sentence(row.status.label)}, as {row.follows.name}, which administers it"
    judged = row.follows or row.state
    return AreaFeature(
        area=row.state.area,
        name=row.state.name,
        class_id=row.kind.value,
        sentence=says,
        is_muted=not _passes(sheet, row) if sheet.is_filtered else False,
        follows=judged.area if row.follows else "",
    )


def _passes(sheet: Sheet, row: StatusRow) -> bool:
    """A territory passes with its administering state's status, but its own region and claims."""
    return sheet.passes(row.state)
