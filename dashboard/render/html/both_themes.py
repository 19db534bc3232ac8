"""A drawing in both themes: the light one, with what differs in the dark one behind `prefers-color-scheme`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_PART = re.compile(r"<[^>]*>|[^<]+")
_PAINT = re.compile(r' (fill|stroke|fill-opacity|stroke-opacity|stroke-width|opacity)="([^"]*)"')
_ID = re.compile(r' id="[^"]*"')
LIGHT_ONLY, DARK_ONLY = "in-light", "in-dark"


class BothThemes:
    """Drawings of one page that are merged, and the rules that they need in its style sheet.

    Two drawings of one scene have the same elements but for their paints and for a few edges, which are dark in one
    theme alone. A paint becomes a rule of a class, an edge stands there twice, and geometry once.
    """

    def __init__(self) -> None:
        self._rules: dict[str, str] = {}  # the name of the class by its declarations

    def merged(self, light: str, dark: str) -> str:
        """Return the light drawing with classes, and with what the dark one has beside it."""
        parts, others = _PART.findall(light), _PART.findall(dark)
        blocks = SequenceMatcher(None, [*map(_unpainted, parts)], [*map(_unpainted, others)], autojunk=False)
        steps = [(kind, parts[i:j], others[k:m]) for kind, i, j, k, m in blocks.get_opcodes()]
        if not all(kind == "equal" or (_is_whole(mine) and _is_whole(other)) for kind, mine, other in steps):
            steps = [("replace", parts, others)]
        return "".join(
            "".join(map(self._painted, mine, other))
            if kind == "equal"
            else _group(LIGHT_ONLY, mine) + _ID.sub("", _group(DARK_ONLY, other))
            for kind, mine, other in steps
        )

    def style(self) -> str:
        """Return the rules of what was merged so far."""
        rules = "".join(f".{name}{{{declarations}}}" for declarations, name in self._rules.items())
        dark = f".{LIGHT_ONLY}{{display:none}}.{DARK_ONLY}{{display:inline}}{rules}"
        return f".{DARK_ONLY}{{display:none}}@media (prefers-color-scheme:dark){{{dark}}}"

    def _painted(self, light: str, dark: str) -> str:
        if light == dark:
            return light
        paints = dict(_PAINT.findall(dark))
        # What the light one has alone is unset: inherited, as it is where an element has no such attribute.
        paints |= dict.fromkeys(dict(_PAINT.findall(light)).keys() - paints.keys(), "unset")
        declarations = ";".join(f"{name}:{value}" for name, value in sorted(paints.items()))
        name = self._rules.setdefault(declarations, f"t{len(self._rules)}")
        return re.sub(r"^<([\w-]+)", rf'<\1 class="{name}"', light)


def _unpainted(part: str) -> str:
    return _PAINT.sub("", part) if part.startswith("<") else part


def _is_whole(parts: Sequence[str]) -> bool:
    """Whether each element that begins in these parts ends in them, and the other way round."""
    depth = 0
    for part in parts:
        depth += part.startswith("<") - 2 * part.startswith("</") - part.endswith("/>")
        if depth < 0:
            return False
    return depth == 0


def _group(name: str, parts: Sequence[str]) -> str:
    return f'<g class="{name}">{"".join(parts)}</g>' if parts else ""
