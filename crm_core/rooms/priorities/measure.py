"""Whom to call first, and what about: three lists of named customers, and which line each reason is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from crm_core.profit_and_loss import SIGNS

COLUMNS = ["customer_id", "name", "region", "customer_type", "manager_id", "contribution", "money", "reason"]
"""The columns of every list; `money` is what is at stake, in currency a year."""

_GAINS = {"cost_to_serve": "cost_over", "fee_income": "fees_short", "net_interest_income": "margin_short",
          "expected_loss": "loss_over"}
"""By line: the column of what the bank's own unit costs and rates on it would add to contribution."""


@dataclass(frozen=True, eq=False)
class Priorities:
    """One page of one list. Amounts in currency a year."""

    todo: str
    """protect, repair or grow: the lists shown as Retain, Restore and Develop."""
    top: float
    """The share of the bank's customers that counts as its top, 0–1."""
    cut: float
    """The threshold: the contribution of the last customer of the top."""
    search: str
    """What the customers' numbers or names had to contain; empty for all."""
    found: int
    """Customers on the whole list."""
    money: float
    """At stake over the whole list: the decline since the year before, losses that one change would eliminate, or the
    gaps to the threshold."""
    table: pd.DataFrame
    """One row a customer, most urgent first: see `COLUMNS`; also what the reason was made of."""


def most_fallen(row: Mapping[str, Any]) -> str:
    """The line of contribution that fell most since the year before, by its code."""
    return min(SIGNS, key=lambda line: float(row[f"{line}_change"]))


def most_to_gain(row: Mapping[str, Any]) -> tuple[str, float]:
    """The line that would add most at the bank's own unit costs and rates, by its code, and how much that is."""
    line = max(_GAINS, key=lambda each: float(row[_GAINS[each]]))
    return line, float(row[_GAINS[line]])
