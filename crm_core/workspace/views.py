"""The saved views of a workspace: kept under a name or only a short id, found again, renamed, replaced, deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Connection, Row, insert, select, update

from crm_core import CannotAnswer
from crm_core.language import _, day
from crm_core.workspace import written
from crm_core.workspace.store import Store
from crm_core.workspace.tables import by_number, inserted_id
from crm_core.workspace.view import View, ViewNameTaken, new_short_id, short_id_of
from crm_core.workspace.view_tables import VIEWS

_T = VIEWS.c


class Views:
    """The views of a workspace. A name is unique for its owner and page, whatever its capitals; deleting can be undone.

    `owner` is an opaque id of who keeps views; only the owner may change them. Every call raises WorkspaceUnavailable
    when the workspace cannot be used.
    """

    def __init__(self, store: Store, now: Callable[[], dt.datetime],
                 short_id: Callable[[], str] = new_short_id) -> None:
        self._store, self._now, self._short_id = store, now, short_id

    def save(self, page: str, name: str, link: str, *, owner: str, author: str, note: str = "",
             is_shared: bool = False, replace: bool = False) -> View:
        """Keep `link`, a JSON text, under a name of `owner` for `page`.

        With `replace` it takes the place of the one that has the name, and its short id, so that links sent before
        open what was saved last; the former one stays, deleted. Raises ViewNameTaken without it, CannotAnswer for a
        name, author or note that is empty or too long, ValueError when `link` is no JSON or nobody is the owner.
        """
        if not owner:
            raise ValueError("A view that has a name has an owner.")
        values = _described(name, note, is_shared=is_shared) | {
            "page": page, "owner": owner, "author": written.line(author, "author"), "link": written.content(link)}
        with self._store.writing() as connection:
            other, short_id = _named(connection, owner, page, name), self._free_short_id(connection)
            if other and not replace:
                raise _taken(other)
            now = self._now()
            if other:
                _change(connection, other.id, deleted_at=now, short_id=short_id)
                short_id = other.short_id
            row = insert(VIEWS).values(short_id=short_id, created_at=now, changed_at=now, **values)
            return _one(connection, inserted_id(connection, row))

    def shorten(self, page: str, link: str) -> View:
        """The view without a name that holds `link`, made when there is none."""
        with self._store.writing() as connection:
            query = select(VIEWS).where(_T.owner == "", _T.page == page, _T.link == written.content(link))
            if row := connection.execute(query.limit(1)).one_or_none():
                return _view(row)
            now = self._now()
            new = insert(VIEWS).values(short_id=self._free_short_id(connection), page=page, link=link, is_shared=False,
                                       created_at=now, changed_at=now)
            return _one(connection, inserted_id(connection, new))

    def open(self, short_id: str) -> View:
        """The view behind a short id. Raises CannotAnswer when there is none or it was deleted."""
        with self._store.reading() as connection:
            row = connection.execute(select(VIEWS).where(_T.short_id == short_id_of(short_id))).one_or_none()
        if row is None:
            raise CannotAnswer(_("There is no view '{short_id}'. Ask for the link again, or open a view from the list.",
                                 short_id=short_id[:40]))
        view = _view(row)
        if view.deleted_at is not None:
            raise CannotAnswer(_("The view '{name}' was deleted on {day} by whoever saved it ({author}).",
                                 name=view.name, day=day(view.deleted_at), author=view.author))
        return view

    def listed(self, owner: str) -> tuple[View, ...]:
        """The owner's views and those that others share, those changed last first."""
        query = select(VIEWS).where(_T.name_key != "", _T.deleted_at.is_(None), (_T.owner == owner) | _T.is_shared)
        with self._store.reading() as connection:
            return tuple(_view(row) for row in connection.execute(query.order_by(_T.changed_at.desc(), _T.id.desc())))

    def describe(self, number: int, name: str, *, owner: str, note: str = "", is_shared: bool = False) -> View:
        """Give a view this name and note, and share it or not. Raises like `save`."""
        values = _described(name, note, is_shared=is_shared)
        with self._store.writing() as connection:
            view = _own(connection, number, owner)
            other = _named(connection, owner, view.page, name)
            if other and other.id != number:
                raise _taken(other)
            return _change(connection, number, changed_at=self._now(), **values)

    def delete(self, number: int, *, owner: str) -> View:
        """Take a view out of the lists, and its link with it; `restore` brings both back."""
        with self._store.writing() as connection:
            _own(connection, number, owner)
            return _change(connection, number, deleted_at=self._now())

    def restore(self, number: int, *, owner: str) -> View:
        """Bring a deleted view back. Raises ViewNameTaken when its name was given away since."""
        with self._store.writing() as connection:
            view = _own(connection, number, owner)
            other = _named(connection, owner, view.page, view.name)
            if other and other.id != number:
                raise _taken(other)
            return _change(connection, number, deleted_at=None)

    def _free_short_id(self, connection: Connection) -> str:
        """One that no view has, deleted or not. Another writer cannot take it in the meantime."""
        while True:
            candidate = self._short_id()
            if connection.execute(select(_T.id).where(_T.short_id == candidate)).one_or_none() is None:
                return candidate


def _described(name: str, note: str, *, is_shared: bool) -> dict[str, object]:
    line = written.line(name, "name")
    return {"name": line, "name_key": written.key(line), "note": written.prose(note, "note", required=False),
            "is_shared": is_shared}


def _view(row: Row) -> View:
    values = dict(row._mapping)
    del values["name_key"]
    return View(**values)


def _one(connection: Connection, number: int) -> View:
    row = by_number(connection, VIEWS, number)
    if row is None:
        raise CannotAnswer(_("There is no view number {number}. Choose one from the list of saved views.",
                             number=number))
    return _view(row)


def _own(connection: Connection, number: int, owner: str) -> View:
    view = _one(connection, number)
    if view.owner != owner or not owner:
        raise CannotAnswer(_("'{name}' was saved by {author}, and only they can change it. Save a view of your own.",
                             name=view.name, author=view.author))
    return view


def _named(connection: Connection, owner: str, page: str, name: str) -> View | None:
    key = written.key(written.line(name, "name"))
    query = select(VIEWS).where(_T.owner == owner, _T.page == page, _T.name_key == key, _T.deleted_at.is_(None))
    row = connection.execute(query).one_or_none()
    return _view(row) if row else None


def _change(connection: Connection, number: int, **changes: object) -> View:
    connection.execute(update(VIEWS).where(_T.id == number).values(**changes))
    return _one(connection, number)


def _taken(other: View) -> ViewNameTaken:
    return ViewNameTaken(_("You already have a view '{name}' of this page ({day}). Replace it, or choose another name.",
                           name=other.name, day=day(other.changed_at)), by=other)
