"""The chart of claims through time as an SVG picture: points and no line, as nobody measured what lies between."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape

from dashboard.maps.palette import CLAIM_LOOKS, INK
from dashboard.maps.spec import Chart, Mark, Paint
from dashboard.maps.wording import counted
from dashboard.render.swatch import KNOWS_BOTH, Theme, painted
from geodata import ClaimClass
from geodata.wording import number

WIDTH, HEIGHT = 320, 132
LEFT, RIGHT, TOP, BOTTOM = 6.0, 264.0, 22.0, 108.0  # the plot; figures of the axis stand right of it, years below
MOST_YEARS = 7  # labels that fit under the axis
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
    says = f'role="img" aria-label="{escape(alternative(chart))}"'
    font = f'font-family="\'Noto Sans\', sans-serif" font-size="11"{KNOWS_BOTH if theme == "auto" else ""}'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {says} {font}>'
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
            f"<title>{escape(_says(mark))}</title></circle>"
        )
    parts += [_caption(mark, chart.unit, place(mark), theme) for mark in chart.marks if mark.is_lead]
    return "".join([*parts, "</svg>"])


def alternative(chart: Chart) -> str:
    """Return what the chart shows, in words."""
    low, high = (pick(chart.marks, key=lambda mark: mark.value) for pick in (min, max))
    return (
        f"{chart.title}: {counted(len(chart.marks), 'claim')} from {chart.marks[0].when.year} to "
        f"{chart.marks[-1].when.year}; lowest {low.label}, highest {high.label}."
    )


def _says(mark: Mark) -> str:
    return f"{mark.label}, {mark.when.isoformat()}"


def _caption(mark: Mark, unit: str, at: tuple[float, float], theme: Theme) -> str:
    """The figure of the lead point beside it, on the side where there is room."""
    x, y = at
    step, anchor = (9, "start") if x < (LEFT + RIGHT) / 2 else (-9, "end")
    place = f'x="{x + step:.1f}" y="{y + 4:.1f}" text-anchor="{anchor}"'
    figure = escape(f"{number(mark.value)} {unit}")
    return f'<text {place} font-weight="600" {painted("fill", INK, theme)}>{figure}</text>'


def _x(day: date, start: date, until: date) -> float:
    return LEFT + (RIGHT - LEFT) * (day - start).days / max((until - start).days, 1)


def _years(first: date, last: date) -> range:
    return range(first.year, last.year + 1)


def _thinned(years: range) -> range:
    step = -(-len(years) // MOST_YEARS)
    return years[::step]


def _top(highest: float) -> float:
    """The next round figure above the highest claim: 1, 2 or 5 times a power of ten, whose half is round too."""
    power = 10.0 ** (len(str(int(highest))) - 1) if highest >= 1 else 0.1
    return next((step * power for step in (1, 2, 3, 4, 5, 6, 8, 10) if step * power >= highest), highest)
