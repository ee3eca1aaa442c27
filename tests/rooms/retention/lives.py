"""Lives customer by customer, as a reader would write them down, and by month of life, as the room reads them."""

from __future__ import annotations

import pandas as pd


def by_month(lives: pd.DataFrame) -> pd.DataFrame:
    """`lives` (entered, lived, has_left, customers, and perhaps part) as month, entered, ended, left_customers."""
    kept = lives[[each for each in ("part",) if each in lives]]
    begun = kept.assign(month=lives["entered"], entered=lives["customers"], ended=0, left_customers=0)
    over = kept.assign(month=lives["lived"], entered=0, ended=lives["customers"],
                       left_customers=lives["customers"] * lives["has_left"])
    return pd.concat([begun, over], ignore_index=True)
