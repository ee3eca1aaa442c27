"""The book of a permit: made of the rows that may be seen, by the SQL of every other book, and kept beside the bank's.

Nothing that a permit hides is in its file: whoever reads it, by whatever way, cannot come upon it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import threading
import time
from functools import cache
from pathlib import Path

import duckdb

from crm_core import CannotAnswer, contract, marts
from crm_core.engines import DuckDBEngine
from crm_core.intake.quality import measure_activity, write_quality
from crm_core.intake.report_tables import REPORT_TABLES
from crm_core.language import _
from crm_core.limited_books.book import LimitedBook, caveat_of, forget
from crm_core.limited_books.coarse import KINDS, make_coarse
from crm_core.limited_books.groups import keep_large_groups
from crm_core.limited_books.rows import STRANGE_PLACES, condition, quoted, seen
from crm_core.limited_books.value_steps import keep_value_steps
from crm_core.permit import LIMITED_FOLDER, Permit
from crm_core.single_months import STAYED
from crm_core.warehouse import Book, BookUnavailable, Shelf, book_names
from crm_core.warehouse.faults import BeingBuilt
from crm_core.warehouse.on_disk import PRIVATE_FOLDER, make_private

_AS_IT_IS = ("book_terms", "book_caveats", "open_month")
"""What every figure is reckoned with, and what must be known of it."""
OF_ALL_THE_DATA = (
    "book_files", "book_totals", "book_rejections", "book_comparison", "book_unused", "book_duplicates", "quarantine",
    "suspicions", "derivations", "controls", "book_quality_checks", "book_quality_periods", "book_quality_history",
)
"""The account of how the data was loaded: a part of it would say that nothing was rejected."""
_MEMORY = "2GB"
_SECONDS = 600.0
"""How long somebody waits for another program that makes the same book."""
_BETWEEN_LOOKS = 0.2
_making = threading.Lock()


def limited_shelf(bank: Shelf, permit: Permit) -> Shelf:
    """Where the books of a permit lie, readable by nobody else on the machine."""
    return Shelf(bank.folder / LIMITED_FOLDER / permit.mark)


def open_limited(bank: Shelf, permit: Permit) -> LimitedBook:
    """The book of `permit` made of the bank's current book; the first time it is made, later opened. One that is
    damaged is made anew: nothing is in it that the bank's book has not.

    Raises CannotAnswer where the permit fits no customer or the book cannot be made of what is there, BookUnavailable
    where there is no book at all.
    """
    with bank.open() as whole:
        mark, shelf = _fingerprint(whole, permit), limited_shelf(bank, permit)
        try:
            return LimitedBook(_made(whole, shelf, permit, mark), permit, shelf)
        except BookUnavailable:
            forget(shelf)
            return LimitedBook(_made(whole, shelf, permit, mark), permit, shelf)


def _made(whole: Book, shelf: Shelf, permit: Permit, mark: str) -> Path:
    """The file that the pointer of the shelf names, if it is of this mark; else it is made."""
    if path := _of_mark(shelf, mark):
        return path
    with _making:
        shelf.folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        make_private(shelf.folder.parent)
        deadline = time.monotonic() + _SECONDS
        while (path := _of_mark(shelf, mark)) is None:
            try:
                with shelf.building() as draft:
                    _write(whole, draft, permit, mark)
                    published = shelf.publish(mark)
                    for earlier in shelf.books():  # who has one open reads on; nobody opens it again
                        if earlier != published:
                            earlier.unlink(missing_ok=True)
            except BeingBuilt:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_BETWEEN_LOOKS)
        return path


def _of_mark(shelf: Shelf, mark: str) -> Path | None:
    name = shelf.current_or_none()
    return next((path for path in book_names.alike(shelf.folder, mark) if path.name == name and path.is_file()), None)


def _write(whole: Book, draft: Path, permit: Permit, mark: str) -> None:
    """An executive's book is a copy of the tables that it keeps: what is dropped from a file is still in its blocks."""
    first = draft if permit.sees_customers else draft.with_name(f"{draft.name}.whole")
    with contextlib.closing(_opened(first)) as connection:
        connection.execute(f"attach {quoted(str(whole.path))} as bank (read_only)")
        _refuse_stayed(connection)
        _copy(connection, permit)
        engine = DuckDBEngine(connection)
        marts.build(engine)
        _stamp(connection, mark)
        if permit.sees_customers:
            measure_activity(engine)
            write_quality(connection, today=dt.datetime.now(dt.UTC).date())
            for name in OF_ALL_THE_DATA:
                connection.execute(f"drop table if exists {name}")
        else:
            connection.execute(f"attach {quoted(str(draft))} as kept")
            keep_large_groups(connection, permit.smallest_group)
            keep_value_steps(connection, permit.smallest_group)
            connection.execute("detach kept")
        connection.execute("detach bank")
    make_private(draft)
    make_private(first)


