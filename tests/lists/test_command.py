"""`python -m crm_core lists`: what is to be seen, written and taken without the page."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from crm_core.command_line import main
from crm_core.lists.work_list import Origin, Plan
from crm_core.workspace import Workspace
from tests.lists.some_list import rows

TODAY = dt.date.today()  # noqa: DTZ011 the command's own day


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    return Workspace()


def test_a_list_is_written_its_results_taken_and_both_said(kept, tmp_path, capsys):
    assert main(["lists"]) == 0
    assert "There is no list yet" in capsys.readouterr().out
    made = kept.lists.draft("Spring", rows(due_on=TODAY), Plan(6, TODAY), author="Ana",
                            origin=Origin(book_title="Bank", currency="EUR", data_to=TODAY))
    assert main(["lists", "spring", "--to", str(tmp_path / "list.csv"), "--author", "Ana"]) == 0
    assert kept.lists.open(made.id).state == "handed_out"
    assert [each.rows for each in kept.exports.latest()] == [6]
    assert main(["lists", "Spring", "--to", str(tmp_path / "list.xlsx"), "--sheets", "manager"]) == 0
    assert (tmp_path / "list.xlsx").is_file()
    back = tmp_path / "back.csv"
    back.write_text(f"customer_id,outcome_on,outcome\n0007,{TODAY},vino\n0008,{TODAY},left\n4711,{TODAY},left\n")
    results = ["lists", "Spring", "--results", str(back), "--author", "Ben"]
    capsys.readouterr()
    assert main([*results, "--dry-run"]) == 0
    assert "1 result, 2 rows rejected, 0 without a result.\n  Line 2: The outcome 'vino' is not known" in (
        capsys.readouterr().out)
    assert kept.list_results.deliveries(made.id) == ()
    rejected = tmp_path / "rejected.csv"
    assert main([*results, "--outcome", "Vino=accepted", "--rejected", str(rejected)]) == 0
    assert "4711" in rejected.read_text("utf-8-sig")
    assert kept.list_results.words() == {"vino": "accepted"}
    capsys.readouterr()
    assert main(["lists", "Spring", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["state"], told["progress"]["reached"], told["progress"]["left_unreached"]) == ("handed_out", 1, 1)


@pytest.mark.parametrize(("words", "said"), [
    (["lists", "Winter"], "no list 'Winter'"), (["lists", "--results", "x.csv"], "Name the list"),
    (["lists", "Spring", "--results", "/nowhere.csv"], "no file /nowhere.csv"),
    (["lists", "Spring", "--to", "list.pdf"], "neither in .xlsx nor in .csv"),
    (["lists", "Spring", "--results", __file__, "--outcome", "vino"], "--outcome 'vino' says nothing"),
])
def test_what_cannot_be_done_is_said_in_a_sentence(kept, capsys, words, said):
    kept.lists.draft("Spring", rows(due_on=TODAY), Plan(6, TODAY), author="Ana")
    assert main(words) == 2
    assert said in capsys.readouterr().err
