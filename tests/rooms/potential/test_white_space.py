"""Potential: worked by hand, by law, through a book."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_core import CannotAnswer, open_book
from crm_core.amounts import Money
from crm_core.rooms import potential
from crm_core.scope import Scope
from tests.tiny_markets import bank, customer, publish

EUR = Money("EUR")
ROWS = st.lists(st.tuples(st.sampled_from("NSEW"), st.sampled_from(["loans", "cards"]), st.integers(0, 500),
                          st.integers(1, 500)), min_size=1, max_size=8, unique_by=lambda row: row[:2])
NOBODY = pd.DataFrame(columns=["region_id", "region", "is_asked", "family", "product_id", "product", "holders",
                               "customers"]).astype({"holders": float, "customers": float})


def cells(rows) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["region_id", "family", "held", "others"])
    return table.assign(region=table["region_id"], is_asked=True, market=table["held"] + table["others"],
                        period=pd.Timestamp("2025-06-30"))


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("white")
    publish(
        folder,
        market=[bank("We", 10, region="N"), bank("Alpha", 90, region="N"), bank("We", 50, region="S"),
                bank("Alpha", 50, region="S"), bank("Alpha", 40, region="N", family="cards"),
                bank("We", 60, region="S", family="cards"), bank("We", 1, region="N", period="2020-01-01")],
        customers=[customer(1, region="N"), customer(2, region="N", family="cards"), customer(3, region="S"),
                   customer(4, region="S", month="2025-05-01")],
        regions=[{"region_id": "N", "name": "Norte"}, {"region_id": "S", "name": "Sur"}],
    )
    with open_book(folder) as opened:
        yield opened


def test_what_norte_lacks_to_our_own_mean_share(book):
    found = potential.answer(book.reader())
    by_cell = found.cells.set_index(["region_id", "family"])["white_space"]
    assert by_cell.to_dict() == {("N", "loans"): pytest.approx(20), ("S", "loans"): pytest.approx(-20),
                                 ("N", "cards"): pytest.approx(24), ("S", "cards"): pytest.approx(-24)}
    said = potential.say(found, EUR)
    assert said.headline == ("Norte has the most potential: at our average share we would hold €44 more in balances.")
    assert said.so_what == ("The largest single gap is €24, in cards in Norte: our share of the market is 0%, the "
                            "target 60%.")


def test_the_share_that_a_quarter_of_our_regions_reach(book):
    found = potential.answer(book.reader(), fair="best")
    fair = found.cells.set_index(["region_id", "family"])["fair_share"]
    assert fair[("N", "loans")] == pytest.approx(0.4), "three quarters of the way from 10 to 50%"
    with pytest.raises(ValueError, match="fair is 'mean'; choose bank or best"):
        potential.white_space(found.cells.assign(period=pd.Timestamp("2025-06-30")), NOBODY, fair="mean")


def test_one_region_is_read_by_itself_against_all(book):
    found = potential.answer(book.reader(Scope(regions=("S",))))
    assert potential.say(found, EUR).headline == "In Sur, we hold €44 more in balances than at our average share."
    assert found.families.set_index("family")["share"].to_dict() == {"cards": 1.0, "loans": 0.5}


def test_of_chosen_regions_only_those_are_spoken_of():
    table = cells([("N", "loans", 1, 99), ("S", "loans", 20, 80), ("E", "loans", 60, 40)])
    found = potential.white_space(table.assign(is_asked=table["region_id"] != "N"), NOBODY)
    said = potential.say(found, EUR)
    assert said.headline == ("Of the selected regions, S has the most potential: at our average share we would hold €7 "
                             "more in balances.")
    assert said.so_what.startswith("The largest single gap is €7, in loans in S:")


def test_penetration_counts_who_had_a_product_in_the_months_of_the_year(book):
    result = potential.answer(book.reader())
    found = result.penetration.set_index(["region_id", "product"])
    assert result.months == 2
    assert found["holders"].to_dict() == {("N", "Cards"): 1, ("N", "Loans"): 1, ("S", "Cards"): 0, ("S", "Loans"): 2}
    assert found.loc[("S", "Loans"), "rate"] == 1, "C4 had a loan in May, the month before the last"
    assert found.loc[("N", "Loans"), "whole_rate"] == 0.75
    assert found["rank"].isna().all(), "of four customers nobody is ranked"
    assert potential.draw_penetration(result).data
    assert potential.draw(result, EUR).data


@settings(max_examples=15)
@given(ROWS)
def test_the_potential_nets_to_nothing_in_every_family_and_inputs_stay(rows):
    table = cells(rows)
    kept = table.copy()
    found = potential.white_space(table, NOBODY)
    pd.testing.assert_frame_equal(table, kept)
    for _, family in found.cells.groupby("family"):
        assert family["white_space"].sum() == pytest.approx(0, abs=1e-6)
    assert found.regions["white_space"].sum() == pytest.approx(found.cells["white_space"].sum(), abs=1e-6)


@settings(max_examples=15)
@given(ROWS)
def test_a_plain_loop_agrees(rows):
    found = potential.white_space(cells(rows), NOBODY).cells.set_index(["region_id", "family"])
    for region, family, held, others in rows:
        same = [row for row in rows if row[1] == family]
        fair = sum(row[2] for row in same) / sum(row[2] + row[3] for row in same)
        assert found.loc[(region, family), "white_space"] == pytest.approx(fair * (held + others) - held)


def test_one_family_is_looked_at_by_itself(book):
    found = potential.answer(book.reader(), family="cards")
    assert set(found.cells["family"]) == {"cards"}
    assert set(found.penetration["product"]) == {"Cards"}
    assert potential.say(found, EUR).headline == ("Norte has the most potential: at our average share we would hold "
                                                  "€24 more in cards.")


def test_without_a_market_penetration_still_speaks(tmp_path):
    publish(tmp_path, customers=[
        *[customer(number, region="N", family="cards") for number in range(12)],
        *[customer(number, region="S") for number in range(12, 24)]])
    with open_book(tmp_path) as book:
        found = potential.answer(book.reader())
        one = potential.answer(book.reader(Scope(regions=("S",))))
    assert found.period is None
    assert found.cells.empty
    assert found.penetration["missing"].sum() == pytest.approx(0), "what one region lacks another has beyond the rate"
    said = potential.say(one, EUR)
    assert said.headline == ("S is under-penetrated in Cards: 0 of 12 customers held it in the month, against 6 "
                             "expected at the rate of all regions.")
    assert "add a market file" in said.so_what


def test_a_year_of_buyers_has_them_all_though_its_last_month_has_none(tmp_path):
    """Twenty buyers of a shop of one product, the last of them in November; December has but one sale elsewhere."""
    publish(tmp_path, customers=[
        *[customer(number, region="N", month=f"2025-{number % 11 + 1:02}-01") for number in range(20)],
        customer(20, region="S", month="2025-12-01")])
    with open_book(tmp_path) as book:
        result = potential.answer(book.reader())
    found = result.penetration.set_index("region_id")
    assert (found.loc["N", "holders"], found.loc["N", "customers"], found.loc["N", "rate"]) == (20, 20, 1)
    assert "0 of 20" not in potential.say(result, EUR).headline


def counts(*rows) -> pd.DataFrame:
    """(region, holders, customers) of one product"""
    table = pd.DataFrame(rows, columns=["region_id", "holders", "customers"]).astype({"holders": float,
                                                                                      "customers": float})
    return table.assign(region=table["region_id"], is_asked=True, family="cards", product_id="P", product="Card")


def test_forty_towns_that_hold_alike_have_seldom_one_that_lacks():
    rng = np.random.default_rng(8)
    alarms = 0
    for _ in range(40):
        towns = counts(*((f"T{town}", rng.binomial(125, 0.2), 125) for town in range(40)))
        alarms += int(potential.white_space(cells([]), towns).penetration["is_clear"].any())
    assert alarms <= 4
    said = potential.say(potential.white_space(cells([]), towns), EUR)
    assert said.headline == "No product is held by significantly fewer customers than in all regions."


def test_a_town_that_holds_a_third_of_the_rate_is_named_and_a_handful_of_customers_not():
    towns = [(f"T{town}", 25, 125) for town in range(39)]
    found = potential.white_space(cells([]), counts(*towns, ("X", 8, 125), ("Y", 0, 3)))
    assert found.penetration.loc[found.penetration["is_clear"], "region_id"].tolist() == ["X"]
    ranks = found.penetration.set_index("region_id")["rank"]
    assert (ranks["X"], ranks["T3"]) == (40, 1)
    assert pd.isna(ranks["Y"])


def test_two_products_of_one_name_are_two_bars():
    both = pd.concat([counts(("N", 5, 10)), counts(("N", 9, 10)).assign(product_id="Q")], ignore_index=True)
    drawn = potential.draw_penetration(potential.white_space(cells([]), both)).data[0]
    assert list(drawn.y) == ["P", "Q"]
    assert list(drawn.x) == [0.5, 0.9]


def test_no_market_and_nobody_to_compare_with_names_the_file(tmp_path):
    publish(tmp_path)
    with open_book(tmp_path) as empty, pytest.raises(CannotAnswer, match="a market file"):
        potential.answer(empty.reader())
    with pytest.raises(ValueError, match="no market"):
        potential.white_space(cells([]), NOBODY)


def test_a_bank_of_one_region_has_no_potential_of_its_own():
    found = potential.white_space(cells([("N", "loans", 3, 7)]), NOBODY)
    assert potential.say(found, EUR).headline == "No region is materially below our average share."


def test_under_some_types_the_market_is_said_to_be_that_of_all(book):
    some = potential.say(potential.answer(book.reader(Scope(customer_types=("individual",)))), EUR)
    assert some.headline == potential.say(potential.answer(book.reader()), EUR).headline
    assert some.so_what.endswith("Market and balances are those of all customer types.")
