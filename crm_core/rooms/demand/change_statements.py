"""What changed, when and by how much: one row of `Demand.changes` in words."""

from __future__ import annotations

import pandas as pd

from crm_core.amounts import Money, percent
from crm_core.language import N_, _, calendar_month, month, month_short, one_of
from crm_core.rooms.demand.measure import A_YEAR, Demand
from crm_core.rooms.demand.watch.events import IN_MOST_PARTS, IN_SUM, NOT_SHOWN, SELECTION

_KINDS = {"outlier": N_("Outlier"), "level shift": N_("Level shift"), "trend break": N_("Trend break")}
_PLACES = {IN_MOST_PARTS: N_("Widespread"), IN_SUM: N_("Total only"), NOT_SHOWN: N_("Not shown")}


def latest_changes(result: Demand) -> pd.DataFrame:
    """The changes of the last 12 months."""
    return result.changes[result.changes["month"] > result.months["month"].iloc[-1] - pd.DateOffset(months=A_YEAR)]


def kind_label(event: pd.Series) -> str:
    """The kind of a change as a heading: `Level shift`, or `Level shift, may not last` while that is open."""
    kind = _(_KINDS[event["kind"]])
    return _("{kind}, may not last", kind=kind) if event["is_open"] else kind


def place_label(event: pd.Series) -> str:
    """Whether a change is of most customers or only of the sum."""
    return _(_PLACES[event["where"]])


def tells_extent(events: pd.DataFrame) -> bool:
    """Whether it is shown of any change how many customers it is of."""
    return bool((events["where"] != NOT_SHOWN).any())


def say_change(event: pd.Series, result: Demand, money: Money) -> str:
    """One row of `Demand.changes` in words, as a title: `In November 2025, balance fell by 13.7% (widespread)`."""
    finding = _finding(event, result, money)
    if event["where"] == IN_MOST_PARTS:
        finding = _("{finding} (widespread)", finding=finding)
    return _("{finding}; it may not last", finding=finding) if event["is_open"] else finding


def _finding(event: pd.Series, result: Demand, money: Money) -> str:
    is_rise = bool(event["amount"] > 0 if pd.isna(event["size_share"]) else event["size_share"] > 0)
    size = result.amount_format(money)(abs(event["amount"])) if pd.isna(event["size_share"]) else \
        percent(abs(event["size_share"]))
    values = {"months": say_months(event), "size": size,
              "what": result.measure if event["part"] == SELECTION else event["what"]}
    match event["kind"], is_rise:
        case "level shift", True:
            return _("In {months}, {what} rose by {size}", **values)
        case "level shift", False:
            return _("In {months}, {what} fell by {size}", **values)
        case "outlier", True:
            return _("In {months} alone, {what} exceeded the usual level by {size}", **values)
        case "outlier", False:
            return _("In {months} alone, {what} fell short of the usual level by {size}", **values)
        case _other, True:
            return _("Since {months}, the trend of {what} has been {size} a year higher", **values)
    return _("Since {months}, the trend of {what} has been {size} a year lower", **values)


def say_months(event: pd.Series, *, is_short: bool = False) -> str:
    """When it happened: `November 2025`, or `March or April 2026` where the data cannot tell which."""
    write = month_short if is_short else month
    if pd.isna(event["other_month"]):
        return write(event["month"])
    first, last = sorted([event["month"], event["other_month"]])
    if first.year == last.year and not is_short:
        return one_of([calendar_month(first.month), month(last)])
    return one_of([write(first), write(last)])
