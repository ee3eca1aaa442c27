"""Who stands where under a scheme: read from rankings in narrow steps, so that a slider is answered in milliseconds."""

from __future__ import annotations

import numpy as np
import pandas as pd

from crm_core import NobodyInScope
from crm_core.contract import BOOK_TYPES
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms.tiers.consequences.by_group import by_group
from crm_core.rooms.tiers.consequences.capacity import Staffing, staffing
from crm_core.rooms.tiers.consequences.cells import cells
from crm_core.rooms.tiers.consequences.exceptions import sums_with_exceptions
from crm_core.rooms.tiers.cutting.exceptions import placed_by_hand, standings
from crm_core.rooms.tiers.cutting.ranking import MEASURES, Ranking
from crm_core.rooms.tiers.cutting.rules import Rules, fitted_needs
from crm_core.rooms.tiers.cutting.scoring import unknown_criteria
from crm_core.rooms.tiers.cutting.spread import COLUMNS, spread
from crm_core.rooms.tiers.cutting.tier_sums import promised_costs, promised_hours, tier_sums
from crm_core.rooms.tiers.cutting.ties import Tie
from crm_core.rooms.tiers.cutting.year import Groups, Keep, Year, read_year
from crm_core.rooms.tiers.measure import Outline, lacking, tier_table
from crm_core.rooms.tiers.questions import DESKS, HOURS, LACKING
from crm_core.rooms.tiers.scheme.group import Group, types_of
from crm_core.rooms.tiers.scheme.scheme import Scheme
from crm_core.rooms.tiers.scheme.starting import examples

NEAR = {"score": 1.0, "contribution": 5.0}
"""How near to a cut is near, when nobody says: points of score, percent of a cut in money."""
_TIES = ["tied_customers", "tied_at", "tie_is_above", "asked_customers", "met_customers", "of_customers"]
_CUTS = ["of", "tier", "at_least", "near", "near_customers", "gvf", "missed_at_most", *_TIES]


def outline(read: Reader, scheme: Scheme, *, near: float | None = None, keep: Keep | None = None) -> Outline:
    """Who stands where under `scheme`, in the scope of `read`: what a moving slider needs.

    Cuts are those of the whole bank, whatever the scope. `near` is how near to a cut counts as near: points of score,
    percent of a cut in money; `NEAR` without it. `keep` holds rankings and clusters for the next move. Raises
    NobodyInScope when the scope is empty, CannotAnswer when the book has no such cuts, ValueError for a `near` below 0.
    """
    return outlined(read, scheme, near=near, keep=keep)[0]


def outlined(read: Reader, scheme: Scheme, *, near: float | None = None,
             keep: Keep | None = None) -> tuple[Outline, Rules]:
    """The outline, and the rules that placed the customers."""
    if near is not None and not 0 <= near < np.inf:
        raise ValueError(_("The borderline margin is {given}; it must be a number of points, or of percent of a "
                           "threshold in money, from 0.", given=str(near)))
    year = read_year(read, scheme, keep=keep)
    standing = tier_sums(scheme, year)
    rules = Rules(scheme, standing.cuts, fitted_needs(read, scheme, keep), year.scoring,
                  placed_by_hand(read, scheme))
    sums = sums_with_exceptions(read, rules, standing.sums + _sums_by_need(read, rules, year, keep), year.groups.ids)
    here, groups = (sums, year.groups) if year.in_scope.all() else (sums[:, year.in_scope], year.groups[year.in_scope])
    if not here[:, :, 0].any():
        raise NobodyInScope
    promised, unknown = promised_by_type(scheme), unknown_criteria(read, scheme)
    return Outline(
        scheme=scheme,
        tiers=tier_table(scheme, here, groups.customer_types, *promised),
        cuts=_cut_table(rules, year, near),
        spread=_spread(rules, year),
        groups=group_rows(here, groups),
        staffing=staffing_here(read, sums[:, :, 0], year, promised[1]),
        fairness=by_group(here[0, :, 0], here[:, :, 0].sum(axis=0), groups.region_ids, groups.customer_types),
        lacking=lacking(read(LACKING), groups.ids, scheme, unknown),
        unknown=unknown,
        examples=examples(scheme),
        limiter=next((cuts.limiter for cuts in rules.cuts.values() if cuts.limiter), None),
        exceptions=standings(read, scheme),
        needs=rules.needs,
    ), rules


def promised_by_type(scheme: Scheme) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """What one customer of each type is promised in each tier, a year: money, and staffed hours."""
    groups = {kind: scheme.group_of(kind) for kind in BOOK_TYPES}
    return ({kind: promised_costs(scheme, group) for kind, group in groups.items()},
            {kind: promised_hours(group) for kind, group in groups.items()})


