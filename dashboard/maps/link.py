"""The grammar of links: a view as the parameters of an address, and back; reading never raises."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from urllib.parse import urlencode

from dashboard.maps.context import Layers
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.question_link import DAY, FIELD, GROUP_ID, read_question, write_question
from dashboard.maps.ready_questions import TITLES, ready_id
from dashboard.maps.street_maps import STREET_IDS
from dashboard.maps.view import (
    FIRST_DAY,
    FURTHEST_LATITUDE,
    LAST_DAY,
    MATRIX_COUNTS,
    MATRIX_KINDS,
    MATRIX_ORDERS,
    MOST_FOOTPRINTS,
    OBLAST_MEASURES,
    PLACE_DECIMALS,
    REGIONS,
    TREATIES,
    ClassFilter,
    Footprint,
    LinkProblem,
    Other,
    View,
    settled,
)
from geodata import MAP_GROUPS, ClaimClass, ClaimRule, ComparableGroup, StatusKind, is_extent, nearest
from geodata.claims import AFFECTED_CLASSES
from geodata.model import Naming
from geodata.own_figures import BANDS, MOST_LIMITS, QUANTILES, is_class_rule
from geodata.questions import MOST_TERMS, Question

LINK_VERSION = "1"
FROZEN_KEYS = ("release", "id")  # beside the view in a link that is frozen on a data release
_IS_FROZEN = "the atlas shows the present data; put “frozen” before the “?” for the figures of the link's release"
_LONGEST_QUESTION = 800  # a question of as many clauses as it can have, each of the longest kind, has 600
_LONGEST_FOOTPRINTS = 400  # five figures with the longest id and a place each
_LONGEST_STATUSES = 400  # every kind of status under each treaty has 330
_LONGEST_VALUE = 200  # no honest value is longer; what is cut is named, not echoed

# -- How one value of a link is read: each reader returns what it understood, or None, and why parts were left out.

NOTHING = "none"  # how a link says "switched off on purpose", which an absent key does not
# Codes of areas and ids of figures, of which only the form is checked where there are none; ids of layers; classes that
# a map can be kept to, as layer.class.
KnownKeys: TypeAlias = Mapping[str, Collection[str]]
Reader: TypeAlias = Callable[[str, KnownKeys], tuple[Any, list[str]]]
_DEGREES = r"-?\d{1,3}(?:\.\d{1,9})?"
_FOOTPRINT = re.compile(
    rf"(?P<figure>[a-z0-9]+(?:-[a-z0-9]+)*)(?:@(?P<place>[A-Z]{{3}}|{_DEGREES},{_DEGREES}))?(?P<square>\.square)?",
    re.ASCII,
)


def shown_value(text: str) -> str:
    """Return foreign text short and harmless enough to be quoted back."""
    clean = re.sub(r"[^\w.,:;+ -]", "�", text)
    return clean if len(clean) <= 30 else clean[:29] + "…"


def day_within(first: date, last: date, *, instead: str) -> Reader:
    """Return a reader of days, which makes a day outside the nearest inside; `instead` says what is done without."""

    def read(text: str, _known: KnownKeys) -> tuple[date | None, list[str]]:
        try:
            day = date.fromisoformat(text) if DAY.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None:
            return None, [f"{shown_value(text)} is not a day of the calendar written as YYYY-MM-DD; {instead}"]
        if not first <= day <= last:
            near = first if day < first else last
            return near, [f"{text} lies outside {first} to {last}; {near} is shown"]
        return day, []

    return read


def one_of(what: str, allowed: Sequence[str], make: Callable[[str], Any] = str) -> Reader:
    """Return a reader of one of the allowed values, which names the nearest of them for a wrong one."""

    def read(text: str, _known: KnownKeys) -> tuple[Any, list[str]]:
        if text in allowed:
            return make(text), []
        return None, [f"{shown_value(text)} is not {what}{_meant(text, allowed)}"]

    return read


def _meant(text: str, known: Collection[str]) -> str:
    """Return what stands behind a sentence on a wrong value: the nearest that is known, or nothing."""
    near = nearest(text, known, 1)
    return f"; did you mean {near[0]}" if near else ""


def many_of(what: str, allowed: Sequence[str], make: Callable[[str], Any] = str) -> Reader:
    """Return a reader of allowed values joined by points, kept in the order in which they are allowed."""
    one = one_of(what, allowed, make)

    def read(text: str, known: KnownKeys) -> tuple[Any, list[str]]:
        values, reasons = set(), []
        for part in [] if text == NOTHING else text.split("."):
            value, why = one(part, known)
            values |= {value} if value is not None else set()
            reasons += why
        if not values and text != NOTHING:
            return None, reasons
        return tuple(make(a) for a in allowed if make(a) in values), reasons

    return read


def other(treaty: Reader, day: Reader) -> Reader:
    """Return a reader of what a view is compared with: a treaty, a day, or both joined by a point."""

    def read(text: str, known: KnownKeys) -> tuple[Other | None, list[str]]:
        values: dict[str, Any] = {}
        reasons: list[str] = []
        for part in text.split("."):
            kind, reader = ("day", day) if part[:1].isdigit() else ("treaty", treaty)
            if kind in values:
                reasons.append(f"it names a second {kind}, {shown_value(part)}")
                continue
            value, why = reader(part, known)
            values |= {kind: value} if value is not None else {}
            reasons += why
        return (Other(**values) if values else None), reasons

    return read


def country(text: str, known: KnownKeys) -> tuple[str | None, list[str]]:
    """Read the code of a country or area."""
    if re.fullmatch(r"[A-Z]{3}", text) and (text in known["areas"] or not known["areas"]):
        return text, []
    return None, [f"{shown_value(text)} is not the code of a country{_meant(text.upper(), known['areas'])}"]


def extent(text: str, _known: KnownKeys) -> tuple[str | None, list[str]]:
    """Read the id of a part of the world."""
    return (
        (text, []) if is_extent(text) else (None, [f"{shown_value(text)} is not a part of the world the map can show"])
    )


def layers(text: str, known: KnownKeys) -> tuple[tuple[str, ...] | None, list[str]]:
    """Read the ids of layers, kept in drawing order."""
    return many_of("a layer", tuple(known["layers"]))(text, known)


def class_filter(text: str, known: KnownKeys) -> tuple[ClassFilter | None, list[str]]:
    """Read the classes of the legend of one layer: its id, then theirs, joined by points."""
    classes: dict[str, list[str]] = {}
    for name in known["classes"]:
        layer, _, class_id = name.partition(".")
        classes.setdefault(layer, []).append(class_id)
    head, _, rest = text.partition(".")
    layer, reasons = one_of("a layer that can be kept to classes of its legend", tuple(classes))(head, known)
    if layer is None:
        return None, reasons
    if not rest:
        return None, [f"it names no class of the legend of {layer}"]
    one = one_of(f"a class of the legend of {layer}", classes[layer])
    read = [one(part, known) for part in rest.split(".")]
    kept = tuple(class_id for class_id in classes[layer] if (class_id, []) in read)
    is_all = not kept or len(kept) == len(classes[layer])
    return (None if is_all else ClassFilter(layer, kept)), [why for _, reasons in read for why in reasons]


def footprints(text: str, known: KnownKeys) -> tuple[tuple[Footprint, ...] | None, list[str]]:
    """Read the figures drawn to scale, each as figure@place.square, joined by ~."""
    drawn, reasons = [], []
    for part in text.split("~"):
        match = _FOOTPRINT.fullmatch(part)
        if match is None or (known["claims"] and match["figure"] not in known["claims"]):
            meant = _meant(match["figure"] if match else part, known["claims"])
            reasons.append(f"{shown_value(part)} is no figure that can be drawn to scale{meant}")
            continue
        place, why = _place(match["place"], known) if match["place"] else (None, [])
        drawn.append(Footprint(match["figure"], place, is_square=bool(match["square"])))
        reasons += why
    kept = tuple(dict.fromkeys(drawn))
    if len(kept) > MOST_FOOTPRINTS:
        reasons.append(f"it names more than {MOST_FOOTPRINTS} figures")
    return kept[:MOST_FOOTPRINTS] or None, reasons


def _place(text: str, known: KnownKeys) -> tuple[str | tuple[float, float] | None, list[str]]:
    if text[0].isalpha():
        return country(text, known)
    lon, lat = (round(float(part), PLACE_DECIMALS) + 0.0 for part in text.split(","))
    if abs(lon) > 180 or abs(lat) > FURTHEST_LATITUDE:
        return None, [f"{shown_value(text)} lies outside 180° west to 180° east, {FURTHEST_LATITUDE}° south to north"]
    return (lon, lat), []


def scale(text: str, known: KnownKeys) -> tuple[str | None, list[str]]:
    """Read the code of the area with which figures are compared, or that they are compared with none."""
    return (NOTHING, []) if text == NOTHING else country(text, known)


def own_figures(text: str, known: KnownKeys) -> tuple[str | None, list[str]]:
    """Read the content id of own figures, which can be shown only where they are open."""
    if text in known["own"]:
        return text, []
    return None, ["the own data of this view did not travel with its link; they stay with the reader who opened them"]


def own_classes(text: str, _known: KnownKeys) -> tuple[str | None, list[str]]:
    """Read the rule by which own figures are classed."""
    if is_class_rule(text):
        return text, []
    expected = f"“{BANDS}”, “{QUANTILES}” or up to {MOST_LIMITS} rising limits in km² such as 1_10_100"
    return None, [f"{shown_value(text)} is no rule of classes; expected {expected}"]


def question(text: str, known: KnownKeys) -> tuple[Question | None, list[str]]:
    """Read a question without the clauses that cannot be read."""
    parsed, ignored = read_question(text, known["groups"], known["own"])
    pieces = [": ".join(filter(None, [shown_value(one.piece.replace(FIELD, " ")), one.reason])) for one in ignored]
    reasons = list(dict.fromkeys(pieces))
    if len(reasons) > MOST_TERMS:
        reasons[MOST_TERMS:] = [f"{len(reasons) - MOST_TERMS} more of its clauses cannot be read or are too many"]
    if parsed is None:
        reasons = [f"{'; '.join(reasons)}; {_QUESTION_INSTEAD}"]
    return parsed, reasons


_QUESTION_INSTEAD = f"“{TITLES[ready_id(View())]}” stands in its place"


def group_of_states(text: str, known: KnownKeys) -> tuple[str | None, list[str]]:
    """Read the id of a group of states."""
    if known["groups"]:
        return one_of("a group of states that the atlas knows", tuple(known["groups"]))(text, known)
    return (text, []) if GROUP_ID.fullmatch(text) else (None, [f"{shown_value(text)} is not a group of states"])


def matrix_statuses(
    text: str, known: KnownKeys
) -> tuple[tuple[tuple[str, tuple[StatusKind, ...]], ...] | None, list[str]]:
    """Read the kinds of status that are kept by treaty: a treaty, then its kinds, joined by points; treaties by ~."""
    kept: dict[str, tuple[StatusKind, ...]] = {}
    reasons: list[str] = []
    for part in text.split("~"):
        head, _, rest = part.partition(".")
        treaty, why = _TREATY(head, known)
        reasons += why
        if treaty is None:
            continue
        kinds, why = (
            _MATRIX_KINDS(rest, known) if rest not in ("", NOTHING) else (None, [f"it names no status under {head}"])
        )
        reasons += why
        if treaty in kept:
            reasons.append(f"it names {treaty} twice")
        elif kinds:
            kept[treaty] = kinds
    return tuple((treaty, kept[treaty]) for treaty in TREATIES if treaty in kept) or None, reasons


def write_matrix_statuses(kept: Sequence[tuple[str, Sequence[StatusKind]]]) -> str:
    """Return kinds of status by treaty as a link writes them."""
    return "~".join(".".join([treaty, *kinds]) for treaty, kinds in kept)


# -- Query parameters that senders of links add to every address: campaign tags, click identifiers, mailing lists.
#
# Who shares a link does not choose them and no page reads them, so a link of ours drops them in silence. What is
# listed is what public lists remove on every site: the query filter of Brave, the general section of AdGuard's
# tracking filter and the global rules of ClearURLs, read in November 2026; and the share marks of networks that put
# them on the addresses of others. Words that could be meant for the atlas (`from`, `source`, `id`, `lang`, `s`,
# `t`) are not listed, whatever some sender uses them for: those are named to the reader as every unknown parameter
# is.

# Families, by the beginning of the name.
_PREFIXES = (
    "utm_",  # Google Analytics and whatever copies it
    "mtm_",  # Matomo
    "matomo_",
    "pk_",  # Piwik, which Matomo was
    "piwik_",
    "itm_",  # campaigns inside a site
    "hsa_",  # HubSpot
    "bsft_",  # Blueshift
    "fb_",  # Facebook
    "ga_",
    "hmb_",
    "oft_",
    "vero_",
    "adjust_",
    "_sgm_",
    "guce_",
    "__cft__",
)
_LISTED = """
    action_object_map action_ref_map action_type_map sc_customer sc_eh sc_uid
    _ga _gl _gac gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid usqp
    fbclid mibextid igsh igshid ig_rid __tn__ __xts__
    msclkid cvid ocid twclid ttclid ttp li_fat_id lipi trk epik scclid rdt_cid rdt_pid
    yclid ysclid ymclid _openstat
    mc_cid mc_eid mkt_tok _hsenc _hsmi __hsfp __hssc __hstc hsctatracking _kx _bhlid __s _ke bbeml
    ml_subscriber ml_subscriber_hash ck_subscriber_id oly_anon_id oly_enc_id wickedid rb_clickid s_cid s_kwcid
    ss_email_id ss_source et_rid at_recipient_id at_recipient_list vgo_ee elqtrack elqtrackid elq elqaid elqat elqcst
    _branch_match_id _branch_referrer irclickid irgwc ir_campaignid ir_adid ir_partnerid unicorn_click_id
    cm_me cm_cr cm_mmc xtor wt_mc cmpid ncid guccounter sscid tduid _clde _cldee mindbox-click-id mindbox-message-key
    spm scm ref ref_ ref_src ref_url referrer isappinstalled sr_share awc
