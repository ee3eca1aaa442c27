"""Whether the mix of customers has drifted in a year: the stability index, and what chance alone would reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

LARGE_DRIFT = 0.10
"""The credit industry's convention (Lewis 1994; Siddiqi 2006). It takes no account of how many customers there are."""

HALF = 0.5
"""Stands for an empty group, so that one newcomer in a group is not an infinite drift."""

COLUMNS = ["mix", "psi", "chance", "groups", "before", "after", "moved", "moved_share"]


@dataclass(frozen=True)
class Drift:
    """How far a mix has moved: `psi` ≥ 0, 0 when nothing has.

    `chance` is the limit that 95 of 100 samples of these sizes from one unchanged mix stay under: beyond it the drift
    is real, however small. `is_real` and `is_large` (from `LARGE_DRIFT` on) are different questions; both are answered.
    """

    psi: float
    chance: float
    groups: int
    before: float
    after: float

    @property
    def is_real(self) -> bool:
        return self.psi > self.chance

    @property
    def is_large(self) -> bool:
        return self.psi >= LARGE_DRIFT


def measure_drift(before: Sequence[float], after: Sequence[float], *, certainty: float = 0.95) -> Drift:
    """The drift between two counts of the same groups, in the same order.

    PSI = Σ (a − b) ln(a / b) over shares (Jeffreys' divergence); its limit under an unchanged mix is the chi-square
    quantile of groups − 1 times 1/N + 1/M (Yurdakul and Naranjo 2020). Groups empty both times do not count. Raises
    ValueError for counts of different lengths, below zero, or nobody on either side.
    """
    from scipy.special import chdtri

    old, new = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    if old.shape != new.shape or old.ndim != 1:
        raise ValueError(f"The two mixes have {len(old)} and {len(new)} groups; they must be the same groups in order.")
    if (old < 0).any() or (new < 0).any() or not old.sum() > 0 or not new.sum() > 0:
        raise ValueError("A mix needs counts of at least nothing in every group, and somebody in one.")
    is_used = (old > 0) | (new > 0)
    old, new = old[is_used], new[is_used]
    share_old, share_new = (np.maximum(side, HALF) / side.sum() for side in (old, new))
    psi = float(((share_new - share_old) * np.log(share_new / share_old)).sum())
    freedom = len(old) - 1
    limit = float(chdtri(freedom, 1 - certainty)) * float(1 / old.sum() + 1 / new.sum()) if freedom else 0.0
    return Drift(psi, limit, len(old), float(old.sum()), float(new.sum()))


def mix_of(groups: pd.DataFrame) -> pd.DataFrame:
    """The drift of each mix. `groups` has `mix`, `name`, `before`, `after`: customers of each group a year ago and now.

    `moved` is the group whose share changed most, `moved_share` by how much of the whole.
    """
    rows = []
    for mix, part in groups.groupby("mix", sort=False):
        if part["before"].sum() <= 0 or part["after"].sum() <= 0:
            continue
        drift = measure_drift(part["before"].tolist(), part["after"].tolist())
        moved = part["after"] / part["after"].sum() - part["before"] / part["before"].sum()
        largest = moved.abs().idxmax()
        rows.append((mix, drift.psi, drift.chance, drift.groups, drift.before, drift.after,
                     part.loc[largest, "name"], float(moved[largest])))
    return pd.DataFrame(rows, columns=COLUMNS)


def groups_of(customers: pd.DataFrame, holders: pd.DataFrame, names: Mapping[str, Mapping[str, str]],
              months: pd.Series) -> pd.DataFrame:
    """mix, name, before, after: customers by region and type, and holders by product, in the last of `months` and a
    year before it. Empty when the book does not reach back a year."""
    last, before = months.iloc[-1], months.iloc[-1] - pd.DateOffset(years=1)
    if before not in set(months):
        return pd.DataFrame(columns=["mix", "name", "before", "after"])
    tables = []
    for mix, column, rows in (("region", "region_id", customers), ("product", "product_id", holders),
                              ("customer type", "customer_type", customers)):
        two_months = rows[rows["month"].isin([before, last])]
        wide = two_months.pivot_table(index=column, columns="month", values="customers", aggfunc="sum", fill_value=0)
        wide = wide.reindex(columns=[before, last], fill_value=0)
        name_of = names.get(mix.replace(" ", "_"), {})
        tables.append(pd.DataFrame({
            "mix": mix, "name": [name_of.get(each, each) for each in wide.index],
            "before": wide[before].to_numpy(dtype=float), "after": wide[last].to_numpy(dtype=float),
        }))
    return pd.concat(tables, ignore_index=True)
