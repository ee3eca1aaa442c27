"""An Overview in a manager's words: what there is, and what to look at first."""

from __future__ import annotations

from crm_core.house_style import Money, count, has_rate, percent
from crm_core.reading import Reading
from crm_core.rooms.overview.measure import Overview
from crm_core.spans import over, until

_VERBS = {"contribution": "generated", "revenue": "generated", "balance": "held on average", "turnover": "moved"}
_A_CENT = 0.01
_NOUNS = {"contribution": "of contribution", "revenue": "of revenue", "balance": "", "turnover": ""}


def say(result: Overview, money: Money) -> Reading:
    """How many customers brought how much, and the dearest thing that went wrong."""
    who, span = count(result.now.customers, "customer"), until(result.months_held, result.last_month)
    if result.now.amount < 0 and result.by in ("contribution", "revenue"):
        lost = f"{who} lost {money.short(-result.now.amount)} {span}"
        return Reading(f"{lost}{_against(result, money)}.", _first(result, money))
    what = f"{_VERBS[result.by]} {money.short(result.now.amount)} {_NOUNS[result.by]}".strip()
    return Reading(f"{who} {what} {span}{_against(result, money)}.", _first(result, money))


def _against(result: Overview, money: Money) -> str:
    if result.before is None:
        return ""
    if money.short(result.now.amount) == money.short(result.before.amount) and not result.change:
        return ", as much as the year before"
    if result.now.amount < 0 and result.by in ("contribution", "revenue"):
        then = f"{'a loss' if result.before.amount < 0 else 'a gain'} of {money.short(abs(result.before.amount))}"
        return f", after {then} the year before"
    if not has_rate(result.now.amount, result.before.amount):
        difference = result.now.amount - result.before.amount
        return f", {money.short(abs(difference))} {'more' if difference > 0 else 'less'} than the year before"
    if result.change is None:
        return ""
    if percent(abs(result.change)) == percent(0):
        return ", as much as the year before"
    return f", {percent(abs(result.change))} {'more' if result.change > 0 else 'less'} than the year before"


def _first(result: Overview, money: Money) -> str:
    """Look first at the loss-makers or at the region that fell most: whichever is more money."""
    fallen = result.regions.assign(fall=result.regions["amount_before"] - result.regions["amount"])
    fallen = fallen.sort_values("fall", ascending=False).dropna(subset="fall").head(1)
    fall = float(fallen["fall"].iloc[0]) if len(fallen) else 0.0
    if result.now.taken_back > 0 and result.now.taken_back >= fall:
        makers, taken = result.now.loss_makers, f"{money.short(result.now.taken_back)} {over(result.months_held)}"
        if makers == 1:
            return f"Look first at the one unprofitable customer: a loss of {taken}."
        part = "all of them" if makers == result.now.customers else f"{percent(result.now.loss_making_share)} of all"
        return (f"Look first at the {count(makers, 'unprofitable customer')}: {part}, they reduce the total by "
                f"{taken}.")
    equals = (result.regions["amount_before"] - result.regions["amount"]).sub(fall).abs() < _A_CENT
    if fall > 0 and len(result.regions) > 1 and int(equals.sum()) == 1:
        verb = _VERBS[result.by]
        return f"Look first at {fallen['region'].iloc[0]}: it {verb} {money.short(fall)} less than the year before."
    return ""
