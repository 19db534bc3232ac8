"""The sections of a country's panel around status, claims and policy: clearance, votes, deadlines, what is left out."""

from __future__ import annotations

from datetime import date

from dashboard.maps.country_policy import marked
from dashboard.maps.hindsight import remark
from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import Line, Section
from geodata import day_label
from geodata.model import AreaKind, CasualtyCount, Deadline, ExtensionDecision, State, Vote
from geodata.wording import DECISION_LABELS, listed, number, sentence, span_of

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
    "mines_from_conflict_claims": "mines laid in conflict, as claimed",
}
_EDITIONS = {
    "LM ": "Landmine Monitor ",
    "Monitor 2018 profile": "Landmine Monitor, profile of 2018",
    "Monitor profile 2021": "Landmine Monitor, profile of 2021",
}
_MEASURES = {
    "scheduled_for_primary_survey": "land listed for a first survey",
    "identified_ap_mined_area": "area with anti-personnel mines identified so far",
    "ap_area_cleared_in_2024": "area with anti-personnel mines cleared in 2024",
    "farmland_cleared_state_scheme": "farmland cleared under the state scheme",
    "share_cleared_only": "share cleared, no area given",
}
_WEAPONS = {
    "mines_erw": "mines and explosive remnants of war",
    "all_explosive_ordnance": "explosive ordnance of all kinds",
    "ap_mines_erw_other_devices": "anti-personnel mines, explosive remnants of war and other devices",
    "ap_mines_manufactured": "factory-made anti-personnel mines",
}
_DEADLINES = {
    "completion_withdrawn": "declared complete, then reopened",
    "obligation_outstanding": "clearance outstanding",
}


def _words(code: str, labels: dict[str, str]) -> str:
    return labels.get(code, code.replace("_", " "))


def oblasts(sheet: Sheet, state: State) -> Section | None:
    """Figures below country level; recorded for Ukraine only."""
    if state.area != "UKR":
        return None
    found = [f for f in sheet.dataset.oblasts if f.meant.latest <= sheet.day]
    lines = tuple(
        Line(
            figure=f"{number(f.value_km2)} km²" if f.value_km2 is not None else "No figure",
            text=marked(f, f"{f.name}: {_words(f.measure, _MEASURES)}. {f.claimant}, {f.meant.label}."),
            sources=sheet.cite(f.citations),
            detail=remark(sheet, f),
        )
        for f in sorted(found, key=lambda f: (-f.meant.latest.toordinal(), f.figure_id))
    )
    return Section("Oblasts, each figure by its own measure", lines, "No figure for an oblast by this day.")


def clearance(sheet: Sheet, state: State) -> Section:
    """Land released and mines destroyed by year; cancelled land was released by survey and not cleared."""
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
        parts += [
            f"{count:,} {thing if count == 1 else f'{thing}s'} destroyed"
            for count, thing in (
                (result.ap_mines_destroyed_count, "anti-personnel mine"),
                (result.submunitions_destroyed_count, "submunition"),
            )
            if count is not None
        ]
        figure = parts[0] if parts else "No figure reported"
        rest = f"; {', '.join(parts[1:])}" if parts[1:] else ""
        where = f", {result.part}" if result.part else ""
        text = f"in {result.year}{where}{rest}. {result.claimant}."
        lines.append(Line(figure, marked(result, text), sheet.cite(result.citations), detail=remark(sheet, result)))
    return Section("Clearance, by year", tuple(lines), "No clearance result is recorded before this year.")


def votes(sheet: Sheet, state: State) -> Section:
    """How the state voted on the yearly resolution in the years that had ended, and which of these were not read."""
    title = "Votes on the yearly UN resolution on the mine ban"
    if state.kind is not AreaKind.UN_MEMBER:
        return Section(title, (), "Only members of the United Nations vote in the General Assembly.")
    cast = [v for v in sheet.dataset.votes.get(state.area, ()) if v.year < sheet.day.year]
    lines = [
        Line(
            figure=f"{v.year}: {_VOTES[v.vote]}",
            text=marked(v, f"resolution {v.resolution.removeprefix('A/RES/')}"),
            sources=sheet.cite(v.citations),
        )
        for v in sorted(cast, key=lambda v: -v.year)
    ]
    read = {v.year for group in sheet.dataset.votes.values() for v in group if v.year < sheet.day.year}
    unread = [str(year) for year in range(min(read, default=0), max(read, default=0)) if year not in read]
    if lines and unread:
        lines.append(Line(f"{listed(unread)}: not read", "no record of these votes", (), is_computed=True))
    return Section(title, tuple(lines), "No vote is recorded before this year.")


def deadlines(sheet: Sheet, state: State) -> Section:
    """Article 5 deadlines and completions, as read at the end of 2025, and what was decided since as far as known."""
    title = f"Article 5 deadline, from {DEADLINES_READ:%B %Y} on"
    if sheet.day < DEADLINES_READ:
        return Section(
            title, (), f"Deadlines are recorded as they stood in {DEADLINES_READ:%B %Y}, not for earlier days."
        )
    lines = tuple(
        Line(
            _due(found, sheet.day),
            marked(found, _progress(found, sheet.day)),
            sheet.cite(found.citations),
            detail=remark(sheet, found),
        )
        for found in sheet.dataset.deadlines.get(state.area, ())
        if found.completed is None or found.completed.latest <= sheet.day
    )
    return Section(title, lines, "No clearance deadline is recorded.")


