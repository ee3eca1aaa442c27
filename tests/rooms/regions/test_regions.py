"""Positions through a real book: three regions whose places are known, and books that know less."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy import stats

from crm_core import CannotAnswer, open_book
from crm_core.amounts import Money, percent
from crm_core.rooms import regions
from crm_core.rooms.regions import captions
from crm_core.rooms.regions.chance import CHANCE, differs
from crm_core.rooms.regions.points import find
from crm_core.scope import Scope
from tests import odd_books
from tests.tiny_markets import JUNE_BEFORE, bank, customer, publish

EUR = Money("EUR")
PLACES = [{"region_id": region, "name": name} for region, name in
          (("G", "Golden"), ("M", "Middling"), ("P", "Poor"))]


def economy(region: str, gdp: float, income: float, jobless: float, people: int = 30_000) -> list[dict]:
    return [{"region_id": region, "year": 2024, "gdp": 100, "population": people, "businesses": 5},
            {"region_id": region, "year": 2025, "gdp": gdp, "population": people, "businesses": income,
             "mean_income": income, "unemployment_rate": jobless}]


MARKET = [
    bank("We", 60, region="G"), bank("Alpha", 140, region="G"), bank("We", 30, region="G", period=JUNE_BEFORE),
    bank("Alpha", 120, region="G", period=JUNE_BEFORE),
    bank("We", 30, region="M"), bank("Alpha", 90, region="M"), bank("We", 30, region="M", period=JUNE_BEFORE),
    bank("Alpha", 80, region="M", period=JUNE_BEFORE),
    bank("We", 5, region="P"), bank("Alpha", 45, region="P"), bank("We", 10, region="P", period=JUNE_BEFORE),
    bank("Alpha", 50, region="P", period=JUNE_BEFORE),
]
KINDS = [customer(1, region="G", fee=90, cost=10, balance=2), customer(2, region="G", fee=50, cost=10),
         customer(3, region="M", fee=40, cost=10, balance=1), customer(4, region="P", fee=20, cost=19, balance=0.1)]
PEOPLE = [kind | {"customer_id": f"{kind['customer_id']}.{number}"} for kind in KINDS for number in range(30)]
"""Thirty of each: fewer are not judged by what they contribute."""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("three")
    publish(folder, market=MARKET, customers=PEOPLE, regions=PLACES,
            region_economy=[*economy("G", 120, 30, 0.04), *economy("M", 110, 20, 0.08), *economy("P", 101, 10, 0.15)])
    with open_book(folder) as opened:
        yield opened


def test_the_golden_region_is_invested_in_and_the_poor_one_reduced(book):
    found = regions.answer(book.reader())
    assert found.regions["region"].tolist() == ["Golden", "Middling", "Poor"]
    assert found.regions["position"].tolist() == ["build", "hold", "harvest"]
    assert found.regions["attractiveness"].tolist() == pytest.approx([1, 0.5, 0])
    assert found.regions["strength"].iloc[0] == pytest.approx(1)
    assert found.regions["position_share"].tolist()[::2] == [1, 1], "every criterion says the same of these two"
    assert found.lacking == ()
    said = regions.say(found, EUR)
    assert said.headline == "Invest in 1 of 3 regions: Golden. Reduce in Poor."
    assert said.so_what == ("Most robust: Golden, invest (confirmed in 100% of weight sets). Least robust: Middling, "
                            "maintain (99%). Middling: maintain, though we lose 2.3 points of market share a year.")


def test_one_region_is_read_by_itself_but_ranked_among_all(book):
    found = regions.answer(book.reader(Scope(regions=("M",))))
    assert regions.say(found, EUR).headline == (
        "Middling: maintain, though we lose 2.3 points of market share a year (confirmed in 99% of weight sets; market "
        "of medium attractiveness, medium position).")
    assert found.regions["is_asked"].tolist() == [False, True, False]


def test_of_chosen_regions_only_those_are_spoken_of(book):
    found = regions.answer(book.reader(Scope(regions=("M", "P"))))
    assert regions.say(found, EUR).headline == "Invest in none of the 2 selected regions. Reduce in Poor."


def test_strengths_and_weaknesses_carry_their_numbers(book):
    found = regions.answer(book.reader())
    strong = {point.text for point in regions.say_points(found, "G", "strength", EUR, most=9)}
    assert "Yearly change in market share: +10 points, rank 1 of 3; our other regions −4.5 points on average." in strong
    assert "Yearly growth: +100%, rank 1 of 2; the other banks +16.7% on average." in strong
    weak = {point.text for point in regions.say_points(found, "P", "weakness", EUR, most=9)}
    assert "Market share: 10%, rank 2 of 2; the other banks 90% on average." in weak
    assert "Cost to serve over revenue: 95%, rank 3 of 3; our other regions 19.6% on average." in weak
    assert regions.say_points(found, "G", "threat", EUR) == ()
    for kind in ("strength", "weakness", "opportunity", "threat"):
        assert regions.say_points(found, "M", kind, EUR) == () or kind in ("weakness", "strength")


def test_a_point_says_which_figure_it_is_made_from(book):
    found = regions.answer(book.reader())
    strong = regions.say_points(found, "G", "strength", EUR, most=9)
    growth, = (each for each in strong if each.text.startswith("Yearly growth"))
    assert (growth.subject, growth.family) == ("own_growth", "")


def test_the_cards_state_what_is_found(book):
    found = regions.answer(book.reader())
    assert regions.say_measure(found, "unemployment_rate", EUR) == "Leading: Golden (4%); trailing: Poor (15%)"
    assert regions.say_measure(found, "reach", EUR) == "Leading: Golden (2.0); trailing: 2 regions (1.0)"
    assert regions.say_matrix(found) == "Attractive markets: 1 of 3; strong position in 1 of them"
    assert regions.say_sure(found) == "Robust classification: 3 of 3 regions"
    assert regions.say_growth(found) == "We do not lead in any market"
    one = regions.answer(book.reader(Scope(regions=("M",))))
    assert regions.say_measure(one, "unemployment_rate", EUR) == "Middling: 8%, rank 2 of 3"


def test_every_point_is_on_the_right_side_of_its_peers(book):
    found = regions.answer(book.reader())
    low_is_good = {each.name for each in regions.CRITERIA if each.good == "low"}
    for point in found.points.to_dict("records"):
        good = point["kind"] in ("strength", "opportunity")
        third = max(1, point["of"] // 3)
        assert good == (point["value"] < point["mean"]) if point["subject"] in low_is_good else (
            good == (point["value"] > point["mean"])), point
        assert point["rank"] <= third if good else point["rank"] > point["of"] - third


def test_weights_move_a_region_and_zero_takes_a_criterion_out(book):
    heavy = regions.answer(book.reader(), weights="cost_share=100")
    assert heavy.weights["cost_share"] == 100
    without = regions.answer(book.reader(), weights="cost_share=0")
    assert "cost_share" not in {each.name for each in without.criteria}
    with pytest.raises(CannotAnswer, match="All criteria of competitive strength have zero weight; give a weight to"):
        regions.answer(book.reader(), weights=", ".join(f"{each.name}=0" for each in regions.CRITERIA[6:]))
    with pytest.raises(ValueError, match="draws is 0"):
        regions.answer(book.reader(), draws=0)


def test_the_same_seed_gives_the_same_sureness(book):
    one, two = (regions.answer(book.reader(), seed=4).regions["cell_share"].tolist() for _ in range(2))
    assert one == two


def test_every_picture_can_be_drawn_and_shows_its_numbers(book):
    found = regions.answer(book.reader())
    nine = regions.draw(found, EUR).data[0]
    assert list(nine.x) == found.regions["strength"].tolist()
    assert list(nine.customdata) == ["G", "M", "P"]
    assert regions.draw_growth_share(found, EUR).data[2].x[0] == pytest.approx(60 / 140)
    assert sum(bar.x[-1] for bar in regions.draw_stability(found).data) == pytest.approx(1)
    two = regions.draw_two(found, "G", "P", EUR)
    assert max(two.data[1].x) == 1


def test_an_only_region_has_no_place_as_there_is_nothing_to_compare_it_with(tmp_path):
    publish(tmp_path, market=[bank("We", 5), bank("Alpha", 15)], customers=[customer(1, balance=3)],
            region_economy=economy("N", 110, 5, 0.1))
    with open_book(tmp_path) as book:
        found = regions.answer(book.reader())
    assert found.placed.empty
    assert found.regions[["attractiveness", "strength", "position_share"]].isna().all(axis=None)
    said = regions.say(found, EUR)
    assert said.headline == "We have €3 in balances in N."
    assert said.so_what == "It is the only region, so there is nothing to compare it with."
    assert "weight sets" not in str(regions.say_region(found, "N", EUR))
    assert [metric.label for metric in captions.metrics(found)] == ["Regions"]
    against_banks = {point.text.partition(":")[0] for kind in regions.KINDS for point in
                     regions.say_points(found, "N", kind, EUR, most=9)}
    assert against_banks <= {"Market share", "Yearly growth"}


def test_without_a_market_the_rest_still_places_and_says_what_is_missing(tmp_path):
    publish(tmp_path, customers=PEOPLE, regions=[*PLACES, {"region_id": "X", "name": "Empty"}],
            region_economy=[*economy("G", 120, 30, 0.04), *economy("M", 110, 20, 0.08), *economy("P", 101, 10, 0.15)])
    with open_book(tmp_path) as book:
        found = regions.answer(book.reader())
    assert found.period is None
    assert set(found.lacking) == {"market_size", "market_growth", "own_share", "share_change"}
    assert regions.caveats(found)[0] == (
        "Not counted because the data does not include them: Market size, Market growth, Our market share and Yearly "
        "change in market share.")
    assert found.regions["position"].tolist()[:1] == ["build"]
    assert found.regions.iloc[-1][["region", "position"]].tolist() == ["Empty", ""]
    assert regions.caveats(found)[1] == "1 region is not classified: it has no figures on one of the two axes."
    assert regions.say_region(found, "X", EUR).headline.startswith("Empty is not classified: it has")
    assert regions.draw_growth_share(found, EUR) is None


def test_a_book_that_cannot_tell_its_regions_apart_says_what_would(tmp_path):
    publish(tmp_path, customers=PEOPLE)
    with open_book(tmp_path) as book:
        found = regions.answer(book.reader())
    assert found.placed.empty
    assert found.unplaced == "attractiveness"
    assert regions.say(found, EUR).so_what == (
        "The data does not distinguish the regions by market attractiveness; a region_economy file or a market file "
        "would.")
    assert not {"attractiveness", "strength", "build_share"} & set(found.measures)


def test_customers_and_balances_alone_say_where_our_business_is(tmp_path):
    with open_book(odd_books.books()["balance only"]().publish(tmp_path)) as book:
        found = regions.answer(book.reader())
        one = regions.answer(book.reader(Scope(regions=("S",))))
    balances = {region: sum(100 + 7 * n + t for n in range(at, 24, 3) for t in range(13, 25)) / 12
                for at, region in enumerate("NSE")}
    total = sum(balances.values())
    assert regions.say(found, EUR).headline == (
        f"We have {EUR.short(total)} in balances in 3 regions; the largest share is in E "
        f"({percent(balances['E'] / total)}).")
    assert list(found.measures) == ["balance", "balance_per_customer"], "every region has 8 customers"
    assert regions.say(one, EUR).headline == f"We have {EUR.short(balances['S'])} in balances in S."


def test_a_region_without_us_has_a_share_of_nothing_not_an_unknown_one(tmp_path):
    publish(tmp_path, customers=PEOPLE, market=[*MARKET, bank("Alpha", 500, region="Q")],
            regions=[*PLACES, {"region_id": "Q", "name": "Quiet"}])
    with open_book(tmp_path) as book:
        quiet = regions.answer(book.reader()).region("Q")
    assert quiet["own_share"] == 0
    assert quiet["strength"] == 0


def cities(contributions) -> tuple[list, list]:
    """Customers of as many cities as there are lists, and the cities' economy."""
    people = [customer(0, region=f"R{city:02}", fee=100 + brought, cost=50) | {"customer_id": f"C{city:02}.{number}"}
              for city, each in enumerate(contributions) for number, brought in enumerate(each)]
    places = [f"R{city:02}" for city in range(len(contributions))]
    return people, [row for city, place in enumerate(places) for row in economy(place, 101 + city, city + 1, 0.1)]


