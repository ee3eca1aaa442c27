"""What tiers are cut from: one row a customer with the years beside each other, against a loop over the years."""

from __future__ import annotations

import math
from collections import defaultdict

import pandas as pd
import pytest

from crm_core import open_book
from crm_core.question import Question
from tests.rooms.tiers.bank import PRODUCTS, publish

CRITERIA = ("contribution", "balance", "turnover", "tenure", "scale", "reputation")
MONEY = ("contribution", "balance", "turnover", "transactions", "cost_to_serve")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tier_marts")
    publish(folder)
    with open_book(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def years(book):
    rows = book.read(Question("years", "select * from customer_years"))
    return {(row["customer_id"], row["years_ago"]): row for row in rows.to_dict("records")}


def points(year: dict | None, criterion: str) -> float | None:
    score = None if year is None else year[f"{criterion}_midrank"]
    return None if score is None or math.isnan(score) else round(score * 100)


def test_a_row_sets_a_customers_years_beside_each_other(book, years):
    rows = book.read(Question("tier_years", "select * from tier_years")).to_dict("records")
    expected = {(person, back) for person, back in years} | {
        (person, back - 1) for person, back in years if back > 0}
    assert {(row["customer_id"], row["years_ago"]) for row in rows} == expected
    assert len(rows) == len(expected)
    for row in rows:
        for ending, back in (("", 0), ("_before", 1), ("_earlier", 2)):
            year = years.get((row["customer_id"], row["years_ago"] + back))
            if ending == "_earlier" and years.get((row["customer_id"], row["years_ago"])) is None \
                    and years.get((row["customer_id"], row["years_ago"] + 1)) is None:
                continue
            for criterion in CRITERIA:
                found = row[f"{criterion}_points{ending}"]
                assert (None if pd.isna(found) else found) == points(year, criterion), (row, criterion, ending)
            for name in MONEY if ending != "_earlier" else ("contribution",):
                found = row[f"{name}{ending}"]
                assert pd.isna(found) if year is None else found == year[name]


def test_what_a_customer_lacks_is_told_in_one_number(book, years):
    rows = book.read(Question("lacking", "select customer_id, years_ago, lacking from tier_years"))
    seen = set()
    for row in rows.itertuples():
        year = years.get((row.customer_id, row.years_ago)) or years[row.customer_id, row.years_ago + 1]
        assert row.lacking == pd.isna(year["size_amount"]) + 2 * pd.isna(year["credit_grade"])
        seen.add(row.lacking)
    assert seen == {0, 1, 2, 3}


def test_a_desk_is_one_place_and_every_customer_sits_at_one(book):
    desks = book.read(Question("desks", "select * from desks"))
    assert list(desks["desk_id"]) == list(range(1, len(desks) + 1))
    assert len(desks.drop_duplicates(["region_id", "customer_type", "branch_id", "manager_id"])) == len(desks)
    groups = desks[["group_id", "region_id", "customer_type"]].drop_duplicates()
    assert groups["group_id"].is_unique
    placed = book.read(Question("placed", "select t.*, d.region_id as r, d.customer_type as k, d.branch_id as b,"
                                          " d.manager_id as m from tier_years t join desks d using (desk_id)"))
    assert (placed[["region_id", "customer_type", "branch_id", "manager_id"]].to_numpy()
            == placed[["r", "k", "b", "m"]].to_numpy()).all()


def test_products_held_are_told_by_family(book, years):
    held = book.read(Question("held", "select distinct customer_id, years_ago, family from activity"
                                      " join book_months using (month) join products using (product_id)"))
    by_hand = defaultdict(int)
    for row in held.itertuples():
        by_hand[row.customer_id, row.years_ago, row.family] += 1
    for (person, back), year in years.items():
        for family in set(PRODUCTS.values()) | {"insurance"}:
            assert year[f"{family}_held"] == by_hand[person, back, family]


def test_contacts_are_added_up_by_customer_year_and_channel(book, years):
    sums = defaultdict(lambda: [0, 0, 0.0])
    for row in book.read(Question("c", """select customer_id, channel, handle_minutes, "at" as moment
                                          from contacts""")).itertuples():
        first = [pd.Timestamp(2025 - back, 10, 1) for back in range(3)]
        back = next((back for back in range(3) if first[back] <= row.moment < first[back].replace(year=2026 - back)), 3)
        if back < 3:
            entry = sums[row.customer_id, back, row.channel.strip().lower()]
            entry[0] += 1
            entry[1] += not pd.isna(row.handle_minutes)
            entry[2] += 0 if pd.isna(row.handle_minutes) else row.handle_minutes
    found = book.read(Question("found", "select * from contact_years"))
    assert {(r.customer_id, r.years_ago, r.channel): [r.contacts, r.timed_contacts, r.minutes]
            for r in found.itertuples()} == dict(sums)
    for row in found.to_dict("records"):
        year = years.get((row["customer_id"], row["years_ago"]))
        assert pd.isna(row["contribution"]) if year is None else row["contribution"] == year["contribution"]
        assert (None if pd.isna(row["balance_points"]) else row["balance_points"]) == points(year, "balance")
