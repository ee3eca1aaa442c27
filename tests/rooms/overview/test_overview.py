"""The overview adds up what a scope holds, beside the year before, and names what there is to mend."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from crm_core import NobodyInScope, open_book
from crm_core.amounts import Money
from crm_core.intake.draft import Terms, drafting
from crm_core.rooms import overview
from crm_core.rooms.overview import captions
from crm_core.scope import Scope
from crm_core.warehouse import Shelf
from tests.tiny_books import Customer, publish

EUR = Money("EUR")
MONTHS = [dt.date(2024 + (3 + back) // 12, (3 + back) % 12 + 1, 1) for back in range(24)]
"""April 2024 to March 2026: two whole years."""


def two_years(folder, monthly):
    """A book of `customer_id: (region, type, fee a month before, fee a month now)`; a negative fee is a cost."""
    with drafting(Shelf(folder), source="files", terms=Terms("Two years")) as draft:
        draft.connection.execute("insert into products values ('CARD', 'Card', 'cards')")
        for name, (region, kind, *fees) in monthly.items():
            draft.connection.execute(
                "insert into customers (customer_id, customer_type, region_id, joined_on) values (?, ?, ?, ?)",
                [name, kind, region, dt.date(2015, 1, 1)],
            )
            for position, month in enumerate(MONTHS):
                fee = fees[position // 12]
                draft.connection.execute(
                    "insert into activity (customer_id, product_id, month, fee_income, cost_to_serve)"
                    " values (?, 'CARD', ?, ?, ?)", [name, month, max(fee, 0), max(-fee, 0)],
                )
        draft.finish(repr(monthly))
    return open_book(folder)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    with two_years(tmp_path_factory.mktemp("shelf"), {
        "A": ("NORTE", "individual", 10, 12), "B": ("NORTE", "business", 50, 40), "C": ("SUR", "individual", -5, -6),
        "D": ("SUR", "corporate", 100, 110),
    }) as opened:
        yield opened


def test_four_customers_generated_1872_after_a_loss_of_72(book):
    result = overview.answer(book.reader())
    assert (result.now.customers, result.now.amount, result.now.taken_back) == (4, 1872.0, 72.0)
    assert result.before.amount == 1860.0
    assert (result.now.loss_makers, result.now.loss_making_share) == (1, 0.25)
    assert result.change == pytest.approx(1872 / 1860 - 1)
    assert (result.first_month, result.last_month) == (dt.date(2025, 4, 1), dt.date(2026, 3, 1))


def test_it_says_so_and_names_the_region_that_fell_most(book):
    reading = overview.say(overview.answer(book.reader()), EUR)
    assert reading.headline == (
        "4 customers generated €1.9K of contribution in the year to March 2026. That is 0.6% more than the year before."
    )
    assert reading.so_what == (
        "In this time we won no new customers and spent 3.7% of revenue on serving them. Contribution fell most in "
        "NORTE, by €96 from the year before.")


def test_loss_makers_come_first_when_they_are_the_larger_sum(tmp_path):
    with two_years(tmp_path, {"A": ("N", "business", 50, 50), "B": ("N", "individual", -20, -20)}) as book:
        said = overview.say(overview.answer(book.reader()), EUR)
    assert said.headline.endswith("That is as much as the year before.")
    assert said.so_what.endswith("One unprofitable customer (50% of all) reduces the total by €240 a year.")


def test_a_loss_is_said_as_a_loss(tmp_path):
    with two_years(tmp_path, {"A": ("N", "business", -5, -10)}) as book:
        result = overview.answer(book.reader())
        assert result.change is None
        assert overview.say(result, EUR).headline == (
            "1 customer produced a loss of €120 in the year to March 2026. The year before, the total was −€60.")


def test_the_parts_add_up_to_the_whole(book):
    for scope in (Scope(), Scope(1), Scope(0, ("SUR",)), Scope(0, (), ("individual", "corporate"))):
        result = overview.answer(book.reader(scope))
        for parts in (result.regions, result.customer_types):
            assert parts["amount"].sum() == pytest.approx(result.now.amount)
            assert parts["customers"].sum() == result.now.customers
            assert parts["share"].sum() == pytest.approx(1)
        asked = result.months[result.months["is_asked"]]
        assert asked["amount"].sum() == pytest.approx(result.now.amount)
        assert len(asked) == 12


def test_a_plain_loop_over_the_customers_finds_the_same(book):
    from crm_core.question import Question

    rows = book.read(Question("rows", "select * from customer_years where years_ago = 0 and region_id = 'SUR'"))
    total = losses = 0.0
    for row in rows.to_dict("records"):
        total += row["contribution"]
        losses += -row["contribution"] if row["contribution"] < 0 else 0.0
    result = overview.answer(book.reader(Scope(0, ("SUR",))))
    assert (result.now.amount, result.now.taken_back) == (pytest.approx(total), pytest.approx(losses))


def test_a_part_of_a_year_is_not_compared(tmp_path):
    publish(tmp_path, [Customer(100, month=dt.date(2026, 3, 1)), Customer(50, month=dt.date(2025, 3, 1))])
    with open_book(tmp_path) as book:
        result = overview.answer(book.reader())
        assert result.before is None
        assert result.change is None
        assert "year before" not in str(overview.say(result, EUR))


def test_a_year_without_one_before_it_stands_alone(book):
    assert overview.answer(book.reader(Scope(1))).before is None


def test_a_book_without_money_shows_balances_instead(tmp_path):
    with drafting(Shelf(tmp_path), source="files", terms=Terms("T")) as draft:
        draft.connection.execute("insert into products values ('P', 'P', 'deposits')")
        draft.connection.execute(
            "insert into customers (customer_id, customer_type, region_id, joined_on)"
            " values ('A', 'individual', 'N', date '2020-01-01')")
        draft.connection.execute(
            "insert into activity (customer_id, product_id, month, balance) values ('A', 'P', date '2026-03-01', 1200)")
        draft.finish("x")
    with open_book(tmp_path) as book:
        result = overview.answer(book.reader())
        assert (result.by, result.now.amount, result.now.loss_makers) == ("balance", 1200.0, 0)
        assert "held €1.2K on average in" in overview.say(result, EUR).headline


def test_balances_of_one_day_beside_movements_of_months_are_said_of_their_month(tmp_path):
    with drafting(Shelf(tmp_path), source="files", terms=Terms("T")) as draft:
        draft.connection.execute("insert into products values ('P', 'P', 'deposits')")
        draft.connection.execute(
            "insert into customers (customer_id, customer_type, region_id, joined_on)"
            " values ('A', 'individual', 'N', date '2020-01-01')")
        draft.connection.execute(
            "insert into activity (customer_id, product_id, month, balance, turnover) values"
            " ('A', 'P', date '2026-01-01', null, 5), ('A', 'P', date '2026-02-01', 1200, 5),"
            " ('A', 'P', date '2026-03-01', null, 5)")
        draft.finish("x")
    with open_book(tmp_path) as book:
        result = overview.answer(book.reader())
        assert overview.say(result, EUR).headline == "1 customer held €1.2K on average in February 2026."
        assert captions.months(result).title == "Month by month"


def test_an_empty_scope_is_nobody(book):
    with pytest.raises(NobodyInScope):
        overview.answer(book.reader(Scope(0, ("NORTE",), ("corporate",))))


def test_the_figures_draw_the_asked_year_in_the_accent_and_group_small_parts(book):
    from crm_core.house_style import ACCENT, MUTED
    from crm_core.ticks import money_ticks

    result = overview.answer(book.reader())
    colours = overview.draw(result, EUR).data[0].marker.color
    assert list(colours) == [MUTED] * 12 + [ACCENT] * 12
    many = result.regions.iloc[[0] * 30].reset_index(drop=True)
    bars = overview.draw_parts(many, [f"R{n}" for n in range(30)], EUR).data[0]
    assert (len(bars.y), bars.y[0]) == (12, "19 others")
    assert sum(bars.x) == pytest.approx(many["amount"].sum())
    assert money_ticks(-400, 900, EUR)["ticktext"] == ["−€500", "€0", "€500"]


def test_labels_without_a_share_have_room_beside_the_longest_bar():
    parts = pd.DataFrame({"customers": [1, 1], "amount": [40_000.0, -150_000.0], "amount_before": [0.0, 0.0],
                          "share": [float("nan")] * 2})
    drawn = overview.draw_parts(parts, ["Mortgage", "Current account"], EUR)
    letters = max(len(note.text) for note in drawn.layout.annotations)
    assert drawn.layout.margin.r >= 6 * letters
    assert drawn.layout.xaxis.range[1] < 45_000, "the bars have all the rest"
