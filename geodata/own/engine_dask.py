"""The engine for a Dask cluster: it brings the pieces of a square together, the kernel does the rest.

Dask is imported on use; it comes with the extra `cluster`. Tasks are plain functions of this package, so workers need
the same version of it. A worker that is lost is replayed by Dask from the parts of files that its tasks began with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pyarrow as pa

from geodata.errors import GeodataError
from geodata.own.engines import (
    PORTION,
    Outcome,
    Progress,
    bucket_of,
    measure_table,
    split_job,
    total_of,
)
from geodata.own.kernel import Rules, SquareSums
from geodata.own.records import Job
from geodata.own.repair import Ledger
from geodata.own.scratch import remove_abandoned, scratch_folder
from geodata.own.shares import Areas

if TYPE_CHECKING:
    from distributed import Client

_UNKNOWN_ROWS = 1_000_000  # taken where jobs do not know their number of rows
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, slots=True)
class DaskEngine:
    """Measures on a Dask cluster.

    Attributes
    ----------
    scheduler
        Address of a cluster that runs, `tls://host:port`; "" starts processes on this machine, which no other can
        reach.
    workers
        Number of processes that are started; None takes one a processor.
    let_leave
        Whether shapes may leave this machine, which a cluster that runs elsewhere needs.
    scratch
        Folder for what workers of this machine spill to disk; None takes the system's.
    """

    scheduler: str = ""
    workers: int | None = None
    let_leave: bool = False
    scratch: Path | None = None

    def __post_init__(self) -> None:
        if not self.scheduler:
            return
        address = urlsplit(self.scheduler)
        if address.scheme != "tls" and address.hostname not in _LOOPBACK:
            raise GeodataError(
                "a scheduler on another machine must be reached by tls://, because any client of a plain one can run"
                f" code there; it is given as {address.scheme or 'no'}://"
            )
        if not self.let_leave:
            raise GeodataError("shapes would leave this machine; say --let-leave cluster if they may")

    @property
    def label(self) -> str:
        """Its name, and where it runs."""
        return "dask, a cluster elsewhere" if self.scheduler else "dask, processes of this machine"

    def run(self, jobs: Iterable[Job], areas: Areas, rules: Rules, progress: Progress) -> Outcome:
        """Measure jobs; each is split where a worker is free, and its pieces are taken to where their squares are."""
        with self._client() as client:
            from distributed import as_completed  # noqa: PLC0415 - of the extra

            listed = list(jobs)
            rows = sum(job.rows for job in listed) or _UNKNOWN_ROWS
            buckets = max(4, rows // PORTION + 1)
            ledgers, by_bucket = [], [[] for _ in range(buckets)]  # type: ignore[var-annotated]
            for job in listed:
                split = client.submit(_split, job, rules, buckets, pure=False)
                ledgers.append(client.submit(_ledger, split, pure=False))
                for bucket in range(buckets):
                    by_bucket[bucket].append(client.submit(_tables_of, split, bucket, pure=False))
            shared = client.scatter(areas, broadcast=True, hash=False)
            measured = [client.submit(_measure, tables, shared, rules, pure=False) for tables in by_bucket]
            by_bucket.clear()
            parts: list[SquareSums] = []
            for count, (_, sums) in enumerate(as_completed(measured, with_results=True), 1):
                parts += sums
                progress(count, buckets)
            return Outcome(tuple(parts), total_of(client.gather(ledgers)))

    @contextmanager
    def _client(self) -> Iterator[Client]:
        try:
            import dask  # noqa: PLC0415 - of the extra
            from distributed import Client, LocalCluster  # noqa: PLC0415 - of the extra
        except ImportError:
            raise GeodataError(
                "the engine dask needs packages of the extra: pip install 'mine-ban-atlas[cluster]'"
            ) from None
        settings: dict[str, Any] = {
            "distributed.admin.large-graph-warning-threshold": "1GiB",  # batches in hand travel with their tasks
            "distributed.worker.profile.enabled": False,  # samples every stack a hundred times a second
        }
        with dask.config.set(settings):
            if self.scheduler:
                with Client(self.scheduler) as client:
                    yield client
                return
            remove_abandoned(self.scratch)
            with (
                scratch_folder(self.scratch) as folder,
                LocalCluster(
                    n_workers=self.workers,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address=None,
                    local_directory=str(folder),
                ) as cluster,
                Client(cluster) as client,
            ):
                yield client


def _split(job: Job, rules: Rules, buckets: int) -> tuple[dict[int, list[pa.Table]], Ledger]:
    tables: dict[int, list[pa.Table]] = {}
    ledgers = []
    for pieces, ledger in split_job(job, rules):
        ledgers.append(ledger)
        bucket = bucket_of(pieces.square, rules, buckets)
        for one in set(bucket.tolist()):
            tables.setdefault(one, []).append(pieces.subset(bucket == one).table())
    return tables, total_of(ledgers)


def _ledger(split: tuple[dict[int, list[pa.Table]], Ledger]) -> Ledger:
    return split[1]


def _tables_of(split: tuple[dict[int, list[pa.Table]], Ledger], bucket: int) -> list[pa.Table]:
    return split[0].get(bucket, [])


def _measure(tables: list[list[pa.Table]], areas: Areas, rules: Rules) -> list[SquareSums]:
    given = [table for some in tables for table in some]
    return measure_table(pa.concat_tables(given), areas, rules) if given else []
