"""Entries of the bibliography as HTML: the citation, what is known about the document, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from dashboard.maps.reference.bibliography import ROLE_LABELS, CitedBy, SourceEntry
from dashboard.maps.wording import counted
from dashboard.render.source_list import link
from geodata import day_label
from geodata.sources import address_words

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
    return f'<ul class="bibliography">{"".join(_entry(entry) for entry in entries)}</ul>'


def _entry(entry: SourceEntry) -> str:
    source = entry.source
    about = [escape(ROLE_LABELS[source.publisher_role])]
    if source.relays_source:
        about.append(escape(f"relay of {source.relays_source}"))
    if source.language != "en":
        about.append(escape(f"in {LANGUAGES.get(source.language, source.language)}"))
    if source.accessed_on:
        about.append(f"read on {day_label(source.accessed_on)}")
    about += [escape(words)] if (words := address_words(source)) else []
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
