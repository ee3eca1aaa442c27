"""The studio on a book, against a loop over its customers that scores, cuts and counts one after the other."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from crm_core import CannotAnswer, NobodyInScope, ask, open_book
from crm_core.contract import CUSTOMER_TYPES
from crm_core.question import Question
from crm_core.scope import Scope
from crm_core.tiers.answer import answer, proposed
from crm_core.tiers.outline import outline
from crm_core.tiers.rules import customers_in_slices
from crm_core.tiers.scheme import Hold
from crm_core.tiers.starting import starting_scheme
from crm_core.tiers.tiering import rules_of, tiering
from crm_core.tiers.weights import CRITERIA, Weights
from tests.tiers.bank import publish
from tests.tiers.schemes import EQUAL, ONLY, by_cuts

MIXED = Weights(40, 20, 10, 10, 15, 5)
ON_GAPS = Weights(0, 0, 0, 0, 70, 30)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiering")
    publish(folder)
    with open_book(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def years(book):
    """years ago → customer → its row of customer_years."""
    found = defaultdict(dict)
    for row in book.read(Question("years", "select * from customer_years")).to_dict("records"):
        found[row["years_ago"]][row["customer_id"]] = row
    return found


def score_by_hand(row: dict, weights: Weights, missing: str) -> Fraction:
    """The weighted mean of the ranks in hundredths of a point, exactly."""
    sum_of = weight_of = 0
    for criterion in CRITERIA:
        weight, score = getattr(weights, criterion), row[f"{criterion}_score"]
        if score is None or math.isnan(score):
            if missing == "left_out":
                continue
            points = 0 if missing == "lowest" else 5000
        else:
            points = round(score * 100)
        sum_of += weight * points
        weight_of += weight
    return Fraction(sum_of, 100 * weight_of) if weight_of else Fraction(0)


def tier_by_hand(row: dict, scheme, cuts: dict) -> int:
    group = scheme.group_of(row["customer_type"])
    value = score_by_hand(row, scheme.weights, scheme.missing) if group.by == "score" else row["contribution"]
    for place, cut in enumerate(cuts[group.of].values, start=1):
        if value >= (Fraction(round(cut * 10), 10) if group.by == "score" else cut):
            return place
    return len(scheme.tiers)


def inside(row: dict, scope: Scope) -> bool:
    return (not scope.regions or row["region_id"] in scope.regions) and (
        not scope.customer_types or row["customer_type"] in scope.customer_types)


SCHEMES = {
    "score": by_cuts(80, 60.5, 30, weights=MIXED),
    "lowest": by_cuts(75, 40, weights=ON_GAPS, missing="lowest"),
    "middle": by_cuts(75, 40, weights=ON_GAPS, missing="middle"),
    "only gaps": by_cuts(75, 40, weights=ON_GAPS),
    "money": by_cuts(300, 55.5, -20, by="contribution"),
    "shares": starting_scheme(MIXED, tiers=4),
    "shares of money": starting_scheme(MIXED, by="contribution"),
    "gaps": starting_scheme(MIXED, how="natural", by="contribution", tiers=5),
    "gaps of score": starting_scheme(MIXED, how="natural"),
    "80 %": starting_scheme(MIXED, how="cover", by="contribution"),
    "by type": starting_scheme(MIXED, by_type=True, values={"individual": (0.1, 0.3)}),
    "money by type": starting_scheme(MIXED, by_type=True, by="contribution"),
    "budget": starting_scheme(MIXED, how="budget", values=(9_000.0,)),
    "hours": starting_scheme(MIXED, how="budget", values=(150.0,), budget_in="hours", by="contribution"),
}
SUR_WEST, FIRMS_BEFORE = Scope(regions=("SUR", "WEST")), Scope(years_ago=1, customer_types=("business", "individual"))
CASES = [*((name, Scope()) for name in SCHEMES),
         *((name, scope) for name in ("only gaps", "shares of money", "by type", "hours")
           for scope in (SUR_WEST, FIRMS_BEFORE))]


@pytest.mark.parametrize(("name", "scope"), CASES)
def test_a_loop_over_the_customers_finds_the_same_tiers_and_moves(book, years, name, scope):
    scheme, read = SCHEMES[name], book.reader(scope)
    found = tiering(read, scheme)
    cuts, cuts_before = (rules_of(read, scheme, back=back).cuts for back in (0, 1))
    sums, crossed = defaultdict(lambda: [0, 0.0, 0.0, 0.0]), Counter()
    now, before = years[scope.years_ago], years[scope.years_ago + 1]
    for person in {*now, *before}:
        rows = [year.get(person) for year in (now, before)]
        if not inside(rows[0] or rows[1], scope):
            continue
        tiers = [0 if row is None else tier_by_hand(row, scheme, of) for row, of in zip(rows, (cuts, cuts_before),
                                                                                        strict=True)]
        crossed[tiers[1], tiers[0]] += 1
        for place, column in enumerate(("contribution", "balance", "cost_to_serve"), start=1):
            sums[tiers[0]][place] += rows[0][column] if rows[0] else 0
        sums[tiers[0]][0] += 1
    for row in found.tiers.itertuples():
        assert [row.customers, row.contribution, row.balance, row.cost_to_serve] == pytest.approx(sums[row.tier])
    assert found.tiers["customer_share"].sum() == pytest.approx(1)
    matrix = {(row.tier_then, row.tier_now): row.customers for row in found.moves.matrix.itertuples()}
    assert {way: many for way, many in matrix.items() if many} == dict(crossed)
    by_place = found.groups.groupby("tier")["customers"].sum()
    assert by_place.to_dict() == {tier: many[0] for tier, many in sums.items() if tier and many[0]}


# the cuts


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
    cuts = rules_of(book.reader(), SCHEMES["80 %"]).cuts["everybody"].values
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
    with pytest.raises(CannotAnswer, match=r"The budget of all customers is 1 a year \(in money\)"):
        outline(book.reader(), starting_scheme(MIXED, how="budget", values=(1.0,)))
    upside_down = starting_scheme(MIXED, how="budget", values=(9_000.0,))
    turned = replace(upside_down.groups[0], promises=upside_down.groups[0].promises[::-1])
    with pytest.raises(CannotAnswer, match="promised more"):
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
    with pytest.raises(ValueError, match="Near a cut is -1"):
        outline(book.reader(), SCHEMES["score"], near=-1)


# the criteria


@pytest.mark.parametrize("criterion", CRITERIA)
def test_one_criterion_alone_gives_the_tiers_of_that_criterion(book, years, criterion):
    found = outline(book.reader(), by_cuts(90, 50, weights=ONLY[criterion]))
    ranks = [row[f"{criterion}_score"] for row in years[0].values()]
    by_hand = Counter(1 if rank >= 90 else 2 if rank >= 50 else 3 for rank in (-1 if math.isnan(each) else each
                                                                               for each in ranks))
    assert list(found.tiers["customers"]) == [by_hand[tier] for tier in (1, 2, 3)]


@pytest.mark.parametrize("missing", ["left_out", "lowest", "middle"])
@pytest.mark.parametrize("criterion", CRITERIA)
def test_raising_a_criterion_never_lowers_a_tier(book, criterion, missing):
    scheme = by_cuts(80, 60, 40, 20, weights=EQUAL, missing=missing)
    rules = rules_of(book.reader(), scheme)
    for part in customers_in_slices(book.reader(), CUSTOMER_TYPES, within_scope=True):
        rows = part[part["contribution"].notna()]
        if rows.empty:
            continue
        points = rows[f"{criterion}_points"].astype(float)
        raised = rows.assign(**{f"{criterion}_points": (points + np.arange(len(rows)) * 40).clip(upper=10_000)})
        before, after = (rules.tiers(each, scheme.groups[0]) for each in (rows, raised))
        assert (after <= before).all()
        assert (after < before).any()


def test_the_database_and_the_loop_in_python_place_everybody_alike(book, years):
    for scheme in SCHEMES.values():
        rules = rules_of(book.reader(), scheme)
        for group in scheme.groups:
            types = CUSTOMER_TYPES if group.of == "everybody" else (group.of,)
            for rows in customers_in_slices(book.reader(), types, within_scope=False):
                for row, tier in zip(rows["customer_id"], rules.tiers(rows, group), strict=True):
                    known = years[0].get(row)
                    assert tier == (tier_by_hand(known, scheme, rules.cuts) if known else 0)


def test_what_is_lacking_is_counted_and_said_whether_it_matters(book, years):
    lacking = {each.what: each for each in outline(book.reader(), SCHEMES["score"]).lacking}
    rows = years[0].values()
    assert lacking["size"].customers == sum(
        math.isnan(row["scale_score"]) and not math.isnan(row["reputation_score"]) for row in rows)
    assert all(each.counts for each in lacking.values())
    assert not any(each.counts for each in outline(book.reader(), SCHEMES["money"]).lacking)


# moves and the scheme in force


def test_against_the_scheme_in_force_the_same_customers_are_placed_twice(book, years):
    now, then = SCHEMES["score"], SCHEMES["money by type"]
    found = tiering(book.reader(), now, in_force=then)
    rules_now, rules_then = (rules_of(book.reader(), each).cuts for each in (now, then))
    crossed = Counter((tier_by_hand(row, then, rules_then), tier_by_hand(row, now, rules_now))
                      for row in years[0].values())
    matrix = {(row.tier_then, row.tier_now): row.customers for row in found.moves.matrix.itertuples()}
    assert {way: many for way, many in matrix.items() if many} == dict(crossed)
    assert found.against == "the tiers in force"
    assert found.moves.customers("entered") == found.moves.customers("left") == 0


def test_the_scheme_in_force_against_itself_moves_nobody(book):
    found = tiering(book.reader(), SCHEMES["by type"], in_force=SCHEMES["by type"])
    assert found.moves.moved_share == 0
    assert found.moves.service_cost_change == 0


def test_service_cost_is_what_is_promised_to_those_who_are_there(book):
    found = tiering(book.reader(), SCHEMES["by type"], in_force=SCHEMES["score"])
    before = outline(book.reader(), SCHEMES["score"])
    assert found.moves.service_cost_change == pytest.approx(found.service_cost - before.service_cost)


def test_the_oldest_year_is_compared_with_nothing(book):
    found = tiering(book.reader(Scope(years_ago=2)), SCHEMES["score"])
    assert (found.moves, found.against, found.hold) == (None, "", None)


# the hold rule


@pytest.mark.parametrize("name", ["score", "shares of money", "by type"])
@pytest.mark.parametrize(("margin", "periods"), [(5.0, 1), (0.0, 2), (10.0, 2)])
def test_the_hold_rule_agrees_with_a_loop(book, years, name, margin, periods):
    scheme = replace(SCHEMES[name], hold=Hold(margin, periods))
    found = tiering(book.reader(), scheme).hold
    cuts = [rules_of(book.reader(), scheme, back=back).cuts for back in (0, 1, 2)]

    def shifted(of, by):
        return {key: replace(made, values=made.shifted(scheme.groups[0].by, by)) for key, made in of.items()}

    changes = changes_held = flaps = flaps_held = waiting = many = 0
    for person in set(years[0]) & set(years[1]) & set(years[2]):
        rows = [years[back][person] for back in (2, 1, 0)]
        plain = [tier_by_hand(row, scheme, cuts[back]) for row, back in zip(rows, (2, 1, 0), strict=True)]
        stands = [plain[0]]
        for at in (1, 2):
            tier = stands[-1]
            if margin:
                of = cuts[2 - at]
                best = tier_by_hand(rows[at], scheme, shifted(of, -margin))
                worst = tier_by_hand(rows[at], scheme, shifted(of, margin))
                tier = worst if tier > worst else best if tier < best else tier
            due = [plain[at - 1] - stands[-1], plain[at] - stands[-1]]
            if periods == 2 and due[0] * due[1] > 0:
                tier = plain[at]
            stands.append(tier)
        many += 1
        changes += (plain[0] != plain[1]) + (plain[1] != plain[2])
        changes_held += (stands[0] != stands[1]) + (stands[1] != stands[2])
        flaps += (plain[1] - plain[0]) * (plain[2] - plain[1]) < 0
        flaps_held += (stands[1] - stands[0]) * (stands[2] - stands[1]) < 0
        waiting += stands[2] != plain[2]
    assert vars(found) == {"customers": many, "changes": changes, "changes_held": changes_held, "flaps": flaps,
                           "flaps_held": flaps_held, "waiting": waiting}


# staff and service


def test_hours_are_counted_at_the_desk_of_each_customer(book, years):
    scheme = SCHEMES["by type"]
    whole, cuts = tiering(book.reader(), scheme), rules_of(book.reader(), scheme).cuts
    found, told = whole.capacity, whole.staffing
    by_manager, by_branch, by_tier, by_both = Counter(), Counter(), Counter(), Counter()
    for row in years[0].values():
        tier = tier_by_hand(row, scheme, cuts)
        hours = scheme.group_of(row["customer_type"]).promises[tier - 1].staffed_hours
        by_manager[row["manager_id"]] += hours
        by_branch[row["branch_id"]] += hours
        by_tier[tier] += hours
        by_both[row["manager_id"], tier] += hours
    assert told.tier_hours.tolist() == pytest.approx([by_tier[tier] for tier in (1, 2, 3)])
    assert found.unmanaged_hours == pytest.approx(by_manager[""])
    for row in found.managers.itertuples():
        assert row.hours == pytest.approx(by_manager[row.manager_id])
        assert [row.tier_1_hours, row.tier_2_hours, row.tier_3_hours] == pytest.approx(
            [by_both[row.manager_id, tier] for tier in (1, 2, 3)])
    for row in found.branches.itertuples():
        assert row.hours == pytest.approx(by_branch[row.branch_id])
    assert (told.capacity_hours, told.used_rate) == (160, told.hours / 160)


def test_in_a_narrow_scope_a_manager_still_has_all_their_customers(book):
    whole = tiering(book.reader(), SCHEMES["score"]).capacity.managers.set_index("manager_id")
    sur = tiering(book.reader(Scope(regions=("SUR",), customer_types=("business",))), SCHEMES["score"]).capacity
    assert list(sur.branches["branch_id"]) == ["B2"]
    for row in sur.managers.itertuples():
        assert row.hours == pytest.approx(whole.loc[row.manager_id, "hours"])


def test_service_beyond_the_promise_agrees_with_a_loop(book, years):
    scheme = SCHEMES["by type"]
    found, cuts = tiering(book.reader(), scheme).leakage, rules_of(book.reader(), scheme).cuts
    served = book.read(Question("c", "select * from contact_years where years_ago = 0"))
    cost, premium = 0.0, 0.0
    for talk in served.itertuples():
        row = years[0].get(talk.customer_id)
        if row is None:
            continue
        tier, promises = tier_by_hand(row, scheme, cuts), scheme.group_of(row["customer_type"]).promises
        entitled = [promise.hours * promise.mix.get(talk.channel, 0) for promise in promises]
        beyond = max(talk.minutes / 60 - entitled[tier - 1], 0) * scheme.costs.get(talk.channel, 0)
        cost += beyond
        premium += beyond * any(better > entitled[tier - 1] for better in entitled[:tier - 1])
    assert found.cost == pytest.approx(cost)
    assert found.premium_cost == pytest.approx(premium)
    assert 0 < premium <= cost - found.cost_of(1), "of the best tier nothing is premium service"
    assert found.unpriced == ("chat",)
    assert found.untimed > 0


# needs


def test_tiers_by_need_place_everybody_once_and_say_how_steady_they_are(book, years):
    found = tiering(book.reader(), starting_scheme(EQUAL, how="needs", tiers=3))
    assert found.customers == len(years[0])
    need = found.needs["everybody"]
    assert -0.5 <= need.stability <= 1
    assert need.profile["customer_share"].sum() == pytest.approx(1)
    assert need.profile["contribution"].is_monotonic_decreasing
    assert (found.hold, found.leakage) == (None, None)
    assert found.moves.matrix["customers"].sum() >= found.customers
    again = tiering(book.reader(), starting_scheme(EQUAL, how="needs", tiers=3))
    pd.testing.assert_frame_equal(again.tiers, found.tiers)


def test_tiers_by_need_can_be_held_against_the_scheme_in_force(book, years):
    by_need = starting_scheme(EQUAL, how="needs", tiers=2, by_type=True)
    found = tiering(book.reader(), by_need, in_force=SCHEMES["score"])
    cuts = rules_of(book.reader(), SCHEMES["score"]).cuts
    by_hand = Counter(tier_by_hand(row, SCHEMES["score"], cuts) for row in years[0].values())
    assert found.moves.matrix.groupby("tier_then")["customers"].sum().loc[1:].to_dict() == dict(by_hand)


# edges


def test_books_without_staff_or_contacts_leave_these_parts_out(tmp_path):
    publish(tmp_path, customers=30, contacts=False, years=1)
    with open_book(tmp_path) as small:
        found = answer(small.reader(), tiers=2, top=0.3)
        assert (found.leakage, found.moves, found.hold) == (None, None, None)
        with pytest.raises(NobodyInScope):
            answer(small.reader(Scope(regions=("ATLANTIS",))))


def test_options_make_the_scheme_they_say(book):
    read = book.reader()
    found = answer(read, by="contribution", how="cuts", values="300,55.5", tiers=3, weights="contribution=60,scale=40",
                   missing="middle", cut="by_type", margin=5.0, periods=2)
    assert found.scheme.groups[1].values == (300, 55.5)
    assert (found.scheme.weights.scale, found.scheme.missing, found.scheme.hold) == (40, "middle", Hold(5.0, 2))
    usual = proposed(read, by="score", how="cuts", tiers=4, top=0.1)
    cuts = usual.groups[0].values
    assert len(cuts) == 3
    assert outline(read, usual).tiers["customer_share"].iloc[0] == pytest.approx(0.1, abs=0.02)
    money = proposed(read, by="contribution", how="cuts", tiers=3, top=0.2, cut="by_type")
    assert all(len(group.values) == 2 for group in money.groups)


@pytest.mark.parametrize(("options", "said"), [
    ({"values": "20;30"}, "The values '20;30' cannot be read"),
    ({"values": "70,40"}, "add up to 110%"),
    ({"weights": "luck=100"}, "The weight 'luck=100' cannot be read"),
    ({"weights": "contribution=60"}, "The weights add up to 60; they must make 100"),
    ({"top": 1.5}, "The best tier's share of customers is 1.5"),
    ({"scheme": "{}"}, "it has no version"),
    ({"tiers": 9}, "a scheme can have 2 to 6"),
    ({"how": "budget", "values": "9,9"}, "The values of everybody are 2; 3 tiers that are cut by budget need 1"),
])
def test_options_that_cannot_be_are_told_in_a_sentence(book, options, said):
    with pytest.raises(CannotAnswer) as refused:
        answer(book.reader(), **options)
    assert said in str(refused.value)


def test_the_scheme_in_an_answer_can_be_asked_again(book):
    said = ask.ask("tiers", book, Scope(), how="cuts", values="80,30", weights="balance=100", cut="by_type")
    again = ask.ask("tiers", book, Scope(), scheme=json.dumps(said["result"]["scheme"]))
    assert again == said
    json.dumps(again, allow_nan=False)
