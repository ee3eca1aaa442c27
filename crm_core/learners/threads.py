"""How many threads learn at a time."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any


def one_thread() -> AbstractContextManager[Any]:
    """The sums of a model come in one order, so the same data makes the same model; and a busy server is not slowed
    down by threads that wait for each other."""
    import sklearn.ensemble  # noqa: F401  a library that is loaded later would not be held to one thread
    from threadpoolctl import threadpool_limits

    return threadpool_limits(1)
