"""The tables we ship: they are in order, and they say what is known of days that anybody can look up."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from geodata.__main__ import main
from geodata.claims import ClaimRule, claims_on, driving_claim, is_drawable
from geodata.dataset import Dataset
from geodata.model import ActionKind, AreaKind, ComparableGroup, Confidence, ExtensionDecision, Vote
from geodata.policies import policy_on
from geodata.story import facts_by_reference
from geodata.treaties import CONSENT_KINDS, StatusKind, TreatyStatus, entry_into_force, timeline
from tests.builders import on

# Stated days of entry into force that are not what the treaty's rule gives, each with the reason why it stands.
NOT_BY_THE_RULE = {
    ("apmbc", "SSD"): "A succession takes effect from independence, 9 July 2011 (UN Office of Legal Affairs)."
}
# Compilations, and pages that do not show where they have things from: none of them makes a second source.
WITHOUT_ORIGIN = {
    "asean-eleven-2026",
    "businessinasean",
    "five-regional-groups",
    "globe-code",
    "hi-story-1999-03-12",
    "historyback-oau",
    "menafn-2025-12-07",
    "simcard-kr",
    "vitallic-priors",
    "wikipedia-african-union-2025",
    "wikipedia-african-union-members",
    "wikipedia-arab-league-2025",
    "wikipedia-arab-league-members",
    "wikipedia-cis-2025",
    "wikipedia-cis-charter",
    "wikipedia-cis-members",
    "wikipedia-eu-2025",
    "wikipedia-nato-2025",
    "wikipedia-oas-2025",
    "wikipedia-oau",
    "wn-north-atlantic-treaty",
    "wpr-african-union",
}
# What many claims have in common because their sources do: the head of a column, or a list.
HEADINGS = {
    "confirmed hazardous area",
    "suspected hazardous area",
    "on the list of affected states and areas, no size",
    "No. of mines, in confirmed hazardous areas",
    "No. of sites, confirmed hazardous areas",
    "Area, confirmed hazardous areas",
}
NOT_READ_AGAIN = "Not read again in November 2026: the words of the source are not recorded."
TODAY = "2026-11-21"


def status(dataset: Dataset, area: str, day: str, treaty: str = "apmbc") -> TreatyStatus:
    return dataset.status(area, treaty, on(day))


@pytest.mark.slow
def test_the_command_check_passes(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check"])
    assert (code, capsys.readouterr().err) == (0, "")


def test_197_states_may_join_and_193_of_them_are_members_of_the_united_nations(dataset: Dataset) -> None:
    kinds = Counter(state.kind for state in dataset.countries)
    assert kinds == {AreaKind.UN_MEMBER: 193, AreaKind.OBSERVER: 2, AreaKind.OTHER_STATE: 2}
    assert {s.area for s in dataset.countries if s.kind is not AreaKind.UN_MEMBER} == {"COK", "NIU", "PSE", "VAT"}


@pytest.mark.parametrize("area", ["ESH", "TWN", "XKX", "ATA"])
def test_an_area_without_separate_status_is_not_eligible(dataset: Dataset, area: str) -> None:
    assert dataset.state(area).kind is AreaKind.OTHER_AREA
    assert all(status(dataset, area, TODAY, treaty).kind is StatusKind.NOT_ELIGIBLE for treaty in dataset.treaties)


def test_only_states_that_may_join_act(dataset: Dataset) -> None:
    assert [area for _, area in dataset.actions if not dataset.state(area).is_state] == []


def test_ids_are_lower_kebab(dataset: Dataset) -> None:
    ids = [*dataset.sources, *dataset.treaties, *dataset.definitions, *dataset.claim_by_id]
    ids += [act.action_id for acts in dataset.actions.values() for act in acts]
    ids += [*(p.policy_id for p in dataset.policies), *(e.event_id for e in dataset.events)]
    assert [item for item in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", item)] == []


def test_every_origin_is_lower_kebab_and_few_documents_have_none(dataset: Dataset) -> None:
    origins = {name: source.origin for name, source in dataset.sources.items()}
    assert [
        origin for origin in origins.values() if origin and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", origin)
    ] == []
    assert {name for name, origin in origins.items() if not origin} == WITHOUT_ORIGIN


def test_a_claim_says_what_its_source_says_or_that_it_was_not_read_again(dataset: Dataset) -> None:
    claims = dataset.claim_by_id.values()
    counts = Counter(claim.as_stated for claim in claims if claim.as_stated)
    shared = {words for words, count in counts.items() if count > 2 and not words.startswith("size class: ")}
    assert shared <= HEADINGS  # anything else that many sources say is what is measured, which the definition says
    unread = {claim.claim_id for claim in claims if NOT_READ_AGAIN in claim.note}
    assert {claim.claim_id for claim in claims if not claim.as_stated} == unread


def test_a_stated_entry_into_force_is_what_the_rule_gives_or_has_a_reason(dataset: Dataset) -> None:
    others = {}
    for (treaty_id, area), acts in dataset.actions.items():
        consents = [act.when.earliest for act in acts if act.kind in CONSENT_KINDS]
        for act in acts:
            if act.kind is ActionKind.ENTRY_INTO_FORCE:
                (consent,) = consents
                if act.when.earliest != entry_into_force(dataset.treaty(treaty_id), consent):
                    others[treaty_id, area] = act.note
    assert set(others) == set(NOT_BY_THE_RULE)
    assert all(others.values())


def test_no_act_is_derived(dataset: Dataset) -> None:
    derived = [a.action_id for acts in dataset.actions.values() for a in acts if a.confidence is Confidence.DERIVED]
    assert derived == []


def test_acts_keep_to_the_law_of_their_treaty(dataset: Dataset) -> None:
    for (treaty_id, area), acts in dataset.actions.items():
        treaty, kinds = dataset.treaty(treaty_id), {act.kind for act in acts}
        assert not kinds >= {ActionKind.SIGNATURE, ActionKind.ACCESSION}, (treaty_id, area)
        assert all(act.when.earliest >= (treaty.opened or treaty.adopted) for act in acts), (treaty_id, area)
        signed = [act.when.latest for act in acts if act.kind is ActionKind.SIGNATURE]
        assert all(day <= treaty.in_force for day in signed), (treaty_id, area)


def test_only_lebanon_is_ever_uncertain(dataset: Dataset) -> None:
    uncertain = {
        (treaty_id, area)
        for (treaty_id, area), acts in dataset.actions.items()
        for period in timeline(acts, treaty=dataset.treaty(treaty_id))
        if period.status.kind is StatusKind.UNCERTAIN
    }
    assert uncertain == {("apmbc", "LBN")}


@pytest.mark.parametrize(
    ("treaty", "day", "joined", "bound"),
    [
        ("apmbc", "1998-09-16", 40, 0),  # the fortieth deposit, on which entry into force hung
        ("apmbc", "2024-11-26", 164, 164),  # opening of the Fifth Review Conference
        ("apmbc", "2025-12-01", 166, 166),  # opening of the 22nd Meeting of the States Parties
        ("apmbc", "2025-12-27", 163, 163),  # Estonia, Latvia and Lithuania out
        ("apmbc", "2026-01-10", 162, 162),  # Finland out
        ("apmbc", "2026-02-20", 161, 161),  # Poland out; Lebanon may be in
        ("apmbc", TODAY, 162, 161),
        ("ccm", "2010-02-16", 30, 0),  # the thirtieth deposit
        ("ccm", "2010-08-01", 38, 30),
        ("ccm", "2025-03-06", 111, 111),  # Lithuania out
        ("ccm", "2026-02-28", 112, 111),
        ("ccm", "2026-03-01", 112, 112),
    ],
)
def test_counts_on_known_days(dataset: Dataset, treaty: str, day: str, joined: int, bound: int) -> None:
    items = [status(dataset, state.area, day, treaty) for state in dataset.countries]
    assert (sum(s.has_joined for s in items), sum(s.is_bound for s in items)) == (joined, bound)


@pytest.mark.parametrize(
    ("area", "treaty", "day", "expected"),
    [
        ("EST", "apmbc", "2025-06-26", "party"),
        ("EST", "apmbc", "2025-12-26", "leaving"),
        ("EST", "apmbc", "2025-12-27", "left"),
        ("POL", "apmbc", "2026-02-19", "leaving"),
        ("POL", "apmbc", "2026-02-20", "left"),
        ("LTU", "ccm", "2025-03-05", "leaving"),
        ("LTU", "ccm", "2025-03-06", "left"),
        ("VUT", "ccm", "2026-02-28", "joined"),
        ("VUT", "ccm", "2026-03-01", "party"),
        ("SSD", "apmbc", "2011-11-11", "party"),
        ("MHL", "apmbc", "2024-11-26", "signed"),
        ("UKR", "apmbc", "2006-05-31", "joined"),
        ("UKR", "apmbc", "2006-06-01", "party"),
        ("USA", "apmbc", TODAY, "not-signed"),
        ("KOR", "apmbc", TODAY, "not-signed"),
    ],
)
def test_status_on_known_days(dataset: Dataset, area: str, treaty: str, day: str, expected: str) -> None:
    assert status(dataset, area, day, treaty).kind == expected


def test_ukraine_is_bound_though_it_claims_a_suspension_and_both_positions_are_given(dataset: Dataset) -> None:
    treaty_status = status(dataset, "UKR", TODAY)
    assert (treaty_status.kind, treaty_status.since, treaty_status.is_bound) == (
        StatusKind.SUSPENSION_CLAIMED,
        on("2025-07-18"),
        True,
    )
    (claimed,) = [act for act in treaty_status.actions if act.kind is ActionKind.SUSPENSION_NOTIFIED]
    assert claimed.contested
    assert {"Switzerland", "New Zealand", "Norway"} <= set(claimed.contested_by.split("; "))
    assert "Ukraine declares the operation of the Convention suspended" in treaty_status.reason
    assert "does not allow suspension" in treaty_status.reason
    assert status(dataset, "UKR", "2025-07-17").kind is StatusKind.PARTY


@pytest.mark.parametrize("day", ["2026-02-03", "2026-08-01", TODAY])
def test_lebanon_is_uncertain_since_its_day_of_deposit_is_not_known(dataset: Dataset, day: str) -> None:
    treaty_status = status(dataset, "LBN", day)
    assert (treaty_status.kind, treaty_status.since) == (StatusKind.UNCERTAIN, None)
    assert "it lies between 3 February 2026 and 21 November 2026" in treaty_status.reason


def test_lebanon_is_certain_before_and_after(dataset: Dataset) -> None:
    assert status(dataset, "LBN", "2026-02-02").kind is StatusKind.NOT_SIGNED
    assert status(dataset, "LBN", "2026-02-02").reason == ""
    assert status(dataset, "LBN", "2027-05-01").kind is StatusKind.PARTY


def test_at_least_eight_claims_about_ukraine_stand_side_by_side(dataset: Dataset) -> None:
    claims = claims_on(dataset.claims["UKR"], on(TODAY))
    envelope = [c for c in claims if c.definition.comparable_group is ComparableGroup.SURVEY_ENVELOPE]
    assert len({c.value for c in envelope}) >= 8
    assert 105.88 not in {c.value for c in claims}  # a slip of a thousand for the 105,877 km2 that await survey


def test_the_chain_of_ukraine_is_in_order_and_each_figure_gives_way_to_a_later_one(dataset: Dataset) -> None:
    chain = [dataset.claim("ukr-potentially-contaminated-2022-04-04")]
    while chain[-1].superseded_by:
        chain.append(dataset.claim(chain[-1].superseded_by))
    assert [(c.value, str(c.date_said.earliest)) for c in chain] == [
        (80_000, "2022-04-04"),
        (300_000, "2022-06-02"),
        (270_000, "2022-06-17"),
        (160_000, "2022-08-09"),
        (174_000, "2022-12-14"),  # before the 250,000 of January 2023
        (174_000, "2023-09-27"),
        (156_000, "2024-02-29"),
        (156_000, "2024-04-01"),
        (144_000, "2024-06-29"),
        (142_000, "2024-09-20"),
        (142_000, "2024-10-05"),
        (139_000, "2024-12-01"),
        (137_000, "2025-06-24"),
        (138_503, "2025-09-09"),
    ]
    assert all(one.date_said.latest < later.date_said.latest for one, later in pairwise(chain))


@pytest.mark.parametrize(
    ("day", "latest", "highest"),
    [
        ("2022-06-16", 300_000, 300_000),
        ("2022-06-17", 270_000, 270_000),
        ("2022-12-13", 160_000, 160_000),
        ("2022-12-14", 174_000, 174_000),
        ("2023-01-06", 174_000, 174_000),  # and not a figure that is dated 2022 alone
        ("2023-01-08", 250_000, 250_000),
        ("2023-09-27", 174_000, 250_000),
        ("2024-09-20", 142_000, 250_000),
        (TODAY, 138_503, 250_000),
    ],
)
def test_the_latest_claim_about_ukraine_drives_on_each_day(
    dataset: Dataset, day: str, latest: float, highest: float
) -> None:
    claims = claims_on(dataset.claims["UKR"], on(day))
    items = [
        driving_claim(claims, rule, ComparableGroup.SURVEY_ENVELOPE) for rule in (ClaimRule.LATEST, ClaimRule.HIGHEST)
    ]
    assert [claim and claim.value for claim in items] == [latest, highest]


def test_the_250000_km2_are_a_statement_of_january_2023_and_no_earlier(dataset: Dataset) -> None:
    def shown(day: str) -> list[str]:
        return [c.claimant for c in claims_on(dataset.claims["UKR"], on(day)) if c.value == 250_000]

    assert shown("2023-01-06") == []
    assert shown("2023-01-08") == ["Denys Shmyhal, Prime Minister of Ukraine"]
    assert shown(TODAY) == shown("2023-01-08")


def test_the_envelope_of_ukraine_never_colours_it_as_mined(dataset: Dataset) -> None:
    claims = claims_on(dataset.claims["UKR"], on(TODAY))
    for group in (ComparableGroup.AP_MINES, ComparableGroup.MINES_ALL_KINDS, ComparableGroup.ALL_ORDNANCE):
        chosen = driving_claim(claims, ClaimRule.HIGHEST, group)
        assert chosen is None or (chosen.value or 0) < 1_000


def test_every_claim_that_may_be_drawn_is_in_square_kilometres(dataset: Dataset) -> None:
    units = {
        c.unit
        for c in dataset.claim_by_id.values()
        if is_drawable(c) and c.definition.comparable_group is not ComparableGroup.NONE and c.value is not None
    }
    assert units == {"km2"}


@pytest.mark.parametrize(
    ("day", "korea", "elsewhere"),
    [
        ("2014-09-24", "self-destructing", "none"),  # the Korean exception of 2014
        ("2020-02-01", "self-destructing", "self-destructing"),  # its end in 2020
        ("2022-06-22", "self-destructing", "none"),  # the exception again
        ("2026-03-01", "reported", "reported"),  # a memorandum known from a newspaper only
    ],
)
def test_the_korean_exception_is_a_dated_rule(dataset: Dataset, day: str, korea: str, elsewhere: str) -> None:
    policy = policy_on(dataset.policies, on(day))
    assert {area: policy.use_rule(area).value for area in ("KOR", "PRK", "USA", "UKR", "AFG")} == {
        "KOR": korea,
        "PRK": korea,
        "USA": elsewhere,
        "UKR": elsewhere,
        "AFG": elsewhere,
    }


_ALLOWED = {
    "WLD": "worldwide",
    "NONE": "nowhere",
    "UNKNOWN": "unknown",
    "UKR": "Ukraine",
    "KOR;PRK": "Korean Peninsula",
}
_FORBIDDEN = {"WLD": "nowhere", "NONE": "worldwide", "UNKNOWN": "unknown", "KOR;PRK": "everywhere else"}


def test_what_a_period_allows_and_forbids_in_words_is_what_it_allows_in_codes(dataset: Dataset) -> None:
    unforbidden = {"usa-all-ap-production-1997", "usa-all-ap-production-2020-01-31"}  # no rule; persistent mines barred
    for period in dataset.policies:
        places = ";".join(period.allowed_in)
        if period.record == "period" and places and period.policy_id not in unforbidden:
            assert period.allowed_where.startswith(_ALLOWED[places]), period.policy_id
            assert period.forbidden_where.startswith(_FORBIDDEN.get(places, "")), period.policy_id


def test_no_act_names_what_it_allows_where_it_should_name_what_it_forbids(dataset: Dataset) -> None:
    acts = [policy for policy in dataset.policies if policy.record == "act"]
    for act in acts:
        assert not re.match(r"none|unknown|not |only", act.forbidden_where, re.IGNORECASE), act.policy_id
        assert not re.match(r"none|all but|everywhere (but|else)", act.allowed_where, re.IGNORECASE), act.policy_id
        if act.forbidden_where and act.allowed_where:
            assert act.forbidden_where.startswith("everywhere"), act.policy_id
    to_ukraine = {act.policy_id: act for act in acts if "transfer-to-ukraine" in act.policy_id}
    assert {(a.allowed_where.split(" (")[0], a.forbidden_where) for a in to_ukraine.values()} == {("Ukraine", "")}
    assert len(to_ukraine) == 2


def test_a_notice_to_the_depositary_stands_where_the_depositary_is(dataset: Dataset) -> None:
    notices = [e for e in dataset.events if re.search(r"withdrawals?-deposited|suspension-notified", e.event_id)]
    assert len(notices) == 4
    assert {(e.place, e.lat, e.lon) for e in notices} == {("New York (UN depositary)", 40.749, -73.968)}


def test_every_extension_that_was_asked_for_says_what_is_known_of_its_decision(dataset: Dataset) -> None:
    deadlines = [deadline for group in dataset.deadlines.values() for deadline in group]
    areas = {deadline.area for deadline in deadlines if deadline.requested}
    assert areas == {deadline.area for deadline in deadlines if deadline.decision is ExtensionDecision.NOT_FOUND}
    assert len(areas) == 13
    granted = [deadline for deadline in deadlines if deadline.decision is ExtensionDecision.GRANTED]
    assert [(deadline.area, deadline.deadline) for deadline in granted] == [("KHM", on("2030-12-31"))]


def test_the_five_articles_are_sources(dataset: Dataset) -> None:
    assert {key for key in dataset.sources if re.fullmatch(r"seed-\d+", key)} == {f"seed-00{n}" for n in range(5)}


# An omission is named as the fact would be, so that a document found later shows here which row has to go.
def test_nothing_is_left_out_that_a_table_has(dataset: Dataset) -> None:
    left_out = {item.omission_id for group in dataset.omissions.values() for item in group}
    facts = {reference.split("/")[1] for reference in facts_by_reference(dataset)}
    assert left_out
    assert left_out & facts == set()


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2019, (169, 0, 18)), (2022, (167, 0, 17)), (2023, (170, 1, 16)), (2024, (173, 1, 14)), (2025, (159, 1, 19))],
)
def test_votes_add_up_to_the_printed_totals(dataset: Dataset, year: int, expected: tuple[int, int, int]) -> None:
    cast = Counter(vote.vote for votes in dataset.votes.values() for vote in votes if vote.year == year)
    assert (cast[Vote.YES], cast[Vote.NO], cast[Vote.ABSTAIN]) == expected
