"""`python -m crm_core ask … --as EMAIL`: on the command line a permit shows what it shows in the app, and no more."""

from __future__ import annotations

import pytest

from crm_core.command_line import main
from crm_core.limited_books import limited_shelf
from crm_core.permit import Permit
from crm_core.workspace import Workspace
from crm_core.workspace.engine import file_url
from tests.limited_books.banks import MARK, NORTH, SOUTH, publish

pytestmark = pytest.mark.every_mart
EVA, BEA, ROOT = "eva@bank.example", "bea@bank.example", "root@bank.example"
OF_EVA = Permit("planner", regions=(NORTH,))


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    shelf = publish(tmp_path_factory.mktemp("bank"), NORTH, SOUTH)
    workspace = Workspace(file_url(shelf.folder))
    for email, permit in ((ROOT, Permit("steward")), (EVA, OF_EVA), (BEA, Permit("executive"))):
        workspace.people.give(email, permit, by="the test")
    call_a_segment(workspace, f"{MARK} friends")
    return shelf


def call_a_segment(workspace: Workspace, name: str) -> None:
    workspace.segment_names.give(name, way="life_cycle", code="established", shape="", author="the test",
                                 book_fingerprint="x")


@pytest.fixture
def ask(bank, capsys, monkeypatch):
    """`ask("pareto", …)` → the code and what was printed, both ways together."""
    monkeypatch.delenv("CLIENTELA_WORKSPACE", raising=False)

    def run(*words: str) -> tuple[int, str]:
        code = main(["ask", *words, "--data", str(bank.folder)])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def test_a_planner_of_a_region_is_answered_with_its_customers_and_told_so(ask):
    code, said = ask("dependence", "--as", "Eva@Bank.example")
    assert code == 0
    assert said.endswith("These are figures of a part of the bank (NORTE): all, ranks, medians and tiers are of its "
                         "customers alone.\n")
    assert MARK not in ask("dependence", "--as", EVA, "--json")[1]
    assert MARK in ask("dependence", "--as", ROOT, "--json")[1]


def test_an_executive_is_answered_with_sums_and_refused_the_rest(ask):
    assert "24 customers" in ask("overview", "--as", BEA)[1]
    code, said = ask("customer", "--as", BEA)
    assert code == 2
    assert "Your permit as an executive shows neither" in said


@pytest.mark.parametrize("email", ["max@bank.example", ""])
def test_who_has_no_permit_is_told_and_answered_nothing(ask, email):
    """Nobody's e-mail, which a program may hand over by mistake, is not everybody's."""
    assert ask("overview", "--as", email) == (
        2, f"{email!r} has no permit for this data. `python -m crm_core people` lists who has one.\n")


def test_a_region_of_others_is_no_region(ask):
    code, said = ask("pareto", "--as", EVA, "--region", SOUTH)
    assert code == 2
    assert said == f"Region '{SOUTH}' is not in this data. It has: NORTE.\n"


def test_work_of_the_bank_is_not_read_for_who_sees_a_part_wherever_it_is_kept(ask, bank, monkeypatch):
    """The bank's names of segments stand in its workspace; those of the permit beside its book."""
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{bank.folder / 'workspace.sqlite'}")
    assert f"of the segment “{MARK} friends”" in ask("pareto", "--segment", f"{MARK} friends")[1]
    code, said = ask("pareto", "--as", EVA, "--segment", "no such")
    assert code == 2
    assert MARK not in said
    call_a_segment(Workspace(file_url(limited_shelf(bank, OF_EVA).folder)), "Ours")
    assert "of the segment “Ours”" in ask("pareto", "--as", EVA, "--segment", "Ours")[1]


def test_a_file_has_no_permits_beside_it(bank, capsys):
    assert main(["ask", "overview", "--as", EVA, "--book", str(bank.folder / bank.current())]) == 2
    assert "permits are kept beside the data in use. Name the folder" in capsys.readouterr().err


def test_a_pack_holds_what_the_permit_shows(bank, tmp_path, capsys):
    to = tmp_path / "pack.html"
    assert main(["pack", "--as", EVA, "--data", str(bank.folder), "--pages", "dependence,pareto", "--to", str(to)]) == 0
    assert MARK.casefold() not in to.read_text().casefold()
    assert main(["pack", "--data", str(bank.folder), "--pages", "dependence,regions", "--to", str(to)]) == 0
    assert MARK.casefold() in to.read_text().casefold()


@pytest.mark.parametrize("words", [["info"], ["check"], ["duplicates"], ["signals"], ["tiers"], ["lists"],
                                   ["ask", "overview"], ["rejected", "customers"]])
def test_the_folder_of_the_data_has_one_name_on_every_command(words, tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("CLIENTELA_WORKSPACE", raising=False)
    code = main([*words, "--data", str(tmp_path / "nowhere")])
    assert "unrecognized" not in capsys.readouterr().err
    assert code in {0, 2}
