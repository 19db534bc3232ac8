"""Asks axe-core what on a page, its frames included, some readers cannot see, hear or reach."""

from collections.abc import Sequence
from importlib import resources
from typing import Any

from playwright.sync_api import Page

SOURCE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
# All rules of WCAG 2.2 A and AA and the best practices run anyway; these two axe leaves off, and WCAG 2.2 asks for both
# (2.5.8, AA; 2.5.3, A).
OPTIONS = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}, "label-content-name-mismatch": {"enabled": True}},
}
RULES_ON_COLOUR = ["color-contrast", "link-in-text-block"]
# What depends on the theme; all else is the same elements in another colour.
COLOUR_OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": RULES_ON_COLOUR}}


def violations(page: Page, *, seen: Sequence[str] = (), is_colour_alone: bool = False) -> list[str]:
    """Return what axe-core finds, one text a violation: rule, where, the element, and what is wrong with it.

    What `seen` selects on the page is left out, because axe has looked at it before and it has not changed since.
    With `is_colour_alone` only its rules on colour are asked, for a page whose elements have been asked about already.
    """
    for frame in page.frames:  # axe passes the question on to every frame that knows it
        if not frame.evaluate("'axe' in window"):
            frame.evaluate(SOURCE)
    value: list[dict[str, Any]] = page.evaluate(
        "([seen, options]) => axe.run({include: [document], exclude: seen}, options).then(all => all.violations)",
        [[[selector] for selector in seen], COLOUR_OPTIONS if is_colour_alone else OPTIONS],
    )
    return [_sentence(violation["id"], node) for violation in value for node in violation["nodes"]]


def _sentence(rule: str, node: dict[str, Any]) -> str:
    where = " in ".join(str(part) for part in reversed(node["target"]))
    why = " ".join(node.get("failureSummary", "").split())
    return f"{rule}: {where}\n    {node['html'][:300]}\n    {why}"
