"""The figures of the bank that can have a target and be watched: one list for targets, rules and their files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crm_core.language import N_, Message, _

Unit = Literal["money", "customers", "share"]
Direction = Literal["more", "less"]
Nature = Literal["sum", "level", "ratio", "report"]


@dataclass(frozen=True)
class Figure:
    """One figure: what it is called and how it is worked out, in English; its unit; which direction is good.

    `nature` says what a period of several months holds: the `sum` of its months, the `level` in its last month, a
    `ratio` of two sums, or the latest `report`. Only a sum falls due month by month.
    """

    key: str
    english_label: Message
    english_definition: Message
    unit: Unit
    nature: Nature
    better: Direction = "more"

    @property
    def label(self) -> str:
        """What it is called in the language spoken now."""
        return _(self.english_label)

    @property
    def definition(self) -> str:
        """How it is worked out, in a sentence of the language spoken now."""
        return _(self.english_definition)


_ALL = (
    Figure("contribution", N_("Contribution"),
           N_("Revenue less cost to serve, expected loss and cost of capital, summed over the months."),
           "money", "sum"),
    Figure("revenue", N_("Revenue"), N_("Net interest income and fees, summed over the months."), "money", "sum"),
    Figure("deposits", N_("Deposits"), N_("The balance of deposits in the last month."), "money", "level"),
    Figure("loans", N_("Loans"), N_("The balance of loans in the last month."), "money", "level"),
    Figure("customers", N_("Customers"), N_("Customers on the books in the last month."), "customers", "level"),
    Figure("new_customers", N_("New customers"),
           N_("Customers in the last month who were not there in the same month a year before."),
           "customers", "level"),
    Figure("customers_kept", N_("Customers kept"),
           N_("Of the customers of the same month a year before, the share who are still customers in the last month."),
           "share", "level"),
    Figure("contribution_kept", N_("Contribution kept"),
           N_("Of the contribution of the same months a year before, the share that came from customers who are still "
              "customers."), "share", "ratio"),
    Figure("cost_to_serve_per_revenue", N_("Cost to serve per revenue"),
           N_("Cost to serve over revenue, both summed over the months."), "share", "ratio", better="less"),
    Figure("market_share", N_("Market share"),
           N_("Our balances over those of all banks, in the latest report of the market within the period."),
           "share", "report"),
)

FIGURES = {figure.key: figure for figure in _ALL}
"""Every figure by its key, in the order in which they are offered."""
