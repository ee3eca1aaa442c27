"""What differs between two schemes, and that its parts are the whole difference."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crm_core import CannotAnswer, open_book
from crm_core.rooms.tiers.answers.difference import FIGURES, difference, figures, inputs
from crm_core.rooms.tiers.answers.outline import outline
from crm_core.rooms.tiers.scheme.scheme import Hold, Tier
from crm_core.rooms.tiers.scheme.service import starting_promises
from crm_core.rooms.tiers.scheme.starting import starting_scheme
from crm_core.scope import Scope
from tests.rooms.tiers.bank import publish
from tests.rooms.tiers.schemes import EQUAL, ONLY, by_cuts

FIRST = by_cuts(75, 40)
DEARER = tuple(replace(promise, hours=promise.hours + 2) for promise in starting_promises("everybody", 3))


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    folder = tmp_path_factory.mktemp("compare")
    publish(folder, customers=80)
    with open_book(folder) as book:
        yield book.reader(Scope(regions=("NORTE", "SUR")))


def with_service(scheme, promises):
    return replace(scheme, groups=tuple(replace(group, promises=promises) for group in scheme.groups))


@pytest.mark.parametrize(("second", "named"), [
    (FIRST, []),
    (by_cuts(60, 30), ["cuts"]),
    (by_cuts(75, 40, weights=ONLY["balance"]), ["weights"]),
    (by_cuts(60, 30, weights=ONLY["scale"], missing="lowest"), ["weights", "missing", "cuts"]),
    (with_service(by_cuts(60, 30, by="contribution"), DEARER), ["cuts", "service"]),
    (by_cuts(60, 30, 10, missing="middle"), ["missing", "tiers+service"]),
    (starting_scheme(EQUAL, by_type=True), ["tiers+service"]),
])
def test_the_parts_of_what_differs_are_the_whole_difference(read, second, named):
    found = difference(read, FIRST, second)
    assert list(found.parts["input"]) == named
    told = found.figures.set_index("figure")
    for place, figure in enumerate(FIGURES):
        assert found.parts[figure].sum() == pytest.approx(told.loc[figure, "difference"], abs=1e-6)
        assert told.loc[figure, "second"] == figures(outline(read, second))[place]


def test_dearer_service_alone_costs_its_hours_and_moves_nobody(read):
    found = difference(read, FIRST, with_service(FIRST, DEARER))
    parts = found.parts.set_index("input")
    assert parts.loc["service", "top_customers"] == 0
    assert parts.loc["service", "service_cost"] > 0


def test_what_cannot_be_mixed_is_one_input(read):
    within = starting_scheme(EQUAL, how="budget", values=(500.0,))
    four_fold = tuple(replace(promise, hours=4 * promise.hours) for promise in starting_promises("everybody", 3))
    generous = with_service(starting_scheme(ONLY["balance"]), four_fold)
    with pytest.raises(CannotAnswer, match="The budget for all customers is 500 a year"):
        outline(read, with_service(within, four_fold))
    for first, second in ((within, generous), (generous, within)):
        found = difference(read, first, second)
        assert list(found.parts["input"]) == ["weights", "cuts+service"]
        for figure in FIGURES:
            total = found.figures.set_index("figure").loc[figure, "difference"]
            assert found.parts[figure].sum() == pytest.approx(total, abs=1e-6)
    with pytest.raises(CannotAnswer, match="The budget for all customers is 1 a year"):
        difference(read, within, starting_scheme(EQUAL, how="budget", values=(1.0,)))


def test_cuts_of_each_type_are_told_apart(read):
    own = starting_scheme(EQUAL, by_type=True)
    other = starting_scheme(EQUAL, by_type=True, values={"business": (0.1, 0.3), "corporate": (0.5, 0.1)})
    assert list(inputs(own, other)) == ["cuts business", "cuts corporate"]
    found = difference(read, own, other)
    assert found.parts["top_customers"].iloc[0] < 0 < found.parts["top_customers"].iloc[1]


def test_names_and_the_hold_rule_are_no_inputs():
    renamed = replace(FIRST, tiers=(Tier("A"), Tier("B", "#112233"), Tier("C")), hold=Hold(3))
    assert inputs(FIRST, renamed) == {}


def test_the_way_back_is_the_same_with_the_other_sign(read):
    second = by_cuts(60, 30, weights=ONLY["balance"])
    there, back = difference(read, FIRST, second), difference(read, second, FIRST)
    for figure in FIGURES:
        assert list(there.parts[figure]) == pytest.approx([-part for part in back.parts[figure]], abs=1e-6)
