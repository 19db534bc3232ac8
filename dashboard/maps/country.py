"""The panel of one country: status with its acts, every claim side by side, and the facts around them, all cited."""

from __future__ import annotations

from dashboard.maps import country_facts as facts
from dashboard.maps.country_claims import claim_sections
from dashboard.maps.country_policy import policy_section
from dashboard.maps.hindsight import contested_by, remark
from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import Line, Panel, Section
from dashboard.maps.view import TREATIES
from dashboard.maps.wording import status_words
from geodata import StatusKind, TreatyStatus, day_label
from geodata.model import ActionKind, AreaKind, State, Treaty, TreatyAction
from geodata.sources import marked
from geodata.treaties import LEGAL_KINDS, act_behind, why_marked
from geodata.wording import named, sentence

KINDS = {
    AreaKind.UN_MEMBER: "UN member",
    AreaKind.OBSERVER: "UN observer",
    AreaKind.OTHER_STATE: "state outside the UN",
    AreaKind.OTHER_AREA: "area not eligible to join",
    AreaKind.TERRITORY: "territory",
}
_PAST = {
    ActionKind.SIGNATURE: "Signed",
    ActionKind.RATIFICATION: "Ratified",
    ActionKind.ACCEPTANCE: "Accepted",
    ActionKind.APPROVAL: "Approved",
    ActionKind.ACCESSION: "Acceded",
    ActionKind.SUCCESSION: "Succeeded",
    ActionKind.CONSENT_TO_BE_BOUND: "Consented to be bound",
    ActionKind.ENTRY_INTO_FORCE: "Entry into force",
    ActionKind.SUSPENSION_NOTIFIED: "Notified a suspension",
    ActionKind.WITHDRAWAL_NOTIFIED: "Notified withdrawal",
    ActionKind.WITHDRAWAL_EFFECTIVE: "Left",
    ActionKind.OBJECTION: "Objected to another state's suspension",
    ActionKind.DECLARATION: "Made a declaration",
    ActionKind.TERRITORIAL_EXTENSION: "Extended the treaty to a territory",
    ActionKind.DOMESTIC_DECISION: "Domestic decision",
    ActionKind.COMPLIANCE_REQUEST: "Asked about compliance",
}


def country_panel(sheet: Sheet, state: State) -> Panel:
    """Return everything recorded about a state or area by the day; what is not recorded is said in words."""
    lead = (_status_line(sheet, state, sheet.treaty, has_acts=True),)
    sections = [
        *claim_sections(sheet, state),
        _acts(sheet, state),
        _other_treaties(sheet, state),
        facts.oblasts(sheet, state),
        facts.clearance(sheet, state),
        policy_section(sheet, state),
        facts.votes(sheet, state),
        facts.deadlines(sheet, state),
        facts.casualties(sheet, state),
        facts.stocks(sheet, state),
        facts.events(sheet, state),
        facts.omissions(sheet, state),
    ]
    common = [state.common_name] if state.common_name != state.name else []
    where = state.subregion or state.region
    return Panel(
        title=state.name,
        subtitle=" · ".join([*common, where, KINDS[state.kind], f"on {day_label(sheet.day)}"]),
        area=state.area,
        lead=lead,
        sections=tuple(section for section in sections if section is not None),
    )


def _acts(sheet: Sheet, state: State) -> Section:
    """The acts behind the status, oldest first; what the treaty's rule adds to them is computed and says so."""
    treaty, holder = sheet.treaty, sheet.dataset.administrator(state) or state
    status = sheet.dataset.status(holder.area, treaty.treaty_id, sheet.day)
    of = f" ({holder.name})" if holder is not state else ""
    lines = (*(_act_line(sheet, act, of) for act in status.actions), *_derived(status, treaty, of))
    empty = f"No act of {named(holder.name)} under the {treaty.short_name} is recorded by this day."
    return Section(f"Acts under the {treaty.short_name}", lines, empty, open_count=4)


