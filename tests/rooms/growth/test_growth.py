"""Growth from the book: the risers of a planted bank are found, and books that cannot say get a sentence."""

from __future__ import annotations

import re

import numpy as np
import pytest

from crm_core import CannotAnswer, NobodyInScope, open_book
from crm_core.amounts import Money
from crm_core.question import Reader
from crm_core.rooms import growth
from crm_core.rooms.growth import captions
from crm_core.rooms.growth.groups import GROUPS, Thresholds, cuts, partition
from crm_core.rooms.growth.listing import first_of
from crm_core.rooms.growth.measure import growth as measured
from crm_core.rooms.growth.reasons_in_words import fact
from crm_core.rooms.growth.strategy.three_ways import Assumptions
from crm_core.rooms.growth.trial.forecast import COLUMNS
from crm_core.rooms.growth.trial.learning import CUSTOMERS as QUESTION
from crm_core.rooms.growth.within import Within
from crm_core.scope import Scope
from tests.odd_books import OddBook, business, only, people
from tests.of_segment.two_banks import segment
from tests.rooms.growth.books import CORPORATES, CUSTOMERS, GONE, LOSING, NEW, publish_planted
from tests.rooms.growth.books import made_up as made_up_bank
from tests.tiny_books import Customer, publish

EUR = Money("EUR")


@pytest.fixture(scope="module")
def result(risers, learned):
    read = risers.reader()
    return growth.with_list(growth.answer_of(read, learned), read, learned, capacity=30)


def numbers(ids) -> np.ndarray:
    return np.array([int(each[1:]) for each in ids])


def test_the_risers_are_found_in_the_year_kept_back(learned):
    rows = learned.trial.scores.set_index("candidate")
    assert learned.winner in ("momentum", "forecast")
    assert rows.loc[learned.winner, "top"] > 100
    assert rows.loc[learned.winner, "rest"] < 0
    assert rows.loc["forecast", "rank"] > 0.6
    assert (learned.tested_on.isoformat(), learned.learnt_on.isoformat()) == ("2025-09-30", "2024-09-30")


def test_the_year_of_a_customer_is_what_its_rows_say(risers):
    read = risers.reader()
    now, before = (read(QUESTION, scope=Scope(), years_ago=years_ago) for years_ago in (0, 1))
    assert len(now["revenue"]) == CUSTOMERS - GONE
    assert now["is_new"].sum() == NEW
    assert len(before["revenue"]) == CUSTOMERS - NEW
    has_left = before["later_revenue"] < 0.45 * before["revenue"]
    assert has_left.sum() == GONE, "four months of twelve"
    assert sorted(before["later_revenue"][~has_left]) == pytest.approx(sorted(now["revenue"][now["is_new"] == 0]))
    share = now["late_revenue"] / now["revenue"]
    assert np.median(share[share > 0.55]) == pytest.approx(0.6, abs=0.01), "half more: 1.5 of 2.5"
    assert (now["later_revenue"] == 0).all(), "what comes is not known"


def test_everybody_is_in_a_group_or_new(result):
    assert result.customers + result.new == CUSTOMERS - GONE
    assert result.new == NEW
    assert result.groups["customers"].sum() == result.customers
    low = result.of("low_income")["customers"] + result.of("potential")["customers"]
    assert 0 < low <= LOSING
    assert result.of("most_valuable")["customers"] == round(0.2 * (CUSTOMERS - NEW - GONE))


def test_who_is_listed_rises_and_the_reasons_say_so(result):
    listed = result.listed
    assert len(listed) == 30
    assert set(numbers(listed["customer_id"]) % 5) == {0}, "those planted to rise"
    assert listed["growth"].is_monotonic_decreasing
    assert listed["reason_1"].notna().all()
    assert listed[["reason_1", "reason_2", "reason_3"]].apply(
        lambda column: column.str.contains(r"revenue \+\d+% in half a year", na=False)).any(axis=1).all()


def test_the_first_sentence_counts_the_groups_and_the_second_says_how_far_to_believe_them(result):
    said = growth.say(result, EUR)
    assert said.headline.startswith(f"Of {result.customers:,} customers the 233 most valuable contribute €")
    assert "others have the highest growth potential and are expected to add €" in said.headline
    low, high = result.growth_range("highest_potential")
    assert low < result.of("highest_potential")["growth"] < high
    assert said.so_what.startswith(f"By chance alone that can be {EUR.short(low)} to {EUR.short(high)} (95%).")
    assert "Too few customers to be compared with similar ones: Corporates." in said.so_what
    assert said.so_what.endswith(f"{NEW} customers of less than a year are in no group yet.")


def test_the_scope_narrows_who_is_counted_and_not_where_groups_begin(risers, learned, result):
    north, south = (growth.answer_of(risers.reader(Scope(regions=(region,))), learned) for region in "NS")
    assert (north.groups["customers"] + south.groups["customers"]).tolist() == result.groups["customers"].tolist()
    assert north.cuts == south.cuts == result.cuts
    corporate = growth.answer_of(risers.reader(Scope(customer_types=("corporate",))), learned)
    assert corporate.customers == CORPORATES
    assert "So few customers say little of others." in growth.say(corporate, EUR).so_what


