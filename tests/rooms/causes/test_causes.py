"""Why they cost us: the parts sum to the gap, the planted cause is named first, the levers do what they say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_core import NobodyInScope, open_book
from crm_core.amounts import Money
from crm_core.intake.draft import Terms, drafting
from crm_core.profit_and_loss import SIGNS
from crm_core.question import Question
from crm_core.rooms import causes
from crm_core.rooms.causes import captions
from crm_core.scope import Scope
from crm_core.warehouse import Shelf
from tests.tiny_books import Customer, publish

EUR = Money("EUR")
NO_PRODUCTS = pd.DataFrame(columns=["product", "region", "customer_type", "holder_months", *SIGNS, "in_scope",
                                    "balance_size", "owed", "product_id", "region_id"])
MONEY = st.integers(-100_000, 100_000).map(lambda cents: cents / 100)


def cells(rows, **at_units) -> pd.DataFrame:
    """The group; a line at the bank's own units is what the group has of it unless `at_units` says otherwise."""
    table = pd.DataFrame(rows, columns=["region_id", "customer_type", "customers", "balance", *SIGNS])
    return table.assign(**{f"{line}_at_units": at_units.get(line, table[line]) for line in SIGNS})


def places(*rows, balance: int = 0, owed: int = 0) -> pd.DataFrame:
    """(region, holder months, the five lines, balance, owed) of one product and type"""
    table = pd.DataFrame([(*row, balance, owed)[:9] for row in rows],
                         columns=["region", "holder_months", *SIGNS, "balance_size", "owed"])
    return table.assign(product="Loan", product_id="L", customer_type="business", in_scope=1,
                        region_id=table["region"].str.lower())


def medians(**by_type) -> pd.DataFrame:
    return pd.DataFrame(
        [(kind, line, amount) for kind, amounts in by_type.items()
         for line, amount in zip(SIGNS, amounts, strict=True)],
        columns=["customer_type", "line", "median_amount"],
    )


# by hand


def test_ten_loss_makers_whose_service_costs_too_much():
    group = cells([("N", "individual", 10, 5000, 100, 50, 400, 20, 10)])
    found = causes.decompose(group, medians(individual=[12, 5, 20, 1, 1]), NO_PRODUCTS)
    assert found.contribution == -280
    assert found.reference == 10 * (12 + 5 - 20 - 1 - 1)
    assert found.gap == -230
    assert found.main_cause == "cost_to_serve"
    assert found.lines.set_index("line")["difference"].to_dict() == {
        "cost_to_serve": -200, "net_interest_income": -20, "expected_loss": -10, "capital_charge": 0, "fee_income": 0}
    assert found.main_share == pytest.approx(200 / 230)


def test_a_group_of_two_types_is_held_against_both_medians():
    group = cells([("N", "individual", 2, 0, 10, 0, 0, 0, 0), ("S", "business", 1, 0, 90, 0, 0, 0, 0)])
    found = causes.decompose(group, medians(individual=[6, 0, 0, 0, 0], business=[80, 0, 0, 0, 0]), NO_PRODUCTS)
    assert (found.reference, found.gap, found.main_cause) == (92, 8, None)


@pytest.mark.parametrize(
    ("lever", "needed", "is_possible"),
    [("fees", 28, True), ("margin", 280 / 5000, True), ("cost to serve", 0.7, True), ("balance", 4.0, True)],
)
def test_each_lever_alone_brings_the_group_to_zero(lever, needed, is_possible):
    group = cells([("N", "individual", 10, 5000, 100, 50, 400, 20, 10)])
    row = causes.levers(group, -280).set_index("lever").loc[lever]
    assert row["needed"] == pytest.approx(needed)
    assert row["is_possible"] == is_possible


def test_a_lever_that_cannot_do_it_says_so():
    losing_on_balance = cells([("N", "individual", 1, 5000, 10, 0, 5, 100, 0)])
    table = causes.levers(losing_on_balance, -95).set_index("lever")
    assert not table.loc["balance", "is_possible"], "the balance loses more as it grows"
    assert not table.loc["cost to serve", "is_possible"], "five cannot be cut by ninety-five"
    assert causes.levers(losing_on_balance, 3).empty, "nothing to mend"


