"""One customer's file adds up, and an id nobody has is told what comes close."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from crm_core import CannotAnswer, open_book
from crm_core.amounts import Money
from crm_core.rooms import customer
from tests.few_customers import PEOPLE, build
from tests.tiny_books import Customer, publish

EUR = Money("EUR")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("few")
    build(folder)
    with open_book(folder) as opened:
        yield opened


@pytest.mark.parametrize("person", PEOPLE)
def test_years_products_and_months_of_a_customer_add_up(book, person):
    found = customer.answer(book.reader(), customer=person)
    two_before, before, now = PEOPLE[person][-3:]
    assert found.years["contribution"].tolist() == [now, before, two_before]
    by_product = found.products.groupby("years_ago")["contribution"].sum()
    assert by_product.tolist() == found.years["contribution"].tolist()
    assert found.months["contribution"].sum() == found.years["contribution"].sum()
    assert len(found.months) == 36
    assert found.change == now - before


def test_the_file_says_who_looks_after_the_customer_and_where(book):
    identity = customer.answer(book.reader(), customer="C01").identity
    assert (identity["name"], identity["region"], identity["manager"]) == ("Customer 01", "Norte", "Inés")
    assert identity["credit_grade"] is None


def test_without_an_id_the_customer_that_contributes_the_most_is_shown(book):
    assert customer.answer(book.reader()).identity["customer_id"] == "C01"


def test_an_id_nobody_has_names_those_that_come_close(book):
    near = r"No customer has the ID “C0”. Did you mean C01 \(Customer 01\), C02 \(.* or C03"
    with pytest.raises(CannotAnswer, match=near):
        customer.answer(book.reader(), customer="C0")
    with pytest.raises(CannotAnswer, match="Search for a part"):
        customer.answer(book.reader(), customer="Zebra")


def test_search_finds_by_name_and_ranks_by_contribution(book):
    found = customer.search(book.reader(), "customer 0")
    assert found["customer_id"].head(3).tolist() == ["C01", "C02", "C03"]
    assert len(customer.search(book.reader(), "", most=4)) == 4


def test_a_customer_reads_as_rank_money_and_change(book):
    said = customer.say(customer.answer(book.reader(), customer="C01"), EUR)
    assert said.headline == "Customer 01 contributed €700 in the year to September 2026. Rank 1 of 10 customers."
    assert said.so_what == "Holds 1 product. €300 less than the year before (−30%)."
    losing = customer.say(customer.answer(book.reader(), customer="C10"), EUR)
    assert losing.headline.startswith("Customer 10 produced a loss of €40 in the year")


def test_products_stand_with_what_they_contributed_in_each_year(book):
    found = customer.answer(book.reader(), customer="C04")
    assert found.by_product[["product", "contribution", "contribution_before", "contribution_two_before"]].to_numpy(
    ).tolist() == [["Loans", 90, 250, 200]]
    taken = customer.export_table(found)
    assert taken[["years_ago", "product", "contribution"]].to_numpy().tolist() == [
        [0, "All products", 90], [1, "All products", 250], [2, "All products", 200],
        [0, "Loans", 90], [1, "Loans", 250], [2, "Loans", 200]]


def test_months_that_stayed_in_a_lakehouse_are_not_taken_for_none(book):
    found = customer.answer(book.reader(), customer="C04")
    elsewhere = replace(found, months=found.months.iloc[:0], products=found.products.iloc[:0])
    idle = replace(elsewhere, years=found.years.assign(products_held=0))
    assert [each.months_stayed for each in (found, elsewhere, idle)] == [False, True, False]
    assert "they stayed in the lakehouse. Build the data with --with-activity" in str(customer.say(elsewhere, EUR))
    assert "lakehouse" not in f"{customer.say(found, EUR)} {customer.say(idle, EUR)}"


def test_a_product_no_longer_held_is_listed_with_what_it_contributed():
    years = pd.DataFrame({"years_ago": [0, 1, 2], "is_complete": [True, True, False]})
    products = pd.DataFrame({"product_id": ["L", "C", "O"], "product": ["Loan", "Card", "Old"],
                             "family": ["loans", "cards", "cards"], "years_ago": [0, 1, 2],
                             "contribution": [5.0, 7.0, 9.0]})
    identity = pd.DataFrame({"customer_id": ["C"], "name": ["C"]})
    months = pd.DataFrame({"contribution": [1, 2, 3, 10, 20, 30]})
    found = customer.customer_file(identity, years, products, months)
    table = found.by_product.set_index("product")
    assert list(table.index) == ["Loan", "Card"], "the year of the old one is not whole"
    assert pd.isna(table.loc["Card", "contribution"])
    assert table.loc["Card", "contribution_before"] == 7
    assert found.pace == (20, 2)
    assert customer.customer_file(identity, years, products, months.head(5)).pace is None


def test_who_has_left_is_said_to_have(tmp_path):
    publish(tmp_path, [Customer(7, left=dt.date(2026, 3, 9))])
    with open_book(tmp_path) as small:
        said = customer.say(customer.answer(small.reader()), EUR)
    assert said.headline == "Customer C1 contributed €7 in March 2026. It is the only customer."
    assert said.so_what == "Left on 9 March 2026. Held 1 product. There is no full year before to compare with."


def test_a_short_book_has_no_change_to_tell(tmp_path):
    publish(tmp_path, [7])
    with open_book(tmp_path) as short:
        found = customer.answer(short.reader(), customer="C1")
    assert found.change is None
    assert "no full year before" in customer.say(found, EUR).so_what


def test_a_month_with_a_loss_is_drawn_in_amber(book):
    drawn = customer.draw(customer.answer(book.reader(), customer="C10"), EUR).data[0]
    assert len(drawn.x) == 36
    assert sorted(set(drawn.marker.color)) == ["#000001", "#000002"]


def test_a_file_is_of_one_customer():
    with pytest.raises(ValueError, match="0 were found"):
        customer.customer_file(pd.DataFrame(), pd.DataFrame(), pd.DataFrame(), pd.DataFrame())


def test_an_exact_number_comes_before_those_that_contain_it(tmp_path):
    publish(tmp_path, [5] + [100] * 30)
    with open_book(tmp_path) as crowded:
        assert customer.search(crowded.reader(), "c1")["customer_id"].iloc[0] == "C1"


def test_a_customer_without_business_has_a_file_all_the_same(tmp_path):
    publish(tmp_path, [5, Customer(idle=True)])
    with open_book(tmp_path) as quiet:
        found = customer.answer(quiet.reader(), customer="C2")
        assert found.months.empty
        assert customer.draw(found, EUR).data[0].x == ()
