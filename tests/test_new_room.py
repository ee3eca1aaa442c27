"""The command that lays out a room: what it writes is complete and at work, what it refuses, and that nothing is left
half done."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from crm_core import new_room
from crm_core.chapters import Page

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
NOT_OURS = {".git", ".venv", ".hypothesis", "data"}
GUIDE = ROOT / "CONTRIBUTING.md"


def not_copied(folder: str, names: list[str]) -> set[str]:
    """What no checkout has, or has only at its root and need not be copied.

    What mypy found out of the checkout goes along: without it the types of everything are worked out again.
    """
    made = {name for name in names if name == "__pycache__" or (name.endswith("_cache") and name != ".mypy_cache")}
    return made | (NOT_OURS & set(names) if Path(folder) == ROOT else set())


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the copy, on the copy's code, with no book of the developer in reach."""
    environment = {**os.environ, "CLIENTELA_DATA": str(folder / "data")}
    environment.pop("PYTHONPATH", None)
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False, env=environment)


def python(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run(folder, sys.executable, *words)


def shown(command: str) -> tuple[list[str], str]:
    """The words of a command that CONTRIBUTING.md shows, and the output it shows."""
    text = GUIDE.read_text("utf-8")
    found = re.search(rf"^\$ (python -m {re.escape(command)} .+)\n((?:(?!```).*\n)*)```", text, re.MULTILINE)
    assert found, f"{GUIDE.name} does not show {command}"
    return shlex.split(found.group(1))[1:], found.group(2)


WORDS, OUTPUT = shown("crm_core.new_room")
QUESTION = WORDS[WORDS.index("--question") + 1]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of the checkout in which a room was laid out."""
    folder = tmp_path_factory.mktemp("checkout") / "clientela"
    shutil.copytree(ROOT, folder, ignore=not_copied)
    laid = python(folder, *WORDS)
    assert laid.returncode == 0, laid.stderr
    assert laid.stdout == OUTPUT, "CONTRIBUTING.md shows something else"
    return folder


def test_a_room_is_one_folder_one_folder_of_tests_one_page_and_one_line(checkout):
    new = {path.relative_to(checkout) for path in checkout.rglob("*")
           if not (ROOT / path.relative_to(checkout)).exists() and "__pycache__" not in path.parts
           and not any(part.endswith("_cache") for part in path.parts)}
    assert {path for path in new if path.parent not in new} == {
        Path("crm_core/rooms/tenure"), Path("tests/rooms/tenure"), Path("pages/tenure.py"),
        Path("locale/es/LC_MESSAGES/tenure.po")}
    for changed in ("crm_core/chapters.py", "README.md"):
        before, after = ((folder / changed).read_text("utf-8").splitlines() for folder in (ROOT, checkout))
        assert len(after) == len(before) + 1, changed
        assert [line for line in after if "enure" not in line] == before


def test_its_own_tests_the_house_tests_and_its_page_pass_at_once(checkout):
    tested = python(
        checkout, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "tests/rooms/tenure", "tests/house",
        "tests/pages/test_pages.py", "tests/pages/test_small_books.py", "-k",
        "tenure or test_chapters or test_the_import_contracts_hold or test_files_stay_short",
    )
    assert tested.returncode == 0, tested.stdout


def test_it_answers_as_the_guide_shows(checkout, demo_bank):
    words, answer = shown("crm_core ask")
    asked = python(checkout, *words, "--data", str(demo_bank))
    assert asked.stdout == answer, asked.stderr


def test_the_linter_finds_nothing(checkout):
    linted = run(checkout, str(BIN / "ruff"), "check", "--no-cache", "crm_core/chapters.py", "crm_core/rooms/tenure",
                 "pages/tenure.py", "tests/rooms/tenure")
    assert linted.returncode == 0, linted.stdout


def test_its_types_are_right(checkout):
    checked = python(checkout, "-m", "mypy", "crm_core/rooms/tenure", "pages/tenure.py")
    assert checked.returncode == 0, checked.stdout


def test_a_room_that_is_there_is_not_laid_out_again(checkout):
    again = python(checkout, "-m", "crm_core.new_room", "tenure", "--question", QUESTION)
    assert again.returncode == 2
    assert again.stderr == "There is already a room called 'tenure' (crm_core/rooms/tenure).\n"


@pytest.mark.parametrize(("name", "reason"), [
    ("Tenure", "cannot name a room"),
    ("how-long", "cannot name a room"),
    ("../tenure", "cannot name a room"),
    ("_tenure", "cannot name a room"),
    ("2nd", "cannot name a room"),
    ("a" * 25, "cannot name a room"),
    ("", "cannot name a room"),
    ("class", "a word of Python"),
    ("match", "a word of Python"),
    ("sum", "a word of Python"),
    ("money", "call something else"),
    ("helpers", "says nothing"),
    ("parity", "is what resources was called before"),
    ("pareto", "already a room"),
    ("frame", "call something else"),
    ("parts", "already a page or a part of the pages"),
    ("scope", "already a module of crm_core"),
])
def test_a_name_that_will_not_do_is_refused_with_the_reason(name, reason):
    with pytest.raises(ValueError, match=reason):
        new_room.lay_out(Page(name, "Tenure", QUESTION, "insights"), chapter="Customers")


@pytest.mark.parametrize(("changes", "reason"), [
    ({"question": "How long do customers stay"}, "question mark"),
    ({"question": f"How {'very ' * 20}long do customers stay?"}, "at most 80"),
    ({"question": 'How long do "customers" stay?'}, "must be one line without"),
    ({"question": "How long |\nand why?"}, "must be one line without"),
    ({"title": "tenure"}, "beginning with a capital"),
    ({"title": "Ten{ure}"}, "must be one line without"),
    ({"icon": ":material/star:"}, "no Material symbol"),
    ({"chapter": "Clients"}, "Choose one of Start, Customers"),
])
def test_words_that_will_not_do_are_refused_with_the_rule(changes, reason):
    words = {"question": QUESTION, "title": "Tenure", "icon": "insights", "chapter": "Customers"} | changes
    with pytest.raises(ValueError, match=reason):
        new_room.lay_out(Page("tenure", words["title"], words["question"], words["icon"]), chapter=words["chapter"])


def test_a_long_line_of_the_list_of_pages_is_broken():
    page = Page("relationship_lifetimes", "Relationship lifetimes", f"How long {'do ' * 20}they stay?", "hourglass_top")
    files = new_room.lay_out(page, chapter="Data")
    listed = files[ROOT / "crm_core" / "chapters.py"]
    assert max(map(len, listed.splitlines())) <= new_room.MAX_LINE
    made: dict[str, Any] = {"__name__": "crm_core.chapters"}
    exec(compile(listed, "chapters.py", "exec"), made)
    assert asdict(made["PAGES"][page.name]) == asdict(page)


def test_what_cannot_be_written_whole_is_not_written_at_all(tmp_path):
    listed = tmp_path / "chapters.py"
    listed.write_text("as it was", "utf-8")
    files = {tmp_path / "room" / "measure.py": "new", listed: "changed", tmp_path / "no" / "such" / "folder.py": ""}
    with pytest.raises(OSError, match="such"):
        new_room.write(files)
    assert [path.name for path in tmp_path.iterdir()] == ["chapters.py"]
    assert listed.read_text("utf-8") == "as it was"
