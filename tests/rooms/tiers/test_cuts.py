"""Where the tiers are cut, against the customers one by one."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from crm_core import CannotAnswer
from crm_core.contract import CUSTOMER_TYPES
from crm_core.rooms.tiers.answers.outline import outline
from crm_core.rooms.tiers.answers.tiering import rules_of
from crm_core.rooms.tiers.cutting import roll
from crm_core.rooms.tiers.cutting.cuts import find_cuts
from crm_core.rooms.tiers.cutting.natural_breaks import natural_breaks
from crm_core.rooms.tiers.cutting.ranking import Inside, bucket, ranking
from crm_core.rooms.tiers.scheme.group import Group
from crm_core.rooms.tiers.scheme.starting import starting_scheme
from tests.rooms.tiers.by_hand import MIXED, SCHEMES, score_by_hand
from tests.rooms.tiers.schemes import by_cuts


def test_a_cut_between_two_cents_leaves_out_who_brings_the_lower(book, years):
    amounts = sorted(row["contribution"] for row in years[0].values())
    last = amounts[-20]
    for cut, reached in ((last - 0.004, last), (last, last), (last + 0.004, last + 0.01)):
        best = outline(book.reader(), by_cuts(cut, -1e9, by="contribution")).tiers.iloc[0]
        assert best["customers"] == sum(amount > reached - 0.005 for amount in amounts), cut


def test_shares_of_money_cut_at_the_exact_customer(book, years):
    amounts = sorted((row["contribution"] for row in years[0].values()), reverse=True)
    cuts = rules_of(book.reader(), SCHEMES["shares of money"]).cuts["everybody"].values
    assert cuts == (amounts[int(0.2 * len(amounts)) - 1], amounts[int(0.45 * len(amounts)) - 1])


def test_the_smallest_group_that_brings_its_part_is_the_smallest(book, years):
    amounts = np.array(sorted((row["contribution"] for row in years[0].values()), reverse=True))
    running = amounts.cumsum()
    cuts = rules_of(book.reader(), SCHEMES["80%"]).cuts["everybody"].values
    for cut, part in zip(cuts, (0.8, 1.0), strict=True):
        needed = int(np.argmax(running >= part * running[-1] - 1e-9)) + 1
        assert cut == amounts[needed - 1]


def test_shares_of_score_are_as_near_as_tenths_of_a_point_allow(book, years):
    cut = rules_of(book.reader(), SCHEMES["shares"]).cuts["everybody"].values[0]
    scores = [score_by_hand(row, MIXED, "left_out") for row in years[0].values()]
    asked = SCHEMES["shares"].groups[0].values[0] * len(scores)
    above = {tenths: sum(score * 10 >= tenths for score in scores) for tenths in range(1001)}
    assert abs(above[round(cut * 10)] - asked) == min(abs(many - asked) for many in above.values() if many)


def test_a_budget_is_kept_and_used(book):
    found = outline(book.reader(), SCHEMES["budget"])
    assert found.service_cost <= 9_000
    more = outline(book.reader(), starting_scheme(MIXED, how="budget", values=(20_000.0,)))
    assert more.service_cost > found.service_cost
    hours = outline(book.reader(), SCHEMES["hours"])
    assert hours.tiers["staffed_hours"].sum() <= 150


def test_what_a_budget_cannot_do_is_said(book):
    with pytest.raises(CannotAnswer, match=r"The budget for all customers is 1 a year;"):
        outline(book.reader(), starting_scheme(MIXED, how="budget", values=(1.0,)))
    upside_down = starting_scheme(MIXED, how="budget", values=(9_000.0,))
    turned = replace(upside_down.groups[0], promises=upside_down.groups[0].promises[::-1])
    with pytest.raises(CannotAnswer, match="entitled to more than the tier above"):
        outline(book.reader(), replace(upside_down, groups=(turned,)))


def test_the_customers_near_a_cut_are_counted(book, years):
    found = outline(book.reader(), SCHEMES["score"])
    for cut in found.cuts.itertuples():
        assert cut.near == 1.0
        near = [row for row in years[0].values()
                if cut.at_least - 1 <= math.floor(score_by_hand(row, MIXED, "left_out") * 10) / 10 < cut.at_least + 1]
        assert cut.near_customers == len(near)
    wider = outline(book.reader(), SCHEMES["score"], near=3.0)
    assert (wider.cuts["near"] == 3).all()
    assert (wider.cuts["near_customers"] >= found.cuts["near_customers"]).all()
    assert (outline(book.reader(), SCHEMES["score"], near=0.0).cuts["near_customers"] == 0).all()
    for near in (-1, math.inf, math.nan):
        with pytest.raises(ValueError, match=f"The borderline margin is {near}; it must be a number"):
            outline(book.reader(), SCHEMES["score"], near=near)


@pytest.mark.parametrize("tiers", [2, 3, 5])
def test_gaps_of_score_are_those_between_the_customers_own_scores(book, years, tiers):
    tenths = [math.floor(score_by_hand(row, MIXED, "left_out") * 10) for row in years[0].values()]
    best = natural_breaks(np.array(tenths, dtype=float), tiers)
    scheme = starting_scheme(MIXED, how="natural", tiers=tiers)
    found = rules_of(book.reader(), scheme).cuts["everybody"]
    assert [round(cut * 10) for cut in found.values] == best.lows[::-1].tolist()
    assert found.gvf == pytest.approx(best.gvf)


def test_what_is_held_of_a_ranking_is_that_of_the_same_question(book):
    held = {}

    def keep(name, make):
        if name not in held:
            held[name] = make()
        return held[name]

    for scheme in (*SCHEMES.values(), *SCHEMES.values(), starting_scheme(MIXED, how="natural", by="contribution")):
        again, anew = outline(book.reader(), scheme, keep=keep), outline(book.reader(), scheme)
        assert again.tiers.equals(anew.tiers), "a ranking is used by many cuts, and changed by none"
        assert again.cuts.equals(anew.cuts)


@pytest.mark.parametrize("name", ["shares of money", "80%", "money by type"])
def test_customers_of_a_step_are_read_one_by_one_or_counted_together_and_it_is_the_same(book, monkeypatch, name):
    one_by_one = outline(book.reader(), SCHEMES[name])
    monkeypatch.setattr(roll, "MAX_ONE_BY_ONE", 0)
    together = outline(book.reader(), SCHEMES[name])
    assert one_by_one.cuts.equals(together.cuts)
    assert one_by_one.groups.equals(together.groups)


def alike() -> tuple:
    """A ranking with eight amounts in one step, of two groups in turn, and one customer in the step above."""
    amounts = [100.0 + cent / 100 for cent in range(8)]
    assert len({bucket(amount) for amount in amounts}) == 1
    step = bucket(100.0)
    inside = np.array([(amount, 1 + place % 2, 1, amount, 10.0, 1.0) for place, amount in enumerate(amounts)])
    sums = np.zeros((2, 2, 4))
    sums[0, 0] = 1, 10_100, 1_000, 100
    sums[1] = [(4, *inside[inside[:, 1] == group][:, 3:].sum(axis=0) * 100) for group in (1, 2)]
    return ranking("contribution", np.array([step + 1, step]), np.array([1, 2]), sums, np.zeros((2, 2))), Inside(
        amounts=lambda asked, many: inside if (asked, many) == (step, 8) else inside[:0],
        at_least=lambda *_: inside[:0])


@pytest.mark.parametrize(("how", "value", "cut", "above"), [
    ("share", 0.4, 100.06, 2),
    ("share", 0.6, 100.04, 3),
    ("cover", 0.4, 100.06, 2),
    ("cover", 1.0, 100.0, 5),
])
def test_inside_a_step_only_those_who_are_cut_together_count(how, value, cut, above):
    ranked, inside = alike()
    group = Group(CUSTOMER_TYPES[0], "contribution", how, (value,), SCHEMES["score"].groups[0].promises[:2])
    members = np.array([True, False])
    found = find_cuts(ranked, members, group, np.zeros(2), inside)
    assert found.cuts.values == (cut,)
    assert found.above[0][members, 0].tolist() == [above]
