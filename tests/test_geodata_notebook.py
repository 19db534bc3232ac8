"""Records in a notebook: what they show is escaped, makes no request and names its documents."""

import re
from dataclasses import replace
from datetime import date
from html import escape, unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.model import Citation
from geodata.notebook import Card, CardRow, CardSource, record_card
from geodata.treaties import status_words
from geodata.wording import capitalized
from tests.builders import act, claim, source
from tests.shipped_views import DAYS, dataset

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"])) | st.sampled_from(
    ["<script>alert(1)</script>", '" onload="alert(1)', "' & <b>", "</div><img src=x>"]
)
ADDRESSES = TEXTS | TEXTS.map("https://example.org/{}".format) | st.just("javascript:alert(1)")
PLACES = st.builds(CardSource, TEXTS, ADDRESSES)
ROWS = st.builds(CardRow, TEXTS, TEXTS, st.lists(PLACES, max_size=2).map(tuple))
CARDS = st.builds(
    Card,
    TEXTS,
    TEXTS,
    st.lists(ROWS, max_size=3).map(tuple),
    st.lists(PLACES, min_size=1, max_size=3).map(tuple),
    TEXTS,
)


class _Read(HTMLParser):
    """The elements of a page, the attributes they have and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


@given(CARDS)
def test_every_text_of_a_card_is_escaped_and_only_addresses_of_the_web_are_links(card: Card) -> None:
    page = _Read(card._repr_html_())
    assert set(page.tags) <= {"div", "b", "i", "a"}
    assert {name for name, _ in page.attributes} <= {"style", "href", "target", "rel"}
    assert all(value.startswith(("https://", "http://")) for name, value in page.attributes if name == "href")
    texts = [card.title, card.lead, card.hint, *(place.text for place in card.all_sources)]
    texts += [text for row in card.rows for text in (row.name, row.text)]
    assert all(text in page.text for text in texts)


@given(st.sampled_from(sorted(dataset().claim_by_id)))
def test_every_figure_of_a_claim_carries_its_documents(claim_id: str) -> None:
    data, record = dataset(), dataset().claim(claim_id)
    alone, full = record_card(record), data.card(record)
    assert len(full.all_sources) == len(alone.all_sources) == len(set(record.citations))
    for citation in record.citations:
        known = data.sources[citation.source_id]
        assert escape(f"{citation.source_id}: {citation.locator}") in record._repr_html_()
        assert escape(known.title) in full._repr_html_()
        assert citation.locator in unescape(full._repr_html_())
        assert not known.url.startswith("http") or f'href="{escape(known.url)}"' in full._repr_html_()


@given(st.sampled_from(sorted(dataset().states)), st.sampled_from(sorted(dataset().treaties)), st.sampled_from(DAYS))
def test_every_row_of_a_status_carries_its_documents(area: str, treaty: str, day: date) -> None:
    data, status = dataset(), dataset().status(area, treaty, day)
    card = data.status_card(area, treaty, day)
    assert all(row.sources for row in card.rows if re.search(r"\d", row.text))
    assert len([row for row in card.rows if row.name not in {"Since", "Reason", "Rules"}]) == len(status.actions)
    assert card.title == capitalized(status_words(status, data.treaty(treaty)))
    assert all(c.source_id in status._repr_html_() for each in status.actions for c in each.citations)


def test_a_card_with_a_figure_and_no_document_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="needs a source"):
        Card("12 km²", "")
    assert Card("Not signed", "").all_sources == ()


def test_every_fact_and_document_shows_itself() -> None:
    data = dataset()
    facts = [data.treaty("apmbc"), *data.policies, *data.events, *data.oblasts, *data.votes["USA"]]
    for fact in facts:
        assert escape(fact.citations[0].source_id) in fact._repr_html_()
        assert data.sources[fact.citations[0].source_id].title in repr(data.card(fact))
    assert 'href="https://treaties.un.org/"' in source()._repr_html_()


def test_a_claim_says_who_claimed_what_and_what_it_means() -> None:
    sentence = "Government of A claimed a figure of 12.5 km² for AAA on 26 November 2024: mined area."
    record = claim(value=12.5)
    assert all(
        text in record._repr_html_() for text in ("<b>12.5 km²</b>", sentence, "Area with mines.", "un-page: table")
    )
    two = replace(
        record, citations=(*record.citations, Citation("un-page", "note 3")), disputed_by="b-2024-01-01; Critics"
    )
    assert repr(record_card(two)).splitlines()[-3:-1] == ["  [1] un-page: table of parties", "  [2] un-page: note 3"]
    assert "Disputed by: b-2024-01-01; Critics" in repr(record_card(two))
    assert "accession" in act("accession", "2005-03-01")._repr_html_()


def test_a_dataset_shows_what_it_holds_in_short() -> None:
    data = dataset()
    assert data.release in data._repr_html_()
    assert len(repr(data)) < 2000
    for count in (len(data.treaties), len(data.claim_by_id), len(data.sources)):
        assert f"{count:,} " in repr(data)
    assert "documents last read on " in repr(data)
