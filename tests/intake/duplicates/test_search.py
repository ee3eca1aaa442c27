"""Who is likely one customer: by hand, by law, and on planted banks."""

from __future__ import annotations

import pandas as pd
import pytest

from bench import planted_elsewhere, planted_spanish
from crm_core import CannotAnswer
from crm_core.intake.duplicates import agrees, differs, likely_duplicates
from crm_core.intake.duplicates.vocabulary import name_of
from crm_core.language import in_language

ANA = {"name": "Ana Ruiz Gil", "tax_id": "12345678Z", "birth_date": "1970-03-04", "phone": "600111222",
       "address": "Calle Mayor 3, 2º B, 28013 Villanueva"}


OTHERS = planted_spanish.planted(300, seed=3, duplicated=0).customers


def people(*rows: dict[str, object]) -> pd.DataFrame:
    """These customers among three hundred others."""
    table = pd.concat([pd.DataFrame(rows), OTHERS.drop(columns="joined_on").astype(object)], ignore_index=True)
    return table.assign(customer_id=[f"C{number:03d}" for number in range(1, len(table) + 1)])


def pairs(*rows: dict[str, object]) -> list[tuple[str, str]]:
    found = likely_duplicates(people(*rows)).pairs
    return list(zip(found["customer_id"], found["same_as"], strict=True))


@pytest.mark.parametrize("changed", [
    {"name": "RUIZ GIL, ANA"}, {"name": "Ana Riuz Gil"}, {"name": "A. Ruiz Gil"}, {"tax_id": "12345687Z"},
    {"birth_date": "1970-04-03"}, {"tax_id": None, "name": "Ana Ruiz"}, {"address": "C/ MAYOR 3 2B", "tax_id": None},
    {"phone": "+34 600 111 222", "tax_id": None, "birth_date": None, "address": "c/ mayor, nº 3, 2 B"},
])
def test_a_slip_another_order_or_a_missing_number_hides_nobody(changed):
    assert pairs(ANA, ANA | changed) == [("C002", "C001")]


@pytest.mark.parametrize("changed", [
    {"name": "Luis Ruiz Gil", "tax_id": "87654321X", "birth_date": "1999-09-09"},       # her son
    {"name": "Pedro Gómez Sanz", "tax_id": "87654321X", "birth_date": "1968-01-02"},    # her husband
    {"name": "Eva Ruiz Gil", "tax_id": "87654329B", "phone": None},                     # her twin
    {"tax_id": "87654321X", "birth_date": "1941-12-31", "phone": "911222333", "address": "Plaza Real 9"},  # a namesake
])
def test_a_family_at_one_address_and_a_namesake_are_not_one_customer(changed):
    assert pairs(ANA, ANA | changed) == []


def test_a_name_alone_is_not_enough():
    assert pairs({"name": "José García"}, {"name": "José García"}) == []


def test_companies_are_one_whatever_their_legal_form_is_written_like_and_two_in_two_trades():
    firm = {"name": "Ferretería Soler, S.L.", "tax_id": "B12345674", "address": "Calle Sol 8"}
    assert pairs(firm, {"name": "FERRETERIA SOLER SOCIEDAD LIMITADA", "tax_id": "B12345674"}) == [("C002", "C001")]
    assert pairs(firm, firm | {"name": "Viveros Soler, S.L.", "tax_id": "B87654325"}) == []


def test_the_one_to_keep_is_the_customer_for_longer():
    table = people(ANA, ANA).assign(joined_on=None)
    table.loc[:1, "joined_on"] = ["2015-01-01", "2003-01-01"]
    found = likely_duplicates(table).pairs
    assert (found["customer_id"][0], found["same_as"][0]) == ("C001", "C002")


