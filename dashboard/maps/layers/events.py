"""The events layer: dated, located events up to the day, each with its sources."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from dashboard.maps.as_of import marked_fact, remark
from dashboard.maps.context import ComposeContext, Layer, Picture, Record, Records
from dashboard.maps.palette import EVENT_LOOKS
from dashboard.maps.spec import CitedText, Legend, LegendClass, Line, Section, Symbol
from dashboard.maps.wording import MOST_NAMES_IN_A_NOTE, Noun
from geodata.dataset import Dataset
from geodata.model import Confidence, Event, Mark, State
from geodata.sources import mark_of, with_mark
from geodata.wording import enumeration, print_form

ID = "events"
EVENTS = Noun("event", "events")

LABELS = {
    "treaty": "Treaty",
    "us_policy": "United States policy",
    "claim": "Claim about contamination",
    "new_use": "Reported use",
    "clearance": "Clearance",
    "place": "Place",
    "context": "Context",
}
_RADIUS = 5.0


def past_events(ctx: ComposeContext) -> tuple[Event, ...]:
    """Return the verified events that had certainly happened by the day, oldest first."""
    return tuple(
        event
        for event in ctx.dataset.events
        if event.when.latest <= ctx.day and event.confidence is not Confidence.UNVERIFIED
    )


def days(ctx: ComposeContext) -> set[date]:
    """Return the days from which on an event had certainly happened."""
    return {event.when.latest for event in ctx.dataset.events}


def legend(ctx: ComposeContext) -> Legend:
    """Return all categories with the number of events in each by that day."""
    categories = [event.category for event in past_events(ctx)]
    classes = tuple(
        LegendClass(category, label, "", EVENT_LOOKS[category], categories.count(category), is_selected=True)
        for category, label in LABELS.items()
    )
    note = "Places are approximate: city, site or county centroids. Counts are of recorded events."
    return Legend(ID, "Events by that day", "circle", classes, note)


def symbols(ctx: ComposeContext) -> tuple[Symbol, ...]:
    """Return one symbol an event."""
    return tuple(
        Symbol(
            symbol_id=event.event_id,
            layer=ID,
            lon=event.lon,
            lat=event.lat,
            radius=_RADIUS,
            class_id=event.category,
            sentence=CitedText(
                print_form(with_mark(event, f"{event.when.label}, {event.place}: {event.text}")),
                ctx.cite(event.citations),
            ),
            area=event.area,
        )
        for event in past_events(ctx)
    )


def weak_sources(ctx: ComposeContext, areas: Collection[str]) -> Sequence[str]:
    """Return the events in some areas that are known from a relay only, in a sentence."""
    shown = [event for event in past_events(ctx) if event.area in areas]
    relayed = [f"{event.place} ({event.when.label})" for event in shown if mark_of(event) is Mark.RELAYED]
    if not relayed:
        return ()
    return (f"Relayed, the first report was not read: the events {enumeration(relayed, MOST_NAMES_IN_A_NOTE)}.",)


def state_sections(ctx: ComposeContext, state: State) -> Sequence[Section]:
    """Return the events in the area, newest first."""
    past = [e for e in ctx.dataset.events if e.area == state.area and e.when.latest <= ctx.day]
    lines = tuple(
        Line(
            figure=e.when.label,
            text=marked_fact(e, f"{e.place}. {e.text}"),
            sources=ctx.cite(e.citations),
            detail=remark(ctx, e),
            records=(e.event_id,),
        )
        for e in reversed(past)
    )
    return (Section("Events", lines, "No event is recorded here by this day."),)


def records(dataset: Dataset) -> Iterator[Record]:
    """Return all events, each by what happened where and when."""
    for event in dataset.events:
        text = f"{event.text.rstrip('.')} ({event.place}, {event.when.label})"
        yield Record(event.event_id, event.area, text, event)


LAYER = Layer(
    layer_id=ID,
    is_main=True,
    label="Events",
    noun=EVENTS,
    days=days,
    picture=lambda ctx: Picture((legend(ctx),), symbols=symbols(ctx)),
    weak_sources=weak_sources,
    state_sections=state_sections,
    state_order=7,
    records=(Records(EVENTS, records),),
)