def narrowed(learned, group: str, count: int, besides: str = ""):
    """The answer of `count` customers of a group, and of one of the group `besides`."""
    codes = partition(learned, cuts(learned, Thresholds()))
    members = [np.flatnonzero(codes == GROUPS.index(group))[:count]]
    if besides:
        members.append(np.flatnonzero(codes == GROUPS.index(besides))[:1])
    scoped = np.zeros(len(codes), dtype=bool)
    scoped[np.concatenate(members)] = True
    return measured(Within(learned, scoped), thresholds=Thresholds(), assumed=Assumptions())


def test_segments_that_are_the_bank_together_add_up_to_it_and_keep_its_groups(risers, learned, result):
    """Whoever is in a segment is in the group that the bank has for them; these are made by number, as any may be."""
    names = [f"P{number:04}" for number in range(CUSTOMERS)]
    halves = [growth.answer_of(risers.reader(Scope(segment=segment(*ids))), learned)
              for ids in (names[:500], names[500:])]
    for column in ("customers", "contribution", "growth"):
        both = sum(half.groups[column] for half in halves)
        assert both.tolist() == pytest.approx(result.groups[column].tolist()), column
    assert sum(half.new for half in halves) == result.new
    assert all(half.cuts == result.cuts for half in halves), "thresholds are the bank's"
    read = risers.reader(Scope(segment=segment(*names[:500]), regions=("N",)))
    listed = growth.with_list(growth.answer_of(read, learned), read, learned, capacity=1000).listed
    assert listed["customer_id"].max() < "P0500"
    assert set(listed["region"]) == {"Norte"}, "both hold"
    with pytest.raises(NobodyInScope):
        growth.answer_of(risers.reader(Scope(segment=segment("NOBODY"))), learned)


@pytest.mark.parametrize(("group", "count", "besides", "told"), [
    ("most_valuable", 1, "general", r"Of 2 customers the most valuable one contributes €\d+\. None of the others is "),
    ("most_valuable", 2, "", r"Of 2 customers the 2 most valuable contribute €[\d.]+K?\.$"),
    ("most_valuable", 1, "highest_potential", r"€\d+\. 1 other has the highest growth potential and is "),
    ("general", 3, "", r"None of 3 customers is among the bank's most valuable\. None of them is expected"),
    ("general", 3, "highest_potential", r"most valuable\. 1 has the highest growth potential and is expected to add €"),
    ("general", 3, "potential", r"most valuable\. 1 customer who contributes no more than €0 is expected to add €")])
def test_of_one_or_nobody_the_first_sentence_is_in_the_singular_or_says_none(group, count, besides, told):
    assert re.search(told, growth.say(narrowed(made_up_bank(2), group, count, besides), EUR).headline)


def test_nobody_of_a_group_has_no_figure_and_a_low_top_is_told_by_the_threshold_that_counts(risers, learned):
    labels = [each.label for each in captions.metrics(narrowed(made_up_bank(2), "general", 3), EUR)]
    assert not any(each.startswith("Growth expected") for each in labels)
    low = growth.answer_of(risers.reader(), learned, thresholds=Thresholds(low=1e6))
    assert captions.metrics(low, EUR)[0].explain == "Customers who contribute more than €1,000,000 a year: 0."


def test_what_is_more_than_all_and_who_was_chosen_by_the_shown_year_is_said(result):
    assert result.of("most_valuable")["contribution_share"] > 1
    assert captions.groups(result).note.endswith("The other groups reduce it to 100%.")
    assert captions.trial(result).note.endswith("was chosen by this same year, so it will do a little worse.")


def test_a_half_year_like_the_one_before_is_unchanged():
    assert fact("momentum", {"late_revenue": 100.4, "revenue": 200.4}, EUR) == "revenue unchanged in half a year"
    assert fact("momentum", {"late_revenue": 101.0, "revenue": 201.0}, EUR) == "revenue +1% in half a year"


def test_moved_thresholds_tell_who_moves_and_what_it_costs(risers, learned):
    moved = growth.answer_of(risers.reader(), learned, thresholds=Thresholds(top=0.1))
    assert set(moved.moves["group_before"]) == {"most_valuable"}
    assert "customers move to another group; service by strategy costs" in captions.moves(moved, EUR).title
    assert moved.strategies["service_cost"].sum() < moved.before["service_cost"].sum(), "fewer are served most"


@pytest.mark.parametrize("group", GROUPS)
def test_a_customer_is_in_the_group_that_lists_it(risers, learned, result, group):
    read = risers.reader()
    listed = growth.with_list(result, read, learned, group=group, capacity=5).listed
    assert len(listed) == 5
    assert {growth.group_of(read, learned, each) for each in listed["customer_id"]} == {group}


