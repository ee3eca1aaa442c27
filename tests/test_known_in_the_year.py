"""A measure that is known in another year or of other customers only is unknown here, and the next known is told."""

from __future__ import annotations

import pytest

from crm_core import CannotAnswer, ask, open_book
from crm_core.best_measure import best_measure, known_measures
from crm_core.rooms import dependence, overview, pareto, priorities, tiers
from crm_core.scope import Scope
from tests.odd_books import OddBook, business, people


def book_of(folder, amounts, **others):
    customers = people(24)
    return open_book(OddBook(customers, business(customers, 36, amounts=amounts), others).publish(folder))


def only_balances_of_the_third_month(n: int, t: int) -> dict:
    return {"balance": 100.0 + n if t == 2 else None, "net_interest_income": None, "turnover": None}


def test_balances_of_one_early_month_are_nothing_known_of_the_latest_year(tmp_path):
    with book_of(tmp_path, only_balances_of_the_third_month) as book:
        for room in ("overview", "pareto"):
            with pytest.raises(CannotAnswer, match="this year and these filters hold neither"):
                ask.ask(room, book, Scope())
        with pytest.raises(CannotAnswer, match=r"Balance is not known .* Choose another year"):
            pareto.answer(book.reader(), by="balance")
        assert known_measures(book.reader()) == pareto.measures(book.reader()) == ()
        early = overview.answer(book.reader(Scope(2)))
        assert (early.by, early.now.amount) == ("balance", sum(100.0 + n for n in range(24)))
        assert "0" not in ask.ask("customer", book, Scope(), customer="C5")["reading"].partition(" of ")[0]


def test_where_turnover_is_known_it_is_told_in_the_place_of_balances(tmp_path):
    """By hand: 24 customers move 7 a month."""
    def amounts(n, t):
        return only_balances_of_the_third_month(n, t) | {"turnover": 7.0}

    with book_of(tmp_path, amounts) as book:
        assert [best_measure(book.reader(Scope(back))) for back in (0, 1, 2)] == ["turnover", "turnover", "balance"]
        assert ask.ask("overview", book, Scope())["reading"].startswith(
            "24 customers moved €2.0K in the year to September 2026. That is as much as the year before.")
        assert pareto.answer(book.reader()).by == "turnover"
        assert pareto.answer(book.reader(Scope(2))).by == "balance"
        assert "had a turnover of €84" in ask.ask("customer", book, Scope(), customer="C5")["reading"]
        with pytest.raises(CannotAnswer, match="ranked by turnover instead"):
            pareto.answer(book.reader(), by="balance")
        with pytest.raises(CannotAnswer, match="Balance is not known"):
            overview.answer(book.reader(), by="balance")


def test_income_of_an_early_year_only_is_no_contribution_of_the_latest(tmp_path):
    def amounts(n, t):
        return {"balance": 1000.0, "net_interest_income": 10.0 + n if t < 12 else None}

    with book_of(tmp_path, amounts) as book:
        read = book.reader()
        assert (overview.answer(read).by, overview.answer(book.reader(Scope(2))).by) == ("balance", "contribution")
        for refused in (dependence.answer, priorities.answer):
            with pytest.raises(CannotAnswer, match="Contribution is not known"):
                refused(read)
        with pytest.raises(CannotAnswer, match="Contribution is not known"):
            tiers.outline(read, tiers.proposed(read, by="contribution", how="share", tiers=3, top=0.2))


def test_a_margin_without_a_balance_prices_nothing(tmp_path):
    """Balances of one early month and a rate card: revenue is known of that month alone."""
    rates = [{"product_id": each, "valid_from": "2020-01-01", "margin_rate": 0.12, "fee_per_month": None}
             for each in ("SAV", "LOAN")]
    with book_of(tmp_path, only_balances_of_the_third_month, rates=rates) as book:
        assert known_measures(book.reader()) == ()
        assert known_measures(book.reader(Scope(2))) == ("contribution", "balance")
        assert overview.answer(book.reader(Scope(2))).now.amount == pytest.approx(sum(1.0 + n / 100 for n in range(24)))


def test_a_year_of_which_the_measure_is_unknown_is_not_compared_with(tmp_path):
    def amounts(n, t):
        return {"balance": 5.0 if t == 2 else None, "turnover": 7.0 if t >= 24 else None}

    with book_of(tmp_path, amounts) as book:
        result = overview.answer(book.reader())
        assert (result.by, result.before) == ("turnover", None)
        assert pareto.curve_before(book.reader(), by="turnover") is None
        assert pareto.answer(book.reader()).stability is None


def test_balances_of_one_region_are_nothing_known_of_another(tmp_path):
    def amounts(n, t):
        return {"balance": 100.0 if n % 3 == 0 else None, "turnover": 7.0}

    with book_of(tmp_path, amounts) as book:
        assert best_measure(book.reader(Scope(0, ("N",)))) == "balance"
        assert best_measure(book.reader(Scope(0, ("S",)))) == "turnover"
        assert overview.answer(book.reader(Scope(0, ("S",)))).by == "turnover"
