"""The files of dashboard/assets: their bytes, and addresses that change when their content does."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[1] / "assets"
# Seen from /component/streamlit_folium.st_folium/index.html: relative, so that it holds under any server.baseUrlPath.
FROM_MAP = "../../assets/"


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
    return hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]


def asset_url(name: str, base: str = FROM_MAP) -> str:
    """Return the address of the asset `name`, good for ever because its version is part of it."""
    return f"{base}{name}?v={asset_version(name)}"
