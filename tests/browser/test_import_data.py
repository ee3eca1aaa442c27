"""Files dropped in a browser, to the first answer; the page at every step fits and can be used by everybody."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from crm_core.warehouse import Shelf
from tests.browser.accessible import OF_COLOURS, OF_PLACES, violations
from tests.browser.conftest import DESK, PATIENCE, PHONE, picture, serving

pytestmark = pytest.mark.browser

SHAPES = Path(__file__).resolve().parents[1] / "intake" / "shapes"
FILES = [SHAPES / "accounts" / name for name in ("clientes.csv", "cuentas.csv", "movimientos.csv")]


@pytest.fixture(scope="module")
def own_books(books, tmp_path_factory) -> Path:
    """The shelf of the others, to be changed."""
    return Path(shutil.copytree(books, tmp_path_factory.mktemp("own") / "books"))


@dataclass
class OwnServer:
    """A server of this module alone, which can be ended."""

    url: str
    end: Callable[[], None]


@pytest.fixture(scope="module")
def own_server(own_books) -> Iterator[OwnServer]:
    with contextlib.ExitStack() as until_the_end:
        yield OwnServer(until_the_end.enter_context(serving(own_books)), until_the_end.close)


def look(visitor, url: str, window: dict[str, int] = DESK) -> None:
    """Drop the files and have them looked at."""
    visitor.open(f"{url}/import_data", window=window)
    visitor.page.locator("input[type=file]").set_input_files(FILES)
    visitor.page.get_by_text("movimientos.csv").wait_for()
    step(visitor, "Look at them", "3. What is what?")


def step(visitor, button: str, then: str) -> None:
    """Press a button and wait for what it brings."""
    visitor.page.get_by_role("button", name=button, exact=True).click()
    visitor.page.get_by_text(then).locator("visible=true").first.wait_for(timeout=PATIENCE)
    visitor.ready()


def fits(visitor, name: str) -> None:
    """At a desk, in the dark and on a phone."""
    assert visitor.fits(), "the page scrolls sideways"
    assert violations(visitor.page) == []
    picture(visitor, f"{name}_light")
    with visitor.in_the_dark():
        assert violations(visitor.page, OF_COLOURS) == []
        picture(visitor, f"{name}_dark")
    with visitor.in_a_window(PHONE):
        assert violations(visitor.page, OF_PLACES) == []
        picture(visitor, f"{name}_phone")
    assert visitor.complaints() == []


def copies(books: Path) -> list[str]:
    return [path.name for path in books.rglob("*.csv")]


def test_three_files_of_a_bank_become_its_first_answer(own_server, own_books, visitor):
    before = Shelf(own_books).current()
    look(visitor, own_server.url)
    fits(visitor, "import_match")
    step(visitor, "Dry run", "5. Put it in use")
    assert visitor.headline == "717 of 717 rows are used; every amount is there to the cent."
    fits(visitor, "import_tried")
    assert Shelf(own_books).current() == before
    assert len(copies(own_books)) == len(FILES)
    step(visitor, "Publish", "Our bank is in use")
    visitor.page.get_by_text("40 customers held").wait_for()
    fits(visitor, "import_published")
    assert copies(own_books) == []
    visitor.page.get_by_role("link", name="Open the Overview").click()
    visitor.page.get_by_role("heading", name="Where do we stand?").wait_for()
    visitor.ready()
    assert visitor.headline.startswith("40 customers held")


def test_a_phone_and_a_server_that_ends_with_an_import_half_done_leave_nothing(own_server, own_books, visitor):
    """The way is begun on a phone; the server ends in good order, and nothing of what was uploaded stays."""
    look(visitor, own_server.url, PHONE)
    assert len(copies(own_books)) == len(FILES)
    visitor.page.goto("about:blank")  # the tab is used on: it must not miss this server when it ends
    own_server.end()
    assert copies(own_books) == []
