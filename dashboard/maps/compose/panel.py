"""The panel beside the map: the sections of the layers that are on, or the chosen country."""

from __future__ import annotations

from dataclasses import replace

from dashboard.maps.compose.country_panel import country_panel
from dashboard.maps.context import ComposeContext
from dashboard.maps.spec import Line, Panel
from geodata import day_label
from geodata.wording import print_form


def panel(ctx: ComposeContext) -> Panel:
    """Return the panel of the view, its texts set as they are printed."""
    area = ctx.view.country
    content = country_panel(ctx, ctx.dataset.state(area)) if area else _of_view(ctx)
    sections = tuple(replace(section, lines=_set(section.lines)) for section in content.sections)
    return replace(content, lead=_set(content.lead), sections=sections)


def _set(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(
        replace(line, figure=print_form(line.figure), text=print_form(line.text), detail=print_form(line.detail))
        for line in lines
    )


def _of_view(ctx: ComposeContext) -> Panel:
    """The sections of the layers that are on, and what their subjects are."""
    layers = sorted(ctx.on, key=lambda layer: layer.panel_order)
    sections = tuple(section for layer in layers for section in layer.sections(ctx))
    subjects = [*filter(None, (layer.subject(ctx) for layer in ctx.on)), day_label(ctx.day)]
    title = next(filter(None, (layer.panel_title(ctx) for layer in layers)), "This view")
    return Panel(title, " · ".join(subjects), "", (), sections)
