"""What of a book the tests of a room need: its books are made with that alone (decision 124).

Most of what a tiny book costs is the planning of the hundred statements that make its marts, and a room reads a third
of them. A question to a mart that is not there is refused in a sentence, so a room that begins to read another one is
noticed at once, and gets it from then on, as what is needed is read off the room's own files. How good the data is
costs a third more to count, and two rooms read it. Tests of the intake and of marts ask what their own lines name, but
for those that ask rooms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from crm_core import marts

ROOT = Path(__file__).resolve().parents[1]
CORE = ROOT / "crm_core"
def _of_core(*patterns: str) -> tuple[Path, ...]:
    return tuple(path for pattern in patterns for path in sorted(CORE.glob(pattern)))


_FINISHED_BY = _of_core("intake/*.sql", "intake/comparison.py", "intake/open_month.py", "warehouse/*.py")
"""What every book is finished with."""
_ROOMS_SHARE = _of_core("*.sql", "periods/*", "spans.py")
_QUALITY_READS = _of_core("intake/quality/*")
_BEYOND = {"segments": "segmentation/*", "retention": "ranked_customers/*", "growth": "ranked_customers/*",
           "tiers": "choices.py"}
"""What a room, or what its tests hand its answer to, reads by another part of the core."""
ROOMS = ROOT / "tests" / "rooms"
OF_WHAT_THEY_NAME = (ROOT / "tests" / "intake", ROOT / "tests" / "marts")
"""The folders of tests that ask the book by themselves."""
_ASKS_ROOMS = re.compile(r"crm_core\.rooms|import rooms|crm_core import .*\bask\b|crm_core\.ask|AppTest|\bmarts\.")
_SAYS_WHICH_DO = "every_mart"
_OF_GOODNESS = re.compile(r"quality")
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

    def by(self, module: Path, *, every: bool) -> None:
        """What the tests of a module read; `every` mart for a test that asks other rooms than its own."""
        self.marts, self.quality = (ALL, True) if every else read_by(module)


@cache
def read_by(module: Path) -> tuple[frozenset[str], bool]:
    """The marts of the room that a module's folder is named after, or those that a module about the intake or the marts
    names, and whether the counts of quality are read; everything for all others. Where a module asks rooms, but marks
    the tests that do, its others ask the book."""
    if ROOMS in module.parents:
        room = module.relative_to(ROOMS).parts[0]
        return needed(room), room in _OF_QUALITY
    if set(OF_WHAT_THEY_NAME) & set(module.parents):
        text = module.read_text()
        if _SAYS_WHICH_DO in text or not _ASKS_ROOMS.search(text):
            quality = bool(_OF_GOODNESS.search(f"{module} {text}"))
            return named(module, with_quality=quality), quality
    return ALL, True


@cache
def needed(room: str) -> frozenset[str]:
    """The marts that a room's files name and what every book is finished with, with all that they are made from."""
    beyond = sorted(CORE.glob(_BEYOND[room])) if room in _BEYOND else []
    return _closure(*_FINISHED_BY, *_ROOMS_SHARE, *_QUALITY_READS, *sorted((CORE / "rooms" / room).rglob("*")), *beyond)


@cache
def named(module: Path, *, with_quality: bool) -> frozenset[str]:
    """The marts that a module names, and what every book is finished with, with all that they are made from."""
    return _closure(module, *_FINISHED_BY, *(_QUALITY_READS if with_quality else ()))


def _closure(*paths: Path) -> frozenset[str]:
    return marts.closure("\n".join(path.read_text() for path in paths if path.suffix in (".sql", ".py")))
