"""What a viewer without a browser reads of the map: the message of its frame, and which classes its filter knows."""

from __future__ import annotations

import json
import re
from typing import Any

_STRING = re.compile(r"'((?:[^'\\]|\\.)*)'")


def message_in(script: str) -> dict[str, Any]:
    """Return the message that a script hands to the map; its strings stand in single quotes."""
    literal = script.partition("window.__atlas.set(")[2].partition(");\n")[0].removesuffix(");")
    quoted = _STRING.sub(lambda match: '"' + match[1].replace("\\'", "'").replace('"', '\\"') + '"', literal)
    message: dict[str, Any] = json.loads(quoted)
    return message


def filter_classes(arguments: str) -> list[str]:
    """Return the ids of the classes that the legend in the map's frame filters by."""
    message = message_in(json.loads(arguments)["feature_group"])
    legends = [legend for legend in message["legends"] if legend[4] == "keep"]
    return [message["classes"][number][7] for legend in legends for number, *_ in legend[3]]
