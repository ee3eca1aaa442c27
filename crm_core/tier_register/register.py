"""One register: the tiers that one scheme gave on one book, as an immutable Parquet file that says what it is."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

import duckdb
import pandas as pd

from crm_core import CannotAnswer
from crm_core.language import _

Basis = Literal["first", "compared", "older", "strangers"]
"""What a register begins from: nothing, as it is the first; the one before; nothing, as its data are older than those
before, or have no customer in common with them."""
KEY = "clientela"
"""The name of the facts in the file's own metadata."""
_MEMORY = "1GB"


@dataclass(frozen=True)
class Assigned:
    """By which scheme, on which book. `last_month` is the first day of the book's last month."""

    fingerprint: str
    title: str
    last_month: dt.date
    scheme: str
    """The scheme as JSON text."""
    scheme_name: str


@dataclass(frozen=True)
class Counts:
    """How many customers went which way since the register before, and how many are kept by the stability rule."""

    customers: int
    up: int = 0
    down: int = 0
    new: int = 0
    left: int = 0
    waiting: int = 0

    @property
    def changed(self) -> int:
        """Customers of both registers whose tier is another one."""
        return self.up + self.down


@dataclass(frozen=True)
class Register:
    """A register as its file says. `before` is what it is compared with, None for the first."""

    path: Path
    now: Assigned
    basis: Basis
    counts: Counts
    before: Assigned | None

    @classmethod
    def read(cls, path: Path) -> Register:
        """The register in a file. Raises CannotAnswer when it is none of ours."""
        try:
            with connected() as connection:
                rows = connection.execute("select decode(value) from parquet_kv_metadata(?) where decode(key) = ?",
                                          [str(path), KEY]).fetchall()
            facts = json.loads(rows[0][0])
            before = _assigned(facts["before"]) if facts["before"] else None
            return cls(path, _assigned(facts["now"]), facts["basis"], Counts(**facts["counts"]), before)
        except (duckdb.Error, IndexError, KeyError, TypeError, ValueError) as error:
            raise CannotAnswer(_("{file} is damaged or no register of tiers. Remove it: it is made again from the "
                                 "approved scheme.", file=path)) from error

    @property
    def facts(self) -> str:
        """What the file says of itself, as JSON."""
        plain = asdict(replace(self, path=Path()))
        del plain["path"]
        return json.dumps(plain, default=str, ensure_ascii=False)

    def of(self, customers: Sequence[str]) -> pd.DataFrame:
        """customer_id, tier (a name of the scheme), since, due_tier, waiting_since, previous_tier and direction of
        those of the asked who are customers, in no order."""
        with connected() as connection:
            return connection.execute(
                "select customer_id, tier, since, due_tier, waiting_since, previous_tier, direction "
                "from read_parquet(?) where customer_id in (select unnest(?)) and tier <> ''",
                [str(self.path), list(customers)]).df()

    def everybody(self) -> pd.DataFrame:
        """customer_id and tier of every customer, in no order."""
        with connected() as connection:
            return connection.execute("select customer_id, tier from read_parquet(?) where tier <> ''",
                                      [str(self.path)]).df()

    def changes(self, direction: str, *, first: int = 0, rows: int | None = None) -> pd.DataFrame:
        """customer_id, previous_tier, tier, since and contribution of those who went this way (`up`, `down`, `new`,
        `left`), who contribute most first; `rows` of them from place `first` on, or all."""
        with connected() as connection:
            return connection.execute(
                "select customer_id, previous_tier, tier, since, contribution from read_parquet(?) "
                "where direction = ? order by contribution desc nulls last, customer_id limit ? offset ?",
                [str(self.path), direction, 2**62 if rows is None else rows, first]).df()


def connected() -> duckdb.DuckDBPyConnection:
    """DuckDB in memory, for files of Parquet; to be closed, or used in a `with` block."""
    return duckdb.connect(config={"memory_limit": _MEMORY, "autoinstall_known_extensions": "false",
                                  "allow_community_extensions": "false"})


def _assigned(facts: dict[str, Any]) -> Assigned:
    return Assigned(**{**facts, "last_month": dt.date.fromisoformat(facts["last_month"])})
