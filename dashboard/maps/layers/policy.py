"""The national policy layer: where United States policy allowed the use of anti-personnel mines on the day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from dashboard.maps.as_of import marked_fact, remark
from dashboard.maps.class_fill import class_fill
from dashboard.maps.context import DAYS_KEPT, AreaRow, ComposeContext, Layer, Picture, Record, Records
from dashboard.maps.palette import USE_LOOKS
from dashboard.maps.spec import Headline, Line, Section
from dashboard.maps.wording import Noun, use_label
from geodata import UseRule, acts_until, day_label, policy_on
from geodata.dataset import Dataset
from geodata.dataset_cache import kept_with_dataset
from geodata.model import Mark, PolicyAction, State
from geodata.policies import PolicyOnDay, ended_by
from geodata.sources import mark_of
from geodata.wording import capitalized

ID = "policy"

ACTOR = "USA"
KOREA = "KOR"
_MINES = {
    UseRule.BOTH: "anti-personnel mines of both kinds",
    UseRule.SELF_DESTRUCTING: "self-destructing anti-personnel mines",
    UseRule.PERSISTENT: "anti-personnel mines without self-destruction",
}
LABELS = {rule.value: use_label(rule) for rule in UseRule}
_NOTE = "What a policy allows is not what was done: the layer shows rules, not use. Counts are computed by the atlas."
_ELSEWHERE = ""  # a place that no period names: what holds where nothing is said


def policy_on_day(ctx: ComposeContext) -> PolicyOnDay:
    """Return the periods of United States policy that run on the day."""
    return _policy_on(ctx.dataset, ctx.day)


@kept_with_dataset(DAYS_KEPT)
def _policy_on(dataset: Dataset, day: date) -> PolicyOnDay:
    return policy_on(dataset.policies, day, area=ACTOR)


def days(ctx: ComposeContext) -> set[date]:
    """Return the days on which a period of United States policy begins or ends."""
    periods = [item for item in ctx.dataset.policies if item.area == ACTOR and item.record == "period"]
    return {item.start.earliest for item in periods} | {item.until.latest for item in periods if item.until}


def class_of(ctx: ComposeContext, row: AreaRow) -> str:
    """Return what the policy allowed in an area."""
    return policy_on_day(ctx).use_rule(row.state.area).value


def summary(ctx: ComposeContext) -> str:
    """Return where the policy allowed use that day, as a sentence."""
    policy = policy_on_day(ctx)
    korea, elsewhere = policy.use_rule(KOREA), policy.use_rule(_ELSEWHERE)
    if elsewhere is UseRule.UNKNOWN:
        return "No rule of United States policy on the use of anti-personnel mines is recorded for this day"
    if elsewhere is UseRule.REPORTED:
        return "As reported, United States policy no longer keeps anti-personnel mines to the Korean Peninsula"
    if elsewhere is UseRule.NONE:
        if korea is UseRule.NONE:
            return "United States policy allowed anti-personnel mines nowhere"
        return f"United States policy allowed {_MINES[korea]} on the Korean Peninsula and nowhere else"
    tail = f", and {_MINES[korea]} on the Korean Peninsula" if korea is not elsewhere else ""
    return f"United States policy allowed {_MINES[elsewhere]} worldwide{tail}"


# -- A period of policy as a line of a panel.

_MINES_OF_A_PERIOD = {
    "persistent_ap": "persistent mines",
    "self_destructing_ap": "self-destructing mines",
    "all_ap": "all anti-personnel mines",
}
_KEPT = "kept: "


def period_line(ctx: ComposeContext, period: PolicyAction) -> Line:
    """Return one period of policy as a line: what it covers, where it allowed it, from when; its end once it came."""
    has_ended = period.until is not None and period.until.latest <= ctx.day
    dates = f"from {period.start.label}" + (f" to {period.until.label}" if period.until and has_ended else "")
    return Line(
        figure=period_heading(period.activity, period.mine_kind, period.allowed_where),
        text=marked_fact(period, f"{period.authority}, {dates}"),
        sources=ctx.cite(period.citations),
        detail=remark(ctx, period) or period.paraphrase,
        records=(period.policy_id,),
    )


def period_heading(activity: str, mine_kind: str, allowed_where: str) -> str:
    """Return what a period of policy covers and where it allowed it, from the codes of policies.csv.

    Examples
    --------
    >>> period_heading("use", "persistent_ap", "nowhere")
    'Use of persistent mines: nowhere'
    """
    where = allowed_where if allowed_where not in ("", "unknown") else "not known"
    if where.startswith(_KEPT):
        return f"{capitalized(activity)} {where}"
    return f"{capitalized(activity)} of {_MINES_OF_A_PERIOD.get(mine_kind, 'mines')}: {where}"


def headline(ctx: ComposeContext) -> Headline | None:
    """Return where the policy allowed use that day, if the layer fills the areas."""
    if not ctx.is_filled_by(ID):
        return None
    return Headline(summary(ctx), ctx.cite(c for period in policy_on_day(ctx).use_periods for c in period.citations))


def picture(ctx: ComposeContext) -> Picture:
    """Return the areas by what the policy allowed there, and the demilitarized zone of Korea."""
    title = "United States policy on anti-personnel mines: where it allowed use"
    filled = class_fill(ctx, ID, title, labels=LABELS, looks=USE_LOOKS, class_of=class_of, note=_NOTE)
    return replace(filled, overlays=("dmz",))


def notes(ctx: ComposeContext) -> Sequence[str]:
    """Return the policy in a sentence where another layer fills the areas."""
    if not ctx.has(ID) or ctx.is_filled_by(ID):
        return ()
    return (f"{summary(ctx)}. What a policy allows is not what was done.",)


def weak_sources(ctx: ComposeContext, _areas: Collection[str]) -> Sequence[str]:
    """Return that a rule is known from a relay only, whatever the map shows."""
    if not any(mark_of(period) is Mark.RELAYED for period in policy_on_day(ctx).periods):
        return ()
    return ("Relayed, no text of the United States was read: the rules of its policy that are marked so.",)


def sections(ctx: ComposeContext) -> Sequence[Section]:
    """Return the rules that run on the day."""
    lines = tuple(period_line(ctx, period) for period in policy_on_day(ctx).periods)
    return (Section("United States policy on this day", lines, "No rule is recorded for this day.", open_count=4),)


def quote(ctx: ComposeContext, state: State) -> str:
    """Return where the policy allowed use, for the state whose policy it is and for the one that it names."""
    if state.area not in (ACTOR, KOREA):
        return ""
    ctx.cite(citation for period in policy_on_day(ctx).use_periods for citation in period.citations)
    return f"{summary(ctx)} ({day_label(ctx.day)})"


def state_sections(ctx: ComposeContext, state: State) -> Sequence[Section]:
    """Return the periods of a state's policy that run on the day, its dated acts, then the periods that have ended."""
    running = policy_on(ctx.dataset.policies, ctx.day, area=state.area).periods
    acts = acts_until(ctx.dataset.policies, ctx.day, area=state.area)
    ended = ended_by(ctx.dataset.policies, ctx.day, area=state.area)
    lines = (
        *(period_line(ctx, period) for period in running),
        *(_act_line(ctx, act) for act in acts),
        *(period_line(ctx, period) for period in ended),
    )
    return (Section("National policy", lines, "No act of national policy is recorded by this day."),)


def _act_line(ctx: ComposeContext, act: PolicyAction) -> Line:
    text = marked_fact(act, f"{act.start.label}. {act.paraphrase}")
    return Line(act.title, text, ctx.cite(act.citations), detail=remark(ctx, act), records=(act.policy_id,))


def records(dataset: Dataset) -> Iterator[Record]:
    """Return all records of national policy, each by its title and first day."""
    for record in dataset.policies:
        yield Record(record.policy_id, record.area, f"{record.title} ({record.start.label})", record)


LAYER = Layer(
    layer_id=ID,
    label="United States policy",
    is_main=True,
    can_fill=True,
    days=days,
    caption=summary,
    classes=LABELS,
    class_of=class_of,
    picture=picture,
    notes=notes,
    weak_sources=weak_sources,
    headline=headline,
    quote=quote,
    quote_order=1,
    counted_by="",
    sections=sections,
    panel_order=1,
    state_sections=state_sections,
    state_order=3,
    records=(Records(Noun("policy record", "policy records"), records),),
)
