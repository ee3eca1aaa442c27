"""What the mart says of every market line, against plain loops over the reported rows."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict

import pandas as pd
import pytest

from crm_core import open_book
from crm_core.question import Question
from tests.tiny_markets import bank, customer, publish

STANDINGS = Question("standings", "select * from market_standings order by region_id, line, period")
DAYS = ("2023-06-30", "2024-06-15", "2024-06-30", "2024-12-31", "2025-06-30")


def read(tmp_path, market, *questions, **tables):
    publish(tmp_path, market=market, **tables)
    with open_book(tmp_path) as book:
        return [book.read(each) for each in (questions or (STANDINGS,))]


@pytest.fixture(scope="module")
def rows():
    """Holes, zeros, a bank of ours under two names, two reports in a month."""
    rng = random.Random(11)
    made = []
    for region in ("A", "B", "C"):
        for day in DAYS:
            for family in ("loans", "deposits"):
                if rng.random() < 0.2:
                    continue
                for name in ("We", "Ours", "Big", "Small", "New"):
                    if rng.random() < 0.75:
                        row = dict(bank(name, rng.choice([0, rng.randint(1, 900)]), region=region, family=family,
                                        period=day))
                        made.append(row | {"is_own": name in {"We", "Ours"}})
    return made


def expected(rows, region, line, period):
    """One line of the mart by loops; None where nothing is reported."""
    def cells(day):
        sums = defaultdict(float)
        for row in rows:
            if row["region_id"] == region and row["period"] == day and line in ("all", row["family"]):
                sums["" if row["is_own"] else row["institution"], row["family"]] += row["balance"]
        return sums

    def held(day):
        sums = defaultdict(float)
        for (name, _), balance in cells(day).items():
            sums[name] += balance
        return sums, {family for _, family in cells(day)}

    now, families = held(period)
    if not families:
        return None
    before = max((day for day in DAYS if day[:4] == str(int(period[:4]) - 1) and day[5:7] == period[5:7]
                  and held(day)[1]), default=None)
    old, old_families = held(before) if before else ({}, set())
    alike = bool(before) and families == old_families
    market, market_old = sum(now.values()), sum(old.values())
    own, others = now.get(""), {name: value for name, value in now.items() if name}
    positive = [value for value in others.values() if value > 0]
    these, those = cells(period), cells(before) if alike else {}
    both = set(these) & set(those)
    paired = [sum(value for cell, value in day.items() if cell in both or not cell[0]) for day in (these, those)]
    missing = sum(value for cell, value in those.items() if cell not in both and cell[0])
    grown = {name: [sum(day[cell] for cell in both if cell[0] == name) for day in (these, those)]
             for name in {name for name, _ in both}}
    growth = {name: value / base - 1 for name, (value, base) in grown.items() if base}
    known = ("" in now or "" in old) and alike and all(paired)
    change = now.get("", 0) / paired[0] - old.get("", 0) / paired[1] if known else None
    if change is not None and 0 < change <= missing / market_old:
        change = None
    return {
        "before": before, "is_alike": alike, "market": market, "own_balance": own,
        "own_share": own / market if own is not None and market else None,
        "own_rank": 1 + sum(value > own for value in now.values()) if own else None,
        "institutions": sum(value > 0 for value in now.values()),
        "peers_mean_share": sum(positive) / len(positive) / market if positive else None,
        "relative_share": own / max(others.values()) if own is not None and others and max(others.values()) else None,
        "hhi": sum((100 * value / market) ** 2 for value in now.values()) if market else None,
        "market_growth": paired[0] / paired[1] - 1 if alike and paired[1] else None,
        "share_change": change,
        "own_growth": growth.get(""),
        "peers_mean_growth": sum(value for name, value in growth.items() if name) / len(set(growth) - {""})
        if set(growth) - {""} else None,
        "growth_rank": 1 + sum(value > growth[""] for value in growth.values()) if "" in growth else None,
        "growing_institutions": len(growth),
    }


def test_every_line_agrees_with_plain_loops(tmp_path, rows):
    found, = read(tmp_path, rows, customers=[customer(1, region="Z")])
    lines = 0
    for region in ("A", "B", "C"):
        for line in ("all", "loans", "deposits"):
            for period in DAYS:
                day = dt.date.fromisoformat(period)
                here = found[(found["region_id"] == region) & (found["line"] == line)
                             & (found["period"].dt.date == day)]
                wanted = expected(rows, region, line, period)
                assert len(here) == (wanted is not None)
                if wanted is None:
                    continue
                lines += 1
                for name, value in wanted.items():
                    got = here[name].iloc[0]
                    if name == "before":
                        assert (str(got.date()) if value else None) == value
                    elif value is None:
                        assert pd.isna(got), (region, line, period, name, got)
                    else:
                        assert got == pytest.approx(value), (region, line, period, name)
    assert lines == len(found) > 30


def test_a_region_with_a_family_more_than_last_year_has_no_growth_but_its_families_do(tmp_path):
    grown = [bank("We", 10, period="2024-06-30"), bank("We", 15), bank("We", 40, family="deposits")]
    found, = read(tmp_path, grown)
    now = found[found["period"] == "2025-06-30"].set_index("line")["own_growth"]
    assert now.loc["loans"] == pytest.approx(0.5)
    assert now[["all", "deposits"]].isna().all()


def test_we_lose_our_whole_share_where_we_are_gone_and_gain_it_where_we_came(tmp_path):
    moved = [bank("We", 20, region="A", period="2024-06-30"), bank("They", 80, region="A", period="2024-06-30"),
             bank("They", 90, region="A"), bank("They", 75, region="B", period="2024-06-30"),
             bank("They", 75, region="B"), bank("We", 25, region="B")]
    found, = read(tmp_path, moved)
    change = found[(found["period"] == "2025-06-30") & (found["line"] == "all")].set_index("region_id")["share_change"]
    assert change.to_dict() == {"A": pytest.approx(-0.2), "B": pytest.approx(0.25)}


def test_a_bank_missing_from_a_report_is_no_gain_of_the_others(tmp_path):
    """By hand: of 50 + 30 we hold the same five eighths before and after the third bank, 20 of 100, fell silent."""
    year = [bank(name, balance, period=period) for period in ("2024-06-30", "2025-06-30")
            for name, balance in (("We", 50), ("They", 30), ("Silent", 20))]
    silent, late = [year[:5], year[:2] + year[3:]]
    for rows, missing in ((year, 0.0), (silent, 0.2), (late, 0.0)):
        found, = read(tmp_path / str(len(rows)) / str(missing), rows)
        now = found[(found["period"] == "2025-06-30") & (found["line"] == "all")].iloc[0]
        assert (now["share_change"], now["market_growth"], now["missing_share"]) == pytest.approx((0, 0, missing))
        assert now["own_growth"] == now["peers_mean_growth"] == pytest.approx(0)


@pytest.mark.parametrize(("ours", "gain"), [(70, None), (69, None), (200, 200 / 230 - 50 / 80)])
def test_who_took_over_a_missing_bank_has_not_gained(tmp_path, ours, gain):
    merged = [bank("We", 50, period="2024-06-30"), bank("They", 30, period="2024-06-30"),
              bank("Gone", 20, period="2024-06-30"), bank("We", ours), bank("They", 30)]
    found, = read(tmp_path, merged)
    change = found.loc[(found["period"] == "2025-06-30") & (found["line"] == "all"), "share_change"].iloc[0]
    assert pd.isna(change) if gain is None else change == pytest.approx(gain)


def test_what_is_doubted_is_in_no_standing(tmp_path):
    network = [bank("They", 50.16, region="A"), bank("They", 30.25, region="B"), bank("We", 20, region="A")]
    found, = read(tmp_path, [*network, bank("They", 80.41, region="HQ")])
    assert set(found["region_id"]) == {"A", "B"}


def test_the_small_marts_are_sums_of_what_they_are_made_from(tmp_path):
    business, groups, resources = read(
        tmp_path, [], Question("b", "select * from business_years"), Question("r", "select * from relationship_years"),
        Question("n", "select * from region_resources order by region_id"),
        customers=[customer(1, fee=3, cost=1), customer(2, fee=5), customer(3, region="S", kind="business", fee=7)],
        branches=[{"branch_id": "B1", "region_id": "N", "name": "One", "yearly_cost": 100},
                  {"branch_id": "B2", "region_id": "N", "name": "Two", "yearly_cost": None}],
        staff=[{"manager_id": "M1", "name": "Ana", "branch_id": "B1", "region_id": None, "capacity_hours": 900},
               {"manager_id": "M2", "name": "Eva", "branch_id": None, "region_id": "S", "capacity_hours": None}],
    )
    assert business.groupby("region_id")["contribution"].sum().to_dict() == {"N": 7.0, "S": 7.0}
    for column in ("customers", "balance", "turnover", "revenue", "cost_to_serve", "contribution"):
        assert business[column].sum() == pytest.approx(groups[column].sum())
    assert resources[["region_id", "branches", "branch_cost", "managers", "hours"]].values.tolist() == [
        ["N", 2, 100.0, 1, 900.0], ["S", 0, 0.0, 1, 0.0]]
