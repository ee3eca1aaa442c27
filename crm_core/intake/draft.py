"""A book being written: its tables, its build report, its marts, and the moment it is published.

Every source (a bank's files, Berka, the demo bank) writes through a `Draft`, so the rules that make a
book trustworthy stand here once: one build at a time, every line accounted for, nothing published in halves.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import asdict, astuple, dataclass, field
from pathlib import Path

import duckdb
import pandas as pd

from crm_core import contract, marts
from crm_core.engines import DuckDBEngine
from crm_core.intake import rejections
from crm_core.intake.clocks import doubt_data_in_use
from crm_core.intake.comparison import comparable_book, compare
from crm_core.intake.derivations import mark_unstated
from crm_core.intake.draft_file import opened, stopped_by, stopping
from crm_core.intake.fingerprint import fingerprint, of_the_day
from crm_core.intake.open_month import SIZES, write_open_month
from crm_core.intake.quality import measure_activity, write_history, write_quality
from crm_core.intake.rejections import TooMuchRejected
from crm_core.intake.report_tables import REPORT_TABLES
from crm_core.intake.statements import BuildRefused, Published, SourceFile, Terms
from crm_core.language import N_, _
from crm_core.language.stored import stored
from crm_core.question import Question
from crm_core.warehouse import Shelf

__all__ = ["BuildRefused", "Draft", "Progress", "Published", "Review", "SourceFile", "Terms", "TooMuchRejected",
           "drafting", "nothing_to_say"]

Progress = Callable[[str, float], None]
"""`progress(label, fraction)` with the fraction of the whole build behind us, 0–1."""

Review = Callable[[Path], None]
"""Called with the finished book before it is put in use: what differs can be told, and raising leaves all as it was."""


def nothing_to_say(book: Path) -> None:
    """The review of who does not care."""


LOADING_SHARE = 0.5
"""The part of the progress bar that loading takes; the marts take the rest."""

SUSPICIONS = ("suspicious_rates", "suspicious_losses", "suspicious_gaps", "suspicious_market", "suspicious_month",
              "suspicious_names", "suspicious_copies")
"""The `.sql` files beside this one that look for what is allowed but unlikely."""

_COVERAGE = 5
"""The place among the caveats of a fall of coverage, which the Data page lists among what looks wrong."""


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
    max_rejected: float | None = None
    """The fraction of a file's rows or of one of its amounts that may be rejected; None for any."""
    review: Review = nothing_to_say
    cancel: Callable[[], bool] | None = None
    """Asked whether to stop, where a statement runs on another connection; None where nobody can stop it."""
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
        self.connection.execute("insert into book_files values (?, ?, ?, ?, ?, ?, ?, ?, ?)", list(astuple(entry)))
        rows = entry.accepted + entry.rejected
        self.connection.execute(
            "insert into book_totals values (?, ?, ?, ?, ?, ?, 0)",
            [entry.table_name, entry.file, rejections.ROWS, rows, entry.accepted,
             entry.rejected / rows if rows else 0.0],
        )

    def control(self, name: str, expected: float, found: float, *, tolerance: float = 0.0, note: str = "") -> None:
        """Enter a control figure: what the source is known to hold against what the book holds. `name` and `note` are
        stored texts (`language.stored`)."""
        agrees = abs(expected - found) <= tolerance
        self.connection.execute("insert into controls values (?, ?, ?, ?, ?)", [name, expected, found, agrees, note])

    def finish(self, content_hash: str) -> Published:
        """Complete the book, close it and publish it.

        `content_hash` identifies the sources; with the code that builds it makes the fingerprint, so the
        same sources and code give the same book. Raises BuildRefused when a required table is empty, and
        TooMuchRejected when more was rejected than `max_rejected`.
        """
        mark = self.complete(content_hash)
        self.review(self.shelf.draft)
        self.progress(_("Publishing"), 1.0)
        path = self.shelf.publish(mark)
        self.progress(_("Done"), 1.0)
        return Published(path, mark, tuple(self.files), after_interruption=self.shelf.was_interrupted,
                         made_before=self.shelf.draft.exists())

    def complete(self, content_hash: str) -> str:
        """Check, build the marts, stamp and close; returns the fingerprint."""
        rejections.enter_kinds(self.connection)
        self._refuse_empty()
        self._refuse_excess()
        mark_unstated(self.connection)
        progress = self.progress
        built_at = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        left_out = write_open_month(self.connection, self._month_sizes(), last_month=self.terms.last_month,
                                    built_on=None if self.source == "demo" else built_at.date())
        self._make_marts(lambda label, part: progress(label, LOADING_SHARE + (1 - LOADING_SHARE) * part))
        self._suspect()
        self._write_caveats()
        mark = fingerprint(content_hash, self.source, self.terms,
                           of_the_day=of_the_day(self.connection, left_out, built_at.date()))
        self._stamp(mark, built_at.replace(microsecond=0))
        progress(_("Quality of the data"), 0.99)
        write_quality(self.connection, today=built_at.date())
        with comparable_book(self.connection, self.shelf.in_use(), fingerprint=mark) as earlier:
            compare(self.connection, earlier)
            write_history(self.connection, fingerprint=mark, built_at=built_at, is_compared=bool(earlier))
        self.connection.execute("checkpoint")
        self.connection.close()
        return mark

    def _month_sizes(self) -> pd.DataFrame:
        """How much was booked in each month (`month_sizes.sql`)."""
        return self.connection.execute(SIZES.sql).df()

    def _make_marts(self, progress: Progress) -> None:
        """Make the marts, and what the quality of the activity is measured by."""
        engine = DuckDBEngine(self.connection)
        marts.build(engine, progress=progress)
        measure_activity(engine)

    def _refuse_empty(self) -> None:
        for table in contract.TABLES.values():
            if table.required and not self._count(table.name):
                raise BuildRefused(" ".join([
                    *rejections.why_empty(self.connection, table, self.shelf.refused),
                    _("Correct the file and build again; the book in use stays as it is."),
                ]))

    def _refuse_excess(self) -> None:
        """Stop where so much was rejected that the book would be another bank's."""
        if self.max_rejected is None:
            return
        found = rejections.excesses(self.connection, self.max_rejected)
        if found:
            tables = [each.table_name for each in found]
            copies = rejections.hand_over(self.connection, self.shelf.refused, tables)
            raise TooMuchRejected(self.max_rejected, found, rejections.kinds(self.connection, tables), copies,
                                  has_mapping=self.source == "files")

    def _suspect(self) -> None:
        """Enter what the rules allow and what is yet unlikely: unpriced activity, impossible market balances."""
        for name in SUSPICIONS:
            self.connection.execute(f"insert into suspicions {Question.from_file(__file__, f'{name}.sql').sql}")
        doubt_data_in_use(self.connection, self.shelf, now=dt.datetime.now(dt.UTC))

    def _write_caveats(self) -> None:
        """`book_caveats`: what the title of every page, every export and `ask` say beside their figures."""
        self.connection.execute("create temp table stated_caveats (label varchar, sentence varchar)")
        for caveat in self.terms.caveats:
            self.connection.execute("insert into stated_caveats values (?, ?)", list(caveat))
        sql, values = Question.from_file(__file__, "caveats.sql").bind({
            "source": self.source, "max_rejected": rejections.MAX_REJECTED})
        self.connection.execute(f"create table book_caveats as {sql}", values)
        self.connection.execute("insert into suspicions select 'activity', ?, sentence from book_caveats"
                                f" where position = {_COVERAGE}", [stored(N_("coverage"))])

    def _count(self, table: str) -> int:
        return int(self.connection.execute(f'select count(*) from "{table}"').fetchall()[0][0])

    def _stamp(self, mark: str, built_at: dt.datetime) -> None:
        """Write `book_info`: one row that says what this book is."""
        sql, values = Question.from_file(__file__, "book_info.sql").bind({
            "title": self.terms.title,
            "currency": self.terms.currency,
            "source": self.source,
            "fingerprint": mark,
            "contract_version": contract.VERSION,
            "marts_version": contract.MARTS_VERSION,
            "built_at": built_at,
            "hurdle_rate": self.terms.hurdle_rate,
            "notes": self.terms.notes,
        })
        self.connection.execute(f"create table book_info as {sql}", values)


