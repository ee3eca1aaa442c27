"""The approved scheme applied to a book: every customer's tier, by the stability rule from the one before, kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pandas as pd

from crm_core.rooms import tiers
from crm_core.scope import Scope
from crm_core.tier_register.folder import RegisterFolder
from crm_core.tier_register.register import KEY, Assigned, Basis, Counts, Register, connected
from crm_core.warehouse import Book

_YEAR = 12
"""Months after which a customer has waited, where the book does not say where they stood a year ago."""

_THEN = """
select former.tier, former.due_tier, former.waiting_since
from asked left join read_parquet(?) as former on asked.customer_id = former.customer_id and former.tier <> ''
order by asked.place
"""
_ASSIGNED = """
create table assigned (customer_id varchar, tier varchar, due_tier varchar, contribution double)
"""
_KEPT = """
select now.customer_id, now.tier, now.due_tier, now.contribution,
    coalesce(former.tier, '') as previous_tier,
    case when now_order.level = then_order.level then former.since else $month end as since,
    case
        when now.tier = now.due_tier then null
        when former.waiting_since is not null and former.tier = now.tier and $same_scheme
            and sign(due_order.level - now_order.level) = sign(then_due.level - then_order.level)
        then former.waiting_since
        else $month
    end as waiting_since,
    case
        when not $compared then ''
        when former.tier is null then 'new'
        when now_order.level < then_order.level then 'up'
        when now_order.level > then_order.level then 'down'
        else 'same'
    end as direction
from assigned as now
left join earlier as former on now.customer_id = former.customer_id
left join orders_now as now_order on now.tier = now_order.name
left join orders_now as due_order on now.due_tier = due_order.name
left join orders_then as then_order on former.tier = then_order.name
left join orders_then as then_due on former.due_tier = then_due.name
union all
select former.customer_id, '', '', former.contribution, former.tier, $month, null, 'left'
from earlier as former
anti join assigned as now on former.customer_id = now.customer_id
where $compared
order by customer_id
"""
_EARLIER = "select * from read_parquet('{file}') where tier <> ''"
_NOBODY = """
select '' as customer_id, '' as tier, '' as due_tier, 0.0 as contribution, null::date as since,
    null::date as waiting_since where false
