"""A question on the map: the same words in sentence, table and file, what decides it, and what is said apart."""

import io
import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given

from dashboard.maps import palette
from dashboard.maps.layers import use
from dashboard.maps.layers.question import ID, with_answer
from dashboard.maps.link import link_of, query_of, read_link
from dashboard.maps.permalinks import content_id
from dashboard.maps.question_wording import TRUTH_CELLS, evidence, question_words, term_words
from dashboard.maps.ready_questions import READY_QUESTIONS, ReadyQuestion
from dashboard.maps.spec import MapSpec, cell_text
from dashboard.maps.view import View
from dashboard.render.formats import FORMATS, Options, file_bytes
from dashboard.render.picture_text import PictureText, SlideOf, numbered_across, speaker_notes
from geodata import ClaimRule, ComparableGroup
from geodata.model import Vote
from geodata.questions import (
    ClaimClause,
    ClaimTest,
    Clause,
    DeadlineClause,
    GroupClause,
    Question,
    RecordClause,
    RecordTest,
    RegionClause,
    StatusClause,
    StatusTest,
    Term,
    Timing,
    Truth,
    VoteClause,
    When,
    answer,
    simple,
)
from geodata.wording import enumeration, uncapitalized
from tests.properties import examples
from tests.questions import QUESTION_DAYS, QUESTIONS
from tests.shipped_views import SHIPPED, TODAY, dataset, shown
from tests.slide_reading import overflows, shape, slides_of, text_of

OPTIONS = Options(base="https://atlas.example.org/", made_on=TODAY)
PARTY, LEFT = StatusClause("apmbc", StatusTest.PARTY), StatusClause("apmbc", StatusTest.LEFT)
AFFECTED = ClaimClause(ComparableGroup.AP_MINES, ClaimRule.LATEST, ClaimTest.AFFECTED)
NOT_PARTY = Term(PARTY, is_negated=True)
USE = RecordClause(RecordTest.USE_BY_STATE, 2020)


def of(question: Question, day: date = TODAY) -> View:
    return View(day=day, layers=(ID,), question=question)


def csv_of(view: View) -> bytes:
    return file_bytes(FORMATS["csv"], shown(view), OPTIONS)


@examples(10)
@given(QUESTIONS, QUESTION_DAYS)
def test_any_question_is_a_map_whose_counts_are_those_of_its_answer(question: Question, day: date) -> None:
    spec, reply = shown(of(question, day)), answer(dataset(), question, day)
    (legend,) = spec.legends
    assert {cls.class_id: cls.count for cls in legend.classes} == {t.value: len(reply.of(t)) for t in Truth}
    assert [cls.class_id for cls in legend.classes] == [*palette.TRUTH_LOOKS]  # whose neighbours differ by hatch
    states = {area.area: area.class_id for area in spec.areas}
    assert all(states[row.state.area] == row.truth for row in reply.rows)
    assert [row["meets_question"] for row in spec.rows] == [TRUTH_CELLS[row.truth] for row in reply.rows]
    assert "  " not in spec.headline.text
    for row in reply.rows:
        for term, finding in zip(question.terms, row.findings, strict=True):
            assert evidence(term, finding, state=row.state, dataset=dataset(), day=day)


def test_the_words_of_a_clause_are_the_same_in_sentence_table_and_file() -> None:
    question = simple(AFFECTED, NOT_PARTY, RegionClause("asia"), *map(RecordClause, RecordTest))
    spec = shown(of(question))
    assert read_question(query_of(spec.view)["question"]) == question
    for number, term in enumerate(question.terms, 1):
        words = term_words(term, dataset())
        assert words in spec.headline.text
        assert f"{number}: {words}" in [column.title for column in spec.columns]
        assert f"{number}: {words}" in csv_of(of(question)).decode("utf-8-sig").splitlines()[0]
        assert words in spec.text_alternative


def test_signs_or_charges_of_use_are_asked_for_in_the_words_of_their_layer_and_are_no_recorded_use() -> None:
    spec = shown(of(simple(RecordClause(RecordTest.USE_BY_STATE_UNCONFIRMED, 2025))))
    assert f"2 of 197 states have {uncapitalized(use.LABELS[use.REPORTED])} in 2025 or later" in spec.headline.text
    meeting = {row["area"]: row["clause_1_decided_by"] for row in spec.rows if row["meets_question"] == "yes"}
    assert set(meeting) == {"KHM", "UKR"}
    assert all(str(text).startswith("Signs or charges of use by the state: ") for text in meeting.values())
    assert not meeting.keys() & set(answered_by(RecordClause(RecordTest.USE_BY_STATE, 2025)))


