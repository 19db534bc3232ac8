"""Drives a page by nothing but its keyboard, and tells where the focus is, in the page or in the map's frame."""

from dataclasses import dataclass

from playwright.sync_api import Page

MOST_STOPS = 120  # more than the longest panel has

# Role and name as a screen reader hears them, near enough: what is labelled says its label, everything else its text.
FOCUSED = """() => {
  let element = document.activeElement, isInFrame = false;
  if (element instanceof HTMLIFrameElement && element.contentDocument) {
    element = element.contentDocument.activeElement;
    isInFrame = true;
  }
  const labels = element.labels && element.labels.length ? element.labels[0].textContent : '';
  const name = element.getAttribute('aria-label') || labels || element.textContent || '';
  const role = element.getAttribute('role') || element.type || element.tagName.toLowerCase();
  return {name: name.trim().replace(/\\s+/g, ' '), role, isInFrame, isInPanel: !!element.closest('.panel')};
}"""


@dataclass(frozen=True, slots=True)
class Focus:
    """What has the focus: its name, its role (or type, or tag) and where it stands."""

    name: str
    role: str
    is_in_frame: bool
    is_in_panel: bool


class NotReachedError(AssertionError):
    """The Tab key came round without reaching what was looked for."""


def focused(page: Page) -> Focus:
    """What has the focus now."""
    value = page.evaluate(FOCUSED)
    return Focus(value["name"], value["role"], value["isInFrame"], value["isInPanel"])


def tab_to(page: Page, name: str = "", *, role: str = "", is_in_panel: bool = False, key: str = "Tab") -> Focus:
    """Press Tab until something whose name begins with `name`, and that has `role`, is reached."""
    seen = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        now = focused(page)
        seen.append(f"{now.role} {now.name[:30]!r}")
        if now.name.startswith(name) and role in {"", now.role} and now.is_in_panel >= is_in_panel:
            return now
    raise NotReachedError(
        f"{MOST_STOPS} times {key} did not reach {role} {name!r}; it came by:\n  " + "\n  ".join(seen)
    )
