"""The number of each source, such as [1]: in which order sources get one, and how it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from geodata.model import Citation, Source, Standing
from geodata.sources import source_of, standing_of


@dataclass(slots=True)
class Numbering:
    """Numbers sources in the order in which they are first cited; a source keeps its number.

    Citations of one call are numbered, and their numbers returned, in the order of standing.
    """

    sources: Mapping[str, Source]
    _numbers: dict[str, int] = field(default_factory=dict)
    _locators: dict[str, list[str]] = field(default_factory=dict)

    def cite(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """Return the numbers of citations, ordered by standing, then by number; new sources get new numbers."""
        strongest = sorted(citations, key=lambda citation: standing_of(source_of(self.sources, citation.source_id)))
        standing_by_number: dict[int, Standing] = {}
        for citation in strongest:
            number = self._numbers.setdefault(citation.source_id, len(self._numbers) + 1)
            places = self._locators.setdefault(citation.source_id, [])
            if citation.locator and citation.locator not in places:
                places.append(citation.locator)
            standing_by_number[number] = standing_of(self.sources[citation.source_id])
        return tuple(sorted(standing_by_number, key=lambda number: (standing_by_number[number], number)))

    def copy(self) -> Numbering:
        """Return a numbering that goes on from here by itself."""
        places = {source_id: list(items) for source_id, items in self._locators.items()}
        return Numbering(self.sources, dict(self._numbers), places)

    def items(self) -> tuple[tuple[int, Source, tuple[str, ...]], ...]:
        """Return (number, source, locators cited) in the order of the numbers."""
        return tuple((n, self.sources[key], tuple(self._locators[key])) for key, n in self._numbers.items())


def source_numbers(numbers: Iterable[int]) -> str:
    """Return source numbers as they are printed in a text.

    Examples
    --------
    >>> source_numbers((1, 3))
    '[1,3]'
    """
    return f"[{','.join(map(str, numbers))}]"
