"""Everything that is known: the tables of a folder as one frozen Dataset, and the releases that are kept."""

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
from geodata.notebook import Card, overview, record_card, status_card
from geodata.tables import Folder, Report
from geodata.treaties import TreatyStatus, status_on

T = TypeVar("T")
LOG = logging.getLogger("atlas")
DATA_FOLDER = Path(__file__).parent / "data"
VERSION = "2026.11.29"


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """All tables, as mappings from id (or from area) to records; nothing in it changes after loading.

    Equal only to itself, so that what is computed from it can be kept under it.
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
        """Return a state or area by its code; an unknown code names the nearest known ones."""
        try:
            return self.states[area]
        except KeyError:
            raise UnknownKeyError("state or area", area, self.states) from None

    def treaty(self, treaty_id: str) -> Treaty:
        """Return a treaty by its id; an unknown id names the nearest known ones."""
        try:
            return self.treaties[treaty_id]
        except KeyError:
            raise UnknownKeyError("treaty", treaty_id, self.treaties) from None

    def status(self, area: str, treaty_id: str, day: date) -> TreatyStatus:
        """Return the status of a state on a day; a territory's own, without its administering state's."""
        acts = self.actions.get((treaty_id, area), ())
        return status_on(acts, day, treaty=self.treaty(treaty_id), is_eligible=self.state(area).is_state)

    def card(self, record: Fact | Source | TreatyStatus) -> Card:
        """Return what a notebook shows of a record, its documents named in full with place and link."""
        return record_card(record, self)

    def status_card(self, area: str, treaty_id: str, day: date) -> Card:
        """Return what a notebook shows of a state's status on a day: words, reason, acts and their documents."""
        status, treaty = self.status(area, treaty_id, day), self.treaty(treaty_id)
        return status_card(status, self.state(area), treaty, day=day, dataset=self, today=datetime.now(UTC).date())

    def __repr__(self) -> str:
        return repr(overview(self, datetime.now(UTC).date()))

    def _repr_html_(self) -> str:
        """Return a short overview as HTML."""
        return overview(self, datetime.now(UTC).date())._repr_html_()

    def claim(self, claim_id: str) -> Claim:
        """Return a claim by its id; an unknown id names the nearest known ones."""
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
        """Return the data with every state under one kind of name; without a kind, text and labels differ."""
        return self if naming is None else self._namings[naming]

    @cached_property
    def _namings(self) -> Mapping[Naming, Dataset]:
        """The data under each kind of name; kept, so that what is computed from one can be kept under it."""
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
    """Read and cross-check every table of a folder.

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
    """Read and cross-check every table of a folder, or of the archive of a kept release, as a release of that name.

    Raises
    ------
    TableError
        With every problem of every table, each as file:line:column.
    """
    report = Report()
    read = read_tables(folder, report, is_kept=is_kept)
    cross_check(read, report)
    if report.problems:
        raise TableError(report.problems)
    records = {name: [record for _, record in pairs] for name, pairs in read.items()}
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
    """Return the data release: its version and a digest of every table and of the boundary manifest."""
    return f"{VERSION}-{digest_of({path: file.read_bytes() for path, file in release_files(folder).items()})}"


def release_files(folder: Path) -> Mapping[str, Path]:
    """Return the files that make a release what it is, by their paths in it: every table and the boundary manifest."""
    found = [*folder.glob("*.csv"), *folder.glob("boundaries/manifest.json")]
    return {file.relative_to(folder).as_posix(): file for file in sorted(found)}


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return eight hexadecimal digits that change with any byte of the files of a release, given by their paths."""
    digest = hashlib.sha256()
    for path in sorted(map(PurePosixPath, files)):
        digest.update(path.name.encode() + b"\0" + files[str(path)] + b"\0")
    return digest.hexdigest()[:8]


def _by_id(records: Iterable[T], key: str) -> Mapping[str, T]:
    return MappingProxyType({getattr(record, key): record for record in records})


def _by_area(records: Iterable[Any]) -> Mapping[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        found[record.area].append(record)
    return MappingProxyType({area: tuple(group) for area, group in found.items()})


# -- Data releases kept whole: the tables of each in an archive, so that a link made on one still shows its figures
# later.
#
# An archive is named after its release and holds exactly the files of which the release's name carries the digest,
# so that nobody has to trust it: it is read only when its name is right.

RELEASES_FOLDER = "releases"
RELEASE_ID = re.compile(r"\d{4}\.\d{2}\.\d{2}-[0-9a-f]{8}")
KEPT_IN_MEMORY = 4  # datasets of earlier releases, 6 MB each
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip archive can write: equal tables give equal archives
_MOST_BYTES = 64_000_000  # of all tables of a release; ours are under two million


def kept_releases(folder: Path = DATA_FOLDER) -> tuple[str, ...]:
    """Return the releases that are kept in a folder of tables, oldest version first."""
    return tuple(
        sorted(path.stem for path in (folder / RELEASES_FOLDER).glob("*.zip") if RELEASE_ID.fullmatch(path.stem))
    )


@lru_cache(maxsize=KEPT_IN_MEMORY)
def load_release(release: str, folder: Path = DATA_FOLDER) -> Dataset:
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


def keep_release(folder: Path = DATA_FOLDER) -> tuple[Path, bool]:
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


def _path(release: str, folder: Path) -> Path:
    return folder / RELEASES_FOLDER / f"{release}.zip"


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
    return TableError([Problem(f"{RELEASES_FOLDER}/{path.name}", 0, 0, message)])


def _write(path: Path, files: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in sorted(files.items()):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3  # or it says on what system it was written
            info.external_attr = 0o644 << 16
            archive.writestr(info, data, compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)
