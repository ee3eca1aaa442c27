"""The axes of the demand figures: months, amounts and shares, written as elsewhere on the page."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from crm_core.amounts import Money, percent
from crm_core.house_style import axis
from crm_core.language import conventions, month_short

NEAR = 0.4
"""Where the lowest value is at least this part of the highest, the axis need not begin at zero."""

MAX_TICKS = 5
"""Months that can be read below a picture on a phone."""

FLAT = 1e-4
"""Values that differ by less than this part of their size are drawn as one height: the rest is rounding."""



def time_axis(first: pd.Timestamp, last: pd.Timestamp) -> dict:
    """One tick a year, back from the last month; of many years every other, so that months stand apart on a phone."""
    years = pd.date_range(first, last, freq="MS")[::-1][::12]
    marked = years[:: math.ceil(len(years) / MAX_TICKS)][::-1]
    return axis(showgrid=False, type="date", tickangle=0, tickvals=plot_days(marked),
                ticktext=[month_short(each).replace(" ", "<br>") for each in marked], range=plot_days([first, last]))


def unit_axis(shown: pd.Series, money: Money | None) -> dict:
    """The y axis of amounts, near the values: a level's changes would drown in an axis from zero."""
    low, high = float(shown.min()), float(shown.max())
    size = max(abs(low), abs(high))
    if low < NEAR * high:
        low, high = min(low, 0.0), max(high, 0.0)
    room = 0.08 * (high - low) if high - low > FLAT * size else 0.05 * size or 1.0
    low, high = (low - room if low else 0.0), high + room
    values, labels = ticks(low, high, money)
    return axis(range=[low, high], tickvals=values, ticktext=labels)


def share_axis(*ends: float) -> dict:
    """The y axis of shares, from zero to the `ends`."""
    low, high = min(*ends, 0.0), max(*ends, 0.0)
    values, _ = ticks(low, high, None)
    decimals = max(0, -math.floor(math.log10(max(values[1] - values[0], 1e-6)) + 2 + 1e-9)) if len(values) > 1 else 1
    return axis(tickvals=values, ticktext=[percent(each, decimals=decimals) for each in values], rangemode="tozero")


def ticks(low: float, high: float, money: Money | None) -> tuple[list[float], list[str]]:
    """Five or so round values between `low` and `high`, written with as many decimals as tell them apart; the one value
    where they are the same."""
    if not high > low:
        return [low], [_written(low, 1.0, "", 0, money)]
    power = 10.0 ** math.floor(math.log10((high - low) / 5))
    step = next(size * power for size in (1, 2, 5, 10) if (high - low) / (size * power) <= 6)  # noqa: PLR2004
    values = [place * step for place in range(math.ceil(low / step), math.floor(high / step) + 1)]
    size = max(abs(low), abs(high))
    scale, letters = next(((scale, letters) for scale, letters in conventions().scales if size >= scale), (1.0, ""))
    decimals = max(0, -math.floor(math.log10(step / scale) + 1e-9))
    return values, [_written(value, scale, letters if value else "", decimals, money) for value in values]


def _written(value: float, scale: float, letters: str, decimals: int, money: Money | None) -> str:
    figure = conventions().written(abs(value) / scale, decimals) + letters
    return ("−" if value < 0 else "") + (money.with_unit(figure) if money else figure)


def plot_days(months: Iterable[pd.Timestamp]) -> list[str]:
    """Months as Plotly's dates."""
    return [plot_day(each) for each in months]


def plot_day(month: pd.Timestamp) -> str:
    """A month as Plotly's date."""
    return f"{month:%Y-%m-%d}"
