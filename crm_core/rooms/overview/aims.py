"""The aims of managing customer relationships, each with one figure: keep, win, understand, serve at lower cost.

The fifth, to decide, is the forecast of the Demand room, which the page passes on (`decide.py`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

MONTHS_A_YEAR = 12
MAX_TREND = 36
"""Months of a trend: three years."""
COMPLETE = "complete"
"""Among the columns of `customer_file.sql`: customers of whom nothing is missing."""
_NOW = ("new_contribution", "revenue", "cost_to_serve")
_THEN = ("contribution_before", "contribution_kept", "contribution_of_kept")
"""The money of `aims.sql`: of the month, and of the same month a year before."""


@dataclass(frozen=True, eq=False)
class Aim:
    """One aim and its figure for a period: a share (fraction), or a count of customers for `win`."""

    name: str
    """keep, win, understand or serve."""
    value: float | None
    """None where the data does not say."""
    before: float | None = None
    """The same months a year earlier; None where they are not known alike."""
    trend: pd.Series = field(default_factory=lambda: pd.Series(dtype=float))
    """By month, the figure for as many months that end there, up to the period's; without unknown ones."""
    besides: Mapping[str, float] = field(default_factory=dict)
    """What its words need beside the figure; NaN where it is unknown."""
    gap: str = ""
    """Of `understand`: the column of the customers file that is missing most."""
    needs: str = ""
    """Without a value: what would bring it, a name of `availability.BRINGS` or `left_on`."""


def aims(months: pd.DataFrame, customer_file: pd.DataFrame, *, first_month: dt.date, last_month: dt.date,
         is_comparable: bool, states_joining: bool, states_leaving: bool) -> tuple[Aim, ...]:
    """The aims over the months from `first_month` to `last_month`.

    `months` and `customer_file` are the answers of `aims.sql` and `customer_file.sql`. What a book cannot say has no
    value: nobody leaves a book that does not say who left, which is no rate of 100%.
    """
    table = _by_month(months)
    length = (last_month.year - first_month.year) * MONTHS_A_YEAR + last_month.month - first_month.month + 1
    sums = table.rolling(length, min_periods=length).sum()
    when = pd.Timestamp(last_month)
    return (
        _keep(table, sums, when, is_comparable, states_leaving=states_leaving),
        _win(table, sums, when, is_comparable, states_joining=states_joining),
        _understand(customer_file),
        _serve(sums, when, is_comparable),
    )


def aims_of_years(standings: pd.DataFrame, years: pd.DataFrame, customer_file: pd.DataFrame, *, first_month: dt.date,
                  last_month: dt.date, is_whole: bool, is_comparable: bool, states_joining: bool,
                  states_leaving: bool) -> tuple[Aim, ...]:
    """The aims of a trailing year where customers are counted by month (`standings.sql`) and money by year alone
    (`totals.sql`): what those contributed who stayed or are new is not known, and cost over revenue has no trend. Of a
    year that is not `is_whole`, as it lacks months, it is not known either, as by months."""
    counted = standings.assign(has_money=False, had_money=False, **dict.fromkeys((*_NOW, *_THEN), np.nan))
    *known, _serve_by_month = aims(counted, customer_file, first_month=first_month, last_month=last_month,
                                   is_comparable=is_comparable, states_joining=states_joining,
                                   states_leaving=states_leaving)
    return (*known, _serve_of_years(years if is_whole else years.iloc[:0], is_comparable))


def _by_month(months: pd.DataFrame) -> pd.DataFrame:
    """A row for each month from the first to the last; amounts NaN where no money is known."""
    table = months.set_index("month").sort_index()
    money, before = table.pop("has_money").astype(bool), table.pop("had_money").fillna(False).astype(bool)
    table = table.astype(float)
    table[[*_NOW]] = table[[*_NOW]].where(money)
    table[[*_THEN]] = table[[*_THEN]].where(before)
    table["contribution_of_kept"] = table["contribution_of_kept"].where(money)
    table["new_customers"] = table["new_customers"].where(table["customers_before"].notna())
    return table.asfreq("MS") if len(table) else table


