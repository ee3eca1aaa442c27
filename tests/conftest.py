"""Where the books of the tests lie, and how many threads count in them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.longest_first import ByModule, longest_first

_BOOKS = pytest.StashKey["FinishedBooks"]()
_MARTS = pytest.StashKey[dict[str, frozenset[str]]]()
MEMORY = Path("/dev/shm")
ENOUGH = 4_000_000_000
"""Bytes free; the books of a whole run take a quarter of it."""

for library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    # Before NumPy is read: small matrices shared out between threads take four times the processor time, most of it
    # spent waiting for each other, and the tests run beside each other as it is.
    os.environ.setdefault(library, "1")


def pytest_configure() -> None:
    """Lay temporary folders into memory where there is room: a book is a hundred small commits, and on a disk each of
    them waits longer for the disk than it computes."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    # How long an example takes says how busy the machine is.
    hypothesis.settings.register_profile("busy machine", deadline=None)
    hypothesis.settings.load_profile("busy machine")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items[:] = longest_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByModule | None:
    return ByModule(config, log) if config.getoption("dist") == "loadscope" else None


def pytest_collection_finish(session: pytest.Session) -> None:
    """From here on a book of the same rows is finished once (`tests/finished_books.py`), by whichever builder."""
    if os.environ.get("CLIENTELA_EVERY_BOOK_ANEW") == "1":
        return
    from crm_core.intake.draft import Draft
    from tests.finished_books import FinishedBooks

    books = FinishedBooks(Draft.complete)
    session.config.stash[_BOOKS] = books

    def complete(draft: Draft, content_hash: str) -> str:
        return books.of(draft, content_hash)

    Draft.complete = complete  # type: ignore[method-assign]
    session.config.stash[_MARTS] = _build_what_is_needed()


def _build_what_is_needed() -> dict[str, frozenset[str]]:
    """From here on a small book gets the marts that its test needs (`tests/needed_marts.py`)."""
    from crm_core import marts
    from crm_core.engines import DuckDBEngine
    from tests.finished_books import MAX_ROWS

    build, needed = marts.build, {"marts": frozenset(marts.ALL)}

    def build_needed(engine: Any, **options: Any) -> None:
        if not isinstance(engine, DuckDBEngine):
            build(engine, **options)
            return
        rows = engine.rows("select sum(estimated_size) from duckdb_tables()")[0][0]
        build(engine, **{"only": needed["marts"] if rows <= MAX_ROWS else marts.ALL, **options})

    marts.build = build_needed
    return needed


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: Any) -> None:
    """A test that patches code, or says that the same sources make the same book, has its books made anew."""
    books = item.config.stash.get(_BOOKS, None)
    if books is not None:
        patches = "monkeypatch" in item._fixtureinfo.argnames
        books.is_on = not patches and item.get_closest_marker("books_made_anew") is None
        from tests.needed_marts import ALL, needed_by_tests_in

        every = item.get_closest_marker("every_mart") is not None
        books.marts = item.config.stash[_MARTS]["marts"] = ALL if every else needed_by_tests_in(item.path.parent)
