"""Frozen links, which name their data release and content, and what a later release says otherwise."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256

from dashboard.maps.compose.compose import compose, new_context
from dashboard.maps.context import Layers, Record
from dashboard.maps.layers import treaty_status
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.link import FROZEN_KEYS, link_of, query_of, shown_value
from dashboard.maps.spec import AreaFeature, LegendClass, MapSpec, spec_json
from dashboard.maps.view import LinkProblem, View
from dashboard.maps.wording import Noun, act_clause, counted_at_start
from geodata import TableError, UnknownKeyError, day_label, load_release
from geodata.dataset import Dataset
from geodata.model import Claim, ClaimStatus, Fact, TreatyAction
from geodata.releases import RELEASE_ID
from geodata.wording import band_text, capitalized, claim_figure, claimant_text, enumeration

# -- Frozen links: a link that names its data release and its content, and shows the same figures whenever it is
# opened.
#
# A frozen link is the link of a view with its day spelled out, and two parameters that are no part of the view:
# `release` is the data release, `id` the content id: a version and a short hash of the JSON of the specification
# that it stood for.
#
# The hash covers words and field names, so that a new version of the atlas may say the same figures otherwise. A
# content id therefore names its version: one of another version opens by release and view alone, its figures those
# of the kept release, and its words are not compared.

# Raise it with any change of the words or the fields of a specification that a release of the atlas brings;
# CHANGELOG.md says why. Version 1 wrote no version before its hash.
ID_VERSION = 5
_ID = re.compile(r"(?:([1-9]\d{0,3})-)?[0-9a-f]{12}")
_LIVE = "the present data are shown"


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a frozen link has beside its view: the data release, and the content id of what it showed."""

    release: str
    content_id: str

    @property
    def is_comparable(self) -> bool:
        """Whether its content id is of the present version, so that the words can be compared too."""
        parts = _ID.fullmatch(self.content_id)
        return parts is not None and parts[1] == str(ID_VERSION)


@dataclass(frozen=True, slots=True)
class FrozenView:
    """A frozen link as it is shown: the specification, a notice of one or two sentences, what has changed since.

    `is_kept` says whether it is of the release that the link names; else it is of the present one. `is_same` says
    whether it is what was frozen, as far as can be known: the kept release and, where the content id is of the present
    version, the same words.
    """

    spec: MapSpec
    notice: str
    changes: tuple[str, ...]
    is_kept: bool
    is_same: bool


class Notice(StrEnum):
    """What a frozen link shows, one message for each situation."""

    NOT_KEPT = (
        "This link is frozen on data release {release}, which this atlas does not keep. What is shown is of release "
        "{present} and may differ."
    )
    NOT_READABLE = (
        "This link is frozen on data release {release}, which this atlas can no longer read. What is shown is of "
        "release {present} and may differ."
    )
    OTHER_CONTENT = (
        "This link is frozen on data release {release}; but it was made for another view, or the atlas has come to say "
        "something of this one otherwise."
    )
    PRESENT = "This link is frozen on data release {release}, which is the present one."
    CHANGED_SINCE = (
        "This link is frozen on data release {release} and shows the figures of then; what has changed since is listed."
    )
    UNCHANGED_SINCE = (
        "This link is frozen on data release {release} and shows the figures of then; nothing of it has changed since."
    )


def content_id(spec: MapSpec) -> str:
    """Return the version and twelve hexadecimal digits that stand for all that a specification shows on its day.

    The age of the depositary reading is no part of a specification, so the id does not change with the day of asking.
    """
    return f"{ID_VERSION}-{sha256(spec_json(replace(spec, link=link_of(spec.view))).encode()).hexdigest()[:12]}"


def frozen_parameters(spec: MapSpec) -> dict[str, str]:
    """Return the parameters of the frozen link of a specification: those of its view, its day, release and id."""
    return {**query_of(spec.view), "release": spec.release, "id": content_id(spec)}


