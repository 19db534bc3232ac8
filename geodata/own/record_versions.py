"""Versions of one record: an export with history has rows of one id and several dates, of which the newest counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.own.records import HazardBatch

_FILE_FACTOR = 0x9E3779B97F4A7C15  # odd, so that each file has other keys for the same ids


@dataclass(frozen=True, slots=True)
class NewestVersions:
    """The newest row of each record of which a file has rows of several dates; arrays of one length.

    A record is an id within a file: two files may number their records alike. A row is older where it can only be
    earlier than another row of its record; a year and a day within it cannot be put in order, and both count, as do
    rows without a date or without an id.

    Attributes
    ----------
    key
        (n,) 64 bits of file and id, ascending.
    day
        (n,) first day that the newest row can mean, as days since the year 1.
    """

    key: NDArray[np.uint64]
    day: NDArray[np.int32]

    @classmethod
    def of(cls, batches: Iterable[HazardBatch], on_day: date | None = None) -> NewestVersions:
        """Return the newest versions among rows, of which only file, record and date are looked at.

        Parameters
        ----------
        on_day
            Rows that can only be later are no versions of this day.
        """
        last = (on_day or date.max).toordinal()
        keys, firsts, lasts = [np.zeros(0, np.uint64)], [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
        for batch in batches:
            first, latest = _days(batch)
            rows = np.flatnonzero((batch.record != "") & (first > 0) & (first <= last))
            keys.append(_keys(batch)[rows])
            firsts.append(first[rows])
            lasts.append(latest[rows])
        key, group = np.unique(np.concatenate(keys), return_inverse=True)
        newest, oldest = np.zeros(len(key), np.int32), np.full(len(key), date.max.toordinal(), np.int32)
        np.maximum.at(newest, group, np.concatenate(firsts))
        np.minimum.at(oldest, group, np.concatenate(lasts))
        has_older = oldest < newest
        return cls(key[has_older], newest[has_older])

    def is_older(self, batch: HazardBatch) -> NDArray[np.bool_]:
        """Return which rows of a batch are older versions of their record."""
        if not len(self.key):
            return np.zeros(len(batch), bool)
        key = _keys(batch)
        at = np.minimum(np.searchsorted(self.key, key), len(self.key) - 1)
        _, latest = _days(batch)
        older: NDArray[np.bool_] = (self.key[at] == key) & (batch.record != "") & (latest > 0) & (latest < self.day[at])
        return older


def _keys(batch: HazardBatch) -> NDArray[np.uint64]:
    """Return 64 bits of the record of each row and of its file."""
    of_file = np.uint64((batch.file + 1) * _FILE_FACTOR % 2**64)
    keys: NDArray[np.uint64] = pd.util.hash_array(batch.record) ^ of_file
    return keys


def _days(batch: HazardBatch) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the first and the last day that the date of each row can mean, 0 without one."""
    spans = [(span.earliest.toordinal(), span.latest.toordinal()) if span else (0, 0) for span in batch.dated]
    days = np.array(spans, np.int32).reshape(-1, 2)
    return days[:, 0], days[:, 1]
