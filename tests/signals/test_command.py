"""`python -m crm_core signals`: what a cron job reads, by its words, its JSON and its exit code."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from crm_core.command_line import main
from crm_core.signals.rule import Watch
from crm_core.signals_command import TRIPPED
from crm_core.workspace import Workspace
from tests.tiny_books import Customer, publish

APRIL, MAY = dt.date(2026, 4, 1), dt.date(2026, 5, 1)


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """NORTE earns 30 in April and 10 in May, SUR 5 in May."""
    folder = tmp_path_factory.mktemp("signalled")
    publish(folder, [Customer(30, month=APRIL), Customer(10, month=MAY), Customer(5, month=MAY, region="SUR")])
    return folder


@pytest.fixture
def workspace(books, tmp_path, monkeypatch):
    monkeypatch.setenv("CLIENTELA_DATA", str(books))
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    return Workspace()


def watch(workspace, amount, *, each=False):
    return workspace.rules.add(Watch("revenue", "", is_each_region=each, condition="below", amount=amount,
                                     period_kind="month"), author="Ana")


def run(capsys, *words):
    code = main(["signals", *words])
    printed = capsys.readouterr()
    return code, printed.out.replace("\u00a0", " "), printed.err


def test_without_rules_it_says_so_and_makes_no_workspace(books, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CLIENTELA_DATA", str(books))
    monkeypatch.delenv("CLIENTELA_WORKSPACE", raising=False)
    code, said, _ = run(capsys)
    assert (code, said) == (0, "No rules yet: add one on the page Targets and signals.\n")
    assert not (books / "workspace.sqlite").exists()


def test_what_trips_is_told_and_its_code_is_neither_done_nor_failed(workspace, capsys):
    watch(workspace, 20)
    watch(workspace, 8, each=True)
    code, said, _ = run(capsys)
    assert code == TRIPPED == 3
    assert said.splitlines() == [
        "2 rules judged: 2 signals.",
        "  Revenue, the bank: €15 in May 2026, below €20. (new)",
        "  Revenue, SUR: €5 in May 2026, below €8. (new)",
        "  Revenue · the bank · each month: below €20. The history is too short to tell the chance that noise alone "
        "trips it.",
        "  Revenue · each region · each month: below €8. The history is too short to tell the chance that noise alone "
        "trips it.",
    ]


def test_what_everybody_has_seen_is_done(workspace, capsys):
    watch(workspace, 20)
    assert run(capsys)[0] == TRIPPED
    workspace.judgements.acknowledge(workspace.judgements.signals()[0].id, by="Ben")
    code, said, _ = run(capsys)
    assert code == 0
    assert "below €20. (seen by Ben)" in said
    watch(workspace, 3)
    assert run(capsys)[0] == 0


def test_the_json_has_what_the_document_says(workspace, capsys):
    rule = watch(workspace, 8, each=True)
    code, printed, _ = run(capsys, "--json", "--lang", "es")
    found = json.loads(printed)
    assert code == TRIPPED
    assert list(found) == ["book", "rules", "signals", "chance_of_any"]
    assert list(found["book"]) == ["title", "source", "fingerprint", "currency", "last_month"]
    assert found["rules"][0] | {"words": "", "chance_words": ""} == {
        "id": rule.id, "words": "", "figure": "revenue", "unit": "money", "region_id": "", "is_each_region": True,
        "condition": "below", "amount": 8, "period_kind": "month", "first_month": "2026-05-01",
        "last_month": "2026-05-01", "judged": 2, "unknown": 0, "chance": None, "chance_words": ""}
    (signal,) = found["signals"]
    assert signal | {"sentence": ""} == {
        "id": 1, "rule": rule.id, "sentence": "", "figure": "revenue", "unit": "money", "region_id": "SUR",
        "region": "SUR", "actual": 5, "limit": 8, "first_month": "2026-05-01", "last_month": "2026-05-01",
        "chance": None, "acknowledged_by": "", "acknowledged_at": None}
    assert "Ingresos" in signal["sentence"]
    assert found["chance_of_any"] == {"if_independent": 0, "at_most": 0, "of": 0, "unknown": 1}


def test_a_failure_is_none_of_these(workspace, tmp_path, capsys):
    code, said, error = run(capsys, "--book", str(tmp_path / "nowhere"))
    assert (code, said) == (2, "")
    assert error
