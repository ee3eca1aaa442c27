"""What a room says of a segment is what it says of a bank that has these customers and no others."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core import CannotAnswer, ask
from crm_core.ask import room
from crm_core.chapters import ROOMS
from crm_core.json_values import as_json
from crm_core.question import Question
from crm_core.rooms import causes, demand, pareto, resources
from crm_core.rooms.demand.what_if.planning import apply_plan
from crm_core.scope import Scope
from tests.of_segment.two_banks import CUSTOMERS, IDS, segment

KEEPING = [name for name, page in ROOMS.items() if page.keeps_to_segment]
OUTSIDE = "C0001"
EVERYBODY = segment(*(f"C{number:04d}" for number in range(CUSTOMERS)))


def told(result: object) -> str:
    """All that is in it, whatever it is kept as, to twelve digits: sums in another order differ in the last one."""
    with pd.option_context("display.max_rows", None):
        return repr(_to_twelve_digits(as_json(result)))


def _to_twelve_digits(value: object) -> object:
    if isinstance(value, dict):
        return {key: _to_twelve_digits(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_to_twelve_digits(each) for each in value]
    return float(f"{value:.12g}") if isinstance(value, float) else value


@pytest.mark.parametrize(("name", "options"), [
    ("overview", {}), ("changes", {"parts": "managers"}), ("pareto", {}), ("pareto", {"rank": "products"}),
    ("dependence", {}), ("demand", {"by": "contribution", "horizon": 3})])
def test_a_segment_is_a_bank_of_its_customers(banks, name, options):
    mine, theirs, whole = (told(room(name).answer(read, **options))
                           for read in (banks.narrowed, banks.small.reader(), banks.whole.reader()))
    assert mine == theirs != whole


@pytest.mark.parametrize("name", ["pareto", "causes", "priorities", "resources", "tiers"])
def test_a_segment_of_everybody_changes_nothing(banks, name):
    mine, whole = (told(room(name).answer(banks.whole.reader(Scope(segment=each)))) for each in (EVERYBODY, None))
    assert mine == whole


def test_who_entered_the_top_is_told_with_ranks_in_the_segment(banks):
    for move in ("entered", "left"):
        mine, theirs = (pareto.movers(read, move=move) for read in (banks.narrowed, banks.small.reader()))
        pd.testing.assert_frame_equal(mine, theirs)


def test_causes_are_of_the_segment_and_its_references_of_the_bank(banks):
    mine, whole = causes.answer(banks.narrowed), causes.answer(banks.whole.reader())
    losing = banks.whole.read(Question("losing", "select customer_id, contribution from customer_years "
                                                 "where years_ago = 0 and contribution < 0"))
    own = losing[losing["customer_id"].isin(IDS)]
    assert (mine.customers, mine.contribution) == (len(own), pytest.approx(own["contribution"].sum()))
    assert whole.customers == len(losing) > mine.customers
    one = own["customer_id"].iloc[0]
    assert told(causes.answer(banks.narrowed, customer=one)) == told(
        causes.answer(banks.whole.reader(), customer=one)), "a customer is held against the bank's, in any segment"
    with pytest.raises(CannotAnswer, match="No customer that matches"):
        causes.answer(banks.narrowed, customer=OUTSIDE)


def test_of_a_segment_only_its_own_cost_is_shared_out(banks):
    mine = resources.answer(banks.narrowed)
    assert mine.resource == "cost_to_serve"
    assert mine.regions["amount"].sum() == pytest.approx(
        resources.answer(banks.small.reader(), resource="cost_to_serve").regions["amount"].sum())
    with pytest.raises(CannotAnswer, match="Select all customer types and segments"):
        resources.answer(banks.narrowed, resource="hours")
    with pytest.raises(CannotAnswer, match="Potential covers all customers"):
        resources.answer(banks.narrowed, against="potential")


def test_staff_hours_are_not_given_to_one_segment(banks):
    plan = demand.Plan(by="turnover", horizon=1)
    mine, whole = apply_plan(banks.narrowed, plan), apply_plan(banks.whole.reader(), plan)
    assert len(whole.staff)
    assert mine.staff.empty
    assert "all segments" in mine.lacking


def test_groups_are_not_offered_and_refused_under_a_segment(banks):
    assert "groups" not in pareto.units(banks.narrowed)
    with pytest.raises(CannotAnswer, match=r"several segments.*clear the segment"):
        pareto.answer(banks.narrowed, rank="groups")


@pytest.mark.parametrize("name", sorted(set(ROOMS) - set(KEEPING)))
def test_a_room_of_all_customers_refuses_a_segment_in_a_sentence(banks, name):
    with pytest.raises(CannotAnswer, match="shows all customers, whatever the segment"):
        ask.ask(name, banks.whole, Scope(segment=EVERYBODY))
