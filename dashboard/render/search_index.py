"""The names by which the browser searches an area, as one file."""

from __future__ import annotations

import hashlib
import json

from dashboard.render.wire import NameRow
from geodata.area_search import search_entries
from geodata.dataset import Dataset
from geodata.dataset_cache import kept_with_dataset


@kept_with_dataset(4)
def name_file(dataset: Dataset) -> bytes:
    """Return the names as JSON: a list of area code, label, other codes, first names, other names, one an area."""
    entries = search_entries(dataset)
    rows = [NameRow(entry.area, entry.label, entry.codes, entry.first, entry.others) for entry in entries]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


@kept_with_dataset(4)
def names_version(dataset: Dataset) -> str:
    """Return twelve hexadecimal digits that stand for the content of the file."""
    return hashlib.sha256(name_file(dataset)).hexdigest()[:12]


def names_url(dataset: Dataset) -> str:
    """Return the address of the file as every screen writes it: each stands right under the root."""
    return f"./names/{names_version(dataset)}.json"
