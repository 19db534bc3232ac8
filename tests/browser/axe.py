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
# Four fifths of axe's time go into its rules on colour, and most elements of a page look like many others. These rules
# are asked about the first, the middle and the last of each look: of text with one style on one ground, which is the
# styles of its ancestors, and of links of one look in text of one look. One that differs in any of it is asked about.
ON_LOOKS = """axe.configure({rules: [
  {id: 'color-contrast', selector: '[data-axe-text]'}, {id: 'link-in-text-block', selector: '[data-axe-link]'},
]})"""
MARK_LOOKS = """() => {
  const INK = ['color', 'fontSize', 'fontWeight', 'textShadow', 'textDecorationLine', 'borderBottom',
    'webkitTextStroke'];
  const GROUND = ['backgroundColor', 'backgroundImage', 'opacity', 'filter', 'mixBlendMode', 'position', 'clip',
    'clipPath', 'overflow'];
  const listed = (element, names) => {
    const style = getComputedStyle(element);
    return names.map(name => style[name]);
  };
  const grounds = new Map(), looks = new Map();
  const ground = element => {
    if (!element) return '';
    if (!grounds.has(element)) {
      const own = '/' + listed(element, GROUND), above = ground(element.parentElement);
      grounds.set(element, above.endsWith(own) ? above : above + own);
    }
    return grounds.get(element);
  };
  const add = (name, element, ...look) => {
    const box = element.getBoundingClientRect(), isTiny = box.width <= 1 || box.height <= 1;
    const key = [name, element.localName, ...listed(element, INK), ground(element), isTiny, ...look].join('|');
    looks.set(key, [...looks.get(key) || [], element]);
    element.removeAttribute(name);
  };
  for (const element of document.querySelectorAll('body, body *')) {
    const isControl = element.matches('input, select, textarea');
    const hasText = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const isLink = element.matches('a[href], [role=link]');
    if (!isControl && !hasText && !isLink || !element.checkVisibility({visibilityProperty: true})) continue;
    const isOff = element.closest(':disabled, [aria-disabled=true]') || element.closest('label')?.control?.disabled;
    add('data-axe-text', element, !!isOff);
    if (!isLink) continue;
    let block = element.parentElement;
    while (block.parentElement && getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
    const links = [...block.querySelectorAll('a[href], [role=link]')].reduce((n, link) => n + link.innerText.length, 0);
    const rest = block.innerText.length - links;
    add('data-axe-link', element, ...listed(block, INK), ground(block), rest > 0, rest > links);
  }
  for (const [key, alike] of looks) {
    for (const index of [0, alike.length >> 1, alike.length - 1]) alike[index].setAttribute(key.split('|')[0], '');
  }
}"""


def violations(page: Page, *, seen: Sequence[str] = (), is_colour_alone: bool = False) -> list[str]:
    """Return what axe-core finds, one text a violation: rule, where, the element, and what is wrong with it.

    What `seen` selects on the page is left out, because axe has looked at it before and it has not changed since.
    With `is_colour_alone` only its rules on colour are asked, for a page whose elements have been asked about already.
    """
    for frame in page.frames:  # axe passes the question on to every frame that knows it
        if not frame.evaluate("'axe' in window"):
            frame.evaluate(SOURCE)
            frame.evaluate(ON_LOOKS)
        frame.evaluate(MARK_LOOKS)
    value: list[dict[str, Any]] = page.evaluate(
        "([seen, options]) => axe.run({include: [document], exclude: seen}, options).then(all => all.violations)",
        [[[selector] for selector in seen], COLOUR_OPTIONS if is_colour_alone else OPTIONS],
    )
    return [_sentence(violation["id"], node) for violation in value for node in violation["nodes"]]


def _sentence(rule: str, node: dict[str, Any]) -> str:
    where = " in ".join(str(part) for part in reversed(node["target"]))
    why = " ".join(node.get("failureSummary", "").split())
    return f"{rule}: {where}\n    {node['html'][:300]}\n    {why}"
