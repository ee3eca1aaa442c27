"""Each month beside the same month a year before, against a plain loop; and fees that were paid once."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections import defaultdict
from decimal import Decimal

import duckdb
import pandas as pd
import pytest

from crm_core import marts, open_book
from crm_core.intake.draft import Terms, drafting
from crm_core.question import Question
from crm_core.rooms import overview
from crm_core.scope import Scope
from crm_core.warehouse import Shelf
from tests.many_rows import insert
from tests.of_segment.test_cubes import rows_of
from tests.of_segment.two_banks import segment

FIRST, MONTHS = dt.date(2024, 2, 1), 30
MISSING = 20
"""The month of which the book has nothing at all."""
FAMILIES = {"SAVE": "deposits", "LOAN": "loans", "CARD": "cards"}
KEYS = ["month", "region_id", "customer_type", "branch_id", "manager_id", "product_id", "standing"]
FLOWS = ("turnover", "net_interest_income", "fee_income", "cost_to_serve", "expected_loss")


def month(position: int) -> dt.date:
    whole = FIRST.year * 12 + FIRST.month - 1 + position
    return dt.date(whole // 12, whole % 12 + 1, 1)


def person(number: int, rng: random.Random) -> dict:
    """Some joined on a day that is not known, some left; the activity of some begins before, or ends after."""
    joined = None if number % 9 == 0 else month(rng.randint(-30, 24)) + dt.timedelta(days=rng.randint(0, 27))
    left = month(rng.randint(10, 29)) + dt.timedelta(days=rng.randint(0, 27)) if number % 4 == 1 else None
    if joined and left and left < joined:
        left = None
    return {"customer_id": f"C{number:02d}", "customer_type": ("individual", "business")[number % 3 == 0],
            "region_id": ("NORTE", "SUR")[number % 5 == 0], "joined_on": joined, "left_on": left,
            "branch_id": f"B{number % 2}", "manager_id": None if number % 4 == 2 else f"M{number % 3}"}


def activity_of(who: dict, rng: random.Random) -> list[dict]:
    rows = []
    for product in FAMILIES:
        for position in range(MONTHS):
            is_out = (who["joined_on"] and month(position + 1) <= who["joined_on"]) or (
                who["left_on"] and month(position) > who["left_on"])
            if position == MISSING or rng.random() < (0.98 if is_out else 0.4):
                continue
            rows.append({"customer_id": who["customer_id"], "product_id": product, "month": month(position),
                         "balance": None if rng.random() < 0.2 else Decimal(rng.randint(-20000, 900000)) / 100,
                         "transactions": rng.randint(0, 9),
                         **{name: Decimal(rng.randint(0, 9000)) / 100 for name in FLOWS}})
    return rows


@pytest.fixture(scope="module")
def source():
    rng = random.Random(89)
    people = [person(number, rng) for number in range(40)]
    return people, [row for who in people for row in activity_of(who, rng)]


@pytest.fixture(scope="module")
def book(source, tmp_path_factory):
    people, rows = source
    folder = tmp_path_factory.mktemp("changes")
    with drafting(Shelf(folder), source="files", terms=Terms("Changes")) as draft:
        insert(draft.connection, "products", [
            {"product_id": each, "name": each, "family": family} for each, family in FAMILIES.items()])
        insert(draft.connection, "customers", people)
        insert(draft.connection, "activity", rows)
        draft.finish("changes")
    with open_book(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def by_hand(source):
    """(month, region, type, branch, manager, product, standing) → amounts, a customer and a month at a time."""
    people, rows = source
    of = defaultdict(list)
    for row in rows:
        of[row["customer_id"]].append(row)
    cells: dict[tuple, dict] = defaultdict(lambda: defaultdict(Decimal))
    for who in people:
        active = [row["month"] for row in of[who["customer_id"]]]
        begins = min([*active, *([who["joined_on"]] if who["joined_on"] else [])], default=None)
        ends = max([*active, who["left_on"]]) if who["left_on"] else dt.date(2999, 1, 1)
        if begins is None:
            continue

        def is_customer(position: int, begins=begins, ends=ends) -> bool:
            return begins < month(position + 1) and ends >= month(position)

        place = tuple(who[name] or "" for name in ("region_id", "customer_type", "branch_id", "manager_id"))
        for position in range(MONTHS):
            if position == MISSING:
                continue
            has_before = position >= 12 and position - 12 != MISSING
            now, before = is_customer(position), is_customer(position - 12)
            if not now and not (before and has_before):
                continue
            standing = "stayed" if now and before else "new" if now else "left"
            cells[month(position), *place, "", standing]["customers"] += now
            cells[month(position), *place, "", standing]["customers_before"] += before
            for row in of[who["customer_id"]]:
                if row["month"] in (month(position), month(position - 12)):
                    end = "" if row["month"] == month(position) else "_before"
                    add(cells[month(position), *place, row["product_id"], standing], row, end)
    return cells


def add(cell: dict, row: dict, end: str) -> None:
    cell[f"holders{end}"] += 1
    cell[f"known_balances{end}"] += row["balance"] is not None
    name = {"deposits": "deposits", "loans": "loans"}.get(FAMILIES[row["product_id"]], "other_balance")
    cell[f"{name}{end}"] += row["balance"] or 0
    for flow in (*FLOWS, "transactions"):
        cell[f"{flow}{end}"] += row[flow]


def test_customers_of_a_segment_are_counted_alike_where_the_months_stayed(book, source, tmp_path):
    """Some of them are active outside the days of the customers file, and of some no day is known."""
    ids = {who["customer_id"] for who in source[0]} - {"C04", "C09"}
    some = Scope(segment=segment(*sorted(ids)))
    shutil.copytree(book.path.parent, tmp_path / "lake")
    with duckdb.connect(str(Shelf(tmp_path / "lake").in_use())) as lake:
        lake.execute("delete from activity")
    expected = book.reader(some)(rows_of("standing_months"))
    with open_book(tmp_path / "lake") as lake:
        pd.testing.assert_frame_equal(lake.reader(some)(rows_of("standing_months")), expected)
        aims = [overview.answer(each.reader(some)).aims for each in (book, lake)]
        told = [[(aim.name, aim.value, aim.before, aim.needs) for aim in each] for each in aims]
        assert told[0] == told[1], "of a year that lacks a month too"
    whole = book.read(Question("whole", "select * from standing_months"))
    assert 0 < expected["customers"].sum() < whole["customers"].sum()


def test_the_cube_agrees_with_a_loop_over_customers_and_months(book, by_hand):
    found = book.read(Question("c", "select * from change_desk_months"))
    assert len(found) == len(by_hand)
    for row in found.to_dict("records"):
        expected = by_hand[row["month"].date(), *(row[key] for key in KEYS[1:])]
        position = next(each for each in range(MONTHS) if month(each) == row["month"].date())
        has_before = position >= 12 and position - 12 != MISSING
        for name in [each for each in found.columns if each not in KEYS and not each.startswith("known_money")]:
            end, value = ("_before" if name.endswith("_before") else ""), row[name]
            balances = ("deposits", "loans", "other_balance")
            if end and not has_before:
                assert pd.isna(value), (row, name)
            elif name.removesuffix(end) in balances and all(
                    (expected[f"holders{end}"], not expected[f"known_balances{end}"])):
                family = {"SAVE": "deposits", "LOAN": "loans", "CARD": "other_balance"}[row["product_id"]]
                assert pd.isna(value) == (name.removesuffix(end) == family), (row, name)
            else:
                assert value == pytest.approx(float(expected[name]), abs=1e-6), (row, name)


def test_the_small_cube_is_the_large_one_without_branches_and_managers(book):
    names = [name for name in book.read(Question("c", "select * from change_desk_months limit 0")).columns
             if name not in KEYS]
    sums = ", ".join(f"sum({name}) as {name}" for name in names)
    grain = "month, region_id, customer_type, product_id, standing"
    large, small = (book.read(Question("c", f"select {grain}, {sums} from {table} group by {grain} order by {grain}"))
                    for table in ("change_desk_months", "change_months"))
    assert large.equals(small)
    whole = book.read(Question("w", """
        select (select sum(contribution) from change_months) as cube,
            (select sum(contribution) from demand_months) as rows
    """)).iloc[0]
    assert whole["cube"] == pytest.approx(whole["rows"], abs=1e-9)


@pytest.mark.parametrize("at_a_time", [1, 7])
def test_squares_are_the_same_however_many_months_are_taken_at_a_time(book, at_a_time):
    mart = Question.from_file(marts.__file__, "change_spreads.sql")
    kept = book.read(Question("kept", "select * from change_spreads"))
    parts = [book.read(mart, first_month=month(first), last_month=month(min(first + at_a_time, MONTHS) - 1))
             for first in range(0, MONTHS, at_a_time)]
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), kept, check_dtype=False, rtol=1e-9)


def fees(*others: float, once: float, at: int = 5) -> list[float]:
    return [*others[:at], once, *others[at:]]


@pytest.mark.parametrize(("paid", "is_one_off"), [
    (fees(*[10.0] * 23, once=100.0), True),
    (fees(*[10.0] * 23, once=99.99), False),
    (fees(*[10.0] * 22, once=1000.0), False),
    (fees(*[0.0] * 11, 500.0, *[0.0] * 11, once=500.0), False),
    (fees(*[0.0] * 23, once=500.0), True),
    (fees(*[10.0] * 23, once=-400.0), True),
], ids=["ten times the largest other", "a little less", "one month too few", "a yearly fee", "never else", "a refund"])
def test_a_fee_is_a_one_off_when_no_other_month_comes_near(tmp_path, paid, is_one_off):
    with drafting(Shelf(tmp_path), source="files", terms=Terms("Fees")) as draft:
        insert(draft.connection, "products", [{"product_id": "P", "name": "P", "family": "payments"}])
        insert(draft.connection, "customers", [
            {"customer_id": "C1", "customer_type": "corporate", "region_id": "SUR", "joined_on": FIRST}])
        insert(draft.connection, "activity", [
            {"customer_id": "C1", "product_id": "P", "month": month(position), "fee_income": fee}
            for position, fee in enumerate(paid)])
        draft.finish(repr(paid))
    with open_book(tmp_path) as book:
        found = book.read(Question("o", "select * from one_off_fees"))
        in_cube = book.read(Question("s", "select sum(one_offs) as one_offs from change_months"))["one_offs"][0]
    usual = round((sum(paid) - paid[5]) / (len(paid) - 1), 2)
    assert list(found["one_off"]) == ([pytest.approx(paid[5] - usual)] if is_one_off else [])
    assert in_cube == pytest.approx(sum(found["one_off"]))
