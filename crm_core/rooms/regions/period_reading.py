"""Contribution of other months than the scope's twelve, in words: they are named wherever their amount is."""

from __future__ import annotations

import pandas as pd

from crm_core.amounts import Money, number
from crm_core.language import _, day
from crm_core.made_once import made_once
from crm_core.periods import Period
from crm_core.rooms.regions.measure import Regions
from crm_core.vocabulary import line_noun


def say_against_in_period(code: str, contribution: float, size: str, months: Period | None, money: Money) -> str:
    """What of the contribution of a period speaks against a position; nothing for the scope's twelve months, and for
    what is no matter of contribution."""
    if months is None or months.kind == "trailing":
        return ""
    values = {"size": size, "during": months.during}
    match code:
        case "loss":
            return _("it made a loss of {amount} {during}", amount=money.short(-contribution), **values)
        case "contribution_fell":
            return _("contribution {during} was {size} less than a year before", **values)
        case "most":
            return _("no other region contributed more {during}", **values)
        case "contribution_rose":
            return _("contribution {during} was {size} more than a year before", **values)
    return ""


def say_contribution_in_period(row: pd.Series, months: Period, regions: int, moved: tuple[str, str],
                               money: Money) -> str:
    """What a region contributed in a period, its rank among so many `regions`, and how that differs from the same
    months a year before: by how much, and the effect of the main line (`moved`)."""
    contributed = _("It contributed {amount} {during}, rank {rank} of {of}.", amount=money.short(row["contribution"]),
                    during=months.during, rank=number(row["rank"]), of=number(regions))
    if not row["cause"]:
        return contributed
    size, effect = moved
    values = {"size": size, "line": line_noun(row["cause"]), "effect": effect}
    if row["contribution_change"] > 0:
        change = (_("That is {size} more than in the same months a year before, mainly through {line} ({effect}).",
                    **values) if row["is_clear"] else
                  _("That is {size} more than in the same months a year before (not shown to be significant), mainly "
                    "through {line} ({effect}).", **values))
    else:
        change = (_("That is {size} less than in the same months a year before, mainly through {line} ({effect}).",
                    **values) if row["is_clear"] else
                  _("That is {size} less than in the same months a year before (not shown to be significant), mainly "
                    "through {line} ({effect}).", **values))
    return f"{contributed} {change}"


@made_once
def say_months(result: Regions, year: str) -> str:
    """Which figures are of which months, where a period was chosen; nothing for the twelve months of the scope, which
    are the whole page's. `year` are those, in short."""
    months = result.months
    if months is None or months.kind == "trailing":
        return ""
    if result.period is None:
        return _("Contribution, its change and cause are of {months}. Positions and criteria are of the 12 months "
                 "{year}.", months=months.span, year=year)
    return _("Contribution, its change and cause are of {months}. Positions and criteria are of the 12 months {year}; "
             "market share and its change, of the report of {day}.", months=months.span, year=year,
             day=day(result.period))
