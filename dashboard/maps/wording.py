"""Counts and statuses in words, beside the words for figures and claims of geodata/wording.py."""

from __future__ import annotations

from geodata import STATUS_LABELS, StatusKind, TreatyStatus
from geodata.model import Treaty

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a count and its noun: one state, 12 states."""
    return f"{spelled(count)} {noun if count == 1 else plural or noun + 's'}"


def spelled(count: int) -> str:
    """Return a count in words up to nine, in figures beyond."""
    return _SMALL[count] if count < len(_SMALL) else f"{count:,}"


def status_name(kind: StatusKind, treaty: Treaty) -> str:
    """Return a status in the words of the field; the protocols of the CCW are joined without a signature."""
    if kind is StatusKind.NOT_SIGNED and treaty.opened is None:
        return "not party"
    return STATUS_LABELS[kind]


def status_words(status: TreatyStatus, treaty: Treaty) -> str:
    """Return a state's status in words, each possible reading named where it is uncertain."""
    if status.kind is not StatusKind.UNCERTAIN:
        return status_name(status.kind, treaty)
    readings = [status_name(kind, treaty).replace(",", " but") for kind in status.possible]
    return f"uncertain: {', or '.join(readings)}"
