"""What the card of a light page says of an area: its class, since when, who claims which contamination, and where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.maps.compose.table import COLUMNS
from dashboard.maps.spec import AreaFeature, MapSpec, TableRow
from dashboard.maps.view import LayerId
from dashboard.render.scene import filtered
from geodata import day_label

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
    labels = {found.class_id: found.label for legend in spec.legends[:1] for found in legend.classes}
    rows = {row.area: row for row in spec.rows}
    return {
        area.area: (
            area.name,
            "\n".join(_lines(area, labels.get(area.class_id, ""), rows.get(area.area), spec)),
            _documents(rows.get(area.area), spec),
        )
        for area in filtered(spec)
    }


def _documents(row: TableRow | None, spec: MapSpec) -> str:
    if row is None:
        return ""
    of_status = row.published if spec.fill_layer == LayerId.TREATY_STATUS else ()
    found = dict.fromkeys(of_status + row.claim_published)
    return f"{COLUMNS['sources']}: {'; '.join(found)}" if found else ""


def _lines(area: AreaFeature, label: str, row: TableRow | None, spec: MapSpec) -> list[str]:
    is_of_status = spec.fill_layer == LayerId.TREATY_STATUS and row is not None and row.status == label
    since = f", since {day_label(date.fromisoformat(row.since))}" if is_of_status and row and row.since else ""
    lines = [area.sentence or label + since]
    if area.is_muted:
        lines.append(LEFT_OUT)
    if row is not None and row.claimant:
        meant = f" ({row.basis})" if row.basis else ""
        lines.append(f"{COLUMNS['claim']}: {row.claim} — {row.claimant}, {row.claim_date}{meant}")
    return lines
