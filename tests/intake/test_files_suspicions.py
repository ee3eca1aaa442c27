"""What loads and yet may be wrong is said, and only then."""

from __future__ import annotations

import datetime as dt

from crm_core.intake.draft import Terms, drafting
from crm_core.intake.files.suspicions import suspect
from crm_core.language.stored import told
from crm_core.warehouse import Shelf
from tests.intake.own_files import bring

MARKET = "region_id,institution,is_own,family,period,balance\n"
REGIONS = "region_id,name\nNORTE,Norte\nSUR,Sur\nESTE,Este\n"


def market(*rows: tuple[str, str, bool, int]) -> str:
    return MARKET + "".join(f"{region},{bank},{is_own},loans,2026-02-28,{balance}\n"
                            for region, bank, is_own, balance in rows)


def test_a_plausible_bank_is_not_suspected(tmp_path):
    rows = market(("NORTE", "We", True, 9000), ("NORTE", "A", False, 5000), ("NORTE", "B", False, 3000),
                  ("SUR", "We", True, 6000), ("SUR", "A", False, 2000), ("ESTE", "A", False, 900))
    assert bring(tmp_path, regions=REGIONS, market=rows).suspicions() == {}


def test_a_market_without_us(tmp_path):
    rows = market(("SUR", "A", False, 9000), ("SUR", "B", False, 8000))
    said = bring(tmp_path, regions=REGIONS, market=rows).suspicions()
    assert said["is_own"].startswith("No institution is marked as our own")


def test_customers_without_business_months_of_silence_and_dates_outside_membership(tmp_path):
    people = "customer_id,customer_type,region_id,joined_on\n" + "".join(
        f"C{number},individual,NORTE,2026-01-15\n" for number in range(1, 6))
    rows = "customer_id,product_id,month,balance\nC1,LOAN,2025-11-01,1\nC1,LOAN,2026-01-01,1\nC2,LOAN,2026-02-01,1\n"
    said = bring(tmp_path, customers=people, activity=rows).suspicions()
    assert said["without activity"].startswith("3 of 5 customers have no activity at all")
    assert said["November 2025 to January 2026"].startswith("1 month in between has no row")
    assert said["joined_on and left_on"].endswith("they left: 1 row of 1 customer. Check the dates.")
    assert said["regions"].startswith("There is no regions file")


def test_a_month_to_come_is_rejected_and_does_not_become_the_books_last(tmp_path):
    rows = "customer_id,product_id,month,balance\nC1,LOAN,2026-01-01,1\nC1,LOAN,2199-01-01,1\n"
    people = "customer_id,customer_type,region_id,joined_on\nC1,individual,NORTE,2020-01-15\n"
    built = bring(tmp_path, customers=people, activity=rows)
    told = built.rows("select strftime(last_month, '%Y-%m') as last, rejected_rows from book_info")
    assert told == [("2026-01", 1)]
    assert "is still to come: correct the month" in built.rejected("activity")[0].reasons


def test_months_to_come(tmp_path):
    with drafting(Shelf(tmp_path), source="files", terms=Terms("x")) as draft:
        draft.connection.execute("""
            insert into customers (customer_id, customer_type, region_id, joined_on)
            select 'C' || i, 'individual', 'N', date '2020-01-01' from range(40) as t(i);
            insert into activity (customer_id, product_id, month, balance)
            select 'C' || i, 'LOAN', date '2026-01-01', 1 from range(40) as t(i)
            union all select 'C' || i, 'LOAN', date '2026-02-01', 1 from range(10) as t(i)
        """)
        suspect(draft.connection, today=dt.date(2026, 1, 31))
        said = [told(reason) for subject, reason in draft.connection.execute(
            "select subject, reason from suspicions").fetchall() if told(subject) == "February 2026"]
    assert said == ["10 rows lie in a month that is still to come: check the dates."]
