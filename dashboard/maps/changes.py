"""What changed around the day: acts grouped by day, kind and treaty, each group one cited line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import Line, Section
from geodata.collation import name_key
from geodata.dates import DateSpan
from geodata.model import ActionKind, TreatyAction
from geodata.sources import marked
from geodata.treaties import CONSENT, entry_into_force
from geodata.wording import listed, sentence

WINDOW = timedelta(days=45)
VERBS = {
    ActionKind.SIGNATURE: ("signs", "sign"),
    ActionKind.RATIFICATION: ("ratifies", "ratify"),
    ActionKind.ACCEPTANCE: ("accepts", "accept"),
    ActionKind.APPROVAL: ("approves", "approve"),
    ActionKind.ACCESSION: ("accedes", "accede"),
    ActionKind.SUCCESSION: ("succeeds", "succeed"),
    ActionKind.CONSENT_TO_BE_BOUND: ("consents to be bound", "consent to be bound"),
    ActionKind.ENTRY_INTO_FORCE: ("becomes bound", "become bound"),
    ActionKind.SUSPENSION_NOTIFIED: ("notifies a suspension", "notify a suspension"),
    ActionKind.WITHDRAWAL_NOTIFIED: ("notifies withdrawal", "notify withdrawal"),
    ActionKind.WITHDRAWAL_EFFECTIVE: ("leaves", "leave"),
    ActionKind.OBJECTION: ("objects to a suspension", "object to a suspension"),
    ActionKind.DECLARATION: ("makes a declaration", "make a declaration"),
    ActionKind.TERRITORIAL_EXTENSION: ("extends the treaty to a territory", "extend the treaty to territories"),
    ActionKind.DOMESTIC_DECISION: ("takes a domestic decision", "take domestic decisions"),
    ActionKind.COMPLIANCE_REQUEST: ("asks about compliance", "ask about compliance"),
}
_MOST_NAMES = 12


def section(sheet: Sheet) -> Section:
    """Return the acts within 45 days of the day, or else the last before and the first after it."""
    acts = sorted(_acts(sheet), key=_key)
    near = [a for a in acts if a.when.earliest - WINDOW <= sheet.day <= a.when.latest + WINDOW]
    title = f"What changed around this day under the {sheet.treaty.short_name}"
    if not near:
        before = [a for a in acts if a.when.earliest < sheet.day]
        after = [a for a in acts if a.when.earliest > sheet.day]
        days = {x.when.earliest for x in (*before[-1:], *after[:1])}
        near = [a for a in acts if a.when.earliest in days]
        title = f"Nothing changed within 45 days under the {sheet.treaty.short_name}; nearest changes"
    lines = tuple(_line(sheet, when, kind, list(group)) for (when, kind), group in groupby(near, key=_group))
    return Section(title, lines, empty="No act under this treaty is recorded.", open_count=8)


def _acts(sheet: Sheet) -> Iterable[TreatyAction]:
    """Acts of the treaty by states that the region filter keeps, and the entries into force that follow from them."""
    for (treaty, area), acts in sheet.dataset.actions.items():
        if treaty == sheet.view.treaty and sheet.passes(sheet.dataset.state(area), status=False, claim=False):
            yield from acts
            if not any(act.kind is ActionKind.ENTRY_INTO_FORCE for act in acts):
                yield from _entries(sheet, acts)


def _entries(sheet: Sheet, acts: Iterable[TreatyAction]) -> Iterable[TreatyAction]:
    """Entry into force by the rule of the treaty, for a deposit whose day is known: cited as the deposit is."""
    for act in acts:
        if act.kind in CONSENT and act.when.is_exact:
            day = entry_into_force(sheet.treaty, act.when.earliest)
            yield replace(act, kind=ActionKind.ENTRY_INTO_FORCE, when=DateSpan.on(day))


def _key(act: TreatyAction) -> tuple[date, date, str, str]:
    return (act.when.earliest, act.when.latest, act.kind.value, act.area)


def _group(act: TreatyAction) -> tuple[str, ActionKind]:
    return (act.when.label, act.kind)


def _line(sheet: Sheet, when: str, kind: ActionKind, acts: list[TreatyAction]) -> Line:
    names = sorted((marked(act, sheet.dataset.state(act.area).name) for act in acts), key=name_key)
    verb = VERBS[kind][len(names) > 1]
    many = len(names) > _MOST_NAMES
    who = f"{len(names)} states" if many else listed(names)
    return Line(
        figure=sentence(when),
        text=f"{who} {verb}",
        sources=sheet.cite(c for act in acts for c in act.citations[:1]),
        detail=listed(names) if many else "",
    )
