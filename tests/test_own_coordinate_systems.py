"""Coordinate systems stated, assumed or refused: what is said names countries and the way out, and no coordinate."""

import re

import numpy as np
import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import OwnFileError
from geodata.own.coordinate_systems import (
    CrsFinding,
    CrsOrigin,
    Points,
    find_crs,
    parse_crs,
    to_degrees,
    utm_crs,
    utm_to_degrees,
)
from tests.properties import examples

RNG = np.random.default_rng(1)
UKRAINE = np.column_stack([RNG.uniform(33.5, 36, 40), RNG.uniform(48, 49.5, 40)])
IRAQ = np.column_stack([RNG.uniform(44, 45, 40), RNG.uniform(32.5, 34, 40)])


def in_system(places: Points, code: str) -> Points:
    transformer = pyproj.Transformer.from_crs("EPSG:4326", code, always_xy=True)
    return np.column_stack(transformer.transform(places[:, 0], places[:, 1]))


def finding_of(places: Points, stated: str = "", given_crs: str = "", **declared: int) -> CrsFinding:
    finding = find_crs(stated, places, given=given_crs, declared=declared, name="areas.shp")
    assert not re.search(r"\d\.\d{3,}", finding.sentence)
    return finding


@pytest.mark.slow
def test_degrees_that_nothing_states_are_assumed_and_the_countries_named() -> None:
    finding = finding_of(UKRAINE)
    assert (finding.crs, finding.origin) == ("", CrsOrigin.ASSUMED)
    assert finding.sentence == (
        "areas.shp states no coordinate system: taken as longitude and latitude, WGS 84; its places lie in UKR"
    )
    assert finding_of(UKRAINE, "not a system").sentence.startswith(
        "areas.shp has a coordinate system that is not understood: taken as longitude and latitude"
    )


def test_lengths_without_a_system_are_refused_with_the_zones_that_fit() -> None:
    places = in_system(UKRAINE, "EPSG:32636")
    finding = finding_of(places, UKR=40)
    assert finding.origin is CrsOrigin.REFUSED
    assert finding.sentence == (
        "areas.shp states no coordinate system, and its coordinates are no degrees but lengths, expected degrees or a "
        "stated system; it could be UTM zone 36 north (in UKR): --crs 'EPSG:32636'; UTM zone 35 north (in "
        "UKR (95%) and MDA (5%)): --crs 'EPSG:32635'"
    )
    guess = finding.guesses[0]
    assert finding_of(places, given_crs=guess.crs, UKR=40).countries == (("UKR", 40),)
    # Nobody says which country: every zone that lies on land may be.
    assert len(finding_of(places).guesses) > 5
    assert "EPSG:32636" in {guess.crs for guess in finding_of(places).guesses}


@pytest.mark.parametrize("code", ["EPSG:3857", "EPSG:28406", "EPSG:32636"])
def test_lengths_that_a_file_calls_degrees_are_refused(code: str) -> None:
    finding = finding_of(in_system(UKRAINE, code), "EPSG:4326", UKR=40)
    assert finding.origin is CrsOrigin.REFUSED
    assert finding.sentence.startswith(
        "areas.shp states longitude and latitude, WGS 84, and its coordinates are no deg"
    )
    assert code in {guess.crs for guess in finding.guesses}


def test_degrees_that_a_file_calls_lengths_are_refused() -> None:
    finding = finding_of(UKRAINE, "EPSG:32636")
    assert finding.sentence == (
        "areas.shp states WGS 84 / UTM zone 36N, whose coordinates are lengths, but they lie within 180 and 90 as "
        "degrees do; it could be longitude and latitude, WGS 84 (in UKR): --crs 'EPSG:4326'"
    )


def test_a_system_that_is_given_and_does_not_fit_is_not_said_to_be_stated() -> None:
    assert finding_of(UKRAINE, given_crs="EPSG:32636").sentence.startswith(
        "areas.shp is given as WGS 84 / UTM zone 36N, "
    )
    lengths = in_system(UKRAINE, "EPSG:32636")
    assert finding_of(lengths, given_crs="EPSG:4326", UKR=40).sentence.startswith(
        "areas.shp is given as longitude and lat"
    )


