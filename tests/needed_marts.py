"""Which marts the tests of a room need: its books are made with these alone (decision 124).

Most of what a tiny book costs is the planning of the hundred statements that make its marts, and a room reads a third
of them. A question to a mart that is not there is refused in a sentence, so a room that begins to read another one is
noticed at once, and gets it from then on, as what is needed is read off the room's own files.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from crm_core import marts

ROOT = Path(__file__).resolve().parents[1]
CORE = ROOT / "crm_core"
_ALWAYS = ("*.sql", "intake/*.sql", "intake/quality/*", "intake/comparison.py", "intake/open_month.py",
           "warehouse/*.py", "periods/*", "spans.py")
"""What every book is finished with, and what all rooms share."""
_BEYOND = {"segments": "segmentation/*"}
"""What a room reads by a package beside it."""
ROOMS = ROOT / "tests" / "rooms"
ALL = frozenset(marts.ALL)
"""What a test gets that asks other rooms too, and says so (`every_mart`)."""


def needed_by_tests_in(folder: Path) -> frozenset[str]:
    """The marts that the tests in `folder` read: those of the room that it is named after, or all."""
    if ROOMS not in folder.parents:
        return ALL
    room = folder.relative_to(ROOMS).parts[0]
    return needed(room)


@cache
def needed(room: str) -> frozenset[str]:
    """The marts that a room's files name and what every book is finished with, with all that they are made from."""
    shared = [path for pattern in _ALWAYS for path in sorted(CORE.glob(pattern))]
    beyond = sorted(CORE.glob(_BEYOND[room])) if room in _BEYOND else []
    own = [*sorted((CORE / "rooms" / room).rglob("*")), *beyond]
    return marts.closure("\n".join(
        path.read_text() for path in (*shared, *own) if path.suffix in (".sql", ".py")))
