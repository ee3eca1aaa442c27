"""From the book to a Parity: what is read, and in which order."""

from __future__ import annotations

from typing import Literal, get_args

import pandas as pd

from crm_core import CannotAnswer
from crm_core.availability import Needs
from crm_core.question import Question, Reader
from crm_core.rooms.resources.measure import BY_TYPE, RESOURCES, YARDSTICKS, Against, Parity, Resource, parity

NEEDS = Needs((("revenue", "balance"), ("staff", "branches", "cost")), better_with=("staff", "branches"))
"""What of a book the answer hangs on."""

RESOURCES_BY_REGION = Question.from_file(__file__, "resources.sql")

Asked = Literal["best", Resource]
"""A resource, or the first that the book knows."""

_FILES = {
    "hours": "a staff file with capacity_hours", "managers": "a staff file", "branches": "a branches file",
    "branch_cost": "a branches file with yearly_cost", "cost_to_serve": "a cost_to_serve column, or a rates file,",
}
_YARDSTICK_FILES = {
    "value": "revenue or balances in the activity file", "potential": "a market or a region_economy file",
}


def answer(read: Reader, *, resource: Asked = "best", against: Against = "value",
           move: float = 0.0) -> Parity:
    """Whether `resource` stands where value (revenue) or potential (the market) is, over all regions of the book.

    `best` is the first that the book knows under the scope. `move` is how much of it a what-if takes from over-served
    to under-served regions. Raises CannotAnswer when the book lacks the resource or the yardstick, or when one is of
    some customer types and the other of all; ValueError for a negative move.
    """
    rows = read(RESOURCES_BY_REGION)
    shared: Resource = next(iter(known_resources(read)), "hours") if resource == "best" else resource
    if _is_of_some_types(rows):
        _refuse_unlike(rows, shared, against)
    if not rows[shared].sum() > 0:
        have = [name for name in RESOURCES if rows[name].sum() > 0]
        other = f" It knows {', '.join(RESOURCES[name] for name in have)}." if have else ""
        raise CannotAnswer(f"This book knows no {RESOURCES[shared]}: {_FILES[shared]} would bring them.{other}")
    yardstick = next((name for name in YARDSTICKS[against] if rows[name].clip(lower=0).sum() > 0), None)
    if yardstick is None:
        raise CannotAnswer(f"This book cannot say the {against} of its regions: {_YARDSTICK_FILES[against]} would.")
    return parity(rows, resource=shared, against=against, yardstick=yardstick, move=move,
                  is_undated=read.scope.years_ago > 0 and shared not in BY_TYPE)


def known_resources(read: Reader) -> tuple[Resource, ...]:
    """The resources that this book can share out under the scope of `read`, in the order of `RESOURCES`."""
    rows = read(RESOURCES_BY_REGION)
    names = BY_TYPE if _is_of_some_types(rows) else get_args(Resource)
    return tuple(name for name in names if rows[name].sum() > 0)


def _is_of_some_types(rows: pd.DataFrame) -> bool:
    return bool(rows["other_customers"].sum() > 0)


def _refuse_unlike(rows: pd.DataFrame, resource: Resource, against: Against) -> None:
    """Everybody's hours over some customers' revenue, or their cost over everybody's market, would be no share."""
    if resource not in BY_TYPE:
        other = (f" Choose all customer types, or {RESOURCES[BY_TYPE[0]]}, which is known by type."
                 if rows[BY_TYPE[0]].sum() > 0 else " Choose all customer types.")
        raise CannotAnswer(f"{RESOURCES[resource].capitalize()} serve all customer types, and this book does not say "
                           f"how much of them goes to the chosen ones.{other}")
    if against == "potential":
        raise CannotAnswer(f"The potential of a region is that of all customer types, {RESOURCES[resource]} here that "
                           "of the chosen ones. Choose all customer types, or compare with value.")
