"""Who is inside a tie at the cut of the top, and a net total that is small beside its gains."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_core import open_book
from crm_core.amounts import Money
from crm_core.intake.draft import Terms, drafting
from crm_core.net_share import MIN_NET_SHARE, is_divisible, share_of_net
from crm_core.rooms import pareto
from crm_core.rooms.pareto import captions
from crm_core.warehouse import Shelf
from tests.tiny_books import Customer, publish

EUR = Money("EUR")


def ask(folder, amounts, **options):
    publish(folder, amounts)
    with open_book(folder) as book:
        return pareto.answer(book.reader(), **options)


def ranked(amounts, **options):
    return pareto.concentration(pd.DataFrame({"customers": 1, "amount": [float(each) for each in amounts]}), **options)


# the net


def test_a_cent_left_of_a_million_is_said_in_money(tmp_path):
    found = ask(tmp_path, [1_000_000, -999_999.99])
    assert (found.top_share, found.peak_share, found.destroyed_share, found.cover_customers) == (None,) * 4
    said = pareto.say(found, EUR)
    assert said.headline == "The net contribution of 2 customers is €0.01."
    assert said.so_what == ("1 customer with a positive amount: €1.0M; 1 customer with a negative amount: −€1.0M. "
                            "Shares of so small a net total would be meaningless, so amounts are shown instead.")
    assert "%" not in said.headline + said.so_what
    assert captions.metrics(found, None, EUR)[0].value == "€400K", "of the 0.4 best customers"
    assert found.table[["share", "running_share"]].isna().all(axis=None)
    assert "€1M" in pareto.draw(found, EUR).layout.yaxis.ticktext


def test_gains_and_losses_that_cancel_out_are_said_with_grammar(tmp_path):
    said = pareto.say(ask(tmp_path, [100, -100]), EUR)
    assert said.headline == "The net contribution of 2 customers is €0."
    assert said.so_what == ("1 customer with a positive amount: €100; 1 customer with a negative amount: −€100. "
                            "Shares of zero would be meaningless, so amounts are shown instead.")
    one = pareto.say(ask(tmp_path / "one", [-70]), EUR)
    assert one.headline == "The net contribution of 1 customer is −€70."


def test_groups_of_a_small_net_are_said_in_money_too(tmp_path):
    with drafting(Shelf(tmp_path), source="files", terms=Terms("Two products")) as draft:
        run = draft.connection.execute
        run("insert into customers (customer_id, customer_type, region_id, joined_on)"
            " values ('C1', 'individual', 'N', '2015-01-01')")
        for product, fees, cost in (("P1", 1000, 0), ("P2", 0, 990)):
            run("insert into products values (?, ?, 'loans')", [product, product])
            run("insert into activity (customer_id, product_id, month, fee_income, cost_to_serve)"
                " values ('C1', ?, '2026-01-01', ?, ?)", [product, fees, cost])
        draft.finish("two products")
    with open_book(tmp_path) as book:
        found = pareto.answer(book.reader(), rank="products")
    assert pareto.say(found, EUR).headline == "The net contribution of 2 products is €10."
    assert found.table["share"].isna().all()


@given(st.floats(-1e9, 1e9), st.floats(0, 1e9), st.floats(0, 1e9))
def test_no_share_of_a_net_passes_five_times_its_gains_part(amount, net, gains):
    share = share_of_net(amount, net, gains)
    assert (share is None) == (not is_divisible(net, gains))
    if share is not None and abs(amount) <= gains:
        assert abs(share) <= 1 / MIN_NET_SHARE + 1e-9


# the tie


def test_who_is_inside_a_tie_at_the_cut_is_counted():
    found = ranked([50, 40, *[30] * 6, 1, 1], top=0.4)
    assert (found.cut, found.tied_customers, found.tied_inside) == (30, 6, 2)
    assert pareto.say(found, EUR).so_what.endswith(
        "6 customers tie at the threshold of €30; the top 40% includes 2 of them.")


def test_a_top_that_goes_beyond_those_who_bring_anything_is_said():
    found = ranked([*range(100, 85, -1), *[0] * 85])
    assert (found.tied_customers, found.tied_inside) == (85, 5)
    assert pareto.say(found, EUR).so_what.endswith(
        "The top 20% extends beyond those with a positive amount (15 customers).")


def test_a_cut_that_takes_in_a_whole_tie_or_none_says_nothing_of_it():
    assert not ranked([50, 40, 30, 30, 1, 1, 1, 1, 1, 1], top=0.4).is_cut_in_tie, "both of 30 are inside"
    assert not ranked([5, 4, 3, 2, 1], top=0.4).is_cut_in_tie
    assert ranked([5, 5, 5, 5], top=0.5).is_cut_in_tie


@settings(max_examples=40)
@given(st.lists(st.integers(-3, 6), min_size=1, max_size=30), st.sampled_from([0.1, 0.2, 0.4, 0.5, 1.0]))
def test_a_plain_count_agrees_on_ties(amounts, top):
    found = ranked(amounts, top=top)
    assert found.tied_customers == sum(each == found.cut for each in amounts)
    assert found.tied_inside == pytest.approx(len(amounts) * top - sum(each > found.cut for each in amounts))
    assert 0 < found.tied_inside <= found.tied_customers + 1e-9


def test_a_tie_is_counted_from_a_book_of_many_customers_too(tmp_path):
    found = ask(tmp_path, [400.0] * 30 + [400.5] * 3 + [399.75] * 20 + [1.0] * 47, top=0.2)
    assert (found.cut, found.tied_customers, found.tied_inside) == (400, 30, pytest.approx(17))


def test_ranks_and_movers_of_groups_do_not_hang_on_the_order_of_the_data(tmp_path):
    """B and C were equal the year before: both were first, whichever id comes first in the file."""
    amounts = {"A": (1, 9), "B": (5, 8), "C": (5, 1)}
    with drafting(Shelf(tmp_path), source="files", terms=Terms("Ties")) as draft:
        run = draft.connection.execute
        run("insert into products values ('P', 'P', 'loans')")
        for region, years in amounts.items():
            run("insert into customers (customer_id, customer_type, region_id, joined_on)"
                " values (?, 'individual', ?, '2015-01-01')", [f"C{region}", region])
            for month in range(24):
                run("insert into activity (customer_id, product_id, month, fee_income) values (?, 'P', ?, ?)",
                    [f"C{region}", dt.date(2024 + month // 12, month % 12 + 1, 1), years[month // 12]])
        draft.finish("ties")
    with open_book(tmp_path) as book:
        found = pareto.answer(book.reader(), rank="regions", top=1 / 3)
    assert found.table.set_index("id")["rank_before"].to_dict() == {"A": 3, "B": 1, "C": 1}
    assert found.stability.top_before == 2, "both that tie at the cut of the year before were its top"
    assert dict(zip(found.moving["id"], found.moving["rank_before"], strict=True)) == {"A": 3, "B": 1, "C": 1}


def test_regions_that_bring_the_same_share_the_first_place(tmp_path):
    found = ask(tmp_path, [Customer(10, region="N"), Customer(10, region="S")], rank="regions")
    assert pareto.say(found, EUR).headline == "2 regions share first place in contribution: 50% of €20 each."


def test_one_customer_and_one_of_many_are_said_with_grammar(tmp_path):
    one = pareto.say(ask(tmp_path / "one", [100]), EUR)
    assert str(one) == "The only customer accounts for all contribution: €100."
    assert "It takes 1 of 3 customers to reach 80%" in pareto.say(ask(tmp_path / "three", [100, 1, 1]), EUR).so_what
    regions = ask(tmp_path / "region", [Customer(100), Customer(3)], rank="regions")
    assert str(pareto.say(regions, EUR)) == "The largest contribution comes from NORTE: 100% of €103."
