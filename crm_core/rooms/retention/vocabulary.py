"""What parts of the customers and contestants are called."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from crm_core.contract import BOOK_TYPES
from crm_core.labels import told_apart
from crm_core.language import N_, _
from crm_core.rooms.retention.chances.contest import Contestant
from crm_core.rooms.retention.chances.leaving import SummedBy
from crm_core.rooms.retention.staying.parts import By, Kind
from crm_core.vocabulary import type_plural

_KINDS: dict[Kind, str] = {
    "customer_type": N_("Customer type"), "region": N_("Region"), "joined": N_("Year of joining"),
    "products": N_("Products held"), "value": N_("Contribution"),
    "tier": N_("Tier"),
}
_PARTS = {
    "before": N_("Before the data begins"), "1": N_("1 product"), "2": N_("2 products"), "3": N_("3 or more products"),
    "fifth 1": N_("Highest fifth"), "fifth 2": N_("Second fifth"), "fifth 3": N_("Middle fifth"),
    "fifth 4": N_("Fourth fifth"), "fifth 5": N_("Lowest fifth"),
}
_CONTESTANTS: dict[Contestant, str] = {
    "average": N_("Average of all"), "logistic": N_("Logistic regression"), "trees": N_("Boosted trees"),
}


def kind_label(by: Kind) -> str:
    """What customers are told apart by, as a heading."""
    return _(_KINDS[by])


def nobody_label(among: SummedBy) -> str:
    """What customers are called who have none of what is summed up by."""
    return _("No tier") if among == "tier" else _("No manager")


def contestant_label(contestant: Contestant) -> str:
    """A way of telling who leaves, as a heading."""
    return _(_CONTESTANTS[contestant])


def part_names(by: By, parts: Collection[str], regions: pd.DataFrame) -> dict[str, str]:
    """The names of `parts`, in the order in which they are shown; `regions`: region_id, name."""
    if by == "region":
        names = dict(zip(regions["region_id"], told_apart(regions["region_id"], regions["name"]), strict=True))
        return {part: name for part, name in names.items() if part in parts}
    if by == "customer_type":
        return {part: type_plural(part) for part in BOOK_TYPES if part in parts}
    known = {part: _(name) for part, name in _PARTS.items() if part in parts}
    return known | {part: part for part in sorted(set(parts) - set(known))}
