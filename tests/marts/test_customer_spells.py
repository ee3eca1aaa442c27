"""Who is a customer from when to when, by hand: the days of the customers file, and activity outside them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pytest

from crm_core import marts

MARTS = Path(marts.__file__).parent


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as connection:
        connection.execute("""
            create table customers as select *, 'N' as region_id, 'individual' as customer_type,
                null::varchar as branch_id, 'M1' as manager_id from (values
                ('within', date '2025-02-01', date '2025-04-30'), ('early', date '2025-02-01', null),
                ('same month', date '2025-01-31', null), ('late', date '2025-01-15', date '2025-03-31'),
                ('month of leaving', date '2025-01-15', date '2025-03-01'), ('unknown', null, null),
                ('never', null, null), ('both', date '2025-03-01', date '2025-03-31')
            ) as t (customer_id, joined_on, left_on)""")
        connection.execute("""
            create table activity as select customer_id, unnest(months)::date as month from (values
                ('within', ['2025-02-01', '2025-04-01']), ('early', ['2025-01-01', '2025-02-01']),
                ('same month', ['2025-01-01']), ('late', ['2025-03-01', '2025-04-01']),
                ('month of leaving', ['2025-03-01']), ('unknown', ['2025-02-01', '2025-05-01']),
                ('both', ['2025-02-01', '2025-04-01'])
            ) as t (customer_id, months)""")
        for name in ("stray_months", "customer_spells"):
            connection.execute(f"create table {name} as {(MARTS / f'{name}.sql').read_text(encoding='utf-8')}")
        yield connection


def months(connection, table: str) -> dict[str, tuple[int | None, int | None]]:
    """By customer the first and the last month of 2025 by their numbers."""
    def number(month: dt.date | None) -> int | None:
        return month.month if month else None

    rows = connection.execute(f"select customer_id, first_month, last_month from {table}").fetchall()
    return {name: (number(first), number(last)) for name, first, last in rows}


def test_activity_is_astray_before_the_month_of_joining_and_after_the_day_of_leaving(connection):
    """Who joined on the first of a month has nothing to do with the month before; who left on one was there on it."""
    assert months(connection, "stray_months") == {"early": (1, 1), "late": (4, 4), "unknown": (2, 5), "both": (2, 4)}


def test_a_spell_reaches_as_far_as_days_or_activity_go(connection):
    assert months(connection, "customer_spells") == {
        "within": (2, 4), "early": (1, None), "same month": (1, None), "late": (1, 4), "month of leaving": (1, 3),
        "unknown": (2, None), "both": (2, 4)}
