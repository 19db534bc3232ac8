"""What stands for a link where it is shared: title, a line under it, and the map whose picture stands beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from dashboard.maps.link import link_of
from dashboard.maps.spec import MapSpec
from dashboard.maps.story.model import StepText
from dashboard.maps.view import View
from geodata import day_label, is_extent

ABOUT_TITLE, ABOUT_LINE = "How to read the atlas", "Rules of law, definitions, boundaries, limits and licences."
SOURCES_TITLE, SOURCES_LINE = "Sources", "Every fact of the atlas cites at least one of them and the place in it."
TREATIES_LINE = (
    "Status and since-dates of every state under each treaty on a day, and the number of parties through time."
)
# Paths of screens.
COUNTRY, STORY, SOURCES, ABOUT, TREATIES, POLICY = "country", "story", "sources", "about", "treaties", "policy"
OWN = "own"
OWN_TITLE = "Own data"
OWN_LINE = (
    "Your figures beside those of the atlas, on maps of this session alone. No link carries them, and no file of them "
    "is made before you say so."
)
POLICY_LINE = (
    "Periods and acts from 1992 on and what each text says, with the treaties and the figures of the Korean zone."
)
QUESTIONS = "questions"
LONGEST_LINE = 300  # characters of a description, about what previews show of one


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown of a link of ours.

    `path` and `query` are the link from the root; `map_query` is the link of the map whose picture stands beside, day
    spelled out, and `map_title` what that map says.
    """

    title: str
    line: str
    path: str
    query: str
    map_query: str
    map_title: str


def view_preview(spec: MapSpec) -> Preview:
    """Return the preview of a link of the map."""
    link = link_of(spec.view)
    return Preview(spec.headline.text, spec.subtitle, "", link, link, spec.headline.text)


def country_preview(spec: MapSpec) -> Preview:
    """Return the preview of a country's page, with a map of the country where there is one."""
    panel, view = spec.panel, spec.view
    closer = replace(view, extent=panel.area) if is_extent(panel.area) else view
    status = " ".join(line.text for line in panel.lead[:1])
    line = _shortened(f"{panel.subtitle}. {status}")
    title = f"{panel.title}: landmine treaties, claims and policy"
    return Preview(title, line, COUNTRY, link_of(view), link_of(closer), spec.headline.text)


def index_preview(spec: MapSpec, line: str) -> Preview:
    """Return the preview of the index of countries."""
    link = link_of(spec.view)
    return Preview("Countries", line, COUNTRY, link, link, spec.headline.text)


def treaties_preview(spec: MapSpec) -> Preview:
    """Return the preview of the screen of the four treaties on the day of a view."""
    link = link_of(spec.view)
    title = f"Four treaties on {day_label(spec.day)}"
    return Preview(title, TREATIES_LINE, TREATIES, link, link, spec.headline.text)


def policy_preview(spec: MapSpec) -> Preview:
    """Return the preview of the screen of United States policy on the day of a view."""
    link = link_of(spec.view)
    title = f"United States policy on anti-personnel mines, 1992 to {day_label(spec.day)}"
    return Preview(title, POLICY_LINE, POLICY, link, link, spec.headline.text)


def own_preview(spec: MapSpec) -> Preview:
    """Return the preview of the screen of own data, which names none."""
    return page_preview(OWN, OWN_TITLE, OWN_LINE, spec)


def question_preview(spec: MapSpec, view: View) -> Preview:
    """Return the preview of the screen of questions; `spec` is the map of the answer, `view` what the link asks for."""
    return Preview(spec.headline.text, spec.subtitle, QUESTIONS, link_of(view), link_of(spec.view), spec.headline.text)


def step_preview(story: str, step_text: StepText, spec: MapSpec, query: dict[str, str]) -> Preview:
    """Return the preview of a step of a story.

    Parameters
    ----------
    story
        Title of the story.
    query
        The link of the step.
    """
    caption = _shortened("".join(piece.text for piece in step_text.caption)) or step_text.under
    title = " · ".join(filter(None, (step_text.title or spec.headline.text, story)))
    return Preview(title, caption, STORY, f"?{urlencode(query)}", link_of(spec.view), spec.headline.text)


def page_preview(path: str, title: str, line: str, spec: MapSpec) -> Preview:
    """Return the preview of a screen without a map of its own; `spec` is the map that stands for it."""
    return Preview(title, line, path, "?v=1", link_of(spec.view), spec.headline.text)


def _shortened(text: str) -> str:
    """The text up to the last whole word within LONGEST_LINE."""
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_LINE else plain[: LONGEST_LINE - 1].rpartition(" ")[0] + "…"
