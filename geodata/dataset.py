"""The tables of a folder as one frozen Dataset, and the archives of kept releases."""

from __future__ import annotations

import hashlib
import logging
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from threading import Lock
from types import MappingProxyType
from typing import Any, TypeVar

from geodata.checks import cross_check, read_tables
from geodata.collation import name_key
from geodata.errors import GeodataError, Problem, TableError, UnknownKeyError
from geodata.model import (
    AreaKind,
    AreaName,
    CasualtyCount,
    Claim,
    ClearanceResult,
    Deadline,
    Definition,
    Event,
    Fact,
    Naming,
    OblastFigure,
    Omission,
    PolicyAction,
    Source,
    State,
    Stockpile,
    Treaty,
    TreatyAction,
    VoteCast,
)
from geodata.notebook import Card, dataset_card, record_card, status_card
from geodata.tables import Folder, Report
from geodata.treaties import TreatyStatus, status_on

T = TypeVar("T")
LOG = logging.getLogger("atlas")
DATA_FOLDER = Path(__file__).parent / "data"
VERSION = "2026.11.29"


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """All tables as immutable mappings from id or area code to records.

    Compared and hashed by identity, so that results computed from it can be cached under it. `actions` are by (treaty
    id, area code) in the order of the table; `policies`, `oblasts` and `events` are sequences, events by date.
    """

    release: str
    sources: Mapping[str, Source]
    states: Mapping[str, State]
    names: Mapping[str, tuple[AreaName, ...]]
    treaties: Mapping[str, Treaty]
    actions: Mapping[tuple[str, str], tuple[TreatyAction, ...]]
    definitions: Mapping[str, Definition]
    claims: Mapping[str, tuple[Claim, ...]]
    policies: tuple[PolicyAction, ...]
    votes: Mapping[str, tuple[VoteCast, ...]]
    clearance: Mapping[str, tuple[ClearanceResult, ...]]
    oblasts: tuple[OblastFigure, ...]
    events: tuple[Event, ...]
    deadlines: Mapping[str, tuple[Deadline, ...]]
    casualties: Mapping[str, tuple[CasualtyCount, ...]]
    stockpiles: Mapping[str, tuple[Stockpile, ...]]
    omissions: Mapping[str, tuple[Omission, ...]]

    def state(self, area: str) -> State:
        """Return a state or area by its code.

        Raises
        ------
        UnknownKeyError
            When no area has the code; it offers the nearest codes.
        """
        try:
            return self.states[area]
        except KeyError:
            raise UnknownKeyError("state or area", area, self.states) from None

    def treaty(self, treaty_id: str) -> Treaty:
        """Return a treaty by its id.

        Raises
        ------
        UnknownKeyError
            When no treaty has the id; it offers the nearest ids.
        """
        try:
            return self.treaties[treaty_id]
        except KeyError:
            raise UnknownKeyError("treaty", treaty_id, self.treaties) from None

    def status(self, area: str, treaty_id: str, day: date) -> TreatyStatus:
        """Return the status of a state or area under a treaty on a day.

        A territory gets its own status, which is `not eligible`, and not that of its administering state.
        """
        acts = self.actions.get((treaty_id, area), ())
        return status_on(acts, day, treaty=self.treaty(treaty_id), is_eligible=self.state(area).is_state)

    def card(self, record: Fact | Source | TreatyStatus) -> Card:
        """Return the notebook card of a record, with full citations of its documents and their URLs."""
        return record_card(record, self)

    def status_card(self, area: str, treaty_id: str, day: date) -> Card:
        """Return the notebook card of a state's status on a day: label, reason, acts and their documents."""
        status, treaty = self.status(area, treaty_id, day), self.treaty(treaty_id)
        return status_card(status, self.state(area), treaty, day=day, dataset=self, today=datetime.now(UTC).date())

    def __repr__(self) -> str:
        return repr(dataset_card(self, datetime.now(UTC).date()))

    def _repr_html_(self) -> str:
        """Return the card of the dataset as HTML."""
        return dataset_card(self, datetime.now(UTC).date())._repr_html_()

    def claim(self, claim_id: str) -> Claim:
        """Return a claim by its id.

        Raises
        ------
        UnknownKeyError
            When no claim has the id; it offers the nearest ids.
        """
        try:
            return self.claim_by_id[claim_id]
        except KeyError:
            raise UnknownKeyError("claim", claim_id, self.claim_by_id) from None

    @cached_property
    def claim_by_id(self) -> Mapping[str, Claim]:
        """Every claim by its id."""
        return MappingProxyType({c.claim_id: c for group in self.claims.values() for c in group})

    @cached_property
    def countries(self) -> tuple[State, ...]:
        """The states that may join a treaty (197), by name."""
        return tuple(sorted((s for s in self.states.values() if s.is_state), key=lambda s: name_key(s.name)))

    def with_names(self, naming: Naming | None) -> Dataset:
        """Return the dataset with one kind of name for every state; for None, `name` and `common_name` differ."""
        return self if naming is None else self._namings[naming]

    @cached_property
    def _namings(self) -> Mapping[Naming, Dataset]:
        """The dataset with each kind of name, made once, so that results can be cached under it."""
        common = {a: replace(s, name=s.common_name) for a, s in self.states.items()}
        short = {a: replace(s, common_name=s.name) for a, s in self.states.items()}
        return {
            Naming.COMMON: replace(self, states=MappingProxyType(common)),
            Naming.UN: replace(self, states=MappingProxyType(short)),
        }

    def administrator(self, state: State) -> State | None:
        """Return the state that administers a territory, or None."""
        return self.states.get(state.administered_by) if state.kind is AreaKind.TERRITORY else None


