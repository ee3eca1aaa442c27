"""A scheme goes through text and comes back equal; what cannot be is refused with the value, the rule, the remedy."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_core.rooms.tiers.scheme.group import Group
from crm_core.rooms.tiers.scheme.json_text import from_json, to_json
from crm_core.rooms.tiers.scheme.refusal import SchemeRefused
from crm_core.rooms.tiers.scheme.scheme import Hold, Scheme, Tier
from crm_core.rooms.tiers.scheme.service import Promise, starting_promises
from crm_core.rooms.tiers.scheme.starting import starting_parts, starting_scheme, starting_shares
from crm_core.rooms.tiers.scheme.weights import CRITERIA, Weights, in_percent, locked
from crm_core.service_models import HOUR_COSTS
from tests.rooms.tiers.schemes import EQUAL, schemes, weights

PLAIN = starting_scheme(EQUAL)
PROMISES = starting_promises("everybody", 3)


# weights


@given(weights, st.sampled_from(CRITERIA), st.integers(0, 100))
def test_moving_one_weight_keeps_the_sum_at_a_hundred_and_the_others_in_proportion(before, moved, to):
    given_weights = {name: getattr(before, name) for name in CRITERIA}
    after = locked(given_weights, moved, to)
    assert Weights(**after), "they make 100 and none is below 0"
    assert after[moved] == to
    others = [name for name in CRITERIA if name != moved]
    total = sum(given_weights[name] for name in others)
    for name in others:
        exact = (100 - to) * (given_weights[name] / total if total else 1 / len(others))
        assert abs(after[name] - exact) < 1


def test_equal_criteria_share_a_hundred_as_evenly_as_whole_percents_allow():
    assert Weights(17, 17, 17, 17, 16, 16) == EQUAL
    assert in_percent({"balance": 3.0, "scale": 1.0}) == Weights(0, 75, 0, 0, 25, 0)


@pytest.mark.parametrize(("given_weights", "said"), [
    ((50, 20, 10, 10, 0, 0), "The weights add up to 90; they must add up to 100."),
    ((120, -20, 0, 0, 0, 0), "The weight of contribution is 120; it must be from 0 to 100."),
])
def test_weights_that_cannot_be_are_refused(given_weights, said):
    with pytest.raises(SchemeRefused, match=said.replace(".", r"\.")):
        Weights(*given_weights)
    with pytest.raises(SchemeRefused, match="at least one criterion"):
        in_percent({"balance": 0.0})


# the scheme


@pytest.mark.parametrize("tiers", [2, 3, 4, 5, 6])
def test_a_bank_can_start_with_any_number_of_tiers(tiers):
    for how, values in (("share", starting_shares(tiers)), ("cover", starting_parts(tiers))):
        by = "contribution" if how == "cover" else "score"
        scheme = starting_scheme(EQUAL, tiers=tiers, how=how, by=by, by_type=True)
        assert scheme.groups[0].values == values
        for group in scheme.groups:
            hours = [promise.hours for promise in group.promises]
            assert hours == sorted(hours, reverse=True)
            costs = [promise.yearly_cost(scheme.costs) for promise in group.promises]
            assert costs == sorted(costs, reverse=True), "a better tier costs more to serve"
    assert starting_shares(3) == (0.20, 0.25)


def test_the_papers_three_groups_start_with_their_own_service():
    assert "adviser" in starting_promises("corporate", 3)[0].offer
    assert "Integrated" in starting_promises("individual", 3)[0].offer
    assert all("Technology-led" in starting_promises(of, 4)[-1].offer for of in ("individual", "business", "corporate"))


def test_what_a_promise_costs_is_hours_by_channel():
    promise = Promise(10, {"visit": 0.5, "phone": 0.3, "app": 0.2}, 4)
    assert promise.yearly_cost({"visit": 100, "phone": 40, "app": 1}) == pytest.approx(500 + 120 + 2)
    assert promise.staffed_hours == pytest.approx(8), "an app takes nobody's time"


def group(**changes) -> Group:
    return replace(PLAIN.groups[0], **changes)


@pytest.mark.parametrize(("make", "said"), [
    (lambda: Tier("  "), "The name of a tier is “  ”; give it a name"),
    (lambda: Tier("Gold", "gold"), "The colour of Gold is gold; write it as #1D4F91"),
    (lambda: Hold(60), "The margin of the stability rule is 60; it must be from 0 to 50"),
    (lambda: Hold(1, 3), "The waiting years of the stability rule are 3; choose 1 or 2"),
    (lambda: Promise(-1, {"app": 1}, 1), "The hours a year of a tier are -1; they must be from 0 to 2,000"),
    (lambda: Promise(1, {"app": 0.6}, 1), "The channels of a tier add up to 60%"),
    (lambda: Promise(1, {"app": 1}, 1, "x" * 301), "The offer of a tier has 301 characters; at most 300"),
    (lambda: group(of="martians"), "A scheme has thresholds for martians; choose one of everybody, individual"),
    (lambda: group(how="luck"), "'how' for all customers is luck; choose one of share, count, staff"),
    (lambda: group(values=(0.6, 0.4)), "The tier shares for all customers add up to 100%; lower one of them"),
    (lambda: group(values=(0.6, 0.0)), "are 0.6; 0; each must be above 0"),
    (lambda: group(how="cuts", values=(50, 60)), "are 50; 60; each must be below that of the tier above"),
    (lambda: group(how="cuts", values=(101, 60)), "a score is from 0 to 100"),
    (lambda: group(how="cuts", values=(80.25, 60)), "scores have one decimal at most"),
    (lambda: group(how="cuts", values=(float("nan"), 60)), "they must be numbers"),
    (lambda: group(how="cuts", by="contribution", values=(1e308, 60)), "are 1e+308; 60; an amount can be 1,000,000,"),
    (lambda: group(how="cover", values=(0.8, 1.0)), "is ranked by Score; it can only be ranked by contribution"),
    (lambda: group(how="cover", by="contribution", values=(0.8, 0.7)), "they must rise, from above 0 up to 1"),
    (lambda: group(how="budget", values=(0,)), "The budget for all customers is 0; it must be above 0"),
    (lambda: replace(PLAIN, tiers=PLAIN.tiers[:1]), "The number of tiers is 1; a scheme can have 2 to 6"),
    (lambda: replace(PLAIN, tiers=(Tier("A"), Tier("A"), Tier("B"))), "Two tiers share a name: A, A, B. Rename one"),
    (lambda: replace(PLAIN, missing="ignored"), "'missing' is ignored; choose one of left_out, lowest, middle"),
    (lambda: replace(PLAIN, groups=()), "The scheme has thresholds for “”; it needs them for everybody, or for"),
    (lambda: replace(PLAIN, groups=(group(of="business"),)), "it needs them for everybody, or for individual"),
    (lambda: replace(PLAIN, tiers=PLAIN.tiers[:2]), "for all customers is 3; the scheme has 2 tiers"),
    (lambda: replace(PLAIN, groups=(group(values=(0.2,)),)), "is 1; 3 tiers by the method “Share of customers”"),
    (lambda: replace(PLAIN, costs=HOUR_COSTS | {"app": -1}), "The hourly cost of App is -1; it must be a number"),
    (lambda: replace(PLAIN, costs=HOUR_COSTS | {"app": float("inf")}), "The hourly cost of App is inf; it must be"),
    (lambda: replace(PLAIN, costs={"app": 1.0}), "No hourly cost is set for: Branch, E-mail, Phone, Visit"),
    (lambda: starting_scheme(EQUAL, tiers=7), "The number of tiers is 7"),
])
def test_a_part_that_cannot_be_is_refused_in_a_sentence(make, said):
    with pytest.raises(SchemeRefused) as refused:
        make()
    assert said in str(refused.value)
    assert str(refused.value).endswith(".")


# as text


@settings(max_examples=100)
@given(schemes())
def test_what_is_written_is_read_and_equal_schemes_have_equal_texts(scheme):
    text = to_json(scheme)
    again = from_json(text)
    assert again == scheme
    assert to_json(again) == text
    assert "\n" not in text


def changed(**parts) -> str:
    return json.dumps(json.loads(to_json(PLAIN)) | parts)


@pytest.mark.parametrize(("text", "said"), [
    ("", "it is not JSON"),
    ("[" * 5000, "it is not JSON"),
    ('{"version":NaN}', "it is not JSON"),
    ("[]", "it has no version"),
    ('{"version":7}', "The scheme is of version 7; this program reads version 2"),
    ('{"version":true}', "of version True"),
    ('{"version":1}', "The scheme lacks “costs”; its parts are tiers, weights"),
    (changed(luck=1), "The scheme has “luck”, which no scheme has"),
    (changed(tiers={}), "“tiers” is {}; it must be a list"),
    (changed(tiers=[{"name": 5, "colour": ""}]), "“tiers[0].name” is 5; it must be text"),
    (changed(costs={"app": "1"}), "“costs.app” is '1'; it must be a number"),
    (changed(costs={"app": True}), "“costs.app” is True; it must be a number"),
    (changed(costs={"app": 10**400}), f"“costs.app” is 1{'0' * 38}…; it must be a number"),
    (changed(weights=dict.fromkeys(CRITERIA, 1)), "The weights add up to 6; they must add up to 100"),
    (changed(weights=dict.fromkeys(CRITERIA, 20.5)), "“weights.contribution” is 20.5; it must be a whole number"),
    (" " * 600_001, "has 600,001 characters"),
])
def test_a_text_that_is_no_scheme_is_refused_in_a_sentence(text, said):
    with pytest.raises(SchemeRefused) as refused:
        from_json(text)
    assert said in str(refused.value)


@given(st.recursive(st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner), max_leaves=8))
def test_no_other_json_is_ever_read_and_none_fails(content):
    with pytest.raises(SchemeRefused):
        from_json(json.dumps(content))
    with pytest.raises(SchemeRefused):
        from_json(changed(groups=content))


def test_each_type_can_have_cuts_of_its_own():
    own = starting_scheme(EQUAL, by_type=True, values={"business": (0.1, 0.2)})
    assert own.group_of("business").values == (0.1, 0.2)
    assert own.group_of("corporate").values == starting_shares(3)
    assert PLAIN.group_of("corporate") is PLAIN.groups[0]
    assert isinstance(own, Scheme)
    assert own.is_by_type
    assert not PLAIN.is_by_type


def test_equal_schemes_have_one_text_whatever_the_order_of_their_costs():
    turned = replace(PLAIN, costs=dict(reversed(PLAIN.costs.items())))
    assert turned == PLAIN
    assert to_json(turned) == to_json(PLAIN)
