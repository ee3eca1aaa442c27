"""The tables of lots: how customers were left out of a work list, and who. Written with the list, never changed."""

from __future__ import annotations

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, Table

from crm_core.workspace.tables import METADATA, number_column, text_column

LOTS = Table(
    "list_lots", METADATA,
    number_column(),
    Column("list_id", Integer, ForeignKey("work_lists.id"), nullable=False),
    text_column("outcome"),
    Column("share", Double, nullable=False),
    Column("seed", Integer, nullable=False),
    Index("one_lot_a_list", "list_id", unique=True),
    sqlite_autoincrement=True,
)

LEFT_OUT = Table(
    "list_left_out", METADATA,
    number_column(),
    Column("list_id", Integer, ForeignKey("work_lists.id"), nullable=False),
    text_column("customer_id"),
    text_column("name"),
    Index("left_out_once", "list_id", "customer_id", unique=True),
    sqlite_autoincrement=True,
)
