"""What stands beside the map: the summary of the view, or the chosen country."""

from __future__ import annotations

from dataclasses import replace

from dashboard.maps import changes
from dashboard.maps.country import country_panel
from dashboard.maps.country_policy import period_line
from dashboard.maps.layers import footprint, policy
from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import Legend, Line, Panel, Section
from dashboard.maps.view import LayerId
from dashboard.maps.wording import claim_figure, claim_when, claim_who, printed, sentence
from geodata import day_label


def panel(sheet: Sheet, legends: tuple[Legend, ...]) -> Panel:
    """Return the panel of the view, its texts set as they are printed."""
    area = sheet.view.country
    found = country_panel(sheet, sheet.dataset.state(area)) if area else _of_view(sheet, legends)
    sections = tuple(replace(section, lines=_set(section.lines)) for section in found.sections)
    return replace(found, lead=_set(found.lead), sections=sections)


def _set(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(
        replace(line, figure=printed(line.figure), text=printed(line.text), detail=printed(line.detail))
        for line in lines
    )


def _of_view(sheet: Sheet, legends: tuple[Legend, ...]) -> Panel:
    sections = [_summary(legend) for legend in legends if legend.layer != LayerId.EVENTS]
    if sheet.has(LayerId.FOOTPRINT):
        sections.insert(0, _footprint(sheet))
    if sheet.has(LayerId.POLICY):
        sections.append(_policy(sheet))
    sections.append(changes.section(sheet))
    treaty = [sheet.treaty.title] if sheet.has(LayerId.TREATY_STATUS) else []
    return Panel("This view", " · ".join([*treaty, day_label(sheet.day)]), "", (), tuple(sections))


def _summary(legend: Legend) -> Section:
    """Counts of the legend's classes: the atlas computes them, and says so."""
    lines = tuple(
        Line(str(cls.count), cls.label, (), is_computed=True, swatch=cls.class_id)
        for cls in legend.classes
        if cls.count and cls.is_selected
    )
    return Section(f"{legend.title} (counts computed)", lines, "No state is in any class.", open_count=len(lines))


def _footprint(sheet: Sheet) -> Section:
    found = footprint.claim(sheet)
    if found is None:
        return Section("Footprint", (), footprint.note(sheet))
    line = Line(claim_figure(found), f"{claim_who(found)}, {claim_when(found)}", sheet.cite(found.citations))
    caption = Line("", sentence(footprint.CAPTION) + ".", (), is_computed=True)
    return Section("Footprint, drawn to scale", (line, caption))


def _policy(sheet: Sheet) -> Section:
    lines = tuple(period_line(sheet, period) for period in policy.running(sheet).periods)
    return Section("United States policy on this day", lines, "No rule is recorded for this day.", open_count=4)
