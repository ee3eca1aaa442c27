"""Concentration: how much of a total rests on how few customers.

The curve is the *whale curve*: customers ranked best first, their amounts summed up. It rises to a
peak at the last profitable customer and falls over the unprofitable. Where nobody
can be negative it is the mirror image of the Lorenz curve.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from crm_core.language import _
from crm_core.net_share import is_divisible

_HAIR = 1e-9
"""Ranks are sums of floats; a point this close after a knot is on it."""

GINI = "Gini, 0 to (n − 1)/n"
GINI_WITH_LOSSES = "Gini for amounts that may be negative (Raffinetti, Siletti and Vernizzi 2015), 0 to 1"


@dataclass(frozen=True, eq=False)
class Concentration:
    """Who carries the total of one measure. Amounts in the book's currency, shares as fractions.

    Shares *of the total*, and the customers that cover a part of it, are None when the net total is not positive or
    small beside the gains (`net_share`): a percentage of it says nothing, so money is reported instead. They may
    exceed 1: the profitable generate more than the net.
    """

    by: str
    """The measure: contribution, revenue, balance or turnover."""
    top: float
    """The share of customers asked about, 0–1."""
    cover: float
    """The share of the total asked about, 0–1."""
    customers: int
    total: float
    """Net total over all customers."""
    top_customers: float
    """Customers in the top share: `top` × customers, a fraction of a customer counted as a fraction."""
    top_amount: float
    top_share: float | None
    """`top_amount` over `total`."""
    cut: float
    """The amount of the last customer in the top: whoever has more is above the cut. NaN in a curve of steps."""
    tied_customers: int
    """Customers whose amount is that of the cut: 1 when nobody ties with the last of the top."""
    tied_inside: float
    """How many of them the top still holds; the rest have as much and are beyond it."""
    cover_customers: float | None
    """The fewest customers that reach `cover` of the total (on the rising branch of the curve)."""
    cover_share: float | None
    """`cover_customers` over `customers`."""
    profitable_customers: int
    """Customers with a positive amount: the rank at which the curve peaks."""
    loss_making_customers: int
    """Customers with a negative amount."""
    peak_amount: float
    """What the profitable generate: the height of the curve."""
    peak_share: float | None
    destroyed_amount: float
    """The losses of the unprofitable, as a positive amount."""
    destroyed_share: float | None
    gini: float | None
    """Concentration index; see `gini_form` for which. None when every amount is zero."""
    gini_form: str
    curve: pd.DataFrame
    """customers (cumulative, from 0), amount (cumulative): knots of the curve, best first, each exact; a
    long curve keeps some 400 of its knots, the peak and the ends among them."""
    steps: int = field(default=0, kw_only=True)
    """Of how many steps of customers the curve is, where single ones are not shown: exact at the end of each, a
    straight line between; 0 where it is exact everywhere."""

    @property
    def has_losses(self) -> bool:
        """True when somebody has a negative amount; then the index is that for amounts that may be negative."""
        return self.loss_making_customers > 0

    @property
    def has_shares(self) -> bool:
        """True when shares of the net total say something."""
        return is_divisible(self.total, self.peak_amount)

    @property
    def is_cut_in_tie(self) -> bool:
        """True when some of those who tie at the cut are inside the top and some are not."""
        return self.tied_customers - self.tied_inside > 1 - _HAIR

    @property
    def loss_making_share(self) -> float:
        """Unprofitable customers as a fraction of customers."""
        return self.loss_making_customers / self.customers


def concentration(ranked: pd.DataFrame, *, by: str = "contribution", top: float = 0.20,
                  cover: float = 0.80) -> Concentration:
    """The whale curve of `ranked` and what can be read off it.

    `ranked` has `customers` (how many) and `amount` (of all of them together), one row per group of
    customers of the same value; rows of one customer each are the plainest case. Order does not matter.
    Inside a row the curve is a straight line, so a fractional customer is interpolated.

    Raises ValueError when `top` is not in (0, 1], `cover` not in (0, 1], or there are no customers.
    Source: Lorenz curve turned round; "whale curve" after Kaplan and Narayanan (2001).
    """
    return concentrated(ranked["customers"].to_numpy(dtype=np.int64), ranked["amount"].to_numpy(dtype=float), by=by,
                        top=top, cover=cover)


def concentrated(customers: np.ndarray, amounts: np.ndarray, *, by: str, top: float, cover: float) -> Concentration:
    """`concentration` of two columns that are no table yet: making one takes longer than the curve."""
    _check(top, cover)
    counts, cents = _best_first(customers, amounts)
    if not counts.sum():
        raise ValueError("There are no customers to rank.")
    rank, running = _curve(counts, cents)
    everybody, total = int(rank[-1]), int(running[-1])
    peak, destroyed = int(cents[cents > 0].sum()), -int(cents[cents < 0].sum())
    top_customers = everybody * top
    top_cents = float(np.interp(top_customers, rank, running))
    is_shared = is_divisible(total, peak)
    cover_customers = _first_rank_at(cover * total, rank, running) if is_shared else None
    tied, above = _tie_at(top_customers, rank, counts, cents)
    has_losses = destroyed > 0
    return Concentration(
        by=by,
        top=top,
        cover=cover,
        customers=everybody,
        total=total / 100,
        top_customers=top_customers,
        top_amount=top_cents / 100,
        top_share=top_cents / total if is_shared else None,
        cut=_value_at(top_customers, rank, counts, cents),
        tied_customers=tied,
        tied_inside=round(top_customers - above, 9),
        cover_customers=cover_customers,
        cover_share=cover_customers / everybody if cover_customers is not None else None,
        profitable_customers=int(counts[cents > 0].sum()),
        loss_making_customers=int(counts[cents < 0].sum()),
        peak_amount=peak / 100,
        peak_share=peak / total if is_shared else None,
        destroyed_amount=destroyed / 100,
        destroyed_share=destroyed / total if is_shared else None,
        gini=_gini(counts, cents, corrected=has_losses),
        gini_form=GINI_WITH_LOSSES if has_losses else GINI,
        curve=_knots(rank, running),
    )


def asked_rows(customers: np.ndarray, amounts: np.ndarray, *, top: float, cover: float) -> list[int]:
    """The positions of the rows, which are best first, in which the asked points of their curve fall.

    Everything else about the curve is exact without looking into a row. Raises ValueError as `concentration` does.
    """
    _check(top, cover)
    rank, running = _curve(*_best_first(customers, amounts))
    rows = {int(np.searchsorted(rank[1:], rank[-1] * top - _HAIR))}
    if running[-1] > 0:
        rows.add(int(np.argmax(running >= cover * running[-1])) - 1)
    return sorted(min(row, len(customers) - 1) for row in rows)


def _check(top: float, cover: float) -> None:
    if not 0 < top <= 1:
        raise ValueError(_("top is {top}; it is a share of customers and must be above 0 and at most 1.",
                           top=repr(top)))
    if not 0 < cover <= 1:
        raise ValueError(_("cover is {cover}; it is a share of the total and must be above 0 and at most 1.",
                           cover=repr(cover)))


def _curve(counts: np.ndarray, cents: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rank and running total at every knot, from 0."""
    return np.concatenate([[0], np.cumsum(counts)]), np.concatenate([[0], np.cumsum(cents)])


