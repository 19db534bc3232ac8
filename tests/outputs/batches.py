"""Outputs in batches for two processes: those of one page together, because they share what the page has computed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, groupby
from multiprocessing import get_context
from typing import TypeAlias, TypeVar

from tests.outputs.entry_points import Output

PROCESSES = 2
Batch: TypeAlias = tuple[Output, ...]
Item = TypeVar("Item")


def batches(outputs: Iterable[Output]) -> list[Batch]:
    """Return outputs by page and theme, in their order."""
    return [tuple(item) for _, item in groupby(outputs, key=lambda output: (output.subject, output.theme))]


def spread(work: Callable[[Batch], list[Item]], outputs: Iterable[Output], processes: int) -> Iterator[Item]:
    """Yield what `work` returns for each output, made by so many processes; by this one where one is enough."""
    groups = batches(outputs)
    if min(processes, len(groups)) <= 1:
        for batch in groups:
            yield from work(batch)
        return
    # Not forked: the library that draws PNG and PDF runs threads of its own.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_quiet) as pool:
        yield from chain.from_iterable(pool.map(work, groups))


def _quiet() -> None:
    """Leave out the warnings of Streamlit about running without a server."""
    logging.disable(logging.WARNING)
