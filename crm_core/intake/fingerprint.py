"""What tells two books apart: their sources, their terms, and the code that turned one into the other."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import duckdb

from crm_core import contract
from crm_core.intake.statements import Terms


def fingerprint(content_hash: str, source: str, terms: Terms, *, open_month: str = "") -> str:
    """16 hexadecimal digits of the sources, the terms, the month left out as open (it hangs on the day of the build),
    and the code that turns one into the other."""
    sources = f"{contract.VERSION}|{source}|{terms}|{content_hash}|{open_month}|{duckdb.__version__}"
    return hashlib.sha256(sources.encode() + _code()).hexdigest()[:16]


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
