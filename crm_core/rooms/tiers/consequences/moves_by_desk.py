"""Who goes up and down by region, branch or manager: the moves, told apart by whose customers they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

import numpy as np
import pandas as pd

Place = Literal["region", "branch", "manager"]
PLACES: tuple[Place, ...] = get_args(Place)


def moves_by_desk(cells: pd.DataFrame, ways: Mapping[tuple[int, int], str], place: Place) -> pd.DataFrame:
    """By `place` (its id; empty for none): down, up, and what those who go each way bring, down_contribution and
    up_contribution; where most go down first.

    `cells` have tier_then, tier_now, customers, contribution and the id of the place; `ways` say which way is which.
    The sums over all places are those of the moves.
    """
    goes = np.array([ways.get(way, "") for way in zip(cells["tier_then"], cells["tier_now"], strict=True)], dtype=str)
    columns = {}
    for way in ("down", "up"):
        is_so = goes == way
        columns[way] = np.where(is_so, cells["customers"], 0)
        columns[f"{way}_contribution"] = np.where(is_so, cells["contribution"].astype(float), 0.0)
    summed = cells[[f"{place}_id"]].assign(**columns).groupby(f"{place}_id", as_index=False).sum()
    moved = summed[(summed["down"] > 0) | (summed["up"] > 0)]
    return moved.sort_values(["down", "down_contribution", f"{place}_id"], ascending=[False, False, True],
                             ignore_index=True)
