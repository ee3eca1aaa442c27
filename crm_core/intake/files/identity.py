"""Columns of the customers' files that tell who somebody is: read to find duplicates, and never kept in a book."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

import duckdb
import pandas as pd

from crm_core import contract
from crm_core.intake import derivations
from crm_core.intake.draft import Draft
from crm_core.intake.duplicates import (
    COLUMNS,
    IDENTITY,
    LIKELY,
    Duplicates,
    SameCustomers,
    likely_duplicates,
    undecided,
)
from crm_core.intake.files.folder import Source
from crm_core.intake.files.select import quoted
from crm_core.intake.files.shape import Shape
from crm_core.intake.files.staged import Staged
from crm_core.intake.files.values import key_of
from crm_core.language import N_
from crm_core.language.stored import stored

MAX_AT_BUILD = 100_000
"""Customers among whom a build looks for duplicates: more take minutes, which `duplicates` may and a build may not."""

_COMPARED = N_("{columns} of {file} were read to find likely duplicates; the book does not keep them, except as "
               "they stand in rejected rows.")
_HELD = ("customer_id", *(name for name in COLUMNS if name != "customer_id" and name not in IDENTITY))


def identity_columns(part: Staged) -> dict[str, str]:
    """Of a file of customers, by column of `IDENTITY`: theirs, as the recipe names it or as it names itself."""
    named, shape = part.source.file_format.identity, part.source.file_format.shape
    if part.source.is_listed or "customer_id" in {*shape.joined, *shape.lookup}:
        return {}
    own = {each.strip().lower(): each for each in part.account.header.extra}
    return {**{name: own[name] for name in IDENTITY if name in own}, **named}


def enter_duplicates(draft: Draft, same: SameCustomers, parts: Sequence[Staged],
                     stage: Callable[[Source], AbstractContextManager[Staged]], *, tick: Callable[[], None]) -> None:
    """Write `book_duplicates`: likely duplicates among the customers of the draft that were not decided yet. `tick` is
    called again and again, and may raise to stop."""
    tick()
    customers = draft.connection.execute("select count(*) from customers").fetchall()[0][0]
    if customers > MAX_AT_BUILD:
        return
    for part in parts:
        if names := identity_columns(part):
            derivations.state(draft.connection, "customers", stored(_COMPARED, columns=", ".join(names.values()),
                                                                    file=part.source.name))
    found = found_in(draft.connection, same, parts, stage, tick=tick, cancel=draft.cancel).pairs
    draft.connection.register("found_pairs", found)
    draft.connection.execute("insert into book_duplicates select customer_id, same_as, probability, findings "
                             "from found_pairs")
    draft.connection.unregister("found_pairs")


def found_in(connection: duckdb.DuckDBPyConnection, same: SameCustomers, parts: Sequence[Staged],
             stage: Callable[[Source], AbstractContextManager[Staged]], *, least: float = LIKELY,
             tick: Callable[[], None] = lambda: None, cancel: Callable[[], bool] | None = None) -> Duplicates:
    """The likely duplicates among the customers of a draft that `same` has not decided."""
    customers = comparable(connection, parts, stage)
    return undecided(likely_duplicates(customers, least=least, tick=tick, cancel=cancel), same)


def comparable(connection: duckdb.DuckDBPyConnection, parts: Sequence[Staged],
               stage: Callable[[Source], AbstractContextManager[Staged]]) -> pd.DataFrame:
    """The customers of a draft as duplicates are looked for: what the book holds of them, and beside it what their
    files say of who they are. `stage` makes a source readable again.

    Raises BuildRefused when a column that the recipe names is not there.
    """
    held = connection.execute(f"select {', '.join(_HELD)} from customers order by customer_id").df()
    rows = [_identity(connection, part, names, stage) for part in parts if (names := identity_columns(part))]
    if not rows:
        return held
    told = pd.concat(rows, ignore_index=True).drop_duplicates("customer_id", keep="last")
    return held.merge(told, on="customer_id", how="left")


def _identity(connection: duckdb.DuckDBPyConnection, part: Staged, names: dict[str, str],
              stage: Callable[[Source], AbstractContextManager[Staged]]) -> pd.DataFrame:
    source = part.source
    id_column = source.file_format.columns.get("customer_id", "customer_id")
    columns = tuple(contract.Column(name, "text", "", "", required=name == "customer_id" or
                                    name in source.file_format.identity) for name in ("customer_id", *names))
    again = replace(
        source, table=contract.Table("customers", "", "", columns), lookups={},
        file_format=replace(source.file_format, columns={"customer_id": id_column, **names}, fixed={}, values={},
                            shape=Shape()))
    with stage(again) as staged:
        positions = staged.account.header.positions
        texts = ", ".join(f"nullif(trim(v{positions[name]}), '') as {quoted(name)}"
                          for name in names if name in positions)
        key = key_of(f"v{positions['customer_id']}")
        return connection.execute(f"select {key} as customer_id, {texts} from ({staged.rows.sql})",
                                  staged.rows.values).df()