def _best_first(customers: np.ndarray, amounts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Counts and whole cents of the groups, highest mean value first. Cents, so that sums are exact."""
    is_filled = customers > 0
    counts, cents = customers[is_filled], np.rint(amounts[is_filled] * 100).astype(np.int64)
    order = np.argsort(-(cents / counts), kind="stable")
    return counts[order], cents[order]


def _first_rank_at(goal: float, rank: np.ndarray, running: np.ndarray) -> float:
    """The first rank at which the curve reaches `goal`: on its rising branch, before the peak."""
    knot = int(np.argmax(running >= goal))
    if knot == 0:
        return 0.0
    step = running[knot] - running[knot - 1]
    return float(rank[knot - 1] + (rank[knot] - rank[knot - 1]) * (goal - running[knot - 1]) / step)


def _value_at(position: float, rank: np.ndarray, counts: np.ndarray, cents: np.ndarray) -> float:
    group = min(int(np.searchsorted(rank[1:], position - _HAIR)), len(counts) - 1)
    return float(cents[group] / counts[group] / 100)


def _tie_at(position: float, rank: np.ndarray, counts: np.ndarray, cents: np.ndarray) -> tuple[int, int]:
    """How many customers have exactly the amount of the one at `position`, and how many have more."""
    group = min(int(np.searchsorted(rank[1:], position - _HAIR)), len(counts) - 1)
    is_same = np.abs(cents / counts - cents[group] / counts[group]) < _HAIR
    return int(counts[is_same].sum()), int(rank[int(np.argmax(is_same))])


def _knots(rank: np.ndarray, running: np.ndarray, *, each_way: int = 200) -> pd.DataFrame:
    """Enough knots to draw the curve: spread evenly over customers and evenly over money."""
    knots = np.arange(len(rank))
    if len(rank) > 2 * each_way:
        peak = int(running.argmax())
        by_rank = np.searchsorted(rank, np.linspace(0, rank[-1], each_way))
        rising = np.searchsorted(running[: peak + 1], np.linspace(0, running[peak], each_way))
        knots = np.unique(np.concatenate([by_rank, rising, [peak, len(rank) - 1]]))
    return pd.DataFrame({"customers": rank[knots], "amount": running[knots] / 100})


def _gini(counts: np.ndarray, cents: np.ndarray, *, corrected: bool) -> float | None:
    """Mean absolute difference over twice the mean absolute amount.

    With losses the divisor is that of Raffinetti, Siletti and Vernizzi, whose greatest case (one holds
    every gain, another every loss) is 1; the plain index would pass 1 there and mean nothing.
    """
    size = float(np.abs(cents).sum())
    n = float(counts.sum())
    if size == 0:
        return None
    if n == 1:
        return 0.0
    below = n - np.cumsum(counts) + (counts - 1) / 2  # customers ranked below, on average over the group
    above = n - 1 - below
    differences = float(((below - above) * cents).sum())  # Σ over pairs of |difference|
    return differences / ((n - 1) * size) if corrected else differences / (n * size)
