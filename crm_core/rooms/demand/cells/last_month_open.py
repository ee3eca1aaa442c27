"""Whether the book's last month was still open when the book was built: business in it was not all booked yet."""

from __future__ import annotations

from typing import Literal

import pandas as pd

LastMonth = Literal["judge", "complete", "running"]
"""What is asked of the book's last month: to judge it, or to take it as complete or as still running."""

MIN_MONTHS = 6
"""Months that show how the number of holdings usually moves."""

BEYOND_USUAL = 0.10
"""How much further than ever before it must fall to be taken for a month half booked."""


def is_last_month_open(months: pd.DataFrame) -> bool:
    """True when the last of `months` cannot be complete: the book was built before it ended (`ends_after_build`), or
    far fewer holdings than ever are booked in it (`holdings`, against the mean of the three months before)."""
    if bool(months["ends_after_build"].iloc[-1]):
        return True
    if len(months) < MIN_MONTHS:
        return False
    usual = months["holdings"].rolling(3).mean().shift(1)
    against_usual = (months["holdings"] / usual).dropna()
    return bool(against_usual.iloc[-1] < min(1.0, against_usual.iloc[:-1].min()) - BEYOND_USUAL)
