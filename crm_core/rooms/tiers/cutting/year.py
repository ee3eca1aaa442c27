"""One year of the book as a scheme sees it: rankings of its customers, and its groups of region × customer type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from crm_core import CannotAnswer, NobodyInScope
from crm_core.contract import UNSTATED
from crm_core.language import _
from crm_core.profit_and_loss import require_contribution
from crm_core.question import Reader
from crm_core.rooms.tiers.cutting.desks import Desks
from crm_core.rooms.tiers.cutting.ranking import Inside, Ranking
from crm_core.rooms.tiers.cutting.roll import Earlier, Roll
from crm_core.rooms.tiers.cutting.scoring import known_criteria, scoring_of
from crm_core.rooms.tiers.questions import GROUPS
from crm_core.rooms.tiers.scheme.group import EVERYBODY, By, Group
from crm_core.rooms.tiers.scheme.scheme import Scheme

Keep = Callable[[str, Callable[[], Any]], Any]
"""`keep(name, make)`: what has this name under the scope's year (a ranking, clusters), made only when not held yet."""


@dataclass(frozen=True, eq=False)
class Groups:
    """Groups of region × customer type, one place a group in each."""

    ids: np.ndarray
    """Rising."""
    region_ids: pd.Categorical
    customer_types: pd.Categorical
    labels: Mapping[str, ExtensionArray]
    """region_id, region and customer_type of each."""

    @classmethod
    def of(cls, rows: pd.DataFrame) -> Groups:
        """From the rows of `groups.sql`."""
        labels = {name: rows[name].array for name in ("region_id", "region", "customer_type")}
        return cls(rows["group_id"].to_numpy(), pd.Categorical(rows["region_id"]),
                   pd.Categorical(rows["customer_type"]), labels)

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, places: np.ndarray) -> Groups:
        """Some of them, in the order they are chosen."""
        return Groups(self.ids[places], self.region_ids[places], self.customer_types[places],
                      {name: of[places] for name, of in self.labels.items()})


@dataclass(frozen=True, eq=False)
class Year:
    """The rankings of a year, and all groups of the book."""

    scoring: Mapping[str, float]
    """The rules of `scoring.scoring_of`."""
    rankings: Mapping[By, Ranking]
    groups: Groups
    in_scope: np.ndarray
    """Which of the groups the scope looks at."""
    inside: Inside
    knows_contribution: bool
    """Whether the book says what customers contribute."""
    desks: Desks
    """Whose hours the customers take, asked only where tiers follow hours."""

    def members(self, group: Group) -> np.ndarray:
        """Which of all groups the cuts are for."""
        types = self.groups.customer_types
        return np.ones(len(types), dtype=bool) if group.of == EVERYBODY else types == group.of

    def places(self, ranked: Ranking) -> np.ndarray:
        """Where the groups of a ranking are among all groups."""
        return np.searchsorted(self.groups.ids, ranked.groups)


def read_year(read: Reader, scheme: Scheme, *, back: int = 0, keep: Keep | None = None) -> Year:
    """What the book says of a year, `back` years before the scope's; both rankings only if the scheme needs both.

    Raises NobodyInScope when that year has no customer, CannotAnswer for contribution that the book does not say
    and for a score of nothing that it knows.
    """
    keep_shared = keep or _anew
    rules = scoring_of(read, scheme)

    def ranked(by: By) -> Ranking:
        # the steps of contribution are the same whatever the weights
        values = rules if by == "score" else dict.fromkeys(rules, 0)
        return keep_shared(f"{by} {back} {sorted(values.items())}", lambda: roll().ranking(by, rules))

    roll = cache(lambda: held_roll(read, back, keep))
    criteria = sorted({group.by for group in scheme.groups if group.how != "needs"})
    if "contribution" in criteria:
        require_contribution(read)
    rankings = {by: ranked(by) for by in criteria}
    if any(not len(each.groups) for each in rankings.values()):
        raise NobodyInScope(_("There were no customers in this year. Choose another year."))
    rows = read(GROUPS)
    if scheme.is_by_type and (rows["customer_type"] == UNSTATED).any():
        raise CannotAnswer(_("The data does not state the type of some customers, so thresholds by type cannot place "
                             "all of them. Add customer_type to the customers file, or choose the same thresholds for "
                             "all."))
    return Year(rules, rankings, keep_shared("groups", lambda: Groups.of(rows)), rows["in_scope"].to_numpy() == 1,
                Inside(lambda *step: roll().amounts(*step), lambda *steps: roll().at_least(*steps)),
                "contribution" in known_criteria(read), Desks(read, back, rules, keep_shared))


def held_roll(read: Reader, back: int, keep: Keep | None) -> Roll:
    """The customers of the year that is `back` years before the scope's; `keep` holds them."""
    return (keep or _anew)(f"roll {back}", lambda: Roll.of(read, back))


def held_earlier(read: Reader, back: int, now: Roll, then: Roll, keep: Keep | None) -> Earlier:
    """The customers of the scope's year, on the roll `now`, on that of the year `back` years before, `then`; `keep`
    holds it."""
    return (keep or _anew)(f"roll places {back}", lambda: Earlier.of(read, back, now, then))


def kept_for_one_answer() -> Keep:
    """The `Keep` of an answer that looks at a year several times, for those who hold none from answer to answer."""
    held: dict[str, Any] = {}

    def keep(name: str, make: Callable[[], Any]) -> Any:
        if name not in held:
            held[name] = make()
        return held[name]

    return keep


def _anew(_name: str, make: Callable[[], Any]) -> Any:
    """The `Keep` of those who look once."""
    return make()
