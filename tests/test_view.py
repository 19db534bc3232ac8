"""The View and its link: what is written is read again, and what a link says wrongly is named."""

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.link import LINK_KEYS, query_of, read_link
from dashboard.maps.street_maps import STREET_IDS
from dashboard.maps.view import (
    FIRST_DAY,
    LAST_DAY,
    MATRIX_COUNTS,
    MATRIX_KINDS,
    MATRIX_ORDERS,
    MOST_FOOTPRINTS,
    REGIONS,
    TREATIES,
    Footprint,
    Other,
    View,
    compared,
    settled,
    under,
)
from geodata import MAP_GROUPS, ClaimRule, StatusKind
from geodata.claims import AFFECTED_CLASSES

AREAS = ("UKR", "USA", "KOR", "KHM", "FJI")
CLAIMS = ("ukr-potentially-contaminated-2023-01-07-shmyhal", "khm-total-2024")


lonlat = st.tuples(st.integers(-18000, 18000), st.integers(-8000, 8000)).map(lambda at: (at[0] / 100, at[1] / 100))
footprints = st.builds(
    Footprint, st.sampled_from(CLAIMS), st.none() | st.sampled_from(AREAS) | lonlat, is_square=st.booleans()
)


def in_order(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """Any of the values, in the order in which a view keeps them."""
    return st.sets(st.sampled_from(values)).map(lambda chosen: tuple(value for value in values if value in chosen))


others = st.builds(Other, treaty=st.none() | st.sampled_from(TREATIES), day=st.dates(FIRST_DAY, LAST_DAY)) | st.builds(
    Other, treaty=st.sampled_from(TREATIES)
)
views = st.builds(
    View,
    day=st.none() | st.dates(FIRST_DAY, LAST_DAY),
    treaty=st.sampled_from(TREATIES),
    layers=in_order(LAYERS.ids),
    statuses=in_order(tuple(StatusKind)),
    regions=in_order(REGIONS),
    claim_rule=st.sampled_from(ClaimRule),
    claim_group=st.sampled_from(MAP_GROUPS),
    claim_least=st.none() | st.sampled_from(AFFECTED_CLASSES),
    extent=st.sampled_from(("world", "europe", "korea", "UKR")),
    country=st.none() | st.sampled_from(AREAS),
    footprints=st.lists(footprints, min_size=1, max_size=MOST_FOOTPRINTS, unique=True).map(tuple),
    streets=st.none() | st.sampled_from(STREET_IDS),
    matrix_group=st.none() | st.sampled_from(("nato", "eu")),
    matrix_statuses=in_order(TREATIES).flatmap(
        lambda treaties: st.tuples(
            *(st.tuples(st.just(treaty), in_order(MATRIX_KINDS).filter(bool)) for treaty in treaties)
        )
    ),
    matrix_order=st.sampled_from(MATRIX_ORDERS),
    matrix_count=st.sampled_from(MATRIX_COUNTS),
).map(lambda view: settled(view)[0])
comparing = st.builds(lambda view, beside: compared(view, beside=beside), views, others) | st.builds(
    lambda view, since: compared(view, since=since), views, st.dates(FIRST_DAY, LAST_DAY)
)


@given(views | comparing)
def test_a_view_becomes_a_link_and_the_same_view_again(view: View) -> None:
    assert read_link(query_of(view), areas=AREAS, claims=CLAIMS) == (view, ())


@given(st.dictionaries(st.text() | st.sampled_from(LINK_KEYS), st.text() | st.lists(st.text())))
def test_no_link_whatever_it_says_raises(query: dict[str, str | list[str]]) -> None:
    view, problems = read_link(query, areas=AREAS, claims=CLAIMS)
    assert read_link(query_of(view), areas=AREAS, claims=CLAIMS) == (view, ())
    assert all(str(problem) for problem in problems)


@given(st.sampled_from([key for key in LINK_KEYS if key != "v"]), st.text(min_size=1))
def test_a_value_is_either_used_or_named(key: str, text: str) -> None:
    view, problems = read_link({"v": "1", key: text}, areas=AREAS, claims=CLAIMS)
    assert problems or view != View() or read_link({"v": "1", key: text}) == (View(), ())


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("day", "2026-13-45", "2026-13-45 is not a day of the calendar"),
        ("day", "1991-12-31", "lies outside 1992-01-01 to 2033-12-31"),
        ("treaty", "apmbd", "did you mean apmbc"),
        ("country", "<script>alert(1)</script>", "is not the code of a country"),
        ("country", "UKE", "did you mean UKR"),
        ("layers", "status.bananas", "bananas is not a layer"),
        ("extent", "atlantis", "is not a part of the world"),
        ("footprint", "../etc/passwd", "is no figure that can be drawn to scale"),
        ("footprint", "khm-total-2024@ATL", "ATL is not the code of a country"),
        ("footprint", "khm-total-2024@20,85", "20,85 lies outside 180° west to 180° east, 80° south to north"),
        ("footprint", "khm-total-2024.circle", "is no figure that can be drawn to scale"),
        ("footprint", "~".join(f"khm-total-2024@{lon},0" for lon in range(6)), "it names more than 5 figures"),
        ("streets", "https://example.org/", "is not a street map of the atlas"),
        ("status", "x" * 10_000, "longer than 200 characters"),
        ("contry", "UKR", "no such parameter; did you mean country"),
        ("v", "2", "reads version 1"),
        ("beside", "ccn", "ccn is not a treaty of the atlas; did you mean ccm"),
        ("beside", "ccm.2014-02-30", "2014-02-30 is not a day of the calendar written as YYYY-MM-DD; no other day"),
        ("beside", "ccm.ccw-p5", "it names a second treaty, ccw-p5"),
        ("beside", "apmbc", "“beside” was ignored: apmbc is the treaty that the map shows"),
        ("beside", "apmbc.2014-01-01", "“beside” was ignored, but for its day: apmbc is the treaty"),
        ("members", "nato<", "is not a group of states"),
        ("matrix", "apmbd.left", "apmbd is not a treaty of the atlas; did you mean apmbc"),
        ("matrix", "apmbc.lefft~ccm.party", "“matrix” was ignored, but for its other statuses: lefft is not a status"),
        ("matrix", "apmbc~ccm.none", "it names no status under apmbc"),
        ("matrix", "ccm.left~ccm.party", "but for its other statuses: it names ccm twice"),
        ("matrix", "ccm.not-eligible", "not-eligible is not a status of a state under a treaty"),
        ("sort", "apmbc-newst", "did you mean apmbc-newest"),
        ("count", "votes", "is not a count of states through time"),
        ("since", "last year", "no changes are picked out"),
        ("since", "1990-01-01", "1990-01-01 lies outside 1992-01-01 to 2033-12-31; 1992-01-01 is shown"),
    ],
)
def test_a_bad_value_is_named_and_left_out(key: str, text: str, sentence: str) -> None:
    query = {"v": "1"} | {key: text}
    _, problems = read_link(query, areas=AREAS, claims=CLAIMS)
    assert sentence in " ".join(str(problem) for problem in problems)
    assert "<" not in " ".join(str(problem) for problem in problems)


