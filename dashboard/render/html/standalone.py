"""A view as one page that needs nothing else: light enough to be embedded, or whole, to be kept as a file."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html import escape

from dashboard.maps.compose.table import COLUMNS
from dashboard.maps.spec import AreaFeature, Line, MapSpec, PictureTheme, TableRow
from dashboard.render.assets import ASSETS, script_text
from dashboard.render.formats import FrozenJob, Options
from dashboard.render.html.fragments import age_line, link, table_html
from dashboard.render.html.swatch import SWATCH_HEIGHT, SWATCH_WIDTH, Theme, data_uri, swatch_svg
from dashboard.render.markup import number
from dashboard.render.picture_text import LegendItem, LegendWords, SourceWords, Words, words_of
from dashboard.render.scene import Scene, filtered, scenes_of
from dashboard.render.svg.map import map_drawing
from dashboard.render.svg.style import Rect
from dashboard.render.theme import paper
from geodata import day_label

# -- A specification as one page: its maps drawn for a script, put into the page.

MAP_WIDTH = 1000.0  # pixels of the map in its own measure; the page scales it
LOWEST, HIGHEST = 0.42, 0.75  # height by width: the world is low, and no map is a tower


def view_html(spec: MapSpec, options: Options) -> bytes:
    """Return a view as one HTML file with map, panel, sources, table and the map in words."""
    return leaf(spec, base=options.base, made_on=options.made_on, theme=options.theme, is_whole=True).encode()


def embed_html(spec: MapSpec, options: Options) -> bytes:
    """Return a view as the page that other sites embed: map, legend and sources."""
    return leaf(spec, base=options.base, made_on=options.made_on, theme=options.theme, is_whole=False).encode()


def frozen_html(job: FrozenJob, options: Options) -> bytes:
    """Return the page of a frozen link: the whole page of its view below a notice and the list of changes."""
    return leaf(
        job.spec,
        base=options.base,
        made_on=options.made_on,
        theme=options.theme,
        is_whole=True,
        notice=job.notice,
        changes=job.changes,
    ).encode()


def leaf(
    spec: MapSpec,
    *,
    base: str,
    made_on: date,
    theme: PictureTheme,
    is_whole: bool,
    notice: str = "",
    changes: Sequence[str] = (),
) -> str:
    """Return a specification as a page that needs nothing else.

    Parameters
    ----------
    base
        Public address of the atlas.
    is_whole
        Whether table and map in words are on it too.
    notice, changes
        What to tell before everything else, and what has changed since the page was cited.
    """
    words = words_of(spec, base=base, made_on=made_on)
    labels = {item.class_id: item.label for g in spec.legends if g.layer == spec.fill_layer for item in g.classes}
    maps = [
        _map(scene, labels, theme, f"map{place}-", is_light=not is_whole) for place, scene in enumerate(scenes_of(spec))
    ]
    return leaf_html(spec, words, maps=maps, theme=theme, is_whole=is_whole, notice=notice, changes=changes)


def _map(scene: Scene, labels: dict[str, str], theme: PictureTheme, prefix: str, *, is_light: bool) -> str:
    west, south, east, north = scene.bounds
    height = MAP_WIDTH * min(max((north - south) / (east - west), LOWEST), HIGHEST)
    at = Rect(0.0, 0.0, MAP_WIDTH, height)
    drawn = map_drawing(
        scene, at, paper=paper(theme), labels=labels, prefix=prefix, is_scripted=True, is_light=is_light
    )
    r = drawn.rect
    box = " ".join(number(value) for value in (r.x, r.y, r.width, r.height))
    return (
        f'<svg viewBox="{box}" preserveAspectRatio="xMidYMid meet"><defs>{drawn.definitions}</defs>{drawn.body}</svg>'
    )


STANDALONE = ASSETS / "standalone"
NAME = "Mine Ban Atlas"
CONTROLS = (
    '<div class="zoom">'
    '<button type="button" data-by="in" aria-label="Closer" title="Closer">+</button>'
    '<button type="button" data-by="out" aria-label="Farther" title="Farther">−</button>'
    '<button type="button" data-by="home" aria-label="Whole map" title="Whole map">⤢</button></div>'
    '<div class="card" hidden></div>'
)
ZONE = '<i class="zone"></i>'
HOW = "Arrow keys go from state to state, a letter to the next name that begins with it, + and − zoom, Esc leaves."


def leaf_html(
    spec: MapSpec,
    words: Words,
    *,
    maps: Sequence[str],
    theme: Theme = "light",
    is_whole: bool,
    notice: str = "",
    changes: Sequence[str] = (),
) -> str:
    """Return the page.

    Parameters
    ----------
    maps
        Each map as SVG with `data-area` and `data-class` on what can be pointed at; two of a comparison.
    theme
        That of the maps.
    is_whole
        Whether the table and the map in words are on it too, and it says itself what may run on it.
    notice, changes
        What to tell before everything else, and what has changed since the page was cited.
    """
    style, script = (STANDALONE / "map-page.css").read_text(encoding="utf-8"), script_text("map-page")
    policy = f'<meta http-equiv="Content-Security-Policy" content="{escape(leaf_policy())}">' if is_whole else ""
    data = json.dumps(card_texts(spec), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    age = age_line(words.freshness, words.freshness.dated_sentence)
    parts = [
        _notice(notice, changes),
        f"<header><h1>{escape(words.title)}{_marks(words.title_marks)}</h1>",
        f'<p class="quiet">{escape(words.subtitle)}</p>{age}</header>',
        f"<p>{escape(words.empty)}</p>" if words.empty else "",
        f'<div class="maps">{_maps(maps, words)}</div>',
        f'<div class="legends">{_legends(words, theme)}</div>',
        _panel(spec) if is_whole else "",
        _sources(words.sources, is_open=is_whole),
        _table(spec) if is_whole else "",
        f"<details open><summary>The map in words</summary><p>{escape(words.alternative)}</p></details>"
        if is_whole
        else "",
        _foot(words),
    ]
    return (
        f'<!doctype html><html lang="en" data-theme="{escape(theme)}"><head><meta charset="utf-8">{policy}'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(words.title)} · {NAME}</title>"
        f'<link rel="icon" href="data:,"><meta name="description" content="{escape(words.subtitle)}">'
        f"<style>{style}</style></head>"
        f'<body><main>{"".join(parts)}</main><div id="voice" class="hidden" aria-live="polite"></div>'
        f'<script type="application/json" id="told">{data}</script><script>{script}</script></body></html>\n'
    )


def _notice(notice: str, changes: Sequence[str]) -> str:
    if not notice:
        return ""
    items = "".join(f"<li>{escape(change)}</li>" for change in changes)
    listed = (
        f"<details open><summary>Changed since ({len(changes)})</summary><ul>{items}</ul></details>" if items else ""
    )
    return f'<aside class="notice"><p>{escape(notice)}</p>{listed}</aside>'


def leaf_policy() -> str:
    """Return what a leaf may do: run its own script, show what it holds, and reach nobody."""
    digest = b64encode(hashlib.sha256(script_text("map-page").encode()).digest()).decode()
    return f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; font-src data:"


def _maps(maps: Sequence[str], words: Words) -> str:
    titles = words.map_titles or ("",) * len(maps)
    notes = words.map_notes or ("",) * len(maps)
    found = []
    for svg, title, note in zip(maps, titles, notes, strict=True):
        head = f"<h2>{escape(title)}</h2>" if title else ""
        tail = f'<p class="quiet">{escape(note)}</p>' if note else ""
        label = escape(f"{title or words.title}. {HOW}")
        drawn = svg.replace("<svg", f'<svg tabindex="0" role="application" aria-label="{label}"', 1)
        found.append(f'<section>{head}<div class="map">{drawn}{CONTROLS}</div>{tail}</section>')
    return "".join(found)


def _legends(words: Words, theme: Theme) -> str:
    return "".join(_legend(legend, theme) for legend in words.legends) + _keys(words, theme)


def _legend(legend: LegendWords, theme: Theme) -> str:
    items = "".join(f"<li>{_item(item, legend, theme)}</li>" for item in legend.items)
    return f'<section><h2>{escape(legend.title)}</h2><ul class="classes">{items}</ul></section>'


def _item(item: LegendItem, legend: LegendWords, theme: Theme) -> str:
    source = data_uri(swatch_svg(item.look, theme, symbol=legend.symbol))
    image = f'<img alt="" width="{SWATCH_WIDTH}" height="{SWATCH_HEIGHT}" src="{source}">'
    text = f"{image}{escape(item.label)} <b>{item.counted}</b>"
    kept = "" if item.is_selected else " is-left-out"
    if legend.symbol != "fill":
        return f'<span class="item{kept}">{text}</span>'
    key = escape(f"{item.layer}-{item.class_id}")
    return f'<button type="button" class="class{kept}" data-class="{key}" aria-pressed="false">{text}</button>'


def _keys(words: Words, theme: Theme) -> str:
    """Return what the shapes over the map are; the demilitarized zone is drawn in a colour of its own."""
    found = []
    for key in words.keys:
        swatch = (
            "" if key.look is None else f'<img alt="" src="{data_uri(swatch_svg(key.look, theme, symbol="circle"))}">'
        )
        found.append(f'<li><span class="item">{swatch or ZONE}{escape(key.text)}</span></li>')
    return f'<section><h2>On the map</h2><ul class="classes">{"".join(found)}</ul></section>' if found else ""


def _panel(spec: MapSpec) -> str:
    """Return what stands beside the map: each statement with the numbers of its sources."""
    panel = spec.panel
    parts = [_panel_lines(panel.lead)]
    for section in panel.sections:
        inside = _panel_lines(section.lines) or f"<p>{escape(section.empty)}</p>"
        parts.append(f"<h3>{escape(section.title)}</h3>{inside}")
    head = f'<p class="quiet">{escape(panel.subtitle)}</p>' if panel.subtitle else ""
    return f'<details open class="panel"><summary>{escape(panel.title)}</summary>{head}{"".join(parts)}</details>'


def _panel_lines(lines: Sequence[Line]) -> str:
    found = []
    for line in lines:
        said = f"<b>{escape(line.figure)}</b> {escape(line.text)}".strip()
        tail = ' <span class="quiet">(computed by the atlas)</span>' if line.is_computed else _marks(line.sources)
        more = f' <span class="quiet">{escape(line.detail)}</span>' if line.detail else ""
        found.append(f"<p>{said}{tail}{more}</p>")
    return "".join(found)


def _marks(numbers: Sequence[int]) -> str:
    found = ",".join(f'<a href="#source-{number}">{number}</a>' for number in numbers)
    return f"<sup>{found}</sup>" if found else ""


def _sources(sources: Sequence[SourceWords], *, is_open: bool) -> str:
    items = "".join(
        f'<li id="source-{s.number}" value="{s.number}">{escape(s.text)}'
        f"{f' {escape(s.locator)}.' if s.locator else ''}{f' {link(s.url, s.url)}' if s.url else ''}</li>"
        for s in sources
    )
    head = f'<details id="sources"{" open" if is_open else ""}><summary>Sources ({len(sources)})</summary>'
    return f'{head}<ol class="sources">{items}</ol></details>'


def _table(spec: MapSpec) -> str:
    return (
        f"<details open><summary>Table ({len(spec.rows)})</summary>"
        f'<div class="scroll" tabindex="0" role="region" aria-label="Table">{table_html(spec)}</div></details>'
    )


def _foot(words: Words) -> str:
    notes = "".join(f"<p>{escape(text)}</p>" for text in (*words.notes, words.boundary_note, words.disclaimer) if text)
    live = f'<a href="{escape(words.link)}" target="_blank" rel="noopener">Open this view in the {NAME}</a>'
    return f'<div class="notes">{notes}</div><footer><p>{live} · {escape(words.release)}</p></footer>'


# -- What the card of a light page says of an area: its class, since when, who claims which contamination, and where.

LEFT_OUT = "Left out by the filter"


# Name, text and documents by the code of an area; the text may have several lines. The documents are those of the text:
# none for what the table holds none of, such as a policy.
Cards = dict[str, tuple[str, str, str]]


def card_texts(spec: MapSpec) -> list[Cards]:
    """Return the cards of each map of a view, in the order in which the maps stand."""
    first = _cards(spec)
    if spec.beside is None:
        return [first]
    second = _cards(replace(spec, areas=spec.beside.areas, rows=()))  # the rows are of the first map's day and treaty
    return [second, first] if spec.beside.is_before else [first, second]


def _cards(spec: MapSpec) -> Cards:
    labels = {found.class_id: found.label for legend in spec.legends[:1] for found in legend.classes}
    rows = {row.area: row for row in spec.rows}
    return {
        area.area: (
            area.name,
            "\n".join(_card_lines(area, labels.get(area.class_id, ""), rows.get(area.area), spec)),
            _documents(rows.get(area.area), spec),
        )
        for area in filtered(spec)
    }


def _documents(row: TableRow | None, spec: MapSpec) -> str:
    if row is None:
        return ""
    of_status = row.published if spec.fill_layer == "status" else ()
    found = dict.fromkeys(of_status + row.claim_published)
    return f"{COLUMNS['sources']}: {'; '.join(found)}" if found else ""


def _card_lines(area: AreaFeature, label: str, row: TableRow | None, spec: MapSpec) -> list[str]:
    is_of_status = spec.fill_layer == "status" and row is not None and row.status == label
    since = f", since {day_label(date.fromisoformat(row.since))}" if is_of_status and row and row.since else ""
    lines = [area.sentence or label + since]
    if area.is_muted:
        lines.append(LEFT_OUT)
    if row is not None and row.claimant:
        meant = f" ({row.basis})" if row.basis else ""
        lines.append(f"{COLUMNS['claim']}: {row.claim} — {row.claimant}, {row.claim_date}{meant}")
    return lines
