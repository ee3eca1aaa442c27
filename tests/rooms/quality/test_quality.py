"""Quality: worked by hand through banks whose holes are known, said in sentences, and what is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from crm_core import CannotAnswer, open_book
from crm_core.amounts import Money
from crm_core.ask import ask, availabilities
from crm_core.contract import TABLES
from crm_core.intake.draft import SourceFile
from crm_core.language import in_language
from crm_core.rooms import quality
from crm_core.rooms.quality import captions
from crm_core.rooms.quality.fixes import fixes
from crm_core.rooms.quality.wording import fix_words, table_heading, touched_words
from crm_core.scope import Scope
from tests.intake.quality.holed_bank import FEB, JAN, UNREADABLE, Bank, customer, deposit, without_quality
from tests.sentences import faults
from tests.two_languages import figures

EUR = Money("EUR")


def answered(folder):
    with open_book(folder) as book:
        return quality.answer(book.reader())


def holed() -> Bank:
    """Four customers in two regions: one has no grade and three quarters of the revenue, one left and stays active."""
    people = [customer(1, credit_grade="A"), customer(2), customer(3, region_id="S", credit_grade="B"),
              customer(4, credit_grade="C", left_on=dt.date(2025, 12, 31))]
    rows = [deposit(1, fee_income=10.0), deposit(2, fee_income=60.0), deposit(3, fee_income=10.0),
            deposit(4, JAN), deposit(1, FEB), deposit(2, FEB), deposit(4, FEB)]
    file = SourceFile("customers", "customers.csv", 6, 1, 4, 1, 0, "h")
    return Bank(people, rows, files=[file], rejected=[("customers", UNREADABLE)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("holed")
    holed().publish(made)
    return made


@pytest.fixture(scope="module")
def result(folder):
    return answered(folder)


def test_every_dimension_is_what_passed_of_what_was_checked(result):
    # 7 balances, 3 of 7 fees; of 4 customers the region, the type, the day of joining, and 3 grades
    assert (result.count("completeness", "passed"), result.count("completeness")) == (7 + 3 + 12 + 3, 7 + 7 + 12 + 4)
    assert result.total("validity") == pytest.approx(4 / 5)
    assert result.total("uniqueness") == 1
    # north has both months; south lacks February
    assert (result.count("timeliness", "passed"), result.count("timeliness")) == (3, 4)


def test_the_missing_grade_touches_three_quarters_of_revenue(result):
    row = result.fixes[result.fixes["column_name"] == "credit_grade"].iloc[0].to_dict()
    assert (row["failed"], row["checked"], row["touched_share"]) == (1, 4, pytest.approx(0.75))
    assert fix_words(row) == "Credit grade is missing in 1 of 4 rows of customers that should have it."
    assert touched_words(row) == "75% of revenue"


def test_what_touches_most_is_first(result):
    assert result.fixes["touched_share"].is_monotonic_decreasing
    assert result.fixes.iloc[0]["column_name"] == "credit_grade"


def test_it_is_said_with_what_to_fix_first(result):
    reading = quality.say(result, EUR)
    assert reading.headline == ("93.8% of the expected values of customers and 71.4% of those of activity are there; "
                                "1 row was rejected and 2 of 10 checks did not pass in full. The data goes to February "
                                "2026.")
    assert reading.so_what.endswith("Fix first: Credit grade is missing in 1 of 4 rows of customers that should have "
                                    "it. That touches 75% of revenue.")


def test_the_south_has_no_february(result):
    south = result.regions.set_index("region_id").loc["S"]
    assert (south["timeliness_share"], south["last_period"].date()) == (0.5, JAN)
    assert captions.regions_table(result).set_index("region_id").loc["S", "last_month"] == "Jan 2026"


def test_how_late_each_table_is_told_by_its_own_step(result):
    rows = captions.reach_table(result).set_index("table_name")
    today = dt.datetime.now(dt.UTC).date()
    behind = (today.year - 2026) * 12 + today.month - 2
    assert (rows.loc["activity", "last"], rows.loc["activity", "step"]) == ("Feb 2026", 1)
    assert rows.loc["activity", "months_late"] == max(behind - 1, 0)
    assert "customers" not in rows.index, "nobody joined lately is no delay of a file"


def test_the_columns_of_a_table_are_told_by_region(result):
    rows, headings = captions.column_regions_table(result, "customers")
    assert headings == {"region": "Region", "credit_grade_share": "Credit grade"}
    assert dict(zip(rows["region"], rows["credit_grade_share"], strict=True)) == {"N": pytest.approx(2 / 3), "S": 1.0}
    assert captions.columns(result, "customers").title == "1 column of customers has gaps"


def test_a_table_of_reference_comes_after_customers_and_activity():
    columns = pd.DataFrame({"table_name": ["pilots", "customers"], "column_name": ["measure", "name"],
                            "expected": [4, 100], "filled": [0, 99], "share": [0.0, 0.99],
                            "weighed_by": [None, "revenue"], "missing_share": [float("nan"), 0.002]})
    checks = pd.DataFrame({"rule": ["left"], "table_name": ["activity"], "column_name": ["month"], "checked": [10],
                           "passed": [9], "share": [0.9], "note": [""]})
    before = columns.copy()
    ranked = fixes(columns, checks)
    assert ranked["table_name"].tolist() == ["activity", "customers", "pilots"]
    assert ranked["touched"].tolist() == ["rows", "revenue", "rows"]
    pd.testing.assert_frame_equal(columns, before)


def test_nothing_to_fix_is_said(tmp_path):
    Bank().publish(tmp_path)
    found = answered(tmp_path)
    assert quality.say(found, EUR).so_what.endswith("Nothing to fix.")
    assert captions.tables(found).title == "Every table passes in every dimension"


def test_what_is_worse_than_in_the_data_before_is_named(tmp_path):
    Bank([customer(1), customer(2, credit_grade="A"), customer(3)]).publish(tmp_path, tag="0")
    Bank([customer(n, credit_grade="A") for n in (1, 2)]).publish(tmp_path, tag="1")
    Bank([customer(1, credit_grade="A"), customer(2)]).publish(tmp_path, tag="2")
    found = answered(tmp_path)
    worse = found.fallen.to_dict("records")
    assert [(row["table_name"], row["dimension"], row["before_share"], row["share"]) for row in worse] == [
        ("customers", "completeness", 1.0, 0.875)]
    assert captions.against(found).title == "1 figure is worse than in the data before"
    drawn = quality.draw_trend(found)
    assert len(drawn.data) == 3, "completeness, uniqueness and consistency; nothing was read from a file"
    assert [len(each.x) for each in drawn.data] == [3, 3, 3]


def test_one_state_of_the_data_has_no_trend(result):
    assert quality.draw_trend(result) is None
    assert not result.has_before


def test_the_picture_has_a_cell_for_each_table_and_dimension_that_was_checked(result):
    (grid,) = quality.draw(result, EUR).data
    assert len(grid.z) == len(grid.text) == 4, "customers, products, activity, and the sums"
    assert len(grid.z[0]) == 5
    assert list(grid.text[0][:2]) == ["93.8%", "80%"]


@pytest.mark.every_mart
def test_a_book_of_before_says_what_to_do(tmp_path):
    without_quality(Bank().publish(tmp_path))
    with open_book(tmp_path) as book:
        with pytest.raises(CannotAnswer, match="loaded before quality was measured"):
            quality.answer(book.reader())
        found = availabilities(book.reader())
        assert (found["quality"].level, found["quality"].missing) == ("none", ("the same files loaded again",))
        assert ask("overview", book, Scope())["reading"], "every other page answers as before"


@pytest.mark.parametrize("kind", ["empty", "reason", "key", "row", "month_again", "month", "reference", "left",
                                  "joined", "control", "market", "sum"])
@pytest.mark.parametrize("failed", [1, 1200])
def test_every_kind_of_failure_is_a_sentence_in_both_languages(kind, failed):
    row = {"kind": kind, "table_name": "customers", "column_name": "branch_id", "failed": failed, "checked": 5000,
           "note": "the date is missing"}
    english = fix_words(row)
    figures_of_english = figures(english)
    with in_language("es"):
        spanish = fix_words(row)
        assert figures(spanish) == figures_of_english
    assert english != spanish
    assert english.endswith(".")
    assert not faults(f"{english}\n{spanish}")


def test_of_one_period_nobody_knows_whether_it_is_late(result):
    of_one = replace(result, periods=result.periods.assign(step=float("nan"), months_late=float("nan")))
    assert captions.reach(of_one).title == "One period does not tell whether 1 table is late"
    in_step = replace(result, periods=result.periods.assign(months_late=0.0))
    assert captions.reach(in_step).title == "Every table is on time"


def test_every_table_of_the_contract_has_a_name():
    with in_language("es"):
        assert [name for name in TABLES if table_heading(name) == name] == []
