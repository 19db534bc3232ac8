"""The reference pages as HTML: the chapters about the atlas, the bibliography, the index of countries."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from markupsafe import Markup

from dashboard.maps.reference.bibliography import ROLE_LABELS, SourceEntry
from dashboard.maps.reference.country_index import Key, Region
from dashboard.maps.spec import Chapter
from dashboard.render.html.fragments import link
from dashboard.render.html.swatch import SWATCH_HEIGHT, SWATCH_WIDTH, swatch_address
from dashboard.render.html.templates import rendered, trusted
from geodata import day_label
from geodata.model import Source
from geodata.sources import address_note

# -- The chapters about the atlas as HTML.


def about_html(chapters: Iterable[Chapter]) -> str:
    """Return all chapters, long lists folded."""
    return rendered("about.html", chapters=chapters)


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
}  # that of most documents, English, is not named


def bibliography_html(entries: Iterable[SourceEntry], release: str) -> str:
    """Return the entries as a list that names its data release."""
    return rendered("bibliography.html", entries=entries, facts=_facts, release=release)


def _facts(source: Source) -> list[str | Markup]:
    """Return what is known about a document: who stands behind it, language, addresses, licence."""
    facts: list[str | Markup] = [ROLE_LABELS[source.publisher_role]]
    facts += [f"relay of {source.relays_source}"] if source.relays_source else []
    facts += [f"in {LANGUAGES.get(source.language, source.language)}"] if source.language != "en" else []
    facts += [f"read on {day_label(source.accessed_on)}"] if source.accessed_on else []
    facts += [words] if (words := address_note(source)) else []
    if source.url:
        checked = f"address checked on {day_label(source.checked_on)}" if source.checked_on else ""
        facts.append(checked or "address not yet checked")
    facts += [trusted(link(source.archived, "archived copy"))] if source.archived else []
    return [*facts, source.licence] if source.licence else facts


# -- The index of countries as HTML: what the swatches mean, then a list of links for each region.


def country_index_html(regions: Iterable[Region], keys: Iterable[Key]) -> str:
    """Return the index; its links open the page of a country anew, with the view they were made for."""
    by_class = {key.class_id: key for key in keys}
    return rendered(
        "country_index.html",
        addresses={class_id: swatch_address(key.look) for class_id, key in by_class.items()},
        keys=by_class,
        regions=tuple(regions),
        swatch_height=SWATCH_HEIGHT,
        swatch_width=SWATCH_WIDTH,
        urlencode=urlencode,
    )
