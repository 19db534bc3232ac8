"""The national policy layer: where United States policy allowed the use of anti-personnel mines on the day."""

from __future__ import annotations

from dashboard.maps.context import ComposeContext, Layer
from dashboard.maps.palette import USE_LOOKS
from dashboard.maps.spec import AreaFeature, Legend, LegendClass
from geodata import USE_LABELS, UseRule, policy_on
from geodata.policies import PolicyOnDay
from geodata.wording import capitalized

ID = "policy"

ACTOR = "USA"
KOREA = "KOR"
_MINES = {
    UseRule.BOTH: "anti-personnel mines of both kinds",
    UseRule.SELF_DESTRUCTING: "self-destructing anti-personnel mines",
    UseRule.PERSISTENT: "anti-personnel mines without self-destruction",
}
_ELSEWHERE = ""  # a place that no period names: what holds where nothing is said


def running(ctx: ComposeContext) -> PolicyOnDay:
    """Return the periods of United States policy that run on the day."""
    return policy_on(ctx.dataset.policies, ctx.day, area=ACTOR)


def legend(ctx: ComposeContext) -> Legend:
    """Return all classes with the number of states in which the policy put each."""
    policy = running(ctx)
    found = [policy.use_rule(s.area) for s in ctx.dataset.countries if ctx.passes(s)]
    classes = tuple(
        LegendClass(rule.value, capitalized(USE_LABELS[rule]), "", USE_LOOKS[rule], found.count(rule), is_selected=True)
        for rule in UseRule
    )
    note = (
        "What a policy allows is not what was done: the layer shows rules, not use. Counts are computed by the atlas."
    )
    return Legend(ID, "United States policy on anti-personnel mines: where it allowed use", "fill", classes, note)


def areas(ctx: ComposeContext) -> tuple[AreaFeature, ...]:
    """Return every area with what the policy allowed there, by code."""
    policy = running(ctx)
    return tuple(
        AreaFeature(
            area=area,
            name=state.common_name,
            class_id=policy.use_rule(area).value,
            sentence="",
            is_muted=ctx.is_filtered and not ctx.passes(state),
            follows="",
        )
        for area, state in sorted(ctx.dataset.states.items())
    )


def summary(ctx: ComposeContext) -> str:
    """Return where the policy allowed use that day, as a sentence."""
    policy = running(ctx)
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


LAYER = Layer(ID, "United States policy", can_fill=True)
