"""The tables of who may see what and of who did what. Rows are added, never changed."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table

from crm_core.workspace.tables import METADATA, Moment, number_column, text_column

PERMITS = Table(
    "permits", METADATA,
    number_column(),
    text_column("email"),
    text_column("role"),
    text_column("regions"),
    text_column("branches"),
    text_column("managers"),
    Column("smallest_group", Integer, nullable=False),
    text_column("given_by"),
    Column("given_at", Moment, nullable=False),
    Index("permits_by_email", "email", "id"),
    sqlite_autoincrement=True,
)
"""The latest row of an e-mail counts; one without a role says that the permit was taken away."""

RECORD = Table(
    "record", METADATA,
    number_column(),
    Column("at", Moment, nullable=False),
    text_column("who"),
    text_column("what"),
    text_column("subject"),
    text_column("scope"),
    Column("rows", Integer),
    text_column("book_fingerprint"),
    Index("record_by_who", "who", "id"),
    sqlite_autoincrement=True,
)

ENDED_SIGN_INS = Table(
    "ended_sign_ins", METADATA,
    number_column(),
    text_column("mark"),
    Column("ended_at", Moment, nullable=False),
    Index("ended_sign_ins_by_mark", "mark"),
    sqlite_autoincrement=True,
)
"""Of each a hash of what the provider said, so that a cookie that was kept cannot be used again."""
