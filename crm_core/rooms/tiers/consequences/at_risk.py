"""What is at risk when customers go down: what is saved on those who stay, and what is lost with those who leave."""

from __future__ import annotations

from dataclasses import dataclass

from crm_core.rooms.tiers.consequences.moves import Moves


@dataclass(frozen=True)
class AtRisk:
    """Those who go down and have not left yet, a year. Who leaves is taken to bring what they bring on average, and all
    of it is lost. It is what is left after their service: nothing more is saved on who leaves."""

    customers: int
    contribution: float | None
    """What they bring together, after cost to serve; below 0 when they lose money, None where the book does not say
    it."""
    saving: float
    """What the service committed to all of them costs less than before; below 0 when it costs more."""
    attrition: float
    """The part of them that is assumed to leave because of it, 0–1."""
    is_default: bool = False
    """Whether the commitments and their costs are the program's, which nobody has approved."""

    @property
    def loss(self) -> float:
        """What is lost with those who are assumed to leave; below 0 when that is a gain."""
        return self.attrition * (self.contribution or 0.0)

    @property
    def net(self) -> float:
        """What is saved on those who stay less what is lost with those who leave."""
        return (1 - self.attrition) * self.saving - self.loss

    @property
    def break_even(self) -> float | None:
        """The part of them, above 0 and below 1, whose leaving costs as much as is saved on the others: the saving over
        the saving and the contribution. None when nobody goes down, when they bring nothing, or when nothing is
        saved."""
        if not self.customers or not self.contribution or self.contribution <= 0 or self.saving <= 0:
            return None
        return self.saving / (self.saving + self.contribution)


def at_risk(moves: Moves, attrition: float, *, departed: Moves | None = None, knows_contribution: bool = True,
            is_default: bool = False) -> AtRisk:
    """Of those who go down in `moves`, without those who have left already, the `departed`. Raises ValueError for an
    attrition that is no share."""
    if not 0 <= attrition <= 1:
        raise ValueError(f"attrition is {attrition}; it is a share of customers, from 0 to 1.")
    sums = ["customers", "contribution", "service_cost_change"]
    down = moves.of("down")[sums].sum()
    if departed is not None:
        down = down - departed.of("down")[sums].sum()
    return AtRisk(
        customers=int(down["customers"]),
        contribution=float(down["contribution"]) if knows_contribution else None,
        saving=-float(down["service_cost_change"]),
        attrition=attrition, is_default=is_default,
    )
