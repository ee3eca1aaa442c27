"""A list made from a table: nobody lost, each with a next step that fits what changes for them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from crm_core import CannotAnswer
from crm_core.language import in_language
from crm_core.language.stored import told
from crm_core.lists.columns import list_table
from crm_core.lists.crm_csv import crm_csv
from crm_core.lists.entry import Entry
from crm_core.lists.making import entries
from crm_core.lists.next_step import proposed_step
from crm_core.lists.work_list import MAX_ROWS, Plan
from tests.lists.some_list import DUE, MADE, MOVERS, rows, work_list


def test_every_customer_is_on_the_list_once_in_the_order_of_the_table():
    before = MOVERS.copy()
    assert [row.customer_id for row in rows()] == MOVERS["customer_id"].tolist()
    pd.testing.assert_frame_equal(MOVERS, before)


def test_what_is_not_known_is_empty_and_never_the_word_nan():
    nameless = rows()[4]
    assert (nameless.manager, nameless.manager_id, rows()[2].contribution) == ("", "", None)
    assert not any("nan" in str(value).casefold() for row in rows() for value in vars(row).values() if value != "Fay")


@pytest.mark.parametrize(("options", "step"), [
    ({"direction": "down", "hours_before": 8, "hours_after": 0.2}, "regular hours with the manager end"),
    ({"direction": "down", "hours_before": 8, "hours_after": 2.5}, "8 hours of contact a year become 2.5"),
    ({"direction": "down", "hours_before": 0.2, "hours_after": 0.2}, "explain what the new service includes"),
    ({"direction": "down"}, "Call before the change"),
    ({"direction": "up", "hours_before": 0.2, "hours_after": 8}, "Welcome visit by the manager"),
    ({"direction": "up", "hours_before": 0.2, "hours_after": 0.5}, "Welcome call"),
    ({"direction": "new", "tier": "Gold"}, "the tier Gold"),
    ({"direction": "left"}, "would return"),
    ({"direction": "same"}, "Nothing changes"),
    ({"direction": "down", "hours_before": 8, "hours_after": 0, "is_exception": True}, "Kept by exception"),
])
def test_the_next_step_fits_what_changes(options, step):
    assert step in told(proposed_step(options.pop("direction"), **options))


def test_a_list_that_was_made_in_one_language_proposes_in_that_of_whoever_reads_it():
    """What somebody wrote stands as it was written, as does a list that was kept as sentences."""
    with in_language("es"):
        first, *_others = rows()
    halved = Entry("1", "down", proposed_step("down", hours_before=8, hours_after=2.5), DUE)
    worded = replace(first, next_step="Visit them.", is_proposed=False)
    like_ours = replace(worded, next_step=halved.next_step)
    assert like_ours.step == halved.next_step
    assert [first.step, halved.step, worded.step] == [
        "Call before the change: regular hours with the manager end; name who answers from now on.",
        "Call before the change: 8 hours of contact a year become 2.5.", "Visit them."]
    with in_language("es"):
        assert [each.step for each in (first, halved, worded)] == [
            "Llamar antes del cambio: terminan las horas fijas con el gestor; decir quién atiende desde ahora.",
            "Llamar antes del cambio: 8 horas de contacto al año pasan a ser 2,5.", "Visit them."]
        assert list_table([first], ["next_step"])["next_step"].item() == first.step
        assert first.step in crm_csv(work_list(), [first], {}).decode()


def test_a_table_that_is_no_list_is_refused_by_what_is_wrong_with_it():
    with pytest.raises(ValueError, match="lacks direction"):
        entries(MOVERS.drop(columns="direction"), due_on=DUE)
    with pytest.raises(ValueError, match="'0007' stands in the table of a list twice"):
        entries(pd.concat([MOVERS, MOVERS.head(1)]), due_on=DUE)
    with pytest.raises(ValueError, match="'sideways' is none of the directions"):
        entries(MOVERS.assign(direction="sideways"), due_on=DUE)
    with pytest.raises(CannotAnswer, match="No customer is selected"):
        entries(MOVERS.head(0), due_on=DUE)
    many = pd.DataFrame({"customer_id": range(MAX_ROWS + 1), "direction": "up"})
    with pytest.raises(CannotAnswer, match=r"20,001 customers are more than a work list holds \(20,000\)"):
        entries(many, due_on=DUE)


@pytest.mark.parametrize(("plan", "said"), [
    (Plan(0, DUE), "0 customers cannot be planned on a list of 6. Plan from 1 to 6"),
    (Plan(7, DUE), "7 customers cannot be planned"),
    (Plan(6, MADE.replace(month=2)), "2026-02-01 is in the past"),
    (Plan(6, DUE, 1.4), "1.4; it must be from 0% to 100%"),
])
def test_a_plan_that_does_not_fit_says_why(plan, said):
    with pytest.raises(CannotAnswer, match=said):
        plan.check(6, MADE)
