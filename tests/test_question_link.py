"""A question as a value of a link: every question comes back, no text raises, what cannot be read is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.link import link_of, query_of, read_link
from dashboard.maps.question_link import FIELD, PART, TERM, read_question, write_question
from dashboard.maps.view import AFFECTED_OUTSIDE, View
from geodata.questions import MOST_TERMS, Question, StatusClause, StatusTest, simple
from tests.questions import QUESTIONS

PIECES = (
    "any",
    "not",
    "status",
    "party",
    "apmbc",
    "during",
    "2020-01-01",
    "km2",
    "least",
    "20",
    "vote",
    "region",
    "asia",
)


@given(QUESTIONS)
def test_a_question_becomes_a_value_of_a_link_and_the_same_question_again(question: Question) -> None:
    text = write_question(question)
    assert read_question(text) == (question, ())
    view = View(question=question)
    assert read_link(query_of(view), own=("0123456789abcdef",)) == (view, ())
    assert text in link_of(View(question=question)) or question == AFFECTED_OUTSIDE  # not one sign is escaped


@given(
    st.text()
    | st.lists(st.sampled_from((*PIECES, PART, TERM, FIELD))).map("".join)
    | st.lists(st.sampled_from(PIECES)).map(FIELD.join)
)
def test_no_text_raises_and_what_is_left_of_it_is_a_question(text: str) -> None:
    question, ignored = read_question(text)
    assert question is not None or ignored
    if question is not None:
        assert read_question(write_question(question)) == (question, ())
    assert all(one.reason for one in ignored)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it lacks a kind of clause"),
        ("statsu~party~apmbc", "it names no kind of clause that the atlas knows; did you mean status"),
        ("status~prty~apmbc", "it names no status that the atlas knows; did you mean party"),
        ("status~party~apmbx", "it names no treaty that the atlas knows; did you mean apmbc"),
        ("status~party~apmbc~", "it ends with a sign that joins values, and no value follows"),
        ("status~party", "it lacks a treaty: apmbc, ccm, ccw-ap2, ccw-p5"),
        ("km2~between~20~ap-mines~latest", "it names no limit that the atlas knows: least, under"),
        (
            "status~party~apmbc~during~2020-01-01",
            "a span of days needs two days in their order, not 2020-01-01 and none",
        ),
        ("status~party~apmbc~2020-13-01", "its day is none of the calendar written as YYYY-MM-DD"),
        ("status~party~apmbc~1900-01-01", "its day lies outside 1992-01-01 to 2033-12-31"),
        ("status~party~apmbc~2020-01-01~2021-01-01", "during or begun stands before two days"),
        (
            "status~party~apmbc~durin~2020-01-01~2021-01-01",
            "it names no way to mean two days that the atlas knows; did you mean during",
        ),
        ("group~NATO", "it names no group of states that the atlas knows"),
        ("group", "it lacks a group of states"),
        ("status~never-joined~apmbc~begun~2020-01-01~2021-01-01", "no state comes to be never-joined"),
        ("km2~least~0~ap-mines~latest", "its area in km² is no whole number from 1 to 9999999"),
        ("km2~least~٢٠~ap-mines~latest", "its area in km² is no whole number from 1 to 9999999"),
        ("vote~yes~1980", "its year is no whole number from 1996 to 2033"),
        ("vote~yes", "it lacks its year, a whole number from 1996 to 2033"),
        ("changed~2025~2019", "2019 does not come after 2025"),
        ("region~africa~asia", "a clause of the kind region has at most 1 value"),
        (
            "claim~affected~none~latest",
            (
                "it names no group of comparable claims that the atlas knows: "
                "ap-mines, mines-all-kinds, all-ordnance, cluster-remnants, survey-envelope"
            ),
        ),
    ],
)
def test_a_clause_that_cannot_be_read_is_named_with_the_reason(text: str, reason: str) -> None:
    question, (ignored,) = read_question(text)
    assert question is None
    assert (ignored.piece, ignored.reason) == (text, reason)


def test_the_nearest_question_opens_without_the_clause_and_the_reader_is_told() -> None:
    view, problems = read_link({"v": "1", "question": "status~left~apmbc.status~lft~ccm"})
    assert view.question == simple(StatusClause("apmbc", StatusTest.LEFT))
    (problem,) = problems
    assert str(problem) == (
        "The link's “question” was ignored, but for its other clauses: "
        "status lft ccm: it names no status that the atlas knows; did you mean left."
    )
    view, problems = read_link({"v": "1", "question": "status~prty~ccm"})
    assert str(problems[0]) == (
        "The link's “question” was ignored: status prty ccm: it names no status that the atlas knows; did you mean "
        "party; “Affected states in neither convention” stands in its place."
    )
    assert str(read_link({"v": "1", "question": ""})[1][0]).startswith("The link's “question” was ignored: it lacks a")
    view, problems = read_link({"v": "1", "question": "<script>~alert"})
    assert view.question == AFFECTED_OUTSIDE
    assert "<" not in " ".join(map(str, problems))


def test_a_group_in_capital_letters_is_named_with_the_nearest() -> None:
    _, (ignored,) = read_question("group~NATO", groups=("nato", "eu"))
    assert ignored.reason == "it names no group of states that the atlas knows; did you mean nato"


def test_a_question_that_is_too_long_is_cut_and_named() -> None:
    question, ignored = read_question(PART.join(["region~africa"] * (MOST_TERMS + 2)))
    assert question is not None
    assert len(question.terms) == MOST_TERMS
    assert {one.reason for one in ignored} == {"a question has at most 8 clauses"}


def test_a_question_of_much_that_cannot_be_read_is_refused_in_a_sentence_of_bounded_length() -> None:
    view, (problem,) = read_link({"v": "1", "question": "a." * 390})
    assert view.question == AFFECTED_OUTSIDE
    assert len(str(problem)) < 300
    many = PART.join(["region~asia", *(f"clause{number}" for number in range(80))])
    view, problems = read_link({"v": "1", "question": many})
    assert len(view.question.terms) == 1
    assert len(problems) == MOST_TERMS + 1
    assert str(problems[-1]).endswith(": 72 more of its clauses cannot be read or are too many.")
    view, (problem,) = read_link({"v": "1", "question": PART.join(["region~asia"] * 100)})
    assert str(problem) == (
        "The link's “question” was ignored: it is longer than 800 characters; “Affected states in neither convention” "
        "stands in its place."
    )


def test_the_longest_question_fits_into_a_link() -> None:
    text = PART.join(["not~status~not-yet-bound~ccw-ap2~during~2020-01-01~2021-01-01"] * MOST_TERMS)
    assert read_link({"v": "1", "question": text})[1] == ()
