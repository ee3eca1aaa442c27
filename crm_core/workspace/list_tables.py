"""The tables of work lists, of what came back of them, and of how each person likes to see them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Double, ForeignKey, Index, Integer, Table

from crm_core.workspace.tables import METADATA, Moment, number_column, text_column

WORK_LISTS = Table(
    "work_lists", METADATA,
    number_column(),
    text_column("name"),
    text_column("name_key"),
    text_column("author"),
    text_column("note"),
    text_column("scheme"),
    text_column("compared_with"),
    text_column("scope"),
    text_column("book_fingerprint"),
    text_column("book_title"),
    Column("data_to", Date),
    text_column("currency"),
    Column("to_reach", Integer, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("assumed_attrition", Double),
    Column("break_even", Double),
    Column("customers", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("handed_out_at", Moment),
    text_column("handed_out_by"),
    Column("closed_at", Moment),
    text_column("closed_by"),
    Column("deleted_at", Moment),
    sqlite_autoincrement=True,  # a file names its list by number: none is ever given again
)
_LIVING = WORK_LISTS.c.deleted_at.is_(None)
Index("one_list_a_name", WORK_LISTS.c.name_key, unique=True, sqlite_where=_LIVING, postgresql_where=_LIVING)

LIST_ROWS = Table(
    "work_list_rows", METADATA,
    number_column(),
    Column("list_id", Integer, ForeignKey("work_lists.id"), nullable=False),
    text_column("customer_id"),
    text_column("direction"),
    text_column("next_step"),
    Column("due_on", Date, nullable=False),
    *(text_column(name) for name in (
        "name", "customer_type", "region", "branch_id", "branch", "manager_id", "manager", "previous_tier", "tier",
        "reason", "service_before", "service_after")),
    Column("contribution", Double),
    Column("is_proposed", Boolean, nullable=False),
    Index("one_row_a_customer", "list_id", "customer_id", unique=True),
    sqlite_autoincrement=True,
)

DELIVERIES = Table(
    "list_deliveries", METADATA,
    number_column(),
    Column("list_id", Integer, ForeignKey("work_lists.id"), nullable=False),
    text_column("file_name"),
    text_column("author"),
    Column("at", Moment, nullable=False),
    Column("accepted", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("deleted_at", Moment),
    Index("deliveries_by_list", "list_id"),
    sqlite_autoincrement=True,
)

RESULTS = Table(
    "list_results", METADATA,
    number_column(),
    Column("delivery_id", Integer, ForeignKey("list_deliveries.id"), nullable=False),
    text_column("customer_id"),
    Column("happened_on", Date, nullable=False),
    text_column("outcome"),
    text_column("remark"),
    text_column("word"),
    Column("line", Integer, nullable=False),
    Index("results_by_delivery", "delivery_id"),
    sqlite_autoincrement=True,
)

OUTCOME_WORDS = Table(
    "outcome_words", METADATA,
    number_column(),
    text_column("word"),
    text_column("outcome"),
    text_column("author"),
    Column("set_at", Moment, nullable=False),
    Index("one_outcome_a_word", "word", unique=True),
    sqlite_autoincrement=True,
)

LIST_COLUMNS = Table(
    "list_columns", METADATA,
    number_column(),
    text_column("owner"),
    text_column("columns"),
    Column("set_at", Moment, nullable=False),
    Index("one_choice_an_owner", "owner", unique=True),
    sqlite_autoincrement=True,
)
