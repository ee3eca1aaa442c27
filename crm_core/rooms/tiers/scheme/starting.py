"""A scheme to start from: a few choices, and everything else as a bank would begin."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from crm_core.contract import CUSTOMER_TYPES
from crm_core.rooms.tiers.scheme.group import EVERYBODY, BudgetIn, By, Group, How, StaffLimit
from crm_core.rooms.tiers.scheme.refusal import refuse_unless
from crm_core.rooms.tiers.scheme.scheme import (
    MAX_TIERS,
    MIN_TIERS,
    NAMES,
    WRONG_NUMBER,
    Hold,
    Missing,
    Scheme,
    Tier,
)
from crm_core.rooms.tiers.scheme.service import starting_promises
from crm_core.rooms.tiers.scheme.weights import WHOLE, Weights
from crm_core.service_models import HOUR_COSTS

TIERS, TOP, COVER = 3, 0.20, 0.80


def starting_shares(tiers: int, top: float = TOP) -> tuple[float, ...]:
    """Shares of customers of each tier but the last: `top`, then as whole percents as that allows, one at the least.

    The tiers down to each grow by the same factor.
    """
    down_to = [top, *(round(top ** (1 - place / (tiers - 1)), 2) for place in range(1, tiers - 1))]
    return (top, *(round(max(lower - upper, 1 / WHOLE), 6) for upper, lower in pairwise(down_to)))


def down_to(shares: tuple[float, ...]) -> tuple[float, ...]:
    """The shares of customers that the tiers down to the second, the third … hold together, of the shares of each."""
    return tuple(round(sum(shares[: place + 1]), 6) for place in range(1, len(shares)))


def starting_parts(tiers: int, cover: float = COVER) -> tuple[float, ...]:
    """The parts of the total that the tiers down to each bring: what is left to bring shrinks to nothing evenly."""
    return tuple(round(cover + (1 - cover) * place / max(tiers - 2, 1), 3) for place in range(tiers - 1))


def starting_scheme(weights: Weights, *, by: By = "score", how: How = "share", tiers: int = TIERS,
                    values: dict[str, tuple[float, ...]] | tuple[float, ...] = (), missing: Missing = "left_out",
                    by_type: bool = False, hold: Hold | None = None, budget_in: BudgetIn = "cost",
                    staff_limit: StaffLimit = "bank") -> Scheme:
    """A scheme of these choices, with names, promises and unit costs to start from.

    `values` are as in `Group`, for everybody or by customer type; shares of customers or of the total can be left out.
    Raises SchemeRefused for choices that do not fit together.
    """
    refuse_unless(MIN_TIERS <= tiers <= MAX_TIERS, WRONG_NUMBER, tiers=tiers, least=MIN_TIERS, most=MAX_TIERS)
    shares = starting_shares(tiers)
    usual = {"share": shares, "cover": starting_parts(tiers), "staff": down_to(shares)}.get(how, ())

    def group(of: str) -> Group:
        given = values.get(of, ()) if isinstance(values, dict) else values
        return Group(of, by, how, tuple(given) or usual, starting_promises(of, tiers), budget_in, staff_limit)

    return Scheme(
        tiers=tuple(Tier(name) for name in NAMES[tiers]), weights=weights, missing=missing,
        groups=tuple(group(of) for of in (CUSTOMER_TYPES if by_type else (EVERYBODY,))), hold=hold or Hold(),
    )


def examples(scheme: Scheme, adopted: Iterable[Scheme] = ()) -> tuple[str, ...]:
    """What of a scheme is the program's own starting values, which no scheme that somebody saved or approved has:
    `cuts` for the shares of customers, `promises` for the service and what it costs."""
    adopted = tuple(adopted)
    starting = {
        "cuts": all(group.how == "share" and group.values == starting_shares(len(scheme.tiers))
                    for group in scheme.groups),
        "promises": dict(scheme.costs) == dict(HOUR_COSTS) and all(
            group.promises == starting_promises(group.of, len(scheme.tiers)) for group in scheme.groups),
    }
    return tuple(part for part, is_starting in starting.items()
                 if is_starting and all(_PARTS[part](scheme) != _PARTS[part](each) for each in adopted))


_PARTS: Mapping[str, Callable[[Scheme], object]] = {
    "cuts": lambda scheme: [(group.of, group.how, group.values) for group in scheme.groups],
    "promises": lambda scheme: ([(group.of, group.promises) for group in scheme.groups], dict(scheme.costs)),
}
"""What of a scheme somebody sets by saving it."""


def rounded(cut: float) -> float:
    """A cut in money as a person would set it: two figures."""
    if cut == 0 or not math.isfinite(cut):
        return 0.0
    return round(cut, 1 - math.floor(math.log10(abs(cut))))
