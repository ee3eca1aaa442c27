"""Who enters and leaves the top of some customer types: the others neither move with them nor take a rank."""

from __future__ import annotations

import datetime as dt

import pytest

from crm_core import open_book
from crm_core.intake.draft import Terms, drafting
from crm_core.rooms import pareto
from crm_core.scope import Scope
from crm_core.warehouse import Shelf

PEOPLE = {  # id: (type, the year before, this year)
    "I1": ("individual", 100, 100), "I2": ("individual", 50, 20), "I3": ("individual", 20, 60),
    "I4": ("individual", 10, 10), "B1": ("business", 10, 200), "B2": ("business", 300, 30),
    "B3": ("business", 400, 400),
}
INDIVIDUALS = Scope(customer_types=("individual",))


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("types")
    with drafting(Shelf(folder), source="files", terms=Terms("Two types")) as draft:
        run = draft.connection.execute
        run("insert into products values ('P', 'Product', 'loans')")
        for person, (kind, *years) in PEOPLE.items():
            run("insert into customers (customer_id, customer_type, region_id, joined_on) values (?, ?, 'N', ?)",
                [person, kind, dt.date(2010, 1, 1)])
            for back, amount in zip((1, 0), years, strict=True):
                for month in range(12):
                    whole = (2025 - back) * 12 + 9 + month
                    run("insert into activity (customer_id, product_id, month, fee_income) values (?, 'P', ?, ?)",
                        [person, dt.date(whole // 12, whole % 12 + 1, 1), amount / 4 * (month < 4)])
        draft.finish("types")
    with open_book(folder) as opened:
        yield opened


def test_only_customers_of_the_type_enter_and_leave(book):
    moved = pareto.answer(book.reader(INDIVIDUALS), top=0.5).stability
    assert (moved.stayed, moved.entered, moved.left) == (1, 1, 1), "a business crossed the same cut each way"
    assert (moved.entered_amount, moved.left_amount_before) == (60, 50)


@pytest.mark.parametrize(("move", "who", "ranks"), [("entered", ["I3"], [[3, 2]]), ("left", ["I2"], [[2, 3]])])
def test_they_are_listed_with_their_ranks_among_their_own_type(book, move, who, ranks):
    listed = pareto.movers(book.reader(INDIVIDUALS), top=0.5, move=move)
    assert listed["id"].tolist() == who
    assert listed[["rank_before", "rank"]].to_numpy().tolist() == ranks
