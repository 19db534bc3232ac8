"""What a viewer without a browser reads of the map: which classes its filter knows."""

from __future__ import annotations

import json


def filter_classes(arguments: str) -> list[str]:
    """Return the ids of the classes that the legend in the map's frame filters by."""
    sent = json.loads(arguments)["feature_group"].partition("window.__atlas.set(")[2].rpartition(");")[0]
    message = json.loads(sent)
    legends = [legend for legend in message["legends"] if legend[4] == "keep"]
    return [message["classes"][number][7] for legend in legends for number, *_ in legend[3]]
