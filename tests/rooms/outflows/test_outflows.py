"""Outflows: worked by hand, against a plain loop, through a book, and what is only chance."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from crm_core import CannotAnswer, NobodyInScope, open_book
from crm_core.house_style import Money
from crm_core.rooms import outflows
from crm_core.scope import Scope
from tests.tiny_markets import bank, customer, publish

EUR = Money("EUR")


def sent(*rows) -> pd.DataFrame:
    """(region, counterpart, senders, amount)"""
    table = pd.DataFrame(rows, columns=["region_id", "counterpart", "senders", "amount"])
    return table.assign(region=table["region_id"], is_asked=True, customers=1000, standing_amount=0.0, peer_share=0.5)


def test_a_bank_that_draws_twice_its_part_from_one_region_stands_out():
    found = outflows.outflows(sent(("N", "A", 80, 10), ("N", "B", 20, 10), ("S", "A", 20, 10), ("S", "B", 80, 30)))
    first = found.pairs.iloc[0]
    assert (first["region_id"], first["counterpart"]) == ("N", "A")
    assert first["expected"] == pytest.approx(50)
    assert first["residual"] == pytest.approx(2 * (80**0.5 - 50**0.5) / 0.5)
    assert first["is_clear"]
    assert outflows.say(found, EUR).so_what == ("A draws most beyond its usual part in N: 80 senders where 50 would be "
                                                "usual.")
    assert found.counterparts["share"].tolist() == pytest.approx([40 / 60, 20 / 60])


def test_the_top_counterpart_of_a_region_is_the_one_that_gets_most_there():
    found = outflows.outflows(sent(("N", "A", 9, 10), ("N", "B", 2, 70), ("N", "C", 5, 20), ("S", "A", 8, 60)))
    regions = found.regions.set_index("region_id")
    assert regions["top_counterpart"].to_dict() == {"N": "B", "S": "A"}, "money counts, not senders"
    assert regions.loc["N", "top_share"] == pytest.approx(0.7)


def test_a_handful_of_senders_proves_nothing():
    found = outflows.outflows(sent(("N", "A", 4, 10), ("N", "B", 0, 0), ("S", "A", 0, 0), ("S", "B", 4, 10)))
    assert not found.pairs["is_clear"].any()
    assert outflows.say(found, EUR).so_what.startswith("No bank draws clearly more")


def test_chance_alone_is_seldom_called_a_signal():
    """A thousand pairs without any pattern, twenty times: at most one or two of the twenty may show one."""
    rng = random.Random(2)
    alarms = 0
    for _ in range(20):
        counts = {(region, name): 0 for region in range(40) for name in range(25)}
        for _ in range(9_000):
            counts[rng.randrange(40), rng.randrange(25)] += 1
        rows = [(f"R{region}", f"B{name}", count, count) for (region, name), count in counts.items()]
        alarms += int(outflows.outflows(sent(*rows)).pairs["is_clear"].any())
    assert alarms <= 2


def test_expected_senders_are_those_of_the_table_margins():
    rng = random.Random(3)
    rows = [(region, name, rng.randint(1, 60), rng.randint(1, 90)) for region in "NSE" for name in "ABCD"]
    found = outflows.outflows(sent(*rows)).pairs.set_index(["region_id", "counterpart"])
    total = sum(row[2] for row in rows)
    for region, name, senders, _ in rows:
        row = sum(each[2] for each in rows if each[0] == region)
        column = sum(each[2] for each in rows if each[1] == name)
        assert found.loc[(region, name), "expected"] == pytest.approx(row * column / total)
        assert found.loc[(region, name), "share"] == pytest.approx(senders / row)
    assert found["expected"].sum() == pytest.approx(total)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("outflows")
    orders = [{"customer_id": f"C{number}", "counterpart": name, "month": None, "amount": amount}
              for number, name, amount in ((1, "Alpha", 60), (2, "Alpha", 20), (3, "Beta", 10))]
    publish(folder, outflows=orders, customers=[customer(1), customer(2, kind="business"), customer(3, region="S"),
                                                customer(4, region="E")],
            market=[bank("We", 40), bank("Alpha", 30), bank("Beta", 10)])
    with open_book(folder) as opened:
        yield opened


def test_standing_orders_of_a_book_by_bank_and_region(book):
    found = outflows.answer(book.reader())
    assert (found.amount, found.senders, found.is_standing) == (90, 3, True)
    north = found.regions.set_index("region_id").loc["N"]
    assert north[["amount_per_customer", "sender_rate", "top_counterpart"]].tolist() == [40, 1.0, "Alpha"]
    alpha = found.counterparts.set_index("counterpart").loc["Alpha"]
    assert alpha["peer_share"] == pytest.approx(0.75), "of what the other banks hold"
    assert outflows.say(found, EUR).headline == ("€90 a month is promised in standing orders to other banks; Alpha "
                                                 "gets most, 88.9 %.")
    assert outflows.draw(found, EUR).data
    assert outflows.draw_regions(found, EUR).data


def test_a_scope_narrows_and_an_empty_one_says_so(book):
    assert outflows.answer(book.reader(Scope(regions=("S",)))).amount == 10
    assert outflows.answer(book.reader(Scope(customer_types=("business",)))).amount == 20
    with pytest.raises(NobodyInScope, match="Nobody in this scope sends money"):
        outflows.answer(book.reader(Scope(regions=("E",))))


def test_a_book_without_outflows_names_the_file(tmp_path):
    publish(tmp_path)
    with open_book(tmp_path) as empty, pytest.raises(CannotAnswer, match="an outflows file"):
        outflows.answer(empty.reader())
    with pytest.raises(ValueError, match="send nothing"):
        outflows.outflows(sent(("N", "A", 0, 0)))
