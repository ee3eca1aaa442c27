"""No sum of an executive's book, and no difference of two, is of fewer customers than the smallest group.

Holding n (a customer's of a product) turns over 13 to the power of n in every month, so the digits of a sum to the base
of 13 say of which holdings it is: in a year each counts 12 times at most.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict

import pytest

from crm_core.ask import ask
from crm_core.intake.draft import Terms, drafting
from crm_core.limited_books import open_limited
from crm_core.permit import Permit
from crm_core.scope import Scope
from crm_core.warehouse import Shelf
from tests.limited_books.banks import everything
from tests.many_rows import insert

pytestmark = pytest.mark.every_mart
BASE, SMALLEST = 13, 3
MONTHS = [dt.date(2024 + (3 + back) // 12, (3 + back) % 12 + 1, 1) for back in range(24)]
REGIONS = {"N": [0, 1, 2, 3], "S": [4, 5, 6]}
HOLDERS = {"CARD": [0, 1, 2, 3, 4, 5, 6], "DEPOSIT": [0, 1, 2, 4, 5, 6], "LOAN": [5]}
"""Of the loan there is one holder, so it is joined with another product."""
HOLDINGS = [(product, who) for product, holders in HOLDERS.items() for who in holders]
LATE = 5
JOINED_LATE, UNKNOWN, ONE_OFF = 3, 1, 2


def activity() -> list[dict[str, object]]:
    return [{"customer_id": f"C{who}", "product_id": product, "month": month, "turnover": BASE ** place,
             "balance": None if (who, product, month) == (UNKNOWN, "CARD", MONTHS[-2]) else 120 + who,
             "fee_income": 5000 if (who, product, month) == (ONE_OFF, "CARD", MONTHS[-3]) else 5, "cost_to_serve": 1}
            for place, (product, who) in enumerate(HOLDINGS)
            for month in (MONTHS[LATE:] if who == JOINED_LATE else MONTHS)]


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    shelf = Shelf(tmp_path_factory.mktemp("large"))
    with drafting(shelf, source="files", terms=Terms("Tiny bank", last_month="complete")) as draft:
        insert(draft.connection, "products", [
            {"product_id": each, "name": each.title(), "family": f"{each.lower()}s"} for each in HOLDERS])
        insert(draft.connection, "customers", [
            {"customer_id": f"C{who}", "region_id": region, "customer_type": "individual", "name": f"Person {who}",
             "joined_on": MONTHS[LATE] if who == JOINED_LATE else dt.date(2019, 1, 1)}
            for region, people in REGIONS.items() for who in people])
        insert(draft.connection, "activity", activity())
        draft.finish("large groups")
    return shelf


@pytest.fixture(scope="module")
def executives(bank):
    with open_limited(bank, Permit("executive", smallest_group=SMALLEST)) as book:
        yield book


def digits(amount: object) -> tuple[int, ...]:
    """How often each of `HOLDINGS` is in a sum."""
    left, found = int(amount or 0), []
    for _holding in HOLDINGS:
        left, digit = divmod(left, BASE)
        found.append(digit)
    return tuple(found)


def sums_by_time(read) -> dict[object, set[tuple[int, ...]]]:
    """The turnover of every selection of regions × products of every cube, by month and by trailing year."""
    cubes = {"demand_months": ("month", "product_id"), "change_months": ("month", "product_id"),
             "product_years": ("years_ago", "product_id"), "business_years": ("years_ago", "''"),
             "relationship_years": ("years_ago", "''")}
    found: dict[object, set[tuple[int, ...]]] = defaultdict(set)
    for cube, (time, product) in cubes.items():
        rows = read(f"select {time}, region_id, {product}, sum(turnover) from {cube} group by all")
        spans = {"month": lambda month: (month, (MONTHS[-1].year - month.year) * 12 + MONTHS[-1].month - month.month
                                         >= 12), "years_ago": lambda years: (years == 1,)}[time]
        for span in {each for row in rows for each in spans(row[0])}:
            inside = [row for row in rows if span in spans(row[0])]
            for regions, products in itertools.product(selections({row[1] for row in inside}),
                                                       selections({row[2] for row in inside})):
                found[span].add(digits(sum(row[3] or 0 for row in inside
                                           if row[1] in regions and row[2] in products)))
    return found


def selections(values: set[str]) -> list[set[str]]:
    return [set(some) for size in range(len(values) + 1) for some in itertools.combinations(sorted(values), size)]


def small_differences(read) -> list[tuple[object, tuple[int, ...]]]:
    """Differences of two sums for the same time (nothing is a sum too) in which some, but too few, customers are."""
    found = []
    for span, sums in sums_by_time(read).items():
        for one, other in itertools.combinations(sorted(sums | {digits(0)}), 2):
            change = tuple(a - b for a, b in zip(one, other, strict=True))
            people = {who for (_product, who), times in zip(HOLDINGS, change, strict=True) if times}
            if 0 < len(people) < SMALLEST:
                found.append((span, change))
    return found


def reader(path):
    import duckdb

    def read(sql):
        with duckdb.connect() as connection:
            connection.execute(f"attach '{path}' as book (read_only)")
            connection.execute("use book")
            return connection.execute(sql).fetchall()
    return read


def test_no_sum_and_no_difference_of_two_is_of_fewer_than_the_smallest_group(bank, executives):
    assert small_differences(reader(executives.path)) == []
    assert small_differences(reader(bank.folder / bank.current())), "the bank's own book has them, and they are found"


def test_everybody_is_in_the_sums(executives):
    """Nobody is left out: the whole of a month is that of the bank."""
    found = reader(executives.path)(f"select sum(turnover) from demand_months where month = date '{MONTHS[-1]}'")
    assert digits(found[0][0]) == (1,) * len(HOLDINGS)


def test_what_few_hold_is_joined_with_another_product_everywhere(executives):
    found = everything(executives.path)
    names = {row[1] for row in found["products"]}
    assert len(names) == 2
    assert any("Loan" in name and " + " in name for name in names)


def test_who_joined_and_single_fees_are_not_told(executives):
    read = reader(executives.path)
    assert read("select distinct standing, one_offs from change_months where product_id <> ''") == [("", 0)]
    assert {count for count, in read("select distinct known_balances - holders from change_months "
                                     "where product_id <> ''")} == {0}, "nor who has no balance"
    assert not {"customers", "customer_years", "customer_changes", "one_off_fees"} & set(everything(executives.path))


def test_pages_of_sums_answer_and_say_nothing_of_who_joined(executives):
    assert "7 customers" in ask("overview", executives, Scope())["reading"]
    changed = ask("changes", executives, Scope(), by="revenue")
    assert "joined" not in changed["reading"]
    assert not {"new", "left", "one_offs"} & {step["step"] for step in changed["result"]["steps"]}
    assert sum(step["amount"] for step in changed["result"]["steps"]) == pytest.approx(changed["result"]["change"])
