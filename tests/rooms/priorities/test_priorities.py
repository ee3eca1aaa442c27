"""Whom to call first: each list against a loop, each reason from the row's own numbers."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from crm_core import CannotAnswer, NobodyInScope, open_book
from crm_core.amounts import Money
from crm_core.intake.draft import Terms, drafting
from crm_core.rooms import priorities
from crm_core.rooms.priorities import captions
from crm_core.scope import Scope
from crm_core.warehouse import Shelf
from tests.few_customers import PEOPLE, build, month_of
from tests.tiny_books import Customer, publish

EUR = Money("EUR")
NOW = {person: facts[-1] for person, facts in PEOPLE.items()}
BEFORE = {person: facts[-2] for person, facts in PEOPLE.items()}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("few")
    build(folder)
    with open_book(folder) as opened:
        yield opened


def build_two_years(folder, contributions: dict[str, tuple[int, int]], *, left: tuple[str, ...]) -> None:
    """id → contribution of the year before and of this one; who `left` did so in the last month."""
    with drafting(Shelf(folder), source="files", terms=Terms("Two years")) as draft:
        run = draft.connection.execute
        run("insert into products values ('P', 'Product', 'loans')")
        for person, years in contributions.items():
            run("insert into customers (customer_id, customer_type, region_id, joined_on, left_on)"
                " values (?, 'individual', 'N', '2010-01-01', ?)",
                [person, dt.date(2026, 9, 20) if person in left else None])
            for back, amount in zip((1, 0), years, strict=True):
                for month in range(12):
                    run("insert into activity (customer_id, product_id, month, fee_income) values (?, 'P', ?, ?)",
                        [person, month_of(back, month), amount * (month == 0)])
        draft.finish("two years")


@pytest.fixture(scope="module")
def losing(tmp_path_factory):
    """Eight customers pay 60 of fees and cost 30; C09 costs 100, C10 pays nothing and costs 35, C11 costs 30 and
    loses nothing. Unit costs are 405 over 11, unit fees 600 over 11 a customer."""
    folder = tmp_path_factory.mktemp("losing")
    with drafting(Shelf(folder), source="files", terms=Terms("Losing")) as draft:
        run = draft.connection.execute
        run("insert into products values ('P', 'Product', 'payments')")
        people = [*[(60, 30)] * 8, (60, 100), (0, 35), (60, 30)]
        for number, (fees, cost) in enumerate(people, start=1):
            person = f"C{number:02}"
            run("insert into customers (customer_id, customer_type, region_id, joined_on, name)"
                " values (?, 'individual', 'N', '2010-01-01', ?)", [person, f"Customer {number:02}"])
            run("insert into activity (customer_id, product_id, month, fee_income, cost_to_serve)"
                " values (?, 'P', '2026-03-01', ?, ?)", [person, fees, cost])
        draft.finish("losing")
    with open_book(folder) as opened:
        yield opened


def listed(book, todo: str, **how) -> list[str]:
    return priorities.answer(book.reader(how.pop("scope", None)), todo=todo, **how).table["customer_id"].tolist()


def best(amounts: dict[str, int], many: int) -> set[str]:
    return set(sorted(amounts, key=amounts.get, reverse=True)[:many])


@pytest.mark.parametrize("top", [0.1, 0.2, 0.4, 0.8])
def test_retain_lists_the_top_of_either_year_that_fell_by_a_tenth(book, top):
    many = int(len(PEOPLE) * top)
    known = best(NOW, many) | best(BEFORE, many)
    fallen = {person: BEFORE[person] - NOW[person] for person in known
              if BEFORE[person] > 0 and NOW[person] < 0.9 * BEFORE[person]}
    assert listed(book, "protect", top=top) == sorted(fallen, key=fallen.get, reverse=True)


def test_who_has_left_is_on_no_list(tmp_path):
    publish(tmp_path, [Customer(-30), Customer(-40, left=dt.date(2026, 3, 20)), 100, 90])
    with open_book(tmp_path) as book:
        assert priorities.answer(book.reader(), todo="repair").table["customer_id"].tolist() == ["C1"]


@pytest.mark.parametrize("todo", ["protect", "grow"])
def test_who_has_left_is_neither_to_be_kept_nor_to_be_developed(tmp_path, todo):
    """C9 fell like C1, C8 stands below the cut like C7; both have left."""
    build_two_years(tmp_path, {"C1": (100, 50), "C9": (90, 40), "C2": (60, 60), "C7": (45, 45), "C8": (44, 44),
                               "C3": (1, 1), "C4": (1, 1), "C5": (1, 1), "C6": (1, 1)}, left=("C8", "C9"))
    with open_book(tmp_path) as book:
        names = listed(book, todo, top=0.3)
    assert names
    assert not set(names) & {"C8", "C9"}


def test_with_a_threshold_of_zero_nobody_is_just_below_it(tmp_path):
    publish(tmp_path, [0, 0, 0, 0, 0])
    with open_book(tmp_path) as book:
        assert priorities.answer(book.reader(), todo="grow").found == 0


def test_a_page_beyond_the_list_is_refused(book):
    with pytest.raises(ValueError, match="Page 99 is beyond the end"):
        priorities.answer(book.reader(), todo="repair", page=99)


def test_a_fall_of_less_than_a_tenth_is_no_reason_to_call(book):
    assert "C03" not in listed(book, "protect", top=0.5), "310 after 320"


def test_restore_lists_the_losses_that_the_banks_own_units_would_eliminate(losing):
    found = priorities.answer(losing.reader(), todo="repair")
    assert found.table["customer_id"].tolist() == ["C09", "C10"]
    assert found.money == 40 + 35
    first, second = found.table.to_dict("records")
    assert first["cost_at_units"] == pytest.approx(405 / 11, abs=0.01)
    assert first["reason"] == (
        "Loss of €40. Cost to serve is €100, against €37 at the bank's own unit costs for the same products; at that "
        "level the customer would contribute €23."
    )
    assert second["fees_at_units"] == pytest.approx(600 / 11, abs=0.01)
    assert second["reason"] == (
        "Loss of €35. Fees are €0, against €55 at the bank's own unit fees for the same products; at that level the "
        "customer would contribute €20."
    )


def test_a_large_customer_is_not_brought_to_the_figures_of_small_ones(tmp_path):
    """BIG borrows a hundred times as much at the bank's own rates and costs; it loses by its margin alone."""
    with drafting(Shelf(tmp_path), source="files", terms=Terms("Sizes")) as draft:
        run = draft.connection.execute
        run("insert into products values ('LOAN', 'Loan', 'loans')")
        for number in range(40):
            person, loan, margin = (f"C{number:02}", 1_000, 30) if number else ("BIG", 100_000, 500)
            run("insert into customers (customer_id, customer_type, region_id, joined_on)"
                " values (?, 'business', 'N', '2010-01-01')", [person])
            run("insert into activity (customer_id, product_id, month, balance, transactions, net_interest_income,"
                " expected_loss, cost_to_serve) values (?, 'LOAN', '2026-03-01', ?, ?, ?, ?, ?)",
                [person, loan, loan // 100, margin, loan / 100, loan / 500])
        draft.finish("sizes")
    with open_book(tmp_path) as book:
        found = priorities.answer(book.reader(), todo="repair").table
    assert found["customer_id"].tolist() == ["BIG"]
    assert found[["cost_over", "loss_over"]].iloc[0].tolist() == pytest.approx([0, 0], abs=0.01)
    assert found["reason"][0].startswith("Loss of €700. Net interest income is €500, against €1,201 at the bank's own "
                                         "rates on the same balances;")


def test_develop_lists_those_within_a_quarter_of_the_cut_closest_first(book):
    found = priorities.answer(book.reader(), todo="grow", top=0.5)
    assert found.cut == 90  # the fifth of ten: C05 at 100 is fourth, C04 at 90 fifth
    assert found.table.empty, "the next contributes 50, less than three quarters of 90"
    found = priorities.answer(book.reader(), todo="grow", top=0.1)
    assert found.table["customer_id"].tolist() == ["C02"]
    assert found.table["reason"][0] == (
        "Rank 2: €50 below the threshold of €700. Holds 1 product."
    )


def test_what_those_just_above_the_threshold_hold_is_told_of_the_same_type_and_from_five(tmp_path):
    with drafting(Shelf(tmp_path), source="files", terms=Terms("Peers")) as draft:
        run = draft.connection.execute
        for product in "PQR":
            run("insert into products values (?, ?, 'payments')", [product, product])
        people = [*[("individual", 110, 3)] * 5, ("business", 110, 1), ("individual", 95, 1), ("business", 95, 1),
                  ("individual", 94, 3), *[("individual", 1, 1)] * 6]
        for number, (kind, amount, products) in enumerate(people):
            run("insert into customers (customer_id, customer_type, region_id, joined_on)"
                " values (?, ?, 'N', '2010-01-01')", [f"C{number:02}", kind])
            for product in "PQR"[:products]:
                run("insert into activity (customer_id, product_id, month, fee_income) values (?, ?, '2026-03-01', ?)",
                    [f"C{number:02}", product, amount if product == "P" else 0])
        draft.finish("peers")
    with open_book(tmp_path) as book:
        reasons = priorities.answer(book.reader(), todo="grow", top=0.4).table.set_index("customer_id")["reason"]
    assert reasons["C06"].endswith(
        "Holds 1 product; the median of individuals just above the threshold is 3.")
    assert reasons["C07"].endswith("Holds 1 product."), "one business is no peer group"
    assert reasons["C08"].endswith(
        "Holds 3 products, no fewer than the median of individuals just above the threshold (3).")


@pytest.mark.parametrize("top", [0.2, 0.3])
def test_whoever_ties_at_the_threshold_is_in_the_top_and_not_below_it(tmp_path, top):
    """C2 to C4 tie at the cut of the top fifth and of the top three tenths of this year and of the one before."""
    build_two_years(tmp_path, {"C1": (90, 90), "C2": (80, 60), "C3": (80, 60), "C4": (80, 60), "C5": (55, 55),
                               **{f"D{number}": (1, 1) for number in range(5)}}, left=())
    with open_book(tmp_path) as book:
        below = priorities.answer(book.reader(), todo="grow", top=top)
        fallen = priorities.answer(book.reader(), todo="protect", top=top).table
    assert below.cut == 60
    assert below.table["customer_id"].tolist() == ["C5"]
    assert fallen["customer_id"].tolist() == ["C2", "C3", "C4"]
    assert fallen["contribution_rank"].tolist() == fallen["rank_before"].tolist() == [2, 2, 2], "they share a rank"


def test_every_reason_to_retain_is_made_of_its_row(book):
    for row in priorities.answer(book.reader(), todo="protect", top=0.5).table.itertuples():
        assert EUR.full(row.contribution_before) in row.reason
        assert EUR.full(row.contribution) in row.reason
        assert row.money == row.contribution_before - row.contribution
        assert "lower fees" in row.reason


def test_the_top_is_the_whole_banks_whatever_the_scope(book):
    everywhere = set(listed(book, "protect", top=0.4))
    in_sur = listed(book, "protect", top=0.4, scope=Scope(regions=("SUR",)))
    assert set(in_sur) == {person for person in everywhere if PEOPLE[person][1] == "SUR"}


def test_pages_make_up_the_whole_list(book):
    whole = listed(book, "protect", top=0.8)
    first, second = (priorities.answer(book.reader(), todo="protect", top=0.8, rows=1, page=page) for page in (1, 2))
    assert [first.table["customer_id"][0], second.table["customer_id"][0]] == whole[:2]
    assert first.found == second.found == len(whole)


@pytest.mark.parametrize(
    ("search", "expected"), [("c10", ["C10"]), ("customer 09", ["C09"]), ("  C1 ", ["C10"]), ("x", []), ("%", [])]
)
def test_a_list_can_be_searched_by_id_and_name(losing, search, expected):
    assert listed(losing, "repair", search=search) == expected


def test_a_search_is_only_ever_text(book):
    assert listed(book, "repair", search="'; drop table customers; --") == []


def test_without_a_whole_year_before_shrinking_cannot_be_said(tmp_path):
    publish(tmp_path, [5, 4, 3])
    with open_book(tmp_path) as short, pytest.raises(CannotAnswer, match="12 more months"):
        priorities.answer(short.reader(), todo="protect")
    with open_book(tmp_path) as short:
        assert priorities.answer(short.reader()).todo == "repair"
        assert priorities.lists(short.reader()) == ("repair", "grow")


@pytest.mark.parametrize(
    ("how", "told"),
    [({"todo": "ignore"}, "'ignore'; choose one of best, protect"), ({"top": 0}, "top is 0"),
     ({"page": 0}, "page is 0"), ({"rows": 10**7}, "rows from 1 to 1,000,000")],
)
def test_what_cannot_be_listed_is_refused(book, how, told):
    with pytest.raises(ValueError, match=told):
        priorities.answer(book.reader(), **how)


def test_a_year_without_customers_is_told(tmp_path):
    publish(tmp_path, [5])
    with open_book(tmp_path) as short, pytest.raises(NobodyInScope, match="another year"):
        priorities.answer(short.reader(Scope(years_ago=2)), todo="grow")


def test_the_sentence_counts_the_list_and_names_the_first(book):
    said = priorities.say(priorities.answer(book.reader(), todo="protect", top=0.4), EUR)
    assert said.headline == "2 customers of the top 40% contribute €460 less than the year before."
    assert said.so_what == (
        "First: Customer 01. Rank 1 the year before, 1 now: contribution fell from €1,000 to €700, mainly because of "
        "lower fees."
    )
    nobody = priorities.say(priorities.answer(book.reader(), todo="repair", search="x"), EUR)
    assert nobody.headline == "No customer on this list matches “x”."


def test_the_picture_has_the_first_on_top(losing):
    drawn = priorities.draw(priorities.answer(losing.reader(), todo="repair"), EUR)
    assert drawn.data[0].x[-1] == 40
    assert priorities.draw(priorities.answer(losing.reader(), todo="repair", search="x"), EUR).data[0].x == ()


def test_one_customer_on_a_list_is_said_with_grammar(losing):
    said = priorities.say(priorities.answer(losing.reader(), todo="repair", search="C09"), EUR)
    assert said.headline == "1 customer produces a loss of €40 that a single change would eliminate."


def test_the_first_of_two_customers_of_one_name_is_named_with_the_id():
    table = pd.DataFrame({"customer_id": ["C1", "C2", "C3"], "name": ["Ana Ruiz", "Luis Gil", "ANA RUIZ"],
                          "money": [9.0, 5.0, 2.0], "reason": ["Loss of €9."] * 3})
    found = priorities.Priorities("repair", 0.2, 0.0, "", 3, 16.0, table)
    assert priorities.say(found, EUR).so_what.startswith("First: Ana Ruiz (C1). Loss")
    assert captions.listed(found).title == "Restore: Ana Ruiz (C1) first"
    assert captions.compared_in_words(found).endswith("urgent first: Ana Ruiz (C1), Luis Gil, ANA RUIZ (C3).")
