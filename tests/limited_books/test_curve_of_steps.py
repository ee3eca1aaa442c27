"""How much few customers account for, told to executives: exact at the end of each step, and nobody is named."""

from __future__ import annotations

import pytest

from crm_core import CannotAnswer
from crm_core.ask import ask
from crm_core.limited_books import open_limited
from crm_core.permit import Permit
from crm_core.rooms import changes, demand, pareto
from crm_core.scope import Scope
from tests.limited_books.banks import NORTH, publish

pytestmark = pytest.mark.every_mart
CUSTOMERS = 40


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    return publish(tmp_path_factory.mktemp("bank"), NORTH, customers=CUSTOMERS)


@pytest.fixture(scope="module")
def executives(bank):
    with open_limited(bank, Permit("executive", smallest_group=3)) as book:
        yield book


def test_the_curve_is_that_of_the_bank_at_the_end_of_each_step(bank, executives):
    shares = pareto.tops(executives.reader(), by="turnover")
    assert len(shares) > 5
    assert shares[-1] == 1
    with bank.open() as whole:
        for share in shares:
            seen, exact = (pareto.curve(book.reader(), by="turnover", top=share) for book in (executives, whole))
            assert seen.top_amount == pytest.approx(exact.top_amount)
            assert seen.top_customers == round(seen.top_customers) >= 3


def test_between_two_ends_it_promises_no_more_than_is_so(bank, executives):
    with bank.open() as whole:
        seen, exact = (pareto.curve(book.reader(), by="turnover", cover=0.5) for book in (executives, whole))
    assert exact.cover_customers <= seen.cover_customers
    assert seen.gini <= exact.gini
    answer = ask("pareto", executives, Scope(), by="turnover")
    assert "It takes at most" in answer["reading"]


def test_a_share_between_two_ends_is_answered_at_the_nearest(executives):
    seen = pareto.curve(executives.reader(), by="turnover", top=0.26)
    assert seen.top == min(pareto.tops(executives.reader(), by="turnover"), key=lambda share: abs(share - 0.26))


def test_nobody_is_named_and_no_amount_is_one_customers(executives):
    result = ask("pareto", executives, Scope(), by="turnover")["result"]
    assert (result["cut"], result["table"], result["moving"], result["stability"]) == (None, [], [], None)
    assert "PlainC" not in repr(result)
    exported = pareto.export_table(pareto.answer(executives.reader(), by="turnover"))
    assert exported["customers"].sum() == CUSTOMERS
    assert exported["customers"].min() >= 3
    assert exported["running_share"].iloc[-1] == pytest.approx(1)


def test_what_would_be_of_few_is_refused_with_the_way_out(executives):
    with pytest.raises(CannotAnswer, match="Select all regions"):
        ask("pareto", executives, Scope(regions=(NORTH,)))
    with pytest.raises(CannotAnswer, match="Branches and managers are not told apart"):
        ask("pareto", executives, Scope(), rank="managers")
    with pytest.raises(CannotAnswer, match="its steps would be of too few customers"):
        ask("pareto", executives, Scope(), by="contribution")  # one customer alone is profitable


def test_what_is_refused_is_not_offered(executives):
    read = executives.reader()
    assert set(pareto.measures(read)) == {"revenue", "balance", "turnover"}
    assert pareto.units(read) == ("products",)
    assert "customers" not in changes.measures(read)
    assert {"customers", "new_customers"}.isdisjoint(demand.offered_measures(read))


def test_assumptions_are_worked_out_for_executives_as_for_the_bank(bank, executives):
    """All hours of a region go to all of its customers, as types are not told apart."""
    assume = '[{"kind":"growth","size":0.1,"from_month":"2026-04","author":"Eva"}]'
    with bank.open() as whole:
        seen, exact = (demand.answer(book.reader(), by="turnover", assume=assume).what_if.by_region.iloc[0]
                       for book in (executives, whole))
    assert seen["hours"] == exact["hours"] == 2000
    assert seen["extra_hours"] == pytest.approx(exact["extra_hours"], rel=0.05)
    assert seen["extra_hours"] > 0


def test_everything_is_offered_where_customers_are_seen(bank):
    with bank.open() as whole:
        read = whole.reader()
        assert pareto.tops(read, by="turnover") == ()
        assert "contribution" in pareto.measures(read)
        assert "customers" in changes.measures(read)
        assert "customers" in demand.offered_measures(read)


def test_resources_are_set_against_revenue_for_executives_as_for_the_bank(bank, executives):
    with bank.open() as whole:
        seen, exact = (ask("resources", book, Scope())["result"] for book in (executives, whole))
    assert seen == exact
