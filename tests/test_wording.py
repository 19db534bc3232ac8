"""Figures, counts and lists in words, the same way everywhere."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.maps.wording import STATES, Noun, counted, spelled
from geodata import StatusKind, TreatyStatus
from geodata.model import Basis
from geodata.treaties import status_name, status_words
from geodata.wording import (
    BASIS_LABELS,
    band_text,
    capitalized,
    claim_date_text,
    claim_figure,
    claim_heading,
    claimant_text,
    enumeration,
    figure_text,
    name_in_sentence,
    number,
    print_form,
    quantity,
)
from tests.builders import claim, treaty

PROTOCOL = treaty(rule="six_months_after")  # the builder's treaties were never opened for signature
CONVENTION = replace(PROTOCOL, opened=date(1997, 12, 3))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (12.5, "12.5"),
        (174_000, "174,000"),
        (2_725.357, "2,725.357"),
        (0.30, "0.3"),
        (1.23456, "1.235"),
        (0.0004, "0.0004"),
        (0.00012, "0.00012"),
    ],
)
def test_a_number_has_separators_and_no_more_decimals_than_it_needs(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (250_000, "km2", "250,000 km²"),
        (4, "m2", "4 m²"),
        (30, "percent", "30%"),
        (2005, "year", "2005"),
        (4.2e9, "USD", "4.2 billion USD"),
        (68e6, "USD per year", "68 million USD per year"),
        (950, "USD", "950 USD"),
        (3e6, "AP mines", "3,000,000 anti-personnel mines"),
        (624, "", "624"),
    ],
)
def test_a_quantity_is_printed_with_its_unit(value: float, unit: str, text: str) -> None:
    assert quantity(value, unit) == text


def test_a_range_a_floor_and_a_ceiling_are_never_read_as_a_figure() -> None:
    assert figure_text(None, 100, 1000, "km2") == "100 to 1,000 km²"
    assert figure_text(None, 100, None, "km2") == "at least 100 km²"
    assert figure_text(None, None, 30, "percent") == "at most 30%"
    assert figure_text(12, 10, 14, "km2") == "12 km²"
    assert figure_text(None, None, None, "km2") == ""


def test_small_counts_are_words_and_the_noun_follows() -> None:
    assert [spelled(n) for n in (0, 1, 9, 10, 1000)] == ["no", "one", "nine", "10", "1,000"]
    assert counted(1, STATES) == "one state"
    assert counted(0, STATES) == "no states"
    assert counted(2, Noun("entry", "entries")) == "two entries"


def test_a_list_ends_with_and() -> None:
    assert enumeration([]) == ""
    assert enumeration(["Chad"]) == "Chad"
    assert enumeration(["Chad", "Mali"]) == "Chad and Mali"
    assert enumeration(["Chad", "Mali", "Niger"]) == "Chad, Mali and Niger"
    assert enumeration(["Chad", "Mali", "Niger"], most=2) == "Chad, Mali and 1 more"


def test_a_sentence_begins_with_a_capital_letter_and_keeps_the_others() -> None:
    assert capitalized("east of the Berm") == "East of the Berm"
    assert capitalized("") == ""


@pytest.mark.parametrize(
    ("text", "set_in_print"),
    [
        ("about 1,200 km2 of land", "about 1,200 km² of land"),
        ("377,000 m2", "377,000 m²"),
        ("declared 2017-02-10, then more", "declared 10 February 2017, then more"),
        ("C.N.385.2025 and A/RES/51/45 S", "C.N.385.2025 and A/RES/51/45 S"),
        ("2017-13-45 is no day", "2017-13-45 is no day"),
        ("KM74, M67 and km20", "KM74, M67 and km20"),
    ],
)
def test_text_of_the_tables_is_set_as_it_is_printed(text: str, set_in_print: str) -> None:
    assert print_form(text) == set_in_print


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Ukraine", "Ukraine"),
        ("United States", "the United States"),
        ("Netherlands", "the Netherlands"),
        ("Falkland Islands (Malvinas)", "the Falkland Islands (Malvinas)"),
        ("DR Congo", "the DR Congo"),
        ("Christmas Island", "Christmas Island"),
        ("Barbados", "Barbados"),
        ("Holy See", "the Holy See"),
    ],
)
def test_a_name_takes_its_article_inside_a_sentence(name: str, inside: str) -> None:
    assert name_in_sentence(name) == inside


@pytest.mark.parametrize(
    ("band", "words"),
    [
        ("", ""),
        ("MAR:massive", "Massive (Mine Action Review)"),
        ("MAR:massive;LM:massive", "Massive (Mine Action Review and the Monitor)"),
        ("MAR:heavy;LM:large", "Heavy (Mine Action Review); large (the Monitor)"),
        ("MAR:heavy(key data)/medium(table 2)", "Heavy (key data) or medium (table 2) (Mine Action Review)"),
        ("MAR CMR:listed, under 100 km2", "Listed, under 100 km2 (Mine Action Review)"),
        ("LM CMR:listed", "Listed (the Monitor)"),
        ("unknown", "Unknown"),
    ],
)
def test_a_published_band_is_words_with_its_publishers(band: str, words: str) -> None:
    assert band_text(band) == words


def test_a_claim_says_who_and_when_and_for_when() -> None:
    assert claim_figure(claim(value=12.5)) == "12.5 km²"
    assert claim_figure(claim()) == ""
    assert claimant_text(claim()) == "Government of A"
    assert claimant_text(replace(claim(), relayed_by="Mine Action Review")) == "Government of A, via Mine Action Review"
    assert claim_date_text(claim(date_said="2023-01-07")) == "7 January 2023"
    assert (
        claim_date_text(claim(date_said="2025-11-01", date_meant="2024-12-31"))
        == "1 November 2025, as of 31 December 2024"
    )
    assert claim_date_text(claim(date_said="2024-11", date_meant="2024")) == "November 2024"
    ranged = claim(date_said="2023-09-27", date_meant="2022-12-31/2023-09-27")
    assert claim_date_text(ranged) == "27 September 2023, for the time between 31 December 2022 and 27 September 2023"


def test_the_heading_of_a_claim_is_its_figure_or_its_band_or_says_that_there_is_none() -> None:
    assert claim_heading(replace(claim(), low=3.0, band="LM:light")) == "At least 3 km²"
    assert claim_heading(claim(band="LM:light")) == "Light (the Monitor)"
    assert claim_heading(claim()) == "No figure"


def test_every_basis_has_words() -> None:
    assert set(BASIS_LABELS) == set(Basis)
    assert BASIS_LABELS[Basis.DECLARATION] == "declaration alone"


def test_a_protocol_is_not_signed_but_joined() -> None:
    assert status_name(StatusKind.NOT_SIGNED, CONVENTION) == "not signed"
    assert status_name(StatusKind.NOT_SIGNED, PROTOCOL) == "not party"
    assert status_name(StatusKind.LEFT, PROTOCOL) == "left"


def test_an_uncertain_status_names_its_readings() -> None:
    readings = (StatusKind.PARTY, StatusKind.JOINED)
    status = TreatyStatus(StatusKind.UNCERTAIN, readings, None, (), "")
    assert status_words(status, CONVENTION) == "uncertain: party, or joined but not yet bound"
    certain = TreatyStatus(StatusKind.LEAVING, (StatusKind.LEAVING,), None, (), "")
    assert status_words(certain, CONVENTION) == "party, leaving"
