"""The tables of a folder as one frozen Dataset, and the id of the release that they are."""

from __future__ import annotations

import csv
import hashlib
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from threading import Lock
from types import MappingProxyType
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from geodata.checks import cross_check, read_tables
from geodata.collation import name_key
from geodata.errors import TableError, UnknownKeyError
from geodata.model import (
    AreaKind,
    AreaName,
    CasualtyCount,
    Claim,
    ClearanceResult,
    CountryArea,
    Deadline,
    Definition,
    Event,
    Fact,
    Group,
    Membership,
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
from geodata.own_figures import OwnFigures
from geodata.tables import Folder, Report
from geodata.treaties import TreatyStatus, status_on

T = TypeVar("T")
LOG = logging.getLogger("atlas")
DATA_FOLDER = Path(__file__).parent / "data"
VERSION = "2026.11.30"


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """All tables as immutable mappings from id or area code to records.

    Compared and hashed by identity, so that results computed from it can be cached under it. `actions` are by (treaty
    id, area code) in the order of the table, `memberships` by group id; `policies`, `oblasts` and `events` are
    sequences, events by date.
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
    groups: Mapping[str, Group]
    memberships: Mapping[str, tuple[Membership, ...]]
    country_areas: Mapping[str, CountryArea]
    omissions: Mapping[str, tuple[Omission, ...]]
    own: OwnFigures | None = None  # of a reader, for one session; never of a table

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

    def group(self, group_id: str) -> Group:
        """Return a group of states by its id.

        Raises
        ------
        UnknownKeyError
            When no group has the id; it offers the nearest ids.
        """
        try:
            return self.groups[group_id]
        except KeyError:
            raise UnknownKeyError("group", group_id, self.groups) from None

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
    def area_by_iso2(self) -> Mapping[str, str]:
        """Code of each area by its ISO 3166-1 alpha-2 code, with which the codes of its first-level areas begin."""
        return MappingProxyType({state.iso2: area for area, state in self.states.items() if state.iso2})

    @cached_property
    def countries(self) -> tuple[State, ...]:
        """The states that may join a treaty (197), by name."""
        return tuple(sorted((s for s in self.states.values() if s.is_state), key=lambda s: name_key(s.name)))

    @cached_property
    def follows(self) -> Mapping[str, str]:
        """The state that administers each territory, by codes."""
        administrators = ((area, self.administrator(state)) for area, state in self.states.items())
        return MappingProxyType({area: state.area for area, state in administrators if state is not None})

    def with_names(self, naming: Naming | None) -> Dataset:
        """Return the dataset with one kind of name for every state; for None, `name` and `common_name` differ."""
        return self if naming is None else self._namings[naming]

    def with_own(self, figures: OwnFigures) -> Dataset:
        """Return the dataset with a reader's own figures and the document behind them."""
        sources = {**self.sources, figures.source_id: figures.document()}
        return replace(self, own=figures, sources=MappingProxyType(sources))

    @cached_property
    def kept(self) -> WeakKeyDictionary[Any, Any]:
        """Results computed of this dataset, by the function that computed them (`kept_with_dataset`)."""
        return WeakKeyDictionary()

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


def short_names(folder: Path = DATA_FOLDER) -> dict[str, str]:
    """Return `State.name` by code from states.csv alone; all tables would take half a second."""
    with (folder / "states.csv").open(encoding="utf-8", newline="") as file:
        return {row["area"]: row["official_name"] for row in csv.DictReader(file)}


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
    tables = read_tables(folder, report, is_kept=is_kept, is_for_use=True)
    cross_check(tables, report)
    if report.problems:
        raise TableError(report.problems)
    records = {name: [record for _, record in pairs] for name, pairs in tables.items()}
    by_area = {
        name: _grouped(records[name]) for name in ("names", "claims", "votes", "clearance", "deadlines", "casualties")
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
        stockpiles=_grouped(records["stockpiles"]),
        groups=_by_id(records["groups"], "group_id"),
        memberships=_grouped(records["memberships"], "group"),
        country_areas=_by_id(records["country_areas"], "area"),
        omissions=_grouped(records["omissions"]),
        names=by_area["names"],
        claims=by_area["claims"],
        votes=by_area["votes"],
        clearance=by_area["clearance"],
        deadlines=by_area["deadlines"],
        casualties=by_area["casualties"],
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


def _grouped(records: Iterable[Any], key: str = "area") -> Mapping[str, tuple[Any, ...]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        groups[getattr(record, key)].append(record)
    return MappingProxyType({value: tuple(group) for value, group in groups.items()})
