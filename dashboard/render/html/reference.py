"""The reference pages as HTML: chapters about the atlas, bibliography, index of countries, United States policy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from urllib.parse import urlencode

from markupsafe import Markup

from dashboard.maps.reference.bibliography import ROLE_LABELS, SourceEntry
from dashboard.maps.reference.country_index import IndexEntry, Key, Region
from dashboard.maps.reference.policy_history import EXITS, OTHERS, TREATIES_TITLE, ZONE
from dashboard.maps.spec import Chapter, MapSpec, PictureTheme
from dashboard.render.charts import KeyEntry, KeyGroup
from dashboard.render.html.charts import chart_key_html
from dashboard.render.html.country import picture_html, sections_html
from dashboard.render.html.fragments import link
from dashboard.render.html.panel import PanelPage, section_lines
from dashboard.render.html.swatch import SWATCH_HEIGHT, SWATCH_WIDTH, swatch_address
from dashboard.render.html.templates import rendered, trusted
from geodata import day_label
from geodata.model import Source
from geodata.sources import address_note

# -- The chapters about the atlas as HTML.


def about_html(chapters: Iterable[Chapter]) -> str:
    """Return all chapters, long lists folded, behind links to them by the words of their titles."""
    by_anchor = {re.sub(r"[^a-z0-9]+", "-", chapter.title.casefold()).strip("-"): chapter for chapter in chapters}
    return rendered("about.html", chapters=by_anchor)


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
    """Return the index of countries: what its swatches mean, then a list of links for each region.

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


# -- The page of United States policy as HTML: its parts, the Korean zone beside its published figures.


class PolicyPart(StrEnum):
    """A part of the page, by its anchor."""

    THROUGH_TIME = "through-time"
    TEXTS = "texts"
    TREATIES = "treaties"
    ZONE = "zone"
    OTHER_STATES = "other-states"
    SOURCES = "sources"


POLICY_TITLES: Mapping[str, str] = {
    PolicyPart.THROUGH_TIME: "Policy through time",
    PolicyPart.TEXTS: "What each text says",
    PolicyPart.TREATIES: "Treaties",
    PolicyPart.ZONE: "Demilitarized Zone of Korea",
    PolicyPart.OTHER_STATES: "Other states",
    PolicyPart.SOURCES: "Sources of this page",
}
_APART = {TREATIES_TITLE, ZONE, EXITS, OTHERS}  # sections that have parts of their own


def policy_texts_html(spec: MapSpec) -> str:
    """Return each period and act of the United States with what its text says, by activity and kind of mine."""
    sections = [section for section in spec.panel.sections if section.title not in _APART]
    return sections_html(sections, PanelPage.of(spec), is_open=True)


def policy_treaties_html(spec: MapSpec) -> str:
    """Return the standing of the United States under each treaty, with its acts."""
    return _section_lines_html(spec, TREATIES_TITLE)


def policy_zone_html(spec: MapSpec, korea: MapSpec, *, theme: PictureTheme) -> str:
    """Return the map with the shape of the zone, beside the published figures and why they differ."""
    words = f"Map of Korea on {day_label(spec.day)}, with the shape of the Demilitarized Zone across the peninsula."
    keys = (
        KeyGroup(legend.title, tuple(KeyEntry(c.label, c.look, legend.symbol) for c in legend.classes if c.count))
        for legend in korea.legends
    )
    picture = f"<div>{picture_html(korea, words, theme=theme)}{chart_key_html(keys)}</div>"
    return f'<div class="zone">{picture}{_section_lines_html(spec, ZONE)}</div>'


def policy_of_others_html(spec: MapSpec) -> str:
    """Return exits, laws, votes and statements of other states, folded."""
    sections = [section for section in spec.panel.sections if section.title in {EXITS, OTHERS}]
    return sections_html(sections, PanelPage.of(spec))


def _section_lines_html(spec: MapSpec, title: str) -> str:
    section = next(section for section in spec.panel.sections if section.title == title)
    lines = "".join(section_lines(section, PanelPage.of(spec)))
    return f'<div class="panel tables"><div class="lines">{lines}</div></div>'
