"""Figures, units and dates are read as tables write them, and what can mean two things is not decided."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.dates import DateSpan
from geodata.own.quantities import (
    DayOrder,
    NumberStyle,
    Sign,
    angle_of,
    date_of,
    day_order,
    figure,
    is_no_value,
    length_of,
    measure_of,
    measures_in,
    number_style,
    size_of,
    unit_in_name,
)
from geodata.own.vocabulary import Unit
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
    assert date_of("03/04/2024", or_year=True) == DateSpan.parse("2024")
    assert date_of("31/02/2005") is date_of("0001-01-01") is None
    assert day_order(["03/04/2024"]) == (None, "03/04/2024")
    assert day_order(["03/04/2024", "31/12/2024"]) == (DayOrder.DAY_FIRST, "")
    with pytest.raises(ValueError, match="has the day first"):
        day_order(["31/12/2024", "12/31/2024"])


# --- Cells of hazard records


def test_sizes_are_read_with_the_unit_beside_them_and_nothing_else() -> None:
    style = NumberStyle()
    assert size_of("12,5 га", style) == (12.5, Unit.HA)
    assert size_of("1 200 m²", style) == (1200.0, Unit.M2)
    assert size_of("٣٥٠ م²", style) == (350.0, Unit.M2)
    assert [size_of("1,234 ha", NumberStyle(sign))[0] for sign in (Sign.DOT, Sign.COMMA)] == [1234.0, 1.234]
    for text in ("large", "-4", "12 apples", "", None, True, "1,234 ha"):
        assert math.isnan(size_of(text, style)[0])
    assert [length_of(text) for text in ("512,345", "512.345,5", 5e5)] == [512345.0, 512345.5, 5e5]
    assert math.isnan(length_of("36U"))
    assert unit_in_name("Площа, кв. м") == "m2"
    assert unit_in_name("estimatedAreaHa") == "ha"


@examples(60)
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_date_is_read_at_its_precision_and_hours_do_not_shift_it(day: date) -> None:
    assert date_of(day.isoformat()) == DateSpan.on(day)
    assert date_of(f"{day.isoformat()}T06:30:00+05:30") == DateSpan.on(day)
    assert date_of(f"{day:%d.%m.%Y}") == DateSpan.on(day)
    assert date_of(f"{day:%Y-%m}") == DateSpan.parse(f"{day:%Y-%m}")
    assert date_of(str(day.year)) == date_of(float(day.year)) == DateSpan.parse(str(day.year))
    slashed = date_of(f"{day:%d/%m/%Y} 06:30", or_year=True)
    assert slashed is not None
    assert slashed.earliest <= day <= slashed.latest
    assert date_of(f"{day:%m/%d/%Y}", DayOrder.MONTH_FIRST) == DateSpan.on(day)


@examples(60)
@given(st.integers(-179, 179), st.integers(0, 59), st.integers(0, 5_999), st.sampled_from(["EW", "ВЗ", "EO"]))
def test_an_angle_is_read_from_degrees_minutes_and_seconds(
    degrees: int, minutes: int, hundredths: int, letters: str
) -> None:
    seconds = hundredths / 100
    size = abs(degrees) + minutes / 60 + seconds / 3600
    letter = letters[degrees < 0]
    angle = -size if degrees < 0 else size
    for text in (
        f"{abs(degrees)}°{minutes:02}'{seconds:05.2f}\"{letter}",
        f"{abs(degrees)}° {minutes}′ {seconds:.2f}″ {letter}",
        f"{letter} {abs(degrees)} {minutes:02} {seconds:05.2f}",
        f"{abs(degrees)}:{minutes:02}:{seconds:05.2f} {letter}",
        f"{'-' * (degrees < 0)}{abs(degrees)}-{minutes:02}-{seconds:05.2f}".replace(".", ","),
    ):
        assert angle_of(text) == pytest.approx(angle, abs=1e-9), text
    assert angle_of(repr(angle)) == angle


def test_what_is_no_angle_is_none() -> None:
    for text in ("36 61 00", "N 49 S", "-12 E", "49.5 30 N", "near Izium", "", "1234"):
        assert math.isnan(angle_of(text)) or text == "1234", text
