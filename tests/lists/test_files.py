"""The files of a list: every customer on one sheet, leading zeros kept, no formulas, and read back as they were."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from crm_core.intake.small_tables import small_tables
from crm_core.language import in_language
from crm_core.lists import sheets
from crm_core.lists.columns import STARTING, columns_of
from crm_core.lists.crm_csv import COLUMNS, crm_csv
from crm_core.lists.facts import facts_of
from crm_core.lists.result_columns import places_of
from crm_core.lists.sheets import groups, sheet_names, workbook
from tests.lists.some_list import rows, work_list


def written(how="one", columns=STARTING, language="en"):
    with in_language(language):
        return workbook(rows(), columns, how, facts_of(work_list()), latest={}, list_id=7)


def test_a_name_of_a_sheet_is_short_legal_and_told_apart_whatever_its_capitals():
    long = "Oficina de la Avenida de la Constitución, planta"
    made = sheet_names([f"{long} 1", f"{long} 2", "a/b", "A:B", "'x'", "[]", "History", "About", "ab"])
    assert made == ["Oficina de la Avenida de la Con", "Oficina de la Avenida de la (2)", "ab", "AB (2)", "x", "-",
                    "History (2)", "About (2)", "ab (3)"]
    assert len({name.casefold() for name in made}) == len(made)
    assert all(1 <= len(name) <= 31 for name in made)


@pytest.mark.parametrize("how", ["one", "branch", "manager"])
def test_every_customer_is_on_exactly_one_sheet(how):
    by_sheet = groups(rows(), how)
    assert sorted(row.customer_id for part in by_sheet.values() for row in part) == sorted(
        row.customer_id for row in rows())


def test_two_managers_of_one_name_have_a_sheet_each_and_who_has_none_comes_last():
    assert list(groups(rows(), "manager")) == ["Eva Gil", "Luis Prieto (M1)", "Luis Prieto (M3)", "No manager"]
    assert list(groups(rows(), "branch")) == ["B1", "B2", "No branch"]


def test_a_workbook_keeps_leading_zeros_as_text_dates_as_dates_and_no_formula():
    book = CalamineWorkbook.from_filelike(io.BytesIO(written("manager")))
    assert book.sheet_names == ["Eva Gil", "Luis Prieto (M1)", "Luis Prieto (M3)", "No manager", "About"]
    header, first, *_rest = book.get_sheet_by_name("Luis Prieto (M1)").to_python()
    row = dict(zip(header, first, strict=True))
    assert (row["Customer ID"], row["Contribution"], str(row["Due date"])) == ("0007", 900.5, "2026-03-20")
    assert (row["Direction"], row["Outcome"], row["List number"]) == ("Goes down", "", 7)
    nameless = dict(zip(header, book.get_sheet_by_name("No manager").to_python()[1], strict=True))
    assert nameless["Name"] == "=1+1"
    about = dict(row[:2] for row in book.get_sheet_by_name("About").to_python())
    assert about["List"] == "Spring, number 7"
    assert "8" not in about["Plan"].split("leave")[1]
    assert "Assumed: 10% of those who go down leave." in about["Plan"]


def test_more_groups_than_a_workbook_holds_become_a_zip_of_workbooks(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_SHEETS", 2)
    assert sheets.needs_zip(rows(), "manager") == 4
    with zipfile.ZipFile(io.BytesIO(written("manager"))) as files:
        assert files.namelist() == ["Eva Gil.xlsx", "Luis Prieto (M1).xlsx", "Luis Prieto (M3).xlsx",
                                    "No manager.xlsx"]


def test_a_csv_for_a_crm_has_the_same_english_header_in_every_language_and_guards_formulas():
    with in_language("es"):
        content = crm_csv(work_list(), rows(), {})
    lines = list(csv.DictReader(io.StringIO(content.decode("utf-8"))))
    assert tuple(lines[0]) == COLUMNS
    assert [line["customer_id"] for line in lines] == [row.customer_id for row in rows()]
    assert (lines[0]["contribution"], lines[2]["contribution"], lines[0]["due_on"]) == ("900.5", "", "2026-03-20")
    assert (lines[4]["name"], lines[0]["direction"], lines[0]["currency"]) == ("'=1+1", "down", "EUR")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert crm_csv(work_list(), rows(), {}, mark=True).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("how", ["one", "branch"])
def test_what_was_written_is_read_back_with_every_customer(tmp_path, language, how):
    path = tmp_path / "list.xlsx"
    path.write_bytes(written(how, language=language))
    ids = []
    for table in small_tables(path, path.name):
        places = places_of(table.names)
        if not places.missing:
            ids += [places.cell(cells, "customer_id") for _line, cells in table.rows]
    assert sorted(ids) == sorted(row.customer_id for row in rows())


def test_every_column_for_a_crm_is_documented():
    documented = (Path(__file__).parents[2] / "docs" / "lists.md").read_text("utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in documented] == []


def test_columns_are_those_that_are_asked_for_in_their_order_and_the_id_stays():
    assert columns_of("") == STARTING
    assert columns_of("next_step,name,next_step,shoe_size") == ("customer_id", "next_step", "name")
    assert columns_of("name,customer_id") == ("name", "customer_id")
