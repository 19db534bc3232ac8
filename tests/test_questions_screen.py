"""The questions screen from the entry script: a link, a ready question, clauses changed, joined, added and removed."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard.maps.layers.question import ID, with_answer
from dashboard.maps.previews import QUESTIONS
from dashboard.maps.question_link import read_question
from dashboard.maps.ready_questions import READY_QUESTIONS
from dashboard.maps.view import View
from dashboard.ui.questions import Kind, joined_to_previous, with_term, without_term
from dashboard.ui.service import ATLAS
from dashboard.web.page_head import preview_of
from geodata import StatusKind
from geodata.questions import Question, StatusTest, Term
from tests.properties import examples
from tests.questions import QUESTIONS as ANY_QUESTION
from tests.questions import TERMS
from tests.test_app import headline_of, html_of, opened, run

PARTY = "status~party~apmbc"


def question_in(at: AppTest) -> str:
    value = at.query_params["question"]
    return value if isinstance(value, str) else value[-1]


def at_question(text: str) -> AppTest:
    return opened(QUESTIONS, v="1", question=text)


@examples(60)
@given(ANY_QUESTION, st.integers(0, 8), TERMS, st.booleans())
def test_an_edit_of_a_clause_touches_no_other(question: Question, at: int, term: Term, is_joined: bool) -> None:  # noqa: FBT001
    terms = question.terms
    changed = with_term(question, at, term).terms
    assert changed == (*terms[:at], term, *terms[at + 1 :]) if at < len(terms) else terms
    left = without_term(question, at).terms
    assert left == ((*terms[:at], *terms[at + 1 :]) or terms)
    if 0 < at < len(terms):
        joined = joined_to_previous(question, at, is_joined=is_joined)
        assert joined.terms == terms
        assert joined_to_previous(joined, at, is_joined=is_joined) == joined
        assert len(joined.parts) - len(question.parts) in ((-1, 0) if is_joined else (0, 1))


@pytest.mark.slow
def test_a_ready_question_is_two_changes_away_from_one_over_four_treaties() -> None:
    at = opened(QUESTIONS, v="1", region="europe")
    at.selectbox(key="ready-question").select("all-four")
    run(at)
    four = next(ready.question for ready in READY_QUESTIONS if ready.question_id == "all-four")
    assert headline_of(with_answer(View(question=four, regions=("europe",)))) in html_of(at)
    at.checkbox(key="clause-4-not").check()
    run(at)
    assert question_in(at) == f"{PARTY}.status~party~ccm.status~party~ccw-ap2.not~status~party~ccw-p5"
    assert at.selectbox(key="ready-question").value is None


@pytest.mark.slow
def test_clauses_are_added_changed_joined_and_removed_and_the_link_follows() -> None:
    at = at_question(PARTY)
    assert html_of(at).count(' href="#answer"') == html_of(at).count(' id="answer"') == 1
    at.button(key="question-add").click()
    run(at)
    at.selectbox(key="clause-2-status-status").select(StatusTest.NEVER_JOINED)
    run(at)
    assert question_in(at) == f"{PARTY}.status~never-joined~apmbc"
    assert "No state can meet this question" in html_of(at)
    assert "Clauses that contradict each other" in html_of(at)
    at.checkbox(key="clause-2-joined").check()
    run(at)
    assert question_in(at) == f"{PARTY}_status~never-joined~apmbc"
    at.button(key="clause-1-remove").click()
    run(at)
    assert question_in(at) == "status~never-joined~apmbc"
    at.selectbox(key="clause-1-status-when").select("then")
    run(at)
    assert [day.label for day in at.date_input] == ["Day", "Day"]
    at.date_input(key="clause-1-status-day").set_value(date(1999, 3, 1))
    run(at)
    assert question_in(at) == "status~never-joined~apmbc~1999-03-01"


def with_day(text: str) -> str:
    """A clause on another day, where the link knows such a form of it."""
    dated = f"{text}~2020-05-01"
    return dated if read_question(dated)[1] == () else text


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.OWN])  # offered where own data are open
def test_each_kind_of_clause_has_its_fields_and_its_words(kind: Kind) -> None:
    at = at_question(PARTY)
    at.selectbox(key="clause-1-kind").select(kind)
    run(at)
    assert at.selectbox(key="clause-1-kind").value is kind
    assert '<p class="clause">1: ' in html_of(at)
    assert ("alliance under the North Atlantic Treaty" in html_of(at)) is (kind is Kind.GROUP)
    fields = {box.key: box for box in at.selectbox}
    whens = [fields[key] for key in fields if re.fullmatch(r"clause-1-.+-(when|before)", key or "")]
    text = question_in(at)
    assert len(whens) == ("~2020-05-01" in with_day(text))
    for box in whens:
        box.select_index(1)
        run(at)
        at.date_input(key=f"{box.key}".rpartition("-")[0] + "-day").set_value(date(2020, 5, 1))
        run(at)
        assert question_in(at) == with_day(text)
        assert "1 May 2020" in html_of(at).split('<p class="clause">1: ')[1].split("</p>")[0]
        assert "1 May 2020" in html_of(at).split("<h1>")[1].split("</h1>")[0]


@pytest.mark.slow
def test_a_figure_of_any_number_of_square_kilometres_can_be_asked_for() -> None:
    at = at_question("km2~least~35~ap-mines~latest")
    assert at.number_input(key="clause-1-figure-area").value == 35
    at.number_input(key="clause-1-figure-area").set_value(1250)
    run(at)
    assert question_in(at) == "km2~least~1250~ap-mines~latest"
    assert "at least 1,250 km²" in html_of(at)


@pytest.mark.slow
def test_filters_of_the_map_do_not_narrow_the_answer_and_what_a_link_lacks_is_named() -> None:
    at = opened(QUESTIONS, v="1", status="left", country="UKR", question=f"{PARTY}.status~prty~ccm")
    plain = with_answer(View(question=ATLAS.view({"question": PARTY})[0].question))
    assert headline_of(plain) in html_of(at)
    assert "did you mean party" in html_of(at)
    assert with_answer(View(statuses=(StatusKind.LEFT,), question=plain.question)) == plain


def test_the_link_of_the_screen_is_previewed_with_the_answer() -> None:
    preview, view = preview_of(QUESTIONS, f"v=1&question={PARTY}", ATLAS)
    assert preview.title == ATLAS.spec(with_answer(view)).headline.text
    assert (preview.path, preview.query) == (QUESTIONS, f"?v=1&question={PARTY}")
    assert "layers=question.borders" in preview.map_query


@pytest.mark.slow
def test_the_sidebar_of_the_map_offers_the_ready_questions_while_their_layer_is_on() -> None:
    at = opened(v="1", layers=f"{ID}.borders")
    assert not at.query_params.get("question")
    at.selectbox(key="question-of-the-map").select("left-or-leaving")
    run(at)
    assert question_in(at) == "any.status~left~apmbc.status~leaving~apmbc"
    assert "have left the Mine Ban Convention, or are leaving" in html_of(at)
