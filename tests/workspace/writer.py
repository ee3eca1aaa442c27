"""A program of its own that saves scenarios, and says each name once it is saved (`tests/forked.py`)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from crm_core import CannotAnswer
from crm_core.workspace import NameTaken, Workspace
from tests.workspace.approving import approve


def write(say: Callable[[str], None], url: str, name: str, most: int, same: bool = False) -> None:
    """With `same`, all writers want the same names."""
    workspace = Workspace(url, seconds=30)
    for number in range(most):
        wanted = f"Plan {number}" if same else f"{name} {number}"
        try:
            kept = workspace.scenarios.save("tiers", wanted, f'{{"by": "{name}"}}', author=name)
        except NameTaken:
            continue
        with contextlib.suppress(CannotAnswer):  # another writer approved one in the meantime
            approve(workspace, kept.id)
        say(kept.name)
