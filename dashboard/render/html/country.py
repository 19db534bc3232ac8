"""The page of a country as HTML: its head, the headings of parts that fold, map, treaties, tables and sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from types import MappingProxyType

from dashboard.maps.compose.claims_comparison import ClaimPoint, figure_alone
from dashboard.maps.compose.country_panel import OTHER_TREATIES
from dashboard.maps.link import link_of
from dashboard.maps.reference.country_page import FirstLevelRow, TreatyCard
from dashboard.maps.spec import Legend, MapSpec, PictureTheme, Section
from dashboard.render.html.fragments import age_line, origin_of, source_list
from dashboard.render.html.panel import (
    NOT_RECORDED,
    PanelPage,
    cited_sources,
    not_recorded_html,
    note_html,
    section_lines,
    section_title,
    status_html,
    why_html,
)
from dashboard.render.html.share import picture_address
from dashboard.render.html.swatch import swatch_img
from geodata import Freshness

# -- Parts: each folds, and has an address by its anchor. streamlit-fixes.js opens the part that a link names.

MAP, TIMELINE, CLAIMS, TREATIES, TABLES, SOURCES = (
    "map",
    "timeline",
    "claims-compared",
    "four-treaties",
    "tables",
    "sources",
)
TITLES = {
    MAP: "Map",
    TIMELINE: "Timeline",
    CLAIMS: "Claims compared",
    TREATIES: "Four treaties at a glance",
    TABLES: "Tables",
    SOURCES: "Sources of this page",
}
ANSWER = "answer"  # of a question, on its screen
_NO_WORD = re.compile(r"[^a-z0-9]+")
_TAG = re.compile(r"<[^>]*>")
_AS_LINES: Mapping[str, str] = MappingProxyType({})
_END_OF_NAME = re.compile(r"[,(]")


def section_anchor(title: str) -> str:
    """Return the anchor of a section of the tables: its title up to the first comma or bracket.

    Examples
    --------
    >>> section_anchor("Article 5 deadline, from November 2025 on")
    'article-5-deadline'
    """
    return _NO_WORD.sub("-", _END_OF_NAME.split(title, maxsplit=1)[0].casefold()).strip("-")


def part_html(
    anchor: str, body: str = "", *, title: str = "", tail: str = "", rank: int = 2, is_open: bool = True
) -> str:
    """Return a part that folds, with a link to itself before its heading.

    streamlit-fixes.js makes the id of `data-part`: Streamlit takes out ids that are properties of the document, as
    `timeline` is.

    Parameters
    ----------
    body
        HTML of the part; without one the part is the Streamlit container that holds this heading as its first element,
        and text.css folds the rest of it.
    title
        HTML of the heading; without one that of `TITLES`.
    tail
        HTML behind the title, such as a count.
    rank
        Of the heading.
    """
    heading = title or escape(TITLES[anchor])
    name = _TAG.sub("", heading).replace('"', "&quot;")
    summary = f"<summary><h{rank}>{heading}</h{rank}>{tail}</summary>"
    return (
        f'<div class="part"><a class="part-link" href="#{anchor}" aria-label="Link to this part: {name}">¶</a>'
        f'<details data-part="{anchor}"{" open" if is_open else ""}>{summary}{body}</details></div>'
    )


def contents_html(titles: Mapping[str, str]) -> str:
    """Return links to parts of a page, from their titles by anchor."""
    links = "".join(f'<li><a href="#{anchor}">{escape(title)}</a></li>' for anchor, title in titles.items())
    return f'<nav class="contents" aria-label="On this page"><ul>{links}</ul></nav>'


# -- The head: name, what kind of area it is, the status under the treaty of the view.


def country_head_html(spec: MapSpec, freshness: Freshness) -> str:
    """Return name, day and age of the depositary reading, and the status under the treaty of the view with its acts."""
    panel, page = spec.panel, PanelPage.of(spec)
    status = "".join(status_html(line, page) for line in panel.lead)
    subtitle = f'<p class="quiet">{escape(panel.subtitle)}</p>'
    age = age_line(freshness, freshness.live_sentence)
    head = f"<header><h1>{escape(panel.title)}</h1>{subtitle}{age}</header>"
    return f'<article class="panel open"{origin_of(spec)}>{head}{status}</article>'


# -- The map as a picture, with its legends and notes beside it.


PICTURE, PHONE_PICTURE = 900, 420  # pixels: about as wide as it is shown, so that names are as large as they are drawn


def picture_html(spec: MapSpec, words: str, *, theme: PictureTheme, key: str = "") -> str:
    """Return the picture of a map, with its text alternative.

    Parameters
    ----------
    key
        The parameter that opens the own data of the view; "" without.
    """
    query = link_of(spec.view) + (f"&{key}" if key else "")
    wide, narrow = (escape(picture_address(query, theme=theme, width=width)) for width in (PICTURE, PHONE_PICTURE))
    return (
        f'<picture><source media="(max-width: 640px)" srcset="{narrow}">'
        f'<img src="{wide}" width="1600" height="900" alt="{escape(words)}"></picture>'
    )


def country_map_html(spec: MapSpec, *, theme: PictureTheme, notes: Iterable[str], key: str = "") -> str:
    """Return the picture of a map with its legends and notes; `key` as of `picture_html`."""
    words = f"Map of {spec.panel.title} and its surroundings. {spec.panel.lead[0].figure}, {spec.panel.lead[0].text}."
    picture = picture_html(spec, words, theme=theme, key=key)
    return _with_legends(_legends_in_view(spec), picture, notes=notes, has_counts=False)


def answer_link_html() -> str:
    """Return a link to the answer of a question, for telephones, where it stands below all clauses of the question."""
    return f'<p class="to-answer"><a href="#{ANSWER}">To the map and the list of this answer</a></p>'


def answer_map_html(spec: MapSpec, *, theme: PictureTheme, notes: Iterable[str] = (), key: str = "") -> str:
    """Return the picture of a map with its legends, their counts and notes, and others; `key` as of `picture_html`."""
    notes = [*(legend.note for legend in spec.legends if legend.note), *notes]
    picture = picture_html(spec, spec.in_words, theme=theme, key=key)
    parts = _with_legends(spec.legends, picture, notes=notes, has_counts=True, origin=origin_of(spec))
    return f'<div id="{ANSWER}">{parts}</div>'


def _legends_in_view(spec: MapSpec) -> Iterator[Legend]:
    """Yield the legends, that of the fill with the classes in view alone."""
    for legend in spec.legends:
        is_fill = (legend.layer, legend.symbol) == (spec.fill_layer, "fill")
        shown = (item for item in legend.classes if not is_fill or item.class_id in spec.classes_in_view)
        yield replace(legend, classes=tuple(shown))


def _with_legends(
    legends: Iterable[Legend], picture: str, *, notes: Iterable[str], has_counts: bool, origin: str = ""
) -> str:
    keys = "".join(_legend(legend, has_counts=has_counts) for legend in legends)
    lines = "".join(f"<li>{escape(note)}</li>" for note in notes)
    return (
        f'<div class="country-map"{origin}>{picture}<div class="key">{keys}</div><ul class="quiet">{lines}</ul></div>'
    )


def _legend(legend: Legend, *, has_counts: bool) -> str:
    symbol = "circle" if legend.symbol == "circle" else "fill"
    items = "".join(
        f"<li>{swatch_img(item.look, symbol=symbol)}{escape(item.label)}"
        f"{f' <b>{item.count}</b>' if has_counts else ''}</li>"
        for item in legend.classes
    )
    return f"<h3>{escape(legend.title)}</h3><ul>{items}</ul>"


# -- Four treaties at a glance.


def treaty_cards_html(cards: Iterable[TreatyCard], spec: MapSpec) -> str:
    """Return a card for each treaty: status, since when, the act that decided it, its sources, why.

    Why the status under the view's own treaty holds stands in the head of the page.
    """
    page = PanelPage.of(spec)
    items = "".join(_card(card, page, has_why=card.treaty_id != spec.view.treaty) for card in cards)
    return f'<ul class="treaty-cards panel">{items}</ul>'


def _card(card: TreatyCard, page: PanelPage, *, has_why: bool) -> str:
    line = card.line
    status = f"{page.swatch(line.swatch)}<strong>{escape(line.figure)}</strong>"
    since = f"<p>{escape(card.since)}</p>" if card.since else ""
    act = f"<p>Decided by: {escape(card.act)}{page.marks(line.sources)}</p>" if card.act else ""
    marks = "" if card.act else page.marks(line.sources)
    return (
        f'<li class="status"{page.tint(line.swatch)}><h3>{escape(card.treaty)}</h3><p class="is">{status}{marks}</p>'
        f"{since}{act}{why_html(line.detail, page) if has_why else ''}{note_html('', line.records)}</li>"
    )


# -- Figures of the claims chart that no axis compares with another.


def figures_alone_html(points: Iterable[ClaimPoint]) -> str:
    """Return the only figure of each of several panels as a sentence, with the record to report."""
    lines = "".join(
        f'<li class="line">{escape(figure_alone(point))}{note_html("", (point.claim_id,))}</li>' for point in points
    )
    return f'<section class="panel"><h3>Figures that stand alone</h3><ul>{lines}</ul></section>'


# -- The tables: every section of the panel, folded, with the number of its lines; then the sources.


def tables_html(spec: MapSpec, by_area: Sequence[FirstLevelRow] = ()) -> str:
    """Return the sections of a country's panel, each a part of its own; those without lines say why in one list.

    The lines of other treaties are left out, because `treaty_cards_html` shows them.

    Parameters
    ----------
    by_area
        The figures for first-level areas, which stand in a table in the place of the lines of their section.
    """
    page = PanelPage.of(spec)
    sections = [section for section in spec.panel.sections if section.title != OTHER_TREATIES]
    tabled = {section.title for section in sections if {row.line for row in by_area} & {*section.lines}}
    return sections_html(sections, page, bodies=dict.fromkeys(tabled, first_level_table_html(by_area, page)))


def first_level_table_html(rows: Iterable[FirstLevelRow], page: PanelPage) -> str:
    """Return figures for first-level areas as a table, each with its sources, and its remark and record folded."""
    cells = (
        f'<tr class="line"><th scope="row">{escape(row.area)}</th> <td>{escape(row.measure)}</td> '
        f"<td>{escape(row.line.figure)}</td> <td>{escape(row.stated)}{page.marks(row.line.sources)}"
        f"{note_html(row.line.detail, row.line.records)}</td></tr>"
        for row in rows
    )
    head = "".join(f'<th scope="col">{title}</th>' for title in ("Area", "Measure", "Figure", "Stated by, day"))
    return f'<div class="by-area"><table><thead><tr>{head}</tr></thead><tbody>{"".join(cells)}</tbody></table></div>'


def sections_html(
    sections: Iterable[Section], page: PanelPage, *, is_open: bool = False, bodies: Mapping[str, str] = _AS_LINES
) -> str:
    """Return sections of a panel, each a part of its own; those without lines say why in one list at the end.

    Parameters
    ----------
    bodies
        What stands in the place of the lines of a section, by its title.
    """
    parts, empty = list[str](), list[Section]()
    for section in sections:
        if section.lines:
            body = bodies.get(section.title) or f'<div class="lines">{"".join(section_lines(section, page))}</div>'
            parts.append(_section(section, body, is_open=is_open))
        else:
            empty.append(section)
    if empty:
        parts.append(part_html("not-recorded", not_recorded_html(empty), title=NOT_RECORDED, rank=3))
    return f'<div class="panel tables">{"".join(parts)}</div>'


def _section(section: Section, body: str, *, is_open: bool) -> str:
    count = f'<span class="quiet">{len(section.lines)}</span>'
    anchor = section_anchor(section.title)
    return part_html(anchor, body, title=section_title(section), tail=count, rank=3, is_open=is_open)


def country_sources_html(spec: MapSpec) -> str:
    """Return the list of the sources that the page cites."""
    return f'<div class="panel">{source_list(cited_sources(spec))}</div>'
