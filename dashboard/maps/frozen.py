"""Frozen links: a link that names its data release and its content, and shows the same figures whenever it is opened.

A frozen link is the link of a view with its day spelled out, and two parameters that are no part of the view: `release`
is the data release, `id` the content id: a version and a short hash of the JSON of the specification that it stood for.

The hash covers words and field names, so that a new version of the atlas may say the same figures otherwise. A content
id therefore names its version: one of another version opens by release and view alone, its figures those of the kept
release, and its words are not compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import parse_qs, urlencode

from dashboard.maps.compose import compose
from dashboard.maps.link_values import shown
from dashboard.maps.revisions import changes_since
from dashboard.maps.spec import MapSpec
from dashboard.maps.spec_json import spec_json
from dashboard.maps.view import FROZEN_KEYS, LinkProblem, View
from geodata import TableError, UnknownKeyError, load_release
from geodata.dataset import RELEASE, Dataset

# Raise it with any change of the words or the fields of a specification that a release of the atlas brings;
# CHANGELOG.md says why. Version 1 wrote no version before its hash.
ID_VERSION = 2
_ID = re.compile(r"(?:([1-9]\d{0,3})-)?[0-9a-f]{12}")
_LIVE = "the present data are shown"
Query = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a frozen link has beside its view: the data release, and the content id of what it showed."""

    release: str
    content_id: str

    @property
    def is_comparable(self) -> bool:
        """Whether its content id is of the present version, so that the words can be compared too."""
        found = _ID.fullmatch(self.content_id)
        return found is not None and found[1] == str(ID_VERSION)


@dataclass(frozen=True, slots=True)
class Opened:
    """A frozen link as it is shown: the specification, what to tell of it in one or two sentences, what changed since.

    `is_kept` says whether it is of the release that the link names; else it is of the present one. `is_same` says
    whether it is what was frozen, as far as can be told: the kept release and, where the content id is of the present
    version, the same words.
    """

    spec: MapSpec
    notice: str
    changes: tuple[str, ...]
    is_kept: bool
    is_same: bool


def dated_view(spec: MapSpec) -> View:
    """Return the view of a specification, with the day spelled out where it says "today"."""
    view, _ = View.from_query(parse_qs(spec.link.removeprefix("?"), keep_blank_values=True))
    return replace(view, day=spec.day)


def dated_link(spec: MapSpec) -> str:
    """Return the link of a specification, from its "?" on, with the day spelled out where the view says "today"."""
    return f"?{urlencode(dated_view(spec).to_query())}"


def content_id(spec: MapSpec) -> str:
    """Return the version and twelve hexadecimal digits that stand for all that a specification shows on its day.

    The age of the depositary reading is no part of a specification, so the id does not change with the day of asking.
    """
    return f"{ID_VERSION}-{sha256(spec_json(replace(spec, link=dated_link(spec))).encode()).hexdigest()[:12]}"


def freeze(spec: MapSpec) -> dict[str, str]:
    """Return the parameters of the frozen link of a specification: those of its view, its day, release and id."""
    return {**dated_view(spec).to_query(), "release": spec.release, "id": content_id(spec)}


def thaw(query: Query) -> tuple[Frozen | None, dict[str, str | Sequence[str]], tuple[LinkProblem, ...]]:
    """Read what a link has beside its view, and never raise: what was frozen, the rest, what could not be used.

    The rest is what `View.from_query` reads. Without both parameters in order, and a day, nothing is frozen.
    """
    rest = {key: value for key, value in query.items() if key not in FROZEN_KEYS}
    given = {key: _last(query[key]) for key in FROZEN_KEYS if key in query}
    if not given:
        return None, rest, ()
    problems = [
        LinkProblem(key, f"{shown(given[key])} is not {what}; {_LIVE}")
        for key, form, what in (("release", RELEASE, "the name of a data release"), ("id", _ID, "a content id"))
        if key in given and not form.fullmatch(given[key])
    ]
    problems += [
        LinkProblem(key, f"a frozen link has “{other}” beside it; {_LIVE}")
        for key, other in (FROZEN_KEYS, FROZEN_KEYS[::-1])
        if key in given and other not in given
    ]
    if View.from_query(rest)[0].day is None:
        problems.append(LinkProblem("release", f"a frozen link names its day; {_LIVE}"))
    frozen = None if problems else Frozen(given["release"], given["id"])
    return frozen, rest, tuple(problems)


def opened(
    view: View, frozen: Frozen, present: Dataset, *, release_of: Callable[[str], Dataset] = load_release
) -> Opened:
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
    begin = f"This link is frozen on data release {frozen.release}"
    try:
        known = present if frozen.release == present.release else release_of(frozen.release)
    except (UnknownKeyError, TableError) as error:
        why = "does not keep" if isinstance(error, UnknownKeyError) else "can no longer read"
        notice = f"{begin}, which this atlas {why}. What is shown is of release {present.release} and may differ."
        return Opened(compose(view, present, today=view.day), notice, (), is_kept=False, is_same=False)
    spec = compose(view, known, today=view.day)
    changes = () if known is present else changes_since(view, known, present)
    is_same = not frozen.is_comparable or content_id(spec) == frozen.content_id
    if not is_same:
        tail = "; but it was made for another view, or the atlas has come to say something of this one otherwise."
    elif known is present:
        tail = ", which is the present one."
    else:
        since = "what has changed since is listed" if changes else "nothing of it has changed since"
        tail = f" and shows the figures of then; {since}."
    if not frozen.is_comparable:
        tail += " It was made by another version of the atlas, whose words may have been others."
    return Opened(spec, begin + tail, changes, is_kept=True, is_same=is_same)


def _last(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else (list(value) or [""])[-1]
