"""A book of the same rows is finished once in a run, and copied after that (decisions 107 and 170).

Nearly all that a tiny book costs is the planning of the hundred statements that make its marts and count its quality,
and some hold what a book before them held. What a draft holds decides what it is finished to, so the second is a copy
of the first; a book that differs in a single cell is made. What is finished lies in a folder that all processes of a
run share, so that it does not matter which of them makes it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import pickle
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crm_core.intake.draft import Draft
from crm_core.language import current

MAX_ROWS = 20_000
"""Of a draft: a tenth of a second to compare, where a book of so many rows takes two."""
MAX_SIZE = 40_000_000
"""Bytes of a book in use: a hash of so many takes a fiftieth of a second, and small books have nine million."""
_PAGE = 4096
_FASTEST = 1
"""Of the levels of compression: a seventieth of a second for each book, and a thirtieth of its size."""
_PATCHES = ("setattr", "delattr", "setitem", "delitem")


@dataclass(frozen=True)
class Finished:
    mark: str
    size: int
    pages: dict[int, bytes]
    """What of the file is not zero, by where it begins: of nine megabytes a third of one."""
    told: tuple[tuple[str, float], ...]
    """What finishing it reported as progress, which is reported again."""

    def copy_to(self, path: Path) -> None:
        with open(path, "wb") as file:
            file.truncate(self.size)
            for place, page in self.pages.items():
                file.seek(place)
                file.write(page)


@dataclass
class FinishedBooks:
    """The finished books of this run by what their drafts held."""

    complete: Callable[[Draft, str], str]
    folder: Path | None = None
    """Where they lie, each under its key; without a folder every book is made."""
    is_on: bool = True
    needed: str = ""
    """What the books are made with."""

    def of(self, draft: Draft, content_hash: str) -> str:
        """Complete `draft` as `Draft.complete` does, by a copy where its like was completed before.

        Never where somebody wants to stop it.
        """
        stopped = draft.cancel is not None and draft.cancel()
        if not self.is_on or self.folder is None or stopped:
            return self.complete(draft, content_hash)
        key = held(draft, content_hash)
        if key is None:
            return self.complete(draft, content_hash)
        place = self.folder / f"{key}-{hashlib.sha256(self.needed.encode()).hexdigest()[:16]}"
        if not place.exists():
            finished = self._made(draft, content_hash)
            _keep(finished, place)
            return finished.mark
        found: Finished = pickle.loads(zlib.decompress(place.read_bytes()))
        draft.connection.close()
        found.copy_to(draft.shelf.draft)
        for label, fraction in found.told:
            draft.progress(label, fraction)
        return found.mark

    def _made(self, draft: Draft, content_hash: str) -> Finished:
        told: list[tuple[str, float]] = []
        asked = draft.progress

        def noting(label: str, fraction: float) -> None:
            told.append((label, fraction))
            asked(label, fraction)

        draft.progress = noting
        try:
            mark = self.complete(draft, content_hash)
        finally:
            draft.progress = asked
        content, empty = draft.shelf.draft.read_bytes(), bytes(_PAGE)
        pages = {place: content[place:place + _PAGE] for place in range(0, len(content), _PAGE)}
        return Finished(mark, len(content), {place: page for place, page in pages.items() if page != empty},
                        tuple(told))

    def anew_where_code_is_patched(self) -> None:
        """From here on a test whose code is patched, by itself or by a fixture, has its books made: another code may
        make another book. A variable of the environment or the pages' Streamlit is none of the code that makes it."""
        for name in _PATCHES:
            setattr(pytest.MonkeyPatch, name, self._noting(getattr(pytest.MonkeyPatch, name)))

    def _noting(self, patch: Callable[..., None]) -> Callable[..., None]:
        def noted(patching: pytest.MonkeyPatch, target: Any, *rest: Any, **how: Any) -> None:
            if target is not os.environ and not _is_streamlits(target):
                self.is_on = False
            patch(patching, target, *rest, **how)

        return noted


def _content(book: Path | None) -> str:
    """A hash of a book's file; what is not there cannot be compared with."""
    return hashlib.sha256(book.read_bytes()).hexdigest() if book is not None and book.exists() else ""


def _is_streamlits(target: Any) -> bool:
    place = target if isinstance(target, str) else getattr(target, "__module__", "") or getattr(target, "__name__", "")
    return str(place).partition(".")[0] == "streamlit"


def _keep(finished: Finished, place: Path) -> None:
    """Whole or not at all: another process may look for it at any time."""
    draft = place.with_suffix(f".{os.getpid()}")
    draft.write_bytes(zlib.compress(pickle.dumps(finished), _FASTEST))
    draft.replace(place)


def held(draft: Draft, content_hash: str) -> str | None:
    """A hash of everything that a draft is finished from: each table it has, whatever made it, in its order, the terms,
    the settings of the database, the language, the day, and the book in use, which it is compared with. None for a
    draft of many rows, or beside a large book."""
    in_use = draft.shelf.in_use()
    if in_use is not None and in_use.exists() and in_use.stat().st_size > MAX_SIZE:
        return None
    tables = draft.connection.execute(
        "select table_name, sql, estimated_size from duckdb_tables() order by table_name").fetchall()
    if sum(rows for _name, _sql, rows in tables) > MAX_ROWS:
        return None
    settings = draft.connection.execute(
        "select current_setting('threads'), current_setting('memory_limit')").fetchall()
    parts = [content_hash, draft.source, draft.terms, draft.max_rejected, draft.files, settings, current(),
             dt.datetime.now(dt.UTC).date(), _content(in_use)]
    digest = hashlib.sha256(repr(parts).encode())
    for name, sql, rows in tables:
        digest.update(f"{name}{sql}".encode())
        if rows:
            digest.update(repr(draft.connection.execute(f'select * from "{name}"').fetchall()).encode())
    return digest.hexdigest()
