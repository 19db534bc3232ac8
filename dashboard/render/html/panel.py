"""The panel of a specification as HTML, with the chart of claims through time as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from dashboard.maps.palette import CLAIM_LOOKS, INK, STATUS_LOOKS, WHITE
from dashboard.maps.spec import Chart, Line, Look, MapSpec, Mark, Paint, Panel, Section, SourceNote
from dashboard.maps.wording import spelled
from dashboard.render.html.fragments import age_line, by_number, marks, origin_of, source_list
from dashboard.render.html.swatch import KNOWS_BOTH, Theme, colour, data_uri, painted, swatch_img
from geodata import ClaimClass, Freshness
from geodata.wording import number

WHY_SHOWN = 250  # characters: five lines of the panel, so that claims still come into the first view
NOT_RECORDED = "Not recorded by this day"
COMPUTED = (
    '<span class="computed" title="Computed by the atlas from the dated acts and claims it cites">computed</span>'
)


@dataclass(frozen=True, slots=True)
class PanelPage:
    """What the lines of a panel refer to: sources by number, looks by class id; and whether all of it is in sight."""

    sources: Mapping[int, SourceNote]
    looks: Mapping[str, Look]
    is_open: bool = True

    @classmethod
    def of(cls, spec: MapSpec, *, is_open: bool = True) -> PanelPage:
        """Return the sources of a specification, and the looks of its legends and of every status."""
        looks = {**STATUS_LOOKS, **{item.class_id: item.look for legend in spec.legends for item in legend.classes}}
        return cls(by_number(spec.sources), looks, is_open)

    @property
    def title(self) -> str:
        """The heading element of the panel: beside a map it ranks below the headline."""
        return "h1" if self.is_open else "h2"

    @property
    def part(self) -> str:
        """The heading element of a section."""
        return "h2" if self.is_open else "h3"

    def marks(self, numbers: Iterable[int]) -> str:
        """Return numbers of sources as links to their list."""
        return marks(numbers, self.sources)

    def swatch(self, class_id: str) -> str:
        """Return the key of a class; nothing where there is no such class."""
        look = self.looks.get(class_id)
        return swatch_img(look) if look else ""

    def tint(self, class_id: str) -> str:
        """Return the style attribute by which a block takes the colour of a class."""
        look = self.looks.get(class_id)
        return f' style="--tint:{colour(_tint(look))}"' if look else ""


def panel_html(
    spec: MapSpec, *, is_open: bool = False, freshness: Freshness | None = None, has_title: bool = True
) -> str:
    """Return the panel as HTML without line breaks; all text from data is escaped here, once.

    Parameters
    ----------
    is_open
        Whether every section shows all of its lines at once, as the page of a country does.
    freshness
        The age of the depositary reading, where no headline beside the panel says it.
    has_title
        Whether the panel begins with its title; not where the page has `page_title`.
    """
    panel = spec.panel
    page = PanelPage.of(spec, is_open=is_open)
    full = [section for section in panel.sections if section.lines]
    empty = [section for section in panel.sections if not section.lines]
    part = page.part
    cited = cited_sources(spec)
    return "".join(
        [
            f'<article class="panel{" open" if is_open else ""}"{origin_of(spec) if is_open else ""}>',
            _header(panel, page.title, freshness) if has_title else "",
            '<div class="sections">',
            _lead(panel.lead, page),
            *(_section(section, page) for section in full),
            _not_recorded(empty, page),
            "</div>",
            f'<section class="of-sources"><{part}>Sources</{part}>{source_list(cited)}</section>' if cited else "",
            "</article>",
        ]
    )


def page_title(spec: MapSpec, freshness: Freshness) -> str:
    """Return the title of a panel that has a page of its own, to stand before what the page shows first."""
    return f'<article class="panel open"{origin_of(spec)}>{_header(spec.panel, "h1", freshness)}</article>'


def _header(panel: Panel, element: str, freshness: Freshness | None) -> str:
    age = age_line(freshness, freshness.live_sentence) if freshness else ""
    under = f'<p class="quiet">{escape(panel.subtitle)}</p>{age}'
    return f"<header><{element}>{escape(panel.title)}</{element}>{under}</header>"


def cited_sources(spec: MapSpec) -> list[SourceNote]:
    """Return the sources that the panel or the headline of a specification cites."""
    numbers = numbers_of(spec.panel) | set(spec.headline.sources)
    return [source for source in spec.sources if source.number in numbers]


def numbers_of(panel: Panel) -> set[int]:
    """Return the numbers of all sources that a panel cites."""
    lines = [*panel.lead, *(line for section in panel.sections for line in section.lines)]
    return {number for line in lines for number in line.sources}


def _lead(lines: tuple[Line, ...], page: PanelPage) -> str:
    """Return the status under each treaty, in a block of its colour."""
    return "".join(status_html(line, page) for line in lines)


def status_html(status: Line, page: PanelPage) -> str:
    """Return the status under a treaty, in a block of its colour, with why it holds."""
    name = f"{page.swatch(status.swatch)}<strong>{escape(status.figure)}</strong>"
    return (
        f'<div class="status"{page.tint(status.swatch)}><p class="is">{name}</p>'
        f"<p>{escape(status.text)}{page.marks(status.sources)}</p>"
        f"{why_html(status.detail, page)}{note_html('', status.records)}</div>"
    )


def _tint(look: Look) -> Paint:
    """Return the colour of a block: that of the hatch where the fill is the white of the page."""
    return look.ink if look.fill.light == WHITE.light else look.fill


def why_html(text: str, page: PanelPage) -> str:
    """Return why the status holds: all of it on a page of its own, else the first sentences and the rest folded."""
    parts = text.split(". ")
    shown = next((n for n in range(len(parts), 0, -1) if len(". ".join(parts[:n])) <= WHY_SHOWN), 1)
    if not text or page.is_open or shown == len(parts):
        return f'<p class="why">{escape(text)}</p>' if text else ""
    first, rest = ". ".join(parts[:shown]) + ".", ". ".join(parts[shown:])
    return (
        f'<p class="why">{escape(first)}</p><details class="why"><summary>more</summary><p>{escape(rest)}</p></details>'
    )


def _section(section: Section, page: PanelPage) -> str:
    count = len(section.lines) if page.is_open else min(section.open_count, len(section.lines))
    lines = section_lines(section, page)
    drawn = ""
    if section.chart is not None and section.chart.marks:
        # As an image, because st.html removes SVG elements and st.markdown takes three times as long for a long panel.
        source, words = data_uri(claim_chart(section.chart)), escape(alternative(section.chart))
        title = escape(section.chart.title)
        drawn = f'<figure><figcaption>{title}</figcaption><img class="chart" alt="{words}" src="{source}"></figure>'
    shown, rest = "".join(lines[:count]), lines[count:]
    more = f'<details class="more"><summary>{len(rest)} more</summary>{"".join(rest)}</details>' if rest else ""
    return f"<section><{page.part}>{section_title(section)}</{page.part}>{drawn}{shown}{more}</section>"


def section_title(section: Section) -> str:
    """Return the title of a section, marked where all of it is computed."""
    tag = f" {COMPUTED}" if _is_computed(section) and "computed" not in section.title else ""
    return f"{escape(section.title)}{tag}"


def section_lines(section: Section, page: PanelPage) -> list[str]:
    """Return the lines of a section, each with figure, text, source marks, and its detail and record folded.

    A computed line is marked as such, unless the title of its section is.
    """
    is_stated = _is_computed(section)
    return [_line(line, page, is_stated=is_stated) for line in section.lines]


def _is_computed(section: Section) -> bool:
    return all(line.is_computed for line in section.lines)


def _line(line: Line, page: PanelPage, *, is_stated: bool) -> str:
    figure = f"<b>{escape(line.figure)}</b>" if line.figure else ""
    text = f"<span>{escape(line.text)}</span>" if line.text else ""
    tail = COMPUTED if line.is_computed and line.figure and not is_stated else page.marks(line.sources)
    note = note_html(line.detail, line.records)
    return f'<div class="line">{page.swatch(line.swatch)}{figure} {text}{tail}{note}</div>'


def note_html(detail: str, records: tuple[str, ...]) -> str:
    """Return what is folded behind a line: its detail, and the ids that assets/report-figure.js writes when it opens.

    The ids stand in `data-record` and nowhere else, because a panel is sent with each click on the map.
    """
    if not detail and not records:
        return ""
    ids = f' data-record="{escape(" ".join(records))}"' if records else ""
    label, text = ("note", f"<p>{escape(detail)}</p>") if detail else ("record", "")
    return f'<details class="note"{ids}><summary>{label}</summary>{text}</details>'


def _not_recorded(sections: list[Section], page: PanelPage) -> str:
    if not sections:
        return ""
    listed = not_recorded_html(sections)
    return f'<section class="empty"><{page.part}>{NOT_RECORDED}</{page.part}>{listed}</section>'


def not_recorded_html(sections: Iterable[Section]) -> str:
    """Return the sections without lines as one list, each with the reason why it is empty."""
    items = "".join(f"<li><b>{escape(s.title)}.</b> {escape(s.empty)}</li>" for s in sections)
    return f"<ul>{items}</ul>"


# -- The chart of claims through time as SVG: points without a line, because nothing was measured between them.

WIDTH, HEIGHT = 320, 132
LEFT, RIGHT, TOP, BOTTOM = 6.0, 264.0, 22.0, 108.0  # the plot; figures of the axis stand right of it, years below
MOST_YEARS = 7  # labels that fit under the axis
LETTER, CAPTION_REACH = 6.5, 9.0  # pixels: the width of a digit in bold; how far a point has to be from a line of text
_MUTED, _LINE = Paint("#5B6670", "#9AA6B0"), Paint("#E6E8EB", "#2B333B")
_DOT, _LEAD = CLAIM_LOOKS[ClaimClass.MEDIUM].fill, CLAIM_LOOKS[ClaimClass.HEAVY].fill


def claim_chart(chart: Chart, theme: Theme = "auto") -> str:
    """Return the chart as SVG text; each point carries its label as a title, the whole a text alternative."""
    first, last = chart.marks[0].when, chart.marks[-1].when
    years = _years(first, last)
    start, until = date(years[0], 1, 1), max(date(years[-1], 1, 1), last) + timedelta(days=31)
    top = _top(max(mark.value for mark in chart.marks))

    def place(mark: Mark) -> tuple[float, float]:
        return _x(mark.when, start, until), BOTTOM - (BOTTOM - TOP) * mark.value / top

    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    accessible = f'role="img" aria-label="{escape(alternative(chart))}"'
    font = f'font-family="\'Noto Sans\', sans-serif" font-size="11"{KNOWS_BOTH if theme == "auto" else ""}'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {accessible} {font}>'
    parts = [head]
    for value in (0.0, top / 2, top):
        y = BOTTOM - (BOTTOM - TOP) * value / top
        parts.append(f'<path d="M{LEFT} {y:.1f}H{RIGHT}" {painted("stroke", _LINE, theme)}/>')
        text = f'<text x="{WIDTH - 1}" y="{y + 4:.1f}" text-anchor="end" {painted("fill", _MUTED, theme)}>'
        parts.append(f"{text}{escape(number(value))}</text>")
    for year in _thinned(years):
        x = _x(date(year, 1, 1), start, until)
        parts.append(f'<path d="M{x:.1f} {BOTTOM}v4" {painted("stroke", _MUTED, theme)}/>')
        parts.append(f'<text x="{x:.1f}" y="{BOTTOM + 17}" {painted("fill", _MUTED, theme)}>{year}</text>')
    for mark in sorted(chart.marks, key=lambda mark: mark.is_lead):
        x, y = place(mark)
        paint, radius = (_LEAD, 5.0) if mark.is_lead else (_DOT, 3.5)
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" {painted("fill", paint, theme)}>'
            f"<title>{escape(_mark_label(mark))}</title></circle>"
        )
    places = [place(mark) for mark in chart.marks]
    parts += [_caption(mark, chart.unit, place(mark), places, theme) for mark in chart.marks if mark.is_lead]
    return "".join([*parts, "</svg>"])


def alternative(chart: Chart) -> str:
    """Return the text alternative of the chart: number of claims, years, lowest and highest figure."""
    low, high = (pick(chart.marks, key=lambda mark: mark.value) for pick in (min, max))
    claims = "claim" if len(chart.marks) == 1 else "claims"
    return (
        f"{chart.title}: {spelled(len(chart.marks))} {claims} from {chart.marks[0].when.year} to "
        f"{chart.marks[-1].when.year}; lowest {low.label}, highest {high.label}."
    )


def _mark_label(mark: Mark) -> str:
    return f"{mark.label}, {mark.when.isoformat()}"


def _caption(
    mark: Mark, unit: str, at: tuple[float, float], points: Sequence[tuple[float, float]], theme: Theme
) -> str:
    """Return the figure of a lead point as text on the side with more room: beside it, above or below.

    It is where it covers none of the points, if there is such a place.
    """
    x, y = at
    figure = f"{number(mark.value)} {unit}"
    is_right = x < (LEFT + RIGHT) / 2
    near, far = (x + 9, x + 9 + LETTER * len(figure)) if is_right else (x - 9 - LETTER * len(figure), x - 9)

    def is_free(aside: float) -> bool:
        covered = [p for p in points if near - 4 < p[0] < far + 4 and abs(p[1] - y - aside) < CAPTION_REACH]
        return TOP <= y + aside <= BOTTOM - 6 and not covered

    aside = next(filter(is_free, (0.0, -14.0, 14.0, -26.0, 26.0)), 0.0)
    start, anchor = (near, "start") if is_right else (far, "end")
    place = f'x="{start:.1f}" y="{y + aside + 4:.1f}" text-anchor="{anchor}"'
    return f'<text {place} font-weight="600" {painted("fill", INK, theme)}>{escape(figure)}</text>'


def _x(day: date, start: date, until: date) -> float:
    return LEFT + (RIGHT - LEFT) * (day - start).days / max((until - start).days, 1)


def _years(first: date, last: date) -> range:
    return range(first.year, last.year + 1)


def _thinned(years: range) -> range:
    step = -(-len(years) // MOST_YEARS)
    return years[::step]


def _top(highest: float) -> float:
    """Return the end of the value axis: a round figure not below the highest claim."""
    power = 10.0 ** (len(str(int(highest))) - 1) if highest >= 1 else 0.1
    return next((step * power for step in (1, 2, 3, 4, 5, 6, 8, 10) if step * power >= highest), highest)
