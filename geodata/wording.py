"""Figures, claims, names and lists in words, the same way everywhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from geodata.claims import is_complete
from geodata.dates import day_label
from geodata.model import Basis, Claim, ClaimantRole, ExtensionDecision

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
_UNITS = {"km2": "km²", "m2": "m²", "AP mines": "anti-personnel mines"}
_SQUARES = re.compile(r"\b(k?m)2\b")
_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
# What the claimant did. Only technical survey is called surveyed: how hazardous areas came on record is rarely told.
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
_COMPLETE = " declared complete"  # how the labels of the definitions of complete clearance end


def number(value: float) -> str:
    """Return a figure with thousands separators and no more decimals than it has (at most three)."""
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    return text if text not in ("0", "-0") else f"{value:.2g}" if value else "0"


def quantity(value: float, unit: str) -> str:
    """Return a figure with its unit as it is printed: 12.5 km², 30%, 4.2 billion USD, 2005."""
    if unit == "year":
        return f"{value:.0f}"
    if unit == "percent":
        return f"{number(value)}%"
    if unit.startswith("USD"):
        for step, word in ((1e9, "billion"), (1e6, "million")):
            if value >= step:
                return f"{number(value / step)} {word} {unit}"
    return f"{number(value)} {_UNITS.get(unit, unit)}".strip()


def figure_text(value: float | None, low: float | None, high: float | None, unit: str) -> str:
    """Return a figure as stated: a value, a range, a floor or a ceiling; empty when there is none."""
    if value is not None:
        return quantity(value, unit)
    if low is not None and high is not None:
        return f"{number(low)} to {quantity(high, unit)}"
    if low is not None:
        return f"at least {quantity(low, unit)}"
    return f"at most {quantity(high, unit)}" if high is not None else ""


def enumeration(names: Sequence[str], most: int = 0) -> str:
    """Return names joined by commas and "and"; beyond `most`, the rest as a count."""
    if most and len(names) > most:
        rest = len(names) - most
        return ", ".join(names[:most]) + f" and {rest} more"
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


def capitalized(text: str) -> str:
    """Return text with a capital letter at its start."""
    return text[:1].upper() + text[1:]


def name_in_sentence(name: str) -> str:
    """Return the name of a state or area as it stands inside a sentence.

    Examples
    --------
    >>> name_in_sentence("Russian Federation"), name_in_sentence("Iran (Islamic Republic of)")
    ('the Russian Federation', 'Iran (Islamic Republic of)')
    >>> name_in_sentence("Netherlands (Kingdom of the)")
    'the Netherlands (Kingdom of the)'
    """
    return f"the {name}" if _WITH_ARTICLE.search(name.partition(" (")[0]) else name


def print_form(text: str) -> str:
    """Return text of the tables as it is set in print: km², and days in words."""
    return _ISO_DAY.sub(_day_in_words, _SQUARES.sub(r"\1²", text))


def _day_in_words(found: re.Match[str]) -> str:
    try:
        return day_label(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]  # digits that only look like a day


def claim_figure(claim: Claim) -> str:
    """Return the figure of a claim as stated: a value, a range, a floor or a ceiling; empty when it has none."""
    return figure_text(claim.value, claim.low, claim.high, claim.unit)


def claimant_text(claim: Claim) -> str:
    """Return who states a claim, and who passes it on."""
    return f"{claim.claimant}, via {claim.relayed_by}" if claim.relayed_by else claim.claimant


def claim_date_text(claim: Claim) -> str:
    """Return when a claim was made, and the state of which day it describes when that differs."""
    said = claim.date_said.label
    if claim.date_meant is None or claim.date_meant == claim.date_said or claim.date_meant.label in said:
        return said
    meant = claim.date_meant.label
    return f"{said}, as of {meant}" if not meant.startswith("between") else f"{said}, for the time {meant}"


def band_text(band: str) -> str:
    """Return published bands in words, with who published them: "Massive (Mine Action Review and the Monitor)"."""
    said_by: dict[str, list[str]] = defaultdict(list)
    for item in filter(None, band.split(";")):
        who, _, what = item.partition(":")
        words = re.sub(r"(?<=\w)\(", " (", what or who).replace("/", " or ").strip()
        said_by[words].append(_BANDS_BY.get(who.split(" ")[0], "") if what else "")
    parts = [f"{words} ({enumeration(who)})" if any(who) else words for words, who in said_by.items()]
    return capitalized("; ".join(parts))


def claim_statement(claim: Claim, name: str) -> str:
    """Return a claim as a statement of whoever made it, without a stop; `name` is that of its area in a sentence."""
    where = f"{name} ({claim.part})" if claim.part else name
    when, what = _when(claim), uncapitalized(claim.definition.label)
    who = claimant_text(claim) + ("," if "," in claimant_text(claim) else "")
    if is_complete(claim):
        verb = "declared" if claim.claimant_role is ClaimantRole.AFFECTED_STATE else "reported"
        return f"{who} {verb} {what.removesuffix(_COMPLETE)} in {where} complete {when}"
    figure = claim_figure(claim)
    if figure:
        return print_form(f"{who} {CLAIM_VERBS[claim.basis]} {figure} for {where} {when}: {what}")
    if not claim.band:
        return print_form(f"{who} named no figure for {where} {when}: {what}")
    size, how = uncapitalized(band_text(claim.band)), BASIS_LABELS[claim.basis]
    return print_form(f"{who} classed {where} as “{size}” {when}, naming no figure: {what} ({how})")


def uncapitalized(text: str) -> str:
    """Return a text as it goes on inside a sentence; a name keeps its capital."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _when(claim: Claim) -> str:
    """When a claim was made, with the word that stands before a day, a month or a year."""
    text = claim_date_text(claim)
    if claim.date_said.is_exact:
        return f"on {text}"
    return text if text.startswith("between") else f"in {text}"