def answered_by(clause: Clause) -> list[str]:
    return [row.state.area for row in answer(dataset(), simple(clause), TODAY).of(Truth.YES)]


def test_the_sentence_counts_what_is_open_apart() -> None:
    spec = shown(of(simple(AFFECTED, NOT_PARTY)))
    assert re.fullmatch(
        r"\d+ of 197 states have contamination claimed \(anti-personnel mines, latest claim\), and are not party to "
        r"the Mine Ban Convention; nothing is recorded of \d+",
        spec.headline.text,
    )
    (votes,) = (shown(of(simple(VoteClause(2025, Vote.NO)))).headline.text,)
    assert votes == "1 of 197 states voted against the resolution on the mine ban in 2025; it cannot be asked of four"


def test_contradicting_clauses_are_named_in_the_headline_and_the_panel() -> None:
    never = StatusClause("apmbc", StatusTest.NEVER_JOINED)
    spec = shown(of(simple(PARTY, AFFECTED, never)))
    reason = (
        "“are party to the Mine Ban Convention” (clause 1) and “have never joined the Mine Ban Convention” (clause 3) "
        "cannot both hold"
    )
    assert spec.headline.text == f"No state can meet this question: {reason}"
    assert spec.panel.sections[0].lines[0].text == reason


def test_a_region_and_a_group_without_a_common_state_are_named_too() -> None:
    spec = shown(of(simple(RegionClause("europe"), GroupClause("african-union"))))
    words = "“are in Europe” (clause 1) and “are members of the African Union” (clause 2) have no state in common"
    assert spec.headline.text == f"No state can meet this question: {words}"
    assert spec.panel.sections[0].lines[0].text == words


def test_parts_are_joined_the_other_way_than_the_whole() -> None:
    parts = ((Term(LEFT), NOT_PARTY), (Term(RegionClause("asia")),))
    left, out, asia = "have left the Mine Ban Convention", "are not party to the Mine Ban Convention", "are in Asia"
    assert question_words(Question(parts), dataset()) == f"either {left} or {out}, and {asia}"
    assert question_words(read_question("any." + PART_TEXT), dataset()) == f"{left} and {out}, or {asia}"


CLAIMED_THEN = "have contamination claimed (anti-personnel mines, latest claim, on 1 May 2020)"
PART_TEXT = "status~left~apmbc_not~status~party~apmbc.region~asia"


def read_question(text: str) -> Question:
    view, problems = read_link({"v": "1", "question": text})
    assert not problems
    return view.question


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("status~party~apmbc~2010-01-01", "were party to the Mine Ban Convention on 1 January 2010"),
        (
            "status~left~apmbc~begun~2025-01-01~2026-11-21",
            "left the Mine Ban Convention between 1 January 2025 and 21 November 2026",
        ),
        (
            "not~status~leaving~apmbc~during~2025-01-01~2026-11-21",
            "were not leaving the Mine Ban Convention at any time between 1 January 2025 and 21 November 2026",
        ),
        ("not~record~use-by-state~2020", "have no use by the state recorded in 2020 or later"),
        ("deadline", "have an Article 5 deadline that has passed without a completion on record"),
        ("not~changed~2019~2025", "did not change their vote on the resolution on the mine ban between 2019 and 2025"),
        ("km2~under~5~ap-mines~official", "have a claim of under 5 km² (anti-personnel mines, latest official claim)"),
        ("policy~transfer", "have national policy on the transfer of anti-personnel mines recorded"),
        ("claim~affected~ap-mines~latest~2020-05-01", CLAIMED_THEN),
        ("not~group~nato~2000-01-01", "were not members of NATO on 1 January 2000"),
        ("group~ldcs~2000-01-01", "were among the least developed countries on 1 January 2000"),
        (
            "allowed~2015-01-01",
            "were a place where United States policy allowed anti-personnel mines on 1 January 2015",
        ),
        ("not~allowed", "are not a place where United States policy allowed anti-personnel mines"),
    ],
)
def test_a_clause_has_a_whole_message_for_each_of_its_forms(text: str, words: str) -> None:
    assert question_words(read_question(text), dataset()) == words


