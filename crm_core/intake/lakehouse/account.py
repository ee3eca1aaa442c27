"""What became of the rows of one table, and of its amounts: counted on the engine, entered in the build's report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from crm_core import contract
from crm_core.intake.draft import SourceFile
from crm_core.intake.files.amounts import is_added_up
from crm_core.intake.files.select import quoted
from crm_core.intake.rejections import CUSTOMERS

if TYPE_CHECKING:
    from crm_core.intake.lakehouse.draft import LakehouseDraft
    from crm_core.intake.lakehouse.sources import SourceTable

_ENTER = "insert into book_totals values (?, ?, ?, ?, ?, ?, 0)"


def account(draft: LakehouseDraft, source: SourceTable) -> SourceFile:
    """Enter the lines of a judged table, which must add up, and the sums of its amounts before and after."""
    table = source.table
    amounts = [column for column in table.columns if is_added_up(column) and column.name in source.columns]
    has_customers = "customer_id" in table.names
    asked = ["count(*)", "count(case when reasons is null then 1 end)",
             "count(case when reasons is not null then 1 end)"]
    asked += [sql for column in amounts for sql in _sums(column)]
    if has_customers:
        asked += ["count(distinct customer_id)", "count(distinct case when reasons is null then customer_id end)"]
    columns = ", ".join(f"{sql} as c{number}" for number, sql in enumerate(asked))
    rows, accepted, rejected, *rest = draft.engine.rows(f"select {columns} from judged_{table.name}")[0]
    entry = SourceFile(table.name, source.file, int(rows), 0, int(accepted), int(rejected), 0, source.version)
    draft.account(entry)
    if has_customers:
        before, after = rest[-2:]
        _enter(draft, source, [CUSTOMERS, before, after, 1 - after / before if before else 0.0])
    for place, column in enumerate(amounts):
        values, before, after, size, lost = rest[5 * place:5 * place + 5]
        if values:
            share = float(lost or 0) / float(size) if size else 0.0
            _enter(draft, source, [column.name, round(float(before), 6), round(float(after or 0), 6), share])
    return entry


def _enter(draft: LakehouseDraft, source: SourceTable, total: Sequence[Any]) -> None:
    """One row of `book_totals`: measure, before, after, rejected_share."""
    draft.connection.execute(_ENTER, [source.table.name, source.file, *total])


def _sums(column: contract.Column) -> tuple[str, ...]:
    """Values, their sum, that of sound rows, the absolute sum, that of rejected rows; of decimals, whatever the
    order."""
    name = quoted(column.name)
    if column.kind == "number":
        name = f"cast({name} as decimal(28, 6))"
    return (f"count({name})", f"sum({name})", f"sum(case when reasons is null then {name} end)", f"sum(abs({name}))",
            f"sum(case when reasons is not null then abs({name}) end)")
