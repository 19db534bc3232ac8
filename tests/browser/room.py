"""Asks a page whether it has room for every reader: a phone, a window enlarged to 400 %, a finger that needs 24 px."""

from collections.abc import Iterable

from playwright.sync_api import Frame, Page

# What reaches over the right edge and would have to be scrolled to; what an element between cuts or scrolls does not.
TOO_WIDE = """() => {
  const edge = innerWidth + 1, page = ['HTML', 'BODY', 'MAIN'];
  const isHeld = element => {
    for (let box = element.parentElement; box; box = box.parentElement) {
      if (!page.includes(box.tagName) && getComputedStyle(box).overflowX !== 'visible'
          && box.getBoundingClientRect().right <= edge) return !box.querySelector('main');
    }
    return false;
  };
  const wide = [...document.querySelectorAll('body *')].filter(element =>
    element.checkVisibility({visibilityProperty: true}) && element.getBoundingClientRect().width > 1
    && element.getBoundingClientRect().right > edge && !isHeld(element));
  const main = document.querySelector('main');
  if (main && main.scrollWidth > main.clientWidth + 1) wide.push(main);
  return wide.map(element => `${element.outerHTML.slice(0, 150)} ends at ${element.getBoundingClientRect().right}`);
}"""
# Links in sentences are exempt (WCAG 2.2, 2.5.8), and so are the shapes of the map, which the keyboard reaches as well.
# What has a label is as large as its label.
TOO_SMALL = """() => [...document.querySelectorAll(
    'button, input, select, textarea, summary, nav a, [data-testid="stPageLink"] a, [role="button"], [role="checkbox"],'
    + '[role="combobox"], [role="radio"], [role="slider"], [role="spinbutton"], [role="switch"]')]
  .filter(element => element.checkVisibility({visibilityProperty: true}) && !element.closest('[aria-hidden="true"]'))
  .map(element => [element, (element.closest('label') || element).getBoundingClientRect()])
  .filter(([element, box]) => box.width < 23.99 || box.height < 23.99)
  .map(([element, box]) => `${box.width.toFixed(1)} x ${box.height.toFixed(1)}: ${element.outerHTML.slice(0, 200)}`)"""
# What is chosen in a closed list, in a line longer than its field, or in lines that its field has no room for.
CUT = """() => [...document.querySelectorAll('[data-testid="stSelectbox"] input')]
  .filter(input => input.getAttribute('aria-expanded') === 'false' && !input.closest('[data-collapsed="true"]'))
  .filter(input => getComputedStyle(input).opacity === '0'
    ? input.parentElement.scrollHeight > input.parentElement.clientHeight
      || input.parentElement.scrollWidth > input.parentElement.clientWidth
    : input.scrollWidth > input.clientWidth)
  .map(input => `${input.getAttribute('aria-label')}: ${input.value || input.placeholder}`)"""

# Streamlit measures the column of the map in a script, and gives its frame the new width one or more paints later.
# On the stage of a story the style sheet says how wide it is.
SIZED = """width => innerWidth === width && (document.documentElement.classList.contains('is-on-stage') ||
  [...document.querySelectorAll('iframe[title*="st_folium"]')].every(
    frame => !frame.checkVisibility() || frame.clientWidth === frame.parentElement.clientWidth))"""


def resize(page: Page, width: int, height: int) -> None:
    """Make the window of the reader as large as that, and wait until the page and the frames of its maps know."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(SIZED, arg=width)


def too_wide(parts: Iterable[Page | Frame]) -> list[str]:
    """What of a page and its frames is wider than the window, one text an element."""
    return [f"wider than the window: {text}" for part in parts for text in part.evaluate(TOO_WIDE)]


def too_small(parts: Iterable[Page | Frame]) -> list[str]:
    """Which controls of a page and its frames have less than 24 by 24 pixels, one text a control."""
    return [f"no room for a finger: {text}" for part in parts for text in part.evaluate(TOO_SMALL)]


def cut_choices(page: Page) -> list[str]:
    """What is chosen in the lists of a page and not seen whole, one text a list."""
    return [f"cut: {text}" for text in page.evaluate(CUT)]
