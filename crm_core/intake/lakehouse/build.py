"""Tables of a lakehouse become the book in use: judged and counted on Spark, and only what pages read brought back."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from crm_core import contract
from crm_core.engines.spark import SparkEngine
from crm_core.engines.spark_files import remove
from crm_core.intake.draft import Progress, Published, Review, drafting, nothing_to_say
from crm_core.intake.files.build import load_order
from crm_core.intake.files.mapping import BankMapping
from crm_core.intake.files.select import quoted
from crm_core.intake.fingerprint import fingerprint
from crm_core.intake.lakehouse.account import account
from crm_core.intake.lakehouse.copies import Copies
from crm_core.intake.lakehouse.draft import STAYS, LakehouseDraft
from crm_core.intake.lakehouse.rules import judged
from crm_core.intake.lakehouse.sources import SourceTable, find_tables
from crm_core.language import N_, _
from crm_core.language.stored import stored
from crm_core.warehouse import Shelf

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_STAYED = N_("The months of single customers stayed in the lakehouse: every figure is made from them, the page of a "
             "customer shows years only, and what is counted by month or product takes no segment.")


def build_lakehouse(session: SparkSession, address: str, shelf: Shelf, *, mapping: BankMapping, kind: str = "parquet",
                    work: str = "", with_activity: bool = False, accept_rejected: bool = False,
                    progress: Progress = lambda label, fraction: None, memory_limit: str = "4GB",
                    threads: int | None = None, review: Review = nothing_to_say) -> Published:
    """Build and publish a book from the tables at `address` (`find_tables`), under the terms of `mapping`.

    The rows are judged by the contract and the marts are made in `work`, an address that the cluster and this program
    reach (default: a folder beside the books); what a build left there that was broken off is not made again. At the
    end only the rejected rows with their reasons are left, in `rejected_<table>`. `with_activity` brings back the
    months of single customers too. Raises BuildRefused, TooMuchRejected and EngineFailed; the book in use is then as
    it was.
    """
    progress(_("Tables of the lakehouse"), 0.0)
    folder = work.rstrip("/") or str(shelf.folder / "lakehouse")
    copies = None if "://" in folder else Copies(Path(folder) / "versions", memory_limit, threads)
    sources = find_tables(session, address, kind, copies)
    content_hash = hashlib.sha256(repr([(name, source.version) for name, source in sources.items()]
                                       + [with_activity]).encode() + mapping.content).hexdigest()
    today = dt.datetime.now(dt.UTC).date()
    mark = fingerprint(content_hash, "lakehouse", mapping.terms, of_the_day=str(today))
    place = f"{folder}/{mark}"
    spark = SparkEngine(session, place)
    make = partial(LakehouseDraft, spark=spark, with_activity=with_activity)
    with drafting(shelf, source="lakehouse", terms=mapping.terms, progress=progress, memory_limit=memory_limit,
                  threads=threads, max_rejected=None if accept_rejected else mapping.max_rejected, review=review,
                  make=make) as draft:
        assert isinstance(draft, LakehouseDraft)  # noqa: S101
        for number, name in enumerate(load_order(sources)):
            draft.loading(name, number / len(sources))
            _judge(draft, sources[name], sources)
        for name in contract.TABLES:
            _call_by_name(spark, name, is_there=name in sources)
        draft.bring_sources()
        if not with_activity:
            draft.connection.execute("insert into derivations values (?, ?)", [STAYS, stored(_STAYED)])
        published = draft.finish(content_hash)
    for name in spark.written:
        if not name.startswith("rejected_"):
            remove(session, f"{place}/{name}")
    if copies:
        copies.remove(source.version for source in sources.values())
    return published


def _judge(draft: LakehouseDraft, source: SourceTable, sources: Mapping[str, SourceTable]) -> None:
    """Judge the rows of one table, and account for each."""
    name, spark = source.table.name, draft.engine
    select = judged(source.table, source.columns, _known(source.table, sources))
    spark.make(f"judged_{name}", select.sql, select.values)
    entry = account(draft, source)
    draft.accepted[name] = entry.accepted
    if entry.rejected:
        spark.make(f"rejected_{name}", f"select file, line, raw, reasons from judged_{name} where reasons is not null")
    columns = ", ".join(map(quoted, source.table.names))
    spark.define(name, f"select {columns} from judged_{name} where reasons is null")
    if source.extra:
        draft.connection.execute("insert into book_unused values (?, ?, ?)",
                                 [name, source.file, ", ".join(source.extra)])


def _known(table: contract.Table, sources: Collection[str]) -> frozenset[str]:
    """The tables that `table` refers to and that were brought."""
    return frozenset({column.refers_to.split(".")[0] for column in table.columns if column.refers_to} & set(sources))


def _call_by_name(spark: SparkEngine, name: str, *, is_there: bool) -> None:
    """What the marts read under the contract's name: an empty table where none was brought, customers of no stated
    region or type as a group of their own (`intake/derivations.py`)."""
    table = contract.TABLES[name]
    if not is_there:
        columns = ", ".join(f"cast(null as {column.sql_type}) as {quoted(column.name)}" for column in table.columns)
        spark.define(name, f"select {columns} from (select 1 as one) as row where 1 = 0")
    elif name == "customers":
        columns = ", ".join(f"coalesce({each}, '{contract.UNSTATED}') as {each}"
                            if each in ("region_id", "customer_type") else quoted(each) for each in table.names)
        spark.define(name, f"select {columns} from judged_{name} where reasons is null")
