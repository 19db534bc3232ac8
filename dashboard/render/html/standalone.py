"""Pages that need nothing else: a view, to be embedded or kept as a file; those of the frozen copy that are no view."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from markupsafe import Markup

from dashboard.maps.compose.table import SOURCES
from dashboard.maps.spec import AreaFeature, MapSpec, PictureTheme, TableRow
from dashboard.render.assets import ASSETS, script_text
from dashboard.render.formats import FrozenJob, Options
from dashboard.render.html.both_themes import BothThemes
from dashboard.render.html.fragments import table_html
from dashboard.render.html.swatch import SWATCH_HEIGHT, SWATCH_WIDTH, Theme, data_uri, swatch_svg
from dashboard.render.html.templates import rendered, trusted
from dashboard.render.markup import number
from dashboard.render.picture_text import DISCLAIMER, PictureText
from dashboard.render.scene import Scene, filtered, scenes_of
from dashboard.render.svg.map import map_drawing
from dashboard.render.svg.style import Rect
from dashboard.render.theme import colours_of
from geodata.wording import ATLAS_NAME

_AREA = re.compile(r' data-(?:area|of)="([^"]*)"')

# -- A specification as one page: its maps drawn for a script, put into the page.

MAP_WIDTH = 1000.0  # pixels of the map in its own measure; the page scales it
LOWEST, HIGHEST = 0.42, 0.75  # height by width: the world is low, and no map is a tower
STANDALONE = ASSETS / "standalone"
HOW = "Arrow keys go from state to state, a letter to the next name that begins with it, + and − zoom, Esc leaves."


@dataclass(frozen=True, slots=True)
class _Map:
    """One map of the page: heading and note, and its SVG with `data-area` and `data-class` on what can be chosen."""

    title: str
    note: str
    box: str
    definitions: Markup
    body: Markup


def view_html(spec: MapSpec, options: Options) -> bytes:
    """Return a view as one HTML file with map, panel, sources, table and the map in words."""
    return _page(spec, options.theme, options, is_whole=True)


def embed_html(spec: MapSpec, options: Options) -> bytes:
    """Return a view as the page that other sites embed: map, legend and sources."""
    return _page(spec, options.theme, options, is_whole=False)


def embed_in_both_themes_html(spec: MapSpec, options: Options) -> bytes:
    """Return a view as a page to be embedded, in the theme that its reader prefers."""
    return _page(spec, "auto", options, is_whole=False)


def frozen_html(job: FrozenJob, options: Options) -> bytes:
    """Return the page of a frozen link: the whole page of its view below a notice and the list of changes."""
    return _page(job.spec, "auto" if job.has_both_themes else options.theme, options, is_whole=True, job=job)


def _page(spec: MapSpec, theme: Theme, options: Options, *, is_whole: bool, job: FrozenJob | None = None) -> bytes:
    """Return a specification as a page without requests of its own.

    Parameters
    ----------
    is_whole
        Whether panel, table and the map in words are on it too, and its Content-Security-Policy in a tag.
    job
        What stands above the headline of a frozen page: ways to other pages, notice, changes since it was cited, title.
    """
    words = PictureText(spec, base=options.base, made_on=options.made_on)
    maps, map_style = _maps(spec, words, theme, is_light=not is_whole)
    in_table = job.in_table if job else None
    rows = spec.rows if in_table is None else tuple(row for row in spec.rows if row.area in in_table)
    page = rendered(
        "standalone.html",
        cards=as_json(_cards_of(maps, card_texts(spec))),
        changes=job.changes if job else (),
        description=words.spec.subtitle,
        how=HOW,
        is_whole=is_whole,
        maps=maps,
        name=ATLAS_NAME,
        notes=[note for note in (*words.notes, words.spec.boundary_note, DISCLAIMER) if note],
        notice=job.notice if job else "",
        page_title=(job.title if job else "") or words.spec.headline.text,
        panel=spec.panel,
        policy=standalone_policy() if is_whole else "",
        row_count=f"{len(rows)} of {len(spec.rows)}, those on the map" if rows != spec.rows else len(rows),
        script=trusted(script_text("map-page")),
        style=style_of("map-page") + map_style,
        swatch_address=lambda look, symbol: data_uri(swatch_svg(look, theme, symbol=symbol)),
        swatch_height=SWATCH_HEIGHT,
        swatch_width=SWATCH_WIDTH,
        table=trusted(table_html(replace(spec, rows=rows))) if is_whole else "",
        theme=theme,
        title=job.title if job else "",
        ways=job.ways if job else (),
        words=words,
    )
    return page.encode()


def as_json(value: object) -> Markup:
    """Return a value as JSON for a script element: no text in it can end the element."""
    return trusted(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


@cache
def style_of(page: str) -> Markup:
    """Return the style sheet of a page that stands alone: map-page, story-page or site-page."""
    return trusted((STANDALONE / f"{page}.css").read_text(encoding="utf-8"))


def standalone_policy() -> str:
    """Return the Content-Security-Policy of the page, which may run its own script and load nothing."""
    return policy_of("map-page")


def policy_of(*scripts: str) -> str:
    """Return a Content-Security-Policy without network: these scripts by SHA-256, inline styles, `data:` images, fonts.

    Parameters
    ----------
    scripts
        Names of our bundled scripts, as `script_text` takes them.
    """
    digests = (hashlib.sha256(script_text(name).encode()).digest() for name in scripts)
    allowed = " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)
    return f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; font-src data:"


def _maps(spec: MapSpec, words: PictureText, theme: Theme, *, is_light: bool) -> tuple[list[_Map], Markup]:
    """Return the maps of a page, and the rules that they need in its style sheet."""
    labels = {item.class_id: item.label for g in spec.legends if g.layer == spec.fill_layer for item in g.classes}
    scenes = scenes_of(spec)
    titles, notes = words.map_titles or ("",) * len(scenes), words.map_notes or ("",) * len(scenes)

    def drawn(theme: PictureTheme) -> list[_Map]:
        return [
            _map(scene, labels, theme, place=place, title=title, note=note, is_light=is_light)
            for place, (scene, title, note) in enumerate(zip(scenes, titles, notes, strict=True))
        ]

    if theme != "auto":
        return drawn(theme), Markup()
    both = BothThemes()
    maps = [
        replace(
            light,
            definitions=trusted(both.merged(light.definitions, dark.definitions)),
            body=trusted(both.merged(light.body, dark.body)),
        )
        for light, dark in zip(drawn("light"), drawn("dark"), strict=True)
    ]
    return maps, trusted(following(style_of("map-page")) + both.style())


def following(style: str) -> str:
    """Return the rules of the dark theme for a page that has the theme of its reader."""
    dark = "".join(re.findall(r"^:root\[data-theme=dark\] \{.*?\}$", style, re.DOTALL | re.MULTILINE))
    return f"@media (prefers-color-scheme:dark){{{dark.replace('[data-theme=dark]', '[data-theme=auto]')}}}"


def _cards_of(maps: Sequence[_Map], cards: Sequence[Cards]) -> list[Cards]:
    """Return the cards of the areas that each map draws."""
    return [
        {area: card for area, card in texts.items() if area in drawn}
        for texts, drawn in zip(cards, (set(_AREA.findall(one.body)) for one in maps), strict=True)
    ]


def _map(
    scene: Scene, labels: dict[str, str], theme: PictureTheme, *, place: int, title: str, note: str, is_light: bool
) -> _Map:
    west, south, east, north = scene.bounds
    height = MAP_WIDTH * min(max((north - south) / (east - west), LOWEST), HIGHEST)
    drawing = map_drawing(
        scene,
        Rect(0.0, 0.0, MAP_WIDTH, height),
        colours=colours_of(theme),
        labels=labels,
        prefix=f"map{place}-",
        is_scripted=True,
        is_light=is_light,
    )
    r = drawing.rect
    box = " ".join(number(value) for value in (r.x, r.y, r.width, r.height))
    return _Map(title, note, box, trusted(drawing.definitions), trusted(drawing.body))


# -- What the card of a light page says of an area: its class, since when, the lines of the layers, and their documents.

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
    labels = {item.class_id: item.label for legend in spec.legends[:1] for item in legend.classes}
    rows = {row.area: row for row in spec.rows}
    return {
        area.area: (
            area.name,
            "\n".join(_card_lines(area, labels.get(area.class_id, ""), rows.get(area.area))),
            _documents(rows.get(area.area)),
        )
        for area in filtered(spec)
    }


def _documents(row: TableRow | None) -> str:
    return f"{SOURCES}: {'; '.join(row.documents)}" if row is not None and row.documents else ""


def _card_lines(area: AreaFeature, label: str, row: TableRow | None) -> list[str]:
    lines = [area.sentence.printed or label + (row.detail if row is not None else "")]
    if area.is_muted:
        lines.append(LEFT_OUT)
    return [*lines, *(row.card if row is not None else ())]


# -- Pages of the frozen copy that are no view: its index, the sources, how to read the atlas.

Way = tuple[str, str]  # a label, and an address relative to the page
SITE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"


@dataclass(frozen=True, slots=True)
class IndexView:
    """A view on the index: what it is called and shows, its page, its picture in both themes, and its files."""

    title: str
    line: str
    page: str
    files: tuple[Way, ...]
    picture: str = ""
    picture_dark: str = ""


def site_page(title: str, line: str, body: str, *, notice: str, live: str, ways: Sequence[Way] = ()) -> bytes:
    """Return a page of the copy.

    Parameters
    ----------
    body
        HTML of our own.
    notice, live
        What the copy is, and the address of the live atlas; empty where it is not known.
    """
    page = rendered(
        "site_page.html",
        body=trusted(body),
        description=line,
        live=live,
        name=ATLAS_NAME,
        notice=notice,
        page_title=title,
        policy=trusted(SITE_POLICY),
        style=style_of("site-page"),
        theme="",
        ways=ways,
    )
    return page.encode()


def index_html(groups: Sequence[tuple[str, str, Sequence[IndexView]]], countries: str, data: Sequence[Way]) -> str:
    """Return the body of the index.

    Parameters
    ----------
    groups
        Anchor, title and views of each part.
    countries
        The index of countries, as HTML.
    data
        The files of the data package.
    """
    parts = [(anchor, title) for anchor, title, _ in groups]
    parts += [("countries", "Countries and areas"), ("data", "Data")]
    return rendered("site_index.html", countries=trusted(countries), groups=groups, parts=parts, data=data)