def test_where_only_those_below_the_threshold_grow_the_first_sentence_is_of_them(risers, learned):
    low = growth.answer_of(risers.reader(), learned, thresholds=Thresholds(low=1e6))
    assert low.groups["customers"].tolist()[:3] == [0, 0, 0]
    said = growth.say(low, EUR)
    assert "who contribute no more than €1,000,000 are expected to add €" in said.headline
    assert "is not among the most valuable" in said.so_what


def test_who_is_new_or_nobody_is_in_no_group(risers, learned):
    read = risers.reader()
    assert growth.group_of(read, learned, "P0049") is None, "new"
    assert growth.group_of(read, learned, "nobody") is None


def test_the_card_of_the_model_is_made_from_the_run(result):
    card = captions.model_card(result).set_index("aspect")["statement"]
    assert f"{result.trial.customers:,}" in card["Customers"]
    assert card["Used"] in ("Momentum", "Forecast")
    assert "protected attributes" in card["Not looked at"]
    assert len(growth.draw(result, EUR).layout.shapes) == len(GROUPS)
    assert len(growth.draw_trial(result.trial, EUR).layout.annotations) == len(result.trial.scores)


def test_a_list_is_the_head_of_a_longer_one():
    learned = made_up_bank(8)
    everybody = np.ones(len(learned.today["is_new"]), dtype=bool)
    few, many = (first_of(learned, everybody, Thresholds(), "general", count) for count in (7, 400))
    assert few["contribution_rank"].tolist() == many["contribution_rank"].tolist()[:7]
    assert many["growth"].is_monotonic_decreasing


def test_what_came_in_the_tested_year_does_not_change_the_forecast(risers, learned):
    read = risers.reader()

    def otherwise(question, scope, **values):
        found = read.ask(question, scope, **values)
        if question is QUESTION and values["years_ago"] == 1:
            return found | {"later_revenue": found["later_revenue"][::-1]}
        return found

    elsewhere = growth.learn(Reader(otherwise, read.scope))
    some = np.random.default_rng(0).normal(size=(50, len(COLUMNS))).astype(np.float32)
    assert elsewhere.trial.scores["lift"].tolist() != learned.trial.scores["lift"].tolist()
    assert np.array_equal(elsewhere.forecast(some), learned.forecast(some))


def test_two_whole_years_are_enough_for_three_ways_and_a_part_of_a_third_teaches_nothing(tmp_path):
    publish_planted(tmp_path, months=30)
    with open_book(tmp_path) as book:
        learned = growth.learn(book.reader())
        found = growth.answer_of(book.reader(), learned)
    assert learned.trial.scores["candidate"].tolist() == ["size", "momentum", "gap"]
    assert (learned.winner, learned.learnt_on) == ("momentum", None)
    assert captions.model_card(found).set_index("aspect").loc["Forecast", "statement"].startswith("None: it takes a")


def test_ten_customers_of_one_month_are_grouped_by_contribution_alone(tmp_path):
    publish(tmp_path, [Customer(amount) for amount in (90, 50, 40, 30, 20, 10, 5, 1, 0, -7)])
    with open_book(tmp_path) as book:
        found = growth.answer(book.reader())
    assert found.groups["customers"].tolist() == [2, 0, 6, 0, 2]
    said = growth.say(found, EUR)
    assert said.headline == "Of 10 customers the 2 most valuable contribute €140. Who could grow cannot be told."
    assert said.so_what.startswith("Growth expected is tried out on a year whose end is known")
    assert found.listed.empty
    assert "cannot be told" in str(growth.draw(found, EUR).layout.annotations)
    assert captions.trial(found).title == "Who could grow was not tried out"


def test_without_contribution_customers_or_a_year_to_come_there_is_a_sentence(tmp_path, risers, learned):
    customers = people(4)
    with open_book(OddBook(customers, business(customers, 2, amounts=only("balance"))).publish(tmp_path)) as book, \
            pytest.raises(CannotAnswer, match="does not say what customers contribute"):
        growth.answer(book.reader())
    with pytest.raises(NobodyInScope):
        growth.answer_of(risers.reader(Scope(regions=("N",), customer_types=("corporate",))), learned)
    with pytest.raises(CannotAnswer, match="Choose the latest year"):
        growth.answer(risers.reader(Scope(years_ago=1)))


@pytest.mark.parametrize(("options", "told"), [
    ({"top": 0.0}, "top is 0.0"), ({"budget": -1.0}, "budget is -1.0"), ({"keep": 1.5}, "keep is 1.5")])
def test_options_out_of_range_are_refused_before_anything_is_tried_out(risers, options, told):
    with pytest.raises(ValueError, match=told):
        growth.answer(risers.reader(), **options)


@pytest.mark.parametrize(("options", "told"), [
    ({"group": "rich"}, "group is 'rich'"), ({"capacity": 0}, "capacity is 0")])
def test_lists_that_there_are_not_are_refused(risers, learned, result, options, told):
    with pytest.raises(ValueError, match=told):
        growth.with_list(result, risers.reader(), learned, **options)
