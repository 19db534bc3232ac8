"""The panel of a country: everything cited, nothing from later days, and words where nothing is recorded."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from dashboard.maps.spec import Line, Panel
from dashboard.maps.view import TREATIES, View
from geodata import ComparableGroup, day_label
from tests.shipped_views import DAYS, TODAY, context_of, dataset, lead_figures, lines_in, lines_of, panel_of, texts_of

AREAS = sorted(dataset().states)
DAY_IN_WORDS = re.compile(r"\b(\d{1,2} )?([A-Z][a-z]+ )?((?:19|20)\d\d)\b")
BARE_ENUM = re.compile(r"\b[a-z]+_[a-z_]+\b")
LATE = date(2030, 1, 1)
# The panels of all areas on one day take 0.4 s to make.
EVERY_DAY = pytest.mark.parametrize(
    "day", [day if day == TODAY else pytest.param(day, marks=pytest.mark.slow) for day in DAYS]
)


def everywhere(day: date) -> Iterator[Panel]:
    return (panel_of(area, day) for area in AREAS)


def on(year: int, month: int, day: int) -> date:
    return date(year, month, day)


def line_of(panel: Panel, title: str, figure: str) -> Line:
    return next(line for line in lines_in(panel, title) if line.figure == figure)


@pytest.mark.slow
@EVERY_DAY
def test_no_number_stands_in_a_panel_without_its_source(day: date) -> None:
    for item in everywhere(day):
        for line in lines_of(item):
            has_digit = any(character.isdigit() for character in line.figure + line.text)
            assert line.sources or line.is_computed or not has_digit, (item.title, line)


@pytest.mark.slow
@EVERY_DAY
def test_what_a_panel_says_is_words_for_a_reader(day: date) -> None:
    for item in everywhere(day):
        for text in texts_of(item):
            assert not BARE_ENUM.search(text), (item.title, text)
            assert not re.search(r"\bk?m2\b|  |\s[,.;]|\.\.(?!\.)|;\.", text), (item.title, text)
            assert not re.search(r"\d{4}-\d{2}-\d{2}", text), (item.title, text)
        for line in lines_of(item):
            assert line.figure[:1].upper() == line.figure[:1] or not line.figure, (item.title, line)
            assert line.text, (item.title, line)
            assert not line.text.casefold().startswith(line.figure.casefold()), (item.title, line)


@EVERY_DAY
def test_every_section_has_lines_or_says_in_words_why_not(day: date) -> None:
    for item in everywhere(day):
        assert all(section.lines or section.empty for section in item.sections), item.title
        titles = [section.title for section in item.sections]
        assert len(titles) == len(set(titles)), item.title


@pytest.mark.parametrize("treaty", TREATIES)
@EVERY_DAY
def test_a_panel_opens_with_the_status_and_names_all_four_treaties(day: date, treaty: str) -> None:
    names = [dataset().treaty(treaty_id).short_name for treaty_id in TREATIES]
    for area in ("UKR", "GRL", "XKX", "AND"):
        country = panel_of(area, day, treaty)
        first = [country.lead[0], *lines_in(country, "Other treaties")]
        assert all(line.sources and line.swatch for line in first)
        assert sorted(line.text.split(", since")[0].split(":")[0] for line in first) == sorted(names)


def test_the_chart_of_ukraine_shows_the_figures_in_order_and_no_point_whose_order_is_unknown() -> None:
    (chart,) = [s.chart for s in panel_of("UKR", TODAY).sections if s.chart and "land to be surveyed" in s.title]
    days = [mark.when for mark in chart.marks]
    assert days == sorted(days)
    first = [(f"{mark.when:%Y-%m-%d}", mark.value) for mark in chart.marks][:7]
    assert first == [
        ("2022-04-04", 80_000),
        ("2022-06-02", 300_000),
        ("2022-06-17", 270_000),
        ("2022-08-09", 160_000),
        ("2022-12-14", 174_000),
        ("2023-01-07", 250_000),
        ("2023-09-27", 174_000),
    ]
    leads = [mark.value for mark in chart.marks if mark.is_lead]
    assert (leads, "large: latest claim" in chart.title) == ([138_503], True)
    listed = lines_in(panel_of("UKR", TODAY), "Claims: land to be surveyed")
    assert [line.figure for line in listed if ", 2022." in line.text] == ["185,000 km²", "300,000 km²"]


# From here on: the future never shows.


@EVERY_DAY
def test_no_claim_is_shown_before_it_was_made(day: date) -> None:
    for area in AREAS:
        assert all(claim.date_said.latest <= day for claim in context_of(View(day=day)).claims_about(area))


@EVERY_DAY
def test_no_chart_goes_beyond_the_day(day: date) -> None:
    for item in everywhere(day):
        marks = [mark for section in item.sections if section.chart for mark in section.chart.marks]
        assert all(mark.when <= day for mark in marks), item.title


@pytest.mark.parametrize(
    ("title", "in_figure"),
    [("Clearance, by year", False), ("Votes", True), ("Recorded casualties", False), ("Events", True)],
)
@EVERY_DAY
def test_years_and_days_of_facts_are_past(day: date, title: str, *, in_figure: bool) -> None:
    for item in everywhere(day):
        for line in lines_in(item, title):
            dated = line.figure if in_figure else line.text.split(".")[0]
            years = [int(match[3]) for match in DAY_IN_WORDS.finditer(dated)]
            assert years, (item.title, line)
            assert max(years) <= day.year, (item.title, line)
            if title != "Events" and not line.is_computed:
                assert min(years) < day.year, (item.title, line)


@EVERY_DAY
def test_policy_acts_are_past_and_a_running_rule_does_not_tell_its_end(day: date) -> None:
    for item in everywhere(day):
        for line in lines_in(item, "National policy"):
            dated = line.text.rpartition(", from ")[2] if ", from " in line.text else line.text.split(".")[0]
            years = [int(match[3]) for match in DAY_IN_WORDS.finditer(dated)]
            assert years, (item.title, line)
            assert max(years) <= day.year, (item.title, line)
            assert " until " not in dated, (item.title, line)


@EVERY_DAY
def test_acts_under_the_treaty_are_past_but_for_announced_effects_and_open_ranges(day: date) -> None:
    for item in everywhere(day):
        for line in lines_in(item, "Acts under"):
            dated = line.text.partition(", takes effect on ")[0]
            years = [int(match[3]) for match in DAY_IN_WORDS.finditer(dated)]
            is_open = line.figure.endswith(", by this day or later")
            assert (min(years) if is_open else max(years)) <= day.year, (item.title, line)


def test_a_withdrawal_is_announced_before_its_day_and_not_before_the_notice() -> None:
    assert lead_figures(panel_of("EST", on(2025, 6, 26)))[0] == "Party"
    noticed = panel_of("EST", on(2025, 6, 27))
    assert noticed.lead[0].figure == "Party, leaving"
    assert lines_in(noticed, "Acts under")[-1].text == "27 June 2025, takes effect on 27 December 2025"
    assert lead_figures(panel_of("EST", on(2025, 12, 27)))[0] == "Left"


def test_an_accession_on_an_unknown_day_is_uncertain_and_says_so() -> None:
    country = panel_of("LBN", on(2026, 3, 1))
    assert country.lead[0].figure == "Uncertain: joined but not yet bound, or not signed"
    assert lines_in(country, "Acts under")[-1].figure == "Acceded, by this day or later"
    assert lines_in(panel_of("LBN", TODAY), "Acts under")[-1].figure == "Acceded"


def test_a_claim_is_not_superseded_before_the_later_one_was_made() -> None:
    def claim_text(day: date) -> str:
        return line_of(panel_of("UKR", day), "Claims: land to be surveyed", "139,000 km²").text

    assert "superseded" not in claim_text(on(2025, 6, 23))
    assert "superseded since" in claim_text(on(2025, 6, 24))


# And the order and the words of it.


def test_of_figures_said_on_one_day_the_total_stands_first() -> None:
    figures = [line.figure for line in lines_in(panel_of("LBN", TODAY), "Claims: anti-personnel mines")]
    assert figures[:3] == ["15.785 km²", "12.659 km²", "3.127 km²"]


def test_the_group_of_the_question_comes_first() -> None:
    def first_group(treaty: str) -> str:
        country = panel_of("LBN", TODAY, treaty)
        return next(section.title for section in country.sections if section.title.startswith("Claims: "))

    assert first_group("apmbc") == "Claims: anti-personnel mines"
    assert first_group("ccm") == "Claims: cluster munition remnants"


def test_figures_that_cannot_be_compared_stand_last_and_without_a_chart() -> None:
    country = panel_of("AFG", TODAY)
    claims = [section for section in country.sections if section.title.startswith(("Claims: ", "Other figures"))]
    assert claims[-1].title == "Other figures stated"
    assert claims[-1].chart is None
    groups = {claim.definition.comparable_group for claim in dataset().claims["AFG"]}
    assert len(claims) == len(groups)
    assert ComparableGroup.NONE in groups


@pytest.mark.parametrize("area", ["AND", "KAS"])
def test_a_country_without_data_says_so(area: str) -> None:
    country = panel_of(area, TODAY)
    empty = {section.title: section.empty for section in country.sections if not section.lines}
    assert empty["Claims about contamination"].endswith("is recorded by this day. That is not a finding of none.")
    assert len(empty) >= 7


def test_a_territory_shows_the_acts_of_its_state_as_those_of_that_state() -> None:
    country = panel_of("GRL", TODAY)
    assert country.lead[0].figure == "Party, as Denmark, which administers it"
    assert {line.text for line in lines_in(country, "Acts under")} >= {"8 June 1998 (Denmark)"}
    assert panel_of("PRI", TODAY).lead[0].figure == "Not signed, as the United States of America, which administers it"


def test_a_treaty_that_did_not_exist_yet_is_not_called_unsigned() -> None:
    lines = {line.text: line.figure for line in lines_in(panel_of("LBN", on(2005, 1, 1)), "Other treaties")}
    assert lines["Convention on Cluster Munitions"] == "Not yet adopted"
    assert lines["CCW Protocol V"] == "Not party"


def test_a_panel_goes_by_the_name_of_the_united_nations_and_names_the_common_one_beside_it() -> None:
    country = panel_of("KOR", TODAY)
    assert (country.title, country.subtitle.split(" · ")[0]) == ("Republic of Korea", "South Korea")
    assert panel_of("XKX", TODAY).title == "Kosovo (UNSCR 1244)"
    assert panel_of("FRA", LATE).subtitle == "Western Europe · UN member · on 1 January 2030"


def test_entry_into_force_that_no_act_states_is_computed_and_says_by_what_rule() -> None:
    items = [line for area in AREAS for line in lines_in(panel_of(area, TODAY), "Acts under") if line.is_computed]
    assert items
    assert all("computed from the deposit by Article 17" in line.text for line in items)


def test_years_of_votes_that_were_not_read_are_named() -> None:
    last = lines_in(panel_of("UKR", TODAY), "Votes")[-1]
    assert (last.figure, last.is_computed) == ("2020 and 2021: not read", True)


REQUESTED = [deadline for group in dataset().deadlines.values() for deadline in group if deadline.requested]


@pytest.mark.slow
def test_a_deadline_whose_decision_is_not_known_says_so_and_is_never_called_expired() -> None:
    assert {item.area for item in REQUESTED} == {
        *("AGO", "ARG", "BFA", "COD", "COL", "ECU", "ETH", "NGA", "SEN", "SSD", "TJK", "TUR", "ZWE")
    }
    for item in REQUESTED:
        for day in (on(2025, 11, 30), on(2025, 12, 5)):  # the meeting had not ended
            line = lines_in(panel_of(item.area, day), "Article 5")[0]
            assert line.figure == f"Deadline {day_label(item.deadline or LATE)}"
            assert "requested" in line.text
        for day in (on(2025, 12, 6), on(2026, 1, 1), TODAY, LATE):
            line = lines_in(panel_of(item.area, day), "Article 5")[0]
            assert line.figure == "Decision not found"
            assert f"last known deadline {day_label(item.deadline or LATE)}" in line.text
            assert "expired" not in f"{line.figure} {line.text} {line.detail}".casefold()


@pytest.mark.parametrize(
    ("day", "figure", "text"),
    [
        (date(2025, 12, 1), "Deadline 31 December 2025", "extension to 31 December 2030 requested"),
        (
            date(2025, 12, 5),
            "Deadline 31 December 2030",
            "extension granted between 1 December 2025 and 5 December 2025; it was 31 December 2025 before",
        ),
    ],
)
def test_a_granted_extension_counts_from_the_decision_on(day: date, figure: str, text: str) -> None:
    (line,) = lines_in(panel_of("KHM", day), "Article 5")
    assert (line.figure, line.text) == (figure, text)


def test_submunitions_stand_beside_the_land_that_was_cleared_of_them() -> None:
    line = line_of(panel_of("LAO", TODAY), "Clearance", "71.7 km² cleared")
    assert line.text == "in 2024, cluster munition remnants; 71,106 submunitions destroyed. Mine Action Review."


def test_every_fact_stands_once_and_with_its_words() -> None:
    (deadline,) = lines_in(panel_of("BFA", TODAY), "Article 5")
    assert deadline.text == (
        "no deadline in force in November 2025; last known deadline 1 March 2009; "
        "extension to 31 December 2028 requested"
    )
    reopened = [line.figure for line in lines_in(panel_of("DZA", TODAY), "Article 5")]
    assert reopened == ["Deadline 1 April 2017", "Declared complete, then reopened"]
    casualties = line_of(panel_of("AFG", TODAY), "Recorded casualties", "811 killed or injured")
    assert casualties.text == (
        "in 2007, by mines and explosive remnants of war; 208 killed, 601 injured. Landmine Monitor 2008."
    )
    use = lines_in(panel_of("MMR", TODAY), "Stockpiles")[0]
    assert (use.figure, use.text) == ("Use by the state, as recorded", "2025. Landmine Monitor 2025. (relayed)")
    assert "1 anti-personnel mine destroyed" in lines_in(panel_of("CAF", TODAY), "Clearance")[0].text
    rule = line_of(
        panel_of("USA", on(2015, 6, 1)), "National policy", "Use of self-destructing mines: Korean Peninsula"
    )
    assert rule.text == "President Obama, fact sheet of 23 September 2014, from 23 September 2014"


def left_out(area: str, day: date) -> tuple[Line, ...]:
    sections = panel_of(area, day).sections
    return next((section.lines for section in sections if section.title == "Left out, and why"), ())


def test_a_doubtful_figure_is_told_with_its_source_and_why_it_is_left_out() -> None:
    (line,) = left_out("UKR", TODAY)
    assert line.figure == "105.88 km² with anti-personnel mines, as others quote the Landmine Monitor 2025"
    assert line.text.startswith("second-hand, and one thousandth of the 105,877 km² that are listed for a first survey")
    assert line.sources


def test_what_is_left_out_is_told_from_its_day_on_and_only_of_its_country() -> None:
    assert not left_out("UKR", on(2025, 11, 30))
    assert not left_out("CHN", on(1996, 4, 21))
    assert [line.figure for line in left_out("CHN", on(1996, 4, 22))] == ["Export moratorium for a part of its mines"]
    assert [area for area in AREAS if left_out(area, TODAY)] == [a for a in AREAS if a in dataset().omissions]
