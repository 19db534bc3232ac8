"""What stands beside the map: the summary of the view, or the chosen country."""

from __future__ import annotations

from dashboard.maps import changes
from dashboard.maps.country import country_panel
from dashboard.maps.layers import footprint, policy
from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import Legend, Line, Panel, Section
from dashboard.maps.view import LayerId
from dashboard.maps.wording import claim_figure, claim_when, claim_who, sentence
from geodata import day_label
from geodata.records import PolicyAction


def panel(sheet: Sheet, legends: tuple[Legend, ...]) -> Panel:
    """Return the panel of the view."""
    if sheet.view.country:
        return country_panel(sheet, sheet.dataset.state(sheet.view.country))
    sections = [_summary(legend) for legend in legends if legend.layer != LayerId.EVENTS]
    if sheet.has(LayerId.FOOTPRINT):
        sections.insert(0, _footprint(sheet))
    if sheet.has(LayerId.POLICY):
        sections.append(_policy(sheet))
    sections.append(changes.section(sheet))
    return Panel("This view", f"{sheet.treaty.title} · {day_label(sheet.day)}", "", (), tuple(sections))


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
    lines = tuple(policy_line(sheet, period) for period in policy.running(sheet).periods)
    return Section("United States policy on this day", lines, "No rule is recorded for this day.", open_count=4)


def policy_line(sheet: Sheet, period: PolicyAction) -> Line:
    """Return one period of policy as a line: what it covers, where it allowed it, since when."""
    mines = period.mine_kind.replace("_ap", "").replace("_", "-").replace("all", "all kinds of mine")
    until = f" until {period.until.label}" if period.until else ""
    return Line(
        figure=sentence(f"{period.activity}, {mines}: {period.allowed_where or 'not known'}"),
        text=f"from {period.start.label}{until}; {period.authority}",
        sources=sheet.cite(period.citations),
        detail=period.note,
    )
