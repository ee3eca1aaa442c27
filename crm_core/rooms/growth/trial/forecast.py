"""A model of a customer's growth in the year to come: small boosted trees, learnt from a year that is over."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from crm_core.learners.forecasts import learn_amounts
from crm_core.learners.own_process import in_own_process
from crm_core.rooms.growth.trial.alike import Customers
from crm_core.rooms.growth.trial.candidates import gap, momentum

FACTORS: dict[str, tuple[str, ...]] = {
    "momentum": ("momentum", "half_on_half"),
    "gap": ("gap",),
    "revenue": ("revenue",),
    "balance": ("balance",),
    "turnover": ("turnover",),
    "transactions": ("transactions",),
    "products": ("products",),
    "tenure": ("tenure",),
    "size": ("size",),
    "type": ("is_individual", "is_business"),
}
"""Each factor and its columns, in the order of the model's matrix. Factors are what a reason names."""
COLUMNS = tuple(column for columns in FACTORS.values() for column in columns)
MAX_LEARNING = 60_000
"""Customers to learn from, drawn at random of more."""
MIN_LEARNING = 400
"""Customers without whom trees of leaves of 80 tell nobody apart."""
_MAX_RATIO = 3.0

Forecast = Callable[[np.ndarray], np.ndarray]
"""From the matrix of customers to their growth, in currency a year."""


def matrix(customers: Customers, quartiles: np.ndarray) -> np.ndarray:
    """[customers, `COLUMNS`] of float32. Amounts are drawn together by asinh; half on half is the logarithm of the last
    six months' revenue over that of the six before, both with one unit of currency added, cut at ±3. An unknown tenure
    or size counts as the median: that a value is missing is no factor (decision 141)."""
    late, early = customers["late_revenue"], customers["revenue"] - customers["late_revenue"]
    half_on_half = np.log((np.maximum(late, 0) + 1) / (np.maximum(early, 0) + 1))
    columns = {
        "momentum": np.arcsinh(momentum(customers)), "half_on_half": np.clip(half_on_half, -_MAX_RATIO, _MAX_RATIO),
        "gap": np.log1p(gap(customers, quartiles)), "revenue": np.arcsinh(customers["revenue"]),
        "balance": np.arcsinh(customers["balance"]), "turnover": np.arcsinh(customers["turnover"]),
        "transactions": np.log1p(np.maximum(customers["transactions"], 0)), "products": customers["products_held"],
        "tenure": np.log1p(_or_median(customers["tenure_months"])),
        "size": np.log1p(_or_median(customers["size_amount"])),
        "is_individual": customers["type_code"] == 0, "is_business": customers["type_code"] == 1,
    }
    return np.column_stack([np.asarray(columns[name], dtype=np.float32) for name in COLUMNS])


def learn_forecast(columns: np.ndarray, growth: np.ndarray, *, seed: int = 0) -> Forecast:
    """The model of `growth` (currency) by `columns`, as a function. Raises ValueError for fewer than 400 customers."""
    if len(growth) < MIN_LEARNING:
        raise ValueError(f"{len(growth)} customers are too few to learn from; {MIN_LEARNING} are needed.")
    chosen = np.random.default_rng(seed).permutation(len(growth))[:MAX_LEARNING]
    return in_own_process(learn_amounts, columns[chosen], growth[chosen], seed)


def _or_median(values: np.ndarray) -> np.ndarray:
    known = values[values >= 0]
    return np.where(values >= 0, values, np.median(known) if len(known) else 0)