def read_frozen(own: Mapping[str, str], view: View) -> tuple[Frozen | None, tuple[LinkProblem, ...]]:
    """Read what a link has beside its view, and never raise: the release and content id, or what could not be used.

    Without both parameters in order, and a day in the view, nothing is frozen.

    Parameters
    ----------
    own
        The parameters of the link that are none of its view.
    view
        The view of the link, which `link.read_link` has read.
    """
    parameters = {key: own[key] for key in FROZEN_KEYS if key in own}
    if not parameters:
        return None, ()
    problems = [
        LinkProblem(key, f"{shown_value(parameters[key])} is not {what}; {_LIVE}")
        for key, form, what in (("release", RELEASE_ID, "the name of a data release"), ("id", _ID, "a content id"))
        if key in parameters and not form.fullmatch(parameters[key])
    ]
    problems += [
        LinkProblem(key, f"a frozen link has “{other}” beside it; {_LIVE}")
        for key, other in (FROZEN_KEYS, FROZEN_KEYS[::-1])
        if key in parameters and other not in parameters
    ]
    if view.day is None:
        problems.append(LinkProblem("release", f"a frozen link names its day; {_LIVE}"))
    frozen = None if problems else Frozen(parameters["release"], parameters["id"])
    return frozen, tuple(problems)


def frozen_view(
    view: View, frozen: Frozen, present: Dataset, *, release_of: Callable[[str], Dataset] = load_release
) -> FrozenView:
    """Return what a frozen link shows: the view under its release, or under the present one where that is not kept.

    Parameters
    ----------
    view
        The view of the link, which names its day.
    release_of
        Where the data of a release come from; it raises UnknownKeyError or TableError where there are none.

    Raises
    ------
    ValueError
        When the view names no day.
    """
    if view.day is None:
        raise ValueError("the view of a frozen link names its day")
    try:
        known = present if frozen.release == present.release else release_of(frozen.release)
    except (UnknownKeyError, TableError) as error:
        message = Notice.NOT_KEPT if isinstance(error, UnknownKeyError) else Notice.NOT_READABLE
        notice = message.format(release=frozen.release, present=present.release)
        return FrozenView(compose(view, present, today=view.day), notice, (), is_kept=False, is_same=False)
    spec = compose(view, known, today=view.day)
    changes = () if known is present else changes_since(view, known, present)
    is_same = not frozen.is_comparable or content_id(spec) == frozen.content_id
    if not is_same:
        message = Notice.OTHER_CONTENT
    elif known is present:
        message = Notice.PRESENT
    else:
        message = Notice.CHANGED_SINCE if changes else Notice.UNCHANGED_SINCE
    sentences = [message.format(release=frozen.release)]
    if not frozen.is_comparable:
        sentences.append("It was made by another version of the atlas, whose words may have been others.")
    return FrozenView(spec, " ".join(sentences), changes, is_kept=True, is_same=is_same)


# -- What changed in the data behind a view between two releases, in sentences: classes, acts, claims, sources.

_MOST = 12  # names or records in one sentence; the rest are counted
_NAME, _ACT = Noun("name", "names"), Noun("act", "acts")
_CLAIM, _SOURCE = Noun("claim", "claims"), Noun("source", "sources")
# Parts of a specification that may change without any sentence of this module.
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
    "names": "the kind of names",
    "depositary_read": "the day of the depositary reading",
}


