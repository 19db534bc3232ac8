"""Documents: how strong each is and in what order they are cited, how they are written out, numbered and marked.

The order of standing is: the depositary; governments and the United Nations; monitors, non-governmental organizations
and bodies such as the support units of the conventions; academic work; media; relays. A relay passes on what another
document says (`relays_source`), or is published by somebody of none of these kinds (role `other`); a relay of the
depositary is a relay. Of equal standing, what a row of the tables lists first comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from geodata.errors import UnknownKeyError
from geodata.model import ActionKind, AddressState, Citation, Fact, Mark, PublisherRole, Source, Standing, TreatyAction

STANDING_LABELS = {
    Standing.DEPOSITARY: "Depositary",
    Standing.OFFICIAL: "Government or United Nations",
    Standing.MONITOR: "Monitor, NGO or international body",
    Standing.ACADEMIC: "Academic",
    Standing.MEDIA: "Media",
    Standing.RELAY: "Relay or other publisher",
}
_STANDINGS = {
    PublisherRole.DEPOSITARY: Standing.DEPOSITARY,
    PublisherRole.GOVERNMENT: Standing.OFFICIAL,
    PublisherRole.UN: Standing.OFFICIAL,
    PublisherRole.INTERNATIONAL: Standing.MONITOR,
    PublisherRole.NGO: Standing.MONITOR,
    PublisherRole.ACADEMIC: Standing.ACADEMIC,
    PublisherRole.MEDIA: Standing.MEDIA,
    PublisherRole.OTHER: Standing.RELAY,
}
# Acts that no depositary receives: what happens inside a state, and what one party asks of another.
_NOT_DEPOSITED = frozenset({ActionKind.DOMESTIC_DECISION, ActionKind.COMPLIANCE_REQUEST})
# Acts whose day the depositary knows beforehand, so that its document may be older than they are.
_ANNOUNCED = frozenset({ActionKind.ENTRY_INTO_FORCE, ActionKind.WITHDRAWAL_EFFECTIVE})


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


def standing_of(source: Source) -> Standing:
    """Return how strong a document is: a relay is one whoever published it."""
    return Standing.RELAY if source.relays_source else _STANDINGS[source.publisher_role]


def standing_text(source: Source) -> str:
    """Return how strong a document is in words; of a relay, what it passes on."""
    if source.relays_source:
        return f"Relay of {source.relays_source}"
    found = standing_of(source)
    return "Other publisher" if found is Standing.RELAY else STANDING_LABELS[found]


def citations_by_standing(citations: Iterable[Citation], sources: Mapping[str, Source]) -> tuple[Citation, ...]:
    """Return citations with the standing and the last day of their documents, the strongest first.

    Of equal standing they keep their order; those of unknown documents come last.
    """
    found = [_filled(citation, sources.get(citation.source_id)) for citation in citations]
    return tuple(sorted(found, key=lambda citation: citation.standing or Standing.RELAY + 1))


def _filled(citation: Citation, source: Source | None) -> Citation:
    if source is None:
        return citation
    as_of = source.published.latest if source.published else source.accessed_on
    return replace(citation, standing=standing_of(source), as_of=as_of)


def mark_of(fact: Fact) -> Mark | None:
    """Return what has to be said of a fact that rests on weak documents alone; None where nothing has.

    An act under a treaty that a depositary receives is confirmed by a document of the depositary of its last possible
    day or later; a day announced beforehand, by any. Every other fact is relayed when each of its documents is a relay.
    """
    standings = [citation.standing for citation in fact.citations]
    if None in standings:
        return None
    if isinstance(fact, TreatyAction) and fact.kind not in _NOT_DEPOSITED:
        return None if any(_confirms(citation, fact) for citation in fact.citations) else Mark.UNCONFIRMED
    return Mark.RELAYED if all(standing is Standing.RELAY for standing in standings) else None


def _confirms(citation: Citation, act: TreatyAction) -> bool:
    if citation.standing is not Standing.DEPOSITARY:
        return False
    return act.kind in _ANNOUNCED or citation.as_of is None or citation.as_of >= act.when.latest


def with_mark(fact: Fact, text: str) -> str:
    """Return the text of a fact with its mark behind it, in brackets."""
    mark = mark_of(fact)
    return f"{text} ({mark.value})" if mark else text


def citation_text(source: Source, locator: str = "", style: CitationStyle = CitationStyle.FULL) -> str:
    """Return the text of a citation: publisher, title, date and the place in the document.

    The short style is publisher and date, as a panel shows it; the full style is what a bibliography prints. A title in
    our words stands in square brackets and not in quotation marks.
    """
    when = source.published.label if source.published else "undated"
    who = f"{source.publisher}, via {source.via}" if source.via else source.publisher
    if style is CitationStyle.SHORT:
        return f"{who}, {when}"
    author = f"{source.author}. " if source.author else ""
    title = f"{source.title}." if source.title.startswith("[") else f"“{source.title}”."
    relay = f" (relaying {source.relays_source})" if source.relays_source else ""
    place = f", {locator}" if locator else ""
    return f"{author}{title} {who}{relay}, {when}{place}."


def address_note(source: Source) -> str:
    """Return what a reader should know of an address before opening it; empty for the publisher's own."""
    match source.address_state:
        case AddressState.MIRROR:
            return f"the address is of a copy at {source.via}"
        case AddressState.STAGING:
            return "the address is of a development copy of the publisher's site"
        case AddressState.DEAD:
            return "the address is of a service that has closed"
        case AddressState.NONE:
            return "no address is known"
        case _:
            return ""


