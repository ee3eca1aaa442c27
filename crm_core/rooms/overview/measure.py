"""What a scope of the book adds up to, against the year before, and which part to look at first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from crm_core.periods import Period
from crm_core.rooms.overview.aims import Aim

MIN_NET = 0.1
"""Where losses take more than nine tenths of what the parts gain, a share of the little that is left says nothing."""
MEASURES = ("contribution", "revenue", "balance", "turnover")
"""The order of preference: the first that the book can say is shown."""
_FLAGS = {"contribution": "has_revenue", "revenue": "has_revenue", "balance": "has_balance", "turnover": "has_turnover"}
"""The column of the year's row that says whether a measure is known in it."""


@dataclass(frozen=True)
class Sums:
    """What the months of a scope add up to. Amounts in the book's currency."""

    customers: int
    """Those of a trailing year at some time in it, those of another period in its last month."""
    amount: float
    """The net total of the measure shown."""
    revenue: float
    balance: float
    """The year's average."""
    loss_makers: int
    """Customers with a negative contribution; 0 when the book does not say contribution."""
    taken_back: float
    """The losses of the unprofitable, as a positive amount."""

    @property
    def loss_making_share(self) -> float:
        """Unprofitable customers as a fraction of customers."""
        return self.loss_makers / self.customers if self.customers else 0.0


@dataclass(frozen=True, eq=False)
class Overview:
    """One trailing year of a scope, beside the year before it."""

    by: str
    """The measure shown: contribution, or the best the book can say in its place."""
    first_month: dt.date
    last_month: dt.date
    months_held: int
    """Months of the year that have activity; 12 when it is whole."""
    now: Sums
    before: Sums | None
    """The year before; None when either year lacks a month of data, or nobody was there, or the measure is unknown."""
    months: pd.DataFrame
    """month, amount, is_asked: up to 36 months, the asked year's marked; empty of a segment whose single months stayed
    in a lakehouse."""
    regions: pd.DataFrame
    """region_id, region, customers, amount, amount_before, share; largest amount first. `share` is of the net total,
    NaN when that is less than `MIN_NET` of the gains; `amount_before` is NaN without a year before."""
    customer_types: pd.DataFrame
    """The same by customer_type."""
    aims: tuple[Aim, ...] = ()
    """To keep, win, understand and serve at lower cost."""
    period: Period | None = None
    """The months that are added up; None stands for the trailing year."""

    @property
    def is_year(self) -> bool:
        """Whether it is a trailing year, over which customers can be told to lose money."""
        return self.period is None or self.period.kind == "trailing"

    @property
    def best_month(self) -> dt.date:
        """The month of the asked year with the largest amount."""
        months = self.months[self.months["is_asked"]]
        best: pd.Timestamp = months.loc[months["amount"].idxmax(), "month"]
        return best.date()

    @property
    def change(self) -> float | None:
        """The rate of change of the measure on the year before; None without one, or when that was not positive."""
        if self.before is None or self.before.amount <= 0:
            return None
        return self.now.amount / self.before.amount - 1


def overview(totals: pd.DataFrame, months: pd.DataFrame, span: pd.DataFrame, *, by: str) -> Overview:
    """Add up `totals` (years_before × region_id × customer_type) and set it beside the year before.

    `months` has one row a month with the measures and `is_asked`; `span` one row a year with `years_before`,
    `first_month`, `last_month`, `is_complete`, `months_with_activity`, `has_revenue`, `has_balance`, `has_turnover`.
    Raises ValueError when `by` is no measure or no customer is there.
    """
    if by not in MEASURES:
        raise ValueError(f"Cannot show {by!r}; choose one of {', '.join(MEASURES)}.")
    year = span[span["years_before"] == 0].iloc[0]
    now, before = (totals[totals["years_before"] == years] for years in (0, 1))
    if not now["customers"].sum():
        raise ValueError("There are no customers to add up.")
    is_comparable = len(span) > 1 and bool(span[["is_complete", _FLAGS[by]]].all(axis=None)) and len(before) > 0
    return Overview(
        by=by,
        first_month=year["first_month"].date(),
        last_month=year["last_month"].date(),
        months_held=int(year["months_with_activity"]),
        now=_sums(now, by),
        before=_sums(before, by) if is_comparable else None,
        months=months[["month", "is_asked"]].assign(amount=months[by].astype(float)),
        regions=_parts(now, before if is_comparable else None, ["region_id", "region"], by),
        customer_types=_parts(now, before if is_comparable else None, ["customer_type"], by),
    )


def _sums(rows: pd.DataFrame, by: str) -> Sums:
    says_contribution = by == "contribution"
    return Sums(
        customers=int(rows["customers"].sum()),
        amount=_total(rows, by),
        revenue=_total(rows, "revenue"),
        balance=_total(rows, "balance"),
        loss_makers=int(rows["loss_makers"].sum()) if says_contribution else 0,
        taken_back=_total(rows, "taken_back") if says_contribution else 0.0,
    )


def _total(rows: pd.DataFrame, column: str) -> float:
    return round(float(rows[column].sum()), 2)


def _parts(now: pd.DataFrame, before: pd.DataFrame | None, part: list[str], by: str) -> pd.DataFrame:
    """One row a part, largest amount first; parts of the year before that are gone now are kept with no customers."""
    parts = now.groupby(part, as_index=False).agg(customers=("customers", "sum"), amount=(by, "sum"))
    if before is None:
        parts["amount_before"] = float("nan")
    else:
        earlier = before.groupby(part, as_index=False).agg(amount_before=(by, "sum"))
        parts = parts.merge(earlier, on=part, how="outer").fillna({"customers": 0, "amount": 0.0, "amount_before": 0.0})
    total = parts["amount"].sum()
    gains = parts["amount"].clip(lower=0.0).sum()
    parts["share"] = parts["amount"] / total if total > MIN_NET * gains else float("nan")
    parts["customers"] = parts["customers"].astype("int64")
    return parts.sort_values(["amount", *part[::-1]], ascending=[False] + [True] * len(part), ignore_index=True)