def changes_since(view: View, old: Dataset, new: Dataset, *, layers: Layers = LAYERS) -> tuple[str, ...]:
    """Return what has changed between two releases of what a view shows or rests on; empty when nothing has.

    Classes are those of the view's own day under either release. Acts, claims and the other facts are listed whatever
    their day, so that a reader of an old view learns of what came later too. Records are named by the words of the
    later release.

    Raises
    ------
    ValueError
        When the view names no day: it would show another one under each release.
    """
    if view.day is None:
        raise ValueError("a view has to name its day to be compared under two releases")
    before, after = (compose(view, dataset, today=view.day, layers=layers) for dataset in (old, new))
    contexts = (new_context(view, dataset, today=view.day, layers=layers) for dataset in (old, new))
    kept = {state.area for ctx in contexts for state in ctx.kept}
    kept |= {view.country} if view.country else set()
    sentences = [*_classes(before, after), *_names(after, old, new), *_acts(view, old, new, kept)]
    sentences += [*_claims(view, old, new, kept, layers), *_facts(view, old, new, layers), *_sources(before, after)]
    if not sentences:
        parts = [words for name, words in _PARTS.items() if getattr(before, name) != getattr(after, name)]
        sentences += [changed_otherwise(parts)] if parts else []
    return tuple(sentences)


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
            yield reclassified(sorted(names), one, two, day)


def _differs(was: AreaFeature, now: AreaFeature) -> bool:
    """Whether an area that the filters keep has another class; a territory changes with its state, which is named."""
    return was.class_id != now.class_id and not (was.is_muted and now.is_muted) and not was.follows


def _by_id(spec: MapSpec) -> Mapping[str, LegendClass]:
    fills = (legend for legend in spec.legends if legend.layer == spec.fill_layer)
    return {cls.class_id: cls for legend in fills for cls in legend.classes}


def _names(after: MapSpec, old: Dataset, new: Dataset) -> Iterator[str]:
    """A sentence on areas that the view shows and that texts call by another name."""
    shown = [area.area for area in after.areas if not area.is_muted and area.area in old.states]
    names = [(old.states[area].name, new.states[area].name) for area in shown]
    yield from _record_sentences(Change.OTHER, _NAME, [f"{was}, now {now}" for was, now in names if was != now])


def _acts(view: View, old: Dataset, new: Dataset, kept: Collection[str]) -> Iterator[str]:
    if treaty_status.ID not in view.layers and not view.country:
        return
    treaties = [view.treaty, *([view.beside.treaty] if view.beside and view.beside.treaty else [])]
    for treaty in treaties:
        was, now = (_acts_of(dataset, treaty, kept) for dataset in (old, new))
        short = new.treaty(treaty).short_name
        added = [_act(new, now[key]) for key in now if key not in was]
        gone = [_act(old, was[key]) for key in was if key not in now]
        other = [
            f"{_act(new, was[key])}, now {_act(new, now[key])}"
            for key in was
            if key in now and _act(new, was[key]) != _act(new, now[key])
        ]
        cited = [
            _act(new, now[key])
            for key in was
            if key in now and _act(new, was[key]) == _act(new, now[key]) and _support(was[key]) != _support(now[key])
        ]
        yield from _record_sentences(Change.ADDED_UNDER, _ACT, added, treaty=short)
        yield from _record_sentences(Change.TAKEN_OUT_UNDER, _ACT, gone, treaty=short)
        yield from _record_sentences(Change.CORRECTED_UNDER, _ACT, other, treaty=short)
        yield from _record_sentences(Change.CITED_UNDER, _ACT, cited, treaty=short)


def _acts_of(dataset: Dataset, treaty: str, kept: Collection[str]) -> dict[str, TreatyAction]:
    groups = (acts for (of, area), acts in dataset.actions.items() if of == treaty and area in kept)
    ordered = sorted((act for acts in groups for act in acts), key=lambda act: (act.when, act.action_id))
    return {act.action_id: act for act in ordered}


def _support(fact: Fact) -> tuple[object, ...]:
    """What stands around a fact: its documents, how well they support it, its note; places in documents may move."""
    return {citation.source_id for citation in fact.citations}, fact.confidence, fact.note


def _act(dataset: Dataset, act: TreatyAction) -> str:
    effective = f", in effect on {day_label(act.date_effective)}" if act.date_effective else ""
    return f"{act_clause(act.kind, [dataset.state(act.area).name], most=1)} ({act.when.label}{effective})"


