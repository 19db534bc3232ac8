"""The archives of kept releases: the tables of each, so that a link made on one shows the same figures later.

The name of an archive is the id of its release, which holds the digest of its files and is verified before reading.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from geodata.dataset import DATA_FOLDER, Dataset, assemble, digest_of, load, release_files, release_id
from geodata.dates import ZIP_TIME
from geodata.errors import GeodataError, Problem, TableError, UnknownKeyError
from geodata.tables import Report

RELEASES_FOLDER = "releases"
RELEASE_ID = re.compile(r"\d{4}\.\d{2}\.\d{2}-[0-9a-f]{8}")
MAX_RELEASES_IN_MEMORY = 4  # datasets; 6 MB each
_MAX_RELEASE_BYTES = 64_000_000  # of all tables of a release; ours are under two million


def kept_releases(folder: Path = DATA_FOLDER) -> tuple[str, ...]:
    """Return the ids of the releases kept in a folder of tables, oldest version first."""
    return tuple(
        sorted(path.stem for path in (folder / RELEASES_FOLDER).glob("*.zip") if RELEASE_ID.fullmatch(path.stem))
    )


@lru_cache(maxsize=MAX_RELEASES_IN_MEMORY)
def load_release(release: str, folder: Path = DATA_FOLDER) -> Dataset:
    """Return the dataset of a kept release, read from its archive.

    Raises
    ------
    UnknownKeyError
        When no such release is kept; it offers the nearest ids.
    TableError
        When the archive is damaged, has another digest than its name, or its tables can no longer be read.
    """
    kept = kept_releases(folder)
    if release not in kept:
        raise UnknownKeyError("data release", release, kept)
    path = _archive_path(release, folder)
    _verify_archive(path)
    with zipfile.ZipFile(path) as archive:
        return assemble(zipfile.Path(archive), release=release, is_kept=True)


def keep_release(folder: Path = DATA_FOLDER) -> tuple[Path, bool]:
    """Write the archive of a folder's present tables, unless there is one.

    Returns
    -------
    tuple
        The archive, and whether it was written now.

    Raises
    ------
    TableError
        When the tables break their rules, or an archive of that name has another digest.
    GeodataError
        When the archive cannot be written.
    """
    release = load(folder).release
    path = _archive_path(release, folder)
    if path.exists():
        _verify_archive(path)
        return path, False
    partial = path.with_suffix(".partial")
    try:
        path.parent.mkdir(exist_ok=True)
        _write_archive(partial, {name: file.read_bytes() for name, file in release_files(folder).items()})
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise GeodataError(f"{path} cannot be written: {error.strerror}") from error
    return path, True


def check_releases(folder: Path, report: Report) -> None:
    """Report archives that are damaged or can no longer be read, and a present release that is not kept.

    A folder of tables without the folder `releases` is not checked.
    """
    if not (folder / RELEASES_FOLDER).is_dir():
        return
    for path in sorted((folder / RELEASES_FOLDER).iterdir()):
        if not (path.suffix == ".zip" and RELEASE_ID.fullmatch(path.stem)):
            report.add(f"{RELEASES_FOLDER}/{path.name}", 0, 0, "is not named after a data release")
    for release in kept_releases(folder):
        try:
            load_release(release, folder)
        except TableError as error:
            name = f"{RELEASES_FOLDER}/{release}.zip"
            for problem in error.problems:
                file = problem.file if problem.file == name else f"{name}/{problem.file}"
                report.add(file, problem.line, problem.column, problem.message)
    if release_id(folder) not in kept_releases(folder):
        message = "is missing, expected the present tables in it; run python -m geodata release"
        report.add(f"{RELEASES_FOLDER}/{release_id(folder)}.zip", 0, 0, message)


def _archive_path(release: str, folder: Path) -> Path:
    return folder / RELEASES_FOLDER / f"{release}.zip"


def _verify_archive(path: Path) -> None:
    """Raise a TableError unless an archive can be read to its end and its name has the digest of its files."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MAX_RELEASE_BYTES:
                raise _archive_error(
                    path, f"holds more than {_MAX_RELEASE_BYTES // 1_000_000} MB, which is too large for tables"
                )
            digest = digest_of({name: archive.read(name) for name in archive.namelist()})
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise _archive_error(path, f"cannot be read: {error}") from error
    if digest != path.stem.rpartition("-")[2]:
        raise _archive_error(path, f"holds other tables than its name says: their digest is {digest}")


def _archive_error(path: Path, message: str) -> TableError:
    return TableError([Problem(f"{RELEASES_FOLDER}/{path.name}", 0, 0, message)])


def _write_archive(path: Path, files: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in sorted(files.items()):
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.create_system = 3  # Unix; the default is the system that writes
            info.external_attr = 0o644 << 16
            archive.writestr(info, data, compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)