def load(folder: Path = DATA_FOLDER) -> Dataset:
    """Read and cross-check every table of a folder (`geodata check` checks more).

    Raises
    ------
    TableError
        With every problem of every table, each as file:line:column.
    """
    return assemble(folder, release=release_id(folder))


class DatasetReader:
    """Reads the tables of a folder once in the life of a process; safe to share between threads.

    Tables that break their rules are logged once and read again only when a file of the folder has changed: until then
    each call raises the same error at once. What has been read stays, whatever becomes of the files; a new release of
    the data needs a new process.
    """

    def __init__(self, folder: Path = DATA_FOLDER) -> None:
        self._folder = folder
        self._lock = Lock()
        self._dataset: Dataset | None = None
        self._fault: TableError | None = None
        self._files: frozenset[tuple[str, int, int]] = frozenset()

    def dataset(self) -> Dataset:
        """Return everything that is known.

        Raises
        ------
        TableError
            With every problem of every table.
        """
        with self._lock:
            if self._dataset is None:
                files = self._file_marks()
                if self._fault is not None and files == self._files:
                    raise self._fault.with_traceback(None)
                self._files = files
                try:
                    self._dataset = load(self._folder)
                except TableError as error:
                    self._fault = error
                    count, first = len(error.problems), next(iter(error.problems), "")
                    LOG.error("the tables break their own rules, %s problem(s): %s", count, first)  # noqa: TRY400
                    raise
            return self._dataset

    def _file_marks(self) -> frozenset[tuple[str, int, int]]:
        """Return name, size in bytes and time of change in nanoseconds of every file in the folder."""
        marks = set()
        for path in self._folder.iterdir():
            with suppress(OSError):  # it was removed after the folder was listed
                about = path.stat()
                marks.add((path.name, about.st_size, about.st_mtime_ns))
        return frozenset(marks)


def assemble(folder: Folder, *, release: str, is_kept: bool = False) -> Dataset:
    """Read and cross-check every table of a folder or archive.

    Parameters
    ----------
    release
        Name of the release, as `Dataset.release`.
    is_kept
        Whether it is the archive of a kept release, which may lack later tables and columns (`tables.Table.later`).

    Raises
    ------
    TableError
        With every problem of every table, each as file:line:column.
    """
    report = Report()
    tables = read_tables(folder, report, is_kept=is_kept)
    cross_check(tables, report)
    if report.problems:
        raise TableError(report.problems)
    records = {name: [record for _, record in pairs] for name, pairs in tables.items()}
    by_area = {
        name: _by_area(records[name]) for name in ("names", "claims", "votes", "clearance", "deadlines", "casualties")
    }
    actions: dict[tuple[str, str], list[TreatyAction]] = defaultdict(list)
    for act in records["actions"]:
        actions[act.treaty, act.area].append(act)
    return Dataset(
        release=release,
        sources=_by_id(records["sources"], "source_id"),
        states=_by_id(records["states"], "area"),
        treaties=_by_id(records["treaties"], "treaty_id"),
        actions=MappingProxyType({key: tuple(acts) for key, acts in actions.items()}),
        definitions=_by_id(records["definitions"], "definition_id"),
        policies=tuple(records["policies"]),
        oblasts=tuple(records["oblasts"]),
        events=tuple(sorted(records["events"], key=lambda e: (e.when, e.event_id))),
        stockpiles=_by_area(records["stockpiles"]),
        omissions=_by_area(records["omissions"]),
        **by_area,
    )


def release_id(folder: Path = DATA_FOLDER) -> str:
    """Return the id of the data release, `version-digest`, of a folder's tables and boundary manifest."""
    return f"{VERSION}-{digest_of({path: file.read_bytes() for path, file in release_files(folder).items()})}"


def release_files(folder: Path) -> Mapping[str, Path]:
    """Return the files of a release by their paths in it: every table, and the manifest of the boundaries."""
    files = [*folder.glob("*.csv"), *folder.glob("boundaries/manifest.json")]
    return {file.relative_to(folder).as_posix(): file for file in sorted(files)}


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return the first eight hexadecimal digits of the SHA-256 of a release's files, given by path in it."""
    digest = hashlib.sha256()
    for path in sorted(map(PurePosixPath, files)):
        digest.update(path.name.encode() + b"\0" + files[str(path)] + b"\0")
    return digest.hexdigest()[:8]


def _by_id(records: Iterable[T], key: str) -> Mapping[str, T]:
    return MappingProxyType({getattr(record, key): record for record in records})


def _by_area(records: Iterable[Any]) -> Mapping[str, tuple[Any, ...]]:
    records_by_area: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        records_by_area[record.area].append(record)
    return MappingProxyType({area: tuple(group) for area, group in records_by_area.items()})


# --- Kept releases: an archive of the tables of each, so that a link made on one shows the same figures later
#
# The name of an archive is the id of its release, which holds the digest of its files and is verified before reading.

RELEASES_FOLDER = "releases"
RELEASE_ID = re.compile(r"\d{4}\.\d{2}\.\d{2}-[0-9a-f]{8}")
MAX_RELEASES_IN_MEMORY = 4  # datasets; 6 MB each
_ZIP_EPOCH = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # a fixed time, the first that zip can store, so that equal tables give equal archives
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
            info = zipfile.ZipInfo(name, _ZIP_EPOCH)
            info.create_system = 3  # Unix; the default is the system that writes
            info.external_attr = 0o644 << 16
            archive.writestr(info, data, compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)
