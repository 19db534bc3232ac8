"""The files of dashboard/assets: their bytes, several of them as one, and addresses that change when content does."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

ASSETS = Path(__file__).resolve().parents[1] / "assets"
# Seen from /component/streamlit_folium.st_folium/index.html: relative, so that it holds under any server.baseUrlPath.
FROM_MAP = "../../assets/"
VENDORED = "vendor/"
# What a style sheet fetches from beside itself; the rest is a fragment, an address with a scheme, or from the root.
STYLE_URL = re.compile(r"url\(\s*(['\"]?)(?![#/]|[a-z]+:)([^'\")]+)\1\s*\)")


def asset_path(name: str) -> Path | None:
    """Return the file called `name` inside the assets folder, or None when there is none or it lies outside."""
    path = (ASSETS / name).resolve()
    return path if path.is_relative_to(ASSETS) and path.is_file() else None


@cache
def asset_version(name: str) -> str:
    """Return twelve hexadecimal digits that stand for the content of the asset `name`.

    Raises
    ------
    FileNotFoundError
        When the package was built without that file.
    """
    return _version((ASSETS / name).read_bytes())


@cache
def bundle(name: str, parts: tuple[str, ...]) -> bytes:
    """Return several assets as one file, in their order, without comments: one request instead of one for each.

    A vendored asset stays as it is: it is small already, and its licence stands in it.

    Parameters
    ----------
    name
        Where the bundle seems to lie among the assets; what a style sheet names beside itself is found from there.
    parts
        The names of the assets: all scripts, or all style sheets.

    Raises
    ------
    FileNotFoundError
        When the package was built without one of them.
    """
    if name.endswith(".css"):
        return "\n".join(_small(part, _moved_style(part, name), cssmin) for part in parts).encode()
    # A part may end in a comment, or begin with a bracket that would call what the last one ended with.
    return "\n;\n".join(_small(part, (ASSETS / part).read_text(encoding="utf-8"), jsmin) for part in parts).encode()


def script_text(name: str) -> str:
    """Return one of our scripts without comments, to be written into a page."""
    return _small(name, (ASSETS / name).read_text(encoding="utf-8"), jsmin)


def _small(part: str, text: str, smaller: Callable[[str], str]) -> str:
    return text if part.startswith(VENDORED) else smaller(text)


@cache
def bundle_version(name: str, parts: tuple[str, ...]) -> str:
    """Return twelve hexadecimal digits that stand for the content of a bundle."""
    return _version(bundle(name, parts))


def _version(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:12]


def _moved_style(part: str, to: str) -> str:
    """Return a style sheet as it reads in the place of another."""
    old, new = posixpath.dirname(part), posixpath.dirname(to)

    def moved(found: re.Match[str]) -> str:
        return f'url("{posixpath.relpath(posixpath.join(old, found[2].strip()), new or ".")}")'

    return STYLE_URL.sub(moved, (ASSETS / part).read_text(encoding="utf-8"))
