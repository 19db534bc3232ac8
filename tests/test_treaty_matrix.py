"""The four treaties side by side: the matrix and the counts say what the status on a day says, in every file."""

import csv
import io
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from dashboard.maps.reference.treaty_matrix import (
    MEASURES,
    MatrixFilter,
    MatrixRow,
    count_on,
    counted_states,
    counts_text,
    group_notes,
    matrix_sentence,
    order_label,
    ordered,
    treaty_counts,
    treaty_matrix,
)
from dashboard.maps.view import FIRST_DAY, LAST_DAY, MATRIX_COUNTS, MATRIX_KINDS, MATRIX_ORDERS, REGIONS, TREATIES, View
from dashboard.render.charts import treaty_count_chart
from dashboard.render.treaty_matrix import matrix_columns, matrix_csv, matrix_html
from dashboard.web.routes import matrix_routes
from geodata import StatusKind, UnknownKeyError, day_label
from geodata.groups import members_on
from tests.asgi_client import ask
from tests.shipped_views import SHIPPED, TODAY, dataset
from tests.test_app import html_of, opened, run
from tests.vega_lite import chart_faults

STATES = [state.area for state in dataset().states.values() if state.is_state]
NAMES = SHIPPED.treaty_names()
FILTERS = st.builds(
    MatrixFilter,
    st.lists(st.sampled_from(REGIONS), unique=True).map(tuple),
    st.sampled_from(["", *dataset().groups]),
    st.lists(st.sampled_from(TREATIES), unique=True).flatmap(
        lambda treaties: st.tuples(
            *(
                st.tuples(st.just(t), st.lists(st.sampled_from(MATRIX_KINDS), min_size=1, unique=True).map(tuple))
                for t in sorted(treaties, key=TREATIES.index)
            )
        )
    ),
)


@pytest.mark.parametrize("treaty", TREATIES)
def test_a_status_has_the_words_of_the_legend_of_its_treaty(treaty: str) -> None:
    (legend,) = SHIPPED.spec(View(day=TODAY, treaty=treaty)).legends
    texts = Counter(row.cells[treaty].text.partition(":")[0] for row in SHIPPED.treaty_matrix(TODAY))
    listed = {cls.label: cls.count for cls in legend.classes if cls.class_id != StatusKind.NOT_ELIGIBLE}
    assert texts == Counter({label: count for label, count in listed.items() if count})


@pytest.mark.slow
@given(st.dates(FIRST_DAY, LAST_DAY))
def test_the_counts_of_a_day_are_those_of_the_status_of_every_state(day: date) -> None:
    for treaty in TREATIES:
        count = count_on(SHIPPED.treaty_counts()[treaty], day)
        status = Counter(dataset().status(area, treaty, day).kind for area in STATES)
        if count is None:
            assert set(status) == {StatusKind.NOT_SIGNED}
        else:
            assert count.counts == status


def test_the_matrix_has_every_state_once_and_its_cells_are_the_status_of_the_day() -> None:
    rows = treaty_matrix(dataset(), TODAY)
    assert sorted(row.area for row in rows) == sorted(STATES)
    for row in rows:
        for treaty in TREATIES:
            cell, status = row.cells[treaty], dataset().status(row.area, treaty, TODAY)
            assert cell.status == status
            assert bool(cell.act) == bool(cell.documents), (row.name, treaty)
            assert cell.since is None or cell.since <= TODAY
            assert status.kind is not StatusKind.PARTY or cell.since is not None, (row.name, treaty)


@given(FILTERS)
def test_a_filter_is_read_from_its_link_as_it_was_written(chosen: MatrixFilter) -> None:
    assert MatrixFilter.from_query(chosen.to_query(), dataset()) == chosen


@given(FILTERS)
def test_the_rows_kept_are_those_that_pass_and_no_other(chosen: MatrixFilter) -> None:
    rows = SHIPPED.treaty_matrix(TODAY)
    members = chosen.members(dataset(), TODAY)
    kept = {row.area for row in chosen.kept(rows, members)}
    wanted = dict(chosen.statuses)
    for row in rows:
        passes = not chosen.regions or row.region.casefold() in chosen.regions
        passes &= members is None or row.area in {*members.areas, *members.uncertain}
        passes &= all(set(wanted[t]) & {row.cells[t].status.kind, *row.cells[t].status.possible} for t in wanted)
        assert (row.area in kept) == passes


