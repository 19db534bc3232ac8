"""A story as HTML: a step on the page of the atlas, and the whole as one page that needs nothing else."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from calendar import month_name
from collections.abc import Iterable, Sequence
from html import escape

from dashboard.maps.spec import SourceNote
from dashboard.maps.story.model import Said, Told
from dashboard.render.assets import script_text
from dashboard.render.formats import Options, StoryJob
from dashboard.render.html.fragments import age_line, by_number, link, marks, source_list
from dashboard.render.html.standalone import NAME, STANDALONE, embed_html
from geodata import Freshness

# -- A step of a story as HTML: what is told, the ways to the other steps, notes and sources, each in its place.

# The page's own script does what these buttons say (assets/story-steps.js).
PRESENT = '<button type="button" class="story-present">Present</button>'
COPY_LINK = '<button type="button" class="copy-link">Copy link</button><span role="status"></span>'
# Blanks at which no line should end: between a figure and its unit, a day and its month.
_TOGETHER = re.compile(rf"(?<=\d) (?=km|(?:{'|'.join(filter(None, month_name))})\b)")
_ON_STAGE = 24  # sources that are named in short beneath a caption; the rest are counted


def step_html(told: Told, *, story: str, number: int, count: int) -> str:
    """Return what is told at a step; its text is escaped here, once.

    Parameters
    ----------
    story
        The title of the story.
    number, count
        The step, counted from 1, and how many there are.
    """
    notes = (
        f'<details class="story-notes"><summary>Speaker notes</summary><p>{_step_text(told.notes, told)}</p></details>'
        if told.notes
        else ""
    )
    return (
        f'<article class="story-step" data-step="{number}" data-count="{count}">'
        f'<header><p class="kicker">{escape(story)}</p><h1>{_set(told.title)}</h1></header>'
        f'<p class="story-caption">{_step_text(told.caption, told)}</p>{_ways(number, count)}{notes}'
        f'<p class="story-short">{_in_short(told)}</p></article>'
    )


def sources_html(told: Told) -> str:
    """Return the sources of a step, those of its map's sentence among them."""
    return f'<section class="story-sources"><h2>Sources</h2>{source_list(told.sources)}</section>'


def seen_html(told: Told, freshness: Freshness) -> str:
    """Return what the map itself says: its sentence with its sources, the line beneath, the age of the reading."""
    numbers = marks(told.seen.sources, by_number(told.sources))
    return (
        f'<div class="story-seen"><p>{escape(told.seen.text)}{numbers}</p>'
        f'<p class="quiet">{escape(told.under)}</p>{age_line(freshness, freshness.live_sentence)}</div>'
    )


def draft_html(title: str, parameter: str) -> str:
    """Return what lets the browser keep a story that is being written, until the reader takes it up again."""
    return f'<span class="story-draft" hidden data-title="{escape(title)}" data-story="{escape(parameter)}"></span>'


def drafts_html(parameter: str) -> str:
    """Return the place where the page's script lists the stories that this browser has kept, but for one."""
    return (
        f'<section class="story-drafts" data-but="{escape(parameter)}" aria-label="Stories of yours" hidden>'
        '<p class="kicker">Kept in this browser</p><ul></ul>'
        '<button type="button" class="story-forget">Forget these</button></section>'
    )


def _ways(number: int, count: int) -> str:
    """The way back and on, and where the reader is; a way that leads nowhere stays in its place."""
    back = _way("Previous", number - 1, is_open=number > 1)
    on = _way("Next", number + 1, is_open=number < count)
    return (
        f'<nav class="story-ways" aria-label="Steps">{back}<span class="story-at">{number} of {count}</span>{on}</nav>'
        f'<p class="story-tools">{PRESENT}{COPY_LINK}</p>'
    )


def _way(name: str, to: int, *, is_open: bool) -> str:
    closed = "" if is_open else ' aria-disabled="true"'
    return f'<button type="button" class="story-go" data-go="{to}"{closed}>{name}</button>'


