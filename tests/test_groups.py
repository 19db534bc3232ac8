"""Groups of states: who is, may be, or is suspended as a member on a day, and the periods that are refused."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.checks import check_plausible, cross_check, read_tables
from geodata.dataset import assemble, load
from geodata.dates import DateSpan
from geodata.errors import TableError
from geodata.groups import Members, members_on, runs_on
from geodata.model import Confidence, Group, GroupKind, Mark, Membership, MembershipKind
from geodata.notebook import record_card
from geodata.sources import mark_of
from geodata.tables import Report
from geodata.wording import membership_text
from tests.builders import CITED, Rows, dataset_folder, on, rows_of
from tests.properties import examples
from tests.shipped_views import dataset

KNOWN_UNTIL = on("2025-06-30")
LAST = date(2030, 12, 31)
DAYS = st.dates(date(1990, 1, 1), LAST)
SPANS = st.builds(
    lambda first, length: DateSpan(first, min(first + timedelta(length), LAST)), DAYS, st.integers(0, 800)
)


@dataclass(frozen=True, slots=True)
class Club:
    """A dataset with one group."""

    groups: Mapping[str, Group]
    memberships: Mapping[str, tuple[Membership, ...]]


def period(start: str, until: str = "", *, area: str = "AAA", kind: str = "member", contested: str = "") -> Membership:
    """One period in the group `club`."""
    return Membership(
        citations=CITED,
        confidence=Confidence.ONE_SOURCE,
        note="",
        membership_id=f"club-{area.lower()}-{start}",
        group="club",
        area=area,
        kind=MembershipKind(kind),
        start=DateSpan.parse(start),
        until=DateSpan.parse(until) if until else None,
        contested_by=contested,
    )


def club(*periods: Membership) -> Club:
    """A dataset with these periods, whose documents end on 30 June 2025."""
    group = Group(CITED, Confidence.ONE_SOURCE, "", "club", "Club", "Club of States", GroupKind.UNION, "", KNOWN_UNTIL)
    return Club({"club": group}, {"club": periods})


def standing(members: Members, area: str = "AAA") -> str:
    """Whether an area is in the group: yes, perhaps, no."""
    return "yes" if area in members.areas else "perhaps" if area in members.uncertain else "no"


@pytest.mark.parametrize(
    ("start", "until", "days"),
    [
        ("1995-01-01", "", {"1994-12-31": "no", "1995-01-01": "yes", "2026-01-01": "yes"}),
        ("1995-01-01", "2020-01-31", {"2020-01-30": "yes", "2020-01-31": "no"}),
        ("1999", "", {"1998-12-31": "no", "1999-01-01": "perhaps", "1999-12-30": "perhaps", "1999-12-31": "yes"}),
        ("1995-01-01", "2014-01", {"2013-12-31": "yes", "2014-01-15": "perhaps", "2014-01-31": "no"}),
        ("1945-10-24/2017-08-04", "", {"2017-08-03": "perhaps", "2017-08-04": "yes"}),
        ("1971", "2026-11-24", {"2026-11-23": "yes", "2026-11-24": "perhaps", "2030-01-01": "perhaps"}),
        ("2025-07-01", "", {"2025-06-30": "no", "2025-07-01": "perhaps", "2030-01-01": "perhaps"}),
        ("2025-06-30", "", {"2025-06-29": "no", "2025-06-30": "yes"}),
    ],
)
def test_a_member_is_certain_only_where_every_dating_has_it(start: str, until: str, days: dict[str, str]) -> None:
    items = {day: standing(members_on(club(period(start, until)), "club", on(day))) for day in days}
    assert items == days


def test_from_a_contested_end_on_a_member_is_uncertain() -> None:
    data = club(period("1948", "2019-04-28", contested="its parliament"))
    assert standing(members_on(data, "club", on("2019-04-27"))) == "yes"
    assert standing(members_on(data, "club", on("2024-01-01"))) == "perhaps"
    assert standing(members_on(club(period("1990", contested="a neighbour")), "club", on("2024-01-01"))) == "perhaps"


def test_a_state_that_came_back_is_a_member_in_both_periods_and_not_between() -> None:
    data = club(period("1963-05-25", "1984-11-12"), period("2017-01-31"))
    days = ["1970-01-01", "1984-11-12", "2017-01-30", "2017-01-31"]
    assert [standing(members_on(data, "club", on(day))) for day in days] == ["yes", "no", "no", "yes"]


def test_a_suspended_member_is_a_member_still() -> None:
    data = club(period("1945"), period("2011-11", "2023-05-07", kind="suspended"), period("1945", area="BBB"))
    members = members_on(data, "club", on("2012-01-01"))
    assert (members.areas, members.suspended, members.possibly_suspended) == (("AAA", "BBB"), ("AAA",), ())
    assert members_on(data, "club", on("2011-11-15")).possibly_suspended == ("AAA",)
    assert members_on(data, "club", on("2023-05-07")).suspended == ()


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (period("1952"), "joined in 1952"),
        (period("1973-01-01", "2020-01-31"), "joined on 1 January 1973, left on 31 January 2020"),
        (
            period("1975", "2026-11-24/2029-11-24"),
            "joined in 1975, to end between 24 November 2026 and 24 November 2029",
        ),
        (period("2010-02", "2011-03-01", kind="suspended"), "suspended in February 2010, lifted on 1 March 2011"),
        (
            period("1948", "2019", contested="its parliament"),
            "joined in 1948, left in 2019; contested by its parliament",
        ),
    ],
)
def test_a_membership_is_told_in_words(one: Membership, expected: str) -> None:
    assert membership_text(one, KNOWN_UNTIL) == expected


def test_an_unknown_group_has_no_members_and_no_day() -> None:
    members = members_on(club(period("1945")), "clubs", on("2012-01-01"))
    assert members == Members("clubs", on("2012-01-01"))
    assert members.is_empty
    assert members.known_until is None
    assert members_on(Club(club().groups, {}), "club", on("2012-01-01")).is_empty


@examples(60)
@given(SPANS, st.none() | SPANS, DAYS, DAYS)
def test_a_membership_runs_on_a_day_as_its_possible_datings_say(
    start: DateSpan, until: DateSpan | None, day: date, known_until: date
) -> None:
    """The answer is that of every pair of a first and a last day; a day after `known_until` may also never come."""
    one = replace(period("1990"), start=start, until=until)
    begun, ended = possible(start, day, known_until), possible(until, day, known_until) if until else {False}
    answers = {b and not e for b in begun for e in ended}
    expected = answers.pop() if len(answers) == 1 else None
    assert runs_on(one, day, known_until) is expected


def possible(when: DateSpan, day: date, known_until: date) -> set[bool]:
    """Whether something of a date has come by a day, for each possible dating; one only announced may never come."""
    items = {first <= day for first in (when.earliest, when.latest)}
    return items | {False} if when.latest > known_until else items


@examples(40)
@given(st.lists(st.tuples(SPANS, st.sampled_from(["AAA", "BBB", "CCC"])), max_size=6), DAYS)
def test_the_order_of_rows_does_not_matter_and_no_area_is_in_two_answers(
    rows: list[tuple[DateSpan, str]], day: date
) -> None:
    periods = [replace(period("1990", area=area), start=span, until=None) for span, area in rows]
    members = members_on(club(*periods), "club", day)
    assert members == members_on(club(*reversed(periods)), "club", day)
    assert not {*members.areas} & {*members.uncertain}
    assert [*members.areas] == sorted(members.areas)


# --- Rows that are refused


def problems_of(folder: Path) -> list[str]:
    report = Report()
    read = read_tables(folder, report)
    cross_check(read, report)
    check_plausible(read, folder, report, today=date(2026, 11, 30))
    return [str(problem) for problem in report.problems]


def row(**cells: str) -> dict[str, str]:
    return {**rows_of("memberships")[0], "membership_id": "new", **cells}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"area": "AAB"}, "memberships.csv:5:6: area: unknown state or area 'AAB'; did you mean 'AAA'?"),
        ({"group": "clubs"}, "memberships.csv:5:5: group: unknown group 'clubs'; did you mean 'club'?"),
        ({"kind": "guest"}, "memberships.csv:5:7: kind: 'guest' is not one of member, suspended"),
        (
            {"area": "ZED", "citations": ""},
            "memberships.csv:5:1: citations: is empty, expected at least one 'source-id: place in the document'",
        ),
        ({"area": "ZED", "start": ""}, "memberships.csv:5:8: start: is empty, expected a value"),
        (
            {"area": "ZED", "start": "1999-05-01", "until": "1999-05-01"},
            "memberships.csv:5:9: until: 1999-05-01 does not lie after start 1999-05-01",
        ),
        (
            {"start": "2001"},
            "memberships.csv:5:8: start: 2001-01-01/2001-12-31 lies in the period of line 2, which has no end",
        ),
        (
            {"area": "BBB", "start": "2020-01-30"},
            "memberships.csv:5:8: start: 2020-01-30 lies in the period of line 4, which ends 2020-01-31",
        ),
        (
            {"area": "ZED", "kind": "suspended"},
            "memberships.csv:5:7: kind: no membership of ZED in 'club' covers the suspension",
        ),
        (
            {"area": "BBB", "kind": "suspended", "start": "2019", "until": ""},
            "memberships.csv:5:7: kind: no membership of BBB in 'club' covers the suspension",
        ),
    ],
)
def test_a_membership_that_cannot_be_is_told_with_its_place(
    tmp_path: Path, cells: dict[str, str], expected: str
) -> None:
    rows: Rows = [*rows_of("memberships"), row(**cells)]
    assert expected in problems_of(dataset_folder(tmp_path / "data", memberships=rows))


def test_a_state_may_come_back_on_the_day_on_which_it_left(tmp_path: Path) -> None:
    rows = [*rows_of("memberships"), row(area="BBB", start="2020-01-31")]
    assert problems_of(dataset_folder(tmp_path / "data", memberships=rows)) == []


def test_a_group_without_members_or_from_the_future_is_told(tmp_path: Path) -> None:
    lonely = {**rows_of("groups")[0], "group_id": "lonely", "data_until": "2027-01-01"}
    problems = problems_of(dataset_folder(tmp_path / "data", groups=[*rows_of("groups"), lonely]))
    assert [problem.partition(": ")[2] for problem in problems] == [
        "group_id: 'lonely' has no row in memberships.csv",
        "data_until: 2027-01-01 lies in the future; today is 2026-11-30",
    ]


# --- The shipped groups


@pytest.mark.parametrize(
    ("group", "day", "count", "uncertain"),
    [
        ("eu", "1992-01-01", 12, ""),
        ("eu", "2020-01-30", 28, ""),
        ("eu", "2020-01-31", 27, ""),
        ("nato", "1992-01-01", 16, ""),
        ("nato", "2023-04-03", 30, ""),
        ("nato", "2024-03-07", 32, ""),
        ("asean", "1996-01-01", 7, ""),
        ("asean", "2025-10-25", 10, ""),
        ("asean", "2025-10-26", 11, ""),
        ("ldcs", "2025-01-01", 44, ""),
        ("ldcs", "2026-11-30", 41, "BGD LAO NPL"),
        ("ldcs", "2020-12-03", 47, ""),
        ("ldcs", "2020-12-04", 46, ""),
        ("oas", "2018-01-01", 35, ""),
        ("oas", "2023-11-19", 33, "VEN"),
        ("arab-league", "1994-01-01", 22, ""),
        ("cis", "1995-01-01", 10, ""),
        ("cis", "2009-08-18", 9, ""),
        ("african-union", "2001-01-01", 52, ""),
        ("african-union", "2017-01-31", 54, ""),
        ("un-african-states", "2017-08-04", 54, ""),
        ("un-eastern-european-states", "2026-11-30", 23, ""),
    ],
)
def test_the_shipped_groups_have_the_members_of_their_documents(
    group: str, day: str, count: int, uncertain: str
) -> None:
    members = members_on(dataset(), group, on(day))
    assert (len(members.areas), " ".join(members.uncertain)) == (count, uncertain)


def test_suspensions_and_returns_of_the_shipped_groups() -> None:
    def suspended(group: str, day: str) -> tuple[str, ...]:
        return members_on(dataset(), group, on(day)).suspended

    assert suspended("arab-league", "2023-05-06") == ("SYR",)
    assert suspended("arab-league", "2023-05-07") == ()
    assert suspended("oas", "2010-01-01") == ("HND",)
    assert "MAR" not in members_on(dataset(), "african-union", on("2016-12-31")).areas
    assert set(suspended("african-union", "2025-12-01")) == {"BFA", "GIN", "GNB", "MDG", "MLI", "NER", "SDN"}
    assert set(suspended("african-union", "2026-02-26")) == {"BFA", "GNB", "MDG", "MLI", "NER", "SDN"}


def test_before_the_first_list_the_members_of_a_regional_group_are_uncertain() -> None:
    members = members_on(dataset(), "un-asia-pacific-states", on("2016-01-01"))
    assert (members.areas, len(members.uncertain)) == ((), 55)


def test_what_only_relays_tell_is_marked() -> None:
    periods = {one.membership_id: one for group in dataset().memberships.values() for one in group}
    assert mark_of(periods["nato-swe"]) is Mark.RELAYED
    assert mark_of(periods["nato-mkd"]) is None
    assert {mark_of(one) for one in dataset().memberships["arab-league"]} == {Mark.RELAYED, None}


def test_a_notebook_shows_a_membership_with_its_documents() -> None:
    (one,) = (one for one in dataset().memberships["eu"] if one.area == "GBR")
    card = record_card(one, dataset())
    assert {row.name: row.text for row in card.rows}["Until"] == "31 January 2020"
    assert "European Union" in card.sources[0].text
    assert record_card(dataset().group("eu"), dataset()).title == "Group"


def test_a_kept_release_may_lack_both_tables(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path / "data")
    (folder / "groups.csv").unlink()
    (folder / "memberships.csv").unlink()
    kept = assemble(folder, release="kept", is_kept=True)
    assert (dict(kept.groups), dict(kept.memberships)) == ({}, {})
    with pytest.raises(TableError, match=r"groups\.csv:0:0: cannot be read"):
        load(folder)
