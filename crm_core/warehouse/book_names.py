"""What the files of books are called."""

from __future__ import annotations

import re
from pathlib import Path

_BOOK_NAME = re.compile(r"book-[0-9a-f]{8,64}\.duckdb")
MAX_ALIKE = 256


def is_book_name(name: str) -> bool:
    """True of the name of a book, whether there is one or not."""
    return bool(_BOOK_NAME.fullmatch(name))


def alike(folder: Path, fingerprint: str) -> list[Path]:
    """The files in `folder` that were published under `fingerprint`: one, or a damaged one beside its successor."""
    return [path for path in _names(folder, fingerprint) if path.exists()]


def free_name(folder: Path, fingerprint: str) -> Path:
    """A path for a book that no file has: inside one process DuckDB goes on serving a damaged file that it has open,
    whatever takes its name. Raises ValueError for what is no fingerprint."""
    first = _names(folder, fingerprint)[0]
    if not is_book_name(first.name):
        raise ValueError(f"Fingerprint {fingerprint!r} must be 8 to 64 lower-case hexadecimal digits.")
    return next(path for path in _names(folder, fingerprint) if not path.exists())


def _names(folder: Path, fingerprint: str) -> list[Path]:
    return [folder / f"book-{fingerprint}{more}.duckdb"
            for more in ["", *(f"{number:02x}" for number in range(1, MAX_ALIKE))]]
