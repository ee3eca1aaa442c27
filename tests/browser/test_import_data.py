"""Files dropped in a browser, to the first answer; the page at every step fits and can be used by everybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_core.intake.demo import build_demo
from crm_core.warehouse import Shelf
from tests.browser.conftest import MODES, PATIENCE, READY, picture, serving
from tests.browser.test_app import violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SHAPES = Path(__file__).resolve().parents[1] / "intake" / "shapes"
FILES = [SHAPES / "accounts" / name for name in ("clientes.csv", "cuentas.csv", "movimientos.csv")]


@pytest.fixture(scope="module")
def own_books(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    build_demo(Shelf(folder), customers=1_000, seed=1, memory_limit="500MB", threads=1)
    return folder


@pytest.fixture(scope="module")
def own_server(own_books):
    with serving(own_books) as url:
        yield url


def step(visitor, button: str, then: str) -> None:
    """Press a button and wait for what it brings."""
    visitor.page.get_by_role("button", name=button, exact=True).click()
    visitor.page.get_by_text(then).locator("visible=true").first.wait_for(timeout=PATIENCE)
    visitor.ready()


def fits(visitor) -> None:
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
    assert violations(visitor.page) == []
    assert visitor.errors == visitor.outside == []


def copies(books: Path) -> list[str]:
    return [path.name for path in books.rglob("*.csv")]


@pytest.mark.parametrize("mode", MODES)
def test_three_files_of_a_bank_become_its_first_answer(own_server, own_books, visitors, mode):
    visitor = visitors(mode)
    before = Shelf(own_books).current()
    visitor.open(f"{own_server}/import_data")
    visitor.page.locator("input[type=file]").set_input_files(FILES)
    visitor.page.get_by_text("movimientos.csv").wait_for()
    step(visitor, "Look at them", "3. What is what?")
    fits(visitor)
    picture(visitor, f"import_match_{mode}")
    step(visitor, "Dry run", "5. Put it in use")
    assert visitor.headline == "717 of 717 rows are used; every amount is there to the cent."
    fits(visitor)
    picture(visitor, f"import_tried_{mode}")
    assert Shelf(own_books).current() == before
    assert len(copies(own_books)) == len(FILES)
    step(visitor, "Publish", "Our bank is in use")
    visitor.page.get_by_text("40 customers held").wait_for()
    fits(visitor)
    assert copies(own_books) == []
    visitor.page.get_by_role("link", name="Open the Overview").click()
    visitor.page.get_by_role("heading", name="Where do we stand?").wait_for()
    visitor.ready()
    assert visitor.headline.startswith("40 customers held")
    visitor.page.goto("about:blank")  # the tab is used on: it must not miss this server when it ends
    Shelf(own_books).use(before.removeprefix("book-").removesuffix(".duckdb"))


def test_leaving_the_app_removes_what_was_uploaded(own_books, browser):
    """The server ends in good order: nothing of an unfinished import stays."""
    with serving(own_books) as url:
        page = browser.new_context().new_page()
        page.goto(f"{url}/import_data")
        page.wait_for_function(READY, timeout=PATIENCE)
        page.locator("input[type=file]").set_input_files(FILES)
        page.get_by_role("button", name="Look at them").click()
        page.get_by_text("3. What is what?").wait_for(timeout=PATIENCE)
        assert len(copies(own_books)) == len(FILES)
        page.context.close()
    assert copies(own_books) == []
