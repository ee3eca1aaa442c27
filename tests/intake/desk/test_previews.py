"""The first rows of what was delivered, as a build would read them, and never much more than these."""

from __future__ import annotations

import gzip
import sqlite3
import time
import zipfile

import duckdb
import pytest
import xlsxwriter

from crm_core.intake.desk import previews
from crm_core.intake.desk.columns import column_preview
from crm_core.intake.desk.previews import SAMPLE, SHOWN, preview
from crm_core.intake.desk.recipe import Recipe
from crm_core.intake.draft import BuildRefused
from crm_core.language import in_language

ROWS = "Nº CLIENTE;IMPORTE;FECHA\n0001;1.234,50;31/01/2026\n0002;;28/02/2026\n"


def one(folder, recipe=None):
    table, = preview(folder, recipe)
    return table


def test_a_table_is_told_with_its_columns_and_how_it_was_read(tmp_path):
    (tmp_path / "movimientos.csv").write_bytes(ROWS.encode("cp1252"))
    table = one(tmp_path)
    assert (table.name, table.size, table.refusal) == ("movimientos.csv", len(ROWS), "")
    assert table.notes == ("separated by: semicolon", "encoding cp1252", "amounts as 1.234,56", "FECHA as dd/mm/yyyy")
    assert table.rows == (("0001", "1.234,50", "31/01/2026"), ("0002", "", "28/02/2026"))
    assert [(each.name, each.kind, each.examples, each.filled, each.distinct) for each in table.columns] == [
        ("Nº CLIENTE", "whole", ("0001", "0002"), 1.0, 2), ("IMPORTE", "decimal", ("1.234,50",), 0.5, 1),
        ("FECHA", "date", ("31/01/2026", "28/02/2026"), 1.0, 2)]
    with in_language("es"):
        assert one(tmp_path).notes[1] == "codificación cp1252"


def test_what_reads_two_ways_is_said_and_a_total_below_is_no_row(tmp_path):
    (tmp_path / "a.csv").write_text("who;day;much\n1;05/04/2026;1.234\n2;06/04/2026;2.500\n3;06/04/2026;3.100\n"
                                    "Total;;6.834\n")
    table = one(tmp_path)
    assert table.notes[1:] == (
        "set aside as a total or remark: Total 6.834",
        "amounts such as 1.234: the point may part decimals or thousands", "day: day and month may stand either way")
    assert [row[0] for row in table.rows] == ["1", "2", "3"]
    assert table.columns[0].kind == "whole"


@pytest.mark.parametrize(("values", "kind"), [
    (["1", "2"], "whole"), (["1.5", "2"], "decimal"), (["1.234,50", "€ 5,0"], "decimal"), (["−5,0"], "decimal"),
    (["2026-01-31", "2026-02-28 10:00:00"], "date"), (["20260131"], "date"), (["31-ene-26"], "date"),
    (["9999-12-31"], "date"), (["2026-01", "2026-02"], "period"), (["ene-26"], "period"), (["01/2026"], "period"),
    (["a", "1"], "text"), (["", " ", "NULL", "NaN"], "empty"), (["1"] * 99 + ["x"], "whole"), (["123456"], "whole"),
])
def test_the_kind_of_a_column_is_that_of_nearly_all_of_its_values(values, kind):
    assert column_preview("x", values).kind == kind


def test_every_kind_of_file_is_looked_at(tmp_path):
    (tmp_path / "a.tsv").write_text("id\tname\n1\tAna\n")
    (tmp_path / "b.jsonl").write_text('{"id": 1, "name": "Ana"}\n')
    (tmp_path / "c.csv.gz").write_bytes(gzip.compress(b"id,name\n1,Ana\n"))
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("x.csv", "id,name\n1,Ana\n")
        archive.writestr("y.csv", "id,name\n1,Ana\n")
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        archive.writestr("x.csv", "id,name\n1,Ana\n")
    with xlsxwriter.Workbook(tmp_path / "f.xlsx") as book:
        for name in ("One", "Two"):
            book.add_worksheet(name).write_row(0, 0, ["id", "name"])
            book.get_worksheet_by_name(name).write_row(1, 0, [1, "Ana"])
    duckdb.sql("select 1 as id, 'Ana' as name").write_parquet(str(tmp_path / "g.parquet"))
    connection = sqlite3.connect(tmp_path / "h.sqlite")
    connection.execute("create table people as select 1 as id, 'Ana' as name")
    connection.commit()
    connection.close()
    tables = preview(tmp_path)
    assert [table.name for table in tables] == [
        "a.tsv", "b.jsonl", "c.csv.gz", "d.zip/x.csv", "d.zip/y.csv", "e.zip", "f.xlsx/One", "f.xlsx/Two", "g.parquet",
        "h.sqlite/people"]
    assert {(tuple(column.name for column in table.columns), table.rows, table.refusal) for table in tables} == {
        (("id", "name"), (("1", "Ana"),), "")}


