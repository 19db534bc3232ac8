"""Data releases kept whole: the tables of each in an archive, so that a link made on one still shows its figures later.

An archive is named after its release and holds exactly the files of which the release's name carries the digest, so
that nobody has to trust it: it is read only when its name is right.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from geodata.dataset import DATA, Dataset, assemble, digest_of, load, release_files, release_id
from geodata.errors import GeodataError, Problem, TableError, UnknownKeyError
from geodata.tables import Report

FOLDER = "releases"
RELEASE = re.compile(r"\d{4}\.\d{2}\.\d{2}-[0-9a-f]{8}")
KEPT_IN_MEMORY = 4  # datasets of earlier releases, 6 MB each
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip archive can write: equal tables give equal archives
_MOST_BYTES = 64_000_000  # of all tables of a release; ours are under two million


def kept_releases(folder: Path = DATA) -> tuple[str, ...]:
    """Return the releases that are kept in a folder of tables, oldest version first."""
    return tuple(sorted(path.stem for path in (folder / FOLDER).glob("*.zip") if RELEASE.fullmatch(path.stem)))


@lru_cache(maxsize=KEPT_IN_MEMORY)
def load_release(release: str, folder: Path = DATA) -> Dataset:
    """Return the tables of a release as they were, from its archive.

    Raises
    ------
    UnknownKeyError
        When no such release is kept; it offers the nearest names.
    TableError
        When the archive is damaged, does not hold what its name says, or its tables can no longer be read.
    """
    kept = kept_releases(folder)
    if release not in kept:
        raise UnknownKeyError("data release", release, kept)
    path = _path(release, folder)
    _verify(path)
    with zipfile.ZipFile(path) as archive:
        return assemble(zipfile.Path(archive), release=release, is_kept=True)


def keep_release(folder: Path = DATA) -> tuple[Path, bool]:
    """Keep the present tables of a folder as a release; return its archive, and whether it had to be written.

    Raises
    ------
    TableError
        When the tables break their rules, or an archive of that name does not hold them.
    GeodataError
        When the archive cannot be written.
    """
    release = load(folder).release
    path = _path(release, folder)
    if path.exists():
        _verify(path)
        return path, False
    partial = path.with_suffix(".partial")
    try:
        path.parent.mkdir(exist_ok=True)
        _write(partial, {name: file.read_bytes() for name, file in release_files(folder).items()})
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise GeodataError(f"{path} cannot be written: {error.strerror}") from error
    return path, True


def check_releases(folder: Path, report: Report) -> None:
    """Report archives that are damaged or can no longer be read, and a present release that is not kept.

    A folder of tables without a folder of releases keeps none.
    """
    if not (folder / FOLDER).is_dir():
        return
    for path in sorted((folder / FOLDER).iterdir()):
        if not (path.suffix == ".zip" and RELEASE.fullmatch(path.stem)):
            report.add(f"{FOLDER}/{path.name}", 0, 0, "is not named after a data release")
    for release in kept_releases(folder):
        try:
            load_release(release, folder)
        except TableError as error:
            name = f"{FOLDER}/{release}.zip"
            for problem in error.problems:
                file = problem.file if problem.file == name else f"{name}/{problem.file}"
                report.add(file, problem.line, problem.column, problem.message)
    if release_id(folder) not in kept_releases(folder):
        message = "is missing, expected the present tables in it; run python -m geodata release"
        report.add(f"{FOLDER}/{release_id(folder)}.zip", 0, 0, message)


def _path(release: str, folder: Path) -> Path:
    return folder / FOLDER / f"{release}.zip"


def _verify(path: Path) -> None:
    """Raise a TableError unless an archive can be read to its end and its name carries the digest of what it holds."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MOST_BYTES:
                raise _fault(path, f"holds more than {_MOST_BYTES // 1_000_000} MB, which is too large for tables")
            found = digest_of({name: archive.read(name) for name in archive.namelist()})
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise _fault(path, f"cannot be read: {error}") from error
    if found != path.stem.rpartition("-")[2]:
        raise _fault(path, f"holds other tables than its name says: their digest is {found}")


def _fault(path: Path, message: str) -> TableError:
    return TableError([Problem(f"{FOLDER}/{path.name}", 0, 0, message)])


def _write(path: Path, files: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in sorted(files.items()):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3  # or it says on what system it was written
            info.external_attr = 0o644 << 16
            archive.writestr(info, data, compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)