def _claims(view: View, old: Dataset, new: Dataset, kept: Collection[str], layers: Layers) -> Iterator[str]:
    was, now = (_claims_of(view, dataset, kept, layers) for dataset in (old, new))
    both = [(key, was[key], now[key]) for key in was if key in now]
    yield from _record_sentences(Change.ADDED, _CLAIM, [_claim(new, now[key]) for key in now if key not in was])
    yield from _record_sentences(
        Change.SUPERSEDED,
        _CLAIM,
        [
            f"{_claim(new, b)} by {_claim(new, new.claim(b.replaced_by))}"
            for _, a, b in both
            if b.status is ClaimStatus.SUPERSEDED and b.replaced_by != a.replaced_by
        ],
    )
    disputed = [_claim(new, b) for _, a, b in both if b.status is ClaimStatus.DISPUTED and a.status is not b.status]
    yield from _record_sentences(Change.DISPUTED, _CLAIM, disputed)
    corrected = [f"{one}, now {two}" for _, a, b in both if (one := _claim(new, a)) != (two := _claim(new, b))]
    yield from _record_sentences(Change.CORRECTED, _CLAIM, corrected)
    reworded = [two for _, a, b in both if _claim(new, a) == (two := _claim(new, b)) and _meaning(a) != _meaning(b)]
    yield from _record_sentences(Change.REWORDED, _CLAIM, reworded)
    yield from _record_sentences(Change.TAKEN_OUT, _CLAIM, [_claim(old, was[key]) for key in was if key not in now])


def _meaning(claim: Claim) -> tuple[object, ...]:
    """What a claim says beside its figure, claimant and day."""
    return claim.as_stated, claim.definition.definition_id, claim.basis, claim.date_meant, *_support(claim)


def _facts(view: View, old: Dataset, new: Dataset, layers: Layers) -> Iterator[str]:
    """The records of the layers: of those that are on all, of the others those about the chosen country."""
    drawn = [(records, layer.layer_id in view.layers) for layer in layers for records in layer.records]
    for records, is_drawn in drawn:
        was, now = (
            {
                record.record_id: record
                for record in records.of(dataset)
                if is_drawn or (view.country and record.area == view.country)
            }
            for dataset in (old, new)
        )
        yield from _changed_records(records.noun, was, now)


def _changed_records(noun: Noun, was: Mapping[str, Record], now: Mapping[str, Record]) -> Iterator[str]:
    both = [(was[key], now[key]) for key in was if key in now]
    yield from _record_sentences(Change.ADDED, noun, [now[key].text for key in now if key not in was])
    corrected = [f"{a.text}, now {b.text}" for a, b in both if a.text != b.text]
    yield from _record_sentences(Change.CORRECTED, noun, corrected)
    same = [b.text for a, b in both if a.text == b.text and a.fact != b.fact]
    yield from _record_sentences(Change.OTHER_PARTICULARS, noun, same)
    yield from _record_sentences(Change.TAKEN_OUT, noun, [was[key].text for key in was if key not in now])


def _claims_of(view: View, dataset: Dataset, kept: Collection[str], layers: Layers) -> dict[str, Claim]:
    """The claims that can show: of the group compared about areas kept, all about the country, those the view names."""
    named = {record for layer in layers if layer.layer_id in view.layers for record in layer.named_records(view)}
    claims = [
        claim
        for claim in dataset.claim_by_id.values()
        if (claim.definition.comparable_group is view.claim_group and claim.area in kept)
        or claim.area == view.country
        or claim.claim_id in named
    ]
    return {claim.claim_id: claim for claim in sorted(claims, key=lambda claim: (claim.date_said, claim.claim_id))}


def _claim(dataset: Dataset, claim: Claim) -> str:
    state = dataset.states.get(claim.area)
    where = (state.name if state else "World") + (f" ({claim.part})" if claim.part else "")
    what = claim_figure(claim) or band_text(claim.band) or claim.definition.label
    return f"{where}, {what} ({claimant_text(claim)}, {claim.date_said.label})"


