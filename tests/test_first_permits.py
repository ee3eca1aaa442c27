"""What a provider says of somebody gives a first permit where that is configured, and in doubt none."""

from __future__ import annotations

import pytest

from crm_core import CannotAnswer
from crm_core.first_permits import first_permit
from crm_core.permit import Permit

OF = {"Heads": {"role": "steward"}, "North": {"role": "planner", "regions": ["NORTE"]},
      "North too": {"role": "planner", "regions": ["NORTE"]}, "Board": {"role": "executive", "smallest_group": 20}}
SETTINGS = {"claim": "groups", "of": OF}


@pytest.mark.parametrize(("groups", "permit"), [
    ("Heads", Permit("steward")),
    (["Board"], Permit("executive", smallest_group=20)),
    (["Chess club", "North"], Permit("planner", regions=("NORTE",))),
    (["North", "North too"], Permit("planner", regions=("NORTE",))),
])
def test_a_value_of_the_claim_stands_for_a_permit(groups, permit):
    first = first_permit(SETTINGS, {"groups": groups})
    assert first is not None
    assert first.permit == permit
    assert first.value in groups


@pytest.mark.parametrize("claims", [{}, {"groups": None}, {"groups": []}, {"groups": "heads"}, {"groups": "Chess club"},
                                    {"groups": {"Heads": True}}, {"groups": [["Heads"], 1, None]}, {"group": "Heads"},
                                    {"groups": "Heads North"}])
def test_what_is_not_named_exactly_gives_nothing(claims):
    assert first_permit(SETTINGS, claims) is None


def test_values_that_stand_for_different_permits_are_left_to_a_steward():
    with pytest.raises(CannotAnswer, match=r"says North, Heads of you, which stand for different permits\. A steward"):
        first_permit(SETTINGS, {"groups": ["North", "Heads"]})


def test_a_claim_may_lie_in_another_and_have_dots_in_its_name():
    in_another = {"claim": "realm_access.roles", "of": OF}
    assert first_permit(in_another, {"realm_access": {"roles": ["Heads"]}}).permit == Permit("steward")
    assert first_permit(in_another, {"realm_access": "roles"}) is None
    named = {"claim": "https://bank.example/roles", "of": OF}
    assert first_permit(named, {"https://bank.example/roles": ["Heads"]}).permit == Permit("steward")


@pytest.mark.parametrize(("settings", "sentence"), [
    ({"of": OF}, r"\[permits\] in the secrets names no claim\. .* like claim = \"groups\""),
    ({"claim": ["groups"], "of": OF}, "names no claim"),
    ({"claim": "groups"}, "has no values with permits"),
    ({"claim": "groups", "of": {"Heads": "steward"}}, "has no values with permits"),
    ({"claim": "groups", "of": {"Heads": {"role": "boss"}}}, r"\[permits.of.\"Heads\"\]: 'boss' is no role"),
    ({"claim": "groups", "of": {"Heads": {}}}, "'' is no role"),
    ({"claim": "groups", "of": {"North": {"role": "planner", "region": ["NORTE"]}}}, "says 'region', which no permit"),
    ({"claim": "groups", "of": {"North": {"role": "planner", "regions": "NORTE"}}}, "regions is a list of ids"),
    ({"claim": "groups", "of": {"North": {"role": "planner", "regions": []}}}, "list of ids, at least one"),
    ({"claim": "groups", "of": {"Board": {"role": "executive", "smallest_group": "9"}}}, "is a whole number"),
    ({"claim": "groups", "of": {"Board": {"role": "executive", "smallest_group": 2}}}, "must be at least 3"),
    ({"claim": "groups", "of": {"Heads": {"role": "steward", "regions": ["NORTE"]}}}, "limited to no part of it"),
])
def test_settings_that_say_nothing_clear_give_nobody_anything(settings, sentence):
    """Whoever comes: a limit that is misspelt must not be left out in silence."""
    with pytest.raises(CannotAnswer, match=sentence):
        first_permit(settings, {"groups": "Chess club"})
