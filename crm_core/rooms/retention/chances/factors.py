"""What a model may look at: the factors of a customer, as columns of numbers.

Size, grade and type are those of the customers file as it is today, not as it was at the cut-off. Banks empty fields
when a customer leaves, and a model that saw the gap would know the outcome: so that a value is missing is no factor, it
counts as the middle one, and who looks after a customer is no factor at all (decision 141).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

FACTORS: dict[str, tuple[str, ...]] = {
    "balance_change": ("balance_change",),
    "turnover_change": ("turnover_change",),
    "transactions_change": ("transactions_change",),
    "products_change": ("products_change",),
    "products": ("products",),
    "tenure": ("tenure",),
    "balance": ("balance",),
    "turnover": ("turnover",),
    "transactions": ("transactions",),
    "contribution": ("contribution",),
    "contacts": ("contacts",),
    "size": ("size",),
    "grade": ("grade",),
    "type": ("is_individual", "is_business"),
}
"""Each factor and its columns, in the order of a model's matrix. Factors are what a reason names."""
COLUMNS = tuple(column for columns in FACTORS.values() for column in columns)
MAX_RATIO = 3.0
"""Of a logarithm of a change: twenty times as much, or a twentieth. Beyond that lies a new or an emptied account."""
_UNKNOWN_GRADE = 5


@dataclass(frozen=True, eq=False)
class Middle:
    """What stands for what is not known, learnt with the model: the medians of the customers it learnt from."""

    tenure_months: float
    size_amount: float
    grade_code: float


def middle(features: Mapping[str, np.ndarray]) -> Middle:
    """The medians of what may be unknown, over the customers of whom it is known; 0 where it is of nobody."""
    def median(name: str, unknown: float) -> float:
        values = features[name][features[name] != unknown]
        return float(np.median(values)) if len(values) else 0.0

    return Middle(median("tenure_months", -1), median("size_amount", -1), median("grade_code", _UNKNOWN_GRADE))


def matrix(features: Mapping[str, np.ndarray], known: Middle) -> np.ndarray:
    """[customers, `COLUMNS`] of float32, from the answer to `features.sql`.

    Amounts are drawn together by asinh (of either sign), counts by log(1 + n); changes are the logarithm of the last
    six months over the six before (transactions: the last three over the year), both with one unit of currency or one
    transaction added, cut at ±3.
    """
    tenure = np.where(features["tenure_months"] < 0, known.tenure_months, features["tenure_months"])
    size = np.where(features["size_amount"] < 0, known.size_amount, features["size_amount"])
    grade = np.where(features["grade_code"] == _UNKNOWN_GRADE, known.grade_code, features["grade_code"])
    columns = {
        "balance_change": _change(features["late_balance"], features["early_balance"]),
        "turnover_change": _change(features["late_turnover"], features["early_turnover"]),
        "transactions_change": _change(features["late_transactions"], features["mean_transactions"]),
        "products_change": features["products_now"] - features["products_before"],
        "products": features["products_now"],
        "tenure": np.log1p(np.maximum(tenure, 0)),
        "balance": np.arcsinh(features["late_balance"]),
        "turnover": np.log1p(np.maximum(features["late_turnover"], 0)),
        "transactions": np.log1p(np.maximum(features["mean_transactions"], 0)),
        "contribution": np.arcsinh(features["contribution"]),
        "contacts": np.log1p(features["contacts"]),
        "size": np.log1p(np.maximum(size, 0)),
        "grade": grade,
        "is_individual": features["type_code"] == 0,
        "is_business": features["type_code"] == 1,
    }
    return np.column_stack([np.asarray(columns[name], dtype=np.float32) for name in COLUMNS])


def _change(late: np.ndarray, early: np.ndarray) -> np.ndarray:
    change = np.log((np.maximum(late, 0) + 1) / (np.maximum(early, 0) + 1))
    return np.clip(change, -MAX_RATIO, MAX_RATIO)
