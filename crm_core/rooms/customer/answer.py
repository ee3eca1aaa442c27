"""From the book to one customer's file."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from crm_core import CannotAnswer
from crm_core.availability import Needs
from crm_core.best_measure import known_measures
from crm_core.language import _, one_of
from crm_core.question import Question, Reader
from crm_core.rooms.customer.measure import CustomerFile, customer_file
from crm_core.scope import Scope
from crm_core.vocabulary import customer_name, customer_names, manager_name

NEEDS = Needs(better_with=("revenue", "customer_months"), uses=("cost", "balance", "turnover"))
"""What of a book the answer depends on."""

IDENTITY = Question.from_file(__file__, "identity.sql")
MATCHES = Question.from_file(__file__, "matches.sql")
YEARS = Question.from_file(__file__, "years.sql")
PRODUCTS = Question.from_file(__file__, "products.sql")
MONTHS = Question.from_file(__file__, "months.sql")

MAX_MATCHES = 20


def answer(read: Reader, *, customer: str = "") -> CustomerFile:
    """The file of the customer with this id; without one, of the customer that contributes the most.

    Where contribution is unknown in the customer's latest year it is about balances, or else turnover. The file holds
    all of the customer's years, whatever the scope. Raises CannotAnswer for an id nobody has, naming those that come
    close.
    """
    customer_id = customer.strip()
    if not customer_id:
        best = search(read, "", most=1)
        if best.empty:
            raise CannotAnswer(_("The data has no customers."))
        customer_id = str(best["customer_id"].iloc[0])
    identity = read(IDENTITY, customer=customer_id)
    if identity.empty:
        raise CannotAnswer(_unknown(customer_id, search(read, customer_id, most=3)))
    years = read(YEARS, customer=customer_id)
    latest = Scope(int(years["years_ago"].iloc[0])) if len(years) else Scope()
    return customer_file(_with_names(identity), years, read(PRODUCTS, customer=customer_id),
                         read(MONTHS, customer=customer_id), known=known_measures(replace(read, scope=latest)))


def search(read: Reader, text: str, *, most: int = MAX_MATCHES) -> pd.DataFrame:
    """customer_id, name, region of customers whose id or name contains `text`, those of most worth first."""
    rows = read(MATCHES, search=text.strip(), most=most, by=next(iter(known_measures(read)), "contribution"))
    return rows.assign(name=customer_names(rows["customer_id"], rows["name"]))


def _unknown(customer_id: str, near: pd.DataFrame) -> str:
    if near.empty:
        return _("No customer has the ID “{id}”. Search for a part of the ID or the name.", id=customer_id)
    names = [f"{row.customer_id} ({row.name})" for row in near[["customer_id", "name"]].itertuples(index=False)]
    return _("No customer has the ID “{id}”. Did you mean {names}?", id=customer_id, names=one_of(names))


def _with_names(identity: pd.DataFrame) -> pd.DataFrame:
    """`identity` with the names to show: of the customer, with the ID where others share it, and of the manager."""
    who = identity.iloc[0]
    name = customer_name(who["name"], who["customer_id"])
    named = identity.assign(
        name=f"{name} ({who['customer_id']})" if who["of_this_name"] > 1 else name,
        manager=manager_name(who["manager"], who["manager_id"]) if isinstance(who["manager_id"], str) else None)
    return named.drop(columns=["of_this_name", "manager_id"])
