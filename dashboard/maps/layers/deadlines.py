"""The layer of deadlines: where clearance under Article 5 of the Mine Ban Convention stands on the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dashboard.maps.as_of import marked_fact, remark
from dashboard.maps.class_fill import class_fill, fill_notes
from dashboard.maps.context import AreaRow, ComposeContext, Layer, Picture, Record, Records, RowFacts
from dashboard.maps.empty_state import go_to
from dashboard.maps.palette import PALE_INK
from dashboard.maps.spec import (
    Chapter,
    CitedText,
    Column,
    Empty,
    Hatch,
    Headline,
    Line,
    Look,
    Paint,
    Section,
    Term,
)
from dashboard.maps.wording import Noun, paragraphs, spelled_alone
from geodata import Confidence, day_label
from geodata.dataset import Dataset
from geodata.model import Deadline, ExtensionDecision, State
from geodata.questions import DEADLINES_READ
from geodata.sources import mark_of
from geodata.wording import (
    DECISION_LABELS,
    capitalized,
    name_in_sentence,
    status_subject,
)

ID = "deadlines"

MET = "met"
RUNNING = "running"
EXTENDED = "extended"
PASSED = "passed"
NOT_FOUND = "decision-not-found"
NO_DEADLINE = "no-deadline"
LABELS = {
    MET: "Met: completion on record",
    RUNNING: "Running",
    EXTENDED: "Running, extension on record",
    PASSED: "Passed, no completion on record",
    NOT_FOUND: "Decision on an extension not found",
    NO_DEADLINE: "No deadline recorded",
}
LOOKS = {
    MET: Look(Paint("#66C6F6", "#C4EBFF"), Hatch.DOTS, Paint("#0B4F8A", "#0B4F8A")),
    RUNNING: Look(Paint("#1B6DC4", "#54A2F0"), Hatch.NONE, PALE_INK),
    EXTENDED: Look(Paint("#16259A", "#23389A"), Hatch.VERTICAL, Paint("#9CC7F0", "#A5C8F0")),
    PASSED: Look(Paint("#590B47", "#C05AA8"), Hatch.BACK_DIAGONAL, PALE_INK),
    NOT_FOUND: Look(Paint("#F9C329", "#FFD24D"), Hatch.CROSS, Paint("#5A4A00", "#5A4A00")),
    NO_DEADLINE: Look(Paint("#A0A3A6", "#5A666F"), Hatch.NONE, PALE_INK),
}
_MEANINGS = {
    MET: "A document says that clearance under Article 5 is complete; more mines may be found later.",
    RUNNING: "The last deadline read has not passed by the day.",
    EXTENDED: "A document says that the States Parties granted more time, and the new deadline runs.",
    PASSED: "The last deadline read lies before the day, and no request, decision or completion is on record.",
    NOT_FOUND: (
        "The state asked for more time and the decision, due before the day, was not found: the deadline may have been "
        "extended, so it is not called passed."
    ),
    NO_DEADLINE: "No obligation under Article 5 was read, as for states that are no party or report no mined area.",
}
CAUTION = (
    "Deadlines stand as they were read in November 2025, with the decisions found since; later ones may be missing. No "
    "deadline recorded is not the same as no mines."
)
_COMPLETED, _WITHDRAWN = "completed", "completion_withdrawn"
_STATUS_WORDS = {_WITHDRAWN: "declared complete, then reopened", "obligation_outstanding": "clearance outstanding"}


# -- One record in words, as the panel of a country prints it too.


def deadline_heading(record: Deadline, day: date) -> str:
    """Return the deadline of a day as it stands alone: Deadline 1 March 2026, Completed 2019."""
    return capitalized(_deadline_words(record, day))


def _deadline_words(record: Deadline, day: date) -> str:
    """Return the deadline of a day; one whose extension was to be decided by then is not called due or expired."""
    if record.completed and record.status == _COMPLETED:
        return f"completed {record.completed.label}"
    if record.is_decision_missing_on(day):
        return DECISION_LABELS[ExtensionDecision.NOT_FOUND]
    deadline = record.deadline_on(day)
    if deadline and record.status != _WITHDRAWN:
        return f"deadline {day_label(deadline)}"
    return _STATUS_WORDS.get(record.status, record.status.replace("_", " "))


def progress_text(record: Deadline, day: date) -> str:
    """Return what is said of the way to the deadline, each thing once."""
    return "; ".join(_progress(record, day)) or "clearance obligation"


def _progress(record: Deadline, day: date) -> list[str]:
    requested = record.requested_on(day)
    request = f"extension to {day_label(requested)} requested" if requested else ""
    parts = [
        part
        for part in record.progress.split("; ")
        if part != "completed" and not (request and part.endswith("extension requested"))
    ]
    if record.is_decision_missing_on(day) and record.deadline:
        parts.append(f"last known deadline {day_label(record.deadline)}")
    if record.decision is ExtensionDecision.GRANTED and not requested and record.decided and record.earlier_deadline:
        granted = DECISION_LABELS[record.decision]
        parts.append(f"{granted} {record.decided.label}; it was {day_label(record.earlier_deadline)} before")
    return [text for text in (record.part, *parts, request) if text]


# -- Where a state stands on the day.


def record_on(ctx: ComposeContext, area: str) -> Deadline | None:
    """Return the record that holds for an area on the day: its completion, else its deadline; None if there is none."""
    if ctx.day < DEADLINES_READ:
        return None
    records = [r for r in ctx.dataset.deadlines.get(area, ()) if r.confidence is not Confidence.UNVERIFIED]
    done = [r for r in records if r.status == _COMPLETED and (r.completed is None or r.completed.latest <= ctx.day)]
    return next((r for r in (*done, *records) if r in done or r.status not in (_COMPLETED, _WITHDRAWN)), None)


def class_of(ctx: ComposeContext, row: AreaRow) -> str:
    """Return the class of an area on the day."""
    record = record_on(ctx, row.state.area)
    if record is None:
        return NO_DEADLINE
    if record.status == _COMPLETED:
        return MET
    if record.is_decision_missing_on(ctx.day):
        return NOT_FOUND
    deadline = record.deadline_on(ctx.day)
    if deadline is not None and deadline < ctx.day:
        return PASSED
    is_granted = record.decision is ExtensionDecision.GRANTED and deadline == record.deadline
    return EXTENDED if is_granted else RUNNING


def days(ctx: ComposeContext) -> set[date]:
    """Return the day of the reading, those of completions and decisions, and those after deadlines."""
    records = [record for group in ctx.dataset.deadlines.values() for record in group]
    ends = {day for item in records for day in (item.deadline, item.earlier_deadline) if day}
    ends |= {item.decided.latest for item in records if item.decided}
    known = {span.latest for item in records for span in (item.completed, item.decided) if span}
    return {DEADLINES_READ, *known, *(day + timedelta(days=1) for day in ends)}


def picture(ctx: ComposeContext) -> Picture:
    """Return the areas by where clearance stands, where the layer fills them."""
    title = "Clearance deadlines under Article 5 of the Mine Ban Convention"
    note = "A deadline is that of the obligation, not a finding on the ground. Counts are computed by the atlas."
    return class_fill(ctx, ID, title, labels=LABELS, looks=LOOKS, class_of=class_of, note=note)


def headline(ctx: ComposeContext) -> Headline | None:
    """Return how many deadlines run, have passed, or hang on a decision not found, where the layer fills the areas."""
    if not ctx.is_filled_by(ID):
        return None
    if ctx.day < DEADLINES_READ:
        return Headline(f"Clearance deadlines are recorded from {DEADLINES_READ:%B %Y} on, not for earlier days", ())
    counts = Counter(class_of(ctx, row) for row in ctx.passing())
    running = counts[RUNNING] + counts[EXTENDED]
    return Headline(
        f"{running} clearance {'deadline runs' if running == 1 else 'deadlines run'}; "
        f"{spelled_alone(counts[PASSED])} passed without a completion on record, and of "
        f"{spelled_alone(counts[NOT_FOUND])} the decision on an extension was not found",
        (),
    )


def deadline_text(ctx: ComposeContext, area: str) -> CitedText:
    """Return the deadline of an area and what is said of the way to it, with the numbers of the sources."""
    record = record_on(ctx, area)
    if record is None:
        is_early = ctx.day < DEADLINES_READ
        return CitedText(f"Deadlines recorded from {DEADLINES_READ:%B %Y} on" if is_early else LABELS[NO_DEADLINE], ())
    return CitedText(marked_fact(record, capitalized(_words(ctx, record))), ctx.cite(record.citations))


def _words(ctx: ComposeContext, record: Deadline) -> str:
    return "; ".join([_deadline_words(record, ctx.day), *_progress(record, ctx.day)])


def sections(ctx: ComposeContext) -> Sequence[Section]:
    """Return the deadlines that passed, those without a known decision, and those that run, the nearest first."""
    rows = [
        (class_of(ctx, row), row.state, record)
        for row in ctx.passing()
        if (record := record_on(ctx, row.state.area)) is not None
    ]
    rows.sort(key=lambda item: (item[2].deadline_on(ctx.day) or date.max, item[1].name))
    parts = (
        ("Passed, no completion on record", (PASSED,)),
        ("Decision on an extension not found", (NOT_FOUND,)),
        ("Running, the nearest first", (RUNNING, EXTENDED)),
    )
    return tuple(
        Section(title, tuple(_line(ctx, *item) for item in rows if item[0] in classes), "None.", open_count=5)
        for title, classes in parts
    )


def _line(ctx: ComposeContext, class_id: str, state: State, record: Deadline) -> Line:
    text, cited = marked_fact(record, _words(ctx, record)), ctx.cite(record.citations)
    return Line(state.name, text, cited, swatch=class_id, detail=remark(ctx, record), records=(record.deadline_id,))


def empty(ctx: ComposeContext) -> Empty | None:
    """Return that no deadline is recorded for so early a day."""
    text = f"Clearance deadlines are recorded as they stood in {DEADLINES_READ:%B %Y}, not for earlier days."
    return go_to(text, DEADLINES_READ) if ctx.day < DEADLINES_READ else None


COLUMNS = (
    Column("deadline_state", "Article 5", ID, width=32, pixels=130, is_property=True),
    Column("deadline", "Article 5 deadline", ID, width=16, pixels=85, is_day=True),
    Column("deadline_requested", "Extension asked for to", ID, width=20, is_day=True),
)


def facts(ctx: ComposeContext, row: AreaRow) -> RowFacts:
    """Return where clearance stands, the last deadline read, and the one asked for."""
    label, record = LABELS[class_of(ctx, row)], record_on(ctx, row.state.area)
    if record is None:
        return RowFacts(cells=(label, "", ""))
    days = () if record.status == _COMPLETED else (record.deadline_on(ctx.day), record.requested_on(ctx.day))
    mark = mark_of(record)
    return RowFacts(
        cells=(label, *(day.isoformat() if day else "" for day in (*days, None, None)[:2])),
        marks=(f"deadline {mark.value}",) if mark else (),
        citations=record.citations,
        card=f"{COLUMNS[0].title}: {capitalized(_words(ctx, record))}",
    )


def quote(ctx: ComposeContext, state: State) -> str:
    """Return where the clearance obligation of a state stands; nothing where none is recorded."""
    record = record_on(ctx, state.area)
    if record is None:
        return ""
    ctx.cite(record.citations)
    under = status_subject(name_in_sentence(state.name), "Article 5 of the Mine Ban Convention", ctx.day)
    return f"{under}: {_words(ctx, record)}"


def about(_dataset: Dataset) -> Sequence[Chapter]:
    """Return what each class is and where deadlines come from."""
    sentences = paragraphs(f"""
