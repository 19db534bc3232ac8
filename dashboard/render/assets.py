"""The files of dashboard/assets: their bytes, several of them as one, and addresses that change when content does."""

from __future__ import annotations

import hashlib
import posixpath
import re
from functools import cache
from pathlib import Path

from rcssmin import cssmin

ASSETS = Path(__file__).resolve().parents[1] / "assets"
# Seen from /component/streamlit_folium.st_folium/index.html: relative, so that it holds under any server.baseUrlPath.
FROM_MAP = "../../assets/"
VENDORED = "vendor/"
# The scripts that `make bundle` makes of the modules beside it, one file each. They are committed: running the atlas
# needs no Node.
BUILT = "built/"
# What a style sheet fetches from beside itself; the rest is a fragment, an address with a scheme, or from the root.
STYLE_URL = re.compile(r"url\(\s*(['\"]?)(?![#/]|[a-z]+:)([^'\")]+)\1\s*\)")


def asset_path(name: str) -> Path | None:
    """Return the file called `name` inside the assets folder, or None when there is none or it lies outside."""
    try:
        path = (ASSETS / name).resolve()
        return path if path.is_relative_to(ASSETS) and path.is_file() else None
    except (OSError, ValueError):  # longer than a name may be, or with a NUL in it
        return None


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
    """Return several assets as one file, in their order: one request instead of one for each.

    Style sheets lose their comments. Scripts come as they are: those of others are small already, with their licence in
    them, and ours come from BUILT.

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
        return "\n".join(_small_style(part, name) for part in parts).encode()
    # A part may end in a comment, or begin with a bracket that would call what the last one ended with.
    return "\n;\n".join((ASSETS / part).read_text(encoding="utf-8") for part in parts).encode()


@cache
def script_text(name: str) -> str:
    """Return one of our bundled scripts as it stands inside a page; `name` is that of its bundle."""
    return (ASSETS / BUILT / f"{name}.js").read_text(encoding="utf-8").strip().replace("</", "<\\/")


def _small_style(part: str, to: str) -> str:
    text = _moved_style(part, to)
    return text if part.startswith(VENDORED) else cssmin(text)


@cache
def bundle_version(name: str, parts: tuple[str, ...]) -> str:
    """Return twelve hexadecimal digits that stand for the content of a bundle."""
    return _version(bundle(name, parts))


@cache
def scripts_version() -> str:
    """Return twelve hexadecimal digits that stand for all bundled scripts, and so for what they understand."""
    return _version(b"".join(path.read_bytes() for path in sorted((ASSETS / BUILT).glob("*.js"))))


def _version(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:12]


def _moved_style(part: str, to: str) -> str:
    """Return a style sheet as it reads in the place of another."""
    old, new = posixpath.dirname(part), posixpath.dirname(to)

    def moved(url: re.Match[str]) -> str:
        return f'url("{posixpath.relpath(posixpath.join(old, url[2].strip()), new or ".")}")'

    return STYLE_URL.sub(moved, (ASSETS / part).read_text(encoding="utf-8"))
