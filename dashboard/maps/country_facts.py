"""The sections of a country's panel around status and claims: clearance, policy, votes, deadlines, casualties, events."""

from __future__ import annotations

from datetime import date

from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import Line, Section
from dashboard.maps.wording import number, sentence
from geodata import acts_until, day_label, policy_on
from geodata.context import Stockpile
from geodata.kinds import AreaKind, Confidence, Vote
from geodata.records import Cited, State

DEADLINES_READ = date(2025, 11, 1)  # the report they are taken from was published that month
_VOTES = {
    Vote.YES: "in favour",
    Vote.NO: "against",
    Vote.ABSTAIN: "abstained",
    Vote.NOT_VOTING: "did not vote",
}
_STOCKS = {
    "stockpile": "stockpile",
    "stockpile_outstanding": "stockpile destruction outstanding",
    "producer": "listed as producer",
    "use_state": "use by the state, as recorded",
    "use_nsag": "use by armed groups, as recorded",
    "destroyed_total": "mines destroyed in all",
    "retained": "mines retained",
}


def _marked(fact: Cited, text: str) -> str:
    return f"{text} (unverified)" if fact.confidence is Confidence.UNVERIFIED else text


def _words(code: str) -> str:
    return code.replace("_", " ")


def oblasts(sheet: Sheet, state: State) -> Section | None:
    """Figures below country level; recorded for Ukraine only."""
    if state.area != "UKR":
        return None
    found = [f for f in sheet.dataset.oblasts if f.meant.latest <= sheet.day]
    lines = tuple(
        Line(
            figure=f"{number(f.value_km2)} km²" if f.value_km2 is not None else "No figure",
            text=_marked(f, f"{f.name}: {_words(f.measure)}, {f.claimant}, {f.meant.label}"),
            sources=sheet.cite(f.citations),
            detail=f.note,
        )
        for f in sorted(found, key=lambda f: (-f.meant.latest.toordinal(), f.figure_id))
    )
    return Section("Oblasts, each figure by its own measure", lines, "No figure for an oblast by this day.")


def clearance(sheet: Sheet, state: State) -> Section:
    """Land released and mines destroyed by year. Cancelled land was released by survey and not cleared."""
    found = [c for c in sheet.dataset.clearance.get(state.area, ()) if c.year < sheet.day.year]
    lines = []
    for result in sorted(found, key=lambda c: (-c.year, c.clearance_id)):
        parts = [
            f"{number(value)} km² {word}"
            for value, word in (
                (result.cleared_km2, "cleared"),
                (result.reduced_km2, "reduced by technical survey"),
                (result.cancelled_km2, "cancelled by non-technical survey"),
            )
            if value is not None
        ]
        if result.ap_mines_destroyed_count is not None:
            parts.append(f"{result.ap_mines_destroyed_count:,} anti-personnel mines destroyed")
        figure = parts[0] if parts else "No figure reported"
        rest = f"; {', '.join(parts[1:])}" if parts[1:] else ""
        where = f"{result.part}: " if result.part else ""
        text = f"{where}in {result.year}{rest}. {result.claimant}."
        lines.append(Line(figure, _marked(result, text), sheet.cite(result.citations), detail=result.note))
    return Section("Clearance, by year", tuple(lines), "No clearance result is recorded before this year.")


def policy(sheet: Sheet, state: State) -> Section:
    """Periods of policy that run on the day, then the state's dated acts, newest first."""
    running = policy_on(sheet.dataset.policies, sheet.day, area=state.area).periods
    lines = []
    for period in running:
        kind = _words(period.mine_kind).replace(" ap", "").replace("self destructing", "self-destructing")
        lines.append(
            Line(
                figure=sentence(f"{period.activity} of {kind} mines: {period.allowed_where or 'not known'}"),
                text=_marked(period, f"{period.authority}, from {period.start.label}"),
                sources=sheet.cite(period.citations),
                detail=period.note,
            )
        )
    for act in acts_until(sheet.dataset.policies, sheet.day, area=state.area):
        lines.append(
            Line(
                figure=act.title,
                text=_marked(act, f"{act.start.label}. {act.paraphrase}"),
                sources=sheet.cite(act.citations),
                detail=act.note,
            )
        )
    return Section("National policy", tuple(lines), "No act of national policy is recorded by this day.")


