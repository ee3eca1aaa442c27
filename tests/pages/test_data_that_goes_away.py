"""The folder of the data taken away from under a running app: a sentence and what to do, and on again once it is back.
"""

from __future__ import annotations

import shutil

import pytest

from tests.pages.conftest import publish

GONE = "The data that was in use is no longer in"


@pytest.mark.parametrize("page", ["pareto", "data"])
def test_a_page_says_that_the_data_is_gone_and_answers_when_it_is_back(tmp_path, monkeypatch, visit, page):
    folder = tmp_path / "books"
    publish(folder)
    monkeypatch.setenv("CLIENTELA_DATA", str(folder))
    app = visit(page)
    assert not app.exception
    kept = tmp_path / "kept"
    shutil.move(folder, kept)
    app.run()
    assert not app.exception
    told = " ".join(each.value for each in [*app.error, *app.warning, *app.info, *app.markdown])
    assert GONE in told
    assert not folder.exists(), "no demo bank is built in its place"
    shutil.move(kept, folder)
    app.run()
    assert not app.exception
    assert not any(GONE in each.value for each in [*app.error, *app.warning, *app.markdown])
