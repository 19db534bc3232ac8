"""The sentence over the map and the line under it, generated from the view and what it shows."""

from __future__ import annotations

from dashboard.maps.layers import footprint, policy
from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import Headline
from dashboard.maps.view import LayerId
from dashboard.maps.wording import claim_figure, counted, listed, spelled
from geodata import CLASS_LABELS, GROUP_LABELS, ClaimClass, StatusKind, day_label
from geodata.contamination import SURVEYS
from geodata.kinds import ActionKind
from geodata.records import Claim, State

_REGIONS = {"africa": "Africa", "americas": "the Americas", "asia": "Asia", "europe": "Europe", "oceania": "Oceania"}

_NOT_PARTY = {StatusKind.SIGNED, StatusKind.LEFT, StatusKind.NOT_SIGNED}
_STANDINGS = {
    StatusKind.PARTY: "are party to",
    StatusKind.JOINED: "have joined but are not yet bound by",
    StatusKind.SIGNED: "have signed but not joined",
    StatusKind.LEAVING: "are leaving",
    StatusKind.SUSPENSION_CLAIMED: "claim to suspend",
    StatusKind.LEFT: "have left",
    StatusKind.NOT_SIGNED: "have not signed",
    StatusKind.UNCERTAIN: "have an uncertain status under",
    StatusKind.NOT_ELIGIBLE: "may not join",
}


def headline(sheet: Sheet, fill_layer: str) -> Headline:
    """Return the sentence that says what the map shows."""
    claim = footprint.claim(sheet) if sheet.has(LayerId.FOOTPRINT) else None
    if claim is not None and not sheet.is_filtered:
        return Headline(_claim_sentence(sheet, claim), sheet.cite(claim.citations))
    if fill_layer == LayerId.POLICY:
        periods = policy.running(sheet).use_periods
        return Headline(policy.summary(sheet), sheet.cite(c for p in periods for c in p.citations))
    if fill_layer == LayerId.CONTAMINATION:
        return Headline(_claims_sentence(sheet), ())
    if fill_layer == LayerId.TREATY_STATUS:
        return Headline(_status_sentence(sheet), sheet.cite(sheet.treaty.citations[:1]))
    return Headline(f"{counted(len(sheet.kept), 'state').capitalize()} on {day_label(sheet.day)}", ())


def subtitle(sheet: Sheet, fill_layer: str) -> str:
    """Return the line under the headline: day, how states are counted, how far the data reach."""
    parts = [f"On {day_label(sheet.day)}"]
    if fill_layer == LayerId.TREATY_STATUS and not (sheet.view.statuses or sheet.view.claim_least):
        kept = [sheet.statuses[s.area].status for s in sheet.dataset.countries if sheet.passes(s, status=False)]
        bound, at_most = sum(s.is_bound for s in kept), sum(s.may_be_bound for s in kept)
        is_exact = bound == at_most
        span = f"{bound} of them bound" if is_exact else f"{bound} or {at_most} of them bound"
        parts.append(f"joined counts deposits, {span}; counts computed by the atlas")
        until = sheet.treaty.data_until
        parts.append(
            f"depositary read on {day_label(until)}" + (", later acts as reported" if sheet.day > until else "")
        )
    else:
        parts.append("counts computed by the atlas")
    return " · ".join(parts)


def _claim_sentence(sheet: Sheet, claim: Claim) -> str:
    """A survey reports; anything else claims."""
    verb = "reported" if claim.basis in SURVEYS else "claimed"
    when = f"on {claim.said.label}" if claim.said.is_exact else f"({claim.said.label})"
    about = claim.definition.label[:1].lower() + claim.definition.label[1:]
    name = sheet.dataset.state(claim.area).name
    who = claim.claimant + ("," if "," in claim.claimant else "")
    return f"{who} {verb} {claim_figure(claim)} in {name} {when}: {about}"


