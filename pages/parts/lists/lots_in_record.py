"""Lots that were drawn, deleted and restored, where stewards read of them.

A workspace enters them in its own record, and that of a limited permit is read by nobody: so they stand in the bank's
too.
"""

from __future__ import annotations

from crm_core.lists.work_list import WorkList
from crm_core.workspace.record import Deed
from pages.frame.saving.workspace import enter, workspace
from pages.frame.visit import person


def lot_was_drawn(work_list: WorkList, *, customers: int) -> None:
    """Of so many `customers` a part was left out of the list by lot."""
    _enter("lot drawn", work_list, customers)


def deleted(number: int, *, author: str) -> WorkList:
    """The list of this number, deleted. Raises CannotAnswer as `WorkLists.delete` does."""
    had_lot = workspace().pilots.of(number) is not None
    gone = workspace().lists.delete(number, author=author)
    if had_lot:
        _enter("lot deleted", gone)
    return gone


def restored(number: int, *, author: str) -> WorkList:
    """The list of this number, no longer deleted. Raises CannotAnswer as `WorkLists.restore` does."""
    back = workspace().lists.restore(number, author=author)
    if workspace().pilots.of(number) is not None:
        _enter("lot restored", back)
    return back


def _enter(what: Deed, work_list: WorkList, customers: int | None = None) -> None:
    if not person.permit().sees_everything:
        origin = work_list.origin
        enter(what, subject=work_list.name, scope=origin.scope, rows=customers,
              book_fingerprint=origin.book_fingerprint)
