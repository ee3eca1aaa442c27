"""On how few names the bank depends: by hand, by removal, and against a loop."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from crm_core import NobodyInScope, open_book
from crm_core.amounts import Money, percent
from crm_core.intake.draft import Terms, drafting
from crm_core.rooms import dependence
from crm_core.rooms.dependence import captions, measure
from crm_core.scope import Scope
from crm_core.warehouse import Shelf
from tests.few_customers import PEOPLE, build
from tests.tiny_books import Customer, publish

EUR = Money("EUR")
NOW = {person: facts[-1] for person, facts in PEOPLE.items()}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("few")
    build(folder)
    with open_book(folder) as opened:
        yield opened


def test_what_is_lost_with_the_largest_is_what_the_rest_do_not_contribute(book):
    found = dependence.answer(book.reader())
    total = sum(NOW.values())
    best_first = sorted(NOW.values(), reverse=True)
    assert found.total == total
    assert list(found.leavers["largest"]) == [1, 5, 10]
    for row in found.leavers.itertuples():
        assert row.amount == sum(best_first[: row.largest])
        assert row.remaining == sum(best_first[row.largest :])
        assert row.share == pytest.approx(row.amount / total)


def test_the_single_name_index_is_that_of_a_loop_over_the_gains(book):
    gains = [amount for amount in NOW.values() if amount > 0]
    index = sum((100 * amount / sum(gains)) ** 2 for amount in gains)
    found = dependence.answer(book.reader())
    assert found.single_name_index == pytest.approx(index, rel=1e-4)
    assert found.effective_customers == pytest.approx(10_000 / index, rel=1e-4)


def test_managers_answer_for_their_customers_and_those_known_to_them_only(book):
    found = dependence.answer(book.reader(), leaving_rate=0.5)
    managers = found.managers.set_index("name")
    assert managers.loc["Inés", "contribution"] == 1350
    assert managers.loc["Inés", "at_stake"] == 675
    assert managers.loc["Inés", "customers"] == 2
    assert managers.loc["Inés", "known_only"] == 1, "C01 was only visited; C02 also used the app"
    assert managers.loc["Inés", "known_only_contribution"] == 700
    assert managers.loc["Luis", "known_only"] == 0
    assert found.unmanaged_customers == 6


def test_equal_customers_depend_on_nobody():
    buckets = pd.DataFrame({"customers": [50], "amount": [5000.0]})
    names = ["customer_id", "name", "region", "manager", "contribution"]
    people = pd.DataFrame([(f"C{n}", "x", "N", "", 100.0) for n in range(50)], columns=names)
    managers = pd.DataFrame(columns=["manager_id", "name", "customers", "contribution"])
    found = dependence.dependence(people, managers, buckets)
    assert found.effective_customers == pytest.approx(50)
    assert found.leavers["share"].tolist() == pytest.approx([0.02, 0.1, 0.2])


def test_the_scope_narrows_everything(book):
    found = dependence.answer(book.reader(Scope(regions=("SUR",))))
    assert found.total == sum(amount for person, amount in NOW.items() if PEOPLE[person][1] == "SUR")
    assert found.managers.set_index("name").loc["Inés", "contribution"] == 650


@pytest.mark.parametrize("rate", [-0.1, 1.1])
def test_a_leaving_rate_is_a_part(book, rate):
    with pytest.raises(ValueError, match=r"leaving_rate is .* 0 to 1"):
        dependence.answer(book.reader(), leaving_rate=rate)


def test_who_is_known_to_one_manager_only_is_listed_by_name(book):
    found = dependence.answer(book.reader())
    assert found.known[["customer_id", "manager", "contribution"]].to_numpy().tolist() == [["C01", "Inés", 700]]
    assert (found.known_customers, found.known_amount) == (1, 700)
    assert found.known_customers == found.managers["known_only"].sum()
    elsewhere = dependence.answer(book.reader(Scope(regions=("SUR",))))
    assert (elsewhere.known.empty, elsewhere.known_customers, elsewhere.known_amount) == (True, 0, 0)


def test_a_large_customer_who_has_left_already_is_said_to_have(tmp_path):
    publish(tmp_path, [Customer(50, left=dt.date(2026, 3, 20)), 30, 10, 5, 1, 1])
    with open_book(tmp_path) as small:
        found = dependence.answer(small.reader())
    assert found.gone["customer_id"].tolist() == ["C1"]
    assert dependence.say(found, EUR).so_what == "One of them has already left: Customer C1."


def test_a_losing_scope_has_no_share_to_lose(tmp_path):
    publish(tmp_path, [50, -70])
    with open_book(tmp_path) as small:
        found = dependence.answer(small.reader())
    said = dependence.say(found, EUR)
    assert said.headline == "The net contribution of these 2 customers is −€20."
    assert said.so_what == (
        "Shares of such a total would be meaningless, so amounts are shown instead. Customer C1 contributes the most: "
        "€50.")
    assert found.largest["manager"].isna().all(), "nobody looks after them"


def test_an_empty_scope_is_told(book):
    with pytest.raises(NobodyInScope, match="widen"):
        dependence.answer(book.reader(Scope(regions=("OESTE",))))


def test_the_sentence_names_the_manager_and_who_knows_nobody_else(book):
    said = dependence.say(dependence.answer(book.reader()), EUR)
    assert said.headline == "Without the 10 largest of 10 customers, 100% of contribution (€1.9K) would be lost."
    assert said.so_what == (
        "Inés manages 2 customers with 70.5% of contribution. 1 of them has no recorded contact with anyone else at "
        "the bank."
    )


def test_the_picture_shows_the_largest_manager_on_top(book):
    drawn = dependence.draw(dependence.answer(book.reader()), EUR)
    assert (drawn.data[0].y[-1], drawn.layout.yaxis.ticktext[-1]) == ("M1", "Inés")
    assert len(dependence.draw(dependence.answer(book.reader(Scope(customer_types=("individual",)))), EUR).data) == 1


def test_what_is_at_stake_is_the_part_that_leaves_not_the_part_that_stays(book):
    managers = dependence.answer(book.reader(), leaving_rate=0.25).managers.set_index("name")
    assert managers.loc["Inés", "at_stake"] == 1350 / 4
    assert managers.loc["Luis", "at_stake"] == 400 / 4


def test_without_managers_the_card_names_the_largest_customer(book, tmp_path):
    assert captions.carriers(dependence.answer(book.reader()), EUR).note == "Contribution by relationship manager."
    publish(tmp_path, [Customer(300), Customer(100)])
    with open_book(tmp_path) as alone:
        result = dependence.answer(alone.reader())
    caption = captions.carriers(result, EUR)
    assert caption.title == f"{result.largest['name'].iloc[0]} accounts for {percent(0.75)}"
    assert "names no managers" in caption.note


def test_the_largest_add_up_and_those_who_have_left_among_all_imagined_gone_are_named():
    amounts = [50.0, 30.0, 15.0, 4.0, 1.0]
    people = pd.DataFrame({"customer_id": list("abcde"), "name": list("abcde"), "region": "N", "manager": "",
                           "contribution": amounts, "left_on": [None, None, dt.date(2026, 1, 5), None, None]})
    managers = pd.DataFrame({"manager_id": ["M"], "name": ["M"], "customers": [5], "contribution": [100.0]})
    buckets = pd.DataFrame({"customers": 1, "amount": amounts})
    result = measure.dependence(people, managers, buckets)
    assert list(result.largest["running_share"]) == pytest.approx([0.5, 0.8, 0.95, 0.99, 1.0])
    assert list(result.gone["name"]) == ["c"]


def test_of_a_net_that_is_small_beside_its_gains_money_is_said(tmp_path):
    publish(tmp_path, [1_000_000, -999_999.99])
    with open_book(tmp_path) as small:
        found = dependence.answer(small.reader())
    said = dependence.say(found, EUR)
    assert said.headline == "The net contribution of these 2 customers is €0.01."
    assert said.so_what.endswith("meaningless, so amounts are shown instead. Customer C1 contributes the most: €1.0M.")
    assert found.leavers["share"].isna().all()
    assert captions.metrics(found, EUR)[0].value == "€1.0M"
    assert captions.carriers(found, EUR).title == "Customer C1 contributes €1.0M"
    assert captions.largest(found).title == "The largest customers"


def test_who_all_lose_is_said_of_one_and_of_many(tmp_path):
    publish(tmp_path, [-100])
    with open_book(tmp_path) as small:
        said = dependence.say(dependence.answer(small.reader()), EUR)
    assert said.headline.startswith("The net contribution of this customer is −€100.")
    assert said.so_what.endswith("instead. No customer has a positive contribution.")


def test_managers_of_one_name_are_two_bars():
    people = pd.DataFrame({"customer_id": ["a"], "name": ["a"], "region": "N", "manager": "", "contribution": [5.0]})
    managers = pd.DataFrame({"manager_id": ["M1", "M2"], "name": "Juan García", "customers": [1, 1],
                             "contribution": [70.0, 30.0]})
    result = measure.dependence(people, managers, pd.DataFrame({"customers": [2], "amount": [100.0]}))
    drawn = dependence.draw(result, EUR)
    assert list(drawn.data[0].y) == ["M2", "M1"]
    assert list(drawn.layout.yaxis.ticktext) == ["Juan García (M2)", "Juan García (M1)"]


def test_a_single_visit_does_not_make_a_customer_known_to_one_manager_only(tmp_path):
    with drafting(Shelf(tmp_path), source="files", terms=Terms("Contacts")) as draft:
        run = draft.connection.execute
        run("insert into products values ('P', 'P', 'loans')")
        for person, visits in (("C1", 1), ("C2", 2)):
            run("insert into customers (customer_id, customer_type, region_id, joined_on, manager_id)"
                " values (?, 'individual', 'N', '2010-01-01', 'M')", [person])
            run("insert into activity (customer_id, product_id, month, fee_income) values (?, 'P', '2026-01-01', 9)",
                [person])
            for day in range(visits):
                run('insert into contacts (customer_id, "at", channel) values (?, ?, ?)',
                    [person, f"2026-01-0{day + 1} 10:00:00", "visit"])
        draft.finish("contacts")
    with open_book(tmp_path) as book:
        found = dependence.answer(book.reader())
    assert found.known["customer_id"].tolist() == ["C2"]
    assert (found.known_customers, int(found.managers["known_only"].sum())) == (1, 1)
    assert captions.known_to_one(found, EUR).title == "1 customer known to one manager only contributes €9"


def test_a_customer_who_shares_a_name_is_named_with_the_id():
    """Of 60, 30 and 10 the second has left; the net of a loss of 99 leaves no shares."""
    largest = pd.DataFrame({"customer_id": ["C1", "C2", "C3"], "name": ["Ana Ruiz", "Ana Ruiz", "Luis Gil"],
                            "region": "N", "manager": None, "contribution": [60.0, 30.0, 10.0],
                            "left_on": [None, dt.date(2026, 9, 1), None]})
    nobody = pd.DataFrame(columns=["manager_id", "name", "customers", "contribution", "known_only",
                                   "known_only_contribution"])
    buckets = pd.DataFrame({"customers": [1, 1, 1], "amount": [60.0, 30.0, 10.0]})
    found = measure.dependence(pd.concat([largest] + [largest.iloc[2:].assign(customer_id=f"D{n}", name=f"D{n}")
                                                      for n in range(2)], ignore_index=True), nobody, buckets)
    assert "One of them has already left: Ana Ruiz (C2)." in str(dependence.say(found, EUR))
    assert captions.carriers(found, EUR).title == "Ana Ruiz (C1) accounts for 60%"
    with_a_loss = pd.concat([buckets, pd.DataFrame({"customers": [1], "amount": [-99.0]})])
    loss = measure.dependence(largest, nobody, with_a_loss)
    assert "Ana Ruiz (C1) contributes the most: €60." in str(dependence.say(loss, EUR))