def test_each_state_that_meets_it_stands_in_the_panel_with_what_decides_it_and_its_source() -> None:
    spec = shown(of(simple(LEFT)))
    (section,) = spec.panel.sections
    names = [line.figure for line in section.lines]
    assert spec.panel.title == f"States that meet the question ({len(names)})"
    none = shown(of(simple(LEFT, PARTY), date(2000, 1, 1))).panel
    assert (none.title, len(none.sections)) == ("States that meet the question (0)", 1)  # that says the contradiction
    lithuania = section.lines[names.index("Lithuania")]
    assert lithuania.text == "Mine Ban Convention: left on 27 December 2025"
    assert lithuania.sources
    (row,) = (row for row in spec.rows if row.area == "LTU")
    assert row["clause_1_decided_by"] == lithuania.text
    assert "United Nations Treaty Collection" in cell_text(row["clause_1_source"])


def test_a_territory_is_drawn_like_its_state_and_not_counted() -> None:
    spec = shown(of(simple(LEFT)))
    areas = {area.area: area for area in spec.areas}
    assert (areas["GRL"].follows, areas["GRL"].class_id) == ("DNK", areas["DNK"].class_id)
    assert areas["ATA"].class_id == Truth.NOT_ELIGIBLE
    assert {row.area for row in spec.rows} == {state.area for state in dataset().countries}


@pytest.mark.slow
def test_the_layer_of_deadlines_calls_the_same_deadlines_passed() -> None:
    for day in (date(2025, 11, 15), date(2025, 12, 20), date(2026, 3, 2), TODAY):
        layer = {area.area: area.class_id for area in shown(View(day=day, layers=("deadlines",))).areas}
        reply = answer(dataset(), simple(DeadlineClause()), day)
        assert {row.state.area for row in reply.of(Truth.YES)} == {
            state.area for state in dataset().countries if layer[state.area] == "passed"
        }


def test_a_span_is_drawn_on_a_day_before_it_as_well() -> None:
    later = StatusClause("apmbc", StatusTest.LEFT, When(Timing.BEGUN, date(2025, 1, 1), date(2026, 11, 21)))
    assert shown(of(simple(later), date(2000, 1, 1))).headline.text.startswith("5 of 197")


def test_a_group_without_members_on_the_day_says_so() -> None:
    before_its_charter = date(1993, 6, 1)
    sentence = shown(of(simple(GroupClause("cis", before_its_charter), NOT_PARTY))).headline.text
    assert sentence == (
        "0 of 197 states were members of the CIS on 1 June 1993, and are not party to the Mine Ban Convention; "
        "the CIS had no member on 1 June 1993"
    )
    assert shown(of(simple(GroupClause("cis")), before_its_charter)).headline.text == (
        "0 of 197 states are members of the CIS; the CIS had no member on that day"
    )


def test_a_group_that_the_data_lack_is_no_traceback() -> None:
    spec = shown(of(simple(GroupClause("atlantis"))))
    sentence = "0 of 197 states are members of the group “atlantis”; nothing is recorded of 197"
    assert spec.headline.text == sentence
    assert SHIPPED.view({"question": "group~natoo"})[1][0].reason.startswith(
        "group natoo: it names no group of states that the atlas knows; did you mean nato;"
    )


def test_members_are_those_of_the_table_with_the_day_from_which() -> None:
    spec = shown(of(simple(GroupClause("nato"), NOT_PARTY)))
    (section,) = spec.panel.sections
    lines = {line.figure: line.text for line in section.lines}
    assert {*lines} == {"Estonia", "Finland", "Latvia", "Lithuania", "Poland", "United States of America"}
    assert lines["Lithuania"].endswith("Mine Ban Convention: left on 27 December 2025")
    assert lines["Lithuania"].startswith("NATO: member, from 29 March 2004, as read up to ")


# -- The twelve ready questions, each reproduced from the exported file in three lines of pandas

ANY = {"left-or-leaving", "not-yet-bound"}


@pytest.mark.slow
@pytest.mark.parametrize("ready", READY_QUESTIONS, ids=lambda ready: ready.question_id)
def test_the_exported_table_gives_the_answer_in_three_lines_of_pandas(ready: ReadyQuestion) -> None:
    address = io.BytesIO(csv_of(of(ready.question)))
    table = pd.read_csv(address)
    clauses = table.filter(regex=r"^\d+: (?!decided by|source)") == "yes"
    meeting = table[clauses.any(axis="columns") if ready.question_id in ANY else clauses.all(axis="columns")]
    assert len(table) == 197
    assert list(meeting["Code"]) == [row.state.area for row in answer(dataset(), ready.question, TODAY).of(Truth.YES)]
    assert (meeting["Meets the question"] == "yes").all()
    assert len(meeting) == (table["Meets the question"] == "yes").sum()
    assert f"{len(meeting)} of 197 states " in table["View"][0]


