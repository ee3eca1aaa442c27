"""Which customers of a work list were left out by lot: kept with the list, and read when a year has passed."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, insert, select

from crm_core.lists.lot import Lot, Pilot
from crm_core.workspace.list_tables import LIST_ROWS, WORK_LISTS
from crm_core.workspace.pilot_tables import LEFT_OUT, LOTS
from crm_core.workspace.store import Store

_T, _R = WORK_LISTS.c, LIST_ROWS.c


class Pilots:
    """The lots of a workspace. Every call raises WorkspaceUnavailable when it cannot be used."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, list_id: int) -> tuple[Lot, Mapping[str, str]] | None:
        """The lot of a list and the names of those left out by their ids; None where nobody was."""
        with self._store.reading() as connection:
            row = connection.execute(select(LOTS).where(LOTS.c.list_id == list_id)).first()
            return (Lot(row.outcome, row.share, row.seed), _left_out(connection, list_id)) if row else None

    def drawn_before(self, list_id: int) -> int:
        """How many other lots of at least half of its customers were drawn to prevent the same before it was handed
        out, and called nobody: deleted or not, and before it or after, it could be chosen from them."""
        with self._store.reading() as connection:
            return _drawn_before(connection, list_id)

    def all(self, outcome: str) -> tuple[Pilot, ...]:
        """The pilots of `outcome` whose lists were handed out and not deleted, the latest first, each from the day on
        which it was handed out: of a draft nobody was called."""
        query = (select(LOTS, _T.name, _T.handed_out_at, _T.book_title).join(WORK_LISTS, _T.id == LOTS.c.list_id)
                 .where(LOTS.c.outcome == outcome, _T.deleted_at.is_(None), _T.handed_out_at.is_not(None))
                 .order_by(_T.handed_out_at.desc(), _T.id.desc()))
        with self._store.reading() as connection:
            return tuple(Pilot(
                row.list_id, row.name, Lot(row.outcome, row.share, row.seed), row.handed_out_at.astimezone().date(),
                called=tuple(connection.execute(
                    select(_R.customer_id).where(_R.list_id == row.list_id).order_by(_R.customer_id)).scalars()),
                left_out=tuple(_left_out(connection, row.list_id)), made_from=row.book_title,
                drawn_before=_drawn_before(connection, row.list_id),
            ) for row in connection.execute(query).all())


def keep_lot(connection: Connection, list_id: int, lot: Lot, left_out: Mapping[str, str]) -> None:
    """Write the lot of a list that is being made."""
    connection.execute(insert(LOTS).values(list_id=list_id, outcome=lot.outcome, share=lot.share, seed=lot.seed))
    connection.execute(insert(LEFT_OUT), [{"list_id": list_id, "customer_id": each, "name": name}
                                          for each, name in left_out.items()])


def has_lot(connection: Connection, list_id: int) -> bool:
    """Whether a part of the list was left out by lot."""
    return connection.execute(select(LOTS.c.id).where(LOTS.c.list_id == list_id)).first() is not None


def _drawn_before(connection: Connection, list_id: int) -> int:
    mine = _all_of_lot(connection, list_id)
    outcome, handed_out_at = connection.execute(
        select(LOTS.c.outcome, _T.handed_out_at).join(WORK_LISTS, _T.id == LOTS.c.list_id)
        .where(LOTS.c.list_id == list_id)).one()
    others = connection.execute(
        select(LOTS.c.list_id, _T.created_at).join(WORK_LISTS, _T.id == LOTS.c.list_id)
        .where(LOTS.c.outcome == outcome, LOTS.c.list_id != list_id, _T.handed_out_at.is_(None))).all()
    return sum(2 * len(mine & _all_of_lot(connection, each.list_id)) >= len(mine) for each in others
               if handed_out_at is None or each.created_at <= handed_out_at)


def _all_of_lot(connection: Connection, list_id: int) -> set[str]:
    """Ids of the customers whom the lot was about, called or left out."""
    called = connection.execute(select(_R.customer_id).where(_R.list_id == list_id)).scalars()
    return {*called, *_left_out(connection, list_id)}


def _left_out(connection: Connection, list_id: int) -> dict[str, str]:
    columns = LEFT_OUT.c
    rows = connection.execute(select(columns.customer_id, columns.name).where(columns.list_id == list_id)
                              .order_by(columns.customer_id))
    return {row.customer_id: row.name for row in rows}
