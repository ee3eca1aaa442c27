"""One list of pages drives the navigation, the help of the command line and the README; here they are held together."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from crm_core import ask, command_line
from crm_core.chapters import CHAPTERS, PAGES, ROOMS

ROOT = Path(__file__).resolve().parents[2]


def docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""


def test_every_page_is_listed_and_has_a_room_of_its_name_unless_it_says_otherwise():
    assert {path.stem for path in (ROOT / "pages").glob("*.py")} == set(PAGES)
    assert set(ROOMS) == set(ask.rooms())
    assert set(PAGES) - set(ROOMS) == {"decisions", "import_data", "lists", "signals", "tier_changes"}


def test_no_page_stands_in_two_chapters():
    assert len(PAGES) == sum(len(chapter.pages) for chapter in CHAPTERS)


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.name)
def test_page_and_room_begin_with_the_question(page):
    room = ROOT / "crm_core" / "rooms" / page.name / "__init__.py"
    for path in (ROOT / "pages" / f"{page.name}.py", *([room] if page.has_room else [])):
        assert docstring(path).splitlines()[0] == page.question, path


def test_the_readme_lists_the_pages_in_their_chapters():
    readme = (ROOT / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| ([A-Z]\w+) \| ([\w ]+) \| (.+\?) \|$", readme, re.MULTILINE)
    assert rows == [(chapter.title, page.title, page.question) for chapter in CHAPTERS for page in chapter.pages]


def test_the_help_of_ask_is_each_rooms_question(capsys):
    with pytest.raises(SystemExit):
        command_line.main(["ask", "--help"])
    printed = " ".join(capsys.readouterr().out.split())
    assert "import_data" not in printed
    for page in ROOMS.values():
        assert re.search(rf"{page.name}( \(\w+\))? {re.escape(page.question)}", printed), page.name
