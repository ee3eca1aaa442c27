"""Marts as Parquet in a folder that Spark writes: one folder a table, and in it one a statement that filled it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from crm_core.engines.dialects import written_for
from crm_core.engines.engine import Values
from crm_core.engines.spark_faults import naming

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


class SparkEngine:
    """The engine of many machines. `folder` is any address that all of them reach: a path, s3a://…, abfss://….

    A table is named in the session as soon as a part of it is written; every statement writes a folder of its own, so
    that one which fails leaves nothing of itself among the rows of another.
    """

    def __init__(self, session: SparkSession, folder: str) -> None:
        self.session, self.folder = session, folder
        self.parts: dict[str, list[str]] = defaultdict(list)
        """The folders of each table that was made."""

    def make(self, name: str, sql: str, values: Values | None = None) -> None:
        self.parts.pop(name, None)
        self.append(name, sql, values)

    def append(self, name: str, sql: str, values: Values | None = None) -> None:
        place = f"{self.folder}/{name}/{len(self.parts[name])}"
        with naming(name):
            self._selected(sql, values).write.mode("overwrite").parquet(place)
            self.parts[name].append(place)
            self.session.read.parquet(*self.parts[name]).createOrReplaceTempView(name)

    def define(self, name: str, sql: str) -> None:
        with naming(name):
            self._selected(sql, None).createOrReplaceTempView(name)

    def drop(self, name: str) -> None:
        self.session.catalog.dropTempView(name)
        self.parts.pop(name, None)

    def rows(self, sql: str, values: Values | None = None) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._selected(sql, values).collect()]

    def _selected(self, sql: str, values: Values | None) -> DataFrame:
        return self.session.sql(written_for("spark", sql), args=dict(values or {}))
