"""What the customers of each segment are like: how many, what they bring, what marks them, who came and went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.segmentation import FAMILIES, STEADY, Segmentation

FEW = 30
"""Customers below which medians and shares of a segment say little."""
HIGH, LOW = 1.5, 1 / 1.5
"""Of the bank's median or mean: from here on, and up to here, a segment is marked by it."""
_MARKS = {"activity": ("often", "seldom"), "balance": ("large_balance", "small_balance"),
          "products_held": ("many_products", "few_products"), "tenure_months": ("long", "recent")}
"""What marks a segment above and below the bank, by what is compared."""
_CHANNEL_LIFT = 0.15
"""How much more of a segment's contacted customers than of the bank's a channel serves, to mark it."""
_MIN_CONTACTED = 0.1
"""Part of a segment that was contacted, below which its channels do not mark it."""


@dataclass(frozen=True, eq=False)
class Segments:
    """The segments by one way, and their customers in scope. Amounts in the book's currency, over a year."""

    way: str
    use: str
    """What use is measured by: transactions, turnover, or nothing."""
    customers: int
    """In scope, at least 1."""
    contribution: float
    """Of all of them, net; NaN when the book does not know it."""
    segments: pd.DataFrame
    """One row a segment that has customers, most customers first: code, name, customers, customer_share, contribution,
    contribution_share (NaN unless the sum is above 0), contribution_per_customer, balance (median), use (median),
    products_held (mean), tenure_months (median), the share that holds each family (loans_share), channel and
    channel_share (of contacted customers), marks, steadiness (NaN for rules), is_steady, is_few, stayed, came, went."""
    empty: tuple[str, ...]
    """Names of segments without customers in scope."""
    compared: int
    """Customers in scope of this year and the one before, 0 when there is nothing to compare with."""
    changed: int
    """Those of them who were in another segment then."""
    moves: pd.DataFrame
    """name_before, name, customers: the most frequent changes first."""

    @property
    def changed_share(self) -> float:
        """0 to 1; NaN when there is nothing to compare with."""
        return self.changed / self.compared if self.compared else float("nan")

    @property
    def unsteady(self) -> pd.DataFrame:
        """The segments that are not found again in resamples."""
        return self.segments[~self.segments["is_steady"]]


def profile(found: Segmentation, names: Sequence[str], behaviour: pd.DataFrame, in_scope: np.ndarray, *,
            knows_contribution: bool = True) -> Segments:
    """The segments of `found`, called `names`, for the customers of whom `in_scope` is true.

    `behaviour` has a row a customer in the order of `found`. Raises ValueError when nobody is in scope.
    """
    if not in_scope.any():
        raise ValueError("There are no customers in scope to describe.")
    rows, places = behaviour[in_scope].reset_index(drop=True), found.segments[in_scope]
    rows = rows.assign(activity=rows[found.use] if found.use else np.nan, size=rows["balance"].abs())
    total = float(rows["contribution"].sum()) if knows_contribution else float("nan")
    before = None if found.before is None else found.before[in_scope]
    described = [
        {"code": code, "name": name}
        | _described(rows[places == place], rows, total) | _moved(place, places, before)
        | {"steadiness": float(found.clusters.steadiness[place]) if found.clusters else float("nan")}
        for place, (code, name) in enumerate(zip(found.codes, names, strict=True)) if (places == place).any()
    ]
    table = pd.DataFrame(described)
    table = table.assign(is_steady=~(table["steadiness"] < STEADY), is_few=table["customers"] < FEW)
    there = np.zeros(len(places), dtype=bool) if before is None else before >= 0
    return Segments(
        way=found.way, use=found.use, customers=len(rows), contribution=total,
        segments=table.sort_values(["customers", "code"], ascending=[False, True], ignore_index=True),
        empty=tuple(name for place, name in enumerate(names) if not (places == place).any()),
        compared=int(there.sum()),
        changed=0 if before is None else int((there & (before != places)).sum()),
        moves=_moves(names, places, before),
    )


