"""The tables of targets, of rules, and of what rules made of each book. What is replaced or deleted stays."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Double, ForeignKey, Index, Integer, Table

from crm_core.workspace.tables import METADATA, Moment, number_column, text_column

TARGETS = Table(
    "targets", METADATA,
    number_column(),
    text_column("figure"),
    text_column("region_id"),
    text_column("period_kind"),
    Column("first_month", Date),
    Column("amount", Double, nullable=False),
    text_column("direction"),
    text_column("author"),
    Column("created_at", Moment, nullable=False),
    Column("deleted_at", Moment),
    sqlite_autoincrement=True,
)
_T = TARGETS.c
_OF_ONE = _T.deleted_at.is_(None) & _T.first_month.is_not(None)
_OF_EVERY = _T.deleted_at.is_(None) & _T.first_month.is_(None)
# Two, as no database takes two unknown months for the same.
Index("one_target_a_period", _T.figure, _T.region_id, _T.period_kind, _T.first_month, unique=True,
      sqlite_where=_OF_ONE, postgresql_where=_OF_ONE)
Index("one_target_every_period", _T.figure, _T.region_id, _T.period_kind, unique=True,
      sqlite_where=_OF_EVERY, postgresql_where=_OF_EVERY)

RULES = Table(
    "rules", METADATA,
    number_column(),
    text_column("figure"),
    text_column("region_id"),
    Column("is_each_region", Boolean, nullable=False),
    text_column("condition"),
    Column("amount", Double),
    text_column("period_kind"),
    text_column("author"),
    Column("created_at", Moment, nullable=False),
    Column("deleted_at", Moment),
    sqlite_autoincrement=True,
)

JUDGEMENTS = Table(
    "judgements", METADATA,
    number_column(),
    Column("rule_id", Integer, ForeignKey("rules.id"), nullable=False),
    text_column("book_fingerprint"),
    text_column("book_title"),
    text_column("basis"),
    Column("first_month", Date),
    Column("last_month", Date),
    Column("judged", Integer, nullable=False),
    Column("unknown", Integer, nullable=False),
    Column("chance", Double),
    Column("judged_at", Moment, nullable=False),
    Index("judgements_by_book", "book_fingerprint", "rule_id"),
    sqlite_autoincrement=True,
)

SIGNALS = Table(
    "signals", METADATA,
    number_column(),
    Column("judgement_id", Integer, ForeignKey("judgements.id"), nullable=False),
    text_column("region_id"),
    Column("actual", Double, nullable=False),
    Column("limit_amount", Double, nullable=False),
    Column("chance", Double),
    text_column("acknowledged_by"),
    Column("acknowledged_at", Moment),
    Index("signals_by_judgement", "judgement_id"),
    sqlite_autoincrement=True,
)
