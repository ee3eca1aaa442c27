"""A bank whose tables keep their versions makes the book of the same bank in plain files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import deltalake
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyiceberg.catalog.memory import InMemoryCatalog
from pyiceberg.transforms import IdentityTransform

from crm_core.intake.desk.previews import preview
from crm_core.intake.files import build_files
from crm_core.intake.files.folder import find_sources
from crm_core.intake.files.mapping import read_mapping
from crm_core.intake.statements import BuildRefused, Published
from crm_core.language.stored import told
from crm_core.question import Question
from crm_core.warehouse import Book, Shelf
from tests.intake.table_formats import iceberg_by_hand
from tests.intake.table_formats.reading import opened
from tests.odd_books import usual_book
from tests.spark.comparing import differing, tables_of
from tests.spark.conftest import write_lake

Tables = Mapping[str, pa.Table]


def bank(folder: Path) -> Tables:
    """Eight customers, of whom one is of a type that there is not; a month of another is brought twice."""
    book = usual_book(8, 12)
    book.customers[3]["customer_type"] = "martian"
    book.activity.append(dict(book.activity[0]))
    return {path.stem: pq.read_table(path) for path in write_lake(folder, book).iterdir()}


def as_delta(folder: Path, tables: Tables) -> None:
    """With a first version of which nothing is left, rows that were appended and one that was deleted."""
    for name, table in tables.items():
        by = ["region_id"] if name == "customers" else None
        deltalake.write_deltalake(folder / name, table.slice(1), partition_by=by)
        deltalake.write_deltalake(folder / name, table.slice(0, 2), mode="overwrite")
        deltalake.write_deltalake(folder / name, table.slice(2), mode="append")
        stray = table.slice(0, 1).set_column(0, table.schema.field(0), pa.array(["gone"], table.schema.types[0]))
        deltalake.write_deltalake(folder / name, stray, mode="append")
        deltalake.DeltaTable(folder / name).delete(f"{table.schema.names[0]} = 'gone'")


def as_iceberg(folder: Path, tables: Tables) -> None:
    """With a first version of which nothing is left, rows that were appended, and one deleted by its position."""
    catalog = InMemoryCatalog(str(folder))
    catalog.create_namespace("bank")
    for name, table in tables.items():
        made = catalog.create_table(f"bank.{name}", table.schema, location=f"file://{folder / name}")
        made.append(table.slice(1))
        made.overwrite(table.slice(0, 2))
        if name != "customers":
            made.append(pa.concat_tables([table.slice(2), table.slice(0, 1)]))
            iceberg_by_hand.delete_positions(folder / name, [(iceberg_by_hand.data_files(folder / name)[0],
                                                              len(table) - 2)])
            continue
        with made.update_spec() as spec:
            spec.add_field("region_id", IdentityTransform())
        made.append(table.slice(2))
    catalog.close()


FORMS: dict[str, Callable[[Path, Tables], None]] = {"delta": as_delta, "iceberg": as_iceberg}


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """The bank in each form, each in a folder of its own."""
    folder = tmp_path_factory.mktemp("forms")
    tables = bank(folder / "plain")
    for form, write in FORMS.items():
        write(folder / form, tables)
    return folder


def built(home: Path, form: str) -> Published:
    return build_files(home / form, Shelf(home / "books" / form), accept_rejected=True)


@pytest.fixture(scope="module")
def books(home) -> dict[str, Published]:
    return {form: built(home, form) for form in ("plain", *FORMS)}


def asked(published: Published, sql: str) -> list[tuple[object, ...]]:
    with Book(published.path) as book:
        return list(book.read(Question("asked", sql)).itertuples(index=False, name=None))


@pytest.mark.parametrize("form", FORMS)
def test_the_book_is_that_of_the_plain_files(books, form):
    names = {name for name in tables_of(books["plain"].path) if not name.startswith("book_")} - {"quarantine"}
    assert differing(books["plain"].path, books[form].path, names) == {}
    assert [each.accepted for each in books[form].files] == [each.accepted for each in books["plain"].files]


@pytest.mark.parametrize("form", FORMS)
def test_rejected_rows_are_those_of_the_plain_files_and_name_the_version(books, form):
    rejected = """
        select table_name, regexp_extract(reasons, '"text":"(.*?)"', 1) as text, count(*) as rows
        from quarantine group by all order by all
    """
    assert asked(books[form], rejected) == asked(books["plain"], rejected)
    (file, line), = asked(books[form], "select file, line from quarantine where table_name = 'customers'")
    version = next(each.file for each in books[form].files if each.table_name == "customers")
    assert file == version
    assert version.startswith("customers@v" if form == "delta" else "customers@")
    assert line == 4, "C3 is the fourth in the order of all values"


@pytest.mark.parametrize("form", FORMS)
def test_a_build_says_which_version_it_read_and_hangs_on_it(home, books, form):
    for file in books[form].files:
        assert file.content_hash == opened(home / form / file.table_name).identity
        version = file.file.partition("@")[2].removeprefix("v")
        assert told(file.reading).startswith(f"a {form.capitalize()} table as of version {version}; lines are places")


def test_another_version_is_another_book(home, books, tmp_path):
    """Also where it holds the same rows: what is said of a version is said of that one."""
    assert built(home, "delta").fingerprint == books["delta"].fingerprint
    deltalake.DeltaTable(home / "delta" / "activity").optimize.compact()
    after = built(home, "delta")
    assert after.fingerprint != books["delta"].fingerprint
    assert asked(after, "select file from book_files where table_name = 'activity'") == [("activity@v5",)]


def write_people(folder: Path, name: str = "people") -> None:
    deltalake.write_deltalake(folder / name, pa.table({"id": ["C1"], "region_id": ["N"]}))


def test_a_recipe_names_a_table_like_a_file_and_reads_one_version_of_it(tmp_path):
    for name in ("people", "Ledger 2026", "activity_2025", "products"):
        write_people(tmp_path, name)
    (tmp_path / "mapping.toml").write_text("""
