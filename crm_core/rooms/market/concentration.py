"""How concentrated a market is, and how concentrated it would be after a merger or without one of its banks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from crm_core import CannotAnswer
from crm_core.language import _, all_of

WHOLE = 10_000.0
"""The index of a market of one bank."""


def hhi(balances: pd.Series | np.ndarray) -> float:
    """The Herfindahl–Hirschman index, Σ (100 × share)²: near 0 for many small banks, 10,000 for one.

    NaN for a market of nothing. Source: Hirschman (1945), Herfindahl (1950).
    """
    amounts = np.asarray(balances, dtype=float)
    total = amounts.sum()
    return float(((amounts / total) ** 2).sum() * WHOLE) if total > 0 else float("nan")


@dataclass(frozen=True, eq=False)
class ProForma:
    """The market as it would be. Index on the scale to 10,000, shares as fractions."""

    kind: Literal["merge", "leave"]
    names: tuple[str, ...]
    banks: pd.DataFrame
    """institution, is_own, share, share_after: largest after first."""
    regions: pd.DataFrame
    """region_id, region, hhi, hhi_after, rise: steepest rise first."""
    hhi: float
    hhi_after: float
    unclaimed_share: float
    """What no other bank could take, as a share of the market before; 0 for a merger."""

    @property
    def rise(self) -> float:
        """Points by which the index rises; 2 · s₁ · s₂ (in percent) when two banks merge."""
        return self.hhi_after - self.hhi

    @property
    def own_gain(self) -> float:
        """What our own share gains, a fraction."""
        own = self.banks[self.banks["is_own"]]
        return float((own["share_after"] - own["share"]).sum())


def merge(balances: pd.DataFrame, first: str, second: str) -> ProForma:
    """The market if `first` and `second` were one bank and kept all they hold.

    `held` has region_id, region, family, institution, is_own, balance. Raises CannotAnswer for a bank that is not
    in it, ValueError for a bank that would merge with itself.
    """
    if first == second:
        raise ValueError(_("{bank} cannot merge with itself; choose two banks.", bank=first))
    for name in (first, second):
        _refuse_unknown(balances, name)
    joined = f"{first} + {second}"
    together = balances["institution"].isin([first, second]).to_numpy()
    is_ours = bool(balances["is_own"].to_numpy()[together].any())
    after = balances.assign(institution=balances["institution"].mask(together, joined),
                            is_own=balances["is_own"].mask(together, is_ours))
    return _pro_forma("merge", (first, second), balances, after)


def leave(balances: pd.DataFrame, name: str) -> ProForma:
    """The market if `name` left it, its balances redistributed to the other banks of the same region and family.

    They go in proportion to what these hold; what no other bank there could take leaves the market.

    Raises CannotAnswer for a bank that is not there, is our own, or is the only one.
    """
    _refuse_unknown(balances, name)
    if balances.loc[balances["institution"] == name, "is_own"].any():
        raise CannotAnswer(_("{bank} is our own bank. Choose another to see the market without it.", bank=name))
    goes = balances["institution"] == name
    if goes.all():
        raise CannotAnswer(_("{bank} is the only bank of this market; without it there is no market.", bank=name))
    cell = [balances["region_id"], balances["family"]]
    freed = balances["balance"].where(goes, 0.0).groupby(cell).transform("sum")
    left = balances["balance"].mask(goes, 0.0)
    others = left.groupby(cell).transform("sum")
    grown = left * (1 + np.divide(freed, others, out=np.zeros(len(balances)), where=others.to_numpy() > 0))
    return _pro_forma("leave", (name,), balances, balances.assign(balance=grown)[~goes])


def _pro_forma(kind: Literal["merge", "leave"], names: tuple[str, ...], balances: pd.DataFrame,
               after: pd.DataFrame) -> ProForma:
    total, total_after = balances["balance"].sum(), after["balance"].sum()
    sums = after.groupby("institution")["balance"].sum().reset_index()
    sums["is_own"] = sums["institution"].isin(set(after.loc[after["is_own"], "institution"]))
    before = balances.groupby("institution")["balance"].sum()
    joined = sums_name(kind, names)
    together = before.rename(dict.fromkeys(names, joined)).groupby(level=0).sum()
    sums["share"] = sums["institution"].map(together).fillna(0.0) / (total or np.nan)
    sums["share_after"] = sums["balance"] / (total_after or np.nan)
    regions = balances[["region_id", "region"]].drop_duplicates("region_id").reset_index(drop=True)
    index, index_after = (regions["region_id"].map(_by_region(each)) for each in (balances, after))
    regions = regions.assign(hhi=index, hhi_after=index_after, rise=index_after - index)
    return ProForma(
        kind=kind,
        names=names,
        banks=sums.drop(columns="balance").sort_values(["share_after", "institution"], ascending=[False, True],
                                                       ignore_index=True),
        regions=regions.sort_values(["rise", "region"], ascending=[False, True], ignore_index=True),
        hhi=hhi(before),
        hhi_after=hhi(sums["balance"]),
        unclaimed_share=float((total - total_after) / total) if kind == "leave" and total else 0.0,
    )


def sums_name(kind: str, names: tuple[str, ...]) -> str:
    """Under which name the banks of a what-if go on: a merger under both."""
    return " + ".join(names) if kind == "merge" else names[0]


def _by_region(balances: pd.DataFrame) -> dict[str, float]:
    """region_id → index; NaN where nobody holds anything. Counted by number: groups of a frame take ten times."""
    places, regions = pd.factorize(balances["region_id"])
    banks, names = pd.factorize(balances["institution"])
    cells, cell = np.unique(places.astype(np.int64) * len(names) + banks, return_inverse=True)
    sums = np.bincount(cell, weights=balances["balance"].to_numpy(dtype=float))
    place = cells // max(len(names), 1)
    totals, squares = (np.bincount(place, weights=each, minlength=len(regions)) for each in (sums, sums**2))
    index = np.divide(squares * WHOLE, totals**2, out=np.full(len(regions), np.nan), where=totals > 0)
    return dict(zip(regions, index.tolist(), strict=True))


def _refuse_unknown(balances: pd.DataFrame, name: str) -> None:
    if not (balances["institution"] == name).any():
        largest = balances.groupby("institution")["balance"].sum().sort_values(ascending=False)
        raise CannotAnswer(_("No bank called '{bank}' reports in this market on this day. Some that do: {banks}.",
                             bank=name, banks=all_of(largest.index[:8].tolist())))
