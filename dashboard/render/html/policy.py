"""The page of United States policy as HTML: its parts, the shape of the Korean zone beside its published figures."""

from __future__ import annotations

from dashboard.maps.reference.policy_history import EXITS, OTHERS, TREATIES_TITLE, ZONE
from dashboard.maps.spec import MapSpec, PictureTheme
from dashboard.render.charts import KeyEntry, KeyGroup
from dashboard.render.html.charts import chart_key_html
from dashboard.render.html.country import picture_html, sections_html
from dashboard.render.html.panel import PanelPage, section_lines
from geodata import day_label

THROUGH_TIME, TEXTS, TREATIES, ZONE_PART, OTHER_STATES, SOURCES = (
    "through-time",
    "texts",
    "treaties",
    "zone",
    "other-states",
    "sources",
)  # anchors
TITLES = {
    THROUGH_TIME: "Policy through time",
    TEXTS: "What each text says",
    TREATIES: "Treaties",
    ZONE_PART: "Demilitarized Zone of Korea",
    OTHER_STATES: "Other states",
    SOURCES: "Sources of this page",
}
_APART = {TREATIES_TITLE, ZONE, EXITS, OTHERS}  # sections that have parts of their own


def texts_html(spec: MapSpec) -> str:
    """Return each period and act of the United States with what its text says, by activity and kind of mine."""
    sections = [section for section in spec.panel.sections if section.title not in _APART]
    return sections_html(sections, PanelPage.of(spec), is_open=True)


def treaties_html(spec: MapSpec) -> str:
    """Return the standing of the United States under each treaty, with its acts."""
    return _lines_html(spec, TREATIES_TITLE)


def zone_html(spec: MapSpec, korea: MapSpec, *, theme: PictureTheme) -> str:
    """Return the map with the shape of the zone, beside the published figures and why they differ."""
    words = f"Map of Korea on {day_label(spec.day)}, with the shape of the Demilitarized Zone across the peninsula."
    keys = (
        KeyGroup(legend.title, tuple(KeyEntry(c.label, c.look, legend.symbol) for c in legend.classes if c.count))
        for legend in korea.legends
    )
    picture = f"<div>{picture_html(korea, words, theme=theme)}{chart_key_html(keys)}</div>"
    return f'<div class="zone">{picture}{_lines_html(spec, ZONE)}</div>'


def other_states_html(spec: MapSpec) -> str:
    """Return exits, laws, votes and statements of other states, folded."""
    sections = [section for section in spec.panel.sections if section.title in {EXITS, OTHERS}]
    return sections_html(sections, PanelPage.of(spec))


def _lines_html(spec: MapSpec, title: str) -> str:
    section = next(section for section in spec.panel.sections if section.title == title)
    lines = "".join(section_lines(section, PanelPage.of(spec)))
    return f'<div class="panel tables"><div class="lines">{lines}</div></div>'