"""
_NAMES = frozenset(_LISTED.split())
_INDEX = re.compile(r"\[[^\]]*\]$")  # __cft__[0]


def is_tracking_parameter(key: str) -> bool:
    """Return whether a query parameter is one that senders add to every link, whatever its case.

    Examples
    --------
    >>> is_tracking_parameter("utm_source"), is_tracking_parameter("fbclid"), is_tracking_parameter("dya")
    (True, True, False)
    """
    name = _INDEX.sub("", key.casefold())
    return name in _NAMES or name.startswith(_PREFIXES)


# -- A view as a link, and a link as a view: one codec a field.


@dataclass(frozen=True, slots=True)
class _Codec:
    """How one field is written into a link and read back: (value or None, reasons why parts were ignored)."""

    field: str
    write: Callable[[Any], str]
    read: Reader
    longest: int = _LONGEST_VALUE
    rest: str = ""  # what is used of a value of which a part was ignored
    instead: str = ""  # what is said to stand in the place of one that is too long


def _joined(values: Sequence[str]) -> str:
    return ".".join(values) or NOTHING


def write_footprints(drawn: Sequence[Footprint]) -> str:
    """Return figures drawn to scale as a link writes them."""
    return "~".join(map(str, drawn))


_TREATY = one_of("a treaty of the atlas", TREATIES)
_MATRIX_KINDS = many_of("a status of a state under a treaty", MATRIX_KINDS, StatusKind)
_CODECS: dict[str, _Codec] = {
    "day": _Codec("day", date.isoformat, day_within(FIRST_DAY, LAST_DAY, instead="today is shown")),
    "treaty": _Codec("treaty", str, _TREATY),
    "layers": _Codec("layers", _joined, layers),
    "status": _Codec("statuses", _joined, many_of("a treaty status", tuple(StatusKind), StatusKind)),
    "region": _Codec("regions", _joined, many_of("a region", REGIONS)),
    "rule": _Codec("claim_rule", str, one_of("a rule for claims", tuple(ClaimRule), ClaimRule)),
    "group": _Codec("claim_group", str, one_of("a group of comparable claims", MAP_GROUPS, ComparableGroup)),
    "least": _Codec("claim_least", str, one_of("a class that states can be filtered by", AFFECTED_CLASSES, ClaimClass)),
    "class": _Codec("class_filter", str, class_filter),
    "extent": _Codec("extent", str, extent),
    "country": _Codec("country", str, country),
    "footprint": _Codec(
        "footprints", write_footprints, footprints, _LONGEST_FOOTPRINTS, rest="its other figures and places"
    ),
    "scale": _Codec("scale", str, scale),
    "oblasts": _Codec("oblast_measure", str, one_of("a measure of figures by oblast", OBLAST_MEASURES)),
    "beside": _Codec(
        "beside",
        str,
        other(_TREATY, day_within(FIRST_DAY, LAST_DAY, instead="no other day is shown")),
    ),
    "since": _Codec("since", date.isoformat, day_within(FIRST_DAY, LAST_DAY, instead="no changes are picked out")),
    "streets": _Codec("streets", str, one_of("a street map of the atlas", STREET_IDS)),
    "question": _Codec(
        "question", write_question, question, _LONGEST_QUESTION, rest="its other clauses", instead=_QUESTION_INSTEAD
    ),
    "members": _Codec("matrix_group", str, group_of_states),
    "matrix": _Codec(
        "matrix_statuses", write_matrix_statuses, matrix_statuses, _LONGEST_STATUSES, rest="its other statuses"
    ),
    "sort": _Codec("matrix_order", str, one_of("an order of the table of treaties", MATRIX_ORDERS)),
    "count": _Codec("matrix_count", str, one_of("a count of states through time", MATRIX_COUNTS)),
    "own": _Codec("own", str, own_figures),
    "own-classes": _Codec("own_classes", str, own_classes),
    "names": _Codec("names", str, one_of("a kind of names", tuple(Naming), Naming)),
}
LINK_KEYS = ("v", *_CODECS)
_DEFAULT = View()


def query_of(view: View) -> dict[str, str]:
    """Return the link's parameters of a view: always v, then only what differs from the default, in a stable order."""
    query = {"v": LINK_VERSION}
    for key, codec in _CODECS.items():
        value = getattr(view, codec.field)
        if value != getattr(_DEFAULT, codec.field):
            query[key] = codec.write(value)
    return query


