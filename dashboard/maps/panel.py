"""What stands beside the map: the summary of the view, or the chosen country."""

from __future__ import annotations

from dataclasses import replace

from dashboard.maps import changes
from dashboard.maps.country import country_panel
from dashboard.maps.country_policy import period_line
from dashboard.maps.layers import footprint, policy, status_changes
from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import Line, Panel, Section
from dashboard.maps.view import LayerId
from geodata import GROUP_LABELS, TreatyStatus, day_label
from geodata.sources import marked
from geodata.treaties import JOINED_KINDS
from geodata.wording import claim_figure, claim_when, claim_who, printed, sentence

_MOST_CLAIMS = 12


def panel(sheet: Sheet) -> Panel:
    """Return the panel of the view, its texts set as they are printed."""
    area = sheet.view.country
    found = country_panel(sheet, sheet.dataset.state(area)) if area else _of_view(sheet)
    sections = tuple(replace(section, lines=_set(section.lines)) for section in found.sections)
    return replace(found, lead=_set(found.lead), sections=sections)


def _set(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(
        replace(line, figure=printed(line.figure), text=printed(line.text), detail=printed(line.detail))
        for line in lines
    )


def _of_view(sheet: Sheet) -> Panel:
    sections = []
    if sheet.has(LayerId.FOOTPRINT):
        sections.append(_footprint(sheet))
    if sheet.has(LayerId.POLICY):
        sections.append(_policy(sheet))
    if sheet.has(LayerId.TREATY_STATUS):
        sections += [status_changes.section(sheet)] if sheet.since is not None else []
        sections += [_membership(sheet), changes.section(sheet)]
    if sheet.has(LayerId.CONTAMINATION):
        sections.append(_largest(sheet))
    treaty = [sheet.treaty.title] if sheet.has(LayerId.TREATY_STATUS) else []
    return Panel("This view", " · ".join([*treaty, day_label(sheet.day)]), "", (), tuple(sections))


def _membership(sheet: Sheet) -> Section:
    """The two ways to count States Parties, which published figures mix; the legend counts the rest."""
    pool = [sheet.statuses[s.area].status for s in sheet.dataset.countries if sheet.passes(s, status=False)]
    joined, bound = (f"{low}" if low == high else f"{low} or {high}" for low, high in (_joined(pool), _bound(pool)))
    short = sheet.treaty.short_name
    may_join = "states may join, of those the filters keep" if sheet.is_filtered else "states may join"
    lines = (
        Line(joined, "have joined: consent deposited and not withdrawn, as depositaries count", (), is_computed=True),
        Line(bound, "are bound: entry into force reached as well", (), is_computed=True),
        Line(str(len(pool)), may_join, (), is_computed=True),
    )
    return Section(f"Two ways to count the parties to the {short} (computed)", lines)


def _joined(statuses: list[TreatyStatus]) -> tuple[int, int]:
    sure = sum(s.has_joined for s in statuses)
    return sure, sure + sum(not s.has_joined and any(k in JOINED_KINDS for k in s.possible) for s in statuses)


def _bound(statuses: list[TreatyStatus]) -> tuple[int, int]:
    return sum(s.is_bound for s in statuses), sum(s.may_be_bound for s in statuses)


def _largest(sheet: Sheet) -> Section:
    """The largest claims on the map, with who made them; a ranking of claims, not of countries."""
    rows = [sheet.claims[s.area] for s in sheet.kept]
    found = sorted(
        ((row.claim.value, row.state.name, row.claim) for row in rows if row.claim and row.claim.value is not None),
        key=lambda item: (-item[0], item[1]),
    )
    lines = tuple(
        Line(
            claim_figure(claim),
            marked(claim, f"{name}: {claim_who(claim)}, {claim_when(claim)}"),
            sheet.cite(claim.citations),
        )
        for _, name, claim in found[:_MOST_CLAIMS]
    )
    group = GROUP_LABELS[sheet.view.claim_group]
    return Section(f"Largest claims on this map: {group}", lines, "No claim with a figure passes.", open_count=5)


def _footprint(sheet: Sheet) -> Section:
    found = footprint.claim(sheet)
    if found is None:
        return Section("Footprint", (), footprint.note(sheet))
    says = marked(found, f"{claim_who(found)}, {claim_when(found)}")
    line = Line(claim_figure(found), says, sheet.cite(found.citations))
    caption = Line("", sentence(footprint.CAPTION) + ".", (), is_computed=True)
    return Section("Footprint, drawn to scale", (line, caption))


def _policy(sheet: Sheet) -> Section:
    lines = tuple(period_line(sheet, period) for period in policy.running(sheet).periods)
    return Section("United States policy on this day", lines, "No rule is recorded for this day.", open_count=4)
