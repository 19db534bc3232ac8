"""The schema of Vega-Lite: what is wrong with the specification of a layered chart.

Altair's own check makes an object of each part of the specification and takes ten times as long.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft7Validator


@cache
def _layered() -> Draft7Validator:
    schema = json.loads(files("altair.vegalite.v6.schema").joinpath("vega-lite-schema.json").read_text("utf-8"))
    return Draft7Validator({"$ref": "#/definitions/TopLevelLayerSpec", "definitions": schema["definitions"]})


def chart_faults(spec: Mapping[str, Any]) -> list[str]:
    """Return each fault of the specification of a layered chart with its place; none where the schema allows it."""
    return [f"{fault.json_path}: {fault.message[:300]}" for fault in _layered().iter_errors(spec)]
