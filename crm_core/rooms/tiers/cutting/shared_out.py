"""Work over millions of customers, shared out among the processor's cores: numpy counts without the interpreter."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TypeVar

Part = TypeVar("Part")
MOST_PARTS = 4
LEAST = 1 << 21
"""Customers who are worth a core of their own: of fewer, a visitor's one core answers within a hundredth of a second
and leaves the others to other visitors."""


def shared_out(customers: int, work: Callable[[slice], Part]) -> list[Part]:
    """What `work` makes of each part of the customers, in their order; the parts follow one another without a gap.

    `work` may run in several threads at once, so it writes to nobody's but its own part.
    """
    many = max(1, min(customers // LEAST, os.cpu_count() or 1, MOST_PARTS))
    ends = [customers * part // many for part in range(many + 1)]
    parts = [slice(*each) for each in pairwise(ends)]
    if many == 1:
        return [work(parts[0])]
    with ThreadPoolExecutor(many) as threads:
        return list(threads.map(work, parts))
