"""The tables of saved views and of decisions, beside those of scenarios, notes and exports."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table

from crm_core.workspace.tables import METADATA, Moment, number_column, text_column

VIEWS = Table(
    "views", METADATA,
    number_column(),
    text_column("short_id"),
    text_column("owner"),
    text_column("page"),
    text_column("name"),
    text_column("name_key"),
    text_column("note"),
    text_column("author"),
    text_column("link"),
    Column("is_shared", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("deleted_at", Moment),
    Index("one_view_a_short_id", "short_id", unique=True),
    sqlite_autoincrement=True,
)
_LISTED = VIEWS.c.deleted_at.is_(None) & (VIEWS.c.name_key != "")
Index("one_name_an_owner_and_page", VIEWS.c.owner, VIEWS.c.page, VIEWS.c.name_key, unique=True,
      sqlite_where=_LISTED, postgresql_where=_LISTED)

START_PAGES = Table(
    "start_pages", METADATA,
    number_column(),
    text_column("owner"),
    text_column("short_id"),
    Column("set_at", Moment, nullable=False),
    Index("one_start_page_an_owner", "owner", unique=True),
    sqlite_autoincrement=True,
)

DECISIONS = Table(
    "decisions", METADATA,
    number_column(),
    text_column("title"),
    text_column("reason"),
    text_column("author"),
    Column("decided_on", Date, nullable=False),
    Column("review_on", Date),
    text_column("page"),
    text_column("link"),
    text_column("evidence"),
    text_column("book_fingerprint"),
    text_column("book_title"),
    Column("created_at", Moment, nullable=False),
    Column("deleted_at", Moment),
    sqlite_autoincrement=True,
)

REMARKS = Table(
    "decision_remarks", METADATA,
    number_column(),
    Column("decision_id", Integer, ForeignKey("decisions.id"), nullable=False),
    text_column("kind"),
    text_column("text"),
    text_column("author"),
    Column("review_on", Date),
    Column("at", Moment, nullable=False),
    Index("remarks_by_decision", "decision_id"),
    sqlite_autoincrement=True,
)
