"""Whole banks by way of Spark and by way of files: too dear for every day (`make test-spark`)."""

from __future__ import annotations

import json
import os
from pathlib import Path

import duckdb
import pytest

from bench.answers import answers, differences
from crm_core import ask, contract, marts, open_book
from crm_core.intake.berka import build_berka
from crm_core.intake.demo import build_demo
from crm_core.intake.files import build_files
from crm_core.intake.files.mapping import read_mapping
from crm_core.intake.lakehouse import build_lakehouse
from crm_core.warehouse import Shelf
from tests.odd_books import books
from tests.spark.comparing import differing, tables_of

pytestmark = [pytest.mark.spark, pytest.mark.every_mart, pytest.mark.timeout(3600),
              pytest.mark.filterwarnings("ignore::FutureWarning"),
              pytest.mark.filterwarnings("ignore::ResourceWarning"),
              pytest.mark.skipif(os.environ.get("CLIENTELA_SPARK_BOOKS") != "1", reason="run by make test-spark")]

REAL = Path(os.environ.get("CRM_REAL_DATA", "")) / "berka"
ODD = ("all negative", "all equal", "a net near nothing", "huge amounts", "cents", "turnover only", "namesakes",
       "some without joined_on", "thirteen months", "every optional table")


def lake_of(book: Path, folder: Path) -> Path:
    """The source tables of a book as a Parquet file each."""
    folder.mkdir()
    with duckdb.connect(str(book), read_only=True) as connection:
        for name in contract.TABLES:
            if connection.execute(f"select count(*) from {name}").fetchall()[0][0]:
                connection.execute(f"copy {name} to '{folder / name}.parquet' (format parquet)")
    return folder


def publish(name: str, folder: Path) -> Path:
    """The book of a bank by its name."""
    if name.startswith("demo"):
        return build_demo(Shelf(folder), customers=3_000, seed=int(name.split()[1])).path
    if name == "berka":
        if not REAL.is_dir():
            pytest.skip("the Czech bank's files are not here (CRM_REAL_DATA)")
        return build_berka(REAL, Shelf(folder)).path
    return folder / str(Shelf(books()[name]().publish(folder)).current())


@pytest.mark.parametrize("name", ["demo 1", "demo 7", "berka", *ODD])
def test_a_bank_is_the_same_by_way_of_spark(spark, tmp_path, name):
    lake = lake_of(publish(name, tmp_path / "bank"), tmp_path / "lake")
    by_files = build_files(lake, Shelf(tmp_path / "files"), accept_rejected=True).path
    by_spark = build_lakehouse(spark, str(lake), Shelf(tmp_path / "spark"), mapping=read_mapping(lake),
                               with_activity=True, accept_rejected=True).path
    assert differing(by_files, by_spark, tables_of(by_files) & {*marts.ALL, *contract.TABLES}) == {}
    with open_book(by_files) as one, open_book(by_spark) as other:
        given = [answers(book, [room for room in ask.rooms() if room != "data"], most=3) for book in (one, other)]
    before, after = (json.loads(json.dumps(each, default=str)) for each in given)
    assert [line for key in before for line in differences(before[key], after[key], key)
            if ".book." not in line and ".result.source:" not in line] == []
