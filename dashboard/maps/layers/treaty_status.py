"""The treaty status layer: every area by the status of its state, only what changed since a day, or a second map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.maps.context import ComposeContext, Layer
from dashboard.maps.palette import NO_CHANGE_LOOK, STATUS_LOOKS
from dashboard.maps.spec import AreaFeature, Beside, Legend, LegendClass, Line, Section
from dashboard.maps.wording import counted, status_name, status_words
from geodata import StatusKind, day_label
from geodata.joins import StatusRow
from geodata.model import State, Treaty, TreatyAction
from geodata.sources import mark_of
from geodata.treaties import LEGAL_KINDS
from geodata.wording import capitalized, enumeration, name_in_sentence

ID = "status"

# -- The treaty status layer: every area filled by the status of its state on the day.

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


def legend(ctx: ComposeContext) -> Legend:
    """Return all classes with the number of states in each, whether or not the filter keeps them."""
    chosen = ctx.view.statuses
    counted = status_counts(ctx, ctx.statuses)
    classes = tuple(
        LegendClass(
            class_id=kind.value,
            label=capitalized(status_name(kind, ctx.treaty)),
            meaning=MEANINGS[kind],
            look=STATUS_LOOKS[kind],
            count=counted[kind],
            is_selected=not chosen or kind in chosen,
        )
        for kind in StatusKind
    )
    return Legend(ID, f"Status under the {ctx.treaty.short_name}", "fill", classes, NOTE)


def status_counts(ctx: ComposeContext, rows: Mapping[str, StatusRow]) -> dict[StatusKind, int]:
    """Return the number of states of each kind that all filters but the one by status keep; not eligible are areas."""
    found = [rows[s.area].kind for s in ctx.dataset.countries if ctx.passes(s, status=False)]
    others = sum(
        not s.is_state and not ctx.dataset.administrator(s) and ctx.passes(s, status=False)
        for s in ctx.dataset.states.values()
    )
    return {kind: others if kind is StatusKind.NOT_ELIGIBLE else found.count(kind) for kind in StatusKind}


def areas(ctx: ComposeContext) -> tuple[AreaFeature, ...]:
    """Return every area with its status class, by code."""
    return tuple(
        feature(row, ctx.treaty, is_muted=ctx.is_filtered and not ctx.passes(row.state))
        for row in ctx.statuses.values()
    )


def feature(row: StatusRow, treaty: Treaty, *, is_muted: bool) -> AreaFeature:
    """Return one area with its status class; what its class does not say stands in the sentence."""
    words = capitalized(status_words(row.status, treaty))
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
    return f"{words}, as {name_in_sentence(administrator.name)}, which administers it"


# -- Treaty status in another light: only the areas whose status changed between two days are coloured, by the new one.

NO_CHANGE = "no-change"
# The statuses that a state can come to have: nobody comes to be what all states were before the first act. Areas that
# cannot join are told apart from what did not change, and stand where neighbours differ by hatch.
CHANGE_KINDS = (
    StatusKind.PARTY,
    StatusKind.JOINED,
    StatusKind.SIGNED,
    StatusKind.LEAVING,
    StatusKind.SUSPENSION_CLAIMED,
    StatusKind.LEFT,
    StatusKind.NOT_ELIGIBLE,
    StatusKind.UNCERTAIN,
)
CHANGE_LOOKS = {**{kind.value: STATUS_LOOKS[kind] for kind in CHANGE_KINDS}, NO_CHANGE: NO_CHANGE_LOOK}
_MOST_NAMES = 12


def change_legend(ctx: ComposeContext) -> Legend:
    """Return the new statuses with the number of states that changed to each, and the number that did not change."""
    chosen = ctx.view.statuses
    pool = [s for s in ctx.dataset.countries if ctx.passes(s, status=False)]
    turned = [ctx.statuses[state.area].kind for state in changed_states_of_any_status(ctx)]
    others = status_counts(ctx, ctx.statuses)[StatusKind.NOT_ELIGIBLE]
    classes = [
        LegendClass(
            class_id=kind.value,
            label=capitalized(status_name(kind, ctx.treaty)),
            meaning=MEANINGS[kind],
            look=STATUS_LOOKS[kind],
            count=others if kind is StatusKind.NOT_ELIGIBLE else turned.count(kind),
            is_selected=not chosen or kind in chosen,
        )
        for kind in CHANGE_KINDS
    ]
    same = LegendClass(
        class_id=NO_CHANGE,
        label="No change",
        meaning="the same status on both days",
        look=NO_CHANGE_LOOK,
        count=len(pool) - len(turned),
        is_selected=not chosen,
    )
    title = f"New status under the {ctx.treaty.short_name}, if changed since {day_label(ctx.since or ctx.day)}"
    return Legend(ID, title, "fill", (*classes, same), NOTE)


def change_areas(ctx: ComposeContext) -> tuple[AreaFeature, ...]:
    """Return every area with the status it came to have, or as unchanged, by code."""
    return tuple(_change_feature(ctx, row) for row in ctx.statuses.values())


def changed_states(ctx: ComposeContext) -> tuple[State, ...]:
    """Return the states that changed and pass every filter, by name."""
    return tuple(state for state in ctx.kept if ctx.has_changed(state.area))


def changed_states_of_any_status(ctx: ComposeContext) -> tuple[State, ...]:
    """Return the states that changed, whether or not the filter by status keeps what they came to be."""
    pool = (s for s in ctx.dataset.countries if ctx.passes(s, status=False))
    return tuple(state for state in pool if ctx.has_changed(state.area))


def change_words(ctx: ComposeContext, area: str) -> str:
    """Return both statuses of an area that changed: "Party → left"."""
    before, after = (status_words(rows[area].status, ctx.treaty) for rows in (ctx.before, ctx.statuses))
    return capitalized(f"{before} → {after}")


def change_acts(ctx: ComposeContext, area: str) -> tuple[TreatyAction, ...]:
    """Return the acts that brought a change about: the legal ones since, or else the last, of which one follows."""
    legal = [act for act in ctx.statuses[area].status.actions if act.kind in LEGAL_KINDS]
    since = [act for act in legal if ctx.since and act.when.latest > ctx.since]
    return tuple(since or legal[-1:])


def change_section(ctx: ComposeContext) -> Section:
    """Return what changed, one line for each pair of statuses, most states first; the filter by status is not in it."""
    found: dict[str, list[State]] = defaultdict(list)
    for state in changed_states_of_any_status(ctx):
        found[change_words(ctx, state.area)].append(state)
    lines = [_change_line(ctx, turn, states) for turn, states in sorted(found.items(), key=lambda item: -len(item[1]))]
    title = f"Changes under the {ctx.treaty.short_name} {_change_span(ctx)}"
    return Section(title, tuple(lines), empty="No state changed its status.", open_count=8)


def changes_in_words(ctx: ComposeContext) -> list[str]:
    """Return who changed, a sentence for each pair of statuses."""
    found: dict[str, list[str]] = defaultdict(list)
    for state in changed_states(ctx):
        found[change_words(ctx, state.area)].append(state.name)
    return [f"{turn}: {enumeration(names)}." for turn, names in found.items()]


def _change_span(ctx: ComposeContext) -> str:
    return f"between {day_label(ctx.since or ctx.day)} and {day_label(ctx.day)}"


def _change_feature(ctx: ComposeContext, row: StatusRow) -> AreaFeature:
    area = row.state.area
    is_same = row.kind is not StatusKind.NOT_ELIGIBLE and not ctx.has_changed(area)
    says = ""
    if is_same:
        says = capitalized(f"{status_words(row.status, ctx.treaty)} on both days")
    elif row.kind is not StatusKind.NOT_ELIGIBLE:
        since = row.status.since
        says = change_words(ctx, area) + (f" ({day_label(since)})" if since else "")
    return AreaFeature(
        area=area,
        name=row.state.common_name,
        class_id=NO_CHANGE if is_same else row.kind.value,
        sentence=following(says, row.follows) if row.follows else says,
        is_muted=ctx.is_filtered and not ctx.passes(row.state),
        follows=row.follows.area if row.follows else "",
    )


def _change_line(ctx: ComposeContext, turn: str, states: Sequence[State]) -> Line:
    names = [_dated_name(ctx, state) for state in states]
    is_long = len(names) > _MOST_NAMES
    return Line(
        figure=turn,
        text=counted(len(names), "state") if is_long else enumeration(names),
        sources=ctx.cite(c for state in states for act in change_acts(ctx, state.area) for c in act.citations[:1]),
        detail=enumeration(names) if is_long else "",
        swatch=ctx.statuses[states[0].area].kind.value,
    )


def _dated_name(ctx: ComposeContext, state: State) -> str:
    since = ctx.statuses[state.area].status.since
    about = [day_label(since)] if since else []
    about += [mark.value for act in change_acts(ctx, state.area)[-1:] if (mark := mark_of(act))]
    return f"{state.name} ({', '.join(about)})" if about else state.name


# -- The second map of a comparison: treaty status on another day, under another treaty, or both.


def second_context(ctx: ComposeContext) -> ComposeContext | None:
    """Return the context of the second map, or None when there is none: only treaty status can be compared."""
    wanted = ctx.view.beside
    if wanted is None or not ctx.has(ID):
        return None
    day = wanted.day or ctx.day
    view = replace(ctx.view, treaty=wanted.treaty or ctx.view.treaty, day=day, beside=None, since=None)
    return ComposeContext(view, day, ctx.dataset, ctx.numbering)


def second_map(ctx: ComposeContext) -> Beside | None:
    """Return the second map; claims and regions filter it as they do the first, statuses by its own day and treaty."""
    second = second_context(ctx)
    if second is None:
        return None
    chosen = ctx.view.statuses
    counts = status_counts(ctx, second.statuses)
    return Beside(
        title=map_title(second, ctx),
        main_title=map_title(ctx, second),
        day=second.day,
        treaty=second.treaty.treaty_id,
        note=_adoption_note(second),
        is_before=second.day < ctx.day,
        is_following=ctx.view.beside is not None and ctx.view.beside.day is None,
        areas=tuple(
            feature(
                row,
                second.treaty,
                is_muted=bool(chosen and row.kind not in chosen) or not ctx.passes(row.state, status=False),
            )
            for row in second.statuses.values()
        ),
        counts=tuple(counts[kind] for kind in StatusKind),
    )


def map_title(one: ComposeContext, two: ComposeContext) -> str:
    """Return what tells one map from the other."""
    parts = [one.treaty.short_name] if one.view.treaty != two.view.treaty else []
    if one.day != two.day or not parts:
        parts.append(day_label(one.day))
    return ", ".join(parts)


def legend_title_of_two(ctx: ComposeContext, second: Beside) -> str:
    """Return the title of the legend of two maps; its counts stand in the order of the titles."""
    titles = [second.main_title, second.title]
    both = " · ".join(reversed(titles) if second.is_before else titles)
    is_one = ctx.view.treaty == second.treaty
    return f"Status under the {ctx.treaty.short_name}: {both}" if is_one else f"Status: {both}"


def second_map_in_words(ctx: ComposeContext) -> list[str]:
    """Return what the second map shows, each class that any state is in with its number."""
    second, found = second_context(ctx), second_map(ctx)
    if second is None or found is None:
        return []
    said = [
        f"{capitalized(status_name(kind, second.treaty))}, {counted(count, 'state')}"
        for kind, count in zip(StatusKind, found.counts, strict=True)
        if count and kind is not StatusKind.NOT_ELIGIBLE
    ]
    note = f" {found.note}." if found.note else ""
    return [f"Beside it, {second.treaty.short_name}, {day_label(second.day)}:{note} {'. '.join(said)}."]


def _adoption_note(ctx: ComposeContext) -> str:
    adopted = ctx.treaty.adopted
    return f"The text was adopted on {day_label(adopted)}" if ctx.day < adopted else ""


LAYER = Layer(ID, "Treaty status", can_fill=True)
