"""One verdict on a region: what it contributes, how that and our market share changed, and why, beside its position."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd

from crm_core.profit_and_loss import SIGNS
from crm_core.rooms.regions.chance import MIN_CUSTOMERS

CHANCE = 0.05
"""How often the change of one of all regions may be called significant by chance alone."""
MIN_SHARE_CHANGE = 0.02
"""A change of our market share by less than a fiftieth of it is no reason to doubt a position: 0.3 points of 15%."""
_FEW = 2
"""Of two regions one always contributes most: that says nothing against reducing it."""
_A_CENT = 0.005


def scorecard(facts: pd.DataFrame, profit: pd.DataFrame, moves: pd.DataFrame) -> pd.DataFrame:
    """One row a region of `facts`, in their order: profit, its change and cause, market share and its change, position.

    `facts` are the regions of `measure.regions`, `profit` and `moves` the answers of the two `.sql` files. Returns
    region_id, region, is_asked, position, position_share, contribution (NaN where it is unknown), rank (by it),
    contribution_before (NaN without a whole year before), contribution_change (in currency), is_clear (it changed by
    more than chance among its customers would give one of the regions), cause (the line that moved most in the
    direction of the change, '' for none), cause_change (its effect), own_share, share_change (a year; NaN where it is
    unknown) and speaks_against: codes of what does so of the position.
    """
    now, before = (profit[profit["years_before"] == back].set_index("region_id") for back in (0, 1))
    rows = facts[["region_id", "region", "is_asked", "position", "position_share", "own_share", "share_change"]].copy()
    here = rows["region_id"]
    is_known = bool(len(now)) and bool(now["has_revenue"].all())
    is_comparable = (is_known and bool(len(before)) and bool(now["is_complete"].all())
                     and bool(before[["is_complete", "has_revenue"]].all(axis=None)))
    rows["contribution"] = _of(now, "contribution", here, is_known)
    rows["rank"] = rows["contribution"].where(here.isin(now.index)).rank(ascending=False, method="min")
    rows["contribution_before"] = _of(before, "contribution", here, is_comparable)
    rows["contribution_change"] = rows["contribution"] - rows["contribution_before"]
    effects = pd.DataFrame({line: sign * (_of(now, line, here, is_comparable) - _of(before, line, here, is_comparable))
                            for line, sign in SIGNS.items()})
    rows["cause"], rows["cause_change"] = _causes(effects, rows["contribution_change"])
    rows["is_clear"] = _is_clear(rows, moves)
    rows["speaks_against"] = _against(rows)
    return rows.reset_index(drop=True)


def _of(year: pd.DataFrame, column: str, regions: pd.Series, is_known: bool) -> pd.Series:
    """A column of a year's accounts by region; nothing for regions without customers, NaN where it is not known."""
    if not is_known:
        return pd.Series(np.nan, index=regions.index)
    return regions.map(year[column].astype(float)).fillna(0.0)


def _causes(effects: pd.DataFrame, change: pd.Series) -> tuple[list[str], list[float]]:
    """For each region, the line that did most for the change of its contribution, and how much."""
    causes, amounts = [], []
    for effect, moved in zip(effects.to_dict("records"), change, strict=True):
        direction = np.sign(moved) if abs(moved) >= _A_CENT else 0.0
        towards = {str(line): direction * amount for line, amount in effect.items()}
        line = max(towards, key=towards.__getitem__)
        causes.append(line if direction and not np.isnan(moved) else "")
        amounts.append(effect[line] if causes[-1] else np.nan)
    return causes, amounts


def _is_clear(rows: pd.DataFrame, moves: pd.DataFrame) -> pd.Series:
    """Whether contribution changed by more than customers who change independently of each other would give.

    The sum of the squared changes is the variance of such a sum (Bonferroni over the regions): where one customer
    makes all of a change, it is as large as its own spread and never clear.
    """
    by_region = moves.set_index("region_id")
    customers = rows["region_id"].map(by_region["customers"]).fillna(0)
    spread = np.sqrt(rows["region_id"].map(by_region["change_squares"]).astype(float))
    critical = NormalDist().inv_cdf(1 - CHANCE / 2 / max(len(rows), 1))
    return (customers >= MIN_CUSTOMERS) & (rows["contribution_change"].abs() > critical * spread)


def _against(rows: pd.DataFrame) -> pd.Series:
    """What speaks against each position: a loss or a fall against keeping it, a rise against reducing it."""
    is_kept, is_reduced = rows["position"].isin(("build", "hold")), rows["position"] == "harvest"
    share = rows["share_change"].where(
        rows["share_change"].abs() >= MIN_SHARE_CHANGE * (rows["own_share"] - rows["share_change"]).abs(), 0.0)
    contribution = rows["contribution_change"].where(rows["is_clear"], 0.0)
    said = {
        "loss": is_kept & (rows["contribution"] <= -_A_CENT),
        "contribution_fell": is_kept & (contribution < 0), "share_fell": is_kept & (share < 0),
        "most": is_reduced & (rows["rank"] == 1) & (len(rows) > _FEW) & (rows["contribution"] > 0),
        "contribution_rose": is_reduced & (contribution > 0), "share_rose": is_reduced & (share > 0),
    }
    return pd.Series([tuple(code for code, holds in said.items() if holds[each]) for each in rows.index],
                     index=rows.index, dtype=object)
