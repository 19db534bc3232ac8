"""Where our addresses begin: under what server.baseUrlPath puts before every path."""

from __future__ import annotations


def root_of(base: str) -> str:
    """Return the beginning of every path, without a slash at its end.

    Examples
    --------
    >>> root_of("/atlas/"), root_of("")
    ('/atlas', '')
    """
    inner = base.strip("/")
    return f"/{inner}" if inner else ""
