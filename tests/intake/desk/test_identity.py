"""Columns that tell who somebody is, and files that tell who belongs together, are known by their names and values."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_core import contract
from crm_core.intake.desk.previews import preview
from crm_core.intake.desk.proposal import Proposal, propose
from tests.intake.own_files import ACTIVITY, CUSTOMERS, PRODUCTS, build


def proposal(tmp_path: Path, **contents: str) -> Proposal:
    folder = tmp_path / "bank"
    folder.mkdir()
    for name, content in contents.items():
        (folder / f"{name}.csv").write_text(content, "utf-8")
    return propose(preview(folder))


def identity(proposed: Proposal) -> dict[str, str]:
    return dict(proposed.recipe.ways("customers")[0].get("identity", {}))


@pytest.mark.parametrize(("header", "row", "expected"), [
    ("NIF,Fecha Nacimiento,Dirección,Correo electrónico,Teléfono",
     "1234567{}Z,197{}-03-04,Calle Mayor {},a{}@b.es,60012312{}",
     {"tax_id": "NIF", "birth_date": "Fecha Nacimiento", "address": "Dirección", "email": "Correo electrónico",
      "phone": "Teléfono"}),
    ("tax_id,date_of_birth,home_address,e-mail,mobile", "X{},197{}-03-04,1{} High Street,a{}@b.uk,+44 7700 90012{}",
     {"birth_date": "date_of_birth", "address": "home_address", "email": "e-mail", "phone": "mobile"}),
    ("DNI,Geburtsdatum,Anschrift,Email address,Telefon", "1{}Z,0{}.03.1970,Hauptstr. {},a{}@b.de,030 12345{}",
     {"tax_id": "DNI", "birth_date": "Geburtsdatum", "address": "Anschrift", "email": "Email address",
      "phone": "Telefon"}),
])
def test_they_are_proposed_for_files_of_any_name_and_of_ours(tmp_path, header, row, expected):
    lines = [row.replace("{}", str(number)) for number in range(1, 7)]
    theirs = "\n".join([f"Cliente,Nombre,{header}", *(f"K{at},Ana,{line}" for at, line in enumerate(lines))])
    ours = "\n".join([f"customer_id,name,{header}", *(f"K{at},Ana,{line}" for at, line in enumerate(lines))])
    (tmp_path / "a").mkdir()
    assert identity(proposal(tmp_path / "a", clientes=theirs)) == expected
    proposed = proposal(tmp_path, customers=ours)
    assert identity(proposed) == expected
    assert {each.column for each in proposed.matches} >= expected.keys()


@pytest.mark.parametrize(("header", "value"), [
    ("Email", "yes"), ("Mobile", "1"), ("Dirección", "Norte"), ("Place of birth", "Bilbao"), ("NIF", "pendiente"),
    ("Email opt-in", "no"),
])
def test_what_only_sounds_like_it_is_none(tmp_path, header, value):
    rows = "\n".join(f"C{number},Ana,{value}" for number in range(8))
    assert identity(proposal(tmp_path, clientes=f"Cliente,Nombre,{header}\n{rows}\n")) == {}


@pytest.mark.parametrize(("name", "text", "columns"), [
    ("grupos", "CLIENTE;GRUPO\nC1;G1\nC2;G1\n", {"customer_id": "CLIENTE", "group_id": "GRUPO"}),
    ("links", "Customer,Household\nC1,7\nC2,7\n", {"customer_id": "Customer", "group_id": "Household"}),
    ("grupos_de_empresas", "Cliente,Cod Grupo,Nombre Grupo,Tipo\nC1,G1,Soler,matriz\nC2,G1,Soler,filial\n",
     {"customer_id": "Cliente", "group_id": "Cod Grupo", "group_name": "Nombre Grupo"}),
])
def test_who_belongs_together_is_read_from_a_file_that_says_so(tmp_path, name, text, columns):
    proposed = proposal(tmp_path, customers=CUSTOMERS, products=PRODUCTS, activity=ACTIVITY, **{name: text})
    assert proposed.recipe.ways("groups")[0]["columns"] == columns
    assert not proposed.recipe.ways("customers")
    (tmp_path / "bank" / "mapping.toml").write_text(proposed.recipe.toml(), "utf-8")
    book = build(tmp_path / "bank")
    assert [row[1:] for row in book.rows("select customer_id, group_id from groups order by customer_id")] == [
        (book.rows("select min(group_id) from groups")[0][0],)] * 2


def test_a_file_of_groups_lends_the_customers_no_name(tmp_path):
    proposed = proposal(tmp_path, clientes="Cliente,Alta\nC1,2020-01-01\nC2,2021-01-01\n", activity=ACTIVITY,
                        grupos="Cliente,Grupo,Nombre Grupo\nC1,G1,Soler\nC2,G1,Soler\n")
    assert "name" not in proposed.recipe.ways("customers")[0]["columns"]
    assert proposed.recipe.ways("groups")[0]["file"] == "grupos.csv"


def test_columns_of_identity_never_reach_the_book(tmp_path):
    people = ("customer_id,customer_type,region_id,joined_on,name,NIF\n"
              "C1,individual,NORTE,2020-01-01,Ana Ruiz,12345678Z\nC2,business,SUR,2021-06-15,Ana Ruiz,12345678Z\n")
    proposed = proposal(tmp_path, customers=people, products=PRODUCTS, activity=ACTIVITY)
    (tmp_path / "bank" / "mapping.toml").write_text(proposed.recipe.toml(), "utf-8")
    book = build(tmp_path / "bank")
    assert book.rows("select count(*) from book_duplicates") == [(1,)]
    columns = book.rows("select column_name from information_schema.columns where table_name = 'customers'")
    assert {name for name, in columns} == set(contract.CUSTOMERS.names)
