"""Sentences and phrases that several outputs share: counts, statuses, filters, and faults in the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geodata import (
    CLASS_LABELS,
    CLASS_NAMES,
    GROUP_LABELS,
    RULE_LABELS,
    USE_LABELS,
    BoundaryError,
    ClaimClass,
    ClaimRule,
    ComparableGroup,
    GeodataError,
    StatusKind,
    TableError,
    TreatyStatus,
    UseRule,
    claim_class,
    day_label,
)
from geodata.joins import StatusRow
from geodata.model import ActionKind, Citation, Claim, State, Treaty, Vote, VoteCast
from geodata.sources import with_mark
from geodata.treaties import LEGAL_KINDS, deciding_act, status_name, status_words
from geodata.wording import (
    capitalized,
    claim_date_text,
    claim_figure,
    claimant_text,
    enumeration,
    name_in_sentence,
    number,
    uncapitalized,
)

# -- Counts and statuses in words, beside the words for figures and claims of geodata/wording.py.

MOST_NAMES_IN_A_NOTE = 8
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text as single lines."""
    return tuple(" ".join(part.split()) for part in text.split("\n\n"))


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted, with its plural."""

    singular: str
    plural: str

    def of(self, count: int) -> str:
        """Return the noun as it stands behind a count."""
        return self.singular if count == 1 else self.plural


# What the first-level areas of a country are called where it has figures of them.
_UNIT_NOUNS = {"UKR": Noun("oblast", "oblasts")}
_UNIT = Noun("first-level area", "first-level areas")


def unit_noun(area: str) -> Noun:
    """Return what the first-level areas of a country are called.

    Examples
    --------
    >>> unit_noun("UKR").plural, unit_noun("KHM").plural
    ('oblasts', 'first-level areas')
    """
    return _UNIT_NOUNS.get(area, _UNIT)


def record_figures(*pairs: tuple[float | None, str]) -> str:
    """Return the figures of a record that there are, each with what it counts: 2.5 km² cleared, 12 mines destroyed."""
    return ", ".join(f"{number(value)} {what}" for value, what in pairs if value is not None) or "no figure"


STATES, AREAS = Noun("state", "states"), Noun("area", "areas")


def counted(count: int, noun: Noun) -> str:
    """Return a count and its noun: one state, 12 states."""
    return f"{spelled(count)} {noun.of(count)}"


def counted_at_start(count: int, noun: Noun) -> str:
    """Return a count and its noun as they stand at the start of a sentence: One state, 12 states."""
    return capitalized(counted(count, noun))


def class_summary(label: str, count: int, noun: Noun, names: Sequence[str]) -> str:
    """Return a class of a legend in a sentence: its label, what it counts, and the members where they are named.

    Examples
    --------
    >>> class_summary("Left", 2, STATES, ("Estonia", "Latvia")), class_summary("Signed", 1, STATES, ())
    ('Left, two states: Estonia and Latvia.', 'Signed, one state.')
    """
    text = f"{label}, {counted(count, noun)}"
    return f"{text}: {enumeration(names)}." if names else f"{text}."


def any_of_labels(labels: Sequence[str]) -> str:
    """Return the labels of classes that a legend keeps: “Against”, “Abstained” or “Absent”."""
    *first, last = (f"“{label}”" for label in labels)
    return f"{', '.join(first)} or {last}" if first else last


def names_or_count(names: Sequence[str], most: int) -> str:
    """Return the names of states, or how many they are where they are more than `most`, which is one at least.

    Examples
    --------
    >>> names_or_count(["Estonia", "Latvia"], 4), names_or_count(["Estonia", "Finland", "Latvia"], 2)
    ('Estonia and Latvia', '3 states')
    """
    return enumeration(names) if len(names) <= most else f"{len(names)} states"


def spelled_at_start(count: int) -> str:
    """Return a count as `spelled` does, as it stands at the start of a sentence: One, 12."""
    return capitalized(spelled(count))


def spelled(count: int) -> str:
    """Return a count in words up to nine, in figures beyond."""
    return _SMALL[count] if count < len(_SMALL) else f"{count:,}"


def spelled_alone(count: int) -> str:
    """Return a count as `spelled` does, without a noun behind it: none, one, 12."""
    return spelled(count) if count else "none"


def count_range(at_least: int, at_most: int) -> str:
    """Return a number of states, both readings of it where dates are known to a range only.

    Examples
    --------
    >>> count_range(161, 161), count_range(161, 162)
    ('161', '161 or 162')
    """
    return f"{at_least}" if at_least == at_most else f"{at_least} or {at_most}"


def status_label(kind: StatusKind, treaty: Treaty) -> str:
    """Return the name of a status as it stands alone, in a legend: Party, Not signed."""
    return capitalized(status_name(kind, treaty))


def treaty_label(treaty: Treaty) -> str:
    """Return the short name of a treaty as it stands alone: Amended Protocol II."""
    return capitalized(treaty.short_name)


def class_label(claim_class: ClaimClass) -> str:
    """Return the name of a class of claims as it stands alone, in a legend: Massive: 100 km² or more."""
    return capitalized(CLASS_LABELS[claim_class])


def use_label(rule: UseRule) -> str:
    """Return what a policy allows as it stands alone, in a legend: Use not allowed."""
    return capitalized(USE_LABELS[rule])


def claim_line(claim: Claim) -> str:
    """Return a claim as it stands alone: the figure or its class, who stated it, when, and its mark."""
    return capitalized(claim_clause(claim))


def claim_clause(claim: Claim) -> str:
    """Return a claim as `claim_line` does, as it stands after a colon."""
    figure = claim_figure(claim) or uncapitalized(class_label(claim_class(claim)))
    return with_mark(claim, f"{figure} — {claimant_text(claim)}, {claim_date_text(claim)}")


def claims_heading(group: ComparableGroup, rule: ClaimRule) -> str:
    """Return which claim of which group is shown, as a heading: Anti-personnel mines, latest claim."""
    return f"{capitalized(GROUP_LABELS[group])}, {RULE_LABELS[rule]}"


def status_heading(status: TreatyStatus, treaty: Treaty) -> str:
    """Return a state's status in words as it stands alone: Left, Uncertain: party, or left."""
    return capitalized(status_words(status, treaty))


