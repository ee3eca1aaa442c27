"""Where each owner wants to arrive: the short id of a view."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import delete, insert, select

from crm_core.workspace.store import Store
from crm_core.workspace.view_tables import START_PAGES

_T = START_PAGES.c


class StartPages:
    """The start pages of a workspace, one an owner. Every call raises WorkspaceUnavailable when it cannot be used."""

    def __init__(self, store: Store, now: Callable[[], dt.datetime]) -> None:
        self._store, self._now = store, now

    def choose(self, owner: str, short_id: str) -> None:
        """Let `owner` arrive at the view of `short_id`, or at the usual page; ValueError without an owner."""
        if not owner:
            raise ValueError("A start page has an owner.")
        with self._store.writing() as connection:
            connection.execute(delete(START_PAGES).where(_T.owner == owner))
            if short_id:
                connection.execute(insert(START_PAGES).values(owner=owner, short_id=short_id, set_at=self._now()))

    def of(self, owner: str) -> str:
        """The short id of the view at which `owner` wants to arrive; empty when none was chosen."""
        with self._store.reading() as connection:
            return connection.execute(select(_T.short_id).where(_T.owner == owner)).scalar() or ""