def _opened(path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(path), config={"memory_limit": _MEMORY, "temp_directory": f"{path}.spill",
                                                   "autoinstall_known_extensions": "false",
                                                   "autoload_known_extensions": "false"})
    connection.execute("set enable_progress_bar = false")
    return connection


def _copy(connection: duckdb.DuckDBPyConnection, permit: Permit) -> None:
    """The source tables, customers first, as all others hang on them."""
    for table in contract.TABLES.values():
        connection.execute(table.ddl())
    connection.execute(REPORT_TABLES)
    for name in _AS_IT_IS:
        connection.execute(f"create table {name} as select * from bank.main.{name}")
    connection.execute("insert into book_caveats values (0, ?, ?)", list(caveat_of(permit)))
    _fill(connection, "customers", permit)
    if not connection.execute("select count(*) from customers").fetchall()[0][0]:
        raise CannotAnswer(_("No customer of the data is among those that you may see ({permit}). A steward can change "
                             "that on the Data page.", permit=permit.words))
    for name, select in seen(permit).items():
        connection.execute(f"create temp table {name} as {select}")
    if not permit.sees_customers:
        connection.execute(KINDS)
    for name in contract.TABLES:
        if name != "customers":
            _fill(connection, name, permit)
    if not permit.sees_customers:
        make_coarse(connection, permit.smallest_group)
    for statement in STRANGE_PLACES:
        connection.execute(statement)


def _fill(connection: duckdb.DuckDBPyConnection, table: str, permit: Permit) -> None:
    connection.execute(f'insert into "{table}" by name select * from bank.main."{table}" '
                       f"where {condition(table, permit)}")


def _refuse_stayed(connection: duckdb.DuckDBPyConnection) -> None:
    of_bank = connection.cursor()  # with a `use` of its own
    of_bank.execute("use bank")
    if of_bank.execute(STAYED.sql).fetchall()[0][0]:
        raise CannotAnswer(_("What you may see is made from single months of customers, which stayed in the lakehouse. "
                             "Whoever builds the data can add --with-activity."))


def _stamp(connection: duckdb.DuckDBPyConnection, mark: str) -> None:
    """`book_info`: the bank's own, with what can be counted counted anew."""
    connection.execute(
        """create table book_info as select * replace (
            $mark as fingerprint,
            $built_at as built_at,
            (select count(*) from customers) as customers,
            (select cast(coalesce(sum(activity_rows), 0) as bigint) from activity_months) as activity_rows,
            0 as rejected_rows
        ) from bank.main.book_info""",
        {"mark": mark, "built_at": dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)})


def _fingerprint(whole: Book, permit: Permit) -> str:
    made_by = hashlib.sha256(f"{whole.fingerprint}|{permit.mark}".encode() + _code())
    return made_by.hexdigest()[:16]


@cache
def _code() -> bytes:
    """A hash of the code that makes limited books."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()
