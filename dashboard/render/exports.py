"""Files of a view: which kinds there are, what each one can be asked for, and how it is made.

`write` is a pure function: equal specifications and options give equal bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from dashboard.maps.spec import MapSpec
from dashboard.maps.spec_json import spec_json

# Part of every tag: raise it when the same specification is to give other bytes.
FORM = "1"
LEAST_WIDTH, WIDTH, MOST_WIDTH = 400, 1600, 4000  # pixels of a picture
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader may choose of a file.

    `base` is the public address of the atlas, which links inside the file begin with; `width` is in pixels and counts
    for pictures made of pixels alone.
    """

    base: str
    width: int = WIDTH
    theme: str = "light"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its media type, what readers call it, what it is good for, and which options change it."""

    ending: str
    media_type: str
    label: str
    purpose: str
    make: Callable[[MapSpec, Options], bytes]
    options: frozenset[str] = frozenset({"theme"})
    is_active: bool = False  # a browser runs what is in it


def write(ending: str, spec: MapSpec, options: Options) -> bytes:
    """Return the file of a specification.

    Raises
    ------
    KeyError
        When `ending` is not in KINDS.
    """
    return KINDS[ending].make(spec, options)


def tag(ending: str, spec: MapSpec, options: Options) -> str:
    """Return what stands for the bytes of a file before they are made: equal tags, equal bytes."""
    counted = {"base": options.base} | {
        key: value for key, value in asdict(options).items() if key in KINDS[ending].options
    }
    text = json.dumps([FORM, ending, counted], sort_keys=True) + spec_json(spec)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _json(spec: MapSpec, _options: Options) -> bytes:
    return spec_json(spec).encode()


KINDS: Mapping[str, Kind] = {
    kind.ending: kind
    for kind in (
        Kind("json", "application/json", "JSON", "all that the map shows, for programs", _json, options=frozenset()),
    )
}
