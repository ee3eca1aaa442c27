"""A Parity in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

from crm_core.house_style import Money, number, percent
from crm_core.parity.measure import MONEY, RESOURCES, Parity
from crm_core.reading import Reading

_LITTLE = 0.005
"""Less than half a percent of a resource misplaced is said to be in its place."""


def say(result: Parity, money: Money) -> Reading:
    """How much stands in the wrong place, who has most too much and who too little; and what the move would change."""
    what = RESOURCES[result.resource]
    known = result.regions.dropna(subset="parity")
    if len(known) == 1:
        return Reading(f"{known['region'].iloc[0]} is the only region with {result.yardstick}: it has all the {what}.")
    if result.misplaced_share < _LITTLE:
        return Reading(f"Our {what} stand where our {_yardstick(result)} is.", _moved(result, money))
    most, least = known.iloc[0], known.iloc[-1]
    headline = f"{percent(result.misplaced_share)} of our {what} stands where our {_yardstick(result)} does not."
    ends = (f"{most['region']} has {most['parity']:.2f} times its part ({percent(most['resource_share'])} of {what}, "
            f"{percent(most['yardstick_share'])} of {result.yardstick}), {least['region']} {least['parity']:.2f} "
            "times.")
    return Reading(headline, f"{ends} {_moved(result, money)}".strip())


def _yardstick(result: Parity) -> str:
    return result.yardstick if result.against == "value" else f"potential ({result.yardstick})"


def _moved(result: Parity, money: Money) -> str:
    if not result.asked_move > 0:
        return ""
    write = money.short if result.resource in MONEY else number
    enough = "" if result.moved >= result.asked_move else (
        f" That is all that is misplaced, less than the {write(result.asked_move)} asked for.")
    return (f"Moving {write(result.moved)} would bring the misplaced part to {percent(result.misplaced_share_after)}."
            f"{enough}")
