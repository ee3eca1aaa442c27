"""A book being written: its tables, its build report, its marts, and the moment it is published.

Every source (a bank's files, Berka, the demo bank) writes through a `Draft`, so the rules that make a
book trustworthy stand here once: one build at a time, every line accounted for, nothing published in halves.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from crm_core import contract, marts
from crm_core.intake.derivations import mark_unstated
from crm_core.intake.fingerprint import fingerprint
from crm_core.intake.memory import database_limit
from crm_core.intake.open_month import write_open_month
from crm_core.intake.statements import BuildRefused, Published, SourceFile, Terms
from crm_core.language import N_, _, conventions, ngettext
from crm_core.language.stored import stored, told
from crm_core.question import Question
from crm_core.warehouse import Shelf

__all__ = ["BuildRefused", "Draft", "Progress", "Published", "SourceFile", "Terms", "drafting"]

Progress = Callable[[str, float], None]
"""`progress(label, fraction)` with the fraction of the whole build behind us, 0–1."""

LOADING_SHARE = 0.5
"""The part of the progress bar that loading takes; the marts take the rest."""

SUSPICIONS = ("suspicious_rates", "suspicious_losses", "suspicious_gaps", "suspicious_market", "suspicious_month",
              "suspicious_names")
"""The `.sql` files beside this one that look for what is allowed but unlikely."""

WHY_REJECTED = r"""
    select count(*) as rows, arg_min(file, (file, line)), arg_min(line, (file, line)), arg_min(reasons, (file, line))
    from quarantine
    where table_name = $table
    group by regexp_replace(reasons, '"(value|there)":"(\\.|[^"\\])*"', '', 'g')
    order by rows desc, 2, 3
    limit 3
