"""The story that the atlas ships: eight steps on their days, and no figure or date that a cited row does not hold."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from dashboard.maps.link import query_of, read_link
from dashboard.maps.view import View
from geodata import DateSpan, TableError
from geodata.model import Citation
from geodata.story import StoryStep, facts_by_reference, passages, shipped_story
from tests.builders import on
from tests.shipped_views import dataset

STEPS = shipped_story().steps
MONTHS = "|".join(list(calendar.month_name)[1:])
DATE = re.compile(rf"(?:\b(?P<day>\d{{1,2}}) )?\b(?P<month>{MONTHS})\b(?: (?P<year>\d{{4}}))?")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
WORD = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|seventeen|twenty|thirty|ninety|hundred)\b",
    re.IGNORECASE,
)


def of_the_step(number: int) -> StoryStep:
    return STEPS[number - 1]


def view_of(step: StoryStep) -> View:
    view, problems = read_link(
        parse_qs(step.link.removeprefix("?")), areas=dataset().states, claims=dataset().claim_by_id
    )
    assert not problems
    return view


def values_in(fact: object) -> Iterator[object]:
    """Every text, number and date of a record, those of its definition too, without what it cites."""
    for field in fields(fact):  # type: ignore[arg-type]
        value = getattr(fact, field.name)
        if isinstance(value, DateSpan):
            yield value.earliest
            yield value.latest
        elif isinstance(value, tuple):
            yield from (item for item in value if not isinstance(item, Citation))
        elif is_dataclass(value):
            yield from values_in(value)
        elif value is not None:
            yield value


@cache
def held(reference: str) -> tuple[str, frozenset[date], frozenset[str]]:
    """What a row holds: its texts in one, its days, its figures as they are printed."""
    texts, days, figures = [], set(), set()
    for value in values_in(facts_by_reference(dataset())[reference]):
        if isinstance(value, date):
            days.add(value)
            texts.append(f"{value.day} {value:%B} {value.year}")
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            figures.add(f"{value:,.3f}".rstrip("0").rstrip("."))
            figures.add(f"{value:g}")  # a year
        else:
            texts.append(str(value))
    text = " ".join(texts)
    figures |= set(NUMBER.findall(text))
    return text, frozenset(days), frozenset(figures)


def stated(step: StoryStep) -> Iterator[tuple[str, list[tuple[str, frozenset[date], frozenset[str]]]]]:
    """Each piece of caption and notes with the rows that are marked behind it."""
    for text in (step.caption, step.notes):
        for piece in passages(text, len(step.citations)):
            yield piece.text, [held(step.citations[mark - 1]) for mark in piece.marks]


def is_date_in(match: re.Match[str], rows: list[tuple[str, frozenset[date], frozenset[str]]]) -> bool:
    """Whether a row has this day, month or year, among its dates or in its words."""
    day, month, year = match["day"], list(calendar.month_name).index(match["month"]), match["year"]
    return any(
        match[0] in text
        or any(
            known.month == month and day in {None, str(known.day)} and year in {None, str(known.year)} for known in days
        )
        for text, days, _ in rows
    )


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.title)
def test_every_figure_and_date_of_a_step_is_in_a_row_marked_behind_it(step: StoryStep) -> None:
    for piece, rows in stated(step):
        for item in DATE.finditer(piece):
            assert is_date_in(item, rows), f"no row marked behind it has the date {item[0]!r}: {piece}"
        rest = DATE.sub(" ", piece)
        for number in NUMBER.findall(rest):
            assert any(number in figures for _, _, figures in rows), f"no row has {number}: {piece}"
        for word in WORD.findall(rest):
            assert any(re.search(rf"\b{word}\b", text, re.IGNORECASE) for text, _, _ in rows), f"{word}: {piece}"


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.title)
def test_every_reference_of_a_step_is_marked_and_every_claim_in_a_title_is_in_its_caption(step: StoryStep) -> None:
    marks = [mark for text in (step.caption, step.notes) for p in passages(text, 99) for mark in p.marks]
    assert set(marks) == set(range(1, len(step.citations) + 1))
    first = [mark for n, mark in enumerate(marks) if mark not in marks[:n]]
    assert first == sorted(first), "references stand in the order in which they are first marked"
    for number in NUMBER.findall(step.title):
        assert number in step.caption


def test_the_check_of_figures_finds_a_wrong_one() -> None:
    rows = [held("claims/ukr-potentially-contaminated-2023-01-07-shmyhal")]
    assert is_date_in(DATE.search("7 January 2023"), rows)  # type: ignore[arg-type]
    for wrong in ("6 January 2023", "7 January 2022", "June 2023"):
        assert not is_date_in(DATE.search(wrong), rows)  # type: ignore[arg-type]
    assert "250,000" in rows[0][2]
    assert "260,000" not in rows[0][2]


def test_the_story_has_its_eight_steps_on_their_days() -> None:
    days = [view_of(step).day for step in STEPS]
    wanted = ["1997-09-18", "2014-09-23", "2020-01-31", "2023-01-07", "2024-11-19", "2024-11-20", "2024-11-29"]
    assert days[:-1] == [*map(on, wanted)]
    assert view_of(STEPS[-1]).since == on("2024-11-29")


def test_the_last_step_ends_on_the_day_of_the_data_so_that_its_map_says_what_its_caption_says() -> None:
    day = view_of(STEPS[-1]).day
    assert day is not None
    assert dataset().release.startswith(f"{day:%Y.%m.%d}-")


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.title)
def test_a_link_of_a_step_is_written_as_the_atlas_writes_it(step: StoryStep) -> None:
    query = "&".join(f"{key}={value}" for key, value in query_of(view_of(step)).items())
    assert step.link == f"?{query}"


def test_the_claim_is_shown_on_the_day_on_which_it_was_made() -> None:
    view = view_of(of_the_step(4))
    claim = dataset().claim(view.footprints[0].figure)
    assert claim.value == 250_000
    assert claim.date_said.earliest == view.day


def test_the_policy_steps_show_the_first_day_of_their_period() -> None:
    starts = {policy.start.earliest for policy in dataset().policies if policy.area == "USA"}
    assert {view_of(of_the_step(2)).day, view_of(of_the_step(3)).day} <= starts


def test_a_story_that_breaks_its_rules_is_a_line_of_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("geodata.story.DATA_FOLDER", tmp_path)
    with pytest.raises(TableError, match=r"^story\.toml:0:0: cannot be read"):
        shipped_story.__wrapped__()
    (line,) = caplog.messages
    assert line.startswith("the story breaks its own rules, 1 problem(s): story.toml:0:0: cannot be read")
