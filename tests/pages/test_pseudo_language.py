"""No visible text of a page escapes translation: in a language that brackets every message, all words are in brackets.

Outside them only names from the bank's files, months and figures may stand.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from crm_core import open_book
from crm_core.contract import TABLES
from crm_core.language import LANGUAGES, conventions, in_language
from crm_core.question import Question
from tests.pages.conftest import ROOT
from tests.pages.test_pages import PAGES

SHAPES = ROOT / "tests" / "intake" / "shapes"
_BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
_MARKUP = re.compile(r"<[^>]*>|:[a-z]+(?:-badge)?\[|:material/[a-z_]+:|%\{[^}]*\}|&[a-z]+;|`[^`]*`")
_CODE = re.compile(r"\b(?=\w*\d)\w+\b")
"""Ids and versions: letters and digits in one."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_OURS = {"Clientela", "English", "Español", "EUR", "Pseudo", "CSV", "Parquet", "csv", "HHI"}
_ENCODINGS = {"UTF", "Windows", "Latin", "DOS"}
_DRAWN = {"text", "hovertext", "ticktext", "hovertemplate", "texttemplate", "title"}
"""What a reader can see of a figure."""


@pytest.fixture
def pseudo(monkeypatch):
    monkeypatch.setitem(LANGUAGES, "zz", "Pseudo")
    with in_language("zz"):  # AppTest asks for the words of options outside the run
        yield


def seen(app: AppTest) -> Iterator[str]:
    """Every text that a reader of the page can see, hear or point at."""
    for kind in (app.title, app.header, app.subheader, app.caption, app.info, app.warning, app.error):
        yield from (each.value for each in kind)
    method = {each.value for expander in app.expander for each in expander.markdown}
    yield from (each.value for each in app.markdown if each.value not in method)
    for each in app.metric:
        yield from (each.label, each.value, each.delta, each.help or "")
    for each in (*app.button, *app.selectbox, *app.multiselect, *app.slider, *app.number_input, *app.text_input,
                 *app.get("segmented_control"), *app.get("button_group"), *app.get("download_button"), *app.expander,
                 *app.get("popover"), *app.get("tab")):
        yield str(getattr(each, "label", "") or getattr(each.proto, "label", ""))
        yield str(getattr(each, "help", "") or "")
        yield from (str(option) for option in getattr(each, "options", ()) or () if isinstance(option, str))
    yield from (each.proto.popover.label for each in app.get("popover"))
    for chart in app.get("plotly_chart"):
        yield chart.proto.alt
        yield from drawn(json.loads(chart.proto.spec))
    for each in app.dataframe:
        columns = json.loads(each.proto.columns or "{}")
        yield from (str(column.get("label", "")) for column in columns.values())


def drawn(part: Any, key: str = "") -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name != "template":
                yield from drawn(value, name if isinstance(value, str | list) or key not in _DRAWN else key)
    elif isinstance(part, list):
        for value in part:
            yield from drawn(value, key)
    elif isinstance(part, str) and key in _DRAWN:
        yield part


def outside(text: str, names: set[str]) -> list[str]:
    """The words of a text that stand in no message and are no name of the bank's."""
    text = _MARKUP.sub(" ", text.replace("\\", ""))
    while _BRACKETED.search(text):
        text = _BRACKETED.sub(" ", text)
    return [word for word in _WORD.findall(_CODE.sub(" ", text)) if word not in names]


def names_of(folder) -> set[str]:
    """The words of all names in the book, and of months: they are as they are in every language."""
    with open_book(folder) as book:
        known = [str(value) for sql in (
            "select region_id from regions", "select name from regions", "select name from products",
            "select product_id from products", "select customer_id from customers", "select name from staff",
            "select name from branches", "select institution from market", "select counterpart from outflows",
            "select industry from region_industry", "select title from book_info",
        ) for value in book.read(Question("names", sql)).iloc[:, 0]]
    return {word for name in known for word in _WORD.findall(name)} | _OURS | {
        *conventions("en").months, *conventions("en").months_short}


@pytest.mark.parametrize("page", [*PAGES, "import_data"])
def test_no_visible_text_escapes_translation(shelf_folder, monkeypatch, pseudo, page):
    monkeypatch.setenv("CLIENTELA_DATA", str(shelf_folder))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["language"] = "zz"
    with in_language("zz"):  # AppTest writes the options of widgets in this thread
        app.run()
        if page != "overview":
            app.switch_page(f"pages/{page}.py").run()
        texts = list(seen(app))
    assert not app.exception
    names = names_of(shelf_folder)
    escaped = [f"{', '.join(words)} in: {text[:200]}" for text in texts if (words := outside(text, names))]
    assert not escaped, "\n".join(escaped)


def test_no_text_of_the_import_escapes_translation(shelf_folder, tmp_path, monkeypatch, pseudo):
    """From the first look to the end of the dry run. Names of files, columns and values are the bank's."""
    shutil.copytree(shelf_folder, tmp_path / "books")
    monkeypatch.setenv("CLIENTELA_DATA", str(tmp_path / "books"))
    files = [SHAPES / "accounts" / name for name in ("clientes.csv", "cuentas.csv", "movimientos.csv")]
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["language"] = "zz"
    with in_language("zz"):
        app.switch_page("pages/import_data.py").run()
        app.file_uploader[0].set_value([(path.name, path.read_bytes(), "text/csv") for path in files]).run()
        app.button(key="import_data.look").click().run()
        texts = list(seen(app))
        app.button(key="import_data.try").click().run()
        app.session_state["import_data.desk"].work.wait(60)
        texts += seen(app.run())
    assert not app.exception
    names = names_of(tmp_path / "books") | set(_WORD.findall(" ".join(path.read_text("cp1252") for path in files)))
    names |= set(_WORD.findall(" ".join(path.name for path in files))) | _ENCODINGS
    names |= {word for table in TABLES.values() for name in (table.name, *table.names) for word in _WORD.findall(name)}
    escaped = [f"{', '.join(words)} in: {text[:200]}" for text in texts if (words := outside(text, names))]
    assert not escaped, "\n".join(escaped)