@pytest.mark.parametrize("order", MATRIX_ORDERS)
def test_an_order_keeps_every_row_and_what_it_leaves_equal_by_name(order: str) -> None:
    rows = SHIPPED.treaty_matrix(TODAY)
    listed = ordered(rows, order)
    assert sorted(listed, key=rows.index) == [*rows]
    names = [row.name for row in rows]
    treaty = next((treaty for treaty in TREATIES if order.startswith(treaty)), "apmbc")
    keys = [_key(row, order, treaty) for row in listed]
    days = [key for key in keys if key is not None]
    assert keys[: len(days)] == days == sorted(days, reverse=order.endswith("-newest"))
    for one, other in pairwise(listed):
        if _key(one, order, treaty) == _key(other, order, treaty):
            assert names.index(one.name) < names.index(other.name)


def _key(row: MatrixRow, order: str, treaty: str) -> Any:
    cell, kinds = row.cells[treaty], [*StatusKind]
    keys = {"name": 0, "region": row.region, treaty: kinds.index(cell.status.kind)}
    return keys.get(order, cell.since)


def test_each_order_has_words_of_its_own_and_each_count_a_measure() -> None:
    labels = [order_label(order, NAMES) for order in MATRIX_ORDERS]
    assert len(set(labels)) == len(labels)
    assert labels[:4] == ["Name", "Region", "Mine Ban Convention: status", "Mine Ban Convention: since, oldest first"]
    assert tuple(MEASURES) == MATRIX_COUNTS


@pytest.mark.slow
def test_a_link_opens_the_screen_filtered_and_ordered_and_each_change_is_in_it() -> None:
    link = {"members": "nato", "matrix": "apmbc.left~ccm.left.not-signed", "sort": "apmbc-newest", "count": "left"}
    at = opened("treaties", v="1", day="2026-03-01", **link)
    assert at.selectbox(key="matrix-group").value == "nato"
    assert at.multiselect(key="matrix-apmbc").value == [StatusKind.LEFT]
    (table,) = at.dataframe
    day, view = date(2026, 3, 1), SHIPPED.view(link)[0]
    chosen = MatrixFilter((), "nato", view.matrix_statuses)
    rows = ordered(chosen.kept(SHIPPED.treaty_matrix(day), chosen.members(dataset(), day)), "apmbc-newest")
    assert [*table.value["", "State"]] == [row.name for row in rows]
    assert len(rows) > 1
    assert "States that have left on 1 March 2026" in html_of(at)
    at.multiselect(key="matrix-ccm").set_value([])
    run(at)
    at.selectbox(key="matrix-order").select("name")
    run(at)
    link = {"v": "1", "day": "2026-03-01", "members": "nato", "matrix": "apmbc.left", "count": "left"}
    assert at.query_params == link


@pytest.mark.parametrize(
    ("query", "nearest"), [({"region": "eurpe"}, "europe"), ({"group": "natoo"}, "nato"), ({"apmbc": "lefft"}, "left")]
)
def test_what_is_unknown_in_a_link_is_named_with_the_nearest(query: dict[str, str], nearest: str) -> None:
    with pytest.raises(UnknownKeyError, match=nearest):
        MatrixFilter.from_query(query, dataset())


def test_the_sentence_counts_the_rows_and_says_where_none_is_left() -> None:
    rows = SHIPPED.treaty_matrix(TODAY)
    bound = sum(row.cells["apmbc"].status.is_bound for row in rows)
    assert f"Bound on {day_label(TODAY)}, of the {len(rows)} states shown: {bound} by the Mine Ban" in (
        matrix_sentence(rows, NAMES, TODAY)
    )
    by_area = {row.area: row for row in rows}
    sentences = {area: matrix_sentence([by_area[area]], NAMES, TODAY) for area in ("KOR", "PRK", "LBN")}
    assert sentences == {
        "KOR": (
            "On 21 November 2026 the Republic of Korea, the one state shown, is bound by the CCW Amended Protocol II "
            "and the CCW Protocol V."
        ),
        "PRK": (
            "On 21 November 2026 the Democratic People's Republic of Korea, the one state shown, is bound by none of "
            "the four."
        ),
        "LBN": (
            "On 21 November 2026 Lebanon, the one state shown, is bound by the Convention on Cluster Munitions and the "
            "CCW Amended Protocol II; its status under the Mine Ban Convention is uncertain."
        ),
    }
    assert matrix_sentence((), NAMES, TODAY) == f"No state passes these filters on {day_label(TODAY)}."


