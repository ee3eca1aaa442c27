"""`python -m crm_core people`: permits without the app."""

from __future__ import annotations

import json

import pytest

from crm_core.command_line import main


@pytest.fixture
def people(tmp_path, capsys, monkeypatch):
    """`people("--give", …)` → the code and what was printed, both ways together."""
    monkeypatch.delenv("CLIENTELA_WORKSPACE", raising=False)

    def run(*words: str) -> tuple[int, str]:
        code = main(["people", "--data", str(tmp_path), *words])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def test_permits_are_given_listed_and_taken_away(people):
    assert people() == (0, "Nobody has a permit yet. Give the first: python -m crm_core people --give EMAIL --role "
                           "steward\n")
    assert people("--give", "Root@Bank.example", "--role", "steward") == (0, "root@bank.example: steward\n")
    code, said = people("--give", "eva@bank.example", "--role", "executive", "--region", "VEGA", "--region", "NORTE",
                        "--smallest-group", "20")
    assert (code, said) == (0, "eva@bank.example: executive: regions NORTE and VEGA; groups of 20 customers or more\n")
    assert [each["email"] for each in json.loads(people("--json")[1])] == ["eva@bank.example", "root@bank.example"]
    assert people("--take-away", "eva@bank.example") == (0, "eva@bank.example sees nothing from now on.\n")
    assert people()[1] == "root@bank.example: steward\n"
    assert [each["what"] for each in json.loads(people("--record", "--json")[1])] == [
        "permit taken away", "permit given", "permit given"]
    assert "permit taken away  eva@bank.example" in people("--record")[1]


@pytest.mark.parametrize(("words", "sentence"), [
    (["--give", "eva@bank.example"], "What eva@bank.example may do is not said. Add --role"),
    (["--give", "eva", "--role", "planner"], "'eva' is no e-mail"),
    (["--give", "eva@bank.example", "--role", "steward", "--branch", "B1"], "limited to no part of it"),
    (["--give", "eva@bank.example", "--role", "executive", "--smallest-group", "1"], "must be at least 3"),
    (["--take-away", "eva@bank.example"], "'eva@bank.example' has no permit"),
])
def test_what_cannot_be_is_refused_with_a_sentence(people, words, sentence):
    code, said = people(*words)
    assert code == 2
    assert sentence in said
