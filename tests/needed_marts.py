"""What of a book the tests of a room need: its books are made with that alone (decision 124).

Most of what a tiny book costs is the planning of the hundred statements that make its marts, and a room reads a third
of them. A question to a mart that is not there is refused in a sentence, so a room that begins to read another one is
noticed at once, and gets it from then on, as what is needed is read off the room's own files. How good the data is
costs a third more to count, and two rooms read it.
"""

from __future__ import annotations

from dataclasses import dataclass
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
_OF_QUALITY = ("data", "quality")
"""The rooms that read how good the data is. What others say of it (`crm_core/basis.py`) is tested where pages are."""


@dataclass
class Needed:
    """What the books of the test that runs now are made with."""

    marts: frozenset[str] = ALL
    quality: bool = True

    @property
    def key(self) -> str:
        return f"{sorted(self.marts)} {self.quality}"

    def by(self, folder: Path, *, every: bool) -> None:
        """What the tests in `folder` read: the marts of the room that it is named after; `every` one for a test that
        asks other rooms too, and for those of no room."""
        room = "" if every or ROOMS not in folder.parents else folder.relative_to(ROOMS).parts[0]
        self.marts = needed(room) if room else ALL
        self.quality = not room or room in _OF_QUALITY


@cache
def needed(room: str) -> frozenset[str]:
    """The marts that a room's files name and what every book is finished with, with all that they are made from."""
    shared = [path for pattern in _ALWAYS for path in sorted(CORE.glob(pattern))]
    beyond = sorted(CORE.glob(_BEYOND[room])) if room in _BEYOND else []
    own = [*sorted((CORE / "rooms" / room).rglob("*")), *beyond]
    return marts.closure("\n".join(
        path.read_text() for path in (*shared, *own) if path.suffix in (".sql", ".py")))
