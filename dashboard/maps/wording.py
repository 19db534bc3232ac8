"""Figures, counts and lists in words, the same way everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.kinds import Basis
from geodata.records import Claim

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
BASIS_LABELS = {
    Basis.DECLARATION: "declaration, no survey",
    Basis.DESK_ESTIMATE: "desk estimate",
    Basis.NON_TECHNICAL_SURVEY: "non-technical survey",
    Basis.TECHNICAL_SURVEY: "technical survey",
    Basis.MODEL: "model",
    Basis.UNKNOWN: "basis not stated",
}
_UNITS = {"km2": "km²"}


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a count and its noun: one state, 12 states."""
    return f"{spelled(count)} {noun if count == 1 else plural or noun + 's'}"


def spelled(count: int) -> str:
    """Return a count in words up to nine, in figures beyond."""
    return _SMALL[count] if count < len(_SMALL) else f"{count:,}"


def number(value: float) -> str:
    """Return a figure with thousands separators and no more decimals than it has (at most three)."""
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    return text if text not in ("0", "-0") or value == 0 else f"{value:.2g}"


def listed(names: Sequence[str], most: int = 0) -> str:
    """Return names joined by commas and "and"; beyond `most`, the rest as a count."""
    if most and len(names) > most:
        rest = len(names) - most
        return ", ".join(names[:most]) + f" and {rest} more"
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


def sentence(text: str) -> str:
    """Return text with a capital letter at its start."""
    return text[:1].upper() + text[1:]


def claim_figure(claim: Claim) -> str:
    """Return the figure of a claim as stated: a value, a range, a floor, or its band; empty when it has none."""
    unit = _UNITS.get(claim.unit, claim.unit)
    if claim.value is not None:
        return f"{number(claim.value)} {unit}".strip()
    if claim.low is not None and claim.high is not None:
        return f"{number(claim.low)} to {number(claim.high)} {unit}".strip()
    if claim.low is not None:
        return f"at least {number(claim.low)} {unit}".strip()
    if claim.high is not None:
        return f"at most {number(claim.high)} {unit}".strip()
    return ""


def claim_who(claim: Claim) -> str:
    """Return who states a claim, and who passes it on."""
    return f"{claim.claimant}, via {claim.relayed_by}" if claim.relayed_by else claim.claimant


def claim_when(claim: Claim) -> str:
    """Return when a claim was made, and the state of which day it describes when that differs."""
    said = claim.said.label
    if claim.meant is None or claim.meant == claim.said or claim.meant.label in said:
        return said
    meant = claim.meant.label
    return f"{said}, as of {meant}" if not meant.startswith("between") else f"{said}, for some day {meant}"


def band_words(band: str) -> str:
    """Return published bands in words: "massive (Mine Action Review)"."""
    parts = []
    for item in filter(None, band.split(";")):
        who, _, what = item.partition(":")
        body = "Mine Action Review" if who.startswith("MAR") else "Monitor" if who.startswith("LM") else ""
        parts.append(f"{what.strip()} ({body})" if body and what else item.strip())
    return ", ".join(parts)
