"""From the book to the Outflows: what is read, and in which order."""

from __future__ import annotations

from crm_core import CannotAnswer, NobodyInScope
from crm_core.availability import Needs
from crm_core.language import _
from crm_core.question import Question, Reader
from crm_core.rooms.outflows.measure import Outflows, outflows

NEEDS = Needs((("outflows",),))
"""What of a book the answer depends on."""

SENT = Question.from_file(__file__, "sent.sql")
PEERS = Question.from_file(__file__, "peers.sql")


def answer(read: Reader) -> Outflows:
    """Where the customers of the scope send money, by bank and region.

    Raises CannotAnswer when the book knows no counterparts, NobodyInScope when nobody in the scope sends anything.
    """
    sent = read(SENT)
    if sent.empty:
        raise CannotAnswer(_("There is no data on transfers to other banks. Add an outflows file (customer, "
                             "counterpart, month, amount)."))
    if not sent.loc[sent["is_asked"], "amount"].sum() > 0:
        raise NobodyInScope(_("No customers in this selection send money to another bank. Choose other regions or "
                              "customer types."))
    return outflows(sent, read(PEERS))
