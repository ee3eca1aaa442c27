"""Outflows: worked by hand, against a plain loop, through a book, and what is only chance."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from crm_core import CannotAnswer, NobodyInScope, open_book
from crm_core.amounts import Money
from crm_core.rooms import outflows
from crm_core.scope import Scope
from tests.tiny_markets import bank, customer, publish

EUR = Money("EUR")


def sent(*rows) -> pd.DataFrame:
    """(region, counterpart, senders, amount)"""
    table = pd.DataFrame(rows, columns=["region_id", "counterpart", "senders", "amount"])
    return table.assign(region=table["region_id"], is_asked=True, customers=1000, standing_amount=0.0,
                        squared_amount=table["amount"] ** 2.0)


def test_a_bank_that_draws_twice_its_part_from_one_region_stands_out():
    found = outflows.outflows(sent(("N", "A", 80, 10), ("N", "B", 20, 10), ("S", "A", 20, 10), ("S", "B", 80, 30)))
    first = found.pairs.iloc[0]
    assert (first["region_id"], first["counterpart"]) == ("N", "A")
    assert first["expected"] == pytest.approx(50)
    assert first["residual"] == pytest.approx(2 * (80**0.5 - 50**0.5) / 0.5)
    assert first["is_clear"]
    assert outflows.say(found, EUR).so_what == "The largest excess is A in N: 80 senders against 50 expected."
    assert found.counterparts["share"].tolist() == pytest.approx([40 / 60, 20 / 60])


def test_the_top_counterpart_of_a_region_is_the_one_that_gets_most_there():
    found = outflows.outflows(sent(("N", "A", 9, 10), ("N", "B", 2, 70), ("N", "C", 5, 20), ("S", "A", 8, 60)))
    regions = found.regions.set_index("region_id")
    assert regions["top_counterpart"].to_dict() == {"N": "B", "S": "A"}, "money counts, not senders"
    assert regions.loc["N", "top_share"] == pytest.approx(0.7)


def test_a_handful_of_senders_proves_nothing():
    found = outflows.outflows(sent(("N", "A", 4, 10), ("N", "B", 0, 0), ("S", "A", 0, 0), ("S", "B", 4, 10)))
    assert not found.pairs["is_clear"].any()
    assert outflows.say(found, EUR).so_what.startswith("No bank has significantly more senders")


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
    assert outflows.say(found, EUR).headline == ("€90 a month is committed in standing orders to other banks. "
                                                 "Alpha receives the largest share, 88.9%.")
    assert outflows.draw(found, EUR).data
    assert outflows.draw_regions(found, EUR).data


def test_a_scope_narrows_and_an_empty_one_says_so(book):
    assert outflows.answer(book.reader(Scope(regions=("S",)))).amount == 10
    assert outflows.answer(book.reader(Scope(customer_types=("business",)))).amount == 20
    with pytest.raises(NobodyInScope, match="No customers in this selection send money"):
        outflows.answer(book.reader(Scope(regions=("E",))))


def test_a_book_without_outflows_names_the_file(tmp_path):
    publish(tmp_path)
    with open_book(tmp_path) as empty, pytest.raises(CannotAnswer, match="an outflows file"):
        outflows.answer(empty.reader())
    with pytest.raises(ValueError, match="send nothing"):
        outflows.outflows(sent(("N", "A", 0, 0)))


def test_a_peers_share_is_a_ratio_of_sums_over_the_asked_regions(tmp_path):
    """Alpha holds 90 of 100 in small N and 100 of 1,000 in large S: 190 of 1,100, not the mean of 90 and 10%."""
    publish(
        tmp_path, customers=[customer(1), customer(2, region="S")],
        outflows=[{"customer_id": "C1", "counterpart": "Alpha", "amount": 5},
                  {"customer_id": "C2", "counterpart": "Beta", "amount": 5}],
        market=[bank("We", 50), bank("Alpha", 90), bank("Beta", 10), bank("Alpha", 100, region="S"),
                bank("Beta", 900, region="S"), bank("Alpha", 7_000, region="E")],
    )
    with open_book(tmp_path) as book:
        found = outflows.answer(book.reader(Scope(regions=("N", "S")))).counterparts.set_index("counterpart")
        north = outflows.answer(book.reader(Scope(regions=("N",)))).counterparts.set_index("counterpart")
    assert found["peer_share"].to_dict() == {"Alpha": pytest.approx(190 / 1100), "Beta": pytest.approx(910 / 1100)}
    assert north["peer_share"].to_dict() == {"Alpha": pytest.approx(0.9)}


def regions_of(*rows) -> outflows.Outflows:
    """(region, customers, amounts of its senders, each to one bank)"""
    table = pd.DataFrame([(name, "A", len(amounts), sum(amounts), many, sum(each**2 for each in amounts))
                          for name, many, amounts in rows],
                         columns=["region_id", "counterpart", "senders", "amount", "customers", "squared_amount"])
    return outflows.outflows(table.assign(region=table["region_id"], is_asked=True, standing_amount=0.0))


def test_one_large_sender_does_not_make_a_region_lead():
    found = regions_of(("N", 125, [10] * 12 + [400]), ("S", 125, [10] * 12), ("E", 125, [10] * 12))
    assert found.regions["region_id"][0] == "N"
    assert not found.regions["is_clear"].any()
    assert outflows.say_regions(found, EUR) == (
        "No region sends significantly more than the overall average: €2.03 per customer and month")


def test_many_senders_make_a_region_lead():
    found = regions_of(("N", 1000, [10] * 200), ("S", 1000, [10] * 100), ("E", 1000, [10] * 100))
    assert found.regions["is_clear"].tolist() == [True, False, False]
    assert outflows.say_regions(found, EUR) == "Customers in N send most: €2 per customer and month"


def test_a_region_of_a_few_customers_has_no_rank():
    found = regions_of(("N", 10, [90]), ("S", 1000, [10] * 100), ("E", 1000, [10] * 90))
    assert found.regions.set_index("region_id")["rank"].to_dict() == {"N": None, "S": 1, "E": 2}
    found.regions["is_asked"] = found.regions["region_id"] == "N"
    assert outflows.say_regions(found, EUR) == "N: €9 per customer and month (too few senders to rank)"


def test_forty_towns_that_send_alike_have_seldom_a_leader():
    rng = random.Random(5)
    alarms = 0
    for _ in range(40):
        towns = [(f"T{town}", 125, [rng.lognormvariate(5, 1) for _ in range(125) if rng.random() < 0.1])
                 for town in range(40)]
        alarms += int(regions_of(*towns).regions["is_clear"].any())
    assert alarms <= 5


def test_banks_that_get_the_same_are_not_ranked_by_their_names():
    found = outflows.outflows(sent(("N", "A", 5, 10), ("N", "B", 5, 10), ("N", "C", 1, 5)))
    assert outflows.say(found, EUR).headline == "€25 a month is sent to other banks. 2 banks receive 40% each."
    alone = outflows.outflows(sent(("N", "A", 5, 10)))
    assert outflows.say(alone, EUR).headline == "€10 a month is sent to other banks. All of it goes to A."


def test_the_draw_that_is_named_is_the_largest_of_the_figure_that_is_given():
    """Few customers send to X, so that its draw in N is strong and small; others draw more senders."""
    found = outflows.outflows(sent(
        ("N", "X", 30, 30), ("N", "Y", 70, 70), ("N", "Z", 100, 100), ("S", "Y", 310, 310), ("S", "Z", 190, 190),
        ("E", "X", 1, 1), ("E", "Y", 220, 220), ("E", "Z", 279, 279)))
    clear = found.pairs[found.pairs["is_clear"]]
    most = clear.loc[(clear["senders"] - clear["expected"]).idxmax()]
    assert clear.iloc[0]["counterpart"] != most["counterpart"], "another order than that of the residual"
    more = round(most["senders"] - most["expected"])
    assert outflows.say_pairs(found) == (
        f"{most['counterpart']} has {more} more senders in {most['region']} than expected")
    assert f"in {most['region']}: {most['senders']} senders" in outflows.say(found, EUR).so_what
