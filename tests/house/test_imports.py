"""The import contracts of pyproject.toml hold, and each of them refuses a room that is made to break it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]

VIOLATIONS = {
    "crm_core knows no Streamlit":
        ("rooms/bad/figure.py", "import streamlit"),
    "Only the warehouse and the intake know DuckDB":
        ("rooms/bad/measure.py", "import duckdb"),
    "Rooms do not know each other":
        ("rooms/bad/answer.py", "from crm_core.rooms.pareto import measure as theirs"),
    "Rooms do not know where the book comes from or how it is kept":
        ("rooms/bad/answer.py", "from crm_core.warehouse import Shelf"),
    "Inside a room, figure and reading know the measure, never the reverse":
        ("rooms/bad/measure.py", "from crm_core.rooms.bad import figure"),
    "The warehouse knows no room, no intake and no look":
        ("warehouse/__init__.py", "from crm_core.rooms.bad import measure"),
    "The workspace knows no room, no book's contents and no DuckDB":
        ("workspace/__init__.py", "from crm_core.rooms.bad import measure"),
    "Only the workspace knows SQLAlchemy, and no room knows the workspace":
        ("rooms/bad/reading.py", "import sqlalchemy"),
}
"""What breaks each contract: a file of crm_core and the line that is added to it. `bad` is a room made for this."""

ONE_WAY = {each["name"]: (each["containers"][0], each["layers"]) for each in CONTRACTS
           if each["type"] == "layers" and "*" not in each["containers"][0]}
"""The contracts that order the inside of one package; what breaks them follows from their layers."""


def lint(folder: Path) -> tuple[list[str], str]:
    """The names of the contracts that `folder` breaks, and all that was printed."""
    linted = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"], cwd=folder, capture_output=True,
        text=True, check=False,
    )
    printed = linted.stdout + linted.stderr
    assert "Contracts: " in printed, printed
    return re.findall(r"^(.+) BROKEN", printed, flags=re.MULTILINE), printed


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of crm_core with one more room, whose files import nothing yet."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(ROOT / "crm_core", folder / "crm_core", ignore=shutil.ignore_patterns("__pycache__"))
    bad = folder / "crm_core" / "rooms" / "bad"
    bad.mkdir()
    for file in ("__init__", "answer", "measure", "figure", "reading"):
        (bad / f"{file}.py").write_text('"""Is this room bad?"""\n', "utf-8")
    return folder


def broken_by(copy: Path, file: str, line: str) -> list[str]:
    path = copy / "crm_core" / file
    good = path.read_text("utf-8")
    path.write_text(f"{good}\n{line}\n", "utf-8")
    try:
        return lint(copy)[0]
    finally:
        path.write_text(good, "utf-8")


def test_the_import_contracts_hold():
    broken, printed = lint(ROOT)
    assert broken == [], printed
    assert "0 broken" in printed


def test_a_room_more_breaks_nothing(copy):
    broken, printed = lint(copy)
    assert broken == [], printed


def test_every_contract_has_a_violation_here():
    assert {each["name"] for each in CONTRACTS} == {*VIOLATIONS, *ONE_WAY}


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_a_contract_refuses_the_bad_room(copy, contract):
    file, line = VIOLATIONS[contract]
    broken = broken_by(copy, file, line)
    if file.startswith("rooms/"):
        assert broken == [contract]
    else:  # rooms that stand on what is changed here then know the bad room too
        assert contract in broken


@pytest.mark.parametrize("contract", ONE_WAY)
def test_the_lowest_layer_may_not_import_the_highest(copy, contract):
    container, layers = ONE_WAY[contract]
    lowest, highest = (re.split(r" [|:] ", layer)[0] for layer in (layers[-1], layers[0]))
    folder = container.removeprefix("crm_core.").replace(".", "/")
    package = copy / "crm_core" / folder / lowest / "__init__.py"
    file = f"{folder}/{lowest}/__init__.py" if package.is_file() else f"{folder}/{lowest}.py"
    assert contract in broken_by(copy, file, f"from {container} import {highest}")


@pytest.mark.parametrize(("source", "target"), [
    ("figure", "reading"), ("reading", "answer"), ("measure", "answer"), ("measure", "reading"), ("answer", "figure"),
])
def test_inside_a_room_the_arrows_go_one_way(copy, source, target):
    broken = broken_by(copy, f"rooms/bad/{source}.py", f"from crm_core.rooms.bad import {target}")
    assert broken == ["Inside a room, figure and reading know the measure, never the reverse"]


@pytest.mark.parametrize("owner", ["warehouse", "intake", "marts"])
def test_no_file_of_a_room_knows_where_the_book_comes_from(copy, owner):
    broken = broken_by(copy, "rooms/bad/figure.py", f"import crm_core.{owner}")
    assert "Rooms do not know where the book comes from or how it is kept" in broken


def test_pages_know_no_database_and_no_sql():
    for page in [*(ROOT / "pages").rglob("*.py"), ROOT / "app.py"]:
        source = page.read_text("utf-8")
        assert not re.search(r"\b(import|from) (duckdb|sqlalchemy)\b", source), page.name
        assert not re.search(r"\bselect\b.+\bfrom\b", source), f"{page.name} holds SQL"
