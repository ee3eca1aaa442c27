"""What a person brings to the desk: files from the browser, a folder or a file named by path, tables of a database.

What is copied lies in a folder of its own beside the books and is gone with the delivery; what is named by path is read
where it is and never changed.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PureWindowsPath
from typing import IO

from crm_core import CannotAnswer, contract
from crm_core.amounts import number
from crm_core.intake.files.databases import write_csv
from crm_core.intake.files.file_format import NAME, FileFormat
from crm_core.intake.files.folder import Source
from crm_core.intake.files.walk import files_of
from crm_core.language import _
from crm_core.machine_words import words_of
from crm_core.warehouse import Scratch, Shelf

MAX_UPLOAD = 200
"""Megabytes of a file from the browser, which the server holds in memory until it has arrived; a larger one is named by
path."""

MAX_FILES = 500
"""Files of a delivery. A folder of more is another folder than was meant."""

_BLOCK = 1024 * 1024
_ODD = re.compile(r"[\x00-\x1f\x7f/\\:]")
_QUERY = re.compile(r"\s*(select|with|values|table)\b", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Delivery:
    """`folder` holds the files, or is the one file that was named. `names` are the files, `size` their bytes."""

    folder: Path
    names: tuple[str, ...]
    size: int
    scratch: Scratch | None = None
    """What holds the copies; None where the files are read where they lie."""

    @property
    def is_copied(self) -> bool:
        """True when the files are copies, which are gone with the delivery."""
        return self.scratch is not None

    def close(self) -> None:
        """Remove the copies; what was named by path stays as it is."""
        if self.scratch is not None:
            self.scratch.close()


def upload(files: Iterable[tuple[str, IO[bytes]]], shelf: Shelf) -> Delivery:
    """Copy files from the browser, each with its name. Raises CannotAnswer when there is none, two have one name, or
    the disk is full; nothing is left then."""
    scratch = Scratch(shelf.folder)
    folder = scratch.folder / "files"
    try:
        folder.mkdir()
        for given, stream in files:
            path = folder / _name(given)
            if path.exists():
                raise CannotAnswer(_("There are two files called {name}. Rename one of them.", name=repr(path.name)))
            with open(path, "wb") as copy:
                shutil.copyfileobj(stream, copy, _BLOCK)
        return _delivered(folder, scratch)
    except BaseException as error:
        scratch.close()
        if isinstance(error, OSError):
            raise CannotAnswer(_(
                "The files cannot be kept in {folder} while they are looked at: {error}. Make room, or name their "
                "folder by its path.", folder=shelf.folder, error=words_of(error))) from error
        raise


def at(path: str) -> Delivery:
    """A folder or a file of the machine that runs this program. Raises CannotAnswer when it is not there, cannot be
    read or holds nothing."""
    given = path.strip().strip("\"'")
    if not given:
        raise CannotAnswer(_("Give the path of a folder or a file."))
    folder = Path(given).expanduser()
    try:
        if not folder.exists():
            raise CannotAnswer(_("There is no {path} on the machine that runs this program. Give the whole path, such "
                                 "as {example}.", path=repr(given), example="/home/ana/bank"))
        return _delivered(folder.resolve())
    except OSError as error:
        raise CannotAnswer(_("{path} cannot be read: {error}. Check its rights.", path=repr(given),
                             error=words_of(error))) from error


def fetch(url: str, tables: Sequence[str], shelf: Shelf, *,
          progress: Callable[[str, int], None] = lambda table, rows: None) -> Delivery:
    """Copy tables of a database, or the answers of queries, each as a CSV of its name: read once, so that looking,
    trying and building see the same rows. `url` is SQLAlchemy's; `${NAME}` in it is taken from the environment.

    Raises CannotAnswer, and leaves nothing, when it cannot be read.
    """
    if "://" not in url:
        raise CannotAnswer(_("{url} is no address of a database. Write it as postgresql+psycopg://user@host/database.",
                             url=repr(url)))
    if not any(each.strip() for each in tables):
        raise CannotAnswer(_("Name a table, or write a query that begins with select."))
    scratch = Scratch(shelf.folder)
    folder = scratch.folder / "files"
    try:
        folder.mkdir()
        for number, each in enumerate(filter(None, map(str.strip, tables)), start=1):
            is_query = bool(_QUERY.match(each)) and " " in each
            name = _name(f"query_{number}" if is_query else each)
            progress(name, 0)
            write_csv(_source(url, name, query=each if is_query else "", table="" if is_query else each),
                      folder / f"{name}.csv", tick=partial(progress, name))
        return _delivered(folder, scratch)
    except BaseException:
        scratch.close()
        raise


def _source(url: str, name: str, *, table: str, query: str) -> Source:
    no_table = contract.Table("database", "", "", ())
    return Source(no_table, Path.cwd(), name, FileFormat(source=url.strip(), table=table, query=query))


def _delivered(folder: Path, scratch: Scratch | None = None) -> Delivery:
    paths = [path for path in files_of(folder) if path.name != NAME]
    if not paths:
        raise CannotAnswer(_("{folder} holds no file.", folder=folder) if scratch is None else
                           _("There is no file to read. Choose at least one."))
    if len(paths) > MAX_FILES:
        raise CannotAnswer(_("{folder} holds {count} files, more than those of one bank. Name the folder of the files "
                             "that are meant.", folder=folder, count=number(len(paths))))
    home = folder.parent if folder.is_file() else folder
    return Delivery(folder, tuple(path.relative_to(home).as_posix() for path in paths),
                    sum(path.stat().st_size for path in paths), scratch)


def _name(given: str) -> str:
    """A file's name without folders or what no system takes. Raises CannotAnswer when nothing is left."""
    name = _ODD.sub("_", unicodedata.normalize("NFC", PureWindowsPath(given).name)).strip()
    if not name.strip("._") or len(name.encode()) > 200:  # noqa: PLR2004 systems take 255 bytes; a suffix may follow
        raise CannotAnswer(_("{name} cannot be the name of a file. Rename it.", name=repr(given[:60])))
    return name.lstrip(".")
