"""The import contracts of pyproject.toml hold, and each of them refuses a room that is made to break it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter.api import read_configuration
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.independence import IndependenceContract
from importlinter.contracts.layers import LayersContract

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = read_configuration(str(ROOT / "pyproject.toml"))
CONTRACTS = CONFIGURATION["contracts_options"]
KINDS = {"forbidden": ForbiddenContract, "independence": IndependenceContract, "layers": LayersContract}
BAD = "crm_core.rooms.bad"
"""A room that is made to break the contracts."""

VIOLATIONS = {
    "crm_core knows no Streamlit": (f"{BAD}.figure", "streamlit"),
    "Only what reads and writes files of data knows DuckDB": (f"{BAD}.measure", "duckdb"),
    "Only engines and lakehouses know Spark and sqlglot": (f"{BAD}.measure", "sqlglot"),
    "Only table_formats knows what reads Delta and Iceberg": ("crm_core.intake.files.walk", "deltalake"),
    "Only learners know scikit-learn": (f"{BAD}.measure", "sklearn"),
    "Learners know arrays and no room: a process of theirs starts soon": ("crm_core.learners.trees", "pandas"),
    "Rooms do not know each other": (f"{BAD}.answer", "crm_core.rooms.pareto.measure"),
    "Rooms do not know where the book comes from or how it is kept": (f"{BAD}.answer", "crm_core.warehouse"),
    "Inside a room, figure and reading know the measure, never the reverse": (f"{BAD}.measure", f"{BAD}.figure"),
    "The warehouse knows no room, no intake and no look": ("crm_core.warehouse", f"{BAD}.measure"),
    "The workspace knows no room, no book's contents and no DuckDB": ("crm_core.workspace", f"{BAD}.measure"),
    "Only the workspace and databases.py know SQLAlchemy, no room the workspace": (f"{BAD}.reading", "sqlalchemy"),
}
"""What breaks each contract: a module, and what it must not import."""


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
def graph():
    """Who imports what in the checkout, with one more room, whose files import nothing yet."""
    known = grimp.build_graph("crm_core", "pages", include_external_packages=True, cache_dir=None)
    for module in ("", ".answer", ".measure", ".figure", ".reading"):
        known.add_module(f"{BAD}{module}")
    if broken := broken_in(known):
        pytest.skip(f"the checkout itself breaks {broken}: test_the_import_contracts_hold says where")
    return known


def broken_in(graph: grimp.ImportGraph, contracts: list[dict[str, Any]] = CONTRACTS) -> list[str]:
    """The names of the contracts that are broken where this is what imports what."""
    made = [KINDS[each["type"]](each["name"], CONFIGURATION["session_options"], each) for each in contracts]
    return [each.name for each in made if not each.check(deepcopy(graph), verbose=False).kept]


def broken_by(graph: grimp.ImportGraph, importer: str, imported: str, *, contract: str = "") -> list[str]:
    """The contracts that one import more breaks; of all, or of the one that is named."""
    more = deepcopy(graph)
    if imported not in more.modules:
        more.add_module(imported, is_squashed=True)
    more.add_import(importer=importer, imported=imported, line_number=1, line_contents=f"import {imported}")
    return broken_in(more, [each for each in CONTRACTS if not contract or each["name"] == contract])


def test_the_import_contracts_hold():
    broken, printed = lint(ROOT)
    assert broken == [], f"{printed}\nSee docs/architecture.md, What may import what."
    assert "0 broken" in printed


def test_a_line_in_a_file_of_a_room_more_is_read_and_refused_and_nothing_else_is(tmp_path):
    """As a developer meets it. All other imports are put into what is known of the checkout, which is read once."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ("crm_core", "pages"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path / "crm_core" / "rooms" / "bad"
    folder.mkdir()
    for file in ("__init__", "answer", "measure", "figure", "reading"):
        (folder / f"{file}.py").write_text('"""Is this room bad?"""\n', "utf-8")
    (folder / "figure.py").write_text("import streamlit\n", "utf-8")
    assert lint(tmp_path)[0] == ["crm_core knows no Streamlit"]


def test_every_contract_has_a_violation_here():
    assert {each["name"] for each in CONTRACTS} == {*VIOLATIONS, *ONE_WAY}


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_a_contract_refuses_the_bad_room(graph, contract):
    importer, imported = VIOLATIONS[contract]
    broken = broken_by(graph, importer, imported)
    if importer.startswith(BAD):
        assert broken == [contract]
    else:  # rooms that stand on what is changed here then know the bad room too
        assert contract in broken


@pytest.mark.parametrize("contract", ONE_WAY)
def test_the_lowest_layer_may_not_import_the_highest(graph, contract):
    assert broken_by(graph, ONE_WAY[contract][-1], ONE_WAY[contract][0], contract=contract) == [contract]


@pytest.mark.parametrize(("source", "target"), [
    ("figure", "reading"), ("reading", "answer"), ("measure", "answer"), ("measure", "reading"), ("answer", "figure"),
])
def test_inside_a_room_the_arrows_go_one_way(graph, source, target):
    broken = broken_by(graph, f"{BAD}.{source}", f"{BAD}.{target}")
    assert broken == ["Inside a room, figure and reading know the measure, never the reverse"]


@pytest.mark.parametrize("owner", ["warehouse", "intake", "marts"])
def test_no_file_of_a_room_knows_where_the_book_comes_from(graph, owner):
    contract = "Rooms do not know where the book comes from or how it is kept"
    assert broken_by(graph, f"{BAD}.figure", f"crm_core.{owner}", contract=contract) == [contract]


def test_pages_know_no_database_and_no_sql():
    for page in [*(ROOT / "pages").rglob("*.py"), ROOT / "app.py"]:
        source = page.read_text("utf-8")
        assert not re.search(r"\b(import|from) (duckdb|sqlalchemy)\b", source), page.name
        assert not re.search(r"\bselect\b.+\bfrom\b", source), f"{page.name} holds SQL"
