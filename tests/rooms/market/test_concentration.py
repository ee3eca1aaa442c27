"""Concentration and what-ifs: published values, laws, a plain loop, and what is refused."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_core import CannotAnswer
from crm_core.rooms.market import Screen, hhi, in_force, jurisdictions, leave, merge, screens
from crm_core.rooms.market.screens import MARKED

BALANCES = st.lists(st.integers(0, 10_000), min_size=2, max_size=12).filter(lambda amounts: sum(amounts) > 0)


def held(*rows) -> pd.DataFrame:
    """(region, family, institution, balance); the bank called `We` is our own."""
    table = pd.DataFrame(rows, columns=["region_id", "family", "institution", "balance"])
    return table.assign(region=table["region_id"].str.capitalize(), is_own=table["institution"] == "We",
                        balance=table["balance"].astype(float))


def one_market(*balances) -> pd.DataFrame:
    return held(*[("N", "loans", f"B{position}", amount) for position, amount in enumerate(balances)])


# by hand


@pytest.mark.parametrize(
    ("balances", "expected"),
    [([35, 25, 20, 15, 5], 2500), ([20] * 5, 2000), ([100], 10_000), ([100, 0], 10_000), ([50, 50], 5000)],
)
def test_the_index_takes_its_published_values(balances, expected):
    assert hhi(pd.Series(balances)) == pytest.approx(expected)


def test_a_market_of_nothing_has_no_index():
    assert np.isnan(hhi(pd.Series([0.0, 0.0])))
    assert np.isnan(hhi(pd.Series([], dtype=float)))


def test_merging_the_banks_of_20_and_5_percent_adds_200_points():
    after = merge(one_market(35, 25, 20, 15, 5), "B2", "B4")
    assert after.rise == pytest.approx(200)
    assert (after.hhi, after.hhi_after) == (pytest.approx(2500), pytest.approx(2700))
    assert after.banks["institution"].tolist() == ["B0", "B1", "B2 + B4", "B3"]
    assert after.banks["share_after"].tolist() == pytest.approx([0.35, 0.25, 0.25, 0.15])
    assert after.unclaimed_share == 0


def test_a_merger_with_us_is_still_ours():
    after = merge(held(("N", "loans", "We", 30), ("N", "loans", "A", 20), ("N", "loans", "B", 50)), "We", "A")
    assert after.banks.loc[after.banks["is_own"], "institution"].tolist() == ["We + A"]


def test_a_merger_is_felt_where_both_are():
    market = held(("N", "loans", "A", 50), ("N", "loans", "B", 50), ("S", "loans", "A", 30), ("S", "loans", "C", 70))
    after = merge(market, "A", "B").regions.set_index("region_id")
    assert after["rise"].to_dict() == {"N": pytest.approx(5000), "S": pytest.approx(0)}


def test_who_leaves_is_inherited_in_proportion_where_it_was():
    market = held(("N", "loans", "We", 30), ("N", "loans", "A", 10), ("N", "loans", "Gone", 60),
                  ("S", "loans", "A", 100))
    after = leave(market, "Gone")
    shares = after.banks.set_index("institution")["share_after"]
    assert shares.to_dict() == {"We": pytest.approx(75 / 200), "A": pytest.approx(125 / 200)}
    assert after.own_gain == pytest.approx(75 / 200 - 30 / 200)
    assert after.unclaimed_share == pytest.approx(0)


def test_what_nobody_can_take_leaves_the_market():
    after = leave(held(("N", "loans", "Gone", 40), ("S", "loans", "We", 60)), "Gone")
    assert after.unclaimed_share == pytest.approx(0.4)
    assert after.banks["share_after"].tolist() == [1.0]
    assert np.isnan(after.regions.set_index("region_id").loc["N"].get("hhi_after", np.nan))


def test_a_bank_of_another_family_inherits_nothing():
    after = leave(held(("N", "loans", "Gone", 40), ("N", "loans", "A", 10), ("N", "deposits", "We", 50)), "Gone")
    assert after.banks.set_index("institution")["share_after"].to_dict() == {"A": 0.5, "We": 0.5}


# laws


@settings(max_examples=25)
@given(BALANCES, st.data())
def test_a_merger_adds_twice_the_product_of_the_shares(balances, data):
    first, second = data.draw(st.permutations(range(len(balances))))[:2]
    market = one_market(*balances)
    after = merge(market, f"B{first}", f"B{second}")
    shares = [100 * amount / sum(balances) for amount in balances]
    assert after.rise == pytest.approx(2 * shares[first] * shares[second], abs=1e-6)
    assert after.banks["share"].sum() == pytest.approx(1)
    assert after.banks["share_after"].sum() == pytest.approx(1)
    pd.testing.assert_frame_equal(market, one_market(*balances))


@given(BALANCES, st.integers(2, 50))
def test_the_index_knows_neither_order_nor_scale_and_lies_in_its_range(balances, times):
    index = hhi(pd.Series(balances))
    assert index == pytest.approx(hhi(pd.Series(sorted(balances)) * times))
    assert 10_000 / len(balances) - 1e-6 <= index <= 10_000 + 1e-6


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from("NS"), st.sampled_from(["loans", "cards"]), st.sampled_from("ABCG"),
                          st.integers(1, 900)), min_size=1, max_size=16, unique_by=lambda row: row[:3]))
def test_a_plain_loop_agrees_on_an_exit(rows):
    market = held(*rows)
    if not {"G"} < set(market["institution"]):
        return
    after, kept, lost = {}, 0.0, 0.0
    for region, family, name, amount in rows:
        if name == "G":
            continue
        others = sum(each[3] for each in rows if each[:2] == (region, family) and each[2] != "G")
        freed = sum(each[3] for each in rows if each[:2] == (region, family) and each[2] == "G")
        after[name] = after.get(name, 0.0) + amount + freed * amount / others
    kept, total = sum(after.values()), sum(row[3] for row in rows)
    lost = (total - kept) / total
    found = leave(market, "G")
    assert found.unclaimed_share == pytest.approx(lost)
    assert found.banks.set_index("institution")["share_after"].to_dict() == {
        name: pytest.approx(amount / kept) for name, amount in after.items()
    }


# edges and messages


def test_what_cannot_be_asked_is_refused_with_names():
    market = held(("N", "loans", "We", 30), ("N", "loans", "A", 20))
    with pytest.raises(ValueError, match="A cannot merge with itself"):
        merge(market, "A", "A")
    with pytest.raises(CannotAnswer, match=r"No bank called 'B'.*We and A"):
        merge(market, "A", "B")
    with pytest.raises(CannotAnswer, match="We is our own bank"):
        leave(market, "We")
    with pytest.raises(CannotAnswer, match="A is the only bank of this market"):
        leave(held(("N", "loans", "A", 20)), "A")


# screens


def test_no_screen_applies_outside_its_jurisdiction():
    assert jurisdictions()[0] == "none"
    assert in_force("none", dt.date(2026, 1, 1)) == ()
    with pytest.raises(ValueError, match="no merger thresholds for 'Utopia'; choose one of: none"):
        in_force("Utopia", dt.date(2026, 1, 1))


def test_a_screen_applies_on_its_own_days():
    assert in_force("US", dt.date(2019, 6, 30)) == ()
    assert {(screen.level, screen.rise) for screen in in_force("US", dt.date(2026, 1, 1))} == {(1800, 100), (1800, 200)}
    ended = Screen("X", "a", "b", dt.date(2020, 1, 1), 1800, 100, "s", valid_to=dt.date(2020, 12, 31))
    assert [ended.holds_on(dt.date(year, 12, 31)) for year in (2019, 2020, 2021)] == [False, True, False]


@pytest.mark.parametrize(("after", "rise", "passes"), [(1800, 500, True), (1801, 200, True), (1801, 201, False)])
def test_a_merger_fails_a_screen_only_beyond_both_figures(after, rise, passes):
    screen = Screen("X", "a", "b", dt.date(2020, 1, 1), 1800, 200, "s")
    assert screen.is_passed(after, rise) is passes


def test_every_screen_names_its_source_and_its_first_day():
    for screen in screens():
        assert {screen.authority, screen.rule} <= set(MARKED), "marked for translation"
        assert screen.source.startswith("https://")
        assert screen.valid_from > dt.date(1990, 1, 1)