def _keep(table: pd.DataFrame, sums: pd.DataFrame, when: pd.Timestamp, is_comparable: bool, *,
          states_leaving: bool) -> Aim:
    """Of the customers of the same month a year before, the part that still are in the last month. Of the contribution
    of the same months a year before, the part that came from who stayed, and what those contribute now as a part of
    it."""
    if not states_leaving:
        return Aim("keep", None, needs="left_on")
    kept = _ratio(table["customers_kept"], table["customers_before"])
    then = sums["contribution_before"]
    besides = {"contribution": _at(_ratio(sums["contribution_kept"], then), when),
               "now": _at(_ratio(sums["contribution_of_kept"], then), when)}
    return _aim("keep", kept, when, is_comparable, besides=besides, needs="years")


def _win(table: pd.DataFrame, sums: pd.DataFrame, when: pd.Timestamp, is_comparable: bool, *,
         states_joining: bool) -> Aim:
    """Customers of the last month who were not there a year before, and what such customers contributed."""
    if not states_joining:
        return Aim("win", None, needs="joined")
    besides = {"contribution": _at(sums["new_contribution"], when)}
    return _aim("win", table["new_customers"], when, is_comparable, besides=besides, needs="years")


def _serve(sums: pd.DataFrame, when: pd.Timestamp, is_comparable: bool) -> Aim:
    """Cost to serve over revenue."""
    if not (sums["cost_to_serve"].abs() > 0).any():
        return Aim("serve", None, needs="cost" if sums["revenue"].notna().any() else "revenue")
    besides = {"cost": _at(sums["cost_to_serve"], when)}
    return _aim("serve", _ratio(sums["cost_to_serve"], sums["revenue"]), when, is_comparable, besides=besides,
                needs="revenue")


def _serve_of_years(years: pd.DataFrame, is_comparable: bool) -> Aim:
    sums = years.groupby("years_before")[["cost_to_serve", "revenue"]].sum().astype(float)
    if not sums["cost_to_serve"].any():
        return Aim("serve", None, needs="cost" if sums["revenue"].any() else "revenue")
    shares = _ratio(sums["cost_to_serve"], sums["revenue"])
    value, before = _known(shares.get(0)), _known(shares.get(1)) if is_comparable else None
    return Aim("serve", value, before, besides={"cost": float(sums["cost_to_serve"].get(0, np.nan))},
               needs="revenue" if value is None else "")


def _understand(customer_file: pd.DataFrame) -> Aim:
    """The part of the business of customers of whom the file says all that the bank records; and the largest gap."""
    rows = customer_file.set_index("column_name")
    shares = rows["filled_business"].astype(float) / rows["business"].astype(float).where(rows["business"] > 0)
    columns = shares.drop(COMPLETE, errors="ignore").dropna()
    if COMPLETE not in shares or np.isnan(shares[COMPLETE]) or columns.empty:
        return Aim("understand", None, needs="region")
    worst = str(columns.idxmin())
    return Aim("understand", float(shares[COMPLETE]), besides={"missing": 1 - float(columns[worst])},
               gap=worst if columns[worst] < 1 else "")


def _aim(name: str, figures: pd.Series, when: pd.Timestamp, is_comparable: bool, *, besides: Mapping[str, float],
         needs: str) -> Aim:
    """An aim from its figure by last month of a period."""
    value, before = _known(figures.get(when)), _known(figures.get(when - pd.DateOffset(years=1)))
    return Aim(name, value, before if is_comparable else None, figures.loc[:when].dropna().tail(MAX_TREND), besides,
               needs=needs if value is None else "")


def _known(figure: float | None) -> float | None:
    return None if figure is None or np.isnan(figure) else float(figure)


def _ratio(part: pd.Series, whole: pd.Series) -> pd.Series:
    """A ratio of what is not above zero says nothing."""
    return part / whole.where(whole > 0)


def _at(figures: pd.Series, when: pd.Timestamp) -> float:
    return float(figures.get(when, np.nan))
