"""compose(view, dataset): the only place that decides colour, wording, order and the numbers of the sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dashboard.maps.compose.headline import headline, subtitle
from dashboard.maps.compose.panel import panel
from dashboard.maps.compose.table import rows
from dashboard.maps.context import ComposeContext
from dashboard.maps.layers import borders, contamination, events, footprint, policy, treaty_status
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.link import link_of
from dashboard.maps.spec import AreaFeature, Empty, Legend, MapSpec, Shape, SourceNote, Symbol
from dashboard.maps.view import View
from dashboard.maps.wording import counted
from geodata import GROUP_LABELS, StatusKind, day_label, is_close_up, timeline
from geodata.claims import driving_claim
from geodata.collation import name_key
from geodata.dataset import Dataset
from geodata.model import Fact, Mark, TreatyAction
from geodata.sources import Numbering, address_note, citation_text, mark_of, standing_text
from geodata.treaties import LEGAL_KINDS
from geodata.wording import enumeration


def compose(view: View, dataset: Dataset, *, today: date) -> MapSpec:
    """Return everything that will be seen of a view.

    Parameters
    ----------
    today
        The day shown when the view names none.
    """
    return composed(new_context(view, dataset, today=today))


def new_context(view: View, dataset: Dataset, *, today: date) -> ComposeContext:
    """Return the context of a view; no source has a number yet."""
    return ComposeContext(view, view.on(today), dataset.with_names(view.names), Numbering(dataset.sources))


def composed(ctx: ComposeContext) -> MapSpec:
    """Return everything that will be seen of a new context; what is cited in it later gets the numbers after these."""
    view, dataset = ctx.view, ctx.dataset
    second = treaty_status.second_map(ctx)
    fill = fill_layer(view)
    title, under = headline(ctx, fill), subtitle(ctx, fill)
    legends: list[Legend] = []
    areas: tuple[AreaFeature, ...] = _plain(ctx)
    symbols: list[Symbol] = []
    shapes: tuple[Shape, ...] = ()
    notes: list[str] = []
    if fill == "status":
        legend = treaty_status.legend(ctx) if ctx.since is None else treaty_status.change_legend(ctx)
        legends.append(replace(legend, title=treaty_status.legend_title_of_two(ctx, second)) if second else legend)
        areas = treaty_status.areas(ctx) if ctx.since is None else treaty_status.change_areas(ctx)
    elif view.beside or view.since:
        notes.append("The comparison is of treaty status, which does not fill the areas here: switch its layer on.")
    if ctx.has("contamination"):
        is_fill = fill == "contamination"
        legends.append(contamination.legend(ctx, "fill" if is_fill else "circle"))
        notes.append(contamination.CAUTION)
        if is_fill:
            areas = contamination.areas(ctx)
        else:
            symbols += contamination.circles(ctx)
    if ctx.has("policy"):
        if fill == "policy":
            legends.append(policy.legend(ctx))
            areas = policy.areas(ctx)
        else:
            notes.append(f"{policy.summary(ctx)}. What a policy allows is not what was done.")
    if ctx.has("footprint"):
        shapes = footprint.shapes(ctx)
        notes.append(footprint.note(ctx))
    if ctx.has("events"):
        legends.append(events.legend(ctx))
        symbols += events.symbols(ctx)
    side = panel(ctx)
    return MapSpec(
        headline=title,
        subtitle=under,
        day=ctx.day,
        treaty=view.treaty,
        extent=view.extent,
        fill_layer=fill,
        legends=tuple(legends),
        areas=areas,
        out=_out(ctx, fill),
        symbols=tuple(symbols),
        shapes=shapes,
        overlays=_overlays(ctx),
        chosen=view.country or "",
        notes=(*notes, *weak_source_notes(ctx), *borders.notes(ctx)),
        boundary_note=borders.boundary_note(ctx),
        sources=source_notes(ctx.numbering),
        panel=side,
        rows=rows(ctx),
        text_alternative=text_alternative(
            title.text,
            under,
            legends=legends,
            areas=areas,
            territories=_uncounted(ctx, fill),
            drawn=[
                *(
                    treaty_status.changes_in_words(ctx)
                    if ctx.since is not None
                    else treaty_status.second_map_in_words(ctx)
                ),
                *(f"Drawn to scale: {shape.sentence}." for shape in shapes),
            ],
        ),
        release=dataset.release,
        depositary_read=depositary_read(ctx),
        link=link_of(view),
        view=replace(view, day=ctx.day),
        beside=second,
        empty=empty_state(ctx, fill),
        streets=(view.streets or "") if is_close_up(view.extent) else "",
        names=view.names or "",
    )


def depositary_read(ctx: ComposeContext) -> date:
    """Return as of when the depositary's page was last read; of two treaties side by side, the older reading."""
    second = treaty_status.second_context(ctx)
    return min(treaty.data_until for treaty in (ctx.treaty, *([second.treaty] if second else [])))


