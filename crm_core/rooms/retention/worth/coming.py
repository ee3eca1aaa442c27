"""What today's customers are expected to contribute over some years, given how long such customers stay."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.rooms.retention.worth.beta_geometric import BetaGeometric, constant_retention, fit, staying

MIN_LEFT = 50
"""Leavers without whom no rate of leaving is known well enough to carry years ahead."""
_RANGE_Z = 1.2816
"""Of intervals of 80%, as forecasts have."""
_MONTHS = 12
_STEP = 1e-4


@dataclass(frozen=True, eq=False)
class Worth:
    """The contribution to come from the customers of a scope, in currency, discounted to today.

    Contribution is taken to go on as in the last twelve months for as long as a customer stays; the interval is of how
    long they stay, and of nothing else.
    """

    years: int
    discount: float
    """A year, as a fraction."""
    customers: int
    contribution: float
    """Of the last twelve months."""
    value: float
    low: float
    high: float
    """The interval of 80%."""
    if_nobody_left: float
    """The same years if nobody left, discounted: what leaving costs is the difference."""
    varies: bool
    """Whether the model with rates that differ between customers is used; else one constant rate fits as well."""
    alpha: float
    beta: float
    monthly_rate: float
    """The constant rate: leavers a customer-month."""
    yearly_retention: float
    """The part that stays for a year at the constant rate."""
    formula_later: float
    formula_now: float
    """One average customer by the formula with a constant rate, for ever: first margin in a year, and now."""


def worth(contributions: pd.DataFrame, table: pd.DataFrame, *, years: int, discount: float) -> Worth | None:
    """The value to come of customers by tenure: `contributions` (tenure_months, customers, contribution of a year),
    given the leavers by month of life in `table` (month, at_risk, left). None with too few leavers, or customers.

    Source: the residual lifetime of Fader and Hardie, *Marketing Science* 29 (2010), by months and to a horizon. Raises
    ValueError for years below 1 or a discount not above 0.
    """
    if years < 1 or discount <= 0:
        raise ValueError(f"years is {years} (1 or more), discount {discount} (above 0).")
    if table["left"].sum() < MIN_LEFT or contributions.empty:
        return None
    model = fit(table)
    survived = contributions["tenure_months"].to_numpy(dtype=float) + 1
    monthly = contributions["contribution"].to_numpy(dtype=float) / _MONTHS
    ahead = np.arange(1, years * _MONTHS + 1)
    today = (1 + discount) ** (-ahead / _MONTHS)

    def varying(logs: np.ndarray) -> float:
        alpha, beta = np.exp(logs)
        still = staying(alpha, beta, survived[:, None] + ahead) / staying(alpha, beta, survived)[:, None]
        return float(monthly @ (still @ today))

    def constant(rate: float) -> float:
        return float(monthly.sum() * ((1 - rate) ** ahead @ today))

    value, error = _with_error(model, varying, constant)
    customers, contribution = int(contributions["customers"].sum()), float(contributions["contribution"].sum())
    retention = (1 - model.rate) ** _MONTHS
    mean = contribution / customers
    formula = [constant_retention(mean, retention, discount, starts_now=now) for now in (False, True)]
    return Worth(
        years=years, discount=discount, customers=customers, contribution=contribution,
        value=value, low=value - _RANGE_Z * error, high=value + _RANGE_Z * error,
        if_nobody_left=float(monthly.sum() * today.sum()), varies=model.varies, alpha=model.alpha, beta=model.beta,
        monthly_rate=model.rate, yearly_retention=retention, formula_later=formula[0], formula_now=formula[1],
    )


def _with_error(model: BetaGeometric, varying: Callable[[np.ndarray], float],
                constant: Callable[[float], float]) -> tuple[float, float]:
    """The value by the model that is used, and its standard error by the delta method."""
    if not model.varies:
        slope = (constant(model.rate + _STEP * model.rate) - constant(model.rate - _STEP * model.rate))
        return constant(model.rate), abs(slope / (2 * _STEP * model.rate)) * model.rate_error
    logs = np.log([model.alpha, model.beta])
    slopes = np.array([(varying(logs + step) - varying(logs - step)) / (2 * _STEP) for step in np.eye(2) * _STEP])
    return varying(logs), math.sqrt(max(float(slopes @ model.covariance @ slopes), 0.0))
