"""What moved between the years: groups, leaders, who entered the top and who left it."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from crm_core import CannotAnswer, NobodyInScope, open_book
from crm_core.amounts import Money
from crm_core.intake.draft import Terms, drafting
from crm_core.question import Question
from crm_core.rooms import pareto
from crm_core.scope import Scope
from crm_core.warehouse import Shelf
from tests.tiny_books import publish

EUR = Money("EUR")
PEOPLE = {  # id: (region, branch, manager, contribution two years before, the year before, this year)
    "A": ("NORTE", "B1", "M1", 90, 100, 120),
    "B": ("NORTE", "B1", "M2", 10, 80, 20),
    "C": ("SUR", "B2", "M2", 5, 30, 90),
    "D": ("SUR", "B2", None, 5, 20, 10),
    "E": ("SUR", "B2", None, 5, -5, -15),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Five customers, two products (a third of everything is savings), three whole years, all in their Septembers."""
    folder = tmp_path_factory.mktemp("standing")
    with drafting(Shelf(folder), source="files", terms=Terms("Standing")) as draft:
        run = draft.connection.execute
        run("insert into products values ('LOAN', 'Loans', 'loans'), ('SAVE', 'Savings', 'deposits')")
        run("insert into branches (branch_id, name, region_id)"
            " values ('B1', 'Plaza', 'NORTE'), ('B2', 'Puerto', 'SUR')")
        run("insert into staff (manager_id, name) values ('M1', 'Inés'), ('M2', 'Luis')")
        for person, (region, branch, manager, *years) in PEOPLE.items():
            run("insert into customers (customer_id, customer_type, region_id, joined_on, name, branch_id, manager_id)"
                " values (?, 'individual', ?, '2010-01-01', ?, ?, ?)",
                [person, region, f"Customer {person}", branch, manager])
            for back, amount in zip((2, 1, 0), years, strict=True):
                for month in range(12):
                    brought = amount if month == 11 else 0
                    for product, part in (("LOAN", 2), ("SAVE", 1)):
                        run("insert into activity (customer_id, product_id, month, fee_income, cost_to_serve)"
                            " values (?, ?, ?, ?, ?)",
                            [person, product, month_of(back, month), max(brought, 0) * part / 3,
                             max(-brought, 0) * part / 3])
        draft.finish("standing")
    with open_book(folder) as opened:
        yield opened


