"""A book being written: its tables, its build report, its marts, and the moment it is published.

Every source (a bank's files, Berka, the demo bank) writes through a `Draft`, so the rules that make a
book trustworthy stand here once: one build at a time, every line accounted for, nothing published in halves.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from crm_core import CannotAnswer, contract, marts
from crm_core.question import Question
from crm_core.warehouse import Shelf

Progress = Callable[[str, float], None]
"""`progress(label, fraction)` with the fraction of the whole build behind us, 0–1."""

LOADING_SHARE = 0.5
"""The part of the progress bar that loading takes; the marts take the rest."""

_REPORT_TABLES = """
create table book_files (
    table_name varchar, file varchar, lines bigint, header bigint, accepted bigint, rejected bigint, blank bigint,
    content_hash varchar
);
create table quarantine (table_name varchar, file varchar, line bigint, raw varchar, reasons varchar);
create table suspicions (table_name varchar, subject varchar, reason varchar);
create table controls (name varchar, expected double, found double, agrees boolean, note varchar);
"""


class BuildRefused(CannotAnswer):
    """The sources cannot become a book; the message names the file, the value, the rule and the remedy."""


@dataclass(frozen=True)
class Terms:
    """What the book assumes: its currency, the price of capital, the starting weights of the tier score.

    `hurdle_rate` is the yearly return asked of capital (fraction); weights are relative, any scale.
    """

    title: str
    currency: str = "EUR"
    hurdle_rate: float = 0.10
    contribution_weight: float = 1.0
    balance_weight: float = 1.0
    turnover_weight: float = 1.0
    tenure_weight: float = 1.0
    scale_weight: float = 1.0
    reputation_weight: float = 1.0
    notes: str = ""


@dataclass(frozen=True)
class SourceFile:
    """The account of one source file. `lines` counts every line, header and blank ones included."""

    table_name: str
    file: str
    lines: int
    header: int
    accepted: int
    rejected: int
    blank: int
    content_hash: str

    @property
    def accounted(self) -> int:
        return self.header + self.accepted + self.rejected + self.blank

    @property
    def balances(self) -> bool:
        """Every line is accounted for: lines = header + accepted + rejected + blank."""
        return self.lines == self.accounted


@dataclass(frozen=True)
class Published:
    """What a build made: the book's file, its fingerprint, and the account of every source file."""

    path: Path
    fingerprint: str
    files: tuple[SourceFile, ...]


