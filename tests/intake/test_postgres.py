"""Tables of a PostgreSQL server: read in a transaction that writes nothing, a block of rows at a time."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files import servers
from tests.intake.own_files import ACTIVITY, as_read, bring
from tests.intake.test_files import BALANCES, SMALL_BANK
from tests.postgres_server import PASSWORD, REQUIRED, Server, programs, running

ROWS = ", ".join(str(tuple(line.split(","))) for line in ACTIVITY.splitlines()[1:])
TABLES = f"""
create table activity (customer_id text, product_id text, month date, balance numeric(14, 2));
insert into activity select a, b, c::date, d::numeric from (values {ROWS}) as t (a, b, c, d);
create table customers (customer_id text primary key, customer_type text, region_id text, joined_on timestamptz,
                        left_on date, name text);
insert into customers values ('C1', 'individual', 'NORTE', '2020-01-01 00:00+01', 'infinity', E'Núñez\\n e Hijos'),
                             ('C2', 'business', 'SUR', '2021-06-15 23:30+02', null, '50% & más');
create schema "Core"; create table "Core"."Saldos" as table activity;
create sequence numbers; create function wipe() returns int language sql as 'delete from activity returning 1';
create role reader login password 'r'; create role slow login password 's';
alter role slow set statement_timeout = 50; grant select on activity to slow;
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    folder = programs()
    if folder is None:
        if os.environ.get(REQUIRED):
            pytest.fail("PostgreSQL is required and is not installed.")
        pytest.skip("PostgreSQL is not installed.")
    with running(folder) as made:
        made.execute(TABLES)
        yield made


@pytest.fixture(autouse=True)
def _password(monkeypatch) -> None:
    monkeypatch.setenv("BANK_PASSWORD", PASSWORD)


def read(tmp_path, address: str, more: str = "", **files: str):
    """The small bank with its activity from a server."""
    return bring(tmp_path, activity="", **files, **{"mapping.toml": f"[activity]\nsource = '{address}'\n{more}\n"})


@pytest.mark.parametrize("which", ["", "table = 'ACTIVITY'", "table = 'Core.Saldos'",
                                   "query = \"select * from activity where customer_id like 'C%'\""])
def test_a_table_or_a_query_becomes_a_book(tmp_path, server, which):
    built = read(tmp_path, server.address(), which)
    assert built.rows(BALANCES) == SMALL_BANK
    account = next(entry for name, entry in built.files.items() if name.startswith("postgresql"))
    assert (account.lines, account.header, account.accepted) == (3, 0, 3)
    assert not [subject for subject in built.suspicions() if "postgres" in subject]


def test_days_are_those_of_the_servers_clocks_and_infinity_is_not_yet(tmp_path, server):
    mapping = f"[customers]\nsource = '{server.address()}'\n"
    built = bring(tmp_path, customers="", **{"mapping.toml": mapping})
    assert built.rows("select customer_id, cast(joined_on as varchar) as joined_on, left_on, name from customers "
                      "order by 1") == [("C1", "2020-01-01", None, "Núñez  e Hijos"),
                                        ("C2", "2021-06-15", None, "50% & más")]


def test_nothing_is_written_whatever_is_asked(tmp_path, server):
    for query, why in (("select nextval(''numbers'')", "read-only transaction"),
                       ("select wipe()", "read-only transaction"), ("drop table activity", "only one query that reads"),
                       ("select 1; drop table activity", "only one query that reads")):
        with pytest.raises(BuildRefused, match=why):
            read(tmp_path, server.address(), f'query = "{query}"'.replace("''", "'"))
    assert server.execute("select count(*) from activity") == [(3,)]
    assert server.execute("select is_called from numbers") == [(False,)]


def test_no_sentence_and_no_book_holds_the_password(tmp_path, server):
    built = read(tmp_path / "a", server.address())
    assert PASSWORD.encode() not in next(built.shelf.folder.glob("book-*")).read_bytes()
    with pytest.raises(BuildRefused, match=r"postgresql\+psycopg: activity: the database cannot be reached .*"
                                           r"password authentication failed.*Check host, port, name, user and pass"):
        read(tmp_path / "b", server.address("s3cret-and-wrong"))
    for address in (server.address("s3cret", database="none"), server.address("s3cret").replace("//", "/"),
                    "postgresql+psycopg://me:s3cret@127.0.0.1:port/x", "nosuch+driver://me:s3cret@x/y"):
        with pytest.raises(BuildRefused) as refused:
            read(tmp_path / "c", address)
        assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize(("address", "more", "why"), [
    ("postgresql+psycopg://bank@nosuch.invalid/postgres", "", "cannot be reached"),
    ("postgresql+psycopg://bank@127.0.0.1:1/postgres", "", "cannot be reached .*[Cc]onnection refused"),
    ("{own}", "table = 'activty'", r"has no table 'activty'\. .*Nearest: activity"),
    ("{own}", "table = 'Core.Saldo'", r"has no table 'Core\.Saldo'\. .*Nearest: Saldos"),
    ("{own}", "query = 'select * from nosuch'", "does not hand over the rows .*nosuch"),
    ("{reader}", "", "does not hand over the rows .*permission denied"),
    ("{slow}", "query = 'select a.* from activity a, pg_sleep(5)'", "statement timeout"),
    ("${{NOWHERE}}", "", r"takes \$\{NOWHERE\} from the environment, where it is not set"),
])
def test_what_goes_wrong_is_said_with_what_to_do(tmp_path, server, address, more, why):
    given = address.format(own=server.address(), reader=server.address("r", user="reader"),
                           slow=server.address("s", user="slow"))
    with pytest.raises(BuildRefused, match=why):
        read(tmp_path, given, more)


def test_a_host_that_says_nothing_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setitem(servers._OWN_SETTINGS, "postgresql", {"connect_timeout": 2})
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(BuildRefused, match=r"not be reached .*time"):
        read(tmp_path, f"postgresql+psycopg://bank@127.0.0.1:{silent.getsockname()[1]}/postgres")


def test_a_large_table_is_never_held_as_a_whole(server):
    """Half a million rows of 200 characters would be 300 MB as Python's objects."""
    query = "select n, repeat('x', 200) as text from generate_series(1, 500000) as s(n)"
    program = f"""
import resource
from pathlib import Path
from crm_core import contract
from crm_core.intake.files.file_format import FileFormat
from crm_core.intake.files.folder import Source
from crm_core.intake.files.servers import served
source = Source(contract.ACTIVITY, Path("."), "core", FileFormat(source={server.address()!r}, query={query!r}))
with served(source) as (names, rows):
    first = next(rows)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert 1 + sum(1 for row in rows) == 500_000
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    ran = subprocess.run([sys.executable, "-c", program], check=True, text=True, capture_output=True)
    assert int(ran.stdout) < 20_000, "kilobytes beyond the first block"


def test_how_it_was_read_is_told(tmp_path, server):
    built = read(tmp_path, server.address())
    assert as_read(built.files["postgresql+psycopg: activity"].reading) == "table activity"
