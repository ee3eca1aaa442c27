"""A period: its months, its name and its words, whatever the month a fiscal year starts in."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_core.language import in_language
from crm_core.periods import Period, coming, fiscal_year_of
from crm_core.periods.months import apart, moved
from crm_core.periods.name import span_of

SEPTEMBER = dt.date(2026, 9, 1)


def named(name: str, starts: int = 1, last: dt.date = SEPTEMBER) -> Period:
    kind, first, end = span_of(name, fiscal_year_starts=starts, last_month=last)
    return Period(kind, first, end, apart(first, end) + 1, starts)


@pytest.mark.parametrize(("name", "starts", "label", "en_espanol"), [
    ("2025", 1, "calendar year 2025", "año natural 2025"),
    ("2026", 7, "fiscal year 2026 (July 2025 to June 2026)", "ejercicio 2026 (julio de 2025 a junio de 2026)"),
    ("2026-Q3", 1, "July to September 2026", "julio a septiembre de 2026"),
    ("2027-Q1", 7, "quarter 1 of fiscal year 2027 (July to September 2026)",
     "trimestre 1 del ejercicio 2027 (julio a septiembre de 2026)"),
    ("2026-Q4", 11, "quarter 4 of fiscal year 2026 (August to October 2026)",
     "trimestre 4 del ejercicio 2026 (agosto a octubre de 2026)"),
    ("2026-Q1", 12, "quarter 1 of fiscal year 2026 (December 2025 to February 2026)",
     "trimestre 1 del ejercicio 2026 (diciembre de 2025 a febrero de 2026)"),
    ("2026-ytd", 1, "year to date: January to September 2026", "acumulado del año: enero a septiembre de 2026"),
    ("2027-ytd", 7, "fiscal year 2027 to date: July to September 2026",
     "acumulado del ejercicio 2027: julio a septiembre de 2026"),
    ("2026-09", 7, "September 2026", "septiembre de 2026"),
])
def test_a_period_is_said_with_its_months(name, starts, label, en_espanol):
    period = named(name, starts)
    assert (period.name, period.label) == (name, label)
    with in_language("es"):
        assert period.label == en_espanol


def test_a_period_within_a_sentence():
    words = [named(name).during for name in ("2025", "2026-Q3", "2026-09", "2026-ytd")]
    assert words == ["in 2025", "from July to September 2026", "in September 2026", "from January to September 2026"]
    assert named("2026", 7).during == "in fiscal year 2026"
    trailing = Period("trailing", dt.date(2025, 10, 1), SEPTEMBER, 12)
    assert (trailing.during, trailing.over) == ("in the 12 months to September 2026", "in 12 months")
    assert [named(name).over for name in ("2025", "2026-Q3", "2026-09", "2026-ytd")] == [
        "in the year", "in the quarter", "in the month", "in the 9 months"]
    assert [named(name).choice for name in ("2025", "2026-Q3", "2026-09")] == ["2025", "Q3: Jul – Sep 2026", "Sep 2026"]


def test_a_part_of_a_year_says_so():
    part = Period("trailing", dt.date(2025, 10, 1), SEPTEMBER, 5)
    assert (part.is_complete, part.label) == (False, "5 months with data to September 2026")
    assert (part.during, part.over) == ("in the 5 months with data to September 2026", "in the 5 months")


def test_a_quarter_of_a_leap_year_ends_on_its_last_day():
    assert named("2024-02").last_day == dt.date(2024, 2, 29)
    assert named("2024-02").before().last_day == dt.date(2023, 2, 28)
    assert named("2025-02").before().last_day == dt.date(2024, 2, 29)
    assert named("2024-Q4", 6).last_day == dt.date(2024, 5, 31)


@pytest.mark.parametrize("name", ["2026-13", "2026-00", "2026-Q5", "2026-q3", "26", "year ", "2026-YTD", "", "2026-9"])
def test_what_is_no_period_is_refused_with_all_that_is(name):
    with pytest.raises(ValueError, match=r"is not understood\. Write one of trailing, year, year_to_date, quarter, "):
        named(name)


months = st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)).map(lambda day: day.replace(day=1))


@given(months, st.integers(1, 12))
def test_a_name_gives_its_period_back_and_the_year_before_is_twelve_months_earlier(month, starts):
    for form in ("{}", "{}-ytd", "{}-Q1", "{}-Q4"):
        name = form.format(fiscal_year_of(month, starts))
        period = named(name, starts, month)
        assert period.name == name
        before = period.before()
        assert (before.months, apart(before.first_month, period.first_month)) == (period.months, 12)
        assert before.fiscal_year == period.fiscal_year - 1


@given(months, st.integers(1, 12))
def test_four_quarters_make_the_fiscal_year_that_holds_the_month(month, starts):
    year = named(str(fiscal_year_of(month, starts)), starts)
    assert year.first_month <= month <= year.last_month
    assert (year.first_month.month, year.months) == (starts, 12)
    quarters = [named(f"{year.name}-Q{number}", starts) for number in (1, 2, 3, 4)]
    assert [quarters[0].first_month, quarters[-1].last_month] == [year.first_month, year.last_month]
    assert all(moved(one.last_month, 1) == two.first_month for one, two in itertools.pairwise(quarters))


@given(months, st.integers(1, 12), st.integers(1, 24))
def test_what_is_to_come_holds_the_next_month_and_ends_within_the_horizon(last, starts, horizon):
    spans = coming(last, horizon=horizon, fiscal_year_starts=starts)
    assert spans[0].name == f"{moved(last, 1):%Y-%m}"
    assert all(each.last_month <= moved(last, horizon) for each in spans)
    first_year = [each for each in spans if each.kind == "year"][:1]
    assert all(each.first_month <= moved(last, 1) <= each.last_month for each in first_year)


def test_from_july_the_year_under_way_in_september_ends_in_june():
    spans = coming(SEPTEMBER, horizon=24, fiscal_year_starts=7)
    assert [each.name for each in spans] == ["2026-10", "2027-Q2", "2027", "2028"]
    assert [each.name for each in coming(SEPTEMBER, horizon=8, fiscal_year_starts=7)] == ["2026-10", "2027-Q2"]
    assert [each.name for each in coming(dt.date(2026, 12, 1), horizon=2)] == ["2027-01"]
