"""The Import page: files are brought, looked at, matched, tried and published, and nothing of them stays."""

from __future__ import annotations

import importlib
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from crm_core import contract
from crm_core.language import in_language
from crm_core.warehouse import Shelf
from crm_core.workspace import Workspace
from pages.parts.import_data.match import TITLES
from tests.intake.own_files import ACTIVITY, CUSTOMERS, PRODUCTS, write
from tests.pages.conftest import ROOT, publish
from tests.pages.test_pages import words

SHAPES = ROOT / "tests" / "intake" / "shapes"
ACCOUNTS = ("clientes.csv", "cuentas.csv", "movimientos.csv")
LOG = ("sales_log.csv",)


@pytest.fixture
def app(books) -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).switch_page("pages/import_data.py").run()


@pytest.fixture
def taken(monkeypatch, tmp_path):
    """`taken(name)` → what the button of a file gives, and what is then last in the log of files: page, name, rows."""
    offered, button = {}, st.download_button

    def offer(label: str, data: Any, name: str, *rest: Any, **options: Any) -> bool:
        offered[name] = data
        return button(label, data, name, *rest, **options)

    def take(name: str) -> tuple[bytes, tuple[str, str, int]]:
        content = offered[name]()
        entry = Workspace().exports.latest()[0]
        return content, (entry.page, entry.file_name, entry.rows)

    monkeypatch.setattr(st, "download_button", offer)
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path}/log/workspace.sqlite")
    return take


def drop(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    app.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files]).run()
    return app.button(key="import_data.look").click().run()


def dropped(app: AppTest, folder: str, names: tuple[str, ...]) -> AppTest:
    return drop(app, *((name, (SHAPES / folder / name).read_bytes()) for name in names))


def small(**changed: str) -> list[tuple[str, bytes]]:
    files = {"customers": CUSTOMERS, "products": PRODUCTS, "activity": ACTIVITY} | changed
    return [(f"{name}.csv", text.encode()) for name, text in files.items()]


def tried(app: AppTest, button: str = "import_data.try") -> AppTest:
    app.button(key=button).click().run()
    return waited(app)


def waited(app: AppTest) -> AppTest:
    """Until the dry run is done: the browser looks again by itself, which a test does not."""
    while (work := app.session_state["import_data.desk"].work) is not None:
        work.wait(60)
        app.run()
    return app


def published(app: AppTest) -> AppTest:
    return app.button(key="import_data.publish").click().run()


def left(books: Path) -> list[str]:
    """What lies in the folder of the books beside the books themselves."""
    return sorted(path.name for path in books.rglob("*") if path.is_file() and path.suffix != ".duckdb"
                  and path.name not in ("current", "building.lock"))


def asked(app: AppTest, kind: str, beginning: str):
    """The place for the answer to a question that begins so."""
    return next(each for each in getattr(app, kind) if each.label.startswith(beginning))


def control(app: AppTest, kind: str, label: str):
    return next(each for each in getattr(app, kind) if each.label == label)


def sound(app: AppTest) -> AppTest:
    assert not app.exception
    assert not app.error, words(app)
    return app


# the way through


@pytest.mark.parametrize(("folder", "names", "said"), [
    ("accounts", ACCOUNTS, "717 of 717 rows are used; every amount is there to the cent."),
    ("sales_log", LOG, "282 of 282 rows are used; every amount is there to the cent."),
])
def test_files_are_dropped_tried_published_and_the_first_answer_stands_there(app, books, folder, names, said):
    before = Shelf(books).current()
    dropped(sound(app), folder, names)
    assert {name for name in left(books) if name.endswith(".csv")} == set(names)
    tried(sound(app))
    assert app.header[0].value == said
    assert Shelf(books).current() == before, "nothing is in use yet"
    published(sound(app))
    sound(app)
    assert Shelf(books).current() != before
    assert "Our bank is in use" in words(app)
    assert " customers" in words(app)
    assert "Open the Overview" in [link.proto.label for link in app.get("page_link")]
    assert [name for name in left(books) if not name.endswith(".toml")] == [], "what was uploaded is gone"


def test_nothing_is_asked_of_files_that_cannot_be_read(app):
    drop(app, ("empty.csv", b""), ("statement.csv", b"%PDF-1.7\n1 0 obj"))
    said = " ".join(each.value for each in [*app.info, *app.warning])
    assert "is a PDF by its content" in said
    assert "empty.csv is empty. Export it again, or remove it." in said
    assert "3. What is what?" not in words(app)


