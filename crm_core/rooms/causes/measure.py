"""Why a group of customers brings less than its kind: the gap, line by line, and where it comes from.

The reference is the median customer of the same type, line by line; a group of several types is held
against as many median customers of each. Both sides have the same five lines, so the differences add
up to the gap exactly: there is no residue to explain away.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core import spans
from crm_core.profit_and_loss import SIGNS

MIN_HOLDER_MONTHS = 24
"""A cell of fewer holders and months says more about one customer than about a place."""


@dataclass(frozen=True, eq=False)
class Causes:
    """A group against its reference. Amounts in currency over the year in scope; costs count as negative effects."""

    who: str
    """loss_makers, everybody, or the id of one customer."""
    of: str
    """The name of the branch or manager whose customers they are; empty for the whole scope."""
    months: int
    """Months with data in the year in scope: 12 unless the book is young."""
    customers: int
    contribution: float
    reference: float
    """What as many median customers of the same types would bring."""
    gap: float
    """contribution − reference; the differences of `lines` sum to it exactly."""
    lines: pd.DataFrame
    """line, amount, reference, difference, difference_a_customer: effects on contribution, worst first."""
    main_cause: str | None
    """The line that takes the most; None when no line is below its reference."""
    main_share: float | None
    """Its part of all shortfalls together, 0–1."""
    hotspots: pd.DataFrame
    """product, region, customer_type, holder_months, a_month, elsewhere, ratio, excess: where the main cause
    is out of proportion to the same product and type in the bank's median region, worst first."""
    levers: pd.DataFrame
    """lever, needed, of, is_possible: the single change that alone would bring the group to break even."""


def decompose(cells: pd.DataFrame, medians: pd.DataFrame, products: pd.DataFrame, *, who: str = "", of: str = "",
              months: int = spans.YEAR) -> Causes:
    """Explain a group's contribution against its types' median customers.

    `cells`: region_id, customer_type, customers, balance and the five lines, summed over the group.
    `medians`: customer_type, line, median_amount. `products`: product, region, customer_type,
    holder_months, the five lines, in_scope (see `product_lines.sql`). Raises ValueError for an empty group.
    """
    customers = int(cells["customers"].sum())
    if not customers:
        raise ValueError("There are no customers to explain.")
    by_type = cells.groupby("customer_type")["customers"].sum()
    typical = medians.pivot_table(index="customer_type", columns="line", values="median_amount").reindex(by_type.index)
    rows = []
    for line, sign in SIGNS.items():
        amount = sign * _cents(cells[line]).sum()
        usual = sign * int((_cents(typical[line]) * by_type.to_numpy()).sum())
        difference = (amount - usual) / 100
        rows.append((line, amount / 100, usual / 100, difference, difference / customers))
    lines = pd.DataFrame(rows, columns=["line", "amount", "reference", "difference", "difference_a_customer"])
    lines = lines.sort_values("difference", kind="stable", ignore_index=True)
    contribution, reference = _total(lines["amount"]), _total(lines["reference"])
    shortfall = lines["difference"].clip(upper=0).sum()
    main = str(lines["line"][0]) if shortfall < 0 else None
    return Causes(
        who=who,
        of=of,
        months=months,
        customers=customers,
        contribution=contribution,
        reference=reference,
        gap=_total(lines["difference"]),
        lines=lines,
        main_cause=main,
        main_share=float(lines["difference"][0] / shortfall) if main else None,
        hotspots=hotspots(products, main) if main else hotspots(products.iloc[:0], "cost_to_serve"),
        levers=levers(cells, contribution, months=months),
    )


def hotspots(products: pd.DataFrame, line: str) -> pd.DataFrame:
    """Cells of product × region × type whose `line` a holder and month is worse than in the median region."""
    cells = products[products["holder_months"] >= MIN_HOLDER_MONTHS].copy()
    cells["a_month"] = cells[line].astype(float) / cells["holder_months"]
    cells["elsewhere"] = cells.groupby(["product", "customer_type"])["a_month"].transform("median")
    cells["ratio"] = cells["a_month"] / cells["elsewhere"].where(cells["elsewhere"] != 0)
    cells["excess"] = -SIGNS[line] * (cells["a_month"] - cells["elsewhere"]) * cells["holder_months"]
    worst = cells[(cells["excess"] > 0) & (cells["in_scope"] == 1)].sort_values("excess", ascending=False)
    columns = ["product", "region", "customer_type", "holder_months", "a_month", "elsewhere", "ratio", "excess"]
    return worst[columns].reset_index(drop=True)


def levers(cells: pd.DataFrame, contribution: float, *, months: int = spans.YEAR) -> pd.DataFrame:
    """The one change of price, of cost or of volume that alone would bring a loss to zero.

    `needed` is in the unit `of`: fees in currency a customer over the `months`, margin over them in fraction of
    balance, the cut of the cost to serve as a fraction of it, growth of the balance as a fraction of it. A lever
    that cannot do it (nothing to cut, a balance that loses as it grows) has `is_possible` False.
    """
    missing = max(-contribution, 0.0)
    sums = cells[["customers", "balance", *SIGNS]].astype(float).sum()
    earned_on_balance = sums["net_interest_income"] - sums["expected_loss"] - sums["capital_charge"]
    rows = [
        ("fees", missing / sums["customers"], f"currency a customer {spans.over(months)}", True),
        ("margin", _ratio(missing, sums["balance"]), "fraction of balance", sums["balance"] > 0),
        ("cost to serve", _ratio(missing, sums["cost_to_serve"]), "fraction of cost to serve",
         sums["cost_to_serve"] >= missing > 0),
        ("balance", _ratio(missing, earned_on_balance), "fraction of balance", earned_on_balance > 0),
    ]
    table = pd.DataFrame(rows, columns=["lever", "needed", "of", "is_possible"])
    return table if missing else table.iloc[:0]


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else np.nan


def _cents(amounts: pd.Series) -> np.ndarray:
    return np.rint(amounts.to_numpy(dtype=float) * 100).astype(np.int64)


def _total(amounts: pd.Series) -> float:
    return float(_cents(amounts).sum() / 100)
