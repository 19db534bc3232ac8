"""What a reader needs to cite a view and each of its sources; how a citation is written is in render/citations.py."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal, TypeAlias

from dashboard.maps.spec import MapSpec
from geodata import DateSpan, day_label
from geodata.model import Source
from geodata.sources import address_words
from geodata.wording import sentence

ATLAS = "Mine Ban Atlas"
Work: TypeAlias = Literal["map", "dataset"]  # the picture, or the table behind it
_RELEASED = re.compile(r"(\d{4})\.(\d{2})\.(\d{2})-")


@dataclass(frozen=True, slots=True)
class Reference:
    """A work as a list of references names it; empty text means that there is none.

    `kind` is a type of CSL 1.0.2, such as map, report or webpage; `authors` are names as printed, which no rule takes
    apart; `note` is what a reader should know beside it.
    """

    reference_id: str
    kind: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    issued: DateSpan | None
    accessed: date | None
    url: str
    version: str = ""
    language: str = ""
    note: str = ""


def view_reference(spec: MapSpec, *, url: str, accessed: date, work: Work = "map") -> Reference:
    """Return a view as a work of the atlas: issued on the day of its data release, which is its version.

    Parameters
    ----------
    url
        The absolute address of the view; a frozen one (`dashboard.maps.frozen`) keeps showing what was cited.
    accessed
        The day on which the reader saw it.
    """
    day = day_label(spec.day)
    title = spec.headline.text if day in spec.headline.text else f"{spec.headline.text} ({day})"
    noun = "Map" if work == "map" else "Table"
    return Reference(
        # Two views of one day and place may stand in one list, so the address has its part in the name.
        reference_id=f"mine-ban-atlas-{spec.treaty}-{spec.day.isoformat()}-{sha256(url.encode()).hexdigest()[:6]}",
        kind=work,
        title=title,
        authors=(ATLAS,),
        publisher=ATLAS,
        issued=_released(spec.release),
        accessed=accessed,
        url=url,
        version=spec.release,
        language="en",
        note=f"{noun} of {day}. Counts are computed by the atlas from the sources it names.",
    )


def source_references(spec: MapSpec, sources: Mapping[str, Source]) -> tuple[Reference, ...]:
    """Return the sources of a view in the order of their numbers.

    Parameters
    ----------
    sources
        The documents by their ids, of the dataset that the specification was composed of.
    """
    return tuple(_of_source(sources[note.source_id], note.locator) for note in spec.sources)


def _of_source(source: Source, locator: str) -> Reference:
    parts = [f"Cited: {locator}" if locator else "", f"Relays: {source.relays_source}" if source.relays_source else ""]
    parts += [sentence(address_words(source))]
    return Reference(
        reference_id=source.source_id,
        kind=source.csl_type,
        title=source.title,
        authors=tuple(name.strip() for name in source.author.split(";") if name.strip()),
        publisher=source.publisher,
        issued=source.published,
        accessed=source.accessed_on,
        url=source.url,
        language=source.language,
        note=". ".join(filter(None, parts)),
    )


def _released(release: str) -> DateSpan | None:
    """The day that the name of a release begins with, if it begins with one."""
    found = _RELEASED.match(release)
    try:
        return DateSpan.on(date(*map(int, found.groups()))) if found else None
    except ValueError:
        return None
