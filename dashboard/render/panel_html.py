"""The panel of a specification as one block of HTML: status, claims side by side, what is not recorded, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from dashboard.maps.palette import STATUS_LOOKS, WHITE
from dashboard.maps.spec import Line, Look, MapSpec, Paint, Panel, Section, SourceNote
from dashboard.render.claim_chart import alternative, claim_chart
from dashboard.render.headline_html import age_line
from dashboard.render.notes_html import origin_of
from dashboard.render.source_list import by_number, marks, source_list
from dashboard.render.swatch import colour, data_uri, swatch_img
from geodata import Freshness

WHY_SHOWN = 250  # characters: five lines of the panel, so that claims still come into the first view
COMPUTED = (
    '<span class="computed" title="Computed by the atlas from the dated acts and claims it cites">computed</span>'
)


@dataclass(frozen=True, slots=True)
class _Page:
    """What every part of one panel needs: where its sources are, how its classes look, whether all of it is open."""

    sources: Mapping[int, SourceNote]
    looks: Mapping[str, Look]
    is_open: bool

    @property
    def title(self) -> str:
        """The heading of the whole: beside a map, it is under the headline."""
        return "h1" if self.is_open else "h2"

    @property
    def part(self) -> str:
        """The heading of a section."""
        return "h2" if self.is_open else "h3"

    def marks(self, numbers: Iterable[int]) -> str:
        return marks(numbers, self.sources)

    def swatch(self, class_id: str) -> str:
        look = self.looks.get(class_id)
        return swatch_img(look) if look else ""


def panel_html(spec: MapSpec, *, is_open: bool = False, freshness: Freshness | None = None) -> str:
    """Return the panel as HTML without line breaks; all text from data is escaped here, once.

    Parameters
    ----------
    is_open
        Whether every section shows all of its lines at once, as the page of a country does.
    freshness
        The age of the depositary reading, where no headline beside the panel says it.
    """
    panel = spec.panel
    under = f'<p class="quiet">{escape(panel.subtitle)}</p>'
    under += age_line(freshness, freshness.live) if freshness else ""
    looks = {**STATUS_LOOKS, **{item.class_id: item.look for legend in spec.legends for item in legend.classes}}
    page = _Page(by_number(spec.sources), looks, is_open)
    full = [section for section in panel.sections if section.lines]
    empty = [section for section in panel.sections if not section.lines]
    title, part = page.title, page.part
    used = numbers_of(panel) | set(spec.headline.sources)
    kept = [source for source in spec.sources if source.number in used]
    return "".join(
        [
            f'<article class="panel{" open" if is_open else ""}"{origin_of(spec) if is_open else ""}>',
            f"<header><{title}>{escape(panel.title)}</{title}>{under}</header>",
            '<div class="sections">',
            _lead(panel.lead, page),
            *(_section(section, page) for section in full),
            _not_recorded(empty, page),
            "</div>",
            f'<section class="of-sources"><{part}>Sources</{part}>{source_list(kept)}</section>' if kept else "",
            "</article>",
        ]
    )


def numbers_of(panel: Panel) -> set[int]:
    """Return the numbers of all sources that a panel cites."""
    lines = [*panel.lead, *(line for section in panel.sections for line in section.lines)]
    return {number for line in lines for number in line.sources}


def _lead(lines: tuple[Line, ...], page: _Page) -> str:
    """The status, in a block of its colour."""
    return "".join(_status(line, page) for line in lines)


def _status(status: Line, page: _Page) -> str:
    look = page.looks.get(status.swatch)
    tint = f' style="--tint:{colour(_tint(look))}"' if look else ""
    name = f"{page.swatch(status.swatch)}<strong>{escape(status.figure)}</strong>"
    return (
        f'<div class="status"{tint}><p class="is">{name}</p>'
        f"<p>{escape(status.text)}{page.marks(status.sources)}</p>{_why(status.detail, page)}</div>"
    )


def _tint(look: Look) -> Paint:
    """The colour that marks a block: of the hatch where the fill is that of the page and would mark nothing."""
    return look.ink if look.fill.light == WHITE.light else look.fill


def _why(text: str, page: _Page) -> str:
    """Why the status is what it is: all of it on a page of its own, else its beginning and the rest folded."""
    parts = text.split(". ")
    shown = next((n for n in range(len(parts), 0, -1) if len(". ".join(parts[:n])) <= WHY_SHOWN), 1)
    if not text or page.is_open or shown == len(parts):
        return f'<p class="why">{escape(text)}</p>' if text else ""
    first, rest = ". ".join(parts[:shown]) + ".", ". ".join(parts[shown:])
    return (
        f'<p class="why">{escape(first)}</p><details class="why"><summary>more</summary><p>{escape(rest)}</p></details>'
    )


def _section(section: Section, page: _Page) -> str:
    count = len(section.lines) if page.is_open else min(section.open_count, len(section.lines))
    shown, rest = section.lines[:count], section.lines[count:]
    is_said = all(line.is_computed for line in section.lines)
    drawn = ""
    if section.chart is not None and section.chart.marks:
        # As a picture, because st.html takes SVG elements out and st.markdown is three times slower with a long panel.
        source, says = data_uri(claim_chart(section.chart)), escape(alternative(section.chart))
        title = escape(section.chart.title)
        drawn = f'<figure><figcaption>{title}</figcaption><img class="chart" alt="{says}" src="{source}"></figure>'
    more = ""
    if rest:
        hidden = "".join(_line(line, page, is_said=is_said) for line in rest)
        more = f'<details class="more"><summary>{len(rest)} more</summary>{hidden}</details>'
    tag = f" {COMPUTED}" if is_said and "computed" not in section.title else ""
    lines = "".join(_line(line, page, is_said=is_said) for line in shown)
    return f"<section><{page.part}>{escape(section.title)}{tag}</{page.part}>{drawn}{lines}{more}</section>"


def _line(line: Line, page: _Page, *, is_said: bool = False) -> str:
    """One statement: figure, qualifiers, marks, and behind "note" what has to be known to read it rightly.

    A line that the atlas computed says so, unless its section's title has said it for all.
    """
    figure = f"<b>{escape(line.figure)}</b>" if line.figure else ""
    text = f"<span>{escape(line.text)}</span>" if line.text else ""
    tail = COMPUTED if line.is_computed and line.figure and not is_said else page.marks(line.sources)
    note = f'<details class="note"><summary>note</summary><p>{escape(line.detail)}</p></details>' if line.detail else ""
    return f'<div class="line">{page.swatch(line.swatch)}{figure} {text}{tail}{note}</div>'


def _not_recorded(sections: list[Section], page: _Page) -> str:
    """The sections with nothing in them, together at the end, each with the reason."""
    if not sections:
        return ""
    items = "".join(f"<li><b>{escape(s.title)}.</b> {escape(s.empty)}</li>" for s in sections)
    return f'<section class="empty"><{page.part}>Not recorded by this day</{page.part}><ul>{items}</ul></section>'
