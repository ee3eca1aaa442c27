"""Why a group of customers contributes less than its kind: the gap, line by line, and where it comes from.

The first reference is the median customer of the same type, line by line; a group of several types is held
against as many median customers of each. Where most of a type lose, its median loses as well and shows no cause; so
there is a second reference: what the same products would contribute at the bank's own unit costs and rates. All sides
have the same five lines, so the differences add up to the gaps exactly: there is no residue to explain away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from crm_core import spans
from crm_core.profit_and_loss import SIGNS

MIN_HOLDER_MONTHS = 120
"""A cell of fewer holders and months (ten holders of a year) says more about a few customers than about a place."""
BASES = {"net_interest_income": "balance_size", "expected_loss": "owed", "capital_charge": "balance_size"}
"""Lines that follow a balance, and which: twice the loan has twice the expected loss at the same rate."""


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
    """What as many median customers of the same types would contribute."""
    gap: float
    """contribution − reference; the differences of `lines` sum to it exactly."""
    at_units: float
    """What the same products would contribute at the bank's own unit costs and rates for the customer type."""
    gap_at_units: float
    """contribution − at_units: what is due to cost, price and risk; the rest of `gap` is due to what is held."""
    lines: pd.DataFrame
    """line, amount, reference, difference, difference_a_customer, at_units, difference_at_units: effects on
    contribution, worst against the median first."""
    main_cause: str | None
    """The line that takes the most against the median, or against the bank's own units where no line is below the
    median; None when none is below either."""
    main_reference: Literal["median", "units"]
    """Against which of the two."""
    main_share: float | None
    """Its part of all shortfalls together, 0–1."""
    units_cause: str | None
    """The line that takes the most against the bank's own unit costs and rates; None unless the group is below them."""
    hotspots: pd.DataFrame
    """product, region_id, region, customer_type, holder_months, unit_amount, elsewhere, ratio, excess: where the main
    cause is out of proportion to the same product and type in the bank's median region, worst first. `unit_amount` is
    an amount a holder and month, or of a line that follows the balance its part of it over the months (a rate)."""
    levers: pd.DataFrame
    """lever, needed, of, is_possible: the single change that alone would bring the group to break even."""


def decompose(cells: pd.DataFrame, medians: pd.DataFrame, products: pd.DataFrame, *, who: str = "", of: str = "",
              months: int = spans.YEAR) -> Causes:
    """Explain a group's contribution against its types' median customers.

    `cells`: region_id, customer_type, customers, balance, the five lines and the five at the bank's own units
    (`…_at_units`), summed over the group. `medians`: customer_type, line, median_amount. `products`: product_id,
    product, region, customer_type, holder_months, balance_size, owed, the five lines, in_scope (see
    `product_lines.sql`). Raises ValueError for an empty group.
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
        own = sign * _cents(cells[f"{line}_at_units"]).sum()
        difference = (amount - usual) / 100
        rows.append((line, amount / 100, usual / 100, difference, difference / customers, own / 100,
                     (amount - own) / 100))
    lines = pd.DataFrame(rows, columns=["line", "amount", "reference", "difference", "difference_a_customer",
                                        "at_units", "difference_at_units"])
    lines = lines.sort_values("difference", kind="stable", ignore_index=True)
    contribution, reference, at_units = (_total(lines[name]) for name in ("amount", "reference", "at_units"))
    main, main_share = _worst(lines, "difference")
    gap_at_units = _total(lines["difference_at_units"])
    units_cause, units_share = _worst(lines, "difference_at_units") if gap_at_units < 0 else (None, None)
    main_reference: Literal["median", "units"] = "median" if main else "units"
    if not main and contribution < 0:  # the median itself loses as much: the bank's own units still show a cause
        main, main_share = units_cause, units_share
    return Causes(
        who=who,
        of=of,
        months=months,
        customers=customers,
        contribution=contribution,
        reference=reference,
        gap=_total(lines["difference"]),
        at_units=at_units,
        gap_at_units=gap_at_units,
        lines=lines,
        main_cause=main,
        main_reference=main_reference,
        main_share=main_share,
        units_cause=units_cause,
        hotspots=hotspots(products, main) if main else hotspots(products.iloc[:0], "cost_to_serve"),
        levers=levers(cells, contribution),
    )


def _worst(lines: pd.DataFrame, difference: str) -> tuple[str | None, float | None]:
    """The line with the largest shortfall, and its part of all shortfalls; None when no line falls short."""
    shortfall = lines[difference].clip(upper=0).sum()
    if not shortfall < 0:
        return None, None
    worst = lines.loc[lines[difference].idxmin()]
    return str(worst["line"]), float(worst[difference] / shortfall)


def hotspots(products: pd.DataFrame, line: str) -> pd.DataFrame:
    """Cells of product × region × type whose `line` is worse than in the median region, most money beyond it first.

    Fees and cost to serve are compared by holder and month; lines that follow the balance by their rate on it, where
    the product has a balance.
    """
    cells = products[products["holder_months"] >= MIN_HOLDER_MONTHS].copy()
    group = ["product_id", "customer_type"]
    base = cells["holder_months"].astype(float)
    if line in BASES:
        cells["base"] = cells[BASES[line]].astype(float).fillna(0.0)
        base = cells["base"].where(cells.groupby(group)["base"].transform("sum") > 0, base)
    cells["unit_amount"] = cells[line].astype(float) / base.where(base > 0)
    cells["elsewhere"] = cells.groupby(group)["unit_amount"].transform("median")
    cells["ratio"] = cells["unit_amount"] / cells["elsewhere"].where(cells["elsewhere"] != 0)
    cells["excess"] = -SIGNS[line] * (cells["unit_amount"] - cells["elsewhere"]) * base
    worst = cells[(cells["excess"] > 0) & (cells["in_scope"] == 1)].sort_values("excess", ascending=False)
    columns = ["product", "region_id", "region", "customer_type", "holder_months", "unit_amount", "elsewhere", "ratio",
               "excess"]
    return worst[columns].reset_index(drop=True)


def levers(cells: pd.DataFrame, contribution: float) -> pd.DataFrame:
    """The one change of price, of cost or of volume that alone would bring a loss to zero.

    `needed` is in the unit `of`: fees in currency a customer over the months of the result, margin over them in
    fraction of balance, the cut of the cost to serve as a fraction of it, growth of the balance as a fraction of it. A
    lever that cannot do it (nothing to cut, a balance that loses as it grows) has `is_possible` False.
    """
    missing = max(-contribution, 0.0)
    sums = cells[["customers", "balance", *SIGNS]].astype(float).sum()
    earned_on_balance = sums["net_interest_income"] - sums["expected_loss"] - sums["capital_charge"]
    rows = [
        ("fees", missing / sums["customers"], "currency a customer", True),
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
