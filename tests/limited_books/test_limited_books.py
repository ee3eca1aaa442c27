"""What a permit shows is a book of its own: nothing of the others is in it, and it is right."""

from __future__ import annotations

import stat
import threading

import pytest

from crm_core import CannotAnswer, contract
from crm_core.ask import ask
from crm_core.limited_books import limited_shelf, open_limited
from crm_core.limited_books.build import OF_ALL_THE_DATA
from crm_core.limited_books.rows import condition
from crm_core.permit import Permit
from crm_core.scope import Scope
from tests.limited_books.banks import AMOUNT, MARK, NORTH, SOUTH, everything, publish

pytestmark = pytest.mark.every_mart
OF_THE_NORTH = {
    "a region": Permit("planner", regions=(NORTH,)),
    "branches": Permit("planner", branches=("PlainB1", "PlainB2")),
    "a manager": Permit("planner", managers=("PlainM1",)),
    "a manager in a region": Permit("planner", regions=(NORTH,), managers=("PlainM1",)),
    "an executive of a region": Permit("executive", regions=(NORTH,)),
}


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    return publish(tmp_path_factory.mktemp("bank"), NORTH, SOUTH)


@pytest.fixture(scope="module")
def north(bank):
    with open_limited(bank, OF_THE_NORTH["a region"]) as book:
        yield book


@pytest.mark.parametrize("permit", OF_THE_NORTH.values(), ids=OF_THE_NORTH)
def test_nothing_of_the_south_is_in_a_book_of_the_north(bank, permit):
    with open_limited(bank, permit) as book:
        found = everything(book.path)
    texts = {table for table, rows in found.items() if MARK.casefold() in repr(rows).casefold()}
    amounts = {table for table, rows in found.items() for row in rows for value in row
               if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) > AMOUNT / 100}
    assert texts == set()
    assert amounts == set()


def test_the_mark_is_everywhere_in_the_banks_own_book(bank):
    found = everything(bank.folder / bank.current())
    marked = {table for table, rows in found.items() if MARK in repr(rows)}
    filled = {name for name in contract.TABLES if found[name]}
    assert filled - marked == {"products"}, "a table without a mark would prove nothing"
    assert filled | {"rates", "loss_rates"} == set(contract.TABLES)


def test_it_is_the_book_of_these_customers_and_no_others(north, tmp_path):
    """The same rows loaded alone: every mart, cube and count of quality is the same."""
    alone = publish(tmp_path, NORTH)
    expected, found = everything(alone.folder / alone.current()), everything(north.path)
    of_its_making = {"book_info", "book_caveats", *OF_ALL_THE_DATA}
    assert set(expected) - set(found) == set(OF_ALL_THE_DATA)
    assert {table for table in set(expected) - of_its_making if expected[table] != found[table]} == set()
    assert north.info["customers"] == 12
    assert north.info["rejected_rows"] == 0


def test_an_executive_receives_no_row_of_a_customer_and_no_small_group(bank):
    with open_limited(bank, Permit("executive")) as book:
        found = everything(book.path)
        assert "Plain region" in set(book.region_names.values())
        with pytest.raises(CannotAnswer, match="from single customers, or from groups of fewer than 10"):
            ask("tiers", book, Scope())
        with pytest.raises(CannotAnswer, match="executive shows neither"):
            ask("customer", book, Scope())
    assert "C3" not in repr(found), "no id of a customer"
    assert not {"customers", "activity", "customer_years", "customer_values", "tier_years"} & set(found)
    assert {row[3] for row in found["business_years"]} == {12}, "all kinds together, whole regions"


def test_regions_of_few_customers_are_one_that_is_not_told(bank):
    with open_limited(bank, Permit("executive", smallest_group=13)) as book:
        found = everything(book.path)
        assert {row[1] for row in found["business_years"]} == {"unstated"}
        assert {row[3] for row in found["business_years"]} == {24}
    with pytest.raises(CannotAnswer, match="Fewer than 25 customers have business here in some month"):
        open_limited(bank, Permit("executive", smallest_group=25))


def test_a_manager_from_elsewhere_who_looks_after_one_customer_brings_no_place_along(tmp_path):
    with open_limited(publish(tmp_path, NORTH, SOUTH, strays=1), OF_THE_NORTH["a region"]) as book:
        found = everything(book.path)
    assert f"{MARK}M1 person" in repr(found["staff"])
    assert f"{MARK}M2" not in repr(found)
    assert f"{MARK}B" not in repr(found)
    assert SOUTH not in repr(found)


def test_every_answer_says_that_it_is_of_a_part(north):
    answer = ask("pareto", north, Scope())
    assert answer["caveats"][0] == ("These are figures of a part of the bank (NORTE): all, ranks, medians and tiers "
                                    "are of its customers alone.")
    assert answer["book"]["fingerprint"] == north.fingerprint


def test_another_region_is_no_region_of_this_data(north):
    with pytest.raises(CannotAnswer) as refused:
        ask("pareto", north, Scope(regions=(SOUTH,)))
    assert str(refused.value).endswith("It has: NORTE.")


def test_the_account_of_all_of_the_data_is_not_told_in_part(north):
    with pytest.raises(CannotAnswer, match=r"the account of all of the data, .* \(planner: regions NORTE\)"):
        ask("data", north, Scope())


def test_the_fingerprint_is_another_for_every_permit_so_caches_are(bank, north):
    others = [OF_THE_NORTH["branches"], Permit("executive")]
    fingerprints = {north.fingerprint, bank.current().removeprefix("book-").removesuffix(".duckdb")}
    for permit in others:
        with open_limited(bank, permit) as book:
            fingerprints.add(book.fingerprint)
    assert len(fingerprints) == 2 + len(others)


def test_it_is_made_once_also_for_two_at_a_time_and_read_by_nobody_else(bank):
    permit, opened = Permit("planner", branches=("PlainB2",)), []
    together = [threading.Thread(target=lambda: opened.append(open_limited(bank, permit))) for _each in range(2)]
    for each in together:
        each.start()
    for each in together:
        each.join()
    assert len({book.path for book in opened}) == 1
    made = opened[0].path.stat()
    for book in opened:
        book.close()
    with open_limited(bank, permit) as book:
        assert book.path.stat().st_mtime_ns == made.st_mtime_ns
        assert stat.S_IMODE(book.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(book.path.parent.stat().st_mode) == 0o700


def test_new_data_makes_a_new_one_and_removes_the_old(tmp_path):
    shelf, permit = publish(tmp_path, NORTH), Permit("planner", regions=(NORTH,))
    with open_limited(shelf, permit) as book:
        before = book.path
    publish(tmp_path, NORTH, customers=6)
    with open_limited(shelf, permit) as book:
        assert book.info["customers"] == 6
        assert [book.path] == limited_shelf(shelf, permit).books()
    assert not before.exists()


def test_a_permit_for_nobody_is_told(bank):
    with pytest.raises(CannotAnswer, match="No customer of the data is among those that you may see"):
        open_limited(bank, Permit("planner", regions=("' or true --",)))


def test_every_table_of_the_contract_says_what_it_lets_through():
    limited = Permit("planner", regions=(NORTH,))
    shown = {name: condition(name, limited) for name in contract.TABLES}
    assert {name for name, rows in shown.items() if rows == "true"} == {"products", "rates", "loss_rates"}
    assert {name for name, rows in shown.items() if rows == "false"} == set()
    assert condition("market", Permit("planner", managers=("M1",))) == "false"
