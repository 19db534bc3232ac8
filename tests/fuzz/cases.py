"""Cases of fuzzing: outcomes, faults, hostile texts and their edits, and the run of a range of cases."""

from __future__ import annotations

import re
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from time import thread_time


class Outcome(StrEnum):
    """What became of a spoilt input."""

    REFUSED = "refused in words"
    UNCHANGED = "changes nothing that is shown"
    LEGAL = "a legal value"


class Fault(Exception):  # noqa: N818 - it is a finding of a run, not an error of the program that runs
    """What should not have happened, with the input or its end."""


Case = Callable[[Random], Outcome]

MARK = "zq7"  # stands in every hostile text that could be given back
# Signs that change the direction of writing, or cannot be seen, or end a text elsewhere.
HIDDEN = tuple("\0\x07\x7f\x85\u00a0\u00ad\u200b\u200f\u2028\u202e\u2066\ufeff\uffff")
MARKUP = (
    f"<script>{MARK}()</script>",
    f"\"><img src=x onerror={MARK}>",
    f"'><svg/onload={MARK}>",
    f"</style><b>{MARK}",
    f"]]><{MARK}/>",
    f"javascript:{MARK}",
    f"{{{{{MARK}}}}}",
    f"[{MARK}](javascript:alert)",
    f"=cmd|'{MARK}'!A1",
)  # fmt: skip
VALUES = (
    *"%.~_;, 0",
    *(
        "",
        "-1",
        "1e309",
        "nan",
        "999999999999",
        "٢٠٢٤-٠١-٠١",
        "９",
        "None",
        "null",
        "true",
        "%00",
        "%zz",
        "\ud800",
        "🇺🇦",
    ),
    *("2999-01-01", "0001-01-01", "2024-02-30", "20240131", "2024-W05-3", "../../etc/passwd", "e\u0301", "A" * 300),
    *("a" * 5_000, "..", "none", "all", "any", "not", "status", "apmbc", "UKR", "ukr", "XXX"),
)
HOSTILE: tuple[str, ...] = (*HIDDEN, *MARKUP, *VALUES)
_MARKUP_LEFT = re.compile(rf"<[^>]*{MARK}|{MARK}[^<]*>|[<>\"']\s*{MARK}")


def edited(text: str, rng: Random) -> str:
    """Return a text with one edit: signs removed, repeated, swapped, replaced, or hostile text put in."""
    place = rng.randrange(len(text) + 1)
    end = min(len(text), place + rng.choice((1, 1, 1, 2, 5, 20)))
    kind = rng.randrange(8)
    if kind == 0:
        return text[:place] + text[end:]
    if kind == 1:
        return text[:end] + text[place:]
    if kind == 2:
        return text[:place] + text[place:end].swapcase() + text[end:]
    if kind == 3:
        return text[:place] + text[place:end][::-1] + text[end:]
    if kind == 4:
        return text[:place] + chr(rng.choice((rng.randrange(32, 127), rng.randrange(0x3000)))) + text[end:]
    if kind == 5:
        return text[:place] + rng.choice("0123456789") + text[end:]
    if kind == 6:
        return text[:place]
    return text[:place] + rng.choice(HOSTILE) + text[end:]


def check_sentence(sentence: str) -> None:
    """Hold a sentence for a reader to be printable on one line, and without markup of the input.

    Raises
    ------
    Fault
        When it is not.
    """
    if not sentence.isprintable():
        raise Fault(f"a sentence holds signs that cannot be printed: {sentence[:200]!r}")
    if _MARKUP_LEFT.search(sentence):
        raise Fault(f"a sentence gives markup back: {sentence[:200]!r}")


def check_markup(markup: str) -> None:
    """Hold HTML to have none of the hostile markup in it.

    Raises
    ------
    Fault
        When it has.
    """
    if match := re.search(rf"<[^>]*{MARK}[^>]*>", markup):
        raise Fault(f"the page gives markup back: {match[0][:200]!r}")


@dataclass(slots=True)
class Tally:
    """What became of the cases of a run: counts by outcome, faults by number of the case, the slowest case."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    faults: dict[int, str] = field(default_factory=dict)
    slowest: float = 0.0
    slowest_number: int = 0

    def add(self, other: Tally) -> None:
        """Add what became of other cases."""
        self.outcomes += other.outcomes
        self.faults |= other.faults
        if other.slowest > self.slowest:
            self.slowest, self.slowest_number = other.slowest, other.slowest_number


def run_cases(case: Case, numbers: Sequence[int], *, kind: str, seed: int, limit: float) -> Tally:
    """Run cases and return their tally; an exception is a fault, and so is a case of more processor time than `limit`.

    Parameters
    ----------
    limit
        Seconds of processor time, so that a busy machine changes nothing.
    """
    tally = Tally()
    for number in numbers:
        begun = thread_time()
        try:
            outcome = case(Random(f"{kind}:{seed}:{number}"))  # noqa: S311 - cases that can be run again
            tally.outcomes[outcome] += 1
        except Fault as fault:
            tally.faults[number] = str(fault)
        except Exception:  # noqa: BLE001 - a traceback is what this looks for
            tally.faults[number] = traceback.format_exc(limit=-4)
        seconds = thread_time() - begun
        if seconds > limit:
            tally.faults[number] = f"took {seconds:.1f} s, expected at most {limit:g}"
        if seconds > tally.slowest:
            tally.slowest, tally.slowest_number = seconds, number
    return tally
