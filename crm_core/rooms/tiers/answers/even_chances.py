"""Who reaches the best tier among customers who are alike: in type and contribution, and by protected attributes."""

from __future__ import annotations

import pandas as pd

from crm_core.contract import UNSTATED
from crm_core.question import Question, Reader
from crm_core.rooms.tiers.consequences.fairness import Fairness, fairness
from crm_core.rooms.tiers.cutting.rules import Rules
from crm_core.rooms.tiers.questions import MARKED, PROTECTED, REACH, SIZE
from crm_core.rooms.tiers.scheme.group import types_of

_LEAST_GROUPS = 2
"""One group is held against nothing; with its total known, another would not be hidden by being left out."""


def given_value(read: Reader, rules: Rules) -> Fairness | None:
    """Regions against their mix of customer types and tenths by contribution. None where contribution alone ranks
    customers: there it tells all."""
    if _contribution_tells_all(rules):
        return None
    cells = _cells(read, rules, REACH)
    stated = cells[cells["region_id"] != UNSTATED]
    return _compared(stated, "region_id", ["customer_type", "tenth"])


def protected(read: Reader, rules: Rules) -> dict[str, Fairness]:
    """Each protected attribute against its mix of regions, customer types and tenths by contribution; without these
    where contribution alone ranks customers.

    Smaller groups than `MIN_CUSTOMERS` are in no result; where fewer than two are left, none is.
    """
    if not int(read(MARKED)["has_protected"].iloc[0]):
        return {}
    cells = _cells(read, rules, PROTECTED)
    mix = ["region_id", "customer_type", *([] if _contribution_tells_all(rules) else ["tenth"])]
    compared = {str(attribute): _compared(rows, "value", mix)
                for attribute, rows in cells.groupby("attribute", sort=True)}
    return {attribute: each if len(each.groups) >= _LEAST_GROUPS else Fairness((), each.left_out + len(each.groups))
            for attribute, each in compared.items()}


def _contribution_tells_all(rules: Rules) -> bool:
    return all(group.by == "contribution" for group in rules.scheme.groups)


def _cells(read: Reader, rules: Rules, question: Question) -> pd.DataFrame:
    """The rows of a question for each of the scheme's groups."""
    size = max(int(read(SIZE)["customers"].iloc[0]), 1)
    hands = rules.hands("hand")
    return pd.concat([read(question, types=types_of(group), size=size, **hands, **rules.parameters("", group))
                      for group in rules.scheme.groups], ignore_index=True)


def _compared(cells: pd.DataFrame, labels: str, mix: list[str]) -> Fairness:
    kinds = cells[mix].astype(str).agg("|".join, axis=1)
    return fairness(cells["reached"].to_numpy(dtype=float), cells["customers"].to_numpy(dtype=float),
                    pd.Categorical(cells[labels]), pd.Categorical(kinds))
