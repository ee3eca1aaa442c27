"""Where everybody stands under a scheme: the cuts of a year, and how many customers and how much money a tier holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from crm_core.rooms.tiers.cutting.cuts import Cuts, Found, find_cuts
from crm_core.rooms.tiers.cutting.ranking import CENTS, MEASURES
from crm_core.rooms.tiers.cutting.within_hours import within_hours
from crm_core.rooms.tiers.cutting.year import Year
from crm_core.rooms.tiers.scheme.group import Group
from crm_core.rooms.tiers.scheme.scheme import Scheme


@dataclass(frozen=True, eq=False)
class TierSums:
    """Cuts by whom they are for, and the sums of each tier."""

    cuts: Mapping[str, Cuts]
    sums: np.ndarray
    """[tiers, groups of the year, `MEASURES`]; customers, and money in currency. Of tiers by need nothing is known."""


def tier_sums(scheme: Scheme, year: Year) -> TierSums:
    """The cuts that the scheme makes in this year, and who stands where. Costs what the picture costs.

    Raises CannotAnswer as `find_cuts` and `within_hours` do.
    """
    cuts: dict[str, Cuts] = {}
    sums = np.zeros((len(scheme.tiers), len(year.groups), len(MEASURES)))

    def add(group: Group, found: Found) -> None:
        ranked = year.rankings[group.by]
        places = year.places(ranked)
        members = year.members(group)[places]
        cuts[group.of] = found.cuts
        tiers = np.diff(np.stack([np.zeros_like(ranked.total), *found.above, ranked.total]), axis=0)
        sums[:, places[members]] = tiers[:, members]

    for group in scheme.groups:
        if group.how not in ("needs", "staff"):
            ranked = year.rankings[group.by]
            add(group, find_cuts(ranked, year.members(group)[year.places(ranked)], group, budget_units(scheme, group),
                                 year.inside, knows_contribution=year.knows_contribution))
    if any(group.how == "staff" for group in scheme.groups):
        by_hours = within_hours(scheme, year, cuts)
        for group in scheme.groups:
            if group.of in by_hours:
                add(group, by_hours[group.of])
    sums[:, :, 1:] /= CENTS
    return TierSums(cuts, sums)


def budget_units(scheme: Scheme, group: Group) -> np.ndarray:
    """What a customer of each tier takes of the group's budget, a year: money, or staff hours."""
    return promised_hours(group) if group.budget_in == "hours" else promised_costs(scheme, group)


def promised_costs(scheme: Scheme, group: Group) -> np.ndarray:
    """What the promise to one customer of each tier costs a year."""
    return np.array([promise.yearly_cost(scheme.costs) for promise in group.promises])


def promised_hours(group: Group) -> np.ndarray:
    """The staffed hours a year that one customer of each tier is promised."""
    return np.array([promise.staffed_hours for promise in group.promises])