def _status_sentence(sheet: Sheet) -> str:
    short = sheet.treaty.short_name
    where = _where(sheet)
    pool = [s for s in sheet.dataset.countries if sheet.passes(s, status=False, claim=False)]
    if sheet.view.statuses or sheet.view.claim_least:
        claim = _least(sheet)
        parts = [part for part in (_standing(sheet), f"have {claim}" if claim else "") if part]
        return f"{len(sheet.kept)} of {len(pool)} states{where} {' and '.join(parts)}"
    kinds = [sheet.statuses[s.area] for s in pool]
    joined = sum(row.status.has_joined for row in kinds)
    if sheet.day < sheet.treaty.in_force and any(row.kind is not StatusKind.NOT_SIGNED for row in kinds):
        signed = sum(any(act.kind is ActionKind.SIGNATURE for act in row.status.actions) for row in kinds)
        return f"{signed} of {len(pool)} states{where} have signed the {short}; {spelled(joined)} have consented to be bound"
    text = f"{joined} of {len(pool)} states{where} have joined the {short}"
    asides = []
    for kind, words in (
        (StatusKind.LEFT, ("has left it", "have left it")),
        (StatusKind.LEAVING, ("is leaving", "are leaving")),
        (StatusKind.SUSPENSION_CLAIMED, ("claims to suspend it", "claim to suspend it")),
    ):
        count = sum(row.kind is kind for row in kinds)
        if count:
            asides.append(f"{spelled(count)} {words[count > 1]}")
    if joined == 0 and not asides:
        return _not_yet(sheet, where)
    return text + (f"; {listed(asides)}" if asides else "")


def _not_yet(sheet: Sheet, where: str) -> str:
    treaty = sheet.treaty
    if sheet.day < treaty.adopted:
        return f"The {treaty.short_name} did not exist yet: its text was adopted on {day_label(treaty.adopted)}"
    if treaty.opened and sheet.day < treaty.opened:
        return f"No state{where} had signed the {treaty.short_name}: it was opened on {day_label(treaty.opened)}"
    return f"No state{where} has joined the {treaty.short_name}"


def _claims_sentence(sheet: Sheet) -> str:
    pool = [s for s in sheet.dataset.countries if sheet.passes(s, claim=False)]
    group = GROUP_LABELS[sheet.view.claim_group]
    that = f" that {_standing(sheet)}" if sheet.view.statuses else ""
    if sheet.view.claim_least:
        return f"{len(sheet.kept)} of {len(pool)} states{_where(sheet)}{that} have {_least(sheet)}"
    having = [s for s in pool if sheet.claims[s.area].claim is not None]
    massive = sum(_class(sheet, s) is ClaimClass.MASSIVE for s in having)
    tail = f"; for {spelled(massive)} it is 100 km² or more" if massive else ""
    return f"A claim about {group} is recorded for {len(having)} of {len(pool)} states{_where(sheet)}{that}{tail}"


def _class(sheet: Sheet, state: State) -> ClaimClass:
    return sheet.claims[state.area].claim_class


def _least(sheet: Sheet) -> str:
    least = sheet.view.claim_least
    if least is None:
        return ""
    group = GROUP_LABELS[sheet.view.claim_group]
    if least is ClaimClass.NO_FIGURE:
        return f"a claim of contamination: {group}"
    return f"a claim of contamination at least {CLASS_LABELS[least].partition(':')[0]}: {group}"


def _standing(sheet: Sheet) -> str:
    """What the status filter keeps, as a predicate: "have left or have not signed the Mine Ban Convention"."""
    kinds = sheet.view.statuses
    if set(kinds) == _NOT_PARTY:
        return f"are not party to the {sheet.treaty.short_name}"
    if not kinds:
        return ""
    return " or ".join(_STANDINGS[kind] for kind in kinds) + f" the {sheet.treaty.short_name}"


def _where(sheet: Sheet) -> str:
    return f" of {listed([_REGIONS[r] for r in sheet.view.regions])}" if sheet.view.regions else ""
