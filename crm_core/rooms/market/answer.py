"""From the book to a Market: what is read, and in which order."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pandas as pd

from crm_core import CannotAnswer
from crm_core.availability import Needs
from crm_core.contract import MarketFamily
from crm_core.language import _, all_of
from crm_core.periods import Period, chosen
from crm_core.question import Question, Reader
from crm_core.rooms.market.concentration import ProForma, leave, merge
from crm_core.rooms.market.measure import Market, market, year_before
from crm_core.rooms.market.screens import in_force
from crm_core.rooms.market.wording import market_noun

NEEDS = Needs((("market",),))
"""What of a book the answer hangs on."""

SPAN = Question.from_file(__file__, "span.sql")
REPORTS = Question.from_file(__file__, "reports.sql")
STANDINGS = Question.from_file(__file__, "standings.sql")
CHANGES = Question.from_file(__file__, "changes.sql")
HELD = Question.from_file(__file__, "held.sql")
LEFT_OUT = Question.from_file(__file__, "left_out.sql")


def answer(read: Reader, *, family: MarketFamily = "all", period: str = "", first: str = "",
           second: str = "", without: str = "", jurisdiction: str = "none") -> Market:
    """Where we stand in the market of the scope's regions, taken together.

    `period` is the day of a report (2026-06-30), or a period (`crm_core.periods`: quarter, 2026-Q3): then it is the
    last report up to its end on which most banks report, as it is up to the end of the asked year where `period` is
    left out. Changes are against the report of the same month a year before. `first` and `second` name two banks to
    merge, `without` one to take out of the market; `jurisdiction` chooses the screens in force on the day the book was
    built. Raises CannotAnswer when the book has no such market, day, period or bank, ValueError for an option that no
    book could honour.
    """
    span, reports, left_out = read(SPAN), read(REPORTS, family=family), read(LEFT_OUT, family=family)
    months = _months(read, period)
    days = _known(reports, span, months)
    if not days:
        _refuse(family, left_out)
    day = _day("" if months else period, days, reports)
    asked_days = {"period": day.isoformat(), "before": str(year_before(days, day) or day)}
    result = market(reports[reports["period"] <= pd.Timestamp(days[-1])], read(STANDINGS, family=family, **asked_days),
                    left_out, read(CHANGES, family=family, period=day.isoformat()), family=family, period=day)
    is_what_if = first or second or without
    return dataclasses.replace(
        result,
        months=months,
        what_if=_what_if(read(HELD, family=family, period=day.isoformat()), first, second, without)
        if is_what_if else None,
        jurisdiction=jurisdiction,
        screens=in_force(jurisdiction, span["built_on"].iloc[0].date()),
    )


def _months(read: Reader, period: str) -> Period | None:
    """The period asked for; None for the day of a report, for the scope's twelve months, and for what is neither."""
    if not period or period == "trailing" or _is_day(period):
        return None
    try:
        return chosen(read, period)
    except ValueError:
        return None  # told as a day that is none


def _is_day(period: str) -> bool:
    try:
        dt.date.fromisoformat(period)
    except ValueError:
        return False
    return True


def _known(reports: pd.DataFrame, span: pd.DataFrame, months: Period | None) -> list[dt.date]:
    """The days on which some bank holds something, up to the end of the asked months or year."""
    if span.empty:
        return []
    end = pd.Timestamp(months.last_day) if months else span["last_day"].iloc[0]
    days = reports.loc[reports["balance"] > 0, "period"].unique()
    return sorted(day.date() for day in days if day <= end)


def _day(period: str, days: list[dt.date], reports: pd.DataFrame) -> dt.date:
    """The day asked for, or the last one on which most of the banks report: a few of them are no market."""
    if not period or period == "trailing":
        reported = reports[reports["balance"] > 0].groupby(reports["period"].dt.date)["institution"].nunique()
        enough = [day for day in days if reported.get(day, 0) * 2 > reported.reindex(days).max()]
        return enough[-1]
    try:
        day = dt.date.fromisoformat(period)
    except ValueError as error:
        raise ValueError(_("period is '{period}'; enter the day of a report, such as {day}.", period=period,
                           day=str(days[-1]))) from error
    if day not in days:
        raise CannotAnswer(_("No bank reports on {day}. Days with reports: {days}.", day=str(day),
                             days=all_of([str(each) for each in days[-6:]])))
    return day


def _what_if(balances: pd.DataFrame, first: str, second: str, without: str) -> ProForma | None:
    if bool(first) != bool(second):
        raise ValueError(_("A merger needs two banks: {bank} and another one.", bank=first or second))
    if first and without:
        raise ValueError(_("Choose either a merger or the exit of a bank, not both."))
    if first:
        return merge(balances, first, second)
    return leave(balances, without) if without else None


def _refuse(family: str, left_out: pd.DataFrame) -> None:
    market_named = market_noun(family)
    if len(left_out):
        raise CannotAnswer(_("All balances of {market} in these regions are doubtful and left out; the Data page says "
                             "why. Correct the market file and load it again.", market=market_named))
    raise CannotAnswer(_("The data has no balances of {market} in these regions up to this year. Add a market file "
                         "with what every bank holds (region, institution, family, period, balance).",
                         market=market_named))
