"""Spoilt links through the reader of links, what they show composed, and the head of the page that they open.

A link is parsed as a page, as a route and again in its own form, which takes under a millisecond. What it shows is
composed and written once for each different view: no picture is drawn.
"""

from __future__ import annotations

import json
import re
from functools import cache
from random import Random
from urllib.parse import parse_qs, quote, urlencode

from dashboard.maps.link import FROZEN_KEYS, LINK_KEYS, link_of, query_of
from dashboard.maps.previews import ABOUT, COUNTRY, OWN, POLICY, QUESTIONS, SOURCES, TREATIES
from dashboard.maps.ready_questions import READY_QUESTIONS
from dashboard.maps.spec import spec_json
from dashboard.maps.view import PRESETS, View
from dashboard.web.embed import oembed
from dashboard.web.page_head import page_head
from dashboard.web.params import MAX_QUERY_LENGTH, ParamsError, read_params
from tests.fuzz.cases import HOSTILE, MARK, Fault, Outcome, check_markup, check_sentence, edited
from tests.shipped_views import SHIPPED
from tests.stories import shipped

_MOST_REMEMBERED = 200_000
_ADDRESS = "https://atlas.example.org/"
_SCREENS = ("", "", "", COUNTRY, QUESTIONS, TREATIES, POLICY, OWN, SOURCES, ABOUT)
_composed: set[View] = set()


@cache
def bases() -> tuple[str, ...]:
    """The queries that are spoilt: ready views, ready questions, steps of the shipped story, and some of each key."""
    views = [preset.view for preset in PRESETS]
    views += [View(layers=("question", "borders"), question=ready.question) for ready in READY_QUESTIONS]
    views += [step.view for step in shipped().steps]
    links = [link_of(view).removeprefix("?") for view in views]
    return (
        *links,
        "v=1",
        "v=1&country=UKR&day=2023-01-08&footprint=ukr-potentially-contaminated-2023-01-07-shmyhal@KOR.square&scale=GBR",
        "v=1&treaty=ccm&status=joined.left&region=europe.africa&least=massive&rule=highest&group=all-ordnance",
        "v=1&layers=policy.borders&class=policy.none&names=un",
        "v=1&layers=status.oblasts.borders&extent=UKR&streets=openstreetmap&oblasts=listed",
        "v=1&beside=ccm.2020-01-01&day=2026-01-01&extent=europe",
        "v=1&day=2026-01-01&since=2020-01-01&extent=europe",
        "v=1&members=nato&matrix=apmbc.left~ccm.party&sort=apmbc-newest&count=left",
        "v=1&own=0123456789ab&own-classes=1_10_100",
        "v=1&day=2026-11-21&release=2026.11.21-11eea78e&id=4-0123456789ab&theme=dark&width=800",
    )


def case(rng: Random) -> Outcome:
    """Spoil a link and read it as the page and the routes do."""
    base = rng.choice(bases())
    text = base
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        text = spoilt(text, rng)
    _read_as_a_route(text)
    query = parse_qs(text, keep_blank_values=True)
    view, problems = SHIPPED.view(query)
    for problem in problems:
        check_sentence(str(problem))
    again, doubts = SHIPPED.view(parse_qs(link_of(view).removeprefix("?"), keep_blank_values=True))
    if again != view or doubts:
        raise Fault(f"{text[:300]!r} reads as {link_of(view)!r}, which reads as another view: {doubts}")
    _compose(view, text, rng)
    if problems:
        return Outcome.REFUSED
    hold_to_what_was_given(text, view)
    return Outcome.UNCHANGED if view == SHIPPED.view(parse_qs(base))[0] else Outcome.LEGAL


