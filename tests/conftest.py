"""Where the books of the tests lie, and how many threads count in them."""

from __future__ import annotations

import gc
import inspect
import os
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import psutil
import pytest

from crm_core import house_style
from crm_core.learners import own_process
from tests.longest_first import ByModule, longest_first

if TYPE_CHECKING:
    from tests.needed_marts import Needed

_BOOKS = pytest.StashKey["FinishedBooks"]()
_NEEDED = pytest.StashKey["Needed"]()
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
    house_style.CHECKED = True
    # A page that learns does it here: a process of its own (tests/learners) takes a second to start.
    own_process.this_program_goes_on = lambda: None
    # How long an example takes says how busy the machine is.
    hypothesis.settings.register_profile("busy machine", deadline=None)
    hypothesis.settings.load_profile("busy machine")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported and collected stays: the collector would look through all of it again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items[:] = longest_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """`-n auto`: one worker more than there are cores, as each waits for others now and then: a browser, a server, a
    process of its own. Two on two cores left a third of the processors' time unused (decision 170)."""
    asked = os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS")
    return None if asked else (psutil.cpu_count(logical=False) or os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByModule | None:
    return ByModule(config, log) if config.getoption("dist") == "loadscope" else None


def pytest_collection_finish(session: pytest.Session) -> None:
    """From here on a book of the same rows is finished once (`tests/finished_books.py`), by whichever builder, and with
    what its test needs alone (`tests/needed_marts.py`).

    What the libraries hold by now they hold to the end: the collector need not look through it, a tenth of all the
    processor time of the tests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    if os.environ.get("CLIENTELA_EVERY_BOOK_ANEW") == "1":
        return
    from crm_core.intake.draft import Draft
    from tests.finished_books import FinishedBooks
    from tests.needed_marts import Needed

    books = FinishedBooks(Draft.complete)
    books.anew_where_code_is_patched()
    session.config.stash[_BOOKS] = books

    def complete(draft: Draft, content_hash: str) -> str:
        return books.of(draft, content_hash)

    Draft.complete = complete  # type: ignore[method-assign]
    session.config.stash[_NEEDED] = _build_what_is_needed(Needed())


def _build_what_is_needed(needed: Needed) -> Needed:
    """From here on a small book gets the marts, the counts of its quality and the doubts of it that its test needs."""
    from crm_core import contract, marts
    from crm_core.engines import DuckDBEngine
    from crm_core.intake import draft
    from tests.finished_books import MAX_ROWS

    build, measure, write_quality, write_history = (
        marts.build, draft.measure_activity, draft.write_quality, draft.write_history)
    suspect, write_caveats = draft.Draft._suspect, draft.Draft._write_caveats

    def is_lean(engine: Any) -> bool:
        """Whether a book is made with what is needed alone: of a room, or small. By what was brought, and not by the
        marts: it is asked before and after they are made."""
        if not isinstance(engine, DuckDBEngine):
            return False
        rows = engine.rows("select sum(estimated_size) from duckdb_tables() where list_contains($names, table_name)",
                           {"names": list(contract.TABLES)})
        return needed.of_a_room or int(rows[0][0]) <= MAX_ROWS

    def build_needed(engine: Any, **options: Any) -> None:
        build(engine, **{"only": needed.marts if is_lean(engine) else marts.ALL, **options})

    def measure_where_read(engine: Any) -> None:
        if needed.quality or not is_lean(engine):
            measure(engine)

    def counted_where_read(write: Any) -> Any:
        def write_where_read(connection: Any, **options: Any) -> None:
            if needed.quality or not is_lean(DuckDBEngine(connection)):
                write(connection, **options)
        return write_where_read

    def doubted_where_read(doubt: Any) -> Any:
        def doubt_where_read(book: draft.Draft) -> None:
            if needed.doubts or not is_lean(DuckDBEngine(book.connection)):
                doubt(book)
        return doubt_where_read

    def forget_doubts(connection: Any, **options: Any) -> None:
        """The last step of all: who asks for doubts where none were looked for is refused, and not told of none."""
        counted_where_read(write_history)(connection, **options)
        if not needed.doubts and is_lean(DuckDBEngine(connection)):
            connection.execute("drop table suspicions")

    marts.build = build_needed
    draft.measure_activity = measure_where_read
    draft.write_quality = counted_where_read(write_quality)
    draft.write_history = forget_doubts
    draft.Draft._suspect = doubted_where_read(suspect)  # type: ignore[method-assign]
    draft.Draft._write_caveats = doubted_where_read(write_caveats)  # type: ignore[method-assign]
    return needed


def pytest_unconfigure() -> None:
    gc.unfreeze()  # else what extensions hold is called a leak at the end


@pytest.fixture(scope="session", autouse=True)
def _folder_of_finished_books(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The processes of a run find here what another has finished."""
    books = request.config.stash.get(_BOOKS, None)
    if books is not None:
        own = tmp_path_factory.getbasetemp()
        books.folder = (own.parent if hasattr(request.config, "workerinput") else own) / "finished"
        books.folder.mkdir(exist_ok=True)


@pytest.fixture(scope="session")
def demo_bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo bank, of which the documents tell, as the command makes it that they name."""
    from crm_core.command_line import main

    folder = tmp_path_factory.mktemp("demo_bank")
    assert main(["build", "demo", "--if-none", "--data", str(folder)]) == 0
    return folder


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: Any) -> None:
    """A test that says that the same sources make the same book has its books made anew."""
    books = item.config.stash.get(_BOOKS, None)
    if books is not None:
        books.is_on = item.get_closest_marker("books_made_anew") is None
        needed = item.config.stash[_NEEDED]
        needed.by(item.path, inspect.getsource(item.function), every=item.get_closest_marker("every_mart") is not None)
        books.needed = needed.key
