"""The ready questions: those that readers bring most often, each as a question and the title it is picked by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

from dashboard.maps.view import AFFECTED_OUTSIDE, TREATIES, View
from geodata import ClaimRule, ComparableGroup
from geodata.model import Vote
from geodata.questions import (
    ClaimClause,
    ClaimTest,
    DeadlineClause,
    GroupClause,
    Join,
    Question,
    RecordClause,
    RecordTest,
    StatusClause,
    StatusTest,
    Term,
    VoteChangeClause,
    VoteClause,
    simple,
)

_PARTY = StatusClause("apmbc", StatusTest.PARTY)
_OUTSIDE = Term(_PARTY, is_negated=True)


def _claim(test: ClaimTest) -> ClaimClause:
    return ClaimClause(ComparableGroup.AP_MINES, ClaimRule.LATEST, test)


def _under_each(test: StatusTest) -> tuple[StatusClause, ...]:
    return tuple(StatusClause(treaty, test) for treaty in TREATIES)


@dataclass(frozen=True, slots=True)
class ReadyQuestion:
    """A question with its id and the title that a reader picks it by."""

    question_id: str
    title: str
    question: Question


READY_QUESTIONS = (
    ReadyQuestion("affected-outside", "Affected states in neither convention", AFFECTED_OUTSIDE),
    ReadyQuestion(
        "protocol-instead",
        "Party to Amended Protocol II and not the Mine Ban Convention, with a claim",
        simple(_OUTSIDE, StatusClause("ccw-ap2", StatusTest.PARTY), _claim(ClaimTest.RECORDED)),
    ),
    ReadyQuestion("nato-outside", "NATO members outside, and since when", simple(GroupClause("nato"), _OUTSIDE)),
    ReadyQuestion(
        "deadline-passed",
        "Parties whose Article 5 deadline has passed, no completion on record",
        simple(_PARTY, DeadlineClause()),
    ),
    ReadyQuestion("vote-changed", "Changed its vote between 2019 and 2025", simple(VoteChangeClause(2019, 2025))),
    ReadyQuestion(
        "left-or-leaving",
        "Left the Mine Ban Convention, or leaving it",
        Question(tuple((Term(StatusClause("apmbc", t)),) for t in (StatusTest.LEFT, StatusTest.LEAVING)), Join.ANY),
    ),
    ReadyQuestion(
        "not-yet-bound",
        "Joined one of the four treaties, not yet bound",
        Question(tuple((Term(clause),) for clause in _under_each(StatusTest.NOT_YET_BOUND)), Join.ANY),
    ),
    ReadyQuestion("all-four", "Party to all four treaties", simple(*_under_each(StatusTest.PARTY))),
    ReadyQuestion(
        "use-since-2020",
        "Use by the state recorded in 2020 or later",
        simple(RecordClause(RecordTest.USE_BY_STATE, 2020)),
    ),
    ReadyQuestion(
        "producers-outside",
        "Recorded producers outside the Mine Ban Convention",
        simple(RecordClause(RecordTest.PRODUCER), _OUTSIDE),
    ),
    ReadyQuestion(
        "in-favour-outside",
        "Voted in favour of the mine ban in 2025, and not party",
        simple(VoteClause(2025, Vote.YES), _OUTSIDE),
    ),
    ReadyQuestion(
        "least-developed-massive",
        "Least developed countries, massive contamination",
        simple(GroupClause("ldcs"), _claim(ClaimTest.MASSIVE)),
    ),
)

TITLES = MappingProxyType({ready.question_id: ready.title for ready in READY_QUESTIONS})
_QUESTIONS = {ready.question_id: ready.question for ready in READY_QUESTIONS}


def ready_id(view: View) -> str:
    """Return the id of the ready question that a view asks; empty where it asks another."""
    return next((question_id for question_id, question in _QUESTIONS.items() if question == view.question), "")


def with_ready_question(view: View, question_id: str | None) -> View:
    """Return the view with a ready question; with none chosen, unchanged."""
    return replace(view, question=_QUESTIONS[question_id]) if question_id else view