def test_swapped_axes_are_said_and_changed_only_when_told() -> None:
    swapped = UKRAINE[:, ::-1]
    finding = finding_of(swapped, "EPSG:4326", UKR=40)
    assert finding.origin is CrsOrigin.REFUSED
    assert "the axes of areas.shp seem to be swapped" in finding.sentence
    assert [guess.crs for guess in finding.guesses] == ["EPSG:4326 swapped", "EPSG:4326"]
    finding = finding_of(swapped, given_crs="EPSG:4326 swapped", UKR=40)
    assert finding.is_swapped
    assert finding.countries == (("UKR", 40),)
    kept = finding_of(swapped, given_crs="EPSG:4326", UKR=40)
    assert kept.is_certain
    assert "UKR" not in dict(kept.countries)
    beyond = np.column_stack([UKRAINE[:, 1], UKRAINE[:, 0] + 100])  # latitudes beyond 90 need no country
    assert "swapped" in finding_of(beyond, "EPSG:4326").sentence


def test_shapes_that_go_on_beyond_the_antimeridian_are_in_degrees() -> None:
    fiji = np.array([[179.2, -16.6], [180.05, -16.85], [179.4, -16.5]])
    finding = finding_of(fiji)
    assert (finding.origin, finding.countries) == (CrsOrigin.ASSUMED, (("FJI", 3),))
    assert finding_of(fiji, "EPSG:4326").origin is CrsOrigin.STATED


def test_another_datum_is_named_with_its_accuracy() -> None:
    pulkovo = in_system(UKRAINE, "EPSG:4284")
    finding = finding_of(pulkovo, "EPSG:4284")
    assert finding.crs == "EPSG:4284"
    assert re.search(r"Pulkovo 1942, moved to WGS 84 with an accuracy of [\d.]+ m", finding.sentence)
    assert "datum" not in finding_of(UKRAINE, "EPSG:4326").sentence
    assert "datum" not in finding_of(UKRAINE, "OGC:CRS84").sentence


def test_systems_that_are_mixed_in_one_file_are_refused() -> None:
    mixed = np.concatenate([UKRAINE[:20], in_system(UKRAINE[20:], "EPSG:32636")])
    assert finding_of(mixed, "EPSG:4326").sentence == (
        "areas.shp mixes coordinate systems: 50% of its first rows are in degrees and the others are not; put each "
        "into a file of its own; ask who made it for the coordinate system, and say it, as in --crs EPSG:32636"
    )
    stray = np.concatenate([np.repeat(UKRAINE, 3, axis=0), [[9e9, 9e9]]])
    assert finding_of(stray, "EPSG:4326").is_certain  # a mistake of one row is counted with the rows


@pytest.mark.parametrize("text", ["EPSG:999999", "", "https://example.org/crs", "/etc/hosts"])
def test_a_system_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(OwnFileError, match=r"unknown coordinate system .*, expected a code such as EPSG:4326"):
        parse_crs(text)


@pytest.mark.slow
@examples(40)
@given(
    st.integers(1, 60),
    st.sampled_from("CDEFGHJKLMNPQRTUVWX"),
    st.sampled_from(["{}{}", "{} {}", "UTM {}{}", "zona {} {}"]),
)
def test_a_zone_with_its_band_is_one_system(zone: int, band: str, form: str) -> None:
    assert utm_crs(form.format(zone, band)) == (f"EPSG:32{'6' if band >= 'N' else '7'}{zone:02}",)


def test_a_zone_of_each_row_is_followed_and_one_in_doubt_left_out() -> None:
    places = np.concatenate([in_system(UKRAINE[:2], "EPSG:32636"), in_system(IRAQ[:2], "EPSG:32638"), [[5e5, 5e6]] * 2])
    degrees, undecided = utm_to_degrees(places, ["36N", "36 U", "38S", "38 S", "61N", ""])
    assert np.allclose(degrees[:4], np.concatenate([UKRAINE[:2], IRAQ[:2]]), atol=1e-9)  # band S of Iraq is no south
    assert np.isnan(degrees[4:]).all()
    assert undecided == 2


@examples(30)
@given(st.sampled_from(["EPSG:4326", "EPSG:32636", "EPSG:28406", "EPSG:3857"]))
def test_places_come_back_from_the_system_in_which_they_are_given(code: str) -> None:
    assert np.allclose(to_degrees(parse_crs(code)[0], in_system(UKRAINE, code)), UKRAINE, atol=1e-6)
