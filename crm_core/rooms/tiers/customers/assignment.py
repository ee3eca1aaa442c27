"""Who is in which tier, customer by customer, with the tier before and the reason: what a bank approves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.amounts import Money, number
from crm_core.language import N_, Message, _, day
from crm_core.question import Reader
from crm_core.rooms.tiers.answers.tiering import YEARS_HELD, rules_of, whole_years
from crm_core.rooms.tiers.consequences.hold import held_both_years, held_in_year
from crm_core.rooms.tiers.consequences.levels import levels
from crm_core.rooms.tiers.cutting.cuts import NOBODY
from crm_core.rooms.tiers.cutting.rules import Rules, customers_in_slices
from crm_core.rooms.tiers.cutting.year import Keep
from crm_core.rooms.tiers.questions import TERMS
from crm_core.rooms.tiers.scheme.group import TENTHS, Group, types_of
from crm_core.rooms.tiers.scheme.scheme import Scheme, tier_label

COLUMNS = ["customer_id", "customer_type", "region_id", "tier", "previous_tier", "reason", "score", "contribution"]
"""Of the assignment. `tier` is by the stability rule if there is one; `score` is empty unless it is what was cut."""
NONE_BEFORE = ""
_YEARS = {"now": "", "before": "_before", "earlier": "_earlier"}
"""The years of the stability rule, latest first, and the endings of their columns."""


def assignment(read: Reader, scheme: Scheme, *, in_force: Scheme | None = None) -> pd.DataFrame:
    """One row for each customer in the scope of `read`, best first within each type: see `COLUMNS`.

    The tier before is that of `in_force`, or without one what the same scheme gave a year earlier (empty when the
    book does not hold that year whole); a stability rule begins from it. Raises as `tiering` does.
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
    def of(cls, read: Reader, scheme: Scheme, *, in_force: Scheme | None = None, keep: Keep | None = None) -> Placer:
        """The rules of the year in scope and of the years before that the scheme looks at; `keep` as in `outline`.
        Raises as `tiering` does."""
        whole = whole_years(read)
        holds = scheme.hold.holds and whole >= YEARS_HELD and not any(group.how == "needs" for group in scheme.groups)
        needed = {back for back in range(len(_YEARS)) if back == 0 or holds or (back == 1 and 1 in whole)}
        return cls(
            {year: rules_of(read, scheme, back=back, keep=keep) for back, year in enumerate(_YEARS) if back in needed},
            cls.of(read, in_force, keep=keep) if in_force else None, holds, Money(str(read(TERMS)["currency"].iloc[0])),
        )

    def placed(self, rows: pd.DataFrame, group: Group) -> pd.DataFrame:
        """The assignment of these rows."""
        now, in_force = self.rules["now"], self.then.names(rows) if self.then else None
        by_cut = now.tiers(rows, group)
        before, by_rule = self.stands(rows, group, by_cut, in_force)
        tier = now.with_exceptions(rows, by_rule)
        labels, by_hand = _labels(now), exceptions_in_words(now)
        held = [_("Due for {tier}; kept by the stability rule.", tier=label) for label in labels]
        scored = group.by == "score" and group.how != "needs"
        return rows[["customer_id", "customer_type", "region_id"]].assign(
            tier=labels[tier],
            previous_tier=labels[before] if in_force is None else [tier_label(name) for name in in_force],
            score=np.floor(now.values(rows, group) * TENTHS) / TENTHS if scored else np.nan,
            contribution=rows["contribution"].astype(float),
            reason=[
                " ".join((why, by_hand[customer])) if customer in by_hand else
                why if due == stands else " ".join((why, held[due]))
                for customer, why, due, stands in zip(rows["customer_id"], self._reasons(rows, group, by_cut), by_cut,
                                                      tier, strict=True)
            ],
        )

    def names(self, rows: pd.DataFrame) -> np.ndarray:
        """The names of the tiers in which the rows, of any group, stand."""
        now = self.rules["now"]
        names = np.full(len(rows), NONE_BEFORE, dtype=object)
        for group in now.scheme.groups:
            mine = rows["customer_type"].isin(types_of(group)).to_numpy()
            stands = self.stands(rows[mine], group, now.tiers(rows[mine], group), None)[1]
            names[mine] = _names(now)[now.with_exceptions(rows[mine], stands)]
        return names

    def stands(self, rows: pd.DataFrame, group: Group, by_cut: np.ndarray,
                in_force: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
        """The tiers the year before and now. The rule begins from the tiers `in_force`, if names are given."""
        before = self.rules["before"].tiers(rows, group, "_before") if "before" in self.rules else np.zeros_like(by_cut)
        if not self.holds:
            return before, by_cut
        hold, bands = self.rules["now"].scheme.hold, self._bands(rows, group)
        if in_force is None or self.then is None:
            return held_both_years(bands, margin=hold.margin, periods=hold.periods)
        ours, theirs = (placer.rules["now"].scheme.names for placer in (self, self.then))
        same = same_tiers(ours, theirs)
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

    def why(self, rows: pd.DataFrame, group: Group) -> list[str]:
        """Why the rows are due for their tiers: the threshold, and the exception of those who are placed by hand."""
        by_hand = exceptions_in_words(self.rules["now"])
        reasons = self._reasons(rows, group, self.rules["now"].tiers(rows, group))
        return [" ".join(filter(None, (reason, by_hand.get(customer, ""))))
                for customer, reason in zip(rows["customer_id"], reasons, strict=True)]

    def _reasons(self, rows: pd.DataFrame, group: Group, by_cut: np.ndarray) -> list[str]:
        """`Score 83.2, at or above 80.0.`"""
        if group.how == "needs":
            return [_("Uses the bank most like the customers of this tier.")] * len(rows)
        rules = self.rules["now"]
        cuts = rules.cuts[group.of].values
        if group.by == "score":
            values = [_score(np.floor(value * TENTHS) / TENTHS) for value in rules.values(rows, group)]
            sentences = _SENTENCES_OF_SCORE, [_score(cut) for cut in cuts]
        else:
            values = [self.money.full(value, decimals=2) for value in rows["contribution"]]
            sentences = _SENTENCES_OF_MONEY, [self.money.full(cut, decimals=2) for cut in cuts]
        by_tier = _by_tier(*sentences, is_reached=cuts[-1] != NOBODY)
        return [by_tier[tier - 1].replace(_VALUE, value) for value, tier in zip(values, by_cut, strict=True)]


_VALUE = "\0"
"""Stands for a customer's own value: the sentence of a tier is translated once, not for each of millions of rows."""
_SENTENCES_OF_SCORE = (N_("Score {value}, at or above {threshold}."), N_("Score {value}, below {threshold}."),
                       N_("Score {value}; no customer reaches a higher tier."))
_SENTENCES_OF_MONEY = (N_("Contribution {value}, at or above {threshold}."),
                       N_("Contribution {value}, below {threshold}."),
                       N_("Contribution {value}; no customer reaches a higher tier."))


def _by_tier(sentences: Sequence[Message], thresholds: Sequence[str], *, is_reached: bool) -> list[str]:
    """Why somebody is in a tier, for each tier, best first; of the last, whether anybody reaches the one above it."""
    above, below, alone = sentences
    last = _(below, value=_VALUE, threshold=thresholds[-1]) if is_reached else _(alone, value=_VALUE)
    return [*(_(above, value=_VALUE, threshold=threshold) for threshold in thresholds), last]


def exceptions_in_words(rules: Rules) -> dict[str, str]:
    """Of each customer who is placed by hand, where, until when, by whom and why."""
    return {each.customer_id: _("Placed in {tier} by hand until {day}, by {name}: {reason}",
                                tier=tier_label(each.tier), day=day(each.until), name=each.by, reason=each.reason)
            for each in rules.scheme.exceptions if each.customer_id in rules.by_hand}


def _score(points: float) -> str:
    return number(points, decimals=1)


def _names(rules: Rules) -> np.ndarray:
    """The names of the tiers by their numbers; nothing for 0."""
    return np.array([NONE_BEFORE, *rules.scheme.names], dtype=object)


def _labels(rules: Rules) -> np.ndarray:
    """The same as they are shown."""
    return np.array([NONE_BEFORE, *rules.scheme.labels], dtype=object)


def same_tiers(ours: Sequence[str], theirs: Sequence[str]) -> dict[str, int]:
    """The number of our tier that is the same, by the name of theirs."""
    levels_of_ours, levels_of_theirs = levels(ours, theirs)
    return {name: levels_of_ours.index(level) + 1 for name, level in zip(theirs, levels_of_theirs, strict=True)
            if level in levels_of_ours}
