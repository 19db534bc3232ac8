"""References of commits, made when they are first asked for and kept under `build/outputs`.

The files of the commit are unpacked beside, and its own copy of this package makes the reference with the packages that
are installed here: nothing of the present code has to know the old one.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.outputs.reference import Reference, ReferenceFault, read

ROOT = Path(__file__).parents[2]
KEPT_IN = ROOT / "build" / "outputs"
MOST_KEPT = 4  # about 130 MB each
COMMAND = "tests/outputs/__main__.py"


def reference_of(commit: str, *, root: Path = ROOT, kept_in: Path = KEPT_IN) -> Reference:
    """Return the reference of a commit, by any name that git has for it.

    Raises
    ------
    ReferenceFault
        When git knows no such commit, the commit lacks this command, or its outputs cannot be made.
    """
    object_id = _git(root, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}").decode().strip()
    if not object_id:
        raise ReferenceFault(f"git knows no commit “{commit}” here. Name one by its hash, a branch or HEAD~1.")
    folder = kept_in / object_id
    try:
        return read(folder)
    except ReferenceFault:
        _make(folder, object_id, root)
    _forget_oldest(kept_in)
    return read(folder)


def _make(folder: Path, commit: str, root: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="tree-", dir=folder.parent) as tree:
        with tarfile.open(fileobj=io.BytesIO(_git(root, "archive", commit))) as files:
            files.extractall(tree, filter="data")
        if not (Path(tree) / COMMAND).is_file():
            raise ReferenceFault(f"Commit {commit[:8]} has no {COMMAND}, so it cannot say what its outputs were.")
        command = [sys.executable, "-m", "tests.outputs", "write", str(folder), "--commit", commit]
        done = subprocess.run(
            command, cwd=tree, env={**os.environ, "PYTHONPATH": tree}, capture_output=True, text=True, check=False
        )
        if done.returncode:
            complaint = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            raise ReferenceFault(f"The outputs of commit {commit[:8]} cannot be made here: {' '.join(complaint)}")


def _forget_oldest(kept_in: Path) -> None:
    kept = sorted((path for path in kept_in.iterdir() if (path / "about.json").is_file()), key=_age)
    for folder in kept[:-MOST_KEPT]:
        shutil.rmtree(folder)


def _age(folder: Path) -> float:
    return folder.stat().st_mtime


def _git(root: Path, *arguments: str) -> bytes:
    """Return what git prints; nothing where it fails."""
    try:
        return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False).stdout
    except FileNotFoundError as error:
        raise ReferenceFault("Commits are read with git, which is not installed here.") from error
