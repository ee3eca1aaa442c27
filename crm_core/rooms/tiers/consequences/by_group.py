"""Who reaches the best tier and who goes down, by region and by customer type."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from crm_core.contract import UNSTATED
from crm_core.rooms.tiers.consequences.fairness import Fairness, fairness
from crm_core.rooms.tiers.consequences.levels import levels


def by_group(reached: np.ndarray, customers: np.ndarray, regions: pd.Categorical, types: pd.Categorical,
             ) -> dict[str, Fairness]:
    """From cells of region × customer type: `region_id` against its mix of types, and `customer_type`.

    Types are held against nothing: to tell who brings more is what tiers are for. Who has no stated region or type is
    in no comparison.
    """
    return {"region_id": _among(reached, customers, regions, types),
            "customer_type": _among(reached, customers, types, None)}


def downgraded(cells: pd.DataFrame, *, names_now: Sequence[str], names_then: Sequence[str]) -> dict[str, Fairness]:
    """The same of those who go down, among those who were customers both times.

    `cells` are as in `moves`, with region_id; the names of the tiers say which are the same (`levels`).
    """
    both = cells[(cells["tier_now"] > 0) & (cells["tier_then"] > 0)]
    was, now_is = (np.array(each) for each in levels(names_then, names_now))
    fell = now_is[both["tier_now"].to_numpy(dtype=int) - 1] > was[both["tier_then"].to_numpy(dtype=int) - 1]
    customers = both["customers"].to_numpy(dtype=float)
    regions, types = (pd.Categorical(both[name]).remove_unused_categories() for name in ("region_id", "customer_type"))
    return by_group(np.where(fell, customers, 0), customers, regions, types)


def _among(reached: np.ndarray, customers: np.ndarray, labels: pd.Categorical, mix: pd.Categorical | None) -> Fairness:
    if UNSTATED not in labels.categories:
        return fairness(reached, customers, labels, mix)
    is_stated = labels != UNSTATED
    return fairness(reached[is_stated], customers[is_stated], labels[is_stated],
                    mix[is_stated] if mix is not None else None)
