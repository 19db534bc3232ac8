"""The age of the depositary reading: counted on the day an output is made, in every output, and in no content id."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from dashboard.maps.palette import AGE_INKS, WHITE, contrast
from dashboard.maps.permalinks import content_id
from dashboard.maps.view import Other, View
from dashboard.render.formats import FORMATS, Options, Subject, etag, file_bytes
from dashboard.render.html.fragments import headline_html
from dashboard.render.picture_text import PictureText
from geodata import Age, Freshness
from tests.picture_texts import in_words
from tests.shipped_views import dataset, shown
from tests.slide_reading import all_shapes, slides_of, text_of

READ = date(2026, 2, 3)
MADE = READ + timedelta(days=75)
SENTENCE = (
    "Depositary last read on 3 February 2026, 75 days before 19 April 2026. "
    "Later acts are as reported and may be missing."
)
DAYS = st.dates(date(1992, 1, 1), date(2033, 12, 31))


@given(DAYS, DAYS)
def test_an_age_is_never_less_than_nothing_and_only_grows(read: date, on: date) -> None:
    one, two = Freshness(read, on), Freshness(read, on + timedelta(days=1))
    assert one.days == max((on - read).days, 0)
    assert 0 <= two.days - one.days <= 1
    assert list(Age).index(one.age) <= list(Age).index(two.age)


@pytest.mark.parametrize(
    ("days", "age"),
    [(0, Age.FRESH), (59, Age.FRESH), (60, Age.AMBER), (119, Age.AMBER), (120, Age.RED), (999, Age.RED)],
)
def test_a_reading_turns_amber_at_60_days_and_red_at_120(days: int, age: Age) -> None:
    freshness = Freshness(READ, READ + timedelta(days=days))
    assert freshness.age is age
    assert bool(freshness.warning) == (age is not Age.FRESH)


def test_a_page_counts_from_now_and_a_file_names_its_day() -> None:
    assert Freshness(READ, READ).live_sentence == "Depositary last read on 3 February 2026, today."
    assert Freshness(READ, READ).dated_sentence == "Depositary last read on 3 February 2026, the same day."
    assert Freshness(READ, MADE).live_sentence.startswith("Depositary last read on 3 February 2026, 75 days ago. ")
    assert Freshness(READ, MADE).dated_sentence == SENTENCE


def test_an_output_of_a_clock_before_the_reading_says_so() -> None:
    early = Freshness(READ, date(2020, 1, 1))
    sentence = "Depositary last read on 3 February 2026, which is after 1 January 2020."
    assert early.live_sentence == early.dated_sentence == sentence


def test_the_age_has_its_colour_and_can_be_read() -> None:
    for ink in AGE_INKS.values():
        assert contrast(ink.light, WHITE.light) >= 4.5
        assert contrast(ink.dark, WHITE.dark) >= 4.5
    assert '<p class="age amber">' in headline_html(shown(View()), Freshness(READ, MADE))


@pytest.mark.slow
@pytest.mark.parametrize(
    "ending", [ending for ending in FORMATS.of(Subject.VIEW) if ending not in ("png", "picture.pptx")]
)
def test_every_file_says_how_old_the_reading_was_when_it_was_made(ending: str) -> None:
    spec = shown(View())
    made, later = (Options("https://atlas.example.org/", day) for day in (MADE, MADE + timedelta(days=1)))
    file_format = FORMATS[ending]
    assert etag(file_format, spec, made) != etag(file_format, spec, later)
    assert SENTENCE in body_text(file_bytes(file_format, spec, made), ending)


def body_text(body: bytes, ending: str) -> str:
    """The words of a file, in one line."""
    if ending == "xlsx":
        rows = load_workbook(io.BytesIO(body))["About this file"].iter_rows(values_only=True)
        return " ".join(str(cell) for row in rows for cell in row)
    if ending == "pptx":
        return " ".join(text_of(item) for item in all_shapes(list(slides_of(body)[0].shapes)))
    if ending == "pdf":
        return " ".join(PdfReader(io.BytesIO(body)).pages[0].extract_text().split())
    if ending == "svg":
        return in_words(body.decode())
    if ending == "csv":
        return next(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))["Depositary read"]
    if ending == "json":
        document = json.loads(body)
        assert document["freshness"] == {"made_on": "2026-04-19", "age_days": 75, "age": "amber", "sentence": SENTENCE}
        return str(document["freshness"]["sentence"])
    return body.decode()


def test_the_age_is_no_part_of_a_content_id_and_does_not_change_the_words_of_a_view() -> None:
    spec = shown(View())
    assert "days before" not in json.dumps([spec.subtitle, spec.headline.text, *spec.notes])
    assert content_id(spec) == content_id(shown(View()))
    assert PictureText(spec, base="/", made_on=MADE).freshness != PictureText(spec, base="/", made_on=READ).freshness


def test_of_two_treaties_the_older_reading_counts() -> None:
    read = {name: treaty.data_until for name, treaty in dataset().treaties.items()}
    assert shown(View(beside=Other(treaty="ccm"))).depositary_read == min(read["apmbc"], read["ccm"])
    assert shown(View(treaty="ccm")).depositary_read == read["ccm"]
