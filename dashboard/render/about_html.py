"""The chapters about the atlas as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from dashboard.maps.reference.about import Chapter, Term
from dashboard.render.source_list import link
from dashboard.render.swatch import swatch_img


def about_html(chapters: Iterable[Chapter]) -> str:
    """Return all chapters, long lists folded."""
    return f'<div class="prose">{"".join(_chapter(chapter) for chapter in chapters)}</div>'


def _chapter(chapter: Chapter) -> str:
    sentences = "".join(f"<p>{escape(text)}</p>" for text in chapter.sentences)
    terms = f"<dl>{''.join(_term(term) for term in chapter.terms)}</dl>" if chapter.terms else ""
    if terms and chapter.folded:
        terms = f"<details><summary>{escape(chapter.folded)}</summary>{terms}</details>"
    return f"<section><h2>{escape(chapter.title)}</h2>{sentences}{terms}</section>"


def _term(term: Term) -> str:
    swatch = swatch_img(term.look) if term.look else ""
    where = f" {link(term.url, 'depositary’s page')}" if term.url else ""
    word = f"<dt>{swatch}{escape(term.word)}</dt>" if term.word else ""
    return f"{word}<dd>{escape(term.text)}{where}{_items(term)}</dd>"


def _items(term: Term) -> str:
    if not term.items:
        return ""
    items = "".join(f"<li>{escape(item)}</li>" for item in term.items)
    return f"<details><summary>{escape(term.folded)}</summary><ul>{items}</ul></details>"
