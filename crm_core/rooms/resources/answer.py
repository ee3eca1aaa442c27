"""From the book to a Parity: what is read, and in which order."""

from __future__ import annotations

from typing import Literal, get_args

import pandas as pd

from crm_core import CannotAnswer
from crm_core.availability import Needs
from crm_core.language import N_, _, all_of
from crm_core.question import Question, Reader
from crm_core.rooms.resources.measure import BY_TYPE, RESOURCES, YARDSTICKS, Against, Parity, Resource, parity
from crm_core.rooms.resources.words import resource_label, resource_noun

NEEDS = Needs((("region",), ("revenue", "balance"), ("staff", "branches", "cost")), better_with=("staff", "branches"))
"""What of a book the answer depends on."""

RESOURCES_BY_REGION = Question.from_file(__file__, "resources.sql")
BALANCE_SQUARES = Question.from_file(__file__, "balance_squares.sql")

Asked = Literal["best", Resource]
"""A resource, or the first that the book knows."""

_FILES = {
    "hours": N_("a staff file with capacity_hours"), "managers": N_("a staff file"), "branches": N_("a branches file"),
    "branch_cost": N_("a branches file with yearly_cost"),
    "cost_to_serve": N_("cost to serve (cost_to_serve) in the activity file, or a rates file"),
}


def answer(read: Reader, *, resource: Asked = "best", against: Against = "value",
           move: float = 0.0) -> Parity:
    """Whether `resource` is where value (revenue) or potential (the market) is, over all regions of the book.

    `best` is the first that the book knows under the scope. `move` is how much of it a what-if takes from over-served
    to under-served regions. Raises CannotAnswer when the book lacks the resource or the yardstick, or when one is of
    some customers and the other of all; ValueError for a negative move.
    """
    rows = read(RESOURCES_BY_REGION)
    shared: Resource = next(iter(known_resources(read)), "hours") if resource == "best" else resource
    if rows.empty:
        raise CannotAnswer(_("The data states no region. Add region_id to the customers file, or a regions file."))
    if _is_of_some_types(rows):
        _refuse_unlike(rows, shared, against)
    if not rows[shared].sum() > 0:
        raise CannotAnswer(_no_resource(shared, rows))
    yardstick = next((name for name in YARDSTICKS[against] if rows[name].clip(lower=0).sum() > 0), None)
    if yardstick is None:
        raise CannotAnswer(
            _("There is no data on the value of the regions. Add net_interest_income, fee_income or a balance in the "
              "activity file.") if against == "value" else
            _("There is no data on the potential of the regions. Add a market file or a region_economy file."))
    if yardstick == "balance":
        rows = rows.merge(read(BALANCE_SQUARES), on="region_id", how="left").fillna({"balance_squares": 0.0})
    return parity(rows, resource=shared, against=against, yardstick=yardstick, move=move,
                  is_undated=read.scope.years_ago > 0 and shared not in BY_TYPE)


def known_resources(read: Reader) -> tuple[Resource, ...]:
    """The resources that this book can share out under the scope of `read`, in the order of `RESOURCES`."""
    rows = read(RESOURCES_BY_REGION)
    names = BY_TYPE if _is_of_some_types(rows) else get_args(Resource)
    return tuple(name for name in names if rows[name].sum() > 0)


def _is_of_some_types(rows: pd.DataFrame) -> bool:
    return bool(rows["other_customers"].sum() > 0)


def _no_resource(resource: Resource, rows: pd.DataFrame) -> str:
    """What would show the resource, and which others there are."""
    missing = _("There is no data on {resource}: add {file}.", resource=resource_noun(resource),
                file=_(_FILES[resource]))
    others = [resource_noun(name) for name in RESOURCES if rows[name].sum() > 0]
    available = _("Available: {resources}.", resources=all_of(others)) if others else ""
    return f"{missing} {available}".strip()


def _refuse_unlike(rows: pd.DataFrame, resource: Resource, against: Against) -> None:
    """Everybody's hours over some customers' revenue, or their cost over everybody's market, would be no share."""
    if resource not in BY_TYPE:
        values = {"resource": resource_label(resource)}
        if rows[BY_TYPE[0]].sum() > 0:
            raise CannotAnswer(_("{resource}: the data does not say how much goes to these customers alone. Select all "
                                 "customer types and segments, or compare {other}, which is known of each "
                                 "customer.", **values,
                                 other=resource_noun(BY_TYPE[0])))
        raise CannotAnswer(_("{resource}: the data does not say how much goes to these customers alone. Select all "
                             "customer types and segments.", **values))
    if against == "potential":
        raise CannotAnswer(_("Potential covers all customers, {resource} here only the selected ones. Select all "
                             "customer types and segments, or compare with value.", resource=resource_noun(resource)))
