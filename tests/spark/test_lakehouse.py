"""A small bank's tables by way of Spark and by way of files: the same book to the last digit, and every row accounted.

One Java machine and one build serve all of these tests, which is most of what they cost.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import duckdb
import pytest

from crm_core import CannotAnswer, ask, marts, open_book
from crm_core.engines.spark import SparkEngine
from crm_core.engines.spark_faults import EngineFailed
from crm_core.intake.draft import Published
from crm_core.intake.files import build_files
from crm_core.intake.files.mapping import read_mapping
from crm_core.intake.lakehouse import build_lakehouse
from crm_core.intake.lakehouse.sources import find_tables
from crm_core.intake.statements import BuildRefused
from crm_core.question import Question
from crm_core.scope import Scope
from crm_core.warehouse import Book, Shelf
from tests.odd_books import OddBook, books, business, people, usual
from tests.spark.comparing import differing, tables_of
from tests.spark.conftest import write_lake

pytestmark = [pytest.mark.spark, pytest.mark.every_mart, pytest.mark.filterwarnings("ignore::FutureWarning"),
              pytest.mark.filterwarnings("ignore::ResourceWarning")]

TOLD = {"data", "quality"}
"""The rooms that say what was rejected and why, in the words of either way."""


@pytest.fixture(scope="module")
def lake(tmp_path_factory) -> Path:
    """A year of twenty customers, one of a type that there is not, and a row that stands twice. Every table and every
    month more costs a second: banks with all of them are for `make test-spark`."""
    customers = people(20)
    activity = business(customers, 12, amounts=usual)
    groups = [{"customer_id": f"C{number}", "group_id": "G", "kind": "household"} for number in (1, 2)]
    rates = books()["rates alone"]().others["rates"]
    book = OddBook(customers, [*activity, activity[0]], {"groups": groups, "rates": rates})
    customers.append(customers[0] | {"customer_id": "C99", "customer_type": "alien"})
    customers[4]["region_id"], customers[5]["joined_on"] = None, None
    return write_lake(tmp_path_factory.mktemp("lake"), book)


@pytest.fixture(scope="module")
def by_files(lake, tmp_path_factory) -> Published:
    return build_files(lake, Shelf(tmp_path_factory.mktemp("files")), accept_rejected=True)


@pytest.fixture(scope="module")
def by_spark(spark, lake, tmp_path_factory) -> Published:
    """Both addresses are URLs: what is brought back is copied, as from a store."""
    folder: Path = tmp_path_factory.mktemp("spark")
    return build_lakehouse(spark, lake.as_uri(), Shelf(folder), mapping=read_mapping(lake), with_activity=True,
                           work=(folder / "lakehouse").as_uri(), accept_rejected=True)


def test_every_table_is_the_same_to_the_last_digit(by_files, by_spark):
    named = {name for name in tables_of(by_files.path) if not name.startswith("book_") or name in marts.ALL}
    assert named <= tables_of(by_spark.path)
    told = {"quarantine", "suspicions", "derivations", "controls"}
    assert differing(by_files.path, by_spark.path, named - told) == {}


def test_every_room_answers_alike(by_files, by_spark):
    with open_book(by_files.path) as one, open_book(by_spark.path) as other:
        for room in ask.rooms():
            if room not in TOLD:
                assert _answer(room, one) == _answer(room, other), room


def test_every_row_is_accounted_for_and_the_rejected_ones_lie_beside_with_their_reasons(by_spark, spark):
    counts = {entry.table_name: (entry.lines, entry.accepted, entry.rejected) for entry in by_spark.files}
    assert counts["customers"] == (21, 20, 1)
    assert counts["activity"] == (20 * 12 + 1, 20 * 12, 1)
    left = by_spark.path.parent / "lakehouse"
    folders = {path.name for path in left.glob("*/*")}
    assert folders == {f"rejected_{name}" for name, (_rows, _accepted, rejected) in counts.items() if rejected}
    with open_book(by_spark.path) as book:
        rejected = book.read(Question("q", "select table_name, line, raw, reasons from quarantine order by table_name"))
    assert rejected["table_name"].tolist()[:2] == ["activity", "customers"]
    assert '"columns":"customer_id, product_id, month","line":"1","file":"activity.parquet"' in rejected["reasons"][0]
    assert rejected["raw"][1].startswith("C99,alien,")


def test_a_column_that_is_gone_is_named_with_those_that_are_there(spark, lake, tmp_path):
    for path in lake.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "products.parquet").unlink()
    spark.sql("select 'P' as product_id, 'Loan' as label").write.parquet(str(tmp_path / "products.parquet"))
    with pytest.raises(BuildRefused, match="table 'products' has no column name, family, which every row needs"):
        find_tables(spark, str(tmp_path))


def test_a_file_that_is_damaged_is_told_by_its_table(spark, tmp_path):
    (tmp_path / "customers.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(EngineFailed, match=r"Spark could not make the table 'customers': .* The book in use is as it"):
        find_tables(spark, str(tmp_path))


def test_a_folder_without_the_tables_says_what_they_are_called(spark, tmp_path):
    with pytest.raises(BuildRefused, match=r"no table customers, products, activity at .*: customers/, customers.parq"):
        find_tables(spark, str(tmp_path))


def test_what_is_whole_is_not_made_again_and_what_is_half_is(spark, tmp_path):
    for text in ("one", "two"):
        engine = SparkEngine(spark, str(tmp_path))
        engine.make("kept", "select cast($text as varchar) as text", {"text": text})
        engine.make("half", "select cast($text as varchar) as text", {"text": text})
        (tmp_path / "half" / "0" / "_SUCCESS").unlink()
    assert engine.rows("select text from kept") == [("one",)]
    assert engine.rows("select text from half") == [("two",)]


@pytest.mark.parametrize("name", ["customer_changes", "customer_values", "customer_years", "tier_years",
                                  "type_medians"])
def test_no_window_puts_all_customers_into_one_task(planned, name):
    question = Question.from_file(marts.__file__, f"{name}.sql")
    sql, values = question.bind(dict.fromkeys(question.parameters, 0))
    plan = planned.plan(sql, values)
    windows = re.findall(r"windowspecdefinition\((.*?)(?: ASC| DESC|, specifiedwindow)", plan)
    assert not re.search(r"Window .*\n.*Sort .*\n.*Exchange SinglePartition", plan)
    for window in windows:
        keys = set(re.findall(r"(\w+)#\d+", window))
        is_of_steps = "in_step" in plan and keys <= {"years_ago", "customer_type", "line", "step", "_w0"}
        assert len(keys) > 2 or is_of_steps, window


@pytest.fixture(scope="module")
def planned(by_files, spark, tmp_path_factory) -> SparkEngine:
    """What these marts are made from, as Spark reads it."""
    folder = tmp_path_factory.mktemp("planned")
    with duckdb.connect() as connection:
        connection.execute(f"attach '{by_files.path}' as book (read_only)")
        connection.execute("set search_path = 'memory.main,book.main'")
        for name in ("valued_holdings", "valued_customers"):
            sql, values = Question.from_file(marts.__file__, f"{name}.sql").bind({"years_ago": 0})
            connection.execute(f"create table memory.{name} as {sql}", values)
        for name in ("valued_customers", "customers", "customer_moves", "customer_years", "unit_years",
                     "value_curves", "desks"):
            place = folder / name
            connection.execute(f"copy {name} to '{place}' (format parquet)")
            spark.read.parquet(str(place)).createOrReplaceTempView(name)
    return SparkEngine(spark, str(folder))


def _answer(room: str, book: Book) -> str:
    try:
        answer = ask.ask(room, book, Scope())
    except CannotAnswer as refusal:
        return str(refusal)
    parts = {part: answer[part] for part in ("reading", "caveats", "result")}
    return json.dumps(parts, default=lambda column: column.tolist())
