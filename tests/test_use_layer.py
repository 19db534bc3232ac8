"""The layer of use and production: recorded is not "uses", and each record names its report."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.layers.use import (
    BY_STATE,
    GROUPS,
    KINDS,
    LABELS,
    LISTED,
    LOOKS,
    NOTHING,
    REPORTED,
    STATE,
    STATE_AND_GROUPS,
    UNCONFIRMED,
    class_of,
    edition_on,
    records_on,
)
from dashboard.maps.view import View
from tests.properties import examples
from tests.shipped_views import SHIPPED, TODAY, context_of, lines_in, panel_of, shown

ON = ("use",)


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ("MMR", STATE_AND_GROUPS),
        ("RUS", STATE),
        ("COL", GROUPS),
        ("KOR", LISTED),
        ("UKR", REPORTED),
        ("KHM", REPORTED),
        ("USA", NOTHING),
    ],
)
def test_a_state_has_the_class_of_what_is_recorded(area: str, expected: str) -> None:
    ctx = context_of(View(day=TODAY, layers=ON))
    assert class_of(ctx, ctx.rows[area]) == expected


@pytest.mark.parametrize(
    ("area", "day", "expected"),
    [
        ("UKR", date(2023, 6, 1), REPORTED),  # what Human Rights Watch calls apparent use, before the yearly report
        ("UKR", date(2024, 6, 1), STATE),  # what the report of November 2023 calls a breach of the convention
        ("UKR", date(2025, 6, 1), REPORTED),  # the report of November 2024 does not name it
        ("YEM", date(2014, 6, 1), STATE),
        ("MMR", date(2024, 6, 1), STATE_AND_GROUPS),
        ("SSD", date(2017, 6, 1), REPORTED),
    ],
)
def test_signs_of_use_are_a_class_of_their_own_until_a_report_records_it(area: str, day: date, expected: str) -> None:
    ctx = context_of(View(day=day, layers=ON))
    assert class_of(ctx, ctx.rows[area]) == expected
    assert records_on(ctx, area)[0].kind == (UNCONFIRMED if expected == REPORTED else BY_STATE)


@examples(40)
@given(st.dates(date(1997, 1, 1), date(2033, 12, 31)))
def test_records_are_of_the_newest_edition_of_their_kind_by_the_day(day: date) -> None:
    ctx = context_of(View(day=day, layers=ON))
    for area in ctx.rows:
        for record in records_on(ctx, area):
            assert record.kind in KINDS
            assert record.when.latest == edition_on(ctx, record.kind)
            assert record.when.latest <= day


def test_what_is_recorded_is_never_said_as_the_atlas_s_own_finding() -> None:
    spec, cards = shown(View(day=TODAY, layers=ON)), SHIPPED.cards(View(day=TODAY, layers=ON))
    lines = [card.lines[0] for card in cards.areas if card.lines[0].sources]
    assert lines
    assert all("recorded" in line.text or "listed as potential producer" in line.text.casefold() for line in lines)
    assert all("Landmine Monitor" in line.text for line in lines)
    assert "nothing recorded is not the same as no use" in " ".join(spec.notes)
    assert not any("recorded" not in label and "listed" not in label for label in map(str.casefold, LABELS.values()))


def test_the_card_names_every_record_of_the_panel_in_the_newest_editions() -> None:
    ctx = context_of(View(day=TODAY, layers=ON))
    (layer,) = ctx.on
    card = layer.card(ctx, ctx.rows["MMR"]).text.casefold()
    figures = {line.figure.casefold() for line in lines_in(panel_of("MMR", TODAY), "Stockpiles, production")}
    assert figures
    assert all(figure in card for figure in figures)


def test_before_any_report_the_map_leads_to_the_first() -> None:
    spec = shown(View(day=date(1999, 1, 1), layers=ON))
    assert spec.empty is not None
    assert shown(View(day=date.fromisoformat(str(spec.empty.act[1])), layers=ON)).empty is None


def test_every_class_has_a_label_and_a_look() -> None:
    assert [*LABELS] == [*LOOKS]