def test_the_dry_run_waits_until_every_table_has_its_file(app):
    drop(app, ("people.csv", b"customer_id;name\n1;Ana\n2;Luis\n"))
    assert app.button(key="import_data.try").disabled
    assert "Choose above first which file holds them" in words(app)


def test_rows_of_some_values_are_left_out_by_a_click(app):
    log = (b"customer_id,date,amount,approved\n1,2026-01-03,10.50,yes\n2,2026-01-14,20.00,no\n"
           b"1,2026-02-11,3.00,yes\n1,2026-02-13,7.00,yes\n")
    drop(app, ("sales.csv", log))
    next(each for each in app.button_group if "yes" in each.value).set_value(["yes"]).run()
    assert app.session_state["import_data.desk"].recipe.ways("activity")[0]["only"] == {"approved": ["yes"]}
    next(each for each in app.button_group if "yes" in each.value).set_value([]).run()
    assert "only" not in app.session_state["import_data.desk"].recipe.ways("activity")[0]


def test_a_month_is_understood_as_people_write_it(app):
    drop(app, ("churn.csv", b"CustomerId,Geography,Balance\n1,Spain,10.50\n2,France,20.25\n3,Spain,0\n"))
    desk = app.session_state["import_data.desk"]
    unsaid, understood = desk.recipe, {}
    for typed in ("2026-03", "2026-3", "03/2026", "3.2026", "2026/03"):
        asked(app, "text_input", "Which month").set_value(typed).run()
        understood[typed] = desk.recipe.ways("activity")[0]["snapshot_month"]
        app.button(key="import_data.undo").click().run()
        assert desk.recipe == unsaid
    assert set(understood.values()) == {"2026-03"}, understood


def test_a_last_month_that_is_complete_is_marked_and_the_first_of_a_fiscal_year_chosen(app):
    dropped(app, "sales_log", LOG)
    control(app, "checkbox", "The last month is complete").check().run()
    assert app.session_state["import_data.desk"].recipe.sections["book"]["last_month"] == "complete"
    control(app, "checkbox", "The last month is complete").uncheck().run()
    control(app, "selectbox", "Fiscal year starts in").set_value(7).run()
    assert app.session_state["import_data.desk"].recipe.sections["book"]["fiscal_year_starts"] == 7
    control(app, "selectbox", "Fiscal year starts in").set_value(1).run()
    assert not {"last_month", "fiscal_year_starts"} & set(app.session_state["import_data.desk"].recipe.sections["book"])


def test_what_stands_in_the_way_of_a_wide_sheet_is_asked_and_then_it_can_be_tried(app):
    dropped(app, "wide", ("wide_snapshot.csv",))
    assert "Which month do the balances of wide" in words(app)
    assert app.button(key="import_data.try").disabled
    asked(app, "text_input", "Which month").set_value("March").run()
    assert "Write a month such as" in " ".join(each.value for each in app.warning)
    asked(app, "text_input", "Which month").set_value("2026-03").run()
    asked(app, "text_input", "Which year").set_value("2026").run()
    asked(app, "selectbox", "Which product").set_value("CARD").run()
    assert not app.button(key="import_data.try").disabled
    assert "CARD" in [each.value for each in app.text_input if each.label == "Value"]
    tried(app)
    assert app.header[0].value.startswith("50 of 50 rows are used")


def test_a_folder_by_its_path_is_read_where_it_is(app, books, tmp_path):
    bank = write(tmp_path / "bank")
    app.segmented_control(key="import_data.way").set_value("path").run()
    app.text_input(key="import_data.path").set_value(str(bank)).run()
    app.button(key="import_data.look").click().run()
    assert [each.value for each in app.selectbox if each.label == "From"] == [""] * 3, "their names say what they are"
    tried(app)
    assert app.header[0].value == "7 of 7 rows are used; every amount is there to the cent."
    published(app)
    assert "bank is in use" in words(app)
    assert sorted(path.name for path in bank.iterdir()) == ["activity.csv", "customers.csv", "products.csv"]
    app.button(key="import_data.back").click().run()
    assert "Version" in words(app)


