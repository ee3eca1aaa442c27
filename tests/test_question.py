"""Questions: values are parameters, never text."""

from __future__ import annotations

import pytest

from crm_core.question import Question
from crm_core.scope import Scope


def test_a_list_widens_to_one_parameter_a_value():
    asked = Question("q", "select * from t where r in (:regions) and y = :y")
    sql, values = asked.bind({"regions": ("A", "B"), "y": 1})
    assert sql == "select * from t where r in ($regions_0, $regions_1) and y = $y"
    assert values == {"regions_0": "A", "regions_1": "B", "y": 1}


def test_an_empty_list_equals_nothing():
    assert Question("q", "r in (:regions)").bind({"regions": ()}) == ("r in ($regions_0)", {"regions_0": None})


def test_values_the_question_does_not_name_are_left_out():
    assert Question("q", "select 1").bind({"extra": 2}) == ("select 1", {})


def test_a_missing_value_is_named():
    with pytest.raises(ValueError, match="'q' was asked without a value for by, top"):
        Question("q", "select :top, :by").bind({})


def test_a_cast_is_not_a_parameter():
    assert Question("q", "select x::integer, a:b").parameters == frozenset()


def test_a_value_with_sql_in_it_stays_a_value():
    _, values = Question("q", "select :name").bind({"name": "'; drop table customers; --"})
    assert values == {"name": "'; drop table customers; --"}


def test_scopes_that_mean_the_same_are_the_same():
    assert Scope(0, ("B", "A", "A"), ("corporate", "individual")) == Scope(0, ("A", "B"), ("individual", "corporate"))
    assert hash(Scope(0, ("B", "A"))) == hash(Scope(0, ("A", "B")))


def test_the_year_before_keeps_the_rest_and_ends():
    assert Scope(0, ("A",)).year_before() == Scope(1, ("A",))
    assert Scope(2).year_before() is None


@pytest.mark.parametrize(
    ("bad", "told"), [({"years_ago": 3}, "years_ago is 3"), ({"customer_types": ("vip",)}, "'vip'")]
)
def test_a_scope_no_book_can_hold_is_refused(bad, told):
    with pytest.raises(ValueError, match=told):
        Scope(**bad)
