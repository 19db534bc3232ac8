"""Which letters of a story a PDF cannot draw, told before it is made: its fonts travel inside it, and are ours."""

from __future__ import annotations

from dashboard.maps.story.model import Story
from dashboard.render.fonts import script_of, undrawable_letters

_SHOWN = 3  # letters of one script that are named


def undrawable_in_pdf(story: Story) -> str:
    """Return a sentence on the letters of a story that no font of its PDF has, by script and step; nothing without any.

    Slides and pages are drawn with the fonts of the device that opens them, so they show every script it knows.
    """
    found: dict[str, tuple[dict[str, None], dict[int, None]]] = {}
    for number, step in enumerate(story.steps, 1):
        for letter in undrawable_letters(f"{step.title} {step.caption}"):
            letters, steps = found.setdefault(script_of(letter), ({}, {}))
            letters[letter] = steps[number] = None
    if not found:
        return ""
    named = "; ".join(_named(script, [*letters], [*steps]) for script, (letters, steps) in found.items())
    return (
        "A PDF of this story cannot be made: its fonts have Latin, Greek and Cyrillic letters, and the story also has "
        f"{named}. The slides and the web page show them, in the fonts of the device that opens them; "
        "the web page can be printed."
    )


def _named(script: str, letters: list[str], steps: list[int]) -> str:
    shown = " ".join(letters[:_SHOWN]) + (" …" if len(letters) > _SHOWN else "")
    what = script if script == "symbols" else f"{script} letters"
    where = "step" if len(steps) == 1 else "steps"
    return f"{what} ({shown}) in {where} {', '.join(map(str, steps))}"