def votes(sheet: Sheet, state: State) -> Section:
    """How the state voted on the yearly resolution on the Convention; years that had ended by the day."""
    cast = [v for v in sheet.dataset.votes.get(state.area, ()) if v.year < sheet.day.year]
    lines = tuple(
        Line(
            figure=f"{v.year}: {_VOTES[v.vote]}",
            text=f"resolution {v.resolution.removeprefix('A/RES/')}",
            sources=sheet.cite(v.citations),
        )
        for v in sorted(cast, key=lambda v: -v.year)
    )
    empty = "No vote is recorded before this year."
    if state.kind is not AreaKind.UN_MEMBER:
        empty = "Only members of the United Nations vote in the General Assembly."
    return Section("Votes on the yearly UN resolution on the Convention", lines, empty)


def deadlines(sheet: Sheet, state: State) -> Section:
    """Article 5 deadlines and completions, as read at the end of 2025."""
    title = f"Article 5 deadline, as read in {DEADLINES_READ:%B %Y}"
    if sheet.day < DEADLINES_READ:
        return Section(
            title, (), f"Deadlines are recorded as they stood in {DEADLINES_READ:%B %Y}, not for earlier days."
        )
    lines = []
    for found in sheet.dataset.deadlines.get(state.area, ()):
        if found.completed and found.completed.latest > sheet.day:
            continue
        done = f"completed {found.completed.label}" if found.completed else ""
        due = f"deadline {day_label(found.deadline)}" if found.deadline else ""
        asked = f"extension to {day_label(found.requested)} requested" if found.requested else ""
        where = f"{found.part}: " if found.part else ""
        text = "; ".join(filter(None, [found.progress, asked]))
        figure = sentence(due or done or _words(found.status))
        lines.append(Line(figure, _marked(found, where + text), sheet.cite(found.citations), detail=found.note))
    return Section(title, tuple(lines), "No clearance deadline is recorded.")


def casualties(sheet: Sheet, state: State) -> Section:
    """Recorded casualties (people killed or injured), by year; a recorded count is a lower bound."""
    found = [c for c in sheet.dataset.casualties.get(state.area, ()) if c.year.latest < sheet.day]
    lines = []
    for count in sorted(found, key=lambda c: (-c.year.latest.toordinal(), c.casualty_id)):
        people = count.casualties if count.casualties is not None else count.low
        floor = "at least " if count.casualties is None and count.low is not None else ""
        figure = f"{floor}{people:,} people" if people is not None else "No total"
        split = [
            f"{value:,} {word}"
            for value, word in ((count.killed, "killed"), (count.injured, "injured"))
            if value is not None
        ]
        where = f"{count.part}: " if count.part else ""
        text = f"{where}{count.year.label}, {_words(count.weapon)}{', ' + ', '.join(split) if split else ''}."
        said = f"{text} {count.edition}."
        lines.append(Line(sentence(figure), _marked(count, said), sheet.cite(count.citations), detail=count.note))
    return Section("Recorded casualties", tuple(lines), "No casualty count is recorded for years before this day.")


def stocks(sheet: Sheet, state: State) -> Section:
    """Stockpiles, production and recorded use, newest first."""
    found = [s for s in sheet.dataset.stockpiles.get(state.area, ()) if s.when.latest <= sheet.day]
    lines = tuple(
        Line(
            figure=_stock_figure(item) or sentence(_STOCKS.get(item.kind, _words(item.kind))),
            text=_marked(item, f"{_STOCKS.get(item.kind, _words(item.kind))}, {item.when.label}. {item.claimant}."),
            sources=sheet.cite(item.citations),
            detail=item.note,
        )
        for item in sorted(found, key=lambda s: (-s.when.latest.toordinal(), s.stockpile_id))
    )
    return Section("Stockpiles, production and recorded use", lines, "Nothing is recorded by this day.")


def _stock_figure(item: Stockpile) -> str:
    if item.value is not None:
        return f"{number(item.value)} {item.unit}".strip()
    if item.low is not None and item.high is not None:
        return f"{number(item.low)} to {number(item.high)} {item.unit}".strip()
    bound = item.low if item.low is not None else item.high
    word = "at least" if item.low is not None else "at most"
    return f"{word} {number(bound)} {item.unit}".strip() if bound is not None else ""


def events(sheet: Sheet, state: State) -> Section:
    """Located events in the area, newest first."""
    found = [e for e in sheet.dataset.events if e.area == state.area and e.when.latest <= sheet.day]
    lines = tuple(
        Line(
            figure=e.when.label, text=_marked(e, f"{e.place}. {e.text}"), sources=sheet.cite(e.citations), detail=e.note
        )
        for e in reversed(found)
    )
    return Section("Events", lines, "No event is recorded here by this day.")
