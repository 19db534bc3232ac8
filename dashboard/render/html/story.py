"""A story as HTML: a step on the page of the atlas, and the whole as one page that needs nothing else."""

from __future__ import annotations

from html import escape

from dashboard.maps.story.model import StepText
from dashboard.render.assets import script_text
from dashboard.render.formats import Options, StoryJob
from dashboard.render.html.fragments import COPY_LINK, by_number, source_list, unbroken
from dashboard.render.html.standalone import (
    as_json,
    embed_html,
    embed_in_both_themes_html,
    following,
    policy_of,
    style_of,
)
from dashboard.render.html.templates import rendered, trusted
from geodata import Freshness
from geodata.wording import ATLAS_NAME

# -- A step of a story as HTML: its text, the ways to the other steps, notes and sources, each in its place.

_ON_STAGE = 24  # sources that are named in short beneath a caption; the rest are counted


def step_html(step: StepText, *, story: str, number: int, count: int) -> str:
    """Return title, text, ways on, speaker notes and short sources of a step.

    Parameters
    ----------
    story
        The title of the story.
    number, count
        The step, counted from 1, and how many there are.
    """
    cited = {source for piece in (*step.caption, step.seen) for source in piece.sources}
    short = [(source, text) for source, text in step.short if source in cited]
    return rendered(
        "story_step.html",
        copy_link=trusted(COPY_LINK),
        count=count,
        number=number,
        short=short[:_ON_STAGE],
        sources=by_number(step.sources),
        step=step,
        story=story,
        unbroken=unbroken,
        uncounted=len(short[_ON_STAGE:]),
    )


def sources_html(step: StepText) -> str:
    """Return the sources of a step, those of its map's sentence among them."""
    return f'<section class="story-sources"><h2>Sources</h2>{source_list(step.sources)}</section>'


def map_sentence_html(step: StepText, freshness: Freshness) -> str:
    """Return what the map of a step says: its sentence with its sources, the line beneath, the age of the reading."""
    return rendered(
        "story_map.html",
        freshness=freshness,
        headline=step.seen,
        sources=by_number(step.sources),
        subtitle=step.under,
    )


def draft_html(title: str, parameter: str) -> str:
    """Return the element from which the page's script keeps a story in the browser while it is being written."""
    return f'<span class="story-draft" hidden data-title="{escape(title)}" data-story="{escape(parameter)}"></span>'


def drafts_html(parameter: str) -> str:
    """Return the place where the page's script lists the stories that this browser has kept, but for one."""
    return rendered("story_drafts.html", parameter=parameter)


# -- A story as one page that needs nothing else: a stage for each step, gone through by arrow keys.


_STYLE_OF_WAYS = "nav a{color:var(--accent)}"  # only pages of the frozen copy have any


def story_html(job: StoryJob, options: Options) -> bytes:
    """Return a story as one HTML file: a stage for each step, with the embed page of its map in a frame."""
    map_html = embed_in_both_themes_html if job.has_both_themes else embed_html
    style = style_of("story-page")
    page = rendered(
        "story_file.html",
        description="",
        name=ATLAS_NAME,
        page_title=job.title,
        pages=as_json([map_html(spec, options).decode() for _, spec in job.steps]),
        policy=story_policy(),
        script=trusted(script_text("story-page")),
        steps=[step for step, _ in job.steps],
        style=style + trusted(following(style) + _STYLE_OF_WAYS) if job.has_both_themes else style,
        theme="auto" if job.has_both_themes else options.theme,
        ways=job.ways,
    )
    return page.encode()


def story_policy() -> str:
    """Return the Content-Security-Policy of a story's page: its own script and that of its maps, no network."""
    return policy_of("story-page", "map-page")