def test_a_chart_of_some_states_says_that_it_counts_these_on_every_day() -> None:
    assert counted_states(197, 197) == ""
    assert counted_states(32, 197) == (
        "The chart follows the 32 states shown above, also through days on which they would pass no filter."
    )
    assert counted_states(1, 197).startswith("The chart follows the one state shown above, also through days on which ")


def test_a_group_says_what_its_documents_leave_open() -> None:
    nato = members_on(dataset(), "nato", TODAY)
    assert any("as of" in note for note in group_notes(nato, dataset()))
    assert group_notes(nato, dataset())[-1].startswith("North Atlantic Treaty Organization: alliance under the ")
    before = members_on(dataset(), "nato", date(1900, 1, 1))
    assert group_notes(before, dataset()) == ("No state is recorded as a member of NATO on 1 January 1900.",)
    union = members_on(dataset(), "african-union", FIRST_DAY)
    assert group_notes(union, dataset())[0] == (
        "Of two states the documents leave open whether they were members of the African Union on that day; "
        "they are shown."
    )
    states = members_on(dataset(), "oas", date(2025, 1, 1))
    assert group_notes(states, dataset())[0] == (
        "Of one state the documents leave open whether it was a member of the OAS on that day; it is shown."
    )


def test_csv_table_and_paper_hold_the_same_cells() -> None:
    rows = SHIPPED.treaty_matrix(TODAY)
    text = matrix_csv(rows, NAMES, day=TODAY, release="x", depositary="y").decode("utf-8-sig")
    read = list(csv.DictReader(io.StringIO(text)))
    columns, paper = matrix_columns(rows, NAMES), matrix_html(rows, NAMES)
    assert [row["State"] for row in read] == columns["", "State"]
    for treaty in TREATIES:
        name = NAMES[treaty]
        assert [row[f"{name}: status"] for row in read] == columns[name, "Status"]
        assert [row[f"{name}: since"] for row in read] == columns[name, "Since"]
    assert paper.count("<tr>") == len(rows) + 2
    assert paper.count("<th ") == len(columns) + len(TREATIES)
    assert not [cell for row in read for cell in row.values() if cell[:1] in "=+-@" and cell]


@pytest.mark.slow
def test_the_chart_ends_its_steps_on_the_day_and_says_its_numbers() -> None:
    counts = SHIPPED.treaty_counts()
    for key, measure in MEASURES.items():
        spec = treaty_count_chart(counts, NAMES, number_of=measure.number_of, day=TODAY, until=TODAY, theme="dark")
        assert chart_faults(spec) == []
        points = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "point")["data"]["values"]
        words = counts_text(counts, NAMES, measure, TODAY)
        assert all(f"{row['treaty']} {row['count']}" in words for row in points), key
        places = sorted(row["place"] for row in points)
        assert key == "left" or all(b > a for a, b in pairwise(places))


def test_before_a_treaty_there_is_no_count() -> None:
    counts = {treaty: treaty_counts(dataset(), treaty) for treaty in TREATIES}
    day = dataset().treaty("ccm").adopted - timedelta(days=1)
    assert count_on(counts["ccm"], day) is None
    assert "Convention on Cluster Munitions not yet adopted" in counts_text(counts, NAMES, MEASURES["bound"], day)


@pytest.mark.parametrize(
    ("query", "status", "text"),
    [
        ("day=2026-03-01&group=nato&apmbc=left", 200, "Estonia"),
        ("day=2026-03-01&v=1&utm_source=mail&download=1", 200, "Estonia"),
        ("day=yesterday", 400, "is no day"),
        ("day=20260301", 400, "is no day"),
        ("day=2026-W09-7", 400, "is no day"),
        ("apmbc=lft", 400, "unknown status 'lft'; did you mean 'left'?"),
        ("grp=nato", 400, "Did you mean group?"),
        ("day=1066-10-14", 400, "knows the days"),
        ("region=eurpe", 400, "did you mean 'europe'"),
        (f"day={'9' * 2000}", 414, "characters"),
    ],
)
def test_the_file_answers_or_says_what_is_wrong(query: str, status: int, text: str) -> None:
    response = ask(Starlette(routes=matrix_routes(SHIPPED)), f"/export/treaties.csv?{query}")
    assert response.status == status
    assert text in response.text
    if status == 200:
        assert response.headers["content-disposition"] == 'attachment; filename="treaties-2026-03-01.csv"'
