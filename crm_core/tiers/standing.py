"""Where everybody stands under a scheme: the cuts of a year, and how many customers and how much money a tier holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from crm_core import NobodyInScope
from crm_core.profit_and_loss import require_contribution
from crm_core.tiers.cuts import Cuts, find_cuts
from crm_core.tiers.group import EVERYBODY, TENTHS, By, Group
from crm_core.tiers.questions import AMOUNTS, GROUPS, STEPS
from crm_core.tiers.ranking import CENTS, MEASURES, Amounts, Ranking, ranking
from crm_core.tiers.scheme import Scheme
from crm_core.tiers.scoring import scoring

MOST_CUTS = 5

Keep = Callable[[str, Callable[[], Any]], Any]
"""`keep(name, make)`: what has this name under the scope's year (a ranking, clusters), made only when not held yet."""


@dataclass(frozen=True, eq=False)
class Year:
    """One year of the book as a scheme sees it: its rankings, and its groups of region × customer type."""

    rankings: Mapping[By, Ranking]
    groups: pd.DataFrame
    """group_id (rising), region_id, region, customer_type, in_scope: all groups of the book."""
    amounts: Amounts

    def members(self, group: Group) -> np.ndarray:
        """Which of all groups the cuts are for."""
        types = self.groups["customer_type"].to_numpy()
        return np.ones(len(types), dtype=bool) if group.of == EVERYBODY else types == group.of

    def places(self, ranked: Ranking) -> np.ndarray:
        """Where the groups of a ranking are among all groups."""
        return np.searchsorted(self.groups["group_id"].to_numpy(), ranked.groups)


@dataclass(frozen=True, eq=False)
class Standing:
    """Cuts by whom they are for, and the sums of each tier."""

    cuts: Mapping[str, Cuts]
    sums: np.ndarray
    """[tiers, groups of the year, `MEASURES`]; customers, and money in currency. Of tiers by need nothing is known."""


def stand(scheme: Scheme, year: Year) -> Standing:
    """The cuts that the scheme makes in this year, and who stands where. Costs what the picture costs.

    Raises CannotAnswer as `find_cuts` does.
    """
    cuts, sums = {}, np.zeros((len(scheme.tiers), len(year.groups), len(MEASURES)))
    for group in scheme.groups:
        if group.how == "needs":
            continue
        ranked = year.rankings[group.by]
        places = year.places(ranked)
        members = year.members(group)[places]
        cuts[group.of] = find_cuts(ranked, members, group, budget_units(scheme, group), year.amounts)
        above = [ranked.above(cut, year.amounts) for cut in cuts[group.of].values]
        tiers = np.diff(np.stack([np.zeros_like(ranked.total), *above, ranked.total]), axis=0)
        sums[:, places[members]] = tiers[:, members]
    sums[:, :, 1:] /= CENTS
    return Standing(cuts, sums)


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


def read_year(read: Callable[..., pd.DataFrame], scheme: Scheme, *, back: int = 0, keep: Keep | None = None) -> Year:
    """What the book says of a year, `back` years before the scope's; both rankings only if the scheme needs both.

    Raises NobodyInScope when that year has no customer, CannotAnswer for contribution that the book does not say.
    """
    rules = scoring(scheme.weights, scheme.missing)

    def ranked(by: By) -> Ranking:
        # the steps of contribution are the same whatever the weights
        values = rules if by == "score" else dict.fromkeys(rules, 0)
        name = f"{by} {back} {sorted(values.items())}"

        def make() -> Ranking:
            return ranking(read(STEPS, back=back, by_score=int(by == "score"), **values), by)

        return keep(name, make) if keep else make()

    def amounts(first_step: int, last_step: int) -> pd.DataFrame:
        return read(AMOUNTS, back=back, first_step=first_step, last_step=last_step)

    asked = sorted({group.by for group in scheme.groups if group.how != "needs"})
    if "contribution" in asked:
        require_contribution(read)
    rankings = {by: ranked(by) for by in asked}
    if any(not len(held.groups) for held in rankings.values()):
        raise NobodyInScope("Nobody was a customer in this year. Choose another.")
    return Year(rankings, read(GROUPS), amounts)
