"""The cubes of a segment's customers, made when they are first asked for and kept beside the open book."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.macros.cubes import cubes_of_segment
from crm_core.marts import build_of_segment, reads_activity
from crm_core.scope import Segment
from crm_core.single_months import STAYED, needs_single_months
from crm_core.warehouse.watchdog import Watchdog

MAX_SEGMENTS = 6
"""Segments of a book whose cubes are kept, the longest unused goes first: temporary tables, which DuckDB puts on disk
where its memory does not hold them."""
SECONDS_TO_MAKE = 120.0
"""For a question's cubes: those of some thousand customers take a second, of a million half a minute."""


class SegmentTables:
    """One segment's own connection: temporary tables are seen by the connection alone that made them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, segment: Segment, watchdog: Watchdog) -> None:
        self._cursor = connection.cursor()
        self._cursor.register("segment_members", segment.customers)
        self._watchdog = watchdog
        self._lock = threading.Lock()
        self._made: frozenset[str] = frozenset()

    @contextmanager
    def asking(self, sql: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """The connection, with all that `sql` reads, for one question at a time.

        Raises CannotAnswer when its cubes take too long to make, or are made from what the book does not hold.
        """
        with self._lock:
            lacking = cubes_of_segment(sql) - self._made
            if lacking:
                self._make(lacking)
            yield self._cursor

    def _make(self, cubes: frozenset[str]) -> None:
        if reads_activity(cubes) and self._cursor.execute(STAYED.sql).fetchall()[0][0]:
            raise CannotAnswer(needs_single_months())
        with self._watchdog.limit(SECONDS_TO_MAKE, self._cursor.interrupt) as limit:
            try:
                self._made |= build_of_segment(self._cursor, cubes, self._made)
            except duckdb.InterruptException as error:
                if not limit.passed:
                    raise
                raise CannotAnswer(_("The figures of the segment's customers took longer than {seconds} seconds and "
                                     "were stopped. Choose a smaller segment, or clear the segment.",
                                     seconds=f"{SECONDS_TO_MAKE:.0f}")) from error


class KeptSegments:
    """The segments of one open book that were asked for last. Safe to share between threads."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, watchdog: Watchdog) -> None:
        self._connection = connection
        self._watchdog = watchdog
        self._lock = threading.Lock()
        self._kept: dict[str, SegmentTables] = {}

    def tables_of(self, segment: Segment) -> SegmentTables:
        """Those of `segment`. One that is pushed out ends with the last question to it."""
        with self._lock:
            tables = self._kept.pop(segment.key, None) or SegmentTables(self._connection, segment, self._watchdog)
            self._kept[segment.key] = tables
            while len(self._kept) > MAX_SEGMENTS:
                del self._kept[next(iter(self._kept))]
            return tables

    def forget(self) -> None:
        """Let go of all of them, as the book is closed."""
        with self._lock:
            self._kept.clear()