[customers]
file = "people"
[customers.columns]
customer_id = "id"
[activity]
file = "Ledger*"
[activity.lookup]
customer_id = { file = "people", key = "id", value = "region_id" }
""")
    found = find_sources(tmp_path, read_mapping(tmp_path))
    assert {name: [each.name for each in parts] for name, parts in found.sources.items()} == {
        "customers": ["people@v0"], "products": ["products@v0"], "activity": ["Ledger 2026@v0"]}
    assert found.strangers == ("activity_2025",)
    lookup = found.sources["activity"][0].lookups["customer_id"]
    assert lookup.name == "people@v0"
    assert lookup.current is found.sources["customers"][0].current


def test_parts_of_a_table_may_be_tables_and_one_that_is_there_twice_is_told(tmp_path):
    for name in ("customers", "products", "activity_2025", "activity_2026"):
        write_people(tmp_path, name)
    found = find_sources(tmp_path, read_mapping(tmp_path))
    assert [each.name for each in found.sources["activity"]] == ["activity_2025@v0", "activity_2026@v0"]
    (tmp_path / "activity_2026.csv").write_text("customer_id\n")
    with pytest.raises(BuildRefused, match="are the same part of 'activity' twice"):
        find_sources(tmp_path, read_mapping(tmp_path))


def test_partitions_may_be_tables_and_each_has_its_version(home, books, tmp_path):
    """A row that was deleted in one of them does not come back."""
    shutil.copytree(home / "delta", tmp_path / "bank", ignore=shutil.ignore_patterns("activity"))
    activity = pq.read_table(home / "plain" / "activity.parquet")
    places = [tmp_path / "bank" / "activity" / each for each in ("part=1", "part=2")]
    deltalake.write_deltalake(places[0], activity.slice(0, 40))
    deltalake.write_deltalake(places[1], activity.slice(20))
    deltalake.write_deltalake(places[1], activity.slice(40), mode="overwrite")
    found = build_files(tmp_path / "bank", Shelf(tmp_path / "books"), accept_rejected=True)
    assert [each.file for each in found.files if each.table_name == "activity"] == [
        "activity/part=1@v0", "activity/part=2@v1"]
    assert differing(books["plain"].path, found.path, {"activity", "customers"}) == {}
    previewed = {each.name: each for each in preview(tmp_path / "bank")}
    assert not previewed["activity/part=2"].refusal


def test_a_table_that_nothing_reads_stops_nothing(tmp_path):
    """A lakehouse holds tables of others, which may be of any kind."""
    for name in ("customers", "products", "activity"):
        (tmp_path / f"{name}.csv").touch()
    for mark in ("orders/.hoodie", "logs/_delta_log"):
        (tmp_path / mark).mkdir(parents=True)
    assert find_sources(tmp_path, read_mapping(tmp_path)).strangers == ("logs", "orders")


def test_a_table_is_looked_at_like_a_file(tmp_path):
    write_people(tmp_path)
    write_people(tmp_path, "broken")
    next((tmp_path / "broken").glob("*.parquet")).unlink()
    broken, people = preview(tmp_path)
    assert [each.name for each in people.columns] == ["id", "region_id"]
    assert people.sample == (("C1", "N"),)
    assert people.name == "people"
    assert "The table 'broken' names the file" in broken.refusal
