"""Two reports a year apart, bank by bank: what both of them list, and what only one does.

`changes` has, a row a family and bank: family, institution, is_own, balance (now), paired_balance and paired_old (now
and a year before, of the regions in which both reports list the bank; our own bank is known in both) and missing_old
(a year before, where it is not listed now).
"""

from __future__ import annotations

from typing import Any

import pandas as pd

_ROUNDING = 1e-12


def missing_share(changes: pd.DataFrame) -> float:
    """The part of the market a year before that its banks do not report now, 0–1; 0 when there was none."""
    missing = float(changes["missing_old"].sum())
    return missing / (missing + float(changes["paired_old"].sum())) if missing > 0 else 0.0


def newly_reported(changes: pd.DataFrame) -> pd.Series:
    """What each bank reports now without having reported it a year before, in currency; our own bank held nothing."""
    return (changes["balance"] - changes["paired_balance"].fillna(0.0)).where(~changes["is_own"].astype(bool), 0.0)


def may_be_missing(change: Any, missing: float) -> Any:
    """Whether a gain of share may be no more than what a missing bank brought along, merged into the one that gained.

    `change` is a fraction or a Series of them, `missing` from `missing_share`.
    """
    return (change > 0) & (change <= missing + _ROUNDING)
