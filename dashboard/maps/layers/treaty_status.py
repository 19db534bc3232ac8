"""The treaty status layer: every area by the status of its state, only what changed since a day, or a second map."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from dashboard.maps.as_of import contested_by
from dashboard.maps.context import REGION, AreaRow, ComposeContext, Layer, Picture, RowFacts
from dashboard.maps.empty_state import RESET, SINCE, go_to, no_state_passes
from dashboard.maps.palette import NO_CHANGE_LOOK, STATUS_LOOKS
from dashboard.maps.spec import (
    AreaFeature,
    Beside,
    Chapter,
    CitedText,
    Column,
    Empty,
    Headline,
    Legend,
    LegendClass,
    Line,
    Section,
    Term,
)
from dashboard.maps.view import TREATIES, View
from dashboard.maps.wording import (
    AREAS,
    MOST_NAMES_IN_A_NOTE,
    STATES,
    act_clause,
    claim_filter_phrase,
    count_range,
    counted,
    counted_at_start,
    names_or_count,
    paragraphs,
    region_phrase,
    spelled,
    spelled_alone,
    states_of_regions,
    status_citations,
    status_clause,
    status_filter_phrase,
    status_heading,
    status_label,
    status_sentence,
    treaty_label,
    with_administrator,
)
from geodata import STATUS_LABELS, StatusKind, TreatyStatus, day_label, timeline
from geodata.collation import name_key
from geodata.dataset import Dataset
from geodata.dates import DateSpan
from geodata.joins import StatusRow
from geodata.model import ActionKind, Citation, Mark, State, Treaty, TreatyAction
from geodata.sources import mark_of, with_mark
from geodata.treaties import CONSENT_KINDS, JOINED_KINDS, LEGAL_KINDS, entry_into_force, status_words
from geodata.wording import capitalized, date_heading, enumeration, name_in_sentence, status_subject

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
            label=status_label(kind, ctx.treaty),
            meaning=MEANINGS[kind],
            look=STATUS_LOOKS[kind],
            count=counted[kind],
            is_selected=not chosen or kind in chosen,
        )
        for kind in StatusKind
    )
    return Legend(ID, f"Status under the {ctx.treaty.short_name}", "fill", classes, NOTE, edit="keep")


def status_counts(ctx: ComposeContext, rows: Mapping[str, StatusRow]) -> dict[StatusKind, int]:
    """Return the number of states of each kind that all filters but the one by status keep; not eligible are areas."""
    kinds = [rows[row.state.area].kind for row in ctx.passing(ID)]
    ineligible_count = sum(
        not row.state.is_state and not ctx.dataset.administrator(row.state) and row.passes((ID,))
        for row in ctx.rows.values()
    )
    return {kind: ineligible_count if kind is StatusKind.NOT_ELIGIBLE else kinds.count(kind) for kind in StatusKind}


def areas(ctx: ComposeContext) -> tuple[AreaFeature, ...]:
    """Return every area with its status class, by code."""
    return tuple(feature(row.status, ctx.treaty, is_muted=not row.passes()) for row in ctx.rows.values())


def feature(row: StatusRow, treaty: Treaty, *, is_muted: bool) -> AreaFeature:
    """Return one area with its status class; what its class does not say stands in the sentence."""
    heading = status_heading(row.status, treaty)
    text = heading if row.kind is StatusKind.UNCERTAIN else ""
    if row.follows:
        text = with_administrator(heading, row.follows)
    return AreaFeature(
        area=row.state.area,
        name=row.state.common_name,
        class_id=row.kind.value,
        sentence=CitedText(text),
        is_muted=is_muted,
        follows=row.follows.area if row.follows else "",
    )


# -- Treaty status in another light: only the areas whose status changed between two days are coloured, by the new one.

NO_CHANGE = "no-change"
# The statuses that a state can change to; not-signed is none of them, because every state has it before its first act.
# Areas that cannot join are a class apart from those that did not change, placed so that neighbours differ by hatch.
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
_MOST_NAMES = 12


def change_legend(ctx: ComposeContext) -> Legend:
    """Return the new statuses with the number of states that changed to each, and the number that did not change."""
    chosen = ctx.view.statuses
    new_kinds = [ctx.statuses[state.area].kind for state in changed_states_of_any_status(ctx)]
    ineligible_count = status_counts(ctx, ctx.statuses)[StatusKind.NOT_ELIGIBLE]
    classes = [
        LegendClass(
            class_id=kind.value,
            label=status_label(kind, ctx.treaty),
            meaning=MEANINGS[kind],
            look=STATUS_LOOKS[kind],
            count=ineligible_count if kind is StatusKind.NOT_ELIGIBLE else new_kinds.count(kind),
            is_selected=not chosen or kind in chosen,
        )
        for kind in CHANGE_KINDS
    ]
    same = LegendClass(
        class_id=NO_CHANGE,
        label="No change",
        meaning="the same status on both days",
        look=NO_CHANGE_LOOK,
        count=len(ctx.passing(ID)) - len(new_kinds),
        is_selected=not chosen,
    )
    title = f"New status under the {ctx.treaty.short_name}, if changed since {day_label(ctx.since or ctx.day)}"
    return Legend(ID, title, "fill", (*classes, same), NOTE, edit="keep")


def change_areas(ctx: ComposeContext) -> tuple[AreaFeature, ...]:
    """Return every area with the status it came to have, or as unchanged, by code."""
    return tuple(_change_feature(ctx, row) for row in ctx.rows.values())


def changed_states(ctx: ComposeContext) -> tuple[State, ...]:
    """Return the states that changed and pass every filter, by name."""
    return tuple(state for state in ctx.kept if ctx.has_changed(state.area))


def changed_states_of_any_status(ctx: ComposeContext) -> tuple[State, ...]:
    """Return the states that changed, whether or not the filter by status keeps what they came to be."""
    return tuple(row.state for row in ctx.passing(ID) if ctx.has_changed(row.state.area))


def change_text(ctx: ComposeContext, area: str) -> str:
    """Return both statuses of an area that changed: "Party → left"."""
    before, after = ctx.before[area].status, ctx.statuses[area].status
    return f"{status_heading(before, ctx.treaty)} → {status_words(after, ctx.treaty)}"


def change_acts(ctx: ComposeContext, area: str) -> tuple[TreatyAction, ...]:
    """Return the acts that brought a change about: the legal ones since, or else the last, of which one follows."""
    legal = [act for act in ctx.statuses[area].status.actions if act.kind in LEGAL_KINDS]
    since = [act for act in legal if ctx.since and act.when.latest > ctx.since]
    return tuple(since or legal[-1:])


def change_section(ctx: ComposeContext) -> Section:
    """Return what changed, one line for each pair of statuses, most states first; the filter by status is not in it."""
    states_by_change: dict[str, list[State]] = defaultdict(list)
    for state in changed_states_of_any_status(ctx):
        states_by_change[change_text(ctx, state.area)].append(state)
    lines = [
        _change_line(ctx, change, states)
        for change, states in sorted(states_by_change.items(), key=lambda item: -len(item[1]))
    ]
    title = f"Changes under the {ctx.treaty.short_name} {_change_span(ctx)}"
    return Section(title, tuple(lines), empty="No state changed its status.", open_count=8)


def change_sentences(ctx: ComposeContext) -> list[CitedText]:
    """Return who changed, a sentence without a final stop for each pair of statuses."""
    names_by_change: dict[str, list[str]] = defaultdict(list)
    for state in changed_states(ctx):
        names_by_change[change_text(ctx, state.area)].append(state.name)
    return [CitedText(f"{change}: {enumeration(names)}") for change, names in names_by_change.items()]


def _change_span(ctx: ComposeContext) -> str:
    return f"between {day_label(ctx.since or ctx.day)} and {day_label(ctx.day)}"


def _change_feature(ctx: ComposeContext, area_row: AreaRow) -> AreaFeature:
    row, area = area_row.status, area_row.state.area
    is_same = row.kind is not StatusKind.NOT_ELIGIBLE and not ctx.has_changed(area)
    text = ""
    if is_same:
        text = f"{status_heading(row.status, ctx.treaty)} on both days"
    elif row.kind is not StatusKind.NOT_ELIGIBLE:
        since = row.status.since
        text = change_text(ctx, area) + (f" ({day_label(since)})" if since else "")
    return AreaFeature(
        area=area,
        name=row.state.common_name,
        class_id=NO_CHANGE if is_same else row.kind.value,
        sentence=CitedText(with_administrator(text, row.follows) if row.follows else text),
        is_muted=not area_row.passes(),
        follows=row.follows.area if row.follows else "",
    )


def _change_line(ctx: ComposeContext, change: str, states: Sequence[State]) -> Line:
    names = [_dated_name(ctx, state) for state in states]
    return Line(
        figure=change,
        text=names_or_count(names, _MOST_NAMES),
        sources=ctx.cite(c for state in states for act in change_acts(ctx, state.area) for c in act.citations[:1]),
        detail=enumeration(names) if len(names) > _MOST_NAMES else "",
        swatch=ctx.statuses[states[0].area].kind.value,
        records=tuple(act.action_id for state in states for act in change_acts(ctx, state.area)),
    )


def _dated_name(ctx: ComposeContext, state: State) -> str:
    since = ctx.statuses[state.area].status.since
    about = [day_label(since)] if since else []
    about += [mark.value for act in change_acts(ctx, state.area)[-1:] if (mark := mark_of(act))]
    return f"{state.name} ({', '.join(about)})" if about else state.name


# -- The sentence over the map.


def _status_sentence(ctx: ComposeContext) -> str:
    treaty, view, pool = ctx.treaty, ctx.view, ctx.in_regions()
    if set(view.statuses) == {StatusKind.NOT_ELIGIBLE}:
        outside = [row for row in ctx.rows.values() if not ctx.dataset.administrator(row.state) and row.passes()]
        return areas_that_cannot_join(len(outside), regions=view.regions, treaty=treaty)
    if view.statuses or view.claim_least:
        return states_that_pass(len(ctx.kept), len(pool), filters=view, treaty=treaty)
    statuses = [row.status.status for row in pool]
    joined = sum(status.has_joined for status in statuses)
    if ctx.day < treaty.in_force and any(status.kind is not StatusKind.NOT_SIGNED for status in statuses):
        if treaty.opened is None:
            return consents_before_entry_into_force(joined, len(pool), regions=view.regions, treaty=treaty)
        signed = sum(any(act.kind is ActionKind.SIGNATURE for act in status.actions) for status in statuses)
        return signatures_before_entry_into_force(signed, joined, len(pool), regions=view.regions, treaty=treaty)
    asides = _asides(statuses)
    if joined == 0 and not asides:
        return nobody_has_joined(ctx.day, regions=view.regions, treaty=treaty)
    return states_that_have_joined(joined, len(pool), regions=view.regions, treaty=treaty, asides=asides)


def _asides(statuses: Sequence[TreatyStatus]) -> list[str]:
    """What has to be said beside the number that have joined: who left, leaves, claims to suspend, may have joined."""
    counts = {
        states_that_left: sum(s.kind is StatusKind.LEFT for s in statuses),
        states_that_are_leaving: sum(s.kind is StatusKind.LEAVING for s in statuses),
        states_that_claim_to_suspend: sum(s.kind is StatusKind.SUSPENSION_CLAIMED for s in statuses),
        states_that_may_have_joined: sum(
            not s.has_joined and any(kind in JOINED_KINDS for kind in s.possible) for s in statuses
        ),
    }
    return [message(count) for message, count in counts.items() if count]


# -- Messages of that sentence, one for each situation; `filters` is the view whose filters the sentence names.


def areas_that_cannot_join(count: int, *, regions: Sequence[str], treaty: Treaty) -> str:
    """Return how many areas are not eligible: Three areas of Asia cannot join the Mine Ban Convention."""
    if not count:
        return f"No area{region_phrase(regions)} that cannot join the {treaty.short_name} passes the filter"
    return f"{counted_at_start(count, AREAS)}{region_phrase(regions)} cannot join the {treaty.short_name}"


def states_that_pass(count: int, whole: int, *, filters: View, treaty: Treaty) -> str:
    """Return how many states the filters by status and by claims keep, of which one at least is on."""
    begin = f"{count} of {whole} {states_of_regions(filters.regions)}"
    predicate = status_filter_phrase(filters.statuses, treaty)
    claim = claim_filter_phrase(filters.claim_least, filters.claim_group)
    if not claim:
        return f"{begin} {predicate}"
    return f"{begin} {predicate} and have {claim}" if predicate else f"{begin} have {claim}"


def consents_before_entry_into_force(count: int, whole: int, *, regions: Sequence[str], treaty: Treaty) -> str:
    """Return how many states consented to a treaty that is not signed and not yet in force."""
    return (
        f"{count} of {whole} {states_of_regions(regions)} have consented to be bound by the {treaty.short_name}, which "
        "is not yet in force"
    )


def signatures_before_entry_into_force(
    signed: int, consented: int, whole: int, *, regions: Sequence[str], treaty: Treaty
) -> str:
    """Return how many states signed a treaty that is not yet in force, and how many consented to be bound."""
    have = "has" if consented == 1 else "have"
    return (
        f"{signed} of {whole} {states_of_regions(regions)} have signed the {treaty.short_name}; "
        f"{spelled_alone(consented)} {have} consented to be bound"
    )


def nobody_has_joined(day: date, *, regions: Sequence[str], treaty: Treaty) -> str:
    """Return that no state has joined, and why none could where the day lies before adoption or opening."""
    if day < treaty.adopted:
        return f"The {treaty.short_name} did not exist yet: its text was adopted on {day_label(treaty.adopted)}"
    subject = f"No state{region_phrase(regions)}"
    if treaty.opened and day < treaty.opened:
        return f"{subject} had signed the {treaty.short_name}: it was opened on {day_label(treaty.opened)}"
    return f"{subject} has joined the {treaty.short_name}"


def states_that_have_joined(
    count: int, whole: int, *, regions: Sequence[str], treaty: Treaty, asides: Sequence[str]
) -> str:
    """Return how many states have joined, and what has to be said beside it, each of `asides` a message of its own."""
    text = f"{count} of {whole} {states_of_regions(regions)} have joined the {treaty.short_name}"
    return f"{text}; {enumeration(asides)}" if asides else text


def states_that_left(count: int) -> str:
    """Return how many states have left a treaty that the sentence has named."""
    return f"{spelled(count)} has left it" if count == 1 else f"{spelled(count)} have left it"


def states_that_are_leaving(count: int) -> str:
    """Return how many states are leaving."""
    return f"{spelled(count)} is leaving" if count == 1 else f"{spelled(count)} are leaving"


def states_that_claim_to_suspend(count: int) -> str:
    """Return how many states claim to suspend a treaty that the sentence has named."""
    return f"{spelled(count)} claims to suspend it" if count == 1 else f"{spelled(count)} claim to suspend it"


def states_that_may_have_joined(count: int) -> str:
    """Return how many states may have joined, as dates are known to a range only."""
    return f"{spelled(count)} may have joined"


# -- The second map of a comparison: treaty status on another day, under another treaty, or both.


def second_map(ctx: ComposeContext) -> Beside | None:
    """Return the second map; claims and regions filter it as they do the first, statuses by its own day and treaty."""
    second = ctx.second
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
                is_muted=bool(chosen and row.kind not in chosen) or not ctx.rows[row.state.area].passes((ID,)),
            )
            for row in second.statuses.values()
        ),
        counts=tuple(counts[kind] for kind in StatusKind),
    )


def map_title(ctx: ComposeContext, other: ComposeContext) -> str:
    """Return what tells one map from the other."""
    parts = [ctx.treaty.short_name] if ctx.view.treaty != other.view.treaty else []
    if ctx.day != other.day or not parts:
        parts.append(day_label(ctx.day))
    return ", ".join(parts)


def legend_title_of_two(ctx: ComposeContext, second: Beside) -> str:
    """Return the title of the legend of two maps; its counts stand in the order of the titles."""
    titles = [second.main_title, second.title]
    both = " · ".join(reversed(titles) if second.is_before else titles)
    is_one = ctx.view.treaty == second.treaty
    return f"Status under the {ctx.treaty.short_name}: {both}" if is_one else f"Status: {both}"


def second_map_sentences(ctx: ComposeContext) -> list[CitedText]:
    """Return what the second map shows, each class that any state is in with its number, without a final stop."""
    second, second_spec = ctx.second, second_map(ctx)
    if second is None or second_spec is None:
        return []
    class_counts = [
        f"{status_label(kind, second.treaty)}, {counted(count, STATES)}"
        for kind, count in zip(StatusKind, second_spec.counts, strict=True)
        if count and kind is not StatusKind.NOT_ELIGIBLE
    ]
    note = f" {second_spec.note}." if second_spec.note else ""
    title = f"Beside it, {second.treaty.short_name}, {day_label(second.day)}:"
    return [CitedText(f"{title}{note} {'. '.join(class_counts)}")]


def _adoption_note(ctx: ComposeContext) -> str:
    adopted = ctx.treaty.adopted
    return f"The text was adopted on {day_label(adopted)}" if ctx.day < adopted else ""


# -- The sentence over a map that compares: two days, two treaties, or what changed between two days.

_MOST_SOURCES = 8  # behind one sentence; beyond that it rests on the depositary, and the panel cites each act
_CHANGE_VERBS = {
    StatusKind.PARTY: "became bound",
    StatusKind.JOINED: "joined",
    StatusKind.SIGNED: "signed",
    StatusKind.LEAVING: "gave notice of leaving",
    StatusKind.SUSPENSION_CLAIMED: "claimed to suspend it",
    StatusKind.LEFT: "left it",
    StatusKind.UNCERTAIN: "came to an uncertain status",
}


def of_two(ctx: ComposeContext, second: ComposeContext) -> str:
    """Return what two maps show side by side; of two days the earlier one comes first."""
    pool, filters = [row.state for row in ctx.passing(ID)], ctx.view
    first, last = (second, ctx) if second.day < ctx.day else (ctx, second)
    sides = _side(first, pool), _side(last, pool)
    if first.view.treaty == last.view.treaty:
        return kept_on_two_days(*sides, len(pool), filters=filters)
    if filters.statuses:
        return kept_under_two_treaties(*sides, len(pool), filters=filters)
    if not (sides[0].is_adopted and sides[1].is_adopted):
        return joined_one_of_two_treaties(*sides, len(pool), filters=filters)
    if first.day != last.day:
        return joined_two_treaties_on_two_days(*sides, len(pool), filters=filters)
    sure, at_most = _sure_and_at_most(min(_joined(s, first), _joined(s, last)) for s in pool)
    return joined_two_treaties(*sides, len(pool), filters=filters, both=count_range(sure, at_most))


def _side(ctx: ComposeContext, pool: Sequence[State]) -> Side:
    """One of the two maps: of how many states of the pool the predicate is true, by every reading of the dates."""
    chosen = ctx.view.statuses
    if chosen:
        kept = sum(ctx.statuses[state.area].kind in chosen for state in pool)
        return Side(ctx.day, ctx.treaty, count_range(kept, kept))
    return Side(ctx.day, ctx.treaty, count_range(*_sure_and_at_most(_joined(state, ctx) for state in pool)))


def _joined(state: State, ctx: ComposeContext) -> int:
    """Whether a state has joined: 2 by every reading of the dates, 1 by some, 0 by none."""
    readings = [kind in JOINED_KINDS for kind in ctx.statuses[state.area].status.possible]
    return all(readings) + any(readings)


def _sure_and_at_most(readings: Iterable[int]) -> tuple[int, int]:
    counts = list(readings)
    return counts.count(2), len(counts) - counts.count(0)


# -- Messages of that sentence for two maps; `whole` is the number of states that all filters but that by status keep.


@dataclass(frozen=True, slots=True)
class Side:
    """One of two maps in a sentence: its day, its treaty, and the number of states, as in `count_range`."""

    day: date
    treaty: Treaty
    count: str

    @property
    def is_adopted(self) -> bool:
        """Whether the text of its treaty was adopted by its day."""
        return self.day >= self.treaty.adopted


def kept_on_two_days(first: Side, last: Side, whole: int, *, filters: View) -> str:
    """Return how many states have joined, or pass the filter by status, on two days under one treaty."""
    predicate = _joined_or_kept(first.treaty, filters)
    return (
        f"{first.count} of {_compared_states(whole, filters)} {predicate} as of {day_label(first.day)}, and "
        f"{last.count} as of {day_label(last.day)}"
    )


def kept_under_two_treaties(first: Side, last: Side, whole: int, *, filters: View) -> str:
    """Return how many states pass the filter by status under two treaties, with the days where they differ."""
    one = f"{first.count} of {_compared_states(whole, filters)} {_joined_or_kept(first.treaty, filters)}"
    other = f"{last.count} of {whole} {_joined_or_kept(last.treaty, filters)}"
    if first.day == last.day:
        return f"{one}, and {other}"
    return f"{one} as of {day_label(first.day)}, and {other} as of {day_label(last.day)}"


def joined_two_treaties(first: Side, last: Side, whole: int, *, filters: View, both: str) -> str:
    """Return how many states have joined two treaties on one day, and how many have joined both."""
    return (
        f"{first.count} of {_compared_states(whole, filters)} have joined the {first.treaty.short_name} and "
        f"{last.count} the {last.treaty.short_name}; {both} have joined both"
    )


def joined_two_treaties_on_two_days(first: Side, last: Side, whole: int, *, filters: View) -> str:
    """Return how many states have joined two treaties, each on a day of its own."""
    return (
        f"{first.count} of {_compared_states(whole, filters)} have joined the {first.treaty.short_name} as of "
        f"{day_label(first.day)} and {last.count} the {last.treaty.short_name} as of {day_label(last.day)}"
    )


def joined_one_of_two_treaties(first: Side, last: Side, whole: int, *, filters: View) -> str:
    """Return how many states have joined the one treaty, and that the other was not adopted yet, or neither was."""
    is_dated = first.day != last.day
    counts = [
        f"{side.count} of {_compared_states(whole, filters)} have joined the {side.treaty.short_name}"
        + (f" as of {day_label(side.day)}" if is_dated else "")
        for side in (first, last)
        if side.is_adopted
    ]
    ahead = [
        f"the {side.treaty.short_name} did not exist yet" + (f" on {day_label(side.day)}" if is_dated else "")
        for side in (first, last)
        if not side.is_adopted
    ]
    return capitalized("; ".join([*counts, *ahead]))


def _compared_states(count: int, filters: View) -> str:
    """The states among which both maps count, as they stand behind "of"."""
    states = f"{count} {states_of_regions(filters.regions)}"
    claim = claim_filter_phrase(filters.claim_least, filters.claim_group)
    return f"{states} that have {claim}" if claim else states


def _joined_or_kept(treaty: Treaty, filters: View) -> str:
    return status_filter_phrase(filters.statuses, treaty) or f"have joined the {treaty.short_name}"


# -- The sentence over a map of what changed between two days.


def of_changes(ctx: ComposeContext, since: date) -> str:
    """Return how many states changed their status between two days; of a filter by status, what they came to be."""
    if since >= ctx.day:
        return f"Nothing can have changed: {day_label(since)} is not before {day_label(ctx.day)}"
    count = len(changed_states_of_any_status(ctx))
    if ctx.view.statuses and count:
        became = _new_status_counts(ctx)
        return kept_of_changed(count, since, ctx.day, filters=ctx.view, treaty=ctx.treaty, became=became)
    return changed_status(count, since, ctx.day, filters=ctx.view, treaty=ctx.treaty)


def changed_status(count: int, since: date, day: date, *, filters: View, treaty: Treaty) -> str:
    """Return how many states changed their status between two days."""
    status = "its status" if count == 1 else "their status"
    return (
        f"Between {day_label(since)} and {day_label(day)}, {_changed_states(count, filters)} changed {status} under "
        f"the {treaty.short_name}"
    )


def kept_of_changed(
    count: int, since: date, day: date, *, filters: View, treaty: Treaty, became: Sequence[tuple[StatusKind, int]]
) -> str:
    """Return what those of the states that changed came to be that a filter by status keeps; it may keep none."""
    return (
        f"Of {_changed_states(count, filters)} whose status under the {treaty.short_name} changed between "
        f"{day_label(since)} and {day_label(day)}, {changed_to(became, count) or 'none is shown'}"
    )


def _changed_states(count: int, filters: View) -> str:
    """The states that changed, as they stand inside a sentence."""
    claim = claim_filter_phrase(filters.claim_least, filters.claim_group)
    if count == 1:
        return f"one state{region_phrase(filters.regions)}" + (f" that has {claim}" if claim else "")
    return f"{spelled(count)} {states_of_regions(filters.regions)}" + (f" that have {claim}" if claim else "")


def changed_to(counts: Sequence[tuple[StatusKind, int]], whole: int) -> str:
    """Return how many states came to each status, all of them by "it", "both" or "all"; empty when none is counted.

    Examples
    --------
    >>> changed_to([(StatusKind.LEFT, 5), (StatusKind.JOINED, 1)], 6), changed_to([(StatusKind.LEFT, 2)], 2)
    ('five left it and one joined', 'both left it')
    """
    everyone = {1: "it", 2: "both"}.get(whole, "all")
    return enumeration(
        [f"{spelled(count) if count < whole else everyone} {_CHANGE_VERBS[kind]}" for kind, count in counts]
    )


def _new_status_counts(ctx: ComposeContext) -> list[tuple[StatusKind, int]]:
    """Return the new statuses of the states that the filters keep with their number, most first."""
    return Counter(ctx.statuses[state.area].kind for state in changed_states(ctx)).most_common()


def behind(ctx: ComposeContext) -> tuple[Citation, ...]:
    """Return the citations of the acts that brought the changes about, or of the treaty when they are too many.

    The filter by status is not in it: the panel, which it does not change either, goes on from these numbers.
    """
    acts = (act for state in changed_states_of_any_status(ctx) for act in change_acts(ctx, state.area))
    citations = [citation for act in acts for citation in act.citations[:1]]
    is_short = 0 < len({citation.source_id for citation in citations}) <= _MOST_SOURCES
    return tuple(citations) if is_short else ctx.treaty.citations[:1]


def _how_compared(ctx: ComposeContext) -> str:
    """Return how the states of a comparison are counted."""
    if ctx.since is not None and ctx.view.statuses:
        return f"By the status on {day_label(ctx.day)}"
    if ctx.since is not None:
        whole = len(changed_states_of_any_status(ctx))
        return capitalized(changed_to(_new_status_counts(ctx), whole)) or "No change"
    return "“Joined” counts deposits" if not ctx.view.statuses else "Each map by its own day and treaty"


# -- The panel of a view: the two ways to count the parties.


def membership(ctx: ComposeContext) -> Section:
    """The two ways to count States Parties, which published figures mix; the legend counts the rest."""
    pool = [row.status.status for row in ctx.passing(ID)]
    joined, bound = count_range(*_joined_count(pool)), count_range(*_bound_count(pool))
    short = ctx.treaty.short_name
    has, be = "has" if joined == "1" else "have", "is" if bound == "1" else "are"
    may_join = f"{STATES.of(len(pool))} may join{', of those the filters keep' if ctx.is_filtered else ''}"
    lines = (
        Line(joined, f"{has} joined: consent deposited and not withdrawn, as depositaries count", (), is_computed=True),
        Line(bound, f"{be} bound: entry into force reached as well", (), is_computed=True),
        Line(str(len(pool)), may_join, (), is_computed=True),
    )
    return Section(f"Two ways to count the parties to the {short} (computed)", lines)


def _joined_count(statuses: list[TreatyStatus]) -> tuple[int, int]:
    sure = sum(s.has_joined for s in statuses)
    return sure, sure + sum(not s.has_joined and any(k in JOINED_KINDS for k in s.possible) for s in statuses)


def _bound_count(statuses: list[TreatyStatus]) -> tuple[int, int]:
    return sum(s.is_bound for s in statuses), sum(s.may_be_bound for s in statuses)


# -- What changed around the day: acts grouped by day, kind and treaty, each group one cited line.

WINDOW = timedelta(days=45)


def acts_around(ctx: ComposeContext) -> Section:
    """Return the acts within 45 days of the day, or else the last before and the first after it."""
    acts = sorted(_acts_in_regions(ctx), key=_act_key)
    near = [a for a in acts if a.when.earliest - WINDOW <= ctx.day <= a.when.latest + WINDOW]
    title = f"What changed around this day under the {ctx.treaty.short_name}"
    if not near:
        before = [a for a in acts if a.when.earliest < ctx.day]
        after = [a for a in acts if a.when.earliest > ctx.day]
        days = {x.when.earliest for x in (*before[-1:], *after[:1])}
        near = [a for a in acts if a.when.earliest in days]
        title = f"Nothing changed within 45 days under the {ctx.treaty.short_name}; nearest changes"
    lines = tuple(_acts_line(ctx, kind, list(group)) for (_, kind), group in groupby(near, key=_act_group))
    return Section(title, lines, empty="No act under this treaty is recorded.", open_count=8)


def _acts_in_regions(ctx: ComposeContext) -> Iterable[TreatyAction]:
    """Acts of the treaty by states that the region filter keeps, and the entries into force that follow from them."""
    for (treaty, area), acts in ctx.dataset.actions.items():
        if treaty == ctx.view.treaty and REGION not in ctx.rows[area].fails:
            yield from acts
            if not any(act.kind is ActionKind.ENTRY_INTO_FORCE for act in acts):
                yield from _entries_by_rule(ctx, acts)


def _entries_by_rule(ctx: ComposeContext, acts: Iterable[TreatyAction]) -> Iterable[TreatyAction]:
    """Entry into force by the rule of the treaty, for a deposit whose day is known: cited as the deposit is."""
    for act in acts:
        if act.kind in CONSENT_KINDS and act.when.is_exact:
            day = entry_into_force(ctx.treaty, act.when.earliest)
            yield replace(act, kind=ActionKind.ENTRY_INTO_FORCE, when=DateSpan.on(day))


def _act_key(act: TreatyAction) -> tuple[date, date, str, str]:
    return (act.when.earliest, act.when.latest, act.kind.value, act.area)


def _act_group(act: TreatyAction) -> tuple[str, ActionKind]:
    return (act.when.label, act.kind)


def _acts_line(ctx: ComposeContext, kind: ActionKind, acts: list[TreatyAction]) -> Line:
    names = sorted((with_mark(act, ctx.dataset.state(act.area).name) for act in acts), key=name_key)
    return Line(
        figure=date_heading(acts[0].when),
        text=act_clause(kind, names, most=_MOST_NAMES),
        sources=ctx.cite(c for act in acts for c in act.citations[:1]),
        detail=enumeration(names) if len(names) > _MOST_NAMES else "",
        records=tuple(act.action_id for act in acts),
    )


# -- Why the map shows no status, or no change.

_UNTOUCHED = {StatusKind.NOT_SIGNED, StatusKind.NOT_ELIGIBLE}


def _before_the_text(ctx: ComposeContext) -> Empty | None:
    treaty = ctx.treaty
    if ctx.day >= treaty.adopted:
        return None
    adopted = day_label(treaty.adopted)
    text = f"The text of the {treaty.short_name} was adopted on {adopted}; on this day there is no act to show."
    return go_to(text, treaty.adopted)


def _before_any_act(ctx: ComposeContext) -> Empty | None:
    if any(row.kind not in _UNTOUCHED for row in ctx.statuses.values()):
        return None
    acts = (
        act.when.earliest
        for (treaty, _), acts_of_state in ctx.dataset.actions.items()
        for act in acts_of_state
        if treaty == ctx.treaty.treaty_id and act.kind in LEGAL_KINDS
    )
    first = min((day for day in acts if day > ctx.day), default=None)
    text = f"No state had signed or joined the {ctx.treaty.short_name} by {day_label(ctx.day)}."
    return go_to(f"{text} The first acts are of {day_label(first)}.", first) if first else None


def _by_order(ctx: ComposeContext) -> Empty | None:
    if ctx.since is None or ctx.since < ctx.day:
        return None
    text = (
        f"The map shows {day_label(ctx.day)} and picks out what changed since {day_label(ctx.since)}, which is not "
        "earlier."
    )
    return Empty(text, "Show the status of all states", (RESET, "compare"))


def _unchanged(ctx: ComposeContext) -> Empty | None:
    if ctx.since is None or changed_states_of_any_status(ctx):
        return None
    text = (
        f"No state changed its status under the {ctx.treaty.short_name} between {day_label(ctx.since)} and "
        f"{day_label(ctx.day)}."
    )
    last_change = _last_change(ctx, ctx.since)
    if last_change is None:
        return Empty(text, "Show the status of all states", (RESET, "compare"))
    before = last_change - timedelta(days=1)
    return Empty(text, f"Compare with {day_label(before)}", (SINCE, before.isoformat()))


def _last_change(ctx: ComposeContext, until: date) -> date | None:
    """The last day up to `until` on which a state that the filters keep came to another status."""
    days = []
    for row in ctx.passing(ID):
        acts = ctx.dataset.actions.get((ctx.treaty.treaty_id, row.state.area), ())
        periods = timeline(acts, treaty=ctx.treaty)
        days += [period.start for period in periods[1:] if period.start <= until]
    return max(days, default=None)


# -- The chapters on the page about the atlas.

_ABOUT_STATUS = paragraphs("""
The status of a state is never typed in. It is computed for the day shown from the dated acts of that state:
signature, consent to be bound, entry into force, notice of withdrawal, withdrawal. Today is the day of UTC, for every
reader.

