"""A tier scheme: which criteria count how much, where the cuts are, what each tier is promised, when a tier is held.

Frozen and whole: two equal schemes give the same tiers of the same book. `record.py` writes and reads it as JSON.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from crm_core.contract import CUSTOMER_TYPES
from crm_core.rooms.tiers.scheme.group import EVERYBODY, Group
from crm_core.rooms.tiers.scheme.refusal import refuse_unless
from crm_core.rooms.tiers.scheme.service import HOUR_COSTS
from crm_core.rooms.tiers.scheme.weights import Weights

Missing = Literal["left_out", "lowest", "middle"]

VERSION = 1
"""Of a scheme's parts; a later one is read by later programs only."""
MIN_TIERS, MAX_TIERS = 2, 6
MAX_NAME_LENGTH = 40
LARGEST_MARGIN = 50
NAMES: Mapping[int, tuple[str, ...]] = {
    2: ("Premium", "Basic"),
    3: ("Premium", "Preferred", "Basic"),
    4: ("Premium", "Preferred", "Standard", "Basic"),
    5: ("Private", "Premium", "Preferred", "Standard", "Basic"),
    6: ("Private", "Premium", "Preferred", "Standard", "Basic", "Digital"),
}
"""Names to start from, by the number of tiers, best first."""

_COLOUR = re.compile(r"(#[0-9a-fA-F]{6})?")


@dataclass(frozen=True)
class Tier:
    """A service level by value. `colour` is `#rrggbb`, empty for the house's blue of its place."""

    name: str
    colour: str = ""

    def __post_init__(self) -> None:
        refuse_unless(0 < len(self.name.strip()) <= MAX_NAME_LENGTH, "A tier is named", repr(self.name),
                      f"give it a name of 1 to {MAX_NAME_LENGTH} characters")
        refuse_unless(bool(_COLOUR.fullmatch(self.colour)), f"The colour of {self.name} is", self.colour,
                      "write it as #1D4F91, or leave it empty")


@dataclass(frozen=True)
class Hold:
    """A customer changes tier only by more than `margin`, or once another tier has been due for `periods` years.

    `margin` is in points of score, or in percent of a cut in money. 0 and 1 move everybody at once.
    """

    margin: float = 0.0
    periods: int = 1

    def __post_init__(self) -> None:
        refuse_unless(0 <= self.margin <= LARGEST_MARGIN, "The margin of the hold rule is", f"{self.margin:g}",
                      f"it must be from 0 to {LARGEST_MARGIN}")
        refuse_unless(self.periods in (1, 2), "The years that the hold rule waits are", self.periods,
                      "choose 1 or 2: a book keeps three years")

    @property
    def holds(self) -> bool:
        """True when the rule can hold anybody."""
        return self.margin > 0 or self.periods > 1


@dataclass(frozen=True)
class Scheme:
    """A whole tier scheme, best tier first; `costs` is what an hour of contact costs by channel.

    `missing` says what becomes of a customer without a size or a grade: `left_out` judges by the criteria that are
    there, `lowest` and `middle` count the gap as the lowest and the middle rank. `groups` is one set of cuts for
    everybody, or one for each customer type. Raises SchemeRefused when the parts do not fit together.
    """

    tiers: tuple[Tier, ...]
    weights: Weights
    missing: Missing
    groups: tuple[Group, ...]
    costs: Mapping[str, float] = field(default_factory=lambda: dict(HOUR_COSTS))
    hold: Hold = field(default_factory=Hold)
    version: int = VERSION

    def __post_init__(self) -> None:
        refuse_unless(self.version == VERSION, "The scheme is of version", self.version,
                      f"this program reads version {VERSION}: update the program, or export the scheme again")
        refuse_unless(MIN_TIERS <= len(self.tiers) <= MAX_TIERS, "The tiers of the scheme are", len(self.tiers),
                      f"a scheme can have {MIN_TIERS} to {MAX_TIERS}")
        names = [tier.name for tier in self.tiers]
        refuse_unless(len(set(names)) == len(names), "Two tiers share a name:", ", ".join(names), "rename one")
        refuse_unless(self.missing in get_args(Missing), "'missing' is", self.missing,
                      f"choose one of {', '.join(get_args(Missing))}")
        of = tuple(group.of for group in self.groups)
        refuse_unless(of in ((EVERYBODY,), CUSTOMER_TYPES), "The scheme has cuts for", ", ".join(of) or "nobody",
                      f"it needs them for {EVERYBODY}, or for {', '.join(CUSTOMER_TYPES)} in this order")
        for group in self.groups:
            for what, given, needed in (("promises", len(group.promises), len(self.tiers)),
                                        ("values", len(group.values), group.values_needed)):
                refuse_unless(given == needed, f"The {what} of {group.of} are", given,
                              f"{len(self.tiers)} tiers that are cut by {group.how} need {needed}")
        self._refuse_unpriced()

    def _refuse_unpriced(self) -> None:
        for channel, cost in self.costs.items():
            refuse_unless(0 <= cost < math.inf, f"An hour of {channel} costs", f"{cost:g}",
                          "it must be a number from 0")
        promised = {channel for group in self.groups for promise in group.promises
                    for channel, share in promise.mix.items() if share}
        unpriced = sorted(promised - set(self.costs))
        refuse_unless(not unpriced, "There is no cost of an hour for", ", ".join(unpriced), "add it to the unit costs")

    @property
    def names(self) -> tuple[str, ...]:
        """Of the tiers, best first."""
        return tuple(tier.name for tier in self.tiers)

    @property
    def is_by_type(self) -> bool:
        """True when each customer type has cuts of its own."""
        return self.groups[0].of != EVERYBODY

    def group_of(self, customer_type: str) -> Group:
        """The cuts and promises that hold for a customer type."""
        return self.groups[CUSTOMER_TYPES.index(customer_type)] if self.is_by_type else self.groups[0]
