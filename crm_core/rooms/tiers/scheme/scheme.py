"""A tier scheme: which criteria count how much, where the cuts are, what each tier is promised, when a tier is held.

Frozen and whole: two equal schemes give the same tiers of the same book. `json_text.py` writes and reads it as JSON.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from crm_core.contract import CUSTOMER_TYPES
from crm_core.language import N_, _
from crm_core.rooms.tiers.scheme.exceptions import TierException, refuse_unruly
from crm_core.rooms.tiers.scheme.group import EVERYBODY, Group, group_label, how_label
from crm_core.rooms.tiers.scheme.refusal import as_set, refuse_unless
from crm_core.rooms.tiers.scheme.weights import Weights
from crm_core.service_models import HOUR_COSTS
from crm_core.vocabulary import channel_label

Missing = Literal["left_out", "lowest", "middle"]

VERSION = 2
"""Of a scheme's parts; a later one is read by later programs only. Version 1 had no exceptions and is read still."""
MIN_TIERS, MAX_TIERS = 2, 6
MAX_NAME_LENGTH = 40
LARGEST_MARGIN = 50
_PRIVATE, _PREMIUM, _PREFERRED = N_("Private"), N_("Premium"), N_("Preferred")
_STANDARD, _BASIC, _DIGITAL = N_("Standard"), N_("Basic"), N_("Digital")
NAMES: Mapping[int, tuple[str, ...]] = {
    2: (_PREMIUM, _BASIC),
    3: (_PREMIUM, _PREFERRED, _BASIC),
    4: (_PREMIUM, _PREFERRED, _STANDARD, _BASIC),
    5: (_PRIVATE, _PREMIUM, _PREFERRED, _STANDARD, _BASIC),
    6: (_PRIVATE, _PREMIUM, _PREFERRED, _STANDARD, _BASIC, _DIGITAL),
}
"""Names to start from, by the number of tiers, best first. A scheme holds them in English, so that it is the same for
every reader (decision 62); `tier_label` shows them."""
WRONG_VERSION = N_("The scheme is of version {given}; this program reads version {known}. Update the program, or "
                   "export the scheme again.")
WRONG_NUMBER = N_("The number of tiers is {tiers}; a scheme can have {least} to {most}.")

_COLOUR = re.compile(r"(#[0-9a-fA-F]{6})?")


@dataclass(frozen=True)
class Tier:
    """A service level by value. `colour` is `#rrggbb`, empty for the house's blue of its place."""

    name: str
    colour: str = ""

    def __post_init__(self) -> None:
        refuse_unless(0 < len(self.name.strip()) <= MAX_NAME_LENGTH,
                      N_("The name of a tier is “{name}”; give it a name of 1 to {most} characters."), name=self.name,
                      most=MAX_NAME_LENGTH)
        refuse_unless(bool(_COLOUR.fullmatch(self.colour)),
                      N_("The colour of {tier} is {colour}; write it as #1D4F91, or leave it empty."),
                      tier=tier_label(self.name), colour=self.colour)

    @property
    def label(self) -> str:
        """The name as it is shown."""
        return tier_label(self.name)


def tier_label(name: str) -> str:
    """A tier's name as it is shown: one of those to start from in the reader's language, one that was typed as
    typed."""
    return next((_(started) for started in NAMES[MAX_TIERS] if started == name), name)


def refuse_repeated(names: Sequence[str]) -> None:
    """Refuse two tiers of one name: nobody could tell them apart."""
    refuse_unless(len(set(names)) == len(names), N_("Two tiers share a name: {names}. Rename one."),
                  names=", ".join(map(tier_label, names)))


@dataclass(frozen=True)
class Hold:
    """A customer changes tier only by more than `margin`, or once another tier has been due for `periods` years.

    `margin` is in points of score, or in percent of a cut in money. 0 and 1 move everybody at once.
    """

    margin: float = 0.0
    periods: int = 1

    def __post_init__(self) -> None:
        refuse_unless(0 <= self.margin <= LARGEST_MARGIN,
                      N_("The margin of the stability rule is {margin}; it must be from 0 to {most}."),
                      margin=as_set(self.margin), most=LARGEST_MARGIN)
        refuse_unless(self.periods in (1, 2),
                      N_("The waiting years of the stability rule are {years}; choose 1 or 2, as the data covers three "
                         "years."), years=self.periods)

    @property
    def holds(self) -> bool:
        """True when the rule can hold anybody."""
        return self.margin > 0 or self.periods > 1


