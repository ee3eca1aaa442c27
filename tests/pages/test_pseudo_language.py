"""No visible text of a page escapes translation: in a language that brackets every message, all words are in brackets.

Outside them only names from the bank's files, months and figures may stand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from bench import planted_spanish
from crm_core import open_book
from crm_core.contract import TABLES
from crm_core.language import LANGUAGES, conventions, in_language
from crm_core.question import Question
from tests.intake.own_files import ACTIVITY, CUSTOMERS, PRODUCTS, build, write
from tests.pages.conftest import ROOT, app_at
from tests.pages.test_import_data import drop as dropped
from tests.pages.test_import_data import published, tried
from tests.pages.test_pages import PAGES

SHAPES = ROOT / "tests" / "intake" / "shapes"
_BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
_MARKUP = re.compile(r"<[^>]*>|:[a-z]+(?:-badge)?\[|:material/[a-z_]+:|%\{[^}]*\}|&[a-z]+;|`[^`]*`")
_CODE = re.compile(r"\b(?=\w*\d)\w+\b")
"""Ids and versions: letters and digits in one."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_OURS = {"Clientela", "English", "Español", "EUR", "Pseudo", "CSV", "Parquet", "csv", "HHI", "PowerPoint", "Excel",
         "HTML", "PDF"}
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


@cache
def names_of(folder) -> set[str]:
    """The words of all names in the book, and of months: they are as they are in every language."""
    with open_book(folder) as book:
        known = [str(value) for sql in (
            "select region_id from regions", "select name from regions", "select name from products",
            "select product_id from products", "select customer_id from customers", "select name from customers",
            "select name from staff", "select name from branches",
            "select institution from market", "select counterpart from outflows",
            "select industry from region_industry", "select title from book_info",
        ) for value in book.read(Question("names", sql)).iloc[:, 0]]
    return {word for name in known for word in _WORD.findall(name)} | _OURS | {
        *conventions("en").months, *conventions("en").months_short}


def names_of_tables() -> set[str]:
    """The words of the contract's tables and columns, by which files are called."""
    return {word for table in TABLES.values() for name in (table.name, *table.names) for word in _WORD.findall(name)}


def escaped(texts: Iterable[str], names: set[str]) -> str:
    """What escapes translation, a line each; empty when nothing does."""
    return "\n".join(f"{', '.join(words)} in: {text[:200]}" for text in texts if (words := outside(text, names)))


def opened(page: str) -> AppTest:
    """The app at a page, in the language of the brackets."""
    app = app_at(page)
    app.session_state["language"] = "zz"
    with in_language("zz"):  # AppTest writes the options of widgets in this thread
        app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("page", [*PAGES, "import_data"])
def test_no_visible_text_escapes_translation(shelf_folder, monkeypatch, pseudo, page):
    monkeypatch.setenv("CLIENTELA_DATA", str(shelf_folder))
    found = escaped(seen(opened(page)), names_of(shelf_folder))
    assert not found, found


@pytest.fixture(scope="module")
def told_much(tmp_path_factory):
    """A book with whatever Quality and Data tell: rejected rows, gaps, groups, likely duplicates, a former book."""
    folder = tmp_path_factory.mktemp("much")
    customers = planted_spanish.planted(60, 4, duplicated=0.2).customers
    ids = customers["customer_id"].tolist()
    rows = [f"{each},LOAN,2026-{month:02},{at},{3 - at % 5}" for month in (1, 2, 2, 4) for at, each in enumerate(ids)]
    text = "\n".join(["customer_id,product_id,month,balance,fee_income", *rows, "C-9,LOAN,soon,1,x\n"])
    groups = "".join(f"{each},G{at // 2},household\n" for at, each in enumerate(ids[:9]))
    files = {"customers": customers.to_csv(index=False), "groups": f"customer_id,group_id,kind\n{groups}"}
    write(folder / "files", activity=text, **files)
    build(folder / "files", into=folder / "books")
    same = f'[customers.same]\n"{ids[3]}" = "{ids[2]}"\n'
    write(folder / "files", activity=text.replace(",4,", ",,"), **files, **{"mapping.toml": same})
    build(folder / "files", into=folder / "books")
    return folder / "books"


@pytest.mark.parametrize("page", ["quality", "data", "pareto", "dependence"])
def test_no_visible_text_about_much_data_escapes_translation(told_much, monkeypatch, pseudo, page):
    monkeypatch.setenv("CLIENTELA_DATA", str(told_much))
    found = escaped(seen(opened(page)), names_of(told_much) | names_of_tables())
    assert not found, found


def test_no_text_of_the_import_escapes_translation(books, pseudo):
    """From the first look to the data in use, and back again. Names of files, columns and values are
    the bank's."""
    files = [SHAPES / "accounts" / name for name in ("clientes.csv", "cuentas.csv", "movimientos.csv")]
    app = opened("import_data")
    with in_language("zz"):
        texts = [*seen(dropped(app, *((path.name, path.read_bytes()) for path in files)))]
        texts += [*seen(tried(app)), *seen(published(app))]
        texts += [*seen(app.button(key="import_data.back").click().run())]
    assert not app.exception
    bank = " ".join([*(path.read_text("cp1252") for path in files), *(path.name for path in files), "mapping.toml"])
    found = escaped(texts, names_of(books) | set(_WORD.findall(bank)) | _ENCODINGS | names_of_tables())
    assert not found, found


@pytest.mark.parametrize("activity", [
    ACTIVITY + "C1,SAVINGS,soon,7.00\nC1,SAVINGS,2025-09-01,7x\n",
    "customer_id,product_id,month,balance\nC9,LOAN,2026-01,7\n"])
def test_no_text_of_an_import_that_is_refused_escapes_translation(books, pseudo, activity):
    """Over the limit, with a month that is missing; and without any row of activity."""
    app = opened("import_data")
    with in_language("zz"):
        dropped(app, ("customers.csv", CUSTOMERS.encode()), ("products.csv", PRODUCTS.encode()),
                ("activity.csv", activity.encode()), ("bank.xlsx", b"hello"), ("notes.txt", b"Nothing\n"))
        texts = [*seen(app), *seen(tried(app))]
    assert not app.exception
    bank = set(_WORD.findall(f"{CUSTOMERS} {PRODUCTS} {activity} bank.xlsx notes.txt Nothing rejected"))
    found = escaped(texts, names_of(books) | bank | _ENCODINGS | names_of_tables())
    assert not found, found
