"""A Parity in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import pandas as pd

from crm_core.amounts import Money, number, percent
from crm_core.language import _, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.resources.measure import Parity
from crm_core.rooms.resources.words import (
    against_noun,
    resource_label,
    resource_noun,
    with_unit,
    written,
    yardstick_noun,
)

_LITTLE = 0.005
"""Less than half a percent of a resource misallocated is said to be none."""


@made_once
def say(result: Parity, money: Money) -> Reading:
    """How much is misallocated, which region has most too much and which too little; and what the move would change."""
    regions = result.regions.dropna(subset="parity")
    if len(regions) == 1:
        return Reading(_("{region} is the only region with data on {yardstick}, so there is none to compare it with.",
                         yardstick=yardstick_noun(result.yardstick), region=regions["region"].iloc[0]))
    in_view = regions[regions["is_asked"]]
    rest = " ".join(part for part in (_say_move(result, money), _undated(result)) if part)
    if 0 < len(in_view) < len(regions):
        return Reading(_say_asked(result, in_view, money), rest)
    values = {"resource": resource_noun(result.resource), "basis": against_noun(result.against, result.yardstick)}
    if result.misplaced_share < _LITTLE:
        return Reading(_("The regional split of {resource} matches that of {basis}.", **values), rest)
    headline = _("{share} of {resource} would have to move for every region to match its share of {basis}.", **values,
                 share=percent(result.misplaced_share))
    return Reading(headline, f"{_say_ends(result, regions[regions['is_clear']])} {rest}".strip())


def _say_ends(result: Parity, clear: pd.DataFrame) -> str:
    """The regions furthest above and below their fair share, of those that chance does not explain."""
    yardstick = yardstick_noun(result.yardstick)
    if clear.empty:
        return _("No region is significantly above or below its fair share: single customers weigh so much on the "
                 "{yardstick} of a region that {share} would look misallocated by chance.", yardstick=yardstick,
                 share=percent(result.chance_share))
    most, least = clear.iloc[0], clear.iloc[-1]
    values = {
        "most": most["region"], "times": number(most["parity"], decimals=2), "yardstick": yardstick,
        "resource": resource_noun(result.resource), "part": percent(most["resource_share"]),
        "fair": percent(most["yardstick_share"]),
    }
    if len(clear) == 1:
        return _("{most} has {times} times its fair share ({part} of {resource}, {fair} of {yardstick}).", **values)
    return _("{most} has {times} times its fair share ({part} of {resource}, {fair} of {yardstick}), {least} "
             "{least_times} times.", **values, least=least["region"], least_times=number(least["parity"], decimals=2))


def _undated(result: Parity) -> str:
    if not result.is_undated:
        return ""
    return _("This compares the current {resource} with {yardstick} of the selected year.",
             resource=resource_noun(result.resource), yardstick=yardstick_noun(result.yardstick))


@made_once
def say_flows(result: Parity, money: Money) -> str:
    """Who would give and who would receive most in the move; without one, who has most too much and who too little."""
    ordered = result.regions.sort_values("surplus")
    least, most = ordered.iloc[0], ordered.iloc[-1]
    if least["surplus"] == most["surplus"]:
        return _("Every region has its fair share")
    if result.moved > 0:
        return _("{most} would give {given}, {least} would receive {received}", most=most["region"],
                 given=with_unit(result, -most["moved"], money), least=least["region"],
                 received=with_unit(result, least["moved"], money))
    clear = ordered[ordered["is_clear"]]
    if clear.empty:
        return _("No region is significantly above or below its fair share")
    least, most = clear.iloc[0], clear.iloc[-1]
    above, below = (with_unit(result, abs(row["surplus"]), money) for row in (most, least))
    if least["surplus"] < 0 < most["surplus"]:
        return _("{most} is {above} above its fair share, {least} {below} below it", most=most["region"], above=above,
                 least=least["region"], below=below)
    if most["surplus"] > 0:
        return _("{region} is {amount} above its fair share; no other region differs significantly",
                 region=most["region"], amount=above)
    return _("{region} is {amount} below its fair share; no other region differs significantly",
             region=least["region"], amount=below)


def _say_asked(result: Parity, in_view: pd.DataFrame, money: Money) -> str:
    """What the asked regions have against their fair share, what the move adds or takes, and whether it is chance."""
    sums, nothing = in_view[["amount", "fair_amount", "surplus", "moved"]].sum(), written(result, 0.0, money)
    size, moves = (written(result, abs(sums[name]), money) for name in ("surplus", "moved"))
    sentences = [_say_holding(result, in_view, sums, money, size="" if size == nothing else size)]
    if moves != nothing:
        moved = with_unit(result, abs(sums["moved"]), money)
        sentences.append(_("This move would add {amount}.", amount=moved) if sums["moved"] > 0 else
                         _("This move would take away {amount}.", amount=moved))
    if size != nothing and not in_view["is_clear"].any():
        sentences.append(_("The difference is within chance: single customers weigh heavily on {yardstick} here.",
                           yardstick=yardstick_noun(result.yardstick)))
    return " ".join(sentences)


def _say_holding(result: Parity, in_view: pd.DataFrame, sums: pd.Series, money: Money, *, size: str) -> str:
    """What the asked regions have; `size` is how much more or less than their fair share, empty for as much."""
    who = (str(in_view["region"].iloc[0]) if len(in_view) == 1 else
           ngettext("the {count} selected region", "the {count} selected regions", len(in_view)))
    values = {"who": who, "amount": written(result, sums["amount"], money), "resource": resource_label(result.resource),
              "basis": against_noun(result.against, result.yardstick), "size": size,
              "times": number(sums["amount"] / sums["fair_amount"], decimals=2)}
    if not size:
        return _("{resource} in {who}: {amount}, in line with the fair share by {basis} ({times} times).", **values)
    if sums["surplus"] > 0:
        return _("{resource} in {who}: {amount}, {size} above the fair share by {basis} ({times} times).", **values)
    return _("{resource} in {who}: {amount}, {size} below the fair share by {basis} ({times} times).", **values)


def _say_move(result: Parity, money: Money) -> str:
    if not result.asked_move > 0:
        return ""
    values = {"amount": with_unit(result, result.moved, money), "share": percent(result.misplaced_share_after)}
    if result.moved >= result.asked_move:
        return _("Moving {amount} would reduce misallocation to {share}.", **values)
    return _("Moving {amount} would reduce misallocation to {share}. That is all that is misallocated, less than the "
             "{asked} requested.", **values, asked=with_unit(result, result.asked_move, money))
