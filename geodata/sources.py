"""Documents and how they are cited: text in several styles, numbering, de-duplication."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from geodata.errors import UnknownKeyError
from geodata.records import Citation, Source


class CitationStyle(StrEnum):
    """How the text of a source is written out."""

    SHORT = "short"
    FULL = "full"


def source_of(sources: Mapping[str, Source], source_id: str) -> Source:
    """Return a source by its id; an unknown id names the nearest known ones."""
    try:
        return sources[source_id]
    except KeyError:
        raise UnknownKeyError("source", source_id, sources) from None


def citation_text(source: Source, locator: str = "", style: CitationStyle = CitationStyle.FULL) -> str:
    """Return the text of a citation: publisher, title, date and the place in the document.

    The short style is publisher and date, as a panel shows it; the full style is what a bibliography prints.
    """
    when = source.published.label if source.published else "undated"
    if style is CitationStyle.SHORT:
        return f"{source.publisher}, {when}"
    who = f"{source.author}. " if source.author else ""
    relay = f" (relaying {source.relays_source})" if source.relays_source else ""
    place = f", {locator}" if locator else ""
    return f"{who}“{source.title}”. {source.publisher}{relay}, {when}{place}."


@dataclass(slots=True)
class Numbering:
    """Hands out the numbers of sources in the order in which they are first cited; the same source keeps its number."""

    sources: Mapping[str, Source]
    _numbers: dict[str, int] = field(default_factory=dict)
    _locators: dict[str, list[str]] = field(default_factory=dict)

    def cite(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """Return the numbers of these citations, ascending, giving new numbers to sources not cited before."""
        numbers = set()
        for citation in citations:
            source_of(self.sources, citation.source_id)
            number = self._numbers.setdefault(citation.source_id, len(self._numbers) + 1)
            places = self._locators.setdefault(citation.source_id, [])
            if citation.locator and citation.locator not in places:
                places.append(citation.locator)
            numbers.add(number)
        return tuple(sorted(numbers))

    def items(self) -> tuple[tuple[int, Source, tuple[str, ...]], ...]:
        """Return (number, source, places cited) in the order of the numbers."""
        return tuple((n, self.sources[key], tuple(self._locators[key])) for key, n in self._numbers.items())
