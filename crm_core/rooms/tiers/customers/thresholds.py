"""The threshold that a customer crosses: which tier begins there, and where it stood then and stands now."""

from __future__ import annotations

from dataclasses import dataclass

from crm_core.rooms.tiers.customers.comparison import Comparison
from crm_core.rooms.tiers.scheme.group import Group


@dataclass(frozen=True)
class Crossing:
    """A threshold between two tiers: at or above it was one of them, and is one of them now."""

    tier_then: str
    """The tier that began there, as it is shown."""
    tier_now: str
    threshold_then: float
    """Points of score, or money; infinite when nobody reaches it."""
    threshold_now: float


def crossing(compared: Comparison, kind: str, then: int, now: int) -> Crossing | None:
    """The threshold that a customer of this type crosses from tier `then` to tier `now`, by their numbers.

    Where both schemes have as many tiers: that of the tier which is left downwards or reached upwards. Otherwise the
    customer's own below and the next above. None where nothing is crossed, or tiers are not cut.
    """
    groups = compared.then.scheme.group_of(kind), compared.now.scheme.group_of(kind)
    if not then or not now or any(group.how == "needs" for group in groups):
        return None
    direction = compared.ways[(then, now)]
    if direction not in ("up", "down"):
        return None
    if len(compared.then.scheme.tiers) == len(compared.now.scheme.tiers):
        places = (min(then, now) - 1,) * 2
    else:
        places = (then - 1, now - 2) if direction == "down" else (then - 2, now - 1)
    values = _values(compared, groups)
    if then == now or any(not 0 <= place < len(cuts) for place, cuts in zip(places, values, strict=True)):
        return None
    names = compared.then.scheme.labels[places[0]], compared.now.scheme.labels[places[1]]
    return Crossing(*names, values[0][places[0]], values[1][places[1]])


def _values(compared: Comparison, groups: tuple[Group, Group]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    return compared.then.cuts[groups[0].of].values, compared.now.cuts[groups[1].of].values
