"""The table of what became of scenarios: proposed, approved, replaced, withdrawn. Rows are added, never changed."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from crm_core.workspace.tables import METADATA, Moment, number_column, text_column

EVENTS = Table(
    "scenario_events", METADATA,
    number_column(),
    Column("at", Moment, nullable=False),
    text_column("room"),
    Column("scenario_id", Integer, ForeignKey("scenarios.id"), nullable=False),
    text_column("kind"),
    text_column("from_status"),
    text_column("to_status"),
    text_column("name"),
    text_column("content"),
    text_column("author"),
    text_column("reason"),
    text_column("book_fingerprint"),
    text_column("book_title"),
    Column("replaced_id", Integer, ForeignKey("scenarios.id")),
    text_column("replaced_name"),
    Column("about_id", Integer, ForeignKey("scenario_events.id")),
    Index("scenario_events_by_room", "room", "id"),
    sqlite_autoincrement=True,
)
