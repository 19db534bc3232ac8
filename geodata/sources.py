"""Documents: their standing, the order and text of citations, and marks on facts.

The order of standing is: the depositary; governments and the United Nations; monitors, non-governmental organizations
and bodies such as the support units of the conventions; academic work; media; relays. A relay passes on what another
document states (`relays_source`), the depositary included, or has a publisher of none of these kinds (role `other`). Of
equal standing, the order of the row of the tables is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
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
# Acts that are not notified to the depositary: decisions inside a state, requests of one party to another.
_NOT_DEPOSITED = frozenset({ActionKind.DOMESTIC_DECISION, ActionKind.COMPLIANCE_REQUEST})
# Acts whose day is known beforehand, so that a document of the depositary may be older than they are.
_ANNOUNCED = frozenset({ActionKind.ENTRY_INTO_FORCE, ActionKind.WITHDRAWAL_EFFECTIVE})


class CitationStyle(StrEnum):
    """Length of the text of a citation (`citation_text`)."""

    SHORT = "short"
    FULL = "full"


def source_of(sources: Mapping[str, Source], source_id: str) -> Source:
    """Return a source by its id.

    Raises
    ------
    UnknownKeyError
        When no source has the id; it offers the nearest ids.
    """
    try:
        return sources[source_id]
    except KeyError:
        raise UnknownKeyError("source", source_id, sources) from None


def standing_of(source: Source) -> Standing:
    """Return the standing of a document; one with `relays_source` is a relay whatever its publisher."""
    return Standing.RELAY if source.relays_source else _STANDINGS[source.publisher_role]


def standing_text(source: Source) -> str:
    """Return the standing of a document in words; that of a relay names what it relays."""
    if source.relays_source:
        return f"Relay of {source.relays_source}"
    standing = standing_of(source)
    return "Other publisher" if standing is Standing.RELAY else STANDING_LABELS[standing]


def citations_by_standing(citations: Iterable[Citation], sources: Mapping[str, Source]) -> tuple[Citation, ...]:
    """Return citations with `standing` and `as_of` of their documents filled in, the strongest first.

    Citations of equal standing keep their order; those of unknown documents come last.
    """
    completed = [_with_standing(citation, sources.get(citation.source_id)) for citation in citations]
    return tuple(sorted(completed, key=lambda citation: citation.standing or Standing.RELAY + 1))


def _with_standing(citation: Citation, source: Source | None) -> Citation:
    if source is None or citation.standing is not None:
        return citation
    as_of = source.published.latest if source.published else source.accessed_on
    return replace(citation, standing=standing_of(source), as_of=as_of)


def mark_of(fact: Fact) -> Mark | None:
    """Return the mark of a fact that rests on weak documents alone, or None.

    An act notified to the depositary is unconfirmed unless it cites a document of the depositary that is as of the last
    possible day of the act or later; for a day announced beforehand, any such document will do. Any other fact is
    relayed when all its documents are relays. A fact with a citation of unknown standing has no mark.
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
    """Return the text of a fact, followed by its mark in brackets where it has one."""
    mark = mark_of(fact)
    return f"{text} ({mark.value})" if mark else text


def citation_text(source: Source, locator: str = "", style: CitationStyle = CitationStyle.FULL) -> str:
    """Return the text of a citation.

    The short style has publisher and date, for panels. The full style, for bibliographies, has author, title,
    publisher, date and locator. A title that is a description of ours is in square brackets and has no quotation marks.
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
    """Return a warning about the URL of a document; empty for the publisher's own."""
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
