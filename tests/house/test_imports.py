"""The import contracts of pyproject.toml hold, and each of them refuses a room that is made to break it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]

VIOLATIONS = {
    "crm_core knows no Streamlit":
        ("crm_core/rooms/bad/figure.py", "import streamlit"),
    "Only what reads and writes files of data knows DuckDB":
        ("crm_core/rooms/bad/measure.py", "import duckdb"),
    "Only engines and lakehouses know Spark and sqlglot":
        ("crm_core/rooms/bad/measure.py", "import sqlglot"),
    "Only table_formats knows what reads Delta and Iceberg":
        ("crm_core/intake/files/walk.py", "import deltalake"),
    "Rooms do not know each other":
        ("crm_core/rooms/bad/answer.py", "from crm_core.rooms.pareto import measure as theirs"),
    "Rooms do not know where the book comes from or how it is kept":
        ("crm_core/rooms/bad/answer.py", "from crm_core.warehouse import Shelf"),
    "Inside a room, figure and reading know the measure, never the reverse":
        ("crm_core/rooms/bad/measure.py", "from crm_core.rooms.bad import figure"),
    "The warehouse knows no room, no intake and no look":
        ("crm_core/warehouse/__init__.py", "from crm_core.rooms.bad import measure"),
    "The workspace knows no room, no book's contents and no DuckDB":
        ("crm_core/workspace/__init__.py", "from crm_core.rooms.bad import measure"),
    "Only the workspace and databases.py know SQLAlchemy, no room the workspace":
        ("crm_core/rooms/bad/reading.py", "import sqlalchemy"),
}
"""What breaks each contract: a file and the line that is added to it. `bad` is a room made for this."""

def order(contract: dict[str, Any]) -> list[str]:
    """The modules that a contract of layers orders inside one package, the highest first; none for a wildcard."""
    container = contract.get("containers", [""])[0]
    layers = [re.split(r" [|:] ", layer)[0] for layer in contract.get("layers", ())]
    return [] if "*" in container else [f"{container}.{layer}".lstrip(".") for layer in layers]


ONE_WAY = {each["name"]: order(each) for each in CONTRACTS if order(each)}
"""The contracts whose violation follows from their layers: the lowest imports the highest."""


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
    """A copy of the code with one more room, whose files import nothing yet."""
    if broken := lint(ROOT)[0]:
        pytest.skip(f"the checkout itself breaks {broken}: test_the_import_contracts_hold says where")
    folder = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in ("crm_core", "pages"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    bad = folder / "crm_core" / "rooms" / "bad"
    bad.mkdir()
    for file in ("__init__", "answer", "measure", "figure", "reading"):
        (bad / f"{file}.py").write_text('"""Is this room bad?"""\n', "utf-8")
    return folder


def broken_by(copy: Path, file: str, line: str) -> list[str]:
    path = copy / file
    good = path.read_text("utf-8")
    path.write_text(f"{good}\n{line}\n", "utf-8")
    try:
        return lint(copy)[0]
    finally:
        path.write_text(good, "utf-8")


def test_the_import_contracts_hold():
    broken, printed = lint(ROOT)
    assert broken == [], f"{printed}\nSee docs/architecture.md, What may import what."
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
    if "/rooms/bad/" in file:
        assert broken == [contract]
    else:  # rooms that stand on what is changed here then know the bad room too
        assert contract in broken


@pytest.mark.parametrize("contract", ONE_WAY)
def test_the_lowest_layer_may_not_import_the_highest(copy, contract):
    highest, lowest = ONE_WAY[contract][0], ONE_WAY[contract][-1]
    folder = lowest.replace(".", "/")
    file = f"{folder}/__init__.py" if (copy / folder).is_dir() else f"{folder}.py"
    assert contract in broken_by(copy, file, f"import {highest}")


@pytest.mark.parametrize(("source", "target"), [
    ("figure", "reading"), ("reading", "answer"), ("measure", "answer"), ("measure", "reading"), ("answer", "figure"),
])
def test_inside_a_room_the_arrows_go_one_way(copy, source, target):
    broken = broken_by(copy, f"crm_core/rooms/bad/{source}.py", f"from crm_core.rooms.bad import {target}")
    assert broken == ["Inside a room, figure and reading know the measure, never the reverse"]


@pytest.mark.parametrize("owner", ["warehouse", "intake", "marts"])
def test_no_file_of_a_room_knows_where_the_book_comes_from(copy, owner):
    broken = broken_by(copy, "crm_core/rooms/bad/figure.py", f"import crm_core.{owner}")
    assert "Rooms do not know where the book comes from or how it is kept" in broken


def test_pages_know_no_database_and_no_sql():
    for page in [*(ROOT / "pages").rglob("*.py"), ROOT / "app.py"]:
        source = page.read_text("utf-8")
        assert not re.search(r"\b(import|from) (duckdb|sqlalchemy)\b", source), page.name
        assert not re.search(r"\bselect\b.+\bfrom\b", source), f"{page.name} holds SQL"
