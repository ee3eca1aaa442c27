"""Are people and money where the value is: shares of a resource against shares of value, and what a move changes."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
import pandas as pd

from crm_core.language import N_, Message, _

Resource = Literal["hours", "managers", "branches", "branch_cost", "cost_to_serve"]
Against = Literal["value", "potential"]

RESOURCES: dict[str, Message] = {
    "hours": N_("Manager hours"), "managers": N_("Managers"), "branches": N_("Branches"),
    "branch_cost": N_("Branch costs"), "cost_to_serve": N_("Cost to serve"),
}
"""Resources and their headings."""
YARDSTICKS: dict[str, tuple[str, ...]] = {"value": ("revenue", "balance"), "potential": ("market", "population")}
"""What stands for value and for potential: the first that the book knows."""
MONEY = ("branch_cost", "cost_to_serve")
"""Resources counted in money."""
BY_TYPE = ("cost_to_serve",)
"""Resources that are known customer by customer; all others serve every type and have no year."""
_HAIR = 1e-9
"""Shares are quotients of floats: what differs by less is equal."""
CHANCE = 0.05
"""How often one of all regions may be called over- or under-served by chance alone."""


@dataclass(frozen=True, eq=False)
class Parity:
    """One resource against one yardstick over all regions. Shares as fractions of the whole bank."""

    resource: Resource
    against: Against
    yardstick: str
    """What stands for value or potential: revenue, balance, market or population."""
    total: float
    """All of the resource, in its own unit."""
    regions: pd.DataFrame
    """region_id, region, is_asked, amount, resource_share, yardstick_share, parity (resource share over yardstick
    share: 1 is the fair share, 2 twice as much; NaN where the yardstick is nothing), fair_amount, surplus (amount
    less fair amount), moved (to the region, negative away from it), amount_after, parity_after, is_clear (further from
    its fair share than chance among its customers explains); most over-served first."""
    misplaced: float
    """What would have to move for parity everywhere, in the resource's unit."""
    misplaced_share: float
    """The same as a part of all of it: half the sum of absolute differences of both shares, 0–1."""
    asked_move: float
    """How much the what-if was asked to move."""
    moved: float
    """How much it moved: never more than is misallocated."""
    misplaced_share_after: float
    chance_share: float
    """The part that would look misallocated by chance alone, 0–1: so much do single customers move regions' value."""
    is_undated: bool
    """True when the resource is that of today and the yardstick that of an earlier year."""


def parity(resources: pd.DataFrame, *, resource: Resource, against: Against, yardstick: str,
           move: float = 0.0, is_undated: bool = False) -> Parity:
    """Shares of `resource` against shares of `yardstick`, before and after moving `move` units.

    `resources` has region_id, region, is_asked and the two columns; for what customers generate also customers and
    `<yardstick>_squares`, the sum of squares of their amounts. The move takes from over-served regions in
    proportion to what they have beyond their fair share and gives to under-served ones in proportion to what they
    lack, so nobody is pushed past parity. Weighted with the yardstick's shares, parity averages to 1 when no resource
    is where the yardstick is nothing. Raises ValueError for a negative move or nothing to share out.
    """
    if not move >= 0:
        raise ValueError(_("The amount to move is {move}; it must not be negative.", move=format(move, "g")))
    amount = resources[resource].astype(float)
    weight = resources[yardstick].astype(float).clip(lower=0.0)
    total, whole = float(amount.sum()), float(weight.sum())
    if not total > 0 or not whole > 0:
        raise ValueError(f"There is no {resource if not total > 0 else yardstick} to share out.")
    fair = total * weight / whole
    surplus = amount - fair
    misplaced = float(surplus.clip(lower=0.0).sum())
    moved = min(float(move), misplaced)
    flow = -surplus * (moved / misplaced) + 0.0 if misplaced > 0 else surplus * 0.0  # 0 is nothing, and -0 is odd
    regions = resources[["region_id", "region", "is_asked"]].assign(
        amount=amount, resource_share=amount / total, yardstick_share=weight / whole,
        parity=amount / fair.where(fair > 0), fair_amount=fair, surplus=surplus, moved=flow,
        amount_after=amount + flow, parity_after=(amount + flow) / fair.where(fair > 0),
    )
    spread = _spread(resources, yardstick)
    critical = NormalDist().inv_cdf(1 - CHANCE / 2 / len(resources))
    regions["is_clear"] = (surplus / total * whole).abs() > critical * spread + _HAIR * whole
    order = regions["parity"].fillna(np.inf).where(amount > 0, regions["parity"].fillna(1.0))
    return Parity(
        resource=resource,
        against=against,
        yardstick=yardstick,
        total=total,
        regions=regions.iloc[order.argsort(kind="stable")[::-1]].reset_index(drop=True),
        misplaced=misplaced,
        misplaced_share=misplaced / total,
        asked_move=float(move),
        moved=moved,
        misplaced_share_after=(misplaced - moved) / total,
        chance_share=min(float(spread.sum()) / whole / np.sqrt(2 * np.pi), 1.0),  # half of the mean absolute deviations
        is_undated=is_undated,
    )


def _spread(resources: pd.DataFrame, yardstick: str) -> pd.Series:
    """The standard deviation of each region's yardstick if its customers are a draw from many like them.

    The sum of the squared amounts is the variance of a compound Poisson sum; the mean square over all regions stands
    in where it gives more, as a handful of small customers says nothing of how large the next one is. None for a
    market or a population, which are counted whole.
    """
    squares = resources.get(f"{yardstick}_squares")
    if squares is None:
        return pd.Series(0.0, index=resources.index)
    mean_square = squares.sum() / max(float(resources["customers"].sum()), 1.0)
    return np.sqrt(np.maximum(squares.astype(float), resources["customers"] * mean_square))
