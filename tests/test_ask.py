"""The door for programs: the command line says what the page says, and refuses in sentences."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from crm_core import CannotAnswer, ask, open_book
from crm_core.amounts import Money
from crm_core.command_line import main
from crm_core.json_values import as_json
from crm_core.rooms import pareto, tiers
from crm_core.scope import Scope
from crm_core.workspace import Workspace, default_url
from tests.intake.berka_bank import write_bank
from tests.intake.own_files import write
from tests.tiny_books import Customer, publish
from tests.workspace.approving import approve

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("ask")
    publish(made, [50, 30, 10, 5, 0, -5, -10, Customer(7, region="SUR", kind="business")])
    return made


def spoken(capsys, *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_command_line_gives_the_same_result_and_sentence_as_the_room(folder, capsys):
    words = ("ask", "pareto", "--top", "0.25", "--region", "NORTE", "--json", "--book", str(folder))
    code, out, _ = spoken(capsys, *words)
    said = json.loads(out)
    with open_book(folder) as book:
        result = pareto.answer(book.reader(Scope(regions=("NORTE",))), top=0.25)
    assert code == 0
    assert list(said) == ["reading", "caveats", "result", "scope", "book"]
    assert said["reading"] == str(pareto.say(result, Money("EUR")))
    assert said["result"] == as_json(result)
    assert said["scope"] == {"years_ago": 0, "regions": ["NORTE"], "customer_types": []}
    assert said["book"]["last_month"] == "2026-03-01"


def test_tiers_are_those_of_the_scheme_approved_in_the_workspace_beside_the_books(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("CLIENTELA_WORKSPACE", raising=False)
    publish(tmp_path, [50, 30, 10, 5, 0, -5, -10, 3, 2, 1])
    before = spoken(capsys, "ask", "tiers", "--book", str(tmp_path))[1]
    assert "These are default thresholds, not an approved scheme." in before
    assert not (tmp_path / "workspace.sqlite").exists(), "to ask makes no workspace"
    workspace = Workspace(default_url(tmp_path))
    text = tiers.to_json(tiers.starting_scheme(tiers.Weights(100, 0, 0, 0, 0, 0), by="contribution", values=(0.1, 0.2)))
    approve(workspace, workspace.scenarios.save("tiers", "Top", text, author="Ana").id)
    approved = spoken(capsys, "ask", "tiers", "--book", str(tmp_path))[1]
    assert approved.startswith("Premium is 10")
    assert "The service commitments to all tiers cost " in approved
    (tmp_path / "workspace.sqlite").write_bytes(b"no database")
    code, out, err = spoken(capsys, "ask", "tiers", "--book", str(tmp_path))
    assert (code, out) == (0, before)
    assert err.startswith("Without the approved scheme: ")


def test_without_json_only_the_sentences_are_printed(folder, capsys):
    code, out, err = spoken(capsys, "ask", "pareto", "--by", "revenue", "--book", str(folder))
    assert (code, err) == (0, "")
    assert out.startswith("The top 20% of customers account for ")


def test_every_room_takes_its_options_from_its_answer():
    offered = {option.name: option for option in ask.options("pareto")}
    assert offered["by"].choices == ("best", "contribution", "revenue", "balance", "turnover")
    assert (offered["top"].default, offered["top"].kind) == (0.2, float)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--region", "OESTE"), "Region 'OESTE' is not in this data. It has: NORTE, SUR."),
        (("--top", "1.5"), "top is 1.5"),
        (("--type", "corporate"), "No customers match these filters."),
        (("--year", "2"), "Choose another year"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence_and_exit_code_two(folder, capsys, words, told):
    code, out, err = spoken(capsys, "ask", "pareto", *words, "--book", str(folder))
    assert (code, out) == (2, "")
    assert told in err
    assert "Traceback" not in err


def test_an_unknown_room_is_told_which_there_are():
    with pytest.raises(CannotAnswer, match=r"There is no question called 'horoscope'\. Ask one of: .*pareto"):
        ask.room("horoscope")


def test_info_tells_what_the_book_holds(folder, capsys):
    code, out, _ = spoken(capsys, "info", "--json", "--book", str(folder))
    told = json.loads(out)
    assert code == 0
    assert told["book"]["customers"] == 8
    assert told["years"][0]["is_complete"] is False
    code, out, _ = spoken(capsys, "info", "--book", str(folder))
    assert out.startswith("Tiny bank: 8 customers, 8 rows of activity, Mar 2026 to Mar 2026, version ")


def test_without_a_book_the_way_to_one_is_told(tmp_path, capsys):
    code, _, err = spoken(capsys, "info", "--book", str(tmp_path))
    assert code == 2
    assert "python -m crm_core build demo" in err


def test_the_module_runs_as_a_program(folder):
    ran = subprocess.run([sys.executable, "-m", "crm_core", "ask", "pareto", "--book", str(folder)], cwd=ROOT,
                         capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "contribution" in ran.stdout


def test_results_become_json_without_nan_or_numpy():
    odd = {"n": float("nan"), "i": float("inf"), "when": pd.Timestamp("2026-01-01"), "rows": pd.DataFrame({"a": [1]}),
           "at": pd.Timestamp("2026-01-01 10:30"), "gone": pd.NaT, "many": (1, 2)}
    assert json.loads(json.dumps(as_json(odd))) == {
        "n": None, "i": None, "when": "2026-01-01", "rows": [{"a": 1}], "at": "2026-01-01T10:30:00", "gone": None,
        "many": [1, 2]}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--data", "{tmp}/what?"), "has a ? in its path"),
        (("--data", "{tmp}/a file"), "Books cannot be kept in"),
        (("--data", "{tmp}/books", "--memory", "lots"), "'lots' is no amount of memory"),
        (("--data", "{tmp}/books", "--customers", "10"), "ask for 1,000 to 50,000,000 customers"),
    ],
)
def test_a_build_that_cannot_be_is_one_sentence(tmp_path, capsys, words, told):
    (tmp_path / "a file").touch()
    code, _, err = spoken(capsys, "build", "demo", *(word.format(tmp=tmp_path) for word in words))
    assert code == 2
    assert told in err


def test_a_mistake_of_ours_is_told_calmly(monkeypatch, capsys, folder):
    monkeypatch.setattr(ask, "ask", lambda *_, **__: 1 / 0)
    monkeypatch.delenv("CLIENTELA_DEBUG", raising=False)
    code, _, err = spoken(capsys, "ask", "pareto", "--book", str(folder))
    assert code == 1
    assert err.startswith("Something went wrong on our side (ZeroDivisionError: division by zero).")


def test_a_path_that_cannot_be_written_is_named(capsys):
    code, _, err = spoken(capsys, "template", "/proc/nowhere")
    assert code == 2
    assert "/proc/nowhere" in err


def test_rejected_rows_of_a_source_whose_tables_have_names_of_their_own(tmp_path, capsys):
    """What the end of a build tells to type gives the rows, though the contract knows no table `loan`."""
    bank = write_bank(tmp_path / "bank", loan=['301;2;930210;1200;12;100.00;"C"', '302;2;930210;much;12;100.00;"C"'])
    code, out, _ = spoken(capsys, "build", "berka", str(bank), "--data", str(tmp_path / "my books"),
                          "--accept-rejected")
    told = out[out.index("see why: ") :].partition("\n")[0].removeprefix("see why: python -m crm_core ")
    code, out, _ = spoken(capsys, *shlex.split(told))
    assert (code, out.count("much")) == (0, 2)
    code, _, err = spoken(capsys, "rejected", "nope", "--book", str(tmp_path / "my books"))
    assert code == 2
    assert "Table 'nope' is not one of customers, " in err


def test_a_build_and_info_tell_what_was_not_read_and_what_looks_wrong(tmp_path, capsys):
    bank = write(tmp_path / "bank", **{f"customers ({number}).csv": "x" for number in range(6)})
    _, built, _ = spoken(capsys, "build", "files", str(bank), "--data", str(tmp_path / "books"))
    _, known, _ = spoken(capsys, "info", "--book", str(tmp_path / "books"))
    for out in (built, known):
        assert "  To check: customers (0).csv: The file belongs to no table and was not read." in out
        assert "  … and 2 more to check" in out


@pytest.mark.parametrize(("words", "code", "told"), [
    ("ask pareto --json | head -1", 0, ""),
    ("ask pareto --json > /dev/full", 2, "The output: there is no room left on the disk"),
])
def test_output_that_nobody_wants_or_that_finds_no_room(folder, words, code, told):
    ran = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{sys.executable} -m crm_core {words}"], cwd=ROOT, check=False, text=True,
        capture_output=True, env={**os.environ, "CLIENTELA_DATA": str(folder)})
    assert (ran.returncode, told in ran.stderr) == (code, True)
    assert told or ran.stderr == ""
