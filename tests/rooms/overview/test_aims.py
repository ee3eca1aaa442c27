"""The aims: each a figure over a period, its trend, what is beside it, and nothing where the book does not say."""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd
import pytest

from crm_core import open_book
from crm_core.amounts import Money
from crm_core.intake.draft import Terms, drafting
from crm_core.periods import Period
from crm_core.question import Question
from crm_core.rooms import overview
from crm_core.rooms.overview.aims import Aim, aims
from crm_core.rooms.overview.aims_reading import say_aims, tiles
from crm_core.rooms.overview.leavers import Leavers
from crm_core.rooms.overview.trend_line import trend_line
from crm_core.scope import Scope
from crm_core.warehouse import Shelf

EUR = Money("EUR")
FIRST = dt.date(2023, 1, 1)
COLUMNS = ["customers_before", "customers_kept", "new_customers", "contribution_before", "contribution_kept",
           "contribution_of_kept", "new_contribution", "revenue", "cost_to_serve"]


def months(count: int = 36, **columns) -> pd.DataFrame:
    """Months from January 2023 on: 100 customers a year before of whom 90 are left, 20 new, revenue 10 and cost 3."""
    rows = {"month": pd.date_range(FIRST, periods=count, freq="MS"), "customers_before": 100.0, "customers_kept": 90.0,
            "new_customers": 20.0, "has_money": True, "had_money": True, "contribution_before": 50.0,
            "contribution_kept": 48.0, "contribution_of_kept": 60.0, "new_contribution": 5.0, "revenue": 10.0,
            "cost_to_serve": 3.0}
    table = pd.DataFrame(rows | columns, index=range(count))
    table.loc[:11, COLUMNS[:2] + COLUMNS[3:6]] = float("nan")  # no month a year before the first twelve
    table.loc[:11, "had_money"] = False
    return table


def file(**filled) -> pd.DataFrame:
    rows = {"complete": 70.0, "credit_grade": 80.0, "region_id": 100.0} | filled
    return pd.DataFrame({"column_name": list(rows), "business": 100.0, "filled_business": list(rows.values())})


def asked(table: pd.DataFrame, *, of: pd.DataFrame | None = None, first=(2025, 1), last=(2025, 12), **told):
    known = {"is_comparable": True, "states_joining": True, "states_leaving": True} | told
    found = aims(table, file() if of is None else of, first_month=dt.date(*first, 1), last_month=dt.date(*last, 1),
                 **known)
    return {aim.name: aim for aim in found}


def test_ninety_of_a_hundred_are_kept_twenty_won_and_three_tenths_spent_on_service():
    found = asked(months())
    assert {name: aim.value for name, aim in found.items()} == pytest.approx(
        {"keep": 0.9, "win": 20, "understand": 0.7, "serve": 0.3})
    assert found["keep"].besides == pytest.approx({"contribution": 0.96, "now": 1.2})
    assert found["win"].besides["contribution"] == 60
    assert (found["understand"].gap, found["understand"].besides["missing"]) == ("credit_grade", pytest.approx(0.2))
    assert found["serve"].besides["cost"] == 36


def test_a_quarter_is_its_three_months_and_is_held_against_the_same_a_year_before():
    table = months()
    table.loc[33:35, "cost_to_serve"] = [1.0, 2.0, 3.0]
    found = asked(table, first=(2025, 10))
    assert found["serve"].value == pytest.approx(0.2)
    assert found["serve"].before == pytest.approx(0.3)
    assert found["win"].value == 20, "a level is that of the last month"


def test_the_trend_is_the_same_figure_for_each_span_that_ended_earlier():
    table = months(cost_to_serve=[float(place) for place in range(36)])
    trend = asked(table)["serve"].trend
    assert len(trend) == 25, "36 months hold 25 spans of twelve"
    for end, value in trend.items():
        held = table[(table["month"] > end - pd.DateOffset(years=1)) & (table["month"] <= end)]
        assert value == pytest.approx(held["cost_to_serve"].sum() / held["revenue"].sum())
    assert len(asked(table)["keep"].trend) == 24, "nobody knows who was there before the book began"