def test_a_database_is_read_by_its_address(app, tmp_path):
    with sqlite3.connect(tmp_path / "b.sqlite") as connection:
        connection.execute("create table sales (customer_id text, invoice_date text, amount real)")
        connection.executemany("insert into sales values (?, ?, ?)",
                               [(f"C{number % 4}", f"2026-0{1 + number % 3}-{10 + number}", number + 0.5)
                                for number in range(18)])
    app.segmented_control(key="import_data.way").set_value("database").run()
    app.text_input(key="import_data.url").set_value(f"sqlite+pysqlite:///{tmp_path / 'b.sqlite'}").run()
    app.text_area(key="import_data.tables").set_value("sales").run()
    app.button(key="import_data.look").click().run()
    tried(sound(app))
    assert app.header[0].value == "18 of 18 rows are used; every amount is there to the cent."


# what goes wrong


def test_what_cannot_be_read_is_said_and_nothing_stays(app, books):
    app.segmented_control(key="import_data.way").set_value("path").run()
    app.text_input(key="import_data.path").set_value("/nowhere").run()
    app.button(key="import_data.look").click().run()
    assert "There is no '/nowhere' on the machine" in app.warning[0].value
    assert left(books) == []


def test_over_the_limit_the_reasons_stand_before_the_button_and_publishing_is_by_hand(app, books, taken):
    before = Shelf(books).current()
    drop(app, *small(activity=ACTIVITY + "C1,SAVINGS,soon,7.00\n"))
    tried(sound(app))
    said = words(app)
    assert "More than 5% would be missing, so this is not published by itself" in said
    assert "month 'soon' is not" in said
    assert "activity.csv: 1 of 4 rows (25%)" in " ".join(each.value for each in app.warning)
    assert app.button(key="import_data.publish").label == "Publish all the same"
    assert Shelf(books).current() == before
    content, entry = taken("rejected-activity.csv")
    assert b"C1,SAVINGS,soon,7.00" in content
    assert entry == ("import_data", "rejected-activity.csv", 1)
    published(app)
    assert Shelf(books).current() != before


def test_files_that_make_no_book_say_why_and_hand_their_rows_back(app, books, taken):
    before = Shelf(books).current()
    drop(app, *small(activity="customer_id,product_id,month,balance\nC9,SAVINGS,2026-01,7\n"))
    tried(sound(app))
    assert "The required table 'activity' has 1 row, and it was rejected." in app.warning[0].value
    assert "Rejected rows of activity" in [each.label for each in app.get("download_button")]
    content, entry = taken("activity.csv")
    assert b"C9,SAVINGS,2026-01,7" in content
    assert entry == ("import_data", "activity.csv", 1)
    app.button(key="import_data.restart").click().run()
    assert left(books) == []
    assert Shelf(books).current() == before


def test_a_file_that_is_none_has_its_reason_under_its_name(app):
    drop(app, ("bank.xlsx", b"hello"), *small())
    assert any("bank.xlsx" in each.value for each in app.warning)
    assert "can" in app.warning[0].value


def test_words_of_the_bank_in_files_of_our_names_are_translated_by_a_drop_down(app):
    drop(app, *small(products=PRODUCTS.replace("deposits", "Ahorro")))
    control(app, "selectbox", "Ahorro").set_value("deposits").run()
    way, = app.session_state["import_data.desk"].recipe.ways("products")
    assert way["values"] == {"family": {"Ahorro": "deposits"}}
    tried(sound(app))
    assert app.header[0].value == "7 of 7 rows are used; every amount is there to the cent."


# corrected, undone, stopped, left


def test_a_separator_is_corrected_and_the_proposal_follows(app):
    text = "id~when~paid\nC1~2026-01-05~10.5\nC2~2026-02-05~3.25\n"
    drop(app, ("log.csv", text.encode()))
    control(app, "selectbox", "Separator").set_value("|").run()
    sound(app)
    assert "|" in app.session_state["import_data.desk"].recipe.toml()
    control(app, "selectbox", "Separator").set_value("").run()
    assert '"|"' not in app.session_state["import_data.desk"].recipe.toml()


def test_a_choice_changes_the_recipe_and_is_taken_back(app):
    dropped(app, "sales_log", LOG)
    desk = app.session_state["import_data.desk"]
    before = desk.recipe
    control(app, "selectbox", "Customer type").set_value("constant").run()
    assert desk.recipe.ways("customers")[0]["fixed"] == {"customer_type": "individual"}
    app.button(key="import_data.undo").click().run()
    assert desk.recipe == before
    assert app.button(key="import_data.undo").disabled


