"""Why one customer changes tier: what each criterion brought before and brings now, against the threshold."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from crm_core.question import Reader
from crm_core.rooms.tiers.customers.comparison import Comparison, Direction
from crm_core.rooms.tiers.customers.thresholds import Crossing, crossing
from crm_core.rooms.tiers.cutting.rules import Rules
from crm_core.rooms.tiers.cutting.score_parts import ScorePart, score_parts
from crm_core.rooms.tiers.questions import SOME_CUSTOMERS
from crm_core.rooms.tiers.scheme.group import By
from crm_core.rooms.tiers.scheme.weights import CRITERIA

_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class Why:
    """One customer under two sets of rules. Values are points of score, or money a year."""

    customer_id: str
    customer_type: str
    due_then: str
    """The tier by the thresholds alone, as it is shown."""
    due_now: str
    direction: Direction
    """Between these two."""
    by_then: By
    by_now: By
    value_then: float
    value_now: float
    crossing: Crossing | None
    """None where the thresholds move nobody, or nothing is cut."""
    parts: pd.DataFrame | None
    """criterion, points_then, weight_then, brings_then, points_now, weight_now, brings_now, change: what each
    criterion brings to the score, whose sums are the scores; the changes add up to the difference of the scores. None
    unless both are scores."""

    @property
    def is_comparable(self) -> bool:
        """Whether both values are of one measure."""
        return self.by_then == self.by_now

    @property
    def decisive(self) -> tuple[str, ...]:
        """The criteria without whose change the customer would not have crossed the threshold, the largest first."""
        if self.parts is None or self.crossing is None:
            return ()
        without = self.value_now - self.parts["change"]
        stays = (without + _ROUNDING >= self.crossing.threshold_now) if self.direction == "down" else (
            without + _ROUNDING < self.crossing.threshold_now)
        crossing_parts = self.parts[stays].sort_values("change", ascending=self.direction == "down", kind="stable")
        return tuple(crossing_parts["criterion"])

    @property
    def is_by_threshold(self) -> bool:
        """Whether the threshold's own move would have been enough, had the customer's value stayed as it was."""
        if self.crossing is None or not self.is_comparable:
            return False
        reaches = self.value_then + _ROUNDING >= self.crossing.threshold_now
        return reaches == (self.direction == "up") and self.crossing.threshold_then != self.crossing.threshold_now


def why(read: Reader, compared: Comparison, customer: str) -> Why | None:
    """Why `customer` stands in another tier than before, by the thresholds alone; None for nobody who was and is one.

    Exceptions and the stability rule come after: `movers` says them.
    """
    rows = read(SOME_CUSTOMERS, customers=(customer,))
    ending = "_before" if compared.is_apart else ""
    rows = rows[rows["contribution"].notna() & rows[f"contribution{ending}"].notna()]
    if rows.empty:
        return None
    kind = str(rows["customer_type"].iloc[0])
    then, now = int(compared.then.tiers_of_all(rows, ending)[0]), int(compared.now.tiers_of_all(rows)[0])
    groups = compared.then.scheme.group_of(kind), compared.now.scheme.group_of(kind)
    is_scored = all(group.by == "score" and group.how != "needs" for group in groups)
    row = rows.iloc[0].to_dict()
    return Why(
        customer_id=customer, customer_type=kind, due_then=compared.then.scheme.labels[then - 1],
        due_now=compared.now.scheme.labels[now - 1], direction=compared.ways[(then, now)],
        by_then=groups[0].by, by_now=groups[1].by,
        value_then=float(compared.then.values(rows, groups[0], ending)[0]),
        value_now=float(compared.now.values(rows, groups[1])[0]),
        crossing=crossing(compared, kind, then, now),
        parts=_table(_parts(row, compared.then, ending), _parts(row, compared.now, "")) if is_scored else None,
    )


def _parts(row: dict, rules: Rules, year: str) -> dict[str, ScorePart]:
    return score_parts(row, rules.scoring, year)


def _table(then: dict[str, ScorePart], now: dict[str, ScorePart]) -> pd.DataFrame:
    rows = [(name, *then[name], *now[name], now[name].brings - then[name].brings) for name in CRITERIA
            if then[name].weight or now[name].weight]
    return pd.DataFrame(rows, columns=["criterion", "points_then", "weight_then", "brings_then", "points_now",
                                       "weight_now", "brings_now", "change"])
