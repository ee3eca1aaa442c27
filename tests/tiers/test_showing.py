"""What is said and drawn of a scheme: every number is a field of the result, and the edges have words too."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from crm_core import CannotAnswer, NobodyInScope, open_book, tiers
from crm_core.house_style import ALERT, Money, number, percent
from crm_core.scope import Scope
from crm_core.tiers.spread import money_places, on_axis
from tests.intake.own_files import build, write
from tests.tiers.bank import publish
from tests.tiers.schemes import EQUAL, by_cuts
from tests.tiny_books import Customer
from tests.tiny_books import publish as publish_tiny

EUR = Money("EUR")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("showing")
    publish(folder)
    with open_book(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def result(book):
    return tiers.tiering(book.reader(), by_cuts(75, 40))


def test_the_sentences_are_made_of_the_results_own_numbers(result):
    said = str(tiers.say(result, EUR))
    best = result.tiers.iloc[0]
    for fact in (percent(best["customer_share"]), percent(best["contribution_share"]), EUR.short(result.service_cost),
                 percent(result.capacity.used_rate), number(result.moves.customers("up")),
                 percent(result.moves.moved_share), number(result.cuts["near_customers"].max())):
        assert fact in said


def test_managers_who_are_promised_out_are_counted_in_the_headline(book):
    found = tiers.tiering(book.reader(), by_cuts(10, 5))
    assert found.capacity.overbooked
    assert f", and books {found.capacity.overbooked} manager" in tiers.say(found, EUR).headline


def test_an_outline_says_what_it_knows(book):
    said = tiers.say(tiers.outline(book.reader(), by_cuts(75, 40)), EUR)
    assert "hours" not in said.headline
    assert said.so_what == ""


def test_a_best_tier_that_nobody_reaches_is_said(book):
    assert tiers.say(tiers.outline(book.reader(), by_cuts(100, 40)), EUR).headline == (
        "Nobody of the 142 customers reaches Premium.")


def test_without_a_net_contribution_money_is_said_in_place_of_shares(tmp_path):
    publish_tiny(tmp_path, [Customer(amount) for amount in (5, -20, -30, -40)])
    with open_book(tmp_path) as losing:
        found = tiers.answer(losing.reader(), by="contribution", how="cuts", values="0,-25")
        said = tiers.say(found, EUR).headline
        assert "bring €5;" in said
        assert np.isnan(found.tiers["contribution_share"]).all()
        assert tiers.draw_tiers(found) is not None


@pytest.mark.parametrize(("by", "cut", "said"), [
    ("score", 63.0, "63.0 points"), ("contribution", 5000, "€5,000.00"), ("score", float("inf"), "out of reach")])
def test_a_cut_in_words(by, cut, said):
    assert tiers.cut_in_words(by, cut, EUR) == said


# pictures


@pytest.mark.parametrize("scheme", [by_cuts(75, 40), by_cuts(200, 20, -30, by="contribution")], ids=["score", "money"])
def test_the_bars_hold_all_customers_and_the_cuts_stand_where_they_are(book, scheme):
    found = tiers.outline(book.reader(), scheme)
    figure = tiers.draw(found, EUR)
    bars, *lines = figure.data
    assert sum(bars.y) == found.customers
    assert [line.x[0] for line in lines] == [on_axis(scheme.groups[0].by, cut) for cut in scheme.groups[0].values]
    assert {line.line.color for line in lines} == {ALERT}
    by_colour = dict.fromkeys(tiers.colours(scheme), 0)
    for colour, many in zip(bars.marker.color, bars.y, strict=True):
        by_colour[colour] += many
    if scheme.groups[0].by == "score":
        assert list(by_colour.values()) == list(found.tiers["customers"]), "cuts at whole points part no bar"


def test_each_type_has_a_picture_of_its_own(book):
    found = tiers.outline(book.reader(), tiers.starting_scheme(EQUAL, by_type=True))
    sizes = {of: sum(tiers.draw(found, EUR, of=of).data[0].y) for of in ("individual", "business", "corporate")}
    assert sizes == found.groups.groupby("customer_type")["customers"].sum().to_dict()


def test_tiers_by_need_have_no_axis_to_draw(book):
    found = tiers.outline(book.reader(), tiers.starting_scheme(EQUAL, how="needs", tiers=2))
    assert tiers.draw(found, EUR) is None


def test_the_matrix_shows_every_cell_and_hides_the_outside_when_nobody_is_there(book, result):
    matrix = tiers.draw_moves(result.moves, result.scheme, result.scheme).data[0]
    assert [matrix.x[-1], matrix.y[-1]] == ["Left", "New"]
    shown = sum(int(re.sub(r"\D", "", text)) for row in matrix.text for text in row if text)
    assert shown == result.moves.matrix["customers"].sum()
    other = by_cuts(60, 30, 10)
    found = tiers.tiering(book.reader(), result.scheme, in_force=other)
    matrix = tiers.draw_moves(found.moves, result.scheme, other).data[0]
    assert (list(matrix.x), list(matrix.y)) == (["Premium", "Preferred", "Basic"],
                                                ["Premium", "Preferred", "Standard", "Basic"])


def test_colours_can_be_a_banks_own_and_are_darkest_for_the_best(result):
    own = replace(result.scheme, tiers=(tiers.Tier("A", "#123456"), *result.scheme.tiers[1:]))
    assert tiers.colours(own)[0] == "#123456"
    assert tiers.colours(result.scheme) == sorted(tiers.colours(result.scheme), reverse=True)


def test_hours_and_rates_are_drawn_fullest_first(result):
    for branches in (False, True):
        bars = tiers.draw_capacity(result.capacity, branches=branches).data[0]
        assert list(bars.x) == sorted(bars.x)
    assert len(tiers.draw_fairness(result).data[0].x) == 3


def test_a_narrow_scope_is_drawn_too(book):
    found = tiers.tiering(book.reader(Scope(regions=("SUR",), customer_types=("corporate",))), by_cuts(75, 40))
    for figure in (tiers.draw(found, EUR), tiers.draw_tiers(found), tiers.draw_fairness(found)):
        assert figure.to_json()


@pytest.mark.parametrize(("low", "high", "places"), [
    (-250, 4200, [-100, -10, 0, 10, 100, 1000]), (0, 5, [0]), (30, 900, [100])])
def test_an_axis_of_money_has_round_places(low, high, places):
    assert money_places(low, high) == places


def test_where_the_book_does_not_say_what_customers_bring_the_best_tier_is_told_by_what_it_holds(tmp_path):
    said = tiers.say(tiers.answer(_of_balances(tmp_path)), EUR)
    assert "who hold €" in said.headline
    assert "bring" not in str(said)
    with pytest.raises(CannotAnswer, match="does not say what customers bring in contribution"):
        tiers.answer(_of_balances(tmp_path), by="contribution")


@pytest.mark.parametrize("options", [{}, {"by": "contribution"}, {"how": "needs"}])
def test_a_year_without_any_customer_is_said(tmp_path, options):
    publish_tiny(tmp_path, [10, 20, 30])
    with open_book(tmp_path) as book, pytest.raises(NobodyInScope, match=r"Nobody was a customer|No customer is in"):
        tiers.answer(book.reader(Scope(years_ago=2)), **options)


def _of_balances(tmp_path):
    """A bank of which only balances are known."""
    rows = "".join(f"C{number},LOAN,2026-01,{number * 100}\n" for number in range(1, 10))
    people = "".join(f"C{number},business,SUR,2021-06-15\n" for number in range(1, 10))
    built = build(write(tmp_path / "bank", activity=f"customer_id,product_id,month,balance\n{rows}",
                        customers=f"customer_id,customer_type,region_id,joined_on\n{people}"))
    return built.shelf.open().reader()
