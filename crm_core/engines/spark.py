"""Marts as Parquet in a folder that Spark writes: one folder a table, and in it one a statement that filled it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from crm_core.engines.dialects import written_for
from crm_core.engines.engine import Values
from crm_core.engines.spark_faults import naming
from crm_core.engines.spark_files import exists

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_FROM = re.compile(r"\bfrom (\w+)")
_WHOLE = "_SUCCESS"
"""What Spark writes into a folder last."""


class SparkEngine:
    """The engine of many machines. `folder` is any address that all of them reach: a path, s3a://…, abfss://….

    Every statement writes a folder of its own, so that one which fails leaves nothing of itself among the rows of
    another; and what a build that was broken off has written whole is not written again, so `folder` must be that of
    the same statements over the same sources. Whatever goes wrong is EngineFailed, with the table it befell.
    """

    def __init__(self, session: SparkSession, folder: str) -> None:
        self.session, self.folder = session, folder
        self.parts: dict[str, list[str]] = defaultdict(list)
        """The folders of each table that there is."""
        self._statements: Counter[str] = Counter()

    @property
    def written(self) -> tuple[str, ...]:
        """The names of all folders of tables that were written, forgotten ones among them."""
        return tuple(self._statements)

    def make(self, name: str, sql: str, values: Values | None = None) -> None:
        self.parts.pop(name, None)
        self.append(name, sql, values)

    def append(self, name: str, sql: str, values: Values | None = None) -> None:
        place = f"{self.folder}/{name}/{self._statements[name]}"
        self._statements[name] += 1
        with naming(name):
            rows = self._selected(sql, values)
            if not exists(self.session, f"{place}/{_WHOLE}"):
                rows.write.mode("overwrite").parquet(place)
            self.parts[name].append(place)
            # Told the columns, Spark need not look for them in every file that it has just written.
            self.session.read.schema(rows.schema).parquet(*self.parts[name]).createOrReplaceTempView(name)

    def define(self, name: str, sql: str) -> None:
        with naming(name):
            self._selected(sql, None).createOrReplaceTempView(name)

    def drop(self, name: str) -> None:
        self.session.catalog.dropTempView(name)
        self.parts.pop(name, None)

    def rows(self, sql: str, values: Values | None = None) -> list[tuple[Any, ...]]:
        asked = _FROM.search(sql)
        with naming(asked.group(1) if asked else sql):
            return [tuple(row) for row in self._selected(sql, values).collect()]

    def plan(self, sql: str, values: Values | None = None) -> str:
        """How Spark would work out `sql`: where rows are sent to, and in what they are put in order."""
        return str(self._selected(sql, values)._jdf.queryExecution().executedPlan().toString())

    def _selected(self, sql: str, values: Values | None) -> DataFrame:
        return self.session.sql(written_for("spark", sql), args=dict(values or {}))
