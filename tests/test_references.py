"""References: each fact has one, and none leads to the wrong fact or to nothing in silence."""

import pytest

from geodata import UnknownKeyError
from geodata.model import Citation, Claim
from geodata.story import CITED_TABLES, citations_of, facts_by_reference, reference_parts
from tests.reading import dataset


def test_every_fact_of_every_table_has_a_reference_of_its_own() -> None:
    facts = facts_by_reference(dataset())
    assert {reference.split("/")[0] for reference in facts} == {table.name for table in CITED_TABLES}
    data = dataset()
    wanted = sum(len(group) for mapping in (data.claims, data.actions, data.votes) for group in mapping.values())
    assert sum(reference.startswith(("claims/", "actions/", "votes/")) for reference in facts) == wanted


def test_a_reference_leads_to_the_citations_of_its_fact() -> None:
    reference = "claims/ukr-potentially-contaminated-2023-01-07-shmyhal"
    fact = facts_by_reference(dataset())[reference]
    assert isinstance(fact, Claim)
    assert fact.value == 250_000
    assert citations_of(reference, dataset()) == fact.citations
    assert citations_of("votes/2024+USA", dataset())[0].source_id == "unga-undl-2024"


def test_a_document_is_cited_with_the_place_in_it() -> None:
    assert citations_of("sources/seed-000: second paragraph", dataset()) == (Citation("seed-000", "second paragraph"),)
    assert reference_parts("sources/seed-000: page 3: end") == ("sources", "seed-000", "page 3: end")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reference", "said"),
    [
        (
            "claims/ukr-potentially-contaminated-2023-01-07",
            "did you mean 'claims/ukr-potentially-contaminated-2023-09-27'",
        ),
        ("sources/seed-00: whole", "unknown source 'seed-00'; did you mean 'seed-00"),
        ("states/UKR", "unknown reference 'states/UKR'"),
        ("", "unknown reference ''"),
    ],
)
def test_a_reference_that_leads_nowhere_names_what_is_near(reference: str, said: str) -> None:
    with pytest.raises(UnknownKeyError) as refused:
        citations_of(reference, dataset())
    assert said in str(refused.value)