def _status_line(sheet: Sheet, state: State, treaty: Treaty, *, has_acts: bool = False) -> Line:
    """The status in words; with the days of the acts that made it, or since when it holds."""
    holder = sheet.dataset.administrator(state) or state
    status = sheet.dataset.status(holder.area, treaty.treaty_id, sheet.day)
    follows = f", as {named(holder.name)}, which administers it" if holder is not state else ""
    figure = "Not yet adopted" if _is_ahead(sheet, status, treaty) else sentence(status_words(status, treaty)) + follows
    legal = [act for act in status.actions if act.kind in LEGAL_KINDS]
    cited = legal[-1].citations if legal else treaty.citations[:1]
    text = treaty.short_name + (f", since {day_label(status.since)}" if status.since else "")
    act = act_behind(status)
    text = marked(act, text) if act else text
    if has_acts and legal:
        days = [marked(act, f"{_said(act)} {act.when.label}") for act in legal]
        days += [f"bound since {day_label(status.since)}" for _ in _derived(status, treaty, "") if status.since]
        text = f"{treaty.short_name}: {', '.join(days)}"
        cited = tuple(act.citations[0] for act in legal)
    return Line(
        figure=figure,
        text=text,
        sources=sheet.cite(cited),
        swatch=status.kind.value,
        detail=_why(sheet, status, treaty),
    )


def _said(act: TreatyAction) -> str:
    if act.kind is ActionKind.ENTRY_INTO_FORCE:
        return "bound since"
    return _PAST[act.kind][:1].lower() + _PAST[act.kind][1:]


def _is_ahead(sheet: Sheet, status: TreatyStatus, treaty: Treaty) -> bool:
    """Whether the day lies before there was a treaty to join."""
    return status.kind is StatusKind.NOT_SIGNED and sheet.day < treaty.adopted


def _why(sheet: Sheet, status: TreatyStatus, treaty: Treaty) -> str:
    """The reason of a status in a sentence, where there is one to give."""
    if _is_ahead(sheet, status, treaty):
        return "There was no text to sign or to join by that day."
    if status.kind is StatusKind.NOT_SIGNED:
        return "No act under this treaty is recorded by that day."
    if status.kind is StatusKind.SUSPENSION_CLAIMED:
        notice = [a for a in status.actions if a.kind is ActionKind.SUSPENSION_NOTIFIED][-1]
        return " ".join(filter(None, [remark(sheet, notice), why_marked(status.actions)]))
    return status.reason


def _act_line(sheet: Sheet, act: TreatyAction, of: str) -> Line:
    effect = ""
    if act.date_effective:
        verb = "claimed to take effect" if act.kind is ActionKind.SUSPENSION_NOTIFIED else "takes effect"
        effect = f", {verb} on {day_label(act.date_effective)}"
    against = contested_by(sheet, act)
    parts = [remark(sheet, act), f"Contested by: {against}." if against else ""]
    is_open = act.when.latest > sheet.day
    return Line(
        figure=_PAST[act.kind] + (", by this day or later" if is_open else ""),
        text=marked(act, act.when.label + of + effect),
        sources=sheet.cite(act.citations),
        detail=" ".join(filter(None, parts)),
    )


def _derived(status: TreatyStatus, treaty: Treaty, of: str) -> tuple[Line, ...]:
    """Entry into force by the treaty's rule, where no act states it: computed, and says by which article."""
    stated = any(act.kind is ActionKind.ENTRY_INTO_FORCE for act in status.actions)
    if status.kind is not StatusKind.PARTY or stated or status.since is None:
        return ()
    text = f"{day_label(status.since)}{of}, computed from the deposit by {treaty.entry_article}"
    return (Line(_PAST[ActionKind.ENTRY_INTO_FORCE], text, (), is_computed=True),)


def _other_treaties(sheet: Sheet, state: State) -> Section:
    others = [sheet.dataset.treaty(treaty_id) for treaty_id in TREATIES if treaty_id != sheet.view.treaty]
    return Section("Other treaties", tuple(_status_line(sheet, state, treaty) for treaty in others), open_count=3)
