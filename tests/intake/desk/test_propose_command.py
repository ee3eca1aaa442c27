"""`python -m crm_core propose`: what it prints is a mapping.toml, and nothing that is there is lost."""

from __future__ import annotations

import pytest

from crm_core.command_line import main
from crm_core.intake.desk.recipe import Recipe, read_recipe

WIDE = "Cliente,Provincia,Saldo\n" + "".join(f"{number},{'NS'[number % 2]},{number}.5\n" for number in range(1, 9))
QUESTION = "To decide: Which month do the balances of cartera.csv refer to? The file does not say."


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "cartera.csv").write_text(WIDE)
    return tmp_path


def said(capsys, *words):
    code = main(["propose", *map(str, words)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_what_is_printed_is_a_recipe_with_its_questions_as_remarks(folder, capsys):
    code, out, err = said(capsys, folder)
    assert (code, err) == (0, "")
    assert out.startswith(f"# {QUESTION}\n\n[customers]\n")
    assert Recipe.from_toml(out).sections["activity"]["snapshot_month"] == "????-??"
    assert [path.name for path in folder.iterdir()] == ["cartera.csv"]


def test_it_is_written_once_and_replaced_by_force_only(folder, capsys):
    code, out, _ = said(capsys, folder, "--write")
    assert (code, out) == (0, f"{folder / 'mapping.toml'}\n  {QUESTION}\n")
    (folder / "mapping.toml").write_text('[book]\ncurrency = "GBP"\n')
    code, out, err = said(capsys, folder, "--write")
    assert (code, out) == (2, "")
    assert "is there already. Add --force to replace it" in err
    assert read_recipe(folder) == Recipe({"book": {"currency": "GBP"}})
    assert said(capsys, folder, "--write", "--force")[0] == 0
    assert read_recipe(folder).sections["book"] == {"currency": "GBP"}
    assert "activity" in read_recipe(folder).sections


def test_a_build_waits_for_the_answers(folder, capsys):
    said(capsys, folder, "--write")
    assert main(["build", "files", str(folder), "--data", str(folder / "data")]) == 2
    assert "activity.snapshot_month is still to be decided ('????-??'): write the answer" in capsys.readouterr().err
    path = folder / "mapping.toml"
    path.write_text(path.read_text().replace("????-??", "2026-03"))
    assert main(["build", "files", str(folder), "--data", str(folder / "data"), "--memory", "500MB"]) == 0


def test_one_file_is_proposed_for_too_and_what_cannot_be_read_is_said(folder, capsys):
    (folder / "broken.xlsx").write_text("no workbook")
    assert said(capsys, folder / "cartera.csv")[1].startswith(f"# {QUESTION}")
    assert said(capsys, folder)[1].startswith("# Not read: broken.xlsx is not a whole Excel file")


def test_a_folder_that_is_not_there_is_refused(tmp_path, capsys):
    assert said(capsys, tmp_path / "nowhere")[::2] == (
        2, f"There is no folder {tmp_path / 'nowhere'}. Give the folder that holds the bank's files.\n")


def test_it_asks_in_spanish(folder, capsys):
    assert "# Por decidir: ¿A qué mes se refieren los saldos de cartera.csv?" in said(
        capsys, folder, "--lang", "es")[1]
