"""Files made readable for SQL once, whichever sections read them: the copy of one is used by all whom it suits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb

from crm_core.intake.files.folder import Source
from crm_core.intake.files.header import is_whole, needed_values, understand
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.shape_list import stage_listed
from crm_core.intake.files.shape_rows import as_brought
from crm_core.intake.files.staged import Copied, Staged, copied, staged_from
from crm_core.intake.files.text import Tick

_SHARED = frozenset({"text", "database"})
"""Kinds of files whose copy is the same whatever table reads them. Of the others, merged cells depend on the kinds of
a table's columns, and keys of JSON that come late on their names."""


class Stagings:
    """`every` are all sources that will be asked for, each as often as it will be: copies go with the last one."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, every: Iterable[Source], limits: Limits) -> None:
        self._connection, self._limits = connection, limits
        self._sources: dict[tuple[object, ...], list[Source]] = {}
        for source in every:
            self._sources.setdefault(_place(source), []).append(source)
        self._wanted = Counter({place: len(sources) for place, sources in self._sources.items()})
        self._copies: dict[tuple[object, ...], list[Copied]] = {}

    @contextmanager
    def staged(self, source: Source, copy: Path, tick: Tick) -> Iterator[Staged]:
        """`source` made readable; what must be copied goes to files whose names begin with `copy`.

        Raises BuildRefused when the file is empty, damaged, too large, of another encoding, or lacks a column.
        """
        if source.is_listed:
            yield stage_listed(source)
            return
        place = _place(source)
        try:
            yield replace(self._made(as_brought(source), place, copy, tick), source=source)
        finally:
            self._wanted[place] -= 1
            if self._wanted[place] <= 0:
                for each in self._copies.pop(place, []):
                    each.remove()

    def _made(self, source: Source, place: tuple[object, ...], copy: Path, tick: Tick) -> Staged:
        for each in self._copies.get(place, []):
            if _suits(each, source):
                tick(source.size)
                return staged_from(each, source, self._connection, self._limits, self._needed(place, each))
        made = copied(source, self._connection, copy, limits=self._limits, tick=tick)
        self._copies.setdefault(place, []).append(made)
        return staged_from(made, source, self._connection, self._limits, self._needed(place, made))

    def _needed(self, place: tuple[object, ...], copy: Copied) -> set[int]:
        """The columns that a row of the file needs for any of the tables that it feeds: a total lacks one of them."""
        names, found = list(copy.account.names), set()
        for source in map(as_brought, self._sources.get(place, [])):
            if names and is_whole(source, names):
                positions = understand(source, names).positions
                found |= {positions[name] for name in source.table.required_names if name in positions}
        return found


def _place(source: Source) -> tuple[object, ...]:
    """What must be the same of two sources for one copy to do: where they lie, and how the file is laid out."""
    how = source.file_format
    return (source.path, source.inside, tuple(source.partition.items()), how.source, how.table, how.query,
            how.sheet, how.header_row, how.names, how.widths, how.delimiter, how.encoding, how.point, how.timezone)


def _suits(copy: Copied, source: Source) -> bool:
    """Whether `source` would be copied to the same rows: its header is the same line, and no row is so short that it
    is whole for one table and not for the other."""
    if copy.kind not in _SHARED or not is_whole(source, copy.account.names):
        return False
    needed = needed_values(source, understand(source, list(copy.account.names)))
    return needed == copy.needed or copy.account.fewest >= max(needed, copy.needed)