def test_a_file_that_is_removed_leaves_the_controls_of_the_others(app):
    dropped(app, "accounts", ACCOUNTS)
    next(each for each in app.button if each.label == "Remove").click().run()
    way, = app.session_state["import_data.desk"].recipe.ways("activity")
    files = [each.value for each in app.selectbox if each.label == "From"]
    assert files == ["clientes.csv", way["file"]] == ["clientes.csv", "movimientos.csv"]
    assert "Not used: cuentas.csv" not in words(app), "its accounts are still looked up"


def test_the_recipe_is_edited_as_text_and_what_is_no_recipe_is_refused(app):
    dropped(app, "sales_log", LOG)
    desk = app.session_state["import_data.desk"]
    app.text_area[0].set_value(desk.recipe.toml() + "[nothing]\n").run()
    app.button(key="import_data.apply").click().run()
    assert "'nothing' is no section" in app.warning[0].value
    app.text_area[0].set_value(desk.recipe.toml().replace('region_id = "Country"\n', "")).run()
    app.button(key="import_data.apply").click().run()
    assert "The recipe was taken as you wrote it." in words(app)
    assert control(app, "selectbox", "Region ID").value == "none", "the controls say what the recipe says"
    assert "region_id" not in desk.recipe.ways("customers")[0]["columns"]


def test_what_was_done_is_still_there_after_a_look_at_another_page(app):
    dropped(app, "sales_log", LOG)
    control(app, "selectbox", "Customer type").set_value("constant").run()
    tried(app)
    app.switch_page("pages/data.py").run()
    app.switch_page("pages/import_data.py").run()
    assert app.header[0].value.startswith("282 of 282 rows are used")
    app.button(key="import_data.discard").click().run()
    assert app.session_state["import_data.desk"].recipe.ways("customers")[0]["fixed"] == {"customer_type": "individual"}


def test_starting_over_removes_the_copies(app, books):
    dropped(app, "sales_log", LOG)
    tried(app)
    app.button(key="import_data.restart").click().run()
    assert left(books) == []
    assert app.file_uploader


def test_a_dry_run_that_is_stopped_leaves_everything_as_it_was(app, books, monkeypatch):
    before = Shelf(books).current()
    dropped(app, "sales_log", LOG)
    trying = importlib.import_module("pages.parts.import_data.trying")  # the package has a function of its name
    real = trying.try_out

    def stopped(folder, shelf, *, cancel, **how):
        app_desk.work.cancel()
        return real(folder, shelf, cancel=cancel, **how)

    app_desk = app.session_state["import_data.desk"]
    monkeypatch.setattr(trying, "try_out", stopped)
    monkeypatch.setattr(trying.Work, "__init__", _late(trying.Work.__init__))
    tried(app)
    assert "The dry run was stopped. Everything is as it was." in " ".join(each.value for each in app.info)
    assert Shelf(books).current() == before
    assert {name for name in left(books) if name.endswith(".csv")} == set(LOG)
    assert not list(books.rglob("book.tmp*"))


def _late(begin):
    """The thread waits until the desk knows of it, as it would after a click."""

    def init(self, make):
        def wait(progress, cancel):
            time.sleep(0.3)
            return make(progress, cancel)

        begin(self, wait)

    return init


def test_months_that_are_missing_are_told_in_words(app):
    drop(app, *small(activity=ACTIVITY + "C1,SAVINGS,2025-09,7.00\n"))
    tried(sound(app))
    assert "Oct 2025, Nov 2025" in words(app)


def test_every_table_of_the_contract_has_a_name_on_the_desk():
    assert TITLES.keys() == contract.TABLES.keys()


# one customer, once

TWINS = ("customer_id,customer_type,region_id,joined_on,name,NIF,Fecha de nacimiento\n"
         "C1,individual,NORTE,2020-01-01,Ana Ruiz Gil,12345678Z,1970-03-04\n"
         "C2,individual,SUR,2021-06-15,Ana Ruiz Gil,12345678Z,1970-03-04\n"
         "C3,individual,SUR,2021-06-15,Luis Soto Vega,87654321X,1980-05-06\n"
         "C4,individual,SUR,2022-06-15,Luis Soto Vega,87654321X,1980-05-06\n")