# -- Where an area stands under a treaty, in one sentence with its day: "State party since 1 March 1999".

# {day} is the first day of the status; a status without a day of its own is told by its name alone.
_WITH_DAY = {
    StatusKind.PARTY: "state party since {day}",
    StatusKind.JOINED: "joined on {day}, not yet bound",
    StatusKind.SIGNED: "signed on {day}, has not joined",
    StatusKind.SUSPENSION_CLAIMED: "state party, suspension claimed by notice of {day}",
    StatusKind.LEFT: "left on {day}",
}


def status_sentence(row: StatusRow, treaty: Treaty, *, day: date) -> str:
    """Return the status of an area with the day it began; a territory names the state that it follows.

    It is marked when no document of the depositary confirms the last legal act behind it.
    """
    return capitalized(status_clause(row, treaty, day=day))


def with_administrator(text: str, administrator: State) -> str:
    """Return what is said of a territory, with the state that it follows: Party, as France, which administers it."""
    return f"{text}{administrator_clause(administrator)}"


def administrator_clause(administrator: State) -> str:
    """Return the end of a text about a territory, which names the state that it follows."""
    return f", as {name_in_sentence(administrator.name)}, which administers it"


def status_clause(row: StatusRow, treaty: Treaty, *, day: date) -> str:
    """Return the status of `status_sentence` as it stands after a colon: state party since 1 March 1999."""
    act, text = deciding_act(row.status), _status_with_day(row.status, treaty, day)
    text = with_mark(act, text) if act else text
    return with_administrator(text, row.follows) if row.follows else text


def status_citations(row: StatusRow, treaty: Treaty) -> tuple[Citation, ...]:
    """Return the citation of a status: that of the last legal act behind it, or of the treaty where there is none."""
    legal = [act for act in row.status.actions if act.kind in LEGAL_KINDS]
    return (legal[-1] if legal else treaty).citations[:1]


def _status_with_day(status: TreatyStatus, treaty: Treaty, day: date) -> str:
    if status.kind is StatusKind.NOT_SIGNED and day < treaty.adopted:
        return "not yet adopted"  # as the panel says it
    if status.since is None:
        return status_words(status, treaty)
    since = day_label(status.since)
    if status.kind is StatusKind.LEAVING:
        notices = [act for act in status.actions if act.kind is ActionKind.WITHDRAWAL_NOTIFIED]
        leaves = notices[-1].date_effective if notices else None
        return f"state party, leaving{f' on {day_label(leaves)}' if leaves else ''} (notified on {since})"
    return _WITH_DAY[status.kind].format(day=since)


# -- A vote in the General Assembly: as it stands behind a name or a colon, and as a verb with its preposition.

VOTE_WORDS = {
    Vote.YES: "in favour",
    Vote.NO: "against",
    Vote.ABSTAIN: "abstained",
    Vote.NOT_VOTING: "did not vote",
}
VOTE_VERBS = {
    Vote.YES: "voted in favour of",
    Vote.NO: "voted against",
    Vote.ABSTAIN: "abstained on",
    Vote.NOT_VOTING: "did not vote on",
}


def vote_in_year(vote: VoteCast) -> str:
    """Return a vote with its year: in favour in 2025."""
    return f"{VOTE_WORDS[vote.vote]} in {vote.year}"


# -- Acts under a treaty in a clause: who does what. The order is that in which clauses of one day stand.

