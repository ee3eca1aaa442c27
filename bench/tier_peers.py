"""What the studio's moves are measured against: pandas and polars doing the same on the same customers.

They hold a year's customers and the year before in memory, in no order of ours, with the mid-ranks of each criterion,
and know the score of both years before a threshold moves. Amounts are whole cents, as fractions.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import duckdb
import numpy as np
import pandas as pd
import polars as pl

from crm_core.rooms import tiers

CRITERIA = ("contribution", "balance", "turnover", "tenure", "scale", "reputation")
LACKED = ((), ("scale",), ("reputation",), ("scale", "reputation"))
"""What a customer may lack: learning it must never lower a tier, so that the best rank in it is an upper bound."""
SUMS = ("contribution", "balance", "cost_to_serve")
LAST_YEARS = tuple(f"last_{name}" for name in SUMS)
"""What a customer brought this year, or who left in the last."""
COLUMNS = ", ".join([
    "region_id", "customer_type", "desk_id", "lacking",
    *(f"cast({name} as double) as {name}" for name in (*SUMS, "contribution_before")),
    *(f"cast(coalesce({name}, {name}_before) as double) as last_{name}" for name in SUMS),
    *(f"{name}_points{year}" for year in ("", "_before") for name in CRITERIA),
    *(f"{name}_best{year}" for year in ("", "_before") for name in ("scale", "reputation"))])
PEOPLE = f"select {COLUMNS} from tier_years where years_ago = 0 order by hash(customer_id)"

Cuts = tuple[float, ...]
_SIDES: tuple[Literal["right", "left"], ...] = ("right", "left")
"""Where those who tie begin and end in falling amounts, searched from behind."""


class Peers:
    """The same customers as polars holds them, and pandas too where asked."""

    def __init__(self, path: Path, weights: tiers.Weights, *, times: int, with_pandas: bool) -> None:
        with duckdb.connect(str(path), read_only=True) as connection:
            rows = pl.DataFrame(connection.sql(PEOPLE).to_arrow_table())
        rows = pl.concat([rows] * times, rechunk=True)
        names = [pl.col(name).cast(pl.Categorical) for name in ("region_id", "customer_type")]
        scores = {f"score{year}": polars_score(weights, year) for year in ("", "_before")}
        self.polars = rows.with_columns(names).with_columns(**scores)
        self.pandas = self.polars.to_pandas() if with_pandas else None


def pandas_cuts(rows: pd.DataFrame, how: str, by: str, values: Cuts) -> Cuts:
    """Where shares or parts of the total fall; cuts as they are given."""
    if how == "cuts":
        return values
    best_first = np.sort(rows.loc[rows["contribution"].notna(), by].to_numpy())[::-1]
    if how == "cover":
        return _covering(best_first, best_first.cumsum(), values)
    if by == "contribution":
        return _at_ranks(best_first, values)
    scores, many = np.unique(best_first, return_counts=True)
    return _nearest(scores[::-1], many[::-1].cumsum(), values)


def polars_cuts(rows: pl.DataFrame, how: str, by: str, values: Cuts) -> Cuts:
    """The same, sorted by polars."""
    if how == "cuts":
        return values
    figures = rows.lazy().filter(pl.col("contribution").is_not_null()).select(by)
    if by == "score":
        counted = figures.group_by(by).len().sort(by, descending=True).with_columns(pl.col("len").cum_sum()).collect()
        return _nearest(counted[by].to_numpy(), counted["len"].to_numpy(), values)
    best_first = figures.sort(by, descending=True).with_columns(pl.col(by).cum_sum().alias("total")).collect()
    if how == "cover":
        return _covering(best_first[by].to_numpy(), best_first["total"].to_numpy(), values)
    return _at_ranks(best_first[by].to_numpy(), values)


def _at_ranks(best_first: np.ndarray, shares: Cuts) -> Cuts:
    """The amount at the rank of each share; the next above where more of those who tie there are beyond the rank."""
    cuts = []
    for share in np.cumsum(shares):
        rank = max(1, int(share * len(best_first) + 1e-9))
        amount = best_first[rank - 1]
        first, last = (len(best_first) - int(np.searchsorted(best_first[::-1], amount, side)) for side in _SIDES)
        is_above = last == rank or (amount > 0 and last - rank < rank - first)
        cuts.append(float(amount if is_above else best_first[first - 1]))
    return tuple(cuts)


def _covering(best_first: np.ndarray, totals: np.ndarray, parts: Cuts) -> Cuts:
    return tuple(float(best_first[int(np.argmax(totals >= part * totals[-1] - 1e-6))]) for part in parts)


def _nearest(scores: np.ndarray, running: np.ndarray, shares: Cuts) -> Cuts:
    return tuple(float(scores[int(np.abs(running - share * running[-1]).argmin())]) for share in np.cumsum(shares))


def pandas_score(rows: pd.DataFrame, weights: tiers.Weights, year: str = "") -> np.ndarray:
    """The weighted mean of the mid-ranks that there are, in tenths of a point; no more than with the best rank in any
    that is lacking."""
    points = rows[[f"{name}_points{year}" for name in CRITERIA]].to_numpy(dtype=float)
    each = np.array([getattr(weights, name) for name in CRITERIA], dtype=float)
    total, weight = np.nansum(points * each, axis=1), (~np.isnan(points)) @ each
    means = []
    for names in LACKED:
        filled = {name: np.isnan(rows[f"{name}_points{year}"].to_numpy(dtype=float)) * float(getattr(weights, name))
                  for name in names}
        added = sum(parts * rows[f"{name}_best{year}"].to_numpy(dtype=float) for name, parts in filled.items())
        means.append((total + added) / np.maximum(weight + sum(filled.values()), 1))
    return np.floor(np.minimum.reduce(means) / 10 + 1e-9) / 10


def pandas_tiers(rows: pd.DataFrame, values: np.ndarray | pd.Series, cuts: Cuts) -> pd.DataFrame:
    """Customers and money of each tier, region and type; who has no contribution was no customer."""
    tier = np.where(values >= cuts[0], 1, np.where(values >= cuts[1], 2, 3))
    here = rows[rows["contribution"].notna()]
    return here.groupby([tier[rows["contribution"].notna()], "region_id", "customer_type"], observed=True)[
        list(SUMS)].agg(["sum", "size"])


def pandas_moves(rows: pd.DataFrame, cuts: Cuts, weights: tiers.Weights | None = None) -> pd.DataFrame:
    """The matrix from the year before to this year, by desk; scored anew by other weights."""
    levels = []
    for year in ("", "_before"):
        score = rows[f"score{year}"] if weights is None else pandas_score(rows, weights, year)
        tier = np.where(score >= cuts[0], 1, np.where(score >= cuts[1], 2, 3))
        levels.append(np.where(rows[f"contribution{year}"].isna(), 0, tier))
    return rows.groupby([*levels, "desk_id"])[list(LAST_YEARS)].agg(["size", "sum"])


def polars_score(weights: tiers.Weights, year: str = "") -> pl.Expr:
    """The same in polars."""
    points = {name: pl.col(f"{name}_points{year}") for name in CRITERIA}
    each = {name: float(getattr(weights, name)) for name in CRITERIA}
    total = pl.sum_horizontal([points[name].cast(pl.Float64).fill_null(0) * each[name] for name in CRITERIA])
    weight = pl.sum_horizontal([points[name].is_not_null().cast(pl.Float64) * each[name] for name in CRITERIA])
    means = []
    for names in LACKED:
        filled = {name: points[name].is_null().cast(pl.Float64) * each[name] for name in names}
        added = [parts * pl.col(f"{name}_best{year}").cast(pl.Float64) for name, parts in filled.items()]
        means.append(pl.sum_horizontal([total, *added]) / pl.sum_horizontal([weight, *filled.values()]))
    return (pl.min_horizontal(means) / 10 + 1e-9).floor() / 10


def polars_level(values: pl.Expr, cuts: Cuts) -> pl.Expr:
    return pl.when(values >= cuts[0]).then(1).when(values >= cuts[1]).then(2).otherwise(3)


def polars_tiers(rows: pl.DataFrame, values: pl.Expr, cuts: Cuts) -> pl.DataFrame:
    return (rows.lazy().filter(pl.col("contribution").is_not_null())
            .group_by(polars_level(values, cuts).alias("tier"), "region_id", "customer_type")
            .agg(pl.len(), *(pl.col(name).sum() for name in SUMS)).collect())


def polars_moves(rows: pl.DataFrame, cuts: Cuts, weights: tiers.Weights | None = None) -> pl.DataFrame:
    scores = {year: pl.col(f"score{year}") if weights is None else polars_score(weights, year)
              for year in ("", "_before")}
    levels = [pl.when(pl.col(f"contribution{year}").is_null()).then(0)
              .otherwise(polars_level(score, cuts)).alias(f"tier{year}") for year, score in scores.items()]
    return rows.lazy().group_by(*levels, "desk_id").agg(pl.len(), *(pl.col(name).sum() for name in LAST_YEARS)
                                                        ).collect()


def same_tiers(ours: pd.DataFrame, peers: Peers, how: str, by: str, values: Cuts) -> bool:
    """Whether all put the same customers and money into each tier, region and type."""
    keys = ["tier", "region_id", "customer_type"]
    others = polars_tiers(peers.polars, pl.col(by), polars_cuts(peers.polars, how, by, values)).to_pandas()
    agree = _alike(ours.set_index(keys)[["customers", *SUMS]],
                   others.astype(dict.fromkeys(keys[1:], str)).set_index(keys)[["len", *SUMS]])
    if peers.pandas is None:
        return agree
    theirs = pandas_tiers(peers.pandas, peers.pandas[by], pandas_cuts(peers.pandas, how, by, values))
    return agree and len(theirs) == len(others) and theirs["contribution"]["size"].sum() == others["len"].sum()


def same_moves(tier_cells: pd.DataFrame, peers: Peers, cuts: Cuts) -> bool:
    """Whether all move the same customers and money from tier to tier at each desk."""
    others = polars_moves(peers.polars, cuts).to_pandas()
    others = others[(others["tier"] > 0) | (others["tier_before"] > 0)]
    return _alike(tier_cells.set_index(["tier_now", "tier_then", "desk_id"])[["customers", *SUMS]],
                  others.set_index(["tier", "tier_before", "desk_id"])[["len", *LAST_YEARS]])


def _alike(ours: pd.DataFrame, theirs: pd.DataFrame) -> bool:
    """Whether two tables of the same keys hold the same sums, to the cent."""
    theirs = theirs.rename_axis(ours.index.names)
    both = ours.join(theirs.set_axis([f"other_{name}" for name in ours.columns], axis="columns"), how="outer")
    return len(both) == len(ours) == len(theirs) and all(
        np.allclose(both[name], both[f"other_{name}"], rtol=0, atol=0.01) for name in ours.columns)
