"""What a server loads stays in its memory for as long as it runs (decision 196)."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WHERE_IT_IS_USED = ("deltalake", "fpdf", "pptx", "psycopg", "pyiceberg", "python_calamine", "resvg_py", "sqlglot",
                    "xlsxwriter")
"""Libraries that one file or one kind of source needs."""
IN_A_PROCESS_OF_ITS_OWN = ("sklearn",)
NEVER = ("scipy.optimize", "scipy.sparse", "scipy.stats")
"""45 MB, for tails and ranks that scipy.special and pandas have as well."""
OPENED = """
import importlib, pkgutil, sys
import crm_core.ask, pages.frame, pages.parts
for name in crm_core.ask.rooms():
    crm_core.ask.room(name)
for part in pkgutil.walk_packages(pages.parts.__path__, "pages.parts."):
    importlib.import_module(part.name)
print(*sys.modules)
"""


def test_pages_and_rooms_load_nothing_that_few_need():
    opened = subprocess.run([sys.executable, "-c", OPENED], cwd=ROOT, capture_output=True, text=True, check=False)
    assert not opened.returncode, opened.stderr
    loaded = set(opened.stdout.split())
    assert {"pandas", "scipy.special", "crm_core.rooms.growth", "pages.parts.tiers"} <= loaded
    assert not loaded & {*WHERE_IT_IS_USED, *IN_A_PROCESS_OF_ITS_OWN, *NEVER}


def test_of_scipy_the_special_functions_alone_are_used():
    files = [path for folder in ("crm_core", "pages") for path in (ROOT / folder).rglob("*.py")]
    used = {(path.name, line) for path in files
            for line in re.findall(r"^ *(?:from|import) scipy.*$", path.read_text(encoding="utf-8"), re.MULTILINE)}
    assert used, "nothing was looked at"
    assert not [each for each in used if not re.search(r"from scipy(\.special import| import special$)", each[1])]
