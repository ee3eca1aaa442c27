"""What a scheme is compared with, as it stood: the tiers before, so that each figure can be set beside what it was."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from crm_core.question import Reader
from crm_core.rooms.tiers.answers.outline import outline, promised_by_type, staffing_here
from crm_core.rooms.tiers.answers.tiering import whole_years
from crm_core.rooms.tiers.consequences.capacity import Staffing
from crm_core.rooms.tiers.cutting.tier_sums import tier_sums
from crm_core.rooms.tiers.cutting.year import Keep, read_year
from crm_core.rooms.tiers.measure import Outline, tier_table
from crm_core.rooms.tiers.scheme.scheme import Scheme


@dataclass(frozen=True, eq=False)
class Before:
    """The tiers that a scheme is compared with. Money and hours a year."""

    tiers: pd.DataFrame
    """As `Outline.tiers`; of a year before, of those who were customers then, with what they brought then."""
    staffing: Staffing | None
    """As `Outline.staffing`, of the hours that the staff has today; None without a staff file."""


def before(read: Reader, scheme: Scheme, *, in_force: Scheme | None = None, keep: Keep | None = None) -> Before | None:
    """What `scheme` is compared with, in the scope of `read`: the same customers under the scheme `in_force`, or
    without one `scheme` itself a year earlier, by that year's own cuts, in today's regions and at today's promises.

    None without a whole year before, and for tiers by need a year earlier, which no ranking places. `keep` as in
    `outline`. Raises as `outline` does.
    """
    if in_force is not None:
        then = outline(read, in_force, keep=keep)
        return Before(then.tiers, then.staffing)
    if any(group.how == "needs" for group in scheme.groups) or 1 not in whole_years(read):
        return None
    year = read_year(read, scheme, back=1, keep=keep)
    sums = tier_sums(scheme, year).sums
    costs, hours = promised_by_type(scheme)
    here = year.in_scope
    return Before(
        tier_table(scheme, sums[:, here], year.groups[here].customer_types, costs, hours),
        staffing_here(read, sums[:, :, 0], year, hours),
    )


def same_tiers(now: Outline, then: Before) -> dict[int, int]:
    """Which row of the tiers before stands for which of now: the tiers that bear the same name."""
    places = {name: place for place, name in enumerate(then.tiers["name"])}
    return {place: places[name] for place, name in enumerate(now.tiers["name"]) if name in places}
