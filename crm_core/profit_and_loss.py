"""The lines of contribution: their order and their signs. What they are called is in `vocabulary`.

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


def require_contribution(read: Reader) -> None:
    """Raises CannotAnswer where contribution is unknown in the asked year: zeros would be made up."""
    require_measure(read, "contribution")
