"""Every output of this code against a reference: which differ, and how."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from tests.outputs import entry_points
from tests.outputs.batches import PROCESSES, Batch, spread
from tests.outputs.differences import difference
from tests.outputs.entry_points import Output
from tests.outputs.reference import Reference


@dataclass(frozen=True, slots=True)
class Finding:
    """An output that is not the same, and how."""

    output: str
    how: str


def compared(
    reference: Reference, *, wanted: Iterable[Output] | None = None, changed: Path, processes: int = PROCESSES
) -> list[Finding]:
    """Return every output that is not the same as in a reference, by its name.

    Parameters
    ----------
    wanted
        The outputs that are compared; all of them by default, and then one that the reference alone has is found too.
    changed
        A folder for what has changed: both versions of each output, as `before-…` and `after-…`. Emptied first.
    """
    shutil.rmtree(changed, ignore_errors=True)
    outputs = entry_points.outputs() if wanted is None else tuple(wanted)
    items = list(spread(partial(_findings, reference, changed), outputs, processes))
    gone = set(reference.sums) - {output.name for output in outputs} if wanted is None else set()
    items += [Finding(name, "is in the reference alone") for name in gone]
    return sorted(items, key=lambda finding: finding.output)


def _findings(reference: Reference, changed: Path, batch: Batch) -> list[Finding]:
    return [Finding(output.name, how) for output in batch if (how := _how(reference, changed, output))]


def _how(reference: Reference, changed: Path, output: Output) -> str:
    now, expected = entry_points.output_bytes(output), reference.sums.get(output.name)
    if expected is None:
        return "is not in the reference"
    if sha256(now).hexdigest() == expected:
        return ""
    then = reference.file(output.name)
    changed.mkdir(parents=True, exist_ok=True)
    (changed / f"before-{output.name}").write_bytes(then)
    (changed / f"after-{output.name}").write_bytes(now)
    return difference(output.kind, then, now)
