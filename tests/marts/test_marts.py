"""The marts against the source tables: to the cent, and against a plain loop."""

from __future__ import annotations

import datetime as dt
import math
import random
import re
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from crm_core import marts, open_book
from crm_core.intake.draft import Terms, drafting
from crm_core.language.stored import told
from crm_core.question import Question
from crm_core.warehouse import Shelf
from tests.tiny_books import Customer, publish

CENT = Decimal("0.01")
FLOWS = ("turnover", "net_interest_income", "fee_income", "cost_to_serve", "expected_loss")
LAST = dt.date(2026, 9, 1)


def months_back(n: int) -> dt.date:
    whole = LAST.year * 12 + LAST.month - 1 - n
    return dt.date(whole // 12, whole % 12 + 1, 1)


def money(rng: random.Random, size: float) -> Decimal:
    return Decimal(str(round(rng.uniform(0, size), 2)))


@pytest.fixture(scope="module")
def source():
    """60 customers, 2 products, 40 months: some rows priced by the bank, some left to the rate card."""
    rng = random.Random(4)
    people = [
        (f"C{n:02d}", rng.choice(["individual", "business"]), rng.choice(["NORTE", "SUR"]),
         dt.date(2024, 1 + n % 12, 3), rng.choice([None, "A", "D"]), rng.choice([None, money(rng, 9e4)]))
        for n in range(60)
    ]
    rows = []
    for person in people:
        for product in ("LOAN", "SAVE"):
            for back in range(40):
                if rng.random() < 0.5:
                    priced = rng.random() < 0.5
                    rows.append({
                        "customer_id": person[0], "product_id": product, "month": months_back(back),
                        "balance": money(rng, 5000), "turnover": money(rng, 900), "transactions": rng.randint(0, 9),
                        "net_interest_income": money(rng, 40) if priced else None,
                        "fee_income": money(rng, 9) if priced else None,
                        "cost_to_serve": money(rng, 30) if priced else None,
                        "expected_loss": money(rng, 5) if priced else None,
                        "capital": money(rng, 400) if priced else None,
                    })
    return people, rows


RATES = [  # product, valid from, margin, fee a transaction, fee a month, cost a transaction, cost a month, capital rate
    ("LOAN", dt.date(2020, 1, 1), 0.03, 0.0, 1.0, 0.2, 2.0, 0.08),
    ("LOAN", dt.date(2025, 7, 15), 0.025, 0.0, 1.5, 0.2, 2.5, 0.08),
    ("SAVE", dt.date(2024, 1, 1), 0.01, 0.1, 0.0, 0.3, 1.0, 0.0),
]
LOSSES = [("LOAN", "A", 0.001), ("LOAN", "D", 0.05), ("LOAN", "unknown", 0.01)]


@pytest.fixture(scope="module")
def book(source, tmp_path_factory):
    people, rows = source
    folder: Path = tmp_path_factory.mktemp("marts")
    with drafting(Shelf(folder), source="files", terms=Terms("Marts", hurdle_rate=0.12)) as draft:
        run = draft.connection.execute
        run("insert into products values ('LOAN', 'Loan', 'loans'), ('SAVE', 'Savings', 'deposits')")
        for person in people:
            run("insert into customers (customer_id, customer_type, region_id, joined_on, credit_grade, size_amount)"
                " values (?, ?, ?, ?, ?, ?)", person)
        for row in rows:
            run(f"insert into activity ({', '.join(row)}) values ({', '.join('?' * len(row))})", list(row.values()))
        for rate in RATES:
            run("insert into rates values (?, ?, ?, ?, ?, ?, ?, ?)", rate)
        for loss in LOSSES:
            run("insert into loss_rates values (?, ?, ?)", loss)
        draft.finish("marts")
    with open_book(folder) as opened:
        yield opened


def cents(amount: float | Decimal) -> Decimal:
    return Decimal(str(amount)).quantize(CENT, ROUND_HALF_UP)


def priced_by_hand(row: dict, grade: str | None) -> dict[str, Decimal]:
    """The row's money by the contract's words, one row at a time."""
    valid = [each for each in RATES if each[0] == row["product_id"] and each[1] < first_of_next(row["month"])]
    rate = valid[-1] if valid else (row["product_id"], None, 0, 0, 0, 0, 0, 0)
    loss = {(product, grade): rate for product, grade, rate in LOSSES}.get((row["product_id"], grade or "unknown"))
    balance, count = float(row["balance"]), row["transactions"]
    given = {
        "net_interest_income": cents(balance * rate[2] / 12),
        "fee_income": cents(count * rate[3] + rate[4]),
        "cost_to_serve": cents(count * rate[5] + rate[6]),
        "expected_loss": cents(balance * loss / 12) if loss is not None else Decimal(0),
        "capital": cents(balance * rate[7]),
    }
    money_row = {name: row[name] if row[name] is not None else derived for name, derived in given.items()}
    money_row["capital_charge"] = cents(Decimal("0.12") * money_row["capital"] / 12)
    return money_row


def first_of_next(month: dt.date) -> dt.date:
    return (month.replace(day=28) + dt.timedelta(days=5)).replace(day=1)


@pytest.fixture(scope="module")
def by_hand(source):
    """(customer, years ago) → sums, by a plain loop over the rows."""
    people, rows = source
    grades = {person[0]: person[4] for person in people}
    sums: dict[tuple[str, int], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in rows:
        spans = [(months_back(12 * y + 11), months_back(12 * y)) for y in range(3)]
        years_ago = next((y for y, (first, last) in enumerate(spans) if first <= row["month"] <= last), None)
        if years_ago is None:
            continue
        into = sums[row["customer_id"], years_ago]
        for name, amount in priced_by_hand(row, grades[row["customer_id"]]).items():
            into[name] += amount
        into["turnover"] += row["turnover"]
        into["balance"] += row["balance"]
    return sums


def test_customer_years_agree_with_a_loop_over_the_rows(book, by_hand):
    years = book.read(Question("years", "select * from customer_years where had_business"))
    assert len(years) == len(by_hand)
    for year in years.to_dict("records"):
        expected = by_hand[year["customer_id"], year["years_ago"]]
        for name in (*FLOWS, "capital_charge"):
            # the derived cents may round differently in binary and decimal: one cent a row at most
            assert float(expected[name]) == pytest.approx(year[name], abs=0.13), (name, year["customer_id"])
        assert float(expected["turnover"]) == pytest.approx(year["turnover"], abs=1e-9)
        assert float(expected["balance"] / 12) == pytest.approx(year["balance"], abs=0.006)
        assert year["contribution"] == pytest.approx(
            year["net_interest_income"] + year["fee_income"] - year["cost_to_serve"] - year["expected_loss"]
            - year["capital_charge"], abs=1e-9)


def test_every_mart_sums_to_the_source_to_the_cent(book):
    for name in (*FLOWS, "capital_charge"):
        sums = book.read(Question("sums", f"""
            select
                (select sum({name}) from activity_money) as source,
                (select sum({name}) from demand_months) as monthly,
                (select sum(a.{name}) from activity_money a join book_months using (month) where years_ago >= 0)
                    as three_years,
                (select sum({name}) from customer_years) as yearly
        """)).iloc[0]
        assert sums["source"] == pytest.approx(sums["monthly"], abs=1e-9), name
        assert sums["three_years"] == pytest.approx(sums["yearly"], abs=1e-9), name


def test_cubes_hold_what_the_customers_hold(book):
    for measure in ("contribution", "revenue", "balance", "turnover"):
        compared = book.read(Question("compared", f"""
            with cube as (
                select years_ago, region_id, customer_type, sum(customers) as n, sum(amount) as amount
                from value_cube join value_curves using (curve_id)
                where measure = '{measure}' and region_id <> '' and customer_type <> ''
                group by years_ago, region_id, customer_type
            ), rows as (
                select years_ago, region_id, customer_type, count(*) as n, sum({measure}) as amount
                from customer_years group by years_ago, region_id, customer_type
            )
            select * from cube full join rows using (years_ago, region_id, customer_type, n, amount)
        """))
        assert len(compared) == len(compared.dropna()) == 3 * 2 * 2


def test_ranks_run_from_one_down_the_contributions(book):
    years = book.read(Question("years", "select * from customer_years order by years_ago, contribution_rank"))
    for _, year in years.groupby("years_ago"):
        assert list(year["contribution_rank"]) == list(range(1, len(year) + 1))
        assert year["contribution"].is_monotonic_decreasing


def test_what_marts_alone_are_made_from_is_what_nothing_else_reads(book):
    root = Path(marts.__file__).resolve().parents[2]
    read = [path for folder in ("crm_core", "pages") for path in (root / folder).rglob("*")
            if path.suffix in (".sql", ".py") and path.parent.name != "marts"]
    words = {word for path in read for word in re.findall(r"\w+", path.read_text("utf-8"))}
    for name, unread in marts.BUILT_FROM_ALONE.items():
        columns = book.read(Question("columns", f"select * from {name} limit 0")).columns
        assert set(unread) == set(columns) - words, name


def test_a_missing_criterion_has_no_score_and_the_best_has_a_hundred(book):
    year = book.read(Question("year", "select * from customer_years where years_ago = 0"))
    assert year.loc[year["size_amount"].isna(), "scale_midrank"].isna().all()
    assert year.loc[year["credit_grade"].isna(), "reputation_midrank"].isna().all()
    best = year.loc[year["contribution"].idxmax()]
    assert best["contribution_score"] == 100
    graded = year.dropna(subset=["credit_grade"]).groupby("credit_grade")["reputation_midrank"].mean()
    assert graded["A"] > graded["D"], "A is the better reputation"


def test_years_are_the_twelve_months_that_end_in_the_last_month_and_its_anniversaries(book):
    years = book.read(Question("years", "select * from book_years order by years_ago"))
    assert [str(day)[:10] for day in years["first_month"]] == ["2025-10-01", "2024-10-01", "2023-10-01"]
    assert [str(day)[:10] for day in years["last_day"]] == ["2026-09-30", "2025-09-30", "2024-09-30"]
    assert list(years["is_complete"]) == [True, True, True]


def test_the_rate_card_changes_on_its_day(book):
    card = book.read(Question("card", "select month, margin_rate from rate_months where product_id = 'LOAN'"))
    card = {str(month)[:10]: rate for month, rate in zip(card["month"], card["margin_rate"], strict=True)}
    assert (card["2025-06-01"], card["2025-07-01"], card["2025-08-01"]) == (0.03, 0.025, 0.025)


def test_every_sql_file_of_the_marts_is_built(book):
    written = {path.stem for path in Path(marts.__file__).parent.glob("*.sql")}
    assert written == set(marts.ALL)


def test_rows_before_the_rate_card_begins_are_reported_not_priced_in_silence(book):
    unpriced = book.read(Question("u", "select * from suspicions where table_name = 'rates'"))
    assert len(unpriced) == 1
    assert "SAVE" in unpriced["subject"][0]
    assert "January 2024" in told(unpriced["reason"][0])


def test_groups_of_customers_add_up_to_the_customers(book):
    parts = ", ".join(f"sum({name}) as {name}" for name in (*FLOWS, "contribution", "balance"))
    groups = book.read(Question("g", f"select years_ago, sum(customers) as n, {parts} from relationship_years"
                                     " group by years_ago order by years_ago"))
    customers = book.read(Question("c", f"select years_ago, count(*) as n, {parts} from customer_years"
                                        " group by years_ago order by years_ago"))
    assert (groups == customers).all().all()


def test_the_median_customer_is_the_middle_one_line_by_line(book):
    customers = book.read(Question("c", "select * from customer_years"))
    medians = book.read(Question("m", "select * from type_medians"))
    assert len(medians) == 3 * 2 * 5
    for median in medians.to_dict("records"):
        of_type = customers[
            (customers["years_ago"] == median["years_ago"]) & (customers["customer_type"] == median["customer_type"])
        ]
        assert median["median_amount"] == pytest.approx(of_type[median["line"]].median(), abs=0.0051)
        assert median["customers"] == len(of_type)


def test_the_cube_of_customer_files_counts_every_customer_once_and_tells_what_is_filled(book):
    rows = book.read(Question("rows", "select * from customer_years")).astype({"revenue": float})
    cube = book.read(Question("cube", "select * from customer_files"))
    for (years_ago, region), part in rows.groupby(["years_ago", "region_id"]):
        cells = cube[(cube["years_ago"] == years_ago) & (cube["region_id"] == region)]
        assert cells["customers"].sum() == len(part)
        assert float(cells["revenue_size"].sum()) == pytest.approx(part["revenue"].abs().sum())
        for filled, column in (("has_credit_grade", "credit_grade"), ("has_size_amount", "size_amount")):
            assert cells.loc[cells[filled] == 1, "customers"].sum() == part[column].notna().sum()
    assert {"has_joined_on", "has_branch_id", "has_region_id", "has_customer_type"} <= set(cube)


def test_customers_of_the_latest_year_are_named_in_order_of_what_they_contribute(book, source):
    people, _rows = source
    named = book.read(Question("n", "select * from customer_names"))
    years = book.read(Question("y", "select * from customer_years where years_ago = 0")).set_index("customer_id")
    assert named["contribution_rank"].tolist() == list(range(1, len(years) + 1)), "each rank once, in order"
    assert years.loc[named["customer_id"], "contribution"].is_monotonic_decreasing
    for row in named.to_dict("records"):
        assert row["contribution_rank"] == years.loc[row["customer_id"], "contribution_rank"]
        assert row["region_id"] == {person[0]: person[2] for person in people}[row["customer_id"]]


def test_the_value_cube_holds_its_totals_under_empty_names(book):
    sums = book.read(Question("s", """
        select measure, years_ago, region_id = '' as every_region, customer_type = '' as every_type,
            sum(customers) as n, sum(amount) as amount
        from value_cube join value_curves using (curve_id)
        group by measure, years_ago, region_id = '', customer_type = ''
    """))
    assert len(sums) == 4 * 3 * 4
    for _, parts in sums.groupby(["measure", "years_ago"]):
        assert parts["n"].nunique() == 1
        assert parts["amount"].round(2).nunique() == 1


def test_moves_pair_each_customers_years_and_keep_those_who_came_or_went(book):
    years = book.read(Question("y", "select customer_id, years_ago, contribution, turnover from customer_years"))
    moves = book.read(Question("m", "select * from customer_moves"))
    by_year = {back: part.set_index("customer_id") for back, part in years.groupby("years_ago")}
    for back in (0, 1):
        now, before = by_year[back], by_year[back + 1]
        listed = moves[moves["years_ago"] == back].set_index("customer_id")
        assert set(listed.index) == set(now.index) | set(before.index)
        for person, row in listed.iterrows():
            for column in ("contribution", "turnover"):
                assert same(row[column], now[column].get(person))
                assert same(row[f"{column}_before"], before[column].get(person))


def same(found, expected) -> bool:
    """Equal, or missing on both sides."""
    return math.isnan(found) if expected is None else found == expected


@pytest.mark.parametrize(("left", "counts"), [(dt.date(2025, 4, 1), 1), (dt.date(2025, 3, 31), 0)])
def test_who_left_on_the_first_day_of_the_year_was_a_customer_in_it(tmp_path, left, counts):
    publish(tmp_path, [10, Customer(idle=True, left=left)])
    with open_book(tmp_path) as book:
        years = book.read(Question("years", "select customer_id from customer_years where years_ago = 0"))
    assert len(years) == 1 + counts
