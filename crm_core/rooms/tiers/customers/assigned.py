"""The tiers of all customers under the stability rule, beginning from the tiers that they were last assigned.

`assignment` begins from what the same scheme gave in the years that the book holds; here the beginning is a register
of what was assigned on the data before, so that a customer near a threshold is not sent up and down every month.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pandas as pd

from crm_core.question import Reader
from crm_core.rooms.tiers.consequences.hold import held_in_year
from crm_core.rooms.tiers.consequences.levels import levels
from crm_core.rooms.tiers.customers.assignment import Placer, same_tiers
from crm_core.rooms.tiers.cutting.rules import customers_in_slices
from crm_core.rooms.tiers.scheme.group import Group, types_of
from crm_core.rooms.tiers.scheme.scheme import Scheme

Standing = Callable[[pd.Series], pd.DataFrame]
"""What customers were last assigned: from their ids to as many rows with `tier`, a name or nothing for who had none,
and `has_waited`, 1 or −1 for who has been due for a better or a worse one for a year or longer, else 0."""


def assigned(read: Reader, scheme: Scheme, *, standing: Standing | None = None,
             names_then: Sequence[str] = ()) -> Iterator[pd.DataFrame]:
    """Every customer of the year in the scope of `read`, in slices: customer_id, contribution, tier and due_tier, by
    name. `due_tier` is what the thresholds give, or an exception by hand; `tier` is by the stability rule.

    `names_then` are the tiers of the scheme by which `standing` was assigned, best first; a name that both have is the
    same tier. Without `standing` the rule begins from the years that the book holds. Raises as `tiering` does.
    """
    placer = Placer.of(read, scheme)
    names, same = np.array(["", *scheme.names], dtype=object), same_tiers(scheme.names, names_then)
    for group in scheme.groups:
        for slice_of_all in customers_in_slices(read, types_of(group), within_scope=False):
            rows = slice_of_all[slice_of_all["contribution"].notna()].reset_index(drop=True)
            if rows.empty:
                continue
            by_cut = placer.rules["now"].tiers(rows, group)
            tier = (placer.stands(rows, group, by_cut, None)[1] if standing is None else
                    _held(placer, rows, group, by_cut, _numbered(standing(rows["customer_id"]), same)))
            due, stands = (placer.rules["now"].with_exceptions(rows, each) for each in (by_cut, tier))
            yield pd.DataFrame({"customer_id": rows["customer_id"], "tier": names[stands], "due_tier": names[due],
                                "contribution": rows["contribution"].astype(float)})


def _held(placer: Placer, rows: pd.DataFrame, group: Group, by_cut: np.ndarray,
          then: pd.DataFrame) -> np.ndarray:
    """The tiers under the stability rule of the scheme, for customers who stood where `then` says.

    Waiting is counted in years of the book; a book that does not hold the year before leaves it to the register, whose
    customers have waited when they have been due the same way for twelve months.
    """
    now = placer.rules["now"]
    hold = now.scheme.hold
    if not hold.holds or group.how == "needs":
        return by_cut
    standing = then["tier"].to_numpy()
    was = (placer.rules["before"].tiers(rows, group, "_before") if "before" in placer.rules else
           standing - then["has_waited"].to_numpy(dtype=int))  # a better tier has a smaller number
    was = np.where(was == 0, standing, was)  # who was no customer a year ago has not waited
    bands = pd.DataFrame({"tier_now": by_cut, "lenient_now": now.shifted(-hold.margin).tiers(rows, group),
                          "strict_now": now.shifted(hold.margin).tiers(rows, group)})
    return held_in_year(standing, bands, "now", was, margin=hold.margin, periods=hold.periods)


def _numbered(then: pd.DataFrame, same: dict[str, int]) -> pd.DataFrame:
    """`Standing` with the numbers of our tiers in the place of names; 0 for none, or one that we have not."""
    return then.assign(tier=then["tier"].map(same).fillna(0).astype(int))


def order_of(names_then: Sequence[str], names_now: Sequence[str]) -> tuple[dict[str, float], dict[str, float]]:
    """Where the tiers of two schemes stand on one scale, by name: a smaller number is better, an equal one the same."""
    then, now = levels(names_then, names_now)
    return dict(zip(names_then, then, strict=True)), dict(zip(names_now, now, strict=True))
