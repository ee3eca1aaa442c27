"""Likely duplicates among the customers of a book, from what a book holds of them."""

from __future__ import annotations

import pandas as pd

from crm_core.intake.duplicates.evidence import IDENTITY
from crm_core.intake.duplicates.search import COLUMNS, LIKELY, Duplicates, likely_duplicates, require_few
from crm_core.question import Question
from crm_core.warehouse import Book

_SECONDS = 120.0
_COUNT = Question("customers_counted", "select count(*) as customers from customers")
_CUSTOMERS = Question("customers_compared", f"select {', '.join(name for name in COLUMNS if name not in IDENTITY)} "
                                            "from customers order by customer_id")
_PEOPLE = Question("customers_found_twice", f"""
    select {', '.join(name for name in COLUMNS if name not in IDENTITY)} from customers
    where customer_id in (select customer_id from book_duplicates union all select same_as from book_duplicates)
    order by customer_id""")
_FOUND = Question("duplicates_found", "select customer_id, same_as, probability, findings from book_duplicates "
                                      "where probability >= :least order by probability desc, same_as, customer_id")


def found_by_build(book: Book) -> Duplicates:
    """The pairs that the build of `book` found and nobody has decided, without another search."""
    pairs = book.read(_FOUND, least=LIKELY)
    people = book.read(_PEOPLE).set_index("customer_id")
    return Duplicates(pairs, int(book.read(_COUNT)["customers"].iloc[0]), len(pairs), people)


def duplicates_in(book: Book, *, least: float = LIKELY) -> Duplicates:
    """Pairs of customers of `book` that are likely one: those its build found by what its files say of people, and
    those that names, dates and branches show. Raises CannotAnswer for a book of too many customers."""
    require_few(int(book.read(_COUNT)["customers"].iloc[0]))
    table = book.read(_CUSTOMERS, seconds=_SECONDS)
    found = likely_duplicates(table, least=least)
    kept = book.read(_FOUND, least=least)
    pairs = pd.concat([kept, found.pairs], ignore_index=True).drop_duplicates(["customer_id", "same_as"])
    people = table[table["customer_id"].isin({*pairs["customer_id"], *pairs["same_as"]})].set_index("customer_id")
    return Duplicates(pairs.reset_index(drop=True), found.customers, found.compared, people)
