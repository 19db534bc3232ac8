"""Own figures as clauses of a question: answered while they are open, and ignored with a sentence elsewhere."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.atlas import Atlas
from dashboard.maps.layers.question import with_answer
from dashboard.maps.link import query_of, read_link
from dashboard.maps.question_link import read_question
from dashboard.maps.view import View
from dashboard.render.formats import FORMATS, Options, file_bytes
from dashboard.ui import own
from geodata.own_figures import OwnFigures
from geodata.questions import OwnClause, OwnTest, Question, RegionClause, Term, Truth, answer, simple, without_own
from tests.own_data import BY_COUNTRY, BY_FIRST_LEVEL
from tests.shipped_views import TODAY, dataset


def truths(figures: OwnFigures, test: OwnTest, km2: int = 0, *, is_negated: bool = False) -> dict[str, Truth]:
    clause = OwnClause(figures.content_id, test, km2)
    result = answer(dataset().with_own(figures), simple(Term(clause, is_negated)), TODAY)
    return {row.state.area: row.truth for row in result.rows}


def view_of(question: Question) -> View:
    return with_answer(View(day=TODAY, question=question))


@pytest.mark.parametrize(
    ("test", "km2", "expected"),
    [
        (OwnTest.LEAST, 20, "yes yes no no uncertain not-recorded"),
        (OwnTest.UNDER, 20, "no no yes yes uncertain not-recorded"),
        (OwnTest.MASSIVE, 0, "yes no no no uncertain not-recorded"),
        (OwnTest.HEAVY, 0, "no yes no no uncertain not-recorded"),
        (OwnTest.LIGHT, 0, "no no yes no uncertain not-recorded"),
        (OwnTest.ZERO, 0, "no no no yes uncertain not-recorded"),
        (OwnTest.NAMED, 0, "yes yes yes yes yes no"),
    ],
)
def test_a_clause_is_answered_by_the_figure_of_a_state(test: OwnTest, km2: int, expected: str) -> None:
    result = truths(BY_COUNTRY, test, km2)
    assert " ".join(result[area] for area in ("BIH", "UKR", "KHM", "LBN", "AGO", "FRA")) == expected
    assert truths(BY_COUNTRY.without_small(), OwnTest.LEAST, 1)["KHM"] is Truth.UNCERTAIN  # withheld, not given away


@given(st.integers(1, 900), st.booleans())
def test_a_limit_and_its_opposite_part_the_states_that_have_a_figure(km2: int, is_negated: bool) -> None:  # noqa: FBT001
    least = truths(BY_COUNTRY, OwnTest.LEAST, km2, is_negated=is_negated)
    under = truths(BY_COUNTRY, OwnTest.UNDER, km2, is_negated=not is_negated)
    assert least == under


def test_one_first_level_area_is_enough() -> None:
    assert truths(BY_FIRST_LEVEL, OwnTest.LEAST, 100)["UKR"] is Truth.YES
    assert truths(BY_FIRST_LEVEL, OwnTest.UNDER, 20)["UKR"] is Truth.YES
    assert truths(BY_FIRST_LEVEL, OwnTest.LEAST, 121)["UKR"] is Truth.NO


@pytest.mark.parametrize(
    ("test", "rule", "label", "states"),
    [
        (OwnTest.THIRD, "10_100", "100 km² or more", ["BIH"]),
        (OwnTest.SECOND, "10_100", "10 to under 100 km²", ["UKR"]),
        (OwnTest.FIRST, "0.5_31.42", "Under 0.5 km²", []),
        (OwnTest.FIRST, "quantiles", "Under 806.9 km²", ["KHM", "UKR"]),
        (OwnTest.FOURTH, "quantiles", "Fourth range, the highest", []),  # of two figures there are no quarters
    ],
)
def test_a_class_by_quarters_or_limits_is_that_of_the_legend_in_sentence_link_and_file(
    test: OwnTest, rule: str, label: str, states: list[str]
) -> None:
    clause = OwnClause(BY_COUNTRY.content_id, test, rule=rule)
    result = answer(dataset().with_own(BY_COUNTRY), simple(clause), TODAY)
    assert [row.state.area for row in result.of(Truth.YES)] == states
    atlas = Atlas(lambda: dataset().with_own(BY_COUNTRY), today=lambda: TODAY)
    view = view_of(simple(clause))
    assert atlas.view(query_of(view)) == (view, ())
    spec, words = atlas.spec(view), f"an own figure classed “{label}” (“{BY_COUNTRY.title}”)"
    assert words in spec.headline.text
    assert words in file_bytes(FORMATS["csv"], spec, Options("", TODAY)).decode("utf-8-sig").splitlines()[0]
    on_map = View(layers=("own",), own=BY_COUNTRY.content_id, own_classes=rule, day=TODAY)
    labels = {cls.class_id: cls.label for cls in atlas.spec(on_map).legends[0].classes}
    assert labels.get(test, "Fourth range, the highest") == label


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ("rang-4~quantiles", "it names no test of own figures that the atlas knows; did you mean range-4"),
        ("range-4~10-100", "it names no range that the limits 10-100 part that the atlas knows; did you mean range-"),
        ("range-1~bands", "its ranges are formed by “quantiles” or up to 3 rising limits in km² such as 1-10-100"),
        ("range-1~100-10", "its ranges are formed by “quantiles”"),
        ("range-1", "it names no own data"),
    ],
)
def test_a_class_that_there_is_not_is_named_with_the_nearest(fields: str, reason: str) -> None:
    _, ignored = read_question(f"own~{fields}~{BY_COUNTRY.content_id}")
    assert ignored[0].reason.startswith(reason)


def test_a_limit_belongs_to_the_tests_that_have_one() -> None:
    for test, km2 in ((OwnTest.LEAST, 0), (OwnTest.HEAVY, 3)):
        with pytest.raises(ValueError, match="limit"):
            OwnClause("0" * 16, test, km2)
    for test, rule in ((OwnTest.FIRST, ""), (OwnTest.FIRST, "bands"), (OwnTest.HEAVY, "quantiles")):
        with pytest.raises(ValueError, match=r"quantiles|ranges"):
            OwnClause("0" * 16, test, rule=rule)


def test_a_link_with_such_a_clause_works_where_the_data_are_open_and_is_ignored_elsewhere() -> None:
    clause = OwnClause(BY_COUNTRY.content_id, OwnTest.LEAST, 20)
    view = view_of(simple(clause, RegionClause("europe")))
    assert read_link(query_of(view), own=(BY_COUNTRY.content_id,)) == (view, ())
    elsewhere, (problem,) = read_link(query_of(view))
    assert elsewhere.question == simple(RegionClause("europe"))
    assert str(problem) == (
        f"The link's “question” was ignored, but for its other clauses: own least 20 {BY_COUNTRY.content_id}: it "
        "asks of own data, which are not open here: no link carries them."
    )
    assert "806" not in str(query_of(view))


def test_sentence_list_table_and_slide_say_the_own_figure_with_who_states_it() -> None:
    known = dataset().with_own(BY_COUNTRY)
    atlas = Atlas(lambda: known, today=lambda: TODAY)
    view = view_of(simple(OwnClause(BY_COUNTRY.content_id, OwnTest.LEAST, 20), RegionClause("europe")))
    spec = atlas.spec(view)
    assert view.has_own
    assert spec.headline.text == (
        "2 of 197 states have an own figure of at least 20 km² (“Hazard areas, overlaps counted once”), and are in "
        "Europe; nothing is recorded of 42"
    )
    words = "Own data, not checked by the atlas: 806.9 km². A mine action programme, as of 31 July 2024"
    (line,) = [line for line in spec.panel.sections[0].lines if line.figure == "Bosnia and Herzegovina"]
    assert words in line.text
    assert line.records == ()
    rows = csv.DictReader(
        io.StringIO(file_bytes(FORMATS["csv"], spec, Options("", TODAY)).decode("utf-8-sig"), newline="")
    )
    (bosnia,) = [row for row in rows if row["Code"] == "BIH"]
    assert any(words in (cell or "") for cell in bosnia.values())
    assert any("[Own data, not checked by the atlas" in source.text for source in spec.sources)


def test_other_own_data_take_the_clauses_of_the_former_out_of_the_question() -> None:
    former = simple(OwnClause("0" * 16, OwnTest.NAMED), RegionClause("asia"))
    assert own.view_with(View(question=former), BY_COUNTRY).question == simple(RegionClause("asia"))
    assert without_own(simple(OwnClause("0" * 16, OwnTest.NAMED))) is None
    kept = simple(OwnClause(BY_COUNTRY.content_id, OwnTest.NAMED))
    assert own.view_with(replace(View(), question=kept), BY_COUNTRY).question == kept
