"""A specification as JSON: every field of it under its own name, nothing left out, so that equal maps give equal text.

It is what readers download for a machine to read, and what the content id of a frozen link is the hash of.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TypeAlias

from dashboard.maps.spec import MapSpec

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
FORMAT = "mine-ban-atlas-map-1"  # another number when a field changes its name or its meaning


def spec_json(spec: MapSpec) -> str:
    """Return a specification as JSON text that ends with a line break.

    `format` comes first, then the fields of `MapSpec` in their order; days are ISO 8601, positions longitude and
    latitude in degrees, colours #RRGGBB, a value that there is not is null.
    """
    found = {"format": FORMAT} | {field.name: as_json(getattr(spec, field.name)) for field in fields(spec)}
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
