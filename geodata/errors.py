"""Everything that can go wrong with the data, as one small tree of exceptions.

GeodataError
├── TableError        a data file breaks its own rules; carries every problem found in it
├── BoundaryError     a boundary file is missing, damaged or disagrees with the tables
└── UnknownKeyError   a code or id that no table knows; carries the nearest known ones
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import partial
from itertools import groupby, takewhile


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in one place of one file; line and column count from 1 and are 0 where they do not apply."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class GeodataError(Exception):
    """Any fault in the data that a reader of the atlas should be told in one sentence."""


MOST_SHOWN = 50  # problems of one file that the text of an error names, so that another file's are seen beside them


class TableError(GeodataError):
    """Tables that break their rules: `problems` holds every one of them, in the order of the files.

    Its text names the first ones of each file and counts the others.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(_lines(self.problems)))


def _lines(problems: Iterable[Problem]) -> Iterator[str]:
    for file, group in groupby(problems, key=lambda problem: problem.file):
        found = [*group]
        yield from map(str, found[:MOST_SHOWN])
        if len(found) > MOST_SHOWN:
            yield f"{file}: and {len(found) - MOST_SHOWN} more"


class BoundaryError(GeodataError):
    """A boundary file that is missing or damaged, or polygons that do not match the table of states."""


class UnknownKeyError(GeodataError):
    """A key that is not known: `kind` says of what, `near` holds the closest known keys."""

    def __init__(self, kind: str, key: str, known: Iterable[str], near: tuple[str, ...] = ()) -> None:
        self.kind = kind
        self.key = key
        self.near = near or nearest(key, known)
        super().__init__(f"unknown {kind} {key!r}{did_you_mean(self.near)}")


def nearest(key: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Return up to `count` known keys that look like `key`, closest first, whatever their case.

    Examples
    --------
    >>> nearest("UKE", ["UKR", "USA", "KEN"], 1)
    ('UKR',)
    >>> nearest("AFH", ["AFG", "CAF", "ZAF"])
    ('AFG', 'ZAF', 'CAF')
    """
    by_folded = {k.casefold(): k for k in sorted(known)}
    folded = key.casefold()[:80]
    matches = get_close_matches(folded, by_folded, n=len(by_folded) or 1, cutoff=0.5)
    return tuple(by_folded[m] for m in sorted(matches, key=partial(_distance, folded))[:count])


def _distance(key: str, known: str) -> tuple[float, int]:
    """Of keys that are alike in the same measure the one that begins alike is nearer: for AFH it is AFG, not ZAF."""
    begins_alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(known, key, strict=False)))
    return -SequenceMatcher(None, known, key).ratio(), -begins_alike


def did_you_mean(near: tuple[str, ...]) -> str:
    """Return the tail of a message that offers the nearest matches, or nothing when there are none."""
    return f"; did you mean {' or '.join(repr(n) for n in near)}?" if near else ""
