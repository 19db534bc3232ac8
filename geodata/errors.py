"""Exceptions of the data, and problems with their place in a file.

GeodataError
├── TableError        tables break their rules; carries every problem with its place
├── BoundaryError     a boundary file is missing, damaged or disagrees with the tables
├── OwnFileError      a file of the reader cannot be read or measured as it is
└── UnknownKeyError   a code or id that no table has; carries the nearest known ones
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import partial
from heapq import nlargest
from itertools import groupby, takewhile

# What differs between messages of one rule: quoted cells, codes of areas, days and numbers, and the matches offered.
_VALUES = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\b[A-Z]{2,3}\b|\d[\d.,/-]*|; did you mean .*""")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A problem and its place; line and column count from 1, and are 0 where they do not apply."""

    file: str
    line: int
    column: int
    message: str

    @property
    def kind(self) -> str:
        """The message without its values, which is equal for all cells of a file that break one rule of one column."""
        return f"{self.column} {_VALUES.sub('', self.message)}"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class GeodataError(Exception):
    """Base of all errors of the data; the message is one sentence for the reader."""


# Limits on the text of an error, so that each kind of problem in each file is seen.
MAX_KINDS_SHOWN = 30  # kinds of problems of one file
MAX_LINES_LISTED = 8  # further lines of one kind


class TableError(GeodataError):
    """Tables that break their rules.

    `problems` are all of them, without repeats, ordered by file, line and column. The message has a line for each kind
    of problem in each file: the first in full, then the lines of the others. Beyond the limits it counts.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(_lines(self.problems)))


def _lines(problems: Iterable[Problem]) -> Iterator[str]:
    for file, group in groupby(problems, key=lambda problem: problem.file):
        by_kind: dict[str, list[Problem]] = {}
        for problem in group:
            by_kind.setdefault(problem.kind, []).append(problem)
        kinds = [*by_kind.values()]
        for first, *others in kinds[:MAX_KINDS_SHOWN]:
            yield f"{first}{_places(others)}"
        if hidden := sum(map(len, kinds[MAX_KINDS_SHOWN:])):
            yield f"{file}: and {hidden} more of {len(kinds) - MAX_KINDS_SHOWN} other kinds"


def _places(others: Sequence[Problem]) -> str:
    """Return the end of a line that counts further problems of its kind and lists the first of their lines."""
    if not others:
        return ""
    lines = [*dict.fromkeys(str(problem.line) for problem in others)]
    listed = ", ".join(lines[:MAX_LINES_LISTED]) + (", …" if len(lines) > MAX_LINES_LISTED else "")
    return f" [and {len(others)} more of this kind, in {'lines' if len(lines) > 1 else 'line'} {listed}]"


class BoundaryError(GeodataError):
    """A boundary file that is missing or damaged, or polygons that do not match the table of states."""


class OwnFileError(GeodataError):
    """A file of the reader that cannot be read or measured as it is: what was found, what was expected, what to do.

    The message names the file without its folder, and holds no coordinate and no cell of a column without a role.
    """


class UnknownKeyError(GeodataError):
    """An unknown key: `kind` names what it is a key of, `near` are the closest known keys, closest first."""

    def __init__(self, kind: str, key: str, known: Iterable[str], near: tuple[str, ...] = ()) -> None:
        self.kind = kind
        self.key = key
        self.near = near or nearest(key, known)
        super().__init__(f"unknown {kind} {key!r}{did_you_mean(self.near)}")


# Limits on the search for what was meant, which takes up to 1 ms for each pair of keys.
MAX_CANDIDATES = 60  # known keys that are compared with SequenceMatcher
MAX_COMPARED_LENGTH = 80  # characters of a key


def nearest(key: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Return up to `count` known keys similar to `key`, most similar first, case ignored.

    Similarity is the ratio of `difflib.SequenceMatcher`, at least 0.5; of equal ratios a longer common prefix is first.
    Of more than `MAX_CANDIDATES` known keys those are compared that share most pairs of letters with the key.

    Examples
    --------
    >>> nearest("UKE", ["UKR", "USA", "KEN"], 1)
    ('UKR',)
    >>> nearest("AFH", ["AFG", "CAF", "ZAF"])
    ('AFG', 'ZAF', 'CAF')
    """
    by_folded = {k.casefold(): str(k) for k in sorted(known)}  # str() of a StrEnum is its value
    folded = key.casefold()[:MAX_COMPARED_LENGTH]
    candidates = [k for k in by_folded if len(k) <= 2 * MAX_COMPARED_LENGTH]
    if len(candidates) > MAX_CANDIDATES:
        pairs = _letter_pairs(folded)
        candidates = nlargest(MAX_CANDIDATES, candidates, lambda k: _shared_pairs(pairs, _letter_pairs(k)))
    matches = get_close_matches(folded, candidates, n=len(candidates) or 1, cutoff=0.5)
    return tuple(by_folded[m] for m in sorted(matches, key=partial(_distance, folded))[:count])


def _letter_pairs(text: str) -> set[str]:
    padded = f" {text} "
    return {padded[place : place + 2] for place in range(len(padded) - 1)}


def _shared_pairs(pairs: set[str], others: set[str]) -> float:
    return len(pairs & others) / (len(pairs) + len(others))


def _distance(key: str, known: str) -> tuple[float, int]:
    """Return the sort key of a known key: similarity, then length of the common prefix (AFH is nearer AFG than ZAF)."""
    begins_alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(known, key, strict=False)))
    return -SequenceMatcher(None, known, key).ratio(), -begins_alike


def did_you_mean(near: tuple[str, ...]) -> str:
    """Return the end of a message that offers the nearest matches; empty when there are none."""
    return f"; did you mean {' or '.join(repr(n) for n in near)}?" if near else ""
