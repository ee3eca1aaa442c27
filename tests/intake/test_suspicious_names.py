"""Names that a reader cannot tell apart, and the book does, are a suspicion that names them all."""

from __future__ import annotations

import pytest

from crm_core import open_book
from crm_core.language.stored import told
from crm_core.question import Question
from tests.tiny_markets import bank, customer, publish

SUSPICIONS = Question("s", "select * from suspicions where reason like '%differ only%'")
COMPOSED, DECOMPOSED = "M\u00e1laga", "Ma\u0301laga"


def found(tmp_path, **tables) -> dict[str, str]:
    publish(tmp_path, **tables)
    with open_book(tmp_path) as book:
        return dict(book.read(SUSPICIONS)[["subject", "table_name"]].values.tolist())


@pytest.mark.parametrize(("subject", "table", "rows"), [
    ("'BANCO A', 'Banco  A', 'Banco A'", "market", {"market": [bank(name, 5) for name in
                                                              ("Banco A", "BANCO A", "Banco  A")]}),
    ("'Banco A', 'banco a'", "market", {"market": [bank("Banco A", 5)], "outflows": [
        {"customer_id": "C1", "counterpart": "banco a", "amount": 1}]}),
    ("'NORTE', 'Norte'", "regions", {"customers": [customer(1, region="Norte"), customer(2, region="NORTE")]}),
    (f"'{DECOMPOSED}', '{COMPOSED}'", "regions", {"regions": [
        {"region_id": "X", "name": COMPOSED}, {"region_id": "Y", "name": DECOMPOSED}]}),
    ("'C1', 'c1'", "customers", {"customers": [customer(1), customer(2) | {"customer_id": "c1"}]}),
    ("'Ana Ruiz', 'Ana Ruiz\u200b'", "staff", {"staff": [
        {"manager_id": "M1", "name": "Ana Ruiz"}, {"manager_id": "M2", "name": "Ana Ruiz\u200b"}]}),
])
def test_both_spellings_are_named(tmp_path, subject, table, rows):
    assert found(tmp_path, **rows) == {subject: table}


def test_names_that_differ_in_a_letter_or_are_the_same_are_not_suspected(tmp_path):
    assert found(tmp_path, market=[bank("Banco A", 5), bank("Banco B", 5), bank("Banco A", 6, region="S")], regions=[
        {"region_id": "R0", "name": "Centro"}, {"region_id": "R1", "name": "Centro"}]) == {}


def test_our_own_bank_may_write_its_name_as_it_likes(tmp_path):
    ours = [bank("We", 1), bank("WE", 1) | {"is_own": True}]
    assert found(tmp_path, market=ours) == {}


def test_many_such_groups_are_counted_not_listed(tmp_path):
    people = [customer(at) | {"customer_id": f"{letter}{at:02}"} for at in range(25) for letter in "Cc"]
    publish(tmp_path, customers=people)
    with open_book(tmp_path) as book:
        rows = book.read(SUSPICIONS)
    assert len(rows) == 20
    assert rows["reason"].map(told).str.contains("like this one: 5").sum() == 1
