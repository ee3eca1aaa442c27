"""What is said and drawn of a scheme: every number is a field of the result, and the edges have words too."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from crm_core import CannotAnswer, NobodyInScope, open_book
from crm_core.amounts import Money, number, percent
from crm_core.house_style import ALERT, BG, INK, SEQ
from crm_core.rooms import tiers
from crm_core.rooms.tiers import captions
from crm_core.rooms.tiers.consequences.fairness import Fairness, Reach
from crm_core.rooms.tiers.cutting.spread import money_places, on_axis
from crm_core.rooms.tiers.pictures.stacks import _words_on, names_above, parts
from crm_core.rooms.tiers.scheme.starting import starting_scheme
from crm_core.scope import Scope
from tests.intake.own_files import build, write
from tests.rooms.tiers.schemes import EQUAL, by_cuts
from tests.tiny_books import Customer
from tests.tiny_books import publish as publish_tiny

EUR = Money("EUR")


@pytest.fixture(scope="module")
def result(book):
    return tiers.tiering(book.reader(), by_cuts(75, 40))


def test_the_sentences_are_made_of_the_results_own_numbers(result):
    said = str(tiers.say(result, EUR))
    best = result.tiers.iloc[0]
    for fact in (percent(best["customer_share"]), percent(best["contribution_share"]), EUR.short(result.service_cost),
                 percent(result.staffing.used_rate), number(result.moves.customers("up")),
                 percent(result.moves.moved_share), number(result.cuts["near_customers"].max())):
        assert fact in said


def test_managers_over_capacity_are_counted_and_the_fullest_is_named(book):
    found = tiers.tiering(book.reader(), by_cuts(10, 5))
    fullest = found.capacity.managers.iloc[0]
    said = tiers.say(found, EUR).so_what
    assert f"{found.capacity.overbooked} manager{'s' * (found.capacity.overbooked != 1)} would be over capacity" in said
    assert f"{fullest['name']}{'' if found.capacity.overbooked > 1 else ','} at " in said
    assert f"at {percent(fullest['used_rate'], decimals=0)} of available hours." in said


@pytest.mark.parametrize(("by", "near", "words"), [
    ("score", 1.0, "within 1 point of"), ("score", 2.0, "within 2 points of"), ("score", 0.5, "within 0.5 points of"),
    ("contribution", 5.0, "within 5% of"),
])
def test_how_near_to_a_cut_is_said_in_the_measure_of_the_cut(book, by, near, words):
    scheme = by_cuts(75, 40) if by == "score" else by_cuts(300, 55, by="contribution")
    said = tiers.say(tiers.tiering(book.reader(), scheme, near=near), EUR).so_what
    assert words in said


SAVED = {"shares": starting_scheme(EQUAL), "cuts": by_cuts(75, 40)}


@pytest.mark.parametrize(("name", "adopted", "left"), [
    ("shares", (), ("cuts", "promises")), ("cuts", (), ("promises",)), ("shares", ("shares",), ()),
    ("cuts", ("shares",), ()), ("shares", ("cuts",), ("cuts",)),
])
def test_starting_values_that_nobody_saved_are_an_example_and_not_in_the_headline(book, name, adopted, left):
    scheme = SAVED[name]
    assert tiers.examples(scheme, [SAVED[each] for each in adopted]) == left
    told = tiers.say(replace(tiers.tiering(book.reader(), scheme), examples=left), EUR)
    assert ("These are default thresholds, not an approved scheme." in told.headline) == ("cuts" in left)
    assert ("commitments to all tiers cost €" in told.headline) == ("promises" not in left)
    assert ("are defaults until a scheme is saved: they would cost €" in told.so_what) == ("promises" in left)


def test_the_approved_scheme_answers_when_nothing_else_is_asked(book):
    approved = starting_scheme(EQUAL, values=(0.1, 0.2), tiers=3)
    text = tiers.to_json(approved)
    found = tiers.answer(book.reader(), approved=text)
    assert (found.scheme, found.examples, found.against) == (approved, (), "year_before")
    other = tiers.answer(book.reader(), approved=text, by="contribution")
    assert (other.scheme.groups[0].by, other.against) == ("contribution", "in_force")
    assert other.examples == ("cuts",), "what is promised is approved, how it is cut is not"


@pytest.mark.parametrize(("amounts", "words"), [
    ([1_000_000, -999_999.99], "generates €1.0M of contribution"), ([100, 50, -20, -10], "% of contribution"),
])
def test_of_a_net_that_is_small_beside_the_gains_no_share_is_said(tmp_path, amounts, words):
    publish_tiny(tmp_path, [Customer(amount) for amount in amounts])
    with open_book(tmp_path) as both:
        found = tiers.answer(both.reader(), by="contribution", how="cuts", values="40,0")
    assert words in tiers.say(found, EUR).headline
    assert "00000" not in tiers.draw_tiers(found, EUR).to_json()


@pytest.mark.parametrize("scope", [Scope(), Scope(regions=("SUR",)), Scope(customer_types=("corporate",))], ids=str)
def test_an_outline_says_the_same_first_sentence_as_the_whole_answer(book, result, scope):
    seen = tiers.outline(book.reader(scope), by_cuts(75, 40))
    whole = tiers.tiering(book.reader(scope), by_cuts(75, 40), drawn=seen)
    assert tiers.say(seen, EUR).headline == tiers.say(whole, EUR).headline
    assert tiers.say(seen, EUR).so_what == ""


def test_that_no_customer_changes_tier_is_said(book):
    found = tiers.tiering(book.reader(), by_cuts(75, 40), in_force=by_cuts(75, 40))
    assert tiers.say(found, EUR).so_what.startswith(
        "No customer changes tier compared with the current scheme.")


def test_a_best_tier_that_nobody_reaches_is_said(book):
    assert tiers.say(tiers.outline(book.reader(), by_cuts(100, 40)), EUR).headline == (
        "None of the 142 customers reaches Premium.")


def test_without_a_net_contribution_money_is_said_in_place_of_shares(tmp_path):
    publish_tiny(tmp_path, [Customer(amount) for amount in (5, -20, -30, -40)])
    with open_book(tmp_path) as losing:
        found = tiers.answer(losing.reader(), by="contribution", how="cuts", values="0,-25")
        said = tiers.say(found, EUR).headline
        assert said.endswith(" of customers and generates €5 of contribution."), "nobody set promises: no cost"
        assert np.isnan(found.tiers["contribution_share"]).all()
        bars = tiers.draw_tiers(found, EUR).data[0]
        assert len(bars.x) == 2 * 3, "there are no shares of a loss, or of no balances; customers and service are drawn"


@pytest.mark.parametrize(("by", "cut", "said"), [
    ("score", 63.0, "63.0 points"), ("contribution", 5000, "€5,000.00"), ("score", float("inf"), "not reached")])
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
    figure = tiers.draw_moves(result.moves, result.scheme, result.scheme, EUR)
    matrix = figure.data[0]
    assert [axis.ticktext[-1] for axis in (figure.layout.xaxis, figure.layout.yaxis)] == ["Left", "New"]
    shown = sum(int(re.sub(r"\D", "", text)) for row in matrix.text for text in row if text)
    assert shown == result.moves.matrix["customers"].sum()
    other = by_cuts(60, 30, 10)
    found = tiers.tiering(book.reader(), result.scheme, in_force=other)
    layout = tiers.draw_moves(found.moves, result.scheme, other, EUR).layout
    assert (list(layout.xaxis.ticktext), list(layout.yaxis.ticktext)) == (
        ["Premium", "Preferred", "Basic"], ["Premium", "Preferred", "Standard", "Basic"])


def test_the_matrix_is_whole_whatever_the_tiers_are_called_and_shades_only_moves(book):
    named = replace(by_cuts(75, 40), tiers=(tiers.Tier("1"), tiers.Tier("Left"), tiers.Tier("<b>2</b>")))
    found = tiers.tiering(book.reader(), named)
    figure = tiers.draw_moves(found.moves, named, named, EUR)
    matrix = figure.data[0]
    assert (list(matrix.x), list(matrix.y)) == ([0, 1, 2, 3], [0, 1, 2, 3])
    assert list(figure.layout.xaxis.ticktext) == ["1", "Left", "&lt;b&gt;2&lt;/b&gt;", "Left"]
    fewer = by_cuts(60)
    found = tiers.tiering(book.reader(), fewer, in_force=by_cuts(75, 40))
    shades = tiers.draw_moves(found.moves, fewer, by_cuts(75, 40), EUR).data[0].z
    assert shades[2][1] == 0, "Basic stays Basic, though it is the third of three and the second of two"
    assert shades[1][1] > 0, "Preferred becomes Basic"


def test_colours_can_be_a_banks_own_and_are_darkest_for_the_best(result):
    own = replace(result.scheme, tiers=(tiers.Tier("A", "#123456"), *result.scheme.tiers[1:]))
    assert tiers.colours(own)[0] == "#123456"
    assert tiers.colours(result.scheme) == sorted(tiers.colours(result.scheme), reverse=True)


@pytest.mark.parametrize("of", ["contribution", "balance", "service_cost_change"])
def test_the_matrix_shows_money_in_words(result, of):
    matrix = tiers.draw_moves(result.moves, result.scheme, result.scheme, EUR, of=of).data[0]
    row = result.moves.matrix.set_index(["tier_then", "tier_now"])[of]
    assert matrix.text[0][1] == EUR.short(row[1, 2])
    assert all(shade == 0 for place, cells in enumerate(matrix.z) for at, shade in enumerate(cells) if at == place)


def ends_of(bars) -> dict[float, float]:
    """Where the last part of each bar ends."""
    found: dict[float, float] = {}
    for place, begins, wide in zip(bars.y, bars.base, bars.x, strict=True):
        found[place] = max(found.get(place, 0), begins + wide)
    return found


def test_hours_are_drawn_by_tier_for_all_staff_the_fullest_branches_and_managers(result):
    figure = tiers.draw_capacity(result)
    ends, words = ends_of(figure.data[0]), list(figure.layout.yaxis.ticktext)
    by_label = dict(zip(words, [ends[place] for place in figure.layout.yaxis.tickvals], strict=True))
    assert by_label[words[0]] == pytest.approx(result.staffing.used_rate)
    for table in (result.capacity.branches, result.capacity.managers):
        known = table.dropna(subset=["used_rate"]).head(6)
        drawn = [end for label, end in by_label.items() if any(label.startswith(name[:26]) for name in known["name"])]
        assert drawn == pytest.approx(known["used_rate"].tolist())
    assert list(figure.data[1].x) == [1, 1], "the full line"


def test_who_reaches_the_best_tier_is_drawn_as_rates_on_their_intervals_beside_what_is_expected(result):
    intervals, all_of_them, expected, rates = tiers.draw_fairness(result).data
    groups = [each for by in ("customer_type", "region_id") for each in
              sorted(result.fairness[by].groups, key=lambda each: -each.rate)]
    assert list(rates.x) == pytest.approx([each.rate for each in groups])
    assert list(intervals.base) == pytest.approx([each.low for each in groups])
    assert list(np.add(intervals.base, intervals.x)) == pytest.approx([each.high for each in groups])
    assert list(expected.x) == pytest.approx([each.expected for each in groups if each.expected is not None])
    assert list(all_of_them.x) == pytest.approx([result.tiers["customer_share"].iloc[0]] * 2)


def test_who_reaches_the_best_tier_most_is_on_top_and_of_many_regions_the_middle_is_left_out(result):
    names = [f"R{number:02d}" for number in range(20)]
    many = tuple(Reach(name, 100, at, 0.0, 0.5, 0.1) for at, name in enumerate(names))
    crowd = replace(
        result, groups=pd.DataFrame({"region_id": names, "region": names, "customer_type": "individual"}),
        fairness={"region_id": Fairness(many, 0), "customer_type": Fairness((), 1)})
    labels = list(tiers.draw_fairness(crowd).layout.yaxis.ticktext)
    assert labels[7] == "<i>6 more in between</i>  "
    assert [label.split()[0] for label in labels[:7] + labels[8:]] == names[:12:-1] + names[6::-1]


def test_groups_too_small_to_show_leave_a_picture_of_all_customers(result):
    alone = replace(result, fairness=dict.fromkeys(result.fairness, Fairness((), 3)))
    figure = tiers.draw_fairness(alone)
    assert list(figure.data[1].x) == pytest.approx([result.tiers["customer_share"].iloc[0]] * 2)
    assert "6 groups of fewer than 30 customers are left out." in " ".join(captions.fairness_notes(alone))


@pytest.mark.parametrize("amounts", [[300.0] * 5, [210.0, 260.0, 305.0, 400.0, 880.0], [-40.0] * 3, [0.0] * 3, [0.4]])
@pytest.mark.parametrize("by", ["score", "contribution"])
def test_a_bank_whose_customers_are_all_alike_is_drawn(tmp_path, amounts, by):
    publish_tiny(tmp_path, amounts)
    with open_book(tmp_path) as alike:
        found = tiers.answer(alike.reader(), by=by)
    for figure in (tiers.draw(found, EUR), tiers.draw_tiers(found, EUR), tiers.draw_fairness(found)):
        assert figure.to_json()
    assert tiers.draw(found, EUR).layout.xaxis.range


def test_a_tiers_own_colour_and_name_are_in_every_picture_of_tiers(book):
    own = replace(by_cuts(75, 40), tiers=(tiers.Tier("A<b>", "#123456"), tiers.Tier("B", "#FAFAFA"), tiers.Tier("C")))
    found = tiers.tiering(book.reader(), own)
    for figure in (tiers.draw(found, EUR), tiers.draw_tiers(found, EUR), tiers.draw_fairness(found),
                   tiers.draw_capacity(found)):
        assert "#123456" in figure.to_json()
    assert "</span> A&lt;b&gt;   <span" in names_above(own)[0]["text"], "a bank's words are no markup"


def test_words_on_a_colour_can_be_read():
    assert [_words_on(colour) for colour in ("#123456", "#FAFAFA", SEQ[8], SEQ[2])] == ["#FFFFFF", "#000000", BG, INK]


def test_what_loses_money_stands_left_of_zero():
    scheme = by_cuts(75, 40)
    bars = parts(np.array([[1.2, 0.1, -0.3]]), [0], scheme, hover=[["a", "b", "c"]])
    assert list(zip(bars["base"], bars["x"], strict=True)) == [
        (0, 1.2), (pytest.approx(1.2), pytest.approx(0.1)), (pytest.approx(0), -0.3)]


def test_a_narrow_scope_is_drawn_too(book):
    found = tiers.tiering(book.reader(Scope(regions=("SUR",), customer_types=("corporate",))), by_cuts(75, 40))
    for figure in (tiers.draw(found, EUR), tiers.draw_tiers(found, EUR), tiers.draw_fairness(found),
                   tiers.draw_capacity(found)):
        assert figure.to_json()


@pytest.mark.parametrize(("low", "high", "places"), [
    (-250, 4200, [-100, -10, 0, 10, 100, 1000]), (0, 5, [0]), (30, 900, [100])])
def test_an_axis_of_money_has_round_places(low, high, places):
    assert money_places(low, high) == places


@pytest.mark.parametrize("currency", ["EUR", "KES"])
def test_places_along_an_axis_of_money_do_not_touch_on_a_phone(book, currency):
    asked = starting_scheme(EQUAL, by="contribution")
    drawn = tiers.draw(tiers.outline(book.reader(), asked), Money(currency))
    along, words, bars = drawn.layout.xaxis.tickvals, drawn.layout.xaxis.ticktext, drawn.data[0].x
    a_letter = 7 / 220 * (max(bars) - min(bars))
    assert len(words) >= 2
    for (one, other), (left, right) in zip(pairwise(words), pairwise(along), strict=True):
        assert right - left > (len(one) + len(other)) / 2 * a_letter


def test_where_the_book_does_not_say_what_customers_bring_the_best_tier_is_told_by_what_it_holds(tmp_path):
    said = tiers.say(tiers.answer(_of_balances(tmp_path)), EUR)
    assert "and holds €" in said.headline
    assert "generates" not in str(said)
    with pytest.raises(CannotAnswer, match="does not say what customers contribute"):
        tiers.answer(_of_balances(tmp_path), by="contribution")


@pytest.mark.parametrize("options", [{}, {"by": "contribution"}, {"how": "needs"}])
def test_a_year_without_any_customer_is_said(tmp_path, options):
    publish_tiny(tmp_path, [10, 20, 30])
    with open_book(tmp_path) as book, pytest.raises(NobodyInScope, match=r"There were no customers|No customers match"):
        tiers.answer(book.reader(Scope(years_ago=2)), **options)


def _of_balances(tmp_path):
    """A bank of which only balances are known."""
    rows = "".join(f"C{number},LOAN,2026-01,{number * 100}\n" for number in range(1, 10))
    people = "".join(f"C{number},business,SUR,2021-06-15\n" for number in range(1, 10))
    built = build(write(tmp_path / "bank", activity=f"customer_id,product_id,month,balance\n{rows}",
                        customers=f"customer_id,customer_type,region_id,joined_on\n{people}"))
    return built.shelf.open().reader()
