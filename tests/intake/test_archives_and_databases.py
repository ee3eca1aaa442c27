"""Tables in zips, JSON lines, Parquet folders and databases: found by their names, read and never written to."""

from __future__ import annotations

import gzip
import io
import sqlite3
import time
import zipfile
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from crm_core.intake.desk.previews import preview
from crm_core.intake.draft import BuildRefused
from tests.intake.own_files import ACTIVITY, CUSTOMERS, PRODUCTS, as_read, bring, build, write
from tests.intake.test_files import BALANCES, SMALL_BANK

NONE = {"customers": "", "products": "", "activity": ""}
MONTHS = "select cast(month as varchar) as month from activity order by 1"
SECONDS = 5.0
"""Of processor time, in which a trap is refused."""


def packed(**files: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def database(path: Path, text: str = ACTIVITY, table: str = "activity") -> Path:
    names, *rows = [line.split(",") for line in text.splitlines()]
    with sqlite3.connect(path) as connection:
        connection.execute(f"create table {table} ({', '.join(names)})")
        connection.executemany(f"insert into {table} values ({', '.join('?' * len(names))})", rows)
    connection.close()
    return path


def test_a_name_in_an_archive_that_is_no_text_is_told(tmp_path):
    content = packed(**{"activityñ.csv": ACTIVITY}).replace("ñ".encode(), b"\xf1\xff")
    folder = write(tmp_path / "bank", activity="", **{"activity.zip": content})
    with pytest.raises(BuildRefused, match=r"A file in activity\.zip has a name that is no text\. Pack it again"):
        build(folder)


def test_a_parquet_file_is_itself_though_its_name_is_a_pattern(tmp_path):
    """Browsers call a second download activity[1]."""
    names = ("activity1", "activity[1]", "activity?", "activityX", "a*")
    for name in names:
        duckdb.sql(f"select '{name}' as name").write_parquet(str(tmp_path / "all.parquet"))
        (tmp_path / "all.parquet").rename(tmp_path / f"{name}.parquet")
    seen = {each.name: each.sample for each in preview(tmp_path)}
    assert seen == {f"{name}.parquet": ((name,),) for name in names}


def test_a_column_that_is_called_as_rows_are_numbered_is_told(tmp_path):
    duckdb.sql("select 1 as File_Row_Number").write_parquet(str(tmp_path / "activity.parquet"))
    (found,) = preview(tmp_path)
    assert found.refusal == ("activity.parquet has a column called file_row_number, which is how rows are numbered "
                             "here. Rename it at the source.")


@pytest.mark.parametrize("name", ["activity.zip", "bank.zip"])
def test_a_table_that_keeps_its_versions_is_not_read_out_of_a_zip(tmp_path, name):
    content = packed(**{"activity/part-0.csv": ACTIVITY, "activity/_delta_log/0.json": "{}"})
    folder = write(tmp_path / "bank", activity="", **{name: content, "mapping.toml": f'''
[activity]
file = "{name}/activity/*.csv"
'''})
    with pytest.raises(BuildRefused, match=rf"The folder 'activity' in {name} is a table of Delta: some of its files "):
        build(folder)


def test_one_table_in_a_zip_and_several_by_name(tmp_path):
    one = bring(tmp_path / "a", activity="", **{"activity.zip": packed(**{"export.txt": ACTIVITY})})
    assert one.rows(BALANCES) == SMALL_BANK
    several = packed(**{"in/customers.csv": CUSTOMERS, "products.csv": PRODUCTS, "activity.csv": ACTIVITY, "x.csv": "1",
                        "__MACOSX/._activity.csv": "1"})
    built = bring(tmp_path / "b", **NONE, **{"bank.zip": several})
    assert built.rows(BALANCES) == SMALL_BANK
    assert list(built.files) == ["bank.zip/in/customers.csv", "bank.zip/products.csv", "bank.zip/activity.csv"]
    assert "bank.zip/x.csv" in built.suspicions()
    assert [path.name for path in (tmp_path / "b" / "books").iterdir() if "tmp" in path.name] == []


def test_a_zip_that_does_not_say_which_table_is_meant_is_refused_and_the_remedy_reads_it(tmp_path):
    files = {"activity.zip": packed(**{"a.csv": ACTIVITY, "b.csv": "x"})}
    with pytest.raises(BuildRefused, match=r'holds these files: a\.csv and b\.csv\..*file = "activity\.zip/a\.csv"'):
        bring(tmp_path / "a", activity="", **files)
    built = bring(tmp_path / "b", activity="", **files, **{"mapping.toml": "[activity]\nfile = 'activity.zip/a.csv'\n"})
    assert built.rows(BALANCES) == SMALL_BANK


@pytest.mark.parametrize("content", [b"hello", packed(**{"activity.csv": ACTIVITY})[:-40]])
def test_a_damaged_zip(tmp_path, content):
    with pytest.raises(BuildRefused, match=r"activity\.zip is not a whole zip file"):
        bring(tmp_path, activity="", **{"activity.zip": content})


@pytest.mark.parametrize("kind", ["gz of rows", "gz of nothing", "zip", "xlsx"])
def test_a_bomb_is_refused_within_seconds(tmp_path, kind):
    row = b"C1,LOAN,2026-01-01,1\n" * 50_000
    content = {
        "gz of rows": lambda: gzip.compress(ACTIVITY.encode() + row * 200, 9),
        "gz of nothing": lambda: gzip.compress(bytes(300_000_000), 1),
        "zip": lambda: packed(**{"activity.csv": row * 200}),
        "xlsx": lambda: packed(**{"xl/worksheets/sheet1.xml": row * 200}),
    }[kind]()
    name = {"zip": "activity.zip", "xlsx": "activity.xlsx"}.get(kind, "activity.csv.gz")
    folder = write(tmp_path / "bank", activity="", **{name: content})
    begun = time.process_time()
    with pytest.raises(BuildRefused, match="unpacks to more than"):
        build(folder)
    assert time.process_time() - begun < SECONDS


def test_a_database_file_is_read_by_the_names_of_its_tables(tmp_path):
    content = database(tmp_path / "made.db").read_bytes()
    built = bring(tmp_path, activity="", **{"bank.sqlite": content})
    assert built.rows(BALANCES) == SMALL_BANK
    account = built.files["bank.sqlite/activity"]
    assert (account.lines, account.header, account.accepted) == (3, 0, 3)
    assert as_read(account.reading) == "table activity"


def test_a_table_or_a_query_of_a_database_may_be_named(tmp_path):
    content = database(tmp_path / "made.db", table="saldos").read_bytes()
    for at, line in enumerate(("table = 'saldos'", "query = 'select * from saldos'")):
        mapping = f"[activity]\nfile = 'bank.db'\n{line}\n"
        assert bring(tmp_path / str(at), activity="", **{"bank.db": content, "mapping.toml": mapping}).rows(
            BALANCES) == SMALL_BANK
    with pytest.raises(BuildRefused, match=r"bank\.db has no table 'activity'\. Say which is 'activity' .*table = "):
        bring(tmp_path / "none", activity="", **{"bank.db": content, "mapping.toml": "[activity]\nfile = 'bank.db'\n"})


@pytest.mark.parametrize("section", [
    "file = 'bank.db'\ntable = 'saldos'", "file = 'bank.db'\nquery = 'select * from \"saldos\" where 1 = 1'",
    "source = 'sqlite:///bank.db'\ntable = 'Saldos'", "source = 'sqlite:///bank.db'\nquery = 'select * from SALDOS'"])
def test_a_table_that_a_section_reads_is_no_stranger_and_others_are(tmp_path, section):
    content = database(tmp_path / "made.db", table="saldos")
    database(content, table="saldos_2")
    built = bring(tmp_path, activity="", **{"bank.db": content.read_bytes(),
                                            "mapping.toml": f"[activity]\n{section}\n"})
    assert built.rows(BALANCES) == SMALL_BANK
    assert [subject for subject in built.suspicions() if "bank.db" in subject] == ["bank.db/saldos_2"]


@pytest.mark.parametrize("driver", ["sqlite", "sqlite+pysqlite"])
def test_an_address_is_read_and_never_written_to(tmp_path, driver):
    """`sqlite+pysqlite` goes the way of every server, through SQLAlchemy."""
    path = database(tmp_path / "core.db")
    before = path.read_bytes()
    mapping = f"[activity]\nsource = '{driver}:///{path}'\n"
    built = bring(tmp_path / "a", activity="", **{"mapping.toml": mapping})
    assert built.rows(BALANCES) == SMALL_BANK
    assert list(built.files)[-1] == f"{driver}: activity"
    for query in ("delete from activity", "select 1; drop table activity", "with x as (select 1) delete from activity",
                  "select * from nosuch"):
        with pytest.raises(BuildRefused):
            bring(tmp_path / "b", activity="", **{"mapping.toml": f"{mapping}query = '{query}'\n"})
    assert path.read_bytes() == before


def test_a_password_is_taken_from_the_environment_and_told_nobody(tmp_path, monkeypatch):
    monkeypatch.setenv("BANK_PASSWORD", "s3cret")
    mapping = "[activity]\nsource = 'nosuch://me:${BANK_PASSWORD}@localhost/core'\n"
    with pytest.raises(BuildRefused, match="source cannot be used") as refused:
        bring(tmp_path, activity="", **{"mapping.toml": mapping})
    assert "s3cret" not in str(refused.value)


def test_a_duckdb_file_reads_nothing_but_itself(tmp_path):
    path = tmp_path / "core.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"create table activity as select * from read_csv('{write(tmp_path / 'x')}/activity.csv', "
                           "all_varchar = true)")
        connection.execute("create view customers as select * from read_csv('/etc/passwd')")
    content = path.read_bytes()
    assert bring(tmp_path / "a", activity="", **{"core.duckdb": content, "mapping.toml": "[customers]\nfile = "
                                                 "'customers.csv'\n"}).rows(BALANCES) == SMALL_BANK
    with pytest.raises(BuildRefused, match=r"core\.duckdb/customers cannot be read as a database .*disabled"):
        bring(tmp_path / "b", customers="", activity="", **{"core.duckdb": content})


def test_what_is_no_database(tmp_path):
    with pytest.raises(BuildRefused, match=r"bank\.sqlite cannot be read as a database"):
        bring(tmp_path, **{"bank.sqlite": b"hello"})


def test_json_lines_keep_their_numbers_and_lose_no_line(tmp_path):
    lines = ['{"customer_id": "C1", "product_id": "LOAN", "month": "2026-01", "balance": 1.10, "more": {"a": [1]}}', "",
             "nope", '{"customer_id": "C2", "product_id": "LOAN", "month": "2026-01", "turnover": 1e2}',
             '["C3"]', '{"product_id": "LOAN"}', '{"customer_id": "C1", "customer_id": "C2"}']
    built = bring(tmp_path, activity="", **{"activity.jsonl": "\n".join(lines)})
    assert built.rows("select customer_id, cast(balance as varchar), cast(turnover as varchar) from activity") == [
        ("C1", "1.10", None), ("C2", None, "100.00")]
    account = built.files["activity.jsonl"]
    assert (account.lines, account.accepted, account.rejected, account.blank) == (7, 2, 4, 1)
    assert [row.raw for row in built.rejected("activity")] == [
        "nope", '["C3"]', '{"product_id": "LOAN"}', '{"customer_id": "C1", "customer_id": "C2"}'], "a key stands once"
    assert built.rows("select file, columns from book_unused") == [("activity.jsonl", "more")]


def test_a_json_list_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(BuildRefused, match=r"is one JSON list\. Write its objects one a line"):
        bring(tmp_path, activity="", **{"activity.json": '[{"customer_id": "C1"}]'})


def frame(**columns: object) -> pd.DataFrame:
    return pd.DataFrame({"customer_id": ["C1", "C2"], "product_id": "LOAN", "balance": [1.5, 2.5], **columns})


def parquet(tmp_path: Path, table: pd.DataFrame, **more: str):
    folder = write(tmp_path / "bank", activity="", **more)
    table.to_parquet(folder / "activity.parquet")
    return build(folder)


def test_a_zoned_month_is_that_of_the_files_own_clocks(tmp_path):
    """Midnight of the first of February in Madrid is the evening of the last of January in Greenwich."""
    months = pd.to_datetime(["2026-02-01", "2026-03-01"])
    built = parquet(tmp_path, frame(month=months.tz_localize("Europe/Madrid")))
    assert built.rows(MONTHS) == [("2026-02-01",), ("2026-03-01",)]
    assert as_read(built.files["activity.parquet"].reading) == "moments of month by the clocks of Europe/Madrid"


def test_a_zoned_month_of_greenwich_is_not_taken_for_the_month_before(tmp_path):
    months = pd.to_datetime(["2026-02-01", "2026-03-01"]).tz_localize("Europe/Madrid").tz_convert("UTC")
    with pytest.raises(BuildRefused, match=r"is a moment of a day and no month: write timezone"):
        parquet(tmp_path / "a", frame(month=months))
    built = parquet(tmp_path / "b", frame(month=months), **{"mapping.toml": "[activity]\ntimezone = 'Europe/Madrid'\n"})
    assert built.rows(MONTHS) == [("2026-02-01",), ("2026-03-01",)]


def test_nan_is_what_data_frames_write_for_nothing(tmp_path):
    folder = write(tmp_path / "bank", activity="")
    frame(month="2026-01").to_parquet(tmp_path / "plain.parquet")
    duckdb.execute(f"copy (select *, if(customer_id = 'C1', 'nan'::double, 7) as turnover from "
                   f"'{tmp_path}/plain.parquet') to '{folder}/activity.parquet' (format parquet)")
    built = build(folder)
    assert built.rows("select cast(turnover as varchar) from activity order by customer_id") == [(None,), ("7.00",)]
    assert as_read(built.files["activity.parquet"].reading) == "values NaN read as empty: 1"


def test_a_partitioned_folder_is_one_table(tmp_path):
    folder = write(tmp_path / "bank", activity="")
    for name in ("activity/month=2026-01/region=N%20E", "activity/month=2026-02/region=S"):
        (folder / name).mkdir(parents=True)
        frame().to_parquet(folder / name / "part-0.parquet")
        (folder / name / "_SUCCESS").touch()
    built = build(folder)
    assert built.rows("select customer_id, cast(month as varchar) as month from activity order by 2, 1") == [
        ("C1", "2026-01-01"), ("C2", "2026-01-01"), ("C1", "2026-02-01"), ("C2", "2026-02-01")]
    assert [name for name in built.files if name.startswith("activity/")] == [
        "activity/month=2026-01/region=N%20E/part-0.parquet", "activity/month=2026-02/region=S/part-0.parquet"]


def test_a_parquet_file_whose_pages_are_damaged_is_refused(tmp_path):
    folder = write(tmp_path / "bank", activity="")
    duckdb.execute("copy (select 'C1' as customer_id, 'LOAN' as product_id, date '2026-01-01' as month, "
                   f"i / 7 as balance from range(5000) t(i)) to '{folder}/activity.parquet' (format parquet)")
    content = bytearray((folder / "activity.parquet").read_bytes())
    content[2000:2400] = bytes(400)
    (folder / "activity.parquet").write_bytes(content)
    with pytest.raises(BuildRefused, match=r"activity\.parquet is not a whole Parquet file"):
        build(folder)