"""
"""The commonest kinds of reasons, those alike but for the value as one, each with the first row it befell."""

_COVERAGE = 5
"""The place among the caveats of a fall of coverage, which the Data page lists among what looks wrong."""

_STOPPED = "Query interrupted"
"""What DuckDB says of a Ctrl-C that found it at work."""

_REPORT_TABLES = """
create table book_files (
    table_name varchar, file varchar, lines bigint, header bigint, accepted bigint, rejected bigint, blank bigint,
    content_hash varchar
);
create table quarantine (table_name varchar, file varchar, line bigint, raw varchar, reasons varchar);
create table suspicions (table_name varchar, subject varchar, reason varchar);
create table derivations (table_name varchar, sentence varchar);
create table controls (name varchar, expected double, found double, agrees boolean, note varchar);
"""


@dataclass
class Draft:
    """A book in the making. Write source rows through `connection`, then `finish`.

    All tables of the contract exist and are empty, beside `book_files`, `quarantine`, `suspicions`, `derivations` and
    `controls`. The connection has the full power of DuckDB: this is intake, and the files are the user's own.
    """

    connection: duckdb.DuckDBPyConnection
    shelf: Shelf
    source: str
    terms: Terms
    progress: Progress
    files: list[SourceFile] = field(default_factory=list)

    def loading(self, label: str, fraction: float) -> None:
        """Report progress of the loading part, `fraction` 0–1 of it."""
        self.progress(label, LOADING_SHARE * fraction)

    def account(self, entry: SourceFile) -> None:
        """Enter one source file in the build report. Raises BuildRefused when its lines do not add up."""
        if not entry.balances:
            raise BuildRefused(_(
                "{file} has {lines} lines, but header {header}, accepted {accepted}, rejected {rejected} and blank "
                "{blank} make {accounted}. Nothing was published. Please report this file: no line may be lost.",
                **(vars(entry) | {"accounted": entry.accounted}),
            ))
        self.files.append(entry)
        self.connection.execute("insert into book_files values (?, ?, ?, ?, ?, ?, ?, ?)", [
            entry.table_name, entry.file, entry.lines, entry.header, entry.accepted, entry.rejected, entry.blank,
            entry.content_hash])

    def control(self, name: str, expected: float, found: float, *, tolerance: float = 0.0, note: str = "") -> None:
        """Enter a control figure: what the source is known to hold against what the book holds. `name` and `note` are
        stored texts (`language.stored`)."""
        agrees = abs(expected - found) <= tolerance
        self.connection.execute("insert into controls values (?, ?, ?, ?, ?)", [name, expected, found, agrees, note])

    def finish(self, content_hash: str) -> Published:
        """Check, build the marts, stamp, close and publish.

        `content_hash` identifies the sources; with the code that builds it makes the fingerprint, so the
        same sources and code give the same book. Raises BuildRefused when a required table is empty.
        """
        self._refuse_empty()
        mark_unstated(self.connection)
        progress = self.progress
        built_on = None if self.source == "demo" else dt.datetime.now(dt.UTC).date()
        left_out = write_open_month(self.connection, built_on=built_on, last_month=self.terms.last_month)
        marts.build(self.connection,
                    progress=lambda label, part: progress(label, LOADING_SHARE + (1 - LOADING_SHARE) * part))
        self._suspect()
        self._write_caveats()
        mark = fingerprint(content_hash, self.source, self.terms, open_month=str(left_out))
        self._stamp(mark)
        progress(_("Publishing"), 1.0)
        self.connection.execute("checkpoint")
        self.connection.close()
        path = self.shelf.publish(mark)
        progress(_("Done"), 1.0)
        return Published(path, mark, tuple(self.files))

    def _refuse_empty(self) -> None:
        for table in contract.TABLES.values():
            if table.required and not self._count(table.name):
                raise BuildRefused(" ".join([
                    *self._why_empty(table.name),
                    _("Correct the file and build again; the book in use stays as it is."),
                ]))

    def _why_empty(self, table: str) -> list[str]:
        """That it has no rows, or how many were rejected and for what: the quarantine goes with the draft."""
        kinds = self.connection.execute(WHY_REJECTED, {"table": table}).fetchall()
        if not kinds:
            return [_("The required table '{table}' has no rows.", table=table)]
        return [
            ngettext("The required table '{table}' has {count} row, and it was rejected.",
                     "The required table '{table}' has {count} rows, and all of them were rejected.",
                     self._rejected(table), table=table),
            *(_why_rejected(*kind) for kind in kinds),
        ]

    def _rejected(self, table: str) -> int:
        counted = self.connection.execute("select count(*) from quarantine where table_name = ?", [table]).fetchall()
        return int(counted[0][0])

    def _suspect(self) -> None:
        """Enter what the rules allow and what is yet unlikely: unpriced activity, impossible market balances."""
        for name in SUSPICIONS:
            self.connection.execute(f"insert into suspicions {Question.from_file(__file__, f'{name}.sql').sql}")

    def _write_caveats(self) -> None:
        """`book_caveats`: what the title of every page, every export and `ask` say beside their figures."""
        self.connection.execute("create temp table stated_caveats (label varchar, sentence varchar)")
        for caveat in self.terms.caveats:
            self.connection.execute("insert into stated_caveats values (?, ?)", list(caveat))
        sql, values = Question.from_file(__file__, "caveats.sql").bind({"source": self.source})
        self.connection.execute(f"create table book_caveats as {sql}", values)
        self.connection.execute("insert into suspicions select 'activity', ?, sentence from book_caveats"
                                f" where position = {_COVERAGE}", [stored(N_("coverage"))])

    def _count(self, table: str) -> int:
        return int(self.connection.execute(f'select count(*) from "{table}"').fetchall()[0][0])

    def _stamp(self, mark: str) -> None:
        """Write `book_info`: one row that says what this book is."""
        sql, values = Question.from_file(__file__, "book_info.sql").bind({
            "title": self.terms.title,
            "currency": self.terms.currency,
            "source": self.source,
            "fingerprint": mark,
            "contract_version": contract.VERSION,
            "marts_version": contract.MARTS_VERSION,
            "built_at": dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None),
            "hurdle_rate": self.terms.hurdle_rate,
            "notes": self.terms.notes,
        })
        self.connection.execute(f"create table book_info as {sql}", values)


@contextlib.contextmanager
def drafting(shelf: Shelf, *, source: str, terms: Terms, progress: Progress = lambda label, fraction: None,
             memory_limit: str = "4GB", threads: int | None = None) -> Iterator[Draft]:
    """Open a draft on `shelf`; leave it without `finish` and nothing is left behind.

    `source` says in a word where the book comes from (`files`, `berka`, `demo`). `memory_limit` bounds the
    whole process; what does not fit spills beside the draft. Raises CannotAnswer when another build is running, and
    KeyboardInterrupt for a Ctrl-C whatever it found at work.
    """
    with shelf.building() as path:
        connection = _open(path, memory_limit, threads)
        try:
            connection.execute("set enable_progress_bar = false")
            for table in contract.TABLES.values():
                connection.execute(table.ddl())
            connection.execute(_REPORT_TABLES)
            _write_terms(connection, terms)
            yield Draft(connection, shelf, source, terms, progress)
        except (RuntimeError, duckdb.InterruptException) as error:
            if isinstance(error, duckdb.InterruptException) or str(error) == _STOPPED:
                raise KeyboardInterrupt from error
            raise
        finally:
            connection.close()


def _why_rejected(rows: int, file: str, line: int, reasons: str) -> str:
    why = told(reasons)
    if rows == 1:
        return _("{file}, line {line}: {why}.", file=file, line=line, why=why)
    return _("{file}, line {line}, and {number} more like it: {why}.", file=file, line=line, why=why,
             number=conventions().whole(rows - 1))


def _open(path: Path, memory_limit: str, threads: int | None) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(path), config=_build_settings(path, memory_limit, threads))
    except duckdb.Error as error:
        raise BuildRefused(_(
            "A book cannot be written in {folder}: {error} Choose another folder with --data, or another amount with "
            "--memory (such as 4GB).",
            folder=path.parent, error=str(error).splitlines()[0],
        )) from error


def _build_settings(path: Path, memory_limit: str, threads: int | None) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "memory_limit": database_limit(memory_limit),
        "temp_directory": str(path) + ".spill",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    if threads is not None:
        settings["threads"] = threads
    return settings


def _write_terms(connection: duckdb.DuckDBPyConnection, terms: Terms) -> None:
    """`book_terms`: what the marts calculate with."""
    stated = {name: value for name, value in asdict(terms).items() if name not in ("caveats", "last_month")}
    sql, values = Question.from_file(__file__, "book_terms.sql").bind(stated)
    connection.execute(f"create table book_terms as {sql}", values)
