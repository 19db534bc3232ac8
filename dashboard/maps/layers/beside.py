"""The second map of a comparison: treaty status on another day, under another treaty, or both."""

from __future__ import annotations

from dataclasses import replace

from dashboard.maps.layers import treaty_status
from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import Beside
from dashboard.maps.view import LayerId
from dashboard.maps.wording import counted, status_name
from geodata import StatusKind, day_label
from geodata.wording import sentence


def other(sheet: Sheet) -> Sheet | None:
    """Return the sheet of the second map, or None when there is none: only treaty status can be compared."""
    wanted = sheet.view.beside
    if wanted is None or not sheet.has(LayerId.TREATY_STATUS):
        return None
    day = wanted.day or sheet.day
    view = replace(sheet.view, treaty=wanted.treaty or sheet.view.treaty, day=day, beside=None, since=None)
    return Sheet(view, day, sheet.dataset, sheet.numbering)


def picture(sheet: Sheet) -> Beside | None:
    """Return the second map; claims and regions filter it as they do the first, statuses by its own day and treaty."""
    second = other(sheet)
    if second is None:
        return None
    chosen = sheet.view.statuses
    counts = treaty_status.counts(sheet, second.statuses)
    return Beside(
        title=title(second, sheet),
        main_title=title(sheet, second),
        day=second.day,
        treaty=second.treaty.treaty_id,
        note=_note(second),
        is_before=second.day < sheet.day,
        is_following=sheet.view.beside is not None and sheet.view.beside.day is None,
        areas=tuple(
            treaty_status.feature(
                row,
                second.treaty,
                is_muted=bool(chosen and row.kind not in chosen) or not sheet.passes(row.state, status=False),
            )
            for row in second.statuses.values()
        ),
        counts=tuple(counts[kind] for kind in StatusKind),
    )


def title(one: Sheet, two: Sheet) -> str:
    """Return what tells one map from the other."""
    parts = [one.treaty.short_name] if one.view.treaty != two.view.treaty else []
    if one.day != two.day or not parts:
        parts.append(day_label(one.day))
    return ", ".join(parts)


def legend_title(sheet: Sheet, second: Beside) -> str:
    """Return the title of the legend of two maps; its counts stand in the order of the titles."""
    titles = [second.main_title, second.title]
    both = " · ".join(reversed(titles) if second.is_before else titles)
    is_one = sheet.view.treaty == second.treaty
    return f"Status under the {sheet.treaty.short_name}: {both}" if is_one else f"Status: {both}"


def in_words(sheet: Sheet) -> list[str]:
    """Return what the second map shows, each class that any state is in with its number."""
    second, found = other(sheet), picture(sheet)
    if second is None or found is None:
        return []
    said = [
        f"{sentence(status_name(kind, second.treaty))}, {counted(count, 'state')}"
        for kind, count in zip(StatusKind, found.counts, strict=True)
        if count and kind is not StatusKind.NOT_ELIGIBLE
    ]
    note = f" {found.note}." if found.note else ""
    return [f"Beside it, {second.treaty.short_name}, {day_label(second.day)}:{note} {'. '.join(said)}."]


def _note(sheet: Sheet) -> str:
    adopted = sheet.treaty.adopted
    return f"The text was adopted on {day_label(adopted)}" if sheet.day < adopted else ""
