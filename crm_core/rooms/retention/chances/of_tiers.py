"""Today's customers by the tier that a scheme gives them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.question import Question, Reader
from crm_core.rooms.retention.chances.learning import Learned
from crm_core.scope import Scope

BY_RANK = Question("customers_by_rank", "select contribution_rank, customer_id from customer_names "
                   "order by contribution_rank")


@dataclass(frozen=True, eq=False)
class TiersToday:
    """The tiers by name, the best first, and of each customer of `Learned.today`, in that order, which one is theirs:
    its place among the names, or behind the last for who has none. Held, never changed: a byte a customer."""

    names: tuple[str, ...]
    places: np.ndarray


def tiers_today(read: Reader, learned: Learned, tiers: pd.DataFrame) -> TiersToday:
    """The `tiers` (customer_id, tier as it is shown: a category, the best first) of the customers in `learned`,
    whatever the scope of `read`. Looks at every customer, so it is to be held."""
    names = tuple(map(str, tiers["tier"].cat.categories))
    ranked = read(BY_RANK, scope=Scope())
    codes = pd.Series(tiers["tier"].cat.codes.to_numpy(), index=tiers["customer_id"])
    found = codes.reindex(ranked["customer_id"], fill_value=-1).to_numpy()
    by_rank = np.full(int(ranked["contribution_rank"].max()) + 1, len(names), dtype=np.int8)
    by_rank[ranked["contribution_rank"]] = np.where(found < 0, len(names), found)
    return TiersToday(names, by_rank[learned.today["contribution_rank"]])
