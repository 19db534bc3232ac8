"""The sentence over the map and the line under it, generated from the view and what it shows."""

from __future__ import annotations

from dashboard.maps import comparison
from dashboard.maps.filter_words import least_claim, of_regions, standing
from dashboard.maps.layers import beside, footprint, policy
from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import Headline
from dashboard.maps.view import LayerId
from dashboard.maps.wording import counted, spelled
from geodata import GROUP_LABELS, ClaimClass, StatusKind, TreatyStatus, day_label
from geodata.claims import SURVEYS
from geodata.model import ActionKind, Claim, State
from geodata.sources import marked
from geodata.treaties import JOINED_KINDS
from geodata.wording import claim_figure, listed, named, sentence


def headline(sheet: Sheet, fill_layer: str) -> Headline:
    """Return the sentence that says what the map shows."""
    second = beside.other(sheet)
    if second is not None:
        both = (*sheet.treaty.citations[:1], *second.treaty.citations[:1])
        return Headline(comparison.of_two(sheet, second), sheet.cite(both))
    if sheet.since is not None:
        return Headline(comparison.of_changes(sheet, sheet.since), sheet.cite(comparison.behind(sheet)))
    claim = footprint.claim(sheet) if sheet.has(LayerId.FOOTPRINT) else None
    if claim is not None and not sheet.is_filtered:
        return Headline(marked(claim, _claim_sentence(sheet, claim)), sheet.cite(claim.citations))
    if fill_layer == LayerId.POLICY:
        periods = policy.running(sheet).use_periods
        return Headline(policy.summary(sheet), sheet.cite(c for p in periods for c in p.citations))
    if fill_layer == LayerId.CONTAMINATION:
        return Headline(_claims_sentence(sheet), ())
    if fill_layer == LayerId.TREATY_STATUS:
        return Headline(_status_sentence(sheet), sheet.cite(sheet.treaty.citations[:1]))
    return Headline(sentence(f"{counted(len(sheet.kept), 'state')} on {day_label(sheet.day)}"), ())


def subtitle(sheet: Sheet, fill_layer: str) -> str:
    """Return the line under the headline: the day and how states are counted."""
    if beside.other(sheet) or sheet.since is not None:
        return f"{comparison.how_counted(sheet)}; counts computed by the atlas"
    parts = [f"On {day_label(sheet.day)}"]
    if fill_layer == LayerId.TREATY_STATUS and not (sheet.view.statuses or sheet.view.claim_least):
        kept = [sheet.statuses[s.area].status for s in sheet.dataset.countries if sheet.passes(s, status=False)]
        bound, at_most = sum(s.is_bound for s in kept), sum(s.may_be_bound for s in kept)
        is_exact = bound == at_most
        span = f"{bound} of them bound" if is_exact else f"{bound} or {at_most} of them bound"
        counted_how = f"“joined” counts deposits, {span}" if sheet.day >= sheet.treaty.in_force else "not yet in force"
        if sheet.has(LayerId.FOOTPRINT) and not sheet.is_filtered and footprint.claim(sheet) is not None:
            counted_how = "a claim as stated, not a finding of the atlas"
        parts.append(f"{counted_how}; counts computed by the atlas")
    else:
        parts.append("counts computed by the atlas")
    return " · ".join(parts)


def _claim_sentence(sheet: Sheet, claim: Claim) -> str:
    """A survey reports; anything else puts a figure on something."""
    when = f"on {claim.said.label}" if claim.said.is_exact else f"({claim.said.label})"
    about = claim.definition.label[:1].lower() + claim.definition.label[1:]
    name = named(sheet.dataset.state(claim.area).name) + (f" ({claim.part})" if claim.part else "")
    who = claim.claimant + ("," if "," in claim.claimant else "")
    if claim.basis in SURVEYS:
        return f"{who} reported {claim_figure(claim)} in {name} {when}: {about}"
    return f"{who} put the figure for {name} at {claim_figure(claim)} {when}: {about}"


def _status_sentence(sheet: Sheet) -> str:
    short = sheet.treaty.short_name
    where = of_regions(sheet)
    pool = [s for s in sheet.dataset.countries if sheet.passes(s, status=False, claim=False)]
    if set(sheet.view.statuses) == {StatusKind.NOT_ELIGIBLE}:
        outside = [s for s in sheet.dataset.states.values() if not sheet.dataset.administrator(s) and sheet.passes(s)]
        return sentence(f"{counted(len(outside), 'area')}{where} cannot join the {short}")
    if sheet.view.statuses or sheet.view.claim_least:
        claim = least_claim(sheet)
        parts = [part for part in (standing(sheet), f"have {claim}" if claim else "") if part]
        return f"{len(sheet.kept)} of {len(pool)} states{where} {' and '.join(parts)}"
    found = [sheet.statuses[s.area].status for s in pool]
    joined = sum(status.has_joined for status in found)
    if sheet.day < sheet.treaty.in_force and any(status.kind is not StatusKind.NOT_SIGNED for status in found):
        of = f"of {len(pool)} states{where}"
        if sheet.treaty.opened is None:
            return f"{joined} {of} have consented to be bound by the {short}, which is not yet in force"
        signed = sum(any(act.kind is ActionKind.SIGNATURE for act in status.actions) for status in found)
        return f"{signed} {of} have signed the {short}; {spelled(joined)} {_have(joined)} consented to be bound"
    asides = _asides(found)
    if joined == 0 and not asides:
        return _not_yet(sheet, where)
    text = f"{joined} of {len(pool)} states{where} have joined the {short}"
    return text + (f"; {listed(asides)}" if asides else "")


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
    that = f" that {standing(sheet)}" if sheet.view.statuses else ""
    if sheet.view.claim_least:
        return f"{len(sheet.kept)} of {len(pool)} states{of_regions(sheet)}{that} have {least_claim(sheet)}"
    having = [s for s in pool if sheet.claims[s.area].claim is not None]
    massive = sum(_class(sheet, s) is ClaimClass.MASSIVE for s in having)
    tail = f"; for {spelled(massive)} it is classed massive (100 km² or more)" if massive else ""
    return f"A claim about {group} is recorded for {len(having)} of {len(pool)} states{of_regions(sheet)}{that}{tail}"


def _class(sheet: Sheet, state: State) -> ClaimClass:
    return sheet.claims[state.area].claim_class
