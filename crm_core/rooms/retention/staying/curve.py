"""The Kaplan–Meier curve of customers who are seen from some month of their life on.

A book begins in some month, when most of its customers have been with the bank for years: whoever left before is not in
it. A customer therefore counts among those who could leave only from the month of life in which it is first seen
(delayed entry); counted from the first month of life, old customers would look immortal.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

CONFIDENCE_Z = 1.96
"""Of intervals of 95%."""


def risk_table(lives: pd.DataFrame) -> pd.DataFrame:
    """month, at_risk, left: of each month of life from the first in which somebody is seen, how many customers could
    leave in it and how many did.

    `lives`: month (of life), entered, ended, left_customers: how many are first seen in it, how many last, and how many
    of these left; several rows of one month add up. Whoever enters in a month can leave in it.
    """
    months = np.arange(int(lives["month"].max()) + 1)
    entered, ended, left = (
        np.bincount(lives["month"], weights=lives[each].to_numpy(dtype=float), minlength=len(months))
        for each in ("entered", "ended", "left_customers"))
    at_risk = np.cumsum(entered) - (np.cumsum(ended) - ended)
    table = pd.DataFrame({"month": months, "at_risk": at_risk.astype(int), "left": left.astype(int)})
    return table.iloc[int(np.flatnonzero(entered)[0]):].reset_index(drop=True)


def curve(table: pd.DataFrame, *, min_at_risk: int = 1) -> pd.DataFrame:
    """month, at_risk, left, staying, variance, low, high: of each month of life in the risk `table`, the part of
    customers who stay beyond it, with an interval of 95%.

    Of those who are still customers when the first month begins in which at least `min_at_risk` can leave; it ends
    before the first month with fewer. Empty where no month has so many. `variance` is Greenwood's sum, of the logarithm
    of `staying`; the interval is that of log(−log S), which keeps between 0 and 1, and has no width before anybody
    left. Source: Kaplan and Meier, *JASA* 53 (1958); delayed entry: Tsai, Jewell and Wang, *Biometrika* 74 (1987).
    """
    enough = (table["at_risk"] >= min_at_risk).to_numpy()
    first = int(enough.argmax()) if enough.any() else len(table)
    last = first + int((~enough[first:]).argmax() if (~enough[first:]).any() else len(table) - first)
    shown = table.iloc[first:last].reset_index(drop=True)
    at_risk, left = shown["at_risk"].to_numpy(dtype=float), shown["left"].to_numpy(dtype=float)
    share = np.cumprod(1 - left / at_risk)
    variance = np.cumsum(np.divide(left, at_risk * (at_risk - left), out=np.zeros(len(left)), where=at_risk > left))
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = np.exp(CONFIDENCE_Z * np.sqrt(variance) / -np.log(share))
        low, high = share ** reach, share ** (1 / reach)
    open_ended = (share >= 1) | (share <= 0)
    return shown.assign(staying=share, variance=variance, low=np.where(open_ended, share, low),
                        high=np.where(open_ended, share, high))


def mean_within(table: pd.DataFrame, first: int, months: int) -> tuple[float, float] | None:
    """The restricted mean: how many of the `months` from month of life `first` a customer stays on average, of those
    who are customers at its beginning, and its standard error. None where the curve `table` does not reach so far.

    Source: Klein and Moeschberger, *Survival Analysis* (2003), 4.5.
    """
    part = table[(table["month"] >= first) & (table["month"] < first + months)]
    if len(part) < months or not months:
        return None
    at_risk, left = part["at_risk"].to_numpy(dtype=float), part["left"].to_numpy(dtype=float)
    share = np.cumprod(1 - left / at_risk)
    area_after = np.cumsum(share[::-1])[::-1]  # what of the mean comes after each month's leavers have gone
    terms = np.divide(left, at_risk * (at_risk - left), out=np.zeros(len(left)), where=at_risk > left)
    return float(share.sum()), math.sqrt(float((area_after ** 2 * terms).sum()))
