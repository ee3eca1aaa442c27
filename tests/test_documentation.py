"""What the documents show is what happens: commands are run and their output compared, line by line.

In a `console` block a line that begins with `$ ` is run in a shell-like way and the lines after it are
its output; `…` stands for what may differ. `python` blocks with `>>>` run as doctests.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from crm_core import contract
from crm_core.intake.demo import build_demo
from crm_core.warehouse import Shelf

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PROGRAM = "python -m crm_core"


@pytest.fixture(scope="module")
def demo_books(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documented")
    build_demo(Shelf(folder))
    return folder


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


def _as_pattern(line: str) -> str:
    """A line `…` stands for any lines, a `…` inside a line for any text."""
    if line == "…":
        return r"(?:.*\n)*?"
    return ".*".join(re.escape(part) for part in line.split("…")) + r"\n"


def test_there_are_documented_commands():
    assert SHOWN


@pytest.mark.parametrize(
    ("page", "command", "output"), SHOWN, ids=[f"{page}: {command[19:]}" for page, command, _ in SHOWN]
)
def test_a_documented_command_prints_what_the_document_shows(demo_books, tmp_path, page, command, output):
    words = shlex.split(command.removeprefix("python "))
    ran = subprocess.run(
        [sys.executable, *words], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CLIENTELA_DATA": str(demo_books)},
    )
    assert ran.returncode == 0, ran.stderr
    pattern = "".join(_as_pattern(line) for line in output.splitlines())
    assert re.fullmatch(pattern, ran.stdout), ran.stdout


@pytest.mark.parametrize("page", [page for page in PAGES if any(">>>" in each for each in blocks(page, "python"))],
                         ids=lambda page: page.name)
def test_documented_python_gives_what_the_document_shows(demo_books, monkeypatch, page):
    monkeypatch.setenv("CLIENTELA_DATA", str(demo_books))
    text = "\n".join(blocks(page, "python"))
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    runner.run(test, out=told.append)
    assert not runner.failures, "".join(told)


def test_the_contract_page_is_made_from_the_contract():
    assert (ROOT / "docs" / "contract.md").read_text("utf-8") == contract.as_markdown()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_the_documents_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} points to {target}"


def test_make_offers_the_two_commands_the_readme_names():
    makefile, readme = (ROOT / "Makefile").read_text("utf-8"), (ROOT / "README.md").read_text("utf-8")
    for command in ("run", "test"):
        assert f"make {command}" in readme
        assert re.search(rf"^{command}:", makefile, flags=re.MULTILINE)
