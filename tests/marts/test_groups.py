"""Households and groups of companies: each customer in one unit, and the units add up to the bank."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core import CannotAnswer, open_book
from crm_core.amounts import Money
from crm_core.customer_groups import has_groups
from crm_core.intake.draft import Terms, drafting
from crm_core.question import Question
from crm_core.rooms import dependence, pareto
from crm_core.scope import Scope
from crm_core.warehouse import Shelf
from tests.many_rows import insert
from tests.tiny_books import MONTH

EUR = Money("EUR")
CUSTOMERS = (("A", "NORTE", "individual", 60), ("B", "NORTE", "individual", 50), ("C", "SUR", "business", 80),
             ("D", "SUR", "individual", -20), ("E", "NORTE", "corporate", 30))
"""customer, region, type, contribution of the month: 200 in all."""
GROUPS = (("A", "G1"), ("B", "G1"), ("D", "G1"), ("E", "E2"))
"""G1 contributes 90 in NORTE, where most of it is; E2 is a group of one."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return publish(tmp_path_factory.mktemp("groups"), GROUPS)


def publish(folder, groups):
    with drafting(Shelf(folder), source="files", terms=Terms("Tiny bank")) as draft:
        draft.connection.execute("insert into products values ('LOAN', 'Loan', 'loans')")
        insert(draft.connection, "customers", [
            {"customer_id": each, "name": f"Customer of {each}", "region_id": region, "customer_type": kind,
             "joined_on": MONTH.replace(year=2015)} for each, region, kind, _ in CUSTOMERS])
        insert(draft.connection, "activity", [
            {"customer_id": each, "product_id": "LOAN", "month": MONTH, "balance": 10, "fee_income": max(amount, 0),
             "cost_to_serve": max(-amount, 0)} for each, _, _, amount in CUSTOMERS])
        if groups:
            insert(draft.connection, "groups", [{"customer_id": each, "group_id": group, "group_name": f"House {group}"}
                                                for each, group in groups])
        draft.finish(repr(groups))
    return folder


def asked(folder, room, scope=None, **options):
    with open_book(folder) as book:
        return room.answer(book.reader(scope or Scope()), **options)


def test_a_household_ranks_first_though_none_of_its_members_does(folder):
    result = asked(folder, pareto, rank="groups")
    assert list(result.table["name"]) == ["House G1", "Customer of C", "House E2"]
    assert list(result.table["amount"]) == [90, 80, 30]
    assert list(result.table["customers"]) == [3, 1, 1]
    assert (result.customers, result.total, result.loss_making_customers) == (3, 200, 0)
    assert asked(folder, pareto).table["name"].iloc[0] == "Customer of C"


def test_units_add_up_to_the_bank_and_hold_every_customer_once(folder):
    with open_book(folder) as book:
        sums = book.read(Question("sums", "select years_ago, sum(contribution) as amount, sum(customers) as customers "
                                          "from unit_years group by years_ago"))
        rows = book.read(Question("rows", "select years_ago, sum(contribution) as amount, count(*) as customers "
                                          "from customer_years group by years_ago"))
    pd.testing.assert_frame_equal(sums.sort_values("years_ago", ignore_index=True),
                                  rows.sort_values("years_ago", ignore_index=True), check_dtype=False)


def test_a_filter_shows_whole_groups_where_most_of_them_are(folder):
    north = asked(folder, pareto, Scope(regions=("NORTE",)), rank="groups")
    south = asked(folder, pareto, Scope(regions=("SUR",)), rank="groups")
    assert (north.total, south.total) == (120, 80)
    assert (north.customers, south.customers) == (2, 1)


def test_dependence_loses_the_group_as_a_whole(folder):
    result = asked(folder, dependence, rank="groups")
    assert result.leavers["amount"].iloc[0] == 90
    assert result.largest["name"].iloc[0] == "House G1"
    assert result.single_name_index == pytest.approx((90**2 + 80**2 + 30**2) / 200**2 * 10_000, rel=0.01)
    assert "3 groups and single customers" in str(dependence.say(result, EUR))
    assert asked(folder, dependence).leavers["amount"].iloc[0] == 80


def test_the_sentence_says_groups(folder):
    said = str(pareto.say(asked(folder, pareto, rank="groups"), EUR))
    assert said == ("The top 20% of groups and single customers account for 27% of contribution. The largest "
                    "contribution comes from House G1: 45% of €200. It takes 2 of 3 groups and single customers to "
                    "reach 80% of the total.")


def test_without_groups_nothing_is_offered_or_kept_and_asking_is_refused(tmp_path):
    folder = publish(tmp_path, ())
    with open_book(folder) as book:
        read = book.reader()
        assert "groups" not in pareto.units(read)
        assert not has_groups(read)
        assert book.read(Question("kept", "select count(*) as n from unit_years"))["n"].iloc[0] == 0
        assert "groups" not in set(book.read(Question("ranked", "select ranked from value_curves"))["ranked"])
        for room in (pareto, dependence):
            with pytest.raises(CannotAnswer, match="Add a groups file"):
                room.answer(read, rank="groups")