"""


def bring_up_to_date(book: Book, books: Path, scheme: str, scheme_name: str) -> Register:
    """The register of the approved scheme, as JSON text, on this book; made when there is none yet, and then in use.

    It begins from the one that was in use. Raises SchemeRefused for a text that is none of ours, RegisterBusy while
    another program assigns, CannotAnswer when the book has no such thresholds or nothing can be written.
    """
    folder = RegisterFolder(books)
    wanted, in_use = folder.file(book.fingerprint, scheme), folder.in_use()
    if in_use is not None and in_use.path == wanted:
        return in_use
    now = Assigned(book.fingerprint, str(book.info["title"]), book.info["last_month"].date(), scheme, scheme_name)
    with folder.writing() as draft:
        in_use = folder.in_use()
        if wanted.is_file():
            folder.use(wanted)
            return Register.read(wanted)
        register = _written(book, now, in_use, draft, folder)
        folder.keep(draft, wanted)
    return register


def _written(book: Book, now: Assigned, before: Register | None, draft: Path,
             folder: RegisterFolder) -> Register:
    scheme = tiers.from_json(now.scheme)
    read = book.reader(Scope())
    basis: Basis = "first" if before is None else "older" if now.last_month < before.now.last_month else "compared"
    with connected() as connection:
        connection.execute(f"set temp_directory = '{_quoted(folder.spill)}'")
        connection.execute(_ASSIGNED)
        if before is not None and basis == "compared" and not _has_known(connection, book, before):
            basis = "strangers"
        begun_from = before if basis == "compared" else None
        names_then = tiers.from_json(begun_from.now.scheme).names if begun_from else ()
        standing = _standing(connection, begun_from, now.last_month, names_then) if begun_from else None
        _insert(connection, tiers.assigned(read, scheme, standing=standing, names_then=names_then))
        _order(connection, names_then, scheme.names)
        connection.execute("create table register as " + _kept(begun_from, now))
        register = Register(folder.file(now.fingerprint, now.scheme), now, basis,
                            _counts(connection, is_compared=begun_from is not None), before.now if before else None)
        connection.execute(f"copy register to '{_quoted(draft)}' (format parquet, compression zstd, "
                           f"kv_metadata {{{KEY}: '{_quoted(register.facts)}'}})")
    return register


def _quoted(text: object) -> str:
    """`text` inside the quotes of SQL: the options of `copy` take no parameters."""
    return str(text).replace("'", "''")


def _has_known(connection: duckdb.DuckDBPyConnection, book: Book, before: Register) -> bool:
    """Whether the book has any customer of the register before."""
    some = connection.execute("select customer_id from read_parquet(?) where tier <> '' using sample 1000 rows "
                              "(reservoir, 1)", [str(before.path)]).df()["customer_id"].tolist()
    return not some or len(tiers.known_among(book.reader(Scope()), some)) > 0


def _standing(connection: duckdb.DuckDBPyConnection, before: Register, month: dt.date,
              names: tuple[str, ...]) -> Callable[[pd.Series], pd.DataFrame]:
    """What customers stood in, from the register before."""
    place = {name: number for number, name in enumerate(names)}

    def standing(customers: pd.Series) -> pd.DataFrame:
        connection.register("asked", pd.DataFrame({"customer_id": customers, "place": range(len(customers))}))
        then = connection.execute(_THEN, [str(before.path)]).df()
        since = pd.to_datetime(then["waiting_since"])
        months = _YEAR * (month.year - since.dt.year) + month.month - since.dt.month
        due = (then["tier"].map(place) - then["due_tier"].map(place)).fillna(0)  # above 0: due for a better one
        way = (due > 0).astype(int) - (due < 0).astype(int)
        return pd.DataFrame({"tier": then["tier"].fillna(""), "has_waited": way.where(months >= _YEAR, 0)})

    return standing


def _insert(connection: duckdb.DuckDBPyConnection, slices: Iterator[pd.DataFrame]) -> None:
    for rows in slices:
        connection.register("one_slice", rows)
        connection.execute("insert into assigned select customer_id, tier, due_tier, contribution from one_slice")
        connection.unregister("one_slice")


def _order(connection: duckdb.DuckDBPyConnection, names_then: tuple[str, ...], names_now: tuple[str, ...]) -> None:
    """Both schemes' tiers on one scale."""
    for name, order in zip(("orders_then", "orders_now"), tiers.order_of(names_then, names_now), strict=True):
        connection.execute(f"create table {name} (name varchar, level double)")
        if order:
            connection.executemany(f"insert into {name} values (?, ?)", [list(each) for each in order.items()])


def _kept(before: Register | None, now: Assigned) -> str:
    """The statement of the register's rows. Its values are a month and two flags: a table is made of no parameters."""
    earlier = _EARLIER.format(file=_quoted(before.path)) if before else _NOBODY
    values = {"$month": f"date '{now.last_month.isoformat()}'", "$compared": str(before is not None).lower(),
              "$same_scheme": str(before is not None and before.now.scheme == now.scheme).lower()}
    rows = _KEPT
    for name, value in values.items():
        rows = rows.replace(name, value)
    return f"with earlier as ({earlier}) {rows}"


def _counts(connection: duckdb.DuckDBPyConnection, *, is_compared: bool) -> Counts:
    ways = dict(connection.execute("select direction, count(*) from register group by direction").fetchall())
    customers, waiting = connection.execute(
        "select count(*), count(waiting_since) from register where tier <> ''").fetchall()[0]
    if not is_compared:
        return Counts(customers, waiting=waiting)
    return Counts(customers, ways.get("up", 0), ways.get("down", 0), ways.get("new", 0), ways.get("left", 0), waiting)
