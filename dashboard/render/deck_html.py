"""A story as one page that needs nothing else: a stage for each step, gone through by arrow keys."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from dashboard.maps.spec import MapSpec, PictureTheme, SourceNote
from dashboard.maps.story.model import Said, Told
from dashboard.render.asset_files import script_text
from dashboard.render.leaf import leaf
from dashboard.render.leaf_html import LEAF, NAME
from dashboard.render.source_list import link

BUTTONS = (
    ("back", "Back", ""),
    ("on", "Next", ""),
    ("notes", "Notes", ' aria-pressed="false"'),
    ("full", "Full screen", ""),
)


def deck_html(
    title: str, steps: Sequence[tuple[Told, MapSpec]], *, base: str, made_on: date, theme: PictureTheme = "light"
) -> str:
    """Return a story as a page.

    Parameters
    ----------
    steps
        What is told and what is seen, in order.
    base
        Public address of the atlas.
    """
    style = (LEAF / "deck.css").read_text(encoding="utf-8")
    pages = [leaf(spec, base=base, made_on=made_on, theme=theme, is_whole=False) for _, spec in steps]
    data = json.dumps(pages, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    body = "".join(_step(told, number) for number, (told, _) in enumerate(steps, 1))
    buttons = '<span class="where" role="status"></span>' + "".join(
        f'<button type="button" data-do="{do}"{more}>{label}</button>' for do, label, more in BUTTONS
    )
    return (
        f'<!doctype html><html lang="en" data-theme="{theme}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(deck_policy())}">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(title)} · {NAME}</title>'
        f'<link rel="icon" href="data:,"><style>{style}</style></head><body><main>{body}</main>'
        f'<nav aria-label="Steps"><strong>{escape(title)}</strong>{buttons}</nav>'
        f'<script type="application/json" id="pages">{data}</script>'
        f"<script>{script_text('deck')}</script></body></html>\n"
    )


def deck_policy() -> str:
    """Return what a deck may do: run its own script and that of its maps, and reach nobody."""
    scripts = (script_text(name).encode() for name in ("deck", "leaf"))
    allowed = " ".join(f"'sha256-{b64encode(hashlib.sha256(text).digest()).decode()}'" for text in scripts)
    return f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; font-src data:"


def _step(told: Told, number: int) -> str:
    notes = f'<p class="notes">{_said(told.notes, number)}</p>' if told.notes else ""
    return (
        f'<section class="step" hidden aria-label="{number}"><iframe title="{escape(told.seen.text)}" '
        f'sandbox="allow-scripts allow-popups"></iframe><div class="told" tabindex="0"><h1>{escape(told.title)}</h1>'
        f'<p class="caption">{_said(told.caption, number)}</p>{notes}{_sources(told.sources, number)}</div></section>'
    )


def _said(pieces: Iterable[Said], step: int) -> str:
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
