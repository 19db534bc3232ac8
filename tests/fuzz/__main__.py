"""`python -m tests.fuzz links|tables|check|stories --count N --seed S`: run cases and print what became of them.

With `--record FILE` a run can be stopped at any time and goes on from there: each thousand cases adds a line to FILE.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass, fields
from pathlib import Path

from tests.fuzz import cases, links, stories, tables
from tests.fuzz.cases import Case, Outcome, Tally, run_cases

SEED = 20261130
MAX_FAULTS_SHOWN = 10
CASES_A_LINE = 1_000
FIELDS = tuple(field.name for field in fields(Tally))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of case: how one is run, how many make a whole run, and how many seconds one may take."""

    case: Case
    count: int
    limit: float


KINDS: dict[str, Kind] = {
    "links": Kind(links.case, 100_000, 2),
    "tables": Kind(tables.reader_case, 20_000, 2),
    "check": Kind(tables.check_case, 500, 10),
    "stories": Kind(stories.case, 5_000, 2),
}


def run(kind_id: str, numbers: range, seed: int, record: Path | None = None) -> Tally:
    """Run cases of one kind, but for those that a record has, and return the tally of all of them."""
    kind, total = KINDS[kind_id], Tally()
    known = dict(map(_tally_of, record.read_text(encoding="utf-8").splitlines())) if record and record.exists() else {}
    for start in range(numbers.start, numbers.stop, CASES_A_LINE):
        part = range(start, min(start + CASES_A_LINE, numbers.stop))
        name = f"{kind_id}:{seed}:{part.start}:{part.stop}"
        tally = known.get(name)
        if tally is None:
            tally = run_cases(kind.case, part, kind=kind_id, seed=seed, limit=kind.limit)
            if record is not None:
                with record.open("a", encoding="utf-8") as lines:
                    lines.write(json.dumps({"cases": name, **{key: getattr(tally, key) for key in FIELDS}}) + "\n")
        total.add(tally)
    return total


def _tally_of(line: str) -> tuple[str, Tally]:
    """Return which cases a line of a record is about, and their tally."""
    parts = json.loads(line)
    outcomes = Counter({Outcome(value): count for value, count in parts["outcomes"].items()})
    faults = {int(number): fault for number, fault in parts["faults"].items()}
    return parts["cases"], Tally(outcomes, faults, parts["slowest"], parts["slowest_number"])


def main(arguments: list[str] | None = None) -> int:
    """Run cases of one kind; returns 1 when there is a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=cases.__doc__)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--count", type=int, help="how many cases; without it those of a whole run")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--start", type=int, default=0, help="the number of the first case")
    parser.add_argument("--record", type=Path, help="a file with a line for each thousand cases that have been run")
    options = parser.parse_args(arguments)
    kind = KINDS[options.kind]
    numbers = range(options.start, options.start + (options.count or kind.count))
    tally = run(options.kind, numbers, options.seed, options.record)
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