def fill_layer(view: View) -> str:
    """Return the id of the layer that fills the areas, or nothing: the first in drawing order that can."""
    found = LAYERS.fill(view)
    return found.layer_id if found else ""


def _uncounted(ctx: ComposeContext, fill: str) -> set[str]:
    """Areas that the legend of the fill does not count: territories, and but for treaty status all that is no state."""
    return {
        area
        for area, state in ctx.dataset.states.items()
        if not state.is_state and (fill != "status" or ctx.dataset.administrator(state))
    }


def _plain(ctx: ComposeContext) -> tuple[AreaFeature, ...]:
    return tuple(
        AreaFeature(area, state.common_name, "plain", "", ctx.is_filtered and not ctx.passes(state), "")
        for area, state in sorted(ctx.dataset.states.items())
    )


def _out(ctx: ComposeContext, fill: str) -> tuple[str, ...]:
    """Areas that fail a filter other than the one that the legend of the fill sets."""
    is_status, is_claim = fill == "status", fill == "contamination"
    if not ctx.is_filtered:
        return ()
    states = ctx.dataset.states.items()
    return tuple(a for a, s in sorted(states) if not ctx.passes(s, status=not is_status, claim=not is_claim))


def _overlays(ctx: ComposeContext) -> tuple[str, ...]:
    """The fixed line layers to draw: disputed lines; the DMZ with the policy layer; oblasts of Ukraine."""
    found = ["lines"] if ctx.has("borders") else []
    if ctx.has("policy"):
        found.append("dmz")
    if ctx.view.extent == "UKR":
        found.append("oblasts")
    return tuple(found)


def source_notes(numbering: Numbering) -> tuple[SourceNote, ...]:
    """Return every source cited so far, by number."""
    return tuple(
        SourceNote(
            number=number,
            source_id=source.source_id,
            text=citation_text(source),
            locator="; ".join(places),
            url=source.url,
            archived=source.archived,
            accessed_on=source.accessed_on,
            standing=standing_text(source),
            address=address_note(source),
            checked_on=source.checked_on,
        )
        for number, source, places in numbering.items()
    )


# -- Why a map has nothing to show, in words, and the nearest way back; most maps have something to show.

RESET, DAY, SINCE = "reset", "day", "since"  # kinds of acts
_UNTOUCHED = {StatusKind.NOT_SIGNED, StatusKind.NOT_ELIGIBLE}


def empty_state(ctx: ComposeContext, fill_layer: str) -> Empty | None:
    """Return why the map shows nothing of what was asked, or None when it does show something."""
    reasons: list[Callable[[ComposeContext], Empty | None]] = [_by_filter]
    if fill_layer == "status":
        reasons = [_before_the_text, _before_any_act, _by_order, _by_filter, _unchanged]
    elif fill_layer == "contamination":
        reasons = [_before_any_claim, _by_filter]
    return next((found for reason in reasons if (found := reason(ctx)) is not None), None)


def _by_filter(ctx: ComposeContext) -> Empty | None:
    if not ctx.is_filtered or any(ctx.passes(state) for state in ctx.dataset.states.values()):
        return None
    return Empty(f"No state passes this filter on {day_label(ctx.day)}.", "Show all states", (RESET, "filters"))


def _before_the_text(ctx: ComposeContext) -> Empty | None:
    treaty = ctx.treaty
    if ctx.day >= treaty.adopted:
        return None
    adopted = day_label(treaty.adopted)
    text = f"The text of the {treaty.short_name} was adopted on {adopted}; on this day there is no act to show."
    return _go(text, treaty.adopted)


def _before_any_act(ctx: ComposeContext) -> Empty | None:
    if any(row.kind not in _UNTOUCHED for row in ctx.statuses.values()):
        return None
    acts = (
        act.when.earliest
        for (treaty, _), found in ctx.dataset.actions.items()
        for act in found
        if treaty == ctx.treaty.treaty_id and act.kind in LEGAL_KINDS
    )
    first = min((day for day in acts if day > ctx.day), default=None)
    text = f"No state had signed or joined the {ctx.treaty.short_name} by {day_label(ctx.day)}."
    return _go(f"{text} The first acts are of {day_label(first)}.", first) if first else None


def _by_order(ctx: ComposeContext) -> Empty | None:
    if ctx.since is None or ctx.since < ctx.day:
        return None
    text = (
        f"The map shows {day_label(ctx.day)} and picks out what changed since {day_label(ctx.since)}, which is not "
        "earlier."
    )
    return Empty(text, "Show the status of all states", (RESET, "compare"))