@dataclass
class Draft:
    """A book in the making. Write source rows through `connection`, then `finish`.

    All tables of the contract exist and are empty, beside `book_files`, `quarantine`, `suspicions` and
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
            raise BuildRefused(
                f"{entry.file} has {entry.lines} lines, but header {entry.header}, accepted {entry.accepted}, rejected "
                f"{entry.rejected} and blank {entry.blank} make {entry.accounted}."
                " Nothing was published. Please report this file: no line may be lost."
            )
        self.files.append(entry)
        self.connection.execute(
            "insert into book_files values (?, ?, ?, ?, ?, ?, ?, ?)",
            [entry.table_name, entry.file, entry.lines, entry.header, entry.accepted, entry.rejected, entry.blank,
             entry.content_hash],
        )

    def control(self, name: str, expected: float, found: float, *, tolerance: float = 0.0, note: str = "") -> None:
        """Enter a control figure: what the source is known to hold against what the book holds."""
        agrees = abs(expected - found) <= tolerance
        self.connection.execute("insert into controls values (?, ?, ?, ?, ?)", [name, expected, found, agrees, note])

    def finish(self, content_hash: str) -> Published:
        """Check, build the marts, stamp, close and publish.

        `content_hash` identifies the sources; with the code that builds it makes the fingerprint, so the
        same sources and code give the same book. Raises BuildRefused when a required table is empty.
        """
        self._refuse_empty()
        progress = self.progress
        marts.build(
            self.connection, progress=lambda label, part: progress(label, LOADING_SHARE + (1 - LOADING_SHARE) * part)
        )
        self._suspect_unpriced()
        self._suspect_market()
        fingerprint = _fingerprint(content_hash, self.source, self.terms)
        self._stamp(fingerprint)
        progress("Publishing", 0.98)
        self.connection.execute("checkpoint")
        self.connection.close()
        path = self.shelf.publish(fingerprint)
        progress("Done", 1.0)
        return Published(path, fingerprint, tuple(self.files))

    def _refuse_empty(self) -> None:
        for table in contract.TABLES.values():
            if table.required and not self._count(table.name):
                rejected = self.connection.execute(
                    "select count(*) from quarantine where table_name = ?", [table.name]
                ).fetchall()[0][0]
                why = f"all {rejected} of its rows were rejected" if rejected else "it has no rows"
                raise BuildRefused(
                    f"The required table '{table.name}' cannot make a book: {why}. "
                    "Correct the file and build again; the book in use stays as it is."
                )

    def _suspect_unpriced(self) -> None:
        """Rows that need the rate card in months for which it has no rates bring nothing: say so."""
        self.connection.execute("""
            insert into suspicions
            select
                'rates', product_id,
                count(*) || ' rows of activity from ' || strftime(min(month), '%Y-%m') || ' to '
                    || strftime(max(month), '%Y-%m') || ' need the rate card, which has no rates for '
                    || product_id || ' before ' || coalesce(strftime(
                        (select min(valid_from) from rates where rates.product_id = activity.product_id), '%Y-%m'
                    ), 'any month') || '. They count as zero; add earlier rates.'
            from activity
            anti join rate_months using (product_id, month)
            where net_interest_income is null and fee_income is null and (select count(*) > 0 from rates)
            group by product_id
        """)

    def _suspect_market(self) -> None:
        """Balances of the market that cannot be what they seem are left out of every share: say which and why."""
        suspicious = Question.beside(__file__, "suspicious_market.sql").sql
        self.connection.execute(f"insert into suspicions {suspicious}")

    def _count(self, table: str) -> int:
        return int(self.connection.execute(f'select count(*) from "{table}"').fetchall()[0][0])

    def _stamp(self, fingerprint: str) -> None:
        """Write `book_info`: one row that says what this book is."""
        self.connection.execute(
            """
            create table book_info as
            select
                ? as title, ? as currency, ? as source, ? as fingerprint, ? as contract_version,
                cast(? as timestamp) as built_at, ? as hurdle_rate, ? as notes,
                (select min(month) from book_months) as first_month,
                (select max(month) from book_months) as last_month,
                (select count(*) from customers) as customers,
                (select count(*) from activity) as activity_rows,
                (select count(*) from quarantine) as rejected_rows,
                (select count(net_interest_income) + count(fee_income) > 0 from activity)
                    or (select count(*) > 0 from rates) as has_revenue,
                (select count(cost_to_serve) > 0 from activity) or (select count(*) > 0 from rates) as has_cost,
                (select count(expected_loss) > 0 from activity) or (select count(*) > 0 from loss_rates) as has_loss,
                (select count(capital) > 0 from activity)
                    or (select count(capital_rate) > 0 from rates) as has_capital,
                (select count(balance) > 0 from activity) as has_balance,
                (select count(turnover) > 0 from activity) as has_turnover,
                (select count(*) > 0 from rates) and exists (
                    select 1 from activity
                    where net_interest_income is null or fee_income is null or cost_to_serve is null
                ) as money_is_derived
            """,
            [self.terms.title, self.terms.currency, self.source, fingerprint, contract.VERSION,
             dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None), self.terms.hurdle_rate, self.terms.notes],
        )


@contextlib.contextmanager
def drafting(shelf: Shelf, *, source: str, terms: Terms, progress: Progress = lambda label, fraction: None,
             memory_limit: str = "4GB", threads: int | None = None) -> Iterator[Draft]:
    """Open a draft on `shelf`; leave it without `finish` and nothing is left behind.

    `source` says in a word where the book comes from (`files`, `berka`, `demo`). `memory_limit` bounds
    DuckDB; what does not fit spills beside the draft. Raises CannotAnswer when another build is running.
    """
    with shelf.building() as path:
        connection = duckdb.connect(str(path), config=_build_settings(path, memory_limit, threads))
        try:
            connection.execute("set enable_progress_bar = false")
            for table in contract.TABLES.values():
                connection.execute(table.ddl())
            connection.execute(_REPORT_TABLES)
            _write_terms(connection, terms)
            yield Draft(connection, shelf, source, terms, progress)
        finally:
            connection.close()


def _build_settings(path: Path, memory_limit: str, threads: int | None) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "memory_limit": memory_limit,
        "temp_directory": str(path) + ".spill",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    if threads is not None:
        settings["threads"] = threads
    return settings


def _write_terms(connection: duckdb.DuckDBPyConnection, terms: Terms) -> None:
    connection.execute(
        """
        create table book_terms as
        select ? as currency, cast(? as decimal(9, 6)) as hurdle_rate, cast(? as double) as contribution_weight,
            cast(? as double) as balance_weight, cast(? as double) as turnover_weight,
            cast(? as double) as tenure_weight, cast(? as double) as scale_weight,
            cast(? as double) as reputation_weight
        """,
        [terms.currency, terms.hurdle_rate, terms.contribution_weight, terms.balance_weight, terms.turnover_weight,
         terms.tenure_weight, terms.scale_weight, terms.reputation_weight],
    )


def _fingerprint(content_hash: str, source: str, terms: Terms) -> str:
    """16 hexadecimal digits of the sources, the terms and the code that turns one into the other."""
    digest = hashlib.sha256(f"{contract.VERSION}|{source}|{terms}|{content_hash}|{duckdb.__version__}".encode())
    package = Path(__file__).resolve().parents[1]
    code = [package / "contract.py", *sorted((package / "intake").rglob("*")), *sorted((package / "marts").glob("*"))]
    for path in code:
        if path.suffix in {".py", ".sql", ".toml"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
