"""From the book to what rests on single names."""

from __future__ import annotations

from crm_core import NobodyInScope
from crm_core.availability import Needs
from crm_core.profit_and_loss import require_contribution
from crm_core.question import Question, Reader
from crm_core.rooms.dependence.measure import Dependence, dependence

NEEDS = Needs((("revenue",),), better_with=("managers", "contacts"))
"""What of a book the answer hangs on."""

LARGEST = Question.from_file(__file__, "largest.sql")
MANAGERS = Question.from_file(__file__, "managers.sql")
SQUARES = Question.from_file(__file__, "squares.sql")
KNOWN = Question.from_file(__file__, "known.sql")
HAS_CONTACTS = Question.from_file(__file__, "has_contacts.sql")

LARGEST_SHOWN = 50
"""One page of a list."""
MIN_CONTACTS = 2
"""A single recorded contact says nothing of whom else a customer knows: any channel can be the only one by chance."""


def answer(read: Reader, *, leaving_rate: float = 1.0) -> Dependence:
    """What the bank loses with its largest customers or with any one manager, under the scope of `read`.

    `leaving_rate` is the assumed part of a manager's contribution that goes with them. Raises NobodyInScope
    when the scope is empty, ValueError for a rate outside 0–1.
    """
    require_contribution(read)
    buckets = read(SQUARES)
    if buckets.empty:
        raise NobodyInScope
    return dependence(
        read(LARGEST, most=LARGEST_SHOWN), read(MANAGERS, min_contacts=MIN_CONTACTS), buckets,
        leaving_rate=leaving_rate, known=read(KNOWN, most=LARGEST_SHOWN, min_contacts=MIN_CONTACTS),
        knows_contacts=bool(read(HAS_CONTACTS)["contacts"].iloc[0]),
    )
