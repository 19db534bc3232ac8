"""What stands under a chart as HTML: the key of its colours and forms, and its marks as a list that folds.

A chart is a picture whose details need a pointer; the list has the same for the keyboard, a finger and a screen reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from dashboard.maps.compose.claims_comparison import ClaimPanel, point_text
from dashboard.maps.compose.country_timeline import CountryTimeline, item_text
from dashboard.maps.spec import MapSpec
from dashboard.render.charts import KeyGroup
from dashboard.render.html.fragments import printed_marks
from dashboard.render.html.panel import cited_sources
from dashboard.render.html.swatch import swatch_img


def chart_key_html(groups: Iterable[KeyGroup]) -> str:
    """Return the key of a chart, a row for each group."""
    return "".join(map(_group, groups))


def _group(group: KeyGroup) -> str:
    title = f'<li class="quiet">{escape(group.title)}</li>' if group.title else ""
    entries = "".join(
        f"<li>{swatch_img(entry.look, symbol=entry.symbol)}{escape(entry.label)}</li>" for entry in group.entries
    )
    return f'<ul class="chart-key">{title}{entries}</ul>'


def timeline_list_html(timeline: CountryTimeline, spec: MapSpec) -> str:
    """Return the records of a timeline as a list for each row, with the numbers of their sources on the page."""
    numbers = _numbers(spec)
    rows = "".join(
        f"<h3>{escape(row.title)}</h3><ul>"
        + "".join(
            f"<li><b>{escape(item.when)}</b> {escape(item_text(item))}"
            f"{_sources(item.sources, item.documents, numbers)}</li>"
            for item in row.items
        )
        + "</ul>"
        for row in timeline.rows
        if row.items
    )
    return _list(len(timeline.items), rows)


def claims_list_html(panel: ClaimPanel, spec: MapSpec) -> str:
    """Return the figures of a panel as a list, oldest first, with the numbers of their sources on the page."""
    numbers = _numbers(spec)
    points = "".join(
        f"<li><b>{escape(point.figure)}</b> {escape(point_text(point))}"
        f"{_sources(point.sources, point.documents, numbers)}</li>"
        for point in panel.points
    )
    return _list(len(panel.points), f"<ul>{points}</ul>")


def _list(count: int, html: str) -> str:
    return f'<details class="as-list"><summary>As a list ({count})</summary>{html}</details>'


def _numbers(spec: MapSpec) -> dict[str, int]:
    """Return the numbers that the list of sources of a country's page has, by id."""
    return {source.source_id: source.number for source in cited_sources(spec)}


def _sources(ids: Iterable[str], documents: str, numbers: Mapping[str, int]) -> str:
    """Return the numbers of documents; in words where the page lists one of them nowhere else."""
    known = [numbers.get(source_id) for source_id in ids]
    if None in known:
        return f' <span class="quiet">{escape(documents)}.</span>'
    return printed_marks(sorted({number for number in known if number is not None}))