def source_numbers_pattern(number: str = r"\d+") -> str:
    """Return the pattern of numbers of sources in a text, such as [2] and [1,3]; its one group are the numbers.

    Parameters
    ----------
    number
        The pattern of one number.
    """
    return rf"\[({number}(?:, ?{number})*)\]"


SOURCE_NUMBERS = re.compile(source_numbers_pattern())
NUMBERS_AT_END = re.compile(f"{source_numbers_pattern()}$")


def source_numbers(numbers: Iterable[int]) -> str:
    """Return numbers of sources as they stand in a text.

    Examples
    --------
    >>> source_numbers((1, 3))
    '[1,3]'
    """
    return f"[{','.join(map(str, numbers))}]"


def numbers_in_match(found: re.Match[str]) -> tuple[int, ...]:
    """Return the numbers that a match of one of the patterns holds."""
    return tuple(int(number) for number in found[1].split(","))


def numbers_at_end(text: str) -> tuple[int, ...]:
    """Return the numbers of sources that a sentence ends with.

    Examples
    --------
    >>> numbers_at_end("State party since 1 March 1999 [2,5]")
    (2, 5)
    """
    found = NUMBERS_AT_END.search(text)
    return numbers_in_match(found) if found else ()


@dataclass(slots=True)
class Numbering:
    """Hands out the numbers of sources as they are first cited; the same source keeps its number.

    What is cited at once gets its numbers, and has them printed, in order of standing: the strongest document first.
    """

    sources: Mapping[str, Source]
    _numbers: dict[str, int] = field(default_factory=dict)
    _locators: dict[str, list[str]] = field(default_factory=dict)

    def cite(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """Return the numbers of these citations by standing, then ascending; sources not cited before get new ones."""
        strongest = sorted(citations, key=lambda citation: standing_of(source_of(self.sources, citation.source_id)))
        found: dict[int, Standing] = {}
        for citation in strongest:
            number = self._numbers.setdefault(citation.source_id, len(self._numbers) + 1)
            places = self._locators.setdefault(citation.source_id, [])
            if citation.locator and citation.locator not in places:
                places.append(citation.locator)
            found[number] = standing_of(self.sources[citation.source_id])
        return tuple(sorted(found, key=lambda number: (found[number], number)))

    def items(self) -> tuple[tuple[int, Source, tuple[str, ...]], ...]:
        """Return (number, source, places cited) in the order of the numbers."""
        return tuple((n, self.sources[key], tuple(self._locators[key])) for key, n in self._numbers.items())
