"""The builder of a question: a row of selects for each clause, each of them an editor of the View's question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from html import escape
from itertools import pairwise
from typing import TypeVar

import streamlit as st

from dashboard.maps.layers.votes import years_read
from dashboard.maps.own_wording import range_labels, rule_label
from dashboard.maps.question_link import FIRST_YEAR, MOST_KM2, read_term
from dashboard.maps.question_wording import (
    ACTIVITY_LABELS,
    CLAIM_TEST_LABELS,
    DAY_LABELS,
    OWN_TEST_LABELS,
    RECORD_LABELS,
    REGION_LABELS,
    STATUS_TEST_LABELS,
    TIMING_LABELS,
    VOTE_LABELS,
    term_words,
)
from dashboard.maps.ready_questions import TITLES, ready_id, with_ready_question
from dashboard.maps.view import FIRST_DAY, LAST_DAY, REGIONS, TREATIES, View
from dashboard.ui import state
from dashboard.ui.service import ATLAS
from dashboard.ui.widget_values import Days, Flag, OneOf, OneOrNone, Whole
from geodata import GROUP_LABELS, MAP_GROUPS, RULE_LABELS, ClaimRule
from geodata.model import Vote
from geodata.own_figures import BANDS, QUANTILES
from geodata.questions import (
    BEGINNING_TESTS,
    MOST_TERMS,
    NOW,
    Activity,
    AllowedClause,
    ClaimClause,
    ClaimTest,
    Clause,
    DeadlineClause,
    FigureClause,
    GroupClause,
    Join,
    OwnClause,
    OwnTest,
    PolicyClause,
    Question,
    RecordClause,
    RecordTest,
    RegionClause,
    StatusClause,
    StatusTest,
    Term,
    Timing,
    VoteChangeClause,
    VoteClause,
    When,
)
from geodata.wording import capitalized, uncapitalized

T = TypeVar("T")
ANY_YEAR = 0  # a select whose value is None has none chosen

JOIN_LABELS = {Join.ALL: "All of these", Join.ANY: "Any of these"}


class Kind(StrEnum):
    """The kinds of clauses, in the order in which they are offered."""

    STATUS = "Status under a treaty"
    CLAIM = "Class of the claim"
    FIGURE = "Figure of the claim"
    VOTE = "Vote in a year"
    CHANGE = "Vote changed"
    RECORD = "Use, stockpile, production"
    DEADLINE = "Article 5 deadline"
    POLICY = "National policy"
    ALLOWED = "United States policy there"
    REGION = "Region"
    GROUP = "Group of states"
    OWN = "Own data"


# What a clause of a kind is when it is new, as a link has it.
_NEW = {
    Kind.STATUS: "status~party~apmbc",
    Kind.CLAIM: "claim~affected~ap-mines~latest",
    Kind.FIGURE: "km2~least~20~ap-mines~latest",
    Kind.VOTE: "vote~yes~2025",
    Kind.CHANGE: "changed~2019~2025",
    Kind.RECORD: "record~use-by-state",
    Kind.DEADLINE: "deadline",
    Kind.POLICY: "policy~any",
    Kind.ALLOWED: "allowed",
    Kind.REGION: "region~europe",
    Kind.GROUP: "group~nato",
    Kind.OWN: f"own~least~20~{'0' * 16}",
}
_KINDS: dict[type[Clause], Kind] = {type(read_term(text).clause): kind for kind, text in _NEW.items()}


def ready_questions(view: View) -> None:
    """Draw the menu of the ready questions; it names the one that is open."""
    st.selectbox(
        "Ready questions",
        list(TITLES),
        format_func=TITLES.__getitem__,
        index=None,
        placeholder="Open a ready question",
        **state.editor(
            "ready-question", ready_id(view) or None, with_ready_question, OneOrNone(TITLES, TITLES.__getitem__)
        ),
    )


def builder(question: Question) -> None:
    """Draw a row for each clause, how they are joined, and the buttons that add and remove one."""
    if len(question.terms) > 1:
        st.segmented_control(
            "A state has to meet",
            list(Join),
            format_func=JOIN_LABELS.__getitem__,
            required=True,
            **state.editor(
                "question-join",
                question.join,
                lambda view, new: _asking(view, replace(view.question, join=new)) if new else view,
                OneOf(Join, JOIN_LABELS.__getitem__),
            ),
        )
    at = 0
    for part in question.parts:
        for place, term in enumerate(part):
            _term(question, at, term, is_first=at == 0, is_joined=place > 0)
            at += 1
    with st.container(horizontal=True):
        st.button(
            "Add a clause",
            key="question-add",
            disabled=len(question.terms) >= MOST_TERMS,
            help=f"A question has at most {MOST_TERMS} clauses." if len(question.terms) >= MOST_TERMS else None,
            on_click=state.change,
            args=(lambda view: _asking(view, _with_clause(view.question)),),
        )


def _asking(view: View, question: Question) -> View:
    return replace(view, question=question)


def _with_clause(question: Question) -> Question:
    if len(question.terms) >= MOST_TERMS:
        return question
    return replace(question, parts=(*question.parts, (read_term(_NEW[Kind.STATUS]),)))


def without_term(question: Question, at: int) -> Question:
    """Return a question without one of its terms; the last one stays."""
    parts = _mapped(question, at, lambda _: ())
    return replace(question, parts=parts) if parts else question


def with_term(question: Question, at: int, term: Term) -> Question:
    """Return a question with another term at a place; a place that it does not have changes nothing."""
    return replace(question, parts=_mapped(question, at, lambda _: (term,)))


def _mapped(question: Question, at: int, change: Callable[[Term], tuple[Term, ...]]) -> tuple[tuple[Term, ...], ...]:
    numbered = iter(range(len(question.terms)))
    changed = ([change(term) if next(numbered) == at else (term,) for term in part] for part in question.parts)
    parts = (tuple(term for terms in part for term in terms) for part in changed)
    return tuple(part for part in parts if part)


def joined_to_previous(question: Question, at: int, *, is_joined: bool) -> Question:
    """Return a question in which a term stands in one part with the term before it, or begins a part of its own."""
    starts = {0}
    for part in question.parts:
        starts.add(max(starts) + len(part))
    starts = (starts - {at} if is_joined else starts | {at}) - {len(question.terms)}
    bounds = [*sorted(starts), len(question.terms)]
    terms = question.terms
    return replace(question, parts=tuple(terms[a:b] for a, b in pairwise(bounds)))


# -- One clause: a row of widgets. Their keys name its place and kind, because another kind has other options.


def _term(question: Question, at: int, term: Term, *, is_first: bool, is_joined: bool) -> None:
    number, inner = at + 1, "or" if question.join is Join.ALL else "and"

    with st.container(border=True, key=f"clause-{number}", gap="small"):
        with st.container(key=f"clause-{number}-head", horizontal=True, gap="small"):
            st.html(f'<p class="clause">{number}: {escape(term_words(term, ATLAS.dataset()))}</p>')
            if len(question.terms) > 1:
                st.button(
                    "Remove",
                    key=f"clause-{number}-remove",
                    type="tertiary",
                    help=f"Remove clause {number}",
                    on_click=state.change,
                    args=(lambda view: _asking(view, without_term(view.question, at)),),
                )
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            kind = _KINDS[type(term.clause)]
            kinds = [one for one in Kind if one in (kind, *_offered_kinds())]
            st.selectbox(
                f"Kind of clause {number}",
                kinds,
                **state.editor(
                    f"clause-{number}-kind",
                    kind,
                    lambda view, new: _replaced(view, at, _new_clause(new)),
                    OneOf(kinds),
                ),
            )
            st.checkbox(
                "not",
                **state.editor(
                    f"clause-{number}-not",
                    term.is_negated,
                    lambda view, new: _negated(view, at, is_negated=new),
                    Flag(),
                ),
            )
        _Fields(at, kind).draw(term.clause)
        if not is_first:
            st.checkbox(
                f"{inner}, with the clause above" if is_joined else f"“{inner}” with the clause above",
                **state.editor(
                    f"clause-{number}-joined",
                    is_joined,
                    lambda view, new: _asking(view, joined_to_previous(view.question, at, is_joined=new)),
                    Flag(),
                ),
            )


def _offered_kinds() -> tuple[Kind, ...]:
    """Return the kinds of clauses that can be asked for: of own data while they are open."""
    return tuple(kind for kind in Kind if kind is not Kind.OWN or state.own_data() is not None)


def _new_clause(kind: Kind) -> Clause:
    """Return a clause of a kind as it is when it is new; one on own data is about those that are open."""
    clause, own = read_term(_NEW[kind]).clause, state.own_data()
    return replace(clause, own=own.figures.content_id) if isinstance(clause, OwnClause) and own else clause


def _replaced(view: View, at: int, clause: Clause) -> View:
    """Return the view with another clause at a place; one that the question does not have any more is left alone."""
    terms = view.question.terms
    if at >= len(terms):
        return view
    return _asking(view, with_term(view.question, at, replace(terms[at], clause=clause)))


def _negated(view: View, at: int, *, is_negated: bool) -> View:
    terms = view.question.terms
    if at >= len(terms):
        return view
    return _asking(view, with_term(view.question, at, replace(terms[at], is_negated=is_negated)))


def _of_years() -> Sequence[int]:
    return years_read(ATLAS.dataset())[::-1]


def _own_tests(clause: OwnClause) -> Mapping[tuple[OwnTest, str], str]:
    """Return what a clause can ask of the own figures that are open, with labels.

    Classes are the bands, and those by quarters, by the limits of the map, and by those of the clause.
    """
    tests = {(test, ""): label for test, label in OWN_TEST_LABELS.items()}
    own = state.own_data()
    for rule in dict.fromkeys((QUANTILES, state.current().own_classes, clause.rule)):
        if own is not None and rule not in {BANDS, ""}:
            labels = range_labels(rule, own.figures.limits(rule))
            tests |= {
                (OwnTest(key), rule): f"{label} ({uncapitalized(rule_label(rule))})" for key, label in labels.items()
            }
    return tests


class _Fields:
    """The widgets of the fields of one clause."""

    def __init__(self, at: int, kind: Kind) -> None:
        self.at = at
        self.key = f"clause-{at + 1}-{kind.name.lower()}"

    def draw(self, clause: Clause) -> None:
        """Draw the fields of a clause."""
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            match clause:
                case StatusClause():
                    self._status(clause)
                case ClaimClause():
                    self._select("What", clause.test, ClaimTest, CLAIM_TEST_LABELS, lambda v: replace(clause, test=v))
                    self._claim(clause)
                case FigureClause():
                    self._figure(clause)
                case VoteClause():
                    self._select("Vote", clause.vote, Vote, VOTE_LABELS, lambda v: replace(clause, vote=v))
                    self._year("Year", clause.year, _of_years(), lambda v: replace(clause, year=v))
                case VoteChangeClause():
                    self._change(clause)
                case OwnClause():
                    self._own(clause)
                case _:
                    self._other(clause)

    def _select(
        self, label: str, value: T, options: Iterable[T], labels: Mapping[T, str], change: Callable[[T], Clause]
    ) -> None:
        offered = list(dict.fromkeys([*options, value]))
        st.selectbox(
            label,
            offered,
            format_func=lambda option: labels.get(option, str(option)),
            **state.editor(
                f"{self.key}-{label.lower().replace(' ', '-')}",
                value,
                lambda view, new: _replaced(view, self.at, change(new)),
                OneOf(offered, lambda option: labels.get(option, str(option))),
            ),
        )

    def _year(self, label: str, value: int, years: Sequence[int], change: Callable[[int], Clause]) -> None:
        self._select(label, value, years, {}, change)

    def _day(self, label: str, value: date, change: Callable[[date], Clause]) -> None:
        st.date_input(
            label,
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="YYYY-MM-DD",
            **state.editor(
                f"{self.key}-{label.lower().replace(' ', '-')}",
                value,
                lambda view, new: _replaced(view, self.at, change(new)),
                Days(FIRST_DAY, LAST_DAY),
            ),
        )

    def _when(self, label: str, on: date | None, change: Callable[[date | None], Clause]) -> None:
        """Draw whether a clause looks on the day of the question or on another, and on which."""
        other = on or ATLAS.today()
        self._select(label, on is not None, (False, True), DAY_LABELS, lambda v: change(other if v else None))
        if on is not None:
            self._day("Day", on, change)

    def _status(self, clause: StatusClause) -> None:
        names = ATLAS.treaty_names()
        when, is_begun = clause.when, clause.when.timing is Timing.BEGUN
        tests = BEGINNING_TESTS if is_begun else tuple(StatusTest)
        self._select("Status", clause.test, tests, STATUS_TEST_LABELS, lambda v: replace(clause, test=v))
        self._select("Treaty", clause.treaty, TREATIES, names, lambda v: replace(clause, treaty=v))
        offered = [name for name in TIMING_LABELS if name != "begun" or clause.test in BEGINNING_TESTS]
        now = "then" if when.timing is Timing.ON and when.first else when.timing.value
        today = ATLAS.today()

        def timed(name: str) -> Clause:
            first = when.first or today.replace(year=today.year - 1, day=1)
            if name == Timing.ON:
                return replace(clause, when=NOW)
            if name == "then":
                return replace(clause, when=When(first=first))
            return replace(clause, when=When(Timing(name), first, max(when.last or today, first)))

        self._select("When", now, offered, TIMING_LABELS, timed)
        if when.first is not None and when.last is None:
            self._day("Day", when.first, lambda v: replace(clause, when=When(first=v)))
        if when.first is not None and when.last is not None:
            first, last = when.first, when.last
            self._day("From", first, lambda v: replace(clause, when=When(when.timing, min(v, last), max(v, last))))
            self._day("To", last, lambda v: replace(clause, when=When(when.timing, min(first, v), max(first, v))))

    def _claim(self, clause: ClaimClause | FigureClause) -> None:
        groups = {group: capitalized(label) for group, label in GROUP_LABELS.items()}
        rules = {rule: capitalized(label) for rule, label in RULE_LABELS.items()}
        self._select("Claims about", clause.group, MAP_GROUPS, groups, lambda v: replace(clause, group=v))
        self._select("Of several", clause.rule, ClaimRule, rules, lambda v: replace(clause, rule=v))
        self._when("When", clause.on, lambda on: replace(clause, on=on))

    def _figure(self, clause: FigureClause) -> None:
        sides = {True: "At least", False: "Under"}
        self._select("Limit", clause.is_least, (True, False), sides, lambda v: replace(clause, is_least=v))
        self._area(clause)
        self._claim(clause)

    def _own(self, clause: OwnClause) -> None:
        options = _own_tests(clause)
        self._select(
            "Own figure",
            (clause.test, clause.rule),
            options,
            options,
            lambda new: replace(clause, test=new[0], rule=new[1], km2=(clause.km2 or 20) if new[0].has_limit else 0),
        )
        if clause.test.has_limit:
            self._area(clause)

    def _area(self, clause: FigureClause | OwnClause) -> None:
        st.number_input(
            "Area in km²",
            min_value=1,
            max_value=MOST_KM2,
            **state.editor(
                f"{self.key}-area",
                clause.km2,
                lambda view, new: _replaced(view, self.at, replace(clause, km2=new)),
                Whole(1, MOST_KM2),
            ),
        )

    def _change(self, clause: VoteChangeClause) -> None:
        years = _of_years()
        first, last = clause.first, clause.last
        self._year("From year", first, [y for y in years if y < last], lambda v: VoteChangeClause(v, last))
        self._year("To year", last, [y for y in years if y > first], lambda v: VoteChangeClause(first, v))

    def _other(self, clause: Clause) -> None:
        match clause:
            case RecordClause():
                years = (ANY_YEAR, *range(ATLAS.today().year, FIRST_YEAR, -1))
                self._select("Record", clause.test, RecordTest, RECORD_LABELS, lambda v: replace(clause, test=v))
                any_year = {ANY_YEAR: "Any year"}
                since = clause.since or ANY_YEAR
                self._select("Since", since, years, any_year, lambda v: replace(clause, since=v or None))
            case DeadlineClause():
                self._when("Before", clause.before, DeadlineClause)
            case PolicyClause():
                self._select("About", clause.activity, Activity, ACTIVITY_LABELS, lambda v: replace(clause, activity=v))
            case RegionClause():
                labels_of = {region: capitalized(REGION_LABELS[region]) for region in REGIONS}
                self._select("Region", clause.region, REGIONS, labels_of, lambda v: replace(clause, region=v))
            case GroupClause():
                names = {group_id: group.short_name for group_id, group in ATLAS.dataset().groups.items()}
                self._select("Group", clause.group_id, names, names, lambda v: replace(clause, group_id=v))
                self._when("When", clause.on, lambda on: replace(clause, on=on))
            case AllowedClause():
                self._when("When", clause.on, AllowedClause)
