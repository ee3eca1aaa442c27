"""Pilots of calling that a workspace keeps, for the data that is open: for the page and the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from crm_core.approved import workspace_beside
from crm_core.language import LANGUAGES, _, in_language
from crm_core.lists.lot import Pilot
from crm_core.rooms.retention import Allotted, pilots_to_json
from crm_core.rooms.retention.chances.learning import Outcome
from crm_core.warehouse import Book


def of_this_data(pilots: Iterable[Pilot], book: Book) -> tuple[Pilot, ...]:
    """Those made from data of this title, in whichever language the list was made: customers of another bank may have
    the same ids."""
    titles = {""}
    for each in LANGUAGES:
        with in_language(each):
            titles.add(str(book.info["title"]))
    return tuple(each for each in pilots if each.made_from in titles)


def allotted(pilots: Iterable[Pilot]) -> tuple[Allotted, ...]:
    """As the room of retention takes them."""
    return tuple(Allotted(each.name, cast(Outcome, each.lot.outcome), each.begins_on, each.called, each.left_out,
                          each.drawn_before) for each in pilots)


def pilots_beside(place: Path | None, book: Book, outcome: str) -> str:
    """The pilots of `outcome` in the workspace beside the books of `place`, as text; empty where there are none. A
    workspace that cannot be read is said, and the answer goes without them."""
    from crm_core.workspace import WorkspaceUnavailable

    try:
        workspace = workspace_beside(place)
        kept = of_this_data(workspace.pilots.all(outcome), book) if workspace else ()
    except WorkspaceUnavailable as error:
        print(_("Without the pilots of calling: {error}", error=error), file=sys.stderr)
        return ""
    return pilots_to_json(allotted(kept)) if kept else ""