def test_cities_that_differ_by_chance_are_not_ranked_by_what_they_contribute(tmp_path):
    rng = random.Random(19)
    people, economies = cities([[round(rng.lognormvariate(3, 1.5), 2) for _ in range(30)] for _ in range(4)])
    publish(tmp_path / "alone", customers=people, region_economy=economies)
    with open_book(tmp_path / "alone") as book:
        found = regions.answer(book.reader())
    assert found.unplaced == "strength_by_chance"
    assert "contribution and cost to serve do not differ significantly" in regions.say(found, EUR).so_what
    publish(tmp_path, customers=people, region_economy=economies, market=[
        bank("We", 5, region="R00"), bank("We", 9, region="R01"), bank("Alpha", 5, region="R00")])
    with open_book(tmp_path) as book:
        found = regions.answer(book.reader())
    assert found.by_chance == ("contribution_per_customer", "cost_share")
    assert "contribution_per_customer" not in found.measures
    assert not found.points["subject"].isin(["contribution_per_customer", "cost_share"]).any()
    assert ("Not counted because our regions do not differ significantly: Contribution per customer and Cost to serve "
            "over revenue." in regions.caveats(found))


def test_a_city_of_a_few_customers_is_left_out_of_the_rank_and_said(tmp_path):
    people, economies = cities([[9000.0] * 29, [10.0, 20.0] * 15, [30.0, 40.0] * 15])
    publish(tmp_path, customers=people, region_economy=economies)
    with open_book(tmp_path) as book:
        found = regions.answer(book.reader())
    assert regions.say_measure(found, "contribution_per_customer", EUR) == "Leading: R02 (€85); trailing: R01 (€65)"
    assert found.too_small == ("R00",)
    assert ("Contribution and cost to serve are assessed only in regions with at least 30 customers. Fewer in: R00."
            in regions.caveats(found))


