"""The import contracts of pyproject.toml hold."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_import_contracts_hold():
    linted = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"], cwd=ROOT, capture_output=True, text=True,
        check=False,
    )
    assert linted.returncode == 0, linted.stdout + linted.stderr
    assert "0 broken" in linted.stdout


def test_pages_know_no_database_and_no_sql():
    for page in [*(ROOT / "pages").glob("*.py"), ROOT / "app.py"]:
        source = page.read_text("utf-8")
        assert "import duckdb" not in source, page.name
        assert not re.search(r"\bselect\b.+\bfrom\b", source), f"{page.name} holds SQL"
