"""The customers of a group by name, with the reasons why they could grow; and the group of one customer."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from crm_core.amounts import Money
from crm_core.question import Reader
from crm_core.ranked_customers import named_customers, rank_of
from crm_core.rooms.growth.groups import GROUPS, NEW, Group, Thresholds, cuts, partition
from crm_core.rooms.growth.reasons_in_words import fact, main_facts
from crm_core.rooms.growth.trial.forecast import COLUMNS, FACTORS, matrix
from crm_core.rooms.growth.trial.learning import Learned

MAX_LISTED = 1_000
"""Customers of a list: one page of names, and more than the managers of most banks can look after."""
REASONS = 3


def first_of(learned: Learned, scoped: np.ndarray, thresholds: Thresholds, group: Group, capacity: int) -> pd.DataFrame:
    """contribution_rank, contribution, revenue, growth of the first `capacity` customers of `group` under the scope:
    by growth expected, then by score, then by contribution."""
    codes = partition(learned, cuts(learned, thresholds))
    members = np.flatnonzero(scoped & (codes == GROUPS.index(group)))
    if len(members) > capacity:  # only those are sorted that can be listed
        least = np.partition(-learned.potential[members], capacity - 1)[capacity - 1]
        members = members[-learned.potential[members] <= least]
    order = members[np.lexsort((members, -learned.potential[members]))][:capacity]
    return pd.DataFrame({"contribution_rank": learned.today["contribution_rank"][order],
                         "contribution": learned.today["contribution"][order],
                         "revenue": learned.today["revenue"][order], "growth": learned.expected[order].astype(float)})


def by_name(read: Reader, learned: Learned, listed: pd.DataFrame, money: Money) -> pd.DataFrame:
    """`listed` with what `named_customers` says of each, and reason_1 to reason_3 in words."""
    if listed.empty:
        return listed
    ranks = tuple(int(each) for each in listed["contribution_rank"])
    places = np.searchsorted(learned.today["contribution_rank"], ranks)
    customers = {name: column[places] for name, column in learned.today.items()}
    quartiles = learned.quartiles[places]
    weights = _weights(learned, customers, quartiles)
    rows = pd.DataFrame(customers).assign(quartile=quartiles).to_dict("records")
    reasons = [[fact(each, row, money) for each in main_facts(row, learned.winner, own)][:REASONS]
               for row, own in zip(rows, weights, strict=True)]
    return pd.concat([listed, named_customers(read, ranks)], axis=1).assign(
        **{f"reason_{place + 1}": [some[place] if place < len(some) else None for some in reasons]
           for place in range(REASONS)})


def group_of(read: Reader, learned: Learned, customer_id: str) -> Group | None:
    """The group of one customer by the thresholds to start from; None of who has left or is new."""
    own = rank_of(read, customer_id)
    if own is None:
        return None
    ranks = learned.today["contribution_rank"]
    place = int(np.searchsorted(ranks, own))
    if place == len(ranks) or ranks[place] != own:
        return None
    code = int(partition(learned, cuts(learned, Thresholds()))[place])
    return None if code == NEW else GROUPS[code]


def _weights(learned: Learned, customers: Mapping[str, np.ndarray], quartiles: np.ndarray) -> list[dict[str, float]]:
    """Of each customer by how much the forecast, in currency, would fall if one factor were that of the median
    customer; without a forecast in use, nothing."""
    if learned.winner != "forecast" or learned.forecast is None:
        return [{} for _ in quartiles]
    rows = matrix(customers, quartiles)
    changed = np.tile(rows, (len(FACTORS), 1, 1))
    for place, columns in enumerate(FACTORS.values()):
        at = [COLUMNS.index(each) for each in columns]
        changed[place][:, at] = learned.middle[at]
    forecasts = learned.forecast(np.vstack([rows, *changed])).reshape(1 + len(FACTORS), -1)
    weights = forecasts[0] - forecasts[1:]
    return pd.DataFrame(weights.T, columns=list(FACTORS)).to_dict("records")
