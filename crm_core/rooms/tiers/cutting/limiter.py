"""What keeps one customer more from the best tier where it has as many as can be served."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from crm_core.amounts import number
from crm_core.language import _, ngettext
from crm_core.rooms.tiers.cutting.desks import Pool
from crm_core.rooms.tiers.scheme.scheme import Scheme
from crm_core.rooms.tiers.scheme.service import MINUTE


@dataclass(frozen=True)
class Limiter:
    """What keeps one customer more from the best tier."""

    by: Literal["bank", "branch", "manager", "tier"]
    """The hours of all staff, of a branch or of a manager; or nobody's hours: the whole second tier is raised."""
    name: str
    """Of the branch or the manager."""
    customers: int
    """In the best tiers of all groups that are cut so, in the whole bank."""
    without: int | None
    """They would be so many without the limit of this branch or manager."""
    hours: float
    """Promised a year by whoever limits; by all staff, when nobody does."""
    capacity_hours: float
    """There are so many."""


def limiter(full: tuple[Pool, int] | None, bank: Pool, customers: int, desk_hours: np.ndarray,
            without: int | None) -> Limiter:
    """The limiter when `full` has no more hours, at these hours of each desk; `bank` are all staff."""
    pool, who = full or (bank, 0)
    return Limiter(pool.by if full else "tier", pool.names[who], customers, without,
                   float(pool.sums(desk_hours)[who]), float(pool.capacity_hours[who]))


def full_already(pools: Sequence[Pool], desk_hours: np.ndarray) -> tuple[Pool, int] | None:
    """Whose hours are more than there are, all staff first, then whoever is furthest beyond; None when nobody's are."""
    for pool in pools:
        beyond = pool.sums(desk_hours) - pool.capacity_hours
        if len(beyond) and beyond.max() >= MINUTE:
            return pool, int((pool.sums(desk_hours) / pool.capacity_hours * (beyond >= MINUTE)).argmax())
    return None


def too_few_hours(scheme: Scheme, full: tuple[Pool, int], desk_hours: np.ndarray) -> str:
    """Why nobody can be in the best tier, and what would help."""
    pool, who = full
    hours = pool.sums(desk_hours)
    figures = {"tier": scheme.labels[0], "needed": number(hours[who]), "hours": number(pool.capacity_hours[who])}
    if pool.by == "bank":
        return _("Even with no customer in {tier}, the service commitments take {needed} staff hours a year; the "
                 "managers have {hours}. Reduce the commitments to the other tiers, or set the number of customers.",
                 **figures)
    figures["name"] = pool.names[who]
    many = int((hours - pool.capacity_hours >= MINUTE).sum())
    if pool.by == "branch":
        return ngettext(
            "Even with no customer in {tier}, {count} branch is over capacity: {name}, with {needed} of {hours} staff "
            "hours a year. Reduce the commitments to the other tiers, or limit by all staff together.",
            "Even with no customer in {tier}, {count} branches are over capacity, the fullest {name}, with {needed} of "
            "{hours} staff hours a year. Reduce the commitments to the other tiers, or limit by all staff together.",
            many, **figures)
    return ngettext(
        "Even with no customer in {tier}, {count} manager is over capacity: {name}, with {needed} of {hours} staff "
        "hours a year. Reduce the commitments to the other tiers, or limit by all staff together.",
        "Even with no customer in {tier}, {count} managers are over capacity, the fullest {name}, with {needed} of "
        "{hours} staff hours a year. Reduce the commitments to the other tiers, or limit by all staff together.",
        many, **figures)
