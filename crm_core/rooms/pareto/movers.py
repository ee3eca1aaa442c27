"""Who entered the top and who left it: the ranked in both years, each year by its own cut."""

from __future__ import annotations

import pandas as pd

from crm_core.rooms.pareto.measure import Concentration, concentration
from crm_core.rooms.pareto.standing import Stability, stability

MOVES = ("entered", "left")
MOVING = pd.DataFrame({
    "move": [], "id": [], "name": [], "region": [], "amount_before": [], "amount": [], "change": [], "rank_before": [],
    "rank": [],
})
"""Nobody: the columns of a list of those who moved."""


def moves_of_groups(long: pd.DataFrame, *, now: Concentration,
                    whole_years: set[int]) -> tuple[Stability | None, pd.DataFrame]:
    """What became of last year's top groups, and who entered and left (see `MOVING`); `long` as for `standings`.

    None and nobody when the year before is not whole or had none of them. No top holds a group without a positive
    amount.
    """
    groups = long[long["id"] != ""]
    years = {back: groups[groups["back"] == back].set_index("id") for back in (0, 1)}
    if 1 not in whole_years or years[1].empty:
        return None, MOVING
    before = concentration(years[1][["amount"]].assign(customers=1), by=now.by, top=now.top, cover=now.cover)
    pairs = pd.DataFrame(index=years[0].index.union(years[1].index))
    pairs["name"] = years[0]["name"].reindex(pairs.index).fillna(years[1]["name"])
    for back, ending, top, cut in ((0, "", "is_top", now.cut), (1, "_before", "was_top", before.cut)):
        amounts = years[back]["amount"].astype(float)
        pairs[f"amount{ending}"] = amounts.reindex(pairs.index)
        pairs[f"rank{ending}"] = amounts.rank(ascending=False, method="min").reindex(pairs.index).astype("Int64")
        pairs[top] = ((pairs[f"amount{ending}"] >= cut) & (pairs[f"amount{ending}"] > 0)).astype(int)
    pairs = pairs.rename_axis("id").reset_index()
    return stability(_sums(pairs), cut_before=before.cut), _listed(pairs)


def _sums(pairs: pd.DataFrame) -> pd.DataFrame:
    """The sums that `movers.sql` gives of customers, of these groups: what `stability` takes."""
    moved = pairs[(pairs["is_top"] == 1) | (pairs["was_top"] == 1)].fillna({"amount": 0.0, "amount_before": 0.0})
    by_move = moved.groupby(["is_top", "was_top"])
    return by_move.agg(customers=("id", "size"), amount=("amount", "sum"),
                       amount_before=("amount_before", "sum")).reset_index()


def _listed(pairs: pd.DataFrame) -> pd.DataFrame:
    moved = pairs[pairs["is_top"] != pairs["was_top"]]
    moved = moved.assign(
        move=moved["is_top"].map({1: "entered", 0: "left"}), region=None,
        change=moved["amount"].fillna(0.0) - moved["amount_before"].fillna(0.0),
    )
    moved = moved.sort_values(["move", "change", "id"], key=lambda one: -one.abs() if one.name == "change" else one)
    return moved[list(MOVING)].reset_index(drop=True)