def test_a_place_out_of_proportion_comes_first_and_rare_cells_are_not_named():
    rows = [(region, 1200, 0, 0, 1200 * cost, 0, 0)
            for region, cost in (("A", 5), ("B", 5), ("C", 5.5), ("D", 20))]
    products = places(*rows, ("E", 119, 0, 0, 30_000, 0, 0))
    found = causes.hotspots(products, "cost_to_serve")
    assert list(found["region"]) == ["D", "C"]
    assert found["ratio"][0] == pytest.approx(20 / 5.25)
    assert found["excess"][0] == pytest.approx((20 - 5.25) * 1200)


def test_too_little_income_is_a_hotspot_too():
    rows = [(region, 120, 120 * margin, 0, 0, 0, 0) for region, margin in (("A", 9), ("B", 9), ("C", 3))]
    assert list(causes.hotspots(places(*rows), "net_interest_income")["region"]) == ["C"], "without a balance: a holder"


@pytest.mark.parametrize(("line", "place"), [("net_interest_income", 0), ("expected_loss", 3), ("capital_charge", 4)])
def test_lines_that_follow_the_balance_are_compared_by_their_rate_on_it(line, place):
    """B lends twice as much to each holder, at the rate of A and C: nothing is out of proportion there."""
    def row(region, loan, rate):
        amounts = [0.0] * 5
        amounts[place] = 120 * loan * rate
        return (region, 120, *amounts, 120 * loan, 120 * loan)

    even = places(row("A", 10, 0.02), row("B", 20, 0.02), row("C", 10, 0.02))
    assert causes.hotspots(even, line).empty
    worse = 0.01 if line == "net_interest_income" else 0.04
    found = causes.hotspots(places(row("A", 10, 0.02), row("B", 20, worse), row("C", 10, 0.02)), line)
    assert found["region"].tolist() == ["B"]
    assert found["ratio"][0] == pytest.approx(worse / 0.02)
    assert found["unit_amount"][0] == pytest.approx(worse)
    assert found["excess"][0] == pytest.approx(abs(worse - 0.02) * 2400)


def test_what_is_owed_and_not_the_balance_carries_the_loss():
    """Accounts of a large balance with small overdrafts: the loss is a rate on the overdraft."""
    even = places(("A", 120, 0, 0, 0, 2.0, 0, 50_000, 100), ("B", 120, 0, 0, 0, 4.0, 0, 50_000, 200),
                  ("C", 120, 0, 0, 0, 2.0, 0, 9_000, 100))
    assert causes.hotspots(even, "expected_loss").empty


def test_two_products_of_one_name_are_compared_apart():
    both = pd.concat([places(("A", 120, 0, 0, 120, 0, 0), ("B", 120, 0, 0, 120, 0, 0)),
                      places(("A", 120, 0, 0, 480, 0, 0), ("B", 120, 0, 0, 480, 0, 0)).assign(product_id="M")])
    assert causes.hotspots(both, "cost_to_serve").empty


# laws


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.sampled_from(["individual", "business"]), st.integers(1, 50), *[MONEY] * 5),
             min_size=1, max_size=8),
    st.lists(MONEY, min_size=10, max_size=10),
)
def test_the_differences_always_add_up_to_the_gap(groups, typical):
    group = cells([(f"R{n}", kind, count, 100, *amounts) for n, (kind, count, *amounts) in enumerate(groups)])
    kept = group.copy()
    found = causes.decompose(group, medians(individual=typical[:5], business=typical[5:]), NO_PRODUCTS)
    pd.testing.assert_frame_equal(group, kept)
    assert found.lines["difference"].sum() == pytest.approx(found.gap, abs=1e-6)
    assert found.contribution - found.reference == pytest.approx(found.gap, abs=1e-6)
    assert found.lines["amount"].sum() == pytest.approx(found.contribution, abs=1e-6)
    assert found.lines["difference"].is_monotonic_increasing
    assert found.lines["at_units"].sum() == pytest.approx(found.at_units, abs=1e-6)
    assert found.contribution - found.at_units == pytest.approx(found.gap_at_units, abs=1e-6)
    assert found.levers.empty == (found.contribution >= 0), "a loss always has its levers"


# from a book


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    rng = np.random.default_rng(3)
    folder = tmp_path_factory.mktemp("causes")
    publish(folder, [
        Customer(round(float(rng.normal(20, 60)), 2), region=str(rng.choice(["NORTE", "SUR"])),
                 kind=str(rng.choice(["individual", "business"])), balance=100.0)
        for _ in range(200)
    ])
    with open_book(folder) as opened:
        yield opened


