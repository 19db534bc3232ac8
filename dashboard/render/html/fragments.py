"""Pieces of HTML that several pages share: headline, notes, numbered sources, the table."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape

from dashboard.maps.spec import Cell, Column, Legend, Line, MapSpec, SourceNote, cell_text
from geodata import Freshness, day_label
from geodata.wording import place_at_start

# -- Headline and subtitle.

# Blanks at which no line should end: between a figure and its unit, a day and its month.
_TOGETHER = re.compile(rf"(?<=\d) (?=km|(?:{'|'.join(filter(None, month_name))})\b)")
LONG_HEADLINE = 110  # characters; a longer one takes a smaller size, or it would push the map below the first screen
# assets/streamlit-fixes.js handles the click, and writes the result into the status element.
COPY_LINK = '<button type="button" class="copy-link">Copy link</button><span role="status"></span>'


def unbroken(text: str) -> str:
    """Return a text with no-break spaces between a figure and its unit, and between a day and its month."""
    return _TOGETHER.sub("\u00a0", text)


def headline_html(spec: MapSpec, freshness: Freshness) -> str:
    """Return headline, source marks, subtitle, button that copies the link, and age of the depositary reading."""
    source_marks = marks(spec.headline.sources, by_number(spec.sources))
    size = "headline is-long" if len(spec.headline.text) > LONG_HEADLINE else "headline"
    age = age_line(freshness, freshness.live_sentence, more=f" {COPY_LINK}")
    subtitle = f'<p class="quiet">{escape(spec.subtitle)}</p>'
    return (
        f'<header class="{size}"><h1>{escape(unbroken(spec.headline.text))}{source_marks}</h1>{subtitle}{age}</header>'
    )


def age_line(freshness: Freshness, sentence: str, *, more: str = "") -> str:
    """Return a sentence on the age of the depositary reading as a paragraph in the colour of that age.

    Parameters
    ----------
    more
        HTML behind the sentence.
    """
    return f'<p class="age {freshness.age.value}">{escape(sentence)}{more}</p>'


# -- The notes under a map; its legends are part of the map component.


def notes_html(legends: tuple[Legend, ...], notes: tuple[str, ...], boundary_note: str, *, origin: str = "") -> str:
    """Return the notes of the legends and of the view, then the note on boundaries, each sentence once.

    Parameters
    ----------
    origin
        HTML attributes of the block, from `origin_of`.
    """
    each_once = dict.fromkeys([*notes, *(legend.note for legend in legends if legend.note)])
    lines = "".join(f"<p>{escape(text)}</p>" for text in each_once)
    return f'<div class="notes"{origin}>{lines}<p>{escape(boundary_note)}</p></div>'


def origin_of(spec: MapSpec) -> str:
    """Return the `data-release` and `data-day` attributes of what a specification shows."""
    return origin_attributes(spec.release, spec.day)


def origin_attributes(release: str, day: date) -> str:
    """Return `data-release` and `data-day` attributes, which the style sheet for print shows and reports name."""
    return f' data-release="{escape(release)}" data-day="{day.isoformat()}"'


# -- Numbered sources: the marks behind a statement, and the list that they link to.

ON_CARDS = "Cited on the cards of the map"
_MOST_PLACES = 4  # places of one document that are named before the rest is folded
_LONGEST_HINT = 90  # characters of a source shown when its mark is pointed at; the list has all of it


def by_number(sources: Iterable[SourceNote]) -> dict[int, SourceNote]:
    """Return sources by their number."""
    return {source.number: source for source in sources}


def marks(numbers: Iterable[int], sources: Mapping[int, SourceNote], *, anchor: str = "source") -> str:
    """Return the numbers of sources as raised links to their list, or nothing when there are none."""
    links = [
        f'<a href="#{anchor}-{number}" title="{escape(_hint(sources.get(number)))}">{number}</a>' for number in numbers
    ]
    return f'<sup class="refs">{",".join(links)}</sup>' if links else ""


def source_list(sources: Iterable[SourceNote], *, anchor: str = "source") -> str:
    """Return the list of sources, each under its number; a number keeps its meaning when others are left out."""
    items = "".join(
        f'<li id="{anchor}-{source.number}" value="{source.number}">{_item(source)}</li>' for source in sources
    )
    return f'<ol class="sources">{items}</ol>'


def sources_in_parts(sources: Iterable[SourceNote], further: Sequence[SourceNote], *, anchor: str) -> str:
    """Return the list of a view's sources and, under a heading of their own, those that only its cards cite."""
    rest = source_list(further, anchor=anchor)
    return source_list(sources, anchor=anchor) + (f'<h2 class="further">{ON_CARDS}</h2>{rest}' if further else "")


