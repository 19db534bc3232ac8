"""What a reader of files hands to the kernel: rows of hazard records as arrays, their shapes as the file has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

UNKNOWN = "not-told"  # class of a hazard type or status that the record leaves open or says in words not known
MAX_BATCH_ROWS = 50_000  # a batch of this length holds some 12 MB of shapes, so that memory does not grow with a file


@dataclass(frozen=True, slots=True)
class HazardBatch:
    """Rows of one file, in its order, as arrays of one length n.

    Only columns with a known role are ever read.

    Attributes
    ----------
    file
        Position among the files measured, by name, so that the order in which they are given does not matter.
    first
        Number of the first row in its file, from 0; rows of further layers count on.
    wkb
        Shapes as `bytes` of WKB or EWKB, or None, in the coordinate system `crs`.
    crs
        "" for WGS 84 longitude and latitude in degrees, else what pyproj understands; x is east.
    hazard_type, status
        Class ids of the vocabulary, `UNKNOWN` where the record says nothing or an unknown word.
    record
        Id of the record, "" without.
    dated
        `geodata.dates.DateSpan` or None.
    stated_m2
        Size that the table states, in square metres, nan without.
    declared
        Area code of the country that the row declares, "" without.
    srid
        Code of the coordinate system that shapes of the file state themselves (EWKB, EWKT), 0 for none.

    Raises
    ------
    ValueError
        When the arrays differ in length.
    """

    file: int
    first: int
    wkb: NDArray[np.object_]
    crs: str
    hazard_type: NDArray[np.object_]
    status: NDArray[np.object_]
    record: NDArray[np.object_]
    dated: NDArray[np.object_]
    stated_m2: NDArray[np.float64]
    declared: NDArray[np.object_]
    srid: int = 0

    def __post_init__(self) -> None:
        lengths = {name: len(getattr(self, name)) for name in _ARRAYS}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"arrays of a batch must have one length, not {lengths}")

    def __len__(self) -> int:
        return len(self.wkb)

    @classmethod
    def of(
        cls,
        wkb: NDArray[np.object_],
        *,
        file: int = 0,
        first: int = 0,
        crs: str = "",
        hazard_type: NDArray[np.object_] | None = None,
        status: NDArray[np.object_] | None = None,
        record: NDArray[np.object_] | None = None,
        dated: NDArray[np.object_] | None = None,
        stated_m2: NDArray[np.float64] | None = None,
        declared: NDArray[np.object_] | None = None,
    ) -> HazardBatch:
        """Return a batch whose missing columns say that nothing is known."""
        n = len(wkb)
        return cls(
            file,
            first,
            wkb,
            crs,
            np.full(n, UNKNOWN, object) if hazard_type is None else hazard_type,
            np.full(n, UNKNOWN, object) if status is None else status,
            np.full(n, "", object) if record is None else record,
            np.full(n, None, object) if dated is None else dated,
            np.full(n, np.nan) if stated_m2 is None else stated_m2,
            np.full(n, "", object) if declared is None else declared,
        )


class Job(Protocol):
    """A part of a file that one worker reads by itself; it can be pickled and read again with the same answer."""

    @property
    def rows(self) -> int:
        """Number of rows as far as it is known without reading them; 0 where it is not."""

    def batches(self) -> Iterator[HazardBatch]:
        """Yield its rows, at most `MAX_BATCH_ROWS` at a time."""


@dataclass(frozen=True, slots=True)
class BatchInHand:
    """The job of a batch that has been read already."""

    batch: HazardBatch

    @property
    def rows(self) -> int:
        """Its number of rows."""
        return len(self.batch)

    def batches(self) -> Iterator[HazardBatch]:
        """Yield the batch."""
        yield self.batch


_ARRAYS = tuple(field.name for field in fields(HazardBatch) if field.name not in {"file", "first", "crs", "srid"})
