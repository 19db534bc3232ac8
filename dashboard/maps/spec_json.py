"""A specification as JSON: every field of it under its own name, nothing left out, so that equal maps give equal text.

It is what readers download for a machine to read, and what the content id of a frozen link is the hash of.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TypeAlias

from dashboard.maps.spec import MapSpec
from geodata import Freshness

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
FORMAT = "mine-ban-atlas-map-1"  # another number when a field changes its name or its meaning


def spec_json(spec: MapSpec, *, freshness: Freshness | None = None) -> str:
    """Return a specification as JSON text that ends with a line break.

    `format` comes first, then the fields of `MapSpec` in their order; days are ISO 8601, positions longitude and
    latitude in degrees, colours #RRGGBB, a value that there is not is null.

    Parameters
    ----------
    freshness
        For a file: adds `freshness` at the end, an object with the day on which the file was made, the age of the
        depositary reading in days, whether that is fresh, amber or red, and a sentence. Never part of a content id.
    """
    found = {"format": FORMAT} | {field.name: as_json(getattr(spec, field.name)) for field in fields(spec)}
    if freshness is not None:
        found["freshness"] = {
            "made_on": freshness.on.isoformat(),
            "age_days": freshness.days,
            "age": freshness.age.value,
            "sentence": freshness.kept,
        }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def as_json(value: object) -> Json:
    """Return a part of a specification as what JSON can hold; a record becomes an object with all its fields.

    Raises
    ------
    TypeError
        When a value is of a kind that no field of a specification has.
    """
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [as_json(item) for item in value]
    if is_dataclass(value):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"a {type(value).__name__} has no form in the JSON of a specification")