def link_of(view: View) -> str:
    """Return the link of a view, from its "?" on."""
    return f"?{urlencode(query_of(view))}"


def read_link(
    query: Mapping[str, str | Sequence[str]],
    *,
    areas: Collection[str] = (),
    claims: Collection[str] = (),
    groups: Collection[str] = (),
    own: Collection[str] = (),
    layers: Layers = LAYERS,
) -> tuple[View, tuple[LinkProblem, ...]]:
    """Read a link and never raise: what cannot be used is left out and named.

    Parameters
    ----------
    query
        Parameters as they came; a key given more than once maps to all its values and the last one counts. Tracking
        parameters, which senders of links add, are left out in silence.
    areas, claims, groups
        Codes of areas, ids of what can be drawn to scale (claims and results of clearance) and of groups of states
        that exist; when empty, only the form is checked.
    own
        The content ids of the own figures that are open; a link to others says that they did not travel.
    layers
        The layers that a link can name.
    """
    values: dict[str, Any] = {}
    problems: list[LinkProblem] = []
    classes = [f"{layer.layer_id}.{class_id}" for layer in layers for class_id in layer.classes]
    known = {"areas": areas, "claims": claims, "groups": groups, "own": own, "layers": layers.ids, "classes": classes}
    for key, raw in query.items():
        raw_values = [raw] if isinstance(raw, str) else list(raw)
        if key == "v":
            if raw_values[-1:] != [LINK_VERSION]:
                problems.append(LinkProblem("v", f"this atlas reads version {LINK_VERSION} of its links"))
            continue
        codec = _CODECS.get(key)
        if codec is None:
            if key in FROZEN_KEYS:
                problems.append(LinkProblem(key, _IS_FROZEN))
            elif not key.startswith("embed") and not is_tracking_parameter(key):
                problems.append(LinkProblem(shown_value(key), f"no such parameter{_meant(key, _CODECS)}"))
            continue
        if len(raw_values) > 1:
            problems.append(LinkProblem(key, "it was given more than once", but="its last value"))
        text = raw_values[-1] if raw_values else ""
        if len(text) > codec.longest:
            too_long = f"it is longer than {codec.longest} characters"
            problems.append(LinkProblem(key, "; ".join(filter(None, [too_long, codec.instead]))))
            continue
        value, reasons = codec.read(text, known)
        but = codec.rest if value is not None else ""
        problems.extend(LinkProblem(key, reason, but) for reason in reasons)
        if value is not None:
            values[codec.field] = value
    view, unsettled = _settled(View(**values), layers)
    return view, tuple(dict.fromkeys([*problems, *unsettled]))


def _settled(view: View, layers: Layers) -> tuple[View, tuple[LinkProblem, ...]]:
    """Return the view without what the rest of it rules out, and why that was left out."""
    view, problems = settled(view)
    kept = layers.with_filter_in_sight(view)
    if view.class_filter is None or kept == view:
        return view, problems
    why = f"{view.class_filter.layer} does not fill the areas, so that its legend is not shown"
    return kept, (*problems, LinkProblem("class", why))
