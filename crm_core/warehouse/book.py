"""A book opened for reading: locked down, one connection a process, a cursor and a time limit a question."""

from __future__ import annotations

import contextlib
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from crm_core import CannotAnswer
from crm_core.contract import MARTS_VERSION, OTHER_REGIONS, UNSTATED_REGION, VERSION
from crm_core.language import _, conventions
from crm_core.language.stored import told
from crm_core.parsed import parsed
from crm_core.question import Answer, Columns, Numbers, Question, Reader
from crm_core.scope import Scope, Segment
from crm_core.warehouse.faults import BookDamaged, BookUnavailable, fault_of, not_opened
from crm_core.warehouse.memory import book_memory
from crm_core.warehouse.segment_tables import KeptSegments
from crm_core.warehouse.spill import spill_folder
from crm_core.warehouse.watchdog import Watchdog

SECONDS_A_QUESTION = 20.0
"""A page's question takes milliseconds; one that runs this long is a mistake and would hold up everybody."""

_INFO = Question("book_info", "select * from book_info")
_OF_NO_REGION = (UNSTATED_REGION, OTHER_REGIONS)
_REGIONS = Question("regions", "select region_id, name from book_regions order by name, region_id", is_kept=True)
_TOLD = ("title", "notes", "open_month_reason")
"""What of it may be a text with a template, to be told in the language spoken."""