def test_a_file_that_cannot_be_read_says_why_and_the_others_are_read(tmp_path):
    (tmp_path / "a.csv").write_text("")
    (tmp_path / "b.xlsx").write_text("no workbook")
    (tmp_path / "c.parquet").write_text("nor this")
    (tmp_path / "d.json").write_text("[1, 2]")
    (tmp_path / "e.csv").write_bytes(b"PK\x03\x04")
    (tmp_path / "f.sqlite").write_text("not a database, and long enough to look at")
    (tmp_path / "g.zip").write_bytes(b"PK\x05\x06" + b"\0" * 18)
    (tmp_path / "h.csv").write_text(ROWS)
    tables = {table.name: table for table in preview(tmp_path)}
    assert tables["h.csv"].refusal == ""
    for name in set(tables) - {"h.csv"}:
        assert tables[name].refusal.startswith(name), name
        assert tables[name].refusal.endswith("."), name
        assert not tables[name].columns


def test_corrections_are_taken_and_what_is_open_is_no_obstacle(tmp_path):
    (tmp_path / "a.txt").write_text("0|9;7\n1|2;3\n4|5;6\n")
    said = Recipe().with_reading("a.txt", delimiter=";", header_row=0)
    assert one(tmp_path, said).rows[1] == ("1|2", "3")
    assert one(tmp_path, said).columns[0].name == "column 1"
    open_recipe = said.with_value("activity", "snapshot_month", "????-??").with_value("activity", "date_format", "????")
    assert one(tmp_path, open_recipe).rows[1] == ("1|2", "3")
    named = said.with_reading("a.txt", names=["who", "much"])
    assert [column.name for column in one(tmp_path, named).columns] == ["who", "much"]


def test_a_wrong_correction_has_its_sentence(tmp_path):
    (tmp_path / "a.csv").write_text(ROWS)
    assert "no such line" in one(tmp_path, Recipe().with_reading("a.csv", header_row=99)).refusal
    with pytest.raises(BuildRefused, match="encoding 'cp9999' is not known"):
        preview(tmp_path, Recipe().with_reading("a.csv", encoding="cp9999"))
    with pytest.raises(BuildRefused, match="There is no folder"):
        preview(tmp_path / "nowhere")


def test_a_table_of_a_database_is_looked_at_by_its_address(tmp_path):
    connection = sqlite3.connect(tmp_path / "bank.db")
    connection.execute("create table people as select 1 as id, 'Ana' as name")
    connection.commit()
    connection.close()
    folder = tmp_path / "empty"
    folder.mkdir()
    recipe = Recipe({"customers": {"source": f"sqlite:///{tmp_path / 'bank.db'}", "table": "people"}})
    table = one(folder, recipe)
    assert (table.name, table.rows, table.place) == (
        "sqlite: people", (("1", "Ana"),), {"source": recipe.sections["customers"]["source"], "table": "people"})


def test_a_large_file_is_read_by_its_beginning_only(tmp_path):
    line = "0001;12,50;31/01/2026;" + "x" * 78 + "\n"
    with open(tmp_path / "large.csv", "w", encoding="utf-8") as stream:
        stream.write("CLIENTE;IMPORTE;FECHA;CONCEPTO\n")
        for _ in range(100):
            stream.write(line * 10_000)
    begun = time.perf_counter()
    table = one(tmp_path)
    assert time.perf_counter() - begun < 2  # 100 MB read whole take longer
    assert (len(table.rows), len(table.sample), table.is_whole) == (SHOWN, SAMPLE, False)


def test_nothing_is_left_behind_and_nothing_is_changed(tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    folder = tmp_path / "bank"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("x.csv", ROWS)
    before = (folder / "a.zip").read_bytes()
    preview(folder)
    assert list(scratch.iterdir()) == []
    assert [path.name for path in folder.iterdir()] == ["a.zip"]
    assert (folder / "a.zip").read_bytes() == before


def test_a_large_workbook_is_told_before_it_is_opened_with_the_time_that_it_takes(tmp_path, monkeypatch):
    with xlsxwriter.Workbook(tmp_path / "large.xlsx") as book:
        book.add_worksheet().write_row(0, 0, ["customer", "amount"])
    monkeypatch.setattr(previews, "_OF_A_WORKBOOK", (tmp_path / "large.xlsx").stat().st_size / 12)
    said = []
    preview(tmp_path, progress=lambda name, part: said.append((name, part)))
    assert said[0] == ("large.xlsx (a workbook is read whole: about 12 s)", 0.0)


def test_progress_names_what_is_looked_at(tmp_path):
    (tmp_path / "a.csv").write_text(ROWS)
    (tmp_path / "b.csv").write_text(ROWS)
    said = []
    preview(tmp_path, progress=lambda name, part: said.append((name, part)))
    assert said == [("a.csv", 0.0), ("b.csv", 0.5)]
