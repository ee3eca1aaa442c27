"""What the documents take from the code is made, found out of date and made again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crm_core import documents
from crm_core.chapters import Chapter, Page
from crm_core.language import N_

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("README.md", "README.es.md", "docs/contract.md", "docs/decisions.md")


@pytest.fixture
def root(tmp_path):
    (tmp_path / "docs").mkdir()
    for name in NAMES:
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_a_table_of_pages_has_a_row_a_page_with_its_chapter():
    chapters = (Chapter(N_("A"), (Page("x", N_("X"), N_("Why?"), "home"), Page("y", N_("Y"), N_("How?"), "home"))),
                Chapter(N_("B"), (Page("z", N_("Z"), N_("Who?"), "home"),)))
    assert documents.page_table(chapters).splitlines()[2:] == [
        "| A | X | Why? |", "| A | Y | How? |", "| B | Z | Who? |"]


def test_a_decision_stands_in_the_index_with_its_address_and_first_sentence():
    index = documents.decision_index("## 7. `pilots` at 95%; it's new\nTold apart: a | b. And more.\n\n")
    assert index.splitlines()[2:] == [
        r"| [7. `pilots` at 95%; it's new](#7-pilots-at-95-its-new) | Told apart: a \| b. |"]


@pytest.mark.parametrize("name", NAMES)
def test_a_row_that_is_gone_makes_a_document_out_of_date_and_fixing_brings_it_back(root, name, capsys):
    whole = (root / name).read_text("utf-8")
    last_row = [line for line in whole.splitlines(keepends=True) if line.startswith("| ")][-1]
    (root / name).write_text(whole.replace(last_row, ""), "utf-8")
    assert [path.relative_to(root).as_posix() for path in documents.out_of_date(root)] == [name]
    assert documents.main(["--check"], root=root) == 1
    assert capsys.readouterr().err == f"{name} is out of date: run make fix.\n"
    assert documents.main([], root=root) == 0
    assert (root / name).read_text("utf-8") == whole
    assert documents.main(["--check"], root=root) == 0


def test_a_readme_without_its_table_is_refused(root):
    (root / "README.md").write_text("# Clientela\n", "utf-8")
    with pytest.raises(ValueError, match=r"README\.md has no table"):
        documents.out_of_date(root)
