"""The forecast of the coming months as the Overview shows it: what the page passes on from the Demand room."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Outlook:
    """A forecast with its 80% range and its record. Amounts in the book's currency."""

    by: str
    """The measure: contribution, balance or turnover."""
    months: int
    """How many months ahead; their sum for a flow, the last of them for a balance."""
    last_month: dt.date
    is_flow: bool
    point: float
    low: float
    high: float
    before: float | None
    """What it was a year before; None where that is unknown."""
    held: int
    """How many actual values earlier ranges contained, of `tests`."""
    tests: int
    error: float | None
    """Mean absolute error of earlier forecasts, as a fraction of what came; None without a long enough record."""
    is_refuted: bool
    """Whether the record refutes that the range holds four in five."""
