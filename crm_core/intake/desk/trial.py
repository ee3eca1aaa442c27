"""The dry run: a whole build beside the books, told in full before anything in use changes.

The book is built into a scratch shelf on the same disk, so that publishing is a rename: no second build, and readers
see the old book or the new one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from crm_core import CannotAnswer
from crm_core.amounts import percent
from crm_core.intake import rejections
from crm_core.intake.draft import Progress, Published, SourceFile
from crm_core.intake.files import build_files
from crm_core.intake.files.file_format import NAME
from crm_core.intake.files.mapping import read_mapping
from crm_core.intake.kept_books import KeptBook, kept_book
from crm_core.intake.rejections import Excess, Kind
from crm_core.language import _
from crm_core.warehouse import Book, Scratch, Shelf


class Cancelled(Exception):
    """The person stopped the dry run; everything is as it was."""


_AGAIN = re.compile(r" \(\d+\)$")
"""How the name of a file ends that is read once more."""


@dataclass(frozen=True)
class Rows:
    """How many rows were read, and how many of them are in the book."""

    read: int
    used: int


@dataclass(frozen=True, eq=False)
class Trial:
    """A book that was built and is not in use. Its facts are in it (`open`); what decides on publishing is here."""

    path: Path
    fingerprint: str
    files: tuple[SourceFile, ...]
    against: str | None
    """The file of the book that was in use and that this one was compared with; None when there was none."""
    limit: float
    """The fraction of a file's rows, or of one of its amounts, that may be rejected."""
    excesses: tuple[Excess, ...]
    """The files of which more was rejected; not empty: nothing is published unless somebody accepts it."""
    kinds: tuple[Kind, ...]
    """The kinds of reasons, most frequent first, each with its remedy."""
    advice: tuple[str, ...]
    """What the files may hold instead, where many rows have one reason."""
    kept: KeptBook
    """The book as the list of books tells it, with what differs from the one in use."""
    scratch: Scratch = field(repr=False)

    @property
    def is_over_limit(self) -> bool:
        """True when so much was rejected that publishing needs somebody's word."""
        return bool(self.excesses)

    @property
    def is_open(self) -> bool:
        """False once it was published or discarded."""
        return self.scratch.is_open

    @property
    def rejected(self) -> int:
        """Rows kept out of the book, over all files and what each is read for."""
        return sum(each.rejected for each in self.files)

    @property
    def rows(self) -> Rows:
        """The rows of the files. One that is read several times (for customers, for activity, to look something up)
        counts once, by the time when the fewest were used; what stands in the recipe itself does not."""
        by_file: dict[str, list[SourceFile]] = {}
        for each in self.files:
            if each.file != NAME:
                by_file.setdefault(_AGAIN.sub("", each.file), []).append(each)
        return Rows(sum(max(each.accepted + each.rejected for each in some) for some in by_file.values()),
                    sum(min(each.accepted for each in some) for some in by_file.values()))

    def open(self) -> Book:
        """The book, to be closed before it is published."""
        return Book(self.path)


class _ScratchShelf(Shelf):
    """A shelf of its own for one build, which compares what it holds with the book in use on the real one."""

    def __init__(self, folder: Path, real: Shelf) -> None:
        super().__init__(folder)
        self.real = real

    def in_use(self) -> Path | None:
        return self.real.in_use()

    @property
    def refused(self) -> Path:
        """Where whoever reads a refusal finds the rows, as after every build."""
        return self.real.refused


def try_out(folder: Path, shelf: Shelf, *, recipe: bytes | None = None, progress: Progress = lambda label, part: None,
            cancel: Callable[[], bool] = lambda: False, memory_limit: str = "4GB", threads: int | None = None) -> Trial:
    """Build a book from `folder` (a folder or a file) without putting it in use. `recipe` is the text of a mapping.toml
    that takes the place of the folder's.

    However much is rejected, the book is built: the Trial says whether it is over the limit. Raises BuildRefused with
    the reason when no book can be made, Cancelled soon after `cancel()` is true; nothing is left then.
    """
    limit = read_mapping(folder, recipe).max_rejected
    against = shelf.current_or_none()
    shelf.folder.mkdir(parents=True, exist_ok=True)
    scratch = Scratch(shelf.folder)

    def go_on(label: str, part: float) -> None:
        if cancel():
            raise Cancelled
        progress(label, part)

    try:
        made = build_files(folder, _ScratchShelf(scratch.folder, shelf), recipe=recipe, progress=go_on,
                           memory_limit=memory_limit, threads=threads, accept_rejected=True, cancel=cancel)
        return _trial(made, against, limit, scratch)
    except BaseException:
        scratch.close()
        if cancel():  # whatever the interruption of its statement ended as
            raise Cancelled from None
        raise


def publish(trial: Trial, shelf: Shelf, *, accept_rejected: bool = False) -> Published:
    """Put the book of a dry run in use; earlier books are kept as after every build. The trial is over then.

    Raises CannotAnswer, and changes nothing, when it is over the limit and nobody accepts it, when it is gone, when
    another book has come into use since, or while another build runs.
    """
    if trial.is_over_limit and not accept_rejected:
        raise CannotAnswer(_("More than {limit} was rejected, so nothing was published. Read the reasons first, then "
                             "publish all the same.", limit=percent(trial.limit)))
    if not trial.path.is_file():
        raise CannotAnswer(_("This dry run is gone. Run it again."))
    with shelf.building() as draft:
        if shelf.current_or_none() != trial.against:
            raise CannotAnswer(_("Other data has come into use since this dry run, which was compared with the data "
                                 "before it. Run it again."))
        os.replace(trial.path, draft)
        path = shelf.publish(trial.fingerprint)
        made_before = draft.exists()
    discard(trial)
    return Published(path, trial.fingerprint, trial.files, made_before=made_before)


def discard(trial: Trial) -> None:
    """Remove the book of a dry run."""
    trial.scratch.close()


def _trial(made: Published, against: str | None, limit: float, scratch: Scratch) -> Trial:
    import duckdb

    with duckdb.connect(str(made.path), read_only=True) as connection:
        excesses = rejections.excesses(connection, limit)
        kinds = rejections.kinds(connection, [each.table_name for each in made.files])
    rows = sum(each.accepted + each.rejected for each in made.files if each.table_name == "activity")
    return Trial(made.path, made.fingerprint, made.files, against, limit, tuple(excesses), tuple(kinds),
                 tuple(rejections.advice(kinds, limit * rows)), kept_book(made.path, is_current=False), scratch)
