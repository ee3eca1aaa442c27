"""How customers used the bank in one trailing year: what every way of segmenting begins from."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from crm_core.question import Question

BEHAVIOUR = Question.from_file(__file__, "behaviour.sql")
PLACES = Question.from_file(__file__, "places.sql")

FAMILIES = ("deposits", "loans", "cards", "payments", "investments", "insurance")
"""Of products; a customer's year has a column of each, `deposits_held`."""

Use = Literal["transactions", "turnover", ""]


def use_of(behaviour: pd.DataFrame) -> Use:
    """By what use is measured: the transactions where the book counts any, else the turnover, else nothing."""
    if behaviour["transactions"].fillna(0).gt(0).any():
        return "transactions"
    return "turnover" if behaviour["turnover"].fillna(0).ne(0).any() else ""


def amounts(behaviour: pd.DataFrame, column: str) -> np.ndarray:
    """A column as numbers, NaN where nothing is known."""
    return behaviour[column].to_numpy(dtype=float, na_value=np.nan)


def known(behaviour: pd.DataFrame, column: str) -> np.ndarray:
    """A column as numbers, 0 where nothing is known."""
    return np.nan_to_num(amounts(behaviour, column))
