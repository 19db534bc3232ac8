"""Results kept with the dataset that they were computed of, so that they go when it goes.

A cache of a module would hold on to every dataset that it was asked about, and to what was composed of it: to the own
figures of a reader as well, long after they were closed.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
MOST_WITH_OWN = 16  # results of one function for a dataset with own figures, of which each reader has one


def kept_with_dataset(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return a decorator that keeps the last `most` results of a function with the dataset that it is given.

    The function has a parameter `dataset`, which callers give by position; its other arguments are hashable. Of a
    dataset with own figures at most `MOST_WITH_OWN` results are kept.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        place = [*inspect.signature(function).parameters].index("dataset")

        @wraps(function)
        def kept(*args: P.args, **kwargs: P.kwargs) -> T:
            dataset = args[place]
            cache = dataset.kept.get(kept)  # type: ignore[attr-defined]  # a Dataset, which imports this module
            if cache is None:
                least = most if dataset.own is None else min(most, MOST_WITH_OWN)  # type: ignore[attr-defined]
                cache = dataset.kept.setdefault(kept, lru_cache(least)(function))  # type: ignore[attr-defined]
            result: T = cache(*args, **kwargs)
            return result

        return kept

    return decorate
