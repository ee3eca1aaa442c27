"""A file with rows leaves by one door, where the permit is looked up again and the log is written (decision 186)."""

from __future__ import annotations

import ast
from pathlib import Path

PAGES = Path(__file__).resolve().parents[2] / "pages"
WITHOUT_ROWS = {"parts/import_data/bring.py", "parts/import_data/recipe_card.py"}
"""A recipe says how files are read."""
DOORS = {"handed_out", "logged"}


def calls(tree: ast.AST) -> list[str]:
    """The names of the functions that a file calls."""
    return [getattr(each.func, "attr", getattr(each.func, "id", "")) for each in ast.walk(tree)
            if isinstance(each, ast.Call)]


def offering() -> dict[str, list[str]]:
    """Every file of the pages that offers a download, with what it calls."""
    called = {path.relative_to(PAGES).as_posix(): calls(ast.parse(path.read_text("utf-8")))
              for path in PAGES.rglob("*.py")}
    return {name: names for name, names in called.items() if "download_button" in names}


def test_every_file_with_rows_is_handed_out_by_the_door():
    found = offering()
    assert {name for name, names in found.items() if not DOORS & set(names)} == WITHOUT_ROWS
    assert len(found) > 10


def test_only_the_door_writes_the_log_of_files():
    writing = {path.relative_to(PAGES).as_posix() for path in PAGES.rglob("*.py")
               if "log_export" in calls(ast.parse(path.read_text("utf-8")))}
    assert writing == {"frame/saving/handing_out.py"}