@pytest.mark.parametrize("who", ["loss_makers", "everybody"])
@pytest.mark.parametrize("scope", [Scope(), Scope(regions=("SUR",)), Scope(customer_types=("business",))])
def test_a_loop_over_the_customers_agrees(book, who, scope):
    everyone = book.read(Question("c", "select * from customer_years where years_ago = 0"))
    typical = everyone.groupby("customer_type")[list(SIGNS)].median().round(2)
    contribution = reference = members = 0
    for person in everyone.to_dict("records"):
        if (scope.regions and person["region_id"] not in scope.regions) or (
            scope.customer_types and person["customer_type"] not in scope.customer_types
        ) or (who == "loss_makers" and person["contribution"] >= 0):
            continue
        members += 1
        for line, sign in SIGNS.items():
            contribution += sign * person[line]
            reference += sign * typical.loc[person["customer_type"], line]
    found = causes.answer(book.reader(scope), who=who)
    assert found.customers == members
    assert found.contribution == pytest.approx(contribution)
    assert found.reference == pytest.approx(reference, abs=0.01 * members)


def test_one_customer_can_be_asked_about(book):
    found = causes.answer(book.reader(), customer="C7")
    assert (found.customers, found.who) == (1, "C7")
    assert causes.say(found, EUR).headline.startswith("This customer ")


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    """Two managers of one branch; Ana's three customers bring 10, −4 and −6, the branch's fourth −20."""
    folder = tmp_path_factory.mktemp("desks")
    with drafting(Shelf(folder), source="files", terms=Terms("Desks")) as draft:
        run = draft.connection.execute
        run("insert into products values ('P', 'P', 'loans')")
        run("insert into branches (branch_id, name, region_id) values ('B1', 'Plaza', 'N')")
        run("insert into staff (manager_id, name) values ('M1', 'Ana'), ('M2', null)")
        for person, (manager, brings) in enumerate([("M1", 10), ("M1", -4), ("M1", -6), ("M2", -20)], start=1):
            run("insert into customers (customer_id, customer_type, region_id, joined_on, branch_id, manager_id)"
                " values (?, 'individual', 'N', '2020-01-01', 'B1', ?)", [f"C{person}", manager])
            for month in ("2026-01-01", "2026-02-01"):
                run("insert into activity (customer_id, product_id, month, fee_income, cost_to_serve)"
                    " values (?, 'P', ?, ?, ?)", [f"C{person}", month, max(brings, 0) / 2, max(-brings, 0) / 2])
        draft.finish("desks")
    with open_book(folder) as opened:
        yield opened


def test_loss_makers_or_everybody_of_one_branch_or_manager(desks):
    read = desks.reader()
    told = {(who, at): causes.answer(read, who=who, **{at[0]: at[1]}) for who in ("loss_makers", "everybody")
            for at in (("manager", "M1"), ("branch", "B1"))}
    assert {key: (found.customers, found.contribution, found.of) for key, found in told.items()} == {
        ("loss_makers", ("manager", "M1")): (2, -10, "Ana"), ("everybody", ("manager", "M1")): (3, 0, "Ana"),
        ("loss_makers", ("branch", "B1")): (3, -30, "Plaza"), ("everybody", ("branch", "B1")): (4, -20, "Plaza"),
    }
    assert causes.say(told["loss_makers", ("manager", "M1")], EUR).headline.startswith(
        "2 unprofitable customers of Ana produced a loss of €10; as many median customers")
    assert causes.answer(read, manager="M2").of == "Manager M2"
    assert causes.answer(read, customer="C1").customers == 1, "one customer is asked about, profitable or not"
    with pytest.raises(NobodyInScope, match="No customer of M9 matches the filters"):
        causes.answer(read, who="everybody", manager="M9")


def test_a_part_of_a_year_is_never_called_a_year(desks):
    found = causes.answer(desks.reader(), manager="M1")
    assert found.months == 2
    assert captions.lever_changes(found, EUR)["fees"] == "+€5.00 per customer in the 2 months"
    assert "year" not in str(causes.say(found, EUR))


def test_who_contributes_more_is_told_what_is_against_it():
    group = cells([("N", "individual", 2, 0, 100, 0, 30, 0, 0)])
    found = causes.decompose(group, medians(individual=[10, 0, 5, 0, 0]), NO_PRODUCTS)
    assert causes.say(found, EUR).headline == (
        "2 customers generated €60 more contribution than as many median customers of the same types, despite an "
        "adverse difference of €20 in cost to serve."
    )


