"""What a person may see and do: one frozen value. Without sign-in it is `EVERYTHING`, on one's own machine."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Literal, get_args

from crm_core import CannotAnswer
from crm_core.language import N_, _, all_of

Role = Literal["executive", "planner", "steward"]
ROLES: tuple[Role, ...] = get_args(Role)
ROLE_NAMES = {"executive": N_("executive"), "planner": N_("planner"), "steward": N_("steward")}
ROLE_MEANINGS = {
    "executive": N_("sees regions and markets, and no single customer"),
    "planner": N_("sees customers, plans and makes lists"),
    "steward": N_("loads and publishes data, and says who may see what"),
}
SMALLEST_GROUP = 10
"""Customers below which an executive sees no figure of a group, unless the permit says another number."""
LIMITED_FOLDER = "limited"
"""Beside the bank's books: those of what permits show, each in a folder of its own."""
_FEWEST = 3
"""Of two customers each knows the other's figure by difference."""


@dataclass(frozen=True)
class Permit:
    """A role, and which customers it is about: those of all the `regions`, `branches` and `managers` named, by their
    ids; empty tuples limit nothing. Raises CannotAnswer for a role that there is not, a limited steward, and a smallest
    group of fewer than three.
    """

    role: Role
    regions: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    managers: tuple[str, ...] = ()
    smallest_group: int = SMALLEST_GROUP

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise CannotAnswer(_("{role} is no role. Choose one of {roles}.", role=repr(self.role),
                                 roles=", ".join(ROLES)))
        if self.smallest_group < _FEWEST:
            raise CannotAnswer(_("The smallest group is {count} and must be at least {fewest}: of two customers each "
                                 "could work out the other.", count=self.smallest_group, fewest=_FEWEST))
        for name in ("regions", "branches", "managers"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        if self.role == "steward" and self.is_limited:
            raise CannotAnswer(_("A steward answers for all of the data and is limited to no part of it. Choose "
                                 "planner or executive, or leave the limits out."))

    @property
    def is_limited(self) -> bool:
        """Whether it is about a part of the customers."""
        return bool(self.regions or self.branches or self.managers)

    @property
    def sees_customers(self) -> bool:
        """Whether single customers may be seen."""
        return self.role != "executive"

    @property
    def sees_everything(self) -> bool:
        """Whether the bank's own book may be read; everybody else reads one made of what they may see."""
        return self.sees_customers and not self.is_limited

    @property
    def manages(self) -> bool:
        """Whether data may be loaded and published, and permits given."""
        return self.role == "steward"

    @property
    def mark(self) -> str:
        """What may be seen, as 16 hexadecimal digits: people with the same mark see the same."""
        seen = [self.sees_customers or self.smallest_group, self.regions, self.branches, self.managers]
        return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:16]

    @property
    def words(self) -> str:
        """`planner: regions NORTE and VEGA`."""
        regions, branches, managers = (all_of(list(names)) for names in (self.regions, self.branches, self.managers))
        # whole messages: the bare words are names of files too, which are never translated
        limits = [said for names, said in ((regions, _("regions {names}", names=regions)),
                                           (branches, _("branches {names}", names=branches)),
                                           (managers, _("managers {names}", names=managers))) if names]
        if not self.sees_customers:
            limits.append(_("groups of {count} customers or more", count=self.smallest_group))
        role = _(ROLE_NAMES[self.role])
        return _("{role}: {limits}", role=role, limits="; ".join(limits)) if limits else role


EVERYTHING = Permit("steward")
"""What whoever uses the program on their own machine may see and do, where nobody signs in."""
