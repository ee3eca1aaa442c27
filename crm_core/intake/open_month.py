"""Whether the last month of the activity is still being booked: one judgement, made with the book, used everywhere.

A month half booked looks like a bank that lost half its business. What is judged open stays in the book's tables and
is left out of every year, mean and forecast, and every page says so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from crm_core.intake.statements import LastMonth
from crm_core.language import N_
from crm_core.language.stored import stored
from crm_core.question import Question

COUNTS = {
    "activity_rows": N_("It has {found_count} rows of activity where about {usual_count} are usual."),
    "customers": N_("It has {found_count} customers with activity where about {usual_count} are usual."),
}
AMOUNTS = {
    "turnover": N_("Its turnover is {share} of the mean of the three months before."),
    "transactions": N_("Its number of transactions is {share} of the mean of the three months before."),
    "fee_income": N_("Its fee income is {share} of the mean of the three months before."),
}
MEASURES = COUNTS | AMOUNTS
"""What a half-booked month falls short of, and how that is said. Balances are not among them: they are whole as soon
as a row is there."""

MIN_MONTHS = 4
"""Months that show how much they differ; of so few or fewer only a fall below `YOUNG_BOOK` is judged."""
YOUNG_BOOK = 0.50
MIN_ROWS = 20
"""Rows or customers a month from which a fall says something; an amount must be known of as many."""
FULL_HISTORY = 13
"""Months before the last from which every season has been seen once."""
BEYOND_USUAL = 0.10
"""How much further than ever before counts must fall, as a part of the three months before (decision 48)."""
BEYOND_USUAL_AMOUNT = 0.30
"""The same for amounts, which move more from month to month than the number of rows does."""
UNSEEN_SEASON = 0.60
"""Below this part of the three months before, a month is open even if no whole year of history shows its season."""


@dataclass(frozen=True)
class OpenMonth:
    """The month that is left out, and why: a stored sentence (`language.stored`), for instance
    `It has 60 rows of activity where about 100 are usual.`"""

    month: dt.date
    reason: str


def judge(sizes: pd.DataFrame, *, built_on: dt.date | None, last_month: LastMonth = "judge") -> OpenMonth | None:
    """The open last month of `sizes` (month, the columns of `MEASURES`, of amounts also how many rows
    know them; oldest first), None when it is complete.

    `built_on` is the day of the build; None where it means nothing, as for a generated bank. A book of one month has
    nothing else to show, so that month is never left out.
    """
    if len(sizes) < 2 or last_month == "complete":  # noqa: PLR2004
        return None
    month = sizes["month"].iloc[-1].date()
    if last_month == "open":
        return OpenMonth(month, stored(N_("The file mapping.toml says that it is still open.")))
    if built_on is not None and pd.Timestamp(built_on) < pd.Timestamp(month) + pd.DateOffset(months=1):
        not_ended = N_("It had not ended when the book was built on {built_day}.")
        return OpenMonth(month, stored(not_ended, built_day=built_on))
    for measure in MEASURES:
        is_count = measure in COUNTS
        rows = sizes[measure if is_count else f"{measure}_rows"]
        if rows.iloc[-4:-1].mean() < MIN_ROWS or (not is_count and rows.iloc[-1] < MIN_ROWS):
            continue
        if reason := _shortfall(sizes[measure].to_numpy(dtype=float), measure):
            return OpenMonth(month, reason)
    return None


def _shortfall(values: np.ndarray, measure: str) -> str:
    """Why the last of `values` cannot be whole, as a stored sentence; empty when it may be."""
    is_count = measure in COUNTS
    usual = pd.Series(values).rolling(3, min_periods=1).mean().shift(1).to_numpy()
    if not np.isfinite([values[-1], usual[-1]]).all():
        return ""
    with np.errstate(divide="ignore", invalid="ignore"):
        against_usual = np.where(usual > 0, values / usual, np.nan)
    before = against_usual[:-1][np.isfinite(against_usual[:-1])]
    if not np.isfinite(against_usual[-1]):
        return ""
    margin = BEYOND_USUAL if is_count else BEYOND_USUAL_AMOUNT
    lowest = min([1.0, *before]) - margin
    if len(values) <= MIN_MONTHS:
        lowest = YOUNG_BOOK if is_count else 0.0
    elif len(values) <= FULL_HISTORY:
        lowest = min(lowest, UNSEEN_SEASON if is_count else UNSEEN_SEASON - margin)
    if against_usual[-1] >= lowest:
        return ""
    if is_count:
        return stored(COUNTS[measure], found_count=round(values[-1]), usual_count=round(usual[-1]))
    return stored(AMOUNTS[measure], share=round(float(against_usual[-1]), 2))


SIZES = Question.from_file(__file__, "month_sizes.sql")
"""What `judge` looks at, asked where the activity lies."""


def write_open_month(connection: duckdb.DuckDBPyConnection, sizes: pd.DataFrame, *, built_on: dt.date | None,
                     last_month: LastMonth) -> OpenMonth | None:
    """Judge the book in the making by the answer to `SIZES`, and write the table `open_month`, of one row or none, for
    the marts to build on."""
    open_month = judge(sizes, built_on=built_on, last_month=last_month)
    connection.execute("create table open_month (month date, reason varchar)")
    if open_month:
        connection.execute("insert into open_month values (?, ?)", [open_month.month, open_month.reason])
    return open_month
