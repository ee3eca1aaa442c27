"""What is approved in the workspace beside the books, for programs: nothing is made for a look."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from crm_core.language import _
from crm_core.permit import LIMITED_FOLDER

if TYPE_CHECKING:
    from crm_core.workspace import Scenario, Workspace


def approved(room: str, book: Path | None) -> Scenario | None:
    """The scenario in force in `room`, from the workspace beside the books of `book`, a book or a folder of books; None
    when there is none. A workspace that cannot be read is said, and the answer goes without it."""
    from crm_core.workspace import WorkspaceUnavailable

    try:
        workspace = workspace_beside(book)
        return workspace.scenarios.in_force(room) if workspace else None
    except WorkspaceUnavailable as error:
        print(_("Without the approved scheme: {error}", error=error), file=sys.stderr)
        return None


def workspace_beside(book: Path | None) -> Workspace | None:
    """The workspace beside the books of `book`; None where there is none yet. Raises WorkspaceUnavailable."""
    from crm_core.workspace import Workspace, default_url
    from crm_core.workspace.engine import checked, file_url
    from crm_core.workspace.local_file import local_file

    folder = folder_of(book)  # theirs is a file, whatever the bank's is
    url = checked(file_url(folder) if folder is not None and _is_limited(folder) else default_url(folder))
    file = local_file(url)
    return None if file and _is_missing(file) else Workspace(url)


def of_the_bank(book: Path | None) -> Path | None:
    """The folder of the bank's books, where the record is, also for a book of what a permit shows."""
    folder = folder_of(book)
    return folder.resolve().parent.parent if folder is not None and _is_limited(folder) else folder


def _is_missing(file: Path) -> bool:
    try:
        return not file.exists()
    except PermissionError:  # the workspace says so itself
        return False


def _is_limited(folder: Path) -> bool:
    return folder.resolve().parent.name == LIMITED_FOLDER


def folder_of(book: Path | None) -> Path | None:
    """The folder of the books; None for the usual one."""
    return book if book is None or book.is_dir() else book.parent
