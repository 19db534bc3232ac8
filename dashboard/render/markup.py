"""Numbers and text as SVG writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax import saxutils

# Not allowed in XML 1.0, not even as references: control characters, lone surrogates, and two noncharacters.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def number(value: float) -> str:
    """Return a number with at most two decimals.

    Examples
    --------
    >>> number(3.0), number(-0.004), number(12.345)
    ('3', '0', '12.35')
    """
    text = f"{value + 0.0:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def polygon(corners: Iterable[tuple[float, float]]) -> str:
    """Return corners as the attribute `points` of a polygon."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)


def escaped(text: str) -> str:
    """Return a text escaped for use between tags."""
    return saxutils.escape(_NOT_XML.sub("", text))


def quoted(text: str) -> str:
    """Return a text as the value of an attribute, with quotation marks."""
    return saxutils.quoteattr(_NOT_XML.sub("", text))
