"""The table of names that people give to segments. A name that another replaces, or that is taken away, stays."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from crm_core.workspace.tables import METADATA, Moment, number_column, text_column

SEGMENT_NAMES = Table(
    "segment_names", METADATA,
    number_column(),
    text_column("way"),
    text_column("code"),
    text_column("shape"),
    text_column("name"),
    text_column("author"),
    text_column("book_fingerprint"),
    Column("created_at", Moment, nullable=False),
    Column("deleted_at", Moment),
    Index("segment_names_by_way", "way"),
    sqlite_autoincrement=True,
)
