"""The specifications of the typical views, kept as JSON; `python -m tests.golden_specs` writes them anew.

They are written for reading and comparing: every area, line, class and source is one string, what is empty is left out,
and what changes with any table (the release), is said by others (the view: link and day) or is tested elsewhere (the
cells of the rows) is not kept.
"""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from dashboard.maps.spec import AreaFeature, LegendClass, Line, MapSpec, Mark, Paint, Shape, SourceNote, Symbol
from dashboard.maps.view import Other, View
from geodata import ClaimClass, StatusKind
from tests.shipped_views import TODAY, shown

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json]"
GOLDEN = Path(__file__).parent / "golden"
_STATUS, _FOOTPRINT, _POLICY, _BORDERS = "status", "footprint", "policy", "borders"
_CLAIMS, _OUTSIDE = "contamination", (StatusKind.SIGNED, StatusKind.LEFT, StatusKind.NOT_SIGNED)


def _ukraine(day: date) -> View:
    return View(day=day, layers=(_STATUS, _FOOTPRINT, _BORDERS), extent="UKR", country="UKR")


def _korea(day: date) -> View:
    return View(day=day, layers=(_POLICY, _BORDERS), extent="korea")


VIEWS = {
    "world-2026-11-21": View(day=TODAY),
    "world-1997-12-03": View(day=date(1997, 12, 3)),
    "europe-2026-03-01": View(day=date(2026, 3, 1), regions=("europe",), extent="europe"),
    "ukraine-2023-01-08": _ukraine(date(2023, 1, 8)),
    "ukraine-2026-11-21": _ukraine(TODAY),
    "korea-2014-09-24": _korea(date(2014, 9, 24)),
    "korea-2020-02-01": _korea(date(2020, 2, 1)),
    "korea-2022-06-22": _korea(date(2022, 6, 22)),
    "korea-2026-03-01": _korea(date(2026, 3, 1)),
    "outside-and-contaminated": View(
        day=TODAY, layers=(_STATUS, _CLAIMS, _BORDERS), statuses=_OUTSIDE, claim_least=ClaimClass.NO_FIGURE
    ),
    "cluster-munitions-2026-03-01": View(day=date(2026, 3, 1), treaty="ccm"),
    "contamination-2026-11-21": View(day=TODAY, layers=(_CLAIMS, _BORDERS)),
    "two-treaties-2014-and-2026": View(day=TODAY, beside=Other(treaty="ccm", day=date(2014, 1, 1))),
    "changes-2020-to-2026": View(day=TODAY, since=date(2020, 1, 1)),
}


def golden_of(name: str) -> Json:
    """What is kept of a view."""
    document: Json = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    return document


def compacted(spec: MapSpec) -> Json:
    """A specification as JSON, in the order of its fields."""
    content = _compact(spec)
    assert isinstance(content, dict)
    content["rows"] = " ".join(row.area for row in spec.rows)
    return {key: value for key, value in content.items() if key not in ("release", "view")}


def first_difference(old: Json, new: Json, path: str = "") -> str:
    """The first place where two specifications differ, with what stood there and what stands there now; empty: none."""
    if isinstance(old, dict) and isinstance(new, dict):
        keys = [*old, *(key for key in new if key not in old)]
        pairs = [(f"{path}.{key}".lstrip("."), old.get(key, "nothing"), new.get(key, "nothing")) for key in keys]
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        pairs = [(f"{path}[{place}]", before, now) for place, (before, now) in enumerate(zip(old, new, strict=True))]
    elif isinstance(old, list) and isinstance(new, list):
        place = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        ends = [str(item[place]) if place < len(item) else "nothing" for item in (old, new)]
        return f"{path}[{place}], of {len(old)} entries then and {len(new)} now: was {ends[0]}, is {ends[1]}"
    else:
        return "" if old == new else f"{path}: was {old}, is {new}"
    return next(filter(None, (first_difference(before, now, place) for place, before, now in pairs)), "")


def _compact(value: object) -> Json:
    text = _as_text(value)
    if text:
        return text
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, tuple):
        return [_compact(item) for item in value]
    if is_dataclass(value):
        pairs = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: _compact(pair) for name, pair in pairs.items() if pair not in ("", (), None, False)}
    return str(value)


def _as_text(value: object) -> str:
    """The one string that stands for an entry of a long list, or nothing."""
    match value:
        case AreaFeature():
            marks = [value.area, value.class_id, *(["muted"] if value.is_muted else [])]
            return _joined([":".join(marks), value.sentence.printed])
        case LegendClass():
            return _joined([value.class_id, value.label, str(value.count), "" if value.is_selected else "not selected"])
        case Symbol():
            place = f"{value.lon} {value.lat} r{value.radius}"
            return _joined([value.symbol_id, value.layer, value.area, place, value.class_id, value.sentence.printed])
        case Shape():
            # Two decimals are a kilometre: a circle of another size shows, the last digit of a projection does not.
            ring = " ".join(f"{lon:.2f},{lat:.2f}" for lon, lat in value.ring)
            return _joined([value.shape_id, value.layer, value.class_id, value.sentence.printed, ring])
        case Line():
            numbers = f"[{','.join(map(str, value.sources))}]" if value.sources else ""
            computed = "computed" if value.is_computed else ""
            return _joined([value.figure, value.text, numbers, computed, value.swatch, value.detail])
        case Mark():
            return _joined([value.when.isoformat(), f"{value.value:g}", value.label, "lead" if value.is_lead else ""])
        case SourceNote():
            return _joined([str(value.number), value.source_id, value.locator])
        case Paint():
            return f"{value.light} {value.dark}"
        case _:
            return ""


def _joined(parts: list[str]) -> str:
    return " | ".join(filter(None, parts))


def written() -> Iterator[Path]:
    """Write every specification, and return where; a file that no view stands for is removed."""
    GOLDEN.mkdir(exist_ok=True)
    for path in GOLDEN.glob("*.json"):
        if path.stem not in VIEWS:
            path.unlink()
    for name, view in VIEWS.items():
        path = GOLDEN / f"{name}.json"
        text = json.dumps(compacted(shown(view)), ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")
        yield path


if __name__ == "__main__":
    for done in written():
        print(done.name)
