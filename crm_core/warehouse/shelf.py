"""Where books live: immutable files beside a one-line pointer that names the current one.

A build writes `book.tmp`, closes and syncs it, renames it to `book-<fingerprint>.duckdb` and replaces
the pointer `current`. Readers see the old book or the new one, never half of either. Renaming over one
fixed name would not do: inside one process DuckDB goes on serving the old file while a handle is open.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.machine_words import words_of
from crm_core.warehouse import book_names, on_disk
from crm_core.warehouse.book import Book
from crm_core.warehouse.book_names import is_book_name
from crm_core.warehouse.earlier_books import earlier_books
from crm_core.warehouse.faults import BeingBuilt, BookUnavailable
from crm_core.warehouse.on_disk import HAS_FILE_LOCKS, PRIVATE_FOLDER, hold, is_open_elsewhere, make_private, sync
from crm_core.warehouse.scratch import sweep
from crm_core.warehouse.verifying import is_whole, verify

FOLDER_VARIABLE = "CLIENTELA_DATA"
LOCK = "building.lock"
_ROOT = Path(__file__).resolve().parents[2]
_TRIES = 20
_MOMENT = 1_000_000_000
"""Nanoseconds between two books, of which every file system keeps them apart."""


def default_folder() -> Path:
    """The folder of the books: `CLIENTELA_DATA` when set, else `data/` beside the code."""
    return Path(os.environ.get(FOLDER_VARIABLE) or _ROOT / "data")


class Shelf:
    """A folder of books. Reading never locks; building is one at a time."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = Path(folder) if folder is not None else default_folder()
        self.was_interrupted = False
        """True from the moment on at which `building` found what a killed build had left."""

    @property
    def pointer(self) -> Path:
        return self.folder / "current"

    @property
    def draft(self) -> Path:
        """Where the build in progress writes."""
        return self.folder / "book.tmp"

    @property
    def refused(self) -> Path:
        """Where a build that was refused leaves the rows it rejected, until the next build."""
        return self.folder / "refused"

    def current(self) -> str | None:
        """The file name of the current book, None before the first build. Cheap: one small file read.

        Raises BookUnavailable when the pointer holds something else than a book's name.
        """
        try:
            name = self.pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise BookUnavailable(on_disk.taken_by_folder(self.pointer) or _(
                "{file} cannot be read ({error}). Build the book again.", file=self.pointer,
                error=words_of(error))) from error
        if not is_book_name(name):
            raise BookUnavailable(_(
                "{file} says {text}, which is not the name of a book. Build the book again.",
                file=self.pointer, text=repr(name[:60]),
            ))
        return name

    def open(self) -> Book:
        """The current book. Raises BookUnavailable when there is none or it cannot be read."""
        for attempt in range(_TRIES):
            name = self.current()
            if name is None:
                raise BookUnavailable(_(
                    "There is no book in {folder} yet. Build one: python -m crm_core build demo", folder=self.folder
                ))
            try:
                return Book(self.folder / name)
            except BookUnavailable:
                # A publish may have swept the file between the two steps: then the pointer has moved on.
                if self.current() == name or attempt == _TRIES - 1:
                    raise
        raise AssertionError("unreachable")

    @contextlib.contextmanager
    def building(self) -> Iterator[Path]:
        """Hold the right to build; gives the draft's path, cleared of what a killed build left behind.

        Raises BeingBuilt when another build holds it. The lock goes with its process, even a killed one.
        """
        earlier_books()  # told before a long build, not after it
        with self._held():
            self.was_interrupted = self._clear_draft()
            sweep(self.folder)
            try:
                yield self.draft
            finally:
                self._clear_draft()

    @contextlib.contextmanager
    def _held(self) -> Iterator[None]:
        self._make_folder()
        for path in (self.pointer, self.folder / LOCK):  # told before a long build, not after it
            if taken := on_disk.taken_by_folder(path):
                raise CannotAnswer(taken)
        with self._lock_file() as lock:
            if HAS_FILE_LOCKS and not hold(lock):
                raise BeingBuilt(_(
                    "Another build is writing to {folder}. Wait for it to end, or stop it, and try again.",
                    folder=self.folder,
                ))
            yield

    def _lock_file(self) -> TextIO:
        try:
            return open(self.folder / LOCK, "w", encoding="utf-8")
        except OSError as error:
            raise self._unwritable(error) from error

    def books(self) -> list[Path]:
        """Every book on the shelf, the one put in use last first."""
        used = []
        for path in self.folder.glob("book-*.duckdb"):
            with contextlib.suppress(FileNotFoundError):  # a build may be sweeping
                if is_book_name(path.name):
                    used.append((path.stat().st_mtime_ns, path))
        return [path for _time, path in sorted(used, reverse=True)]

    def use(self, fingerprint: str) -> Path:
        """Make an earlier book the current one and return its path; readers of the other go on.

        `fingerprint` may be its beginning. Raises CannotAnswer when no book or several begin so, or while a build
        runs, and BookUnavailable when the book cannot be read.
        """
        if not self.folder.is_dir():
            raise BookUnavailable(_("There is no folder {folder}. Give the folder of the data.", folder=self.folder))
        with self._held():
            names = {path.stem.removeprefix("book-"): path for path in self.books()}
            fitting = [name for name in names if fingerprint and name.startswith(fingerprint.lower())]
            if len(fitting) != 1:
                raise CannotAnswer(_(
                    "{text} is not the version of one book in {folder}. There are: {names}. Give enough of one of "
                    "them.",
                    text=repr(fingerprint), folder=self.folder, names=", ".join(names) or _("none"),
                ))
            path = names[fitting[0]]
            verify(path)
            self._point_to(path.name)
            self._touch(path)
            return path

    def _make_folder(self) -> None:
        """Raises CannotAnswer when books cannot be kept there."""
        if "?" in str(self.folder):
            raise CannotAnswer(_("{folder} has a ? in its path, where DuckDB cannot write. Choose another folder.",
                                 folder=self.folder))
        try:
            self.folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        except OSError as error:
            raise self._unwritable(error) from error
        if self.pointer.exists():  # made before they were private; any other folder is somebody's own
            list(map(make_private, (self.folder, self.pointer, *self.books())))

    def _unwritable(self, error: OSError) -> CannotAnswer:
        return CannotAnswer(_("Books cannot be kept in {folder}: {error}. Choose a folder that can be written to.",
                              folder=self.folder, error=words_of(error)))

    def publish(self, fingerprint: str) -> Path:
        """Make the closed draft the current book and return its path. Call inside `building()`.

        A whole book of the same fingerprint already on the shelf is kept, and the draft left where it is: same sources,
        same code, same book. A damaged one is replaced (decision 157).
        """
        before, alike = self.current_or_none(), book_names.alike(self.folder, fingerprint)
        if (target := next(filter(is_whole, alike), None)) is None:
            target = book_names.free_name(self.folder, fingerprint)
            make_private(self.draft)
            sync(self.draft)
            os.replace(self.draft, target)
        self._point_to(target.name)
        self._touch(target)
        for damaged in set(alike) - {target}:
            with contextlib.suppress(OSError):  # a folder of that name: the book is in use, and it harms nobody
                damaged.unlink()
        self._sweep(target.name, before)
        return target

    def current_or_none(self) -> str | None:
        """Like `current`, but a broken pointer counts as none: a build is how it is mended."""
        with contextlib.suppress(BookUnavailable):
            return self.current()
        return None

    def in_use(self) -> Path | None:
        """The book that a new one is compared with; None when there is none, or the pointer is broken."""
        name = self.current_or_none()
        return self.folder / name if name else None

    def _point_to(self, name: str) -> None:
        fresh = self.pointer.with_suffix(".new")
        fresh.write_text(name + "\n", encoding="utf-8")
        make_private(fresh)
        sync(fresh)
        os.replace(fresh, self.pointer)
        sync(self.folder)

    def _touch(self, path: Path) -> None:
        """The time of the file is when it was put in use, and later than that of any other book: a clock that was wrong
        for a while must not leave its books on top. Where it cannot be set, the order of the list suffers only."""
        others = [each.stat().st_mtime_ns for each in self.books() if each != path]
        moment = max([time.time_ns(), *(other + _MOMENT for other in others)])
        with contextlib.suppress(OSError):
            os.utime(path, ns=(moment, moment))

    def _clear_draft(self) -> bool:
        """Remove what a build has written, and a pointer that was never set; True when there was anything."""
        leftovers = [*self.folder.glob("book.tmp*"), *self.folder.glob("current.new")]
        for leftover in leftovers:
            if leftover.is_dir():
                shutil.rmtree(leftover, ignore_errors=True)
            else:
                leftover.unlink(missing_ok=True)
        return bool(leftovers)

    def _sweep(self, current: str, before: str | None) -> None:
        """Remove the books that were in use longest ago, but for those that are kept and any that a process has
        open."""
        earlier = [path for path in self.books() if path.name != current]
        earlier.sort(key=lambda path: path.name != before)
        for path in earlier[earlier_books():]:
            if not is_open_elsewhere(path):
                path.unlink(missing_ok=True)
