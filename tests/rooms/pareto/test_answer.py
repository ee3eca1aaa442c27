"""Pareto from a real book: the cube and the opened buckets give what a loop over all customers gives."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from crm_core import CannotAnswer, NobodyInScope, open_book
from crm_core.amounts import Money
from crm_core.intake.draft import Terms, drafting
from crm_core.question import Question
from crm_core.rooms import pareto
from crm_core.scope import Scope
from crm_core.warehouse import Shelf
from tests.tiny_books import Customer, publish

EUR = Money("EUR")
EVERYBODY = Question("everybody", "select * from customer_years where years_ago = :years_ago")


@pytest.fixture(scope="module")
def dense_book(tmp_path_factory):
    """Many customers a bucket: near 400 a bucket is 1.00 wide and holds dozens."""
    rng = np.random.default_rng(11)
    people = [
        Customer(
            round(float(rng.normal(400, 3)) if rng.random() < 0.5 else float(rng.lognormal(5, 1.5) - 120), 2),
            region=str(rng.choice(["NORTE", "SUR", "ESTE"])),
            kind=str(rng.choice(["individual", "business", "corporate"], p=[0.8, 0.15, 0.05])),
            balance=round(float(rng.lognormal(8, 1)), 2),
            turnover=round(float(rng.lognormal(6, 1)), 2),
        )
        for _ in range(1_500)
    ]
    folder = tmp_path_factory.mktemp("dense")
    publish(folder, people)
    with open_book(folder) as book:
        yield book


@pytest.mark.parametrize("by", ["contribution", "revenue", "balance", "turnover"])
@pytest.mark.parametrize(
    "scope", [Scope(), Scope(regions=("SUR",)), Scope(regions=("SUR", "ESTE"), customer_types=("business",))]
)
@pytest.mark.parametrize("top", [0.013, 0.2, 0.77])
def test_every_scope_agrees_with_a_loop_over_its_customers(dense_book, by, scope, top):
    people = dense_book.read(EVERYBODY, scope)
    if scope.regions:
        people = people[people["region_id"].isin(scope.regions)]
    if scope.customer_types:
        people = people[people["customer_type"].isin(scope.customer_types)]
    one_by_one = pareto.concentration(
        pd.DataFrame({"customers": 1, "amount": people[by]}), by=by, top=top, cover=0.6
    )
    found = pareto.answer(dense_book.reader(scope), by=by, top=top, cover=0.6)
    for name in ("customers", "total", "top_amount", "top_share", "cut", "cover_customers", "peak_amount",
                 "profitable_customers", "loss_making_customers"):
        assert getattr(found, name) == pytest.approx(getattr(one_by_one, name)), name
    assert found.gini == pytest.approx(one_by_one.gini, abs=1e-4)


def test_the_seven_customers_of_the_textbook_through_a_book(tmp_path):
    publish(tmp_path, [50, 30, 10, 5, 0, -5, -10])
    with open_book(tmp_path) as book:
        found = pareto.answer(book.reader())
    assert found.top_share == pytest.approx(0.775)
    assert found.cover_share == pytest.approx(0.209523809524)
    said = pareto.say(found, EUR)
    assert said.headline == (
        "The top 20% of customers account for 77.5% of contribution; "
        "the losses of the 28.6% who are unprofitable equal 18.8% of it."
    )
    assert said.so_what == "It takes 2 of 7 customers to reach 80% of the total (€80)."


def test_a_customer_without_business_counts_among_the_customers(tmp_path):
    publish(tmp_path, [10, Customer(idle=True), Customer(idle=True), Customer(idle=True)])
    with open_book(tmp_path) as book:
        found = pareto.answer(book.reader(), top=0.25)
    assert (found.customers, found.top_share) == (4, 1.0)


def test_a_customer_who_left_before_the_year_does_not_count(tmp_path):
    gone = Customer(idle=True, left=dt.date(2025, 1, 31))
    publish(tmp_path, [10, gone])
    with open_book(tmp_path) as book:
        assert pareto.answer(book.reader()).customers == 1


def test_last_year_is_its_own_ranking(tmp_path):
    publish(tmp_path, [10, Customer(40, month=dt.date(2025, 2, 1))])
    with open_book(tmp_path) as book:
        assert pareto.answer(book.reader(Scope(years_ago=1))).total == 40
        with pytest.raises(NobodyInScope, match="another year"):
            pareto.answer(book.reader(Scope(years_ago=2)))


def test_an_empty_scope_says_what_to_do(tmp_path):
    publish(tmp_path, [10])
    with open_book(tmp_path) as book, pytest.raises(NobodyInScope, match="widen"):
        pareto.answer(book.reader(Scope(customer_types=("corporate",))))


def test_balance_is_the_average_of_the_months_the_book_covers(tmp_path):
    publish(tmp_path, [Customer(1, balance=6), Customer(1, balance=3, month=dt.date(2026, 2, 1))])
    with open_book(tmp_path) as book:
        assert pareto.answer(book.reader(), by="balance").total == 4.5


def test_an_unknown_measure_is_refused_with_the_known_ones(tmp_path):
    publish(tmp_path, [1])
    with open_book(tmp_path) as book, pytest.raises(ValueError, match="'profit'; choose one of contribution"):
        pareto.answer(book.reader(), by="profit")


def test_a_measure_that_the_data_lack_names_the_column_to_add(tmp_path):
    with drafting(Shelf(tmp_path), source="files", terms=Terms("Balances only")) as draft:
        run = draft.connection.execute
        run("insert into products values ('P', 'P', 'deposits')")
        run("insert into customers (customer_id, customer_type, region_id, joined_on)"
            " values ('C', 'individual', 'N', '2020-01-01')")
        run("insert into activity (customer_id, product_id, month, balance) values ('C', 'P', '2026-01-01', 12)")
        draft.finish("balances")
    with open_book(tmp_path) as book:
        assert pareto.answer(book.reader(), by="balance").total == 12
        with pytest.raises(CannotAnswer, match="Add net_interest_income or fee_income to the activity file"):
            pareto.answer(book.reader(), by="contribution")
        with pytest.raises(CannotAnswer, match="a turnover column"):
            pareto.answer(book.reader(), by="turnover")


def test_a_losing_scope_reads_in_money(tmp_path):
    publish(tmp_path, [10, -30])
    with open_book(tmp_path) as book:
        said = pareto.say(pareto.answer(book.reader()), EUR)
    assert said.headline == "The net contribution of 2 customers is −€20."
    assert "1 customer with a positive amount: €10; 1 customer with a negative amount: −€30." in said.so_what


@pytest.mark.parametrize("top", [0.05, 0.9])
@pytest.mark.parametrize("amounts", [[50, 30, 10, 5, 0, -5, -10], [10, -30], [4, 4, 4]])
def test_the_picture_shows_the_cut_where_the_sentence_says(tmp_path, amounts, top):
    publish(tmp_path, amounts)
    with open_book(tmp_path) as book:
        found = pareto.answer(book.reader(), top=top)
    drawn = pareto.draw(found, EUR)
    cut = drawn.data[-1]
    unit = found.total if found.total > 0 else 1
    assert cut.x[0] == pytest.approx(found.top_customers)
    assert cut.y[0] == pytest.approx(found.top_amount / unit)
    assert all(len(trace.x) <= 500 for trace in drawn.data)


def test_a_losing_scope_is_drawn_in_money_with_its_currency(tmp_path):
    publish(tmp_path, [1000, -3000])
    with open_book(tmp_path) as book:
        drawn = pareto.draw(pareto.answer(book.reader()), EUR)
    assert {"€0", "−€2K"} <= set(drawn.layout.yaxis.ticktext)
