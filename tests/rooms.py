"""Which room of the house a test file is about: what it imports of ours itself, whatever its helpers import."""

import re
from pathlib import Path

# Drivers of the whole page count as a room, because their files need the app.
ROOMS = {"geodata": r"geodata", "dashboard": r"dashboard|playwright|streamlit"}


def rooms_of(path: Path) -> set[str]:
    """The rooms that a test file imports by lines at its top level."""
    text = path.read_text(encoding="utf-8")
    return {room for room, names in ROOMS.items() if re.search(rf"^(?:from|import) (?:{names})\b", text, re.MULTILINE)}
