"""What the names of columns, products and months say, in five languages and in the spellings of banks."""

from __future__ import annotations

import pytest

from crm_core import contract
from crm_core.intake.desk.words import family_of, folded, listed, month_of, vocabulary, words_of


@pytest.mark.parametrize(("name", "words"), [
    ("Nº CLIENTE", ("id", "customer")), ("cust_no", ("customer", "id")), ("CustomerNo", ("customer", "id")),
    ("KUNDENNR", ("customer", "id")), ("Kundennummer", ("customer", "id")), ("FECHA ALTA", ("date", "joined")),
    ("Eröffnungsdatum", ("joined", "date")), ("FEC_ALTA", ("date", "joined")), ("SALDO", ("balance",)),
    ("Kontostand", ("balance",)), ("CustAccountBalance", ("customer", "account", "balance")),
    ("Importe (EUR)", ("amount",)), ("Montant", ("amount",)), ("Número da conta", ("id", "of", "account")),
    ("FÍSICA", ("fisica",)), ("UnitPrice", ("unit", "price")), ("Numéro de compte", ("id", "of", "account")),
])
def test_a_name_says_the_same_in_every_language(name, words):
    assert words_of(name) == words


def test_composed_and_decomposed_letters_are_one():
    assert words_of("N\u00famero") == words_of("Nu\u0301mero") == ("id",)
    assert folded("STRASSE Málaga") == folded("straße MALAGA")


@pytest.mark.parametrize(("product", "family"), [
    ("AHO", "deposits"), ("Cuenta corriente", "deposits"), ("Girokonto Plus", "deposits"), ("Poupança", "deposits"),
    ("Livret A", "deposits"), ("PRE", "loans"), ("Mortgage 30y", "loans"), ("Hipoteca variable", "loans"),
    ("Darlehen", "loans"), ("TAR", "cards"), ("Visa Gold", "cards"), ("Kreditkarte", "cards"),
    ("Cartão", "cards"), ("Fondo mixto", "investments"), ("Plan de pensiones", "investments"),
    ("Seguro de hogar", "insurance"), ("Transferencias", "payments"), ("Zahlungsverkehr", ""), ("X-17", ""), ("", ""),
])
def test_the_family_of_a_product_is_in_its_name_or_not(product, family):
    assert family_of(product) == family


@pytest.mark.parametrize(("name", "month"), [
    ("Jan", (1, 0)), ("Feb 2026", (2, 2026)), ("2026-03", (3, 2026)), ("ene-26", (1, 2026)),
    ("saldo_202601", (1, 2026)), ("Saldo dic 2025", (12, 2025)), ("03/2026", (3, 2026)),
    ("Mär 2026", (3, 2026)), ("août 2025", (8, 2025)),
    ("dezembro", (12, 0)), ("month", None), ("BILL_AMT1", None), ("2026", None), ("Marge", None),
])
def test_a_month_is_read_from_a_name(name, month):
    found = month_of(name)
    assert (found and (found.month, found.year)) == month


def test_what_a_customer_is():
    assert [listed("types", word) for word in ("Persona física", "PYME", "Corporate banking", "?")] == [
        "individual", "business", "corporate", ""]


def test_the_vocabulary_names_what_the_contract_has():
    lists = vocabulary().sections
    assert set(lists["families"].values()) <= set(contract.FAMILIES)
    assert set(lists["types"].values()) == set(contract.CUSTOMER_TYPES)
    assert set(lists["months"].values()) == {str(number) for number in range(1, 13)}
    spellings = [spelling for section in (vocabulary().words, *lists.values()) for spelling in section]
    assert [each for each in spellings if each != folded(each)] == []
