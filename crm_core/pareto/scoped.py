"""Which curves of the value cube make up a scope: as few as can be, some of them taken away again.

Eleven of twelve regions are the whole bank without the twelfth: two curves instead of eleven.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.scope import TOTAL, Scope


@dataclass(frozen=True)
class Scoped:
    """The curves of one measure and year that make up a scope, by number."""

    added: tuple[int, ...]
    taken_away: tuple[int, ...]
    members: tuple[int, ...]
    """The curves of one region and one type whose customers are in the scope."""


def scoped(curves: pd.DataFrame, scope: Scope) -> Scoped:
    """The fewest of `curves` (`curve_id, region_id, customer_type`; totals under empty names) for the scope.

    No curve when nobody is in it.
    """
    names = zip(curves["region_id"].tolist(), curves["customer_type"].tolist(), strict=True)
    ids = dict(zip(names, curves["curve_id"].tolist(), strict=True))
    regions = {region: not scope.regions or region in scope.regions for region, _ in ids if region != TOTAL}
    kinds = {kind: not scope.customer_types or kind in scope.customer_types for _, kind in ids if kind != TOTAL}
    members = tuple(number for (region, kind), number in ids.items() if regions.get(region) and kinds.get(kind))
    if not members:
        return Scoped((), (), ())
    signs = {ids[region, kind]: one * other
             for region, one in _terms(regions) for kind, other in _terms(kinds) if (region, kind) in ids}
    added, taken_away = (tuple(number for number, sign in signs.items() if sign == wanted) for wanted in (1, -1))
    return Scoped(added, taken_away, members)


def added_up(added: pd.DataFrame,
             taken_away: pd.DataFrame | None = None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cells (bucket, customers, amount) of several curves as the same three columns of one curve, best first."""
    highest, lowest = int(added["bucket"].max()), int(added["bucket"].min())
    customers, amount = _sums(added, highest, lowest)
    if taken_away is not None:
        fewer, less = _sums(taken_away, highest, lowest)
        customers, amount = customers - fewer, amount - less
    held = np.flatnonzero(customers)
    return highest - held, customers[held].astype(np.int64), amount[held]


def _sums(cells: pd.DataFrame, highest: int, lowest: int) -> tuple[np.ndarray, np.ndarray]:
    """Customers and amounts of each bucket, from the highest to the lowest."""
    step, many = highest - cells["bucket"].to_numpy(), highest - lowest + 1
    return (np.bincount(step, cells["customers"].to_numpy(), many), np.bincount(step, cells["amount"].to_numpy(), many))


def _terms(marks: dict[str, bool]) -> list[tuple[str, int]]:
    """Names with their signs: those inside, or the total without those outside, whichever are fewer."""
    inside = [(name, 1) for name, is_inside in marks.items() if is_inside]
    outside = [(TOTAL, 1), *((name, -1) for name, is_inside in marks.items() if not is_inside)]
    return inside if len(inside) <= len(outside) else outside
