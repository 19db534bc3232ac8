"""A reference: every output in a folder, with its SHA-256, what it was made of, and the commit that made it.

A folder has `SHA256SUMS`, in the form of sha256sum, `about.json`, and a file an output.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from tests.outputs import entry_points
from tests.outputs.batches import PROCESSES, Batch, spread
from tests.outputs.entry_points import Output

FORM = 1  # raise it when a reference is written otherwise
ABOUT, SUMS = "about.json", "SHA256SUMS"


class ReferenceFault(Exception):  # noqa: N818 - a sentence that says what to do, for the command line
    """A reference is missing, cannot be read or cannot be made."""


@dataclass(frozen=True, slots=True)
class About:
    """What a reference was made of: data release, present day, and the link of each ready view; the commit, if known.

    `form` is that of the reference itself.
    """

    form: int
    commit: str
    release: str
    day: str
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference that was read: its folder, what it was made of, and the SHA-256 of each output by name."""

    folder: Path
    about: About
    sums: Mapping[str, str]

    def file(self, name: str) -> bytes:
        """Return an output.

        Raises
        ------
        ReferenceFault
            When its file is missing or was changed.
        """
        path = self.folder / name
        content = path.read_bytes() if path.is_file() else b""
        if sha256(content).hexdigest() != self.sums[name]:
            raise ReferenceFault(f"{path} is missing or was changed since {SUMS} was written. {_again(self.folder)}")
        return content


def about_here(commit: str = "") -> About:
    """Return what a reference would be made of now, by this code."""
    day = entry_points.DAY.isoformat()
    return About(FORM, commit, entry_points.release(), day, entry_points.links())


def write(folder: Path, *, commit: str = "", wanted: Iterable[Output] | None = None, processes: int = PROCESSES) -> int:
    """Write a reference in place of what the folder holds, and return how many outputs it has.

    Parameters
    ----------
    commit
        The commit whose code this is, where it is one.
    wanted
        The outputs; all of them by default.
    """
    beside = folder.with_name(f"{folder.name}.part")  # a run that is broken off leaves no half reference
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    outputs = entry_points.outputs() if wanted is None else wanted
    lines = [f"{sha}  {name}\n" for name, sha in spread(partial(_written, beside), outputs, processes)]
    (beside / SUMS).write_text("".join(lines), encoding="utf-8")
    (beside / ABOUT).write_text(json.dumps(asdict(about_here(commit)), indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)
    return len(lines)


def _written(folder: Path, batch: Batch) -> list[tuple[str, str]]:
    items = []
    for output in batch:
        body = entry_points.output_bytes(output)
        (folder / output.name).write_bytes(body)
        items.append((output.name, sha256(body).hexdigest()))
    return items


def read(folder: Path) -> Reference:
    """Return the reference in a folder.

    Raises
    ------
    ReferenceFault
        When there is none, or it was written in another form.
    """
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise ReferenceFault(f"There is no reference in {folder}. {_again(folder)}") from error
    form = about.get("form") if isinstance(about, dict) else None
    if form != FORM:
        raise ReferenceFault(f"The reference in {folder} has the form {form}, and {FORM} is read. {_again(folder)}")
    return Reference(folder, About(**about), {name: sha for sha, _, name in (line.partition("  ") for line in lines)})


def stale(then: About, now: About) -> list[str]:
    """Return in what a reference was made of something else than what is compared with it, a sentence each."""
    made_by = f"the reference (of commit {then.commit[:8]})" if then.commit else "the reference"
    items = []
    if then.release != now.release:
        items.append(
            f"Another data release: {made_by} shows {then.release}, this code {now.release}. Every output names its "
            "release, so all differ. To see what code alone changes, compare with a commit that has the same tables."
        )
    if then.day != now.day:
        items.append(f"Another day: {made_by} was made as of {then.day}, this code of {now.day}. Write it anew.")
    for view in sorted({*then.links, *now.links}):
        old, new = then.links.get(view), now.links.get(view)
        if old is None:
            items.append(f"The ready view “{view}” is not in {made_by}: nothing of it is compared.")
        elif new is None:
            items.append(f"The ready view “{view}” of {made_by} is no ready view any more: nothing of it is compared.")
        elif old != new:
            items.append(f"The ready view “{view}” asks for another link: {old} in {made_by}, {new} now.")
    return items


def _again(folder: Path) -> str:
    return f"Write one: python -m tests.outputs write {folder}; or compare with a commit: --against COMMIT."