def _due(found: Deadline, day: date) -> str:
    """Return the deadline of a day; one whose extension was to be decided by then is not called due or expired."""
    if found.completed and found.status == "completed":
        return f"Completed {found.completed.label}"
    if found.is_decision_missing_on(day):
        return sentence(DECISION_LABELS[ExtensionDecision.NOT_FOUND])
    deadline = found.deadline_on(day)
    if deadline and found.status != "completion_withdrawn":
        return f"Deadline {day_label(deadline)}"
    return sentence(_words(found.status, _DEADLINES))


def _progress(found: Deadline, day: date) -> str:
    """What is said of the way to the deadline, each thing once."""
    requested = found.requested_on(day)
    asked = f"extension to {day_label(requested)} requested" if requested else ""
    said = [
        part
        for part in found.progress.split("; ")
        if part != "completed" and not (asked and part.endswith("extension requested"))
    ]
    if found.is_decision_missing_on(day) and found.deadline:
        said.append(f"last known deadline {day_label(found.deadline)}")
    if found.decision is ExtensionDecision.GRANTED and not requested and found.decided and found.earlier_deadline:
        granted = DECISION_LABELS[found.decision]
        said.append(f"{granted} {found.decided.label}; it was {day_label(found.earlier_deadline)} before")
    return "; ".join(filter(None, [sentence(found.part), *said, asked])) or "clearance obligation"


def casualties(sheet: Sheet, state: State) -> Section:
    """Recorded casualties (people killed or injured), by year; a recorded count is a lower bound."""
    found = [c for c in sheet.dataset.casualties.get(state.area, ()) if c.year.latest < sheet.day]
    lines = tuple(
        Line(
            figure=_casualty_figure(count),
            text=marked(count, f"{_casualty_text(count)}. {_edition(count.edition)}."),
            sources=sheet.cite(count.citations),
            detail=remark(sheet, count),
        )
        for count in sorted(found, key=lambda c: (-c.year.latest.toordinal(), c.casualty_id))
    )
    return Section("Recorded casualties", lines, "No casualty count is recorded for years before this day.")


def _casualty_figure(count: CasualtyCount) -> str:
    people = span_of(count.casualties, count.low, None, "")
    return sentence(f"{people} killed or injured") if people else "No total"


def _casualty_text(count: CasualtyCount) -> str:
    where = f", {count.part}" if count.part else ""
    split = [
        f"{value:,} {word}"
        for value, word in ((count.killed, "killed"), (count.injured, "injured"))
        if value is not None
    ]
    when = count.year.label if count.year.label.startswith("between") else f"in {count.year.label}"
    what = f"{when}{where}, by {_words(count.weapon, _WEAPONS)}"
    return "; ".join(filter(None, [what, ", ".join(split)]))


def _edition(text: str) -> str:
    """The edition of a report in full: LM 2025 is the Landmine Monitor 2025."""
    for short, full in _EDITIONS.items():
        text = text.replace(short, full)
    return text if ", via " in text else text.replace(" via ", ", via ")


def stocks(sheet: Sheet, state: State) -> Section:
    """Stockpiles, production and recorded use, newest first."""
    found = [s for s in sheet.dataset.stockpiles.get(state.area, ()) if s.when.latest <= sheet.day]
    lines = []
    for item in sorted(found, key=lambda s: (-s.when.latest.toordinal(), s.stockpile_id)):
        kind, figure = _words(item.kind, _STOCKS), span_of(item.value, item.low, item.high, item.unit)
        said = f"{item.when.label}. {item.claimant}."
        lines.append(
            Line(
                figure=sentence(figure or kind),
                text=marked(item, f"{kind}, {said}" if figure else said),
                sources=sheet.cite(item.citations),
                detail=remark(sheet, item),
            )
        )
    return Section("Stockpiles, production and recorded use", tuple(lines), "Nothing is recorded by this day.")


def events(sheet: Sheet, state: State) -> Section:
    """Located events in the area, newest first."""
    found = [e for e in sheet.dataset.events if e.area == state.area and e.when.latest <= sheet.day]
    lines = tuple(
        Line(
            figure=e.when.label,
            text=marked(e, f"{e.place}. {e.text}"),
            sources=sheet.cite(e.citations),
            detail=remark(sheet, e),
        )
        for e in reversed(found)
    )
    return Section("Events", lines, "No event is recorded here by this day.")


def omissions(sheet: Sheet, state: State) -> Section | None:
    """Statements about the area that the atlas leaves out, with the reason; no section where there is none."""
    found = [item for item in sheet.dataset.omissions.get(state.area, ()) if item.when.latest <= sheet.day]
    lines = tuple(Line(sentence(item.statement), item.reason, sheet.cite(item.citations)) for item in found)
    return Section("Left out, and why", lines) if lines else None
