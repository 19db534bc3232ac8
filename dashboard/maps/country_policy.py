"""National policy in a panel: the periods of a rule that run on the day, then the dated acts."""

from __future__ import annotations

from dashboard.maps.hindsight import remark
from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import Line, Section
from geodata import acts_until, policy_on, sources
from geodata.model import Cited, Confidence, PolicyAction, State
from geodata.wording import sentence

_MINES = {
    "persistent_ap": "persistent mines",
    "self_destructing_ap": "self-destructing mines",
    "all_ap": "all anti-personnel mines",
}
_KEPT = "kept: "


def policy_section(sheet: Sheet, state: State) -> Section:
    """Return the periods of policy that run on the day, then the state's dated acts, newest first."""
    running = policy_on(sheet.dataset.policies, sheet.day, area=state.area).periods
    acts = acts_until(sheet.dataset.policies, sheet.day, area=state.area)
    lines = (*(period_line(sheet, period) for period in running), *(_act_line(sheet, act) for act in acts))
    return Section("National policy", lines, "No act of national policy is recorded by this day.")


def _act_line(sheet: Sheet, act: PolicyAction) -> Line:
    text = marked(act, f"{act.start.label}. {act.paraphrase}")
    return Line(act.title, text, sheet.cite(act.citations), detail=remark(sheet, act))


def period_line(sheet: Sheet, period: PolicyAction) -> Line:
    """Return one period of policy as a line: what it covers, where it allowed it, since when; never its later end."""
    where = period.allowed_where if period.allowed_where not in ("", "unknown") else "not known"
    mines = _MINES.get(period.mine_kind, "mines")
    subject = f"{period.activity} of {mines}: {where}"
    if where.startswith(_KEPT):
        subject = f"{period.activity} {where}"
    return Line(
        figure=sentence(subject),
        text=marked(period, f"{period.authority}, from {period.start.label}"),
        sources=sheet.cite(period.citations),
        detail=remark(sheet, period) or period.paraphrase,
    )


def marked(fact: Cited, text: str) -> str:
    """Return the text of a fact, marked when it is unverified, relayed or not confirmed by the depositary."""
    return sources.marked(fact, f"{text} (unverified)" if fact.confidence is Confidence.UNVERIFIED else text)
