"""The sentence over a map and the line under it, for one day or for a comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from dashboard.maps.context import ComposeContext
from dashboard.maps.layers import footprint, policy, treaty_status
from dashboard.maps.spec import Headline
from dashboard.maps.wording import claim_filter_phrase, counted, region_phrase, spelled, status_filter_phrase
from geodata import GROUP_LABELS, ClaimClass, StatusKind, TreatyStatus, day_label
from geodata.claims import SURVEY_BASES
from geodata.model import ActionKind, Citation, Claim, State
from geodata.sources import with_mark
from geodata.treaties import JOINED_KINDS
from geodata.wording import capitalized, claim_figure, enumeration, name_in_sentence

# -- The sentence over the map and the line under it, generated from the view and what it shows.


def headline(ctx: ComposeContext, fill_layer: str) -> Headline:
    """Return the sentence that says what the map shows."""
    second = treaty_status.second_context(ctx)
    if second is not None:
        both = (*ctx.treaty.citations[:1], *second.treaty.citations[:1])
        return Headline(of_two(ctx, second), ctx.cite(both))
    if ctx.since is not None:
        return Headline(of_changes(ctx, ctx.since), ctx.cite(behind(ctx)))
    claim = footprint.claim(ctx) if ctx.has("footprint") else None
    if claim is not None and not ctx.is_filtered:
        return Headline(with_mark(claim, _claim_sentence(ctx, claim)), ctx.cite(claim.citations))
    if fill_layer == "policy":
        periods = policy.running(ctx).use_periods
        return Headline(policy.summary(ctx), ctx.cite(c for p in periods for c in p.citations))
    if fill_layer == "contamination":
        return Headline(_claims_sentence(ctx), ())
    if fill_layer == "status":
        return Headline(_status_sentence(ctx), ctx.cite(ctx.treaty.citations[:1]))
    return Headline(capitalized(f"{counted(len(ctx.kept), 'state')} on {day_label(ctx.day)}"), ())


def subtitle(ctx: ComposeContext, fill_layer: str) -> str:
    """Return the line under the headline: the day and how states are counted."""
    if treaty_status.second_context(ctx) or ctx.since is not None:
        return f"{how_counted(ctx)}; counts computed by the atlas"
    parts = [f"On {day_label(ctx.day)}"]
    if fill_layer == "status" and not (ctx.view.statuses or ctx.view.claim_least):
        kept = [ctx.statuses[s.area].status for s in ctx.dataset.countries if ctx.passes(s, status=False)]
        bound, at_most = sum(s.is_bound for s in kept), sum(s.may_be_bound for s in kept)
        is_exact = bound == at_most
        span = f"{bound} of them bound" if is_exact else f"{bound} or {at_most} of them bound"
        counted_how = f"“joined” counts deposits, {span}" if ctx.day >= ctx.treaty.in_force else "not yet in force"
        if ctx.has("footprint") and not ctx.is_filtered and footprint.claim(ctx) is not None:
            counted_how = "a claim as stated, not a finding of the atlas"
        parts.append(f"{counted_how}; counts computed by the atlas")
    else:
        parts.append("counts computed by the atlas")
    return " · ".join(parts)


def _claim_sentence(ctx: ComposeContext, claim: Claim) -> str:
    """A survey reports; anything else puts a figure on something."""
    when = f"on {claim.date_said.label}" if claim.date_said.is_exact else f"({claim.date_said.label})"
    about = claim.definition.label[:1].lower() + claim.definition.label[1:]
    name = name_in_sentence(ctx.dataset.state(claim.area).name) + (f" ({claim.part})" if claim.part else "")
    who = claim.claimant + ("," if "," in claim.claimant else "")
    if claim.basis in SURVEY_BASES:
        return f"{who} reported {claim_figure(claim)} in {name} {when}: {about}"
    return f"{who} put the figure for {name} at {claim_figure(claim)} {when}: {about}"


def _status_sentence(ctx: ComposeContext) -> str:
    short = ctx.treaty.short_name
    where = region_phrase(ctx)
    pool = [s for s in ctx.dataset.countries if ctx.passes(s, status=False, claim=False)]
    if set(ctx.view.statuses) == {StatusKind.NOT_ELIGIBLE}:
        outside = [s for s in ctx.dataset.states.values() if not ctx.dataset.administrator(s) and ctx.passes(s)]
        return capitalized(f"{counted(len(outside), 'area')}{where} cannot join the {short}")
    if ctx.view.statuses or ctx.view.claim_least:
        claim = claim_filter_phrase(ctx)
        parts = [part for part in (status_filter_phrase(ctx), f"have {claim}" if claim else "") if part]
        return f"{len(ctx.kept)} of {len(pool)} states{where} {' and '.join(parts)}"
    found = [ctx.statuses[s.area].status for s in pool]
    joined = sum(status.has_joined for status in found)
    if ctx.day < ctx.treaty.in_force and any(status.kind is not StatusKind.NOT_SIGNED for status in found):
        of = f"of {len(pool)} states{where}"
        if ctx.treaty.opened is None:
            return f"{joined} {of} have consented to be bound by the {short}, which is not yet in force"
        signed = sum(any(act.kind is ActionKind.SIGNATURE for act in status.actions) for status in found)
        return f"{signed} {of} have signed the {short}; {spelled(joined)} {_have(joined)} consented to be bound"
    asides = _asides(found)
    if joined == 0 and not asides:
        return _not_yet(ctx, where)
    text = f"{joined} of {len(pool)} states{where} have joined the {short}"
    return text + (f"; {enumeration(asides)}" if asides else "")


def _asides(found: list[TreatyStatus]) -> list[str]:
    """What has to be said beside the number that have joined: who left, leaves, claims to suspend, may have joined."""
    counts = {
        ("has left it", "have left it"): sum(s.kind is StatusKind.LEFT for s in found),
        ("is leaving", "are leaving"): sum(s.kind is StatusKind.LEAVING for s in found),
        ("claims to suspend it", "claim to suspend it"): sum(s.kind is StatusKind.SUSPENSION_CLAIMED for s in found),
        ("may have joined", "may have joined"): sum(
            not s.has_joined and any(kind in JOINED_KINDS for kind in s.possible) for s in found
        ),
    }
    return [f"{spelled(count)} {words[count > 1]}" for words, count in counts.items() if count]


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def _not_yet(ctx: ComposeContext, where: str) -> str:
    treaty = ctx.treaty
    if ctx.day < treaty.adopted:
        return f"The {treaty.short_name} did not exist yet: its text was adopted on {day_label(treaty.adopted)}"
    if treaty.opened and ctx.day < treaty.opened:
        return f"No state{where} had signed the {treaty.short_name}: it was opened on {day_label(treaty.opened)}"
    return f"No state{where} has joined the {treaty.short_name}"


def _claims_sentence(ctx: ComposeContext) -> str:
    pool = [s for s in ctx.dataset.countries if ctx.passes(s, claim=False)]
    group = GROUP_LABELS[ctx.view.claim_group]
    that = f" that {status_filter_phrase(ctx)}" if ctx.view.statuses else ""
    if ctx.view.claim_least:
        return f"{len(ctx.kept)} of {len(pool)} states{region_phrase(ctx)}{that} have {claim_filter_phrase(ctx)}"
    having = [s for s in pool if ctx.claims[s.area].claim is not None]
    massive = sum(_class(ctx, s) is ClaimClass.MASSIVE for s in having)
    tail = f"; for {spelled(massive)} it is classed massive (100 km² or more)" if massive else ""
    return f"A claim about {group} is recorded for {len(having)} of {len(pool)} states{region_phrase(ctx)}{that}{tail}"


def _class(ctx: ComposeContext, state: State) -> ClaimClass:
    return ctx.claims[state.area].claim_class


# -- The sentence over a map that compares: two days, two treaties, or what changed between two days.

_MOST_SOURCES = 8  # behind one sentence; beyond that it rests on the depositary, and the panel cites each act
_TURNED = {
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
    claim = claim_filter_phrase(ctx)
    pool = [s for s in ctx.dataset.countries if ctx.passes(s, status=False)]
    first, last = (second, ctx) if second.day < ctx.day else (ctx, second)
    of = f"of {len(pool)} states{region_phrase(ctx)}" + (f" that have {claim}" if claim else "")
    begin = f"{_number(first, pool)} {of} {_predicate(first)}"
    as_of = [f" as of {day_label(one.day)}" for one in (first, last)]
    if first.view.treaty == last.view.treaty:
        return f"{begin}{as_of[0]}, and {_number(last, pool)}{as_of[1]}"
    if first.day == last.day:
        as_of = ["", ""]
    if ctx.view.statuses:
        return f"{begin}{as_of[0]}, and {_number(last, pool)} of {len(pool)} {_predicate(last)}{as_of[1]}"
    if ctx.day < ctx.treaty.adopted or second.day < second.treaty.adopted:
        return _one_of_two(first, last, pool, of=of)
    both = _counted(min(_joined(s, first), _joined(s, last)) for s in pool)
    tail = "" if as_of[0] else f"; {both} have joined both"
    return f"{begin}{as_of[0]} and {_number(last, pool)} the {last.treaty.short_name}{as_of[1]}{tail}"


def _one_of_two(first: ComposeContext, last: ComposeContext, pool: Sequence[State], *, of: str) -> str:
    """Two treaties of which one at least was not there yet on its day."""
    parts = []
    for one in sorted((first, last), key=lambda one: one.day < one.treaty.adopted):
        day = day_label(one.day) if first.day != last.day else ""
        if one.day >= one.treaty.adopted:
            parts.append(f"{_number(one, pool)} {of} {_predicate(one)}{day and f' as of {day}'}")
        else:
            parts.append(f"the {one.treaty.short_name} did not exist yet{day and f' on {day}'}")
    return capitalized("; ".join(parts))


def of_changes(ctx: ComposeContext, since: date) -> str:
    """Return how many states changed their status between two days; of a filter by status, what they came to be."""
    where, claim, short = region_phrase(ctx), claim_filter_phrase(ctx), ctx.treaty.short_name
    if since >= ctx.day:
        return f"Nothing can have changed: {day_label(since)} is not before {day_label(ctx.day)}"
    pool = treaty_status.changed_states_of_any_status(ctx)
    span = f"{day_label(since)} and {day_label(ctx.day)}"
    that = f" that {'has' if len(pool) == 1 else 'have'} {claim}" if claim else ""
    who = f"{counted(len(pool), 'state')}{where}{that}"
    if ctx.view.statuses and pool:
        return f"Of {who} whose status under the {short} changed between {span}, {_became(ctx) or 'none is shown'}"
    return f"Between {span}, {who} changed {'its' if len(pool) == 1 else 'their'} status under the {short}"


def behind(ctx: ComposeContext) -> tuple[Citation, ...]:
    """Return the citations of the acts that brought the changes about, or of the treaty when they are too many.

    The filter by status is not in it: the panel, which it does not change either, goes on from these numbers.
    """
    acts = (
        act
        for state in treaty_status.changed_states_of_any_status(ctx)
        for act in treaty_status.change_acts(ctx, state.area)
    )
    found = [citation for act in acts for citation in act.citations[:1]]
    is_short = 0 < len({citation.source_id for citation in found}) <= _MOST_SOURCES
    return tuple(found) if is_short else ctx.treaty.citations[:1]


def how_counted(ctx: ComposeContext) -> str:
    """Return how the states of a comparison are counted."""
    if ctx.since is not None and ctx.view.statuses:
        return f"By the status on {day_label(ctx.day)}"
    if ctx.since is not None:
        return capitalized(_became(ctx)) or "No change"
    return "“Joined” counts deposits" if not ctx.view.statuses else "Each map by its own day and treaty"


def _became(ctx: ComposeContext) -> str:
    """What the states that the filters keep came to be, those of most states first."""
    found = Counter(ctx.statuses[state.area].kind for state in treaty_status.changed_states(ctx))
    whole = len(treaty_status.changed_states_of_any_status(ctx))
    return enumeration([f"{_of(count, whole)} {_TURNED[kind]}" for kind, count in found.most_common()])


def _of(count: int, whole: int) -> str:
    if count < whole:
        return spelled(count)
    return {1: "it", 2: "both"}.get(whole, "all")


def _predicate(ctx: ComposeContext) -> str:
    return status_filter_phrase(ctx) or f"have joined the {ctx.treaty.short_name}"


def _number(ctx: ComposeContext, pool: Iterable[State]) -> str:
    """How many states the predicate is true of, on one of the two maps."""
    chosen = ctx.view.statuses
    if chosen:
        return str(sum(ctx.statuses[state.area].kind in chosen for state in pool))
    return _counted(_joined(state, ctx) for state in pool)


def _joined(state: State, ctx: ComposeContext) -> int:
    """Whether a state has joined: 2 by every reading of the dates, 1 by some, 0 by none."""
    found = [kind in JOINED_KINDS for kind in ctx.statuses[state.area].status.possible]
    return all(found) + any(found)


def _counted(readings: Iterable[int]) -> str:
    found = list(readings)
    sure, at_most = found.count(2), len(found) - found.count(0)
    return str(sure) if sure == at_most else f"{sure} or {at_most}"
