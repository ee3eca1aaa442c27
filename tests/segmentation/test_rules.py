"""Segments by rule: each customer meets one, in the order that is stated."""

from __future__ import annotations

import numpy as np
import pytest

from crm_core.segmentation import rules
from tests.segmentation.behaviours import behaviour


def life(*, has_year_before: bool = True, **customer) -> str:
    return rules.LIFE_CYCLE[rules.life_cycle(behaviour(customer), "transactions", has_year_before=has_year_before)[0]]


@pytest.mark.parametrize(("customer", "segment"), [
    ({}, "established"),
    ({"transactions": 125}, "growing"), ({"transactions": 124}, "established"),
    ({"transactions": 50}, "leaving"), ({"transactions": 51}, "established"),
    ({"tenure_months": 11, "transactions": 500}, "new"), ({"tenure_months": 12, "transactions": 500}, "growing"),
    ({"months_silent": 3}, "quiet"), ({"months_silent": 2}, "established"), ({"months_silent": np.nan}, "quiet"),
    ({"has_left": 1, "tenure_months": 3}, "leaving"),
    ({"tenure_months": 3, "months_silent": 5}, "new"),
    ({"months_silent": 3, "transactions": 10}, "quiet"),
    ({"tenure_months": np.nan}, "established"),
    ({"transactions_before": np.nan, "transactions": 900}, "established"),
])
def test_a_customer_is_where_the_first_rule_puts_it(customer, segment):
    assert life(**customer) == segment


def test_without_a_year_before_nobody_grows_or_falls():
    assert life(has_year_before=False, transactions=500) == "established"
    assert life(has_year_before=False, transactions=1) == "established"
    assert life(has_year_before=False, has_left=1) == "leaving"


def test_recency_frequency_and_money_go_by_the_medians_of_those_who_used_the_bank():
    rows = behaviour({"transactions": 10, "revenue": 1.0}, {"transactions": 30, "revenue": 9.0},
                     {"transactions": 10, "revenue": 9.0}, {"transactions": 30, "revenue": 1.0},
                     {"transactions": 30, "revenue": 9.0, "months_silent": 3},
                     {"transactions": 0, "revenue": 0.0, "months_silent": np.nan})
    limits = rules.medians(rows, "transactions", "revenue")
    assert (limits.use, limits.money) == (30, 9)
    found = rules.recency_frequency_money(rows, "transactions", "revenue", limits)
    assert [rules.RECENCY_FREQUENCY_MONEY[each] for each in found] == [
        "seldom_small", "frequent_large", "seldom_large", "frequent_small", "lapsed", "inactive"]


def test_channels_are_ordered_by_their_customers_and_the_rest_is_told_apart():
    rows = behaviour({"contacts": 3, "main_channel": "app"}, {"contacts": 1, "main_channel": "app"},
                     {"contacts": 5, "main_channel": "branch"}, {"contacts": 4}, {})
    codes = rules.channels(rows)
    assert codes == ("app", "branch", "several", "none")
    assert [codes[each] for each in rules.by_channel(rows, codes)] == ["app", "app", "branch", "several", "none"]


def test_of_many_channels_those_of_few_customers_are_one_segment():
    rows = behaviour(*({"contacts": 1, "main_channel": f"c{name}"} for name in range(8)))
    codes = rules.channels(rows)
    assert codes == ("c0", "c1", "c2", "c3", "c4", "c5", "other", "several", "none")
    assert [codes[each] for each in rules.by_channel(rows, codes)][-2:] == ["other", "other"]


def test_a_channel_that_is_new_since_falls_to_several_where_there_is_no_other():
    rows = behaviour({"contacts": 1, "main_channel": "fax"})
    assert rules.by_channel(rows, ("app", "several", "none")).tolist() == [1]


def test_everybody_may_have_one_and_the_same_channel():
    rows = behaviour({"contacts": 3, "main_channel": "app"}, {"contacts": 1, "main_channel": "app"})
    assert rules.by_channel(rows, ("app", "several", "none")).tolist() == [0, 0]
