"""No page fails on an odd book: it answers, or says in a sentence why not."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests import odd_books
from tests.pages.conftest import app_at
from tests.pages.test_pages import PAGES, words
from tests.sentences import faults

BOOKS = odd_books.books()
OF_THE_BOOK = [name for name in PAGES if name not in ("decisions", "import_data", "lists")]
"""The pages that show something of the book, whatever people have made or brought. Each book is tried on every second
of them, the next one on the others: what a room makes of an odd book is tried on all of them (tests/whole_books)."""


def text_of(app: AppTest) -> str:
    """What a reader sees of the page, without the method, which speaks in general, and without names in tables."""
    metrics = [f"{each.label}\n{each.value}\n{each.delta}" for each in app.metric]
    method = [each.value for expander in app.expander for each in expander.markdown]
    return "\n".join([text for text in words(app).splitlines() if text not in "\n".join(method)] + metrics)


@pytest.fixture(scope="module", params=BOOKS)
def book(request, tmp_path_factory):
    return list(BOOKS).index(request.param), BOOKS[request.param]().publish(tmp_path_factory.mktemp("odd"))


def test_no_page_fails(book, monkeypatch):
    position, folder = book
    monkeypatch.setenv("CLIENTELA_DATA", str(folder))
    first, *others = OF_THE_BOOK[position % 2::2]
    app, failures = app_at(first).run(), {}
    for page in (first, *others):
        if page != first:
            app.switch_page(f"pages/{page}.py").run()
        if app.exception or app.error:
            failures[page] = [each.value for each in (*app.exception, *app.error)]
        elif not (app.header or app.info or app.subheader):
            failures[page] = words(app)
        elif marked := faults(text_of(app)):
            failures[page] = marked
    assert not failures
