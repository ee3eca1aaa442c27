"""A program of its own that saves scenarios: `python -m tests.workspace.writer URL NAME MOST [same]`.

Prints each name once it is saved; with `same`, all writers want the same names.
"""

from __future__ import annotations

import contextlib
import sys

from crm_core import CannotAnswer
from crm_core.workspace import NameTaken, Workspace
from tests.workspace.approving import approve


def main(url: str, name: str, most: int, *, same: bool) -> None:
    workspace = Workspace(url, seconds=30)
    for number in range(most):
        wanted = f"Plan {number}" if same else f"{name} {number}"
        try:
            kept = workspace.scenarios.save("tiers", wanted, f'{{"by": "{name}"}}', author=name)
        except NameTaken:
            continue
        with contextlib.suppress(CannotAnswer):  # another writer approved one in the meantime
            approve(workspace, kept.id)
        print(kept.name, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), same="same" in sys.argv)