def month_of(back: int, month: int) -> dt.date:
    whole = (2025 - back) * 12 + 9 + month
    return dt.date(whole // 12, whole % 12 + 1, 1)


def test_who_entered_the_top_and_who_left_it_with_their_money(book):
    moved = pareto.answer(book.reader(), top=0.4).stability
    assert (moved.top_before, moved.stayed, moved.entered, moved.left) == (2, 1, 1, 1)
    assert moved.kept_share == 0.5
    assert (moved.entered_amount_before, moved.entered_amount) == (30, 90)  # C
    assert (moved.left_amount_before, moved.left_amount) == (80, 20)  # B
    assert (moved.stayed_amount_before, moved.stayed_amount) == (100, 120)  # A


def test_moves_are_conserved_under_any_top(book):
    for top in (0.2, 0.4, 0.6, 0.8):
        moved = pareto.answer(book.reader(), top=top).stability
        assert moved.stayed + moved.left == moved.top_before
        assert moved.stayed + moved.entered == round(5 * top)


def test_the_best_customers_stand_with_their_years_and_their_rank_before(book):
    table = pareto.answer(book.reader()).table.set_index("id")
    assert list(table.index) == ["A", "C", "B", "D", "E"]
    assert list(table["rank"]) == [1, 2, 3, 4, 5]
    assert table.loc["C", "name"] == "Customer C"
    third = table.loc["C"]
    assert (third["amount_before"], third["change"], third["amount_two_before"]) == (30, 60, 5)
    assert table["rank_before"].isna().all(), "a rank among those shown would not be their rank"
    assert table["running_share"].iloc[-1] == pytest.approx(1)


@pytest.mark.parametrize(
    ("unit", "expected", "total"),
    [
        ("regions", {"NORTE": 140, "SUR": 85}, 225),
        ("branches", {"B1": 140, "B2": 85}, 225),
        ("managers", {"M1": 120, "M2": 110, "": -5}, 230),
        ("products", {"LOAN": 150, "SAVE": 75}, 225),
        ("types", {"individual": 225}, 225),
    ],
)
def test_groups_of_customers_are_ranked_like_customers(book, unit, expected, total):
    found = pareto.answer(book.reader(), rank=unit)
    assert found.unit == unit
    assert found.customers == len([each for each in expected if each])
    assert dict(zip(found.table["id"], found.table["amount"], strict=True)) == pytest.approx(expected)
    assert (found.total, found.whole) == (pytest.approx(total), pytest.approx(225))


def test_customers_without_a_manager_are_told_apart_and_not_ranked(book):
    found = pareto.answer(book.reader(), rank="managers")
    assert (found.unassigned.customers, found.unassigned.amount) == (2, -5)
    assert found.loss_making_customers == 0, "those without a manager are no manager who costs"
    last = found.table.iloc[-1]
    assert (last["name"], last["id"]) == ("Not assigned", "")
    assert pd.isna(last["rank"])
    assert pd.isna(last["rank_before"])
    assert found.table["running_share"].iloc[-1] == pytest.approx(1)
    assert "Not assigned: 2 customers, with −€5." in str(pareto.say(found, EUR))


def test_a_bank_without_managers_is_told_what_would_name_them(tmp_path):
    publish(tmp_path, [10, 5])
    with open_book(tmp_path) as book, pytest.raises(CannotAnswer, match="Add manager_id to the customers file"):
        pareto.answer(book.reader(), rank="managers")


def test_the_top_of_groups_is_compared_with_the_year_before(book):
    found = pareto.answer(book.reader(), rank="managers", top=0.5)
    assert (found.stability.top_before, found.stability.stayed) == (1, 0), "M2 brought 110, M1 100"
    assert found.moving[["move", "id", "amount_before", "amount", "rank_before", "rank"]].to_numpy().tolist() == [
        ["entered", "M1", 100, 120, 2, 1], ["left", "M2", 110, 110, 1, 2]]
    assert str(pareto.say(found, EUR)).endswith(
        "Of the previous year's top 50% (1 manager), 0 remain. Entered: Inés. Left: Luis.")


def test_groups_that_stay_are_said_to_stay(book):
    found = pareto.answer(book.reader(), rank="regions", top=0.5)
    assert found.moving.empty
    assert str(pareto.say(found, EUR)).endswith("The top 50% is the same as in the previous year (1 region).")


def test_what_there_is_more_than_one_of_can_be_ranked(book):
    assert pareto.units(book.reader()) == ("products", "branches", "managers", "regions")
    assert pareto.units(book.reader(Scope(regions=("SUR",)))) == ("products",)


def test_who_entered_and_who_left_by_name_with_ranks_and_money(book):
    moving = pareto.answer(book.reader(), top=0.4).moving
    assert moving[["move", "id", "name", "region"]].to_numpy().tolist() == [
        ["entered", "C", "Customer C", "SUR"], ["left", "B", "Customer B", "NORTE"]]
    assert moving[["amount_before", "amount", "change", "rank_before", "rank"]].to_numpy().tolist() == [
        [30, 90, 60, 3, 2], [80, 20, -60, 2, 3]]


def test_the_lists_are_paged_and_refuse_what_is_no_page(book):
    read = book.reader()
    assert pareto.movers(read, top=0.4, move="left")["id"].tolist() == ["B"]
    assert pareto.movers(read, top=0.4, move="entered")["id"].tolist() == ["C"]
    assert pareto.movers(read, top=0.4, move="left", page=2).empty
    assert pareto.movers(book.reader(Scope(years_ago=2)), top=0.4).empty, "there is no year before"
    with pytest.raises(ValueError, match="Cannot list who 'stayed'; choose one of entered, left"):
        pareto.movers(read, move="stayed")
    with pytest.raises(ValueError, match="pages count from 1"):
        pareto.movers(read, page=0)


def test_a_taken_table_holds_every_list_of_the_page(book):
    read = book.reader()
    result, parts = (pareto.answer(read, top=0.4, rank=unit) for unit in ("customers", "regions"))
    table = pareto.export_table(result, pareto.movers(read, top=0.4, move="left"), parts=parts)
    assert table["list"].tolist() == ["The best customers"] * 5 + ["Left"] + ["Regions"] * 2
    assert table[["id", "rank", "amount"]].to_numpy().tolist()[-3:] == [["B", 3, 20], ["NORTE", 1, 140], ["SUR", 2, 85]]


def test_groups_follow_the_scope_and_compare_with_the_year_before(book):
    found = pareto.answer(book.reader(Scope(regions=("SUR",))), rank="managers")
    table = found.table.set_index("id")
    assert (table.loc["M2", "amount"], table.loc["M2", "amount_before"]) == (90, 30)
    assert table.loc["M2", "rank_before"] == 1
    assert "M1" not in table.index
    earlier = pareto.answer(book.reader(Scope(years_ago=1)), rank="regions").table.set_index("id")
    assert (earlier.loc["NORTE", "amount"], earlier.loc["NORTE", "amount_before"]) == (180, 100)
    assert earlier["amount_two_before"].isna().all()


def test_products_count_their_average_holders(book):
    assert list(pareto.answer(book.reader(), rank="products").table["customers"]) == [5, 5]


def test_a_year_that_the_book_does_not_hold_whole_is_not_compared_with(tmp_path):
    with drafting(Shelf(tmp_path), source="files", terms=Terms("Short")) as draft:
        run = draft.connection.execute
        run("insert into products values ('P', 'P', 'loans')")
        run("insert into customers (customer_id, customer_type, region_id, joined_on)"
            " values ('C', 'individual', 'N', '2020-01-01')")
        for month in ("2026-03-01", "2025-03-01"):
            run("insert into activity (customer_id, product_id, month, fee_income) values ('C', 'P', ?, 5)", [month])
        draft.finish("short")
    with open_book(tmp_path) as book:
        found = pareto.answer(book.reader())
    assert found.stability is None
    assert found.table["change"].isna().all()


def test_the_sentence_says_what_became_of_last_years_top(book):
    said = pareto.say(pareto.answer(book.reader(), top=0.4), EUR)
    assert said.so_what.endswith(
        "50% of the previous year's top customers are still in the top; the one who left went from €80 to €20."
    )


def test_groups_are_said_by_name_with_the_one_that_fell_most(book):
    said = pareto.say(pareto.answer(book.reader(), rank="branches"), EUR)
    assert said.headline == "The largest contribution comes from Plaza: 62.2% of €225."
    assert said.so_what == (
        "It takes 2 of 2 branches to reach 80% of the total. Largest decline on the previous year: Plaza, −€40 "
        "(−22.2%). The top 20% is the same as in the previous year (1 branch)."
    )


def test_an_unknown_unit_and_an_empty_scope_are_told(book):
    with pytest.raises(ValueError, match="Cannot rank 'planets'; choose one of customers, groups, products"):
        pareto.answer(book.reader(), rank="planets")
    with pytest.raises(NobodyInScope, match="Branches: none match these filters"):
        pareto.answer(book.reader(Scope(customer_types=("corporate",))), rank="branches")


def test_movers_agree_with_a_loop(book):
    people = book.read(Question("p", "select * from customer_years where years_ago < 2"))
    wide = people.pivot_table(index="customer_id", columns="years_ago", values="contribution")
    for top in (0.2, 0.4, 0.8):
        kept = round(5 * top)
        best_now, best_before = (set(wide[year].nlargest(kept).index) for year in (0, 1))
        moved = pareto.answer(book.reader(), top=top).stability
        assert moved.stayed == len(best_now & best_before)
        assert moved.left_amount == pytest.approx(sum(wide.loc[each, 0] for each in best_before - best_now))


def test_standings_of_nobody_are_empty():
    empty = pd.DataFrame({"id": [], "name": [], "back": [], "customers": [], "amount": []})
    assert pareto.standings(empty, whole=0, whole_years=set()).empty


def test_who_brings_nothing_is_in_no_top_however_large(book):
    moved = pareto.answer(book.reader(), top=1.0).stability
    assert moved.top_before == 4, "E lost 5 the year before"
    assert moved.stayed == 4
