"""Laws of quality: the whole is the sum of its parts, and a worse bank never has the better figure."""

from __future__ import annotations

import copy
import random

import pytest

from tests.drawn_cases import cases
from tests.intake.quality.holed_bank import FEB, JAN, MAR, Bank, customer, deposit, told

HOLED = {"customers": ("credit_grade", "size_amount", "branch_id"), "activity": ("balance", "turnover", "fee_income")}


def bank(seed: int) -> Bank:
    """30 customers of two regions and types over three months, each value there three times in four."""
    rng = random.Random(seed)

    def perhaps(value):
        return value if rng.random() < 0.75 else None

    people = [customer(n, region_id=rng.choice("NS"), customer_type=rng.choice(["individual", "business"]),
                       credit_grade=perhaps("A"), size_amount=perhaps(1000.0 + n), branch_id=perhaps("B1"))
              for n in range(30)]
    rows = [deposit(n, month, balance=perhaps(100.0 + n), turnover=perhaps(10.0 + n), fee_income=perhaps(1.0))
            for n in range(30) for month in (JAN, FEB, MAR)]
    return Bank(people, rows)


def shares(path) -> dict[tuple[str, str], float]:
    rows = told(path, "history", "table_name, dimension, passed / checked")
    return {(table, dimension): share for table, dimension, share in rows}


@pytest.mark.parametrize("seed", range(cases(1)))
def test_the_whole_is_the_weighted_mean_of_its_regions(tmp_path, seed):
    path = bank(seed).publish(tmp_path)
    for table, column, expected, filled in told(
            path, "cells", "table_name, column_name, sum(expected), sum(filled)", "region_id <> '' group by all"):
        parts = told(path, "cells", "region_id, sum(expected), sum(filled)",
                     f"table_name = '{table}' and column_name = '{column}' group by region_id")
        mean = sum(size * (there / size) for _, size, there in parts) / sum(size for _, size, _ in parts)
        assert filled / expected == pytest.approx(mean)
    wholes = {row[:3]: row[3:] for row in told(path, "checks", "rule, table_name, column_name, checked, passed",
                                               "region_id = ''")}
    for rule, table, column, checked, passed in told(
            path, "checks", "rule, table_name, column_name, sum(checked), sum(passed)", "region_id <> '' group by all"):
        assert wholes[rule, table, column] == (checked, passed)


@pytest.mark.parametrize("seed", range(cases(1)))
@pytest.mark.parametrize("table", HOLED)
def test_a_value_taken_away_never_raises_a_figure(tmp_path, seed, table):
    before = bank(seed)
    after = copy.deepcopy(before)
    rng = random.Random(seed + 100)
    for column in HOLED[table]:
        given = [row for row in getattr(after, table) if row[column] is not None]
        for row in rng.sample(given, len(given) // 3):
            row[column] = None
    better, worse = shares(before.publish(tmp_path / "a")), shares(after.publish(tmp_path / "b"))
    assert worse.keys() == better.keys()
    assert all(worse[key] <= better[key] + 1e-12 for key in better)
    assert worse[table, "completeness"] < better[table, "completeness"]


def test_a_month_taken_away_never_raises_a_figure(tmp_path):
    before = bank(7)
    after = copy.deepcopy(before)
    after.activity = [row for row in after.activity if (row["month"], row["customer_id"] < "C2") != (FEB, True)]
    less = [row for row in after.activity if row["month"] != FEB]
    better = shares(before.publish(tmp_path / "a"))
    gap = shares(Bank(after.customers, less).publish(tmp_path / "b"))
    assert gap["activity", "timeliness"] < better["activity", "timeliness"] == 1


def test_the_order_of_rows_does_not_matter(tmp_path):
    one = bank(1)
    other = Bank(one.customers[::-1], one.activity[::-1])
    assert shares(one.publish(tmp_path / "a")) == shares(other.publish(tmp_path / "b"))
