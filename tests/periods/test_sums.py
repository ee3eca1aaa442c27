"""What rooms sum over a period, against a plain loop over the rows of the bank."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import pytest

from crm_core import open_book, periods
from crm_core.amounts import Money
from crm_core.question import Question
from crm_core.rooms import demand, regions
from crm_core.rooms.regions import captions
from crm_core.rooms.regions.answer import MOVES, SPREADS
from crm_core.rooms.regions.scorecard_reading import say_account, say_against
from crm_core.scope import Scope
from tests.odd_books import months
from tests.periods.conftest import fee, publish

EUR = Money("EUR")
BY_CUSTOMER = Question("by_customer", """-- grain: customer × month
    select activity_money.customer_id, month, region_id, fee_income - cost_to_serve as contribution
    from activity_money inner join customers on activity_money.customer_id = customers.customer_id""")


def contribution(first: str, last: str) -> dict[str, float]:
    """By region, from the formula of the bank's rows and not from its tables."""
    sums = defaultdict(float)
    for n in range(40):
        for t, month in enumerate(months(30)):
            joined = dt.date(2025, 11, 1) if n % 7 == 6 else month
            if first <= f"{month:%Y-%m}" <= last and month >= joined:
                sums["NSE"[n % 3]] += fee(n, t) - 3 - n % 4
    return dict(sums)


@pytest.mark.parametrize(("period", "span", "before"), [
    ("2027-Q1", ("2026-07", "2026-09"), ("2025-07", "2025-09")),
    ("year", ("2025-07", "2026-06"), None), ("2026-03", ("2026-03", "2026-03"), ("2025-03", "2025-03")),
    ("trailing", ("2025-10", "2026-09"), ("2024-10", "2025-09")),
])
def test_contribution_of_a_region_is_the_sum_of_its_months(july, period, span, before):
    rows = regions.answer(july.reader(), period=period, draws=1).scorecard.set_index("region_id")
    assert rows["contribution"].to_dict() == pytest.approx(contribution(*span))
    if before:
        assert rows["contribution_before"].to_dict() == pytest.approx(contribution(*before))


def test_quarters_add_up_to_their_fiscal_year_in_every_scope(july):
    read = july.reader(Scope(0, (), ("individual",)))
    of = {name: regions.answer(read, period=name, draws=1).scorecard["contribution"].sum()
          for name in ("2026", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")}
    assert of.pop("2026") == pytest.approx(sum(of.values()))


def test_the_limit_of_what_customers_changed_by_is_exact_for_a_month_and_never_below(july):
    read = july.reader()
    rows = read(BY_CUSTOMER)
    for name, is_exact in (("2026-08", True), ("2027-Q1", False), ("2026-Q4", False)):
        period = periods.chosen(read, name)
        changed = defaultdict(float)
        for row in rows.itertuples():
            for span, sign in ((period, 1), (period.before(), -1)):
                if span.first_month <= row.month.date() <= span.last_month:
                    changed[row.region_id, row.customer_id] += sign * float(row.contribution)
        squares = defaultdict(float)
        for (region, _), size in changed.items():
            squares[region] += size**2
        limit = read(SPREADS, **period.parameters()).set_index("region_id")["change_squares"]
        assert limit.to_dict() == pytest.approx(dict(squares)) if is_exact else all(
            squares[region] <= limit[region] * (1 + 1e-9) for region in "NSE")


def test_twelve_months_are_judged_exactly(july):
    """The limit of twelve months is above what the customers really changed by."""
    read = july.reader()
    exact = read(MOVES).set_index("region_id")
    limit = read(SPREADS, **periods.chosen(read).parameters()).set_index("region_id")
    assert (exact["change_squares"] < limit["change_squares"]).all()
    row = regions.answer(read, draws=1)
    assert row.months.kind == "trailing"
    assert captions.months(row, "Oct 2025 – Sep 2026") == ""


def test_a_quarter_is_named_wherever_its_contribution_is(july):
    result = regions.answer(july.reader(), period="quarter", draws=1)
    assert say_account(result, "N", EUR).startswith("It contributed €9.4K from July to September 2026, rank ")
    row = result.scorecard.iloc[0].copy()
    row["speaks_against"] = ("loss", "contribution_rose", "share_fell")
    row["contribution"], row["share_change"] = -50.0, -0.02
    assert say_against(row, EUR, result.months).startswith("it made a loss of €50 from July to September 2026, contri")
    assert "we lose 2 points of market share a year" in say_against(row, EUR, result.months)
    assert captions.months(result, "Oct 2025 – Sep 2026") == (
        "Contribution, its change and cause are of July to September 2026. Positions and criteria are of the 12 months "
        "Oct 2025 – Sep 2026.")


def test_the_fiscal_year_under_way_is_what_has_come_and_the_forecast_of_the_rest(july):
    """July to September 2026 have come; nine months are forecast."""
    result = demand.answer(july.reader(), by="contribution", horizon=12)
    year = result.coming[-1]
    assert [each.months.name for each in result.coming] == ["2026-10", "2027-Q2", "2027"]
    assert year.known == 3
    come = sum(contribution("2026-07", "2026-09").values())
    assert year.outcome.point == pytest.approx(come + result.ahead["point"].iloc[:9].sum())
    assert year.outcome.year_before == pytest.approx(sum(contribution("2025-07", "2026-06").values()))
    assert all(one.outcome.low_80 <= one.outcome.point <= one.outcome.high_80 for one in result.coming)
    title = captions_of_demand(result)
    assert title.startswith("Expected in fiscal year 2027 (July 2026 to June 2027): €")
    table = demand.coming_to_read(result, EUR)
    assert table["known"].tolist() == ["0 of 1 month", "0 of 3 months", "3 of 12 months"]
    assert [each.months.name for each in demand.answer(july.reader(), by="contribution", horizon=2).coming] == [
        "2026-10"]


def test_a_level_is_that_of_the_last_month(july):
    result = demand.answer(july.reader(), by="balance", horizon=12)
    year = result.coming[-1]
    assert year.outcome.point == pytest.approx(result.ahead["point"].iloc[8])
    assert captions_of_demand(result).startswith("Expected at the end of fiscal year 2027")
    assert demand.coming_to_read(result, EUR)["known"].isna().all()


def captions_of_demand(result) -> str:
    from crm_core.rooms.demand.captions import coming
    return coming(result, EUR).title


def test_a_period_without_income_has_no_contribution(tmp_path):
    fees = publish(tmp_path, fees=lambda n, t: fee(n, t) if t >= 12 else None, count=8)
    with open_book(fees) as book:
        rows = regions.answer(book.reader(), period="2024-Q3", draws=1).scorecard
        assert rows["contribution"].isna().all()
        assert regions.answer(book.reader(), period="2025-Q3", draws=1).scorecard["contribution_before"].isna().all()
