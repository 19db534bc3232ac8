"""What the measurements ran on; without it a number in milliseconds says nothing."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = (
    "streamlit", "folium", "streamlit-folium", "geopandas", "shapely", "pandas", "numpy", "plotly", "pydeck",
    "playwright", "uvicorn", "starlette", "websockets", "psutil", "pillow",
)  # fmt: skip


def surroundings(chromium: str) -> dict[str, object]:
    """Return date, machine, versions and load; nothing that names the machine or its owner."""
    import psutil  # noqa: PLC0415 - of the extra bench, and what comes behind is tested without it

    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "processor": _processor(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "chromium": chromium,
        "load_average": load_average(),
        "packages": {name: _version(name) for name in PACKAGES},
    }


def load_average() -> list[float]:
    """Return how many processes wanted a core over the last 1, 5 and 15 minutes."""
    return [round(value, 2) for value in os.getloadavg()] if hasattr(os, "getloadavg") else []


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
