"""Folders of made-up files: whatever they hold, there is a proposal, and it keeps what proposals promise."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest

from crm_core.intake.desk.previews import preview
from crm_core.intake.desk.proposal import propose
from crm_core.intake.desk.recipe import Recipe
from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.file_format import UNDECIDED
from tests.intake.own_files import build

FOLDERS = 25
NAMES = ("customer_id", "cliente", "Nº\xa0CUENTA", "fecha", "date", "mes", "month", "balance", "saldo", "importe",
         "amount", "tipo", "product", "name", "NOMBRE", "ene-26", "2026-03", "Jan", "Feb", "region", "joined",
         "alta", "qty", "price", "id", "ID", "divisa", "currency", "status", "debit", "credit", "x", "year",
         "anio", "BILL_AMT1", "BILL_AMT2", "BILL_AMT3", "Visa", "loan_amount", "savings", "Account", "Account",
         "family", "ind_ahor_fin", "ind_cco_fin")
VALUES = ("", "1", "2", "0001", "C1", "C2", "12,5", "1.234,50", "1.234", "-3.5", "NULL", "2026-01-31", "31/01/2026",
          "05/04/2026", "1/2/26", "930101", "Jan 2026", "ene-26", "2026", "yes", "no", "EUR", "USD", "AHO", "Savings",
          "Übung", "a;b", '"', "\x00", "€ 5,0", "9" * 40, "1e5", "nan", "17850.0", "=1+1", "\t")
FILES = ("a.csv", "customers.csv", "activity.csv", "products.csv", "clientes.csv", "mov_2026-01.csv", "mov_2026-02.csv",
         "b.txt", "c.tsv", "d.jsonl", "regions.csv", "[x].csv", "e.csv.gz", "staff.csv", "oficinas.csv")


def make(folder: Path, chance: random.Random) -> None:
    for name in chance.sample(FILES, chance.randint(1, 4)):
        columns = [chance.choice(NAMES) for _ in range(chance.randint(1, 9))]
        usual = [[chance.choice(VALUES) for _ in range(chance.randint(1, 6))] for _ in columns]
        rows = [[chance.choice(pool if chance.random() < 0.95 else VALUES) for pool in usual]
                for _ in range(chance.randint(0, 25))]
        mark = chance.choice(",;\t| ")
        text = "\n".join(mark.join(row) for row in ([columns] if chance.random() < 0.9 else []) + rows)
        content = text.encode(chance.choice(["utf-8", "cp1252", "utf-16"]), "replace")
        if chance.random() < 0.05:
            content = chance.randbytes(300)
        (folder / name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)


@pytest.mark.parametrize("seed", range(4))
def test_every_folder_has_a_proposal_that_keeps_its_promises(tmp_path, seed):
    chance = random.Random(seed)
    for number in range(FOLDERS):
        folder = tmp_path / str(number)
        folder.mkdir()
        make(folder, chance)
        tables = preview(folder)
        proposal = propose(tables)
        recipe = proposal.recipe
        assert Recipe.from_toml(recipe.toml()) == recipe
        assert propose(tables, recipe).recipe == recipe, "given back, it is the same"
        is_open = any(question.is_open_in(recipe) for question in proposal.open)
        assert is_open == (UNDECIDED in recipe.toml()) == bool(recipe.refusal()), "what is open is asked, and no more"
        for question in proposal.open:
            recipe = question.answered(recipe, {"month": "2026-01", "year": "2026"}.get(
                question.kind, question.choices[0] if question.choices else ""))
        assert recipe.refusal() == "", "answers close it"
        if number == seed:  # one of them is built: published, or refused with a sentence
            (folder / "mapping.toml").write_text(recipe.toml(), "utf-8")
            try:
                files = build(folder, into=tmp_path / "books").files
            except BuildRefused:
                continue
            assert all(entry.balances for entry in files.values())