Joined counts deposits, as depositaries count: a state has joined from the day its consent is deposited until the
day its withdrawal takes effect. Bound counts from the day the treaty enters into force for the state. Both numbers
are given; in the months after a deposit they differ.

An act whose day is known only to a month or a range makes the status uncertain on the days in question.

Territories follow the state that administers them (Vienna Convention on the Law of Treaties, Article 29) unless an
act says otherwise; they are drawn lighter and are not counted.
""")
_ABOUT_RULES = paragraphs("""
Where no act states the day on which a state became bound, it is computed by the article named here.
""")


def about(dataset: Dataset) -> Sequence[Chapter]:
    """Return how a status comes about, and the rules of each treaty."""
    return (
        Chapter("Status on a day", _ABOUT_STATUS, tuple(_statuses())),
        Chapter(
            "The treaties and their rules", _ABOUT_RULES, tuple(_treaty(dataset.treaty(name)) for name in TREATIES)
        ),
    )


def _statuses() -> Iterable[Term]:
    for kind, meaning in MEANINGS.items():
        yield Term(capitalized(STATUS_LABELS[kind]), f"{capitalized(meaning)}.", STATUS_LOOKS[kind])


def _treaty(treaty: Treaty) -> Term:
    opened = f", opened for signature on {day_label(treaty.opened)}" if treaty.opened else ""
    text = (
        f"{treaty.title}. Adopted on {day_label(treaty.adopted)}{opened}, in force since {day_label(treaty.in_force)}. "
        f"Entry into force for a state: {treaty.entry_article}; withdrawal: {treaty.exit_article}. "
        f"{treaty.note} Depositary ({treaty.depositary_reference}) read as of {day_label(treaty.data_until)}."
    )
    return Term(treaty_label(treaty), text, url=treaty.url)


# -- The layer.


def is_filtered(view: View) -> bool:
    """Return whether a view keeps the states of some statuses only."""
    return bool(view.statuses)


def passes(ctx: ComposeContext, row: AreaRow) -> bool:
    """Return whether an area has one of the statuses that the view keeps.

    On a map of changes the classes are the statuses that states came to have, and areas that cannot join.
    """
    kind = row.status.kind
    is_same = ctx.since is not None and kind is not StatusKind.NOT_ELIGIBLE and not ctx.has_changed(row.state.area)
    return kind in ctx.view.statuses and not is_same


def days(ctx: ComposeContext) -> set[date]:
    """Return the days on which a status under the treaty of the view changes."""
    acts_of_states = (acts for (treaty, _), acts in ctx.dataset.actions.items() if treaty == ctx.view.treaty)
    return {period.start for acts in acts_of_states for period in timeline(acts, treaty=ctx.treaty)}


def is_counted(ctx: ComposeContext, state: State) -> bool:
    """Return whether the legend counts an area: all but territories."""
    return state.is_state or not ctx.dataset.administrator(state)


def picture(ctx: ComposeContext) -> Picture:
    """Return the areas by their status, or by what changed, and the second map of a comparison."""
    second = second_map(ctx)
    if ctx.since is not None:
        return Picture((change_legend(ctx),), change_areas(ctx), spoken=tuple(change_sentences(ctx)))
    classes = legend(ctx)
    if second is not None:
        classes = replace(classes, title=legend_title_of_two(ctx, second))
    return Picture((classes,), areas(ctx), spoken=tuple(second_map_sentences(ctx)), beside=second)


def notes(ctx: ComposeContext) -> Sequence[str]:
    """Return that a comparison was asked for which the map does not show."""
    if ctx.is_filled_by(ID) or ctx.shows_changes or not (ctx.view.beside or ctx.view.since):
        return ()
    return ("The comparison is of treaty status, which does not fill the areas here: switch its layer on.",)


def weak_sources(ctx: ComposeContext, areas: Collection[str]) -> Sequence[str]:
    """Return those of some states with an act that no document of the depositary confirms, in a sentence."""
    kept = [state for state in ctx.kept if state.area in areas]
    names = [s.name for s in kept if any(map(_is_unconfirmed, ctx.statuses[s.area].status.actions))]
    if not names:
        return ()
    which = enumeration(names, MOST_NAMES_IN_A_NOTE)
    return (f"Not confirmed by a document of the depositary: an act behind the status of {which}.",)


def _is_unconfirmed(act: TreatyAction) -> bool:
    return act.kind in LEGAL_KINDS and mark_of(act) is Mark.UNCONFIRMED


def headline(ctx: ComposeContext) -> Headline:
    """Return what a comparison shows, or how many states have joined or pass the filters."""
    second = ctx.second
    if second is not None:
        both = (*ctx.treaty.citations[:1], *second.treaty.citations[:1])
        return Headline(of_two(ctx, second), ctx.cite(both))
    if ctx.since is not None:
        return Headline(of_changes(ctx, ctx.since), ctx.cite(behind(ctx)))
    return Headline(_status_sentence(ctx), ctx.cite(ctx.treaty.citations[:1]))


def how_counted(ctx: ComposeContext) -> str:
    """Return what “joined” counts, and how many states are bound; of a comparison, how its states are counted."""
    if ctx.second is not None or ctx.since is not None:
        return _how_compared(ctx)
    if ctx.view.statuses or ctx.view.claim_least:
        return ""
    kept = [row.status.status for row in ctx.passing(ID)]
    bound, at_most = sum(s.is_bound for s in kept), sum(s.may_be_bound for s in kept)
    if ctx.day < ctx.treaty.in_force:
        return "not yet in force"
    return f"“joined” counts deposits, {count_range(bound, at_most)} of them bound"


def empty(ctx: ComposeContext) -> Empty | None:
    """Return why no status or no change is to be seen."""
    reasons = (_before_the_text, _before_any_act, _by_order, no_state_passes, _unchanged)
    return next((state for reason in reasons if (state := reason(ctx)) is not None), None)


def sections(ctx: ComposeContext) -> Sequence[Section]:
    """Return what changed where changes are picked out, the two ways to count, and the acts around the day."""
    changes = [change_section(ctx)] if ctx.since is not None else []
    return (*changes, membership(ctx), acts_around(ctx))


def card(ctx: ComposeContext, area_row: AreaRow) -> CitedText:
    """Return the status of an area, both of two maps, or what changed, with the numbers of the sources."""
    row, second, area = area_row.status, ctx.second, area_row.state.area
    text, cited = status_sentence(row, ctx.treaty, day=ctx.day), [*status_citations(row, ctx.treaty)]
    if second is not None:
        other = second.statuses[area]
        both = [
            f"{map_title(ctx, second)}: {text}",
            f"{map_title(second, ctx)}: {status_sentence(other, second.treaty, day=second.day)}",
        ]
        text = "; ".join(reversed(both) if second.day < ctx.day else both)  # as the maps stand
        cited += status_citations(other, second.treaty)
    elif ctx.since is not None and ctx.has_changed(area):
        text = f"{change_text(ctx, area)}: {status_clause(row, ctx.treaty, day=ctx.day)}"
        cited += [citation for act in change_acts(ctx, area) for citation in act.citations[:1]]
    return CitedText(text, ctx.cite(cited))


def quote(ctx: ComposeContext, state: State) -> str:
    """Return the status of a state with treaty and day, and what other parties say against it."""
    row = ctx.statuses[state.area]
    ctx.cite(status_citations(row, ctx.treaty))
    text = status_clause(row, ctx.treaty, day=ctx.day)
    if row.kind is StatusKind.SUSPENSION_CLAIMED and any(contested_by(ctx, act) for act in row.status.actions):
        text += ", which other parties say the treaty does not allow"
    return f"{status_subject(name_in_sentence(state.name), f'the {ctx.treaty.short_name}', ctx.day)}: {text}"


COLUMNS = (
    Column("status", "Status", ID, width=26, pixels=110, is_property=True),
    Column("since", "Since", ID, width=12, pixels=85, is_day=True),
)


def facts(ctx: ComposeContext, row: AreaRow) -> RowFacts:
    """Return the status of a state and since when, or both statuses where changes are picked out."""
    status, area, is_uncertain = row.status.status, row.state.area, row.status.kind is StatusKind.UNCERTAIN
    acts = status.actions[-1:] if ctx.since is None else change_acts(ctx, area)
    cited = tuple(citation for act in acts for citation in act.citations[:1])
    text = status_heading(status, ctx.treaty) if ctx.since is None else change_text(ctx, area)
    is_dated = status.since is not None and ctx.since is None and not is_uncertain
    return RowFacts(
        cells=(text, status.since.isoformat() if status.since else ""),
        marks=tuple(dict.fromkeys(f"status {mark.value}" for act in acts if (mark := mark_of(act)))),
        citations=cited or ctx.treaty.citations[:1],
        detail=f", since {day_label(status.since)}" if is_dated and status.since else "",
    )


LAYER = Layer(
    layer_id=ID,
    label="Treaty status",
    is_main=True,
    can_fill=True,
    is_counted=is_counted,
    is_comparable=True,
    days=days,
    nouns={StatusKind.NOT_ELIGIBLE: AREAS},
    picture=picture,
    notes=notes,
    weak_sources=weak_sources,
    is_filtered=is_filtered,
    passes=passes,
    headline=headline,
    how_counted=how_counted,
    empty=empty,
    subject=lambda ctx: ctx.treaty.title,
    sections=sections,
    panel_order=2,
    is_listed_when_off=True,
    columns=COLUMNS,
    facts=facts,
    card=card,
    card_heading=lambda ctx: ctx.treaty.short_name,
    is_class_text=True,
    about=about,
    quote=quote,
)
