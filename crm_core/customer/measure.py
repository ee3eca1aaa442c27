"""One customer's file: who they are, what they brought by year and product, where they rank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True, eq=False)
class CustomerFile:
    """Everything the book knows of one customer. Amounts in currency."""

    identity: dict[str, Any]
    """customer_id, name, customer_type, region, branch, manager, industry, size_amount, credit_grade, joined_on,
    left_on."""
    years: pd.DataFrame
    """years_ago, first_month, last_month, is_complete, contribution_rank, of_customers, contribution_score (0–100,
    the percentile), products_held, balance, turnover, the five lines, contribution; latest first."""
    products: pd.DataFrame
    """product, family, years_ago, balance, turnover, the five lines, contribution."""
    months: pd.DataFrame
    """month, balance, turnover, contribution; oldest first."""

    @property
    def latest(self) -> dict[str, Any] | None:
        """The latest trailing year with the customer in it."""
        return self.years.iloc[0].to_dict() if len(self.years) else None

    @property
    def change(self) -> float | None:
        """Contribution of the latest year less that of the year before; None without two whole years in a row."""
        by_year = self.years.set_index("years_ago")
        if not {0, 1} <= set(by_year.index) or not by_year.loc[[0, 1], "is_complete"].all():
            return None
        return float(by_year.loc[0, "contribution"] - by_year.loc[1, "contribution"])


def customer_file(identity: pd.DataFrame, years: pd.DataFrame, products: pd.DataFrame,
                  months: pd.DataFrame) -> CustomerFile:
    """Put the file together from the book's answers. Raises ValueError when `identity` is not one row."""
    if len(identity) != 1:
        raise ValueError(f"A customer's file needs one customer; {len(identity)} were found.")
    known = {name: None if pd.isna(value) else value for name, value in identity.iloc[0].to_dict().items()}
    return CustomerFile(known, years.reset_index(drop=True), products.reset_index(drop=True),
                        months.reset_index(drop=True))