def test_an_id_nobody_has_is_told(book):
    with pytest.raises(NobodyInScope, match="has the id C999"):
        causes.answer(book.reader(), customer="C999")
    with pytest.raises(ValueError, match="Cannot explain 'winners'"):
        causes.answer(book.reader(), who="winners")


def test_a_book_without_losses_says_so(tmp_path):
    publish(tmp_path, [1, 2, 3])
    with open_book(tmp_path) as profitable, pytest.raises(NobodyInScope, match="Choose all customers"):
        causes.answer(profitable.reader())


def test_the_waterfall_ends_where_the_group_stands(book):
    found = causes.answer(book.reader())
    bars = causes.draw(found, EUR).data[0]
    assert bars.base[1] + bars.x[1] == pytest.approx(found.contribution), "the last step ends at the group"
    assert (bars.x[-1], bars.x[0]) == pytest.approx((found.reference, found.contribution))


# a reference never hides the loss that it is asked about


def test_where_the_median_itself_loses_the_loss_its_cause_and_the_levers_are_said():
    group = cells([("N", "individual", 30, 0, 0, 300, 600, 0, 0)], cost_to_serve=450)
    found = causes.decompose(group, medians(individual=[0, 10, 20, 0, 0]), NO_PRODUCTS, who="loss_makers")
    assert (found.contribution, found.reference, found.gap, found.at_units) == (-300, -300, 0, -150)
    assert (found.main_cause, found.main_reference, found.main_share) == ("cost_to_serve", "units", 1)
    said = causes.say(found, EUR)
    assert said.headline == (
        "30 unprofitable customers produced a loss of €300; as many median customers of the same types would lose "
        "€300, so the median is no benchmark here. 100% of the shortfalls against the bank's own unit costs and rates "
        "is due to cost to serve.")
    assert said.so_what == (
        "At the bank's own unit costs and rates the contribution of the same products would be −€150. Largest "
        "difference: cost to serve, −€150. Reducing cost to serve by 50% would be enough to break even.")
    assert captions.lines(found, EUR).title == (
        "Largest adverse difference to own unit costs and rates: cost to serve, €150")
    assert captions.levers(found, EUR).title == "Break-even requires 50% less cost to serve"


def test_forty_customers_of_whom_thirty_lose_have_levers(tmp_path):
    publish(tmp_path, [*[100] * 10, *[-20] * 30])
    with open_book(tmp_path) as book:
        for who, customers in (("loss_makers", 30), ("everybody", 40)):
            found = causes.answer(book.reader(), who=who)
            assert found.customers == customers
            assert len(found.levers) == (4 if who == "loss_makers" else 0), "everybody together gain"
        said = causes.say(causes.answer(book.reader()), EUR)
    assert said.headline.startswith("30 unprofitable customers produced a loss of €600; as many median customers of "
                                    "the same types would lose €600, so the median is no benchmark here.")
    assert "€0" not in str(said)
    assert "Reducing cost to serve by 100%" in said.so_what


def test_a_group_that_is_all_there_is_still_has_its_levers(tmp_path):
    publish(tmp_path, [-20] * 12)
    with open_book(tmp_path) as book:
        said = causes.say(causes.answer(book.reader()), EUR)
    assert said.headline == ("12 unprofitable customers produced a loss of €240; as many median customers of the same "
                             "types would lose €240, so the median is no benchmark here.")
    assert said.so_what == "Reducing cost to serve by 100% would be enough to break even."


def test_a_loss_beside_a_poorer_line_is_not_told_as_a_gain():
    """They bring more than the median would on one line and less on another, and lose in all."""
    group = cells([("N", "individual", 1, 0, 0, 100, 130, 0, 0)])
    found = causes.decompose(group, medians(individual=[0, 10, 60, 0, 0]), NO_PRODUCTS, who="C1")
    assert causes.say(found, EUR).headline == (
        "This customer produced a loss of €30; the median customer of the same type would lose €50, so the median is "
        "no benchmark here. 100% of the shortfalls against the median is due to cost to serve.")


def test_equal_to_the_median_is_not_more_than_it():
    group = cells([("N", "individual", 2, 0, 100, 0, 0, 0, 0)])
    found = causes.decompose(group, medians(individual=[50, 0, 0, 0, 0]), NO_PRODUCTS)
    assert causes.say(found, EUR).headline == (
        "2 customers generated a contribution equal to that of as many median customers of the same types; no line is "
        "below the median.")
