"""How the ranked stand against the years before: what moved, who entered the top, who left it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.net_share import is_divisible
from crm_core.rooms.pareto.measure import Concentration


@dataclass(frozen=True, eq=False)
class Stability:
    """What became of last year's top. Counts of the ranked; amounts in currency, of both years."""

    top_before: int
    """Customers in the top of the year before."""
    cut_before: float
    """The amount of its last customer."""
    stayed: int
    entered: int
    left: int
    stayed_amount: float
    stayed_amount_before: float
    entered_amount: float
    entered_amount_before: float
    left_amount: float
    left_amount_before: float

    @property
    def kept_share(self) -> float | None:
        """The part of last year's top that is still in it, 0–1; high is steady."""
        return self.stayed / self.top_before if self.top_before else None


@dataclass(frozen=True)
class Unassigned:
    """Customers who belong to none of the ranked: no manager, no branch."""

    customers: int
    amount: float


@dataclass(frozen=True, eq=False)
class Pareto(Concentration):
    """A Concentration with who stands where. `unit` is what was ranked; `total` is theirs, see `whole`."""

    unit: str
    """customers, products, branches, managers, regions or types."""
    table: pd.DataFrame
    """rank, id, name, customers, amount, share, running_share, amount_before, change, amount_two_before,
    rank_before (of groups only): every group, or the best customers; equal amounts share a rank. Shares are
    of `whole`, NaN when it is not positive or small beside the gains. The unassigned come last, without a rank."""
    unassigned: Unassigned | None
    """None when everybody is assigned."""
    stability: Stability | None
    """Against the year before; None unless both years are whole."""
    moving: pd.DataFrame
    """Who entered the top and who left it: move, id, name, region (of customers), amount_before, amount, change,
    rank_before, rank; most money moved first. Of customers the first of each kind, of groups all."""

    @property
    def whole(self) -> float:
        """The net total with the unassigned."""
        return self.total + (self.unassigned.amount if self.unassigned else 0.0)


NOBODY = pd.DataFrame({"id": pd.Series(dtype=str), "name": pd.Series(dtype=str), "back": pd.Series(dtype=int),
                       "customers": pd.Series(dtype=int), "amount": pd.Series(dtype=float)})
"""No ranked: what `standings` takes, without a row."""


def standings(long: pd.DataFrame, *, whole: float, whole_years: set[int], gains: float | None = None,
              is_whole: bool = True) -> pd.DataFrame:
    """One row per id, best first, from rows of id × year (`id, name, back, customers, amount`); shares of `whole`,
    where it is not small beside `gains`, the sum of all that is above 0 (None: of these rows).

    `back` counts years back from the year in scope; `whole_years` are those that the book holds whole:
    others are not compared with. Without `is_whole` some of the ranked are missing, so ranks before cannot be said.
    An empty id is no group: it comes last, without a rank.
    """
    now = long[long["back"] == 0].assign(is_none=long["id"] == "")
    now = now.sort_values(["is_none", "amount", "id"], ascending=[True, False, True])
    table = now[["id", "name", "customers", "amount"]].reset_index(drop=True)
    ranked = table["id"] != ""
    table.insert(0, "rank", table["amount"].where(ranked).rank(ascending=False, method="min").astype("Int64"))
    is_shared = is_divisible(whole, float(table["amount"].clip(lower=0).sum()) if gains is None else gains)
    table["share"] = table["amount"] / whole if is_shared else np.nan
    table["running_share"] = table["amount"].cumsum() / whole if is_shared else np.nan
    for column, back in (("amount_before", 1), ("amount_two_before", 2)):
        then = long[(long["back"] == back) & (back in whole_years)].set_index("id")["amount"]
        table[column] = table["id"].map(then).astype(float)
    table["change"] = (table["amount"] - table["amount_before"]).round(2)
    before = long[(long["back"] == 1) & (1 in whole_years) & (long["id"] != "") & is_whole]
    ranks = before.set_index("id")["amount"].rank(ascending=False, method="min")
    table["rank_before"] = table["id"].map(ranks).astype("Int64")
    return table


def stability(moves: pd.DataFrame, *, cut_before: float = 0.0) -> Stability:
    """From the sums of `movers.sql`: `is_top, was_top, customers, amount, amount_before`."""
    sums = {(int(row["is_top"]), int(row["was_top"])): row for row in moves.to_dict("records")}

    def sum_of(key: tuple[int, int], column: str) -> float:
        return float(sums[key][column]) if key in sums else 0.0

    stayed, entered, left = (1, 1), (1, 0), (0, 1)
    return Stability(
        cut_before=cut_before,
        top_before=int(sum_of(stayed, "customers") + sum_of(left, "customers")),
        stayed=int(sum_of(stayed, "customers")),
        entered=int(sum_of(entered, "customers")),
        left=int(sum_of(left, "customers")),
        stayed_amount=sum_of(stayed, "amount"),
        stayed_amount_before=sum_of(stayed, "amount_before"),
        entered_amount=sum_of(entered, "amount"),
        entered_amount_before=sum_of(entered, "amount_before"),
        left_amount=sum_of(left, "amount"),
        left_amount_before=sum_of(left, "amount_before"),
    )
