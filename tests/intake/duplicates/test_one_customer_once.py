"""The recipe's `[customers.same]`: rows of one customer become one, nothing is lost, and a line taken out undoes it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from crm_core.intake.duplicates import decisions_csv, read_decisions
from crm_core.intake.files import build_files
from crm_core.intake.files.duplicated import duplicates_of
from crm_core.intake.statements import BuildRefused
from crm_core.warehouse import Shelf
from tests.intake.own_files import Built, build, write

CUSTOMERS = """customer_id,customer_type,region_id,joined_on,left_on,name,credit_grade
C1,individual,NORTE,2020-01-01,2024-01-31,Ana Ruiz,
C2,individual,,2015-06-15,,Ana Ruiz Gil,B
C3,business,SUR,2019-01-01,,Viveros Soler,A
"""
ACTIVITY = """customer_id,product_id,month,balance,transactions
C1,SAVINGS,2026-01-01,100.10,2
C2,SAVINGS,2026-01-01,50.20,
C2,LOAN,2026-01-01,7.00,1
C3,LOAN,2026-02-01,5000.00,3
"""
CONTACTS = "customer_id,at,channel\nC1,2026-01-05 10:00:00,phone\nC2,2026-01-06 10:00:00,visit\n"
SAME = '[customers.same]\n"C2" = "C1"\n'


def built(folder: Path, recipe: str, **files: str) -> Built:
    return build(write(folder / "files", customers=CUSTOMERS, activity=ACTIVITY, contacts=CONTACTS,
                       **{"mapping.toml": recipe}, **files))


def refusal(folder: Path, recipe: str, **files: str) -> str:
    write(folder, customers=CUSTOMERS, activity=ACTIVITY, **{"mapping.toml": recipe}, **files)
    with pytest.raises(BuildRefused) as refused:
        build_files(folder, Shelf(folder / "books"))
    return str(refused.value)


def test_two_rows_become_one_customer_of_the_earlier_date_and_of_what_either_row_says(tmp_path):
    book = built(tmp_path, SAME)
    rows = book.rows("select customer_id, region_id, cast(joined_on as varchar), left_on, name, credit_grade "
                     "from customers order by customer_id")
    assert rows == [("C1", "NORTE", "2015-06-15", None, "Ana Ruiz", "B"),
                    ("C3", "SUR", "2019-01-01", None, "Viveros Soler", "A")]


def test_what_both_did_is_added_up_to_the_cent_and_no_amount_is_lost(tmp_path):
    book = built(tmp_path, SAME)
    assert book.rows("select customer_id, product_id, balance, transactions from activity order by 1, 2") == [
        ("C1", "LOAN", 7.0, 1), ("C1", "SAVINGS", 150.3, 2), ("C3", "LOAN", 5000.0, 3)]
    assert book.rows("select distinct customer_id from contacts") == [("C1",)]
    controls = book.rows("select name, agrees from controls where name like '%merging%'")
    assert controls
    assert all(agrees for _, agrees in controls)


def test_a_group_of_both_is_that_of_the_one_kept_with_its_own_name(tmp_path):
    groups = "customer_id,group_id,group_name,kind\nC1,G2,Ruiz,\nC2,G1,Soler,company group\n"
    rows = "select customer_id, group_id, group_name, kind from groups"
    assert built(tmp_path / "a", SAME, groups=groups).rows(rows) == [("C1", "G2", "Ruiz", None)]
    assert built(tmp_path / "b", '[customers.same]\n"C1" = "C2"\n', groups=groups).rows(rows) == [
        ("C2", "G1", "Soler", "company group")]


def test_an_id_that_a_spreadsheet_would_run_comes_back_from_the_list_as_it_was(tmp_path):
    pairs = pd.DataFrame({"customer_id": ["=C2", "-3"], "same_as": ["@C1", "C4"], "probability": 1.0, "findings": ""})
    decided = {("=C2", "@C1"): "same", ("-3", "C4"): "different"}
    (tmp_path / "same.csv").write_bytes(decisions_csv(pairs, decided))
    assert "'=C2,'@C1" in (tmp_path / "same.csv").read_text("utf-8-sig")
    same = read_decisions(tmp_path / "same.csv", "same.csv")
    assert (same.kept, same.different) == ({"=C2": "@C1"}, {("-3", "C4")})


def test_a_merged_row_counts_as_accepted_and_the_account_says_who_was_merged(tmp_path):
    book = built(tmp_path, SAME)
    assert (book.files["customers.csv"].accepted, book.files["customers.csv"].rejected) == (3, 0)
    sentences = [each for (each,) in book.rows("select sentence from derivations")]
    assert any("Customers merged into others, as the recipe says: 1 (C2 → C1)" in each for each in sentences)
    assert any("Rows of merged customers in activity: 2, which became 2" in each for each in sentences)
    assert any("Rows of merged customers in contacts: 1" in each for each in sentences)


def test_without_the_line_they_are_two_again(tmp_path):
    merged, parted = built(tmp_path / "one", SAME), built(tmp_path / "two", "")
    assert merged.rows("select count(*) from customers") == [(2,)]
    assert parted.rows("select count(*) from customers") == [(3,)]
    assert merged.fingerprint != parted.fingerprint


def test_a_customer_who_is_not_there_is_told_and_the_others_are_merged(tmp_path):
    book = built(tmp_path, SAME + '"C9" = "C3"\n')
    assert "there is no customer C9" in book.suspicions()["C9"]
    assert book.rows("select count(*) from customers") == [(2,)]


@pytest.mark.parametrize(("lines", "words"), [
    ('"C1" = "C2"\n"C2" = "C3"', "'C1' is merged into 'C2', which is itself merged into 'C3'; write 'C1' = 'C3'"),
    ('"C1" = "C2"\n"C2" = "C1"', "'C1' and 'C2' are each said to be kept for the other"),
    ('"C1" = "C1"', "'C1' is said to be the same as itself"),
    ('"C1" = ["C2"]', 'write a line for each such as "C17" = "C4"'),
])
def test_what_cannot_be_meant_is_refused_before_a_file_is_opened(tmp_path, lines, words):
    assert words in refusal(tmp_path, f"[customers.same]\n{lines}\n")


DECIDED = """customer_id,same_as,probability,agrees,differs,decision
C2,C1,0.99,name,,same
C3,C1,0.91,name,,different
"""


def test_a_list_of_decisions_is_a_file_beside_the_others_and_no_stranger(tmp_path):
    book = built(tmp_path, '[customers]\nsame = "same.csv"\n', same=DECIDED)
    assert book.rows("select count(*) from customers") == [(2,)]
    assert "same.csv" not in book.suspicions()


def test_another_decision_is_another_book_though_the_recipe_is_the_same(tmp_path):
    recipe = '[customers]\nsame = "same.csv"\n'
    one = built(tmp_path / "one", recipe, same=DECIDED)
    other = built(tmp_path / "two", recipe, same=DECIDED.replace(",same\n", ",different\n"))
    assert one.fingerprint != other.fingerprint


@pytest.mark.parametrize(("lines", "words"), [
    ("C2,C1,,,,maybe", "same.csv, line 2: the decision 'maybe' is not one of same, different, unsure"),
    ("C2,,,,,same", "same.csv, line 2: customer_id or same_as is empty"),
    ("C2,C1,,,,same\nC1,C2,,,,different", "'C1' and 'C2' are said to be different, and other lines make them the same"),
    ("C2,C1,,,,same\nC1,C2,,,,same", "C1 and C2 are merged into each other in a circle"),
])
def test_decisions_that_contradict_each_other_are_refused(tmp_path, lines, words):
    text = f"customer_id,same_as,probability,agrees,differs,decision\n{lines}\n"
    assert words in refusal(tmp_path, '[customers]\nsame = "same.csv"\n', same=text)


def test_a_list_that_is_not_there_or_lacks_a_column_is_refused(tmp_path):
    assert "gone.csv of [customers] same cannot be read" in refusal(tmp_path / "a", '[customers]\nsame = "gone.csv"\n')
    assert "same.csv has no column same_as" in refusal(tmp_path / "b", '[customers]\nsame = "same.csv"\n',
                                                       same="customer_id\nC1\n")
    assert "leads outside" in refusal(tmp_path / "c", '[customers]\nsame = "../same.csv"\n')


WITH_IDENTITY = """customer_id,customer_type,region_id,joined_on,name,NIF,Email
C1,individual,NORTE,2020-01-01,Ana Ruiz Gil,12345678Z,ana@ruiz.es
C2,individual,NORTE,2015-06-15,"RUIZ GIL, ANA",12345678-Z,ANA@RUIZ.ES
C3,individual,SUR,2019-01-01,Eva Mora Paz,87654321X,eva@mora.es
"""
IDENTITY = '[customers.identity]\ntax_id = "NIF"\n'


def found(book: Built) -> list[tuple[str, str]]:
    return book.rows("select customer_id, same_as from book_duplicates")


def test_a_build_finds_them_by_columns_that_no_book_keeps(tmp_path):
    book = build(write(tmp_path / "files", customers=WITH_IDENTITY, **{"mapping.toml": IDENTITY}))
    assert found(book) == [("C1", "C2")]
    sentences = [each for (each,) in book.rows("select sentence from derivations")]
    assert any(each.startswith("Email, NIF of customers.csv were read to find likely duplicates") for each in sentences)
    assert book.rows("select count(*) from book_unused") == [(0,)]
    columns = {name for (name,) in book.rows("select column_name from information_schema.columns")}
    assert not columns & {"tax_id", "NIF", "email", "Email"}


def test_what_was_decided_is_not_asked_again(tmp_path):
    recipe = '[customers]\nsame = "same.csv"\n' + IDENTITY
    for decision in ("same", "different"):
        same = f"customer_id,same_as,decision\nC1,C2,{decision}\n"
        book = build(write(tmp_path / decision / "files", customers=WITH_IDENTITY, same=same,
                           **{"mapping.toml": recipe}))
        assert found(book) == []


def test_files_are_searched_by_their_recipe_without_a_book_and_nothing_is_left(tmp_path):
    folder = write(tmp_path / "files", customers=WITH_IDENTITY, **{"mapping.toml": IDENTITY})
    pairs = duplicates_of(folder, least=0.9)
    assert list(pairs.pairs["same_as"]) == ["C2"]
    assert pairs.people.loc["C1", "tax_id"] == "12345678Z"
    assert sorted(each.name for each in tmp_path.rglob("*")) == [
        "activity.csv", "customers.csv", "files", "mapping.toml", "products.csv"]


@pytest.mark.parametrize(("recipe", "words"), [
    ('[customers.identity]\ntax = "NIF"\n', "'tax' is no column in [customers.identity]"),
    ('[customers.identity]\ntax_id = 7\n', "[customers.identity] tax_id is 7"),
    ('[activity.identity]\ntax_id = "NIF"\n', "[activity.identity] cannot be meant"),
    ('[customers.identity]\ntax_id = "DNI"\n', "DNI"),
])
def test_identity_columns_that_cannot_be_meant_are_refused(tmp_path, recipe, words):
    assert words in refusal(tmp_path, recipe)
