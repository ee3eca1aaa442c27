"""The stability rule: a customer near a cut is not sent up and down every year.

A tier is left only when the customer is beyond the cut by more than a margin, or when another tier has been due for
two years in a row. Tiers count from 1, the best; 0 is outside.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, eq=False)
class HoldEffect:
    """What the rule saves; counts of customers."""

    customers: int
    """On the books in all three years: those whose changes are counted."""
    changes: int
    """Changes of tier over the two years without the rule."""
    changes_held: int
    """The same with it."""
    flaps: int
    """Who is sent up and then down, or down and then up, without the rule."""
    flaps_held: int
    """The same with it."""
    waiting: int
    """Who stands in another tier than the cuts alone would say, those who joined on the way included."""


def held_tiers(tier: np.ndarray, plain: np.ndarray, band: tuple[np.ndarray, np.ndarray] | None,
         was: np.ndarray | None) -> np.ndarray:
    """The tier after one year of the rule, for customers who hold `tier`.

    `plain` is what the cuts say. `band` is what they would say if lowered and if raised by the margin (lowered gives
    the better tier, so the smaller number); None when no margin lets anybody move. `was` is what the cuts said the
    year before: whoever was due to move the same way both years moves to `plain`; None when waiting helps nobody.
    """
    moved = tier if band is None else np.clip(tier, *band)
    if was is None:
        return moved
    due_again = (plain != tier) & (np.sign(plain - tier) == np.sign(was - tier))
    return np.where(due_again, plain, moved)


def hold(levels: pd.DataFrame, *, margin: float, periods: int) -> HoldEffect:
    """What the rule does over three years.

    `levels` has customers and, for each, tier_earlier, tier_before, lenient_before, strict_before, tier_now,
    lenient_now and strict_now; a tier of 0 is no customer then.
    """
    stands = held_both_years(levels, margin=margin, periods=periods)[1]
    waiting = levels.loc[stands != levels["tier_now"], "customers"].sum()
    rows = levels[(levels[["tier_earlier", "tier_before", "tier_now"]] > 0).all(axis=1)]
    earlier, before, now, many = (
        rows[name].to_numpy() for name in ("tier_earlier", "tier_before", "tier_now", "customers"))
    first, second = held_both_years(rows, margin=margin, periods=periods)
    return HoldEffect(
        customers=int(many.sum()),
        changes=int(many[earlier != before].sum() + many[before != now].sum()),
        changes_held=int(many[earlier != first].sum() + many[first != second].sum()),
        flaps=int(many[_there_and_back(earlier, before, now)].sum()),
        flaps_held=int(many[_there_and_back(earlier, first, second)].sum()),
        waiting=int(waiting),
    )


def held_both_years(rows: pd.DataFrame, *, margin: float, periods: int) -> tuple[np.ndarray, np.ndarray]:
    """The tiers under the rule the year before and now, from the same columns as `hold`.

    Whoever joined on the way stands where the cuts first put them.
    """
    earlier = rows["tier_earlier"].to_numpy()
    first = held_in_year(earlier, rows, "before", earlier, margin=margin, periods=periods)
    return first, held_in_year(first, rows, "now", rows["tier_before"].to_numpy(), margin=margin, periods=periods)


def held_in_year(standing: np.ndarray, rows: pd.DataFrame, year: str, was: np.ndarray, *, margin: float,
           periods: int) -> np.ndarray:
    """The tiers under the rule in `year` of those who hold `standing` until then (0: no tier yet).

    `rows` are as in `hold`; `was` is what the cuts said the year before.
    """
    tier = rows[f"tier_{year}"].to_numpy()
    if margin == 0 and periods == 1:
        return tier
    band = (rows[f"lenient_{year}"].to_numpy(), rows[f"strict_{year}"].to_numpy()) if margin else None
    ruled = held_tiers(standing, tier, band, was if periods > 1 else None)
    return np.where((standing > 0) & (tier > 0), ruled, tier)


def _there_and_back(one: np.ndarray, two: np.ndarray, three: np.ndarray) -> np.ndarray:
    """Up then down, or down then up."""
    return np.sign(two - one) * np.sign(three - two) < 0