def test_of_a_key_given_twice_the_last_value_counts_and_the_reader_is_told() -> None:
    view, problems = read_link({"v": "1", "treaty": ["apmbc", "ccm"]})
    assert view == View(treaty="ccm")
    assert [str(problem) for problem in problems] == [
        "The link's “treaty” was ignored, but for its last value: it was given more than once."
    ]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("2014-01-01", Other(day=date(2014, 1, 1))),
        ("ccm", Other(treaty="ccm")),
        ("ccm.2014-01-01", Other(treaty="ccm", day=date(2014, 1, 1))),
        ("2014-01-01.ccm", Other(treaty="ccm", day=date(2014, 1, 1))),
        ("ccm.nonsense", Other(treaty="ccm")),
        ("apmbc.2014-01-01", Other(day=date(2014, 1, 1))),
        ("apmbc", None),
    ],
)
def test_what_stands_beside_is_a_treaty_a_day_or_both(text: str, other: Other | None) -> None:
    assert read_link({"v": "1", "beside": text})[0].beside == other


def test_of_two_comparisons_the_changes_are_shown_and_the_reader_is_told() -> None:
    view, problems = read_link({"v": "1", "beside": "ccm", "since": "2020-01-01"})
    assert view == View(since=date(2020, 1, 1))
    assert [str(problem) for problem in problems] == [
        "The link's “beside” was ignored: the map already picks out what changed, as “since” asks."
    ]


def test_choosing_one_comparison_ends_the_other() -> None:
    beside = compared(View(since=date(2020, 1, 1)), beside=Other(treaty="ccm"))
    assert beside == View(beside=Other(treaty="ccm"))
    assert compared(beside, since=date(2020, 1, 1)) == View(since=date(2020, 1, 1))
    assert compared(beside) == View()


def test_choosing_the_treaty_beside_makes_the_two_change_places() -> None:
    view = View(beside=Other(treaty="ccm", day=date(2014, 1, 1)))
    assert under(view, "ccm") == View(treaty="ccm", beside=Other(treaty="apmbc", day=date(2014, 1, 1)))
    assert under(view, "ccw-p5") == View(treaty="ccw-p5", beside=Other(treaty="ccm", day=date(2014, 1, 1)))


def test_parameters_of_embedding_are_not_ours_to_judge() -> None:
    assert read_link({"v": "1", "embed": "true", "embed_options": "dark_theme"}) == (View(), ())


def test_the_default_view_is_the_shortest_link() -> None:
    assert query_of(View()) == {"v": "1"}


def test_every_field_has_a_parameter() -> None:
    assert len(fields(View)) == len(LINK_KEYS) - 1


def test_a_view_without_a_day_shows_the_day_it_is_opened() -> None:
    assert View().on(date(2026, 11, 21)) == date(2026, 11, 21)


def test_layers_switched_on_keep_their_drawing_order() -> None:
    view = LAYERS.toggled(View(layers=("events",)), "contamination", is_on=True)
    assert view.layers == ("contamination", "events")
    assert LAYERS.toggled(view, "events", is_on=False).layers == ("contamination",)


@pytest.mark.parametrize("extent", ["world", "europe", "RUS"])
def test_only_a_close_up_has_a_street_map_and_a_link_that_asks_for_more_is_told(extent: str) -> None:
    view, problems = read_link({"v": "1", "extent": extent, "streets": "openstreetmap"})
    assert view.streets is None
    assert [str(problem) for problem in problems] == [
        "The link's “streets” was ignored: a map wider than a close-up has no street map beneath."
    ]
    assert read_link({"v": "1", "extent": "UKR", "streets": "openstreetmap"})[0].streets == "openstreetmap"


def test_two_maps_side_by_side_have_no_street_map() -> None:
    query = {"v": "1", "extent": "UKR", "streets": "openstreetmap", "beside": "ccm"}
    view, problems = read_link(query)
    assert view == View(extent="UKR", beside=Other(treaty="ccm"))
    assert [problem.key for problem in problems] == ["streets"]


def test_a_frozen_link_that_is_opened_in_the_atlas_is_told_its_page() -> None:
    view, problems = read_link({"v": "1", "release": "2026.11.21-11eea78e", "id": "0123456789ab"})
    assert view == View()
    assert [problem.key for problem in problems] == ["release", "id"]
    assert all("put “frozen” before the “?”" in str(problem) for problem in problems)
