"""How documents are cited, in which order, and which facts have a mark."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import UnknownKeyError
from geodata.model import ActionKind, AddressState, Citation, Mark, PublisherRole, Standing, TreatyAction
from geodata.sources import (
    CitationStyle,
    address_note,
    citation_text,
    citations_by_standing,
    mark_of,
    source_of,
    standing_of,
    standing_text,
    with_mark,
)
from tests.builders import act, claim, source

SOURCES = {key: source(key) for key in ("un-page", "seed-001", "act-1996")}
OF_ALL_KINDS = {
    f"{role.value}{'-relay' if relays else ''}": source(
        f"{role.value}{'-relay' if relays else ''}", role=role, relays=relays
    )
    for role in PublisherRole
    for relays in ("", "A wire")
}


@pytest.mark.parametrize(
    ("given_source", "locator", "expected"),
    [
        (source(), "row 3", "“Status of the Convention”. United Nations, 3 February 2026, row 3."),
        (source(published=""), "", "“Status of the Convention”. United Nations, undated."),
        (
            source(author="N. Kempster", published="1997-09", relays="AFP"),
            "",
            "N. Kempster. “Status of the Convention”. United Nations (relaying AFP), September 1997.",
        ),
        (source(via="DocsLib"), "", "“Status of the Convention”. United Nations, via DocsLib, 3 February 2026."),
        (
            replace(source(), title="[Table of parties]"),
            "row 3",
            "[Table of parties]. United Nations, 3 February 2026, row 3.",
        ),
    ],
)
def test_a_full_citation_says_who_what_when_and_where(given_source: object, locator: str, expected: str) -> None:
    assert isinstance(given_source, type(source()))
    assert citation_text(given_source, locator) == expected


def test_a_short_citation_is_publisher_and_date() -> None:
    assert citation_text(source(), "row 3", CitationStyle.SHORT) == "United Nations, 3 February 2026"


def test_an_unknown_source_names_the_nearest() -> None:
    with pytest.raises(UnknownKeyError, match=r"^unknown source 'un-pag'; did you mean 'un-page'\?$"):
        source_of(SOURCES, "un-pag")


def test_the_order_of_standing_is_depositary_official_monitors_academic_media_relay() -> None:
    source_ids = [one.source_id for one in sorted(OF_ALL_KINDS.values(), key=standing_of)]
    assert source_ids[:7] == ["depositary", "government", "un", "international", "ngo", "academic", "media"]
    assert set(source_ids[7:]) == {key for key in OF_ALL_KINDS if "relay" in key} | {"other"}


def test_a_relay_of_the_depositary_is_a_relay() -> None:
    relay = source(relays="United Nations Treaty Collection")
    assert standing_of(relay) is Standing.RELAY
    assert standing_text(relay) == "Relay of United Nations Treaty Collection"
    assert standing_text(source()) == "Depositary"
    assert standing_text(source(role=PublisherRole.OTHER)) == "Other publisher"


@given(st.lists(st.sampled_from(sorted(OF_ALL_KINDS)), max_size=8, unique=True))
def test_the_citations_of_a_row_are_ordered_by_standing_and_otherwise_as_listed(keys: list[str]) -> None:
    citations = citations_by_standing([Citation(key, "page 1") for key in keys], OF_ALL_KINDS)
    for one, other in pairwise(citations):
        assert one.standing is not None
        assert other.standing is not None
        assert (one.standing, keys.index(one.source_id)) < (other.standing, keys.index(other.source_id))
    assert sorted(citation.source_id for citation in citations) == sorted(keys)


def cited(*keys: str) -> tuple[Citation, ...]:
    return citations_by_standing([Citation(key, "page 1") for key in keys], OF_ALL_KINDS)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("media-relay",), Mark.RELAYED),
        (("other", "un-relay"), Mark.RELAYED),
        (("media-relay", "media"), None),
        (("government",), None),
    ],
)
def test_a_claim_that_rests_on_relays_alone_is_marked(keys: tuple[str, ...], expected: Mark | None) -> None:
    changed = replace(claim(), citations=cited(*keys))
    assert mark_of(changed) is expected
    assert with_mark(changed, "12 km²") == ("12 km² (relayed)" if expected else "12 km²")


def acted(kind: ActionKind, when: str, *keys: str) -> TreatyAction:
    return replace(act(kind, when), citations=cited(*keys))


@pytest.mark.parametrize(
    ("kind", "when", "keys", "expected"),
    [
        (ActionKind.ACCESSION, "2025-06-25", ("depositary",), None),
        (ActionKind.ACCESSION, "2025-06-25", ("government", "ngo", "media"), Mark.UNCONFIRMED),
        (ActionKind.ACCESSION, "2025-06-25", ("depositary-relay",), Mark.UNCONFIRMED),
        # The page is of 3 February 2026 and cannot know of what came later, unless it was announced.
        (ActionKind.ACCESSION, "2026-02-03/2026-11-21", ("depositary",), Mark.UNCONFIRMED),
        (ActionKind.WITHDRAWAL_EFFECTIVE, "2026-02-20", ("depositary",), None),
        (ActionKind.ENTRY_INTO_FORCE, "2026-03-01", ("depositary",), None),
        # No depositary receives these.
        (ActionKind.DOMESTIC_DECISION, "2025-06-29", ("media",), None),
        (ActionKind.DOMESTIC_DECISION, "2025-06-29", ("media-relay",), Mark.RELAYED),
    ],
)
def test_an_act_is_confirmed_by_a_document_of_the_depositary_that_can_know_of_it(
    kind: ActionKind, when: str, keys: tuple[str, ...], expected: Mark | None
) -> None:
    assert mark_of(acted(kind, when, *keys)) is expected


def test_nothing_is_marked_while_the_standing_of_a_document_is_not_known() -> None:
    assert mark_of(replace(claim(), citations=(Citation("somewhere", "page 1"),))) is None


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (None, ""),
        (AddressState.MIRROR, "the address is of a copy at DocsLib"),
        (AddressState.STAGING, "the address is of a development copy of the publisher's site"),
        (AddressState.DEAD, "the address is of a service that has closed"),
        (AddressState.NONE, "no address is known"),
    ],
)
def test_a_reader_is_told_what_an_address_is(state: AddressState | None, expected: str) -> None:
    assert address_note(source(via="DocsLib", state=state)) == expected
