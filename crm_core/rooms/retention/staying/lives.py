"""Lives customer by customer, counted by month of life: what curves and tests are made from."""

from __future__ import annotations

import pandas as pd


def by_month(lives: pd.DataFrame) -> pd.DataFrame:
    """month, entered, ended, left_customers, and `part` where `lives` have one: of each month of life how many are
    first seen in it, how many are last seen in it, and how many of these left.

    `lives`: entered, ended (months of life), has_left (0 or 1), customers; nobody ends before entering.
    """
    keys = [each for each in ("part",) if each in lives]
    begun = lives[keys].assign(month=lives["entered"], entered=lives["customers"], ended=0, left_customers=0)
    over = lives[keys].assign(month=lives["ended"], entered=0, ended=lives["customers"],
                              left_customers=lives["customers"] * lives["has_left"])
    return pd.concat([begun, over]).groupby([*keys, "month"], as_index=False, sort=True).sum()
