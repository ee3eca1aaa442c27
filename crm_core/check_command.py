"""`python -m crm_core check`: every book on the shelf read in full, the one in use and those to go back to."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crm_core import CannotAnswer
from crm_core.amounts import number
from crm_core.data_options import add_data
from crm_core.language import _
from crm_core.warehouse import BookUnavailable, Shelf, verify


def add_check(commands: Any, command: Callable[..., argparse.ArgumentParser]) -> None:
    """The command. `command(commands, name, run, purpose)` adds one."""
    check = command(commands, "check", _check, _("read every value of the data, and say whether the files are whole"))
    add_data(check)


def _check(arguments: argparse.Namespace) -> int:
    """2 when the book in use, or the one that was named, cannot be relied on: an earlier one that is damaged is told,
    and harms nobody."""
    if arguments.book is not None and arguments.book.is_file():
        return 0 if _is_whole(arguments.book, "") else 2
    shelf = Shelf(arguments.book)
    current = shelf.current()
    if current is None:
        raise CannotAnswer(_("There is no data in {folder} yet.", folder=shelf.folder))
    in_use = shelf.folder / current
    earlier = [path for path in shelf.books() if path != in_use]
    states = [_is_whole(path, "* " if path == in_use else "  ") for path in [in_use, *earlier]]
    return 0 if states[0] else 2


def _is_whole(path: Path, mark: str) -> bool:
    try:
        rows = verify(path)
    except BookUnavailable as problem:
        print(f"{mark}{problem}")
        return False
    print(mark + _("{file} is whole: {rows} rows were read.", file=path.name, rows=number(rows)))
    return True