def test_what_the_data_does_not_say_is_no_figure_and_names_what_would_bring_it():
    poor = months(has_money=False, had_money=False, cost_to_serve=0.0)
    found = asked(poor, of=file(complete=0.0).assign(business=0.0), states_leaving=False, states_joining=False)
    assert {name: (aim.value, aim.needs) for name, aim in found.items()} == {
        "keep": (None, "left_on"), "win": (None, "joined"), "understand": (None, "region"), "serve": (None, "revenue")}
    assert asked(months(cost_to_serve=0.0))["serve"].needs == "cost", "no cost is not a cost of zero"
    young = asked(months(12), first=(2023, 1), last=(2023, 12))
    assert (young["keep"].needs, young["win"].needs) == ("years", "years")
    assert young["serve"].value == pytest.approx(0.3)
    assert young["serve"].before is None


def test_a_month_without_data_is_no_zero():
    gap = months().drop(index=30)
    found = asked(gap)
    assert found["serve"].value is None
    assert math.isnan(found["keep"].besides["contribution"])
    assert found["keep"].value == pytest.approx(0.9), "a level is that of the last month"


def test_years_that_are_not_known_alike_are_not_compared():
    assert all(aim.before is None for aim in asked(months(), is_comparable=False).values())


def test_what_was_contributed_before_is_unknown_where_no_money_was():
    found = asked(months(had_money=False))["keep"]
    assert found.value == pytest.approx(0.9)
    assert math.isnan(found.besides["contribution"])
    assert math.isnan(found.besides["now"])


def test_rates_of_nothing_are_unknown():
    found = asked(months(revenue=0.0, contribution_before=-5.0))
    assert found["serve"].value is None
    assert math.isnan(found["keep"].besides["contribution"])
    assert found["keep"].value == pytest.approx(0.9)


def result(**changes) -> overview.Overview:
    empty = pd.DataFrame()
    sums = overview.measure.Sums(10, 100.0, 120.0, 0.0, 0, 0.0)
    known = {"by": "contribution", "first_month": dt.date(2025, 1, 1), "last_month": dt.date(2025, 12, 1),
             "months_held": 12, "now": sums, "before": sums, "months": empty, "regions": empty, "customer_types": empty,
             "aims": tuple(asked(months()).values())}
    return overview.Overview(**known | changes)


def test_a_board_member_can_repeat_the_sentence():
    assert say_aims(result(), EUR) == ("In this time we kept 90% of our customers, won 20 new customers (contribution "
                                       "€60) and spent 30% of revenue on serving them.")
    only = tuple(aim for aim in result().aims if aim.name in ("serve", "understand"))
    assert say_aims(result(aims=only), EUR) == "In this time we spent 30% of revenue on serving our customers."
    assert say_aims(result(aims=(Aim("win", 0.0, besides={"contribution": 5.0}),)), EUR) == (
        "In this time we won no new customers.")
    assert say_aims(result(aims=()), EUR) == ""


def test_customers_won_within_a_year_are_not_said_to_be_won_in_a_quarter():
    quarter = Period("quarter", dt.date(2025, 10, 1), dt.date(2025, 12, 1), 3)
    assert say_aims(result(period=quarter), EUR) == (
        "In this time we spent 30% of revenue on serving our customers. In the 12 months to December 2025 we kept 90% "
        "of our customers and won 20 new customers.")


def test_the_tiles_stand_in_the_order_of_the_aims_and_say_what_they_lack():
    shown = tiles(result(aims=tuple(asked(months(), states_leaving=False).values())), EUR)
    assert [tile.heading for tile in shown] == ["Keep", "Win", "Understand", "Decide", "Serve at lower cost"]
    assert [tile.is_known for tile in shown] == [False, True, True, False, True]
    assert shown[0].detail == "Known with a date of leaving (left_on) in the customers file."
    assert shown[0].metric.value == "", "never a zero"
    assert (shown[4].metric.value, shown[4].metric.change, shown[4].metric.good) == ("30%", "0 points", "down")
    assert shown[2].detail == "Largest gap: Credit grade, 20% of business."


def test_a_forecast_says_its_range_and_its_record():
    outlook = overview.Outlook("contribution", 12, dt.date(2026, 12, 1), is_flow=True, point=110.0, low=100.0,
                               high=120.0, before=100.0, held=51, tests=78, error=0.026, is_refuted=False)
    tile = tiles(result(), EUR, outlook)[3]
    assert (tile.metric.value, tile.metric.change) == ("€110", "+10%")
    assert tile.detail == ("80% range €100 to €120. Earlier ranges contained 51 of 78 actual values. Earlier forecasts "
                           "missed by 2.6% on average.")


