"""Sentences sent with their repeated parts only once: "via Mine Action Review" costs a number after the first time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from html import escape

from dashboard.render.wire import Sentence

# After a comma and after a dash, where the sentences of claims change from one part to the next.
SEAMS = re.compile(r"(?<=, )|(?<=— )")
# A shorter part is no longer than the number that would stand for it.
LEAST = 8


class Phrases:
    """The parts that several sentences share, in the order in which they first occur."""

    def __init__(self, sentences: Iterable[str]) -> None:
        counted = Counter(part for sentence in sentences for part in SEAMS.split(sentence))
        repeated = [part for part, count in counted.items() if count > 1 and len(part) >= LEAST]
        self._number = {part: number for number, part in enumerate(repeated)}

    @property
    def table(self) -> list[str]:
        """The shared parts by their number, HTML-escaped."""
        return [escape(part, quote=False) for part in self._number]

    def refer(self, sentence: str) -> Sentence:
        """Return a sentence for use between tags, HTML-escaped: as text, or as texts and numbers of phrases in turn.

        Examples
        --------
        >>> Phrases(["1 km2, via the Monitor", "2 km2, via the Monitor"]).refer("2 km2, via the Monitor")
        ['2 km2, ', 0]
        """
        out: list[str | int] = []
        for part in SEAMS.split(sentence):
            number = self._number.get(part)
            if number is not None:
                out.append(number)
                continue
            before = out.pop() if out and isinstance(out[-1], str) else ""
            out.append(f"{before}{escape(part, quote=False)}")
        return out[0] if len(out) == 1 and isinstance(out[0], str) else out
