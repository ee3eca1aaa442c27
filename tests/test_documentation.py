"""What the documents show is what happens: commands are run and their output compared, line by line.

In a `console` block a line that begins with `$ ` is run in a shell-like way and the lines after it are
its output; `…` stands for what may differ. `python` blocks with `>>>` run as doctests. What
CONTRIBUTING.md shows is run by test_new_room.py, in a copy.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crm_core import ask, documents, marts
from crm_core.command_line import main
from crm_core.contract_page import as_markdown

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "README.es.md", *sorted((ROOT / "docs").glob("*.md"))]
WRITTEN = [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
PROGRAM = "python -m crm_core "
CODE = [path for folder in ("crm_core", "pages", "bench", "tests") for kind in ("*.py", "*.sql", "*.md", "*.toml")
        for path in (ROOT / folder).rglob(kind)]


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def commands(page: Path) -> list[tuple[str, str]]:
    """(command, output) of every documented call of the program."""
    found = []
    for block in blocks(page, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            if command.startswith(PROGRAM) and output:
                found.append((command, output))
    return found


SHOWN = [(page.name, command, output) for page in PAGES for command, output in commands(page)]


def _as_pattern(output: str) -> str:
    """What a shown output matches: a line `…` stands for any lines, a `…` inside a line for any text."""
    return "".join(r"(?:.*\n)*?" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + r"\n"
                   for line in output.splitlines())


def test_there_are_documented_commands():
    assert SHOWN


def _id(shown: tuple[str, str, str]) -> str:
    return f"{shown[0]}: {shown[1].removeprefix(PROGRAM)}"


@pytest.mark.parametrize("shown", SHOWN, ids=_id)
def test_a_documented_command_prints_what_the_document_shows(demo_bank, tmp_path, monkeypatch, capsys, shown):
    """In this process: a process each spends ten times as long on imports as on answers."""
    _, command, output = shown
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLIENTELA_DATA", str(demo_bank))
    (tmp_path / "my-bank").mkdir()
    shutil.copy(ROOT / "tests" / "intake" / "shapes" / "sales_log" / "sales_log.csv", tmp_path / "my-bank")
    code = main(shlex.split(command.removeprefix(PROGRAM)))
    printed = capsys.readouterr()
    assert code == 0, printed.err
    assert re.fullmatch(_as_pattern(output), printed.out), printed.out


def test_a_documented_command_does_so_in_a_process_of_its_own(demo_bank, tmp_path):
    _, command, output = SHOWN[0]
    ran = subprocess.run(
        [sys.executable, *shlex.split(command.removeprefix("python "))], cwd=tmp_path, capture_output=True, text=True,
        check=False, env={**os.environ, "PYTHONPATH": str(ROOT), "CLIENTELA_DATA": str(demo_bank)},
    )
    assert ran.returncode == 0, ran.stderr
    assert re.fullmatch(_as_pattern(output), ran.stdout), ran.stdout


@pytest.mark.parametrize("page", [page for page in PAGES if any(">>>" in each for each in blocks(page, "python"))],
                         ids=lambda page: page.name)
def test_documented_python_gives_what_the_document_shows(demo_bank, monkeypatch, page):
    monkeypatch.setenv("CLIENTELA_DATA", str(demo_bank))
    text = "\n".join(blocks(page, "python"))
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    runner.run(test, out=told.append)
    assert not runner.failures, "".join(told)


def test_the_contract_page_is_made_from_the_contract():
    assert (ROOT / "docs" / "contract.md").read_text("utf-8") == as_markdown()


def test_what_is_made_from_the_code_is_up_to_date():
    assert [path.name for path in documents.out_of_date()] == [], "make fix writes them again"


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_links_between_the_documents_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} points to {target}"


@pytest.mark.parametrize("page", [page for page in WRITTEN if page.name != "CHANGELOG.md"], ids=lambda page: page.name)
def test_files_that_the_documents_name_are_there(page):
    for path in re.findall(r"`((?:crm_core|pages|tests|docs|bench)/[\w/.]*)`", page.read_text("utf-8")):
        assert "tenure" in path or (ROOT / path).exists(), f"{page.name} names {path}"


def decisions() -> list[tuple[int, str]]:
    """Number and title of every decision."""
    found = re.findall(r"^## (\d+)\. (.+)$", (ROOT / "docs" / "decisions.md").read_text("utf-8"), re.MULTILINE)
    return [(int(number), title) for number, title in found]


def test_decisions_are_numbered_in_order_and_all_in_the_index():
    assert [number for number, _ in decisions()] == list(range(1, len(decisions()) + 1))
    text = (ROOT / "docs" / "decisions.md").read_text("utf-8")
    for number, title in decisions():
        assert f"| [{number}. {title}](#{number}-" in text


def test_a_decision_that_the_code_names_exists():
    known = {number for number, _ in decisions()}
    for path in [*CODE, *WRITTEN]:
        for numbers in re.findall(r"\b[Dd]ecisions? ((?:\d+(?:, | and )?)+)", path.read_text("utf-8")):
            assert {int(number) for number in re.findall(r"\d+", numbers)} <= known, f"{path.name}: {numbers}"


@pytest.mark.parametrize("room", ask.rooms())
def test_the_guide_for_programs_shows_every_room(room):
    shown = [command for page, command, _ in SHOWN if page == "programs.md"]
    assert any(re.match(rf"{PROGRAM}ask {room}\b", command) for command in shown), (
        f"show `{PROGRAM}ask {room}` with its output in docs/programs.md")


def test_the_glossary_says_where_a_word_is_computed():
    rows = re.findall(r"^\| (.+) \| .+ \| (.+) \|$", (ROOT / "docs" / "glossary.md").read_text("utf-8"), re.MULTILINE)
    entries = [(word, where) for word, where in rows if where not in ("where", "---")]
    assert len(entries) > len(ask.rooms())
    for word, where in entries:
        for name in re.findall(r"`([\w/.]+)`", where):
            assert _is_a_place(name), f"{word}: there is no {name}"


def _is_a_place(name: str) -> bool:
    folder = ROOT / name.replace(".", "/")
    places = (folder, folder.with_suffix(".py"), ROOT / "crm_core" / name, ROOT / "crm_core" / f"{name}.py")
    return name in ask.rooms() or name in marts.ALL or any(place.exists() for place in places)


def test_make_explains_every_command_and_the_documents_name_no_other():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    explained = set(re.findall(r"^([a-z-]+):.* ## .+$", makefile, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    assert explained == set(phony.group(1).split())
    for page in WRITTEN:
        named = re.findall(r"(?:`|^\$ )make ([a-z-]+)", page.read_text("utf-8"), re.MULTILINE)
        assert set(named) <= explained, page.name


def test_make_offers_the_two_commands_the_readme_names():
    readme = (ROOT / "README.md").read_text("utf-8")
    for command in ("run", "test"):
        assert f"make {command}" in readme
