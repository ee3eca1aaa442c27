"""What is at risk when customers go down: what is saved on them, and what is lost if some of them leave."""

from __future__ import annotations

from dataclasses import dataclass

from crm_core.rooms.tiers.consequences.moves import Moves


@dataclass(frozen=True)
class AtRisk:
    """Those who go down, a year. Who leaves is taken to bring what they bring on average, and all of it is lost; the
    service that is saved on those who stay is saved on who leaves as well, and no more than it."""

    customers: int
    contribution: float | None
    """What they bring together; below 0 when they lose money, None where the book does not say it."""
    saving: float
    """What their service costs less than before; below 0 when it costs more."""
    attrition: float
    """The part of them that is assumed to leave because of it, 0–1."""

    @property
    def loss(self) -> float:
        """What is lost with those who are assumed to leave; below 0 when that is a gain."""
        return self.attrition * (self.contribution or 0.0)

    @property
    def net(self) -> float:
        """What is saved less what is lost."""
        return self.saving - self.loss

    @property
    def break_even(self) -> float | None:
        """The part of them, 0 or more, whose leaving costs as much as is saved; above 1 when even all of them do not.
        None when nobody goes down, when they bring nothing, or when nothing is saved."""
        if not self.customers or not self.contribution or self.contribution <= 0 or self.saving <= 0:
            return None
        return self.saving / self.contribution


def at_risk(moves: Moves, attrition: float, *, knows_contribution: bool = True) -> AtRisk:
    """Of those who go down in `moves`. Raises ValueError for an attrition that is no share."""
    if not 0 <= attrition <= 1:
        raise ValueError(f"attrition is {attrition}; it is a share of customers, from 0 to 1.")
    down = moves.of("down")
    return AtRisk(
        customers=int(down["customers"].sum()),
        contribution=float(down["contribution"].sum()) if knows_contribution else None,
        saving=-float(down["service_cost_change"].sum()),
        attrition=attrition,
    )