_ACT_VERBS = {
    ActionKind.SIGNATURE: ("signs", "sign"),
    ActionKind.RATIFICATION: ("ratifies", "ratify"),
    ActionKind.ACCEPTANCE: ("accepts", "accept"),
    ActionKind.APPROVAL: ("approves", "approve"),
    ActionKind.ACCESSION: ("accedes", "accede"),
    ActionKind.SUCCESSION: ("succeeds", "succeed"),
    ActionKind.CONSENT_TO_BE_BOUND: ("consents to be bound", "consent to be bound"),
    ActionKind.ENTRY_INTO_FORCE: ("becomes bound", "become bound"),
    ActionKind.SUSPENSION_NOTIFIED: ("notifies a suspension", "notify a suspension"),
    ActionKind.WITHDRAWAL_NOTIFIED: ("notifies withdrawal", "notify withdrawal"),
    ActionKind.WITHDRAWAL_EFFECTIVE: ("leaves", "leave"),
    ActionKind.OBJECTION: ("objects to a suspension", "object to a suspension"),
    ActionKind.DECLARATION: ("makes a declaration", "make a declaration"),
    ActionKind.TERRITORIAL_EXTENSION: ("extends the treaty to a territory", "extend the treaty to territories"),
    ActionKind.DOMESTIC_DECISION: ("takes a domestic decision", "take domestic decisions"),
    ActionKind.COMPLIANCE_REQUEST: ("asks about compliance", "ask about compliance"),
}
ACT_ORDER = {kind: place for place, kind in enumerate(_ACT_VERBS)}


def act_clause(kind: ActionKind, names: Sequence[str], *, most: int) -> str:
    """Return which states did an act of a kind, counted where they are more than `most`.

    Examples
    --------
    >>> act_clause(ActionKind.WITHDRAWAL_EFFECTIVE, ["Estonia", "Latvia"], most=4)
    'Estonia and Latvia leave'
    >>> act_clause(ActionKind.SIGNATURE, ["Estonia"], most=4)
    'Estonia signs'
    """
    one, many = _ACT_VERBS[kind]
    return f"{names_or_count(names, most)} {one if len(names) == 1 else many}"


# -- What the filters of a view ask for, as the messages of the layers set it inside a sentence.

_REGIONS = {"africa": "Africa", "americas": "the Americas", "asia": "Asia", "europe": "Europe", "oceania": "Oceania"}

NOT_PARTY = {StatusKind.SIGNED, StatusKind.LEFT, StatusKind.NOT_SIGNED}
_STATUS_PREDICATES = {
    StatusKind.PARTY: "are party to",
    StatusKind.JOINED: "have joined but are not yet bound by",
    StatusKind.SIGNED: "have signed but not joined",
    StatusKind.LEAVING: "are leaving",
    StatusKind.SUSPENSION_CLAIMED: "claim to suspend",
    StatusKind.LEFT: "have left",
    StatusKind.NOT_SIGNED: "have not signed",
    StatusKind.UNCERTAIN: "have an uncertain status under",
}


def claim_filter_phrase(least: ClaimClass | None, group: ComparableGroup) -> str:
    """Return what the filter by claims asks of a state, or nothing where it is off.

    Examples
    --------
    >>> claim_filter_phrase(ClaimClass.HEAVY, ComparableGroup.AP_MINES)
    'a recorded claim about anti-personnel mines classed heavy or above'
    """
    if least is None:
        return ""
    if least is ClaimClass.NO_FIGURE:
        return f"a recorded claim about {GROUP_LABELS[group]}"
    return f"a recorded claim about {GROUP_LABELS[group]} classed {CLASS_NAMES[least]} or above"


def status_filter_phrase(kinds: Sequence[StatusKind], treaty: Treaty) -> str:
    """Return what the filter by status keeps as a predicate, or nothing where it is off.

    An example is "have left or have not signed the Mine Ban Convention".
    """
    if set(kinds) == NOT_PARTY:
        return f"are not party to the {treaty.short_name}"
    if not kinds:
        return ""
    predicates = dict(_STATUS_PREDICATES)
    if treaty.opened is None:
        predicates[StatusKind.NOT_SIGNED] = "have not joined"
    kept = [predicates[kind] for kind in kinds if kind is not StatusKind.NOT_ELIGIBLE]
    return f"{' or '.join(kept)} the {treaty.short_name}" if kept else "may not join it"


def states_of_regions(regions: Sequence[str]) -> str:
    """Return the states among which a sentence counts.

    Examples
    --------
    >>> states_of_regions(()), states_of_regions(("africa", "americas"))
    ('states', 'states of Africa and the Americas')
    """
    return f"states{region_phrase(regions)}"


def region_phrase(regions: Sequence[str]) -> str:
    """Return the regions that count as a message sets them behind a noun: " of Africa and Asia"; empty for all."""
    return f" of {enumeration([_REGIONS[region] for region in regions])}" if regions else ""


# -- A fault in the data as a reader is told of it: one sentence, and the places that break a rule.


def fault_sentence(error: GeodataError) -> str:
    """Return what cannot be shown and why, in one sentence."""
    what = "boundaries" if isinstance(error, BoundaryError) else "data"
    return f"The atlas cannot be shown because its {what} break their own rules."


def fault_lines(error: GeodataError) -> tuple[str, ...]:
    """Return every problem as file:line:column and what is wrong there."""
    return tuple(map(str, error.problems)) if isinstance(error, TableError) else (str(error),)