def decide(app: AppTest, answer: str) -> AppTest:
    return next(each for each in app.button if str(each.key).startswith("import_data.duplicates.")
                and str(each.key).endswith(f".{answer}")).click().run()


def test_duplicates_are_decided_pair_by_pair_tried_again_undone_and_kept_for_next_month(app):
    files = small(customers=TWINS)
    drop(app, *files)
    desk = app.session_state["import_data.desk"]
    assert desk.recipe.ways("customers")[0]["identity"] == {"tax_id": "NIF", "birth_date": "Fecha de nacimiento"}
    tried(sound(app))
    assert "2 pairs of customers are likely one customer each" in words(app)
    assert "import_data.try_decided" not in [each.key for each in app.button]
    decide(sound(app), "same")
    decide(sound(app), "different")
    before = desk.recipe
    tried(app, "import_data.try_decided")
    assert desk.recipe.ways("customers")[0]["same"] == {"C2": "C1"}
    assert desk.recipe.ways("customers")[0]["different"] == [["C3", "C4"]]
    assert desk.trial.kept.of("customers").now == 3
    assert "likely one customer" not in words(sound(app))
    after = desk.recipe
    app.button(key="import_data.undo").click().run()
    assert desk.recipe == before
    tried(sound(app))
    assert "2 pairs of customers" in words(app)
    decide(app, "same")
    decide(app, "different")
    published(tried(app, "import_data.try_decided"))
    drop(sound(app), *files)
    waited(next(each for each in app.button if each.label == "Use it: dry run").click().run())
    assert desk.recipe.ways("customers") == after.ways("customers")
    assert desk.trial.kept.of("customers").now == 3


def test_what_tells_who_somebody_is_can_be_chosen_and_is_said_to_be_kept_nowhere(app):
    drop(app, *small(customers=TWINS.replace("NIF", "Clave")))
    desk = app.session_state["import_data.desk"]
    assert "used to find likely duplicates, and never kept in the data" in words(sound(app))
    assert control(app, "selectbox", "Date of birth").value == "Fecha de nacimiento"
    assert control(app, "selectbox", "Tax number").value == ""
    control(app, "selectbox", "Tax number").set_value("Clave").run()
    control(app, "selectbox", "Date of birth").set_value("").run()
    assert desk.recipe.ways("customers")[0]["identity"] == {"tax_id": "Clave"}
    assert control(sound(app), "selectbox", "Tax number").value == "Clave"
    app.button(key="import_data.undo").click().run()
    assert "birth_date" in desk.recipe.ways("customers")[0]["identity"]


def test_more_customers_than_a_build_compares_are_told(app, monkeypatch):
    monkeypatch.setattr("crm_core.intake.files.identity.MAX_AT_BUILD", 3)
    monkeypatch.setattr("pages.parts.import_data.one_customer.MAX_AT_BUILD", 3)
    drop(app, *small(customers=TWINS))
    tried(app)
    assert "There are 4 customers: a dry run looks for likely duplicates among 3 at most" in words(sound(app))
    assert "likely one customer" not in words(app)


def test_who_is_not_sure_is_not_asked_again_and_what_was_not_tried_is_kept_for_next_time(app, books):
    drop(app, *small(customers=TWINS))
    tried(app)
    decide(app, "unsure")
    assert "import_data.try_decided" not in [each.key for each in app.button]
    decide(sound(app), "same")
    assert "is not in this data yet" in words(app)
    published(app)
    sound(app)
    kept = next((books / "recipes").glob("*.toml")).read_text()
    assert '"C4" = "C3"' in kept or 'C4 = "C3"' in kept
    assert "C2 =" not in kept


# next month


def test_next_month_the_recipe_is_offered_and_one_click_runs_it(app):
    log = (SHAPES / "sales_log" / "sales_log.csv").read_bytes()
    drop(app, ("sales_2026-03.csv", log))
    control(app, "text_input", "Title of the data").set_value("Ventas").run()
    control(app, "selectbox", "Customer type").set_value("constant").run()
    published(tried(app))
    drop(app, ("sales_2026-04.csv", log))
    assert "These are files like those of Ventas" in words(app)
    waited(next(each for each in app.button if each.label == "Use it: dry run").click().run())
    assert app.header[0].value.startswith("282 of 282 rows are used")
    recipe = app.session_state["import_data.desk"].recipe
    assert recipe.ways("customers")[0]["file"] == "sales_2026-04.csv"
    assert recipe.ways("customers")[0]["fixed"] == {"customer_type": "individual"}


