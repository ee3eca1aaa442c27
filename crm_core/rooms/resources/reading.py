"""A Parity in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import pandas as pd

from crm_core.house_style import Money, percent
from crm_core.reading import Reading
from crm_core.rooms.resources.measure import RESOURCES, Parity
from crm_core.rooms.resources.words import written

_LITTLE = 0.005
"""Less than half a percent of a resource misplaced is said to be in its place."""


def say(result: Parity, money: Money) -> Reading:
    """How much stands in the wrong place, who has most too much and who too little; and what the move would change."""
    what = RESOURCES[result.resource]
    regions = result.regions.dropna(subset="parity")
    if len(regions) == 1:
        only = regions["region"].iloc[0]
        return Reading(f"{only} is the only region with {result.yardstick}: it has all the {what}.")
    in_view = regions[regions["is_asked"]]
    rest = " ".join(part for part in (_moved(result, money), _undated(result)) if part)
    if 0 < len(in_view) < len(regions):
        return Reading(_say_asked(result, in_view, money), rest)
    if result.misplaced_share < _LITTLE:
        verb = "stands" if result.resource in ("cost_to_serve", "branch_cost") else "stand"
        return Reading(f"Our {what} {verb} where our {_yardstick(result)} is.", rest)
    headline = f"{percent(result.misplaced_share)} of our {what} stands where our {_yardstick(result)} does not."
    clear = regions[regions["is_clear"]]
    if clear.empty:
        ends = (f"No region is significantly beyond or below its fair share: single customers move the regions' "
                f"{result.yardstick} so much that {percent(result.chance_share)} would look misallocated by chance.")
        return Reading(headline, f"{ends} {rest}".strip())
    return Reading(headline, f"{_ends(result, clear)} {rest}".strip())


def _ends(result: Parity, clear: pd.DataFrame) -> str:
    """The region furthest beyond its part and the one furthest below it, of those that chance does not explain."""
    most, least = clear.iloc[0], clear.iloc[-1]
    words = (f"{most['region']} has {most['parity']:.2f} times its part ({percent(most['resource_share'])} of "
             f"{RESOURCES[result.resource]}, {percent(most['yardstick_share'])} of {result.yardstick})")
    return f"{words}." if len(clear) == 1 else f"{words}, {least['region']} {least['parity']:.2f} times."


def _undated(result: Parity) -> str:
    return (f"{RESOURCES[result.resource].capitalize()} are those of today, {result.yardstick} is that of the year in "
            "scope." if result.is_undated else "")


def say_flows(result: Parity, money: Money) -> str:
    """Who would give and who would get most in the move; without one, who has most too much and who too little."""
    ordered = result.regions.sort_values("surplus")
    least, most = ordered.iloc[0], ordered.iloc[-1]
    if least["surplus"] == most["surplus"]:
        return "Every region has its part"
    if result.moved > 0:
        return (f"{most['region']} would give {written(result, -most['moved'], money)}, {least['region']} would get "
                f"{written(result, least['moved'], money)}")
    if not ordered["is_clear"].any():
        return "No region is significantly beyond or below its fair share"
    clear = ordered[ordered["is_clear"]]
    least, most = clear.iloc[0], clear.iloc[-1]
    if not least["surplus"] < 0 < most["surplus"]:
        one, amount = (most, "much") if most["surplus"] > 0 else (least, "little")
        size = written(result, abs(one["surplus"]), money)
        return f"{one['region']} has {size} too {amount} by this yardstick, the other regions nothing significant"
    return (f"{most['region']} has {written(result, most['surplus'], money)} too much by this yardstick, "
            f"{least['region']} {written(result, -least['surplus'], money)} too little")


def _say_asked(result: Parity, in_view: pd.DataFrame, money: Money) -> str:
    """What the asked regions have against what they would have at their part, and what the move brings or takes."""
    alone = len(in_view) == 1
    who, has, part, it = ((str(in_view["region"].iloc[0]), "has", "its", "it") if alone else
                          (f"The {len(in_view)} chosen regions", "have", "their", "they"))
    sums, nothing = in_view[["amount", "fair_amount", "surplus", "moved"]].sum(), written(result, 0.0, money)
    size, moves = (written(result, abs(sums[name]), money) for name in ("surplus", "moved"))
    stands = "as much as" if size == nothing else f"{size} {'more' if sums['surplus'] > 0 else 'less'} than"
    way = ("gets" if alone else "get") if sums["moved"] > 0 else ("gives" if alone else "give")
    moved = "" if moves == nothing else f"; in this move {it} {way} {moves}"
    has_all = f"{who} {has} {written(result, sums['amount'], money)} of our {RESOURCES[result.resource]}"
    times = f"{sums['amount'] / sums['fair_amount']:.2f} times"
    chance = ("" if in_view["is_clear"].any() or size == nothing else
              f" Single customers move the {result.yardstick} here so much that this is within chance.")
    return f"{has_all}, {stands} {part} part by {_yardstick(result)} ({times}){moved}.{chance}"


def _yardstick(result: Parity) -> str:
    return result.yardstick if result.against == "value" else f"potential ({result.yardstick})"


def _moved(result: Parity, money: Money) -> str:
    if not result.asked_move > 0:
        return ""
    enough = "" if result.moved >= result.asked_move else (
        f" That is all that is misplaced, less than the {written(result, result.asked_move, money)} asked for.")
    return (f"Moving {written(result, result.moved, money)} would bring the misplaced part to "
            f"{percent(result.misplaced_share_after)}.{enough}")
