"""Where an area stands under a treaty, in one sentence with its day: "State party since 1 March 1999"."""

from __future__ import annotations

from datetime import date

from dashboard.maps.wording import status_words
from geodata import StatusKind, TreatyStatus, day_label
from geodata.joins import StatusRow
from geodata.model import ActionKind, Citation, Treaty
from geodata.sources import marked
from geodata.treaties import LEGAL_KINDS, act_behind
from geodata.wording import named, sentence

# {day} is the first day of the status; a status without a day of its own is told by its name alone.
_WITH_DAY = {
    StatusKind.PARTY: "State party since {day}",
    StatusKind.JOINED: "Joined on {day}, not yet bound",
    StatusKind.SIGNED: "Signed on {day}, has not joined",
    StatusKind.SUSPENSION_CLAIMED: "State party, suspension claimed by notice of {day}",
    StatusKind.LEFT: "Left on {day}",
}


def standing(row: StatusRow, treaty: Treaty, *, day: date) -> str:
    """Return the status of an area with the day it began; a territory names the state that it follows.

    It is marked when no document of the depositary confirms the last legal act behind it.
    """
    act, text = act_behind(row.status), _words(row.status, treaty, day)
    text = marked(act, text) if act else text
    return f"{text}, as {named(row.follows.name)}, which administers it" if row.follows else text


def standing_citations(row: StatusRow, treaty: Treaty) -> tuple[Citation, ...]:
    """Return what to cite for a standing: the last legal act behind it, or the treaty where there is none."""
    legal = [act for act in row.status.actions if act.kind in LEGAL_KINDS]
    return (legal[-1] if legal else treaty).citations[:1]


def _words(status: TreatyStatus, treaty: Treaty, day: date) -> str:
    if status.kind is StatusKind.NOT_SIGNED and day < treaty.adopted:
        return "Not yet adopted"  # as the panel says it
    if status.since is None:
        return sentence(status_words(status, treaty))
    since = day_label(status.since)
    if status.kind is StatusKind.LEAVING:
        notices = [act for act in status.actions if act.kind is ActionKind.WITHDRAWAL_NOTIFIED]
        leaves = notices[-1].date_effective if notices else None
        return f"State party, leaving{f' on {day_label(leaves)}' if leaves else ''} (notified on {since})"
    return _WITH_DAY[status.kind].format(day=since)
