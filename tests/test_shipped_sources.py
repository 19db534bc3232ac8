"""The documents we ship: each can be told from every other, opened or known not to be, and says what it is."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.maps.compose.compose import compose
from dashboard.maps.compose.country_panel import country_panel
from dashboard.maps.context import ComposeContext
from dashboard.maps.layers import footprint, policy, treaty_status
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.view import TREATIES, View
from geodata.model import ActionKind, AddressState, ComparableGroup, Fact, Mark, Standing, TreatyAction
from geodata.source_numbers import Numbering
from geodata.sources import citation_text, mark_of, standing_of
from geodata.story import facts_by_reference
from geodata.treaties import CONSENT_KINDS, entry_into_force
from tests.properties import examples
from tests.shipped_views import dataset

# How we worked is no note for a reader: what we did to a title, where a copy lay, how many sources a fact had.
WORK_LOG = re.compile(
    r"title (shortened|paraphrased|read)|about 2,000|copy at|mirror (of|page)|aggregator|staging|count check|"
    r"primary source|second source|best source|weak|^used for|not independent|read directly|stored copy|tertiary",
    re.IGNORECASE,
)
# Hosts that carry what others publish, serve developers, or have closed.
NOT_THE_PUBLISHERS = re.compile(
    r"docslib|docstoc|questia|studylib|rssing|cloudfront|chatsports|masress|mil-osi|wn\.com|byteseu|am1\.news|wnyuz|"
    r"lexisnexis|lexaris|globalsecurity|infor\.pl|ofektechnology|ionglobaltrends|asipss|tolerance\.ca|igem\.org|"
    r"parallelparliament|nohib|pronk\.se|staging|^dev\.|^mst\.|^bsppd\.|azcdn|arcpublishing"
)


def test_no_two_documents_are_cited_by_the_same_text() -> None:
    texts = Counter(citation_text(source) for source in dataset().sources.values())
    assert [text for text, count in texts.items() if count > 1] == []


def test_profiles_of_the_monitor_carry_their_year() -> None:
    profile = re.compile(r": (Mine Action|Impact|Mine Ban Policy|Cluster Munition Ban Policy)\b")
    items = [s for s in dataset().sources.values() if "Monitor" in s.publisher and profile.search(s.title)]
    assert len(items) > 90
    assert [s.source_id for s in items if not re.search(r"\b(19|20)\d\d\b|\[undated profile\]", s.title)] == []


def test_a_title_in_our_words_stands_in_brackets_and_says_nothing_of_our_work() -> None:
    titles = {source.source_id: source.title for source in dataset().sources.values()}
    assert [key for key, title in titles.items() if title.count("[") != title.count("]")] == []
    assert [
        key for key, title in titles.items() if re.search(r"paraphrased|shortened|not in the text|\(title", title)
    ] == []
    assert sum(title.startswith("[") for title in titles.values()) > 60


def test_a_note_is_for_the_reader() -> None:
    assert [s.source_id for s in dataset().sources.values() if WORK_LOG.search(s.note)] == []
    repeated = Counter(s.note for s in dataset().sources.values() if s.note)
    assert [note for note, count in repeated.items() if count > 10] == ["Only the opening of the page was read."]


def test_an_address_is_the_publishers_own_or_says_what_it_is() -> None:
    for source in dataset().sources.values():
        host = urlsplit(source.url).hostname or ""
        if NOT_THE_PUBLISHERS.search(host):
            assert source.address_state is not None, source.source_id
        assert (source.address_state is AddressState.NONE) == (not source.url), source.source_id


def test_an_address_names_no_sender_and_is_written_with_https_where_its_host_is_elsewhere() -> None:
    addresses = [source.url for source in dataset().sources.values() if source.url]
    secure = {urlsplit(address).hostname for address in addresses if address.startswith("https://")}
    assert [a for a in addresses if a.startswith("http://") and urlsplit(a).hostname in secure] == []
    assert [a for a in addresses if re.search(r"[?&](gclid|fbclid|utm_\w+)=", a)] == []
    assert [a for a, count in Counter(addresses).items() if count > 1] == []


def test_no_day_of_a_document_lies_after_the_day_it_was_read() -> None:
    for source in dataset().sources.values():
        if source.published and source.accessed_on:
            assert source.published.earliest <= source.accessed_on, source.source_id


def facts() -> Iterator[tuple[str, Fact]]:
    yield from facts_by_reference(dataset()).items()


def test_the_first_document_of_every_fact_is_the_strongest_that_it_has() -> None:
    for reference, fact in facts():
        standings = [standing_of(dataset().sources[c.source_id]) for c in fact.citations]
        assert standings == sorted(standings), reference
        assert [c.standing for c in fact.citations] == standings, reference


def test_a_fact_of_relays_alone_is_marked_and_so_is_an_act_that_no_document_of_the_depositary_confirms() -> None:
    for reference, fact in facts():
        standings = {c.standing for c in fact.citations}
        if standings == {Standing.RELAY}:
            assert mark_of(fact) is not None, reference
        if isinstance(fact, TreatyAction) and Standing.DEPOSITARY not in standings:
            is_inside = fact.kind in (ActionKind.DOMESTIC_DECISION, ActionKind.COMPLIANCE_REQUEST)
            assert is_inside or mark_of(fact) is Mark.UNCONFIRMED, reference


def test_the_acts_that_the_depositary_does_not_confirm_are_these() -> None:
    action_ids = {f.action_id for _, f in facts() if isinstance(f, TreatyAction) and mark_of(f) is Mark.UNCONFIRMED}
    assert action_ids == {
        "apmbc-lbn-accession-2026",
        "apmbc-ssd-entry-into-force-2011-07-09",
        "apmbc-ukr-suspension-notified-2025-07-18",
        "apmbc-che-objection-2025-10-17",
        "apmbc-nzl-objection-2025-11-25",
    }


def test_an_entry_into_force_that_cites_a_deposit_is_the_day_that_article_17_gives() -> None:
    reckoned = 0
    for (treaty_id, area), acts in dataset().actions.items():
        stated = [a for a in acts if a.kind is ActionKind.ENTRY_INTO_FORCE and "deposited" in a.citations[0].locator]
        for act in stated:
            (deposit,) = [a for a in acts if a.kind in CONSENT_KINDS]
            day = deposit.when.earliest
            assert f"deposited {day.day} {day:%B %Y}" in act.citations[0].locator, (treaty_id, area)
            assert act.when.earliest == entry_into_force(dataset().treaty(treaty_id), day), (treaty_id, area)
            reckoned += 1
    assert reckoned == 95


@pytest.mark.parametrize(
    ("area", "day", "figure", "says"),
    [
        ("UKR", date(2026, 11, 21), "Notified a suspension", "(not confirmed by the depositary)"),
        ("LBN", date(2026, 10, 1), "Acceded, by this day or later", "(not confirmed by the depositary)"),
        ("CHE", date(2026, 11, 21), "Objected to another state's suspension", "(not confirmed by the depositary)"),
        ("AUT", date(2026, 11, 21), "Entry into force", "1 March 1999"),
        ("RUS", date(2026, 11, 21), "Use by the state, as recorded", "(relayed)"),
    ],
)
def test_a_mark_stands_beside_the_fact_in_the_panel(area: str, day: date, figure: str, says: str) -> None:
    ctx = ComposeContext(View(day=day, country=area), day, dataset(), Numbering(dataset().sources), LAYERS)
    panel = country_panel(ctx, dataset().state(area))
    lines = [line for section in panel.sections for line in section.lines if line.figure == figure]
    assert any(line.text.endswith(says) for line in lines)


def test_the_reason_of_a_status_says_that_the_depositary_does_not_confirm_it() -> None:
    status = dataset().status("UKR", "apmbc", date(2026, 3, 1))
    assert status.reason.endswith(
        "Not confirmed by a document of the depositary that the atlas has read: suspension notified (18 July 2025)."
    )
    assert dataset().status("AUT", "apmbc", date(2026, 3, 1)).reason == ""


def test_every_output_has_a_note_on_what_is_not_confirmed_and_what_is_relayed() -> None:
    notes = compose(View(day=date(2026, 11, 21)), dataset(), today=date(2026, 11, 21)).notes
    assert any(note.startswith("Not confirmed by a document of the depositary") and "Lebanon" in note for note in notes)


VIEWS = st.builds(
    View,
    treaty=st.sampled_from(sorted(TREATIES)),
    day=st.dates(date(1997, 1, 1), date(2026, 11, 21)),
    since=st.none() | st.just(date(2020, 1, 1)),
    layers=st.lists(st.sampled_from(LAYERS.ids), min_size=1, unique=True).map(tuple),
    claim_group=st.sampled_from(list(ComparableGroup)),
    country=st.none() | st.sampled_from(["UKR", "LBN", "USA", "KOR", "AFG", "SSD"]),
)


def behind_the_headline(view: View) -> list[Standing]:
    """How strong the documents are that the headline can cite, by what it is about."""
    ctx = ComposeContext(view, view.on(date(2026, 11, 21)), dataset(), Numbering(dataset().sources), LAYERS)
    if ctx.since is not None:
        acts = [
            a for s in treaty_status.changed_states_of_any_status(ctx) for a in treaty_status.change_acts(ctx, s.area)
        ]
        cited = [c for a in acts for c in a.citations] or list(ctx.treaty.citations)
    elif ctx.has("footprint") and (claim := footprint.claim(ctx)) is not None:
        cited = list(claim.citations)
    elif ctx.has("status"):
        cited = list(ctx.treaty.citations)
    elif ctx.has("contamination"):
        cited = []
    else:
        cited = [c for period in policy.policy_on_day(ctx).use_periods for c in period.citations]
    return [standing_of(dataset().sources[c.source_id]) for c in cited]


@pytest.mark.slow
@settings(examples(50), derandomize=True)
@given(view=VIEWS)
def test_the_first_footnote_of_every_headline_is_of_the_strongest_kind_available(view: View) -> None:
    spec = compose(view, dataset(), today=date(2026, 11, 21))
    by_number = {note.number: dataset().sources[note.source_id] for note in spec.sources}
    marks = [standing_of(by_number[number]) for number in spec.headline.sources]
    assert marks == sorted(marks)
    if marks:
        assert marks[0] == min(behind_the_headline(view))
    for line in [*spec.panel.lead, *(line for section in spec.panel.sections for line in section.lines)]:
        items = [standing_of(by_number[number]) for number in line.sources]
        assert items == sorted(items), line.figure
