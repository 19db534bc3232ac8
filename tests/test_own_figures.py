"""Own figures: written and read back, withheld where they are of few records, and classed by rising limits."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.own_figures import (
    BANDS,
    LONGEST_TEXT,
    QUANTILES,
    OwnFigure,
    OwnFigures,
    OwnFiguresError,
    OwnLevel,
    class_limits,
    is_class_rule,
)
from tests.own_data import BY_COUNTRY, BY_FIRST_LEVEL

sizes = st.floats(0, 1e7)
figures = st.builds(
    OwnFigure,
    area=st.text("ABC", min_size=3, max_size=3),
    name=st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=20),
    country=st.sampled_from(["UKR", "BIH"]),
    km2=st.none() | sizes,
    records=st.none() | st.integers(0, 10_000),
    lon=st.none() | st.floats(-180, 180),
    lat=st.none() | st.floats(-90, 90),
)


@given(st.lists(figures, min_size=1, max_size=5, unique_by=lambda figure: figure.area), st.sampled_from(OwnLevel))
def test_what_is_written_is_read_back(some: list[OwnFigure], level: OwnLevel) -> None:
    own = replace(BY_COUNTRY, figures=tuple(some), level=level)
    again = OwnFigures.from_json(own.to_json())
    assert again.to_json() == own.to_json()
    assert again.figures == own.figures
    assert again.content_id == own.content_id


@given(st.lists(figures, min_size=1, max_size=5, unique_by=lambda figure: figure.area))
def test_a_total_of_few_records_is_withheld_from_what_leaves(some: list[OwnFigure]) -> None:
    own = replace(BY_COUNTRY, figures=tuple(some))
    leaving = own.without_small()
    assert not leaving.small
    assert [figure.is_withheld for figure in leaving.figures] == [figure.is_small for figure in own.figures]
    assert [figure for figure in leaving.figures if not figure.is_withheld] == [
        figure for figure in own.figures if not figure.is_small
    ]
    assert all(figure.km2 is figure.records is None for figure in leaving.figures if figure.is_withheld)
    assert leaving.content_id == own.content_id


@given(st.lists(sizes, max_size=30), st.sampled_from([BANDS, QUANTILES, "1_10_100", "0.5"]))
def test_limits_rise_and_quarters_part_the_figures(values: list[float], rule: str) -> None:
    limits = class_limits(rule, values)
    assert list(limits) == sorted(set(limits))
    if rule == QUANTILES:
        assert set(limits) <= set(values)
        assert all(any(value < limit for value in values if value > 0) for limit in limits)


@given(st.text(max_size=12))
def test_a_rule_of_classes_is_one_whose_limits_rise(text: str) -> None:
    if is_class_rule(text):
        limits = class_limits(text, [1.0, 2.0])
        assert list(limits) == sorted(set(limits))


def test_what_is_not_given_is_named() -> None:
    assert BY_COUNTRY.is_complete
    bare = replace(BY_COUNTRY, claimant="", dated=None)
    assert bare.missing == ("claimant (who states the figures)", "date (as of when they hold)")
    assert bare.document().publisher == "Claimant not given"


GOOD = json.loads(BY_FIRST_LEVEL.to_json())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "The file is not JSON text"),
        ("[]", "“format” is 'None'; expected 'mine-ban-atlas-own-figures-1'."),
        (json.dumps(GOOD | {"shapes": []}), "“shapes” is no part of own figures."),
        (
            json.dumps(GOOD | {"level": "village"}),
            "“level” is “village”; expected country or first-level",
        ),
        (json.dumps(GOOD | {"dated": "2024-02-30"}), "“dated”: '2024-02-30' is not a date of the calendar."),
        (json.dumps(GOOD | {"title": 1}), "“title” is not text."),
        (json.dumps(GOOD | {"figures": []}), "There is no figure"),
        (json.dumps(GOOD | {"figures": [{"area": "A"}]}), "Figure 1 has no “name”."),
        (json.dumps(GOOD | {"figures": GOOD["figures"] * 2}), "UA-63 and UA-65 stands twice"),
        (json.dumps(GOOD | {"figures": [GOOD["figures"][0] | {"km2": -1}]}), "Kharkiv: -1.0 km² is not a size"),
        (json.dumps(GOOD | {"figures": [GOOD["figures"][0] | {"km2": True}]}), "Figure 1: “km2” is 'True'"),
        (json.dumps(GOOD | {"figures": [GOOD["figures"][0] | {"lat": 91}]}), "its place lies outside the world"),
        (json.dumps(GOOD | {"figures": [GOOD["figures"][0] | {"wkt": "POINT (1 2)"}]}), "“wkt” is no part of a figure"),
        (json.dumps(GOOD | {"title": "x" * (LONGEST_TEXT + 1)}), "is longer than 1,000 characters"),
        (json.dumps(GOOD | {"title": "evil\u202etxt"}), "“evil�txt”"),
    ],
)
def test_a_spoilt_file_is_refused_with_a_sentence(text: str, message: str) -> None:
    with pytest.raises(OwnFiguresError) as refused:
        OwnFigures.from_json(text)
    assert message in str(refused.value)