def _described(mine: pd.DataFrame, all_rows: pd.DataFrame, total: float) -> dict[str, object]:
    """One segment's figures beside those of all."""
    known = not np.isnan(total)
    contribution = float(mine["contribution"].sum()) if known else float("nan")
    contacted = mine[mine["main_channel"] != ""]
    main = contacted["main_channel"].value_counts()
    return {
        "customers": len(mine), "customer_share": len(mine) / len(all_rows), "contribution": contribution,
        "contribution_share": contribution / total if known and total > 0 else float("nan"),
        "contribution_per_customer": contribution / len(mine),
        "balance": float(mine["balance"].median()), "use": float(mine["activity"].median()),
        "products_held": float(mine["products_held"].mean()),
        "tenure_months": float(mine["tenure_months"].astype(float).median()),  # where nobody's is known: NA is no float
        **{f"{family}_share": float((mine[f"{family}_held"] > 0).mean()) for family in FAMILIES},
        "channel": min(main.index[main == main.max()]) if len(main) else "",
        "channel_share": float(main.max() / len(contacted)) if len(main) else float("nan"),
        "marks": _marks(mine, all_rows),
    }


def _marks(mine: pd.DataFrame, all_rows: pd.DataFrame) -> tuple[str, ...]:
    """What marks a segment: `("channel:branch", "seldom", "large_balance")`; nothing of what is near the bank's."""
    marks = []
    contacted, of_all = (rows.loc[rows["main_channel"] != "", "main_channel"] for rows in (mine, all_rows))
    if len(contacted) >= _MIN_CONTACTED * len(mine) and len(contacted):
        lift = (contacted.value_counts(normalize=True) - of_all.value_counts(normalize=True)).dropna()
        if len(lift) and lift.max() >= _CHANNEL_LIFT:
            marks.append(f"channel:{min(lift.index[lift == lift.max()])}")
    for column, (above, below) in _MARKS.items():
        compared = "size" if column == "balance" else column
        typical = pd.Series.mean if column == "products_held" else pd.Series.median
        own, usual = float(typical(mine[compared].astype(float))), float(typical(all_rows[compared].astype(float)))
        if usual > 0 and own >= HIGH * usual:
            marks.append(above)
        elif usual > 0 and own <= LOW * usual:
            marks.append(below)
    return tuple(marks)


def _moved(place: int, places: np.ndarray, before: np.ndarray | None) -> dict[str, float]:
    """Customers of both years who stayed in the segment, came to it from another, and went to another."""
    if before is None:
        return {"stayed": float("nan"), "came": float("nan"), "went": float("nan")}
    was, is_now, there = before == place, places == place, before >= 0
    return {"stayed": float((was & is_now).sum()), "came": float((is_now & ~was & there).sum()),
            "went": float((was & ~is_now).sum())}


def _moves(names: Sequence[str], places: np.ndarray, before: np.ndarray | None) -> pd.DataFrame:
    columns = ["name_before", "name", "customers"]
    if before is None:
        return pd.DataFrame(columns=columns)
    counts = np.zeros((len(names), len(names)), dtype=int)
    np.add.at(counts, (before[before >= 0], places[before >= 0]), 1)
    found = [(names[then], names[now], int(counts[then, now])) for then, now in np.argwhere(counts) if then != now]
    return pd.DataFrame(sorted(found, key=lambda each: (-each[2], each[0], each[1])), columns=columns)


def tier_shares(found: Segmentation, tier: np.ndarray, in_scope: np.ndarray, order: Sequence[str]) -> pd.DataFrame:
    """code, tier, customers, share (of the segment's customers with a tier): one row a segment with customers and tier,
    tiers in `order`. `tier` is each customer's; who has none is left out."""
    rows = pd.DataFrame({"code": np.array(found.codes, dtype=object)[found.segments[in_scope]], "tier": tier[in_scope]})
    counts = rows.dropna().groupby(["code", "tier"]).size()
    present = [code for code in found.codes if code in counts.index.get_level_values("code")]
    whole = counts.reindex(pd.MultiIndex.from_product([present, order], names=["code", "tier"]), fill_value=0)
    table = whole.rename("customers").reset_index()
    return table.assign(share=table["customers"] / table.groupby("code")["customers"].transform("sum"))
