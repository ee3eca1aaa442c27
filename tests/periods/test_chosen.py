"""Which period a book is asked for, which it offers, and what each is compared with."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from crm_core import CannotAnswer, periods
from crm_core.command_line import main
from crm_core.question import Question
from crm_core.scope import Scope

_YEARS = Question("whole_years", "select years_ago from book_years where is_complete")


def names(book, kind: str, years_ago: int = 0) -> list[str]:
    return [each.name for each in periods.offered(book.reader(Scope(years_ago))).get(kind, ())]


def test_thirty_months_with_a_fiscal_year_from_july(july):
    """April 2024 to September 2026: fiscal 2025 and 2026 are whole, 2024 and 2027 are not."""
    assert names(july, "year") == ["2026", "2025"]
    assert names(july, "year_to_date") == ["2027-ytd", "2026-ytd", "2025-ytd"]
    assert names(july, "quarter")[:2] + names(july, "quarter")[-1:] == ["2027-Q1", "2026-Q4", "2024-Q4"]
    assert len(names(july, "quarter")) == 10
    assert names(july, "month")[0] == "2026-09"
    assert len(names(july, "month")) == 30


@pytest.mark.parametrize(("kind", "years_ago", "first", "last"), [
    ("trailing", 0, "2025-10", "2026-09"), ("trailing", 1, "2024-10", "2025-09"),
    ("year", 0, "2025-07", "2026-06"), ("year", 1, "2024-07", "2025-06"),
    ("year_to_date", 0, "2026-07", "2026-09"), ("year_to_date", 1, "2025-07", "2025-09"),
    ("quarter", 0, "2026-07", "2026-09"), ("month", 1, "2025-09", "2025-09"),
    ("2025-Q4", 0, "2025-04", "2025-06"), ("2026-03", 1, "2026-03", "2026-03"),
])
def test_a_kind_follows_the_twelve_months_and_a_name_does_not(july, kind, years_ago, first, last):
    period = periods.chosen(july.reader(Scope(years_ago)), kind)
    assert (f"{period.first_month:%Y-%m}", f"{period.last_month:%Y-%m}") == (first, last)
    assert period.is_complete


def test_what_the_book_does_not_hold_whole_is_refused_with_what_it_holds(july, gap):
    read = july.reader()
    with pytest.raises(CannotAnswer, match="July 2026 to June 2027 is not complete in the data: 3 of its 12 months are "
                                           "there; it goes from April 2024 to September 2026"):
        periods.chosen(read, "2027")
    with pytest.raises(CannotAnswer, match="does not hold January to March 2024: it goes from April 2024"):
        periods.chosen(read, "2024-Q3")
    with pytest.raises(CannotAnswer, match="January to March 2026 is not complete in the data: 2 of its 3 months"):
        periods.chosen(gap.reader(), "2026-Q1")
    with pytest.raises(CannotAnswer, match=r"In the 12 months to September 2024 the data holds no period .*\(Fiscal"):
        periods.chosen(july.reader(Scope(2)), "year")


def test_a_month_that_is_missing_makes_no_period_of_its_own(gap):
    assert "2026-Q1" not in names(gap, "quarter")
    assert "2026-02" not in names(gap, "month")
    assert names(gap, "year_to_date") == ["2025-ytd"], "January to September 2026 lacks February"
    trailing = periods.chosen(gap.reader())
    assert (trailing.months_known, trailing.is_complete) == (11, False)
    assert periods.compared(gap.reader(), trailing) is None


def test_the_year_before_is_compared_where_it_is_whole(july):
    read = july.reader()
    before = periods.compared(read, periods.chosen(read, "quarter"))
    assert (before.first_month, before.last_month) == (dt.date(2025, 7, 1), dt.date(2025, 9, 1))
    assert periods.compared(read, periods.chosen(read, "2025-Q4")).name == "2024-Q4"
    assert periods.compared(read, periods.chosen(read, "2025")) is None, "fiscal 2024 began before the book"


def test_a_quarter_of_which_less_was_known_is_not_compared_with(late):
    """Fees of July to September 2025 are known of every other customer only."""
    read = late.reader()
    assert periods.compared(read, periods.chosen(read, "2026-Q3")) is None
    assert periods.chosen(read, "2025-Q3").is_complete
    assert periods.compared(read, periods.chosen(read)) is None


def test_the_twelve_months_are_compared_as_the_years_of_the_book_are(july, gap, late):
    for book in (july, gap, late):
        whole = set(book.read(_YEARS)["years_ago"])
        for years_ago in (0, 1):
            read = book.reader(Scope(years_ago))
            assert (periods.compared(read, periods.chosen(read)) is not None) == ({years_ago, years_ago + 1} <= whole)


def test_a_trailing_year_is_known_by_its_months(july):
    read = july.reader()
    assert periods.trailing_year(read, periods.chosen(july.reader(Scope(1)))) == 1
    assert periods.trailing_year(read, periods.chosen(read, "year")) is None
    assert periods.trailing_year(read, periods.chosen(read, "quarter")) is None


def test_the_command_line_takes_a_period(july, capsys):
    asked = ["ask", "regions", "--book", str(july.path), "--region", "N", "--period"]
    assert main([*asked, "2026-Q4", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["result"]["months"]["first_month"], answer["result"]["months"]["kind"]) == ("2026-04-01", "quarter")
    assert main([*asked, "2027"]) == 2
    assert "3 of its 12 months are there" in capsys.readouterr().err
    assert main([*asked, "lately"]) == 2
    assert "Period 'lately' is not understood" in capsys.readouterr().err
