"""From the book to the Outflows: what is read, and in which order."""

from __future__ import annotations

from crm_core import CannotAnswer, NobodyInScope
from crm_core.availability import Needs
from crm_core.question import Question, Reader
from crm_core.rooms.outflows.measure import Outflows, outflows

NEEDS = Needs((("outflows",),))
"""What of a book the answer hangs on."""

SENT = Question.from_file(__file__, "sent.sql")
PEERS = Question.from_file(__file__, "peers.sql")


def answer(read: Reader) -> Outflows:
    """Where the customers of the scope send money, by bank and region.

    Raises CannotAnswer when the book knows no counterparts, NobodyInScope when nobody in the scope sends anything.
    """
    sent = read(SENT)
    if sent.empty:
        raise CannotAnswer("This book does not say where the customers' money goes: an outflows file (customer, "
                           "counterpart, month, amount) would.")
    if not sent.loc[sent["is_asked"], "amount"].sum() > 0:
        raise NobodyInScope("No customer in this scope sends money to another bank. Choose other regions or types.")
    return outflows(sent, read(PEERS))
