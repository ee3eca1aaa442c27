"""The most valuable things to do, in money a year: what other rooms have found, ranked in one unit."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

Kind = Literal["lost", "benchmark", "assumption", "expected"]
"""What kind of money it is: `lost` against the year before; what the bank's own unit costs and rates would spare
(`benchmark`); what an assumption would bring (`assumption`); or what a way that was tested on a later year expects
(`expected`)."""

_OVERLAPPING = (
    ("restore", "service"), ("restore", "retain"), ("retain", "region"), ("retain", "outflows"),
    ("region", "outflows"), ("potential", "outflows"), ("keep", "retain"), ("keep", "region"), ("keep", "outflows"),
    ("keep", "grow"), ("grow", "retain"), ("grow", "region"), ("grow", "potential"), ("grow", "outflows"),
)
"""Pairs that may be about the same customers or the same balances: they must not be added up."""
MOST = 3


@dataclass(frozen=True)
class Opportunity:
    """One thing to do: what it would bring a year at most, what that rests on, and the page that has it whole."""

    name: str
    """restore, retain, region, potential, outflows, service, keep or grow."""
    amount: float
    """In currency, over the months of the year in scope."""
    kind: Kind
    page: str
    settings: Mapping[str, str] = field(default_factory=dict)
    """Controls of the page."""
    count: int = 0
    """Customers it is about; 0 where it is not about single ones."""
    place: str = ""
    """The region it is about, where it is about one."""
    is_clear: bool = True
    """False when chance would explain as much."""


def most_valuable(found: Iterable[Opportunity], *, most: int = MOST) -> tuple[Opportunity, ...]:
    """Those worth most, the largest first; what brings nothing is none. Ties are in the order of their names."""
    worth = [each for each in found if each.amount > 0]
    return tuple(sorted(worth, key=lambda each: (-each.amount, each.name))[:most])


def overlapping(chosen: Iterable[Opportunity]) -> tuple[tuple[Opportunity, Opportunity], ...]:
    """Pairs of them that may be about the same customers or balances, in the order of `chosen`."""
    pairs = itertools.combinations(chosen, 2)
    return tuple((one, other) for one, other in pairs
                 if (one.name, other.name) in _OVERLAPPING or (other.name, one.name) in _OVERLAPPING)


def value_of_gaps(gaps: pd.DataFrame, own_rates: pd.DataFrame) -> float:
    """What closing `gaps` (family, balance) would contribute a year at what our own balances of the family do.

    Only gaps above zero count, and of families that contribute: growing what loses would bring nothing. `own_rates` is
    the answer of `own_rates.sql`.
    """
    held = own_rates.set_index("family")
    rates = (held["contribution"] / held["balance"].where(held["balance"] > 0)).clip(lower=0.0)
    return float((gaps["balance"].clip(lower=0.0) * gaps["family"].map(rates)).sum())


def value_of_outflows(pairs: pd.DataFrame, own_rates: pd.DataFrame, *, months: int = 12) -> float:
    """What a year of the transfers beyond those to be expected would contribute as deposits of ours.

    `pairs` has amount (a month), senders, expected and is_clear: only pairs with significantly more senders count.
    """
    clear = pairs[pairs["is_clear"].astype(bool)]
    beyond = clear["amount"] * (1 - clear["expected"] / clear["senders"])
    kept = pd.DataFrame({"family": ["deposits"], "balance": [float(beyond.sum()) * months]})
    return value_of_gaps(kept, own_rates)
