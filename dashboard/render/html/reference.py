"""The reference pages as HTML: the chapters about the atlas, the bibliography, the index of countries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import urlencode

from dashboard.maps.reference.about import Chapter, Term
from dashboard.maps.reference.bibliography import ROLE_LABELS, CitedBy, SourceEntry
from dashboard.maps.reference.country_index import IndexEntry, Key, Region
from dashboard.maps.wording import counted
from dashboard.render.html.fragments import link
from dashboard.render.html.swatch import SWATCH_HEIGHT, SWATCH_WIDTH, swatch_address, swatch_img
from geodata import StatusKind, day_label
from geodata.sources import address_note

# -- The chapters about the atlas as HTML.


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


# -- Entries of the bibliography as HTML: the citation, what is known about the document, and what rests on it.

LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "es": "Spanish",
    "et": "Estonian",
    "fi": "Finnish",
    "fr": "French",
    "hr": "Croatian",
    "is": "Icelandic",
    "ja": "Japanese",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovene",
    "uk": "Ukrainian",
}  # English is the rule and not said


def bibliography_html(entries: Iterable[SourceEntry]) -> str:
    """Return the entries as a list."""
    return f'<ul class="bibliography">{"".join(_source_entry(entry) for entry in entries)}</ul>'


def _source_entry(entry: SourceEntry) -> str:
    source = entry.source
    about = [escape(ROLE_LABELS[source.publisher_role])]
    if source.relays_source:
        about.append(escape(f"relay of {source.relays_source}"))
    if source.language != "en":
        about.append(escape(f"in {LANGUAGES.get(source.language, source.language)}"))
    if source.accessed_on:
        about.append(f"read on {day_label(source.accessed_on)}")
    about += [escape(words)] if (words := address_note(source)) else []
    if source.url:
        checked = f"address checked on {day_label(source.checked_on)}" if source.checked_on else ""
        about.append(checked or "address not yet checked")
    if source.archived:
        about.append(link(source.archived, "archived copy"))
    if source.licence:
        about.append(escape(source.licence))
    address = f'<p class="address">{link(source.url, source.url)}</p>' if source.url else ""
    note = f'<p class="quiet">{escape(source.note)}</p>' if source.note else ""
    facts = "".join(_cited_by(group) for group in entry.cited_by)
    cited = f"<details><summary>Cited by {counted(entry.count, 'fact')}</summary>{facts}</details>"
    return (
        f'<li id="{escape(source.source_id)}"><p>{escape(entry.text)}</p><p class="quiet">{" · ".join(about)}</p>'
        f"{address}{note}{cited}</li>"
    )


def _cited_by(group: CitedBy) -> str:
    items = "".join(f"<li>{escape(fact)}</li>" for fact in group.facts)
    rest = group.count - len(group.facts)
    more = f'<li class="quiet">and {rest:,} more</li>' if rest else ""
    return f"<p><b>{escape(group.table)}</b> {group.count:,}</p><ul>{items}{more}</ul>"


# -- The index of countries as HTML: what the swatches mean, then a list of links for each region.


def country_index_html(regions: Iterable[Region], keys: Iterable[Key]) -> str:
    """Return the index; its links open the page of a country anew, with the view they were made for."""
    known = {key.class_id: key for key in keys}
    legend = "".join(f"<li>{swatch_img(key.look)}{escape(key.label)}</li>" for key in known.values())
    kept = tuple(regions)
    ways = " · ".join(f'<a href="#{_anchor(region)}">{escape(region.name)}</a>' for region in kept)
    lists = "".join(_region(region, known) for region in kept)
    return (
        f'<ul class="index-keys">{legend}</ul>'
        f'<nav class="index" aria-label="Countries"><p class="ways">{ways}</p>{lists}</nav>'
    )


def _anchor(region: Region) -> str:
    return f"in-{escape(region.name.casefold())}"


def _region(region: Region, keys: Mapping[StatusKind, Key]) -> str:
    entries = "".join(_index_entry(entry, keys[entry.class_id]) for entry in region.entries)
    return f'<section><h2 id="{_anchor(region)}">{escape(region.name)}</h2><ul>{entries}</ul></section>'


def _index_entry(entry: IndexEntry, key: Key) -> str:
    # Here the swatch says what no label beside it says.
    picture = (
        f'<img class="swatch" alt="" title="{escape(key.label)}" width="{SWATCH_WIDTH}" height="{SWATCH_HEIGHT}" '
        f'src="{swatch_address(key.look)}">'
    )
    hidden = f'<span class="unseen">, {escape(key.label)}</span>'
    return f'<li>{picture}<a href="country?{escape(urlencode(entry.query))}">{escape(entry.name)}{hidden}</a></li>'
