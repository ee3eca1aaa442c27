"""What a reader must know of every figure: written by the build, said by `ask`, exports and the title of every page."""

from __future__ import annotations

import datetime as dt

from crm_core import open_book
from crm_core.ask import ask
from crm_core.caveats import Caveat, caveats
from crm_core.intake.draft import Terms, drafting
from crm_core.language import in_language
from crm_core.language.stored import stored
from crm_core.scope import Scope
from crm_core.warehouse import Shelf


def publish(folder, rows_by_month: list[int], *, source: str = "files", terms: Terms | None = None,
            rates: bool = False):
    months = [dt.date(2023 + back // 12, back % 12 + 1, 1) for back in range(len(rows_by_month))]
    with drafting(Shelf(folder), source=source, terms=terms or Terms("Bank")) as draft:
        run = draft.connection.execute
        run("insert into products values ('SAV', 'Savings', 'deposits')")
        run("insert into customers (customer_id, customer_type, region_id, joined_on)"
            " select 'C' || i, 'individual', 'N', date '2020-01-01' from range(?) as t(i)", [max(rows_by_month)])
        for month, rows in zip(months, rows_by_month, strict=True):
            run("insert into activity (customer_id, product_id, month, balance)"
                " select 'C' || i, 'SAV', ?, 100 from range(?) as t(i)", [month, rows])
        if rates:
            run("insert into rates values ('SAV', date '2020-01-01', 0.02, 0, 0, 0, 0, 0)")
        draft.finish("x")
    return open_book(folder)


def labels(book) -> list[str]:
    return [each.label for each in caveats(book.reader())]


def test_a_banks_own_figures_need_no_caveat(tmp_path):
    with publish(tmp_path, [50] * 14) as book:
        assert labels(book) == []


def test_generated_data_prices_of_a_card_and_what_the_source_states_stand_in_this_order(tmp_path):
    stated = Terms("Bank", caveats=(("Partial ledger", "Some accounts are missing."),))
    with publish(tmp_path, [50] * 14, source="demo", terms=stated, rates=True) as book:
        assert labels(book) == ["Demo data", "Partial ledger", "Rate card prices"]
        assert caveats(book.reader())[1] == Caveat("Partial ledger", "Some accounts are missing.")


def test_a_month_left_out_is_said_with_its_reason(tmp_path):
    with publish(tmp_path, [50] * 14 + [20]) as book:
        (found,) = caveats(book.reader())
        assert found == Caveat("March 2024 left out", "March 2024 is left out of every figure because it is not "
                               "complete. It has 20 rows of activity where about 50 are usual.")
        assert ask("overview", book, Scope())["caveats"] == [found.sentence]


def test_a_fall_of_coverage_inside_the_book_is_said_once_with_its_month(tmp_path):
    with publish(tmp_path, [2000] * 12 + [60] * 12) as book:
        (found,) = caveats(book.reader())
        assert found == Caveat(
            "Coverage changes", "The rows of activity fell by 97% in January 2024, from about 2,000 to 60; a "
            "comparison across that month compares different customers.")


def test_a_book_is_written_once_and_says_its_caveats_in_any_language(tmp_path):
    stated = Terms("Bank", caveats=((stored("Partial ledger"), "Escrito por el banco: {así}."),))
    with publish(tmp_path, [2000] * 12 + [60] * 12, terms=stated) as book, in_language("es"):
        found = caveats(book.reader())
        assert found == (
            Caveat("Libro mayor parcial", "Escrito por el banco: {así}."),
            Caveat("Cambia la cobertura", "Las filas de actividad cayeron un 97\N{NO-BREAK SPACE}% en enero de 2024, "
                   "de unas 2.000 a 60; una comparación entre antes y después de ese mes compara clientes distintos."))
        assert ask("overview", book, Scope())["caveats"] == [each.sentence for each in found]