def test_there_are_twelve_and_each_has_a_link_of_its_own() -> None:
    assert len({link_of(of(ready.question)) for ready in READY_QUESTIONS}) == 12
    assert len({ready.title for ready in READY_QUESTIONS} | {ready.question_id for ready in READY_QUESTIONS}) == 24
    for ready in READY_QUESTIONS:
        view = of(ready.question)
        assert SHIPPED.view(query_of(view)) == (view, ())


@pytest.mark.slow
@pytest.mark.parametrize(("name", "left"), [("deadline-passed", 0), ("all-four", 8), ("not-yet-bound", 0)])
def test_a_slide_names_the_states_of_an_answer_as_many_as_fit_and_its_notes_what_decides_each(
    name: str, left: int
) -> None:
    view = with_answer(of(next(ready.question for ready in READY_QUESTIONS if ready.question_id == name)))
    spec = shown(view)
    (slide,) = slides_of(file_bytes(FORMATS["pptx"], spec, OPTIONS))
    assert overflows(slide) == []
    texts = text_of(shape([*slide.shapes], "States")).splitlines()
    notes = slide.notes_slide.notes_text_frame
    assert notes is not None
    answers = {row.state.name: row.truth for row in answer(dataset(), view.question, view.on(TODAY)).rows}
    wanted = [names for truth in (Truth.YES, Truth.UNCERTAIN) if (names := [n for n in answers if answers[n] is truth])]
    assert texts[1:-1:2] == [enumeration(n, len(n) - left) for n in wanted]
    assert [listing.names for listing in spec.listings] == [tuple(names) for names in wanted]
    for line in (line for listing in spec.listings for line in listing.lines):
        assert f"{line.figure}: {line.text} [" in notes.text
        assert line.sources
        assert {*line.sources} <= {source.number for source in spec.sources}


def documents_of(spec: MapSpec) -> list[set[str]]:
    """The documents that each line of the listings cites."""
    ids = {source.number: source.source_id for source in spec.all_sources}
    return [{ids[number] for number in line.sources} for listing in spec.listings for line in listing.lines]


def test_beside_a_country_the_states_of_an_answer_cite_the_same_documents_and_the_panel_keeps_its_own() -> None:
    view = of(simple(USE))
    alone, beside = shown(view), shown(replace(view, country="EGY"))
    assert documents_of(beside) == documents_of(alone)
    assert all(documents_of(beside))
    in_panel = {number for section in beside.panel.sections for line in section.lines for number in line.sources}
    assert in_panel <= {source.number for source in beside.sources}
    assert len(beside.all_sources) > len(beside.sources)
    assert content_id(beside) == content_id(replace(beside, listings=(), listing_sources=()))


def test_every_number_in_the_notes_of_a_slide_beside_a_country_is_that_of_a_source_in_them() -> None:
    views = (replace(of(simple(clause)), country="EGY") for clause in (USE, LEFT))
    slides = [SlideOf((), PictureText(shown(view), "", TODAY)) for view in views]
    numbered, sources = numbered_across(slides)
    for slide in (*slides, *numbered):
        notes = speaker_notes(slide)
        at = notes.index("Sources")
        marks = {
            int(n) for text in notes[:at] for mark in re.findall(r" \[([\d, ]+)\]", text) for n in mark.split(", ")
        }
        listed = [int(text[1 : text.index("]")]) for text in notes[at + 1 : notes.index("Notes")] if text]
        assert listed == sorted({*listed})
        assert marks <= {*listed}
        assert all(line.sources for listing in slide.words.spec.listings for line in listing.lines)
    assert {source.source_id for source in sources} == {
        s.source_id for one in slides for s in one.words.spec.all_sources
    }


def test_an_answer_says_of_each_group_what_it_is_and_was_called_before() -> None:
    view = of(read_question("group~african-union.not~group~african-union~2000-01-01"))
    (note,) = [text for text in shown(view).notes if text.startswith("African Union: ")]
    assert "until 2002 the Organization of African Unity" in note
    assert note not in shown(replace(view, layers=("status", "question"))).notes
