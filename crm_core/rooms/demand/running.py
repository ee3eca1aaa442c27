"""Whether the book's last month was still running when the book was built."""

from __future__ import annotations

import pandas as pd

LEAST_MONTHS = 6
"""Months that show how the number of holdings usually moves."""

BEYOND_USUAL = 0.10
"""How much further than ever before it must fall to be taken for a month half booked."""


def is_running(months: pd.DataFrame) -> bool:
    """True when the last of `months` cannot be complete: the book was built before it ended (`ends_after_build`), or
    far fewer holdings than ever are booked in it (`holdings`, against the mean of the three months before)."""
    if bool(months["ends_after_build"].iloc[-1]):
        return True
    if len(months) < LEAST_MONTHS:
        return False
    usual = months["holdings"].rolling(3).mean().shift(1)
    kept = (months["holdings"] / usual).dropna()
    return bool(kept.iloc[-1] < min(1.0, kept.iloc[:-1].min()) - BEYOND_USUAL)
