"""References: how a text names the facts it rests on, as table/id, or as sources/id: place in the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from geodata.dataset import Dataset
from geodata.errors import UnknownKeyError
from geodata.records import Citation, Cited
from geodata.schema import TABLES, Table

SOURCES = "sources"
# A text may rest on what somebody stated or did, not on a name or a definition.
CITED_TABLES = tuple(table for table in TABLES if issubclass(table.record, Cited))


@lru_cache(maxsize=2)
def facts_by_reference(dataset: Dataset) -> Mapping[str, Cited]:
    """Return every fact by its reference: `claims/ukr-...`, `policies/usa-...`, `votes/2024+USA`."""
    return MappingProxyType(
        {
            f"{table.name}/{'+'.join(str(getattr(fact, name)) for name in table.key)}": fact
            for table in CITED_TABLES
            for fact in _facts(dataset, table)
        }
    )


def citations_of(reference: str, dataset: Dataset) -> tuple[Citation, ...]:
    """Return the citations behind a reference: those of the fact, or the one of a document named with its place.

    Raises
    ------
    UnknownKeyError
        When no table has it; names the nearest references known.
    """
    table, source_id, place = parts_of(reference)
    if table == SOURCES:
        if source_id not in dataset.sources:
            raise UnknownKeyError("source", source_id, dataset.sources)
        return (Citation(source_id, place),)
    facts = facts_by_reference(dataset)
    if reference not in facts:
        raise UnknownKeyError("reference", reference, facts)
    return facts[reference].citations


def parts_of(reference: str) -> tuple[str, str, str]:
    """Return table, id and, for a document, the place in it.

    Examples
    --------
    >>> parts_of("sources/un-page: table of parties, note 3: end")
    ('sources', 'un-page', 'table of parties, note 3: end')
    >>> parts_of("votes/2024+USA")
    ('votes', '2024+USA', '')
    """
    table, _, rest = reference.partition("/")
    if table != SOURCES:
        return table, rest, ""
    source_id, _, place = rest.partition(":")
    return table, source_id.strip(), place.strip()


def _facts(dataset: Dataset, table: Table) -> Iterator[Cited]:
    found: Any = getattr(dataset, table.name)
    for item in found.values() if isinstance(found, Mapping) else found:
        yield from item if isinstance(item, tuple) else (item,)
