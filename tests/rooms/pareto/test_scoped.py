"""A scope is made of as few curves as can be, and adding and taking them away gives its customers."""

import itertools

import numpy as np
import pandas as pd
import pytest

from crm_core.rooms.pareto.scoped import added_up, scoped
from crm_core.scope import Scope

REGIONS, KINDS = ("EAST", "NORTH", "SOUTH", "WEST"), ("business", "corporate", "individual")


def curves_of(*, without=()):
    """The rows of `curves.sql`; totals under empty names."""
    places = [(region, kind) for region in ("", *REGIONS) for kind in ("", *KINDS) if (region, kind) not in without]
    return pd.DataFrame([(number, *place) for number, place in enumerate(places, start=1)],
                        columns=["curve_id", "region_id", "customer_type"])


def cells_of(curves, people):
    """The cube's cells: every customer (region, kind, bucket, amount) in each of the four curves that hold it."""
    ids = {(row.region_id, row.customer_type): row.curve_id for row in curves.itertuples()}
    rows = [(ids[place], bucket, 1, amount) for region, kind, bucket, amount in people
            for place in itertools.product(("", region), ("", kind))]
    return (pd.DataFrame(rows, columns=["curve_id", "bucket", "customers", "amount"])
            .groupby(["curve_id", "bucket"], as_index=False).sum())


def test_all_but_one_region_is_the_total_without_it():
    curves = curves_of()
    found = scoped(curves, Scope(regions=REGIONS[:3]))
    names = {row.curve_id: (row.region_id, row.customer_type) for row in curves.itertuples()}
    assert [names[each] for each in found.added] == [("", "")]
    assert [names[each] for each in found.taken_away] == [("WEST", "")]


def test_one_region_and_one_type_is_one_curve():
    found = scoped(curves_of(), Scope(regions=("NORTH",), customer_types=("business",)))
    assert len(found.added) == 1
    assert not found.taken_away
    assert found.added == found.members


def test_no_filter_is_the_total_alone():
    found = scoped(curves_of(), Scope())
    assert found.added == (1,)
    assert not found.taken_away
    assert len(found.members) == 12


@pytest.mark.parametrize("regions", [each for n in range(5) for each in itertools.combinations(REGIONS, n)])
@pytest.mark.parametrize("kinds", [each for n in range(4) for each in itertools.combinations(KINDS, n)])
def test_every_scope_adds_up_to_its_own_customers(regions, kinds):
    rng = np.random.default_rng(7)
    people = [(str(rng.choice(REGIONS)), str(rng.choice(KINDS)), bucket, round(float(bucket) * 3 + 0.01 * n, 2))
              for n, bucket in enumerate(rng.integers(-6, 7, 200).tolist())]
    curves = curves_of()
    found = scoped(curves, Scope(regions=regions, customer_types=kinds))
    plain = {}
    for region, kind, bucket, amount in people:
        if (not regions or region in regions) and (not kinds or kind in kinds):
            many, total = plain.get(bucket, (0, 0.0))
            plain[bucket] = (many + 1, total + amount)
    cells = cells_of(curves, people)
    cells = cells[cells["curve_id"].isin(found.added + found.taken_away)]
    sign = np.where(cells["curve_id"].isin(found.taken_away), -1, 1)
    buckets, customers, amounts = added_up(cells.assign(sign=sign))
    assert buckets.tolist() == sorted(plain, reverse=True)
    assert customers.tolist() == [plain[each][0] for each in sorted(plain, reverse=True)]
    assert amounts.tolist() == pytest.approx([plain[each][1] for each in sorted(plain, reverse=True)])


def test_a_region_without_customers_of_a_type_is_no_curve():
    found = scoped(curves_of(without=[("NORTH", "business")]),
                   Scope(regions=("NORTH",), customer_types=("business", "corporate")))
    assert len(found.members) == 1


def test_a_region_without_customers_has_no_curve_at_all():
    found = scoped(curves_of(), Scope(regions=("NOWHERE",)))
    assert not found.added
    assert not found.members
