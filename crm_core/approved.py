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
    from crm_core.workspace.engine import file_url

    folder = folder_of(book)
    is_limited = folder is not None and folder.parent.name == LIMITED_FOLDER  # theirs is a file, whatever the bank's is
    url = file_url(folder) if folder is not None and is_limited else default_url(folder)
    if not isinstance(url, str) and not Path(str(url.database)).is_file():
        return None
    return Workspace(url)


def folder_of(book: Path | None) -> Path | None:
    """The folder of the books; None for the usual one."""
    return book if book is None or book.is_dir() else book.parent
