"""Where everybody stands under a scheme: the cuts of a year, and how many customers and how much money a tier holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.tiers.cuts import Cuts, find_cuts
from crm_core.tiers.group import EVERYBODY, TENTHS, By, Group
from crm_core.tiers.questions import AMOUNTS, DESKS, STEPS
from crm_core.tiers.ranking import CENTS, MEASURES, Amounts, Ranking, ranking
from crm_core.tiers.scheme import Scheme
from crm_core.tiers.scoring import scoring

MOST_CUTS = 5


@dataclass(frozen=True, eq=False)
class Year:
    """One year of the book as a scheme sees it: its rankings, and its groups of region × customer type."""

    rankings: Mapping[By, Ranking]
    groups: pd.DataFrame
    """group_id, region_id, region, customer_type, in_scope."""
    amounts: Amounts


@dataclass(frozen=True, eq=False)
class Standing:
    """Cuts by whom they are for, and the sums of each tier."""

    cuts: Mapping[str, Cuts]
    tiers: pd.DataFrame | None
    """tier (1 = best) × group_id: customers, contribution, balance, cost_to_serve; money in currency. None when all
    tiers are by need, which no ranking knows."""


def stand(scheme: Scheme, year: Year) -> Standing:
    """The cuts that the scheme makes in this year, and who stands where. Costs what the picture costs.

    Groups whose tiers are by need have neither cuts nor sums here. Raises CannotAnswer as `find_cuts` does.
    """
    cuts, sums = {}, []
    for group in scheme.groups:
        if group.how == "needs":
            continue
        ranked = year.rankings[group.by]
        members = member_groups(group, year.groups, ranked.groups)
        cuts[group.of] = find_cuts(ranked, members, group, budget_units(scheme, group), year.amounts)
        above = [ranked.above(cut, year.amounts) for cut in cuts[group.of].values]
        tiers = np.diff(np.stack([np.zeros_like(ranked.total), *above, ranked.total]), axis=0)
        sums.append(_as_rows(tiers[:, members], ranked.groups[members]))
    return Standing(cuts, pd.concat(sums, ignore_index=True) if sums else None)


def member_groups(group: Group, groups: pd.DataFrame, ids: np.ndarray) -> np.ndarray:
    """Which of the groups `ids` the cuts are for."""
    types = groups.set_index("group_id")["customer_type"].reindex(ids)
    return np.ones(len(ids), dtype=bool) if group.of == EVERYBODY else (types == group.of).to_numpy()


def budget_units(scheme: Scheme, group: Group) -> np.ndarray:
    """What a customer of each tier takes of the group's budget, a year: money, or staff hours."""
    return promised_hours(group) if group.budget_in == "hours" else promised_costs(scheme, group)


def promised_costs(scheme: Scheme, group: Group) -> np.ndarray:
    """What the promise to one customer of each tier costs a year."""
    return np.array([promise.yearly_cost(scheme.costs) for promise in group.promises])


def promised_hours(group: Group) -> np.ndarray:
    """The staffed hours a year that one customer of each tier is promised."""
    return np.array([promise.staffed_hours for promise in group.promises])


def cut_parameters(name: str, by: By, values: tuple[float, ...]) -> dict[str, float]:
    """Cuts as a question takes them: `<name>_1` … `<name>_5`, scores in tenths; what is left lets everybody in."""
    scaled = [round(value * TENTHS, 6) if by == "score" else value for value in values]
    scaled += [float("-inf")] * (MOST_CUTS - len(values))
    return {f"{name}_{place}": value for place, value in enumerate(scaled, start=1)}


def read_year(read: Callable[..., pd.DataFrame], scheme: Scheme, *, back: int = 0) -> Year:
    """What the book says of a year, `back` years before the scope's; both rankings only if the scheme needs both."""
    rules = scoring(scheme.weights, scheme.missing)
    neutral = dict.fromkeys(rules, 0)  # the contribution's steps are the same whatever the weights

    def steps(by: By) -> Ranking:
        values = rules if by == "score" else neutral
        return ranking(read(STEPS, back=back, by_score=int(by == "score"), **values), by)

    def amounts(first_step: int, last_step: int) -> pd.DataFrame:
        return read(AMOUNTS, back=back, first_step=first_step, last_step=last_step)

    groups = read(DESKS).drop_duplicates("group_id")[["group_id", "region_id", "region", "customer_type", "in_scope"]]
    asked = sorted({group.by for group in scheme.groups if group.how != "needs"})
    return Year({by: steps(by) for by in asked}, groups, amounts)


def _as_rows(tiers: np.ndarray, groups: np.ndarray) -> pd.DataFrame:
    """[tiers, groups, measures] in whole cents as rows with a customer."""
    places, of = np.nonzero(tiers[:, :, 0])
    rows = pd.DataFrame(tiers[places, of], columns=list(MEASURES))
    rows[list(MEASURES[1:])] /= CENTS
    return rows.assign(tier=places + 1, group_id=groups[of])
