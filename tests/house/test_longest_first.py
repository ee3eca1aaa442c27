"""Modules that run for longest start first and lie with those they share something with (decisions 107 and 195)."""

from __future__ import annotations

import ast
from pathlib import Path
from types import SimpleNamespace

from tests.longest_first import LONGEST, TOGETHER, ByModule, longest_first

ROOT = Path(__file__).resolve().parents[2]
OWN_SERVERS, ONE_SERVER = TOGETHER[:2]


def browser_modules() -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / "browser").glob("test_*.py")]


def scope_of(module: str) -> str:
    return object.__new__(ByModule)._split_scope(f"{module}::test_something[of/a-case]")


def fixtures_of(module: str) -> set[str]:
    """What the tests and fixtures of a module ask for."""
    tree = ast.parse((ROOT / module).read_text("utf-8"))
    return {each.arg for function in ast.walk(tree) if isinstance(function, ast.FunctionDef)
            for each in function.args.args}


def test_every_name_is_of_something_that_is_there():
    """A module that was renamed would run last, and alone."""
    names = [*LONGEST, *(name for group in TOGETHER for name in group)]
    assert [name for name in names if not list(ROOT.glob(f"{name}*"))] == []


def test_the_browser_is_two_scopes_and_every_other_module_one():
    assert {scope_of(module) for module in browser_modules()} == {OWN_SERVERS[0], ONE_SERVER[0]}
    assert scope_of("tests/browser/test_sign_in_behind_a_proxy.py") == OWN_SERVERS[0]
    assert scope_of("tests/browser/test_every_page.py") == ONE_SERVER[0]
    assert scope_of("tests/pages/test_pages.py") == "tests/pages/test_pages.py"


def test_the_one_server_is_started_by_one_worker():
    """Who asks for it elsewhere starts another."""
    assert {module for module in browser_modules()
            if "server" in fixtures_of(module) and scope_of(module) != ONE_SERVER[0]} == set()
    assert sum("server" in fixtures_of(module) for module in browser_modules()) > 4


def test_both_scopes_of_the_browser_start_before_anything_else():
    modules = ["tests/test_words.py", "tests/pages/test_pages.py", "tests/whole_books/test_x.py", *browser_modules()]
    items = [SimpleNamespace(nodeid=f"{module}::test_a", path=Path(module)) for module in modules]
    scopes = list(dict.fromkeys(scope_of(item.nodeid.partition("::")[0]) for item in longest_first(items)))
    assert set(scopes[:2]) == {OWN_SERVERS[0], ONE_SERVER[0]}
    assert scopes[2:] == ["tests/whole_books/", "tests/pages/test_pages.py", "tests/test_words.py"]