def test_of_forty_cities_of_125_customers_alike_one_in_a_hundred_books_is_called_different():
    """Heavy tails, as customers have them; four cities in forty whose customers contribute twice as much are found."""
    rng = np.random.default_rng(19)
    books = [rng.lognormal(3, 1, (40, 125)) for _ in range(400)]
    found = [differs(np.full(40, 125), each.sum(axis=1), (each**2).sum(axis=1)) for each in books]
    assert sum(found) <= 12
    planted = rng.lognormal(3, 1, (40, 125)) * np.where(np.arange(40) < 4, 2, 1)[:, None]
    assert differs(np.full(40, 125), planted.sum(axis=1), (planted**2).sum(axis=1))


@pytest.mark.parametrize(("groups", "wanted"), [
    (([1, 2, 3], [11, 12, 13]), True), (([1, 2, 3], [2, 3, 4]), False), (([5, 5, 5], [6, 6, 6]), True),
    (([5, 5, 5], [5, 5, 5]), False), (([0, 0], [0, 0]), False)])
def test_means_differ_beyond_chance_as_scipy_says(groups, wanted):
    figures = [np.array(each, dtype=float) for each in groups]
    told = differs(*(np.array([of(each) for each in figures]) for of in (len, np.sum, lambda each: (each**2).sum())))
    assert told == wanted
    if all(each.std() > 0 for each in figures):
        assert told == (stats.f_oneway(*figures).pvalue < CHANCE)


def test_points_against_banks_need_a_bank_to_compare_with(book):
    found = regions.answer(book.reader())
    lone = found.points.iloc[:0]
    assert find(found.regions.iloc[:0], lone.assign(line="", own_share=0.0)).empty
