"""The lines of contribution: their order, their signs and their names.

    contribution = net_interest_income + fee_income − cost_to_serve − expected_loss − capital_charge
"""

from __future__ import annotations

from crm_core.best_measure import require_measure
from crm_core.question import Reader

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
    """Raises CannotAnswer where contribution is unknown in the asked year: zeros would be made up."""
    require_measure(read, "contribution")
