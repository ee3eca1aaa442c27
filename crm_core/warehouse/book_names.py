"""What the files of books are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_BOOK_NAME = re.compile(r"book-[0-9a-f]{8,64}\.duckdb")
MAX_ALIKE = 256


def is_book_name(name: str) -> bool:
    """True of the name of a book, whether there is one or not."""
    return bool(_BOOK_NAME.fullmatch(name))


def alike(folder: Path, fingerprint: str) -> list[Path]:
    """The files in `folder` that were published under `fingerprint`: one, or a damaged one beside its successor; none
    where the folder is still to be made, as for the first visitor with a permit."""
    there = {path.name for path in folder.glob("book-*.duckdb")}
    return [folder / name for name in _names(fingerprint) if name in there and (folder / name).exists()]


def free_name(folder: Path, fingerprint: str) -> Path:
    """A path for a book that no file has: inside one process DuckDB goes on serving a damaged file that it has open,
    whatever takes its name. Raises ValueError for what is no fingerprint."""
    if not is_book_name(next(_names(fingerprint))):
        raise ValueError(f"Fingerprint {fingerprint!r} must be 8 to 64 lower-case hexadecimal digits.")
    return next(folder / name for name in _names(fingerprint) if not (folder / name).exists())


def _names(fingerprint: str) -> Iterator[str]:
    for more in ["", *(f"{number:02x}" for number in range(1, MAX_ALIKE))]:
        yield f"book-{fingerprint}{more}.duckdb"
