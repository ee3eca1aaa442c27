"""The lines of contribution: their order, their signs and their names.

    contribution = net_interest_income + fee_income − cost_to_serve − expected_loss − capital_charge
"""

from __future__ import annotations

from crm_core import CannotAnswer
from crm_core.question import Question, Reader

_SAYS = Question("says_contribution", "select has_revenue from book_info")

SIGNS = {
    "net_interest_income": 1,
    "fee_income": 1,
    "cost_to_serve": -1,
    "expected_loss": -1,
    "capital_charge": -1,
}
"""Each line's column and its effect on contribution, in the order of a profit and loss account."""

WORDS = {
    "net_interest_income": "net interest",
    "fee_income": "fees",
    "cost_to_serve": "cost to serve",
    "expected_loss": "expected loss",
    "capital_charge": "cost of capital",
}
"""Each line as it is said."""


def require_contribution(read: Reader) -> None:
    """Raises CannotAnswer when the book does not say what customers bring: zeros would be made up."""
    if not bool(read(_SAYS)["has_revenue"].iloc[0]):
        raise CannotAnswer(
            "This book does not say what customers bring in contribution: net_interest_income or fee_income in the "
            "activity file, or a rates file that prices it, would."
        )
