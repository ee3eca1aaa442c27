"""From the book to Segments: what is read, and in which order."""

from __future__ import annotations

from crm_core import NobodyInScope
from crm_core.availability import Needs
from crm_core.profit_and_loss import require_contribution
from crm_core.question import Question, Reader
from crm_core.rooms.segments.measure import Segments, contribution_by_type

NEEDS = Needs((("revenue",),))
"""What of a book the answer hangs on; the navigation marks a page whose needs a book does not meet."""

CUSTOMER_TYPES = Question.from_file(__file__, "customer_types.sql")


def answer(read: Reader) -> Segments:
    """Customers and contribution of each customer type under the scope of `read`.

    Raises CannotAnswer when the book does not say contribution, NobodyInScope when no customer is in the scope.
    """
    require_contribution(read)
    groups = read(CUSTOMER_TYPES)
    if groups.empty:
        raise NobodyInScope
    return contribution_by_type(groups)
