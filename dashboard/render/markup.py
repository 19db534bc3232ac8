"""Numbers and text as SVG takes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax import saxutils

# What XML cannot hold, not even as an entity: control characters, halves of pairs, and two that are no characters.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def number(value: float) -> str:
    """Return a number to a hundredth.

    Examples
    --------
    >>> number(3.0), number(-0.004), number(12.345)
    ('3', '0', '12.35')
    """
    text = f"{value + 0.0:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def polygon(corners: Iterable[tuple[float, float]]) -> str:
    """Return corners as the points of a polygon."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)


def escaped(text: str) -> str:
    """Return a text for use between tags."""
    return saxutils.escape(_NOT_XML.sub("", text))


def quoted(text: str) -> str:
    """Return a text as the value of an attribute, its quotation marks included."""
    return saxutils.quoteattr(_NOT_XML.sub("", text))