@contextlib.contextmanager
def drafting(shelf: Shelf, *, source: str, terms: Terms, progress: Progress = lambda label, fraction: None,
             max_rejected: float | None = None, memory_limit: str = "4GB", threads: int | None = None,
             review: Review = nothing_to_say, cancel: Callable[[], bool] | None = None,
             make: Callable[..., Draft] = Draft) -> Iterator[Draft]:
    """Open a draft on `shelf`; leave it without `finish` and nothing is left behind.

    `source` says in a word where the book comes from (`files`, `berka`, `demo`); more than `max_rejected` of a file is
    refused. `memory_limit` bounds the whole process; what does not fit spills beside the draft. `review` is called with
    the finished book before it is published. A statement that runs when `cancel()` becomes true is broken off and ends
    as a Ctrl-C does. `make` makes the draft of a source that has one of its own. Raises CannotAnswer when another
    build is running, BuildRefused when memory or the disk is full, and KeyboardInterrupt for a Ctrl-C.
    """
    with shelf.building() as path, stopping():
        if shelf.was_interrupted:
            progress(_("Clearing up after an interrupted build"), 0.0)
        rejections.clear_handed_over(shelf.refused)
        connection = opened(path, memory_limit, threads)
        try:
            connection.execute("set enable_progress_bar = false")
            for table in contract.TABLES.values():
                connection.execute(table.ddl())
            connection.execute(REPORT_TABLES)
            _write_terms(connection, terms)
            with stopped_by(cancel, connection):
                yield make(connection, shelf, source, terms, progress, max_rejected, review, cancel)
        finally:
            connection.close()


def _write_terms(connection: duckdb.DuckDBPyConnection, terms: Terms) -> None:
    """`book_terms`: what the marts calculate with."""
    stated = {name: value for name, value in asdict(terms).items() if name not in ("caveats", "last_month")}
    sql, values = Question.from_file(__file__, "book_terms.sql").bind(stated)
    connection.execute(f"create table book_terms as {sql}", values)
