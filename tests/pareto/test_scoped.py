"""A scope is made of as few curves as can be, and adding and taking them away gives its customers."""

import itertools

import numpy as np
import pandas as pd
import pytest

from crm_core.pareto.scoped import scoped

REGIONS, KINDS = ("EAST", "NORTH", "SOUTH", "WEST"), ("business", "corporate", "individual")


def marked(regions, kinds, *, without=()):
    """The rows of `curves.sql` for a scope; totals under empty names."""
    places = [(region, kind) for region in ("", *REGIONS) for kind in ("", *KINDS) if (region, kind) not in without]
    return pd.DataFrame(
        [(number, region, kind, int(region in regions), int(kind in kinds))
         for number, (region, kind) in enumerate(places, start=1)],
        columns=["curve_id", "region_id", "customer_type", "has_region", "has_type"])


def cells_of(curves, people):
    """The cube's cells: every customer (region, kind, bucket, amount) in each of the four curves that hold it."""
    ids = {(row.region_id, row.customer_type): row.curve_id for row in curves.itertuples()}
    rows = [(ids[place], bucket, 1, amount) for region, kind, bucket, amount in people
            for place in itertools.product(("", region), ("", kind))]
    return (pd.DataFrame(rows, columns=["curve_id", "bucket", "customers", "amount"])
            .groupby(["curve_id", "bucket"], as_index=False).sum())


def test_all_but_one_region_is_the_total_without_it():
    curves = marked(REGIONS[:3], KINDS)
    found = scoped(curves)
    names = {row.curve_id: (row.region_id, row.customer_type) for row in curves.itertuples()}
    assert {names[each]: sign for each, sign in found.signs.items()} == {("", ""): 1, ("WEST", ""): -1}


def test_one_region_and_one_type_is_one_curve():
    curves = marked(["NORTH"], ["business"])
    assert list(scoped(curves).signs.values()) == [1]
    assert tuple(scoped(curves).signs) == scoped(curves).members


@pytest.mark.parametrize("regions", [each for n in range(5) for each in itertools.combinations(REGIONS, n)])
@pytest.mark.parametrize("kinds", [each for n in range(4) for each in itertools.combinations(KINDS, n)])
def test_every_scope_adds_up_to_its_own_customers(regions, kinds):
    rng = np.random.default_rng(7)
    people = [(str(rng.choice(REGIONS)), str(rng.choice(KINDS)), bucket, round(float(bucket) * 3 + 0.01 * n, 2))
              for n, bucket in enumerate(rng.integers(-6, 7, 200).tolist())]
    curves = marked(regions, kinds)
    found = scoped(curves)
    plain = {}
    for region, kind, bucket, amount in people:
        if region in regions and kind in kinds:
            many, total = plain.get(bucket, (0, 0.0))
            plain[bucket] = (many + 1, total + amount)
    if not regions or not kinds:
        assert not found.signs
        assert not found.members
        return
    cells = cells_of(curves, people)
    added = found.added_up(cells[cells["curve_id"].isin(list(found.signs))])
    assert added["bucket"].tolist() == sorted(plain, reverse=True)
    assert added["customers"].tolist() == [plain[each][0] for each in sorted(plain, reverse=True)]
    assert added["amount"].tolist() == pytest.approx([plain[each][1] for each in sorted(plain, reverse=True)])


def test_a_region_without_customers_of_a_type_is_no_curve():
    found = scoped(marked(["NORTH"], KINDS[:2], without=[("NORTH", "business")]))
    assert len(found.members) == 1
