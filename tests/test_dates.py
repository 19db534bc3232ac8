"""Days, and dates known only to a month, a year or a range."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.dates import DateSpan, add_months, day_label
from tests.builders import on

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
SPANS = st.tuples(DAYS, DAYS).map(lambda pair: DateSpan(min(pair), max(pair)))


@given(SPANS)
def test_a_span_reads_back_what_it_writes(span: DateSpan) -> None:
    assert DateSpan.parse(str(span)) == span


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "label"),
    [
        ("2024-11-26", "2024-11-26", "2024-11-26", "26 November 2024"),
        ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
        ("2023", "2023-01-01", "2023-12-31", "2023"),
        ("2022/2024", "2022-01-01", "2024-12-31", "between 2022 and 2024"),
        ("2023-11/2025-06", "2023-11-01", "2025-06-30", "between November 2023 and June 2025"),
        ("2026-02-03/2026-11-21", "2026-02-03", "2026-11-21", "between 3 February 2026 and 21 November 2026"),
        ("2024-07-01/2024-07-02", "2024-07-01", "2024-07-02", "between 1 July 2024 and 2 July 2024"),
        ("2024-12/2025-01-15", "2024-12-01", "2025-01-15", "between 1 December 2024 and 15 January 2025"),
    ],
)
def test_a_span_covers_all_it_can_mean_and_says_no_more(text: str, earliest: str, latest: str, label: str) -> None:
    span = DateSpan.parse(text)
    assert (span.earliest, span.latest, span.label) == (on(earliest), on(latest), label)
    assert span.is_exact is (earliest == latest)


@given(SPANS)
def test_a_phrase_is_the_label_behind_its_preposition_and_that_of_a_range_has_none(span: DateSpan) -> None:
    preposition = span.phrase.removesuffix(span.label)
    assert preposition == ("on " if span.is_exact else "" if span.is_range else "in ")


@pytest.mark.parametrize(
    "text", ["", "soon", "24", "2024-1-5", "20240105", "2024-01-05T00:00", " 2024", "2023/2024/2025"]
)
def test_what_is_not_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date: expected YYYY, YYYY-MM, YYYY-MM-DD or two of them joined"):
        DateSpan.parse(text)


@pytest.mark.parametrize("text", ["2023-02-29", "2024-13", "2024-00", "2024-05-00", "0000", "2024-06-31"])
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^'{text}' is not a date of the calendar$"):
        DateSpan.parse(text)


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    message = r"^a range of dates must not end \(2023-12-31\) before it begins \(2024-01-01\)$"
    with pytest.raises(ValueError, match=message):
        DateSpan.parse("2024/2023")


def test_spans_stand_in_the_order_of_their_days() -> None:
    texts = ["2024-11-26", "2024", "2023-12", "2024-01-01"]
    assert sorted(texts, key=DateSpan.parse) == ["2023-12", "2024-01-01", "2024", "2024-11-26"]


def test_the_span_of_a_day_is_that_day() -> None:
    assert DateSpan.on(on("2024-11-26")) == DateSpan.parse("2024-11-26")


def test_a_day_in_words_has_no_leading_zero() -> None:
    assert day_label(on("2023-01-08")) == "8 January 2023"


@given(DAYS, st.integers(0, 24))
def test_adding_months_keeps_the_day_or_clips_it_to_the_end_of_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert later.year * 12 + later.month == day.year * 12 + day.month + months
    assert later.day == day.day or (later.day < day.day and (later.replace(day=28) < later or later.day == 28))


def test_the_thirty_first_clips_to_the_thirtieth() -> None:
    assert add_months(on("2006-10-31"), 6) == on("2007-04-30")
