"""`python -m crm_core books`: the data in use and what came before it, and the way back."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm_core.amounts import number
from crm_core.column_headings import heading
from crm_core.command_record import enter_published
from crm_core.json_values import as_json
from crm_core.language import _, day_short, month_short, ngettext
from crm_core.output import print_json
from crm_core.warehouse import KEEP_VARIABLE, Shelf, earlier_books

if TYPE_CHECKING:
    from crm_core.intake.kept_books import Difference, KeptBook


def add_books(commands: Any, command: Callable[..., argparse.ArgumentParser]) -> None:
    """The command. `command(commands, name, run, purpose)` adds one."""
    books = command(commands, "books", _books, _("the data in use and earlier data, to go back to"))
    books.add_argument("--use", metavar=_("VERSION"),
                       help=_("put this data in use again; the beginning of its version is enough"))
    books.add_argument("--data", type=Path, help=_("folder of the data (default: data/)"))
    books.add_argument("--json", action="store_true", help=_("as JSON"))


def print_comparison(book: KeptBook) -> None:
    """What differs from the data before, on one line; nothing where there is none to compare with."""
    customers, new, missing = (book.of(name) for name in ("customers", "new_customers", "missing_customers"))
    if not (book.compared_with and customers and new and missing):
        return
    print("    " + _("Against {version}: {customers} ({before} before, {new} new, {missing} missing); {amounts}.",
                     version=book.compared_with, customers=_customers(customers.now), before=number(customers.before),
                     new=number(new.now), missing=number(missing.now),
                     amounts="; ".join(map(_difference, book.amounts)) or "–"))


def _books(arguments: argparse.Namespace) -> None:
    from crm_core.intake.kept_books import kept_books

    shelf = Shelf(arguments.data)
    if arguments.use is not None:
        path = shelf.use(arguments.use)
        print(_("The data is in use: {path}", path=path))
        enter_published(path, arguments.data)
        return
    books = kept_books(shelf)
    if arguments.json:
        print_json([as_json(each) | {"path": str(each.path)} for each in books])
        return
    for book in books:
        _print(book)
    if not books:
        print(_("There is no data in {folder} yet.", folder=shelf.folder))
    print(ngettext("Besides the data in use, {count} earlier one is kept at most; {variable} sets how many.",
                   "Besides the data in use, {count} earlier ones are kept at most; {variable} sets how many.",
                   earlier_books(), variable=KEEP_VARIABLE))


def _print(book: KeptBook) -> None:
    mark = "*" if book.is_current else " "
    if book.problem or not (book.built_at and book.first_month and book.last_month):
        print(f"{mark} {book.fingerprint}  {book.problem}")
        return
    customers, rows = book.of("customers"), book.of("activity_rows")
    print(f"{mark} {book.fingerprint}  " + _(
        "{built} UTC, {source}: {title}, {customers}, {rows} rows of activity, {first_month} to {last_month}",
        built=f"{day_short(book.built_at)}, {book.built_at:%H:%M}", source=book.origin, title=book.title,
        customers=_customers(customers.now if customers else 0), rows=number(rows.now if rows else 0),
        first_month=month_short(book.first_month), last_month=month_short(book.last_month)))
    totals = "; ".join(f"{heading(each.measure)} {_written(each.now)}" for each in book.amounts)
    if totals:
        print(f"    {totals}")
    print_comparison(book)


def _customers(count: float) -> str:
    return ngettext("{count} customer", "{count} customers", int(count))


def _difference(amount: Difference) -> str:
    if amount.before is None:
        return _("{measure} {now} (none before)", measure=heading(amount.measure), now=_written(amount.now))
    return _("{measure} {now} ({before} before)", measure=heading(amount.measure), now=_written(amount.now),
             before=_written(amount.before))


def _written(amount: float) -> str:
    return number(amount, decimals=0 if amount == round(amount) else 2)
