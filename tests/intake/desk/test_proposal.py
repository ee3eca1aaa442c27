"""What is proposed for files that nobody described, and whether it makes of them what pandas or a plain sum makes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crm_core.intake.desk.previews import preview
from crm_core.intake.desk.proposal import Proposal, propose
from crm_core.intake.desk.recipe import Recipe
from tests.intake.desk.bank_shapes import BANKS, text
from tests.intake.desk.shop_shapes import SHOPS
from tests.intake.own_files import ACTIVITY, CUSTOMERS, PRODUCTS, Built, build
from tests.intake.test_recipes_documented import FILES, held

SHAPES = BANKS | SHOPS
ANSWERS = {"balances of": "2026-03", "Which year": "2026", "Which product": "CARD"}
"""What a person says of the wide sheet of the documents, and nothing of the other five."""


def proposal(folder: Path, given: Recipe | None = None) -> Proposal:
    return propose(preview(folder, given), given)


def answered(proposed: Proposal, answers: dict[str, str]) -> Recipe:
    recipe = proposed.recipe
    for question in proposed.open:
        for words, answer in answers.items():
            if words in question.sentence:
                recipe = question.answered(recipe, answer)
    return recipe


def built(folder: Path, recipe: Recipe) -> Built:
    (folder / "mapping.toml").write_text(recipe.toml(), "utf-8")
    return build(folder, accept_rejected=False)


def files(tmp_path: Path, **contents: str) -> Path:
    folder = tmp_path / "bank"
    folder.mkdir()
    for name, content in contents.items():
        (folder / f"{name}.csv").write_text(content, "utf-8")
    return folder


@pytest.mark.parametrize("heading", FILES)
def test_what_is_proposed_makes_what_the_documented_recipe_makes(tmp_path, heading):
    folder = tmp_path / "my-bank"
    folder.mkdir()
    expected = FILES[heading](folder)
    proposed = proposal(folder)
    assert all(question.places for question in proposed.open)
    assert len(proposed.open) == (3 if heading == "One wide sheet" else 0), proposed.questions
    recipe = answered(proposed, ANSWERS)
    assert recipe.refusal() == ""
    book = built(folder, recipe)
    assert {measure: held(book, measure) for measure in expected} == {
        measure: pytest.approx(value, abs=0.005) for measure, value in expected.items()}
    assert book.rows("select count(*) from quarantine") == [(0,)]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_public_data_set_becomes_a_book_of_all_its_money(tmp_path, shape):
    folder = tmp_path / "bank"
    folder.mkdir()
    expected = SHAPES[shape](folder)
    proposed = proposal(folder)
    assert len(proposed.open) == expected.questions, proposed.questions
    book = built(folder, answered(proposed, expected.answers))
    found = book.rows("select (select count(*) from customers), coalesce(sum(turnover), 0), coalesce(sum(balance), 0), "
                      "(select count(*) from products) from activity")[0]
    assert tuple(map(float, found)) == pytest.approx(
        (expected.customers, expected.turnover, expected.balance, expected.products), abs=0.005)
    assert book.rows("select count(*) from quarantine") == [(0,)]
    assert [entry.file for entry in book.files.values() if not entry.balances] == []


def test_files_that_are_the_contract_s_tables_need_no_recipe(tmp_path):
    folder = files(tmp_path, customers=CUSTOMERS, products=PRODUCTS, activity=ACTIVITY)
    assert proposal(folder).recipe == Recipe()
    assert held(build(folder), "customers") == 2


def test_a_log_beside_the_contract_s_customers_is_matched_with_them(tmp_path):
    log = text([("client", "fecha", "importe"), *(("C1", f"2026-01-{day:02}", 10.5) for day in range(1, 9)),
                ("C2", "2026-02-03", 5)])
    folder = files(tmp_path, customers=CUSTOMERS, products=PRODUCTS, ventas=log)
    proposed = proposal(folder)
    assert [*proposed.recipe.sections] == ["activity"]
    assert proposed.recipe.sections["activity"]["columns"] == {
        "customer_id": "client", "month": "fecha", "turnover": "importe"}


def test_what_a_person_said_is_kept_and_the_rest_proposed(tmp_path):
    folder = tmp_path / "bank"
    folder.mkdir()
    SHAPES["retail_log"](folder)
    given = Recipe({"book": {"currency": "GBP"}, "activity": {
        "file": "online_retail_II.csv", "row": "movement", "fixed": {"product_id": "GIFTS"},
        "columns": {"turnover": "Price"}}})
    section = proposal(folder, given).recipe.sections["activity"]
    assert section["fixed"] == {"product_id": "GIFTS"}
    assert section["columns"]["turnover"] == "Price"
    assert "times" not in section
    assert section["columns"]["customer_id"] == "Customer ID"
    assert proposal(folder, given).recipe.sections["book"] == {"currency": "GBP"}


def test_a_constant_takes_the_place_of_a_column_that_was_proposed(tmp_path):
    folder = tmp_path / "bank"
    folder.mkdir()
    SHAPES["card_customers"](folder)
    given = Recipe({"activity": {"file": "BankChurners.csv", "fixed": {"product_id": "CARD"}}})
    proposed = proposal(folder, given).recipe
    assert proposed.sections["activity"]["fixed"] == {"product_id": "CARD"}
    assert "product_id" not in proposed.sections["activity"]["columns"]
    assert proposed.with_value("activity", "snapshot_month", "2026-03").refusal() == ""


def test_a_corrected_reading_goes_with_the_file_wherever_it_is_used(tmp_path):
    folder = files(tmp_path, ventas="cliente;fecha;importe\n" + "".join(
        f"{number % 5};05/04/2026;{number},5\n" for number in range(20)))
    before = proposal(folder)
    assert [question.choices for question in before.open] == [("%d/%m/%Y", "%m/%d/%Y")]
    said = Recipe().with_reading("ventas.csv", date_format="%d/%m/%Y")
    after = proposal(folder, said)
    assert after.questions == ()
    assert {after.recipe.sections[table]["date_format"] for table in ("customers", "activity")} == {"%d/%m/%Y"}


def test_a_proposal_is_the_same_proposal_when_it_is_given_back(tmp_path):
    for shape, make in SHAPES.items():
        folder = tmp_path / shape
        folder.mkdir()
        make(folder)
        first = proposal(folder).recipe
        assert proposal(folder, first).recipe == first, shape


def test_a_month_without_a_year_is_asked_for_and_never_invented(tmp_path):
    folder = files(tmp_path, cartera=text([("Cliente", "Nov", "Dic", "Ene"), *((number, 1.5, 2.5, 3.5)
                                                                               for number in range(1, 9))]))
    proposed = proposal(folder)
    assert [question.kind for question in proposed.open] == ["year", "year"]
    assert [len(question.places) for question in proposed.open] == [2, 1]
    assert "still to be decided ('????-11')" in proposed.recipe.refusal()
    recipe = answered(proposed, {"Nov": "2025", "Ene": "2026"})
    assert recipe.sections["activity"]["unpivot"]["columns"] == {"Nov": "2025-11", "Dic": "2025-12", "Ene": "2026-01"}


def test_no_customer_anywhere_is_said(tmp_path):
    folder = files(tmp_path, bank=text([("fecha", "importe"), ("2026-01-05", 2143), ("2026-02-05", 29)]))
    assert proposal(folder).questions == (
        "No column says which customer a row belongs to. Which column identifies the customer?",)


def test_customers_of_two_banks_are_not_one_bank_s(tmp_path):
    people = [("cliente", "nombre"), *((f"A{number}", "Ana") for number in range(9))]
    others = [("customer", "name"), *((f"B{number}", "Ivo") for number in range(9))]
    moves = [("cliente", "fecha", "importe"), *((f"A{number % 9}", f"2026-0{1 + number % 3}-05", 10.5)
                                                for number in range(30))]
    folder = files(tmp_path, clientes=text(people), customers_b=text(others), movimientos=text(moves))
    assert [question for question in proposal(folder).questions if "of one bank" in question] == [
        "customers_b.csv hold customers too, with other numbers. Only those of clientes.csv are taken: are these files "
        "of one bank?"]
    assert len(proposal(folder).questions) == 1


def test_a_family_that_no_word_says_is_asked_for(tmp_path):
    rows = [(f"A{number}", number, ("XQ1", "Ahorro")[number % 2], 10.5, "31/03/2026") for number in range(1, 12)]
    folder = files(tmp_path, cuentas=text([("cuenta", "cliente", "tipo", "saldo", "fecha"), *rows]))
    proposed = proposal(folder)
    assert [question.sentence for question in proposed.open] == [
        "Which kind of product is XQ1: deposits, loans, cards, payments, investments or insurance?"]
    recipe = answered(proposed, {"XQ1": "insurance"})
    assert recipe.sections["products"]["list"] == {"Ahorro": {"family": "deposits"}, "XQ1": {"family": "insurance"}}


def test_the_order_of_the_files_does_not_matter(tmp_path):
    folder = tmp_path / "bank"
    shutil.copytree(Path(__file__).parents[1] / "shapes" / "accounts", folder)
    (folder / "mapping.toml").unlink(missing_ok=True)
    tables = preview(folder)
    proposed = [propose(each).recipe for each in (tables, tables[::-1])]
    assert {name: sorted(map(str, recipe.ways(name))) for recipe in proposed[:1] for name in recipe.sections} == {
        name: sorted(map(str, recipe.ways(name))) for recipe in proposed[1:] for name in recipe.sections}


def test_matches_say_which_column_is_which_and_why(tmp_path):
    folder = tmp_path / "bank"
    folder.mkdir()
    FILES["Customers, accounts and movements"](folder)
    matches = {(match.table, match.column, match.theirs): match.why for match in proposal(folder).matches}
    assert matches["customers", "name", "NOMBRE + APELLIDO"] == "the name"
    assert matches["activity", "customer_id", "Nº CLIENTE"] in {"the name", "looked up in cuentas.csv by Nº CUENTA"}


def test_a_long_report_of_months_whose_beginning_is_one_month(tmp_path):
    """Each customer comes once among the rows that are looked at, and again in every month after them."""
    rows = [(day, f"K{who:05}", "NS"[who % 2], who + 0.5)
            for day in ("2026-01-28", "2026-02-28") for who in range(5500)]
    folder = files(tmp_path, reporte=text([("fecha_dato", "cliente", "provincia", "saldo"), *rows]))
    proposed = proposal(folder)
    assert proposed.questions == ()
    book = built(folder, proposed.recipe)
    assert held(book, "customers") == 5500
    assert held(book, "balance") == pytest.approx(sum(row[3] for row in rows))


def test_a_long_log_whose_beginning_is_one_day_takes_the_order_of_its_dates_from_another_column(tmp_path):
    rows = [(f"T{number}", f"C{number % 4000}", f"{1 + number % 28}/{1 + number % 12}/94",
             "2/8/16" if number < 5200 else "3/8/16", 5.5) for number in range(5400)]
    header = ("TransactionID", "CustomerID", "CustomerDOB", "TransactionDate", "Amount")
    folder = files(tmp_path, bank=text([header, *rows]))
    proposed = proposal(folder)
    assert proposed.questions == ()
    assert proposed.recipe.sections["activity"]["date_format"] == "%d/%m/%y"
    assert proposed.recipe.sections["activity"]["row"] == "movement"
    assert built(folder, proposed.recipe).rows("select cast(sum(turnover) as double) from activity") == [(5400 * 5.5,)]
