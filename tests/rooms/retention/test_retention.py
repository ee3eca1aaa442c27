"""Who left, who went quiet and who may: by hand on ten customers, and found again on a bank with planted leavers."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow
import pytest

from crm_core import CannotAnswer, NobodyInScope, open_book
from crm_core.amounts import Money
from crm_core.lists.making import entries
from crm_core.ranked_customers import rank_of
from crm_core.rooms import retention
from crm_core.rooms.retention import captions, leaving_in_words
from crm_core.rooms.retention.answer import LIVES, TENURES, WHY_LEFT
from crm_core.rooms.retention.chances.learning import Learned
from crm_core.rooms.retention.chances.leaving import leaving
from crm_core.rooms.retention.chances.tested import test as held_against
from crm_core.rooms.retention.measure import stated
from crm_core.rooms.retention.staying import by_month, staying
from crm_core.scope import Scope, Segment
from tests.odd_books import OddBook, business, only, people
from tests.rooms.retention.books import CUSTOMERS, FATES, publish_fates
from tests.tiny_books import Customer, publish

EUR = Money("EUR")


@pytest.fixture(scope="module")
def leaving_view(planted, learned):
    return retention.answer_of(planted.reader(), learned, capacity=50)


def test_who_left_and_who_went_quiet_is_what_is_written_down(fates):
    found = retention.answer(fates.reader())
    years = found.outcomes.set_index("years_ago")
    assert years.loc[0, ["customers", "closed", "quiet"]].tolist() == [7, 1, 1], "without YOUNG and who left before"
    assert years.loc[1, ["customers", "closed", "quiet"]].tolist() == [8, 1, 1]
    assert years.loc[0, "closed_contribution"] == 12 * 40
    assert years.loc[0, "quiet_contribution"] == 12 * 30
    assert years.loc[0, "quiet_contribution_after"] == 12 * 30, "QUIET pays as much as before"


def test_lives_are_those_of_a_loop_over_the_customers(fates):
    rows = fates.reader()(LIVES, by="region")
    first, last = dt.date(2023, 10, 1), dt.date(2026, 9, 30)

    def months(begin: dt.date, end: dt.date) -> int:
        return (end.year - begin.year) * 12 + end.month - begin.month

    expected = pd.DataFrame([
        {"part": region, "entered": max(0, months(begins, first)), "ended": months(begins, ends),
         "has_left": int(left is not None), "customers": 1}
        for region, joined, left, *_ in FATES.values()
        for begins, ends in [(dt.date.fromisoformat(joined), dt.date.fromisoformat(left) if left else last)]])
    pd.testing.assert_frame_equal(rows, by_month(expected), check_dtype=False)


def test_tenures_and_contribution_are_those_of_who_is_still_there(fates):
    rows = fates.reader()(TENURES).set_index("tenure_months")
    assert rows["customers"].sum() == 7, "without the three who left; YOUNG and EMPTY are there"
    assert rows.loc[140, ["customers", "contribution"]].tolist() == [2, 12 * 10], "STAYS and EMPTY, since January 2015"
    assert rows.loc[14, "contribution"] == 12 * 1, "YOUNG"
    before = fates.reader(Scope(years_ago=1))(TENURES)
    assert before["customers"].sum() == 8, "LEFT was there; LEFT BEFORE had gone"


def test_who_left_is_counted_to_the_end_of_the_year_that_is_asked(fates):
    counts = [fates.reader(Scope(back))(WHY_LEFT)["customers"].sum() for back in (0, 1, 2)]
    assert counts == [3, 2, 1]


def test_the_sentence_counts_few_customers_and_says_that_they_are(fates):
    said = retention.say(retention.answer(fates.reader()), EUR)
    assert said.headline == "Of 7 customers a year ago, 1 left within twelve months and 1 went quiet."
    assert said.so_what.startswith("So few customers say little of others. Those who left had contributed €480")


def test_who_left_and_had_cost_more_than_they_brought_is_a_loss_and_nothing_lost(fates):
    found = retention.answer(fates.reader())
    cost = replace(found, outcomes=found.outcomes.assign(closed_contribution=-480.0))
    assert "Those who left had produced a loss of €480 in the year before." in retention.say(cost, EUR).so_what
    assert "Contribution of those who left" in [each.label for each in captions.metrics(cost, EUR)]


def test_the_scope_narrows_everything_and_another_year_ends_earlier(fates):
    north = retention.answer(fates.reader(Scope(regions=("N",))))
    assert north.outcomes["customers"].tolist() == [4, 4]
    assert north.staying.left == 1, "LEFT AT ONCE"
    before = retention.answer(fates.reader(Scope(years_ago=1)))
    assert before.last_day == dt.date(2025, 9, 30)
    assert before.outcomes["closed"].tolist() == [1]
    assert retention.say(before, EUR).headline.startswith("Of 8 customers at the start of that year, 1 left")
    with pytest.raises(NobodyInScope):
        retention.answer(fates.reader(Scope(customer_types=("corporate",))))


def test_a_book_without_leavers_still_says_who_went_quiet(tmp_path):
    publish_fates(tmp_path, left_on=None)
    with open_book(tmp_path) as book:
        found = retention.answer(book.reader())
        assert not retention.has_leavers(book.reader())
        with pytest.raises(CannotAnswer, match="Nobody left in one of the two years"):
            retention.answer(book.reader(), view="leave")
    said = retention.say(found, EUR)
    assert found.staying is None
    assert "went quiet within twelve months" in said.headline
    assert said.so_what.endswith("None of these customers is known to have left in the time that the data covers, so "
                                 "it cannot be said how long customers stay.")
    figure = retention.draw(found, EUR)
    assert [trace.name for trace in figure.data] == ["Went quiet"], "what is not known is not zero"
    assert not any("left" in each.text.lower() for each in figure.layout.annotations)
    assert captions.outcomes(found).title == "Went quiet, year by year"


def test_why_customers_left_is_told_as_the_bank_states_it(fates, planted):
    assert retention.answer(planted.reader()).why_left.empty, "nothing is stated"
    found = retention.answer(fates.reader())
    assert found.why_left["customers"].tolist() == [1, 1, 1]
    assert stated(found.why_left, "reason")[["customers", "share"]].to_numpy().tolist() == [[2, 1.0]], "spelt two ways"
    assert captions.why_left(found).title.endswith("etter offer (100%)")
    assert captions.why_left(found).note.startswith("Of 3 customers who left, 2 have a stated reason and 1 a stated")


def test_without_balances_and_turnover_nobody_is_said_to_be_quiet_or_not(tmp_path):
    leavers = {3: dt.date(2026, 3, 1), 5: dt.date(2025, 3, 1)}
    customers = [each | {"left_on": leavers.get(at)} for at, each in enumerate(people(8))]
    rows = [each for each in business(customers, 36, amounts=lambda n, t: {"fee_income": 10.0})
            if (left := leavers.get(int(each["customer_id"][1:]))) is None or each["month"] <= left]
    with open_book(OddBook(customers, rows).publish(tmp_path)) as book:
        found = retention.answer(book.reader())
        by_value = retention.answer(book.reader(), by="value").staying
    assert found.outcomes["quiet"].isna().all()
    said = retention.say(found, EUR)
    assert said.headline == "Of 7 customers at the start of the year, 1 left within twelve months."
    assert "Who went quiet shows in balances and turnover, and the data has neither." in said.so_what
    assert [each.label for each in captions.metrics(found, EUR)] == ["Left in a year", "Contribution lost"]
    assert [each["text"] for each in retention.draw_outcomes(found).layout.annotations] == ["left 12.5%", "left 14.3%"]
    assert by_value.parts["name"].tolist() == ["Middle fifth"], "who contribute the same are not the lowest"


def test_without_contribution_nobody_is_of_the_lowest_fifth(tmp_path):
    customers = [each | {"left_on": dt.date(2026, 3, 1) if at == 3 else None} for at, each in enumerate(people(8))]
    with open_book(OddBook(customers, business(customers, 24, amounts=only("balance"))).publish(tmp_path)) as book:
        assert retention.answer(book.reader(), by="products").staying is not None
        with pytest.raises(CannotAnswer, match="does not say what customers contribute"):
            retention.answer(book.reader(), by="value")


def test_that_nobody_left_so_young_is_no_certainty(fates):
    lives = pd.DataFrame({"part": "individual", "entered": [0, 90], "ended": [80, 95], "has_left": [0, 1],
                          "customers": [40, 1]})
    result = retention.answer(fates.reader())
    found = staying(by_month(lives), "customer_type", {"individual": "Us"})
    metrics = captions.metrics(replace(result, staying=found), EUR)
    shown = next(each for each in metrics if each.label == "Stay beyond five years")
    assert shown.value == "100%"
    assert "gives no interval" in shown.explain


def test_customers_of_unknown_tenure_are_in_no_curve_and_counted(tmp_path):
    publish_fates(tmp_path, joined_on=None)
    with open_book(tmp_path) as book:
        found = retention.answer(book.reader())
    assert found.staying is None
    assert found.without_joined == found.customers == 7, "of those who were customers in the latest year"
    said = retention.say(found, EUR)
    assert "1 left within twelve months" in said.headline
    assert "It is not known since when customers are customers" in said.so_what
    assert "7 customers of the year without a day of joining are in no curve." in captions.outcomes(found).note


def test_a_book_of_one_month_without_leavers_gets_a_sentence(tmp_path):
    publish(tmp_path, [Customer(5), Customer(3)])
    with open_book(tmp_path) as book:
        with pytest.raises(CannotAnswer, match="Add the column left_on to the customers file"):
            retention.answer(book.reader())
        with pytest.raises(CannotAnswer, match="three whole years of activity"):
            retention.answer(book.reader(), view="leave")
        with pytest.raises(CannotAnswer, match="Choose the latest year"):
            retention.answer(book.reader(Scope(years_ago=1)), view="leave")


@pytest.mark.parametrize(("options", "told"), [
    ({"view": "go"}, "view is 'go'"), ({"by": "size"}, "by is 'size'"), ({"outcome": "sad"}, "outcome is 'sad'"),
    ({"horizon": 0}, "horizon is 0"), ({"discount": 2.0}, "discount 2.0")])
def test_options_out_of_range_are_refused(fates, options, told):
    with pytest.raises(ValueError, match=told):
        retention.answer(fates.reader(), **options)


def test_products_and_contribution_are_of_a_year_that_is_over(planted):
    for by, parts in (("products", ["1 product"]), ("value", ["Highest fifth", "Second fifth", "Middle fifth",
                                                              "Fourth fifth", "Lowest fifth"])):
        found = retention.answer(planted.reader(), by=by).staying
        assert found.parts["name"].tolist() == parts
        assert found.customers == CUSTOMERS
        assert found.parts["left"].sum() == 240
    assert "only what came after it is followed" in captions.curves(found).note


def test_tiers_are_those_of_a_year_that_is_over_the_best_first(planted):
    ids = [f"P{number:04d}" for number in range(CUSTOMERS)]
    tiers = pd.DataFrame({"customer_id": ids, "tier": pd.Categorical(
        ["Vip" if each.endswith("0") else "Base" for each in ids], ["Vip", "Base", "Nobody"])})
    read = planted.reader()
    assert retention.followed_from(read) == 2
    found = retention.answer_by_tier(read, tiers).staying
    assert found.parts[["name", "customers", "left"]].to_numpy().tolist() == [["Vip", 150, 90], ["Base", 1_350, 150]]
    pd.testing.assert_frame_equal(found.overall, retention.answer(read, by="products").staying.overall)
    assert "Tiers are those that the approved scheme gives in an earlier year" in captions.curves(found).note
    assert retention.answer_by_tier(read, tiers.iloc[10:]).staying.customers == CUSTOMERS - 10, "who has no tier"
    assert retention.answer_by_tier(read, tiers.iloc[:0]).staying is None


def test_profit_at_risk_is_summed_by_the_tiers_of_today(planted, learned):
    ids = [f"P{number:04d}" for number in range(CUSTOMERS)]
    tiers = pd.DataFrame({"customer_id": ids, "tier": pd.Categorical(
        ["Vip" if each.endswith("0") else "Base" for each in ids], ["Vip", "Base"])}).iloc[10:]
    read = planted.reader()
    by_tier = retention.answer_of(read, learned, tiers=retention.tiers_today(read, learned, tiers))
    groups = by_tier.leaving.groups.assign(name=by_tier.leaving.groups["name"].fillna("none")).set_index("name")
    vip = sum(rank_of(read, each) in set(learned.today["contribution_rank"]) for each in ids[10:] if each[-1] == "0")
    assert groups.loc["Vip", "customers"] == vip
    assert 0 < groups.loc["none", "customers"] <= 10, "who joined since, or is in no tier"
    assert groups["customers"].sum() == by_tier.leaving.customers
    named = retention.draw(by_tier, EUR).layout.yaxis.ticktext
    assert set(named) == {"Vip", "Base", "No tier"}


# --- who may leave -------------------------------------------------------------------------------------------------


def test_the_planted_leavers_are_found_on_the_year_after(learned):
    assert learned.is_useful
    assert learned.tested.left == 90 + 30
    assert learned.tested.marked_rate > 0.5
    assert learned.tested.rest_rate < 0.1
    assert learned.tested.is_sized
    assert (learned.learnt_on, learned.tested_on, learned.known_on) == (
        dt.date(2024, 9, 30), dt.date(2025, 9, 30), dt.date(2026, 9, 30))
    assert learned.expected_money == pytest.approx(learned.came_money, rel=0.25)


def test_the_list_names_those_whose_balance_fell_and_says_so(leaving_view):
    found = leaving_view.leaving
    assert found.listed["customer_id"].str.endswith("2").mean() > 0.9, "their balance halved this year"
    assert found.listed["reason_1"].str.match(r"balance −\d\d% in half a year").mean() > 0.9
    assert found.factors["factor"].iloc[0] == "balance_change"
    assert found.listed["at_risk"].is_monotonic_decreasing
    assert found.listed["at_risk"].to_numpy() == pytest.approx(found.listed["chance"] * found.listed["contribution"])
    assert set(found.listed["manager"].dropna()) == {"Manager M1"}


def test_parts_of_the_scope_add_up_to_it(planted, learned, leaving_view):
    whole = leaving_view.leaving
    assert whole.groups["at_risk"].sum() == pytest.approx(whole.at_risk)
    assert whole.groups["customers"].sum() == whole.customers
    parts = [retention.answer_of(planted.reader(Scope(regions=(each,))), learned, among="manager").leaving
             for each in ("N", "S")]
    assert sum(each.at_risk for each in parts) == pytest.approx(whole.at_risk)
    assert sum(each.expected for each in parts) == pytest.approx(whole.expected)
    assert parts[0].groups["name"].isna().sum() == 1, "customers of nobody are one row"


def test_the_list_becomes_a_work_list_with_chance_reasons_and_what_could_be_tried(leaving_view):
    listed = leaving_view.leaving.listed
    rows = entries(retention.list_rows(leaving_view.leaving), due_on=dt.date(2026, 12, 1))
    assert [each.customer_id for each in rows] == listed["customer_id"].tolist()
    first, of_table = rows[0], listed.iloc[0]
    assert first.direction == "at_risk"
    assert first.reason.startswith("Leaves within twelve months with a probability of 69")
    assert f"%: {of_table['reason_1']}; " in first.reason
    assert of_table["reason_1"].startswith("balance −")
    assert first.step == "Ask where the balance went, and what would bring it back."
    assert (first.contribution, first.region) == (of_table["contribution"], of_table["region"])
    assert {each.manager_id for each in rows} == {"M1", ""}
    unexplained = replace(leaving_view.leaving, outcome="quiet", listed=listed.head(1).assign(
        reason_1=None, reason_2=None, reason_3=None, next_step=None))
    alone = entries(retention.list_rows(unexplained), due_on=dt.date(2026, 12, 1))[0]
    assert alone.reason.startswith("Goes quiet within twelve months with a probability of")
    assert alone.step == "Call and ask what the customer misses."


def some(*customers: str) -> Scope:
    return Scope(segment=Segment(" ".join(customers), "Some", pyarrow.table({"customer_id": list(customers)})))


def test_of_a_segment_the_list_is_that_of_all_without_the_others(planted, learned):
    everybody = retention.answer_of(planted.reader(), learned, capacity=1_000).leaving
    ids = [f"P{number:04d}" for number in range(0, CUSTOMERS, 3)]
    mine = retention.answer_of(planted.reader(some(*ids)), learned, capacity=1_000)
    expected = everybody.listed[everybody.listed["customer_id"].isin(ids)]
    pd.testing.assert_frame_equal(mine.leaving.listed.head(len(expected)), expected.reset_index(drop=True))
    assert mine.leaving.customers < everybody.customers
    assert mine.outcomes.empty, "of a segment nothing is said that is over"
    with pytest.raises(NobodyInScope):
        retention.answer_of(planted.reader(some("P0000")), learned)


def test_how_customers_of_a_segment_stay_would_say_how_it_was_made(planted):
    with pytest.raises(CannotAnswer, match=r"whether they left is part of it.*clear the segment"):
        retention.answer(planted.reader(some("P0001")))


def test_calls_break_even_where_what_they_keep_pays_for_them(leaving_view):
    calls = leaving_view.leaving.calls
    assert calls.cost == 50 * 20
    assert calls.break_even == pytest.approx(1_000 / calls.at_risk)
    assert calls.break_even * calls.at_risk - calls.cost == pytest.approx(0)
    words = leaving_in_words.calls_words(calls, EUR)
    assert "The effect of a call is an assumption until a pilot has measured it." in words


def test_the_sentence_says_what_goes_and_how_the_test_went(leaving_view):
    said = retention.say(leaving_view, EUR)
    found = leaving_view.leaving
    assert said.headline.startswith(f"{found.expected:.0f} of {found.customers:,} customers are expected to leave")
    assert "of 100 customers of the bank with the highest probability" in said.so_what
    card = leaving_in_words.model_card(found).set_index("aspect")["statement"]
    assert "30 September 2025" in card["Tested on"]
    by_money = found.expected_money / found.came_money
    assert card["Expected over actual, by contribution"] == f"{by_money:.2f}"
    ratio = next(each for each in captions.metrics(leaving_view, EUR) if each.label == "Expected over actual")
    assert f"95%: {found.tested.ratio_low:.2f} to {found.tested.ratio_high:.2f}." in ratio.explain
    assert card["Not used"].startswith("Protected attributes")


def test_the_door_gives_the_same_as_the_page(planted, leaving_view):
    asked = retention.answer(planted.reader(), view="leave", capacity=50).leaving
    pd.testing.assert_frame_equal(asked.listed, leaving_view.leaving.listed)


def by_hand(chances: list[float], contribution: list[float], *, came: list[int] | None = None,
            lost_share: float = 1.0) -> Learned:
    """Chances that were tested on a hundred customers of whom every tenth left, as `came` says otherwise."""
    outcomes = np.array(came or [1] + [0] * 9) .repeat(100)
    tested = held_against(np.where(outcomes == 1, 0.6, 0.05), outcomes, 0.1)
    day = dt.date(2026, 9, 30)
    ranks = np.arange(1, len(chances) + 1)
    today = {"contribution_rank": ranks, "desk_id": ranks, "contribution": np.array(contribution)}
    return Learned("closed", day, day, day, pd.DataFrame(), "logistic", 1_000, 0.1, tested, 1.0, 1.0, lost_share, today,
                   np.array(chances), lambda rows: rows, None, np.zeros(1))


DESKS = pd.DataFrame({"desk_id": [1, 2, 3], "region": ["N", "N", "S"]})


def test_profit_at_risk_by_hand_and_who_costs_takes_none_along():
    found = leaving(by_hand([0.5, 0.1, 0.9], [100.0, 400.0, -50.0]), DESKS, capacity=2, call_cost=10, effect=0.5)
    assert found.at_risk == pytest.approx(0.5 * 100 + 0.1 * 400)
    assert found.groups[["name", "at_risk"]].to_numpy().tolist() == [["N", 90], ["S", 0]]
    assert found.listed["contribution_rank"].tolist() == [1, 2]
    assert (found.calls.break_even, found.calls.net) == pytest.approx((20 / 90, 45 - 20))
    half = leaving(by_hand([0.5, 0.1, 0.9], [100.0, 400.0, -50.0], lost_share=0.5), DESKS)
    assert half.at_risk == pytest.approx(found.at_risk / 2), "who goes quiet takes a part along"
    low, high = found.at_risk_range
    assert low < found.at_risk / found.tested.ratio < high


def test_who_has_nothing_at_risk_is_not_to_be_called():
    found = leaving(by_hand([0.5, 0.1, 0.9], [100.0, 400.0, -50.0]), DESKS, capacity=3, call_cost=10)
    assert found.listed["contribution_rank"].tolist() == [1, 2]
    assert found.calls.cost == 20
    assert leaving(by_hand([0.5, 0.1, 0.9], [-1.0, 0.0, -50.0]), DESKS).listed.empty


def test_of_few_customers_fewer_than_one_is_expected_which_is_not_nobody():
    found = leaving(by_hand([0.5, 0.1, 0.3], [100.0, 400.0, -50.0]), DESKS)
    nothing = pd.DataFrame()
    result = retention.Retention("leave", dt.date(2024, 1, 1), dt.date(2026, 9, 30), 3, 0, 0, nothing, True, nothing,
                                 None, None, found)
    assert retention.say(result, EUR).headline == (
        "Of 3 customers fewer than one is expected to leave within twelve months; €90 of contribution is at risk.")


def test_groups_of_the_calibration_are_counted_as_they_are():
    found = leaving(by_hand([0.5] * 3, [100.0] * 3), DESKS)
    groups = len(found.tested.calibration)
    assert groups < 10, "customers of one probability stay together"
    assert leaving_in_words.calibration(found).note.startswith(f"{groups} groups of customers")


def test_that_not_all_groups_are_drawn_is_said():
    desks = pd.DataFrame({"desk_id": np.arange(1, 21), "region": [f"R{at}" for at in range(20)]})
    many = leaving(by_hand([0.5] * 20, [100.0] * 20), desks)
    assert leaving_in_words.at_risk(many, EUR).note.endswith("Drawn are the first 14 of 20; the table has all.")
    few = leaving(by_hand([0.5] * 3, [100.0] * 3), DESKS)
    assert leaving_in_words.at_risk(few, EUR).note.endswith("count as 0.")


def test_money_is_withheld_where_the_tested_year_was_too_far_off():
    learned = by_hand([0.5, 0.1, 0.9], [100.0, 400.0, -50.0], came=[1, 1, 1, 0, 0, 0, 0, 0, 0, 0])
    assert not learned.tested.is_sized
    found = leaving(learned, DESKS)
    assert math.isnan(found.at_risk)
    assert found.calls is None
    assert found.listed["contribution_rank"].tolist() == [3, 1, 2], "by chance"
    assert found.groups["name"].tolist() == ["S", "N"]


@pytest.mark.parametrize(("came", "has_money"), [(1.26, False), (1.2, True), (0.79, False), (0.85, True), (0.0, False)])
def test_money_is_withheld_too_where_much_more_or_less_contribution_went_than_expected(came, has_money):
    learned = replace(by_hand([0.5, 0.1, 0.9], [100.0, 400.0, -50.0]), expected_money=1_000.0, came_money=1_000 * came)
    found = leaving(learned, DESKS)
    assert learned.tested.is_sized
    assert found.has_money is has_money
    nothing = pd.DataFrame()
    said = retention.say(retention.Retention("leave", dt.date(2024, 1, 1), dt.date(2026, 9, 30), 3, 0, 0, nothing, True,
                                             nothing, None, None, found), EUR)
    assert ("€1.0K of contribution was expected to be concerned" in said.so_what) == (not has_money and came > 0)


def test_where_nobody_can_be_told_apart_there_is_no_list():
    learned = by_hand([0.1, 0.1, 0.1], [1.0, 2.0, 3.0])
    object.__setattr__(learned, "winner", "average")
    found = leaving(learned, DESKS)
    assert found.listed.empty
    assert found.calls is None
    nothing = pd.DataFrame()
    result = retention.Retention("leave", dt.date(2024, 1, 1), dt.date(2026, 9, 30), 3, 0, 0, nothing, True, nothing,
                                 None, None, found)
    assert retention.say(result, EUR).headline == (
        "No model that was tried on this data tells better than the average who will leave, so there is no list.")
    assert retention.say(result, EUR).so_what == (
        "On average 10.0 of 100 customers leave in a year. Tried were a logistic regression and boosted trees, on 14 "
        "factors of 1,000 customers; other data may tell more.")


def test_wrong_options_and_empty_scopes_are_refused(planted, learned):
    with pytest.raises(ValueError, match="capacity is 0"):
        retention.answer_of(planted.reader(), learned, capacity=0)
    for options in ({"call_cost": math.nan}, {"call_cost": -1.0}, {"effect": math.nan}, {"effect": 2.0}):
        with pytest.raises(ValueError, match="choose a cost of 0 or more, and an effect from 0 to 1"):
            retention.answer_of(planted.reader(), learned, **options)
    with pytest.raises(ValueError, match="effect 2"):
        leaving(by_hand([0.5], [1.0]), DESKS, effect=2)
    with pytest.raises(NobodyInScope):
        leaving(by_hand([0.5], [1.0]), DESKS[DESKS["desk_id"] == 3])
    with pytest.raises(NobodyInScope):
        retention.answer_of(planted.reader(Scope(customer_types=("corporate",))), learned)