def _unchanged(ctx: ComposeContext) -> Empty | None:
    if ctx.since is None or treaty_status.changed_states_of_any_status(ctx):
        return None
    text = (
        f"No state changed its status under the {ctx.treaty.short_name} between {day_label(ctx.since)} and "
        f"{day_label(ctx.day)}."
    )
    turned = _last_turn(ctx, ctx.since)
    if turned is None:
        return Empty(text, "Show the status of all states", (RESET, "compare"))
    before = turned - timedelta(days=1)
    return Empty(text, f"Compare with {day_label(before)}", (SINCE, before.isoformat()))


def _last_turn(ctx: ComposeContext, until: date) -> date | None:
    """The last day up to `until` on which a state that the filters keep came to another status."""
    days = []
    for state in ctx.dataset.countries:
        if ctx.passes(state, status=False):
            acts = ctx.dataset.actions.get((ctx.treaty.treaty_id, state.area), ())
            periods = timeline(acts, treaty=ctx.treaty)
            days += [period.start for period in periods[1:] if period.start <= until]
    return max(days, default=None)


def _before_any_claim(ctx: ComposeContext) -> Empty | None:
    if any(row.claim for row in ctx.claims.values()):
        return None
    rule, group = ctx.view.claim_rule, ctx.view.claim_group
    made = (
        c.date_said.latest for claims in ctx.dataset.claims.values() for c in claims if driving_claim((c,), rule, group)
    )
    first = min((day for day in made if day > ctx.day), default=None)
    text = f"No claim about {GROUP_LABELS[group]} is recorded by {day_label(ctx.day)}."
    return _go(text, first) if first else None


def _go(text: str, day: date) -> Empty:
    return Empty(text, f"Go to {day_label(day)}", (DAY, day.isoformat()))


# -- The text alternative: what the map shows, in words, for readers who cannot see it.

_MOST_NAMES_OF_A_CLASS = 30
_NOUNS = {"events": "event"}


def text_alternative(
    headline: str,
    subtitle: str,
    *,
    legends: Sequence[Legend],
    areas: Sequence[AreaFeature],
    territories: Collection[str],
    drawn: Sequence[str],
) -> str:
    """Return the headline, then each class of each legend with its count and, when they are few, its states.

    Parameters
    ----------
    territories
        Codes of areas that no legend counts, and that are therefore not named.
    drawn
        Sentences about what is drawn over the areas and has no legend.
    """
    names: dict[str, list[str]] = defaultdict(list)
    for area in areas:
        if not area.is_muted and area.area not in territories:
            names[area.class_id].append(area.name)
    parts = [f"{headline}. {subtitle}."]
    for legend in legends:
        parts.append(f"{legend.title}:")
        for cls in legend.classes:
            found = sorted(names[cls.class_id], key=name_key) if legend.symbol == "fill" else []
            which = f": {enumeration(found)}" if 0 < len(found) <= _MOST_NAMES_OF_A_CLASS and cls.is_selected else ""
            noun = "area" if cls.class_id == StatusKind.NOT_ELIGIBLE else _NOUNS.get(legend.layer, "state")
            parts.append(f"{cls.label}, {counted(cls.count, noun)}{which}.")
    return " ".join([*parts, *drawn])


# -- What a view says of the weak documents behind it: a note that every output prints, with the names of those
# concerned.
#
# A mark stands beside each statement as well (`geodata.sources.with_mark`); a picture or a slide shows only some of
# them.

_MOST_NAMES_IN_A_NOTE = 8


def weak_source_notes(ctx: ComposeContext) -> tuple[str, ...]:
    """Return a sentence for each layer of which something shown is relayed or not confirmed by the depositary."""
    return tuple(_weak_source_note(ctx))


def _weak_source_note(ctx: ComposeContext) -> Iterator[str]:
    if ctx.has("status"):
        names = [s.name for s in ctx.kept if any(map(_is_unconfirmed, ctx.statuses[s.area].status.actions))]
        if names:
            yield f"Not confirmed by a document of the depositary: an act behind the status of {_named(names)}."
    if ctx.has("contamination") or ctx.has("footprint"):
        claims = {s.name: ctx.claims[s.area].claim for s in ctx.kept}
        names = [name for name, claim in claims.items() if claim is not None and _is_relayed(claim)]
        if names:
            yield f"Relayed, the document of the claimant was not read: the claim about {_named(names)}."
    if ctx.has("policy") and any(map(_is_relayed, policy.running(ctx).periods)):
        yield "Relayed, no text of the United States was read: the rules of its policy that are marked so."
    if ctx.has("events"):
        found = [f"{event.place} ({event.when.label})" for event in events.happened(ctx) if _is_relayed(event)]
        if found:
            yield f"Relayed, the first report was not read: the events {_named(found)}."


def _named(names: list[str]) -> str:
    return enumeration(names, _MOST_NAMES_IN_A_NOTE)


def _is_unconfirmed(act: TreatyAction) -> bool:
    return act.kind in LEGAL_KINDS and mark_of(act) is Mark.UNCONFIRMED


def _is_relayed(fact: Fact) -> bool:
    return mark_of(fact) is Mark.RELAYED