def test_a_month_that_was_said_is_asked_again(app):
    text = b"id,product,balance\nC1,Savings account,100.50\nC2,Savings account,20\nC3,Savings account,7\n"
    drop(app, ("balances.csv", text))
    asked(app, "text_input", "Which month").set_value("2026-03").run()
    published(tried(sound(app)))
    drop(app, ("balances.csv", text))
    month = control(app, "text_input", "Month of the balances, as the files have no date")
    assert month.value == "2026-04"
    waited(next(each for each in app.button if each.label == "Use it: dry run").click().run())
    assert app.session_state["import_data.desk"].recipe.ways("activity")[0]["snapshot_month"] == "2026-04"


# who may


@pytest.mark.parametrize(("setting", "address", "allowed"), [
    ("", "localhost", True), ("", "127.0.0.1", True), ("", "0.0.0.0", False), ("", "bank.example", False),
    ("on", "0.0.0.0", True), ("off", "localhost", False), ("maybe", "localhost", False),
])
def test_where_the_app_is_served_to_many_data_is_loaded_only_if_somebody_says_so(
        books, monkeypatch, setting, address, allowed):
    from streamlit import config

    monkeypatch.setenv("CLIENTELA_IMPORT", setting)
    former = config.get_option("server.address")
    config.set_option("server.address", address)
    try:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).switch_page("pages/import_data.py").run()
    finally:
        config.set_option("server.address", former)
    assert bool(app.file_uploader) is allowed
    if not allowed:
        assert "CLIENTELA" in app.info[0].value.replace("\\", "")


def test_where_data_may_not_be_changed_nobody_goes_back_to_earlier_data_either(books, monkeypatch):
    publish(books, tag="second")

    def ways_back() -> list[str]:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).switch_page("pages/data.py").run()
        return [each.label for each in app.button if each.label.startswith("Use version")]

    assert ways_back()
    monkeypatch.setenv("CLIENTELA_IMPORT", "off")
    assert not ways_back()


# without data


@pytest.mark.parametrize("pointer", ["", "book-00000000deadbeef.duckdb"])
def test_the_page_needs_no_data_and_makes_none_up(tmp_path, monkeypatch, pointer):
    """A first visitor, and one whose data an earlier version of the program made."""
    monkeypatch.setenv("CLIENTELA_DATA", str(tmp_path / "books"))
    if pointer:
        (tmp_path / "books").mkdir()
        (tmp_path / "books" / "current").write_text(pointer)
        (tmp_path / "books" / pointer).write_bytes(b"nonsense" * 1000)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).switch_page("pages/import_data.py").run()
    assert ("cannot be read as a book" if pointer else "There is no data yet.") in words(sound(app)).replace("\\", "")
    dropped(app, "sales_log", LOG)
    tried(sound(app))
    assert "There is no data in use to compare with." in words(app)
    published(app)
    assert "Our bank is in use" in words(sound(app))
    assert " customers" in words(app)


# in Spanish


def test_the_whole_way_speaks_spanish(books):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["language"] = "es"
    with in_language("es"):  # AppTest writes the options of widgets in this thread
        app.switch_page("pages/import_data.py").run()
        dropped(app, "accounts", ACCOUNTS)
        tried(app)
        assert app.header[0].value == "Se usan 717 de 717 filas; todos los importes están, al céntimo."
        published(app)
        assert "Nuestra entidad: en uso" in words(app)


def test_what_a_click_begins_speaks_spanish_too(books):
    """Callbacks run before the page, and so before it says which language is spoken."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["language"] = "es"
    with in_language("es"):
        app.switch_page("pages/import_data.py").run()
        drop(app, *small(activity="customer_id,product_id,month,balance\nC9,SAVINGS,2026-01,7\n"))
        tried(app)
        assert "La tabla obligatoria 'activity' tiene 1 fila" in app.warning[0].value
        app.button(key="import_data.restart").click().run()
        dropped(app, "wide", ("wide_snapshot.csv",))
        app.button(key="import_data.propose").click().run()
        assert "¿A qué mes se refieren los saldos" in words(app)