def test_what_agrees_and_what_differs_is_said_in_words():
    changed = {"name": "GIL RUIZ ANA", "tax_id": "12345687Z", "phone": "699888777"}
    findings = likely_duplicates(people(ANA, ANA | changed)).pairs["findings"][0]
    assert agrees(findings) == "name, tax number (one slip apart), date of birth and address"
    assert differs(findings) == "telephone"
    with in_language("es"):
        assert agrees(findings) == "nombre, NIF (a un error de distancia), fecha de nacimiento y dirección"


def test_neither_order_nor_empty_columns_change_what_is_found_and_the_input_is_as_it_was():
    table = people(ANA, ANA | {"tax_id": "12345687Z"}, {"name": "Otra Persona"})
    before = table.copy()
    found = likely_duplicates(table)
    turned = likely_duplicates(table.iloc[::-1].reset_index(drop=True).assign(email=None))
    pd.testing.assert_frame_equal(found.pairs, turned.pairs)
    pd.testing.assert_frame_equal(table, before)


def test_how_many_keys_are_handed_over_at_a_time_changes_nothing(monkeypatch):
    customers = planted_spanish.planted(200, seed=6, duplicated=0.2).customers
    found = likely_duplicates(customers)
    monkeypatch.setattr("crm_core.intake.duplicates.blocking._AT_A_TIME", 700)
    again = likely_duplicates(customers)
    assert len(found.pairs) > 20
    assert again.compared == found.compared
    pd.testing.assert_frame_equal(again.pairs, found.pairs)


def test_edges_nobody_names_without_anything_and_ids_that_come_twice():
    assert likely_duplicates(people(ANA).iloc[:0]).pairs.empty
    assert likely_duplicates(pd.DataFrame({"customer_id": ["C1", "C2"]})).compared == 0
    assert pairs({"name": ""}, {"name": "?"}, {"name": None}, {"name": "…", "phone": "0"}) == []
    with pytest.raises(ValueError, match="comes twice"):
        likely_duplicates(pd.DataFrame({"customer_id": ["C1", "C1"], "name": ["A B", "A B"]}))
    with pytest.raises(ValueError, match="at most 1"):
        likely_duplicates(people(ANA), least=1.5)
    with pytest.raises(CannotAnswer, match="There are 300,001 customers; duplicates are looked for among 300,000"):
        likely_duplicates(pd.DataFrame({"customer_id": range(300_001)}))


@pytest.mark.parametrize(("text", "words", "form"), [
    ("García Pérez, Mª José", "garcia perez maria jose", ""), ("Paco Fdez.", "francisco fernandez", ""),
    ("Ferretería Soler, S. L. U.", "ferreteria soler", "slu"), ("Don José de la Fuente", "jose fuente", ""),
    ("Sociedad Anónima de Aguas", "sa aguas", ""), ("", "", ""),
])
def test_names_are_read_word_by_word(text, words, form):
    name = name_of(text)
    assert (" ".join(name.words), name.legal_form) == (words, form)


@pytest.mark.parametrize("bank", [planted_spanish, planted_elsewhere], ids=["spanish", "elsewhere"])
def test_of_the_planted_duplicates_nine_in_ten_are_found_and_hardly_anybody_else(bank):
    planted = bank.planted(6_000, seed=20)
    found = likely_duplicates(planted.customers).pairs
    right = [tuple(sorted(each)) in planted.truth for each in zip(found["customer_id"], found["same_as"], strict=True)]
    assert sum(right) / len(right) >= 0.98
    assert sum(right) / len(planted.truth) >= 0.9


def test_a_bank_that_gives_names_and_dates_only_gets_fewer_pairs_and_no_wrong_ones():
    planted = planted_spanish.planted(6_000, seed=21)
    columns = ["customer_id", "customer_type", "name", "joined_on", "region_id", "branch_id", "size_amount"]
    found = likely_duplicates(planted.customers[columns]).pairs
    right = [tuple(sorted(each)) in planted.truth for each in zip(found["customer_id"], found["same_as"], strict=True)]
    assert 0.1 < sum(right) / len(planted.truth) < 0.9
    assert sum(right) / len(right) >= 0.98
