"""What a book says of the figures that were worked out from its files: how, and from how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crm_core import contract
from crm_core.intake import derivations
from crm_core.intake.draft import Draft, SourceFile
from crm_core.intake.files.row_filter import rule
from crm_core.intake.files.shape import ABSOLUTE, Shape
from crm_core.intake.files.staged import Staged
from crm_core.language import N_
from crm_core.language.stored import stored

_ADDED = {
    "movement": N_("Activity was added up from {rows_count} movements of {file}, by customer, product and month."),
    "account": N_("Activity was added up from {rows_count} accounts of {file}, by customer and product."),
    "account-month": N_("Activity was added up from {rows_count} rows of {file}, one an account and month, by customer "
                        "and product."),
}
_DERIVED = {
    "customers": N_("Customers derived from {rows_count} rows of {file}: {made_count}."),
    "products": N_("Products derived from {rows_count} rows of {file}: {made_count}."),
}
_MONTH = N_("The balances of {file} are those of one day; they stand for {month}.")
_DAY = N_("The amounts of {file} stand for the month of their date.")
_JOINED = N_("The date of joining is the first date of the customer in {file}; the bank does not state it.")
_TIMES = N_("{column} of {file} is {first} × {second}, row by row.")
_TOGETHER = N_("{column} of {file} is put together from {columns}.")
_LOOKED_UP = N_("{column} of {file} was looked up in {other} by {key}.")
_UNPIVOTED = N_("{columns_count} columns of {file} became rows of {column} each: {columns}.")
_ABSOLUTE = N_("Amounts of {file} were added up without their signs: what moved, whichever way.")
_NET = N_("Amounts of {file} were added up with their signs: money in and out was set off.")
_COUNTED = N_("Transactions are the movements of {file}.")
_COUNTED_BY = N_("Transactions are the different values of {column} in {file}.")
_LEFT_OUT = N_("Rows of {file} that the recipe leaves out: {left_count} ({rule}).")
_FIXED = N_("{column} is {value} for every row of {file}: the recipe says so, not the file.")
_LISTED = N_("Products described in {file}, not in a file of the bank: {rows_count}.")


def state(draft: Draft, table: contract.Table, parts: Sequence[Staged]) -> None:
    """Enter in the book's `derivations` what was worked out for `table`, and from which of its `parts`."""
    accounts = [entry for entry in draft.files if entry.table_name == table.name]
    for part, account in zip(parts, accounts, strict=True):
        for sentence in _sentences(draft, table, part, account):
            derivations.state(draft.connection, table.name, sentence)


def _sentences(draft: Draft, table: contract.Table, part: Staged, entry: SourceFile) -> Iterator[str]:
    file_format, file = part.source.file_format, part.source.name
    shape, positions = file_format.shape, part.account.header.positions
    if part.source.is_listed:
        yield stored(_LISTED, rows_count=entry.accepted, file=file)
        return
    if table.name == "activity" and shape.row in _ADDED:
        yield stored(_ADDED[shape.row], rows_count=entry.accepted, file=file)
    if table.name in _DERIVED and shape.adds_up(table.name):
        made = draft.connection.execute(f"select count(*) from {table.name}").fetchall()[0][0]
        yield stored(_DERIVED[table.name], made_count=made, rows_count=entry.accepted, file=file)
        if table.name == "customers" and "joined_on" in positions:
            yield stored(_JOINED, file=file)
    if part.account.left_out:
        yield stored(_LEFT_OUT, left_count=part.account.left_out, file=file, rule=rule(file_format))
    yield from _dates(table, part)
    yield from _columns(part)
    if shape.row == "movement" and table.name == "activity":
        yield from _movements(draft, shape, part)
    for column, value in file_format.fixed.items():
        if column != "month":
            yield stored(_FIXED, column=column, value=value, file=file)


def _dates(table: contract.Table, part: Staged) -> Iterator[str]:
    file_format, file = part.source.file_format, part.source.name
    if table.name != "activity":
        return
    if "month" in file_format.fixed:
        yield stored(_MONTH, file=file, month=file_format.fixed["month"])
    elif file_format.shape.row in {"account", "customer"} and "month" in part.account.header.positions:
        yield stored(_DAY, file=file)


def _columns(part: Staged) -> Iterator[str]:
    shape, file = part.source.file_format.shape, part.source.name
    for column, (first, second) in shape.times.items():
        yield stored(_TIMES, column=column, file=file, first=first, second=second)
    for column, columns in shape.joined.items():
        yield stored(_TOGETHER, column=column, file=file, columns=", ".join(columns))
    for column, lookup in shape.lookup.items():
        yield stored(_LOOKED_UP, column=column, file=file, other=part.source.lookups[column].name, key=lookup.key)
    if shape.unpivot:
        yield stored(_UNPIVOTED, columns_count=len(shape.unpivot.columns), file=file, column=shape.unpivot.values,
                     columns=", ".join(shape.unpivot.columns))


def _movements(draft: Draft, shape: Shape, part: Staged) -> Iterator[str]:
    file = part.source.name
    negative = draft.connection.execute("select count(*) from activity where turnover < 0").fetchall()[0][0]
    if shape.amounts == ABSOLUTE:
        yield stored(_ABSOLUTE, file=file)
    elif negative:
        yield stored(_NET, file=file)
    if "transactions" in part.account.header.positions or "transactions" in part.source.file_format.fixed:
        return
    yield stored(_COUNTED_BY, column=shape.count, file=file) if shape.count else stored(_COUNTED, file=file)
