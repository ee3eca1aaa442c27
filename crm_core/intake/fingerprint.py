"""What tells two books apart: their sources, their terms, and the code that turned one into the other."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache
from pathlib import Path

import duckdb

from crm_core import contract
from crm_core.intake.open_month import OpenMonth
from crm_core.intake.statements import Terms

_JUDGED = ("book_files", "quarantine", "suspicions")
"""Where the judgement of the rows stands, whose rules know today's date."""


def fingerprint(content_hash: str, source: str, terms: Terms, *, of_the_day: str = "") -> str:
    """16 hexadecimal digits of the sources, the terms, what of the book hangs on the day of the build, and the code
    that turns one into the other."""
    sources = f"{contract.VERSION}|{source}|{terms}|{content_hash}|{of_the_day}|{duckdb.__version__}"
    return hashlib.sha256(sources.encode() + _code()).hexdigest()[:16]


def of_the_day(connection: duckdb.DuckDBPyConnection, left_out: OpenMonth | None, today: dt.date) -> str:
    """What the same files make of themselves on `today` and maybe not tomorrow: the month that is still open, rows
    rejected as they are still to come, doubts of the clock, and how many months behind each table is (decision 158)."""
    judged = [connection.execute(f"select count(*), sum(cast(hash(each) as hugeint)) from {table} as each").fetchall()
              for table in _JUDGED]
    return repr((left_out, judged, today.replace(day=1)))


@cache
def _code() -> bytes:
    """A hash of the code that builds books, as it was when this process first built one."""
    digest = hashlib.sha256()
    package = Path(__file__).resolve().parents[1]
    code = [package / "contract.py", *sorted((package / "intake").rglob("*")), *sorted((package / "marts").glob("*"))]
    for path in code:
        if path.suffix in {".py", ".sql", ".toml"}:
            digest.update(path.read_bytes())
    return digest.digest()