def test_who_may_leave_stands_beside_who_was_kept_where_somebody_has_asked():
    def keep(leavers, **changes):
        return tiles(result(aims=tuple(asked(months(), **changes).values())), EUR, leavers=leavers)[0]

    assert keep(None).settings == {}
    going = keep(Leavers("closed", 12.4, 3_000.0))
    assert going.detail.endswith("In the coming year 12 are expected to leave, with €3.0K of contribution.")
    assert (going.page, going.settings) == ("retention", {"view": "leave", "outcome": "closed"})
    quiet = keep(Leavers("quiet", 1.0, None), states_leaving=False)
    assert quiet.detail == ("Known with a date of leaving (left_on) in the customers file. "
                            "In the coming year 1 is expected to go quiet."), "told without knowing who left"
    assert quiet.page == "retention"
    assert keep(Leavers("closed", 0.4, 3_000.0)).detail.endswith("fewer than one is expected to leave.")
    assert keep(Leavers("quiet", 0.4, None)).detail.endswith("fewer than one is expected to go quiet.")


def test_a_line_needs_three_points_and_a_level_one_stands_in_the_middle():
    assert trend_line([1.0, 2.0]) == ""
    assert trend_line([1.0, 1.0, 1.0]).startswith("data:image/svg+xml;base64,")


def bank(folder):
    """Two years; A stays, B left after the first year, C joined in the second. Their files say ever less."""
    with drafting(Shelf(folder), source="files", terms=Terms("Comings and goings", hurdle_rate=0.0)) as draft:
        run = draft.connection.execute
        run("insert into products values ('CARD', 'Card', 'cards')")
        run("insert into customers (customer_id, customer_type, region_id, joined_on, left_on, credit_grade) values"
            " ('A', 'business', 'N', '2015-01-01', null, 'A'), ('B', 'business', 'N', '2015-01-01', '2025-03-31', 'B'),"
            " ('C', 'business', 'S', '2025-04-01', null, null)")
        for position in range(24):
            month = dt.date(2024 + (3 + position) // 12, (3 + position) % 12 + 1, 1)
            for name, is_there, fee in (("A", True, 30), ("B", position < 12, 10), ("C", position >= 12, 20)):
                if is_there:
                    run("insert into activity (customer_id, product_id, month, fee_income, cost_to_serve)"
                        " values (?, 'CARD', ?, ?, 5)", [name, month, fee])
        draft.finish("comings")
    return open_book(folder)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    with bank(tmp_path_factory.mktemp("comings")) as opened:
        yield opened


def test_of_a_real_book_the_cube_tells_who_stayed_and_who_is_new(book):
    found = {aim.name: aim for aim in overview.answer(book.reader()).aims}
    assert found["keep"].value == pytest.approx(0.5), "one of two customers is left"
    assert found["keep"].besides["contribution"] == pytest.approx(25 / 30)
    assert (found["win"].value, found["win"].besides["contribution"]) == (1, 12 * 15)
    assert found["serve"].value == pytest.approx(10 / 50)
    assert (found["understand"].value, found["understand"].gap) == (pytest.approx(30 / 50), "credit_grade")
    south = {aim.name: aim for aim in overview.answer(book.reader(Scope(regions=("S",)))).aims}
    assert south["keep"].value is None, "nobody was there a year before"
    assert south["win"].value == 1


@pytest.mark.parametrize("period", ["quarter", "month", "year", "year_to_date"])
def test_every_period_is_a_sum_of_months(book, period):
    result = overview.answer(book.reader(), period=period)
    rows = book.read(Question("rows", "select month, fee_income - cost_to_serve as amount from activity"))
    span = rows["month"].between(pd.Timestamp(result.first_month), pd.Timestamp(result.last_month))
    assert result.now.amount == pytest.approx(float(rows.loc[span, "amount"].sum()))
    assert result.regions["amount"].sum() == pytest.approx(result.now.amount)
    assert result.months.loc[result.months["is_asked"], "amount"].sum() == pytest.approx(result.now.amount)
    assert (result.now.loss_makers, result.is_year) == (0, False), "who loses money is told over twelve months only"
