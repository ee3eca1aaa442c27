"""Who is in which tier, customer by customer, with the tier before and the reason: what a bank puts in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.house_style import Money
from crm_core.question import Reader
from crm_core.rooms.tiers.answers.tiering import YEARS_HELD, rules_of
from crm_core.rooms.tiers.consequences.hold import held_both_years, held_in_year
from crm_core.rooms.tiers.consequences.levels import levels
from crm_core.rooms.tiers.cutting.cuts import NOBODY
from crm_core.rooms.tiers.cutting.rules import Rules, customers_in_slices, types_of
from crm_core.rooms.tiers.questions import TERMS, YEARS
from crm_core.rooms.tiers.scheme.group import TENTHS, Group
from crm_core.rooms.tiers.scheme.scheme import Scheme

COLUMNS = ["customer_id", "customer_type", "region_id", "tier", "previous_tier", "reason", "score", "contribution"]
"""Of the assignment. `tier` is by the hold rule if there is one; `score` is empty unless it is what was cut."""
NONE_BEFORE = ""
_YEARS = {"now": "", "before": "_before", "earlier": "_earlier"}
"""The years of the hold rule, latest first, and the endings of their columns."""


def assignment(read: Reader, scheme: Scheme, *, in_force: Scheme | None = None) -> pd.DataFrame:
    """One row for each customer in the scope of `read`, best first within each type: see `COLUMNS`.

    The tier before is that of `in_force`, or without one what the same scheme gave a year earlier (empty when the
    book does not hold that year whole); a hold rule begins from it. Raises as `tiering` does.
    """
    placer = Placer.of(read, scheme, in_force=in_force)
    parts = [placer.placed(rows[rows["contribution"].notna()], group) for group in scheme.groups
             for rows in customers_in_slices(read, types_of(group), within_scope=True)]
    return pd.concat(parts, ignore_index=True)[COLUMNS]


@dataclass(frozen=True, eq=False)
class Placer:
    """Places customers of one group at a time, and says why. Made once, it places any customer of its year."""

    rules: Mapping[str, Rules]
    then: Placer | None
    """That of the scheme in force, if there is one."""
    holds: bool
    money: Money

    @classmethod
    def of(cls, read: Reader, scheme: Scheme, *, in_force: Scheme | None = None) -> Placer:
        """The rules of the year in scope and of the years before that the scheme looks at. Raises as `tiering` does."""
        whole = set(read(YEARS).query("is_complete")["back"])
        holds = scheme.hold.holds and whole >= YEARS_HELD and not any(group.how == "needs" for group in scheme.groups)
        needed = {back for back in range(len(_YEARS)) if back == 0 or holds or (back == 1 and 1 in whole)}
        return cls(
            {year: rules_of(read, scheme, back=back) for back, year in enumerate(_YEARS) if back in needed},
            cls.of(read, in_force) if in_force else None, holds, Money(str(read(TERMS)["currency"].iloc[0])),
        )

    def placed(self, rows: pd.DataFrame, group: Group) -> pd.DataFrame:
        """The assignment of these rows."""
        now, in_force = self.rules["now"], self.then.names(rows) if self.then else None
        by_cut = now.tiers(rows, group)
        before, tier = self._stands(rows, group, by_cut, in_force)
        names = _names(now)
        scored = group.by == "score" and group.how != "needs"
        return rows[["customer_id", "customer_type", "region_id"]].assign(
            tier=names[tier],
            previous_tier=names[before] if in_force is None else in_force,
            score=np.floor(now.values(rows, group) * TENTHS) / TENTHS if scored else np.nan,
            contribution=rows["contribution"].astype(float),
            reason=[
                why + (f" Due for {names[due]}, held by the hold rule." if due != stands else "")
                for why, due, stands in zip(self._reasons(rows, group, by_cut), by_cut, tier, strict=True)
            ],
        )

    def names(self, rows: pd.DataFrame) -> np.ndarray:
        """The names of the tiers in which the rows, of any group, stand."""
        now = self.rules["now"]
        names = np.full(len(rows), NONE_BEFORE, dtype=object)
        for group in now.scheme.groups:
            mine = rows["customer_type"].isin(types_of(group)).to_numpy()
            names[mine] = _names(now)[self._stands(rows[mine], group, now.tiers(rows[mine], group), None)[1]]
        return names

    def _stands(self, rows: pd.DataFrame, group: Group, by_cut: np.ndarray,
                in_force: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
        """The tiers the year before and now. The hold rule begins from the tiers `in_force`, if names are given."""
        before = self.rules["before"].tiers(rows, group, "_before") if "before" in self.rules else np.zeros_like(by_cut)
        if not self.holds:
            return before, by_cut
        hold, bands = self.rules["now"].scheme.hold, self._bands(rows, group)
        if in_force is None or self.then is None:
            return held_both_years(bands, margin=hold.margin, periods=hold.periods)
        ours, theirs = (placer.rules["now"].scheme.names for placer in (self, self.then))
        same = _same_tiers(ours, theirs)
        standing = np.array([same.get(name, 0) for name in in_force], dtype=int)
        return before, held_in_year(standing, bands, "now", before, margin=hold.margin, periods=hold.periods)

    def _bands(self, rows: pd.DataFrame, group: Group) -> pd.DataFrame:
        """The three years of `hold.held_both_years`."""
        bands, margin = {}, self.rules["now"].scheme.hold.margin
        for year, ending in _YEARS.items():
            rules = self.rules[year]
            bands[f"tier_{year}"] = rules.tiers(rows, group, ending)
            bands[f"lenient_{year}"] = rules.shifted(-margin).tiers(rows, group, ending)
            bands[f"strict_{year}"] = rules.shifted(margin).tiers(rows, group, ending)
        return pd.DataFrame(bands)

    def _reasons(self, rows: pd.DataFrame, group: Group, by_cut: np.ndarray) -> list[str]:
        """`Scores 83.2, at or above 80.0.`"""
        if group.how == "needs":
            return ["Uses the bank most like the customers of this tier."] * len(rows)
        rules = self.rules["now"]
        if group.by == "score":
            values = [f"Scores {np.floor(value * TENTHS) / TENTHS:.1f}" for value in rules.values(rows, group)]
            cuts = [f"{cut:.1f}" for cut in rules.cuts[group.of].values]
        else:
            values = [f"Brings {self.money.full(value, decimals=2)}" for value in rows["contribution"]]
            cuts = [self.money.full(cut, decimals=2) for cut in rules.cuts[group.of].values]
        none_above = rules.cuts[group.of].values[-1] == NOBODY
        lowest = "; nobody reaches a better tier." if none_above else f", below {cuts[-1]}."
        endings = ["", *(f", at or above {cut}." for cut in cuts), lowest]
        return [value + endings[tier] for value, tier in zip(values, by_cut, strict=True)]


def _names(rules: Rules) -> np.ndarray:
    """The names of the tiers by their numbers; nothing for 0."""
    return np.array([NONE_BEFORE, *rules.scheme.names], dtype=object)


def _same_tiers(ours: Sequence[str], theirs: Sequence[str]) -> dict[str, int]:
    """The number of our tier that is the same, by the name of theirs."""
    levels_of_ours, levels_of_theirs = levels(ours, theirs)
    return {name: levels_of_ours.index(level) + 1 for name, level in zip(theirs, levels_of_theirs, strict=True)
            if level in levels_of_ours}
