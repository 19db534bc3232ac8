"""What the server writes into Streamlit's page for one link: title, preview, hints, and words where no script runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol
from urllib.parse import parse_qs, urlencode

from dashboard.maps.previews import (
    ABOUT,
    ABOUT_LINE,
    ABOUT_TITLE,
    COUNTRY,
    SOURCES,
    SOURCES_LINE,
    SOURCES_TITLE,
    STORY,
    Preview,
    country_preview,
    index_preview,
    page_preview,
    step_preview,
    view_preview,
)
from dashboard.maps.reference.bibliography import SourceEntry
from dashboard.maps.story.model import Step, Story, Told
from dashboard.maps.story.session import Telling
from dashboard.maps.view import LinkProblem, View
from dashboard.maps.wording import fault_lines, fault_sentence
from dashboard.render.html.share import NAME, PICTURE, PICTURE_HEIGHT, announcement
from dashboard.web.asked import Known
from dashboard.web.early import component_tags, link_tags
from dashboard.web.faults import MOST_LINES, UNAVAILABLE
from geodata import BoundaryError, TableError, day_label

OK = 200


class Screens(Known, Protocol):
    """What previews ask of the app."""

    def shipped_story(self) -> Story:
        """Return the story that comes with the atlas."""

    def telling_of(self, query: Mapping[str, list[str]], now: Telling) -> tuple[Telling, tuple[LinkProblem, ...]]:
        """Read a link of the story screen."""

    def told_of(self, step: Step) -> Told:
        """Return what is told at a step."""

    def sources(self) -> Sequence[SourceEntry]:
        """Return the bibliography."""


@dataclass(frozen=True, slots=True)
class PageHead:
    """What depends on the link of a page: its title, tags of its head, what stands in `noscript`, its HTTP status."""

    title: str
    tags: str
    without_script: str
    status: int = OK


def page_head(path: str, query: str, address: str, known: Screens) -> PageHead:
    """Return what is written into the page of a link; call it in a worker thread.

    While the data break their rules the page says so with the status 503, script or not.

    Parameters
    ----------
    path
        The screen, without the root of the addresses: nothing for the map.
    query
        The part of the link behind the question mark.
    address
        Public address of the atlas.
    """
    try:
        preview, view = preview_of(path, query, known)
        tags = announcement(preview, address) + link_tags(path, view, known.spec_of, today=known.today())
        return PageHead(f"{preview.title} · {NAME}", tags, _without_script(preview))
    except (TableError, BoundaryError) as error:
        lines = "".join(f"<li>{escape(line)}</li>" for line in fault_lines(error)[:MOST_LINES])
        said = f"<h1>{escape(fault_sentence(error))}</h1><ul>{lines}</ul>"
        return PageHead(NAME, "".join(component_tags()), said, UNAVAILABLE)


def preview_of(path: str, query: str, known: Screens) -> tuple[Preview, View]:
    """Return what a link is previewed as, and the view of its map; what of the link cannot be used is left out."""
    given = parse_qs(query, keep_blank_values=True)
    if path == STORY:
        return _story_preview(given, known)
    data = known.dataset()
    view, _ = View.from_query(given, areas=data.states, claims=data.claim_by_id)
    spec = known.spec_of(view)
    if path == COUNTRY and view.country is not None:
        return country_preview(spec), view
    if path == COUNTRY:
        treaty = data.treaty(view.treaty).short_name
        line = f"Status under the {treaty} on {day_label(spec.day)}, and a page for each country with its sources."
        return index_preview(spec, line), view
    if path == SOURCES:
        line = f"{len(known.sources())} documents. {SOURCES_LINE}"
        return page_preview(SOURCES, SOURCES_TITLE, line, spec), view
    if path == ABOUT:
        return page_preview(ABOUT, ABOUT_TITLE, ABOUT_LINE, spec), view
    return view_preview(spec), view


def _story_preview(given: Mapping[str, list[str]], known: Screens) -> tuple[Preview, View]:
    telling, _ = known.telling_of(given, Telling())
    shipped = known.shipped_story()
    step, story = telling.step(shipped), telling.story(shipped)
    if step is None:
        view = View()
        return page_preview(STORY, story.title or "A story", "This story has no steps yet.", known.spec_of(view)), view
    spec = known.spec_of(step.view)
    return step_preview(story.title, known.told_of(step), spec, telling.to_query()), step.view


def _without_script(preview: Preview) -> str:
    """The headline, the picture and ways on for a browser that runs no script."""
    title, query = escape(preview.title), escape(preview.map_query)
    ways = [
        (f"./embed{query}", "this map as a light page, with its legend and sources"),
        (f"./export/map.pdf{query}", "to print"),
        (f"./export/map.csv{query}", "as a table"),
    ]
    if preview.path == STORY:
        ways.append((f"./export/story.pdf{escape(_story_of(preview.query))}", "the whole story to print"))
    links = ", ".join(f'<a href="{where}">{words}</a>' for where, words in ways)
    return (
        f'<main style="max-width:60em;margin:2em auto;padding:0 1em"><h1>{title}</h1><p>{escape(preview.line)}</p>'
        f'<p><img src="./export/map.png{query}&amp;width={PICTURE}" width="{PICTURE}" height="{PICTURE_HEIGHT}" '
        f'alt="{escape(preview.map_title)}" style="max-width:100%;height:auto"></p>'
        f"<p>The atlas itself needs JavaScript. Without it there is {links}.</p></main>"
    )


def _story_of(query: str) -> str:
    """The parameter of a step's link that names its story, from the "?" on; nothing for the shipped one."""
    found = parse_qs(query.removeprefix("?")).get("story", [""])[-1]
    return f"?{urlencode({'story': found})}" if found else ""
