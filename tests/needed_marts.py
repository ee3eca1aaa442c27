"""What of a book the tests of a room need: its books are made with that alone (decisions 124 and 185).

Most of what a tiny book costs is the planning of the hundred statements that make its marts, and a room reads a third
of them. A question to a mart that is not there is refused in a sentence, so a room that begins to read another one is
noticed at once, and gets it from then on, as what is needed is read off the room's own files. How good the data is
costs a third more to count, and two rooms read it; what is unlikely of it, and what its reader must know, a fourth, and
one room reads it. Tests of the intake, the marts and the warehouse ask what their own lines name, but for those that
ask rooms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from crm_core import marts

ROOT = Path(__file__).resolve().parents[1]
CORE = ROOT / "crm_core"
def _of_core(*patterns: str) -> tuple[Path, ...]:
    return tuple(path for pattern in patterns for path in sorted(CORE.glob(pattern)))


_DOUBTED_BY = _of_core("intake/suspicious_*.sql", "intake/caveats.sql")
"""What is unlikely of a book, and what its reader must know."""
_FINISHED_BY = tuple(path for path in _of_core("intake/*.sql", "intake/comparison.py", "intake/open_month.py",
                                               "warehouse/*.py") if path not in _DOUBTED_BY)
"""What every book is finished with."""
_ROOMS_SHARE = _of_core("known_measures.sql", "periods/*", "spans.py")
_QUALITY_READS = _of_core("intake/quality/*")
_BEYOND = {"segments": ("segmentation/*",), "overview": ("figures/*",), "tiers": ("choices.py",),
           "retention": ("book_facts.sql", "ranked_customers/*", "marts/of_segment.py"),
           "growth": ("ranked_customers/*", "marts/of_segment.py"),
           "data": ("book_facts.sql",), "quality": ("book_facts.sql",)}
"""What a room, or what its tests hand its answer to, reads by another part of the core."""
ROOMS = ROOT / "tests" / "rooms"
OF_WHAT_THEY_NAME = tuple(ROOT / "tests" / name for name in ("intake", "marts", "warehouse"))
"""The folders of tests that ask the book by themselves."""
_ASKS_ROOMS = re.compile(r"crm_core\.rooms|import rooms|crm_core import .*\bask\b|crm_core\.ask|AppTest|\bmarts\.")
_SAYS_WHICH_DO = "every_mart"
_OF_GOODNESS = re.compile(r"quality")
_OF_DOUBTS = re.compile(r"suspici|caveat|slide|pack|\breport\(|\bmain\(|\bask\(|choices\(|basis\(")
_SHARES = re.compile(r"scope=")
"""What several tests of a module, or of a folder, ask is made with what any of their lines asks for."""
_A_TEST = re.compile(r"^def test_.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
ALL = frozenset(marts.ALL)
_OF_QUALITY = ("data", "quality")
"""The rooms that read how good the data is. What others say of it (`crm_core/basis.py`) is tested where pages are."""


@dataclass
class Needed:
    """What the books of the test that runs now are made with."""

    marts: frozenset[str] = ALL
    quality: bool = True
    doubts: bool = True
    of_a_room: bool = False
    """Also where the book is a large one."""

    @property
    def key(self) -> str:
        return f"{sorted(self.marts)} {self.quality} {self.doubts}"

    def by(self, module: Path, test: str, *, every: bool) -> None:
        """What a test of this text reads, in its module; `every` mart for one that asks other rooms than its own."""
        read = Needed() if every else read_by(module, doubts=bool(_OF_DOUBTS.search(test)))
        self.marts, self.quality, self.doubts, self.of_a_room = read.marts, read.quality, read.doubts, read.of_a_room


@cache
def read_by(module: Path, *, doubts: bool) -> Needed:
    """The marts of the room that a module's folder is named after, or those that a module about the intake or the marts
    names, whether the counts of quality are read, and the doubts where its test reads them or others that share its
    book; everything for all others. Where a module asks rooms, but marks the tests that do, its others ask the book."""
    text = module.read_text()
    doubts = doubts or bool(_OF_DOUBTS.search(_beside_a_test(module)))
    if ROOMS in module.parents:
        return _of_room(module.relative_to(ROOMS).parts[0], doubts=doubts)
    if set(OF_WHAT_THEY_NAME) & set(module.parents) and (_SAYS_WHICH_DO in text or not _ASKS_ROOMS.search(text)):
        return _needed((module,), quality=bool(_OF_GOODNESS.search(f"{module} {text}")), doubts=doubts)
    return Needed()


def _beside_a_test(module: Path) -> str:
    """What else decides on the book of a test: other tests that share it, or what of its module is no test."""
    text, fixtures = module.read_text(), module.with_name("conftest.py")
    if fixtures.exists() and _SHARES.search(fixtures.read_text()):
        return "\n".join(path.read_text() for path in sorted(module.parent.glob("*.py")))
    return text if _SHARES.search(text) else _A_TEST.sub("", text)


@cache
def _of_room(room: str, *, doubts: bool) -> Needed:
    """What the files of a room and of its tests name, with what every book is finished with."""
    files = [*sorted((CORE / "rooms" / room).rglob("*")), *sorted((ROOMS / room).glob("*.py"))]
    return replace(_needed((*_ROOMS_SHARE, *files, *_of_core(*_BEYOND.get(room, ()))), quality=room in _OF_QUALITY,
                           doubts=doubts or room in _OF_QUALITY), of_a_room=True)


@cache
def _needed(paths: tuple[Path, ...], *, quality: bool, doubts: bool) -> Needed:
    """The marts that these files name and what every book is finished with, with all that they are made from."""
    every = (*paths, *_FINISHED_BY, *(_QUALITY_READS if quality else ()), *(_DOUBTED_BY if doubts else ()))
    names = marts.closure("\n".join(path.read_text() for path in every if path.suffix in (".sql", ".py")))
    return Needed(names, quality, doubts)
