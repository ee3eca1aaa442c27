"""The studio on a book, against a loop over its customers that scores, cuts and counts one after the other."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from crm_core import CannotAnswer, NobodyInScope, ask, open_book
from crm_core.amounts import Money
from crm_core.contract import CUSTOMER_TYPES
from crm_core.question import Question
from crm_core.rooms.tiers.answer import answer, proposed
from crm_core.rooms.tiers.answers.outline import outline
from crm_core.rooms.tiers.answers.tiering import rules_of, tiering
from crm_core.rooms.tiers.cutting.rules import customers_in_slices
from crm_core.rooms.tiers.reading import say
from crm_core.rooms.tiers.scheme.scheme import Hold
from crm_core.rooms.tiers.scheme.starting import starting_scheme
from crm_core.rooms.tiers.scheme.weights import CRITERIA
from crm_core.scope import Scope
from tests.rooms.tiers.bank import publish
from tests.rooms.tiers.by_hand import SCHEMES, inside, tier_by_hand
from tests.rooms.tiers.schemes import EQUAL, ONLY, by_cuts
from tests.tiny_books import publish as publish_tiny

SUR_WEST, FIRMS_BEFORE = Scope(regions=("SUR", "WEST")), Scope(years_ago=1, customer_types=("business", "individual"))
SCOPES = pytest.mark.parametrize(
    "scope", [Scope(), Scope(customer_types=("individual",), regions=("SUR", "WEST"))], ids=["everybody", "some"])
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


# the criteria


@pytest.mark.parametrize("criterion", CRITERIA)
def test_one_criterion_alone_gives_the_tiers_of_that_criterion(book, years, criterion):
    found = outline(book.reader(), by_cuts(90, 50, weights=ONLY[criterion]))
    ranks = [row[f"{criterion}_midrank"] for row in years[0].values()]
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
        math.isnan(row["scale_midrank"]) and not math.isnan(row["reputation_midrank"]) for row in rows)
    assert all(each.counts for each in lacking.values())
    in_sur = {each.what: each for each in outline(book.reader(Scope(regions=("SUR",))), SCHEMES["score"]).lacking}
    assert in_sur["grade"].customers == sum(
        math.isnan(row["reputation_midrank"]) and not math.isnan(row["scale_midrank"]) for row in rows
        if row["region_id"] == "SUR")
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
    assert found.against == "in_force"
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


# the stability rule


def test_without_a_hold_rule_nothing_is_said_of_one(book):
    found = tiering(book.reader(), SCHEMES["score"])
    assert found.hold is None
    assert "stability rule" not in str(say(found, Money("EUR")))


@pytest.mark.parametrize("name", ["score", "shares of money", "by type"])
@pytest.mark.parametrize("hold", [Hold(5.25, 1), Hold(0.0, 2), Hold(10.0, 2)])  # also finer than a score
@SCOPES
def test_the_hold_rule_agrees_with_a_loop(book, years, name, hold, scope):
    scheme, margin = replace(SCHEMES[name], hold=hold), hold.margin
    found = tiering(book.reader(scope), scheme).hold
    cuts = [rules_of(book.reader(), scheme, back=back).cuts for back in (0, 1, 2)]

    def shifted(of, by):
        return {key: replace(made, values=made.shifted(scheme.groups[0].by, by)) for key, made in of.items()}

    changes = changes_held = flaps = flaps_held = waiting = many = 0
    for person in years[0]:
        rows = [years[back].get(person) for back in (2, 1, 0)]
        if not inside(rows[-1], scope):
            continue
        plain = [tier_by_hand(row, scheme, cuts[back]) if row else 0 for row, back in zip(rows, (2, 1, 0), strict=True)]
        stands = [plain[0]]
        for at in (1, 2):
            if not (stands[-1] and plain[at]):
                stands.append(plain[at])
                continue
            tier = stands[-1]
            if margin:
                of = cuts[2 - at]
                best = tier_by_hand(rows[at], scheme, shifted(of, -margin))
                worst = tier_by_hand(rows[at], scheme, shifted(of, margin))
                tier = worst if tier > worst else best if tier < best else tier
            due = [plain[at - 1] - stands[-1], plain[at] - stands[-1]]
            if hold.periods == 2 and due[0] * due[1] > 0:
                tier = plain[at]
            stands.append(tier)
        waiting += stands[2] != plain[2]
        if not all(plain):
            continue
        many += 1
        changes += (plain[0] != plain[1]) + (plain[1] != plain[2])
        changes_held += (stands[0] != stands[1]) + (stands[1] != stands[2])
        flaps += (plain[1] - plain[0]) * (plain[2] - plain[1]) < 0
        flaps_held += (stands[1] - stands[0]) * (stands[2] - stands[1]) < 0
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


@SCOPES
def test_service_beyond_the_promise_agrees_with_a_loop(book, years, scope):
    scheme = SCHEMES["by type"]
    found, cuts = tiering(book.reader(scope), scheme).leakage, rules_of(book.reader(), scheme).cuts
    served = book.read(Question("c", "select * from contact_years where years_ago = 0"))
    cost, premium = 0.0, 0.0
    for talk in served.itertuples():
        row = years[0].get(talk.customer_id)
        if row is None or not inside(row, scope):
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


@pytest.mark.parametrize(("regions", "types", "there"), [
    ((), (), 160), (("SUR",), (), 40), (("NORTE",), ("corporate",), 120), (("WEST",), (), None),
])
def test_hours_are_those_of_the_regions_in_scope_whatever_the_type(book, years, regions, types, there):
    scheme, scope = SCHEMES["score"], Scope(regions=regions, customer_types=types)
    told, cuts = outline(book.reader(scope), scheme).staffing, rules_of(book.reader(scope), scheme).cuts
    promised = sum(scheme.groups[0].promises[tier_by_hand(row, scheme, cuts) - 1].staffed_hours
                   for row in years[0].values() if not regions or row["region_id"] in regions)
    assert told.hours == pytest.approx(promised)
    assert told.capacity_hours == there


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
    ({"values": "20;30"}, "The values “20;30” cannot be read"),
    ({"values": "70,40"}, "add up to 110%"),
    ({"weights": "luck=100"}, "The weight “luck=100” cannot be read"),
    ({"weights": "contribution=60"}, "The weights add up to 60; they must add up to 100"),
    ({"weights": "contribution=²"}, "The weight “contribution=²” cannot be read"),
    ({"weights": "contribution=" + "9" * 5000}, "cannot be read; write it as contribution=60"),
    ({"weights": "contribution=60,contribution=40"}, "is given as 60 and as 40; give each criterion once"),
    ({"top": 1.5}, "The best tier's share of customers is 1.5"),
    ({"scheme": "{}"}, "it has no version"),
    ({"tiers": 9}, "a scheme can have 2 to 6"),
    ({"tiers": 300_000_000}, "The number of tiers is 300000000; a scheme can have 2 to 6"),
    ({"how": "budget", "values": "9,9"}, "for all customers is 2; 3 tiers by the method “Within a budget” need 1"),
])
def test_options_that_cannot_be_are_told_in_a_sentence(book, options, said):
    with pytest.raises(CannotAnswer) as refused:
        answer(book.reader(), **options)
    assert said in str(refused.value)


def test_a_budget_to_start_from_is_what_the_usual_shares_take(book):
    read = book.reader()
    shares = outline(read, proposed(read, by="score", how="share", tiers=3, top=0.2))
    for budget_in, taken in (("cost", shares.service_cost), ("hours", shares.tiers["staffed_hours"].sum())):
        scheme = proposed(read, by="score", how="budget", tiers=3, top=0.2, budget_in=budget_in)
        assert scheme.groups[0].values[0] == pytest.approx(taken, rel=0.05), "in two figures"


@pytest.mark.parametrize("how", ["share", "cuts", "budget", "natural"])
def test_a_bank_whose_customers_all_score_nothing_has_cuts_to_start_from(tmp_path, how):
    publish_tiny(tmp_path, [0.0] * 12)
    with open_book(tmp_path) as flat:
        scheme = proposed(flat.reader(), by="score", how=how, tiers=6, top=0.2)
        found = tiering(flat.reader(), scheme)
    if how == "cuts":
        values = scheme.groups[0].values
        assert list(values) == sorted(values, reverse=True)
        assert len(set(values)) == 5
        assert 0 <= min(values) <= max(values) <= 100
    assert found.customers == 12


def test_the_scheme_in_an_answer_can_be_asked_again(book):
    said = ask.ask("tiers", book, Scope(), how="cuts", values="80,30", weights="balance=100", cut="by_type")
    again = ask.ask("tiers", book, Scope(), scheme=json.dumps(said["result"]["scheme"]))
    assert again == said
    json.dumps(again, allow_nan=False)