def group_rows(sums: np.ndarray, groups: Groups) -> pd.DataFrame:
    """[tiers, groups, measures] as rows, one for each tier and group with a customer."""
    tiers, at = np.nonzero(sums[:, :, 0])
    labels = {name: of.take(at) for name, of in groups.labels.items()}
    return pd.DataFrame({"tier": tiers + 1} | labels | dict(zip(MEASURES, sums[tiers, at].T, strict=True)), copy=False)


def staffing_here(read: Reader, customers: np.ndarray, year: Year, hours: dict[str, np.ndarray]) -> Staffing | None:
    """Of the regions in scope, with all their customers and managers."""
    there = read(HOURS)
    if there.empty:
        return None
    types, capacity = year.groups.customer_types, there["capacity_hours"].to_numpy(dtype=float)
    if not year.in_scope.all():
        regions = year.groups.region_ids
        here = np.isin(regions.codes, regions.codes[year.in_scope])
        customers, types = customers[:, here], types[here]
        capacity = capacity[there["region_id"].isin(regions[year.in_scope].unique())]
    return staffing(customers, types, hours, float(np.nansum(capacity)))


def _cut_table(rules: Rules, year: Year, near: float | None) -> pd.DataFrame:
    """`Outline.cuts`: column by column, which takes half the time of rows."""
    rows = [row for group in rules.scheme.groups for row in _cut_rows(group, rules, year, near)]
    if not rows:
        return pd.DataFrame(columns=_CUTS)
    return pd.DataFrame({name: list(column) if None in column or name == "of" else np.array(column)
                         for name, column in zip(_CUTS, zip(*rows, strict=True), strict=True)}, copy=False)


def _cut_rows(group: Group, rules: Rules, year: Year, near: float | None) -> list[tuple]:
    """One row a cut, with how many customers in scope are near it."""
    if group.how == "needs":
        return []
    ranked, cuts = year.rankings[group.by], rules.cuts[group.of]
    near = NEAR[group.by] if near is None else near
    everybody = int(ranked.sums_of(year.members(group)[year.places(ranked)])[-1, 0])
    counted = ranked.sums_of(_looked_at(group, year))[:, 0]
    return [
        (group.of, place, cut, near, _between(ranked, counted, low, high), cuts.gvf, cuts.missed_at_most,
         *_tie_cells(tie), everybody)
        for place, (cut, low, high, tie) in enumerate(
            zip(cuts.values, cuts.shifted(group.by, -near), cuts.shifted(group.by, near),
                cuts.ties or [None] * len(cuts.values), strict=True), start=1)
    ]


def _tie_cells(tie: Tie | None) -> tuple:
    """A cut's tie as `Outline.cuts` has it."""
    return (tie.customers, tie.value, tie.is_above, tie.asked, tie.met) if tie else (0, np.nan, False, 0, 0)


def _looked_at(group: Group, year: Year) -> np.ndarray:
    """Which groups of the ranking are cut together and in scope."""
    is_looked_at = year.members(group) & year.in_scope
    return is_looked_at[year.places(year.rankings[group.by])]


def _spread(rules: Rules, year: Year) -> pd.DataFrame:
    parts = [spread(year.rankings[group.by], _looked_at(group, year), group.of, rules.cuts[group.of].values)
             for group in rules.scheme.groups if group.how != "needs"]
    if len(parts) == 1:
        return parts[0]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)


def _between(ranked: Ranking, counted: np.ndarray, low: float, high: float) -> int:
    """Customers from `low` up to `high`: of scores exactly, of money to the nearest step of the ranking."""
    if not np.isfinite(low):
        return 0
    floors = -ranked.floors
    return int(counted[np.searchsorted(floors, -low + 1e-9, side="right")]
               - counted[np.searchsorted(floors, -high + 1e-9, side="right")])


def _sums_by_need(read: Reader, rules: Rules, year: Year, keep: Keep | None) -> np.ndarray | float:
    """[tiers, groups, measures] of the groups that are cut by need, from all their customers."""
    by_need = [kind for group in rules.scheme.groups if group.how == "needs" for kind in types_of(group)]
    if not by_need:
        return 0.0
    tier_cells = cells(read, rules, rules, apart=False, keep=keep).merge(read(DESKS), on="desk_id")
    tier_cells = tier_cells[tier_cells["customer_type"].isin(by_need) & (tier_cells["tier_now"] > 0)]
    sums = np.zeros((len(rules.scheme.tiers), len(year.groups), len(MEASURES)))
    at = np.searchsorted(year.groups.ids, tier_cells["group_id"].to_numpy())
    np.add.at(sums, (tier_cells["tier_now"].to_numpy() - 1, at), tier_cells[list(MEASURES)].to_numpy(dtype=float))
    return sums
