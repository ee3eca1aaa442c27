"""Everybody is in exactly one group, and moving a threshold moves whom it must and nobody else."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from crm_core.rooms.growth.groups import AMOUNTS, GROUPS, NEW, Thresholds, count, cuts, moves, partition, table
from crm_core.rooms.growth.measure import growth
from crm_core.rooms.growth.strategy.strategies import hours_a_customer
from crm_core.rooms.growth.strategy.three_ways import Assumptions
from crm_core.rooms.growth.within import Within
from tests.rooms.growth.books import made_up

SOME = [Thresholds(), Thresholds(0.05, 20, 0.5), Thresholds(0.9, -100, 0.01), Thresholds(0.5, 1e9, 0.3)]


def loop(learned, thresholds: Thresholds) -> list[str]:
    """The groups by the words of the method, one customer after the other."""
    today = learned.today
    judged = [at for at, is_new in enumerate(today["is_new"]) if not is_new]
    values = sorted((today["contribution"][at] for at in judged), reverse=True)
    scores = sorted((learned.potential[at] for at in judged), reverse=True)
    last = values[max(round(thresholds.top * len(values)), 1) - 1]
    wanted = max(round(thresholds.growing * len(scores)), 1)
    score = scores[wanted - 1]
    least, most = sum(each > score for each in scores), sum(each >= score for each in scores)
    reached = score if wanted - least >= most - wanted else scores[least - 1] if least else math.inf
    found = []
    for at in range(len(today["is_new"])):
        value = today["contribution"][at]
        grows = learned.winner and learned.potential[at] >= reached and learned.expected[at] > 0
        if today["is_new"][at]:
            found.append("new")
        elif value > thresholds.low and value >= last:
            found.append("most_valuable")
        elif value > thresholds.low:
            found.append("highest_potential" if grows else "general")
        else:
            found.append("potential" if grows else "low_income")
    return found


@pytest.mark.parametrize("thresholds", SOME)
@pytest.mark.parametrize("has_winner", [True, False])
def test_groups_are_those_of_a_loop_over_the_customers(thresholds, has_winner):
    learned = made_up(1, has_winner=has_winner)
    kept = {name: column.copy() for name, column in learned.today.items()}
    codes = partition(learned, cuts(learned, thresholds))
    assert [(*GROUPS, "new")[code] for code in codes] == loop(learned, thresholds)
    assert all(np.array_equal(kept[name], column) for name, column in learned.today.items())


@pytest.mark.parametrize("thresholds", SOME)
def test_the_groups_and_who_is_new_make_everybody_with_all_they_contribute(thresholds):
    learned = made_up(2)
    scoped = learned.today["desk_id"] != 2
    result = growth(Within(learned, scoped), thresholds=thresholds, assumed=Assumptions())
    assert result.customers + result.new == scoped.sum()
    assert result.groups["contribution"].sum() + result.new_contribution == pytest.approx(
        learned.today["contribution"][scoped].sum())
    assert (result.groups[[f"type_{code}" for code in range(4)]].sum(axis=1) == result.groups["customers"]).all()
    assert result.groups["customer_share"].sum() == pytest.approx(1)
    assert result.strategies["customers"].tolist() == result.groups["customers"].tolist()


def test_a_wider_top_takes_customers_in_and_lets_nobody_go():
    learned = made_up(3)
    narrow, wide = (partition(learned, cuts(learned, Thresholds(top=share))) for share in (0.1, 0.4))
    assert (wide[narrow == 0] == 0).all()
    assert (wide == 0).sum() > (narrow == 0).sum()


def test_equals_are_never_told_apart():
    learned = made_up(4, 100)
    learned.today["contribution"][:] = 7
    codes = partition(learned, cuts(learned, Thresholds(top=0.1)))
    assert set(codes[learned.today["is_new"] == 0]) == {0}


def test_a_score_that_most_share_is_no_high_one():
    learned = made_up(4, 100, new=0)
    learned.potential[:], learned.expected[:] = 1, 1
    learned.potential[[3, 50, 70]] = 2
    at = cuts(replace(learned, falling=np.sort(learned.potential)[::-1]), Thresholds(growing=0.2))
    assert (learned.potential >= at.potential).sum() == 3, "three are nearer to twenty than a hundred"


def test_who_leaves_a_group_arrives_in_another():
    learned = made_up(5)
    before, now = (partition(learned, cuts(learned, each)) for each in (Thresholds(), Thresholds(0.05, 20, 0.5)))
    places = np.flatnonzero(before != now)
    found = moves(learned, places, before[places], now[places])
    assert (found["group_before"] != found["group"]).all()
    counts = [table(learned, count(learned, codes, slice(None))).set_index("group")["customers"]
              for codes in (before, now)]
    change = (found.groupby("group")["customers"].sum().reindex(GROUPS, fill_value=0)
              - found.groupby("group_before")["customers"].sum().reindex(GROUPS, fill_value=0))
    assert (counts[0] + change).tolist() == counts[1].tolist()
    assert found["contribution"].sum() == pytest.approx(learned.today["contribution"][before != now].sum())
    nobody = np.empty(0, dtype=np.int32)
    assert moves(learned, nobody, before[nobody], before[nobody]).empty


@pytest.mark.parametrize("thresholds", [
    *SOME, Thresholds(top=0.19), Thresholds(growing=0.25), Thresholds(low=15), Thresholds(low=-15), Thresholds(0.6),
    Thresholds(0.19, 15, 0.19), Thresholds(0.25, 1e9, 0.25)])
@pytest.mark.parametrize("scope", ["the bank", "a part", "one customer"])
@pytest.mark.parametrize("has_winner", [True, False])
def test_after_a_move_everybody_is_where_a_count_from_the_start_finds_them(thresholds, scope, has_winner):
    learned = made_up(7, has_winner=has_winner)
    scoped = {"the bank": learned.today["desk_id"] >= 0, "a part": learned.today["desk_id"] == 1,
              "one customer": np.arange(len(learned.today["desk_id"])) == 11}[scope]
    within, at = Within(learned, scoped), cuts(learned, thresholds)
    before, now = (partition(learned, each) for each in (within.start, at))
    places, was, is_now = within.moved(at)
    assert sorted(places) == np.flatnonzero(scoped & (before != now)).tolist(), "nobody twice, and nobody missed"
    assert (before[places] == was).all()
    assert (now[places] == is_now).all()
    found, anew = within.counted((places, was, is_now)), count(learned, now[scoped], scoped)
    assert (found.customers == anew.customers).all()
    assert found.amounts == pytest.approx(anew.amounts, rel=1e-9, abs=1e-6)


def test_a_group_that_everybody_has_left_has_exactly_nothing():
    learned = made_up(8)
    learned.today["contribution"][:] = np.sort(learned.today["contribution"] + 0.1)[::-1]
    within = Within(learned, learned.today["desk_id"] >= 0)
    found = within.counted(within.moved(cuts(learned, Thresholds(low=1e9))))
    assert found.amounts[GROUPS.index("most_valuable")].tolist() == [0.0] * len(AMOUNTS)


def test_of_nobody_but_new_customers_every_group_is_empty():
    learned = made_up(6, 20, new=1)
    at = cuts(learned, Thresholds())
    assert math.isinf(at.contribution)
    assert set(partition(learned, at)) == {NEW}


@pytest.mark.parametrize("wrong", [{"top": 0}, {"top": 1}, {"growing": 1.5}, {"low": math.inf}])
def test_thresholds_out_of_range_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Thresholds(**wrong)


def test_the_most_valuable_are_served_most_and_the_low_income_least():
    for of in ("individual", "business", "corporate", "everybody"):
        hours = [hours_a_customer(group, of) for group in (
            "most_valuable", "highest_potential", "potential", "general", "low_income")]
        assert hours == sorted(hours, reverse=True)
        assert hours[0] > hours[-1]
    with pytest.raises(ValueError, match="of is 'bank'"):
        hours_a_customer("general", "bank")


def test_types_and_the_error_of_growth_are_those_of_a_loop():
    learned = made_up(9)
    scoped = learned.today["desk_id"] != 1
    codes = partition(learned, cuts(learned, Thresholds()))
    rows = table(learned, count(learned, codes[scoped], scoped)).set_index("group")
    for code, group in enumerate(GROUPS):
        members = [at for at in range(len(codes)) if scoped[at] and codes[at] == code]
        types = [int(learned.today["type_code"][at]) for at in members]
        assert [rows.loc[group, f"type_{each}"] for each in range(4)] == [types.count(each) for each in range(4)]
        pools = [int(learned.pool[at]) for at in members]
        variance = sum(v * (pools.count(pool) + pools.count(pool) ** 2 / tested)
                       for pool, (tested, v) in enumerate(((100, 25.0), (50, 9.0), (200, 49.0))))
        assert rows.loc[group, "growth_error"] == pytest.approx(math.sqrt(variance))
    untold = made_up(9, has_winner=False)
    assert (table(untold, count(untold, codes[scoped], scoped))["growth_error"] == 0).all()
