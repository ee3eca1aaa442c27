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


def added_up(cells: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cells (bucket, customers, amount, sign) of several curves as the first three columns of one, best first."""
    bucket, sign = cells["bucket"].to_numpy(), cells["sign"].to_numpy()
    highest = int(bucket.max())
    customers, amount = (np.bincount(highest - bucket, sign * cells[name].to_numpy())
                         for name in ("customers", "amount"))
    filled = np.flatnonzero(customers)
    return highest - filled, customers[filled].astype(np.int64), amount[filled]


def _terms(marks: dict[str, bool]) -> list[tuple[str, int]]:
    """Names with their signs: those inside, or the total without those outside, whichever are fewer."""
    inside = [(name, 1) for name, is_inside in marks.items() if is_inside]
    outside = [(TOTAL, 1), *((name, -1) for name, is_inside in marks.items() if not is_inside)]
    return inside if len(inside) <= len(outside) else outside
