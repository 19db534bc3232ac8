"""Text of figures, claims, names and lists, as all screens, files and cards print it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from geodata.claims import is_complete
from geodata.dates import DateSpan, day_label
from geodata.model import (
    ActionKind,
    Basis,
    Claim,
    ClaimantRole,
    Definition,
    ExtensionDecision,
    Group,
    Membership,
    MembershipKind,
)

ATLAS_NAME = "Mine Ban Atlas"

DECISION_LABELS = {
    ExtensionDecision.GRANTED: "extension granted",
    ExtensionDecision.NOT_FOUND: "decision not found",
}
BASIS_LABELS = {
    Basis.DECLARATION: "declaration alone",
    Basis.DESK_ESTIMATE: "desk estimate",
    Basis.NON_TECHNICAL_SURVEY: "hazardous areas on record",
    Basis.TECHNICAL_SURVEY: "technical survey",
    Basis.MODEL: "model",
    Basis.UNKNOWN: "basis not stated",
}
ACT_WORDS = {
    ActionKind.SIGNATURE: "signed",
    ActionKind.RATIFICATION: "ratified",
    ActionKind.ACCEPTANCE: "accepted",
    ActionKind.APPROVAL: "approved",
    ActionKind.ACCESSION: "acceded",
    ActionKind.SUCCESSION: "succeeded",
    ActionKind.CONSENT_TO_BE_BOUND: "consented to be bound",
    ActionKind.ENTRY_INTO_FORCE: "entry into force",
    ActionKind.SUSPENSION_NOTIFIED: "notified a suspension",
    ActionKind.WITHDRAWAL_NOTIFIED: "notified withdrawal",
    ActionKind.WITHDRAWAL_EFFECTIVE: "left",
    ActionKind.OBJECTION: "objected to another state's suspension",
    ActionKind.DECLARATION: "made a declaration",
    ActionKind.TERRITORIAL_EXTENSION: "extended the treaty to a territory",
    ActionKind.DOMESTIC_DECISION: "domestic decision",
    ActionKind.COMPLIANCE_REQUEST: "asked about compliance",
}
CLAIMANT_LABELS = {
    ClaimantRole.AFFECTED_STATE: "Affected state",
    ClaimantRole.BELLIGERENT: "Belligerent",
    ClaimantRole.DONOR: "Donor",
    ClaimantRole.UN: "United Nations",
    ClaimantRole.NGO: "Non-governmental organization",
    ClaimantRole.MEDIA: "Media",
    ClaimantRole.ACADEMIC: "Academic",
    ClaimantRole.UNKNOWN: "Claimant not known",
}
_UNITS = {"km2": "km²", "m2": "m²", "AP mines": "anti-personnel mines"}
_SQUARES = re.compile(r"\b(k?m)2\b")
_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
# Predicate of a claim with a figure. Only a technical survey is called surveyed, because sources rarely say how
# hazardous areas came on record.
CLAIM_VERBS = {
    Basis.DECLARATION: "claimed a figure of",
    Basis.DESK_ESTIMATE: "estimated a figure of",
    Basis.NON_TECHNICAL_SURVEY: "reported hazardous areas on record of",
    Basis.TECHNICAL_SURVEY: "reported a surveyed figure of",
    Basis.MODEL: "estimated, by a model, a figure of",
    Basis.UNKNOWN: "reported a figure of",
}
_WITH_ARTICLE = re.compile(
    r"^(United |DR Congo|Congo\b|State of )"
    r"|(Islands|Territory|Territories|Republic|Federation|Bahamas|Comoros|Gambia|Maldives|Netherlands|Philippines|See)\b"
)
_BANDS_BY = {"MAR": "Mine Action Review", "LM": "the Monitor"}
_COMPLETE = " declared complete"  # end of the labels of the definitions of complete clearance


def number(value: float) -> str:
    """Return a number with thousands separators and at most three decimals; below 0.0005 with two digits."""
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    return text if text not in ("0", "-0") else f"{value:.2g}" if value else "0"


def count_text(count: int, noun: str) -> str:
    """Return a count in digits with its noun, whose plural ends with s.

    Examples
    --------
    >>> count_text(1, "row"), count_text(8329, "row")
    ('1 row', '8,329 rows')
    """
    return f"{count:,} {noun}{'s' * (count != 1)}"


def bytes_text(count: int) -> str:
    """Return the size of a file.

    Examples
    --------
    >>> bytes_text(3_153_440), bytes_text(12)
    ('3.2 MB', '12 bytes')
    """
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= size:
            return f"{count / size:,.1f} {unit}"
    return count_text(count, "byte")


def quantity(value: float, unit: str) -> str:
    """Return a figure with its unit, as in claims.csv, in print: 12.5 km², 30%, 4.2 billion USD, 2005."""
    if unit == "year":
        return f"{value:.0f}"
    if unit == "percent":
        return f"{number(value)}%"
    if unit.startswith("USD"):
        for step, word in ((1e9, "billion"), (1e6, "million")):
            if value >= step:
                return f"{number(value / step)} {word} {unit}"
    return f"{number(value)} {unit_text(unit)}".strip()


def unit_text(unit: str) -> str:
    """Return a unit, as in claims.csv, in print: km²."""
    return _UNITS.get(unit, unit)


def figure_text(value: float | None, low: float | None, high: float | None, unit: str) -> str:
    """Return a figure as stated: a value, a range, a minimum or a maximum; empty when all three are None."""
    if value is not None:
        return quantity(value, unit)
    if low is not None and high is not None:
        return f"{number(low)} to {quantity(high, unit)}"
    if low is not None:
        return f"at least {quantity(low, unit)}"
    return f"at most {quantity(high, unit)}" if high is not None else ""


def enumeration(names: Sequence[str], most: int = 0) -> str:
    """Return names joined by commas and "and"; names beyond the first `most` (0: no limit) as their number."""
    if most and len(names) > most:
        rest = len(names) - most
        return ", ".join(names[:most]) + f" and {rest} more"
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


def capitalized(text: str) -> str:
    """Return a text with a capital letter at its start."""
    return text[:1].upper() + text[1:]


def place_at_start(place: str) -> str:
    """Return a place in a document as it begins a sentence.

    Examples
    --------
    >>> place_at_start("whole article"), place_at_start("pp. 3-4")
    ('Whole article', 'pp. 3-4')
    """
    return place if place.startswith(("p. ", "pp. ")) else capitalized(place)


def name_in_sentence(name: str) -> str:
    """Return the name of a state or area as it stands inside a sentence, with its article.

    Examples
    --------
    >>> name_in_sentence("Russian Federation"), name_in_sentence("Iran (Islamic Republic of)")
    ('the Russian Federation', 'Iran (Islamic Republic of)')
    >>> name_in_sentence("Netherlands (Kingdom of the)")
    'the Netherlands (Kingdom of the)'
    """
    return f"the {name}" if _WITH_ARTICLE.search(name.partition(" (")[0]) else name


def name_at_start(name: str) -> str:
    """Return the name of a state or area as it stands at the start of a sentence, with its article.

    Examples
    --------
    >>> name_at_start("Russian Federation")
    'The Russian Federation'
    """
    return capitalized(name_in_sentence(name))


def status_subject(name: str, treaty: str, day: date | None = None) -> str:
    """Return whose status it is, under which treaty and on which day, as the beginning of a sentence or a line.

    Parameters
    ----------
    name, treaty
        As they stand in a sentence: "the Russian Federation", "the Mine Ban Convention".
    """
    subject = f"{capitalized(name)}, under {treaty}"
    return f"{subject} on {day_label(day)}" if day else subject


def print_form(text: str) -> str:
    """Return text of the tables with km2 and m2 as km² and m², and ISO days in words."""
    return _ISO_DAY.sub(_day_in_words, _SQUARES.sub(r"\1²", text))


def _day_in_words(match: re.Match[str]) -> str:
    try:
        return day_label(date.fromisoformat(match[0]))
    except ValueError:
        return match[0]  # digits that are no day of the calendar


def claim_figure(claim: Claim) -> str:
    """Return the figure of a claim (`figure_text`); empty when it has none."""
    return figure_text(claim.value, claim.low, claim.high, claim.unit)


def claim_figure_heading(claim: Claim) -> str:
    """Return the figure of a claim as it stands alone: At least 5 km²; empty when it has none."""
    return capitalized(claim_figure(claim))


def date_heading(when: DateSpan) -> str:
    """Return a date in words as it stands alone: Between 2022 and 2024."""
    return capitalized(when.label)


def definition_in_sentence(definition: Definition) -> str:
    """Return the label of a definition as it stands inside a sentence; initials keep their capitals."""
    return uncapitalized(definition.label)


def category_in_sentence(group: Group) -> str:
    """Return the name of a category of states as it stands inside a sentence: least developed countries."""
    return uncapitalized(group.name)


def definition_heading(definition: Definition) -> str:
    """Return the label of a definition as it stands at the start of a sentence."""
    return capitalized(definition.label)


def act_label(kind: ActionKind) -> str:
    """Return what a state did under a treaty as it stands alone: Notified withdrawal."""
    return capitalized(ACT_WORDS[kind])


def decision_heading(decision: ExtensionDecision) -> str:
    """Return what was decided on an extension as it stands alone: Decision not found."""
    return capitalized(DECISION_LABELS[decision])


def claimant_text(claim: Claim) -> str:
    """Return the claimant, and who relays the claim."""
    return f"{claim.claimant}, via {claim.relayed_by}" if claim.relayed_by else claim.claimant


def claim_date_text(claim: Claim) -> str:
    """Return when a claim was made, and the date that it describes where that differs."""
    return claim.date_said.label + _described_date(claim)


def claim_date_phrase(claim: Claim) -> str:
    """Return the text of `claim_date_text` with its preposition, as it stands in a sentence."""
    return claim.date_said.phrase + _described_date(claim)


def _described_date(claim: Claim) -> str:
    statement_date, measured_date = claim.date_said, claim.date_meant
    if measured_date is None or measured_date == statement_date or measured_date.label in statement_date.label:
        return ""
    return f", for the time {measured_date.label}" if measured_date.is_range else f", as of {measured_date.label}"


def band_text(band: str) -> str:
    """Return published bands with their publishers, as a heading: Massive (Mine Action Review and the Monitor)."""
    return capitalized(_band_phrase(band))


def _band_phrase(band: str) -> str:
    """Return published bands with their publishers, as they stand in a sentence.

    Parameters
    ----------
    band
        As in claims.csv: `publisher:band;...`; publishers of one band are listed together.
    """
    publishers: dict[str, list[str]] = defaultdict(list)
    for item in filter(None, band.split(";")):
        publisher, _, name = item.partition(":")
        words = re.sub(r"(?<=\w)\(", " (", name or publisher).replace("/", " or ").strip()
        publishers[words].append(_BANDS_BY.get(publisher.split(" ")[0], "") if name else "")
    return "; ".join(f"{words} ({enumeration(by)})" if any(by) else words for words, by in publishers.items())


def claim_heading(claim: Claim) -> str:
    """Return the figure of a claim as a heading; without one its band, and without either "No figure"."""
    return claim_figure_heading(claim) or band_text(claim.band) or "No figure"


def claim_statement(claim: Claim, name: str) -> str:
    """Return a claim as a statement of its claimant, without a final stop.

    Parameters
    ----------
    name
        Name of the area as it stands in a sentence (`name_in_sentence`).
    """
    where = f"{name} ({claim.part})" if claim.part else name
    when, what = claim_date_phrase(claim), definition_in_sentence(claim.definition)
    who = claimant_text(claim) + ("," if "," in claimant_text(claim) else "")
    if is_complete(claim):
        verb = "declared" if claim.claimant_role is ClaimantRole.AFFECTED_STATE else "reported"
        return f"{who} {verb} {what.removesuffix(_COMPLETE)} in {where} complete {when}"
    if figure := claim_figure(claim):
        return print_form(f"{who} {CLAIM_VERBS[claim.basis]} {figure} for {where} {when}: {what}")
    if claim.band:
        band, basis = uncapitalized(_band_phrase(claim.band)), BASIS_LABELS[claim.basis]
        return print_form(f"{who} classed {where} as “{band}” {when}, naming no figure: {what} ({basis})")
    return print_form(f"{who} named no figure for {where} {when}: {what}")


def membership_text(period: Membership, known_until: date) -> str:
    """Return the days of a membership or a suspension in words, with who contests its end.

    Parameters
    ----------
    known_until
        The last day of which a document on the group was read: what lies later was only announced.
    """
    begun, ended = ("suspended", "lifted") if period.kind is MembershipKind.SUSPENDED else ("joined", "left")
    parts = [(begun, "to begin", period.start)] + ([(ended, "to end", period.until)] if period.until else [])
    days = [f"{past if when.latest <= known_until else ahead} {when.phrase}" for past, ahead, when in parts]
    return ", ".join(days) + (f"; contested by {period.contested_by}" if period.contested_by else "")


def uncapitalized(text: str) -> str:
    """Return a text without the capital at its start, for use inside a sentence; initials keep theirs."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def share_text(share: float) -> str:
    """Return a share in whole per cent, which is 0 or 100 only where it is none or all.

    Examples
    --------
    >>> share_text(0.004), share_text(0.5), share_text(0.996), share_text(1.0)
    ('under 1%', '50%', 'over 99%', '100%')
    """
    return "under 1%" if 0 < share < 0.01 else "over 99%" if 0.99 < share < 1 else f"{share:.0%}"
