"""Segments by rule: the life cycle; recency, frequency and money; the channel. Each customer meets exactly one rule.

All limits are of the whole bank and, for the year before, those of this year: who changed segment changed by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.segmentation.behaviour import Use, amounts, known

LIFE_CYCLE = ("new", "growing", "established", "quiet", "leaving")
RECENCY_FREQUENCY_MONEY = ("frequent_large", "frequent_small", "seldom_large", "seldom_small", "lapsed", "inactive")
SEVERAL, NONE, OTHER = "several", "none", "other"
"""Channels: none has more than half of the contacts; no contact at all; one of the channels that few use most."""

NEW_MONTHS = 12
"""Months as a customer below which one is new."""
SILENT_MONTHS = 3
"""Months in a row without a transaction or turnover, up to the year's last, after which a customer is quiet."""
GROWTH, FALL = 1.25, 0.5
"""Use of the bank against the year before: from so much on it grows, up to so much it leaves."""
MAX_CHANNELS = 6
"""Channels that are segments of their own."""


@dataclass(frozen=True)
class Medians:
    """Of the customers who used the bank in the year: half of them are at or above."""

    use: float
    """Transactions, or turnover where the book counts none."""
    money: float
    """Revenue, or the balance where the book knows none."""


def life_cycle(behaviour: pd.DataFrame, use: Use, *, has_year_before: bool) -> np.ndarray:
    """The place in `LIFE_CYCLE` of each customer. The first rule that is met counts: left (leaving), new, quiet, use
    fallen to half (leaving), use grown by a quarter (growing), and all others (established).

    Without a whole year before nobody can be seen to grow or to fall.
    """
    now, then = known(behaviour, use), known(behaviour, f"{use}_before")
    compares = has_year_before & (then > 0)
    silent = amounts(behaviour, "months_silent")
    return np.select(
        [behaviour["has_left"].to_numpy() == 1,
         amounts(behaviour, "tenure_months") < NEW_MONTHS,
         ~(silent < SILENT_MONTHS),
         compares & (now <= FALL * then),
         compares & (now >= GROWTH * then)],
        [LIFE_CYCLE.index(each) for each in ("leaving", "new", "quiet", "leaving", "growing")],
        LIFE_CYCLE.index("established"))


def medians(behaviour: pd.DataFrame, use: Use, money: str) -> Medians:
    """The medians of those who used the bank in the year; 0 where nobody did."""
    users = ~np.isnan(amounts(behaviour, "months_silent"))
    if not users.any():
        return Medians(0.0, 0.0)
    return Medians(float(np.median(known(behaviour, use)[users])), float(np.median(known(behaviour, money)[users])))


def recency_frequency_money(behaviour: pd.DataFrame, use: Use, money: str, limits: Medians) -> np.ndarray:
    """The place in `RECENCY_FREQUENCY_MONEY` of each customer: without use in the year, none of late, and the others by
    whether their use and their money are at or above the median."""
    silent = amounts(behaviour, "months_silent")
    is_frequent, is_large = known(behaviour, use) >= limits.use, known(behaviour, money) >= limits.money
    return np.select(
        [np.isnan(silent), silent >= SILENT_MONTHS, is_frequent & is_large, is_frequent, is_large],
        [RECENCY_FREQUENCY_MONEY.index(each) for each in
         ("inactive", "lapsed", "frequent_large", "frequent_small", "seldom_large")],
        RECENCY_FREQUENCY_MONEY.index("seldom_small"))


def channels(behaviour: pd.DataFrame) -> tuple[str, ...]:
    """The channels that are segments, that of most customers first, then `OTHER` if there are more, and the rest."""
    main = behaviour.loc[behaviour["main_channel"] != "", "main_channel"].value_counts()
    order = sorted(main.index, key=lambda each: (-main[each], each))
    return (*order[:MAX_CHANNELS], *([OTHER] if len(order) > MAX_CHANNELS else []), SEVERAL, NONE)


def by_channel(behaviour: pd.DataFrame, codes: Sequence[str]) -> np.ndarray:
    """The place in `codes` of each customer: the channel of more than half of its contacts."""
    places = {code: place for place, code in enumerate(codes) if code not in (SEVERAL, NONE, OTHER)}
    main = behaviour["main_channel"]
    found = main.map(places).fillna(codes.index(OTHER) if OTHER in codes else codes.index(SEVERAL)).to_numpy(dtype=int)
    several = np.where((main == "").to_numpy(), codes.index(SEVERAL), found)
    return np.where(behaviour["contacts"].to_numpy() == 0, codes.index(NONE), several)
