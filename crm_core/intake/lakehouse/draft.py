"""A book whose marts are made on an engine elsewhere, and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from crm_core import contract, marts
from crm_core.engines.spark_files import local_copy
from crm_core.intake.draft import Draft, Progress
from crm_core.intake.files.select import quoted
from crm_core.intake.open_month import SIZES
from crm_core.intake.quality import ACTIVITY, measure_activity

if TYPE_CHECKING:
    from crm_core.engines.spark import SparkEngine

STAYS = "activity"
"""The table of the contract that stays in the lakehouse unless it is asked for: customer × product × month."""
MAX_QUARANTINED = 100_000
"""Rejected rows of a table that the book holds; all of them lie beside its marts, in `rejected_<table>`."""


@dataclass
class LakehouseDraft(Draft):
    """A draft whose source tables were judged on `spark` as `judged_<table>`."""

    spark: SparkEngine | None = None
    with_activity: bool = False
    accepted: dict[str, int] = field(default_factory=dict)
    """The rows of each table that nothing speaks against."""

    @property
    def engine(self) -> SparkEngine:
        if self.spark is None:
            raise ValueError("A draft of a lakehouse needs its engine.")
        return self.spark

    def bring_sources(self) -> None:
        """Insert the accepted rows of all tables that come along, and as many rejected ones as a book holds."""
        for name in self.accepted:
            columns = ", ".join(map(quoted, contract.TABLES[name].names))
            if name != STAYS or self.with_activity:
                self._execute(f"insert into {name} select {columns} from {{}} where reasons is null", f"judged_{name}")
            if f"rejected_{name}" in self.engine.parts:
                self._execute(f"insert into quarantine select '{name}', file, line, raw, reasons from {{}} "
                              f"order by file, line limit {MAX_QUARANTINED}", f"rejected_{name}")

    def _count(self, table: str) -> int:
        return self.accepted.get(table, 0)

    def _month_sizes(self) -> pd.DataFrame:
        self.engine.make("month_sizes", SIZES.sql)
        return self.connection.execute(f"select * from {self._read('month_sizes')} order by month").df()

    def _make_marts(self, progress: Progress) -> None:
        self._lend("open_month")
        self._lend("book_terms")
        marts.build(self.engine, progress=progress)
        measure_activity(self.engine)
        for name in (*(each for each in marts.ALL if each in self.engine.parts), ACTIVITY):
            self._execute(f"create table {name} as select {marts.as_read(name)} from {{}}", name)
        for name in marts.VIEWS:
            self.connection.execute(f"create view {name} as {marts.select(name)}")

    def _lend(self, name: str) -> None:
        """Make a small table of the book on the engine: one of a row, or of none."""
        rows = self.connection.execute(f"select * from {name}")
        columns = [(each[0], str(each[1])) for each in rows.description]
        values = rows.fetchone()
        names = [f"cast(${column} as {kind}) as {column}" for column, kind in columns]
        empty = "" if values else " where 1 = 0"
        self.engine.make(name, f"select {', '.join(names)} from (select 1 as one) as row{empty}",
                         dict(zip((column for column, _kind in columns), values or [None] * len(columns), strict=True)))

    def _execute(self, sql: str, name: str) -> None:
        self.connection.execute(sql.format(self._read(name)))

    def _read(self, name: str) -> str:
        """SQL of the rows of a table of the engine, in the order in which it was written."""
        places = [local_copy(self.engine.session, place, Path(f"{self.shelf.draft}.{name}.{number}"))
                  for number, place in enumerate(self.engine.parts[name])]
        return f"read_parquet({_listed([f'{place}/*.parquet' for place in places])})"


def _listed(paths: Sequence[str]) -> str:
    """A list of texts as SQL writes it."""
    return "[" + ", ".join("'" + path.replace("'", "''") + "'" for path in paths) + "]"
