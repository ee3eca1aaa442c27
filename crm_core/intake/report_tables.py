"""The tables in which a book gives account of its own making."""

from __future__ import annotations

REPORT_TABLES = """
create table book_files (
    table_name varchar, file varchar, lines bigint, header bigint, accepted bigint, rejected bigint, blank bigint,
    content_hash varchar, reading varchar
);
create table book_totals (
    table_name varchar, file varchar, measure varchar, before double, after double, rejected_share double, unread bigint
);
create table book_rejections (
    table_name varchar, reasons varchar, rejected bigint, first_file varchar, first_line bigint
);
create table book_comparison (compared_with varchar, measure varchar, before double, now double);
create table book_unused (table_name varchar, file varchar, columns varchar);
create table quarantine (table_name varchar, file varchar, line bigint, raw varchar, reasons varchar);
create table suspicions (table_name varchar, subject varchar, reason varchar);
create table book_duplicates (customer_id varchar, same_as varchar, probability double, findings varchar);
create table derivations (table_name varchar, sentence varchar);
create table controls (name varchar, expected double, found double, agrees boolean, note varchar);
"""
"""`book_totals`: of each file its rows, its customers and the sum of each amount, `before` over the rows whose value
could be read and `after` over the accepted ones. `rejected_share` is a part of the rows, of the customers, or of the
absolute amounts, what could not be read taken as it looks (`files/amounts.py`); `unread` counts those values.

`book_comparison`: what the book holds beside the one that was in use when it was made (`comparison.py`).

`book_duplicates`: customers that are likely one (`duplicates/search.py`), by id; nothing of who they are.

`book_rejections`: reasons that differ in nothing but their values are one kind, with the row it befell first.
"""
