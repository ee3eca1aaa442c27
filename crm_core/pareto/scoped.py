"""Which curves of the value cube make up a scope: as few as can be, some of them taken away again.

Eleven of twelve regions are the whole bank without the twelfth: two curves instead of eleven.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.scope import TOTAL


@dataclass(frozen=True)
class Scoped:
    """The curves of one measure and year that make up a scope."""

    signs: dict[int, int]
    """curve_id → 1 for a curve that is added, −1 for one that is taken away."""
    members: tuple[int, ...]
    """The curves of one region and one type whose customers are in the scope."""

    def added_up(self, cells: pd.DataFrame) -> pd.DataFrame:
        """`cells` (curve_id, bucket, customers, amount) as one curve: bucket, customers, amount, best first."""
        buckets = cells["bucket"].to_numpy()
        highest = int(buckets.max())
        ids = np.array(sorted(self.signs))
        sign = np.array([self.signs[each] for each in ids])[np.searchsorted(ids, cells["curve_id"].to_numpy())]
        customers, amount = (np.bincount(highest - buckets, sign * cells[name].to_numpy())
                             for name in ("customers", "amount"))
        held = np.flatnonzero(customers > 0)
        return pd.DataFrame({"bucket": highest - held, "customers": customers[held].astype(np.int64),
                             "amount": amount[held]})


def scoped(curves: pd.DataFrame) -> Scoped:
    """The fewest curves for the scope that `curves.sql` marks (`curve_id, region_id, customer_type, has_region,
    has_type`; totals under empty names). No curve when nobody is in the scope."""
    rows = list(zip(*(curves[name].tolist() for name in
                      ("curve_id", "region_id", "customer_type", "has_region", "has_type")), strict=True))
    ids = {(region, kind): number for number, region, kind, _, _ in rows}
    members = tuple(number for number, region, kind, has_region, has_type in rows
                    if TOTAL not in (region, kind) and has_region and has_type)
    regions = _terms({region: has for _, region, _, has, _ in rows if region != TOTAL}.items())
    kinds = _terms({kind: has for _, _, kind, _, has in rows if kind != TOTAL}.items())
    signs = {ids[region, kind]: one * other
             for region, one in regions for kind, other in kinds if (region, kind) in ids}
    return Scoped(signs if members else {}, members)


def _terms(marked: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Names with their signs: those inside, or the total without those outside, whichever are fewer."""
    marks = list(marked)
    inside = [(name, 1) for name, has in marks if has]
    outside = [(TOTAL, 1), *((name, -1) for name, has in marks if not has)]
    return inside if len(inside) <= len(outside) else outside
