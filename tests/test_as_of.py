"""What was known on a day: remarks without later days, disputes and objections from the day they were made."""

import re
from dataclasses import replace
from datetime import date
from itertools import chain

import pytest

from dashboard.maps.as_of import contested_by, disputed_by, is_superseded, remark
from dashboard.maps.view import View
from geodata.model import Fact, TreatyAction
from tests.shipped_views import DAYS, TODAY, context_of, dataset

SHMYHAL = "ukr-potentially-contaminated-2023-01-07-shmyhal"
SUSPENSION = "suspension_notified"


def facts() -> list[Fact]:
    data = dataset()
    tables = (data.actions, data.claims, data.clearance, data.casualties, data.deadlines, data.stockpiles)
    grouped = chain.from_iterable(chain.from_iterable(table.values()) for table in tables)
    return [*grouped, *data.policies, *data.oblasts, *data.events]


def remark_on(note: str, day: date) -> str:
    """A remark on the claim of 250,000 km2, whose sources were read in 2026."""
    return remark(context_of(View(day=day)), replace(dataset().claim(SHMYHAL), note=note))


def suspension() -> TreatyAction:
    return next(act for act in dataset().actions["apmbc", "UKR"] if act.kind == SUSPENSION)


def contesters(day: date) -> str:
    return contested_by(context_of(View(day=day)), suspension())


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS[:-1])
def test_no_remark_names_a_later_year(day: date) -> None:
    ctx = context_of(View(day=day))
    for fact in facts():
        years = [int(year) for year in re.findall(r"(?<![\d,.])((?:19|20)\d\d)(?![\d,])", remark(ctx, fact))]
        assert max(years, default=0) <= day.year, fact


def test_on_the_day_of_reading_every_remark_is_whole() -> None:
    read = max(source.accessed_on for source in dataset().sources.values() if source.accessed_on)
    ctx = context_of(View(day=read))
    assert all(remark(ctx, fact) == fact.note for fact in facts())


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("Said on 7 January 2023. Cut to 174,000 in September 2023.", "Said on 7 January 2023."),
        ("Whole country; 139,000 by 2024-12-31; water included.", "Whole country; water included."),
        ("Rounded; repeated in 2025.", "Rounded."),
        ("Later texts say less. Includes water.", "Includes water."),
        ("No newer figure is known.", ""),
        ("Left by the fighting since 2014; seen later; no survey.", "Left by the fighting since 2014; no survey."),
        ("later cut; said of land.", "Said of land."),
        ("All of it. Later cut; said of land.", "All of it. Said of land."),
        ("Anti-vehicle mines excl. firing ranges.", "Anti-vehicle mines excl. firing ranges."),
        ("Covers 2,025 km2 and 1.2025 of it.", "Covers 2,025 km2 and 1.2025 of it."),
        ("By Dec 2022 it was 1999 all over.", "By Dec 2022 it was 1999 all over."),
        ("", ""),
    ],
)
def test_a_remark_keeps_what_the_day_could_know(note: str, kept: str) -> None:
    assert remark_on(note, date(2023, 1, 8)) == kept


def test_a_day_of_the_month_counts() -> None:
    note = "Repeated on 9 January 2023."
    assert remark_on(note, date(2023, 1, 8)) == ""
    assert remark_on(note, date(2023, 1, 9)) == note


def test_a_day_that_does_not_exist_counts_as_its_month() -> None:
    assert remark_on("Printed on 31 February 2023.", date(2023, 1, 31)) == ""
    assert remark_on("Printed on 31 February 2023.", date(2023, 2, 1)) == "Printed on 31 February 2023."


def test_those_who_contest_a_suspension_are_named_from_their_objection_on() -> None:
    assert contesters(date(2025, 7, 20)) == ""
    assert contesters(date(2025, 10, 20)) == "Switzerland"
    assert set(contesters(date(2025, 12, 5)).split("; ")) >= {"Switzerland", "New Zealand", "Norway", "Austria"}
    assert "22nd Meeting" not in contesters(date(2025, 11, 30))
    assert "States Parties at the 22nd Meeting" in contesters(TODAY)


def test_a_claim_is_disputed_from_the_first_dispute_on() -> None:
    claim = dataset().claim(SHMYHAL)
    assert disputed_by(context_of(View(day=date(2023, 1, 8))), claim) == ()
    assert disputed_by(context_of(View(day=date(2023, 8, 1))), claim) == (
        "Human Rights Watch (M. Hiznay), via Reuters, 28 July 2023",
    )
    assert len(disputed_by(context_of(View(day=TODAY)), claim)) == 3


def test_a_critic_in_words_is_named_once_the_sources_are_out() -> None:
    claims = chain.from_iterable(dataset().claims.values())
    item = next(c for c in claims if c.disputed_by.startswith("Mine Action Review, which finds"))
    assert disputed_by(context_of(View(day=TODAY)), item)[0].startswith("Mine Action Review, which finds")
    assert not any(name.startswith("Mine") for name in disputed_by(context_of(View(day=item.date_said.latest)), item))


def test_a_claim_that_nobody_disputes_has_no_critics() -> None:
    current = next(c for c in dataset().claims["LBN"] if c.status == "current")
    assert disputed_by(context_of(View(day=TODAY)), current) == ()


def test_a_claim_is_superseded_on_the_day_of_the_later_one() -> None:
    claim = dataset().claim("ukr-potentially-contaminated-2024-12-31")
    later = dataset().claim(claim.superseded_by).date_said.latest
    assert is_superseded(context_of(View(day=later)), claim)
    assert not is_superseded(context_of(View(day=date.fromordinal(later.toordinal() - 1))), claim)
