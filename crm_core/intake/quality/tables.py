"""The tables in which a book tells its own quality: small sums that were taken once, when it was made."""

from __future__ import annotations

QUALITY_TABLES = """
create table book_quality_cells (
    table_name varchar, column_name varchar, years_ago integer, region_id varchar, customer_type varchar,
    expected bigint, filled bigint, used bigint, derived bigint,
    weight double, weight_missing double, weighed_by varchar
);
create table book_quality_months (column_name varchar, month date, expected bigint, filled bigint);
create table book_quality_checks (
    dimension varchar, rule varchar, table_name varchar, column_name varchar, region_id varchar,
    checked bigint, passed bigint, note varchar
);
create table book_quality_periods (
    table_name varchar, region_id varchar, first_period date, last_period date, step integer, months_behind integer
);
create table book_quality_money (
    years_ago integer, region_id varchar, customer_type varchar, line varchar, amount double, derived double
);
create table book_quality_history (
    fingerprint varchar, built_at timestamp, table_name varchar, dimension varchar, checked bigint, passed bigint
);
"""
"""All of it adds up: counts of parts of a book are the counts of the whole, and every share is `passed / checked`.

`book_quality_cells`, the values that are there. `expected` counts the values that the bank gives elsewhere (in the
column, of the same product for activity), `filled` those of them that it gives; `used` those that the pages reckon with
and `derived` those that a rate card or loss rates stand in for: `filled + derived` of `used` are there. Amounts of the
rows are the `weight`, and of those without the value `weight_missing`; `weighed_by` names the amount. The year is -1
outside the trailing years and NULL for tables without one; region and type are '' for tables without them. A column
that the bank does not deliver at all has no row; the required ones of a table, never empty, stand together under ''.

`book_quality_checks`, rows that were looked at and that passed, of validity, uniqueness, timeliness and consistency;
the region is '' for all of the book, and regions stand beside it where they can be told. The rule `reason` splits the
rule `accepted` by kind and is no further check; its `note` is a stored text (`language.stored`).

`book_quality_periods`: the first and last day or month that a table speaks of, the months from one to the next (`step`,
NULL where there is one only) and from the last to the build. `book_quality_money`: each line of contribution as the sum
of its absolute amounts, and how much of that was worked out from the cards. `book_quality_history`: what the books
before were like, by table and dimension, and this one.
"""
