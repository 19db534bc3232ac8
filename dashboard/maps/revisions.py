"""What changed in the data behind a view between two releases, in sentences: classes, acts, claims, sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from dashboard.maps.changes import VERBS
from dashboard.maps.compose import compose, new_sheet
from dashboard.maps.spec import AreaFeature, LegendClass, MapSpec
from dashboard.maps.view import LayerId, View
from dashboard.maps.wording import counted
from geodata import day_label
from geodata.dataset import Dataset
from geodata.kinds import ClaimStatus
from geodata.records import Claim, TreatyAction
from geodata.wording import band_words, claim_figure, claim_who, listed, sentence

_MOST = 12  # names or records in one sentence; the rest are counted
# What of a specification a reader may find changed though no sentence here tells of it.
_PARTS = {
    "headline": "the headline",
    "subtitle": "the line under the headline",
    "legends": "the legend",
    "areas": "what is said of areas",
    "symbols": "circles or events",
    "shapes": "the footprint",
    "notes": "the notes",
    "boundary_note": "the note on boundaries",
    "panel": "the panel",
    "rows": "the table",
    "beside": "the second map",
    "sources": "the places cited",
}


def changes_since(view: View, old: Dataset, new: Dataset) -> tuple[str, ...]:
    """Return what has changed between two releases of what a view shows or rests on; empty when nothing has.

    Classes are those of the view's own day under either release. Acts and claims are told whatever their day, so that a
    reader of an old view learns of what came later too.

    Raises
    ------
    ValueError
        When the view names no day: it would show another one under each release.
    """
    if view.day is None:
        raise ValueError("a view has to name its day to be compared under two releases")
    before, after = (compose(view, dataset, today=view.day) for dataset in (old, new))
    kept = {s.area for dataset in (old, new) for s in new_sheet(view, dataset, today=view.day).kept}
    kept |= {view.country} if view.country else set()
    found = [*_classes(before, after), *_acts(view, old, new, kept), *_claims(view, old, new, kept)]
    found += _sources(before, after)
    if not found:
        parts = [words for name, words in _PARTS.items() if getattr(before, name) != getattr(after, name)]
        found += [f"{sentence(listed(parts))} changed in other ways."] if parts else []
    return tuple(found)


def _classes(before: MapSpec, after: MapSpec) -> Iterator[str]:
    """A sentence for each pair of classes: who was shown as the one and is shown as the other."""
    maps = [(before.areas, after.areas, before.day)]
    if before.beside and after.beside:
        maps.append((before.beside.areas, after.beside.areas, before.beside.day))
    old, new = _by_id(before), _by_id(after)
    for was, now, day in maps:
        shown = {area.area: area for area in now}
        pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
        for area in was:
            other = shown.get(area.area)
            if other and _differs(area, other) and area.class_id in old and other.class_id in new:
                pairs[old[area.class_id].label, new[other.class_id].label].append(area.name)
        for (one, two), names in pairs.items():
            verbs = ("was", "is") if len(names) == 1 else ("were", "are")
            text = f"{listed(sorted(names), most=_MOST)} {verbs[0]} shown as “{one}” on {day_label(day)}"
            yield f"{text} and {verbs[1]} now shown as “{two}”."


def _differs(was: AreaFeature, now: AreaFeature) -> bool:
    """Whether an area that the filters keep has another class; a territory changes with its state, which is named."""
    return was.class_id != now.class_id and not (was.is_muted and now.is_muted) and not was.follows


def _by_id(spec: MapSpec) -> Mapping[str, LegendClass]:
    fills = (legend for legend in spec.legends if legend.layer == spec.fill_layer)
    return {cls.class_id: cls for legend in fills for cls in legend.classes}


def _acts(view: View, old: Dataset, new: Dataset, kept: Collection[str]) -> Iterator[str]:
    if LayerId.TREATY_STATUS not in view.layers and not view.country:
        return
    treaties = [view.treaty, *([view.beside.treaty] if view.beside and view.beside.treaty else [])]
    for treaty in treaties:
        was, now = (_acts_of(dataset, treaty, kept) for dataset in (old, new))
        short = new.treaty(treaty).short_name
        added = [_act(new, now[key]) for key in now if key not in was]
        gone = [_act(old, was[key]) for key in was if key not in now]
        other = [
            f"{_act(old, was[key])}, now {_act(new, now[key])}"
            for key in was
            if key in now and _act(old, was[key]) != _act(new, now[key])
        ]
        yield from _told(f"added under the {short}", "act", added)
        yield from _told(f"taken out under the {short}", "act", gone)
        yield from _told(f"corrected under the {short}", "act", other)


def _acts_of(dataset: Dataset, treaty: str, kept: Collection[str]) -> dict[str, TreatyAction]:
    groups = (acts for (of, area), acts in dataset.actions.items() if of == treaty and area in kept)
    found = sorted((act for acts in groups for act in acts), key=lambda act: (act.when, act.action_id))
    return {act.action_id: act for act in found}


def _act(dataset: Dataset, act: TreatyAction) -> str:
    effective = f", in effect on {day_label(act.date_effective)}" if act.date_effective else ""
    return f"{dataset.state(act.area).name} {VERBS[act.kind][0]} ({act.when.label}{effective})"


def _claims(view: View, old: Dataset, new: Dataset, kept: Collection[str]) -> Iterator[str]:
    was, now = (_claims_of(view, dataset, kept) for dataset in (old, new))
    both = [(key, was[key], now[key]) for key in was if key in now]
    yield from _told("added", "claim", [_claim(new, now[key]) for key in now if key not in was])
    yield from _told(
        "superseded",
        "claim",
        [
            f"{_claim(new, b)} by {_claim(new, new.claim(b.superseded_by))}"
            for _, a, b in both
            if b.status is ClaimStatus.SUPERSEDED and b.superseded_by != a.superseded_by
        ],
    )
    disputed = [_claim(new, b) for _, a, b in both if b.status is ClaimStatus.DISPUTED and a.status is not b.status]
    yield from _told("disputed since", "claim", disputed)
    corrected = [f"{one}, now {two}" for _, a, b in both if (one := _claim(old, a)) != (two := _claim(new, b))]
    yield from _told("corrected", "claim", corrected)
    yield from _told("taken out", "claim", [_claim(old, was[key]) for key in was if key not in now])


def _claims_of(view: View, dataset: Dataset, kept: Collection[str]) -> dict[str, Claim]:
    """The claims that can show: of the group compared about areas kept, all about the country, the one drawn."""
    found = [
        claim
        for claim in dataset.claim_by_id.values()
        if (claim.definition.comparable_group is view.claim_group and claim.area in kept)
        or claim.area == view.country
        or (claim.claim_id == view.footprint and LayerId.FOOTPRINT in view.layers)
    ]
    return {claim.claim_id: claim for claim in sorted(found, key=lambda claim: (claim.said, claim.claim_id))}


def _claim(dataset: Dataset, claim: Claim) -> str:
    state = dataset.states.get(claim.area)
    where = (state.name if state else "World") + (f" ({claim.part})" if claim.part else "")
    what = claim_figure(claim) or band_words(claim.band) or claim.definition.label
    return f"{where}, {what} ({claim_who(claim)}, {claim.said.label})"


def _sources(before: MapSpec, after: MapSpec) -> Iterator[str]:
    was, now = ({note.source_id: note.text for note in spec.sources} for spec in (before, after))
    yield from _told("added", "source", [text.rstrip(".") for key, text in now.items() if key not in was])
    yield from _told("no longer cited", "source", [text.rstrip(".") for key, text in was.items() if key not in now])


def _told(what: str, noun: str, items: Sequence[str]) -> Iterator[str]:
    """One sentence about records of a kind, if there are any: how many, and the first of them."""
    if items:
        rest = len(items) - _MOST
        more = f"; and {rest} more" if rest > 0 else ""
        yield f"{sentence(counted(len(items), noun))} {what}: {'; '.join(items[:_MOST])}{more}."
