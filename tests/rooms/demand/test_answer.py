"""Demand from a real book: the same figures as a plain addition, and refusals in sentences."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from crm_core import CannotAnswer, NobodyInScope, ask, open_book
from crm_core.amounts import Money
from crm_core.json_values import as_json
from crm_core.question import Question
from crm_core.rooms import demand
from crm_core.rooms.demand import captions
from crm_core.rooms.demand.axes import ticks
from crm_core.rooms.demand.cells.bank_cells import forecast_furthest
from crm_core.rooms.demand.cells.request import MIN_MONTHS
from crm_core.scope import Scope
from tests.intake.own_files import bring
from tests.rooms.demand.banks import publish_bank

EUR = Money("EUR")
MONTHS = Question("plain", "select month, region_id, product_id, balance from demand_months")


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    with open_book(publish_bank(tmp_path_factory.mktemp("bank"), shift=0.8)) as book:
        yield book


@pytest.fixture(scope="module")
def answered(bank):
    return demand.answer(bank.reader())


# what it says


def test_history_is_what_the_book_holds_under_the_scope(bank):
    result = demand.answer(bank.reader(Scope(regions=("SUR",))), product="deposits")
    rows = bank.read(MONTHS)
    rows = rows[(rows["region_id"] == "SUR") & rows["product_id"].isin(["SAVINGS", "TERM"])]
    plain = rows.groupby("month")["balance"].sum()
    np.testing.assert_allclose(result.months["amount"], plain)
    assert result.last_month == plain.index.max().date()


def test_every_measure_can_be_asked(bank):
    for by in ("turnover", "transactions", "customers", "new_customers", "contribution", "holdings"):
        result = demand.answer(bank.reader(), by=by, horizon=3)
        assert result.ahead["month"].iloc[0] == pd.Timestamp(2026, 7, 1)
        assert np.isfinite(result.ahead[["point", "low_95", "high_95"]].to_numpy()).all()
        reading = demand.say(result, EUR)
        assert demand.measure_label(by) in reading.headline
        assert ("€" in reading.headline) == (by in ("turnover", "contribution"))


def test_a_flow_is_summed_over_the_horizon_and_a_level_stands_at_its_end(bank):
    flow, level = (demand.answer(bank.reader(), by=by, horizon=6) for by in ("turnover", "balance"))
    assert flow.period.point == pytest.approx(flow.ahead["point"].sum())
    assert level.period.point == pytest.approx(level.ahead["point"].iloc[-1])
    assert flow.period.year_before == pytest.approx(flow.months["amount"].iloc[-12:-6].sum())
    assert level.period.year_before == pytest.approx(level.months["amount"].iloc[-7])
    width = (flow.ahead["high_80"] - flow.ahead["low_80"]).sum()
    assert flow.period.high_80 - flow.period.low_80 < width


def test_parts_add_up_to_the_whole(answered):
    for kind in ("product", "region"):
        part = answered.tracks[answered.tracks["kind"] == kind].dropna(subset=["point"])
        np.testing.assert_allclose(part.groupby("month")["point"].sum(), answered.ahead["point"], rtol=1e-9)
        assert answered.parts.query("kind == @kind")["gain"].is_monotonic_decreasing


def test_what_is_said_of_a_region_is_the_same_under_every_filter(bank, answered):
    alone = demand.answer(bank.reader(Scope(regions=("NORTE",))))
    among = answered.tracks.query("kind == 'region' and id == 'NORTE'").dropna(subset=["point"])
    np.testing.assert_allclose(alone.ahead["point"], among["point"], rtol=1e-9)


def test_two_regions_are_the_sum_of_each(bank):
    both = demand.answer(bank.reader(Scope(regions=("NORTE", "SUR"))), by="turnover")
    each = [demand.answer(bank.reader(Scope(regions=(one,))), by="turnover") for one in ("NORTE", "SUR")]
    np.testing.assert_allclose(both.ahead["point"], sum(one.ahead["point"] for one in each), rtol=1e-9)


def test_an_earlier_year_is_asked_as_if_nothing_had_come_since(bank):
    then = demand.answer(bank.reader(Scope(years_ago=1)), horizon=3)
    assert str(then.last_month) == "2025-06-01"
    assert then.range_is_a_rule_of_thumb
    assert "rule of thumb" in demand.say(then, EUR).so_what


def test_the_shift_of_one_product_is_told_with_its_month(bank):
    changes = demand.answer(bank.reader(), product="TERM").changes
    shift = changes[(changes["what"] == "Term") & (changes["kind"] == "level shift")].iloc[0]
    assert shift["month"] == pd.Timestamp(2025, 7, 1)
    assert shift["size_share"] == pytest.approx(-0.2, abs=0.04)
    assert shift["certainty_share"] > 0.95


def test_customers_count_once_from_when_they_joined_until_they_left(bank):
    customers = demand.answer(bank.reader(), by="customers", horizon=3).months.set_index("month")["amount"]
    assert customers[pd.Timestamp(2025, 4, 1)] == 12
    assert customers[pd.Timestamp(2025, 5, 1)] == 15
    assert customers[pd.Timestamp(2025, 6, 1)] == 18
    assert customers[pd.Timestamp(2026, 3, 1)] == 18, "who leaves in a month is still there in it"
    assert customers[pd.Timestamp(2026, 4, 1)] == 17
    new = demand.answer(bank.reader(), by="new_customers", horizon=3).months.set_index("month")["amount"]
    assert new[pd.Timestamp(2025, 6, 1)] == 3


def test_the_mix_is_compared_with_a_year_ago(bank, answered):
    mix = answered.mix.set_index("mix")
    assert mix.loc["region", ["before", "after"]].tolist() == [18, 17]
    assert not (mix["psi"] > mix["chance"]).any()
    assert "has not changed significantly" in captions.mix(answered).title


def test_the_cells_for_assumptions_add_up_to_the_forecast(bank):
    reader = bank.reader(Scope(regions=("SUR",)))
    cells = demand.cells_ahead(reader, product="deposits", horizon=6)
    assert set(cells["product_id"]) == {"SAVINGS", "TERM"}
    ahead = demand.answer(reader, product="deposits", horizon=6).ahead["point"]
    np.testing.assert_allclose(cells.groupby("month")["point"].sum(), ahead, rtol=1e-9)


def test_what_a_unit_brings_and_asks_is_that_of_the_last_twelve_months(bank):
    cells = demand.cells_ahead(bank.reader(), by="turnover", horizon=2)
    assert cells["contribution_rate"].tolist() == pytest.approx([0.006] * len(cells), rel=0.01)
    np.testing.assert_allclose(cells["income"], cells["point"] * 0.006, rtol=0.01)
    holdings = demand.cells_ahead(bank.reader(), by="holdings", horizon=2)
    assert holdings["transaction_rate"].between(5, 7).all()
    people = demand.cells_ahead(bank.reader(), by="customers", horizon=2)
    assert (people["transaction_rate"] / 4).between(5, 9).all(), "a customer has four products"


def test_who_comes_stays_and_is_served_in_every_month_that_is_left(bank):
    new = demand.cells_ahead(bank.reader(), by="new_customers", horizon=3)
    of_one = new[new["region_id"] == new["region_id"].iloc[0]].groupby("customer_type").head(3)
    rates = of_one["contribution_rate"].to_numpy()[:3]
    np.testing.assert_allclose(rates / rates[-1], [3, 2, 1])


def test_assumptions_are_laid_over_the_answer_and_leave_it_as_it_is(bank, answered):
    assume = demand.assumptions_to_json([
        demand.Assumption("growth", 0.1, dt.date(2026, 7, 1), "Inés", product="TERM"),
        demand.Assumption("growth", 0.1, dt.date(2026, 7, 1), "Inés", by="turnover"),
        demand.Assumption("one_off", 5.0, dt.date(2020, 1, 1), "Inés"),
        demand.Assumption("price", 0.1, dt.date(2030, 1, 1), "Inés"),
        demand.Assumption("price", 0.1, dt.date(2026, 7, 1), "Inés", region="OESTE"),
    ])
    result = demand.answer(bank.reader(), assume=assume)
    what_if = result.what_if
    pd.testing.assert_frame_equal(result.ahead, answered.ahead)
    np.testing.assert_allclose(what_if.months["statistical"], answered.ahead["point"], rtol=1e-9)
    assert [each.product for each in what_if.assumptions] == ["TERM"]
    assert [reason for _, reason in what_if.aside] == [
        "it was made for turnover", "its month is in the past", "its month is beyond the forecast",
        "its product or region is not in this selection"]
    assert "With 1 assumption, balance comes to" in demand.say(result, EUR).so_what
    assert "A staff file with capacity_hours would show how many staff hours" in what_if.lacking
    assert answered.what_if is None
    long = result.long
    assert long.loc[long["model"] == "With assumptions", "point"].tolist() == what_if.months["assumed"].tolist()
    assert long.loc[long["model"] == "With assumptions", "month"].tolist() == result.ahead["month"].tolist()
    assert set(answered.long["model"]) == {"Forecast", "Last year's value"}


def test_a_text_that_holds_no_assumptions_is_refused(bank):
    with pytest.raises(demand.PlanRefused, match="not a plan"):
        demand.answer(bank.reader(), assume="grow!")


# the record


def test_the_record_is_made_from_what_was_known_then(answered):
    record = answered.record
    assert (record["month"] > record["made_in"]).all()
    first = record[record["made_in"] == record["made_in"].min()]
    amounts = answered.months.set_index("month")["amount"]
    before = first["month"] - pd.DateOffset(years=1)
    np.testing.assert_allclose(first["rule"], amounts[before].to_numpy())
    np.testing.assert_allclose(first["came"], amounts[first["month"]].to_numpy())
    assert answered.held_80.n == len(record)


def test_the_long_table_has_both_models_every_origin_and_the_months_to_come(answered):
    long = answered.long
    assert list(long.columns) == ["model", "what", "origin", "horizon", "month", "point", "low_95", "low_80", "high_80",
                                  "high_95", "came"]
    assert set(long["model"]) == {"Forecast", "Last year's value"}
    assert len(long) == 2 * (len(answered.record) + answered.horizon)
    assert long["came"].isna().sum() == 2 * answered.horizon


def test_a_level_is_graded_by_its_far_months_and_a_flow_by_all(bank, answered):
    assert (answered.grade.windows, answered.grade.reach, answered.grade.tests) == (1, 12, 6)
    flow = demand.answer(bank.reader(), by="turnover")
    assert (flow.grade.windows, flow.grade.tests) == (1, 12)
    quarters = demand.answer(bank.reader(), by="turnover", horizon=3)
    assert (quarters.grade.windows, quarters.grade.tests) == (5, 15)


# months that are not whole, or not there


def test_a_month_still_being_booked_is_left_out_and_said_so(tmp_path):
    with open_book(publish_bank(tmp_path, half_booked=True)) as book:
        result = demand.answer(book.reader(), horizon=3)
        assert str(result.left_out) == "2026-06-01"
        assert str(result.last_month) == "2026-05-01"
        assert result.ahead["month"].iloc[0] == pd.Timestamp(2026, 6, 1)
        assert "June 2026 is left out because it is not complete." in demand.say(result, EUR).so_what


def test_a_whole_last_month_is_kept(answered):
    assert answered.left_out is None


def test_months_missing_from_the_book_are_bridged_and_do_not_shift_the_season(tmp_path, bank):
    with open_book(publish_bank(tmp_path, skip=(30, 31), shift=0.8)) as book:
        result, whole = demand.answer(book.reader()), demand.answer(bank.reader())
    assert result.months["amount"].isna().sum() == 2
    np.testing.assert_allclose(result.ahead["point"], whole.ahead["point"], rtol=0.05)
    assert not result.changes["month"].isin(result.months.loc[30:31, "month"]).any()


# refusals


@pytest.mark.parametrize(("options", "message"), [
    ({"by": "profit"}, "Cannot forecast 'profit'; choose one of balance"),
    ({"horizon": 0}, "horizon is 0; it must be a whole number of months from 1 to 24"),
    ({"horizon": 25}, "horizon is 25"),
])
def test_an_option_out_of_range_is_refused(bank, options, message):
    with pytest.raises(ValueError, match=message):
        demand.answer(bank.reader(), **options)


@pytest.mark.parametrize(("options", "message"), [
    ({"product": "GOLD"}, "Product 'GOLD' is not in this data. It has: CARD, LOAN, SAVINGS, TERM"),
    ({"by": "customers", "product": "CARD"}, "A customer counts once"),
])
def test_what_the_book_cannot_say_is_a_sentence(bank, options, message):
    with pytest.raises(CannotAnswer, match=message):
        demand.answer(bank.reader(), **options)


def test_a_measure_the_bank_did_not_bring_names_the_column_that_would(tmp_path):
    with open_book(publish_bank(tmp_path, count=3, columns="balance")) as book:
        with pytest.raises(CannotAnswer, match="no turnover to forecast: the column turnover in the activity"):
            demand.answer(book.reader(), by="turnover")
        with pytest.raises(CannotAnswer, match="no contribution to forecast: net_interest_income"):
            demand.answer(book.reader(), by="contribution")
        young = demand.answer(book.reader())
        assert young.grade is None
        assert "No earlier range could be tested" in demand.say(young, EUR).so_what
        for draw in (demand.draw, demand.draw_record, demand.draw_trend):
            draw(young, EUR)


def test_an_empty_scope_says_what_to_do(bank):
    with pytest.raises(NobodyInScope, match="Widen the regions or types"):
        demand.answer(bank.reader(Scope(customer_types=("corporate",))))


# handing over


def test_the_command_line_gives_plain_values(bank):
    printed = ask.ask("demand", bank, Scope(), by="turnover", product="CARD", horizon=2)
    assert printed["result"]["what"] == "Card"
    assert len(printed["result"]["ahead"]) == 2
    assert printed["reading"].startswith("Turnover of “Card” is expected at €")


def test_it_is_the_same_answer_every_time(bank, answered):
    forecast_furthest.cache_clear()
    assert as_json(demand.answer(bank.reader())) == as_json(answered)


def test_every_figure_is_drawn_with_few_marks(answered):
    drawn = [demand.draw(answered, EUR), demand.draw_record(answered, EUR), demand.draw_trend(answered, EUR),
             demand.draw_steps(answered), demand.draw_season(answered, EUR)]
    for kind in ("product", "region"):
        drawn += [demand.draw_gains(answered, kind, EUR), demand.draw_parts(answered, kind, EUR),
                  demand.draw_parts(answered, kind, EUR, same_scale=True)]
    for figure in drawn:
        assert figure.data
        assert sum(len(trace.x) for trace in figure.data) <= 1_500
    assert len({panel.range for panel in drawn[-1].select_yaxes()}) == 1


def test_ticks_are_told_apart():
    assert ticks(840e6, 1_060e6, EUR)[1] == ["€0.85B", "€0.90B", "€0.95B", "€1.00B", "€1.05B"]
    assert ticks(-3, 7, None)[1] == ["−2", "0", "2", "4", "6"]


@pytest.mark.parametrize("months_held", [1, 2, 3])
def test_one_month_or_two_are_too_few_to_look_ahead_from(tmp_path, months_held):
    rows = "".join(f"C1,LOAN,2026-0{month},{month * 100}\n" for month in range(1, months_held + 1))
    built = bring(tmp_path, activity=f"customer_id,product_id,month,balance\n{rows}")
    with built.shelf.open() as book:
        if months_held < MIN_MONTHS:
            with pytest.raises(CannotAnswer, match=rf"holds {months_held} complete months? .* needs 3 or more"):
                demand.answer(book.reader())
        else:
            assert demand.answer(book.reader()).ahead["low_80"].notna().all()
