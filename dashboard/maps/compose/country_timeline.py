"""The timeline of one country: acts under four treaties, claims, policy, events and deadlines by the day of a view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dashboard.maps.as_of import contested_by, is_superseded, marked_fact
from dashboard.maps.compose.claims_comparison import documents_text, source_ids
from dashboard.maps.compose.country_panel import act_days, act_heading, computed_entry, entry_rule
from dashboard.maps.context import ComposeContext
from dashboard.maps.layers.deadlines import deadline_heading, progress_text
from dashboard.maps.layers.policy import period_heading
from dashboard.maps.view import TREATIES
from dashboard.maps.wording import status_heading
from geodata import Confidence, day_label
from geodata.dates import DateSpan
from geodata.model import ActionKind, Claim, Deadline, Event, PolicyAction, State, Treaty, TreatyAction
from geodata.questions import DEADLINES_READ
from geodata.sources import with_mark
from geodata.wording import (
    capitalized,
    claim_date_text,
    claim_heading,
    claimant_text,
    date_heading,
    decision_heading,
    definition_heading,
    name_in_sentence,
    print_form,
)


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One record of a row.

    `first` and `last` are the days that are drawn, one day or a span; `last` is never after the day of the view, also
    where the record runs on. `is_faint` marks what is superseded, unverified or computed. `sources` are ids.
    """

    item_id: str
    first: date
    last: date
    heading: str
    when: str
    text: str
    documents: str
    is_faint: bool = False
    sources: tuple[str, ...] = ()

    @property
    def is_span(self) -> bool:
        """Whether it takes more than a day: a period, or a date known to a range."""
        return self.first < self.last


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One row: its title, what stands beside it in words (status, count, or why it is empty), its items by day."""

    row_id: str
    title: str
    words: str
    items: tuple[TimelineItem, ...]


@dataclass(frozen=True, slots=True)
class CountryTimeline:
    """All rows of a country up to a day, none left out; `note` names the state that a territory follows."""

    name: str
    day: date
    rows: tuple[TimelineRow, ...]
    note: str = ""

    @property
    def items(self) -> tuple[TimelineItem, ...]:
        """The items of all rows."""
        return tuple(item for row in self.rows for item in row.items)


CLAIMS, POLICY, EVENTS, DEADLINES = "claims", "policy", "events", "deadlines"
READING = (
    "A point is a day; a bar is a period, or a date known only to a range. Hollow or pale: computed by the atlas, "
    "superseded since, or unverified. Nothing stands after the day of the page."
)
_NOTHING = "nothing recorded by this day"


def country_timeline(ctx: ComposeContext, state: State) -> CountryTimeline:
    """Return the timeline of a state or area: a row for each treaty, then claims, policy, events and deadlines."""
    holder = ctx.dataset.administrator(state)
    note = ""
    if holder is not None:
        note = (
            f"The acts are those of {name_in_sentence(holder.name)}, which administers {name_in_sentence(state.name)}."
        )
    rows = (
        *(_treaty_row(ctx, holder or state, ctx.dataset.treaty(treaty)) for treaty in TREATIES),
        _counted(CLAIMS, "Claims", (_claim(ctx, claim) for claim in ctx.claims_about(state.area))),
        _counted(POLICY, "National policy", _policies(ctx, state)),
        _counted(EVENTS, "Events", _events(ctx, state)),
        _deadline_row(ctx, state),
    )
    return CountryTimeline(state.name, ctx.day, rows, note)


def timeline_row(row_id: str, title: str, words: str, items: Iterable[TimelineItem]) -> TimelineRow:
    """Return a row with its items by day."""
    return TimelineRow(row_id, title, words, tuple(sorted(items, key=lambda i: (i.first, i.last, i.item_id))))


def _counted(row_id: str, title: str, items: Iterable[TimelineItem]) -> TimelineRow:
    timeline_items = tuple(items)
    return timeline_row(row_id, title, str(len(timeline_items)) if timeline_items else _NOTHING, timeline_items)


def _item(
    ctx: ComposeContext,
    record: TreatyAction | Claim | PolicyAction | Event | Deadline,
    item_id: str,
    span: DateSpan,
    *,
    heading: str,
    text: str,
    when: str = "",
    is_faint: bool = False,
) -> TimelineItem:
    return TimelineItem(
        item_id=item_id,
        first=span.earliest,
        last=min(span.latest, ctx.day),
        heading=print_form(heading),
        when=when or date_heading(span),
        text=print_form(text),
        documents=documents_text(ctx, record),
        is_faint=is_faint or record.confidence is Confidence.UNVERIFIED,
        sources=source_ids(record),
    )


# -- Acts under a treaty.


def _treaty_row(ctx: ComposeContext, holder: State, treaty: Treaty) -> TimelineRow:
    status = ctx.dataset.status(holder.area, treaty.treaty_id, ctx.day)
    items = [treaty_act_item(ctx, act) for act in status.actions]
    entry = computed_entry(status)
    if entry is not None:
        heading, rule = act_heading(ActionKind.ENTRY_INTO_FORCE), capitalized(entry_rule(treaty))
        item_id = f"{treaty.treaty_id}-computed"
        items.append(TimelineItem(item_id, entry, entry, heading, day_label(entry), rule, "", is_faint=True))
    words = status_heading(status, treaty) if ctx.day >= treaty.adopted else "not yet adopted"
    return timeline_row(treaty.treaty_id, treaty.short_name, words, items)


def treaty_act_item(ctx: ComposeContext, act: TreatyAction, actor: str = "") -> TimelineItem:
    """Return an act under a treaty; `actor` stands before its heading where a row has acts of several."""
    against = contested_by(ctx, act)
    takes_effect = act_days(act, "") if act.date_effective else ""
    text = ". ".join(filter(None, [takes_effect, f"Contested by {against}" if against else ""]))
    heading = act_heading(act.kind, is_open=act.when.latest > ctx.day)
    heading = f"{actor}: {heading}" if actor else heading
    return _item(ctx, act, act.action_id, act.when, heading=heading, text=with_mark(act, text).strip())


# -- Claims, policy and events.


def _claim(ctx: ComposeContext, claim: Claim) -> TimelineItem:
    part = f"{capitalized(claim.part)}: " if claim.part else ""
    superseded = is_superseded(ctx, claim)
    after = "; superseded since" if superseded else ""
    return _item(
        ctx,
        claim,
        claim.claim_id,
        claim.date_said,
        heading=claim_heading(claim),
        when=capitalized(claim_date_text(claim)),
        text=marked_fact(claim, f"{part}{claimant_text(claim)}. {definition_heading(claim.definition)}{after}"),
        is_faint=superseded,
    )


def _policies(ctx: ComposeContext, state: State) -> Iterator[TimelineItem]:
    """The periods that had begun by the day, whether they still run or not, and the acts made by it."""
    for policy in ctx.dataset.policies:
        if policy.area != state.area:
            continue
        if policy.record == "act" and policy.start.latest <= ctx.day:
            yield policy_act_item(ctx, policy)
        if policy.record == "period" and policy.start.earliest <= ctx.day:
            yield _period(ctx, policy)


def policy_act_item(ctx: ComposeContext, policy: PolicyAction, actor: str = "") -> TimelineItem:
    """Return an act of national policy; `actor` stands before its title where a row has acts of several."""
    heading = f"{actor}: {policy.title}" if actor else policy.title
    text = marked_fact(policy, policy.paraphrase)
    return _item(ctx, policy, policy.policy_id, policy.start, heading=heading, text=text)


def _period(ctx: ComposeContext, policy: PolicyAction) -> TimelineItem:
    """A period up to its end, or up to the day while it runs: then no later end is said."""
    ended = policy.until if policy.until is not None and policy.until.latest <= ctx.day else None
    return _item(
        ctx,
        policy,
        policy.policy_id,
        DateSpan(policy.start.earliest, ended.latest if ended else ctx.day),
        heading=period_heading(policy.activity, policy.mine_kind, policy.allowed_where),
        when=f"From {policy.start.label}" + (f" to {ended.label}" if ended else ""),
        text=marked_fact(policy, policy.authority),
    )


def _events(ctx: ComposeContext, state: State) -> Iterator[TimelineItem]:
    for event in ctx.dataset.events:
        if event.area == state.area and event.when.latest <= ctx.day:
            yield _item(
                ctx, event, event.event_id, event.when, heading=event.place, text=marked_fact(event, event.text)
            )


# -- Deadlines of Article 5: what was decided, completed or due by the day; what is ahead is said in words.


def _deadline_row(ctx: ComposeContext, state: State) -> TimelineRow:
    title = "Article 5 deadlines"
    if ctx.day < DEADLINES_READ:
        return timeline_row(DEADLINES, title, f"recorded from {DEADLINES_READ:%B %Y} on", ())
    items, ahead = list[TimelineItem](), list[str]()
    for record in ctx.dataset.deadlines.get(state.area, ()):
        if record.completed is not None and record.completed.latest > ctx.day:
            continue
        items += _deadline_items(ctx, record)
        deadline = record.deadline_on(ctx.day)
        if deadline is not None and deadline > ctx.day and record.completed is None:
            ahead.append(f"{day_label(deadline)} is ahead")
    words = "; ".join(dict.fromkeys(ahead)) or (str(len(items)) if items else _NOTHING)
    return timeline_row(DEADLINES, title, words, items)


def _deadline_items(ctx: ComposeContext, record: Deadline) -> Iterator[TimelineItem]:
    heading, text = deadline_heading(record, ctx.day), marked_fact(record, progress_text(record, ctx.day))
    deadline = record.deadline_on(ctx.day)
    if record.completed is not None:
        yield _item(ctx, record, f"{record.deadline_id}-completed", record.completed, heading=heading, text=text)
    elif deadline is not None and deadline <= ctx.day:
        on_deadline = DateSpan.on(deadline)
        yield _item(ctx, record, f"{record.deadline_id}-due", on_deadline, heading=heading, text=text)
    if record.decision is not None and record.decided is not None and record.decided.latest <= ctx.day:
        decision = decision_heading(record.decision)
        yield _item(ctx, record, f"{record.deadline_id}-decided", record.decided, heading=decision, text=text)


# -- The timeline in words, for readers who cannot see a chart.


def timeline_text(timeline: CountryTimeline) -> str:
    """Return the text alternative: the years that it spans, and of each row what it holds and the newest of it."""
    if not timeline.items:
        return f"Timeline of {timeline.name}: nothing is recorded by {day_label(timeline.day)}."
    first = min(item.first for item in timeline.items).year
    rows = "; ".join(f"{row.title}: {_row_text(row)}" for row in timeline.rows)
    return f"Timeline of {timeline.name} from {first} to {day_label(timeline.day)}. {rows}."


def item_text(item: TimelineItem) -> str:
    """Return what a list says behind the date of a record.

    Examples
    --------
    >>> day = date(1997, 12, 3)
    >>> item_text(TimelineItem("act", day, day, "Signed", "3 December 1997", "", ""))
    'Signed.'
    """
    return " ".join(f"{text.rstrip('.')}." for text in (item.heading, item.text) if text)


def _row_text(row: TimelineRow) -> str:
    if not row.items:
        return row.words
    newest = max(row.items, key=lambda item: (item.last, item.first))
    count = "1 record" if len(row.items) == 1 else f"{len(row.items)} records"
    words = "" if row.words == str(len(row.items)) else f"{row.words}, "
    return f"{words}{count}, the newest “{newest.heading}” ({newest.when})"
