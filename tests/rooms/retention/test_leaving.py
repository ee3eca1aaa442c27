"""Who may leave under a scope is looked up by desk and by order, and is what a look at every customer finds."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crm_core import NobodyInScope
from crm_core.rooms.retention.chances import leaving as door
from crm_core.rooms.retention.chances.leaving import leaving
from crm_core.rooms.retention.chances.of_tiers import TiersToday
from tests.rooms.retention.test_retention import by_hand

DESKS = 9


def bank(seed: int, *, has_money: bool = True, lost_share: float = 0.5):
    """300 customers whose chances and amounts tie, at desks 1 to 8; at the last desk nobody is."""
    rng = np.random.default_rng(seed)
    learned = by_hand((np.round(rng.random(300), 1) * (rng.random(300) < 0.9)).tolist(),
                      np.sort(np.round(rng.normal(20, 50, 300), -1))[::-1].tolist(),
                      came=None if has_money else [1, 1, 1, 0, 0, 0, 0, 0, 0, 0], lost_share=lost_share)
    learned.today["desk_id"] = rng.integers(1, DESKS, 300)
    return learned


def desks(*asked: int) -> pd.DataFrame:
    return pd.DataFrame({"desk_id": asked, "region": [f"R{each % 3}" for each in asked]})


def loop(learned, asked: pd.DataFrame, is_member: np.ndarray, capacity: int, *, has_money: bool):
    """By the words of the page, one customer after the other: sums by region, and the ranks of the list."""
    regions, sums, keys = dict(asked.itertuples(index=False)), {}, []
    for at, chance in enumerate(learned.chances):
        region = regions.get(int(learned.today["desk_id"][at]))
        if region is None or not is_member[at]:
            continue
        gains = max(learned.today["contribution"][at], 0)
        at_risk = chance * gains * learned.lost_share
        sums[region] = [one + more for one, more in zip(
            sums.get(region, [0] * 4), (1, chance, gains, at_risk if has_money else np.nan), strict=True)]
        keys.append((-(at_risk if has_money else chance), at + 1))
    return sums, [rank for key, rank in sorted(keys) if key < 0][:capacity]


@pytest.mark.parametrize("has_money", [True, False])
@pytest.mark.parametrize("is_segment", [True, False])
@pytest.mark.parametrize("asked", [desks(1, 2, 3, 4, 5, 6, 7, 8, 9), desks(5, 2), desks(7)])
@pytest.mark.parametrize("capacity", [1, 20, 1_000])
def test_it_is_what_a_loop_over_the_customers_finds(monkeypatch, has_money, is_segment, asked, capacity):
    monkeypatch.setattr(door, "_LOOKED_AT", 8)  # so that a list takes several looks
    learned = bank(1, has_money=has_money)
    is_member = np.random.default_rng(2).random(300) < 0.4
    found = leaving(learned, asked, capacity=capacity, is_member=is_member if is_segment else None)
    sums, ranks = loop(learned, asked, is_member if is_segment else np.ones(300, bool), capacity, has_money=has_money)
    assert found.has_money is has_money
    assert found.listed["contribution_rank"].tolist() == ranks
    rows = found.groups.set_index("name")[["customers", "expected", "contribution", "at_risk"]]
    assert sorted(rows.index) == sorted(sums)
    for region, expected in sums.items():
        assert rows.loc[region].tolist() == pytest.approx(expected, nan_ok=True)
    assert found.customers == sum(each[0] for each in sums.values())
    assert [found.expected, found.contribution, found.at_risk] == pytest.approx(
        np.sum([each[1:] for each in sums.values()], axis=0).tolist(), nan_ok=True)


@pytest.mark.parametrize("has_money", [True, False])
@pytest.mark.parametrize("is_segment", [True, False])
def test_tiers_are_summed_over_the_customers_in_scope_and_who_has_none_is_told_apart(has_money, is_segment):
    learned, asked = bank(5, has_money=has_money), desks(1, 2, 6)
    rng = np.random.default_rng(6)
    places, is_member = rng.choice([0, 1, 3, 4], 300, p=[0.1, 0.2, 0.5, 0.2]).astype(np.int8), rng.random(300) < 0.4
    tiers = TiersToday(("Gold", "Silver", "Empty", "Bronze"), places)
    found = leaving(learned, asked, is_member=is_member if is_segment else None, tiers=tiers)
    expected: dict[str | None, list[float]] = {}
    for at, place in enumerate(places):
        if learned.today["desk_id"][at] in (1, 2, 6) and (is_member[at] or not is_segment):
            gains, name = max(learned.today["contribution"][at], 0), [*tiers.names, None][place]
            one = (1, learned.chances[at], gains, learned.chances[at] * gains * learned.lost_share)
            expected[name] = [a + b for a, b in zip(expected.get(name, [0] * 4), one, strict=True)]
    assert found.among == "tier"
    assert set(found.groups["name"].dropna()) == {"Gold", "Silver", "Bronze"}, "nobody is in the third"
    for row in found.groups.itertuples():
        customers, leavers, contribution, at_risk = expected[row.name if isinstance(row.name, str) else None]
        assert [row.customers, row.expected, row.contribution] == pytest.approx([customers, leavers, contribution])
        assert row.at_risk == pytest.approx(at_risk if has_money else np.nan, nan_ok=True)
    assert found.groups["customers"].sum() == found.customers
    assert found.groups["at_risk"].sum() == pytest.approx(found.at_risk if has_money else 0)
    by_region = leaving(learned, asked, is_member=is_member if is_segment else None)
    assert (found.customers, found.expected) == (by_region.customers, by_region.expected)


def test_where_who_goes_quiet_loses_nothing_nobody_need_be_called():
    assert leaving(bank(3, lost_share=0.0), desks(1, 2)).listed.empty


def test_a_desk_that_nobody_is_at_or_that_is_not_known_has_nobody():
    for nobody in (9, 40):
        with pytest.raises(NobodyInScope):
            leaving(bank(4), desks(nobody))
    with pytest.raises(NobodyInScope):
        leaving(bank(4), desks(1, 2), is_member=np.zeros(300, bool))
