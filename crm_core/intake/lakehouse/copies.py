"""Versions of tables as plain Parquet for Spark, which knows Delta and Iceberg by packages of Java alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from crm_core.intake.draft_file import opened, stopping
from crm_core.intake.files.limits import Limits
from crm_core.intake.table_formats import CurrentVersion, written

_LETTERS = 16
"""Of an identity: a folder's name that no two versions share."""


@dataclass(frozen=True)
class Copies:
    """Where versions are written, on this machine and where Spark reads: in the work folder. Each is written once; a
    build that was broken off finds it."""

    folder: Path
    memory_limit: str = "4GB"
    threads: int | None = None

    def of(self, current: CurrentVersion) -> Path:
        """The file of a version, called after it (`customers@v12.parquet`). Raises BuildRefused as `written` does, and
        where memory or the disk do not suffice."""
        path = self.folder / current.identity[:_LETTERS] / f"{current.label}.parquet"
        if path.exists():
            return path
        limits, scratch = Limits(), path.with_suffix(".duckdb")
        with stopping():
            path.parent.mkdir(parents=True, exist_ok=True)
            with opened(scratch, self.memory_limit, self.threads) as connection:
                written(current, path, connection,
                        most_values=int(max(limits.ratio_from, limits.ratio * current.size)))
            scratch.unlink()
        return path

    def remove(self, identities: Iterable[str]) -> None:
        """Remove what was written of these versions; others may be another build's."""
        for identity in identities:
            shutil.rmtree(self.folder / identity[:_LETTERS], ignore_errors=True)