@dataclass(frozen=True)
class Scheme:
    """A whole tier scheme, best tier first; `costs` is what an hour of contact costs by channel.

    `missing` says what becomes of a customer without a size or a grade: `left_out` judges by the criteria that are
    there, `lowest` and `middle` count the gap as the lowest and the middle rank. `groups` is one set of cuts for
    everybody, or one for each customer type. `exceptions` are customers placed by hand, whatever the cuts say; one
    that names a tier which the scheme no longer has holds nobody. Raises SchemeRefused when the parts do not fit
    together.
    """

    tiers: tuple[Tier, ...]
    weights: Weights
    missing: Missing
    groups: tuple[Group, ...]
    costs: Mapping[str, float] = field(default_factory=lambda: dict(HOUR_COSTS))
    hold: Hold = field(default_factory=Hold)
    exceptions: tuple[TierException, ...] = ()
    version: int = VERSION

    def __post_init__(self) -> None:
        refuse_unless(self.version == VERSION, WRONG_VERSION, given=self.version, known=VERSION)
        refuse_unless(MIN_TIERS <= len(self.tiers) <= MAX_TIERS, WRONG_NUMBER, tiers=len(self.tiers), least=MIN_TIERS,
                      most=MAX_TIERS)
        refuse_repeated(self.names)
        refuse_unless(self.missing in get_args(Missing), N_("'missing' is {given}; choose one of {known}."),
                      given=self.missing, known=", ".join(get_args(Missing)))
        of = tuple(group.of for group in self.groups)
        refuse_unless(of in ((EVERYBODY,), CUSTOMER_TYPES),
                      N_("The scheme has thresholds for “{given}”; it needs them for {everybody}, or for {types} in "
                         "this order."), given=", ".join(of), everybody=EVERYBODY, types=", ".join(CUSTOMER_TYPES))
        refuse_unruly(self.exceptions)
        self._refuse_incomplete()
        self._refuse_unpriced()

    def _refuse_incomplete(self) -> None:
        for group in self.groups:
            refuse_unless(len(group.promises) == len(self.tiers),
                          N_("The number of service commitments for {customers} is {given}; the scheme has {tiers} "
                             "tiers, and each needs one."), customers=group_label(group.of), given=len(group.promises),
                          tiers=len(self.tiers))
            refuse_unless(len(group.values) == group.values_needed,
                          N_("The number of threshold values for {customers} is {given}; {tiers} tiers by the method "
                             "“{method}” need {needed}."), customers=group_label(group.of), given=len(group.values),
                          tiers=len(self.tiers), method=how_label(group.how), needed=group.values_needed)

    def _refuse_unpriced(self) -> None:
        for channel, cost in self.costs.items():
            refuse_unless(0 <= cost < math.inf,
                          N_("The hourly cost of {channel} is {cost}; it must be a number from 0."),
                          channel=channel_label(channel), cost=as_set(cost))
        promised = {channel for group in self.groups for promise in group.promises
                    for channel, share in promise.mix.items() if share}
        unpriced = sorted(promised - set(self.costs))
        refuse_unless(not unpriced, N_("No hourly cost is set for: {channels}. Add it to the unit costs."),
                      channels=", ".join(map(channel_label, unpriced)))

    @property
    def names(self) -> tuple[str, ...]:
        """Of the tiers, best first, as the scheme holds them."""
        return tuple(tier.name for tier in self.tiers)

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the tiers, best first, as they are shown."""
        return tuple(tier.label for tier in self.tiers)

    @property
    def is_by_type(self) -> bool:
        """True when each customer type has cuts of its own."""
        return self.groups[0].of != EVERYBODY

    def group_of(self, customer_type: str) -> Group:
        """The cuts and promises that hold for a customer type; where types have their own, the unstated has none, and
        the first stand in for arithmetic over nobody."""
        is_told_apart = self.is_by_type and customer_type in CUSTOMER_TYPES
        return self.groups[CUSTOMER_TYPES.index(customer_type)] if is_told_apart else self.groups[0]
