"""Where customers stood in three years, by the thresholds and by these lowered and raised: what the stability rule is
judged by."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from crm_core.question import Reader
from crm_core.rooms.tiers.cutting.cuts import Cuts
from crm_core.rooms.tiers.cutting.placing import tiers_at
from crm_core.rooms.tiers.cutting.ranking import counted
from crm_core.rooms.tiers.cutting.rules import Rules
from crm_core.rooms.tiers.cutting.year import Keep, held_earlier, held_roll
from crm_core.rooms.tiers.questions import GROUPS
from crm_core.rooms.tiers.scheme.group import Group, types_of

_BACK = {"now": 0, "before": 1, "earlier": 2}
"""How far each year lies before the scope's."""
_COLUMNS = ["tier_now", "lenient_now", "strict_now", "tier_before", "lenient_before", "strict_before", "tier_earlier",
            "customers"]


def three_years(read: Reader, rules: Rules, cuts: Mapping[str, Mapping[str, Cuts]], *,
                keep: Keep | None = None) -> pd.DataFrame:
    """The tiers of the scope's customers `now`, the year `before` and the one `earlier`, with the thresholds lowered
    (`lenient`) and raised (`strict`) by the margin: `_COLUMNS`, a row for each way that somebody stood; tier 0 for no
    customer yet.

    `cuts` are those of each year, by whom they are for; `keep` holds the customers for the next move.
    """
    return pd.concat([_of_group(read, rules, group, {year: cuts[year][group.of] for year in _BACK}, keep)
                      for group in rules.scheme.groups], ignore_index=True)


def _of_group(read: Reader, rules: Rules, group: Group, cuts: Mapping[str, Cuts], keep: Keep | None) -> pd.DataFrame:
    """All thresholds of a year together part the customers into bands, and what is in one stands alike: so each
    customer is looked at once a year."""
    margin, now = rules.scheme.hold.margin, held_roll(read, 0, keep)
    thresholds = {year: {"tier": each.values, "lenient": each.shifted(group.by, -margin),
                         "strict": each.shifted(group.by, margin)} for year, each in cuts.items()}
    floors = {year: sorted({value for values in each.values() for value in values}, reverse=True)
              for year, each in thresholds.items()}
    code, shape = np.zeros(len(now.groups), dtype=np.uint16), []
    for year, back in _BACK.items():
        roll = held_roll(read, back, keep)
        bands = roll.tiers(group.by, floors[year], rules.scoring)
        code *= len(floors[year]) + 2
        code += bands if not back else held_earlier(read, back, now, roll, keep).tiers(bands)
        shape.append(len(floors[year]) + 2)
    groups = read(GROUPS)
    is_here = (groups["in_scope"] == 1) & groups["customer_type"].isin(types_of(group))
    customers = counted(code, now.groups, (int(np.prod(shape)), int(groups["group_id"].max()) + 1), ())
    many = customers[:, groups.loc[is_here, "group_id"], 0].sum(axis=1).astype(np.int64)
    there = np.flatnonzero(many)
    levels = {f"{name}_{year}": _tiers_of_bands(floors[year], values)[bands]
              for year, bands in zip(_BACK, np.unravel_index(there, shape), strict=True)
              for name, values in thresholds[year].items()}
    return pd.DataFrame(levels | {"customers": many[there]}, columns=_COLUMNS)


def _tiers_of_bands(floors: list[float], cuts: tuple[float, ...]) -> np.ndarray:
    """The tier by some of the thresholds of each band, from the `floors` of all bands but the last; 0 of band 0."""
    return np.concatenate([[0], tiers_at(np.array([*floors, -np.inf]), cuts)])
