"""Who stands where under a scheme: read from rankings in narrow steps, so that a slider is answered in milliseconds."""

from __future__ import annotations

import numpy as np
import pandas as pd

from crm_core import NobodyInScope
from crm_core.contract import CUSTOMER_TYPES
from crm_core.tiers.cells import MONEY, cells
from crm_core.tiers.fairness import fairness
from crm_core.tiers.group import Group
from crm_core.tiers.measure import Outline, lacking_table, tier_table
from crm_core.tiers.questions import DESKS, LACKING
from crm_core.tiers.ranking import Ranking
from crm_core.tiers.rules import Read, Rules, fitted_needs, types_of
from crm_core.tiers.scheme import Scheme
from crm_core.tiers.standing import Year, member_groups, promised_costs, promised_hours, read_year, stand

NEAR = {"score": 1.0, "contribution": 5.0}
"""How near to a cut is near, when no hold rule says: points of score, percent of a cut in money."""


def outline(read: Read, scheme: Scheme) -> Outline:
    """Who stands where under `scheme`, in the scope of `read`: what a moving slider needs.

    Cuts are those of the whole bank, whatever the scope. Raises NobodyInScope when the scope is empty, CannotAnswer
    when the book has no such cuts.
    """
    return outlined(read, scheme)[0]


def outlined(read: Read, scheme: Scheme) -> tuple[Outline, Rules]:
    """The outline, and the rules that placed the customers."""
    year = read_year(read, scheme)
    standing = stand(scheme, year)
    rules = Rules(scheme, standing.cuts, fitted_needs(read, scheme))
    in_scope = year.groups[year.groups["in_scope"] == 1]
    here = pd.concat([standing.tiers, _placed_by_need(read, rules)]).merge(in_scope, on="group_id")
    if here.empty:
        raise NobodyInScope("No customer is in this scope. Choose another year, or widen the regions or types.")
    places = ["tier", "region_id", "region", "customer_type"]
    groups = here.groupby(places, as_index=False)[["customers", *MONEY]].sum()
    return Outline(
        scheme=scheme,
        tiers=tier_table(scheme, groups, *promised_by_type(scheme)),
        cuts=pd.DataFrame([row for group in scheme.groups for row in _cut_rows(group, rules, year)], columns=_CUTS),
        groups=groups,
        fairness=fairness(groups, len(scheme.tiers)),
        lacking=lacking_table(read(LACKING).merge(in_scope, on="group_id"), scheme),
        needs=rules.needs,
    ), rules


def promised_by_type(scheme: Scheme) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """What one customer of each type is promised in each tier, a year: money, and staffed hours."""
    groups = {kind: scheme.group_of(kind) for kind in CUSTOMER_TYPES}
    return ({kind: promised_costs(scheme, group) for kind, group in groups.items()},
            {kind: promised_hours(group) for kind, group in groups.items()})


_CUTS = ["of", "tier", "at_least", "near", "near_customers", "gvf", "missed_at_most"]


def _cut_rows(group: Group, rules: Rules, year: Year) -> list[tuple]:
    """One row a cut, with how many customers in scope are near it."""
    if group.how == "needs":
        return []
    ranked, cuts = year.rankings[group.by], rules.cuts[group.of]
    near = rules.scheme.hold.margin or NEAR[group.by]
    looked_at = year.groups.set_index("group_id")["in_scope"].reindex(ranked.groups).to_numpy() == 1
    counted = ranked.running[:, looked_at & member_groups(group, year.groups, ranked.groups), 0].sum(axis=1)
    return [
        (group.of, place, cut, near, _between(ranked, counted, low, high), cuts.gvf, cuts.missed_at_most)
        for place, (cut, low, high) in enumerate(
            zip(cuts.values, cuts.shifted(group.by, -near), cuts.shifted(group.by, near), strict=True), start=1)
    ]


def _between(ranked: Ranking, counted: np.ndarray, low: float, high: float) -> int:
    """Customers from `low` up to `high`, to the nearest step of the ranking."""
    if not np.isfinite(low):
        return 0
    floors = -ranked.floors()
    return int(counted[np.searchsorted(floors, -low + 1e-9, side="right")]
               - counted[np.searchsorted(floors, -high + 1e-9, side="right")])


def _placed_by_need(read: Read, rules: Rules) -> pd.DataFrame | None:
    """tier × group_id of the groups that are cut by need, from all their customers."""
    by_need = [kind for group in rules.scheme.groups if group.how == "needs" for kind in types_of(group)]
    if not by_need:
        return None
    found = cells(read, rules, rules, apart=False).merge(read(DESKS), on="desk_id")
    found = found[found["customer_type"].isin(by_need) & (found["tier_now"] > 0)].rename(columns={"tier_now": "tier"})
    return found.groupby(["tier", "group_id"], as_index=False)[["customers", *MONEY]].sum()
