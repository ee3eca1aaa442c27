"""A statement is read once, and says then what its text says."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest

from crm_core import parsed as module
from crm_core.parsed import parsed

SQL = "select place, sum(amount + $more) as amount from paid group by place order by place"


@pytest.fixture(autouse=True)
def read(monkeypatch) -> OrderedDict[str, object]:
    """What was read since the test began."""
    read: OrderedDict[str, object] = OrderedDict()
    monkeypatch.setattr(module, "_READ", read)
    return read


@pytest.fixture
def banks():
    """Two connections whose tables of one name hold other columns and other rows."""
    with duckdb.connect() as one, duckdb.connect() as other:
        one.execute("create table paid as select * from (values ('N', 1), ('S', 2)) paid(place, amount)")
        other.execute("create table paid as select * from (values (2.5, 'E')) paid(amount, place)")
        yield one, other


def test_what_one_connection_read_another_asks_of_its_own_tables(banks, read):
    one, other = banks
    for more in (0, 10):
        for bank in (one, other):
            assert bank.execute(parsed(bank, SQL), {"more": more}).fetchall() == bank.execute(
                SQL, {"more": more}).fetchall()
    assert list(read) == [SQL]
    assert parsed(one, SQL) is parsed(other, SQL)


def test_it_outlives_the_connection_that_read_it_and_a_table_that_was_made_anew(banks):
    one, other = banks
    statement = parsed(one, SQL)
    one.close()
    other.execute("create or replace table paid as select 'W' as place, 4 as amount")
    assert other.execute(statement, {"more": 1}).fetchall() == [("W", 5)]


@pytest.mark.parametrize("sql", ["selec 1", "select nothing from paid", "select * from nowhere", "select $a from paid"])
def test_what_cannot_be_asked_is_refused_in_the_words_of_its_text(banks, sql):
    one, _other = banks
    with pytest.raises(duckdb.Error) as by_text:
        one.execute(sql)
    with pytest.raises(type(by_text.value)) as by_statement:
        one.execute(parsed(one, sql))
    assert str(by_statement.value) == str(by_text.value)


def test_the_longest_unused_goes_first(banks, read, monkeypatch):
    one, _other = banks
    monkeypatch.setattr(module, "MAX_CHARACTERS", 3 * len("select 1"))
    for number in (1, 2, 3, 1, 4):
        parsed(one, f"select {number}")
    assert list(read) == ["select 3", "select 1", "select 4"]
    longer = "select 'a text that is longer than all that is kept'"
    assert one.execute(parsed(one, longer)).fetchall() == [("a text that is longer than all that is kept",)]
    assert list(read) == [longer]


def test_many_who_ask_at_once_are_all_answered(banks):
    one, _other = banks

    def ask(number: int) -> int:
        with one.cursor() as cursor:
            statement = parsed(cursor, f"select {number % 5} + $more")
            return int(cursor.execute(statement, {"more": number}).fetchall()[0][0])

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(200))) == [number % 5 + number for number in range(200)]
