"""The strategy of each group, and the service that goes with it: hours of contact a year and what they cost."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from crm_core.rooms.growth.groups import GROUPS, Group
from crm_core.service_models import HOURS_A_YEAR, SERVICE_MODELS, Style, hours_at

Strategy = Literal["maintain", "expand", "develop", "automate", "repair"]
STRATEGIES: dict[Group, tuple[Strategy, Style, int]] = {
    "most_valuable": ("maintain", "strategic", 0),
    "highest_potential": ("expand", "integrated", 1),
    "general": ("automate", "technology", 3),
    "potential": ("develop", "integrated", 2),
    "low_income": ("repair", "technology", 4),
}
"""Of each group its strategy, its style of service, and its place among the five by hours a customer (0 has most). The
paper generates income continuously with the first two, develops the potential, serves general customers by technology
(5.5) and looks for problems and causes, at marginal cost, with the low-income."""
_TYPES = ("individual", "business", "corporate", "everybody")
"""Of the codes of `customers.sql`: who has no stated type is served as everybody."""


def strategies(groups: pd.DataFrame) -> pd.DataFrame:
    """group, strategy, style, customers, contribution, hours and service_cost (of the strategy, a year), of the groups
    of `sums`. Hours and what an hour costs are assumptions to start from."""
    rows = []
    for row in groups.to_dict("records"):
        strategy, style, place = STRATEGIES[row["group"]]
        hours = sum(row[f"type_{code}"] * hours_at(of, place, len(GROUPS)) for code, of in enumerate(_TYPES))
        rows.append((row["group"], strategy, style, row["customers"], row["contribution"], hours,
                     hours * SERVICE_MODELS[style].hour_cost()))
    return pd.DataFrame(rows, columns=["group", "strategy", "style", "customers", "contribution", "hours",
                                       "service_cost"])


def hours_a_customer(group: Group, of: str) -> float:
    """Hours of contact a year that the strategy gives a customer of type `of` (`HOURS_A_YEAR`)."""
    if of not in HOURS_A_YEAR:
        raise ValueError(f"of is {of!r}; choose one of {', '.join(HOURS_A_YEAR)}.")
    return hours_at(of, STRATEGIES[group][2], len(GROUPS))