def spoilt(text: str, rng: Random) -> str:
    """Return a query with one of its parameters replaced, repeated, edited or given in another order."""
    pairs = text.split("&")
    number = rng.randrange(len(pairs))
    key, _, value = pairs[number].partition("=")
    kind = rng.randrange(10)
    if kind == 0:  # another key
        pairs[number] = f"{rng.choice(LINK_KEYS)}={value}"
    elif kind == 1:  # a value of another link
        other = rng.choice(rng.choice(bases()).split("&"))
        pairs.insert(number, other)
    elif kind == 2:
        pairs[number] = f"{key}={quote(rng.choice(HOSTILE), errors='surrogatepass')}"
    elif kind == 3:
        pairs[number] = f"{key}={edited(value, rng)}"
    elif kind == 4:
        pairs[number] = f"{edited(key, rng)}={value}"
    elif kind == 5:  # parts in another order, or twice
        parts = re.split(r"([._~])", value)
        rng.shuffle(parts)
        pairs[number] = f"{key}={''.join(parts)}"
    elif kind == 6:  # another day, of the calendar or not
        day = f"{rng.randint(1985, 2040)}-{rng.randint(0, 13):02}-{rng.randint(0, 32):02}"
        pairs[number] = f"{rng.choice(('day', 'since', 'beside'))}={day}"
    elif kind in (7, 8):  # a value of the same key, or a part more
        values = [pair.partition("=")[2] for link in bases() for pair in link.split("&") if pair.startswith(f"{key}=")]
        value = rng.choice(values or [value])
        pairs[number] = f"{key}={value}" + rng.choice(("", "", f".{rng.choice(values or [value])}", "~KOR"))
    else:
        return edited(text, rng) * rng.choice((1, 1, 1, 1, 1, 1, 1, 30))
    return "&".join(pairs)


def _read_as_a_route(text: str) -> None:
    try:
        read_params(text, SHIPPED, extra=(*FROZEN_KEYS, "theme", "width"))
    except ParamsError as error:
        for line in str(error).split("\n"):
            check_sentence(line)
        if error.status not in (400, 414) or (error.status == 414) != (len(text) > MAX_QUERY_LENGTH):
            raise Fault(f"{text[:300]!r} is refused with status {error.status}") from None


def _compose(view: View, text: str, rng: Random) -> None:
    """Compose a view that no case before this one had, and write the head of a page and the oEmbed answer for it."""
    if view in _composed:
        return
    if len(_composed) < _MOST_REMEMBERED:
        _composed.add(view)
    screen = rng.choice(_SCREENS)
    head = page_head(screen, text, _ADDRESS, SHIPPED)
    if head.status != 200:
        raise Fault(f"{text[:300]!r} has a page with status {head.status}")
    for part in (head.title, head.tags, head.noscript):
        check_markup(part)
    answer = oembed(urlencode({"url": f"{_ADDRESS}embed{link_of(view)}"}), _ADDRESS, SHIPPED)
    if MARK in spec_json(SHIPPED.spec(view)) or MARK in json.dumps(answer):
        raise Fault(f"{text[:300]!r} stands in what is shown")


def hold_to_what_was_given(text: str, view: View) -> None:
    """Hold each value of a query that was taken in silence to be shown as it is, or to change nothing.

    Raises
    ------
    Fault
        When a value is shown as another.
    """
    query = parse_qs(text, keep_blank_values=True)
    canonical = query_of(view)
    for key in LINK_KEYS:
        value = query.get(key, [""])[-1]
        if key not in query or canonical.get(key) == value:
            continue
        without = SHIPPED.view({name: values for name, values in query.items() if name != key})
        if without[0] != view and _parts(value) != _parts(canonical.get(key, "")):
            raise Fault(f"{text[:300]!r}: {key} was taken in silence for {canonical.get(key)!r}")


def _parts(value: str) -> set[str]:
    """Return the parts of a value, numbers at the precision of a link."""
    return {
        f"{float(part):.2f}" if re.fullmatch(r"-?\d+(\.\d+)?", part, re.ASCII) else part
        for part in re.split(r"[_~@,]|(?<!\d)\.|\.(?!\d)", value)
    }
