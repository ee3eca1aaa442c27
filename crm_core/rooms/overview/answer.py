"""From the book to an Overview: what is read, and in which order."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import Literal

import pandas as pd

from crm_core import CannotAnswer, NobodyInScope, periods
from crm_core.availability import Needs
from crm_core.best_measure import best_measure, require_measure
from crm_core.language import _
from crm_core.periods import Period
from crm_core.question import Question, Reader
from crm_core.rooms.overview.aims import Aim, aims, aims_of_years
from crm_core.rooms.overview.measure import MEASURES, Overview, overview
from crm_core.single_months import segment_lacks_months, twelve_months_only

NEEDS = Needs((("revenue", "balance", "turnover"),), better_with=("revenue",), uses=("cost",))
"""What of a book the answer hangs on."""

TOTALS = Question.from_file(__file__, "totals.sql")
PERIOD_TOTALS = Question.from_file(__file__, "period_totals.sql")
MONTHS = Question.from_file(__file__, "months.sql")
SPAN = Question.from_file(__file__, "span.sql")
AIMS = Question.from_file(__file__, "aims.sql")
STANDINGS = Question.from_file(__file__, "standings.sql")
CUSTOMER_FILE = Question.from_file(__file__, "customer_file.sql")
DATES = Question.from_file(__file__, "dates.sql", is_kept=True)
OWN_RATES = Question.from_file(__file__, "own_rates.sql")


Measure = Literal["best", "contribution", "revenue", "balance", "turnover"]


def answer(read: Reader, *, by: Measure = "best", period: str = "trailing") -> Overview:
    """What the scope that `read` is bound to adds up to; `best` is contribution, or what the book can say in its place.

    `period` is a kind of period or one by its name (`periods.chosen`). Customers who lose money are told over twelve
    months only. Raises NobodyInScope when the scope is empty, CannotAnswer when the measure, or each of them, is
    unknown there, or when the book does not hold the period.
    """
    asked = periods.chosen(read, period)
    is_by_years = segment_lacks_months(read)
    if is_by_years and asked.kind != "trailing":
        raise CannotAnswer(twelve_months_only())
    span, totals = _read(read, asked)
    if not totals.loc[totals["years_before"] == 0, "customers"].sum():
        raise NobodyInScope
    months = pd.DataFrame(columns=["month", "is_asked", *MEASURES]) if is_by_years else read(MONTHS)
    if asked.kind != "trailing":
        months["is_asked"] = months["month"].between(*map(pd.Timestamp, (asked.first_month, asked.last_month)))
    if not (totals["with_business"].any() if is_by_years else months["is_asked"].any()):
        raise NobodyInScope(_("The customers that match the filters had no business in this year. Choose another "
                              "year."))
    if by != "best":
        require_measure(read, by)
    shown = best_measure(read) if by == "best" else by
    found = overview(totals, months, span, by=shown)
    return dataclasses.replace(found, period=asked, aims=_aims(read, asked, found, totals if is_by_years else None))


def _aims(read: Reader, asked: Period, found: Overview, years: pd.DataFrame | None) -> tuple[Aim, ...]:
    """From the months, or from the `years` of a segment without them. None for who may not see who joined and who
    left."""
    customer_file = read.if_shown(CUSTOMER_FILE, by="revenue" if found.by == "contribution" else found.by)
    dates = read.if_shown(DATES)
    if dates is None or customer_file is None:
        return ()
    told = (partial(aims, read(AIMS)) if years is None else
            partial(aims_of_years, read(STANDINGS), years, is_whole=found.months_held == asked.months))
    return told(customer_file, first_month=asked.first_month, last_month=asked.last_month,
                is_comparable=found.before is not None, states_joining=bool(dates["states_joining"].iloc[0]),
                states_leaving=bool(dates["states_leaving"].iloc[0]))


def _read(read: Reader, asked: Period) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The span of the period and the one before, and what each adds up to: of twelve months from the customers' years,
    else from the cube of months."""
    span = read(SPAN)
    if asked.kind == "trailing":
        return span, read(TOTALS)
    is_comparable = periods.compared(read, asked) is not None
    both = pd.concat([span.iloc[:1]] * 2, ignore_index=True).assign(
        years_before=[0, 1], first_month=[pd.Timestamp(each.first_month) for each in (asked, asked.before())],
        last_month=[pd.Timestamp(each.last_month) for each in (asked, asked.before())],
        months_with_activity=asked.months_known, is_complete=is_comparable)
    return both, read(PERIOD_TOTALS, months=asked.months, **asked.parameters())
