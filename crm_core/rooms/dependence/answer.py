"""From the book to what depends on single customers and managers."""

from __future__ import annotations

from typing import get_args

import pandas as pd

from crm_core import NobodyInScope
from crm_core.availability import Needs
from crm_core.customer_groups import require_groups
from crm_core.profit_and_loss import require_contribution
from crm_core.question import Question, Reader
from crm_core.rooms.dependence.measure import Dependence, Holder, dependence
from crm_core.vocabulary import customer_names, manager_name

NEEDS = Needs((("revenue",),), better_with=("managers", "contacts"), uses=("cost",))
"""What of a book the answer depends on."""

LARGEST = Question.from_file(__file__, "largest.sql")
MANAGERS = Question.from_file(__file__, "managers.sql")
LARGEST_GROUPS = Question.from_file(__file__, "largest_groups.sql")
SQUARES = Question.from_file(__file__, "squares.sql")
KNOWN = Question.from_file(__file__, "known.sql")
HAS_CONTACTS = Question.from_file(__file__, "has_contacts.sql")

LARGEST_SHOWN = 50
"""One page of a list."""
MIN_CONTACTS = 2
"""A single recorded contact says nothing of whom else a customer knows: any channel can be the only one by chance."""


def answer(read: Reader, *, leaving_rate: float = 1.0, rank: Holder = "customers") -> Dependence:
    """What the bank loses with its largest customers or with any one manager, under the scope of `read`.

    `leaving_rate` is the assumed part of a manager's contribution that goes with them. With `rank` groups, customers
    of one household or company group count as one; CannotAnswer where the data has none. Raises NobodyInScope
    when the scope is empty, ValueError for a rate outside 0–1.
    """
    require_contribution(read)
    if rank not in get_args(Holder):
        raise ValueError(f"Cannot rank {rank!r}; choose one of {', '.join(get_args(Holder))}.")
    if rank == "groups":
        require_groups(read)
    buckets = read(SQUARES, rank=rank)
    if buckets.empty:
        raise NobodyInScope
    managers = read(MANAGERS, min_contacts=MIN_CONTACTS)
    largest = read(LARGEST if rank == "customers" else LARGEST_GROUPS, most=LARGEST_SHOWN)
    return dependence(
        _with_names(largest),
        managers.assign(name=_manager_names(managers["manager_id"], managers["name"])), buckets,
        leaving_rate=leaving_rate, rank=rank,
        known=_with_names(read(KNOWN, most=LARGEST_SHOWN, min_contacts=MIN_CONTACTS)),
        knows_contacts=bool(read(HAS_CONTACTS)["contacts"].iloc[0]),
    )


def _with_names(customers: pd.DataFrame) -> pd.DataFrame:
    """`customers` with the names to show, of each and of its manager."""
    named = customers.assign(name=customer_names(customers["customer_id"], customers["name"]),
                             manager=_manager_names(customers["manager_id"], customers["manager"]))
    return named.drop(columns="manager_id")


def _manager_names(ids: pd.Series, names: pd.Series) -> list[str | None]:
    """The name to show of each manager; none where there is no manager."""
    return [manager_name(name, each) if each else None for each, name in zip(ids, names, strict=True)]
