"""Which columns of a work list each owner wants to see, and in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import delete, insert, select

from crm_core.workspace.list_tables import LIST_COLUMNS
from crm_core.workspace.store import Store

_T = LIST_COLUMNS.c


class ListColumns:
    """The choices of a workspace, one an owner. Every call raises WorkspaceUnavailable when it cannot be used."""

    def __init__(self, store: Store, now: Callable[[], dt.datetime]) -> None:
        self._store, self._now = store, now

    def choose(self, owner: str, columns: str) -> None:
        """Keep the names of columns, separated by commas; none for the usual ones. ValueError without an owner."""
        if not owner:
            raise ValueError("A choice of columns has an owner.")
        with self._store.writing() as connection:
            connection.execute(delete(LIST_COLUMNS).where(_T.owner == owner))
            if columns:
                connection.execute(insert(LIST_COLUMNS).values(owner=owner, columns=columns, set_at=self._now()))

    def of(self, owner: str) -> str:
        """The columns of `owner`; empty when none were chosen."""
        with self._store.reading() as connection:
            return connection.execute(select(_T.columns).where(_T.owner == owner)).scalar() or ""
