"""The bridge: from a period's amount a year before to this one's, step by step, to the cent.

Customers who joined or left since account for their whole business. What is left is the business of those who stayed:
line by line, with net interest income split into volume, mix and margin, and a balance into holders, mix and balance a
holder. No step depends on another's order: amounts of different customers or lines only add up, and factors of a
product are split by Shapley's mean over all orders.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.profit_and_loss import SIGNS
from crm_core.rooms.changes.shapley import in_whole_cents, split

STOCKS = ("deposits", "loans", "customers")
"""What is held at the end of a period; the others are generated in all of it."""
STEPS = {
    "contribution": ("new", "left", "volume", "mix", "margin", "interest", "fees", "cost_to_serve", "expected_loss",
                     "capital_charge", "one_offs"),
    "revenue": ("new", "left", "volume", "mix", "margin", "interest", "fees", "one_offs"),
    "deposits": ("new", "left", "holders", "mix", "per_holder"),
    "loans": ("new", "left", "holders", "mix", "per_holder"),
    "customers": ("new", "left"),
}
"""The steps of each measure in their order; `interest` is net interest income without a balance to divide by."""
_FAMILIES = ("deposits", "loans")
_ALIKE = 0.1
"""How far the shares of known balances of both ends may differ for a rate to be told from a volume (decision 59)."""


@dataclass(frozen=True)
class Bridge:
    """Whole cents (customers by number). `steps` in their order add up to `now` − `before` exactly."""

    before: int
    now: int
    steps: dict[str, int]


def bridge(cells: pd.DataFrame, *, by: str) -> Bridge:
    """The bridge of `cells` (region × type × product × standing, `cells.sql`).

    Raises ValueError for an unknown measure.
    """
    if by not in STEPS:
        raise ValueError(f"Cannot explain {by!r}; choose one of {', '.join(STEPS)}.")
    amounts = _amounts(cells, by)
    steps = dict.fromkeys(STEPS[by], 0)
    change = amounts["now"] - amounts["before"]
    one_offs = cells["one_offs"] - cells["one_offs_before"] if "one_offs" in steps else change * 0
    for standing in ("new", "left"):
        steps[standing] = int((change - one_offs)[cells["standing"] == standing].sum())
    if "one_offs" in steps:
        steps["one_offs"] = int(one_offs.sum())
    stayed = cells[cells["standing"] == "stayed"]
    if by in _FAMILIES:
        held = stayed[stayed["family"] == by]
        steps |= _of_factors(held, "holders", by, ("holders", "mix", "per_holder"))
    elif by != "customers":
        steps |= _of_interest(stayed)
        steps["fees"] = int((stayed["fee_income"] - stayed["fee_income_before"]).sum()) - int(
            (stayed["one_offs"] - stayed["one_offs_before"]).sum())
        for line in (each for each in ("cost_to_serve", "expected_loss", "capital_charge") if each in steps):
            steps[line] = -int((stayed[line] - stayed[f"{line}_before"]).sum())
    return Bridge(int(amounts["before"].sum()), int(amounts["now"].sum()), steps)


def _amounts(cells: pd.DataFrame, by: str) -> pd.DataFrame:
    """The asked measure of every cell at both ends, in cents."""
    lines = {"contribution": tuple(SIGNS), "revenue": ("net_interest_income", "fee_income")}.get(by, (by,))
    return pd.DataFrame({end: sum(SIGNS.get(line, 1) * cells[f"{line}{suffix}"] for line in lines)
                         for end, suffix in (("before", "_before"), ("now", ""))}, index=cells.index)


def amounts_of(cells: pd.DataFrame, by: str, part: str) -> pd.DataFrame:
    """part, before, now: the measure by one column of the cells, in cents."""
    sums = _amounts(cells, by).groupby(cells[part], sort=True).sum()
    return sums.rename_axis("part").reset_index()


def _of_interest(stayed: pd.DataFrame) -> dict[str, int]:
    """Volume, mix and margin within deposits, within loans and within the rest, added up: so no balance of a deposit
    stands for one of a loan. `interest` is the change of cells whose balance is unknown, negative or nothing."""
    steps = dict.fromkeys(("volume", "mix", "margin"), 0)
    divides = _divides(stayed)
    kind = stayed["family"].where(stayed["family"].isin(_FAMILIES), "")
    for family in sorted(set(kind[divides])):
        found = _of_factors(stayed[divides & (kind == family)], "volume", "net_interest_income", tuple(steps))
        steps = {name: steps[name] + found[name] for name in steps}
    rest = stayed[~divides]
    return steps | {"interest": int((rest["net_interest_income"] - rest["net_interest_income_before"]).sum())}


def _divides(cells: pd.DataFrame) -> pd.Series:
    """Where income is a rate on a balance at both ends: the balance is positive, or there is neither; known alike."""
    fits = pd.Series(True, index=cells.index)
    shares = []
    for end in ("", "_before"):
        volume, income = cells[f"volume{end}"], cells[f"net_interest_income{end}"]
        fits &= (volume > 0) | ((volume == 0) & (income == 0))
        rows = cells[f"rows{end}"]
        shares.append((cells[f"known_balances{end}"] / rows.where(rows > 0)).astype(float))
    apart = (shares[0] - shares[1]).abs()
    return fits & ~(apart > _ALIKE)


def _of_factors(cells: pd.DataFrame, size: str, amount: str, names: tuple[str, ...]) -> dict[str, int]:
    """Three steps of Σ size × rate: the size of all, the mix of cells, their rates; in whole cents that add up."""
    ends = [[cells[f"{column}{end}"].to_numpy(float) for end in ("_before", "")] for column in (size, amount)]
    has_rate = np.ones(len(cells), bool)
    for sizes, amounts in zip(*ends, strict=True):
        has_rate &= (sizes > 0) | (amounts == 0)
    parts = list(split((ends[0][0][has_rate], ends[0][1][has_rate]), (ends[1][0][has_rate], ends[1][1][has_rate])))
    change = int((cells[amount] - cells[f"{amount}_before"]).sum())
    parts[2] += float((ends[1][1] - ends[1][0])[~has_rate].sum())
    return dict(zip(names, in_whole_cents(parts, change), strict=True))