class Book:
    """An immutable book file, open read-only.

    Safe to share between threads: every question runs on a cursor of its own. Close it, or use it in
    a `with` block, when done. Questions take no more memory together than `memory_limit`, or what `CLIENTELA_MEMORY`
    says. Raises BookUnavailable when the file is missing, not a whole book, held by a writer, or written by a newer
    version, and CannotAnswer when the variable is no amount of memory.
    """

    def __init__(self, path: Path, *, memory_limit: str | None = None, threads: int | None = None) -> None:
        self.path = Path(path)
        self._connection = _connect(self.path, memory_limit or book_memory(), threads)
        self._watchdog = Watchdog()
        self._segments = KeptSegments(self._connection, self._watchdog)
        self._kept: dict[tuple, Answer] = {}
        weakref.finalize(self, self._watchdog.close)  # a book that is dropped unclosed leaves no thread waiting
        try:
            self._info = self._read_info()
        except BaseException:
            self.close()
            raise

    @property
    def info(self) -> dict[str, Any]:
        """What the book says of itself: its title, source, months, terms and what it holds, in the language spoken."""
        return self._info | {name: told(text) for name in _TOLD if isinstance(text := self._info.get(name), str)}

    @property
    def fingerprint(self) -> str:
        """Changes whenever the book's contents may have; part of every cache key."""
        return str(self._info["fingerprint"])

    @property
    def region_names(self) -> dict[str, str]:
        """region_id → name to show, in order of name."""
        names = self.read(_REGIONS)
        return dict(zip(names["region_id"], names["name"], strict=True))

    def read(self, question: Question, scope: Scope | None = None, *, seconds: float = SECONDS_A_QUESTION,
             **values: Any) -> Any:
        """Ask `question` under `scope`; further parameters by name. Money comes back as float64.

        The answer is a DataFrame; to `Numbers` an array [rows, columns], to `Columns` an array for each column.

        Raises ValueError when a parameter has no value, CannotAnswer when it takes more than `seconds`,
        BookUnavailable when the book is damaged, or lacks what the question reads, as one of an earlier version may.
        """
        under = scope or Scope()
        sql, bound = question.bind({**under.parameters(), **values})
        segment = under.segment if question.by_segment else None
        if not question.is_kept or segment:
            return self._named(self._ask(question, sql, bound, seconds, segment))
        key = (sql, *sorted(bound.items()))
        if key not in self._kept:
            self._kept[key] = self._ask(question, sql, bound, seconds)
        return self._named(self._kept[key])

    def _named(self, answer: Answer) -> Answer:
        """The answer with the region of customers of no region that is told called so in the language spoken."""
        if not isinstance(answer, pd.DataFrame) or _(UNSTATED_REGION) == UNSTATED_REGION:
            return answer
        named, words = answer.columns.intersection(["region", "name"]), {each: _(each) for each in _OF_NO_REGION}
        return answer.assign(**{name: answer[name].replace(words) for name in named})

    def _ask(self, question: Question, sql: str, bound: dict[str, Any], seconds: float,
             segment: Segment | None = None) -> Answer:
        try:
            with self._cursor(segment, sql) as cursor, self._watchdog.limit(seconds, cursor.interrupt) as limit:
                answer = cursor.execute(parsed(cursor, sql), bound)
                if isinstance(question, Columns):
                    return {name: np.ma.getdata(column) for name, column in answer.fetchnumpy().items()}
                return _array(answer) if isinstance(question, Numbers) else answer.df()
        except duckdb.InterruptException as error:
            if not limit.passed:
                raise
            raise CannotAnswer(_(
                "The question '{name}' took longer than {seconds} seconds and was stopped. Narrow the scope, or ask "
                "again when fewer people are working.",
                name=question.name, seconds=conventions().written(seconds, 0 if seconds == round(seconds) else 1),
            )) from error
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise BookUnavailable(_(
                "{file} lacks what the question '{name}' reads: an earlier version of this program made it. Build it "
                "again: python -m crm_core build …",
                file=self.path.name, name=question.name,
            )) from error
        except duckdb.Error as error:
            if fault := fault_of(error, self.path):
                raise fault from error
            raise

    @contextlib.contextmanager
    def _cursor(self, segment: Segment | None, sql: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """One for the question alone, or that of the segment, which has the tables of its customers."""
        if segment:
            with self._segments.tables_of(segment).asking(sql) as cursor:
                yield cursor
        else:
            with contextlib.closing(self._connection.cursor()) as cursor:
                yield cursor

    def reader(self, scope: Scope | None = None) -> Reader:
        """`read` with the scope already chosen: what a room's `answer` takes."""
        return Reader(self.read, scope or Scope())

    def close(self) -> None:
        self._watchdog.close()
        self._segments.forget()
        self._connection.close()

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _read_info(self) -> dict[str, Any]:
        try:
            rows = self.read(_INFO)
        except BookDamaged:
            raise
        except (duckdb.Error, BookUnavailable) as error:
            raise BookUnavailable(_(
                "{file} is a DuckDB file but not a finished book. Build it again: python -m crm_core build …",
                file=self.path.name,
            )) from error
        info = rows.iloc[0].to_dict()
        written_by = int(info["contract_version"])
        if written_by > VERSION:
            raise BookUnavailable(_(
                "{file} follows version {found} of the data contract; this program reads up to version {known}. Update "
                "the program, or build the book again with this one.",
                file=self.path.name, found=written_by, known=VERSION,
            ))
        if int(info.get("marts_version", 1)) != MARTS_VERSION:
            raise BookUnavailable(_(
                "{file} was built by another version of this program, whose tables this one cannot use. Build it again "
                "from its files: python -m crm_core build …",
                file=self.path.name,
            ))
        return info


def _array(answer: duckdb.DuckDBPyConnection) -> np.ndarray:
    """[rows, columns], what is not known NaN."""
    return np.column_stack([np.ma.filled(column.astype(float), np.nan) for column in answer.fetchnumpy().values()])


def _connect(path: Path, memory_limit: str, threads: int | None) -> duckdb.DuckDBPyConnection:
    if not path.is_file():
        raise BookUnavailable(_("There is no book at {path}. Build one: python -m crm_core build demo", path=path))
    config: dict[str, Any] = {
        "enable_external_access": "false",
        "autoload_known_extensions": "false",
        "autoinstall_known_extensions": "false",
        "allow_community_extensions": "false",
        "memory_limit": memory_limit,
        "temp_directory": str(spill_folder(path.parent)),
        "max_temp_directory_size": "4GB",
    }
    if threads is not None:
        config["threads"] = threads
    try:
        connection = duckdb.connect(str(path), read_only=True, config=config)
    except duckdb.Error as error:
        raise not_opened(error, path) from error
    with contextlib.suppress(duckdb.InvalidInputException):  # already locked by another handle of this process
        connection.execute("set lock_configuration = true")
    return connection
