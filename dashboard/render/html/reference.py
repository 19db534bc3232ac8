"""The reference pages as HTML: the chapters about the atlas, the bibliography, the index of countries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from markupsafe import Markup

from dashboard.maps.reference.bibliography import ROLE_LABELS, SourceEntry
from dashboard.maps.reference.country_index import IndexEntry, Key, Region
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


def bibliography_html(entries: Iterable[SourceEntry], release: str, *, has_records: bool = True) -> str:
    """Return the entries as a list that names its data release.

    Parameters
    ----------
    has_records
        Whether each entry can be unfolded to the row of its table, which a script of the served page loads.
    """
    return rendered("bibliography.html", entries=entries, facts=_facts, has_records=has_records, release=release)


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


def country_index_html(
    regions: Iterable[Region], keys: Iterable[Key], address: Callable[[IndexEntry], str] | None = None
) -> str:
    """Return the index.

    Parameters
    ----------
    address
        Returns the address of the page of a country; by default it opens anew, with the view it was made for.
    """
    by_class = {key.class_id: key for key in keys}
    return rendered(
        "country_index.html",
        address=address or (lambda entry: f"country?{urlencode(entry.query)}"),
        swatches={class_id: swatch_address(key.look) for class_id, key in by_class.items()},
        keys=by_class,
        regions=tuple(regions),
        swatch_height=SWATCH_HEIGHT,
        swatch_width=SWATCH_WIDTH,
    )
