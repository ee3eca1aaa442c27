"""From the book to one customer's file."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from crm_core import CannotAnswer
from crm_core.availability import Needs
from crm_core.best_measure import known_measures
from crm_core.question import Question, Reader
from crm_core.rooms.customer.measure import CustomerFile, customer_file
from crm_core.scope import Scope

NEEDS = Needs(better_with=("revenue",))
"""What of a book the answer hangs on."""

IDENTITY = Question.from_file(__file__, "identity.sql")
MATCHES = Question.from_file(__file__, "matches.sql")
YEARS = Question.from_file(__file__, "years.sql")
PRODUCTS = Question.from_file(__file__, "products.sql")
MONTHS = Question.from_file(__file__, "months.sql")

MAX_MATCHES = 20


def answer(read: Reader, *, customer: str = "") -> CustomerFile:
    """The file of the customer with this id; without one, of the customer that brings the most.

    Where contribution is unknown in the customer's latest year it is about balances, or else turnover. The file holds
    all of the customer's years, whatever the scope. Raises CannotAnswer for an id nobody has, naming those that come
    close.
    """
    customer_id = customer.strip()
    if not customer_id:
        best = search(read, "", most=1)
        if best.empty:
            raise CannotAnswer("This book has no customers.")
        customer_id = str(best["customer_id"].iloc[0])
    identity = read(IDENTITY, customer=customer_id)
    if identity.empty:
        near = search(read, customer_id, most=3)
        hint = (f" Did you mean {', '.join(near['customer_id'] + ' (' + near['name'] + ')')}?" if len(near) else
                " Search by a part of the id or the name.")
        raise CannotAnswer(f"No customer has the id {customer_id!r}.{hint}")
    years = read(YEARS, customer=customer_id)
    latest = Scope(int(years["years_ago"].iloc[0])) if len(years) else Scope()
    return customer_file(identity, years, read(PRODUCTS, customer=customer_id), read(MONTHS, customer=customer_id),
                         known=known_measures(replace(read, scope=latest)))


def search(read: Reader, text: str, *, most: int = MAX_MATCHES) -> pd.DataFrame:
    """customer_id, name, region of customers whose id or name contains `text`, those of most worth first."""
    return read(MATCHES, search=text.strip(), most=most, by=next(iter(known_measures(read)), "contribution"))
