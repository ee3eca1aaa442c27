"""Every file of a folder that may be data, and every folder that is a table."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.file_format import NAME
from crm_core.intake.table_formats import is_versioned
from crm_core.language import _

_DEEPEST = 8
"""Folders inside each other, for a table that is partitioned by several columns."""


def files_of(folder: Path) -> list[Path]:
    """Every file of the folder and of its sub-folders, but what systems and spreadsheets leave lying about, and those
    that are `misnamed`; of a file, itself. A sub-folder in which a table keeps its versions stands for the files in it.

    Raises BuildRefused for such a table itself and for what lies in one: its files hold rows that no longer count.
    """
    home = folder.resolve()
    _refuse_one_table(folder, home)
    if folder.is_file():
        return [folder]
    files = []
    partitions = (path for path in folder.glob("*/*=*/**/*") if len(path.parts) - len(folder.parts) <= _DEEPEST)
    paths = {*folder.glob("*"), *folder.glob("*/*"), *partitions}
    tables = {path for path in paths if path.is_dir() and is_versioned(path)}
    for path in sorted(paths):
        name = path.relative_to(folder).as_posix()
        if path.name.startswith((".", "~$")) or "/." in f"/{name}" or name == NAME:
            continue
        if (path.is_dir() and path not in tables) or not tables.isdisjoint(path.parents):
            continue
        if "/" in name and path.name.startswith("_"):
            continue  # what Spark writes beside the parts: _SUCCESS, _metadata
        if not _is_text(name):
            continue
        if path not in tables and not path.is_file():
            raise BuildRefused(_("{file} is no file, or points to one that is not there. Put the file itself into "
                                 "{folder}, or take it out.", file=name, folder=folder))
        if not path.resolve().is_relative_to(home):
            raise BuildRefused(_("{file} points outside {folder}. Put the file itself into the folder.", file=name,
                                 folder=folder))
        files.append(path)
    return files


def _refuse_one_table(folder: Path, place: Path) -> None:
    if table := next(filter(is_versioned, place.parents), None):
        raise BuildRefused(_("{path} lies in the table {table}, whose files also hold rows that were deleted or "
                             "replaced. Give the folder in which {table} lies.", path=folder, table=table.name))
    if is_versioned(folder):
        raise BuildRefused(_("The folder {folder} is a table itself. Give the folder in which it lies, beside a folder "
                             "or a file for each other table.", folder=folder))


def misnamed(folder: Path) -> list[str]:
    """The files right in `folder` whose names no text can hold, as readable as they can be: they are left unread."""
    return sorted(_readable(path.name) for path in folder.glob("*") if path.is_file() and not _is_text(path.name))


def refuse_misnamed(path: Path) -> None:
    """Raises BuildRefused when the path itself is none that can be written down, as everything that is said of it would
    be."""
    if not _is_text(str(path)):
        raise BuildRefused(_("{file} has letters in its path that are not UTF-8 or cannot be seen. Rename it in plain "
                             "letters.", file=_readable(str(path))))


def _is_text(name: str) -> bool:
    """Without bytes that are no UTF-8 (Python keeps them as halves of letters), line ends and commands to terminals."""
    return not any(unicodedata.category(letter) in {"Cs", "Cc"} for letter in name)


def _readable(name: str) -> str:
    return "".join(letter if _is_text(letter) else f"\\x{ord(letter) & 0xFF:02x}" for letter in name)
