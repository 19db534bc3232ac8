"""Addresses of the atlas that were never asked for before, so that each has to be made."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from dashboard.render.live_map.message import cards_name

FIRST, DAYS = date(1999, 3, 1), 9_000
WIDE, USUAL = 4000, 1200  # pixels of a picture: the most, and what a preview takes


def new_queries(seed: int) -> Iterator[str]:
    """Yield queries of views whose day no other of this seed has; two seeds share a day only by chance."""
    days = list(range(DAYS))
    random.Random(seed).shuffle(days)  # noqa: S311 - nothing here is a secret
    for day in days:
        yield f"v=1&day={FIRST + timedelta(days=day)}"


def addresses(release: str) -> Mapping[str, Callable[[str], str]]:
    """Return by kind what makes the address of a query; `release` is that of the server's data."""
    cards = cards_name(release, date(2026, 1, 1))
    return {
        "embed": lambda query: f"/embed?{query}",
        "picture": lambda query: f"/export/map.png?{query}&width={USUAL}",
        "page": lambda query: f"/?{query}",
        "large pictures": lambda query: f"/export/map.png?{query}&width={WIDE}",
        "cards": lambda query: f"/cards/{cards}.json?{query}",
        "pages": lambda query: f"/?{query}",
    }
