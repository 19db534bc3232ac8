"""Figures, units and dates are read as tables write them, and what can mean two things is not decided."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.own.quantities import (
    DayOrder,
    NumberStyle,
    Sign,
    Unit,
    date_of,
    day_order,
    figure,
    is_no_value,
    measure_of,
    measures_in,
    number_style,
)
from tests.properties import examples

GROUPS = {Sign.DOT: [",", "", " ", "\u00a0", "\u202f", "'"], Sign.COMMA: [".", "", " ", "\u00a0", "’"]}
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@st.composite
def written_numbers(draw: st.DrawFn) -> tuple[float, str, Sign]:
    """A number, as one of the ways of writing in the world has it, and its decimal sign."""
    decimal = draw(st.sampled_from([*Sign]))
    places = draw(st.integers(0, 4))
    value = draw(st.integers(-(10**9), 10**9)) / 10**places
    text = f"{value:,.{places}f}".replace(",", "g").replace(".", decimal)
    text = text.replace("g", draw(st.sampled_from(GROUPS[decimal])))
    return value, draw(st.sampled_from(["", " "])) + (text.translate(ARABIC) if draw(st.booleans()) else text), decimal


@examples(100)
@given(written_numbers())
def test_a_number_reads_as_it_was_written_wherever_its_decimal_sign_is_known(written: tuple[float, str, Sign]) -> None:
    value, text, decimal = written
    assert figure(text, NumberStyle(decimal)) == pytest.approx(value, rel=1e-12)
    unknown = figure(text, NumberStyle())
    assert unknown is None or unknown == pytest.approx(value, rel=1e-12)


@examples(100)
@given(st.lists(written_numbers(), min_size=1, max_size=5))
def test_a_style_is_that_of_the_numbers_or_unknown(written: list[tuple[float, str, Sign]]) -> None:
    decimal = written[0][2]
    style, doubtful = number_style(text for _, text, sign in written if sign is decimal)
    assert style.decimal in (decimal, None)
    assert not (style.decimal and doubtful)


def test_one_column_with_two_decimal_signs_is_named() -> None:
    with pytest.raises(ValueError, match=r"'1\.5' has a decimal point and '2,25' a decimal comma"):
        number_style(["1.5", "2,25"])


@pytest.mark.parametrize("text", ["12–15", "about 3", "(12)", "1,23,4", "12.5.1", ">5", "none", "1 2345", "1e999", ""])
def test_what_is_no_single_number_is_not_read(text: str) -> None:
    assert figure(text, NumberStyle(Sign.DOT)) is None


@pytest.mark.parametrize("text", ["", " – ", "N/A", "n.a.", "...", "NA", "no data"])
def test_a_text_can_say_that_there_is_no_figure(text: str) -> None:
    assert is_no_value(text)


@pytest.mark.parametrize(
    ("header", "unit", "label"),
    [
        ("Area (km²)", "km2", "Area"),
        ("cleared_ha", "ha", "cleared"),
        ("Area in sq. mi.", "sq mi", "Area"),
        ("Superficie (hectáreas)", "ha", "Superficie"),
        ("Площа, га", "ha", "Площа"),
        ("المساحة (دونم)", "dunam", "المساحة"),
        ("AREASQM", "m2", "AREA"),
        ("Country", None, ""),
        ("Mined area, thousand m2", "1,000 m2", "Mined area"),
        ("Number of victims", None, ""),
        ("m²", "m2", ""),
    ],
)
def test_a_header_states_its_unit_or_none(header: str, unit: str | None, label: str) -> None:
    stated = [(str(measure), rest) for measure, rest in measures_in(header)]
    assert stated == ([(unit, label)] if unit else [])


def test_a_header_with_two_units_states_both() -> None:
    assert [str(measure) for measure, _ in measures_in("Area (ha) [km2]")] == ["ha", "km2"]


@pytest.mark.parametrize(
    ("unit", "km2"), [("ha", 0.01), ("m2", 1e-6), ("sq mi", 2.589988110336), ("dunam", 0.001), ("'000 m²", 0.001)]
)
def test_a_unit_of_area_is_so_many_square_kilometres(unit: str, km2: float) -> None:
    measure = measure_of(unit)
    assert measure is not None
    assert measure.km2(1) == pytest.approx(km2)


def test_a_count_is_no_area() -> None:
    measure = measure_of("count")
    assert measure is not None
    assert measure.unit is Unit.COUNT
    assert measure.km2(3) is None


@examples(60)
@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_reads_the_same_in_every_form(day: date) -> None:
    for text, order in (
        (day.isoformat(), None),
        (f"{day:%d.%m.%Y}", None),
        (f"{day.day} {day:%B} {day.year}", None),
        (f"{day:%B} {day.day}, {day.year}", None),
        (f"{day:%d-%b-%Y}", None),
        (f"{day:%d/%m/%Y}", DayOrder.DAY_FIRST),
        (f"{day:%m/%d/%Y}", DayOrder.MONTH_FIRST),
    ):
        span = date_of(text, order)
        assert span is not None, text
        assert (span.earliest, span.latest) == (day, day), text


@pytest.mark.parametrize(
    "text", ["3 de mayo de 2021", "3 mai 2021", "3 мая 2021", "3 травня 2021", "3 مايو 2021", "3 May 2021 a"]
)
def test_months_are_known_in_the_languages_of_mine_action(text: str) -> None:
    span = date_of(text)
    assert span is not None
    assert span.earliest == date(2021, 5, 3)


def test_a_date_that_can_mean_two_days_is_left_until_the_column_tells() -> None:
    assert date_of("03/04/2024") is None
    assert day_order(["03/04/2024"]) == (None, "03/04/2024")
    assert day_order(["03/04/2024", "31/12/2024"]) == (DayOrder.DAY_FIRST, "")
    with pytest.raises(ValueError, match="has the day first"):
        day_order(["31/12/2024", "12/31/2024"])
