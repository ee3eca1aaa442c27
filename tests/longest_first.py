"""In which order modules go to the workers of pytest-xdist (decision 107)."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

LONGEST = ("tests/browser", "tests/pages/test_odd_books.py", "tests/spark", "tests/test_new_room.py",
           "tests/pages/test_tiers_page.py", "tests/pages/test_import_data.py", "tests/pages/test_pseudo_language.py",
           "tests/whole_books",
           "tests/test_documentation.py", "tests/intake/test_demo.py", "tests/intake/test_berka_real.py",
           "tests/intake/duplicates", "tests/intake/desk/test_trial.py", "tests/rooms/demand/test_demo.py",
           "tests/test_availability.py")
"""What runs for longest; most have few tests, and xdist alone, which orders by their number, would take them up last
and leave the other worker without work."""
TOGETHER = (
    ("tests/browser/test_sign_in", "tests/browser/test_behind_a_proxy.py", "tests/browser/test_import_data.py",
     "tests/browser/test_other_books.py"),
    ("tests/browser/",),
    ("tests/whole_books/",),
    ("tests/test_new_room.py", "tests/test_documentation.py"))
"""What one worker has, the first that names a module. One opens the one server and its book, and keeps them warm for
all who look at pages, another the browser tests that start servers of their own: who has all of them waits in browsers
alone when the others have done everything else. One makes the whole banks, and one the demo bank that the documents
show, once for all who ask them."""


class ByModule(LoadScopeScheduling):
    """As `--dist loadscope` does, in the order of the collection."""

    def __init__(self, config: Any, log: Any = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        shared = [names[0] for names in TOGETHER if nodeid.startswith(names)]
        return shared[0] if shared else super()._split_scope(nodeid)


def longest_first(items: list[pytest.Item]) -> list[pytest.Item]:
    """Modules in the order of `LONGEST`, then by how many tests they have, so that small ones end the run."""
    tests = Counter(item.path for item in items)

    def place(item: pytest.Item) -> tuple[int, int, str]:
        known = [number for number, name in enumerate(LONGEST) if item.nodeid.startswith(name)]
        return (known[0] if known else len(LONGEST), -tests[item.path], str(item.path))

    return sorted(items, key=place)
