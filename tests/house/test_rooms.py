"""The house test: a room is complete, or this fails. A new room needs no change here."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

from crm_core import ask
from crm_core.availability import Needs

ROOT = Path(__file__).resolve().parents[2]
FILES = ("__init__.py", "answer.py", "cards.py", "measure.py", "figure.py", "reading.py", "method.md", "method.es.md")
METHOD_PARTS = {"method.md": ["Question", "Method", "Limits", "Source", "Checked by"],
                "method.es.md": ["Pregunta", "Método", "Límites", "Fuente", "Comprobado por"]}
MAX_LINES = 250
LISTS = {"contract.py", "column_headings.py"}
"""Files that are one list, which nobody reads from top to bottom."""
MAX_PAGE_LINES = 60
CONTROLS = {"slider", "select_slider", "selectbox", "multiselect", "radio", "pills", "segmented_control", "checkbox",
            "toggle", "text_input", "text_area", "number_input", "date_input"}


@pytest.fixture(params=ask.rooms())
def name(request):
    return request.param


def folder(name: str) -> Path:
    return ROOT / "crm_core" / "rooms" / name


def test_there_is_a_room():
    assert "pareto" in ask.rooms()


def test_a_room_has_all_its_files_and_at_least_one_question(name):
    missing = [file for file in FILES if not (folder(name) / file).is_file()]
    assert missing == []
    assert list(folder(name).rglob("*.sql"))


def test_a_room_has_tests_and_a_page_that_asks_it(name):
    assert list((ROOT / "tests" / "rooms" / name).glob("test_*.py"))
    page = ROOT / "pages" / f"{name}.py"
    assert page.is_file(), f"no page shows the room {name}"
    imports = {f"{node.module}.{alias.name}" for node in ast.walk(ast.parse(page.read_text("utf-8")))
               if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert f"crm_core.rooms.{name}" in imports, f"the page {name} does not import its room"


@pytest.mark.parametrize("file", METHOD_PARTS)
def test_the_method_says_all_it_must(name, file):
    headings = re.findall(r"^## (.+)$", (folder(name) / file).read_text("utf-8"), flags=re.MULTILINE)
    assert headings == METHOD_PARTS[file]


@pytest.mark.parametrize("file", METHOD_PARTS)
def test_the_method_names_only_questions_that_the_room_has(name, file):
    named = re.findall(r"`([a-z_]+\.sql)`", (folder(name) / file).read_text("utf-8"))
    assert set(named) <= {path.name for path in folder(name).rglob("*.sql")}


def test_the_door_is_imports_and_all_and_nothing_else(name):
    tree = ast.parse((folder(name) / "__init__.py").read_text("utf-8"))
    kinds = {type(node).__name__ for node in tree.body}
    assert kinds <= {"Expr", "ImportFrom", "Assign"}
    assert ast.get_docstring(tree), "the door's docstring is the question"
    assert {"answer", "say", "draw"} <= set(ask.room(name).__all__)


def test_a_room_says_what_its_answer_hangs_on(name):
    assert isinstance(ask.room(name).NEEDS, Needs)


def test_options_are_keyword_only_with_defaults(name):
    first, *rest = inspect.signature(ask.room(name).answer).parameters.values()
    assert first.name == "read"
    for parameter in rest:
        assert parameter.kind is inspect.Parameter.KEYWORD_ONLY, parameter.name
        assert parameter.default is not inspect.Parameter.empty, parameter.name


def test_every_public_thing_of_a_room_says_what_it_is(name):
    for public in ask.room(name).__all__:
        thing = getattr(ask.room(name), public)
        if inspect.isfunction(thing) or inspect.isclass(thing):
            assert inspect.getdoc(thing), public


def test_results_are_frozen(name):
    tree = ast.parse((folder(name) / "measure.py").read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and "Protocol" not in map(ast.unparse, node.bases):
            decorators = [ast.unparse(each) for each in node.decorator_list]
            assert any("frozen=True" in each for each in decorators), f"{name}: {node.name} can be changed"


def test_measures_neither_read_files_nor_look_at_the_clock(name):
    source = (folder(name) / "measure.py").read_text("utf-8")
    assert not re.search(r"\bopen\(|datetime\.now|time\.time|read_csv|default_rng\(\)", source)


def test_files_stay_short():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in [*(ROOT / "crm_core").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
        if (lines := len(path.read_text("utf-8").splitlines())) > MAX_LINES and path.name not in LISTS
    }
    assert long == {}


def test_a_page_is_short_and_its_controls_are_the_frames():
    """A control of Streamlit's own is forgotten by links: the frame's are not. Large pages have parts."""
    for page in (ROOT / "pages").glob("*.py"):
        source = page.read_text("utf-8")
        assert len(source.splitlines()) <= MAX_PAGE_LINES, f"{page.name} is too long: see pages/parts"
        own = {call.func.attr for call in ast.walk(ast.parse(source))
               if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
               and ast.unparse(call.func.value) == "st"} & CONTROLS
        assert not own, f"{page.name} uses st.{own}: use pages/frame/controls"


def test_no_drawer_for_odds_and_ends():
    names = {path.stem for path in ROOT.glob("**/*.py") if ".venv" not in path.parts}
    assert not names & {"utils", "util", "helpers", "helper", "misc", "common", "manager"}
