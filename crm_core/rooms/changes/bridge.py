"""The bridge: from a period's amount a year before to this one's, step by step, to the cent.

Customers who joined or left since account for their whole business. What is left is the business of those who stayed:
line by line, with net interest income split into volume, mix and margin, and a balance into holders, mix and balance a
holder. No step depends on another's order: amounts of different customers or lines only add up, and factors of a
product are split by Shapley's mean over all orders.
"""

from __future__ import annotations

from collections.abc import Mapping
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
_MOVED = {"new", "left"}
_OF_ALL = {by: tuple(step for step in steps if step not in {*_MOVED, "one_offs"}) for by, steps in STEPS.items()}
"""The steps where the book does not say who joined and who left, nor which fees came once: of all customers."""
_FAMILIES = ("deposits", "loans")
_ALIKE = 0.1
"""How far the shares of known balances of both ends may differ for a rate to be told from a volume (decision 59)."""


@dataclass(frozen=True)
class Bridge:
    """Whole cents (customers by number). `steps` in their order add up to `now` − `before` exactly."""

    before: int
    now: int
    steps: dict[str, int]


def bridge(cells: pd.DataFrame | Mapping[str, np.ndarray], *, by: str) -> Bridge:
    """The bridge of `cells` (region × type × product × standing, `cells.sql`).

    Raises ValueError for an unknown measure.
    """
    if by not in STEPS:
        raise ValueError(f"Cannot explain {by!r}; choose one of {', '.join(STEPS)}.")
    columns = as_columns(cells)
    before, now = amounts(columns, by)
    steps = dict.fromkeys(STEPS[by] if tells_standings(columns) else _OF_ALL[by], 0)
    one_offs = columns["one_offs"] - columns["one_offs_before"] if "one_offs" in steps else np.zeros_like(now)
    for standing in _MOVED & steps.keys():
        steps[standing] = int((now - before - one_offs)[columns["standing"] == standing].sum())
    stayed = where(columns, ~np.isin(columns["standing"], list(_MOVED)))
    if by in _FAMILIES:
        of_family = where(stayed, stayed["family"] == by)
        factors = in_whole_cents(_of_factors(of_family, "holders", by), _change(of_family, by))
        steps |= dict(zip(("holders", "mix", "per_holder"), factors, strict=True))
    elif by != "customers":
        steps |= _of_interest(stayed)
        if "one_offs" in steps:
            steps["one_offs"] = int(one_offs.sum())
        steps["fees"] = _change(stayed, "fee_income") - _change(stayed, "one_offs")
        for line in (each for each in ("cost_to_serve", "expected_loss", "capital_charge") if each in steps):
            steps[line] = -_change(stayed, line)
    return Bridge(int(before.sum()), int(now.sum()), steps)


def tells_standings(columns: Mapping[str, np.ndarray]) -> bool:
    """Whether the cells tell apart who joined, stayed and left; a book of large groups leaves it empty."""
    return not len(columns["standing"]) or bool((columns["standing"] != "").any())


def as_columns(cells: pd.DataFrame | Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The columns of a table as arrays: a bridge is hundreds of small sums, which a table takes a millisecond each."""
    return {str(name): np.asarray(cells[name]) for name in cells}


def where(columns: Mapping[str, np.ndarray], mask: np.ndarray) -> dict[str, np.ndarray]:
    """The rows of all columns where `mask` is true."""
    return {name: column[mask] for name, column in columns.items()}


def amounts(columns: Mapping[str, np.ndarray], by: str) -> tuple[np.ndarray, np.ndarray]:
    """The asked measure of every cell a year before and now, in cents."""
    lines = {"contribution": tuple(SIGNS), "revenue": ("net_interest_income", "fee_income")}.get(by, (by,))
    before, now = (np.sum([SIGNS.get(line, 1) * columns[f"{line}{end}"] for line in lines], axis=0)
                   for end in ("_before", ""))
    return before, now


def _change(columns: Mapping[str, np.ndarray], line: str) -> int:
    return int((columns[line] - columns[f"{line}_before"]).sum())


def _of_interest(stayed: dict[str, np.ndarray]) -> dict[str, int]:
    """Volume, mix and margin within deposits, within loans and within the rest, added up: so no balance of a deposit
    stands for one of a loan. `interest` is the change of cells whose balance is unknown, negative or nothing."""
    divides = _divides(stayed)
    is_rest = ~np.isin(stayed["family"], _FAMILIES)
    kinds = (*(stayed["family"] == family for family in _FAMILIES), is_rest)
    factors = np.sum([_of_factors(where(stayed, divides & kind), "volume", "net_interest_income") for kind in kinds],
                     axis=0)
    whole = in_whole_cents(factors.tolist(), _change(where(stayed, divides), "net_interest_income"))
    return dict(zip(("volume", "mix", "margin"), whole, strict=True)) | {
        "interest": _change(where(stayed, ~divides), "net_interest_income")}


def _divides(columns: Mapping[str, np.ndarray]) -> np.ndarray:
    """Where income is a rate on a balance at both ends: the balance is positive, or there is neither; known alike."""
    fits, shares = np.ones(len(columns["family"]), bool), []
    for end in ("", "_before"):
        volume, income, rows = (columns[f"{name}{end}"] for name in ("volume", "net_interest_income", "rows"))
        fits &= (volume > 0) | ((volume == 0) & (income == 0))
        shares.append(np.divide(columns[f"known_balances{end}"], rows, out=np.full(len(rows), np.nan), where=rows > 0))
    return fits & ~(np.abs(shares[0] - shares[1]) > _ALIKE)


def _of_factors(columns: Mapping[str, np.ndarray], size: str, amount: str) -> list[float]:
    """Three steps of Σ size × rate: the size of all, the mix of cells, their rates; they add up but for rounding.

    An amount without a size has no rate and counts to the third.
    """
    sizes, held = ([columns[f"{column}{end}"].astype(float) for end in ("_before", "")] for column in (size, amount))
    has_rate = np.all([(sizes[end] > 0) | (held[end] == 0) for end in (0, 1)], axis=0)
    parts = list(split((sizes[0][has_rate], sizes[1][has_rate]), (held[0][has_rate], held[1][has_rate])))
    parts[2] += float((held[1] - held[0])[~has_rate].sum())
    return parts
