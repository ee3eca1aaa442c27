"""The strip below every title: as of when, how much of what the page uses is there, what part is assumed."""

from __future__ import annotations

import datetime as dt

import pytest

from crm_core import open_book
from crm_core.availability import ALSO_USED, BRINGS, Needs
from crm_core.basis import COLUMNS, basis, told_in_full
from crm_core.choices import choices
from crm_core.contract import TABLES
from crm_core.language import in_language
from crm_core.scope import Scope
from tests.intake.quality.holed_bank import JAN, Bank, customer, deposit, without_quality

RATES = [{"product_id": "SAV", "valid_from": dt.date(2020, 1, 1), "margin_rate": 0.12}]


def strip(folder, needs: Needs, scope: Scope | None = None):
    with open_book(folder) as book:
        read = book.reader(scope or Scope())
        return basis(read, needs, choices(read, book.region_names), book.info)


def test_three_of_four_values_are_there_and_the_emptiest_is_named(tmp_path):
    people = [customer(n, credit_grade="A" if n == 1 else None) for n in (1, 2)]
    Bank(people).publish(tmp_path)
    found = strip(tmp_path, Needs(uses=("grade", "balance")))
    assert str(found) == "As of Jan 2026 · 75% of what this page uses is there (Credit grade 50%)"
    assert found.parts[1].rows == (("Credit grade", "50%"),)
    assert "Of 4 values that this page reads, 3 are there" in found.parts[1].sentences[0]
    assert found.parts[1].sentences[1] == "Complete: Balance."


def test_only_what_the_page_uses_counts(tmp_path):
    Bank([customer(1, credit_grade="A"), customer(2)]).publish(tmp_path)
    assert str(strip(tmp_path, Needs(uses=("balance",)))) == "As of Jan 2026 · 100% of what this page uses is there"


def test_it_is_of_the_scope(tmp_path):
    people = [customer(1, region_id="N", credit_grade="A"), customer(2, region_id="S")]
    Bank(people).publish(tmp_path)
    needs = Needs(uses=("grade",))
    assert "100%" in str(strip(tmp_path, needs, Scope(regions=("N",))))
    assert "0%" in str(strip(tmp_path, needs, Scope(regions=("S",))))
    assert "50%" in str(strip(tmp_path, needs))


def test_a_quarter_of_contribution_rests_on_the_rate_card(tmp_path):
    rows = [deposit(1, net_interest_income=3.0), deposit(2)]  # 100 at 12% a year are 1 a month
    Bank(activity=rows, others={"rates": RATES}).publish(tmp_path)
    found = strip(tmp_path, Needs((("revenue",),)))
    assert str(found) == ("As of Jan 2026 · 100% of what this page uses is there · "
                          "25% of contribution rests on assumed rates")
    assert found.parts[2].rows == (("Net interest income", "25%"),)
    assert "come from the rate card" in found.parts[2].sentences[1], "the caveat is told there and nowhere else"


def test_a_page_without_money_says_the_caveat_as_it_is(tmp_path):
    Bank(activity=[deposit(1, net_interest_income=3.0), deposit(2)], others={"rates": RATES}).publish(tmp_path)
    assert str(strip(tmp_path, Needs(uses=("balance",)))) == "As of Jan 2026 · 100% of what this page uses is there"


def test_generated_data_says_so_on_every_page(tmp_path):
    Bank().publish(tmp_path, source="demo")
    found = strip(tmp_path, Needs())
    assert str(found) == "As of Jan 2026 · Demo data"
    assert found.parts[1].is_warning


def test_a_page_that_uses_nothing_that_was_counted_says_nothing_of_it(tmp_path):
    Bank().publish(tmp_path)
    assert str(strip(tmp_path, Needs((("market",),)))) == "As of Jan 2026"


def test_a_book_of_before_says_what_it_can(tmp_path):
    without_quality(Bank(activity=[deposit(1), deposit(2, fee_income=1.0)], others={"rates": RATES}).publish(tmp_path))
    assert str(strip(tmp_path, Needs((("revenue",),)))) == "As of Jan 2026 · Gaps in the data · Rate card prices" or \
        str(strip(tmp_path, Needs((("revenue",),)))) == "As of Jan 2026 · Rate card prices"


def test_the_months_since_are_counted(tmp_path):
    Bank(activity=[deposit(1, JAN)]).publish(tmp_path)
    today = dt.datetime.now(dt.UTC).date()
    passed = (today.year - 2026) * 12 + today.month - 2
    sentences = strip(tmp_path, Needs()).parts[0].sentences
    assert sentences[0].startswith("The figures go to the end of Jan 2026.")
    assert passed < 1 or f"{passed} whole month" in sentences[1]


def test_a_file_that_leaves_tells_it_in_full(tmp_path):
    Bank([customer(1, credit_grade="A"), customer(2)]).publish(tmp_path)
    assert told_in_full(strip(tmp_path, Needs(uses=("grade",)))) == (
        "As of Jan 2026. 50% of what this page uses is there. Credit grade 50%.")


def test_it_is_told_in_spanish(tmp_path):
    Bank([customer(1, credit_grade="A"), customer(2)]).publish(tmp_path)
    with in_language("es"):
        found = str(strip(tmp_path, Needs(uses=("grade", "balance"))))
    assert found == ("A ene 2026 · Está el 75\N{NO-BREAK SPACE}% de lo que usa esta página (Calificación crediticia "
                     "50\N{NO-BREAK SPACE}%)")


def test_what_pages_use_stands_in_the_contract():
    for name, columns in COLUMNS.items():
        for table, column in columns:
            assert not column or TABLES[table].column(column), name
    assert set(ALSO_USED) <= set(COLUMNS)
    silent = {"months", "years", "managers", "leavers", "quality", "used", "families", "customer_months"}
    assert set(BRINGS) - set(COLUMNS) == silent, "spans, no manager and no last day are no gaps"


def test_a_room_may_only_use_what_is_known():
    assert Needs(uses=("grade",)).names == {"grade"}
    with pytest.raises(ValueError, match="nothing"):
        Needs(uses=("nothing",))
    with pytest.raises(ValueError, match="grade"):
        Needs(better_with=("grade",))
