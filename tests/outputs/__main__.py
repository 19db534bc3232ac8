"""`python -m tests.outputs`: write what every output is, or compare it with what it was.

Examples
--------
- `python -m tests.outputs compare`: what the working tree changes against its last commit; status 1 when anything does.
- `python -m tests.outputs compare --against main --only '*.pptx' 'europe*'`: against another commit, these alone.
- `python -m tests.outputs write FOLDER` and `compare FOLDER`: against a reference of one's own.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from fnmatch import fnmatch
from pathlib import Path
from time import perf_counter

from tests.outputs.commits import KEPT_IN, reference_of
from tests.outputs.comparison import Finding, compared
from tests.outputs.entry_points import OutputError, outputs
from tests.outputs.reference import SUMS, ReferenceFault, about_here, read, stale, write

SAME, DIFFERENT, FAULT = 0, 1, 2
CHANGED = KEPT_IN / "changed"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return its status: 0 when nothing differs, 1 when something does, 2 when it cannot say."""
    options = _parser().parse_args(arguments)
    try:
        return _write(options.folder, options.commit) if options.act == "write" else _compare(options)
    except (ReferenceFault, OutputError) as error:
        print(error, file=sys.stderr)
        return FAULT


def _write(folder: Path, commit: str) -> int:
    begun = perf_counter()
    count = write(folder.resolve(), commit=commit)
    print(f"{count} outputs in {perf_counter() - begun:.0f} s: {folder / SUMS}")
    return SAME


def _compare(options: argparse.Namespace) -> int:
    begun = perf_counter()
    reference = read(options.folder.resolve()) if options.folder else reference_of(options.against)
    for sentence in stale(reference.about, about_here()):
        print(sentence)
    wanted = outputs()
    if options.only:
        wanted = tuple(output for output in wanted if any(fnmatch(output.name, only) for only in options.only))
        if not wanted:
            raise ReferenceFault(f"No output has a name like {' or '.join(options.only)}; {_nearest(options.only[0])}.")
    comparison = compared(reference, wanted=wanted if options.only else None, changed=CHANGED)
    for finding in comparison:
        print(f"{finding.output}: {finding.how}")
    print(_summary(comparison, len(wanted)), f"({perf_counter() - begun:.0f} s)")
    return DIFFERENT if comparison else SAME


def _nearest(pattern: str) -> str:
    """Return the name, subject or kind of an output that a pattern may mean; a name where it is like none."""
    names = [output.name for output in outputs()]
    words = dict.fromkeys(
        [*names, *(f"{output.subject}*" for output in outputs()), *(f"*.{output.kind}" for output in outputs())]
    )
    near = get_close_matches(pattern, words, 1)
    return f"did you mean '{near[0]}'" if near else f"one is {names[0]}"


def _summary(findings: Sequence[Finding], count: int) -> str:
    if not findings:
        return f"All {count} outputs are the same, byte for byte." if count != 1 else "The output is the same."
    kinds = Counter(finding.output.partition(".")[2] for finding in findings)
    counted = ", ".join(f"{kind} {number}" for kind, number in sorted(kinds.items()))
    differ = "output differs" if len(findings) == 1 else "outputs differ"
    return f"{len(findings)} {differ}, of {count} ({counted}). Both versions are in {CHANGED}."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.outputs", description="Every output of the atlas.")
    acts = parser.add_subparsers(dest="act", required=True)
    writing = acts.add_parser("write", help="write every output and its SHA-256 into a folder")
    writing.add_argument("folder", type=Path)
    writing.add_argument("--commit", default="", help="the commit whose code this is")
    comparing = acts.add_parser("compare", help="name every output that differs, and by how much")
    source = comparing.add_mutually_exclusive_group()
    source.add_argument("folder", type=Path, nargs="?", help="a folder that `write` has written")
    source.add_argument("--against", default="HEAD", metavar="COMMIT", help="the commit to compare with")
    comparing.add_argument("--only", nargs="+", metavar="NAME", help="names of outputs, with * and ?")
    return parser


if __name__ == "__main__":
    sys.exit(main())
