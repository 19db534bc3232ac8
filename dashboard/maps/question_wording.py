"""A question in words: its clauses, the sentence of its answer, what decides it for a state, what contradicts itself.

The words of a clause are the same wherever it stands: in the sentence, in the builder, at the head of a column.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import singledispatch

from dashboard.maps.own_wording import RANGE_LABELS, amount, range_labels, statement_clause
from dashboard.maps.wording import (
    VOTE_VERBS,
    VOTE_WORDS,
    class_label,
    spelled,
    states_of_regions,
    status_clause,
    treaty_label,
)
from geodata import GROUP_LABELS, RULE_LABELS, USE_LABELS, ClaimRule, ComparableGroup, day_label
from geodata.claims import ClaimClass, claim_class
from geodata.dataset import Dataset
from geodata.groups import members_on
from geodata.joins import StatusRow
from geodata.model import Claim, Deadline, Group, GroupKind, Membership, PolicyAction, State, Stockpile, Vote, VoteCast
from geodata.own_figures import OwnFact, OwnFigures, OwnLevel
from geodata.policies import policy_on
from geodata.questions import (
    DEADLINES_READ,
    Activity,
    AllowedClause,
    Answer,
    ClaimClause,
    ClaimTest,
    Clause,
    Contradiction,
    DeadlineClause,
    FigureClause,
    Finding,
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
    Truth,
    VoteChangeClause,
    VoteClause,
)
from geodata.sources import with_mark
from geodata.wording import (
    capitalized,
    category_in_sentence,
    claim_date_text,
    claim_figure_heading,
    claimant_text,
    enumeration,
    figure_text,
    number,
    print_form,
    uncapitalized,
)

TRUTH_LABELS = {
    Truth.YES: "Meets it",
    Truth.NO: "Does not meet it",
    Truth.UNCERTAIN: "Uncertain",
    Truth.NOT_RECORDED: "Not recorded",
    Truth.NOT_ELIGIBLE: "Not eligible",
}
TRUTH_MEANINGS = {
    Truth.YES: "",
    Truth.NO: "",
    Truth.UNCERTAIN: "a date is known to a range only, or a figure or decision is not known",
    Truth.NOT_RECORDED: "the atlas has no record by that day that could tell; that is not a finding of none",
    Truth.NOT_ELIGIBLE: "the question cannot be asked of it: no vote in the General Assembly, or no state",
}
TRUTH_CELLS = {truth: truth.value.replace("-", " ") for truth in Truth}  # as files have them

# -- The words of a clause: what is said of states that meet it, and of states that do not.


def term_words(term: Term, dataset: Dataset) -> str:
    """Return what a term says of states, as a predicate: are party to the Mine Ban Convention."""
    affirmed, negated = _predicates(term.clause, dataset)
    return negated if term.is_negated else affirmed


@singledispatch
def _predicates(clause: Clause, _dataset: Dataset) -> tuple[str, str]:
    """Return the predicate of a clause and that of its negation; each kind registers its own below."""
    raise TypeError(f"a {type(clause).__name__} has no words")


# What holds on the day of the question, what held on another day or at some time, what began; each with its negation.
_STATUS_NOW = {
    StatusTest.PARTY: ("are party to the {}", "are not party to the {}"),
    StatusTest.BOUND: ("are bound by the {}", "are not bound by the {}"),
    StatusTest.NOT_YET_BOUND: (
        "have joined the {} but are not yet bound",
        "are not among those that have joined the {} and are not yet bound",
    ),
    StatusTest.LEAVING: ("are leaving the {}", "are not leaving the {}"),
    StatusTest.SUSPENDING: ("claim to suspend the {}", "do not claim to suspend the {}"),
    StatusTest.LEFT: ("have left the {}", "have not left the {}"),
    StatusTest.SIGNED: (
        "have signed the {} but not joined it",
        "are not among those that have signed the {} but not joined it",
    ),
    StatusTest.NEVER_JOINED: ("have never joined the {}", "have joined the {} at some time"),
    StatusTest.NO_ACT: ("have neither signed nor joined the {}", "have signed or joined the {} at some time"),
}
_STATUS_THEN = {
    StatusTest.PARTY: ("were party to the {}", "were not party to the {}"),
    StatusTest.BOUND: ("were bound by the {}", "were not bound by the {}"),
    StatusTest.NOT_YET_BOUND: (
        "had joined the {} but were not yet bound",
        "were not among those that had joined the {} and were not yet bound",
    ),
    StatusTest.LEAVING: ("were leaving the {}", "were not leaving the {}"),
    StatusTest.SUSPENDING: ("claimed to suspend the {}", "did not claim to suspend the {}"),
    StatusTest.LEFT: ("had left the {}", "had not left the {}"),
    StatusTest.SIGNED: (
        "had signed the {} but not joined it",
        "were not among those that had signed the {} but not joined it",
    ),
    StatusTest.NEVER_JOINED: ("had never joined the {}", "had joined the {}"),
    StatusTest.NO_ACT: ("had neither signed nor joined the {}", "had signed or joined the {}"),
}
_STATUS_BEGUN = {
    StatusTest.PARTY: ("joined the {}", "did not join the {}"),
    StatusTest.BOUND: ("came to be bound by the {}", "did not come to be bound by the {}"),
    StatusTest.NOT_YET_BOUND: (
        "joined the {}, to be bound later,",
        "did not join the {} to be bound later",
    ),
    StatusTest.LEAVING: ("gave notice of leaving the {}", "did not give notice of leaving the {}"),
    StatusTest.SUSPENDING: ("gave notice of suspending the {}", "did not give notice of suspending the {}"),
    StatusTest.LEFT: ("left the {}", "did not leave the {}"),
    StatusTest.SIGNED: ("signed the {} before joining it", "did not sign the {} before joining it"),
}
_PERIODS = {
    Timing.DURING: ("at some time between {} and {}", "at any time between {} and {}"),
    Timing.BEGUN: ("between {} and {}", "between {} and {}"),
}


@_predicates.register
def _(clause: StatusClause, dataset: Dataset) -> tuple[str, str]:
    treaty, when = dataset.treaty(clause.treaty).short_name, clause.when
    if when.first is None:
        affirmed, negated = _STATUS_NOW[clause.test]
        return affirmed.format(treaty), negated.format(treaty)
    if when.last is None:
        affirmed, negated = _STATUS_THEN[clause.test]
        on = f"on {day_label(when.first)}"
        return f"{affirmed.format(treaty)} {on}", f"{negated.format(treaty)} {on}"
    affirmed, negated = (_STATUS_BEGUN if when.timing is Timing.BEGUN else _STATUS_THEN)[clause.test]
    affirmed_when, negated_when = (
        text.format(*map(day_label, (when.first, when.last))) for text in _PERIODS[when.timing]
    )
    return f"{affirmed.format(treaty)} {affirmed_when}", f"{negated.format(treaty)} {negated_when}"


_CLAIMS = {
    ClaimTest.RECORDED: ("have a claim recorded", "have no claim recorded"),
    ClaimTest.AFFECTED: ("have contamination claimed", "have no contamination claimed"),
    ClaimTest.COMPLETE: ("have clearance declared complete", "do not have clearance declared complete"),
    **{
        test: (f"have contamination classed {test.value}", f"do not have contamination classed {test.value}")
        for test in (ClaimTest.MASSIVE, ClaimTest.HEAVY, ClaimTest.MEDIUM, ClaimTest.LIGHT)
    },
}


@_predicates.register
def _(clause: ClaimClause, _dataset: Dataset) -> tuple[str, str]:
    affirmed, negated = _CLAIMS[clause.test]
    which = _which_claim(clause.group, clause.rule, clause.on)
    return f"{affirmed} {which}", f"{negated} {which}"


@_predicates.register
def _(clause: FigureClause, _dataset: Dataset) -> tuple[str, str]:
    limit = f"{'at least' if clause.is_least else 'under'} {number(clause.km2)} km²"
    which = _which_claim(clause.group, clause.rule, clause.on)
    return f"have a claim of {limit} {which}", f"have no claim of {limit} {which}"


def _which_claim(group: ComparableGroup, rule: ClaimRule, on: date | None) -> str:
    """Return of which group and by which rule a claim is meant, and the day where it is another."""
    return f"({', '.join([GROUP_LABELS[group], RULE_LABELS[rule], *([f'on {day_label(on)}'] if on else [])])})"


_NEGATED_VOTES = {
    Vote.YES: "did not vote in favour of",
    Vote.NO: "did not vote against",
    Vote.ABSTAIN: "did not abstain on",
    Vote.NOT_VOTING: "voted on",
}
_RESOLUTION = "the resolution on the mine ban"


@_predicates.register
def _(clause: VoteClause, _dataset: Dataset) -> tuple[str, str]:
    affirmed, negated = VOTE_VERBS[clause.vote], _NEGATED_VOTES[clause.vote]
    return f"{affirmed} {_RESOLUTION} in {clause.year}", f"{negated} {_RESOLUTION} in {clause.year}"


@_predicates.register
def _(clause: VoteChangeClause, _dataset: Dataset) -> tuple[str, str]:
    about = f"on {_RESOLUTION} between {clause.first} and {clause.last}"
    return f"changed their vote {about}", f"did not change their vote {about}"


_RECORDS = {
    RecordTest.USE_BY_STATE: ("have use by the state recorded", "have no use by the state recorded"),
    RecordTest.USE_BY_GROUPS: ("have use by armed groups recorded", "have no use by armed groups recorded"),
    RecordTest.USE_BY_STATE_UNCONFIRMED: (
        "have signs or charges of use by the state recorded",
        "have no signs or charges of use by the state recorded",
    ),
    RecordTest.STOCKPILE: ("have a stockpile recorded", "have no stockpile recorded"),
    RecordTest.PRODUCER: ("are recorded as producers", "are not recorded as producers"),
}


@_predicates.register
def _(clause: RecordClause, _dataset: Dataset) -> tuple[str, str]:
    affirmed, negated = _RECORDS[clause.test]
    since = f" in {clause.since} or later" if clause.since else ""
    return affirmed + since, negated + since


@_predicates.register
def _(clause: DeadlineClause, _dataset: Dataset) -> tuple[str, str]:
    tail = "without a completion on record"
    if clause.before is None:
        return (
            f"have an Article 5 deadline that has passed {tail}",
            f"have no Article 5 deadline that has passed {tail}",
        )
    before = f"before {day_label(clause.before)} {tail}"
    return f"have an Article 5 deadline {before}", f"have no Article 5 deadline {before}"


_POLICIES = {
    Activity.ANY: "national policy on anti-personnel mines",
    Activity.USE: "national policy on the use of anti-personnel mines",
    Activity.PRODUCTION: "national policy on the production of anti-personnel mines",
    Activity.TRANSFER: "national policy on the transfer of anti-personnel mines",
    Activity.STOCKPILE: "national policy on stockpiles of anti-personnel mines",
}


@_predicates.register
def _(clause: PolicyClause, _dataset: Dataset) -> tuple[str, str]:
    return f"have {_POLICIES[clause.activity]} recorded", f"have no {_POLICIES[clause.activity]} recorded"


@_predicates.register
def _(clause: AllowedClause, _dataset: Dataset) -> tuple[str, str]:
    tail = "a place where United States policy allowed anti-personnel mines"
    return _on_day(tail, clause.on)


def _on_day(predicate: str, on: date | None) -> tuple[str, str]:
    """Return a predicate and its negation, of the day of the question (None) or, in the past tense, of another."""
    if on is None:
        return f"are {predicate}", f"are not {predicate}"
    return f"were {predicate} on {day_label(on)}", f"were not {predicate} on {day_label(on)}"


REGION_LABELS = {
    "africa": "Africa",
    "americas": "the Americas",
    "antarctica": "Antarctica",
    "asia": "Asia",
    "europe": "Europe",
    "oceania": "Oceania",
}


@_predicates.register
def _(clause: RegionClause, _dataset: Dataset) -> tuple[str, str]:
    region = REGION_LABELS[clause.region]
    return f"are in {region}", f"are not in {region}"


_WITHOUT_ARTICLE = frozenset({"ASEAN", "GRULAC", "NATO", "WEOG"})


def group_in_sentence(group_id: str, dataset: Dataset) -> str:
    """Return the short name of a group of states with its article: the European Union, NATO."""
    group = dataset.groups.get(group_id)
    if group is None:
        return f"the group “{group_id}”"
    return group.short_name if group.short_name in _WITHOUT_ARTICLE else f"the {group.short_name}"


def group_note(group: Group) -> str:
    """Return what a group of states is, was called before, and whom its list of members leaves out."""
    return print_form(" ".join(filter(None, [f"{group.name}: {uncapitalized(group.about)}", group.note])))


def group_notes_of(question: Question, dataset: Dataset) -> tuple[str, ...]:
    """Return a note on each group of states that a question asks for."""
    group_ids = dict.fromkeys(term.clause.group_id for term in question.terms if isinstance(term.clause, GroupClause))
    return tuple(group_note(dataset.groups[group_id]) for group_id in group_ids if group_id in dataset.groups)


@_predicates.register
def _(clause: GroupClause, dataset: Dataset) -> tuple[str, str]:
    group = dataset.groups.get(clause.group_id)
    if group is not None and group.kind is GroupKind.CATEGORY:
        return _on_day(f"among the {category_in_sentence(group)}", clause.on)
    return _on_day(f"members of {group_in_sentence(clause.group_id, dataset)}", clause.on)


_OWN_BANDS = {
    test: f"figure classed {test.value}" for test in (OwnTest.MASSIVE, OwnTest.HEAVY, OwnTest.MEDIUM, OwnTest.LIGHT)
}


@_predicates.register
def _(clause: OwnClause, dataset: Dataset) -> tuple[str, str]:
    figures = _own_of(clause, dataset)
    which = f"(“{figures.title}”)" if figures is not None else "(own data that are not open)"
    parts = {OwnLevel.FIRST_LEVEL: "first-level area with an own ", OwnLevel.OWN_AREAS: "area with an own "}
    part = parts.get(figures.level, "own ") if figures is not None else "own "
    figure = {
        OwnTest.LEAST: f"figure of at least {number(clause.km2)} km²",
        OwnTest.UNDER: f"figure under {number(clause.km2)} km²",
        OwnTest.NAMED: "figure",
        OwnTest.ZERO: "figure of 0 km²",
        **_OWN_BANDS,
    }.get(clause.test) or f"figure classed “{own_class_label(clause, figures)}”"
    article = "an" if part[0] in "ao" else "a"
    return f"have {article} {part}{figure} {which}", f"have no {part}{figure} {which}"


def own_class_label(clause: OwnClause, figures: OwnFigures | None) -> str:
    """Return the class that a clause on a range names, as the legend has it; its place where figures have no such."""
    known = range_labels(clause.rule, figures.limits(clause.rule)) if figures is not None else {}
    return known.get(clause.test) or RANGE_LABELS[clause.test]


def _own_of(clause: OwnClause, dataset: Dataset) -> OwnFigures | None:
    """Return the own figures that a clause asks of, where they are open."""
    return dataset.own if dataset.own is not None and dataset.own.content_id == clause.own else None


# -- What a reader picks the fields of a clause by.

OWN_TEST_LABELS = {
    OwnTest.LEAST: "At least",
    OwnTest.UNDER: "Under",
    OwnTest.NAMED: "Named, with or without a figure",
    OwnTest.MASSIVE: class_label(ClaimClass.MASSIVE),
    OwnTest.HEAVY: class_label(ClaimClass.HEAVY),
    OwnTest.MEDIUM: class_label(ClaimClass.MEDIUM),
    OwnTest.LIGHT: class_label(ClaimClass.LIGHT),
    OwnTest.ZERO: "0 km²",
}

STATUS_TEST_LABELS = {
    StatusTest.PARTY: "Party, bound or not yet",
    StatusTest.BOUND: "Bound",
    StatusTest.NOT_YET_BOUND: "Joined, not yet bound",
    StatusTest.LEAVING: "Leaving",
    StatusTest.SUSPENDING: "Suspension claimed",
    StatusTest.LEFT: "Left",
    StatusTest.SIGNED: "Signed, not joined",
    StatusTest.NEVER_JOINED: "Never joined",
    StatusTest.NO_ACT: "Neither signed nor joined",
}
DAY_LABELS = {False: "The day of the question", True: "Another day"}
TIMING_LABELS = {
    "on": "On the day of the question",
    "then": "On another day",
    "during": "At some time between",
    "begun": "Began between",
}
CLAIM_TEST_LABELS = {
    ClaimTest.RECORDED: "A claim is recorded",
    ClaimTest.AFFECTED: "Contamination claimed",
    ClaimTest.MASSIVE: class_label(ClaimClass.MASSIVE),
    ClaimTest.HEAVY: class_label(ClaimClass.HEAVY),
    ClaimTest.MEDIUM: class_label(ClaimClass.MEDIUM),
    ClaimTest.LIGHT: class_label(ClaimClass.LIGHT),
    ClaimTest.COMPLETE: class_label(ClaimClass.COMPLETE),
}
VOTE_LABELS = {vote: capitalized(words) for vote, words in VOTE_WORDS.items()}
RECORD_LABELS = {
    RecordTest.USE_BY_STATE: "Use by the state",
    RecordTest.USE_BY_GROUPS: "Use by armed groups",
    RecordTest.USE_BY_STATE_UNCONFIRMED: "Signs or charges of use by the state",
    RecordTest.STOCKPILE: "Stockpile",
    RecordTest.PRODUCER: "Production",
}
ACTIVITY_LABELS = {
    Activity.ANY: "Any",
    Activity.USE: "Use",
    Activity.PRODUCTION: "Production",
    Activity.TRANSFER: "Transfer",
    Activity.STOCKPILE: "Stockpiles",
}

# -- The words of a question, and the sentence of its answer.


def question_words(question: Question, dataset: Dataset) -> str:
    """Return what a question asks of states, as a predicate."""
    parts = [[term_words(term, dataset) for term in part] for part in question.parts]
    if question.join is Join.ALL:
        return ", and ".join(f"either {' or '.join(part)}" if len(part) > 1 else part[0] for part in parts)
    return ", or ".join(" and ".join(part) for part in parts)


def answer_sentence(answer: Answer, dataset: Dataset, *, counts: dict[Truth, int], regions: str = "") -> str:
    """Return how many states meet the question, and of how many it cannot be said; or that clauses contradict.

    Parameters
    ----------
    counts
        The number of states of each truth value among those that are counted.
    regions
        Stands behind "states": the regions that count.
    """
    if answer.contradictions:
        conflicts = [contradiction_words(answer.question, dataset, conflict) for conflict in answer.contradictions]
        return f"No state can meet this question: {'; '.join(conflicts)}"
    whole = sum(counts.values())
    counted = f"{counts[Truth.YES]} of {whole} states{regions} {question_words(answer.question, dataset)}"
    asides = [message(counts[truth]) for truth, message in _ASIDES.items() if counts[truth]]
    asides += [_without_members(clause, dataset) for clause in _empty_groups(answer, dataset)]
    return f"{counted}; {enumeration(asides)}" if asides else counted


def _empty_groups(answer: Answer, dataset: Dataset) -> list[GroupClause]:
    clauses = [term.clause for term in answer.question.terms if isinstance(term.clause, GroupClause)]
    known = [clause for clause in clauses if clause.group_id in dataset.groups]
    return [c for c in known if members_on(dataset, c.group_id, c.on or answer.day).is_empty]


def _without_members(clause: GroupClause, dataset: Dataset) -> str:
    on = f"on {day_label(clause.on)}" if clause.on else "on that day"
    return f"{group_in_sentence(clause.group_id, dataset)} had no member {on}"


def listing_title(truth: Truth, count: int, *, regions: Sequence[str] = ()) -> str:
    """Return the title of the list of states that meet a question, or of those of which it is uncertain."""
    if truth is Truth.YES:
        return f"{capitalized(states_of_regions(regions))} that meet the question ({count})"
    return f"{TRUTH_LABELS[truth]} ({count})"


def uncertain_states(count: int) -> str:
    """Return of how many states it is uncertain, behind a semicolon."""
    return f"it is uncertain of {spelled(count)}"


def unrecorded_states(count: int) -> str:
    """Return of how many states nothing is recorded that could tell."""
    return f"nothing is recorded of {spelled(count)}"


def ineligible_states(count: int) -> str:
    """Return of how many states the question cannot be asked."""
    return f"it cannot be asked of {spelled(count)}"


_ASIDES = {
    Truth.UNCERTAIN: uncertain_states,
    Truth.NOT_RECORDED: unrecorded_states,
    Truth.NOT_ELIGIBLE: ineligible_states,
}


def contradiction_words(question: Question, dataset: Dataset, conflict: Contradiction) -> str:
    """Return which clauses of a question cannot hold together, each with its words and number, from 1 on."""
    terms = question.terms
    named = [f"“{term_words(terms[number - 1], dataset)}” (clause {number})" for number in conflict.numbers]
    if conflict.is_of_members:
        return f"{enumeration(named)} have no state in common"
    return f"{enumeration(named)} cannot {'both' if len(named) == 2 else 'all'} hold"


# -- What decides a clause for a state: the act, claim, vote or record, in a few words.


def evidence(term: Term, finding: Finding, *, state: State, dataset: Dataset, day: date) -> str:
    """Return what decides a term for a state: Mine Ban Convention: left on 1 March 2026."""
    return _decision(term.clause, finding, state, dataset, day)


@singledispatch
def _decision(clause: Clause, _finding: Finding, _state: State, _dataset: Dataset, _day: date) -> str:
    """Return what decides a clause; each kind registers its own below."""
    raise TypeError(f"a {type(clause).__name__} has no words")


@_decision.register
def _(clause: StatusClause, finding: Finding, state: State, dataset: Dataset, day: date) -> str:
    treaty = dataset.treaty(clause.treaty)
    if finding.status is None:
        return ""
    text = status_clause(
        StatusRow(state, finding.status, None), treaty, day=clause.when.last or clause.when.first or day
    )
    return f"{treaty_label(treaty)}: {text}"


@_decision.register
def _(clause: ClaimClause, finding: Finding, _state: State, _dataset: Dataset, _day: date) -> str:
    return _claim_words(clause.group, finding)


@_decision.register
def _(clause: FigureClause, finding: Finding, _state: State, _dataset: Dataset, _day: date) -> str:
    return _claim_words(clause.group, finding)


def _claim_words(group: ComparableGroup, finding: Finding) -> str:
    claim = next((fact for fact in finding.facts if isinstance(fact, Claim)), None)
    if claim is None:
        return f"No claim about {GROUP_LABELS[group]} recorded"
    figure = claim_figure_heading(claim) or class_label(claim_class(claim))
    return with_mark(claim, f"{figure} — {claimant_text(claim)}, {claim_date_text(claim)}")


_NO_MEMBER = "No member of the United Nations, and so without a vote"


@_decision.register
def _(clause: VoteClause, finding: Finding, _state: State, _dataset: Dataset, _day: date) -> str:
    return _votes_words((clause.year,), finding)


@_decision.register
def _(clause: VoteChangeClause, finding: Finding, _state: State, _dataset: Dataset, _day: date) -> str:
    return _votes_words((clause.first, clause.last), finding)


def _votes_words(years: Sequence[int], finding: Finding) -> str:
    if finding.truth is Truth.NOT_ELIGIBLE:
        return _NO_MEMBER
    cast = {fact.year: fact for fact in finding.facts if isinstance(fact, VoteCast)}
    votes = [
        f"{year}: {VOTE_WORDS[cast[year].vote]}" if year in cast else f"{year}: no vote recorded" for year in years
    ]
    return ", ".join(votes)


_RECORD_NOUNS = {
    RecordTest.USE_BY_STATE: "use by the state",
    RecordTest.USE_BY_GROUPS: "use by armed groups",
    RecordTest.USE_BY_STATE_UNCONFIRMED: "signs or charges of use by the state",
    RecordTest.STOCKPILE: "a stockpile",
    RecordTest.PRODUCER: "production",
}


@_decision.register
def _(clause: RecordClause, finding: Finding, _state: State, _dataset: Dataset, _day: date) -> str:
    noun = _RECORD_NOUNS[clause.test]
    record = next((fact for fact in finding.facts if isinstance(fact, Stockpile)), None)
    if record is None:
        return f"No record of {noun}{f' in {clause.since} or later' if clause.since else ''}"
    figure = figure_text(record.value, record.low, record.high, record.unit)
    what = f"{capitalized(noun)}, {figure}" if figure else capitalized(noun)
    return with_mark(record, f"{what}: {record.claimant}, {record.when.label}")


@_decision.register
def _(_clause: DeadlineClause, finding: Finding, _state: State, _dataset: Dataset, day: date) -> str:
    record = next((fact for fact in finding.facts if isinstance(fact, Deadline)), None)
    if finding.truth is Truth.NOT_RECORDED:
        return f"Article 5 deadlines are recorded from {DEADLINES_READ:%B %Y} on"
    if record is None:
        return "No Article 5 deadline recorded"
    if record.status == "completed":
        return f"Article 5 completed{f', declared {record.completed.phrase}' if record.completed else ''}"
    deadline = record.deadline_on(day)
    text = f"Article 5 deadline {day_label(deadline)}" if deadline else "No Article 5 deadline known"
    if record.is_decision_missing_on(day) and deadline:
        text = f"Article 5 deadline {day_label(deadline)} last known, decision on an extension not found"
    return with_mark(record, f"{text} ({record.part})" if record.part else text)


@_decision.register
def _(_clause: PolicyClause, finding: Finding, _state: State, _dataset: Dataset, _day: date) -> str:
    policy = next((fact for fact in finding.facts if isinstance(fact, PolicyAction)), None)
    return with_mark(policy, f"{policy.title}, {policy.start.label}") if policy else "No policy recorded"


@_decision.register
def _(clause: AllowedClause, _finding: Finding, state: State, dataset: Dataset, day: date) -> str:
    rule = policy_on(dataset.policies, clause.on or day).use_rule(state.area)
    return f"United States policy: {USE_LABELS[rule]}"


@_decision.register
def _(clause: GroupClause, finding: Finding, _state: State, dataset: Dataset, day: date) -> str:
    group = dataset.groups.get(clause.group_id)
    if group is None:
        return "No list of the members of this group was read"
    day = clause.on or day
    read = f", as read up to {day_label(group.data_until)}" if group.data_until < day else ""
    membership = next((fact for fact in finding.facts if isinstance(fact, Membership)), None)
    if membership is None:
        return f"{group.short_name}: no member{read}"
    since = f"{group.short_name}: member, from {membership.start.label}"
    if finding.truth is Truth.UNCERTAIN:
        return f"{since}; whether on the day is uncertain{read}"
    return f"{since}{read}"


@_decision.register
def _(_clause: RegionClause, _finding: Finding, state: State, _dataset: Dataset, _day: date) -> str:
    return state.region


_MOST_OWN = 3  # first-level areas that are named in a few words


@_decision.register
def _(clause: OwnClause, finding: Finding, _state: State, dataset: Dataset, _day: date) -> str:
    figures = _own_of(clause, dataset)
    if figures is None:
        return "The own data are not open"
    own_figures = [fact.figure for fact in finding.facts if isinstance(fact, OwnFact)]
    if not own_figures:
        return "Not in the own data"
    if figures.level is OwnLevel.COUNTRY:
        amounts = amount(own_figures[0])
    else:
        amounts = ", ".join(f"{figure.name} {amount(figure)}" for figure in own_figures[:_MOST_OWN])
        amounts += f" and {len(own_figures) - _MOST_OWN} more" if len(own_figures) > _MOST_OWN else ""
    return f"Own data, not checked by the atlas: {amounts}. {statement_clause(figures)}"
