"""United States policy on anti-personnel mines from 1992 to a day: its periods, its acts, and what goes with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dashboard.maps.as_of import marked_fact, remark
from dashboard.maps.compose.country_panel import act_days, act_heading, claim_panel_line, status_line
from dashboard.maps.compose.country_timeline import (
    TimelineItem,
    TimelineRow,
    policy_act_item,
    timeline_row,
    treaty_act_item,
)
from dashboard.maps.context import ComposeContext
from dashboard.maps.layers.policy import ACTOR, period_heading
from dashboard.maps.spec import Line, Panel, Section
from dashboard.maps.view import TREATIES
from geodata import Confidence, day_label
from geodata.geo.boundaries import korea_dmz
from geodata.geo.projections import GEOD
from geodata.model import WORLD_AREA, ActionKind, PolicyAction, TreatyAction
from geodata.sources import with_mark
from geodata.wording import capitalized, number

FIRST_YEAR = 1992  # of the moratorium on export, with which the table of policies begins
_ROWS = (  # activity, kind of mine, and what the row is called
    ("use", "self_destructing_ap", "Use of self-destructing mines"),
    ("use", "persistent_ap", "Use of persistent mines"),
    ("production", "all_ap", "Production"),
    ("stockpile", "all_ap", "Stockpile"),
    ("export", "all_ap", "Export"),
    ("export", "self_destructing_ap", "Transfer to Ukraine"),
)
ANYWHERE, KOREA_ONLY, NOWHERE, UKRAINE_ONLY, KEPT, NOT_KNOWN = (
    "Allowed or not forbidden anywhere",
    "Only on the Korean Peninsula",
    "Nowhere",
    "Only to Ukraine",
    "Mines kept",
    "Not known",
)
RULE_WORDS = {  # inside a sentence
    ANYWHERE: "allowed or not forbidden anywhere",
    KOREA_ONLY: "only on the Korean Peninsula",
    NOWHERE: "nowhere",
    UKRAINE_ONLY: "only to Ukraine",
    KEPT: "mines kept",
    NOT_KNOWN: "not known",
}
RULES = (ANYWHERE, KOREA_ONLY, UKRAINE_ONLY, KEPT, NOWHERE, NOT_KNOWN)


@dataclass(frozen=True, slots=True)
class PolicyBar:
    """One period of a policy, to be drawn: the row and the rule, from when to when, and what the text says.

    `until` is the day shown where no end had come by it. `is_weak` marks a period that no verified document states.
    """

    row: str
    rule: str
    start: date
    until: date
    title: str
    where: str
    authority: str
    dates: str
    paraphrase: str
    is_weak: bool
    has_ended: bool


def policy_bars(ctx: ComposeContext) -> tuple[PolicyBar, ...]:
    """Return the periods of United States policy that had begun by the day, by row and first day."""
    bars = []
    for activity, mine_kind, row in _ROWS:
        for period in _periods(ctx, activity, mine_kind):
            end = _end(period, ctx.day)
            bars.append(
                PolicyBar(
                    row=row,
                    rule=_rule(period),
                    start=period.start.earliest,
                    until=end or ctx.day,
                    title=period.title,
                    where=period_heading(activity, mine_kind, period.allowed_where),
                    authority=period.authority,
                    dates=_dates(period, ctx.day),
                    paraphrase=period.paraphrase,
                    is_weak=period.confidence in (Confidence.UNVERIFIED, Confidence.DERIVED),
                    has_ended=end is not None,
                )
            )
    return tuple(bars)


def _periods(ctx: ComposeContext, activity: str, mine_kind: str) -> list[PolicyAction]:
    """The periods of one row that had begun by the day, oldest first."""
    periods = [
        item
        for item in ctx.dataset.policies
        if (item.area, item.record, item.activity, item.mine_kind) == (ACTOR, "period", activity, mine_kind)
        and item.start.latest <= ctx.day
    ]
    return sorted(periods, key=lambda item: (item.start.earliest, item.policy_id))


def _end(period: PolicyAction, day: date) -> date | None:
    """The last day of a period, where it had come by the day: a later end was not known then."""
    return period.until.latest if period.until is not None and period.until.latest <= day else None


def _dates(period: PolicyAction, day: date) -> str:
    if period.until is None or _end(period, day) is None:
        return f"from {period.start.label}"
    return f"from {period.start.label} to {period.until.label}"


def _rule(period: PolicyAction) -> str:
    if period.activity == "stockpile":
        return KEPT
    match period.allowed_in:
        case (area,) if area == WORLD_AREA:
            return ANYWHERE
        case ("NONE",):
            return NOWHERE
        case ("UKR",):
            return UKRAINE_ONLY
        case areas if "KOR" in areas:
            return KOREA_ONLY
        case _:
            return NOT_KNOWN


# -- What happened beside the periods: acts of the United States, and of other states, each on its day.

ACTS, TREATIES_TITLE, ZONE, EXITS, OTHERS = (
    "Announced, decided and sent",
    "Treaties on this day",
    "Figures of the Demilitarized Zone of Korea",
    "Other states that left a treaty, or gave notice",
    "Acts of other states",
)  # titles of sections
_TRANSFERS = frozenset({"export", "transfer"})  # activities
_LEAVING = frozenset({ActionKind.WITHDRAWAL_NOTIFIED, ActionKind.WITHDRAWAL_EFFECTIVE, ActionKind.SUSPENSION_NOTIFIED})


def policy_events(ctx: ComposeContext) -> tuple[TimelineRow, ...]:
    """Return the acts by the day as rows of points; a row without any says so."""
    own = _acts_of(ctx, is_actor=True)
    others = _acts_of(ctx, is_actor=False)
    return (
        _events("acts", "Announced and decided", (policy_act_item(ctx, act) for act in own if not _is_transfer(act))),
        _events("transfers", "Export and transfer", (policy_act_item(ctx, act) for act in own if _is_transfer(act))),
        _events(
            "treaties",
            "Acts of the United States under treaties",
            (
                treaty_act_item(ctx, act, ctx.dataset.treaty(treaty).short_name)
                for treaty in TREATIES
                for act in ctx.dataset.status(ACTOR, treaty, ctx.day).actions
            ),
        ),
        _events("exits", EXITS, (treaty_act_item(ctx, act, _leaver(ctx, act)) for act in _exits(ctx))),
        _events(
            "others",
            "Other states: laws, votes, decisions, statements",
            (policy_act_item(ctx, act, ctx.dataset.state(act.area).name) for act in others),
        ),
    )


def _events(row_id: str, title: str, items: Iterable[TimelineItem]) -> TimelineRow:
    dated_items = tuple(items)
    return timeline_row(
        row_id, title, str(len(dated_items)) if dated_items else "nothing recorded by this day", dated_items
    )


def _is_transfer(act: PolicyAction) -> bool:
    return act.activity in _TRANSFERS


def _exits(ctx: ComposeContext) -> list[TreatyAction]:
    """The acts by which other states left a treaty, gave notice of it, or claimed a suspension, oldest first."""
    acts = [
        act
        for (_, area), of_state in ctx.dataset.actions.items()
        if area != ACTOR
        for act in of_state
        if act.kind in _LEAVING and act.when.latest <= ctx.day
    ]
    return sorted(acts, key=lambda act: (act.when.earliest, act.action_id))


def _leaver(ctx: ComposeContext, act: TreatyAction) -> str:
    return f"{ctx.dataset.state(act.area).name}, {ctx.dataset.treaty(act.treaty).short_name}"


# -- The same in words, with its sources, as the panel of a page.


def policy_history(ctx: ComposeContext) -> Panel:
    """Return periods, acts, treaties, the figures of the Demilitarized Zone of Korea, and the acts of other states."""
    return Panel(
        title="United States policy on anti-personnel mines",
        subtitle=f"{FIRST_YEAR} to {day_label(ctx.day)} · what each text says, not what was done",
        area=ACTOR,
        lead=(),
        sections=(
            *(_row_section(ctx, *row) for row in _ROWS),
            _acts(ctx),
            _treaties(ctx),
            _zone(ctx),
            _exit_section(ctx),
            _other_states(ctx),
        ),
    )


def _row_section(ctx: ComposeContext, activity: str, mine_kind: str, title: str) -> Section:
    lines = tuple(
        Line(
            figure=period_heading(activity, mine_kind, period.allowed_where),
            text=marked_fact(period, f"{_dates(period, ctx.day)}. {period.paraphrase} {capitalized(period.authority)}"),
            sources=ctx.cite(period.citations),
            detail=remark(ctx, period),
            records=(period.policy_id,),
        )
        for period in _periods(ctx, activity, mine_kind)
    )
    return Section(title, lines, "No rule is recorded by this day.", open_count=len(lines))


def _acts(ctx: ComposeContext) -> Section:
    lines = tuple(_act(ctx, act, act.title) for act in _acts_of(ctx, is_actor=True))
    return Section(ACTS, lines, "No act is recorded by this day.", open_count=6)


def _acts_of(ctx: ComposeContext, *, is_actor: bool) -> list[PolicyAction]:
    acts = [
        item
        for item in ctx.dataset.policies
        if item.record == "act" and (item.area == ACTOR) is is_actor and item.start.latest <= ctx.day
    ]
    return sorted(acts, key=lambda item: (item.start.earliest, item.policy_id))


def _act(ctx: ComposeContext, act: PolicyAction, figure: str) -> Line:
    text = f"{act.start.label}. {act.paraphrase}"
    return Line(
        figure, marked_fact(act, text), ctx.cite(act.citations), detail=remark(ctx, act), records=(act.policy_id,)
    )


def _treaties(ctx: ComposeContext) -> Section:
    """The standing of the United States under each treaty, with the acts behind it."""
    state = ctx.dataset.state(ACTOR)
    lines = tuple(status_line(ctx, state, ctx.dataset.treaty(treaty), has_acts=True) for treaty in TREATIES)
    return Section(TREATIES_TITLE, lines, open_count=len(lines))


_ZONE = frozenset({"dmz-area", "dmz-length", "dmz-width"})  # definitions


def _zone(ctx: ComposeContext) -> Section:
    """The published figures of the Korean zone beside the area of the shape that is drawn, and why they differ."""
    claims = [c for c in ctx.claims_about("KOR") if c.definition.definition_id in _ZONE]
    drawn = Line(
        f"{number(round(drawn_zone_km2()))} km²",
        "is the area of the shape on our maps: two kilometres on each side of the Military Demarcation Line as a map "
        "at 1:10 million has it, smoother and therefore shorter than the line on the ground. The shape marks a place "
        "and measures nothing. The published figures are a round number, length times width, and a lower one of which "
        "its page does not say how it was reached.",
        (),
        is_computed=True,
    )
    lines = (*(claim_panel_line(ctx, claim) for claim in sorted(claims, key=lambda c: c.claim_id)), drawn)
    return Section(ZONE, lines, open_count=len(lines))


@cache
def drawn_zone_km2() -> float:
    """Return the area of the drawn zone in km², on the WGS 84 ellipsoid."""
    return sum(abs(GEOD.geometry_area_perimeter(part.geometry)[0]) for part in korea_dmz()) / 1e6


def _exit_section(ctx: ComposeContext) -> Section:
    lines = tuple(
        Line(
            f"{_leaver(ctx, act)}: {act_heading(act.kind)}",
            with_mark(act, act_days(act, "")),
            ctx.cite(act.citations),
            detail=remark(ctx, act),
            records=(act.action_id,),
        )
        for act in _exits(ctx)
    )
    return Section(EXITS, lines, "No such act is recorded by this day.", open_count=6)


def _other_states(ctx: ComposeContext) -> Section:
    lines = tuple(
        _act(ctx, act, f"{ctx.dataset.state(act.area).name}: {act.title}") for act in _acts_of(ctx, is_actor=False)
    )
    return Section(OTHERS, lines, "No act is recorded by this day.", open_count=6)


def bars_text(bars: Sequence[PolicyBar]) -> str:
    """Return the text alternative of the chart: the last period of each row."""
    last = {bar.row: bar for bar in bars}
    return " ".join(f"{row}: {RULE_WORDS[bar.rule]}, {bar.dates}." for row, bar in last.items())