Article 5 of the Mine Ban Convention sets each party with mined areas a deadline for clearing them, which the States
Parties may extend. The layer shows, on the day of the map, what is on record of it. Days before
{DEADLINES_READ:%B %Y} are left empty, because earlier deadlines were not read.

{CAUTION}
""")
    return (Chapter("Clearance deadlines", sentences, tuple(Term(LABELS[c], _MEANINGS[c], LOOKS[c]) for c in LABELS)),)


def state_sections(ctx: ComposeContext, state: State) -> Sequence[Section]:
    """Return deadlines and completions of a state, with what was decided of them by the day as far as known."""
    title = f"Article 5 deadline, from {DEADLINES_READ:%B %Y} on"
    if ctx.day < DEADLINES_READ:
        unread = f"Deadlines are recorded as they stood in {DEADLINES_READ:%B %Y}, not for earlier days."
        return (Section(title, (), unread),)
    lines = tuple(
        Line(
            deadline_heading(deadline, ctx.day),
            marked_fact(deadline, progress_text(deadline, ctx.day)),
            ctx.cite(deadline.citations),
            detail=remark(ctx, deadline),
            records=(deadline.deadline_id,),
        )
        for deadline in ctx.dataset.deadlines.get(state.area, ())
        if deadline.completed is None or deadline.completed.latest <= ctx.day
    )
    return (Section(title, lines, "No clearance deadline is recorded."),)


def records(dataset: Dataset) -> Iterator[Record]:
    """Return all deadlines, each by its status, day and progress."""
    for row in (row for rows in dataset.deadlines.values() for row in rows):
        days = (day_label(row.deadline) if row.deadline else "", row.completed.label if row.completed else "")
        parts = (row.status.replace("_", " "), days[0], row.progress, days[1])
        yield Record(row.deadline_id, row.area, "; ".join(filter(None, parts)), row)


LAYER = Layer(
    layer_id=ID,
    label="Clearance deadlines",
    can_fill=True,
    classes=LABELS,
    class_of=class_of,
    days=days,
    picture=picture,
    notes=lambda ctx: fill_notes(ctx, ID, CAUTION),
    headline=headline,
    empty=empty,
    subject=lambda ctx: "Article 5 of the Mine Ban Convention" if ctx.is_filled_by(ID) else "",
    sections=sections,
    state_sections=state_sections,
    state_order=5,
    columns=COLUMNS,
    facts=facts,
    card=lambda ctx, row: deadline_text(ctx, row.state.area),
    card_heading=lambda _ctx: "Article 5 deadline",
    quote=quote,
    quote_order=2,
    records=(Records(Noun("deadline", "deadlines"), records),),
    about=about,
)