def _sources(before: MapSpec, after: MapSpec) -> Iterator[str]:
    was, now = ({note.source_id: note.text for note in spec.sources} for spec in (before, after))
    yield from _record_sentences(
        Change.ADDED, _SOURCE, [text.rstrip(".") for key, text in now.items() if key not in was]
    )
    yield from _record_sentences(
        Change.NO_LONGER_CITED, _SOURCE, [text.rstrip(".") for key, text in was.items() if key not in now]
    )


# -- Messages of these changes, one for each situation.


class Change(StrEnum):
    """What happened to records of a kind: the message, with how many, the first of them, and the treaty of acts."""

    ADDED = "{records} added: {items}."
    TAKEN_OUT = "{records} taken out: {items}."
    CORRECTED = "{records} corrected: {items}."
    OTHER = "{records} changed: {items}."
    OTHER_PARTICULARS = "{records} with other particulars or documents: {items}."
    ADDED_UNDER = "{records} added under the {treaty}: {items}."
    TAKEN_OUT_UNDER = "{records} taken out under the {treaty}: {items}."
    CORRECTED_UNDER = "{records} corrected under the {treaty}: {items}."
    CITED_UNDER = "{records} under the {treaty} with other documents or another note: {items}."
    SUPERSEDED = "{records} superseded: {items}."
    DISPUTED = "{records} disputed since: {items}."
    REWORDED = "{records} in other words, with another meaning or other documents: {items}."
    NO_LONGER_CITED = "{records} no longer cited: {items}."


def records_changed(change: Change, noun: Noun, items: Sequence[str], *, treaty: str = "") -> str:
    """Return what happened to records of a kind, of which the first are named.

    Parameters
    ----------
    items
        The records in a few words, one at least.
    treaty
        The short name of the treaty, where the message names one.

    Examples
    --------
    >>> records_changed(Change.ADDED, Noun("deadline", "deadlines"), ["Angola, 2025", "Chad, 2027"])
    'Two deadlines added: Angola, 2025; Chad, 2027.'
    >>> records_changed(Change.TAKEN_OUT_UNDER, Noun("act", "acts"), ["Tonga accedes"], treaty="Mine Ban Convention")
    'One act taken out under the Mine Ban Convention: Tonga accedes.'
    """
    named = [*items[:_MOST], *([f"and {len(items) - _MOST} more"] if len(items) > _MOST else [])]
    return change.format(records=counted_at_start(len(items), noun), items="; ".join(named), treaty=treaty)


def reclassified(names: Sequence[str], before: str, after: str, day: date) -> str:
    """Return which areas have another class on a day than they had, by the labels of the classes.

    Examples
    --------
    >>> reclassified(["Angola"], "Signed", "Party", date(2026, 3, 1))
    'Angola was shown as “Signed” on 1 March 2026 and is now shown as “Party”.'
    >>> reclassified(["Angola", "Chad"], "Signed", "Party", date(2026, 3, 1))
    'Angola and Chad were shown as “Signed” on 1 March 2026 and are now shown as “Party”.'
    """
    who, when = enumeration(names, most=_MOST), day_label(day)
    if len(names) == 1:
        return f"{who} was shown as “{before}” on {when} and is now shown as “{after}”."
    return f"{who} were shown as “{before}” on {when} and are now shown as “{after}”."


def changed_otherwise(parts: Sequence[str]) -> str:
    """Return which parts of a map are not the same although no record of it is listed."""
    return f"{capitalized(enumeration(parts))} changed in other ways."


def _record_sentences(change: Change, noun: Noun, items: Sequence[str], *, treaty: str = "") -> Iterator[str]:
    """Yield the sentence about records of a kind, if there are any."""
    if items:
        yield records_changed(change, noun, items, treaty=treaty)
