"""What the filters of a view ask for, in words that stand inside a sentence."""

from __future__ import annotations

from dashboard.maps.sheet import Sheet
from geodata import CLASS_LABELS, GROUP_LABELS, ClaimClass, StatusKind
from geodata.wording import listed

_REGIONS = {"africa": "Africa", "americas": "the Americas", "asia": "Asia", "europe": "Europe", "oceania": "Oceania"}

NOT_PARTY = {StatusKind.SIGNED, StatusKind.LEFT, StatusKind.NOT_SIGNED}
_STANDINGS = {
    StatusKind.PARTY: "are party to",
    StatusKind.JOINED: "have joined but are not yet bound by",
    StatusKind.SIGNED: "have signed but not joined",
    StatusKind.LEAVING: "are leaving",
    StatusKind.SUSPENSION_CLAIMED: "claim to suspend",
    StatusKind.LEFT: "have left",
    StatusKind.NOT_SIGNED: "have not signed",
    StatusKind.UNCERTAIN: "have an uncertain status under",
}


def least_claim(sheet: Sheet) -> str:
    """Return what the filter by claims asks of a state, or nothing."""
    least = sheet.view.claim_least
    if least is None:
        return ""
    group = GROUP_LABELS[sheet.view.claim_group]
    if least is ClaimClass.NO_FIGURE:
        return f"a recorded claim about {group}"
    return f"a recorded claim about {group} classed {CLASS_LABELS[least].partition(':')[0]} or above"


def standing(sheet: Sheet) -> str:
    """Return what the filter by status keeps as a predicate: "have left or have not signed the Mine Ban Convention"."""
    kinds = sheet.view.statuses
    if set(kinds) == NOT_PARTY:
        return f"are not party to the {sheet.treaty.short_name}"
    if not kinds:
        return ""
    words = dict(_STANDINGS)
    if sheet.treaty.opened is None:
        words[StatusKind.NOT_SIGNED] = "have not joined"
    said = [words[kind] for kind in kinds if kind is not StatusKind.NOT_ELIGIBLE]
    return f"{' or '.join(said)} the {sheet.treaty.short_name}" if said else "may not join it"


def of_regions(sheet: Sheet) -> str:
    """Return the regions that count, behind a noun: " of Africa and Asia"."""
    return f" of {listed([_REGIONS[r] for r in sheet.view.regions])}" if sheet.view.regions else ""
