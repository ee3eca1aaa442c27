"""One customer's profile: who they are, what they contributed by year and product, where they rank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from crm_core.language import _
from crm_core.profit_and_loss import SIGNS

_QUARTER = 3
"""Months whose mean is a pace: one month alone is noise."""


@dataclass(frozen=True, eq=False)
class CustomerFile:
    """Everything the book knows of one customer. Amounts in currency."""

    identity: dict[str, Any]
    """customer_id, name, customer_type, region, branch, manager, industry, size_amount, credit_grade, joined_on,
    left_on."""
    years: pd.DataFrame
    """years_ago, first_month, last_month, is_complete, months_with_activity, contribution_rank (equals share one),
    equal_customers (how many share it), of_customers, contribution_score (0–100, the percentile), products_held,
    balance, turnover, the five lines, contribution; latest first."""
    products: pd.DataFrame
    """product_id, product, family, years_ago, balance, turnover, the five lines, contribution."""
    months: pd.DataFrame
    """month, balance, turnover, contribution; oldest first."""
    known: tuple[str, ...] = ("contribution", "balance", "turnover")
    """What is known of these in the latest year, the best first; whatever is not among them is no figure."""

    @property
    def by(self) -> str:
        """What the file is about: contribution, or the best that the book knows in its place."""
        return self.known[0] if self.known else "contribution"

    @property
    def by_product(self) -> pd.DataFrame:
        """One row a product held in any of the years: product_id, product, family, `by` of the latest year, of the year
        before and two before (`contribution_before`, `contribution_two_before`; only of years that are whole), and the
        latest year's balance, turnover and lines. What is no longer held has none; best first."""
        if not len(self.years):
            return self.products.iloc[:0]
        latest = int(self.years["years_ago"].iloc[0])
        whole = set(self.years.loc[self.years["is_complete"], "years_ago"])
        now = self.products[self.products["years_ago"] == latest].drop(columns="years_ago")
        named = ["product_id", "product", "family"]
        table = self.products[named].drop_duplicates().merge(now, how="left", on=named)
        for name, back in ((f"{self.by}_before", latest + 1), (f"{self.by}_two_before", latest + 2)):
            then = self.products[(self.products["years_ago"] == back) & ({back, latest} <= whole)]
            table[name] = table["product_id"].map(then.set_index("product_id")[self.by]).astype(float)
        columns = [self.by, f"{self.by}_before", f"{self.by}_two_before"]
        table = table[table[columns].notna().any(axis="columns")]
        return table.sort_values([*columns[:2], "product", "product_id"],
                                 ascending=[False, False, True, True], ignore_index=True)

    @property
    def latest(self) -> dict[str, Any] | None:
        """The latest trailing year with the customer in it."""
        return self.years.iloc[0].to_dict() if len(self.years) else None

    @property
    def months_stayed(self) -> bool:
        """Whether there are products of the latest year and no months: they stayed in the lakehouse (decision 138)."""
        return not len(self.months) and self.latest is not None and int(self.latest["products_held"]) > 0

    @property
    def pace(self) -> tuple[float, float] | None:
        """`by` a month: of the last three months of the book's rows and of the three before them; None when
        there are fewer than six."""
        amounts = self.months[self.by].dropna().astype(float)
        if len(amounts) < 2 * _QUARTER:
            return None
        return float(amounts.tail(_QUARTER).mean()), float(amounts.iloc[-2 * _QUARTER:-_QUARTER].mean())

    @property
    def change(self) -> float | None:
        """`by` of the latest year less that of the year before; None without two whole years in a row."""
        by_year = self.years.set_index("years_ago")
        if not {0, 1} <= set(by_year.index) or not by_year.loc[[0, 1], "is_complete"].all():
            return None
        return float(by_year.loc[0, self.by] - by_year.loc[1, self.by])


def export_table(result: CustomerFile) -> pd.DataFrame:
    """The years as a whole and by product as one table: what a reader takes away. `product` is `All products` first,
    with no `product_id`."""
    whole = result.years.assign(product_id="", product=_("All products"))
    return pd.concat([whole, result.products], ignore_index=True)[
        ["years_ago", "product_id", "product", "contribution_rank", "balance", "turnover", *SIGNS, "contribution"]]


def customer_file(identity: pd.DataFrame, years: pd.DataFrame, products: pd.DataFrame, months: pd.DataFrame, *,
                  known: tuple[str, ...] = ("contribution", "balance", "turnover")) -> CustomerFile:
    """Put the file together from the book's answers. Raises ValueError when `identity` is not one row."""
    if len(identity) != 1:
        raise ValueError(f"A customer's file needs one customer; {len(identity)} were found.")
    facts = {name: None if pd.isna(value) else value for name, value in identity.iloc[0].to_dict().items()}
    return CustomerFile(facts, years.reset_index(drop=True), products.reset_index(drop=True),
                        months.reset_index(drop=True), known)