def _step_text(pieces: Iterable[Said], told: Told) -> str:
    sources = by_number(told.sources)
    return "".join(_set(piece.text) + marks(piece.sources, sources) for piece in pieces)


def _set(text: str) -> str:
    """Text as it is set in print, escaped."""
    return escape(_TOGETHER.sub("\u00a0", text))


def _in_short(told: Told) -> str:
    """The sources of caption and map in a few words each, for a stage, where nobody opens a list."""
    used = {number for said in (*told.caption, told.seen) for number in said.sources}
    short = [(number, text) for number, text in told.short if number in used]
    named = [f"<b>{number}</b> {escape(text)}" for number, text in short[:_ON_STAGE]]
    rest = len(short) - len(named)
    return " · ".join([*named, f"and {rest} more on the page"] if rest else named)


# -- A story as one page that needs nothing else: a stage for each step, gone through by arrow keys.

BUTTONS = (
    ("back", "Back", ""),
    ("on", "Next", ""),
    ("notes", "Notes", ' aria-pressed="false"'),
    ("full", "Full screen", ""),
)


def story_html(job: StoryJob, options: Options) -> bytes:
    """Return a story as one HTML file: a stage for each step, with the embed page of its map in a frame."""
    style = (STANDALONE / "story-page.css").read_text(encoding="utf-8")
    pages = [embed_html(spec, options).decode() for _, spec in job.steps]
    data = json.dumps(pages, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    body = "".join(_step(told, number) for number, (told, _) in enumerate(job.steps, 1))
    buttons = '<span class="where" role="status"></span>' + "".join(
        f'<button type="button" data-do="{do}"{more}>{label}</button>' for do, label, more in BUTTONS
    )
    page = (
        f'<!doctype html><html lang="en" data-theme="{options.theme}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(deck_policy())}">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(job.title)} · {NAME}</title>"
        f'<link rel="icon" href="data:,"><style>{style}</style></head><body><main>{body}</main>'
        f'<nav aria-label="Steps"><strong>{escape(job.title)}</strong>{buttons}</nav>'
        f'<script type="application/json" id="pages">{data}</script>'
        f"<script>{script_text('story-page')}</script></body></html>\n"
    )
    return page.encode()


def deck_policy() -> str:
    """Return what a deck may do: run its own script and that of its maps, and reach nobody."""
    scripts = (script_text(name).encode() for name in ("story-page", "map-page"))
    allowed = " ".join(f"'sha256-{b64encode(hashlib.sha256(text).digest()).decode()}'" for text in scripts)
    return f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; font-src data:"


def _step(told: Told, number: int) -> str:
    notes = f'<p class="notes">{_deck_text(told.notes, number)}</p>' if told.notes else ""
    return (
        f'<section class="step" hidden aria-label="{number}"><iframe title="{escape(told.seen.text)}" '
        f'sandbox="allow-scripts allow-popups"></iframe><div class="told" tabindex="0"><h1>{escape(told.title)}</h1>'
        f'<p class="caption">{_deck_text(told.caption, number)}</p>{notes}'
        f"{_sources(told.sources, number)}</div></section>"
    )


def _deck_text(pieces: Iterable[Said], step: int) -> str:
    return "".join(escape(piece.text) + _marks(piece.sources, step) for piece in pieces)


def _marks(numbers: Sequence[int], step: int) -> str:
    found = ",".join(f'<a href="#source-{step}-{number}">{number}</a>' for number in numbers)
    return f"<sup>{found}</sup>" if found else ""


def _sources(sources: Iterable[SourceNote], step: int) -> str:
    items = "".join(
        f'<li id="source-{step}-{s.number}" value="{s.number}">{escape(s.text)}'
        f"{f' {escape(s.locator)}.' if s.locator else ''}{f' {link(s.url, s.url)}' if s.url else ''}</li>"
        for s in sources
    )
    return f'<ol class="sources">{items}</ol>'
