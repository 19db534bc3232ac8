"""`python -m tests.fuzz links|tables|check|stories --count N --seed S`: run cases and print what became of them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from tests.fuzz import cases, links, stories, tables
from tests.fuzz.cases import Case, run_cases

SEED = 20261130
MAX_FAULTS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of case: how one is run, how many make a whole run, and how many seconds one may take."""

    case: Case
    count: int
    limit: float


KINDS: Mapping[str, Kind] = {
    "links": Kind(links.case, 100_000, 2),
    "tables": Kind(tables.reader_case, 20_000, 2),
    "check": Kind(tables.check_case, 500, 10),
    "stories": Kind(stories.case, 5_000, 2),
}


def main(arguments: list[str] | None = None) -> int:
    """Run cases of one kind; returns 1 when there is a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=cases.__doc__)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--count", type=int, help="how many cases; without it those of a whole run")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--start", type=int, default=0, help="the number of the first case")
    options = parser.parse_args(arguments)
    kind = KINDS[options.kind]
    numbers = range(options.start, options.start + (options.count or kind.count))
    tally = run_cases(kind.case, numbers, kind=options.kind, seed=options.seed, limit=kind.limit)
    print(f"{options.kind}: {len(numbers):,} cases of seed {options.seed} from number {options.start}")
    for outcome, count in sorted(tally.outcomes.items()):
        print(f"  {count:>9,} {outcome.value}")
    print(f"  {len(tally.faults):>9,} faults")
    print(f"  slowest {tally.slowest:.2f} s of processor time (number {tally.slowest_number}), limit {kind.limit:g} s")
    for number, fault in [*tally.faults.items()][:MAX_FAULTS_SHOWN]:
        print(f"\n--start {number} --count 1: {fault}")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