def printed_marks(numbers: Iterable[int], anchor: str = "source") -> str:
    """Return the numbers of sources as raised links on a page that may be printed: without a text of their own."""
    links = ",".join(f'<a href="#{anchor}-{number}">{number}</a>' for number in numbers)
    return f"<sup>{links}</sup>" if links else ""


def printed_lines(lines: Iterable[Line]) -> str:
    """Return the lines of a panel as paragraphs of a page that may be printed, details in sight."""
    return "".join(_printed_line(line) for line in lines)


def _printed_line(line: Line) -> str:
    figure = f"<b>{escape(line.figure)}</b> {escape(line.text)}".strip()
    tail = ' <span class="quiet">(computed by the atlas)</span>' if line.is_computed else printed_marks(line.sources)
    detail = f' <span class="quiet">{escape(line.detail)}</span>' if line.detail else ""
    return f"<p>{figure}{tail}{detail}</p>"


def printed_sources(sources: Iterable[SourceNote | SourceNote], anchor: str = "source") -> str:
    """Return the list of sources of a page that may be printed: addresses are written out."""
    items = "".join(
        f'<li id="{anchor}-{source.number}" value="{source.number}">{escape(source.text)}'
        f"{f' {escape(place_at_start(source.locator))}.' if source.locator else ''}"
        f"{f' {link(source.url, source.url)}' if source.url else ''}</li>"
        for source in sources
    )
    return f'<ol class="sources">{items}</ol>'


def link(url: str, text: str) -> str:
    """Return a link that leaves the atlas, or the bare text when the address is not one of the web."""
    if not url.startswith(("https://", "http://")):
        return escape(text)
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'


def _item(source: SourceNote) -> str:
    place = f" {_places(place_at_start(source.locator))}" if source.locator else ""
    parts = [escape(source.standing)] if source.standing else []
    parts += [link(source.url, "open")] if source.url else []
    parts += [escape(source.address)] if source.address else []
    parts += [link(source.archived, "archived copy")] if source.archived else []
    parts += [f"address opened on {day_label(source.checked_on)}"] if source.checked_on else []
    parts += [f"read on {day_label(source.accessed_on)}"] if source.accessed_on else []
    tail = f' <span class="quiet">{" · ".join(parts)}</span>' if parts else ""
    return f"{escape(source.text)}{place}{tail}"


def _places(locator: str) -> str:
    """Return the places cited in a document; of more than five the first four, the others folded.

    Of several `places`, a report of one figure leaves all out: the list does not say which is whose.
    """
    places = locator.split("; ")
    if len(places) == 1:
        return f"{escape(locator)}."
    if len(places) <= _MOST_PLACES + 1:
        return f'<span class="places">{escape(locator)}.</span>'
    first, rest = escape("; ".join(places[:_MOST_PLACES])), escape("; ".join(places[_MOST_PLACES:]))
    label = f"{len(places) - _MOST_PLACES} more places in it"
    return (
        f'<span class="places">{first}.</span> <details class="note"><summary>{label}</summary><p>{rest}.</p></details>'
    )


def _hint(source: SourceNote | None) -> str:
    if source is None:
        return ""
    return source.text if len(source.text) <= _LONGEST_HINT else source.text[: _LONGEST_HINT - 1] + "…"


# -- The table of a specification as HTML: on pages kept as a file, and where the atlas is printed.


def table_html(spec: MapSpec) -> str:
    """Return the rows as one table element, every column under its title on the screen."""
    head = "".join(f'<th scope="col">{escape(column.title)}</th>' for column in spec.columns)
    body = "".join(f"<tr>{''.join(map(_cell, spec.columns, row.cells))}</tr>" for row in spec.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(column: Column, value: Cell) -> str:
    if column.is_figure:
        return f'<td class="number">{f"{value:,.6g}" if isinstance(value, float) else ""}</td>'
    if isinstance(value, tuple):
        return f'<td class="sources-of">{escape("; ".join(value))}</td>'
    return f"<td>{escape(cell_text(value))}</td>"
