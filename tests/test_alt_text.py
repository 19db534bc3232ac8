"""The text alternative: what the map shows, for readers who cannot see it."""

from datetime import date

import pytest
from hypothesis import given

from dashboard.maps.spec import AreaFeature, LegendClass, MapSpec
from dashboard.maps.view import View
from dashboard.maps.wording import AREAS, STATES, counted
from geodata import StatusKind
from geodata.collation import name_key
from geodata.wording import enumeration
from tests.properties import examples
from tests.shipped_views import TODAY, common_views, dataset, shown

PROPERTY = examples(60)
CLAIMS = ("contamination",)


def class_sentence(spec: MapSpec, cls: LegendClass, count: int) -> str:
    """How a count of the fill's legend is written out."""
    return counted(count, AREAS if cls.class_id == StatusKind.NOT_ELIGIBLE and spec.fill_layer == "status" else STATES)


def is_counted(spec: MapSpec, area: AreaFeature) -> bool:
    """Whether an area is among those that the legend of the fill counts."""
    state = dataset().state(area.area)
    is_apart = spec.fill_layer == "status" and not dataset().administrator(state)
    return not area.is_muted and (state.is_state or is_apart)


@pytest.mark.slow
@PROPERTY
@given(common_views())
def test_it_says_the_headline_the_day_and_every_class_of_every_legend(view: View) -> None:
    spec = shown(view)
    text = spec.text_alternative
    assert text.startswith(f"{spec.headline.text}. {spec.subtitle}.")
    for legend in spec.legends:
        assert f"{legend.title}:" in text
        for cls in legend.classes:
            assert f" {cls.label}, " in text


@pytest.mark.slow
@PROPERTY
@given(common_views())
def test_it_names_exactly_the_states_that_it_counts(view: View) -> None:
    spec = shown(view)
    for legend in spec.legends:
        for cls in legend.classes:
            counted = [area for area in spec.areas if area.class_id == cls.class_id and is_counted(spec, area)]
            names = sorted((area.name for area in counted), key=name_key)
            if legend.symbol == "fill" and cls.is_selected:
                assert len(names) == cls.count
                is_named = (
                    f" {cls.label}, {class_sentence(spec, cls, len(names))}: {enumeration(names)}."
                    in spec.text_alternative
                )
                assert is_named == (0 < len(names) <= 30)


def test_few_states_are_named_and_many_are_counted() -> None:
    text = shown(View(day=date(2026, 3, 1))).text_alternative
    assert "Left, five states: Estonia, Finland, Latvia, Lithuania and Poland." in text
    assert "Party, 160 states." in text
    assert "Not eligible, five areas: Antarctica, Kosovo, Siachen, Taiwan and Western Sahara." in text
    assert "Signed, no states." in text


def test_territories_are_not_named_as_states() -> None:
    for layers in (("status",), CLAIMS, ("policy",)):
        text = shown(View(day=TODAY, layers=layers)).text_alternative
        assert "Greenland" not in text
        assert "Falkland" not in text


def test_events_are_counted_as_events() -> None:
    text = shown(View(day=date(2014, 9, 24), layers=(*CLAIMS, "events"))).text_alternative
    assert "United States policy, six events." in text


def test_the_circle_of_a_claim_is_told() -> None:
    view = View(day=date(2023, 1, 8), layers=("status", "footprint"))
    claim, size = shown(view).spoken
    assert claim.text.startswith("Drawn to scale: 250,000 km² (same area as, not location of): Denys Shmyhal")
    assert size.text.startswith("250,000 km² is about 43% of the land area of Ukraine (579,400 km²) and ")
    text = shown(view).in_words
    assert "7 January 2023 (relayed) [1,2,3]. 250,000 km² is" in text
    assert text.endswith("(248,360 km² of land) [4].")


def test_states_that_the_filter_mutes_are_not_named() -> None:
    text = shown(View(day=date(2026, 3, 1), regions=("asia",))).text_alternative
    assert "Estonia" not in text
    assert "Uncertain, one state: Lebanon." in text
