"""Treaty status in another light: only the areas whose status changed between two days are coloured, by the new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dashboard.maps.layers import treaty_status
from dashboard.maps.palette import NO_CHANGE_LOOK, STATUS_LOOKS
from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import AreaFeature, Legend, LegendClass, Line, Section
from dashboard.maps.view import LayerId
from dashboard.maps.wording import counted, status_name, status_words
from geodata import StatusKind, day_label
from geodata.joins import StatusRow
from geodata.model import State, TreatyAction
from geodata.sources import mark_of
from geodata.treaties import LEGAL_KINDS
from geodata.wording import listed, sentence

NO_CHANGE = "no-change"
# The statuses that a state can come to have: nobody comes to be what all states were before the first act. Areas that
# cannot join are told apart from what did not change, and stand where neighbours differ by hatch.
KINDS = (
    StatusKind.PARTY,
    StatusKind.JOINED,
    StatusKind.SIGNED,
    StatusKind.LEAVING,
    StatusKind.SUSPENSION_CLAIMED,
    StatusKind.LEFT,
    StatusKind.NOT_ELIGIBLE,
    StatusKind.UNCERTAIN,
)
LOOKS = {**{kind.value: STATUS_LOOKS[kind] for kind in KINDS}, NO_CHANGE: NO_CHANGE_LOOK}
_MOST_NAMES = 12


def legend(sheet: Sheet) -> Legend:
    """Return the new statuses with the number of states that changed to each, and the number that did not change."""
    chosen = sheet.view.statuses
    pool = [s for s in sheet.dataset.countries if sheet.passes(s, status=False)]
    turned = [sheet.statuses[state.area].kind for state in of_any_status(sheet)]
    others = treaty_status.counts(sheet, sheet.statuses)[StatusKind.NOT_ELIGIBLE]
    classes = [
        LegendClass(
            class_id=kind.value,
            label=sentence(status_name(kind, sheet.treaty)),
            meaning=treaty_status.MEANINGS[kind],
            look=STATUS_LOOKS[kind],
            count=others if kind is StatusKind.NOT_ELIGIBLE else turned.count(kind),
            is_selected=not chosen or kind in chosen,
        )
        for kind in KINDS
    ]
    same = LegendClass(
        class_id=NO_CHANGE,
        label="No change",
        meaning="the same status on both days",
        look=NO_CHANGE_LOOK,
        count=len(pool) - len(turned),
        is_selected=not chosen,
    )
    title = f"New status under the {sheet.treaty.short_name}, if changed since {day_label(sheet.since or sheet.day)}"
    return Legend(LayerId.TREATY_STATUS, title, "fill", (*classes, same), treaty_status.NOTE)


def areas(sheet: Sheet) -> tuple[AreaFeature, ...]:
    """Return every area with the status it came to have, or as unchanged, by code."""
    return tuple(_feature(sheet, row) for row in sheet.statuses.values())


def changed(sheet: Sheet) -> tuple[State, ...]:
    """Return the states that changed and pass every filter, by name."""
    return tuple(state for state in sheet.kept if sheet.has_changed(state.area))


def of_any_status(sheet: Sheet) -> tuple[State, ...]:
    """Return the states that changed, whether or not the filter by status keeps what they came to be."""
    pool = (s for s in sheet.dataset.countries if sheet.passes(s, status=False))
    return tuple(state for state in pool if sheet.has_changed(state.area))


def words(sheet: Sheet, area: str) -> str:
    """Return both statuses of an area that changed: "Party → left"."""
    before, after = (status_words(rows[area].status, sheet.treaty) for rows in (sheet.before, sheet.statuses))
    return sentence(f"{before} → {after}")


def acts(sheet: Sheet, area: str) -> tuple[TreatyAction, ...]:
    """Return the acts that brought a change about: the legal ones since, or else the last, of which one follows."""
    legal = [act for act in sheet.statuses[area].status.actions if act.kind in LEGAL_KINDS]
    since = [act for act in legal if sheet.since and act.when.latest > sheet.since]
    return tuple(since or legal[-1:])


def section(sheet: Sheet) -> Section:
    """Return what changed, one line for each pair of statuses, most states first; the filter by status is not in it."""
    found: dict[str, list[State]] = defaultdict(list)
    for state in of_any_status(sheet):
        found[words(sheet, state.area)].append(state)
    lines = [_line(sheet, turn, states) for turn, states in sorted(found.items(), key=lambda item: -len(item[1]))]
    title = f"Changes under the {sheet.treaty.short_name} {_span(sheet)}"
    return Section(title, tuple(lines), empty="No state changed its status.", open_count=8)


def in_words(sheet: Sheet) -> list[str]:
    """Return who changed, a sentence for each pair of statuses."""
    found: dict[str, list[str]] = defaultdict(list)
    for state in changed(sheet):
        found[words(sheet, state.area)].append(state.name)
    return [f"{turn}: {listed(names)}." for turn, names in found.items()]


def _span(sheet: Sheet) -> str:
    return f"between {day_label(sheet.since or sheet.day)} and {day_label(sheet.day)}"


def _feature(sheet: Sheet, row: StatusRow) -> AreaFeature:
    area = row.state.area
    is_same = row.kind is not StatusKind.NOT_ELIGIBLE and not sheet.has_changed(area)
    says = ""
    if is_same:
        says = sentence(f"{status_words(row.status, sheet.treaty)} on both days")
    elif row.kind is not StatusKind.NOT_ELIGIBLE:
        since = row.status.since
        says = words(sheet, area) + (f" ({day_label(since)})" if since else "")
    return AreaFeature(
        area=area,
        name=row.state.common_name,
        class_id=NO_CHANGE if is_same else row.kind.value,
        sentence=treaty_status.following(says, row.follows) if row.follows else says,
        is_muted=sheet.is_filtered and not sheet.passes(row.state),
        follows=row.follows.area if row.follows else "",
    )


def _line(sheet: Sheet, turn: str, states: Sequence[State]) -> Line:
    names = [_dated(sheet, state) for state in states]
    is_long = len(names) > _MOST_NAMES
    return Line(
        figure=turn,
        text=counted(len(names), "state") if is_long else listed(names),
        sources=sheet.cite(c for state in states for act in acts(sheet, state.area) for c in act.citations[:1]),
        detail=listed(names) if is_long else "",
        swatch=sheet.statuses[states[0].area].kind.value,
    )


def _dated(sheet: Sheet, state: State) -> str:
    since = sheet.statuses[state.area].status.since
    about = [day_label(since)] if since else []
    about += [mark.value for act in acts(sheet, state.area)[-1:] if (mark := mark_of(act))]
    return f"{state.name} ({', '.join(about)})" if about else state.name
