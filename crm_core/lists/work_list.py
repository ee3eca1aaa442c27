"""A work list as a whole: what it was made from, what is planned with it, and where it stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from crm_core import CannotAnswer
from crm_core.language import _, conventions, ngettext

State = Literal["draft", "handed_out", "closed"]

MAX_ROWS = 20_000
"""Customers of a list: 100 people who call ten a day take a month for so many; more is a mailing, not a list."""


@dataclass(frozen=True)
class Plan:
    """What was planned with a list. `to_reach` customers are to be reached by `due_on`.

    `assumed_attrition` is the part (0 to 1) of the customers who go down that is assumed to leave, and `break_even`
    the part from which the change does not pay; None where nobody said so. Neither is measured: they are compared
    with what comes back.
    """

    to_reach: int
    due_on: dt.date
    assumed_attrition: float | None = None
    break_even: float | None = None

    def check(self, customers: int, today: dt.date) -> None:
        """Raises CannotAnswer, with the rule and a remedy, when the plan does not fit a list of `customers` made
        `today`."""
        if not 1 <= self.to_reach <= customers:
            raise CannotAnswer(_("{count} customers cannot be planned on a list of {customers}. Plan from 1 to "
                                 "{customers}.", count=conventions().whole(self.to_reach),
                                 customers=conventions().whole(customers)))
        if self.due_on < today:
            raise CannotAnswer(_("The due date {day} is in the past. Choose today or a later day.",
                                 day=self.due_on.isoformat()))
        for share in (self.assumed_attrition, self.break_even):
            if share is not None and not 0 <= share <= 1:
                raise CannotAnswer(_("A share of customers who leave is {share}; it must be from 0% to 100%.",
                                     share=str(share)))


@dataclass(frozen=True)
class Origin:
    """From what a list was made: the scheme whose tiers come after and the one before, the scope in words, and the
    data with its last month and its currency."""

    scheme: str = ""
    compared_with: str = ""
    scope: str = ""
    book_fingerprint: str = ""
    book_title: str = ""
    data_to: dt.date | None = None
    currency: str = ""


@dataclass(frozen=True)
class WorkList:
    """One list of the workspace, without its rows. `customers` is how many it has. Once handed out it never changes;
    what comes back is kept beside it."""

    id: int
    name: str
    author: str
    note: str
    origin: Origin
    plan: Plan
    customers: int
    created_at: dt.datetime
    handed_out_at: dt.datetime | None = None
    handed_out_by: str = ""
    closed_at: dt.datetime | None = None
    closed_by: str = ""
    deleted_at: dt.datetime | None = None

    @property
    def state(self) -> State:
        """A draft until it is handed out, by its first file or by a button; closed when nobody works on it."""
        return "closed" if self.closed_at else "handed_out" if self.handed_out_at else "draft"

    @property
    def begins_on(self) -> dt.date:
        """The first day on which anything can have come of it: that on which it was made, by the machine's clock."""
        return self.created_at.astimezone().date()


def refuse_unless_it_can_be_worked(customers: int) -> None:
    """Raises CannotAnswer for a list of nobody, and for one that no people could work through."""
    if not customers:
        raise CannotAnswer(_("No customer is selected, so there is no list to make. Select at least one."))
    if customers > MAX_ROWS:
        raise CannotAnswer(ngettext(
            "{count} customer is more than a work list holds ({most}). Select fewer: a region, a branch or a "
            "direction.",
            "{count} customers are more than a work list holds ({most}). Select fewer: a region, a branch or a "
            "direction.", customers, most=conventions().whole(MAX_ROWS)))
